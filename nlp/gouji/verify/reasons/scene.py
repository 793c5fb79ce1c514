"""What the checks of reasons look at together: reasons with the claims they explain, and the forms."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import msgspec

from gouji import accounts, patterns
from gouji.accounts import Chart
from gouji.arithmetic import Interval
from gouji.facts import Fact
from gouji.model import Claim, Finding, Reason, Sentence
from gouji.verify.findings import Maker
from gouji.verify.values import Values
from gouji.vocabulary import Direction, Severity

BUDGETS = ("年初预算", "全年预算", "调整预算", "本年预算")
OPPOSITE: Mapping[str | None, str] = {"increase": "decrease", "decrease": "increase"}


@dataclass(frozen=True, slots=True)
class Settings:
    """What the checks of reasons are set to.

    ``material``: from which |change| on a reason is expected; ``places``: how often one reason counts as repeated;
    ``part``: the part of a change that its main reasons should reach; ``far``: the part of an excess below which
    the opening carry-over is far too small to have paid for it.
    """

    material: Decimal = Decimal("0.10")
    places: int = 2
    part: Decimal = Decimal("0.5")
    far: Decimal = Decimal("0.1")


class Wording(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One entry of patterns/checks/reasons.yaml."""

    code: str
    text: str
    example: str
    counter_example: str


@functools.cache
def wordings() -> Mapping[str, re.Pattern[str]]:
    """The wordings that checks of reasons look for, by code."""
    return {entry.code: re.compile(entry.text) for entry in patterns.load("checks/reasons", Wording)}


def says(code: str, text: str) -> bool:
    """Whether a text holds a wording of patterns/checks/reasons.yaml."""
    return wordings()[code].search(accounts.fold(text)) is not None


@dataclass(frozen=True, slots=True)
class Scene:
    """One report for the checks of its reasons."""

    reasons: tuple[Reason, ...]
    claims: Mapping[str, Claim]
    sentences: Mapping[str, Sentence]
    facts: tuple[Fact, ...]
    values: Values
    chart: Chart
    maker: Maker

    def explained(self, reason: Reason) -> list[Claim]:
        """The claims a reason explains."""
        return [self.claims[c] for c in reason.explains if c in self.claims]

    def section(self, reason: Reason) -> str | None:
        """The section a reason stands in."""
        sentence = self.sentences.get(reason.sentence)
        return sentence.section if sentence is not None else None

    def flag(
        self,
        reason: Reason,
        code: str,
        severity: Severity,
        message: str,
        *,
        key: str | None = None,
        claims: Sequence[str] = (),
        cells: Sequence[str] = (),
        computed: str | None = None,
    ) -> Finding:
        """A finding about one reason, at its place."""
        return self.maker.make(
            code, severity, message, sentence=reason.sentence, span=(reason.start, reason.end),
            claims=(*reason.explains, *claims), cells=cells, said=reason.text, computed=computed,
            key=reason.text if key is None else key,
        )  # fmt: skip


def direction_of(explained: Sequence[Claim]) -> Direction | None:
    """The one direction of what is explained; None where there is none, more than one, or a rate speaks against it."""
    found = {c.direction for c in explained if c.direction in {"increase", "decrease"}}
    for claim in explained:
        if claim.kind == "completion" and claim.base_value is not None and claim.base_value != 1:
            found.add("increase" if claim.base_value > 1 else "decrease")
    return found.pop() if len(found) == 1 else None


def deviates(claim: Claim) -> bool:
    """Whether a claim speaks of outturn against budget (else of this year against last)."""
    if claim.kind == "comparison":
        return claim.basis != "上年"
    return claim.kind in {"completion", "level"} or claim.basis in BUDGETS


def own_name(claim: Claim) -> str:
    """The account of a claim without its parents: 教育支出/进修及培训/培训支出 → 培训支出."""
    return (claim.subject or "").rpartition("/")[2]


def change(scene: Scene, reason: Reason) -> tuple[Interval, Interval | None] | None:
    """The change a reason explains, signed, and what it is measured from, both in 元; None where several differ.

    A stated change comes first; else the outturn less the budget of one account in the same paragraph. The base
    of a stated change is its rate's: change ÷ rate.
    """
    explained = scene.explained(reason)
    way = direction_of(explained)
    stated = [c for c in explained if c.kind == "change" and c.unit != "%" and c.base_value]
    if way is None or len({c.base_value for c in stated}) > 1:
        return None
    sign = Decimal(1 if way == "increase" else -1)
    if stated:
        amount = _signed(scene.values.claim(stated[0]), sign)
        rates = [c for c in explained if c.kind == "change_rate" and c.base_value]
        base = amount / _signed(scene.values.claim(rates[0]), sign) if len(rates) == 1 else None
        return amount, base
    return _deviation(scene, reason, explained)


def _deviation(scene: Scene, reason: Reason, explained: Sequence[Claim]) -> tuple[Interval, Interval] | None:
    names = {c.subject for c in explained}
    paragraph = reason.sentence.partition("/")[0]
    levels = [
        c
        for c in scene.claims.values()
        if c.sentence.partition("/")[0] == paragraph and c.kind == "level" and c.subject in names and c.base_value is not None
    ]  # fmt: skip
    outturn = [c for c in levels if c.measure == "决算"]
    budget = [c for c in levels if c.measure in BUDGETS]
    if len(names) != 1 or not outturn or not budget or not any(deviates(c) for c in explained):
        return None
    base = scene.values.claim(budget[0])
    return scene.values.claim(outturn[0]) - base, base


def _signed(value: Interval, sign: Decimal) -> Interval:
    return value if sign > 0 else Interval(-value.value, -value.high, -value.low)


def text_of(amount: Decimal) -> str:
    """An amount of 元 as 万元, for messages."""
    return f"{(amount / 10000).quantize(Decimal('0.01'))}万元"
