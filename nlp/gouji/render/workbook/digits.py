"""Number formats that show the digits as they are printed."""

from __future__ import annotations

from decimal import Decimal

from gouji.model import Cell, Claim
from gouji.worth import UNITS, is_percent, own_unit

PERCENT = "%"
_MOST = 12
HUNDREDTH = Decimal("0.01")
IN_WAN = frozenset({"flat", "comparison", "none"})
"""Kinds of claims without a figure of their own."""


def places(value: Decimal) -> int:
    """How many decimals a number is printed with."""
    exponent = value.as_tuple().exponent
    return min(max(0, -exponent), _MOST) if isinstance(exponent, int) else 0


def pattern(decimals: int, *, separated: bool = True, percent: bool = False, suffix: str = "") -> str:
    """A number format of so many decimals."""
    whole = "#,##0" if separated else "0"
    tail = "." + "0" * decimals if decimals else ""
    return f"{whole}{tail}{PERCENT if percent else ''}" + (f'"{suffix}"' if suffix else "")


def of_cell(cell: Cell) -> tuple[Decimal, str]:
    """The number of a form cell that has one, and its format: 99.94% is the ratio shown as a percent."""
    value = cell.value if cell.value is not None else Decimal(0)
    percent = is_percent(cell)
    unit = own_unit(cell)
    separated = "," in cell.text or "，" in cell.text
    shown = pattern(
        places(value),
        separated=separated,
        percent=percent,
        suffix=unit if unit in UNITS and not percent else "",
    )
    return value * HUNDREDTH if percent else value, shown


def of_claim(claim: Claim) -> tuple[Decimal, str]:
    """The number of a claim that has one, and its format."""
    value = claim.value if claim.value is not None else Decimal(0)
    return as_written(value, claim), pattern(
        places(value), separated="," in claim.text, percent=claim.unit == PERCENT
    )


def as_written(value: Decimal, claim: Claim) -> Decimal:
    """A figure in the unit of a claim as it stands in a cell: percents are ratios there."""
    return value * HUNDREDTH if claim.unit == PERCENT else value


def computed_unit(claim: Claim) -> str | None:
    """The unit of what is computed for a claim; differences that have no figure of their own are in 万元."""
    return "万元" if claim.kind in IN_WAN else claim.unit


def fine(claim: Claim, decimals: int) -> str:
    """The format of a computed figure in the unit of a claim."""
    return pattern(decimals, percent=claim.unit == PERCENT)


def close(*, percent: bool = False) -> str:
    """The format of a gap: two decimals, and up to six where there are more."""
    return "0.00####%" if percent else "#,##0.00####"
