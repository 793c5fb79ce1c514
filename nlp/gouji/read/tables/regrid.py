"""Grids of one table brought onto the same columns by the places of their borders."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from gouji.read.blocks import Grid, GridCell
from gouji.read.clean import folded

_HEAD_ROWS = 5
SAME_EDGE = 2.0
"""Borders of two grids within this many points are one."""


def is_finer(grid: Grid, coarse: Grid) -> bool:
    """Whether a grid has all columns of another one, and parts some of them."""
    return coarse.exact and len(grid.edges) > len(coarse.edges) > 1 and _holds(grid.edges, coarse.edges)


def _holds(edges: Sequence[float], others: Sequence[float]) -> bool:
    return all(min(abs(edge - own) for own in edges) <= SAME_EDGE for edge in others)


def regridded(grid: Grid, edges: Sequence[float]) -> Grid:
    """A grid on finer columns, its cells over as many of them as they cover."""
    places = [min(range(len(edges)), key=lambda index: abs(edges[index] - edge)) for edge in grid.edges]
    cells = tuple(
        replace(cell, col=places[cell.col], colspan=places[cell.col + cell.colspan] - places[cell.col])
        for cell in grid.cells
    )
    return replace(grid, width=len(edges) - 1, cells=cells, edges=tuple(edges))


def stacked(upper: Grid, lower: Grid) -> Grid | None:
    """Two grids as one, the second below the first; None where neither has all columns of the other."""
    if not upper.exact or not lower.exact or len(upper.edges) < 2 or len(lower.edges) < 2:
        return None
    finer, coarse = sorted((upper, lower), key=lambda grid: len(grid.edges), reverse=True)
    ends = (finer.edges[0], finer.edges[-1])
    if not _holds(finer.edges, coarse.edges) or not _holds(coarse.edges, ends):
        return None
    first, second = regridded(upper, finer.edges), regridded(lower, finer.edges)
    below = tuple(replace(cell, row=cell.row + first.height) for cell in second.cells)
    return replace(
        first,
        height=first.height + second.height,
        cells=(*first.cells, *below),
        ragged=first.ragged + second.ragged,
    )


def sides_apart(grid: Grid) -> Grid:
    """收入 and 支出 over the two halves of a form that lost its merged cells: where the names below begin again."""
    rows: list[list[GridCell]] = [[] for _ in range(grid.height)]
    for cell in grid.cells:
        if cell.text:
            rows[cell.row].append(cell)
    for row, below in pairwise(rows[:_HEAD_ROWS]):
        if [folded(cell.text) for cell in row] != ["收入", "支出"] or not below:
            continue
        again = next((cell.col for cell in below[1:] if cell.text == below[0].text), 0)
        income, expense = row
        if again and expense.col + expense.colspan <= again:
            kept = [cell for cell in grid.cells if cell.row != income.row]
            wide = replace(income, colspan=again), replace(expense, col=again, colspan=grid.width - again)
            return replace(grid, cells=(*kept, *wide))
    return grid
