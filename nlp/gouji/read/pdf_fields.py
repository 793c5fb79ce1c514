"""Stretches of text on a line and the rows of a form they make, where no rulings tell."""

from __future__ import annotations

import bisect
import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from gouji.read.clean import clean_cell, folded
from gouji.read.header import CODE, TOTAL
from gouji.read.numbering import begins_something
from gouji.read.pdf import Char
from gouji.read.pdf_lines import raw_text
from gouji.read.settings import PageSettings
from gouji.read.values import is_blank, number

_OF_WHICH = re.compile(r"^其中[:：]|[:：]$|(?:合计|总计|小计)$")


_SAME_ROW = 0.9


@dataclass(frozen=True, slots=True)
class Field:
    """A stretch of text without a wide gap."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float


@dataclass(slots=True)
class Record:
    """A row of a form: its fields by column, from the top."""

    top: float
    bottom: float
    held: dict[int, list[Field]] = field(default_factory=dict)

    def filled(self) -> list[int]:
        """The columns that print something."""
        return sorted(self.held)

    def add(self, columns: Sequence[int], line: Sequence[Field]) -> None:
        """Take the fields of another line."""
        for column, one in zip(columns, line, strict=True):
            self.held.setdefault(column, []).append(one)
            self.top, self.bottom = min(self.top, one.top), max(self.bottom, one.bottom)


_Placed = tuple[Sequence[Field], list[int]]


def fields_of(row: Sequence[Char], settings: PageSettings) -> list[Field]:
    """The fields of a line, from the left."""
    parts: list[list[Char]] = []
    for char in row:
        if parts and char.x0 - parts[-1][-1].x1 <= settings.field_gap * char.size:
            parts[-1].append(char)
        else:
            parts.append([char])
    return [
        Field(
            clean_cell(raw_text(part, settings)),
            part[0].x0,
            min(char.top for char in part),
            max(char.x1 for char in part),
            max(char.bottom for char in part),
            max(char.size for char in part),
        )
        for part in parts
    ]


def records_of(
    lines: Sequence[Sequence[Field]],
    edges: Sequence[float],
    rules: Sequence[float],
    settings: PageSettings,
) -> list[Record]:
    """The rows of a form from its lines: by the rules across, or by what its lines print."""
    placed = [(line, [_column(one, edges) for one in line]) for line in lines if line]
    parted = sum(
        bisect.bisect(rules, _middle(upper)) != bisect.bisect(rules, _middle(lower))
        for (upper, _), (lower, _) in itertools.pairwise(placed)
    )
    by_rules = bool(rules) and 2 * parted >= len(placed)
    records = _by_rules(placed, rules) if by_rules else _by_content(placed, settings)
    _shift_totals(records)
    return records


def _shift_totals(records: Sequence[Record]) -> None:
    """The name of a total that is merged over blank columns, out of the column of figures where it stands."""
    figures: dict[int, list[bool]] = {}
    for record in records:
        for column, held in record.held.items():
            figures.setdefault(column, []).append(_has_figure(held))
    for record in records:
        for column in record.filled():
            held = record.held[column]
            place = column
            while place and place - 1 not in record.held:
                place -= 1
            if place < column and _is_sum(held) and 2 * sum(figures[column]) >= len(figures[column]):
                record.held[place] = record.held.pop(column)


def _is_sum(held: Sequence[Field]) -> bool:
    return bool(_OF_WHICH.search(folded("".join(one.text for one in held))))


def _column(one: Field, edges: Sequence[float]) -> int:
    middle = (one.x0 + one.x1) / 2
    return min(max(bisect.bisect(edges, middle) - 1, 0), len(edges) - 2)


def _middle(line: Sequence[Field]) -> float:
    return sum(one.top + one.bottom for one in line) / (2 * len(line))


def _by_rules(placed: Sequence[_Placed], rules: Sequence[float]) -> list[Record]:
    records: dict[int, Record] = {}
    for line, columns in placed:
        band = bisect.bisect(rules, _middle(line))
        record = records.setdefault(band, Record(line[0].top, line[0].bottom))
        record.add(columns, line)
    return [records[band] for band in sorted(records)]


def _by_content(placed: Sequence[_Placed], settings: PageSettings) -> list[Record]:
    """A line with a code, a figure or a numbered label is a row; another one is a part of the row beside it."""
    widest: dict[int, float] = {}
    for line, columns in placed:
        for one, column in zip(line, columns, strict=True):
            widest[column] = max(widest.get(column, 0.0), one.x1 - one.x0)
    records: list[Record] = []
    waiting: list[_Placed] = []
    for place, (line, columns) in enumerate(placed):
        last = records[-1] if records and not waiting else None
        if last and (
            _is_beside(last, line) or _goes_on(last, line, columns, placed[place + 1 :], widest, settings)
        ):
            last.add(columns, line)
            continue
        if not _begins_row(line) and _waits(columns, placed[place + 1 :]):
            waiting.append((line, columns))
            continue
        record = Record(line[0].top, line[0].bottom)
        for part, own in [*waiting, (line, columns)]:
            record.add(own, part)
        waiting = []
        records.append(record)
    return records


def _begins_row(line: Sequence[Field]) -> bool:
    return _has_figure(line) or any(
        TOTAL.match(folded(one.text)) or begins_something(one.text) or _OF_WHICH.search(folded(one.text))
        for one in line
    )


def _has_figure(line: Sequence[Field]) -> bool:
    return any(CODE.match(one.text) or number(one.text) is not None or is_blank(one.text) for one in line)


def _is_beside(record: Record, line: Sequence[Field]) -> bool:
    """Whether a line lies less than a line below the last one: the halves of a name around its figures."""
    last = max((one for held in record.held.values() for one in held), key=lambda one: one.bottom)
    return min(one.bottom for one in line) - last.bottom < _SAME_ROW * line[0].size


def _waits(columns: Sequence[int], below: Sequence[_Placed]) -> bool:
    """Whether the next row has no text in these columns yet."""
    after = next((entry for entry in below if _begins_row(entry[0])), None)
    return after is not None and not set(columns) & set(after[1])


def _goes_on(
    record: Record,
    line: Sequence[Field],
    columns: Sequence[int],
    below: Sequence[_Placed],
    widest: dict[int, float],
    settings: PageSettings,
) -> bool:
    """Whether a line is the rest of the row above: of a label that fills its column there."""
    texts = [
        (one, column)
        for one, column in zip(line, columns, strict=True)
        if number(one.text) is None and not CODE.match(one.text)
    ]
    if not texts or not all(column in record.held for _, column in texts):
        return False
    if any(_begins_row([one]) for one, _ in texts):
        return False
    if _has_figure(line):
        plain = not any(_has_figure(held) for held in record.held.values())
        return plain and all(
            is_full(record.held[column][-1], widest[column], settings) for _, column in texts
        )
    if _waits(columns, below):
        after = next(entry for entry, _ in below if _begins_row(entry))
        far, near = line[0].top - record.bottom, min(one.top for one in after) - line[0].bottom
        if near < far - 1:
            return False
    return all(is_full(record.held[column][-1], widest[column], settings) for _, column in texts)


def is_full(one: Field, widest: float, settings: PageSettings) -> bool:
    """Whether a line is about as long as the longest one of its column."""
    return widest - (one.x1 - one.x0) < settings.label_slack * one.size
