"""Amounts against the counts they pay for: purchases without vehicles, running costs without a fleet."""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import msgspec

from gouji import accounts, patterns
from gouji.model import Claim, Finding, Verdict
from gouji.verify.findings import Maker


class CountPattern(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One entry of patterns/checks/counts.yaml; ``both``: a count without an amount is incoherent too."""

    code: str
    amount: str
    counted: str
    unit: tuple[str, ...]
    both: bool
    example: str
    counter_example: str


_ALL_VEHICLES = frozenset({"车辆", "公务用车", "车辆合计"})


@dataclass(frozen=True, slots=True)
class Pair:
    """An amount with its count."""

    pattern: CountPattern
    amount: Claim
    count: Claim

    @property
    def coherent(self) -> bool:
        """Whether neither stands without the other."""
        paid, counted = bool(self.amount.value), bool(self.count.value)
        return paid == counted or (counted and not self.pattern.both)


@functools.cache
def count_patterns() -> tuple[tuple[CountPattern, re.Pattern[str]], ...]:
    """All pairs, as data, with their compiled words."""
    return tuple((p, re.compile(p.counted)) for p in patterns.load("checks/counts", CountPattern))


def pairs(claims: Sequence[Claim], section: Mapping[str, str | None]) -> list[Pair]:
    """The amounts of a section with their counts, each pattern once a section: the outturn and the first count."""
    grouped: defaultdict[str | None, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.value is not None:
            grouped[section.get(claim.sentence)].append(claim)
    return [pair for members in grouped.values() for pair in _of_section(members)]


def _of_section(members: Sequence[Claim]) -> Iterator[Pair]:
    for pattern, words in count_patterns():
        amounts = [c for c in members if c.kind == "level" and c.measure == "决算" and _is(c, pattern.amount)]
        counts = [
            c
            for c in members
            if c.kind == "count" and c.unit in pattern.unit and words.search(c.subject or "")
        ]
        abroad = "外" in pattern.counted.split("|")[0]
        own = [c for c in counts if abroad or "外" not in (c.subject or "")]
        if amounts and own:
            yield Pair(pattern, amounts[-1], own[0])
            yield from (
                Pair(pattern, amounts[-1], c) for c in own[1:] if not c.value and not amounts[-1].value
            )


def _is(claim: Claim, name: str) -> bool:
    term = accounts.term((claim.subject or "").rpartition("/")[2])
    return term is not None and term.name == name


def confirm_counts(verdicts: dict[str, Verdict], found: Sequence[Pair]) -> None:
    """A zero count beside a zero amount is consistent with it."""
    for pair in found:
        verdict = verdicts[pair.count.id]
        if pair.coherent and not pair.count.value and verdict.verdict == "unverifiable":
            verdicts[pair.count.id] = replace(
                verdict, verdict="consistent", evidence="narrative", computed=Decimal(0), gap=Decimal(0)
            )


def fleet(claims: Sequence[Claim]) -> tuple[Claim, Claim] | None:
    """保有量 of the three public expenses and all vehicles of the assets, where both are told once."""
    held = [c for c in claims if _is_count(c) and "保有量" in (c.subject or "")]
    whole = [c for c in claims if _is_count(c) and c.subject in _ALL_VEHICLES]
    if not held or not whole or len({c.value for c in held}) > 1 or len({c.value for c in whole}) > 1:
        return None
    return held[0], whole[0]


def _is_count(claim: Claim) -> bool:
    return claim.kind == "count" and claim.unit in {"辆", "台"} and claim.value is not None


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
