"""Cells typed by hand from page images (corpora/gold/cells) against what is read."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from gouji.model import Cell, Report, Table
from gouji.read import read
from gouji.read.clean import folded

TRUTH = Path(__file__).parents[2] / "corpora/gold/cells"
FILES = {
    "putuo-planning-2024": "putuo-planning-2024.pdf",
    "zaozhuang-office-2023": "zaozhuang-office-2023.pdf",
    "cppcc-2018-forms": "jiangsu/cppcc-2018-forms.pdf",
    "party-office-2018-forms": "jiangsu/party-office-2018-forms.pdf",
}
SLANTED = str.maketrans({"⩽": "≤", "⩾": "≥"})
Line = dict[str, str]


def typed(name: str) -> list[Line]:
    text = (TRUTH / f"{name}.tsv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))


def key(text: str) -> str:
    return folded(text).translate(SLANTED)


def is_it(line: Line, table: Table, cell: Cell) -> bool:
    """Whether a cell has the title, the code, the row and the column that a person read."""
    title, printed = key(line["table"]), key(table.title)
    path = {key(name) for name in cell.column_path}
    column = key(line["column"])
    return (
        (title in printed or printed in title)
        and (cell.row_code or "") == line["code"]
        and key(line["row"]) in {key(name) for name in (*cell.row_path, cell.row)}
        and ({key(name) for name in line["column"].split("/") if name} <= path or column in path)
    )


def unmatched(lines: list[Line], report: Report) -> tuple[list[Line], list[Cell]]:
    """The typed cells that were not read, and the figures read that nobody typed, on the pages typed."""
    by_place: dict[tuple[int, str], list[tuple[Table, Cell]]] = {}
    for table in report.tables:
        for cell in table.cells:
            by_place.setdefault((cell.page or 0, key(cell.text)), []).append((table, cell))
    used: set[str] = set()
    missing = []
    for line in lines:
        for table, cell in by_place.get((int(line["page"]), key(line["value"])), ()):
            if cell.id not in used and is_it(line, table, cell):
                used.add(cell.id)
                break
        else:
            missing.append(line)
    pages = {int(line["page"]) for line in lines}
    return missing, [cell for cell in figures(report) if cell.page in pages and cell.id not in used]


def figures(report: Report) -> Iterator[Cell]:
    return (cell for table in report.tables for cell in table.cells if cell.value is not None)


@pytest.mark.real
@pytest.mark.parametrize("engine", ["pdfium", "pdfminer"])
@pytest.mark.parametrize("name", sorted(FILES))
def test_every_cell_is_read_with_its_row_and_column(real_reports: Path, name: str, engine: str) -> None:
    lines = typed(name)
    assert len(lines) > 150
    missing, invented = unmatched(lines, read(real_reports / FILES[name], engine=engine))
    assert not missing
    assert not invented


def test_a_wrong_cell_would_be_told() -> None:
    """The comparison itself: a figure in another row or column is no match."""
    cell = Cell("t1/r1c1", "教育支出", "205", ("教育支出",), "决算数", ("支出", "决算数"), "2.93", None, 1, 1)
    table = Table("t1", "公开01", "收入支出决算总表", "万元", (5,), False, (cell,))
    line = {"table": "收入支出决算总表", "code": "205", "row": "教育支出", "column": "支出/决算数"}
    assert is_it(line, table, cell)
    assert not is_it({**line, "row": "住房保障支出"}, table, cell)
    assert not is_it({**line, "column": "收入/决算数"}, table, cell)
    assert not is_it({**line, "code": "206"}, table, cell)
    assert not is_it({**line, "table": "收入决算表"}, table, cell)
