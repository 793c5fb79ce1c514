"""年初预算 figures tied to the cells of the budget report of the year: the same words, looked up in its forms.

A cell of the budget report is named with `BUDGET` before its id. What the report alone gives (a budget from its rate
of completion) stays beside it as the runner-up.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from gouji import facts
from gouji.facts import BUDGET, IMPLIED
from gouji.link.candidates import Candidates
from gouji.link.score import Settings, choose
from gouji.model import Claim, Link, Report
from gouji.topics import Topic

_OPENING, _OWN = "年初预算", "本年预算"
_DEVIATIONS = {"change", "change_rate", "flat", "comparison"}


class BudgetBook:
    """The forms of the budget report, asked for what the narrative calls 年初预算."""

    def __init__(self, budget: Report, level: Callable[[Claim], str | None], settings: Settings) -> None:
        self._year = budget.fiscal_year
        self._index = Candidates(facts.of_report(budget), budget.fiscal_year)
        self._level, self._settings = level, settings

    def link(self, claim: Claim, topic: Topic | None, own: Link) -> Link:
        """The link of a claim about the opening budget with its cell there; ``own`` where no cell fits.

        A rate or a deviation keeps what the narrative itself prints as its budget.
        """
        if claim.kind == "level" and claim.measure == _OPENING:
            cell = self._cell(claim, topic)
            return own if cell is None else _made(claim, cell, own)
        free = own.expression is None or IMPLIED in own.parts
        if claim.basis != _OPENING or not free or claim.kind not in {*_DEVIATIONS, "completion"}:
            return own
        cell, level = self._cell(claim, topic), self._level(claim)
        return own if cell is None or level is None else _made(claim, _expression(claim, level, cell), own)

    def _cell(self, claim: Claim, topic: Topic | None) -> str | None:
        sample = replace(claim, kind="level", measure=_OWN, year=self._year, basis=None, of=None)
        for scope in dict.fromkeys((claim.scope, "一般公共预算")):
            each = replace(sample, scope=scope)
            found = choose(each, topic, self._index.of(each, topic), self._settings)
            if found is not None and found.cells and found.status != "ambiguous":
                return f"[{BUDGET}{found.cells[0]}]"
        return None


def _expression(claim: Claim, level: str, cell: str) -> str:
    if claim.kind == "completion":
        return f"{level} ÷ {cell}"
    down = claim.direction == "decrease" and claim.kind in {"change", "change_rate"}
    difference = f"{cell} − {level}" if down else f"{level} − {cell}"
    return difference if claim.kind != "change_rate" else f"({difference}) ÷ {cell}"


def _made(claim: Claim, expression: str, own: Link) -> Link:
    ids = [piece.partition("]")[0] for piece in expression.split("[")[1:]]
    inside = [name for name in ids if not name.startswith(BUDGET)]
    beside = (own.expression,) if own.expression is not None and IMPLIED not in own.parts else ()
    return Link(
        claim.id, "derived", expression, tuple(n for n in inside if "/s" not in n), tuple(n for n in inside if "/s" in n),
        Decimal("0.90"), {"account": Decimal(1), "measure": Decimal(1)}, beside,
    )  # fmt: skip
