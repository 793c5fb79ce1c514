"""Ids → intervals: what a cell or a claim says, in 元, ratios or counts, with what its digits leave open."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from gouji.arithmetic import Interval, printed
from gouji.beside import Beside
from gouji.facts import BUDGET, PRIOR, unit_prefix
from gouji.model import Cell, Claim, Report, Table
from gouji.quantity import step_of
from gouji.worth import cell_factor, factor_of, is_money, is_percent

OTHER_REPORTS = frozenset({"prior_report", "budget_report"})
"""Evidence that is not of the report itself: what only another report denies may be restated or adjusted."""
_EXACT = Decimal(0)


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
            step = min(
                (step_of(c.text) for c in table.cells if c.value is not None and "%" not in c.text),
                default=Decimal("0.01"),
            )
            named = replace(table, id=f"{prefix}{table.id}") if prefix else table
            for own in table.cells:
                cell = replace(own, id=f"{prefix}{own.id}") if prefix else own
                self.cells[cell.id] = cell
                self.tables[cell.id] = named
                self._factor[cell.id] = cell_factor(own, table, report)
                self._step[cell.id] = step

    def __call__(self, name: str) -> Interval:
        """The interval of an id.

        Raises:
            KeyError: the id is neither a cell nor a claim with a figure.
        """
        if name in self.cells:
            return self.cell(self.cells[name])
        return self.claim(self.claims[name])

    def factor(self, cell: str) -> Decimal:
        """What one printed unit of a cell is worth in base units."""
        return self._factor[cell]

    def cell(self, cell: Cell) -> Interval:
        """A cell in base units; blank and "-" are zero, exactly."""
        if cell.value is None:
            return Interval(Decimal(0), Decimal(0), Decimal(0))
        factor = self._factor[cell.id]
        if is_percent(cell):
            return printed(cell.value * factor, step_of(cell.text) * factor)
        if not is_money(cell):
            return printed(cell.value, step_of(cell.text) if "." in cell.text else _EXACT)
        return printed(cell.value * factor, self._step[cell.id] * factor)

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
