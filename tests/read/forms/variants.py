"""Form variants as compact text, with what each must give, and their conversion into text, web page, Word and workbook.

A variant begins with ``## name`` and ``: form unit``. Its lines are paragraphs, and rows where they hold a ``|``:
``<`` and ``^`` are covered by the cell on the left and above. What must come out stands below:

    > row path @ column path = text        a cell, paths with >, the code of the row first where it has one
    # 12                                   how many cells the table has
    ! account · scope · measure = text     what a cell states, a component of the account after +
    / title                                the title, where it is not the first line
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from tests.read.docx.made import cell, paragraph, table, write

FOLDER = Path(__file__).parent
LEFT, ABOVE = "<", "^"
_VALIGN = "<w:vMerge/>"
_FIGURE = re.compile(r"^-?(?:0|[1-9]\d*)(?:\.(\d+))?$")


@dataclass(slots=True)
class Variant:
    """One document with one table, and what it must give."""

    name: str
    form: str = ""
    unit: str | None = None
    title: str = ""
    lines: list[str] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)
    facts: list[str] = field(default_factory=list)
    count: int = 0


@functools.cache
def variants() -> tuple[Variant, ...]:
    """All variants of the folder, in order of file name."""
    return tuple(one for path in sorted(FOLDER.glob("*.txt")) for one in _parsed(path))


def _parsed(path: Path) -> Iterator[Variant]:
    variant = None
    for line in path.read_text(encoding="utf-8").splitlines():
        mark, _, rest = line.partition(" ")
        if mark == "##":
            if variant:
                yield variant
            variant = Variant(f"{path.stem}: {rest}")
        elif variant:
            _add(variant, mark, rest, line)
    if variant:
        yield variant


def _add(variant: Variant, mark: str, rest: str, line: str) -> None:
    match mark:
        case ":":
            form, _, unit = rest.partition(" ")
            variant.form, variant.unit = form, unit or None
        case "/":
            variant.title = rest
        case ">":
            variant.cells.append(rest)
        case "!":
            variant.facts.append(rest)
        case "#":
            variant.count = int(rest)
        case _ if line:
            variant.lines.append(line)
        case _:
            pass


def rows_of(lines: Sequence[str]) -> list[list[str]]:
    return [[text.strip() for text in line.split("|")] for line in lines]


def is_row(line: str) -> bool:
    return "|" in line


def _blocks(variant: Variant) -> Iterator[str | list[list[str]]]:
    """Paragraphs, and runs of rows as tables."""
    rows: list[str] = []
    for line in [*variant.lines, ""]:
        if is_row(line):
            rows.append(line)
            continue
        if rows:
            yield rows_of(rows)
            rows = []
        if line:
            yield line


def as_text(variant: Variant, folder: Path) -> Path:
    """Tab separated; what is covered by a merged cell is blank."""
    parts: list[str] = []
    for block in _blocks(variant):
        if isinstance(block, str):
            parts.append(block)
        else:
            parts += [
                "",
                *("\t".join("" if text in (LEFT, ABOVE) else text for text in row) for row in block),
            ]
    path = folder / "report.txt"
    path.write_text("\n".join(parts) + "\n", encoding="utf-8")
    return path


def as_page(variant: Variant, folder: Path) -> Path:
    """A web page with rowspan and colspan."""
    parts: list[str] = []
    for block in _blocks(variant):
        if isinstance(block, str):
            parts.append(f"<p>{block}</p>")
            continue
        width = max(len(row) for row in block)
        rows = "".join(f"<tr>{''.join(_tags(block, place, width))}</tr>" for place in range(len(block)))
        parts.append(f"<table border=1>{rows}</table>")
    path = folder / "report.html"
    path.write_text("<html><body>" + "\n".join(parts) + "</body></html>", encoding="utf-8")
    return path


def _tags(rows: Sequence[Sequence[str]], place: int, width: int) -> Iterator[str]:
    for column, text in enumerate(rows[place]):
        if text in (LEFT, ABOVE):
            continue
        wide, high = _span(rows, place, column)
        spans = f" colspan={wide}" * (wide > 1) + f" rowspan={high}" * (high > 1)
        yield f"<td{spans}>{text}</td>"


def _span(rows: Sequence[Sequence[str]], place: int, column: int) -> tuple[int, int]:
    """Columns and rows of the cell that begins here."""
    wide = high = 1
    while column + wide < len(rows[place]) and rows[place][column + wide] == LEFT:
        wide += 1
    while place + high < len(rows) and rows[place + high][column : column + 1] == [ABOVE]:
        high += 1
    return wide, high


def as_word(variant: Variant, folder: Path) -> Path:
    """A Word document with gridSpan and vMerge."""
    parts: list[str] = []
    for block in _blocks(variant):
        if isinstance(block, str):
            parts.append(paragraph(block))
        else:
            parts.append(table(*("".join(_word_cells(block, place)) for place in range(len(block)))))
    return write(folder, "".join(parts))


def _word_cells(rows: Sequence[Sequence[str]], place: int) -> Iterator[str]:
    row = rows[place]
    for column, text in enumerate(row):
        if text == LEFT:
            continue
        top = place
        while rows[top][column] == ABOVE:
            top -= 1
        if top < place and rows[top][column] == LEFT:
            continue
        wide, high = _span(rows, top, column)
        merged = ('<w:vMerge w:val="restart"/>' if text != ABOVE else _VALIGN) if high > 1 else ""
        wider = f'<w:gridSpan w:val="{wide}"/>' if wide > 1 else ""
        yield cell("" if text == ABOVE else text, wider + merged)


def as_book(variant: Variant, folder: Path) -> Path:
    """A workbook with merged cells, figures and codes as numbers in the format they are printed in."""
    made = Workbook()
    sheet = made.active
    place = 0
    for block in _blocks(variant):
        for row in [[block]] if isinstance(block, str) else block:
            place += 1
            for column, text in enumerate(row, start=1):
                if text not in (LEFT, ABOVE, ""):
                    _fill(sheet.cell(place, column), text)
        if not isinstance(block, str):
            _merge(sheet, block, place - len(block))
    path = folder / "report.xlsx"
    made.save(path)
    return path


def _fill(place: Any, text: str) -> None:
    found = _FIGURE.match(text)
    place.value = Decimal(text) if found else text
    if found:
        place.number_format = "0" + (f".{'0' * len(found[1])}" if found[1] else "")


def _merge(sheet: Any, rows: Sequence[Sequence[str]], above: int) -> None:
    for place, row in enumerate(rows):
        for column, text in enumerate(row):
            wide, high = _span(rows, place, column)
            if text not in (LEFT, ABOVE) and (wide > 1 or high > 1):
                top, left = above + place + 1, column + 1
                sheet.merge_cells(
                    start_row=top, start_column=left, end_row=top + high - 1, end_column=left + wide - 1
                )


FORMATS: dict[str, Callable[[Variant, Path], Path]] = {
    "text": as_text, "page": as_page, "word": as_word, "book": as_book,
}  # fmt: skip
