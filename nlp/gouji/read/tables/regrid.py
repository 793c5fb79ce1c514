"""Grids of one table brought onto the same columns by the places of their borders."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gouji.read.blocks import Grid

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
