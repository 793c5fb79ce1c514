"""Sums inside the narrative: parts against their whole, opening budgets of items against the total, carry-over."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import msgspec

from gouji import accounts, patterns
from gouji.model import Check, Claim, Verdict
from gouji.verify.arithmetic import total
from gouji.verify.identities import compare
from gouji.verify.values import Values

_TEN_THOUSAND = Decimal(10**4)


class SumPattern(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One entry of patterns/checks/sums.yaml; ``like`` takes parts by the ending of their phrase."""

    code: str
    whole: str
    parts: tuple[str, ...]
    like: bool
    formula: str
    source: str
    passes: tuple[str, ...]
    fails: tuple[str, ...]
    optional: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SumCheck:
    """A check with the claims it ties, whole first."""

    check: Check
    claims: tuple[Claim, ...]


@functools.cache
def sum_patterns() -> tuple[SumPattern, ...]:
    """All sums of the narrative, as data."""
    return patterns.load("checks/sums", SumPattern)


def sum_checks(claims: Sequence[Claim], section: Mapping[str, str | None], values: Values) -> list[SumCheck]:
    """All sums that the sections of the narrative state, each checked once a section and measure."""
    grouped: defaultdict[tuple[str | None, str | None], list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.kind in {"level", "count"} and claim.value is not None and not claim.approximate:
            grouped[top_section(section.get(claim.sentence)), claim.measure].append(claim)
    found: list[SumCheck] = []
    for members in grouped.values():
        for pattern in sum_patterns():
            found.extend(
                _like(pattern, members, values) if pattern.like else _named(pattern, members, values)
            )
    return found


def _named(pattern: SumPattern, members: Sequence[Claim], values: Values) -> Iterator[SumCheck]:
    by_name: dict[str, Claim] = {}
    for claim in members:
        by_name.setdefault(name_of(claim), claim)
    whole = by_name.get(pattern.whole)
    parts = [by_name[name] for name in pattern.parts if name in by_name]
    needed = [name for name in pattern.parts if name not in pattern.optional]
    if whole is not None and all(name in by_name for name in needed):
        yield _checked(pattern.code, whole, parts, values)


def _like(pattern: SumPattern, members: Sequence[Claim], values: Values) -> Iterator[SumCheck]:
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
            yield _checked(pattern.code, whole, list(parts.values()), values)


def _checked(code: str, whole: Claim, parts: list[Claim], values: Values) -> SumCheck:
    left, right = values.claim(whole), total([values.claim(p) for p in parts])
    check = compare(code, left, right, ())
    if whole.kind == "count":
        scale = _TEN_THOUSAND
        check = replace(
            check, **{n: getattr(check, n) * scale for n in ("said", "computed", "gap", "allowed")}
        )
    return SumCheck(replace(check, claims=(whole.id, *(p.id for p in parts))), (whole, *parts))


def opening_budgets(
    claims: Sequence[Claim], section: Mapping[str, str | None], values: Values
) -> list[SumCheck]:
    """The opening budgets (and the outturns) of the items of a section against those of its total.

    The items are a whole only where their outturns add up too: a list may leave items out.
    """
    found = []
    grouped: defaultdict[str | None, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.kind == "level" and claim.value is not None:
            grouped[top_section(section.get(claim.sentence))].append(claim)
    for members in grouped.values():
        outturn = _items(members, "决算", values, "sum.items_outturn")
        budget = _items(members, "年初预算", values, "sum.items_budget")
        if outturn is not None and outturn.check.outcome == "pass" and budget is not None:
            found += [outturn, budget]
    return found


def _items(members: Sequence[Claim], measure: str, values: Values, code: str) -> SumCheck | None:
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
    return _checked(code, wholes[-1], list(items.values()), values)


def confirm(verdicts: dict[str, Verdict], checks: Sequence[SumCheck]) -> None:
    """A sum that holds makes its unverifiable members consistent: they recompute from each other."""
    for each in checks:
        if each.check.outcome != "pass":
            continue
        for claim in each.claims:
            verdict = verdicts[claim.id]
            if verdict.verdict == "unverifiable":
                verdicts[claim.id] = replace(
                    verdict, verdict="consistent", evidence="triangulation", computed=claim.value, gap=Decimal(0),
                    allowed=Decimal(0),
                )  # fmt: skip


def top_section(section: str | None) -> str | None:
    """The numbered section that a subsection lies in (s3.5.2 → s3.5)."""
    return ".".join(section.split(".")[:2]) if section else None


def name_of(claim: Claim) -> str:
    """The last name of a claim's subject; empty where it has none."""
    return (claim.subject or "").rpartition("/")[2]
