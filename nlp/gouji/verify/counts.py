"""Amounts against the counts they pay for: purchases without vehicles, running costs without a fleet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from gouji.model import Check, Claim, Finding, Verdict
from gouji.pairs import Pair, count_patterns, fleet
from gouji.rates import Rate
from gouji.verify.findings import Maker
from gouji.verify.values import Values
from gouji.vocabulary import Outcome
from gouji.worth import factor_of


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


def confirm_rates(verdicts: dict[str, Verdict], found: Sequence[Rate], values: Values) -> None:
    """A cost of one that its amount and number give is consistent with them."""
    for rate in found:
        verdict = verdicts[rate.claim.id]
        if verdict.verdict == "unverifiable" and _fits(rate, values):
            verdicts[rate.claim.id] = replace(
                verdict, verdict="consistent", evidence="narrative", computed=rate.claim.value, gap=Decimal(0)
            )


def _fits(rate: Rate, values: Values) -> bool:
    """Whether amount and number give a cost of one, as far as its last digit that is no zero tells (30,100元 a car)."""
    said, computed = values.claim(rate.claim), values.claim(rate.amount) / values.claim(rate.count)
    exponent = said.value.normalize().as_tuple().exponent if said.value else 0
    coarse = Decimal(1).scaleb(exponent) / 2 if isinstance(exponent, int) else Decimal(0)
    return abs(said.value - computed.value) <= max(said.allowed, coarse) + computed.allowed


def rate_findings(found: Sequence[Rate], values: Values, maker: Maker) -> Iterator[Finding]:
    """A warning for each cost of one that its amount and number do not give."""
    for rate in found:
        if not _fits(rate, values):
            computed = values.claim(rate.amount) / values.claim(rate.count)
            places = Decimal(1) if rate.claim.unit == "元" else Decimal("0.01")
            right = f"{(computed.value / factor_of(rate.claim)).quantize(places)}{rate.claim.unit}"
            words = f"{rate.amount.text} ÷ {rate.count.text}"
            message = f"{rate.claim.subject}：文中为{rate.claim.text}，按{words}计算为{right}"
            yield maker.make(
                "count.incoherent", "warning", message, claim=rate.claim, claims=(rate.amount.id, rate.count.id),
                said=rate.claim.text, computed=right, implied=right, key="rate",
            )  # fmt: skip


def count_checks(found: Sequence[Pair]) -> Iterator[Check]:
    """One check a pair; a pattern whose amount or count is not told has no data."""
    for pair in found:
        outcome: Outcome = "pass" if pair.coherent else "fail"
        ids = (pair.count.id, pair.amount.id)
        yield Check(pair.pattern.code, outcome, claims=ids, message=pair.pattern.formula)
    told = {pair.pattern.code for pair in found}
    for pattern, _ in count_patterns():
        if pattern.code not in told:
            yield Check(pattern.code, "insufficient_data", message=pattern.formula)


def count_findings(found: Sequence[Pair], maker: Maker) -> Iterator[Finding]:
    """A warning for each amount that stands without its count, or count without its amount."""
    for pair in found:
        if not pair.coherent:
            message = f"{pair.amount.subject}为{pair.amount.text}，而{pair.count.subject}为{pair.count.text}"
            yield maker.make(
                "count.incoherent", "warning", message, claim=pair.count, claims=(pair.amount.id,), said=pair.count.text,
                computed=pair.amount.text, key=pair.pattern.code,
            )  # fmt: skip
