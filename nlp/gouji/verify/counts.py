"""Amounts against the counts they pay for: purchases without vehicles, running costs without a fleet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from gouji.model import Claim, Finding, Verdict
from gouji.pairs import Pair, fleet
from gouji.verify.findings import Maker


def confirm_counts(verdicts: dict[str, Verdict], found: Sequence[Pair]) -> None:
    """A zero count beside a zero amount is consistent with it."""
    for pair in found:
        verdict = verdicts[pair.count.id]
        if pair.coherent and not pair.count.value and verdict.verdict == "unverifiable":
            verdicts[pair.count.id] = replace(
                verdict, verdict="consistent", evidence="narrative", computed=Decimal(0), gap=Decimal(0)
            )


def confirm_fleet(verdicts: dict[str, Verdict], claims: Sequence[Claim]) -> None:
    """A fleet as large as all vehicles of the assets is consistent with them."""
    found = fleet(claims)
    if found is None or found[0].value != found[1].value:
        return
    for claim in found:
        verdict = verdicts[claim.id]
        if verdict.verdict == "unverifiable":
            verdicts[claim.id] = replace(
                verdict, verdict="consistent", evidence="narrative", computed=claim.value, gap=Decimal(0)
            )


def fleet_findings(claims: Sequence[Claim], maker: Maker) -> Iterator[Finding]:
    """A warning where more vehicles are paid from 三公 than the department has (domain rule: 保有量 ≤ 车辆数)."""
    found = fleet(claims)
    if found is None or (found[0].value or 0) <= (found[1].value or 0):
        return
    held, whole = found
    message = f"{held.subject}为{held.text}，多于国有资产占用情况中的车辆{whole.text}"
    yield maker.make(
        "count.incoherent", "warning", message, claim=held, claims=(whole.id,), said=held.text, computed=whole.text,
        key="count.fleet_total",
    )  # fmt: skip


def count_findings(found: Sequence[Pair], maker: Maker) -> Iterator[Finding]:
    """A warning for each amount that stands without its count, or count without its amount."""
    for pair in found:
        if not pair.coherent:
            message = f"{pair.amount.subject}为{pair.amount.text}，而{pair.count.subject}为{pair.count.text}"
            yield maker.make(
                "count.incoherent", "warning", message, claim=pair.count, claims=(pair.amount.id,), said=pair.count.text,
                computed=pair.amount.text, key=pair.pattern.code,
            )  # fmt: skip
