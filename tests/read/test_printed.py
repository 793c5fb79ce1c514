"""PDFs printed by other programs against the text of the same invented reports.

`printed/` holds reports of the generator in corpora/, set in an office program and in a browser. Their
fonts are subsets of WenQuanYi Micro Hei.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from gouji.model import Report
from gouji.read import read

PRINTED = Path(__file__).parent / "printed"
NAMES = sorted(path.stem for path in PRINTED.glob("*.pdf"))
ENGINES = ["pdfium", "pdfminer"]


@cache
def report(name: str, engine: str = "auto") -> Report:
    return read(PRINTED / name, engine=engine)


def cells(of: Report) -> dict[str, Counter[tuple[object, ...]]]:
    return {
        table.form: Counter((c.row, c.row_code, c.row_path, c.column_path, c.text) for c in table.cells)
        for table in of.tables
        if table.form
    }


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", NAMES)
def test_every_cell_is_where_the_text_has_it(name: str, engine: str) -> None:
    truth = report(f"{name.partition('-')[0]}.txt")
    found = report(f"{name}.pdf", engine)
    assert cells(found) == cells(truth)
    assert not any(table.doubtful for table in found.tables)
    assert {table.form: table.unit for table in found.tables} == {
        table.form: table.unit for table in truth.tables
    }


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", NAMES)
def test_every_paragraph_and_section(name: str, engine: str) -> None:
    truth = report(f"{name.partition('-')[0]}.txt")
    found = report(f"{name}.pdf", engine)
    missing = Counter(p.text for p in truth.paragraphs) - Counter(p.text for p in found.paragraphs)
    assert not missing
    sections = [(s.id, s.number, s.title, s.role) for s in truth.sections]
    assert [(s.id, s.number, s.title, s.role) for s in found.sections] == sections


def test_every_cell_of_an_open_form_has_its_place() -> None:
    found = report("inland-office-open.pdf")
    for table in found.tables:
        for cell in table.cells:
            assert cell.page is not None
            assert cell.box is not None
            assert cell.box.x0 < cell.box.x1
            assert cell.box.top < cell.box.bottom
