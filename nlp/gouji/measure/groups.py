"""A panel by department, year or template: what the reports of a group come to."""

from __future__ import annotations

import hashlib
import statistics
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from gouji.measure.cards import Card
from gouji.measure.values import Measure, Value

By = Literal["department", "year", "template"]
_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Row:
    """One report of a panel with all its measures; ``template`` is None where it has no explanation."""

    card: Card
    template: str | None
    values: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Spread:
    """One measure over a group of reports, of which ``count`` have a value.

    ``pooled`` is Σ part ÷ Σ whole, None for measures that are no ratio; ``sd`` is that of a sample, None under two.
    ``group`` is None for the reports of which the key is not known.
    """

    group: str | None
    measure: Measure
    reports: int
    count: int
    mean: float | None
    median: float | None
    sd: float | None
    low: float | None
    high: float | None
    pooled: float | None


def template(card: Card) -> str | None:
    """A name for the template of a report: T and six digits of the hash of its outline; None where it has none.

    Reports are of one template where the titles of their explanations are the same, in order, without figures, marks
    and the name of the department. A department that leaves a title out has another one.
    """
    if not card.outline:
        return None
    return f"T{hashlib.sha256(card.outline.encode('utf-8', 'replace')).hexdigest()[:_DIGITS]}"


def key_of(row: Row, by: By) -> str | None:
    """The group of a report; None where its key is not known."""
    if by == "department":
        return row.card.department
    if by == "template":
        return row.template
    return str(row.card.fiscal_year) if row.card.fiscal_year is not None else None


def spreads(rows: Sequence[Row], measures: Sequence[Measure], by: By | None = None) -> list[Spread]:
    """Every measure over every group, groups by name with the unknown last; without ``by`` over all reports."""
    grouped: defaultdict[str | None, list[Row]] = defaultdict(list)
    for row in rows:
        grouped[key_of(row, by) if by is not None else None].append(row)
    order = sorted(grouped, key=lambda name: (name is None, name or ""))
    return [_spread(name, measure, grouped[name]) for name in order for measure in measures]


def _spread(group: str | None, measure: Measure, rows: Sequence[Row]) -> Spread:
    values = [row.values[measure.name] for row in rows]
    numbers = [value.value for value in values if value.value is not None]
    pooled = [(v.part, v.whole) for v in values if v.part is not None and v.whole]
    return Spread(
        group, measure, len(rows), len(numbers),
        mean=statistics.fmean(numbers) if numbers else None,
        median=statistics.median(numbers) if numbers else None,
        sd=statistics.stdev(numbers) if len(numbers) > 1 else None,
        low=min(numbers, default=None),
        high=max(numbers, default=None),
        pooled=sum(part for part, _ in pooled) / sum(whole for _, whole in pooled) if pooled else None,
    )  # fmt: skip
