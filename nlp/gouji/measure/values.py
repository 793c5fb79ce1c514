"""What a measure is, and the value of one: a number with its parts, or none and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

Why = Literal[
    "no_changes", "no_amounts", "no_required", "no_claims", "no_checked", "no_reasons", "no_direction", "no_types",
    "no_increases", "no_decreases", "no_text", "not_final_accounts", "no_department", "no_year", "duplicate_key",
    "few_peers", "no_prior_year", "no_own_reasons",
]  # fmt: skip
WHYS: dict[Why, str] = {
    "no_changes": "没有陈述增减",
    "no_amounts": "增减的金额都无从得知",
    "no_required": "没有应说明原因的增减",
    "no_claims": "没有数据陈述",
    "no_checked": "没有可核实的陈述",
    "no_reasons": "没有说明增减原因",
    "no_direction": "原因或其所说明的增减没有方向",
    "no_types": "原因未能归类",
    "no_increases": "没有说明支出增加的原因",
    "no_decreases": "没有说明支出减少的原因",
    "no_text": "没有情况说明的正文",
    "not_final_accounts": "不是部门决算报告",
    "no_department": "部门名称不明",
    "no_year": "年度不明",
    "duplicate_key": "同一部门同一年度有几份报告",
    "few_peers": "同年度的其他部门太少",
    "no_prior_year": "没有上年的报告",
    "no_own_reasons": "没有自己措辞的原因",
}


@dataclass(frozen=True, slots=True)
class Value:
    """A measured number, None where it cannot be had; ``why`` says so then, and only then.

    ``part`` and ``whole`` are what a ratio or mean is made of, so that reports can be pooled; None where the
    measure is neither.
    """

    value: float | None
    part: float | None = None
    whole: float | None = None
    why: Why | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure: stable English name, Chinese title, unit, range (``high`` None: open), how it is computed.

    ``of`` takes what the measure looks at (a `Seen` report, or a `Card` among `Peers`) and gives a `Value`; its
    docstring holds the definition and its source.
    """

    name: str
    title: str
    unit: str
    low: float
    high: float | None
    of: Callable[..., Value]


def ratio(part: float, whole: float, why: Why) -> Value:
    """``part`` through ``whole``; None for the reason given where there is no whole."""
    return Value(part / whole, part, whole) if whole else Value(None, part, whole, why)


def share(marked: Iterable[bool], why: Why) -> Value:
    """The share of what is marked; None for the reason given where there is nothing."""
    marks = list(marked)
    return ratio(sum(marks), len(marks), why)


def mean(numbers: Sequence[float], why: Why) -> Value:
    """The mean; None for the reason given where there are no numbers."""
    return ratio(sum(numbers), len(numbers), why)


def none(why: Why) -> Value:
    """No value, and why."""
    return Value(None, why=why)


def measured(measures: Iterable[Measure], *scene: Any) -> dict[str, Value]:
    """The values of some measures by name."""
    return {each.name: each.of(*scene) for each in measures}
