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
from gouji.model import Check, Claim, Finding, Verdict
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
    formula: str = ""
    source: str = ""


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
        foreign = [c for c in counts if "外" not in (c.subject or "")]
        if amounts and foreign:
            yield Pair(pattern, amounts[-1], foreign[0])


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


def count_checks(found: Sequence[Pair]) -> list[Check]:
    """One check a pair; a pattern whose amount or count is not said has no data."""
    checks = [
        Check(p.pattern.code, "pass" if p.coherent else "fail", claims=(p.count.id, p.amount.id))
        for p in found
    ]
    said = {check.code for check in checks}
    return checks + [Check(p.code, "insufficient_data") for p, _ in count_patterns() if p.code not in said]


def count_findings(found: Sequence[Pair], maker: Maker) -> Iterator[Finding]:
    """A warning for each amount that stands without its count, or count without its amount."""
    for pair in found:
        if not pair.coherent:
            message = f"{pair.amount.subject}为{pair.amount.text}，而{pair.count.subject}为{pair.count.text}"
            yield maker.make(
                "count.incoherent", "warning", message, claim=pair.count, claims=(pair.amount.id,), said=pair.count.text,
                computed=pair.amount.text, key=pair.pattern.code,
            )  # fmt: skip
