"""Interval arithmetic: an expression's interval holds whatever the printed digits of its figures leave open."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

import pytest
from gouji.arithmetic import Interval, evaluate, printed, total
from hypothesis import given, settings
from hypothesis import strategies as st

SLACK = Fraction(1, 10**15)


class Operand(NamedTuple):
    """A printed figure, and a point inside what its digits leave open."""

    value: Decimal
    step: Decimal
    at: Decimal

    @property
    def interval(self) -> Interval:
        return printed(self.value, self.step)

    @property
    def point(self) -> Fraction:
        return Fraction(self.value) + Fraction(self.step) * Fraction(self.at)


STEPS = st.sampled_from([Decimal("0.01"), Decimal("0.1"), Decimal(1), Decimal("0.000001"), Decimal(100)])
OPERANDS = st.builds(
    Operand,
    st.decimals(min_value=-(10**6), max_value=10**6, places=2),
    STEPS,
    st.decimals(min_value=Decimal("-0.5"), max_value=Decimal("0.5"), places=4),
)


def holds(interval: Interval, point: Fraction) -> bool:
    slack = SLACK * max(1, abs(point))
    return Fraction(interval.low) - slack <= point <= Fraction(interval.high) + slack


@given(OPERANDS)
def test_a_printed_figure_stands_for_half_its_last_digit_each_side(operand: Operand) -> None:
    interval = operand.interval
    assert interval.low == operand.value - operand.step / 2
    assert interval.high == operand.value + operand.step / 2
    assert holds(interval, operand.point)


@given(OPERANDS, OPERANDS, st.sampled_from("+−×÷"))
def test_one_operation_holds_all_its_points(one: Operand, other: Operand, sign: str) -> None:
    if sign == "÷" and other.interval.low <= 0 <= other.interval.high:
        return
    by_name = {"a": one.interval, "b": other.interval}
    result = evaluate(f"[a] {sign} [b]", by_name.__getitem__)
    assert holds(result, _compute(sign, one.point, other.point))
    assert result.low <= result.value <= result.high


def _compute(sign: str, left: Fraction, right: Fraction) -> Fraction:
    if sign == "+":
        return left + right
    if sign == "−":
        return left - right
    return left * right if sign == "×" else left / right


TREES = st.recursive(OPERANDS, lambda inner: st.tuples(inner, st.sampled_from("+−×÷"), inner), max_leaves=6)


class _Zero(Exception):
    """A divisor may be zero."""


def _spelled(tree: object, names: dict[str, Interval]) -> tuple[str, Fraction]:
    """The infix text of a tree with all its brackets, and its value at the points."""
    if isinstance(tree, Operand):
        name = f"t{len(names)}/r1c1"
        names[name] = tree.interval
        return f"[{name}]", tree.point
    left, sign, right = tree  # type: ignore[misc]
    one, first = _spelled(left, names)
    other, second = _spelled(right, names)
    if sign == "÷":
        inside = evaluate(other, names.__getitem__)
        if inside.low <= 0 <= inside.high or second == 0:
            raise _Zero
    return f"({one} {sign} {other})", _compute(sign, first, second)


@settings(deadline=None)
@given(TREES)
def test_any_expression_holds_all_its_points(tree: object) -> None:
    names: dict[str, Interval] = {}
    try:
        words, point = _spelled(tree, names)
    except _Zero:
        return
    assert holds(evaluate(words, names.__getitem__), point)


@given(OPERANDS, OPERANDS, OPERANDS)
def test_times_binds_closer_than_plus_and_equals_go_left_to_right(a: Operand, b: Operand, c: Operand) -> None:
    names = {"a": a.interval, "b": b.interval, "c": c.interval}

    def value(words: str) -> Decimal:
        return evaluate(words, names.__getitem__).value

    assert value("[a] + [b] × [c]") == value("[a] + ([b] × [c])")
    assert value("[a] − [b] − [c]") == value("([a] − [b]) − [c]")
    assert value("[a] − [b] + [c]") == value("([a] − [b]) + [c]")


@given(st.lists(OPERANDS, max_size=6))
def test_a_sum_holds_all_its_points(parts: list[Operand]) -> None:
    assert holds(total([p.interval for p in parts]), sum((p.point for p in parts), Fraction(0)))


def test_the_allowance_of_a_sum_grows_with_its_parts() -> None:
    cent = printed(Decimal("1.00"), Decimal("0.01"))
    assert total([cent, cent, cent]).allowed == Decimal("0.015")
    assert total([]).allowed == 0


def test_numbers_stand_for_themselves() -> None:
    result = evaluate("([a] − [b]) ÷ [b] × 100", {"a": exact("6"), "b": exact("5")}.__getitem__)
    assert result == exact("20")


def exact(value: str) -> Interval:
    number = Decimal(value)
    return Interval(number, number, number)


@pytest.mark.parametrize("base", [exact("0"), printed(Decimal("0.00"), Decimal("0.01"))])
def test_a_base_of_zero_is_an_error_of_its_own(base: Interval) -> None:
    with pytest.raises(ZeroDivisionError):
        evaluate("[a] ÷ [b]", {"a": exact("3"), "b": base}.__getitem__)


def test_an_unknown_id_is_an_error_of_its_own() -> None:
    with pytest.raises(KeyError):
        evaluate("[a] + [x]", {"a": exact("3")}.__getitem__)


def test_a_divisor_that_may_be_zero_leaves_the_quotient_open() -> None:
    quotient = Interval(Decimal("0.60"), Decimal("0.595"), Decimal("0.605")) / Interval(
        Decimal("0.01"), Decimal(0), Decimal("0.02")
    )
    assert holds(quotient, Fraction(40))
    assert quotient.value == Decimal(60)


@pytest.mark.parametrize(("sign", "base"), [(1, "0.01"), (-1, "0.01"), (1, "-0.01"), (-1, "-0.01")])
def test_a_large_dividend_by_next_to_nothing_is_no_small_quotient(sign: int, base: str) -> None:
    """7,051 on a base of 0.01 give or take 0.02 is 235,033 times it or more, never 2.9 per cent."""
    below = Decimal(base)
    divisor = Interval(below, below - Decimal("0.02"), below + Decimal("0.02"))
    quotient = Interval(sign * Decimal(7051), sign * Decimal(7051), sign * Decimal(7051)) / divisor
    assert quotient.unbounded
    assert not holds(quotient, Fraction("0.029") * (1 if quotient.value > 0 else -1))
    assert holds(quotient, Fraction(7051) / Fraction("0.03") * (1 if quotient.value > 0 else -1))
    assert not (Interval(Decimal(1), Decimal(1), Decimal(1)) / Interval(below, below, below)).unbounded


def test_an_interval_reaches_as_far_as_its_end_on_that_side() -> None:
    interval = Interval(Decimal(10), Decimal(8), Decimal(11))
    assert interval.towards(Decimal(20)) == 1
    assert interval.towards(Decimal(0)) == 2
    assert interval.allowed == 2
