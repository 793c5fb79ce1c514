"""Whose report it is, of which year and which kind."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from gouji.read.blocks import Break, Grid, Piece
from gouji.read.narrative.numbering import number_of
from gouji.vocabulary import Level, ReportKind

_YEAR = re.compile(r"(?<![\d与较比])(20\d{2})年?度?(?!\d)")
_NAMED_YEAR = re.compile(r"(?<![\d与较比])(20\d{2})年?(?:度)?[^。，；]{0,30}?(?:决算|预算|经费)")
_LINE = re.compile(
    r"^(?:公开|编制|填报|预算)?(?:部门|单位)(?:[（(]单位[)）])?(?:名称)?[:：](?P<name>[^:：（(]*?(?:[（(].*?[)）])?[^:：]*?)(?:金额单位.*|单位[:：].*|\d{4}年.*)?$"
)
_PLACEHOLDER = re.compile(r"^(?:人民币)?[（(]?(?:万|亿|千)?元|[Xx×＊*]{2,}|^[（(].*[)）]$|^\.+$|[_＿]{2,}")
_WORDS = re.compile(
    r"(?:\d{4}年?度?)?(?:省级|市级|区级|县级|本级)?(?:部门|单位)?(?:收支)?(?:决算|预算)(?:公开)?(?:报表|情况|信息|草案)?(?:公开)?(?:说明|报告)?.*$"
)
_ORGAN = re.compile(r"[局委办院会部厅心府校处所队团社馆室站科镇街道乡区县市组店台园]$")
_DATED = re.compile(r"^\d{4}年(?:\d{1,2}月)?(?:\d{1,2}日)?$|^二〇|^目录$")
_FRONT = 12
_LEAST_NAME = 4
_OVERVIEW = re.compile(r"(?:基本)?(?:概况|情况|简介)$")


@dataclass(frozen=True, slots=True)
class Meta:
    """What the front of a report says about it; None where it says nothing."""

    department: str | None
    fiscal_year: int | None
    kind: ReportKind
    level: Level | None


def meta_of(items: Sequence[Piece | Grid | Break]) -> Meta:
    """Department, year, kind and level from the cover, the 部门： lines and the titles."""
    pieces = [item.text for item in items if isinstance(item, Piece)]
    front = pieces[:_FRONT]
    titles = [text for text in pieces if len(text) <= 60 and not re.search("[。；]", text)]
    kind = _kind(front, titles)
    return Meta(_department(pieces, front), _year(front, titles, pieces), kind, _level(front, titles))


def _kind(front: Sequence[str], titles: Sequence[str]) -> ReportKind:
    text = "".join(front)
    if "三公" in text and not re.search(r"(?:部门|单位)(?:决算|预算)|名词解释", "".join(titles)):
        return "three_public"
    for words in (text, "".join(titles)):
        final = len(re.findall("决算", words))
        budget = len(re.findall(r"(?<!公共)(?<!基金)(?<!经营)预算", words))
        if final != budget and max(final, budget):
            return "final_accounts" if final > budget else "budget"
    return "other"


def _level(front: Sequence[str], titles: Sequence[str]) -> Level | None:
    for words in ("".join(front), "".join(titles)):
        unit = len(re.findall(r"单位(?:决算|预算)", words))
        department = len(re.findall(r"部门(?:决算|预算)", words))
        if unit or department:
            return "unit" if unit > department else "department"
    return None


def _year(front: Sequence[str], titles: Sequence[str], pieces: Sequence[str]) -> int | None:
    joined = "".join(front)
    for pattern, text in ((_NAMED_YEAR, joined), (_NAMED_YEAR, "\n".join(titles)), (_YEAR, joined)):
        years = pattern.findall(text)
        if years:
            return int(Counter(years).most_common(1)[0][0])
    years = _YEAR.findall("\n".join(pieces))
    return int(Counter(years).most_common(1)[0][0]) if years else None


def _department(pieces: Sequence[str], front: Sequence[str]) -> str | None:
    names: Counter[str] = Counter()
    for text in pieces:
        found = _LINE.match(text)
        name = found["name"].strip() if found else ""
        if name and not _PLACEHOLDER.search(name) and len(name) <= 40:
            names[name] += 1
    if names:
        return names.most_common(1)[0][0]
    return _part_name(pieces) or _cover_name([*front, *(a + b for a, b in pairwise(front))])


def _part_name(pieces: Sequence[str]) -> str | None:
    """The name in the titles of parts: 第一部分 某市某局概况."""
    names: Counter[str] = Counter()
    for text in pieces:
        number = number_of(text)
        if number and number.level == "part":
            name = _YEAR.sub("", _OVERVIEW.sub("", _WORDS.sub("", number.rest)))
            if len(name) >= _LEAST_NAME and _ORGAN.search(name) and not _PLACEHOLDER.search(name):
                names[name] += 1
    return names.most_common(1)[0][0] if names else None


def _cover_name(front: Sequence[str]) -> str | None:
    """The name on the cover: a line that is an organ, or what stands before 2023年度部门决算."""
    for text in front:
        if number_of(text) or re.search("[。；，]", text):
            break
        name = _YEAR.sub("", _WORDS.sub("", text))
        if (
            len(name) >= 4
            and _ORGAN.search(name)
            and not _DATED.match(text)
            and not _PLACEHOLDER.search(name)
        ):
            return name
    return None
