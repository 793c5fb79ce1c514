"""`python -m corpora.panel OUT` makes a panel: two provinces, audited and true, in Parquet.

The first province is measured; the second, drawn from another seed, only tells how often gouji errs. In each folder
the tables of `corpora.panel.rows` and of `gouji.measure` come from the program's output alone; those whose names
start with ``truth_``, and ``rates.json``, come from the ledgers alone.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

import gouji
from gouji.measure import measure
from gouji.measure.tables import rows, schema
from gouji.model import Audit
from gouji.render.tables import Column, Kind

from corpora.panel import rows as program
from corpora.province.department import Plan
from corpora.province.planting import RATES
from corpora.province.rates import Rates, as_json
from corpora.province.truth import COLUMNS as TRUTH
from corpora.province.writing import Order, write_department

YEARS, FIRST_YEAR = 5, 2019
RESTATED = 0.1
MEASURED = ("reports", "measures", "reason_types", "error_families")
_LEFT_OUT = frozenset({"report", "department", "fiscal_year", "kind", "level"})
"""Columns of `gouji.measure` that ``stem`` tells as well, or that are the same in every row."""
_LEVEL = 19


@dataclass(frozen=True, slots=True)
class Province:
    """The seed of one of the two provinces, and how many departments it has: whole cohorts."""

    seed: int
    departments: int


PROVINCES: Mapping[str, Province] = MappingProxyType(
    {"measured": Province(4, 160), "calibration": Province(5, 120)}
)
"""The two provinces by the name of their folder."""
Table = tuple[tuple[Column, ...], list[tuple[Any, ...]]]


def plan_of(seed: int) -> Plan:
    """The plan of a province of the panel: errors at their usual rates, one report in ten restating last year."""
    return Plan(seed, YEARS, FIRST_YEAR, Rates(dict(RATES), RESTATED))


def tables_of(seed: int, departments: Sequence[int]) -> dict[str, Table]:
    """All tables of some departments of a province by name, as columns and rows.

    Measures and marks that compare departments see those given and no other.
    """
    found: dict[str, program.Rows] = {name: [] for name in program.COLUMNS}
    truth: dict[str, program.Rows] = {name: [] for name in TRUTH}
    with tempfile.TemporaryDirectory() as folder:
        order = Order(Path(folder), plan_of(seed), frozenset())
        panel = measure(_audited(order, departments, found, truth))
    program.copies(found["reasons"])
    out = {name: _without(schema()[name], list(rows(panel, name))) for name in MEASURED}
    for name, columns in program.COLUMNS.items():
        out[name] = columns, [tuple(row[column.name] for column in columns) for row in found[name]]
    return out | {f"truth_{name}": _truth(held, TRUTH[name]) for name, held in truth.items()}


def _audited(
    order: Order, departments: Sequence[int], found: dict[str, program.Rows], truth: dict[str, program.Rows]
) -> Iterator[tuple[str, Audit]]:
    """The audits, one at a time; their rows and those of the truth go to ``found`` and ``truth``."""
    for index in departments:
        paths = []
        for told in write_department(order, index):
            for name, held in truth.items():
                held += getattr(told, name)
            paths.append(order.folder / str(told.reports[0]["path"]))
            audit = gouji.audit(paths[-1])
            for name, each in program.of_audit(audit, _stem(paths[-1])).items():
                found[name] += each
            yield _stem(paths[-1]), audit
        beside = gouji.audit(paths[-1], prior=paths[-2])
        found["priors"].append(program.of_prior(beside, _stem(paths[-1])))


def _stem(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


def _without(columns: tuple[Column, ...], held: list[tuple[Any, ...]]) -> Table:
    kept = [place for place, column in enumerate(columns) if column.name not in _LEFT_OUT]
    return tuple(columns[i] for i in kept), [tuple(row[i] for i in kept) for row in held]


def _truth(held: program.Rows, names: Sequence[str]) -> Table:
    """A truth table; a column of numbers and blanks is text."""
    kinds: dict[type, Kind] = {int: "integer", float: "real", str: "text"}
    columns, values = [], []
    for name in names:
        column: list[Any] = [row[name] for row in held]
        types = {type(value) for value in column}
        kind = kinds[types.pop()] if len(types) == 1 else "text"
        columns.append(Column(name, kind))
        values.append([str(value) for value in column] if kind == "text" else column)
    return tuple(columns), list(zip(*values, strict=True))


def write(folder: Path, province: Province) -> int:
    """Write the tables of one province and its rates; the bytes written."""
    from pyarrow import parquet

    folder.mkdir(parents=True, exist_ok=True)
    tables = tables_of(province.seed, range(province.departments))
    for name, (columns, held) in tables.items():
        path = folder / f"{name}.parquet"
        parquet.write_table(_arrow(columns, held), path, compression="zstd", compression_level=_LEVEL)
    rates = as_json(plan_of(province.seed).rates, FIRST_YEAR, YEARS)
    rates = {"seed": province.seed, "departments": province.departments, **rates}
    text = json.dumps(rates, ensure_ascii=False, indent=1) + "\n"
    (folder / "rates.json").write_text(text, encoding="utf-8", newline="\n")
    return sum(path.stat().st_size for path in folder.iterdir())


def _arrow(columns: Sequence[Column], held: Sequence[Sequence[Any]]) -> Any:
    import pyarrow

    types = {"text": pyarrow.string(), "integer": pyarrow.int32(), "real": pyarrow.float64(), "boolean": pyarrow.bool_()}  # fmt: skip
    fields = pyarrow.schema([pyarrow.field(column.name, types[column.kind]) for column in columns])
    values = [[row[place] for row in held] for place in range(len(columns))]
    return pyarrow.table(dict(zip(fields.names, values, strict=True)), schema=fields)


def main(arguments: Sequence[str] | None = None) -> int:
    """Make the panel; what was written, and in how long, on standard error."""
    parser = argparse.ArgumentParser(prog="python -m corpora.panel", description=__doc__)
    parser.add_argument("out", type=Path, metavar="OUT", help="folder to write into")
    parser.add_argument("--departments", type=int, help="of each province, to try out with fewer")
    parser.add_argument("--only", choices=PROVINCES, help="make one of the two provinces")
    options = parser.parse_args(arguments)
    for name, province in PROVINCES.items():
        if options.only not in (None, name):
            continue
        start = time.perf_counter()
        province = replace(province, departments=options.departments or province.departments)
        size = write(options.out / name, province)
        reports = province.departments * YEARS
        sys.stderr.write(
            f"{name}: {reports} reports, {size / 1e6:.2f} MB, {time.perf_counter() - start:.0f} s\n"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
