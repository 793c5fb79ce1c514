"""Reasons that are poor in themselves: empty, usage, circular, the wrong way round, or about nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gouji.model import Claim, Factor, Finding, Reason
from gouji.verify.reasons.scene import OPPOSITE, Scene, direction_of, says

_TURNED = frozenset(
    {"component", "project", "standard", "workload", "asset", "funding", "policy", "personnel", "revenue"}
)


def wording_findings(scene: Scene) -> Iterator[Finding]:
    """Findings that need no form."""
    for reason in scene.reasons:
        if reason.text or "如下" not in reason.cue:
            yield from _of_reason(scene, reason)


def _of_reason(scene: Scene, reason: Reason) -> Iterator[Finding]:
    types = {t.type for f in reason.factors for t in f.types}
    explained = scene.explained(reason)
    if not reason.text or types == {"residue"}:
        yield scene.flag(
            reason, "text.residue", "warning", "原因未填写", key=reason.text or f"reason{reason.cue}"
        )
        return
    if types == {"non_reason"} and explained:
        yield scene.flag(reason, "reason.usage", "warning", "以用途代替原因")
    elif reason.depth == "D1" and explained:
        message = f"原因只是复述增减本身：“{reason.text[:30]}”"
        yield scene.flag(reason, "reason.circular", "notice", message)
    if _opposes(reason, explained):
        message = "以压减开支解释增加" if types == {"austerity"} else _against(reason, explained)
        yield scene.flag(reason, "reason.opposite_direction", "warning", message)
    moving = any(factor.direction in OPPOSITE for factor in reason.factors)
    if _nothing_to_explain(explained) and (types or moving) and "flat_note" not in types:
        message = f"增减为零，却说明了增减原因：“{reason.text[:30]}”"
        yield scene.flag(reason, "reason.zero_difference", "notice", message)


def _against(reason: Reason, explained: Sequence[Claim]) -> str:
    words = {"increase": "增加", "decrease": "减少"}
    way = direction_of(explained)
    return f"原因所述方向（{words[OPPOSITE[way]]}）与{words[way or 'increase']}相反：“{reason.factors[0].text[:30]}”"


def _opposes(reason: Reason, explained: Sequence[Claim]) -> bool:
    """Whether every factor tells of the other direction than what it is to explain."""
    way = direction_of(explained)
    if way is None or not reason.factors:
        return False
    if {t.type for f in reason.factors for t in f.types} == {"austerity"}:
        return way == "increase"
    return all(_turned(factor, way) for factor in reason.factors)


def _turned(factor: Factor, way: str) -> bool:
    """Whether a factor moves against ``way`` by its own words, and none of them makes sense of it."""
    types = {t.type for t in factor.types}
    if types == {"budgeting"} and says("no_budget", factor.text):
        return way == "decrease"
    plain = types and types <= _TURNED
    excused = says("base_year", factor.text) or says("other_way", factor.text)
    return bool(plain) and factor.direction == OPPOSITE[way] and not excused


def _nothing_to_explain(explained: Sequence[Claim]) -> bool:
    """Whether all that is explained is flat, a change of zero or a completion of exactly 100 %, and something is."""
    told = [c for c in explained if c.kind not in {"level", "completion"}]
    return bool(told) and all(_unmoved(c) for c in explained)


def _unmoved(claim: Claim) -> bool:
    if claim.kind == "completion":
        return claim.base_value == 1
    if claim.kind in {"change", "change_rate"}:
        return claim.value == 0
    return claim.kind in {"level", "flat"} or claim.direction == "flat"
