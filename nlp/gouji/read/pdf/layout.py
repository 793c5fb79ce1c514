"""Pages into blocks: ruled tables with their cells, and lines of text that know their place in the column."""

from __future__ import annotations

import bisect
import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace

from gouji.model import Box
from gouji.read.blocks import Block, Break, Grid, GridCell, Line
from gouji.read.clean import clean, clean_cell
from gouji.read.confidence import least, recognised
from gouji.read.furniture import drop_running_heads, is_page_number, without_page_marks
from gouji.read.pdf.grid import Ruled, Span, ruled_tables
from gouji.read.pdf.gutter import columns_of
from gouji.read.pdf.lines import TextLine, lines_of, raw_text, rows_of, without_twins
from gouji.read.pdf.margins import Margins, margins_of
from gouji.read.pdf.page import Char, Page
from gouji.read.pdf.turn import turn_of, turned_back, upright
from gouji.read.pdf.unruled import Unruled, body_below, ends_with_title, form_in_columns, unruled_forms
from gouji.read.settings import PAGE, PageSettings

_EDGE = 6
_STOPS = ("。", "；", "：", "，", ";", ":")


@dataclass(frozen=True, slots=True)
class _Laid:
    page: Page
    lines: tuple[TextLine, ...]
    grids: tuple[Grid, ...]
    form: Unruled | None = None
    titled: bool = False


def blocks_of(pages: Sequence[Page], settings: PageSettings = PAGE) -> list[Block]:
    """Lines and grids of all pages in reading order, page furniture left out."""
    turns = {page.number: (page, turn_of(page)) for page in pages}
    ruled = [_ruled(upright(page, turns[page.number][1]), settings) for page in pages]
    laid: list[_Laid] = []
    for bare in _without_heads(ruled, settings):
        for part in _parts(bare, settings):
            laid.append(_lay(part, laid[-1] if laid else None, settings))
    heads = drop_running_heads([[Line(line.text, box=line.box) for line in page.lines] for page in laid])
    columns = margins_of([(page.page, page.lines) for page in laid], settings)
    blocks: list[Block] = []
    places: list[Margins] = []
    for number, done in enumerate(laid):
        kept = {(line.text, line.box) for line in heads[number] if isinstance(line, Line)}
        lines = [line for line in done.lines if (line.text, line.box) in kept]
        blocks.extend(_ordered(_placed(lines, done, columns[number], settings), done.grids))
        blocks.append(Break(done.page.number))
        places.extend([columns[number]] * (len(blocks) - len(places)))
    blocks = _with_fullness(blocks, places, settings)
    turned = {number: (page, angle) for number, (page, angle) in turns.items() if angle}
    return [turned_back(block, *turned[block.page]) if block.page in turned else block for block in blocks]


@dataclass(frozen=True, slots=True)
class _Ruled:
    """A page with its ruled tables read, and the rows of characters that stand outside them."""

    page: Page
    grids: tuple[Grid, ...]
    rows: tuple[Sequence[Char], ...]


def _ruled(page: Page, settings: PageSettings) -> _Ruled:
    chars = without_twins(page.chars, settings)
    grids: list[Grid] = []
    for ruled in ruled_tables(page.segments, settings):
        inside = [char for char in chars if _is_over(char, ruled)]
        grid = _centred(ruled, inside, page.number, settings) or _grid(ruled, inside, page.number, settings)
        if inside:
            taken = set(map(id, inside))
            chars = [char for char in chars if id(char) not in taken]
            grids.append(grid)
    rows = [row for row in rows_of(chars, settings) if not _is_foot_row(row, page, settings)]
    return _Ruled(page, tuple(grids), tuple(rows))


def _centred(ruled: Ruled, chars: Sequence[Char], page: int, settings: PageSettings) -> Grid | None:
    """A table without drawn columns by the places of its names."""
    if ruled.drawn or not chars:
        return None
    return form_in_columns(rows_of(chars, settings), ruled.xs, ruled.ys, page, settings)


def _without_heads(pages: Sequence[_Ruled], settings: PageSettings) -> list[_Ruled]:
    """Pages without the rows that run through them at their edges, before forms are sought in what is left."""
    edges = [_edge_rows(page) for page in pages]
    lines = [
        [Line(clean(raw_text(row, settings)), box=_row_box(row, page)) for row in rows]
        for page, rows in zip(pages, edges, strict=True)
    ]
    gone: set[int] = set()
    for rows, before, after in zip(edges, lines, drop_running_heads(lines), strict=True):
        left = set(map(id, after))
        gone.update(id(row) for row, line in zip(rows, before, strict=True) if id(line) not in left)
    return [replace(page, rows=tuple(row for row in page.rows if id(row) not in gone)) for page in pages]


def _edge_rows(page: _Ruled) -> list[Sequence[Char]]:
    """The rows at the top and at the bottom of a page, more than a running head has."""
    if len(page.rows) <= 2 * _EDGE:
        return list(page.rows)
    return [*page.rows[:_EDGE], *page.rows[-_EDGE:]]


def _parts(page: _Ruled, settings: PageSettings) -> list[_Ruled]:
    """A page set in two columns as several: what stands over both, the left one, the right one.

    A page with ruled tables is left as it is.
    """
    parts = columns_of(page.rows, page.page.width, settings)
    if len(parts) < 2 or page.grids:
        return [page]
    found = []
    for rows in parts:
        left, right = min(row[0].x0 for row in rows), max(row[-1].x1 for row in rows)
        middle = page.page.width / 2
        column = 1 if right < middle + _EDGE else 2 if left > middle - _EDGE else 0
        wide = page.page.width / 2 if column else page.page.width
        found.append(replace(page, page=replace(page.page, width=wide, column=column), rows=tuple(rows)))
    return found


def _row_box(row: Sequence[Char], page: _Ruled) -> Box:
    return Box(
        page.page.number,
        row[0].x0,
        min(char.top for char in row),
        row[-1].x1,
        max(char.bottom for char in row),
    )


def _lay(bare: _Ruled, before: _Laid | None, settings: PageSettings) -> _Laid:
    below = [found for grid in bare.grids if (found := body_below(grid, bare.rows, settings))]
    page, taken = bare.page, {place for part in below for place in part.rows}
    rows = [row for place, row in enumerate(bare.rows) if place not in taken]
    form, titled = (before.form, before.titled) if before else (None, False)
    forms = unruled_forms(rows, page.segments, page.number, form, settings, titled=titled)
    taken_rows = {row for form in forms for row in form.rows}
    rest = [row for place, row in enumerate(rows) if place not in taken_rows]
    lines = [line for line in lines_of(rest, page.number, settings) if not _is_foot(line, page, settings)]
    cleaned = (replace(line, text=without_page_marks(line.text)) for line in lines)
    return _Laid(
        page,
        tuple(line for line in cleaned if line.text),
        (*bare.grids, *(form.grid for form in (*below, *forms))),
        next(reversed([*below, *forms]), None),
        ends_with_title(rows, settings),
    )


def _is_foot_row(row: Sequence[Char], page: Page, settings: PageSettings) -> bool:
    edge = settings.foot * page.height
    top, bottom = min(char.top for char in row), max(char.bottom for char in row)
    if top >= edge and bottom <= page.height - edge:
        return False
    text = without_page_marks(clean(raw_text(row, settings)))
    return not text or is_page_number(text)


def _is_foot(line: TextLine, page: Page, settings: PageSettings) -> bool:
    edge = settings.foot * page.height
    return is_page_number(line.text) and (line.box.top < edge or line.box.bottom > page.height - edge)


def _is_over(char: Char, ruled: Ruled) -> bool:
    x, y = (char.x0 + char.x1) / 2, (char.top + char.bottom) / 2
    return ruled.xs[0] <= x <= ruled.xs[-1] and ruled.ys[0] <= y <= ruled.ys[-1]


def _grid(ruled: Ruled, chars: Sequence[Char], page: int, settings: PageSettings) -> Grid:
    owner = {
        (row, col): index
        for index, span in enumerate(ruled.spans)
        for row in range(span.row, span.row_end)
        for col in range(span.col, span.col_end)
    }
    held: list[list[Char]] = [[] for _ in ruled.spans]
    for char in chars:
        row = _slot(ruled.ys, (char.top + char.bottom) / 2)
        col = _slot(ruled.xs, (char.x0 + char.x1) / 2)
        held[owner[row, col]].append(char)
    cells = tuple(
        GridCell(
            _cell_text(held[index], settings),
            span.row,
            span.col,
            span.row_end - span.row,
            span.col_end - span.col,
            page,
            _span_box(ruled, span, page),
            _is_filled(held[index], ruled.xs[span.col_end] - ruled.xs[span.col], settings),
            least(char.confidence for char in held[index]),
        )
        for index, span in enumerate(ruled.spans)
    )
    box = Box(
        page, round(ruled.xs[0], 2), round(ruled.ys[0], 2), round(ruled.xs[-1], 2), round(ruled.ys[-1], 2)
    )
    return Grid(len(ruled.ys) - 1, len(ruled.xs) - 1, cells, ruled.drawn, page, ruled.xs, box)


def _slot(places: Sequence[float], value: float) -> int:
    return bisect.bisect_left(places, value, 1, len(places) - 1) - 1


def _cell_text(chars: Sequence[Char], settings: PageSettings) -> str:
    return clean_cell("\n".join(raw_text(row, settings) for row in rows_of(chars, settings))) if chars else ""


def _is_filled(chars: Sequence[Char], wide: float, settings: PageSettings) -> bool:
    """Whether the last line of a cell leaves no room for another character."""
    if not chars:
        return False
    last = rows_of(chars, settings)[-1]
    return wide - (last[-1].x1 - last[0].x0) < settings.cell_slack * last[-1].size


def _span_box(ruled: Ruled, span: Span, page: int) -> Box:
    return Box(
        page,
        round(ruled.xs[span.col], 2),
        round(ruled.ys[span.row], 2),
        round(ruled.xs[span.col_end], 2),
        round(ruled.ys[span.row_end], 2),
    )


def _placed(lines: Sequence[TextLine], page: _Laid, column: Margins, settings: PageSettings) -> list[Line]:
    placed: list[Line] = []
    last: TextLine | None = None
    middle = (column.left + column.right) / 2
    for line in lines:
        size, box = line.size, line.box
        off = abs((box.x0 + box.x1) / 2 - middle)
        inset = box.x0 > column.left + settings.indent * size
        centred = inset and off < settings.centre * size and box.x1 < column.right - settings.indent * size
        centred = centred and not line.text.endswith(_STOPS)
        step = box.bottom - last.box.bottom if last else 0.0
        gap = last is not None and column.pitch > 0 and step > settings.gap * max(column.pitch, size)
        if last and not inset and not centred and last.box.x0 <= column.left + size and last.size == size:
            gap = gap or 0 < column.pitch * settings.wider < step
        placed.append(
            Line(
                line.text,
                page.page.number,
                box,
                gap=gap,
                full=False,
                indent=inset,
                centred=centred,
                size=round(size, 1),
                recognised=recognised(line.text, line.sure),
            )
        )
        last = line
    return placed


def _ordered(lines: Sequence[Line], grids: Sequence[Grid]) -> list[Line | Grid]:
    """Lines and grids by their top edge."""
    blocks: list[tuple[float, float, Line | Grid]] = []
    for line in lines:
        if line.box:
            blocks.append((line.box.top, line.box.x0, line))
    blocks.extend((grid.box.top, grid.box.x0, grid) for grid in grids if grid.box)
    rows = _by_line(blocks)
    return [block for row in rows for _, _, block in row]


def _by_line(blocks: list[tuple[float, float, Line | Grid]]) -> list[list[tuple[float, float, Line | Grid]]]:
    """Blocks whose tops differ by less than half a line are one row, read from the left."""
    rows: list[list[tuple[float, float, Line | Grid]]] = []
    for entry in sorted(blocks, key=lambda entry: (entry[0], entry[1])):
        block = entry[2]
        half = block.size / 2 if isinstance(block, Line) else 0.0
        if rows and entry[0] - rows[-1][0][0] < half:
            rows[-1].append(entry)
        else:
            rows.append([entry])
    return [sorted(row, key=lambda entry: entry[1]) for row in rows]


def _with_fullness(
    blocks: Sequence[Block], columns: Sequence[Margins], settings: PageSettings
) -> list[Block]:
    """Lines that know whether they are full: what is left of them is too short for the next word."""
    lines = [index for index, block in enumerate(blocks) if isinstance(block, Line)]
    done = list(blocks)
    for index, following in itertools.zip_longest(lines, lines[1:]):
        line = blocks[index]
        after = blocks[following] if following is not None else None
        if not isinstance(line, Line) or line.box is None or line.page is None:
            continue
        word = _first_word(after.text) if isinstance(after, Line) else 0
        column = columns[index]
        room = column.right - line.box.x1
        full = room <= (settings.slack + word * 0.5) * line.size
        long = line.box.x1 - column.left >= settings.long * (column.right - column.left)
        done[index] = replace(line, full=full, long=long)
    return done


def _first_word(text: str) -> int:
    """The characters of a figure or Latin word at the beginning of a line, which is not broken."""
    count = 0
    while count < len(text) and text[count].isascii() and not text[count].isspace():
        count += 1
    return count
