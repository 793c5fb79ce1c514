"""What one printed unit of a cell or a claim is worth: 10000 元, a hundredth, or one of what is counted."""

from __future__ import annotations

import re
from decimal import Decimal

from gouji.model import Cell, Claim, Report, Table

UNITS = {"元": Decimal(1), "千元": Decimal(1000), "万元": Decimal(10**4), "亿元": Decimal(10**8)}
PERCENTS = frozenset({"%", "个百分点"})
_HUNDREDTH = Decimal("0.01")
_COUNTED = re.compile(
    r"得分|分值|率|人次|批次|数量|辆|序号|个数|用车$|[（(](?:台|套|个|人|批)[^（）()]*[）)]$"
)
_UNIT = re.compile(r"[千万亿]?元$")


def is_percent(cell: Cell) -> bool:
    """Whether a cell prints a percent."""
    return "%" in cell.text or "％" in cell.text


def is_money(cell: Cell) -> bool:
    """Whether a cell holds an amount: in a form it does; in other tables not under scores or counts."""
    return _COUNTED.search("".join((*cell.column_path, cell.row))) is None


def own_unit(cell: Cell) -> str | None:
    """The unit of money printed in the cell itself (1059.50万元)."""
    unit = _UNIT.search(cell.text.strip())
    return unit.group() if unit is not None else None


def cell_factor(cell: Cell, table: Table, report: Report) -> Decimal:
    """What one printed unit of a cell is worth in base units: 元, ratios or what is counted."""
    if is_percent(cell):
        return _HUNDREDTH
    if not is_money(cell):
        return Decimal(1)
    unit = own_unit(cell) or table.unit or report.unit or "万元"
    return UNITS.get(unit, UNITS["万元"])


def factor_of(claim: Claim) -> Decimal:
    """What one printed unit of a claim is worth in base units."""
    if claim.unit in UNITS:
        return UNITS[claim.unit]
    if claim.unit in PERCENTS:
        return _HUNDREDTH
    if claim.value and claim.base_value is not None:
        return claim.base_value / claim.value
    return Decimal(1)
