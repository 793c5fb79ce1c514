"""Stretches of text on a line and the rows of a form they make, where no rulings tell."""

from __future__ import annotations

import bisect
import itertools
import re
import statistics
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from gouji.read.clean import clean_cell, folded
from gouji.read.confidence import least
from gouji.read.narrative.numbering import begins_something
from gouji.read.pdf.lines import raw_text
from gouji.read.pdf.page import Char
from gouji.read.settings import PageSettings
from gouji.read.tables.header import CODE, TOTAL
from gouji.read.tables.values import is_blank, number

_OF_WHICH = re.compile(r"^其中[:：]|[:：]$|(?:合计|总计|小计)$")


_SINGLE = re.compile(r"^[^\W\d]$")
_STEPS = frozenset("类款项")
_SAME_ROW = 0.9
_APART = 2.5
_AMOUNT = re.compile(r"\d\.\d\d$")


@dataclass(frozen=True, slots=True)
class Field:
    """A stretch of text without a wide gap; ``confidence`` where it was recognised in a picture."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    confidence: float | None = None


@dataclass(slots=True)
class Record:
    """A row of a form: its fields by column, from the top."""

    top: float
    bottom: float
    held: dict[int, list[Field]] = field(default_factory=dict)

    def filled(self) -> list[int]:
        """The columns that print something."""
        return sorted(self.held)

    def lowest(self) -> list[Field]:
        """Its lowest field."""
        return [max((one for held in self.held.values() for one in held), key=lambda one: one.bottom)]

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
        if parts and char.x0 - parts[-1][-1].x1 <= _gap(parts[-1], settings) * char.size:
            parts[-1].append(char)
        else:
            parts.append([char])
    return joined_singles(
        [
            Field(
                clean_cell(raw_text(part, settings)),
                part[0].x0,
                min(char.top for char in part),
                max(char.x1 for char in part),
                max(char.bottom for char in part),
                max(char.size for char in part),
                least(char.confidence for char in part),
            )
            for part in parts
        ]
    )


def _gap(part: Sequence[Char], settings: PageSettings) -> float:
    """The gap that ends a stretch, in sizes: next to none after the second decimal of an amount."""
    ends = _AMOUNT.search("".join(char.text for char in part[-4:]))
    return settings.amount_gap if ends else settings.field_gap


def joined(first: Field, then: Field) -> Field:
    """Two fields as one."""
    return replace(
        first,
        text=first.text + then.text,
        x0=min(first.x0, then.x0),
        top=min(first.top, then.top),
        x1=max(first.x1, then.x1),
        bottom=max(first.bottom, then.bottom),
        confidence=least((first.confidence, then.confidence)),
    )


def joined_singles(line: Sequence[Field]) -> list[Field]:
    """A line with words set apart (项 目, 合 计) made whole."""
    whole: list[Field] = []
    for one in line:
        last = whole[-1] if whole else None
        if last and _is_one_word(last, one):
            whole[-1] = joined(last, one)
        else:
            whole.append(one)
    return whole


def _is_one_word(last: Field, one: Field) -> bool:
    """Whether two single characters are a word set apart; 类, 款 and 项 are the names of three columns."""
    single = bool(_SINGLE.match(last.text) and _SINGLE.match(one.text))
    return single and one.x0 - last.x1 < _APART * one.size and not {last.text, one.text} <= _STEPS


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
            if not _is_sum(held):
                figures.setdefault(column, []).append(_has_figure(held))
    for record in records:
        for column in record.filled():
            held = record.held[column]
            place = column
            while place and place - 1 not in record.held:
                place -= 1
            known = figures.get(column, [True])
            if place < column and _is_sum(held) and 2 * sum(known) >= len(known):
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
    middle = sum(is_beside(upper, lower) for (upper, _), (lower, _) in itertools.pairwise(placed)) > 1
    records: list[Record] = []
    waiting: list[_Placed] = []
    for place, (line, columns) in enumerate(placed):
        last = records[-1] if records and not waiting else None
        below = placed[place + 1 :]
        if last and (
            is_beside(last.lowest(), line) or _goes_on(last, line, columns, below, widest, middle, settings)
        ):
            last.add(columns, line)
            continue
        if not _begins_row(line) and _waits(line, columns, below, middle):
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


def is_beside(upper: Sequence[Field], lower: Sequence[Field]) -> bool:
    """Whether two lines are less than a line apart: the halves of a name around its figures."""
    return min(one.bottom for one in lower) - max(one.bottom for one in upper) < _SAME_ROW * lower[0].size


def _waits(line: Sequence[Field], columns: Sequence[int], below: Sequence[_Placed], middle: bool) -> bool:
    """Whether a line is the beginning of the next row: that has no text in its columns yet, or reaches around it."""
    after = next((entry for entry in below if _begins_row(entry[0])), None)
    if after is None:
        return False
    near = after[0][0].top - line[0].bottom < line[0].size / 2
    return not set(columns) & set(after[1]) or (middle and near and _has_figure(after[0]))


def _goes_on(
    record: Record,
    line: Sequence[Field],
    columns: Sequence[int],
    below: Sequence[_Placed],
    widest: dict[int, float],
    middle: bool,
    settings: PageSettings,
) -> bool:
    """Whether a line is the rest of the row above: of a label that fills its column there."""
    texts = [
        (one, column)
        for one, column in zip(line, columns, strict=True)
        if number(one.text) is None and not CODE.match(one.text)
    ]
    if _has_figure(line):
        texts = [(one, column) for one, column in texts if column in record.held]
    if not texts or not all(column in record.held for _, column in texts):
        return False
    if any(_begins_row([one]) for one, _ in texts):
        return False
    full = all(
        _is_bracket(one.text) or is_full(record.held[column][-1], widest[column], settings)
        for one, column in texts
    )
    figures = [one for held in record.held.values() for one in held if _has_figure([one])]
    if _has_figure(line):
        return not figures and (full or middle)
    if middle and figures:
        return all(_is_lopsided(record.held[column], figures) for _, column in texts)
    if _waits(line, columns, below, middle):
        after = next(entry for entry, _ in below if _begins_row(entry))
        far, near = line[0].top - record.bottom, min(one.top for one in after) - line[0].bottom
        if near < far - 1:
            return False
    return full


def _is_bracket(text: str) -> bool:
    return text.startswith(("（", "("))


def _is_lopsided(held: Sequence[Field], figures: Sequence[Field]) -> bool:
    """Whether a name has more lines above the figures of its row than below them."""
    middle = statistics.median(one.top + one.bottom for one in figures)
    above = sum(one.top + one.bottom < middle - one.size for one in held)
    below = sum(one.top + one.bottom > middle + one.size for one in held)
    return below < above


def is_full(one: Field, widest: float, settings: PageSettings) -> bool:
    """Whether a line is about as long as the longest one of its column."""
    return widest - (one.x1 - one.x0) < settings.label_slack * one.size
