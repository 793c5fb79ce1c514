"""The reason of a total against the reasons of its items: what no item bears out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gouji import accounts, similar
from gouji.model import Factor, Finding, Reason
from gouji.verify.reasons.scene import Scene, deviates, own_name

_TOTALS = {"收支总计", "本年收入", "本年支出"}
_LEAST_ITEMS = 4
_LEAST_OBJECT = 4
_ALIKE = 0.5
_ACTOR = re.compile(
    r"^(?:20\d\d年度?)?(?:年中)?(?P<unit>[一-龥]{2,14}?(?:中心|办公室|政府办|[局院所队馆站处校]|学校))"
    r"(?=(?:年中|新)?(?:追加|增加|减少|下达|结转|调入|新增|购置))"
)
_CHECKED = frozenset({"project", "funding", "component", "asset"})


def total_findings(scene: Scene) -> Iterator[Finding]:
    """A notice for each named thing of a total's reason that none of the items of its section has."""
    for reason in scene.reasons:
        explained = scene.explained(reason)
        term = accounts.term(own_name(explained[0])) if explained else None
        if term is None or term.base not in _TOTALS or not all(deviates(c) for c in explained):
            continue
        items = _items(scene, reason)
        if len(items) >= _LEAST_ITEMS:
            yield from (_finding(scene, reason, f) for f in reason.factors if not _borne_out(f, items))


def _finding(scene: Scene, reason: Reason, factor: Factor) -> Finding:
    message = f"总额的原因“{factor.text[:40]}”，各项说明中均未见"
    return scene.flag(reason, "reason.unsupported", "notice", message, key=f"total{factor.text}")


def _items(scene: Scene, reason: Reason) -> list[Reason]:
    """The reasons of functional items that follow in the section of a total, over the same comparison."""
    section = scene.section(reason)
    found = []
    for other in scene.reasons:
        explained = scene.explained(other)
        if (
            other.id != reason.id
            and scene.section(other) == section
            and explained
            and explained[0].subject_code
        ):
            found += [other] if all(deviates(c) for c in explained) else []
    return found


def _borne_out(factor: Factor, items: Sequence[Reason]) -> bool:
    """Whether an item's reason names the same thing, of the same unit where both name one, or the same kind of cause."""
    if not {t.type for t in factor.types} & _CHECKED or len(factor.object or "") < _LEAST_OBJECT:
        return True
    unit, thing = _unit(factor.text), factor.object or ""
    for other in (f for reason in items for f in reason.factors):
        named = thing in other.text or similar.dice(thing, other.object or "") >= _ALIKE
        theirs = _unit(other.text)
        alike = {t.type for t in other.types} & {t.type for t in factor.types}
        if (named and (theirs is None or unit == theirs)) or (unit is None and (named or alike)):
            return True
    return False


def _unit(text: str) -> str | None:
    match = _ACTOR.match(text)
    return match["unit"] if match else None
