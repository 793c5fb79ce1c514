"""Interval arithmetic over printed figures: each stands for half its last digit on either side."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

_TOKEN = re.compile(r"\[([^\]]+)\]|([+−×÷()])|(\d+(?:\.\d+)?)|\s+")
_OPEN = Decimal(10**12)
_RANK = {"+": 1, "−": 1, "×": 2, "÷": 2}


@dataclass(frozen=True, slots=True)
class Interval:
    """A value with the bounds that its printed digits leave; in 元, in ratios, or in counts."""

    value: Decimal
    low: Decimal
    high: Decimal

    def __add__(self, other: Interval) -> Interval:
        return Interval(self.value + other.value, self.low + other.low, self.high + other.high)

    def __sub__(self, other: Interval) -> Interval:
        return Interval(self.value - other.value, self.low - other.high, self.high - other.low)

    def __mul__(self, other: Interval) -> Interval:
        ends = [a * b for a in (self.low, self.high) for b in (other.low, other.high)]
        return Interval(self.value * other.value, min(ends), max(ends))

    def __truediv__(self, other: Interval) -> Interval:
        """The quotient; as good as unbounded away from zero where the divisor's interval reaches zero.

        The divisor is then taken to have the sign of its value, so that a large dividend has no small quotient.

        Raises:
            ZeroDivisionError: the divisor's value is zero.
        """
        if other.value == 0:
            raise ZeroDivisionError("the base is zero")
        value = self.value / other.value
        if other.low <= 0 <= other.high:
            return self._by_nearly_zero(other, value)
        ends = [a / b for a in (self.low, self.high) for b in (other.low, other.high)]
        return Interval(value, min(ends), max(ends))

    def _by_nearly_zero(self, other: Interval, value: Decimal) -> Interval:
        if self.low <= 0 <= self.high:
            return Interval(value, value - _OPEN, value + _OPEN)
        dividend = self.low if self.low > 0 else self.high
        least = dividend / (other.high if other.value > 0 else other.low)
        return Interval(value, least, value + _OPEN) if value > 0 else Interval(value, value - _OPEN, least)

    @property
    def allowed(self) -> Decimal:
        """How far another value may lie from this one and still be within its bounds."""
        return max(self.high - self.value, self.value - self.low)

    @property
    def unbounded(self) -> bool:
        """Whether it is a quotient by what cannot be told from zero."""
        return self.allowed > _OPEN / 2

    def towards(self, other: Decimal) -> Decimal:
        """How far it reaches from its value on the side of another."""
        return self.high - self.value if other > self.value else self.value - self.low


def printed(value: Decimal, step: Decimal) -> Interval:
    """The interval of a printed value whose last digit is worth ``step``."""
    half = abs(step) / 2
    return Interval(value, value - half, value + half)


def total(parts: list[Interval]) -> Interval:
    """The sum of intervals; of none it is an exact zero."""
    result = Interval(Decimal(0), Decimal(0), Decimal(0))
    for part in parts:
        result = result + part
    return result


def evaluate(expression: str, resolve: Callable[[str], Interval]) -> Interval:
    """The interval of an infix expression over [ids] with + − × ÷ and brackets.

    Raises:
        ZeroDivisionError: a divisor is zero.
        KeyError: ``resolve`` does not know an id.
    """
    values: list[Interval] = []
    operators: list[str] = []
    for match in _TOKEN.finditer(expression):
        name, sign, number = match.groups()
        if name is not None:
            values.append(resolve(name))
        elif number is not None:
            exact = Decimal(number)
            values.append(Interval(exact, exact, exact))
        elif sign == "(":
            operators.append(sign)
        elif sign == ")":
            while operators[-1] != "(":
                _apply(operators.pop(), values)
            operators.pop()
        elif sign is not None:
            while operators and operators[-1] != "(" and _RANK[operators[-1]] >= _RANK[sign]:
                _apply(operators.pop(), values)
            operators.append(sign)
    while operators:
        _apply(operators.pop(), values)
    return values[0]


def _apply(sign: str, values: list[Interval]) -> None:
    right, left = values.pop(), values.pop()
    results = {"+": left.__add__, "−": left.__sub__, "×": left.__mul__, "÷": left.__truediv__}
    values.append(results[sign](right))
