"""Captions and notes that were set inside a table's frame, taken out of its grid."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from gouji.read.blocks import Block, Grid, GridCell, Line
from gouji.read.forms import form_of_title
from gouji.read.numbering import is_caption, is_note

_YEAR = re.compile(r"^[（(]?\d{4}年度?[)）]?$")


def peeled(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, with the rows of a grid that are its title, its caption or its notes as lines around it."""
    found: list[Block] = []
    for block in blocks:
        found.extend(_peel(block) if isinstance(block, Grid) else [block])
    return found


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
