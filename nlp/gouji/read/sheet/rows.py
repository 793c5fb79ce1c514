"""One sheet of an OOXML workbook: its cells as they are shown, merged places, hidden rows and columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from gouji.read.settings import Limits
from gouji.read.sheet.book import Sheet, Span
from gouji.read.sheet.dates import count_of
from gouji.read.sheet.formats import shown, shown_text
from gouji.read.sheet.stream import Enough, walk

_PLACE = re.compile(r"^\$?([A-Za-z]{1,3})\$?(\d{1,7})$")
_FULL = re.compile(rb"<(?:\w+:)?(?:v|t)(?:\s[^<>]*)?>[^<]")
_END_OF_ROWS = re.compile(rb"</(?:\w+:)?sheetData\s*>")
_TRUE = ("1", "true")
_EMPTY_ROWS = 4
"""Cells looked at for each one that may be kept: programs write styles into thousands of blank ones."""


@dataclass(frozen=True, slots=True)
class Look:
    """What the cells of all sheets refer to: shared texts, the number format of each style, the day count."""

    texts: Sequence[str]
    codes: Sequence[str]
    from_1904: bool = False


def sheet_of(name: str, data: bytes, look: Look, limits: Limits) -> Sheet:
    """A sheet from the XML of its part.

    Args:
        name: of the sheet.
        data: its XML.
        look: what its cells refer to.
        limits: rows, columns and cells that are read.

    Raises:
        Unsound: the XML defines entities.
    """
    reading = _Reading(look, limits)
    whole = True
    try:
        whole = walk(data, reading.start, reading.end, reading.text)
    except Enough as stop:
        reading.cut = reading.cut or bool(_FULL.search(data, stop.at))
        ended = _END_OF_ROWS.search(data, stop.at)
        if ended:
            walk(
                b"<%s>" % reading.root.encode() + data[ended.end() :],
                reading.start,
                reading.end,
                reading.text,
            )
    return Sheet(
        name,
        reading.texts,
        tuple(reading.spans),
        frozenset(reading.hidden_rows),
        frozenset(reading.hidden_columns),
        reading.uncached,
        frozenset(place for place, other in reading.results.items() if not other),
        any(reading.results.values()),
        reading.wrong,
        reading.cut,
        None if whole else reading.row + 1,
    )


class _Reading:
    """What is found while the elements of a sheet go by; rows and columns count from 0."""

    def __init__(self, look: Look, limits: Limits) -> None:
        self.look, self.limits = look, limits
        self.texts: dict[tuple[int, int], str] = {}
        self.spans: list[Span] = []
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self.results: dict[tuple[int, int], bool] = {}
        self.uncached = self.wrong = self.seen = 0
        self.cut = False
        self.zeros = True
        self.root = ""
        self.row = self.column = -1
        self.kind = self.style = ""
        self.value: list[str] = []
        self.inside = ""
        self.has_formula = self.has_value = self.phonetic = False
        self._starts = {
            "row": self._start_row, "c": self._start_cell, "col": self._column, "mergeCell": self._merged,
            "sheetView": self._view,
        }  # fmt: skip

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        self.root = self.root or name
        if handler := self._starts.get(name):
            handler(attributes)
        elif name in ("v", "t"):
            self.inside = name
            self.has_value = self.has_value or name == "v"
        elif name == "f":
            self.has_formula = True
        elif name == "rPh":
            self.phonetic = True

    def end(self, name: str) -> None:
        """An element ends."""
        if name == "c":
            self._end_cell()
        elif name == "rPh":
            self.phonetic = False
        elif name in ("v", "t"):
            self.inside = ""

    def text(self, data: str) -> None:
        """Characters of a value or of a text that stands in its cell."""
        if self.inside and not self.phonetic:
            self.value.append(data)

    def _start_row(self, attributes: dict[str, str]) -> None:
        number = attributes.get("r", "")
        self.row = int(number) - 1 if number.isdecimal() and len(number) < 8 else self.row + 1
        self.column = -1
        if self.row >= self.limits.sheet_rows:
            raise Enough
        if attributes.get("hidden") in _TRUE or _is_zero(attributes.get("ht")):
            self.hidden_rows.add(self.row)

    def _start_cell(self, attributes: dict[str, str]) -> None:
        place = _PLACE.match(attributes.get("r", ""))
        self.column = column_of(place[1]) if place else self.column + 1
        self.kind, self.style = attributes.get("t", "n"), attributes.get("s", "")
        self.value = []
        self.has_formula = self.has_value = False
        self.seen += 1
        if self.seen > _EMPTY_ROWS * self.limits.cells or len(self.texts) >= self.limits.cells:
            raise Enough

    def _end_cell(self) -> None:
        value = "".join(self.value)
        place = (max(self.row, 0), self.column)
        if self.column >= self.limits.sheet_columns:
            self.cut = self.cut or bool(value)
            return
        if self.has_formula and not value and not (self.kind == "str" and self.has_value):
            self.uncached += 1
            return
        if not value:
            return
        text = self._shown(value)
        if self.has_formula:
            self.results[place] = self.kind != "n" or _zero(value) is False
        self.wrong += self.kind == "e"
        if text.strip():
            self.texts[place] = text

    def _shown(self, value: str) -> str:
        code = self.look.codes[int(self.style)] if self._has_style() else "General"
        if self.kind == "s":
            index = int(value) if value.strip().isdecimal() and len(value) < 10 else -1
            return shown_text(self.look.texts[index], code) if 0 <= index < len(self.look.texts) else ""
        if self.kind in ("str", "inlineStr"):
            return shown_text(value, code)
        if self.kind == "b":
            return "TRUE" if value in _TRUE else "FALSE"
        if self.kind == "e":
            return value
        number = _day(value) if self.kind == "d" else _float(value)
        if number is None:
            return value
        if not number and not self.zeros:
            return ""
        return shown(number, code, from_1904=self.look.from_1904)

    def _has_style(self) -> bool:
        return self.style.isdecimal() and len(self.style) < 8 and int(self.style) < len(self.look.codes)

    def _column(self, attributes: dict[str, str]) -> None:
        if attributes.get("hidden") not in _TRUE and not _is_zero(attributes.get("width")):
            return
        first, last = attributes.get("min", ""), attributes.get("max", "")
        if first.isdecimal() and last.isdecimal() and len(first) < 8 and len(last) < 8:
            self.hidden_columns.update(range(int(first) - 1, min(int(last), self.limits.sheet_columns)))

    def _merged(self, attributes: dict[str, str]) -> None:
        first, _, last = attributes.get("ref", "").partition(":")
        start, end = _PLACE.match(first), _PLACE.match(last)
        if not start or not end or len(self.spans) >= self.limits.cells:
            return
        span = Span(int(start[2]) - 1, column_of(start[1]), int(end[2]), column_of(end[1]) + 1)
        if 0 <= span.top < span.bottom and 0 <= span.left < span.right:
            self.spans.append(span)

    def _view(self, attributes: dict[str, str]) -> None:
        self.zeros = attributes.get("showZeros", "1") in _TRUE


def column_of(letters: str) -> int:
    """A is 0, Z is 25, AA is 26."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1


def _float(value: str) -> float | None:
    try:
        return float(value)
    except ValueError:
        return None


def _zero(value: str) -> bool | None:
    number = _float(value)
    return None if number is None else not number


def _is_zero(size: str | None) -> bool:
    return size is not None and _zero(size) is True


def _day(value: str) -> float | None:
    """The day count of a date that is stored as ISO 8601."""
    try:
        return count_of(datetime.fromisoformat(value))
    except ValueError:
        return None
