"""Grids over page breaks into one table: repeated headers dropped, columns brought into line."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from gouji.read.blocks import Break, Grid, GridCell, Piece, matrix
from gouji.read.clean import folded
from gouji.read.columns import is_known_header
from gouji.read.forms import form_of_title
from gouji.read.header import TOTAL, Header, find_header
from gouji.read.numbering import is_caption
from gouji.read.settings import TABLE, TableSettings

_CONTINUED = ("续表", "(续)", "(续表)", "续上表")
Row = list[GridCell | None]


@dataclass(slots=True)
class RawTable:
    """One table over all its grids. ``places`` are the indices of its grids among the items.

    ``head`` are the header rows of its first grid, ``rows`` the rows below, without repeated headers.
    """

    places: list[int]
    header: Header
    first: Grid
    last: Grid
    head: list[Row]
    rows: list[Row] = field(default_factory=list)
    pages: list[int] = field(default_factory=list)
    between: list[int] = field(default_factory=list)


def join_grids(items: Sequence[Piece | Grid | Break], settings: TableSettings = TABLE) -> list[RawTable]:
    """The tables of a report in order; a grid that goes on an earlier one is added to it."""
    tables: list[RawTable] = []
    for index, item in enumerate(items):
        if not isinstance(item, Grid):
            continue
        grid = fold_trailing(item, find_header(item, settings))
        header = find_header(grid, settings)
        last = tables[-1] if tables else None
        if last and _continues(last, grid, header, items[last.places[-1] + 1 : index], settings):
            last.between.extend(range(last.places[-1] + 1, index))
            _append(last, grid, header)
            last.places.append(index)
            last.last = grid
        else:
            rows = matrix(grid)
            start = header.rows - 1 if header.shared else header.rows
            tables.append(RawTable([index], header, grid, grid, rows[: header.rows], rows[start:]))
        if grid.page is not None and grid.page not in tables[-1].pages:
            tables[-1].pages.append(grid.page)
    return tables


def fold_trailing(grid: Grid, header: Header) -> Grid:
    """A grid without an empty-headed last column whose values belong one column further left."""
    if grid.width < 3 or (header.paths and header.paths[-1]) or not header.rows:
        return grid
    rows = matrix(grid)
    last = grid.width - 1
    for row in rows[header.rows :]:
        left, right = row[last - 1], row[last]
        if right and right.text and left and left.text:
            return grid
    cells: list[GridCell] = []
    moved = {cell.row: cell for cell in grid.cells if cell.col == last and cell.text}
    for cell in grid.cells:
        if cell.col == last - 1 and cell.row in moved and cell.colspan == 1:
            cells.append(replace(moved[cell.row], col=last - 1))
        elif cell.col < last:
            cells.append(replace(cell, colspan=min(cell.colspan, last - cell.col)))
    taken = {cell.row for cell in cells if cell.col == last - 1}
    cells.extend(replace(cell, col=last - 1) for row, cell in moved.items() if row not in taken)
    return replace(grid, width=last, cells=tuple(cells), edges=grid.edges[:-1])


def _continues(
    table: RawTable,
    grid: Grid,
    header: Header,
    between: Sequence[Piece | Grid | Break],
    settings: TableSettings,
) -> bool:
    if any(isinstance(item, Break) for item in between):
        return False
    pieces = [item for item in between if isinstance(item, Piece)]
    if not all(_is_repeated(piece, table) for piece in pieces):
        return False
    if grid.page is not None and grid.page == table.last.page and pieces:
        return False
    if header.rows and _same_header(table.header, header):
        again = _starts_with_total(table.rows) and _starts_with_total(matrix(grid)[header.rows :])
        return not again
    if pieces or _is_strong(header) or (grid.page is not None and grid.page == table.last.page):
        return False
    return abs(grid.width - table.first.width) <= settings.extra_columns or bool(
        grid.edges and _maps(table, grid)
    )


def _is_repeated(piece: Piece, table: RawTable) -> bool:
    """Whether a line between two grids only repeats the caption: 续表, the title of a form, 单位：…"""
    text = folded(piece.text)
    if is_caption(piece.text) or any(mark in text for mark in _CONTINUED):
        return True
    form = form_of_title(piece.text)
    return form is not None and form.layout != "loose"


def _same_header(left: Header, right: Header) -> bool:
    names = [[folded("".join(path)) for path in header.paths] for header in (left, right)]
    for row in names:
        while row and not row[-1]:
            row.pop()
    return names[0] == names[1] and any(names[0])


def _is_strong(header: Header) -> bool:
    """Whether a header is surely one: it names codes, labels or line numbers."""
    return header.rows > 0 and any(is_known_header(path) for path in header.paths)


def _starts_with_total(rows: Sequence[Row]) -> bool:
    for row in rows[:1]:
        texts = [cell.text for cell in row if cell and cell.text]
        return bool(texts and TOTAL.match(texts[0]))
    return False


def _append(table: RawTable, grid: Grid, header: Header) -> None:
    same = header.rows and _same_header(table.header, header)
    rows = matrix(grid)[header.rows if same else 0 :]
    places = _columns(table, grid)
    width = table.first.width
    for row in rows:
        line: Row = [None] * width
        for column, cell in enumerate(row):
            place = min(places[column], width - 1)
            if cell and (line[place] is None or (cell.text and not getattr(line[place], "text", ""))):
                line[place] = cell
        table.rows.append(line)


def _columns(table: RawTable, grid: Grid) -> list[int]:
    """For every column of a continuation the column of the table it goes on."""
    if grid.width == table.first.width:
        return list(range(grid.width))
    return _maps(table, grid) or list(range(grid.width))


def _maps(table: RawTable, grid: Grid) -> list[int]:
    """Columns by the place of their middle; empty where the two grids do not lie over each other."""
    edges, own = table.first.edges, grid.edges
    if len(edges) < 2 or len(own) < 2:
        return []
    wide = edges[-1] - edges[0]
    if abs(edges[0] - own[0]) > wide * 0.05 or abs(edges[-1] - own[-1]) > wide * 0.15:
        return []
    middles = [(left + right) / 2 for left, right in itertools.pairwise(own)]
    return [sum(middle > edge for edge in edges[1:-1]) for middle in middles]
