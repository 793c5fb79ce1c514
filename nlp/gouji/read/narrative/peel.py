"""Captions and notes that were set inside a table's frame, taken out of its grid."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace

from gouji.model import Box
from gouji.read.blocks import Block, Grid, GridCell, Line
from gouji.read.narrative.numbering import is_caption, is_note
from gouji.read.tables.forms import form_of_title

_YEAR = re.compile(r"^[（(]?\d{4}年度?[)）]?$")


def peeled(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, with the rows of a grid that are its title, its caption or its notes as lines around it."""
    found: list[Block] = []
    for block in blocks:
        if isinstance(block, Grid):
            found.extend(line for part in _apart(block) for line in _peel(part))
        else:
            found.append(block)
    return found


def _apart(grid: Grid) -> list[Grid]:
    """The grid cut above every row in its middle that is nothing but the title of a form."""
    titles = [
        cell.row
        for cell in grid.cells
        if cell.row and cell.colspan == grid.width > 2 and form_of_title(cell.text) and not is_note(cell.text)
    ]
    bounds = [0, *titles, grid.height]
    return (
        [_part(grid, start, end) for start, end in itertools.pairwise(bounds)]
        if grid.exact and titles
        else [grid]
    )


def _part(grid: Grid, start: int, end: int) -> Grid:
    """Some rows of a grid, without the columns in which none of their cells begins."""
    cells = [cell for cell in grid.cells if start <= cell.row < end]
    begins = sorted({cell.col for cell in cells})
    ends = [sum(begin < cell.col + cell.colspan for begin in begins) for cell in cells]
    kept = tuple(
        replace(
            cell,
            row=cell.row - start,
            rowspan=min(cell.rowspan, end - cell.row),
            col=begins.index(cell.col),
            colspan=stop - begins.index(cell.col),
        )
        for cell, stop in zip(cells, ends, strict=True)
    )
    edges = tuple(grid.edges[begin] for begin in (*begins, grid.width)) if grid.edges else ()
    boxes = [cell.box for cell in kept if cell.box]
    box = (
        Box(
            boxes[0].page,
            min(box.x0 for box in boxes),
            min(box.top for box in boxes),
            max(box.x1 for box in boxes),
            max(box.bottom for box in boxes),
        )
        if boxes
        else None
    )
    return replace(grid, height=end - start, width=len(begins), cells=kept, edges=edges, box=box)


def _peel(grid: Grid) -> list[Block]:
    rows: list[list[GridCell]] = [[] for _ in range(grid.height)]
    for cell in grid.cells:
        rows[cell.row].append(cell)
    first, last = 0, grid.height
    while first < last and _is_caption_row(rows[first], grid.width):
        first += 1
    while last > first and _is_note_row(rows[last - 1]):
        last -= 1
    if (first, last) == (0, grid.height):
        return [grid]
    above = [_line(cell) for row in rows[:first] for cell in row if cell.text]
    below = [_line(cell) for row in rows[last:] for cell in row if cell.text]
    if first == last:
        return [*above, *below]
    kept = tuple(
        replace(cell, row=cell.row - first, rowspan=min(cell.rowspan, last - cell.row))
        for row in rows[first:last]
        for cell in row
    )
    return [*above, replace(grid, height=last - first, cells=kept), *below]


def _is_caption_row(row: Sequence[GridCell], width: int) -> bool:
    texts = [cell.text for cell in row if cell.text]
    if any(cell.rowspan > 1 for cell in row):
        return False
    if not texts:
        return bool(row) and len(row) == 1 and row[0].colspan == width
    captions = [is_caption(text) for text in texts]
    if any(captions) and all(known or _YEAR.match(text) for known, text in zip(captions, texts, strict=True)):
        return True
    return len(texts) == 1 and width > 2 and form_of_title(texts[0]) is not None


def _is_note_row(row: Sequence[GridCell]) -> bool:
    texts = [cell.text for cell in row if cell.text]
    return len(texts) == 1 and is_note(texts[0])


def _line(cell: GridCell) -> Line:
    return Line(cell.text, cell.page, cell.box, gap=True, full=None if cell.box is None else False)
