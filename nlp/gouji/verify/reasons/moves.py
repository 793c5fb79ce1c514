"""Reasons against what the named account did: it moved the other way, or not at all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gouji.facts import Fact
from gouji.model import Claim, Factor, Finding, Reason
from gouji.verify.reasons.named import Named, named
from gouji.verify.reasons.scene import BUDGETS, OPPOSITE, Scene, deviates

_WORDS = {"increase": "增加", "decrease": "减少"}


def move_findings(scene: Scene) -> Iterator[Finding]:
    """A warning for each reason that names an account which the narrative or the forms move otherwise."""
    for reason in scene.reasons:
        explained = scene.explained(reason)
        found = (_otherwise(scene, reason, factor, explained) for factor in reason.factors if explained)
        yield from (finding for finding in found if finding is not None)


def _otherwise(scene: Scene, reason: Reason, factor: Factor, explained: Sequence[Claim]) -> Finding | None:
    way = factor.direction
    if way is None or way == "flat":
        return None
    for account in named(factor, scene.chart):
        if any(account.is_of(claim) for claim in explained):
            continue
        told = _told(scene, reason, account, explained)
        booked = _booked(scene, account, explained)
        moves = {c.direction for c in told if c.kind != "flat" and c.value != 0} | {way for _, way in booked}
        if (not told and not booked) or way in moves or None in moves:
            continue
        went = "未变动" if not moves - {"flat"} else _WORDS[OPPOSITE[way]]
        where = f"情况说明中其{went}" if told else f"{booked[0][0].form}中其决算与预算相比{went}"
        message = f"原因称{account.words}{_WORDS[way]}，而{where}"
        return scene.flag(
            reason, "reason.unsupported", "warning", message, claims=[c.id for c in told],
            cells=[f.cell.id for f, _ in booked], key=f"moved{account.words}",
        )  # fmt: skip
    return None


def _told(scene: Scene, reason: Reason, account: Named, explained: Sequence[Claim]) -> list[Claim]:
    """What the narrative says elsewhere of the account's move over the same comparison."""
    against_budget = {deviates(c) for c in explained}
    years = {c.year for c in explained}
    scopes = {c.scope for c in explained}
    return [
        c
        for c in scene.claims.values()
        if c.kind in {"change", "change_rate", "flat", "comparison"}
        and account.is_of(c)
        and c.sentence != reason.sentence
        and {deviates(c)} == against_budget
        and c.year in years
        and (c.scope in scopes or not scopes - {None} or c.scope is None)
        and c.unit != "百分点"
    ]


def _booked(scene: Scene, account: Named, explained: Sequence[Claim]) -> list[tuple[Fact, str]]:
    """The outturn of the account with how it stands to its budget, where one form prints both."""
    bases = {c.basis for c in explained if c.basis in BUDGETS}
    name = account.term.base if account.term is not None else account.words
    facts = [f for f in scene.facts if f.account == name and f.component is None]
    found = []
    for spent in (f for f in facts if f.measure == "决算"):
        budget = next(
            (f for f in facts if (f.table, f.scope) == (spent.table, spent.scope) and f.measure in bases),
            None,
        )
        if budget is None:
            continue
        gap = scene.values.cell(spent.cell) - scene.values.cell(budget.cell)
        way = "flat" if gap.low <= 0 <= gap.high else ("increase" if gap.value > 0 else "decrease")
        found.append((spent, way))
    return found
