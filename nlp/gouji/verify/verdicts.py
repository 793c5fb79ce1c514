"""Links → verdicts: what was said against what its cell or expression gives."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Context, Decimal

from gouji.arithmetic import Interval, evaluate
from gouji.facts import BUDGET
from gouji.model import Claim, Diagnosis, Link, Verdict
from gouji.verify.diagnosis import Diagnoser
from gouji.verify.values import Values, named_in, prior_id
from gouji.vocabulary import Evidence, VerdictName
from gouji.worth import factor_of

_WIDE = Context(prec=2000)
_RECOMPUTED = {"change_rate", "share", "completion"}
_NAMES = re.compile(r"\[([^\]]+)\]")
_BUDGETS = ("年初预算", "全年预算", "调整预算", "本年预算")


@dataclass(frozen=True, slots=True)
class Settings:
    """``flat_band``: how far apart two amounts called 基本持平 may lie, as a ratio of the larger."""

    flat_band: Decimal = Decimal("0.05")


class Judge:
    """Gives each claim its verdict."""

    def __init__(
        self, values: Values, links: Mapping[str, Link], doubtful: frozenset[str], diagnoser: Diagnoser
    ) -> None:
        self._values, self._links, self._doubtful = values, links, doubtful
        self._diagnose = diagnoser
        self._settings = Settings()

    def verdict(self, claim: Claim) -> Verdict:
        """The verdict of a claim by its link; unverifiable where nothing speaks to it."""
        link = self._links[claim.id]
        if prior_id(link.expression) is not None:
            return self._against(claim, link, "prior_report")
        if named_in(link.expression, BUDGET) is not None:
            return self._against(claim, link, "budget_report")
        return self._judged(claim, link)

    def _against(self, claim: Claim, link: Link, other: Evidence) -> Verdict:
        """By another report; where that disagrees, by what this report alone gives, if anything."""
        verdict = self._judged(claim, link)
        if verdict.verdict in {"supported", "consistent"}:
            return replace(verdict, verdict="consistent", evidence=other)
        if not link.runners_up:
            return replace(verdict, evidence=other) if verdict.verdict == "contradicted" else verdict
        names = _NAMES.findall(link.runners_up[0])
        cells = tuple(name for name in names if name in self._values.cells)
        claims = tuple(name for name in names if name in self._values.claims)
        return self._judged(claim, replace(link, expression=link.runners_up[0], cells=cells, claims=claims))

    def _judged(self, claim: Claim, link: Link) -> Verdict:
        if link.expression is None or any(self._values.tables[c].id in self._doubtful for c in link.cells):
            return _unverifiable(claim)
        try:
            computed = evaluate(link.expression, self._values)
        except ZeroDivisionError:
            return self._zero(claim, link)
        except KeyError:
            return _unverifiable(claim)
        if claim.kind == "flat":
            return self._flat(claim, link, computed)
        if claim.kind == "comparison":
            return self._comparison(claim, link, computed)
        if claim.kind == "none":
            return self._none(claim, link, computed)
        return self._figure(claim, link, computed)

    def _figure(self, claim: Claim, link: Link, computed: Interval) -> Verdict:
        said, factor = self._values.claim(claim), factor_of(claim)
        if claim.kind == "change_rate" and claim.base_value is not None and claim.base_value < 0:
            said = Interval(-said.value, -said.high, -said.low)
        if claim.kind == "change_rate" and claim.direction is None and computed.value < 0:
            computed = Interval(
                -computed.value, -computed.high, -computed.low
            )  # 差异率 says how large, not which way
        gap = abs(said.value - computed.value)
        allowed = said.allowed + computed.towards(said.value)
        fits = gap <= allowed and not self._turned(claim, link)
        if not fits and link.status == "derived" and claim.kind == "level" and claim.measure in _BUDGETS:
            # the budget and its completion rate recompute from each other: the rate carries the contradiction
            return _unverifiable(claim)
        if not fits and computed.unbounded:
            return self._zero(claim, link)
        verdict: VerdictName = self._positive(link) if fits else "contradicted"
        diagnosis = () if fits else self._why(claim, link, said, computed)
        evidence = self._evidence(claim, link)
        return Verdict(
            claim.id, verdict, claim.value, _rounded(computed.value / factor), _rounded(gap / factor),
            _rounded(allowed / factor), evidence, diagnosis,
        )  # fmt: skip

    def _why(self, claim: Claim, link: Link, said: Interval, computed: Interval) -> tuple[Diagnosis, ...]:
        if self._turned(claim, link):
            return (Diagnosis("direction", abs(claim.value) if claim.value is not None else None),)
        return self._diagnose.figure(claim, link, said, computed)

    def _turned(self, claim: Claim, link: Link) -> bool:
        """Whether a rate grows where the change beside it falls, or the other way round."""
        ways = {"increase", "decrease"}
        beside = [self._values.claims[c] for c in link.claims if c in self._values.claims]
        changes = [c.direction for c in beside if c.kind == "change" and c.direction in ways]
        rate = claim.kind == "change_rate" and claim.direction in ways and bool(claim.value)
        return rate and len(changes) == 1 and changes[0] != claim.direction

    def _positive(self, link: Link) -> VerdictName:
        return "consistent" if link.claims else "supported"

    def _evidence(self, claim: Claim, link: Link) -> Evidence:
        if link.status == "linked":
            return "cell"
        if claim.kind == "level" and claim.measure in _BUDGETS:
            return "narrative"
        return "narrative" if link.claims and not link.cells else "derivation"

    def _zero(self, claim: Claim, link: Link) -> Verdict:
        """The base is zero, or too small to be told from it: a printed rate says what cannot be computed."""
        hypothesis = "zero_denominator" if claim.kind in {"completion", "share"} else "zero_base"
        harmless = claim.kind in {"completion", "share", "change_rate"} and claim.value in {Decimal(0), None}
        verdict: VerdictName = "unverifiable" if harmless else "contradicted"
        diagnosis = () if harmless else (Diagnosis(hypothesis),)
        return Verdict(
            claim.id, verdict, claim.value, None, None, None, "none" if harmless else "derivation", diagnosis
        )

    def _flat(self, claim: Claim, link: Link, difference: Interval) -> Verdict:
        operands = [self._values(name) for name in (*link.cells, *link.claims)]
        size = max((abs(o.value) for o in operands), default=Decimal(0))
        allowed = difference.allowed
        if any(word in claim.text for word in ("基本", "大致", "变化不大", "相当")):
            allowed = max(allowed, size * self._settings.flat_band)
        fits = abs(difference.value) <= allowed
        verdict: VerdictName = self._positive(link) if fits else "contradicted"
        ten = Decimal(10**4)
        return Verdict(
            claim.id, verdict, Decimal(0), _rounded(difference.value / ten), _rounded(abs(difference.value) / ten),
            _rounded(allowed / ten), self._evidence(claim, link), () if fits else (Diagnosis("flat_conflict"),),
        )  # fmt: skip

    def _comparison(self, claim: Claim, link: Link, difference: Interval) -> Verdict:
        up, down = difference.low > 0, difference.high < 0
        not_over = any(word in claim.text for word in ("未", "不"))
        said_up = claim.direction == "increase"
        equal = not up and not down
        fits = (
            (claim.direction == "flat" and equal)
            or (said_up and up)
            or (claim.direction == "decrease" and (down or (not_over and equal)))
        )
        near = (
            equal
            and difference.value != 0
            and (difference.value > 0) == said_up
            and claim.direction != "flat"
        )
        verdict: VerdictName = self._positive(link) if fits or near else "contradicted"
        diagnosis = () if fits or near else (Diagnosis("direction"),)
        by_rate = link.expression is not None and link.expression.endswith(" − 1")
        computed = None if by_rate else _rounded(difference.value / Decimal(10**4))
        return Verdict(claim.id, verdict, None, computed, None, None, self._evidence(claim, link), diagnosis)

    def _none(self, claim: Claim, link: Link, computed: Interval) -> Verdict:
        fits = computed.value == 0
        verdict: VerdictName = "supported" if fits else "contradicted"
        value = _rounded(computed.value / Decimal(10**4))
        return Verdict(
            claim.id,
            verdict,
            Decimal(0),
            value,
            abs(value),
            Decimal(0),
            "cell",
            () if fits else (Diagnosis("unknown", value),),
        )


def triangulated(verdicts: dict[str, Verdict], claims: Iterable[Claim]) -> None:
    """Make consistent those that nothing else speaks to: figures of the narrative that recompute from each other."""
    for claim in claims:
        if verdicts[claim.id].verdict == "unverifiable":
            value = claim.value if claim.value is not None else Decimal(0)
            verdicts[claim.id] = replace(
                verdicts[claim.id], verdict="consistent", evidence="triangulation", computed=value, gap=Decimal(0),
                allowed=Decimal(0),
            )  # fmt: skip


def flat_against_change(
    claims: Sequence[Claim], verdicts: dict[str, Verdict], band: Decimal = Settings().flat_band
) -> None:
    """A 持平 beside a change of the same subject against the same basis: they cannot both be right.

    基本持平 allows a rate within the band.
    """
    changed: dict[tuple[str, str | None, str | None], list[Claim]] = {}
    for claim in claims:
        if claim.kind in {"change", "change_rate"} and claim.base_value:
            changed.setdefault((claim.sentence.partition("/")[0], claim.subject, claim.basis), []).append(
                claim
            )
    levels: dict[tuple[str, str | None], list[Claim]] = {}
    for claim in claims:
        if claim.kind == "level" and claim.base_value:
            levels.setdefault(_about(claim), []).append(claim)
    for claim in claims:
        beside = changed.get((claim.sentence.partition("/")[0], claim.subject, claim.basis))
        if claim.kind != "flat" or not beside:
            continue
        soft = any(word in claim.text for word in ("基本", "大致", "变化不大", "相当"))
        rates = [abs(c.base_value or Decimal(0)) for c in beside if c.kind == "change_rate"]
        if soft and rates and max(rates) <= band:
            continue
        if soft and not rates and _within_band(beside, levels.get(_about(claim), []), band):
            continue
        amount = next((c for c in beside if c.kind == "change"), beside[0])
        verdicts[claim.id] = Verdict(
            claim.id,
            "contradicted",
            Decimal(0),
            amount.value,
            amount.value,
            Decimal(0),
            "narrative",
            (Diagnosis("flat_conflict"),),
        )


def _about(claim: Claim) -> tuple[str, str | None]:
    return claim.sentence.partition("/")[0], claim.subject


def _within_band(changes: Sequence[Claim], levels: Sequence[Claim], band: Decimal) -> bool:
    """Whether every change is small beside the largest level that the paragraph prints of the subject."""
    size = max((abs(c.base_value or Decimal(0)) for c in levels), default=Decimal(0))
    return bool(size) and all(abs(c.base_value or Decimal(0)) <= size * band for c in changes)


def carry_over(claims: Sequence[Claim], verdicts: dict[str, Verdict], links: Mapping[str, Link]) -> None:
    """Give a figure that nothing else speaks to the evidence of the rate or share that recomputes from it."""
    for claim in claims:
        link = links[claim.id]
        if claim.kind not in _RECOMPUTED or verdicts[claim.id].verdict != "consistent":
            continue
        for name in link.claims:
            if verdicts[name].verdict == "unverifiable":
                said = verdicts[name].said
                verdicts[name] = replace(
                    verdicts[name], verdict="consistent", evidence="narrative", computed=said,
                    gap=Decimal(0), allowed=Decimal(0),
                )  # fmt: skip


def _unverifiable(claim: Claim) -> Verdict:
    return Verdict(claim.id, "unverifiable", claim.value, None, None, None, "none")


def _rounded(value: Decimal) -> Decimal:
    """A computed value with at most six decimals and no trailing zeros beyond two."""
    short = value.quantize(Decimal("0.000001"), context=_WIDE).normalize(_WIDE)
    exponent = short.as_tuple().exponent
    return (
        short.quantize(Decimal("0.01"), context=_WIDE)
        if isinstance(exponent, int) and exponent > -2
        else short
    )


def settle_shares(
    claims: Sequence[Claim], verdicts: dict[str, Verdict], links: Mapping[str, Link], values: Values
) -> None:
    """A share whose denominator is only implied holds if it recomputes from another whole of its paragraph."""
    by_paragraph: dict[str, list[Claim]] = {}
    for claim in claims:
        by_paragraph.setdefault(claim.sentence.partition("/")[0], []).append(claim)
    for claim in claims:
        if claim.kind != "share" or claim.of is not None or verdicts[claim.id].verdict == "supported":
            continue
        part = _part(claim, links, values)
        if part is None:
            continue
        beside = by_paragraph[claim.sentence.partition("/")[0]]
        shared = {c.subject for c in beside if c.kind == "share"}
        for other in beside:
            whole = other.kind == "level" and other.measure not in _BUDGETS and other.subject not in shared
            if whole and other.base_value and _recomputes(claim, part / values.claim(other), values):
                computed = _rounded((part / values.claim(other)).value * 100)
                verdicts[claim.id] = Verdict(
                    claim.id,
                    "consistent",
                    claim.value,
                    computed,
                    abs((claim.value or computed) - computed),
                    None,
                    "narrative",
                )
                break


def _part(claim: Claim, links: Mapping[str, Link], values: Values) -> Interval | None:
    expression = links[claim.id].expression
    if expression is None:
        return None
    name = expression.partition("÷")[0].strip(" []")
    return values(name)


def _recomputes(claim: Claim, ratio: Interval, values: Values) -> bool:
    said = values.claim(claim)
    return abs(said.value - ratio.value) <= said.allowed + ratio.allowed


def confirm_absences(claims: Sequence[Claim], verdicts: dict[str, Verdict]) -> None:
    """年初无预算 beside an opening budget of zero is consistent with it."""
    zero = {
        (c.sentence.partition("/")[0], c.subject)
        for c in claims
        if c.kind == "level" and c.measure == "年初预算" and c.value == 0
    }
    for claim in claims:
        here = (claim.sentence.partition("/")[0], claim.subject)
        if claim.kind == "none" and claim.measure == "年初预算" and here in zero:
            verdicts[claim.id] = replace(
                verdicts[claim.id], verdict="consistent", evidence="narrative", computed=Decimal(0)
            )
