"""The forms of a report as a workbook: one a sheet, merged heads, title and captions above, notes below."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from corpora.ledger.document import Document
from corpora.ledger.forms import Cell, Form
from corpora.ledger.pieces import Paragraph
from corpora.ledger.text import head_grid, head_line

_LONGEST_NAME = 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
_FORMATS = ("General", "0.00", "#,##0.00", "0.00%")
HIDDEN_ZERO = "#,##0.00;-#,##0.00;"


@dataclass(frozen=True, slots=True)
class Placed:
    """A value or text at its place on a sheet, counted from 0, over so many rows and columns."""

    row: int
    column: int
    value: float | str
    code: str = "General"
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Page:
    """A sheet: its name and what stands on it."""

    name: str
    placed: tuple[Placed, ...]


def pages(document: Document, *, narrative: bool = False) -> list[Page]:
    """The sheets of a report.

    Args:
        document: the report.
        narrative: put its explanation on a sheet of its own before the forms.
    """
    forms = [block for block in document.part("forms") if isinstance(block, Form)]
    found = [Page(_name(index, form), tuple(_form(form))) for index, form in enumerate(forms, 1)]
    if narrative:
        paragraphs = [block for block in document.part("explanation") if isinstance(block, Paragraph)]
        lines = tuple(Placed(row, 0, one.text, columns=8) for row, one in enumerate(paragraphs))
        found.insert(0, Page("情况说明", lines))
    return found


def _name(index: int, form: Form) -> str:
    return _FORBIDDEN.sub("", f"Z{index:02d} {form.title}")[:_LONGEST_NAME]


def _form(form: Form) -> Iterator[Placed]:
    """Title, form number and captions, head, body, notes."""
    width = len(form.widths)
    number, line = head_line(form)
    left, _, right = line.partition("\t")
    yield Placed(0, 0, form.title, columns=width)
    row = 1
    for text in filter(None, (form.subtitle, number)):
        yield Placed(row, width - 1, text)
        row += 1
    yield Placed(row, 0, left)
    yield Placed(row, width - 1, right)
    row += 1
    for y, heads in enumerate(head_grid(form)):
        for x, head in enumerate(heads):
            if head is not None:
                yield Placed(row + y, x, head.text, rows=head.rows, columns=head.cols)
    row += len(form.head)
    for cells in form.body:
        column = 0
        for cell in cells:
            yield Placed(row, column, *_valued(cell, form.unit), columns=cell.cols)
            column += cell.cols
        row += 1
    for note in form.notes:
        yield Placed(row, 0, note, columns=width)
        row += 1


def _valued(cell: Cell, unit: str) -> tuple[float | str, str]:
    """A figure as a number with the format that prints it as the form does, else the text; codes as numbers."""
    if cell.value is None:
        return (float(cell.text), "General") if cell.text.isdigit() and unit else (cell.text, "@")
    if not cell.text and not cell.value:
        return 0.0, HIDDEN_ZERO
    printed = {_printed(cell.value, code): code for code in _FORMATS}
    if cell.text not in printed:
        return cell.text, "@"
    code = printed[cell.text]
    return float(cell.value / 100 if code.endswith("%") else cell.value), code


def _printed(value: Decimal, code: str) -> str:
    if code == "General":
        return f"{value.normalize():f}"
    return f"{value:,.2f}" if "," in code else f"{value:.2f}" + ("%" if code.endswith("%") else "")


def write_xlsx(document: Document, path: Path, *, narrative: bool = False) -> None:
    """Write the forms of a report, and its explanation where asked for, as .xlsx."""
    write_book(pages(document, narrative=narrative), path)


def write_book(sheets: Sequence[Page], path: Path) -> None:
    """Write sheets as .xlsx."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    for page in sheets:
        sheet = book.create_sheet(page.name)
        for one in page.placed:
            cell = sheet.cell(one.row + 1, one.column + 1, one.value)
            cell.number_format = one.code
            if one.rows * one.columns > 1:
                sheet.merge_cells(
                    start_row=one.row + 1,
                    start_column=one.column + 1,
                    end_row=one.row + one.rows,
                    end_column=one.column + one.columns,
                )
    book.save(path)


def write_xls(document: Document, path: Path, *, narrative: bool = False) -> None:
    """The same as .xls."""
    import xlwt

    book = xlwt.Workbook(encoding="utf-8")
    for page in pages(document, narrative=narrative):
        sheet: Any = book.add_sheet(page.name, cell_overwrite_ok=True)
        for one in page.placed:
            style = xlwt.easyxf(num_format_str=one.code)
            ends = (one.row + one.rows - 1, one.column + one.columns - 1)
            if ends == (one.row, one.column):
                sheet.write(one.row, one.column, one.value, style)
            else:
                sheet.write_merge(one.row, ends[0], one.column, ends[1], one.value, style)
    book.save(str(path))
