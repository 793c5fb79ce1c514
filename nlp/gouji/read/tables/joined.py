"""Grids over page breaks into one table: repeated headers dropped, columns brought into line."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from gouji.read.blocks import Break, Grid, GridCell, Piece, matrix
from gouji.read.clean import folded, glue
from gouji.read.confidence import least
from gouji.read.narrative.numbering import begins_something, is_caption
from gouji.read.settings import TABLE, TableSettings
from gouji.read.tables.columns import is_known_header
from gouji.read.tables.forms import form_of_title
from gouji.read.tables.header import CODE, TOTAL, Header, find_header, is_numbering
from gouji.read.tables.regrid import SAME_EDGE, is_finer, regridded, sides_apart, stacked
from gouji.read.tables.values import number

_INDICATORS, _PROJECT = ("一级指标",), ("项目名称",)
_BEFORE_INDICATORS = 8
_CONTINUED = ("续表", "(续)", "(续表)", "续上表")
_DIGITS = re.compile(r"^-?[\d,，.]+$")
_DECIMALS = re.compile(r"\.\d\d$")
Row = list[GridCell | None]


@dataclass(slots=True)
class RawTable:
    """One table over all its grids. ``places`` are the indices of its grids among the items.

    ``head`` are the header rows of its first grid, ``rows`` the rows below, without repeated headers;
    ``columns`` say for each of the ``width`` columns of its last grid which column of the table it is;
    ``form`` is the form that its printed title names.
    """

    places: list[int]
    header: Header
    first: Grid
    last: Grid
    head: list[Row]
    rows: list[Row] = field(default_factory=list)
    pages: list[int] = field(default_factory=list)
    between: list[int] = field(default_factory=list)
    width: int = 0
    ragged: int = 0
    columns: list[int] = field(default_factory=list)
    form: str | None = None


def join_grids(items: Sequence[Piece | Grid | Break], settings: TableSettings = TABLE) -> list[RawTable]:
    """The tables of a report in order; a grid that goes on an earlier one is added to it."""
    tables: list[RawTable] = []
    for index, item in enumerate(items):
        if not isinstance(item, Grid):
            continue
        last = tables[-1] if tables else None
        between = items[last.places[-1] + 1 : index] if last else []
        if last and _continues(last, item, between, settings):
            if len(last.places) == 1 and is_finer(item, last.first):
                finer = _opened(last.places[0], regridded(last.first, item.edges), settings)
                last = tables[-1] = replace(finer, form=last.form)
                last.pages.extend([last.first.page] if last.first.page is not None else [])
            last.between.extend(range(last.places[-1] + 1, index))
            _append(last, item)
            last.places.append(index)
            last.last = item
        elif last and (whole := _header_over_break(last, item, between, settings)):
            tables[-1] = replace(
                _opened(last.places[0], whole, settings), last=item, pages=last.pages, form=last.form
            )
            tables[-1].places.append(index)
        else:
            tables.append(_opened(index, item, settings))
            tables[-1].form = _titled(items[:index], settings)
        if item.page is not None and item.page not in tables[-1].pages:
            tables[-1].pages.append(item.page)
    return tables


def _titled(above: Sequence[Piece | Grid | Break], settings: TableSettings) -> str | None:
    """The form named by the nearest of the few lines above a grid that names one."""
    for item in reversed(above[-settings.title_lines :]):
        if not isinstance(item, Piece):
            return None
        form = form_of_title(item.text)
        if form is not None:
            return form.id
    return None


def _opened(index: int, grid: Grid, settings: TableSettings) -> RawTable:
    grid = sides_apart(grid)
    folded_grid = fold_trailing(grid, find_header(grid, settings))
    header = find_header(folded_grid, settings)
    rows = matrix(folded_grid)
    start = header.rows - 1 if header.shared else header.rows
    columns = [min(column, folded_grid.width - 1) for column in range(grid.width)]
    return RawTable(
        [index],
        header,
        folded_grid,
        grid,
        rows[: header.rows],
        rows[start:],
        width=grid.width,
        columns=columns,
        ragged=grid.ragged,
    )


def fold_trailing(grid: Grid, header: Header) -> Grid:
    """A grid without an empty-headed last column whose values belong one column further left."""
    if grid.width < 3 or not header.rows or header.paths[-1] or not all(header.paths[:-1]):
        return grid
    rows = matrix(grid)
    last = grid.width - 1
    for row in rows[header.rows :]:
        left, right = row[last - 1], row[last]
        if right and right.text and left and left.text:
            return grid
    cells: list[GridCell] = []
    moved = {cell.row: cell for cell in grid.cells if cell.col == last and cell.text}
    if not moved and _row_key(rows[0])[:1] == _PROJECT:
        # the upper half of a self-evaluation: its remarks column is filled below the page break
        return grid
    for cell in grid.cells:
        if cell.col == last - 1 and cell.row in moved and cell.colspan == 1:
            cells.append(replace(moved[cell.row], col=last - 1))
        elif cell.col < last:
            cells.append(replace(cell, colspan=min(cell.colspan, last - cell.col)))
    taken = {cell.row for cell in cells if cell.col == last - 1}
    cells.extend(replace(cell, col=last - 1) for row, cell in moved.items() if row not in taken)
    return replace(grid, width=last, cells=tuple(cells), edges=grid.edges[:-1])


def _continues(
    table: RawTable, grid: Grid, between: Sequence[Piece | Grid | Break], settings: TableSettings
) -> bool:
    if any(isinstance(item, Break) for item in between):
        return False
    pieces = [item for item in between if isinstance(item, Piece)]
    if not all(_is_repeated(piece, table) for piece in pieces):
        return False
    same_page = grid.page is not None and grid.page == table.last.page
    if same_page and pieces:
        return False
    rows = matrix(grid)
    again = _repeated_rows(table, rows)
    if again:
        return not (_starts_with_total(table.rows) and _starts_with_total(rows[again:]))
    if not (pieces or same_page) and _goes_on_below(table, grid, rows):
        return True
    if pieces or (same_page and not _lies_below(table.last, grid)) or _is_strong(find_header(grid, settings)):
        return False
    near = abs(grid.width - table.first.width) <= settings.extra_columns
    return near or grid.width == table.width or bool(_maps(table, grid))


def _header_over_break(
    table: RawTable, grid: Grid, between: Sequence[Piece | Grid | Break], settings: TableSettings
) -> Grid | None:
    """The two grids as one where the first is nothing but the upper rows of a header that a page break cut."""
    if between or len(table.places) > 1 or grid.page is None or grid.page == table.first.page:
        return None
    head = matrix(table.first)
    if len(head) > settings.header_rows or any(_is_figures(_row_key(row)) for row in head):
        return None
    if _repeated_rows(table, matrix(grid)) or form_of_title("".join(_row_key(head[0]))):
        return None
    return stacked(table.first, grid)


def _begins_with_rest(table: RawTable, grid: Grid, rows: Sequence[Row]) -> bool:
    """Whether a grid has the columns of the one before and begins with the rest of its last row."""
    same = len(grid.edges) == len(table.last.edges) > 1 and _lies_below(table.last, grid)
    return same and grid.width == table.first.width and _is_rest(rows[0], table.rows, exact=True, headed=True)


def _goes_on_below(table: RawTable, grid: Grid, rows: Sequence[Row]) -> bool:
    """Whether a grid at the top of a page goes on the table above whatever its first row looks like."""
    return _begins_with_rest(table, grid, rows) or _begins_with_indicators(table, grid, rows)


def _begins_with_indicators(table: RawTable, grid: Grid, rows: Sequence[Row]) -> bool:
    """Whether a grid is the lower part of a self-evaluation, whose upper part has no indicators yet.

    It begins with the indicators, or with what stands between the budget and them.
    """
    above = [_row_key(row) for row in (*table.head, *table.rows)]
    if any(key[:1] == _INDICATORS for key in above) or not any(key[:1] == _PROJECT for key in above[:2]):
        return False
    below = [_row_key(row) for row in rows[:_BEFORE_INDICATORS]]
    if any(key[:1] == _PROJECT for key in below):
        return False
    first = next((place for place, key in enumerate(below) if key[:1] == _INDICATORS), None)
    return first == 0 or (first is not None and _same_sides(table.last, grid))


def _same_sides(last: Grid, grid: Grid) -> bool:
    """Whether two grids have the same left and right border."""
    if len(last.edges) < 2 or len(grid.edges) < 2:
        return False
    return all(abs(last.edges[side] - grid.edges[side]) <= SAME_EDGE for side in (0, -1))


def _lies_below(last: Grid, grid: Grid) -> bool:
    """Whether a grid has the very columns of the one above it on the page."""
    if len(last.edges) != len(grid.edges) or not grid.edges:
        return False
    return all(abs(left - right) <= SAME_EDGE for left, right in zip(last.edges, grid.edges, strict=True))


def _is_repeated(piece: Piece, table: RawTable) -> bool:
    """Whether a line between two grids only repeats the caption: 续表, the title of the same form, 单位：…"""
    text, form = folded(piece.text), form_of_title(piece.text)
    if form is not None and table.form is not None and form.id != table.form:
        return False
    if is_caption(piece.text) or any(mark in text for mark in _CONTINUED):
        return True
    return form is not None and not form.id.startswith("绩效")


def _repeated_rows(table: RawTable, rows: Sequence[Row]) -> int:
    """How many rows at the top of a grid repeat the table's header; 0 where no row of names does."""
    head = [_row_key(row) for row in table.head]
    count = named = 0
    for row in rows:
        key = _row_key(row)
        if key and (key not in head or _is_figures(key)) and not is_numbering(key):
            break
        named += bool(key and not is_numbering(key))
        count += 1
    return count if named else 0


def _row_key(row: Row) -> tuple[str, ...]:
    return tuple(folded(cell.text) for cell in row if cell and cell.text)


def _is_figures(key: Sequence[str]) -> bool:
    return any(number(text) is not None for text in key)


def _is_strong(header: Header) -> bool:
    """Whether a header is surely one: it names codes, labels or line numbers."""
    return header.rows > 0 and any(is_known_header(path) for path in header.paths)


def _starts_with_total(rows: Sequence[Row]) -> bool:
    for row in rows[:1]:
        texts = [cell.text for cell in row if cell and cell.text]
        return bool(texts and TOTAL.match(texts[0]))
    return False


def _append(table: RawTable, grid: Grid) -> None:
    """Add the rows of a continuation: without its repeated header, a row cut by the page break made whole."""
    rows = matrix(grid)
    same = _repeated_rows(table, rows)
    rows = rows[same:]
    places = _columns(table, grid)
    table.width, table.columns = grid.width, places
    table.ragged += grid.ragged
    width = table.first.width
    for place_of_row, row in enumerate(rows):
        line: Row = [None] * width
        for column, cell in enumerate(row):
            place = min(places[column], width - 1)
            held = line[place]
            if cell and (held is None or (cell.text and not held.text)):
                line[place] = cell
        above = table.rows or ([] if same else table.head)
        if place_of_row == 0 and _is_rest(line, above, exact=grid.exact, headed=bool(same)):
            above[-1:] = [_made_whole(row, line) for row in above[-1:]]
        elif place_of_row > 1 or same or not is_numbering([cell.text if cell else "" for cell in line]):
            table.rows.append(line)


def _is_rest(line: Row, rows: Sequence[Row], *, exact: bool, headed: bool) -> bool:
    """Whether the first row of a page is the rest of a row that the page break cut: a text, no code, no figure
    but the last digits of one above.

    Below a repeated header (``headed``) only where the texts above fill their cells, or a figure tells.
    """
    texts = [(place, cell.text) for place, cell in enumerate(line) if cell and cell.text]
    if not exact or not texts:
        return exact and not headed
    if not rows:
        return False
    above = [(rows[-1][place], text) for place, text in texts]
    if not all(cell and cell.text for cell, _ in above):
        return False
    cut = [cell is not None and _is_cut(cell.text, text) for cell, text in above]
    for whole, (_, text) in zip(cut, above, strict=True):
        figure = CODE.match(text) or number(text) is not None
        if not whole and (figure or TOTAL.match(text) or begins_something(text)):
            return False
    return any(cut) or all(cell is not None and (cell.full or not headed) for cell, _ in above)


def _is_cut(upper: str, lower: str) -> bool:
    """Whether two texts are one amount or code that was broken: 144.6 and 7, 1,2 and 34.50, 208050 and 5."""
    whole = upper + lower
    if whole.isdigit() and len(upper) > 3:
        return bool(CODE.match(whole)) and not CODE.match(lower)
    if not _DIGITS.match(whole) or not lower or _DECIMALS.search(upper):
        return False
    if _DECIMALS.search(lower):
        return number(upper) is None and number(whole) is not None
    return bool(_DECIMALS.search(whole)) and number(whole) is not None


def _made_whole(row: Row, rest: Row) -> Row:
    whole: Row = []
    for cell, tail in zip(row, rest, strict=True):
        if cell and tail and tail.text:
            cell = replace(
                cell,
                text=cell.text + glue(cell.text, tail.text) + tail.text,
                confidence=least((cell.confidence, tail.confidence)),
            )
        whole.append(cell)
    return whole


def _columns(table: RawTable, grid: Grid) -> list[int]:
    """For every column of a continuation the column of the table it goes on."""
    if grid.width == table.first.width:
        return list(range(grid.width))
    if grid.width == table.width:
        return table.columns
    opened = find_header(grid)
    if fold_trailing(grid, opened).width == table.first.width:
        return [min(column, table.first.width - 1) for column in range(grid.width)]
    return _maps(table, grid) or [min(column, table.first.width - 1) for column in range(grid.width)]


def _maps(table: RawTable, grid: Grid) -> list[int]:
    """Columns by the place of their middle; empty where the two grids do not lie over each other."""
    edges, own = table.first.edges, grid.edges
    if len(edges) < 2 or len(own) < 2:
        return []
    wide = edges[-1] - edges[0]
    if abs(edges[0] - own[0]) > wide * 0.05 or abs(edges[-1] - own[-1]) > wide * 0.15:
        return []
    if len(own) < len(edges) and all(min(abs(edge - at) for at in edges) <= SAME_EDGE for edge in own):
        return [min(range(len(edges) - 1), key=lambda index: abs(edges[index] - edge)) for edge in own[:-1]]
    middles = [(left + right) / 2 for left, right in itertools.pairwise(own)]
    return [sum(middle > edge for edge in edges[1:-1]) for middle in middles]
