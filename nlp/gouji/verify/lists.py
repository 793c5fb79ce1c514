"""Items named in 主要包括… against the non-empty rows of the basic-expenditure form, both ways."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from gouji import accounts
from gouji.facts import Fact
from gouji.model import Claim, Finding, Report, Sentence
from gouji.verify.findings import Maker
from gouji.vocabulary import Severity

_LIST = re.compile(r"(?:主要)?(?:包括|用于|包含)(?:：|:)?(?P<items>[^。；]{6,})")
_HEADED = re.compile(
    r"(?:\d[.．、]|（[一二三四五六七八九十\d]）)?(?P<name>人员经费|公用经费)(?:支出)?(?:主要)?(?:包括|包含)(?:：|:)?(?P<items>[^。；]{6,})"
)
_SHARE = re.compile(r"占[^，。；]{0,20}?[\d.,]+[%％]")
_GROUPS = {"人员经费": ("301", "303"), "公用经费": ("302", "307", "309", "310", "311", "312", "313", "399")}
_FORMS = frozenset({"公开06", "预算06"})
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
    rows = [f for f in facts if f.form in _FORMS and f.code and len(f.code) == 5]
    if not rows:
        return
    chart = accounts.chart(report).economic
    for place, name, words in _lists(sentences, claims):
        own = [f for f in rows if (f.code or "").startswith(_GROUPS[name])]
        yield from _compare(_Place(place, name, maker), words, own, _foreign(chart, own))


def _lists(
    sentences: Sequence[Sentence], claims: Sequence[Claim]
) -> Iterator[tuple[Claim | Sentence, str, str]]:
    """Where a list of items stands, the group it is of, and its words: behind the amount, or at a head of its own."""
    texts = {s.id: s for s in sentences}
    after = {
        one.id: other for one, other in itertools.pairwise(sentences) if one.paragraph == other.paragraph
    }
    for claim in claims:
        name = (claim.subject or "").rpartition("/")[2]
        sentence = texts.get(claim.sentence)
        if name not in _GROUPS or sentence is None or claim.kind != "level":
            continue
        rest = sentence.text[claim.end - sentence.start :]
        if rest in {"。", ""} and claim.sentence in after:
            rest = after[claim.sentence].text
            if not _LIST.match(rest):
                continue
        match = _LIST.search(rest)
        if match and not re.search(r"\d", _SHARE.sub("", rest[: match.start()])):
            yield claim, name, match["items"]
    for sentence in sentences:
        if (headed := _HEADED.match(sentence.text)) is not None:
            yield sentence, headed["name"], headed["items"]


def _foreign(chart: Mapping[str, str], rows: Sequence[Fact]) -> set[str]:
    """The names of economic accounts that have no row among these, as a list may call them."""
    codes, names = {f.code for f in rows}, {_bare(f.account) for f in rows}
    bare = {_bare(name) for code, name in chart.items() if len(code) == 5 and code not in codes}
    return bare - names - {_NO_NAME}


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a list stands and which group of items it is of."""

    at: Claim | Sentence
    name: str
    maker: Maker

    def finding(
        self, code: str, severity: Severity, what: str, cells: list[str], names: str, key: str
    ) -> Finding:
        claim = self.at if isinstance(self.at, Claim) else None
        sentence = self.at.id if isinstance(self.at, Sentence) else None
        lacking = code == "list.missing"
        return self.maker.make(
            code, severity, f"{self.name}{what}", claim=claim, sentence=sentence, cells=cells,
            said=None if lacking else names, implied=names if lacking else None, key=key,
        )  # fmt: skip


def _compare(place: _Place, words: str, rows: Sequence[Fact], foreign: AbstractSet[str]) -> Iterator[Finding]:
    closed = not re.search(r"等(?:支出|费用|方面|经费)?$", words.strip("。；，"))
    by_name: dict[str, list[Fact]] = {}
    for fact in rows:
        by_name.setdefault(_bare(fact.account), []).append(fact)
    known = _named(words, by_name)
    if len(known) < _LEAST_ITEMS:
        return
    yield from _unfilled(place, [by_name[n] for n in known], _strange(words, by_name, foreign))
    left_out = [f for f in rows if f.cell.value and _bare(f.account) not in known]
    if left_out and closed:
        names = "、".join(dict.fromkeys(f.account for f in left_out))
        cells = [f.cell.id for f in left_out]
        yield place.finding(
            "list.missing", "notice", f"未列{names}，表中对应行有数据", cells, names, "missing"
        )


def _unfilled(place: _Place, named: Sequence[Sequence[Fact]], strange: Sequence[str]) -> Iterator[Finding]:
    """The items of a list whose row is blank, and those that have no row among the accounts of its group."""
    empty = [facts[0] for facts in named if not any(f.cell.value for f in facts)]
    for names, cells, what, key in (
        ([f.account for f in empty], [f.cell.id for f in empty], "表中对应行无数据", "empty"),
        (strange, [], "表中此类经费下无此项", "foreign"),
    ):
        if names:
            said = "、".join(names)
            yield place.finding("list.not_in_table", "warning", f"所列{said}，{what}", cells, said, key)


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
