"""What kind of causes are given, how deep they go, and how the department comes off in them."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable

from gouji import accounts
from gouji.measure.scene import Seen, Told
from gouji.measure.values import Measure, Value, mean, none, ratio, share
from gouji.model import Factor
from gouji.verify.reasons.scene import own_name

META = frozenset({"circular", "component", "non_reason", "residue", "flat_note"})
OUTSIDE = frozenset({"policy", "funding"})
OWN_MERIT = frozenset({"austerity"})
UNTYPED = "untyped"
TYPES = 21
_DEPTHS = {"D0": 0, "D1": 1, "D2": 2, "D3": 3, "D4": 4}
_DRIVER = 3


def type_mix(seen: Seen) -> dict[str, float]:
    """Causes by type: each counts one, shared equally by its types; `untyped` are those that no type fits.

    Source: defined here; the types are those of patterns/reasons/types.yaml.
    """
    return _mix(factor for told in seen.told for factor in told.factors)


def type_entropy(seen: Seen) -> Value:
    """−Σ p log₂ p over the shares of the types in type_mix, without the untyped.

    0 where all causes are of one type. It grows with the number of causes: compare reports of like length, or pool.

    Source: Shannon (1948), A mathematical theory of communication, Bell System Technical Journal 27: entropy. Its use on
    the mix of reasons is defined here.
    """
    mix = {name: weight for name, weight in type_mix(seen).items() if name != UNTYPED}
    if not mix:
        return none("no_types" if seen.told else "no_reasons")
    total = sum(mix.values())
    return Value(-sum(w / total * math.log2(w / total) for w in mix.values()) + 0.0)


def substantive_share(seen: Seen) -> Value:
    """Weight of the sixteen types that name a cause ÷ weight of all types: the rest only restate, point or fill.

    Source: defined here; the rest are circular, component, non_reason, residue, flat_note of patterns/reasons/types.yaml.
    """
    mix = {name: weight for name, weight in type_mix(seen).items() if name != UNTYPED}
    part = sum(weight for name, weight in mix.items() if name not in META)
    return ratio(part, sum(mix.values()), "no_types" if seen.told else "no_reasons")


def depth_mean(seen: Seen) -> Value:
    """Mean depth of the reasons, D0 to D4 as 0 to 4; a reason over several paragraphs has that of its deepest.

    The steps are ranks, not distances: the mean orders reports, driver_share says what it rests on.

    Source: defined here, with the scale (`gouji.classify.depth`).
    """
    return mean(_depths(seen), "no_reasons")


def driver_share(seen: Seen) -> Value:
    """Reasons that name a driver (D3 or D4) ÷ reasons.

    Source: as depth_mean.
    """
    return share((depth >= _DRIVER for depth in _depths(seen)), "no_reasons")


def quantified_share(seen: Seen) -> Value:
    """Reasons that give an amount of money ÷ reasons.

    Source: defined here.
    """
    return share((any(p.quantified for p in told.parts) for told in seen.told), "no_reasons")


def increase_blamed(seen: Seen) -> Value:
    """Of the causes of growing spending, those of type policy or funding: what others decided.

    Causes count as in type_mix, the untyped among the whole. Claims of income are left out; so are reasons of changes
    both ways. Exogenous causes are no one's decision and not counted as blame.

    Source: self-serving attribution in letters to shareholders, Bettman & Weitz (1983), Attributions in the board room,
    and Staw, McKechnie & Puffer (1983), The justification of organizational performance, both Administrative Science
    Quarterly 28. That growing spending is the unfavourable outcome, and which types stand for it, is defined here.
    """
    return _attributed(seen, "increase", OUTSIDE)


def decrease_credited(seen: Seen) -> Value:
    """Of the causes of falling spending, those of type austerity: one's own thrift. Counted as increase_blamed.

    Source: as increase_blamed.
    """
    return _attributed(seen, "decrease", OWN_MERIT)


def self_serving(seen: Seen) -> Value:
    """Causes in which growth is blamed or a fall credited ÷ causes of spending that grew or fell.

    Source: as increase_blamed.
    """
    up, down = increase_blamed(seen), decrease_credited(seen)
    part = (up.part or 0) + (down.part or 0)
    return ratio(part, (up.whole or 0) + (down.whole or 0), "no_direction" if seen.told else "no_reasons")


def self_serving_bias(seen: Seen) -> Value:
    """½[(P(outside|growth) − P(outside|fall)) + (P(thrift|fall) − P(thrift|growth))].

    It is 0 where either kind of cause is as frequent for growth as for a fall, however frequent it is; 1 where all
    growth is blamed and all falls credited. None unless both growth and falls are explained.

    Source: as increase_blamed: attributions contrasted over outcomes. The index is defined here.
    """
    up, down = increase_blamed(seen).value, decrease_credited(seen).value
    up_own, down_out = _attributed(seen, "increase", OWN_MERIT).value, _attributed(seen, "decrease", OUTSIDE).value  # fmt: skip
    if up is None or up_own is None:
        return none("no_increases" if seen.told else "no_reasons")
    if down is None or down_out is None:
        return none("no_decreases")
    return Value(((up - down_out) + (down - up_own)) / 2)


def _mix(factors: Iterable[Factor]) -> dict[str, float]:
    found: defaultdict[str, float] = defaultdict(float)
    for factor in factors:
        names: list[str] = [t.type for t in factor.types] or [UNTYPED]
        for name in names:
            found[name] += 1 / len(names)
    return dict(sorted(found.items()))


def _depths(seen: Seen) -> list[int]:
    return [_DEPTHS[told.depth] for told in seen.told if told.depth is not None]


def _attributed(seen: Seen, way: str, types: frozenset[str]) -> Value:
    mix = _mix(
        f for told in seen.told if told.direction == way and not _of_income(told) for f in told.factors
    )
    part = sum(weight for name, weight in mix.items() if name in types)
    why = "no_increases" if way == "increase" else "no_decreases"
    return ratio(part, sum(mix.values()), why if seen.told else "no_reasons")  # type: ignore[arg-type]


def _of_income(told: Told) -> bool:
    """Whether all that a reason explains is income; of income and expenditure together it is not."""
    sides = {term.side if (term := accounts.term(own_name(c))) is not None else None for c in told.explained}
    return sides == {"income"}


MEASURES = (
    Measure("type_entropy", "原因类型的熵", "bit", 0, math.log2(TYPES), type_entropy),
    Measure("substantive_share", "实质原因占比", "ratio", 0, 1, substantive_share),
    Measure("depth_mean", "原因平均深度", "D0–D4", 0, 4, depth_mean),
    Measure("driver_share", "说出动因的原因", "ratio", 0, 1, driver_share),
    Measure("quantified_share", "有金额的原因", "ratio", 0, 1, quantified_share),
    Measure("increase_blamed", "增加归于政策资金", "ratio", 0, 1, increase_blamed),
    Measure("decrease_credited", "减少归于厉行节约", "ratio", 0, 1, decrease_credited),
    Measure("self_serving", "利己归因率", "ratio", 0, 1, self_serving),
    Measure("self_serving_bias", "利己归因偏差", "index", -1, 1, self_serving_bias),
)
