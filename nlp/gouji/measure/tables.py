"""The measures as flat tables, for CSV and data frames; the columns are those of docs/measures.md."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, get_args

from gouji.measure.cards import OF_REPORT
from gouji.measure.groups import By, Row, spreads
from gouji.measure.panel import MEASURES as OF_PANEL
from gouji.render.frames import frame
from gouji.render.marks import marked
from gouji.render.tables import Column

MEASURES = (*OF_REPORT, *OF_PANEL)
BY: tuple[By, ...] = get_args(By)
_BYTE_ORDER_MARK = "\ufeff"
_PLACES = 6
_HUNDRED = 100
_KEYS = (
    Column("report", "text"), Column("stem", "text"), Column("department", "text"), Column("fiscal_year", "integer"),
)  # fmt: skip
_REAL = "value", "part", "whole"
_SPREAD = "mean", "median", "sd", "low", "high", "pooled"


def schema() -> Mapping[str, tuple[Column, ...]]:
    """The columns of each table; `by_…` are the groups."""
    by = {
        f"by_{name}": (
            Column("group", "text"), Column("measure", "text"), Column("unit", "text"), Column("reports", "integer"),
            Column("count", "integer"), *(Column(each, "real") for each in _SPREAD),
        )
        for name in BY
    }  # fmt: skip
    return {
        "reports": (
            *_KEYS, Column("kind", "text"), Column("level", "text"), Column("template", "text"),
            Column("reasons", "integer"), *(Column(measure.name, "real") for measure in MEASURES),
        ),
        "measures": (
            *_KEYS, Column("measure", "text"), *(Column(each, "real") for each in _REAL), Column("unit", "text"),
            Column("why", "text"),
        ),
        "reason_types": (*_KEYS, Column("type", "text"), Column("weight", "real"), Column("share", "real")),
        "error_families": (
            *_KEYS, Column("family", "text"), Column("claims", "real"), Column("share", "real"),
            Column("per_hundred", "real"),
        ),
        **by,
    }  # fmt: skip


def rows(panel: Sequence[Row], table: str) -> Iterator[tuple[Any, ...]]:
    """The rows of a table in the order of its columns; numbers are floats, None where there is none.

    Raises:
        KeyError: there is no table of that name.
    """
    if table.startswith("by_"):
        by: By = next(each for each in BY if table == f"by_{each}")
        for each in spreads(panel, MEASURES, by):
            numbers = (getattr(each, name) for name in _SPREAD)
            yield each.group, each.measure.name, each.measure.unit, each.reports, each.count, *numbers
        return
    of_row = {"reports": _report, "measures": _measures, "reason_types": _types, "error_families": _families}[
        table
    ]
    for row in panel:
        keys = (row.card.report, row.card.stem, row.card.department, row.card.fiscal_year)
        yield from ((*keys, *rest) for rest in of_row(row))


def frames(panel: Sequence[Row]) -> dict[str, Any]:
    """The tables by name as frames of pandas, or of polars where pandas is not installed.

    Raises:
        GoujiError: neither library is installed.
    """
    return {name: frame(columns, list(rows(panel, name))) for name, columns in schema().items()}


def csv_table(panel: Sequence[Row], table: str) -> str:
    """A table as CSV with a header, for a file in UTF-8 with a byte order mark; reals with up to six decimals."""
    out = io.StringIO(newline="")
    out.write(_BYTE_ORDER_MARK)
    writer = csv.writer(out)
    writer.writerow([column.name for column in schema()[table]])
    writer.writerows([_field(value) for value in row] for row in rows(panel, table))
    return out.getvalue()


def write(panel: Sequence[Row], folder: Path, by: By | None = None) -> list[Path]:
    """Write the tables of the reports, and of one kind of group, as CSV; the paths written."""
    folder.mkdir(parents=True, exist_ok=True)
    names = [name for name in schema() if not name.startswith("by_") or name == f"by_{by}"]
    paths = [folder / f"{name}.csv" for name in names]
    for path, name in zip(paths, names, strict=True):
        path.write_text(csv_table(panel, name), encoding="utf-8", newline="")
    return paths


def _report(row: Row) -> Iterator[tuple[Any, ...]]:
    card = row.card
    numbers = (row.values[measure.name].value for measure in MEASURES)
    yield card.kind, card.level, row.template, card.reasons, *numbers


def _measures(row: Row) -> Iterator[tuple[Any, ...]]:
    for measure in MEASURES:
        value = row.values[measure.name]
        yield measure.name, value.value, value.part, value.whole, measure.unit, value.why


def _types(row: Row) -> Iterator[tuple[Any, ...]]:
    total = sum(row.card.types.values())
    yield from ((name, weight, weight / total) for name, weight in row.card.types.items())


def _families(row: Row) -> Iterator[tuple[Any, ...]]:
    total = sum(row.card.families.values())
    checked = row.card.values["accuracy"].whole
    for name, claims in row.card.families.items():
        yield name, claims, claims / total, _HUNDRED * claims / checked if checked else None


def _field(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.{_PLACES}f}".rstrip("0").rstrip(".")
    return marked(value) if isinstance(value, str) else str(value)
