"""Names of accounts ↔ what they speak of: plain account, scope of money, side, code.

The words are data (patterns/accounts). A report's own tables add the rest of its accounts (`chart`).
"""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

import msgspec

from gouji import patterns
from gouji.model import Report

Side = Literal["income", "expense", "both"]
SCOPES = ("全部资金", "财政拨款", "一般公共预算", "政府性基金", "国有资本经营")

_PUNCTUATION = str.maketrans(
    {
        "(": "（",
        ")": "）",
        "〔": "（",
        "〕": "）",
        '"': "“",
        "”": "“",
        "「": "“",
        "」": "“",
        "＂": "“",
        ":": "：",
        "‘": "“",
        "’": "“",
    }
)
_NUMBERING = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十\d]{1,3}）|\d{1,2}[.．、]|[①-⑳]|其中：|其中[:：]?|[*＊#△▲-])+"
)
_NAME = r"(?:[^，。；：！？（）\d]|（(?![类款项]）)[^（）]{1,12}）){2,40}?"
_TRIPLE = re.compile(
    rf"(?:(?P<klass>{_NAME})（类）(?P<tail>支出)?)?(?:(?P<section>{_NAME})（款）)?(?:(?P<item>{_NAME})（项）)?"
)
_STOP = re.compile(r"[，。；：！？\d]|（[一二三四五六七八九十\d]{1,3}）")
_LEVEL_MARK = re.compile(r"（[类款项]）")
_MARKS = re.compile(r"（[类款项]）|科目$")
_PARENTS_BEHIND = re.compile(r"（(?P<klass>[一-龥]{2,20}?)类(?:、?(?P<section>[一-龥]{2,24}?)款)?）")


class Term(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One entry of patterns/accounts/terms.yaml."""

    name: str
    side: Side
    example: str
    counter_example: str
    aliases: tuple[str, ...] = ()
    base: str | None = None
    scope: str | None = None
    measure: str | None = None
    whole: str | None = None
    labels_only: bool = False


class Alias(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An earlier or shorter name; ``until`` is the last year in which it was the official one."""

    name: str
    until: int | None = None


class Account(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One entry of patterns/accounts/functional.yaml or economic.yaml."""

    code: str
    name: str
    aliases: tuple[Alias, ...] = ()


@dataclass(frozen=True, slots=True)
class AccountPath:
    """A 类/款/项 triple printed in a text; ``names`` holds None for a level that is not printed."""

    start: int
    end: int
    names: tuple[str | None, str | None, str | None]


@dataclass(frozen=True, slots=True)
class Chart:
    """The accounts a report may speak of: the known ones and those of its own code tables.

    ``functional`` and ``economic`` map a code to its name as the tables print it, ``codes`` a name to its
    codes of either domain.
    """

    functional: dict[str, str]
    economic: dict[str, str]
    codes: dict[str, tuple[str, ...]]
    own: frozenset[str]


@functools.lru_cache(maxsize=2048)
def fold(text: str) -> str:
    """Brackets, quotes and colons in one form each, character by character, so that offsets stay."""
    return text.translate(_PUNCTUATION)


@functools.lru_cache(maxsize=8192)
def normalise(name: str) -> str:
    """A label without layout, numbering and marks: "一、 一般公共服务支出(类)" → 一般公共服务支出."""
    text = "".join(name.split()).translate(_PUNCTUATION)
    text = _NUMBERING.sub("", text)
    return _MARKS.sub("", text).strip("：:，,。、")


@functools.cache
def terms() -> tuple[Term, ...]:
    """All terms of patterns/accounts/terms.yaml."""
    return patterns.load("accounts/terms", Term)


@functools.cache
def _terms_by_name() -> dict[str, Term]:
    return {normalise(alias): term for term in terms() for alias in (term.name, *term.aliases)}


@functools.cache
def _terms_by_base() -> dict[tuple[str | None, str | None, Side], Term]:
    found: dict[tuple[str | None, str | None, Side], Term] = {}
    for term in terms():
        found.setdefault((term.base, term.scope, term.side), term)
    return found


def term(name: str) -> Term | None:
    """The term that a label or phrase names, after normalisation."""
    return _terms_by_name().get(normalise(name))


def full_name(base: str, scope: str | None, side: Side) -> str:
    """The full name of a plain account within a scope, such as 政府性基金预算财政拨款收入."""
    by_base = _terms_by_base()
    for wanted in ((base, scope, side), (base, scope, "both"), (base, None, side), (base, "全部资金", side)):
        if wanted in by_base:
            return by_base[wanted].name
    return next((t.name for t in terms() if t.base == base), base)


@functools.cache
def functional() -> tuple[Account, ...]:
    """The known accounts of the functional classification."""
    return patterns.load("accounts/functional", Account)


@functools.cache
def economic() -> tuple[Account, ...]:
    """The known accounts of the economic classification."""
    return patterns.load("accounts/economic", Account)


@functools.cache
def renamed() -> dict[str, str]:
    """Earlier or shorter names → the current name, both normalised."""
    both = (*functional(), *economic())
    return {normalise(alias.name): account.name for account in both for alias in account.aliases}


def is_economic(code: str) -> bool:
    """Whether a code is one of the economic classification (3 digits from 301, or 5 from 30101).

    Functional classes are 201–234, so the first digit parts the two.
    """
    return code[:1] == "3"


def chart(report: Report | None = None) -> Chart:
    """The chart of accounts of a report: its own code rows first, the known accounts after them (alone for None)."""
    rows = [
        (cell.row_code, normalise(cell.row))
        for table in (report.tables if report is not None else ())
        for cell in table.cells
        if cell.row_code and cell.row
    ]
    known = [(a.code, a.name) for a in (*functional(), *economic())]
    tables: tuple[dict[str, str], dict[str, str]] = ({}, {})
    codes: defaultdict[str, list[str]] = defaultdict(list)
    for code, name in (*rows, *known):
        tables[is_economic(code)].setdefault(code, name)
        if code not in codes[name]:
            codes[name].append(code)
    own = frozenset(code for code, _ in rows)
    return Chart(*tables, {name: tuple(found) for name, found in codes.items()}, own)


def paths(text: str) -> tuple[AccountPath, ...]:
    """The 类/款/项 triples of a text, such as 教育支出（类）进修及培训（款）培训支出（项）."""
    folded, found, taken = fold(text), [], 0
    for mark in _LEVEL_MARK.finditer(folded):
        if mark.start() < taken:
            continue
        begin = _name_start(folded, mark.start(), taken)
        match = _TRIPLE.match(folded, begin)
        if match is None or match.end() < mark.end():
            continue
        klass, section, item = (_unquoted(match[name]) for name in ("klass", "section", "item"))
        klass = klass + (match["tail"] or "") if klass else None
        found.append(AccountPath(begin, match.end(), (klass, section, item)))
        taken = match.end()
    return tuple(found) or tuple(_with_parents_behind(folded))


def _with_parents_behind(folded: str) -> Iterator[AccountPath]:
    """Items with their parents in a bracket behind: 地质灾害防治（灾害防治及应急管理支出类、自然灾害防治款）."""
    taken = 0
    for match in _PARENTS_BEHIND.finditer(folded):
        begin = _name_start(folded, match.start(), taken)
        name = _unquoted(folded[begin : match.start()])
        if name and len(name) > 1:
            yield AccountPath(begin, match.end(), (match["klass"], match["section"], name))
        taken = match.end()


_MISPRINT = 0.5
_GENERIC = re.compile("事务|支出|管理|服务|其他")
_JOIN = re.compile(r"和|及|与|以及")


def _unquoted(name: str | None) -> str | None:
    """A name without the quotation marks around it: “行政运行”（项）."""
    return name.strip("“") if name and name.count("“") <= 2 and "“三公" not in name else name


def _name_start(folded: str, mark: int, taken: int) -> int:
    """Where the name before a mark begins: after the last punctuation, list number or digit."""
    begin = taken
    for stop in _STOP.finditer(folded, taken, mark):
        begin = stop.end()
    while begin < mark and folded[begin] in "、.．） “":
        begin += 1
    joined = _JOIN.match(folded, begin) if begin and folded[begin - 1] == "）" else None
    return joined.end() if joined is not None else begin


def current_names(name: str) -> tuple[str, ...]:
    """A normalised name with the printings it may have elsewhere: as it is, its current name, with 支出."""
    found = [name]
    if name in renamed():
        found.append(renamed()[name])
    found.append(name.removesuffix("支出") if name.endswith("支出") else name + "支出")
    return tuple(dict.fromkeys(found))


def resolve(path: Iterable[str], accounts: Chart) -> str | None:
    """The functional code of a path of names (类, 款, 项; the upper ones may be missing), or None.

    The last name must fit; upper names decide between codes of one name and must not contradict all of them.
    """
    names = [normalise(p) for p in path if p]
    if not names:
        return None
    candidates = [
        code
        for name in current_names(names[-1])
        for code in accounts.codes.get(name, ())
        if not is_economic(code)
    ]
    candidates = [code for code in candidates if not _contradicts(code, names, accounts)]
    scored = sorted({(_agreement(code, names, accounts), code in accounts.own, code) for code in candidates})
    if not scored or (len(names) > 1 and scored[-1][0] == 0):
        return None
    best = scored[-1]
    equals = [s for s in scored if s[:2] == best[:2] and s[2] != best[2]]
    return None if equals else best[2]


def _contradicts(code: str, names: list[str], accounts: Chart) -> bool:
    """Whether 类, 款 and 项 are all printed and the 款 is another one than the code's, not only misprinted."""
    section = accounts.functional.get(code[:5]) if len(code) > 5 else None
    if len(names) < 3 or section is None or section in current_names(names[-2]):
        return False
    one, other = (_GENERIC.sub("", name) or name for name in (section, names[-2]))
    common = len(set(one) & set(other))
    return names[-2] not in current_names(section) and common < _MISPRINT * min(len(one), len(other))


def _agreement(code: str, names: list[str], accounts: Chart) -> int:
    parents = [accounts.functional.get(code[:n]) for n in (3, 5, 7) if n < len(code)]
    upper = {variant for name in names[:-1] for variant in current_names(name)}
    return sum(parent in upper for parent in parents if parent)
