"""上年 figures tied to the cells of last year's report: the same words, looked up in the forms of the year before.

A cell of last year's report is named with `PRIOR` before its id. What the current report alone gives (a rate
against its own change) stays beside it as the runner-up.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from gouji import facts
from gouji.facts import IMPLIED, PRIOR
from gouji.link.candidates import Candidates
from gouji.link.score import Settings, choose
from gouji.model import Claim, Link, Report
from gouji.topics import Topic

_COMPARED = {"change", "change_rate", "flat"}


class Chain:
    """The forms of last year's report, asked for what this year's narrative calls 上年."""

    def __init__(self, prior: Report, level: Callable[[Claim], str | None], settings: Settings) -> None:
        self._year = prior.fiscal_year
        self._index = Candidates(facts.of_report(prior), prior.fiscal_year)
        self._level, self._settings = level, settings

    def link(self, claim: Claim, topic: Topic | None, own: Link) -> Link:
        """The link of a claim about last year with its cell there; ``own`` where it is none or no cell fits."""
        if claim.kind == "level" and claim.year == self._year and self._year is not None:
            cell = self._cell(claim, topic)
            return own if cell is None else _made(claim, cell, own)
        if claim.basis != "上年" or claim.kind not in _COMPARED or claim.unit == "个百分点":
            return own
        cell, level = self._cell(claim, topic), self._level(claim)
        if cell is None or level is None:
            return own
        down = claim.direction == "decrease" and claim.kind != "flat"
        difference = f"{cell} − {level}" if down else f"{level} − {cell}"
        return _made(claim, difference if claim.kind != "change_rate" else f"({difference}) ÷ {cell}", own)

    def _cell(self, claim: Claim, topic: Topic | None) -> str | None:
        sample = replace(claim, kind="level", year=self._year, basis=None, of=None)
        found = choose(sample, topic, self._index.of(sample, topic), self._settings)
        if found is None or not found.cells or found.status == "ambiguous":
            return None
        return f"[{PRIOR}{found.cells[0]}]"


def _made(claim: Claim, expression: str, own: Link) -> Link:
    ids = [
        part.strip("[]()") for part in expression.replace("(", " ").replace(")", " ").split() if "[" in part
    ]
    cells = tuple(name for name in ids if not name.startswith(PRIOR) and "/s" not in name)
    claims = tuple(name for name in ids if "/s" in name and not name.startswith(PRIOR))
    beside = (own.expression,) if own.expression is not None and IMPLIED not in own.parts else ()
    return Link(
        claim.id, "derived", expression, cells, claims, Decimal("0.90"), {"account": Decimal(1), "year": Decimal(1)},
        beside,
    )  # fmt: skip
