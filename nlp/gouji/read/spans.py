"""Cells with their spans, as Word and web pages give them, into a grid that covers every place once."""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from dataclasses import replace

from gouji.read.blocks import Grid, GridCell
from gouji.read.settings import TABLE, TableSettings


def grid_of_spans(cells: Sequence[GridCell], height: int, settings: TableSettings = TABLE) -> Grid | None:
    """The grid of these cells; None where none of them prints anything.

    Columns in which no cell begins are closed up, so that a span wider than the table adds none. Rows that
    end before the others are filled with blank cells. Where nothing is merged in the first rows, a blank cell
    beside a name may belong to it: the spans are not ``exact``.
    """
    if not any(cell.text for cell in cells):
        return None
    begins = sorted({cell.col for cell in cells})
    kept = [
        replace(
            cell,
            col=bisect.bisect_left(begins, cell.col),
            colspan=bisect.bisect_left(begins, cell.col + cell.colspan)
            - bisect.bisect_left(begins, cell.col),
        )
        for cell in cells
    ]
    width = len(begins)
    taken = {
        (row, column)
        for cell in kept
        for row in range(cell.row, cell.row + cell.rowspan)
        for column in range(cell.col, cell.col + cell.colspan)
    }
    blank = [
        GridCell("", row, column)
        for row in range(height)
        for column in range(width)
        if (row, column) not in taken
    ]
    ordered = sorted([*kept, *blank], key=lambda cell: (cell.row, cell.col))
    merged = any(cell.rowspan > 1 or cell.colspan > 1 for cell in kept if cell.row < settings.header_rows)
    return Grid(height, width, tuple(ordered), exact=merged)
