"""Expressions over cells and claims as live formulas, each held against the figure it must give."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from gouji.arithmetic import Interval, evaluate

_REFERENCE = re.compile(r"\[([^\[\]]+)\]")
_OPERATORS = str.maketrans({"−": "-", "×": "*", "÷": "/"})
_SUM = re.compile(r"\s*\[[^\[\]]+\](?:\s*\+\s*\[[^\[\]]+\])+\s*")
_SAME = Decimal("0.000001")
_FEWEST = 3
_LONGEST = 8000
_MOST_TERMS = 200


@dataclass(frozen=True, slots=True)
class Operand:
    """A figure on a sheet.

    ``place`` names its cell, ``value`` is the number in it, ``factor`` what one of it is worth in base units;
    ``blank`` where the cell holds text that counts as zero.
    """

    sheet: str
    row: int
    column: int
    place: str
    value: Decimal
    factor: Decimal
    money: bool
    blank: bool = False


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula without its equals sign, and what it gives."""

    text: str
    value: Decimal


Resolve = Callable[[str], Operand | None]


def compose(expression: str, resolve: Resolve, unit: Decimal, money: bool) -> Formula | None:
    """An expression as a formula.

    Args:
        expression: infix over [ids].
        resolve: the operand of an id; None where no cell holds it.
        unit: what one of the result is worth in base units.
        money: whether the result is an amount.

    Returns:
        The formula, or None where an operand is not on any sheet, a divisor is zero, or the formula is too long.
    """
    names = _REFERENCE.findall(expression)
    operands = {name: operand for name in names if (operand := resolve(name)) is not None}
    if len(operands) < len(set(names)) or not names:
        return None
    worth = unit if money else next((o.factor for o in operands.values() if o.money), Decimal(1))
    scales = {name: o.factor / worth if o.money else o.factor for name, o in operands.items()}
    try:
        held = evaluate(expression, lambda name: _exactly(operands[name].value * scales[name]))
    except (ZeroDivisionError, IndexError):
        return None
    short = _summed([operands[name] for name in names]) if _SUM.fullmatch(expression) else None
    plain = all(scale == 1 for scale in scales.values())
    text = short if short and plain else _written(expression, operands, scales)
    result = Decimal(1) if money else unit
    if result != 1:
        text = f"({text}){_scaled(1 / result)}"
    return Formula(text, held.value / result) if len(text) < _LONGEST else None


def gives(formula: Formula, wanted: Decimal, unit: Decimal = Decimal(1)) -> bool:
    """Whether a formula gives a figure, but for what rounding to six decimals of ``unit`` takes away."""
    return abs(formula.value - wanted) <= _SAME * unit


def _exactly(value: Decimal) -> Interval:
    return Interval(value, value, value)


def _written(expression: str, operands: dict[str, Operand], scales: dict[str, Decimal]) -> str:
    parts = []
    for index, part in enumerate(_REFERENCE.split(expression)):
        if index % 2:
            place = f"N({operands[part].place})" if operands[part].blank else operands[part].place
            parts.append(place if scales[part] == 1 else f"({place}{_scaled(scales[part])})")
        else:
            parts.append(part.translate(_OPERATORS).replace(" ", ""))
    return "".join(parts)


def _scaled(scale: Decimal) -> str:
    return f"*{scale.normalize():f}" if scale >= 1 else f"/{(1 / scale).normalize():f}"


def _summed(operands: Sequence[Operand]) -> str | None:
    """A sum over runs of neighbouring cells; None where there are too few or too many."""
    if not _FEWEST <= len(operands) <= _MOST_TERMS or len({o.sheet for o in operands}) != 1:
        return None
    runs: list[list[Operand]] = [[operands[0]]]
    for before, operand in pairwise(operands):
        step = (operand.row - before.row, operand.column - before.column)
        first = runs[-1][0]
        straight = operand.row == first.row or operand.column == first.column
        if step in {(1, 0), (0, 1)} and straight:
            runs[-1].append(operand)
        else:
            runs.append([operand])
    parts = [
        run[0].place if len(run) == 1 else f"{run[0].place}:{run[-1].place.rpartition('!')[2]}"
        for run in runs
    ]
    return f"SUM({','.join(parts)})"
