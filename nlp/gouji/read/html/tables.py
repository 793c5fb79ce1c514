"""HTML tables as grids, by the table model of the HTML standard; those that only lay out a page are told apart."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from lxml import html

from gouji.read.blocks import Grid, GridCell
from gouji.read.clean import clean_cell
from gouji.read.html.page import is_hidden
from gouji.read.settings import LIMITS, Limits
from gouji.read.spans import grid_of_spans

_LONG = 300
_FEW = 6
Reader = Callable[[html.HtmlElement], str]


def rows_of(table: html.HtmlElement) -> Iterator[html.HtmlElement]:
    """The rows of a table itself, not those of tables in it."""
    for part in table:
        if part.tag == "tr":
            yield part
        elif part.tag in ("thead", "tbody", "tfoot"):
            yield from (row for row in part if row.tag == "tr")


def cells_of(row: html.HtmlElement) -> list[html.HtmlElement]:
    """The cells of a row."""
    return [cell for cell in row if cell.tag in ("td", "th")]


def is_layout(table: html.HtmlElement) -> bool:
    """Whether a table only places other things: tables, or running text, in one or a few cells."""
    rows = [cells_of(row) for row in rows_of(table)]
    cells = [cell for row in rows for cell in row]
    if next(table.iterdescendants("table"), None) is not None:
        return True
    if max((len(row) for row in rows), default=0) <= 1:
        return True
    return len(cells) <= _FEW and any(
        len(text) > _LONG and "。" in text for text in (cell.text_content() for cell in cells)
    )


def grid_of(table: html.HtmlElement, read: Reader, limits: Limits = LIMITS) -> Grid | None:
    """A table as a grid: every place it has is covered by one cell; None where it has none.

    A span of rows never reaches beyond the table; one of 0 reaches to its end. Hidden rows are left out.
    """
    rows = [row for row in rows_of(table) if not is_hidden(row)][: limits.sheet_rows]
    taken: set[tuple[int, int]] = set()
    cells: list[GridCell] = []
    for place, row in enumerate(rows):
        column = 0
        for cell in cells_of(row):
            while (place, column) in taken:
                column += 1
            wide = min(_span(cell, "colspan") or 1, limits.sheet_columns)
            high = min(_span(cell, "rowspan") or len(rows), len(rows) - place)
            for y in range(place, place + high):
                taken.update((y, x) for x in range(column, column + wide))
            cells.append(GridCell(clean_cell(read(cell)), place, column, high, wide))
            column += wide
            if len(taken) > limits.cells:
                break
    return grid_of_spans(cells, len(rows))


def _span(cell: html.HtmlElement, name: str) -> int:
    found = re.match(r"\s*(\d{1,5})", cell.get(name) or "1")
    return int(found[1]) if found else 1
