"""Amounts and the counts they pay for (公务接待费 with 接待批次), as the sections of a narrative print them."""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import msgspec

from gouji import accounts, patterns
from gouji.model import Claim

_ALL_VEHICLES = frozenset({"车辆", "公务用车", "车辆合计"})


class CountPattern(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One entry of patterns/checks/counts.yaml; ``both``: a count without an amount is incoherent too."""

    code: str
    amount: str
    counted: str
    unit: tuple[str, ...]
    both: bool
    formula: str
    source: str
    example: str
    counter_example: str


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
    """The amounts of a section with their counts, each pattern once a section: the outturn and the first count of its year."""
    grouped: defaultdict[str | None, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.value is not None or claim.kind == "none":
            grouped[section.get(claim.sentence)].append(claim)
    return [pair for members in grouped.values() for pair in _of_section(members)]


def _of_section(members: Sequence[Claim]) -> Iterator[Pair]:
    for pattern, words in count_patterns():
        counted = [c for c in members if _counts(c, pattern, words)]
        paid = [c for c in members if c.kind == "level" and c.measure == "决算" and _is(c, pattern.amount)]
        year = next((c.year for c in counted if any(c.year == amount.year for amount in paid)), None)
        own = [c for c in counted if c.year == year]
        amounts = [c for c in paid if c.year == year]
        if own and amounts:
            yield Pair(pattern, amounts[-1], own[0])
            idle = [c for c in own[1:] if not c.value and not amounts[-1].value]
            yield from (Pair(pattern, amounts[-1], c) for c in idle)


def _counts(claim: Claim, pattern: CountPattern, words: re.Pattern[str]) -> bool:
    """Whether a claim counts what an amount pays for, or says that there was none of it."""
    subject = claim.subject or ""
    if "外" in subject and "外" not in pattern.counted.split("|")[0]:
        return False
    denied = claim.kind == "none" and claim.measure is None and not _is(claim, pattern.amount)
    return (denied or (claim.kind == "count" and claim.unit in pattern.unit)) and bool(words.search(subject))


def _is(claim: Claim, name: str) -> bool:
    term = accounts.term((claim.subject or "").rpartition("/")[2])
    return term is not None and term.name == name


def fleet(claims: Sequence[Claim]) -> tuple[Claim, Claim] | None:
    """保有量 of the three public expenses and all vehicles of the assets, where both are told once."""
    held = [c for c in claims if _is_count(c) and "保有量" in (c.subject or "")]
    whole = [c for c in claims if _is_count(c) and c.subject in _ALL_VEHICLES]
    if not held or not whole or len({c.value for c in held}) > 1 or len({c.value for c in whole}) > 1:
        return None
    return held[0], whole[0]


def _is_count(claim: Claim) -> bool:
    return claim.kind == "count" and claim.unit in {"辆", "台"} and claim.value is not None
