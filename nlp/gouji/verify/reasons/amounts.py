"""The amounts and rates inside a reason against the change that it explains.

A factor with an amount moves the change by that amount; one with only a rate by at most its rate of the whole
base (no part is larger than the whole); one with neither by anything in its direction. The change must lie in the
interval that these leave. Where the reason names only the main factors, what they leave open is held against it
only if it points the other way, or, of several, goes beyond the change or falls short of the greater part of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from gouji.arithmetic import Interval, printed, total
from gouji.model import Claim, Factor, Finding, Reason
from gouji.verify.reasons.scene import OPPOSITE, Scene, Settings, change, says, text_of
from gouji.vocabulary import Severity

_OPEN = Decimal(10**15)
_EXACT = Decimal(0)
_SEVERAL = 2


def amount_findings(scene: Scene) -> Iterator[Finding]:
    """At most one finding for a reason, or for the paragraphs of one."""
    grouped: defaultdict[str, list[Reason]] = defaultdict(list)
    for reason in scene.reasons:
        grouped[reason.group or reason.id].append(reason)
    for members in grouped.values():
        finding = _of_group(scene, members)
        if finding is not None:
            yield finding


def _of_group(scene: Scene, members: Sequence[Reason]) -> Finding | None:
    explained = next((found for r in members if (found := change(scene, r)) is not None), None)
    factors = [(f, _figures(scene, r, f)) for r in members for f in r.factors]
    if explained is None or not factors or not explained[0].value:
        return None
    wanted, base = explained
    parts = [_part(scene, factor, figures, base) for factor, figures in factors]
    if all(abs(part.high - part.low) >= _OPEN for part in parts):
        return None
    sum_ = total(parts)
    judged = _judge(members, sum_, wanted, complete=all(_has_amount(f, figures) for f, figures in factors))
    if judged is None:
        return None
    severity, words = judged
    return scene.flag(
        members[0], "reason.amounts", severity, words, claims=[c for r in members[1:] for c in r.explains],
        computed=text_of(sum_.value) if abs(sum_.high) < _OPEN else None, key=f"amounts{members[0].text}",
    )  # fmt: skip


def _judge(
    members: Sequence[Reason], sum_: Interval, wanted: Interval, *, complete: bool
) -> tuple[Severity, str] | None:
    """What is wrong between what the factors add up to and the change, if anything is."""
    if sum_.low <= wanted.high and wanted.low <= sum_.high:
        return None
    closed = not any(says("open_ended", r.text) or says("main", r.cue) for r in members)
    if not complete:
        return ("notice", "所列各项因素的金额和比例不可能合计为所解释的变动额") if closed else None
    said = f"所列因素合计{text_of(sum_.value)}，所解释的变动为{text_of(wanted.value)}"
    if closed:
        return "warning", said
    if sum_.value * wanted.value < 0:
        return "warning", f"{said}，方向相反"
    if sum(len(r.factors) for r in members) < _SEVERAL:
        return None
    if abs(sum_.value) > abs(wanted.value):
        return "notice", f"{said}，超出部分没有说明抵减因素"
    if abs(sum_.value) < abs(wanted.value) * Settings().part:
        return "notice", f"{said}，所列主要因素不足一半"
    return None


def _figures(scene: Scene, reason: Reason, factor: Factor) -> list[Claim]:
    """The claims with a figure that stand inside a factor."""
    paragraph = reason.sentence.partition("/")[0]
    return [
        c
        for c in scene.claims.values()
        if factor.start <= c.start < factor.end and c.sentence.partition("/")[0] == paragraph and c.base_value is not None
    ]  # fmt: skip


def _has_amount(factor: Factor, figures: Sequence[Claim]) -> bool:
    money = [c for c in figures if c.kind in {"change", "level"} and c.unit != "%"]
    stated = len(money) == 1 and money[0].kind == "change" and not money[0].approximate
    return stated and factor.amount is not None and factor.direction in OPPOSITE


def _part(scene: Scene, factor: Factor, figures: Sequence[Claim], base: Interval | None) -> Interval:
    """What a factor may add to the change."""
    sign = {"increase": 1, "decrease": -1}.get(factor.direction or "", 0)
    if _has_amount(factor, figures) and factor.amount is not None:
        stated = next((scene.values.claim(c) for c in figures if c.base_value == factor.amount), None)
        stated = stated or printed(factor.amount, _EXACT)
        return stated if sign > 0 else Interval(-stated.value, -stated.high, -stated.low)
    rates = [c for c in figures if c.kind == "change_rate"]
    most = _OPEN
    if len(rates) == 1 and base is not None and base.value > 0 and factor.amount is None:
        most = base.high * scene.values.claim(rates[0]).high
    low = Decimal(0) if sign > 0 else -most
    high = Decimal(0) if sign < 0 else most
    return Interval((low + high) / 2, low, high)
