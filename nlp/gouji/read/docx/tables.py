"""Word tables as grids: spans as they are, deleted rows left out, tables in cells on their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from lxml import etree

from gouji.read.blocks import Grid, GridCell
from gouji.read.clean import clean_cell
from gouji.read.settings import LIMITS, Limits
from gouji.read.spans import grid_of_spans
from gouji.read.xml import attribute, child, local

_GOES_ON = "continue"
_SLIVER = 100
Reader = Callable[[etree._Element], str]
"""From a cell (w:tc) to its text, its paragraphs one a line."""


@dataclass(frozen=True, slots=True)
class _Raw:
    text: str
    span: int
    down: str | None
    along: str | None


def rows_of(table: etree._Element) -> Iterator[etree._Element]:
    """The rows (w:tr) of a table, also those in content controls, without deleted ones."""
    for element in table:
        name = local(element)
        if name == "tr":
            properties = child(element, "trPr")
            if child(properties, "del") is None:
                yield element
        elif name in ("sdt", "sdtContent", "customXml", "ins", "moveTo"):
            yield from rows_of(element)


def cells_of(row: etree._Element) -> Iterator[etree._Element]:
    """The cells (w:tc) of a row, without deleted ones."""
    for element in row:
        name = local(element)
        if name == "tc":
            if child(element, "tcPr", "cellDel") is None:
                yield element
        elif name in ("sdt", "sdtContent", "customXml", "ins", "moveTo"):
            yield from cells_of(element)


def grid_of(table: etree._Element, read: Reader, limits: Limits = LIMITS) -> Grid | None:
    """A table as a grid; None where it has no cells.

    Rows that end before the others are filled with blank cells, so that their columns keep their places.
    """
    rows: list[list[GridCell | None]] = []
    held: dict[int, GridCell] = {}
    cells: list[GridCell] = []
    for row in rows_of(table):
        place = len(rows)
        line: list[GridCell] = []
        column = _skipped(row, "gridBefore")
        for raw in (_raw(cell, read) for cell in cells_of(row)):
            raw = replace(raw, span=min(raw.span, limits.sheet_columns))
            above = held.get(column)
            if raw.along == _GOES_ON and line:
                line[-1] = replace(line[-1], colspan=line[-1].colspan + raw.span)
            elif raw.down == _GOES_ON and above is not None and above.colspan == raw.span:
                held[column] = replace(above, rowspan=above.rowspan + 1)
            else:
                line.append(GridCell(raw.text, place, column, 1, raw.span))
            column += raw.span
        for cell in line:
            _hold(held, cells, cell)
        rows.append([*line])
        if len(cells) + len(held) > limits.cells:
            break
    cells.extend(held.values())
    return grid_of_spans(_snapped(cells, _widths(table)), len(rows))


def _widths(table: etree._Element) -> list[int]:
    """The widths of the grid columns in twentieths of a point."""
    grid = child(table, "tblGrid")
    texts = [attribute(column, "w") or "" for column in (grid if grid is not None else ())]
    return [int(text) if text.isdigit() and len(text) < 7 else _SLIVER for text in texts]


def _snapped(cells: list[GridCell], widths: list[int]) -> list[GridCell]:
    """Cells without the slivers between borders that were meant to be one line."""
    if not widths or min(widths) >= _SLIVER or any(cell.col + cell.colspan > len(widths) for cell in cells):
        return cells
    lines = [0]
    for width in widths:
        lines.append(lines[-1] + (width >= _SLIVER))
    places = [(cell, lines[cell.col], lines[cell.col + cell.colspan]) for cell in cells]
    if any(first == end and cell.text for cell, first, end in places):
        return cells
    return [replace(cell, col=first, colspan=end - first) for cell, first, end in places if first < end]


def _hold(held: dict[int, GridCell], cells: list[GridCell], cell: GridCell) -> None:
    """Keep a cell open for what goes on below it; those it stands under are closed."""
    for column in [
        key for key, old in held.items() if key < cell.col + cell.colspan and cell.col < key + old.colspan
    ]:
        cells.append(held.pop(column))
    held[cell.col] = cell


def _raw(cell: etree._Element, read: Reader) -> _Raw:
    properties = child(cell, "tcPr")
    span = attribute(child(properties, "gridSpan"), "val") or "1"
    return _Raw(
        clean_cell(read(cell)),
        max(int(span), 1) if span.isdigit() and len(span) < 6 else 1,
        _merge(child(properties, "vMerge")),
        _merge(child(properties, "hMerge")),
    )


def _merge(element: etree._Element | None) -> str | None:
    """restart, continue (also where nothing is said), or None for a cell of its own."""
    return None if element is None else attribute(element, "val") or _GOES_ON


def _skipped(row: etree._Element, name: str) -> int:
    text = attribute(child(row, "trPr", name), "val") or "0"
    return int(text) if text.isdigit() and len(text) < 4 else 0
