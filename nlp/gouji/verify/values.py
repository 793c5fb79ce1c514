"""Ids → intervals: what a cell or a claim says, in 元, ratios or counts, with what its digits leave open."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from gouji.beside import Beside
from gouji.facts import BUDGET, PRIOR, unit_prefix
from gouji.model import Cell, Claim, Report, Table
from gouji.quantity import step_of
from gouji.verify.arithmetic import Interval, printed

UNITS = {"元": Decimal(1), "千元": Decimal(1000), "万元": Decimal(10**4), "亿元": Decimal(10**8)}
OTHER_REPORTS = frozenset({"prior_report", "budget_report"})
"""Evidence that is not of the report itself: what only another report denies may be restated or adjusted."""
_EXACT = Decimal(0)
_COUNTED = re.compile(
    r"得分|分值|率|人次|批次|数量|辆|序号|个数|用车$|[（(](?:台|套|个|人|批)[^（）()]*[）)]$"
)
_UNIT = re.compile(r"[千万亿]?元$")


def named_in(expression: str | None, prefix: str) -> str | None:
    """The first cell of another report (its ids begin with ``prefix``) that an expression names, if it does."""
    found = re.search(rf"\[({prefix}[^\]]+)\]", expression or "")
    return found.group(1) if found is not None else None


def prior_id(expression: str | None) -> str | None:
    """The cell of last year's report that an expression names, if it does."""
    return named_in(expression, PRIOR)


class Values:
    """The values of a report's cells and claims by id."""

    def __init__(self, report: Report, claims: Iterable[Claim], beside: Beside | None = None) -> None:
        """The cells of the reports beside it are known by their ids behind `PRIOR`, `BUDGET` and `unit_prefix`."""
        self.cells: dict[str, Cell] = {}
        self.tables: dict[str, Table] = {}
        self.claims = {claim.id: claim for claim in claims}
        self._factor: dict[str, Decimal] = {}
        self._step: dict[str, Decimal] = {}
        self._add(report, "")
        others = beside or Beside()
        if others.prior is not None:
            self._add(others.prior, PRIOR)
        if others.budget is not None:
            self._add(others.budget, BUDGET)
        for number, unit in enumerate(others.units):
            self._add(unit, unit_prefix(number))

    def _add(self, report: Report, prefix: str) -> None:
        for table in report.tables:
            factor = UNITS.get(table.unit or report.unit or "万元", Decimal(10**4))
            step = min(
                (step_of(c.text) for c in table.cells if c.value is not None and "%" not in c.text),
                default=Decimal("0.01"),
            )
            named = replace(table, id=f"{prefix}{table.id}") if prefix else table
            for own in table.cells:
                cell = replace(own, id=f"{prefix}{own.id}") if prefix else own
                self.cells[cell.id] = cell
                self.tables[cell.id] = named
                self._factor[cell.id] = factor
                self._step[cell.id] = step

    def __call__(self, name: str) -> Interval:
        """The interval of an id.

        Raises:
            KeyError: the id is neither a cell nor a claim with a figure.
        """
        if name in self.cells:
            return self.cell(self.cells[name])
        return self.claim(self.claims[name])

    def cell(self, cell: Cell) -> Interval:
        """A cell in base units; blank and "-" are zero, exactly."""
        if cell.value is None:
            return Interval(Decimal(0), Decimal(0), Decimal(0))
        if "%" in cell.text or "％" in cell.text:
            hundredth = Decimal("0.01")
            return printed(cell.value * hundredth, step_of(cell.text) * hundredth)
        if not self.is_money(cell):
            return printed(cell.value, step_of(cell.text) if "." in cell.text else _EXACT)
        factor = _own_unit(cell) or self._factor[cell.id]
        return printed(cell.value * factor, self._step[cell.id] * factor)

    def is_money(self, cell: Cell) -> bool:
        """Whether a cell holds an amount: in a form it does; in other tables not under scores or counts."""
        return _COUNTED.search("".join((*cell.column_path, cell.row))) is None

    def claim(self, claim: Claim) -> Interval:
        """A claim in base units.

        Raises:
            KeyError: the claim has no figure.
        """
        if claim.base_value is None or claim.value is None or claim.step is None:
            raise KeyError(claim.id)
        if claim.kind == "count" and not claim.approximate and claim.step == 1:
            return printed(claim.base_value, _EXACT)
        return printed(claim.base_value, claim.step * factor_of(claim))


def _own_unit(cell: Cell) -> Decimal | None:
    """What the unit printed in the cell itself (1059.50万元) is worth."""
    unit = _UNIT.search(cell.text.strip())
    return UNITS[unit.group()] if unit is not None else None


def factor_of(claim: Claim) -> Decimal:
    """What one printed unit of a claim is worth in base units."""
    if claim.unit in UNITS:
        return UNITS[claim.unit]
    if claim.unit in {"%", "个百分点"}:
        return Decimal("0.01")
    if claim.value and claim.base_value is not None:
        return claim.base_value / claim.value
    return Decimal(1)
