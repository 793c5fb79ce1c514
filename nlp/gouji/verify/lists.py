"""Items named in 主要包括… against the non-empty rows of the basic-expenditure form, both ways."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

from gouji import accounts
from gouji.facts import Fact
from gouji.model import Claim, Finding, Report, Sentence
from gouji.verify.findings import Maker

_LIST = re.compile(r"(?:主要)?(?:包括|用于|包含)(?:：|:)?(?P<items>[^。；]{6,})")
_SHARE = re.compile(r"占[^，。；]{0,20}?[\d.,]+[%％]")
_GROUPS = {"人员经费": ("301", "303"), "公用经费": ("302", "307", "309", "310", "311", "312", "313", "399")}
_LEAST_ITEMS = 3
_NO_NAME = "其他"
_ITEM_END = r"(?:支出|费用|经费|费)?(?:[\d,.]+万?元)?(?:等[^、]{0,4})?(?=[、，。；]|$)"


def list_findings(
    report: Report,
    sentences: Sequence[Sentence],
    claims: Sequence[Claim],
    facts: Sequence[Fact],
    maker: Maker,
) -> Iterator[Finding]:
    """Named items whose row is blank or missing, and filled rows that a closed list leaves out."""
    rows = [f for f in facts if f.form == "公开06" and f.code and len(f.code) == 5]
    if not rows:
        return
    texts = {s.id: s for s in sentences}
    chart = accounts.chart(report).economic
    for claim in claims:
        group = _GROUPS.get((claim.subject or "").rpartition("/")[2])
        sentence = texts.get(claim.sentence)
        if group is None or sentence is None or claim.kind != "level":
            continue
        after = sentence.text[claim.end - sentence.start :]
        match = _LIST.search(after)
        if match and not re.search(r"\d", _SHARE.sub("", after[: match.start()])):
            own = [f for f in rows if (f.code or "").startswith(group)]
            yield from _compare(claim, match["items"], own, _foreign(chart, own), maker)


def _foreign(chart: Mapping[str, str], rows: Sequence[Fact]) -> set[str]:
    """The names of economic accounts that have no row among these, as a list may call them."""
    codes, names = {f.code for f in rows}, {_bare(f.account) for f in rows}
    bare = {_bare(name) for code, name in chart.items() if len(code) == 5 and code not in codes}
    return bare - names - {_NO_NAME}


def _compare(
    claim: Claim, words: str, rows: Sequence[Fact], foreign: AbstractSet[str], maker: Maker
) -> Iterator[Finding]:
    closed = not re.search(r"等(?:支出|费用|方面|经费)?$", words.strip("。；，"))
    by_name: dict[str, list[Fact]] = {}
    for fact in rows:
        by_name.setdefault(_bare(fact.account), []).append(fact)
    known = _named(words, by_name)
    if len(known) < _LEAST_ITEMS:
        return
    yield from _unfilled(claim, [by_name[n] for n in known], _strange(words, by_name, foreign), maker)
    left_out = [f for f in rows if f.cell.value and _bare(f.account) not in known]
    if left_out and closed:
        names = "、".join(f.account for f in left_out)
        message = f"{claim.subject}未列{names}，表中对应行有数据"
        cells = [f.cell.id for f in left_out]
        yield maker.make(
            "list.missing", "notice", message, claim=claim, cells=cells, implied=names, key="missing"
        )


def _unfilled(
    claim: Claim, named: Sequence[Sequence[Fact]], strange: Sequence[str], maker: Maker
) -> Iterator[Finding]:
    """The items of a list whose row is blank, and those that have no row among the accounts of its group."""
    empty = [facts[0] for facts in named if not any(f.cell.value for f in facts)]
    for names, cells, what, key in (
        ([f.account for f in empty], [f.cell.id for f in empty], "表中对应行无数据", "empty"),
        (strange, [], "表中此类经费下无此项", "foreign"),
    ):
        if names:
            said = "、".join(names)
            message = f"{claim.subject}所列{said}，{what}"
            yield maker.make(
                "list.not_in_table", "warning", message, claim=claim, cells=cells, said=said, key=key
            )


def _strange(words: str, by_name: Mapping[str, object], foreign: AbstractSet[str]) -> list[str]:
    """The items of a list that are whole names of other economic accounts."""
    folded = accounts.fold(words)
    found = _named(words, {**by_name, **dict.fromkeys(foreign)})
    ends = [re.search(re.escape(name) + _ITEM_END, folded) for name in found if name in foreign]
    return [re.sub(r"[\d,.]+万?元.*$|等.*$", "", match.group()) for match in ends if match]


def _named(words: str, by_name: Mapping[str, object]) -> list[str]:
    """The known names in a list, each at its longest (其他社会保障缴费 is not 社会保障缴费), in order."""
    folded = accounts.fold(words)
    taken = [False] * len(folded)
    found: list[tuple[int, str]] = []
    for name in sorted(by_name, key=len, reverse=True):
        for match in re.finditer(re.escape(name), folded):
            starts_item = match.start() == 0 or folded[match.start() - 1] in "、，,：和及与"
            if starts_item and not any(taken[match.start() : match.end()]):
                taken[match.start() : match.end()] = [True] * len(name)
                found.append((match.start(), name))
    return list(dict.fromkeys(name for _, name in sorted(found)))


def _bare(name: str) -> str:
    """A name without the endings that texts add or drop (支出, 费用, 经费)."""
    plain = accounts.normalise(name)
    for ending in ("支出", "费用", "经费", "费"):
        if len(plain) > len(ending) + 1 and plain.endswith(ending):
            return plain.removesuffix(ending)
    return plain
