"""A workbook before its sheets are read as reports: printed texts by place, merged places, what is hidden."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Span:
    """A merged place: rows [top, bottom) and columns [left, right), counted from 0."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """A visible sheet. ``texts`` are the shown texts by row and column, from 0, blank ones left out.

    Attributes:
        spans: the merged places.
        hidden_rows: rows that are not shown.
        hidden_columns: columns that are not shown.
        uncached: formulas whose result was not saved with them.
        zeros: the places of formulas whose result is 0.
        calculated: some formula has another result than 0.
        wrong: cells that show an error such as #REF!.
        cut: there are cells beyond the rows and columns that are read.
        damaged: the row behind which nothing could be read, counted from 1; None where all was.
    """

    name: str
    texts: Mapping[tuple[int, int], str]
    spans: tuple[Span, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    uncached: int = 0
    zeros: frozenset[tuple[int, int]] = frozenset()
    calculated: bool = False
    wrong: int = 0
    cut: bool = False
    damaged: int | None = None


@dataclass(frozen=True, slots=True)
class Book:
    """The sheets in their order.

    Attributes:
        sheets: the visible ones that are read.
        hidden: the names of those that are not shown.
        left: how many are too many to read.
        mended: a part that all sheets refer to was damaged, and what is left of it was read.
    """

    sheets: tuple[Sheet, ...]
    hidden: tuple[str, ...] = field(default=())
    left: int = 0
    mended: bool = False
