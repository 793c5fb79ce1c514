"""Which figures of a narrative make up a whole: parts named by patterns/checks/sums, the items of a section."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import msgspec

from gouji import accounts, patterns
from gouji.model import Claim

_MONEY = frozenset({"元", "千元", "万元", "亿元"})
ITEMS_OUTTURN, ITEMS_BUDGET = "sum.items_outturn", "sum.items_budget"


class SumPattern(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One entry of patterns/checks/sums.yaml; ``like`` takes parts by the ending of their phrase.

    ``soft``: where the first part is as large as the whole, the others lie inside it and nothing is added up.
    """

    code: str
    whole: str
    parts: tuple[str, ...]
    like: bool
    formula: str
    source: str
    passes: tuple[str, ...]
    fails: tuple[str, ...]
    optional: tuple[str, ...] = ()
    soft: bool = False


@dataclass(frozen=True, slots=True)
class Sum:
    """A whole with its parts, by the code of the pattern that says so."""

    code: str
    whole: Claim
    parts: tuple[Claim, ...]


@functools.cache
def sum_patterns() -> tuple[SumPattern, ...]:
    """All sums of the narrative, as data."""
    return patterns.load("checks/sums", SumPattern)


def named_sums(claims: Sequence[Claim], section: Mapping[str, str | None]) -> list[Sum]:
    """All sums that the sections of the narrative state, each once a section and measure.

    Args:
        claims: of one report, in order.
        section: sentence id → section id.
    """
    grouped: defaultdict[tuple[str | None, str | None], list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.kind in {"level", "count"} and claim.value is not None and not claim.approximate:
            grouped[top_section(section.get(claim.sentence)), claim.measure].append(claim)
    return [
        found
        for members in grouped.values()
        for pattern in sum_patterns()
        for found in (_like(pattern, members) if pattern.like else _named(pattern, members))
    ]


def _named(pattern: SumPattern, members: Sequence[Claim]) -> Iterator[Sum]:
    by_name: dict[str, Claim] = {}
    for claim in members:
        by_name.setdefault(name_of(claim), claim)
    whole = by_name.get(pattern.whole)
    parts = tuple(by_name[name] for name in pattern.parts if name in by_name)
    needed = [name for name in pattern.parts if name not in pattern.optional]
    if whole is not None and all(name in by_name for name in needed):
        yield Sum(pattern.code, whole, parts)


def _like(pattern: SumPattern, members: Sequence[Claim]) -> Iterator[Sum]:
    by_sentence: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in members:
        by_sentence[claim.sentence].append(claim)
    for group in by_sentence.values():
        whole = next((c for c in group if name_of(c).endswith(pattern.whole)), None)
        parts: dict[str, Claim] = {}
        for claim in group:
            if (
                claim is not whole
                and whole is not None
                and claim.unit == whole.unit
                and name_of(claim).endswith(pattern.parts)
            ):
                parts.setdefault(name_of(claim), claim)
        if whole is not None and len(parts) > 1:
            yield Sum(pattern.code, whole, tuple(parts.values()))


def change_sums(claims: Sequence[Claim], section: Mapping[str, str | None]) -> list[Sum]:
    """Changes against last year of a whole and of all its parts; a part that is called flat changes by nothing."""
    grouped: defaultdict[str | None, list[Claim]] = defaultdict(list)
    for claim in claims:
        amount = claim.kind == "change" and claim.value is not None and claim.unit in _MONEY
        if claim.basis == "上年" and (amount or claim.kind == "flat") and claim.direction is not None:
            grouped[top_section(section.get(claim.sentence))].append(claim)
    return [
        found
        for members in grouped.values()
        for pattern in sum_patterns()
        if not pattern.like
        for found in _named(pattern, members)
    ]


def item_sums(claims: Sequence[Claim], section: Mapping[str, str | None]) -> list[tuple[Sum | None, Sum]]:
    """The outturns (where printed) and the opening budgets of the items of a section with those of its total."""
    found = []
    grouped: defaultdict[str | None, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.kind == "level" and claim.value is not None:
            grouped[top_section(section.get(claim.sentence))].append(claim)
    for members in grouped.values():
        budget = _items(members, "年初预算", ITEMS_BUDGET)
        if budget is not None:
            found.append((_items(members, "决算", ITEMS_OUTTURN), budget))
    return found


def _items(members: Sequence[Claim], measure: str, code: str) -> Sum | None:
    items: dict[str, Claim] = {}
    for claim in members:
        if claim.measure == measure and claim.subject_code and len(claim.subject_code) == 7:
            items.setdefault(claim.subject_code, claim)
    wholes = [
        c for c in members
        if c.measure == measure and c.subject_code is None and (t := accounts.term(c.subject or "")) and t.base == "本年支出"
    ]  # fmt: skip
    if len(items) < 2 or not wholes:
        return None
    return Sum(code, wholes[-1], tuple(items.values()))


def top_section(section: str | None) -> str | None:
    """The numbered section that a subsection lies in (s3.5.2 → s3.5)."""
    return ".".join(section.split(".")[:2]) if section else None


def name_of(claim: Claim) -> str:
    """The last name of a claim's subject; empty where it has none."""
    return (claim.subject or "").rpartition("/")[2]
