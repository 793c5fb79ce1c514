"""What is seen of a sheet: hidden rows and columns taken out, merged places as fields, the blank rest cut off."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from gouji.read.clean import clean_cell
from gouji.read.settings import LIMITS, Limits
from gouji.read.sheet.book import Sheet, Span
from gouji.read.tables.values import number

_APOSTROPHES = "'’‘`"


@dataclass(frozen=True, slots=True)
class Field:
    """A cell or merged place with its text as shown, line ends kept; rows and columns count the visible ones."""

    text: str
    row: int
    col: int
    rowspan: int = 1
    colspan: int = 1

    @property
    def bottom(self) -> int:
        """The row below it."""
        return self.row + self.rowspan

    @property
    def right(self) -> int:
        """The column right of it."""
        return self.col + self.colspan


@dataclass(frozen=True, slots=True)
class View:
    """The visible fields by row, blank merged ones among them, and how many hidden rows and columns held text."""

    rows: tuple[tuple[Field, ...], ...]
    width: int
    hidden_rows: int = 0
    hidden_columns: int = 0
    hidden_figures: int = 0


def view_of(sheet: Sheet, limits: Limits = LIMITS) -> View:
    """The visible part of a sheet, down to its last text; a merged place keeps its text where a part is seen."""
    rows = _Shown(sheet.hidden_rows)
    columns = _Shown(sheet.hidden_columns)
    fields: list[Field] = []
    taken: set[tuple[int, int]] = set()
    height = 1 + max((row for row, _ in sheet.texts), default=-1)
    width = 1 + max((column for _, column in sheet.texts), default=-1)
    room = 2 * limits.cells
    for span in sheet.spans:
        merged = _merged(sheet, span, rows, columns, height, width)
        if merged is None or (span.top, span.left) in taken or room < 0:
            continue
        inside = _places(span, height, width)
        room -= len(inside)
        if taken.intersection(inside):
            continue
        taken.update(inside)
        fields.append(merged)
    for (row, column), text in sheet.texts.items():
        if (row, column) not in taken and rows.has(row) and columns.has(column):
            fields.append(Field(_bare(text), rows.place(row), columns.place(column)))
    lines: list[list[Field]] = [[] for _ in range(rows.place(height))]
    for field in sorted(fields, key=lambda field: (field.row, field.col)):
        lines[field.row].append(field)
    return View(tuple(map(tuple, lines)), columns.place(width), *_hidden(sheet, taken))


class _Shown:
    """The rows, or the columns, that are shown, counted anew without the hidden ones."""

    def __init__(self, hidden: frozenset[int]) -> None:
        self._hidden = hidden
        self._order = sorted(hidden)

    def has(self, index: int) -> bool:
        return index not in self._hidden

    def place(self, index: int) -> int:
        return index - bisect_left(self._order, index)


def _merged(sheet: Sheet, span: Span, rows: _Shown, columns: _Shown, height: int, width: int) -> Field | None:
    """The visible part of a merged place inside the used part of a sheet; None where nothing of it is seen."""
    bottom, right = min(span.bottom, height), min(span.right, width)
    top, left = rows.place(span.top), columns.place(span.left)
    tall, wide = rows.place(bottom) - top, columns.place(right) - left
    if tall < 1 or wide < 1:
        return None
    return Field(_bare(sheet.texts.get((span.top, span.left), "")), top, left, tall, wide)


def _places(span: Span, height: int, width: int) -> list[tuple[int, int]]:
    return [
        (row, column)
        for row in range(span.top, min(span.bottom, height))
        for column in range(span.left, min(span.right, width))
    ]


def _bare(text: str) -> str:
    """A text without the apostrophe that only says that its digits are a text."""
    return text[1:] if text[:1] in _APOSTROPHES and number(text[1:]) is not None else text


def _hidden(sheet: Sheet, merged: set[tuple[int, int]]) -> tuple[int, int, int]:
    """Hidden rows and columns that hold a text, and how many figures stand in them."""
    lost = {
        (row, column): text
        for (row, column), text in sheet.texts.items()
        if (row in sheet.hidden_rows or column in sheet.hidden_columns) and (row, column) not in merged
    }
    rows = {row for row, _ in lost if row in sheet.hidden_rows}
    columns = {column for _, column in lost if column in sheet.hidden_columns}
    figures = sum(number(clean_cell(text)) is not None for text in lost.values())
    return len(rows), len(columns), figures


def filled(fields: Sequence[Field]) -> list[Field]:
    """The fields that show something."""
    return [field for field in fields if field.text.strip()]
