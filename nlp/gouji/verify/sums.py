"""Sums inside the narrative: parts against their whole, opening budgets of items against the total, carry-over."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from gouji.arithmetic import Interval, total
from gouji.model import Check, Claim, Verdict
from gouji.sums import Sum, change_sums, item_sums, named_sums, sum_patterns
from gouji.verify.identities import compare, sum_of
from gouji.verify.values import Values
from gouji.verify.verdicts import triangulated

_TEN_THOUSAND = Decimal(10**4)
_ITEMS = {"sum.items_budget": "年初预算 = Σ各项年初预算", "sum.items_outturn": "支出决算 = Σ各项支出决算"}


@dataclass(frozen=True, slots=True)
class SumCheck:
    """A check with the claims it ties, whole first."""

    check: Check
    claims: tuple[Claim, ...]


def sum_checks(claims: Sequence[Claim], section: Mapping[str, str | None], values: Values) -> list[SumCheck]:
    """All sums that the sections of the narrative state, each checked once a section and measure."""
    soft = {pattern.code for pattern in sum_patterns() if pattern.soft}
    found = [each for each in named_sums(claims, section) if each.code not in soft or not _holds_all(each)]
    return [_checked(each, values) for each in found]


def _holds_all(each: Sum) -> bool:
    """Whether the first part is the whole, so that the others lie inside it (国内接待费，其中外事接待)."""
    return each.parts[0].base_value == each.whole.base_value and any(p.value for p in each.parts[1:])


def confirm_changes(
    verdicts: dict[str, Verdict], claims: Sequence[Claim], section: Mapping[str, str | None], values: Values
) -> None:
    """Changes of a whole and of its parts that add up recompute from each other; flat parts change by nothing."""
    for each in change_sums(claims, section):
        whole, parts = _signed(each.whole, values), total([_signed(part, values) for part in each.parts])
        if abs(whole.value - parts.value) > whole.allowed + parts.allowed:
            continue
        triangulated(verdicts, (each.whole, *each.parts))


def _signed(claim: Claim, values: Values) -> Interval:
    """A change with its sign; none for a flat part."""
    if claim.kind == "flat":
        return total([])
    amount = values.claim(claim)
    return total([]) - amount if claim.direction == "decrease" else amount


def _checked(found: Sum, values: Values) -> SumCheck:
    whole, parts = found.whole, found.parts
    left, right = values.claim(whole), total([values.claim(p) for p in parts])
    ids = (whole.id, *(p.id for p in parts))
    check = compare(found.code, left, right, (), sum_of(ids))
    if whole.kind == "count":
        scale = _TEN_THOUSAND
        check = replace(
            check, **{n: getattr(check, n) * scale for n in ("said", "computed", "gap", "allowed")}
        )
    formulas = {pattern.code: pattern.formula for pattern in sum_patterns()} | _ITEMS
    return SumCheck(replace(check, claims=ids, message=formulas[found.code]), (whole, *parts))


def opening_budgets(
    claims: Sequence[Claim], section: Mapping[str, str | None], values: Values
) -> list[SumCheck]:
    """The opening budgets (and the outturns) of the items of a section against those of its total.

    The items are a whole only where their outturns add up too: a list may leave items out.
    """
    checked = []
    for outturn, budget in item_sums(claims, section):
        if outturn is not None and (whole := _checked(outturn, values)).check.outcome == "pass":
            checked += [whole, _checked(budget, values)]
    return checked


def confirm(verdicts: dict[str, Verdict], checks: Sequence[SumCheck]) -> None:
    """A sum that holds makes its unverifiable members consistent: they recompute from each other."""
    for each in checks:
        if each.check.outcome != "pass":
            continue
        triangulated(verdicts, each.claims)


def confirm_branches(verdicts: dict[str, Verdict], claims: Sequence[Claim]) -> None:
    """Counts shared out in one sentence (各有3辆) that add up to the last count before them recompute from it."""
    by_figure: defaultdict[tuple[str, int], list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.shared and claim.kind == "count" and claim.value is not None:
            by_figure[claim.sentence, claim.start].append(claim)
    for (sentence, start), parts in by_figure.items():
        before = [c for c in claims if c.sentence == sentence and c.kind == "count" and c.end <= start]
        together = sum((p.value for p in parts if p.value is not None), Decimal(0))
        if len(parts) < 2 or not before or before[-1].value != together or before[-1].unit != parts[0].unit:
            continue
        triangulated(verdicts, parts)
