"""Sums inside the narrative: parts against their whole, opening budgets of items against the total, carry-over."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from gouji.model import Check, Claim, Verdict
from gouji.sums import Sum, item_sums, named_sums
from gouji.verify.arithmetic import total
from gouji.verify.identities import compare
from gouji.verify.values import Values

_TEN_THOUSAND = Decimal(10**4)


@dataclass(frozen=True, slots=True)
class SumCheck:
    """A check with the claims it ties, whole first."""

    check: Check
    claims: tuple[Claim, ...]


def sum_checks(claims: Sequence[Claim], section: Mapping[str, str | None], values: Values) -> list[SumCheck]:
    """All sums that the sections of the narrative state, each checked once a section and measure."""
    return [_checked(found, values) for found in named_sums(claims, section)]


def _checked(found: Sum, values: Values) -> SumCheck:
    whole, parts = found.whole, found.parts
    left, right = values.claim(whole), total([values.claim(p) for p in parts])
    check = compare(found.code, left, right, ())
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
        for claim in each.claims:
            verdict = verdicts[claim.id]
            if verdict.verdict == "unverifiable":
                verdicts[claim.id] = replace(
                    verdict, verdict="consistent", evidence="triangulation", computed=claim.value, gap=Decimal(0),
                    allowed=Decimal(0),
                )  # fmt: skip


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
        for claim in parts:
            if verdicts[claim.id].verdict == "unverifiable":
                verdicts[claim.id] = replace(
                    verdicts[claim.id], verdict="consistent", evidence="triangulation", computed=claim.value,
                    gap=Decimal(0), allowed=Decimal(0),
                )  # fmt: skip
