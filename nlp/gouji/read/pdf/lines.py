"""Characters into lines by their geometry, whatever their order in the file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gouji.model import Box
from gouji.read.clean import clean, clean_line
from gouji.read.narrative.numbering import is_caption
from gouji.read.pdf.page import Char
from gouji.read.settings import PAGE, PageSettings


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of characters, from the left, with its text and the box around it.

    ``sure`` are the characters that were recognised in a picture, with their confidence.
    """

    text: str
    box: Box
    size: float
    sure: tuple[tuple[str, float], ...] = ()


def without_twins(chars: Iterable[Char], settings: PageSettings = PAGE) -> list[Char]:
    """The characters without those that are printed twice, a little beside themselves, to look bold."""
    seen: dict[tuple[str, int, int], list[Char]] = {}
    kept: list[Char] = []
    for char in chars:
        step = max(char.size, 1.0)
        across, down = _fields(char.x0 / step, settings.twice), _fields(char.top / step, settings.twice)
        far = settings.twice * step
        if not any(
            abs(twin.x0 - char.x0) <= far and abs(twin.top - char.top) <= far
            for x in across
            for y in down
            for twin in seen.get((char.text, x, y), ())
        ):
            seen.setdefault((char.text, across[0], down[0]), []).append(char)
            kept.append(char)
    return kept


def _fields(place: float, far: float) -> tuple[int, ...]:
    """The field a place lies in, counted in sizes, and the one beside it that is near enough to hold a twin."""
    own = int(place // 1)
    rest = place - own
    if rest < far:
        return own, own - 1
    return (own, own + 1) if rest > 1 - far else (own,)


def rows_of(chars: Iterable[Char], settings: PageSettings = PAGE) -> list[list[Char]]:
    """Characters that share a line, lines from the top, each from the left."""
    rows: list[list[Char]] = []
    middle = largest = 0.0
    for char in sorted(chars, key=lambda char: char.top + char.bottom):
        own = (char.top + char.bottom) / 2
        if rows and own - middle <= settings.same_line * max(char.size, largest):
            rows[-1].append(char)
            middle += (own - middle) / len(rows[-1])
            largest = max(largest, char.size)
        else:
            rows.append([char])
            middle, largest = own, char.size
    for row in rows:
        row.sort(key=lambda char: char.x0)
    return rows


def lines_of(rows: Iterable[Sequence[Char]], page: int, settings: PageSettings = PAGE) -> list[TextLine]:
    """Rows as lines of running text; two captions far apart on one row (部门：… 单位：…) are two lines."""
    lines: list[TextLine] = []
    for row in rows:
        for part in _parts(row, settings):
            text = clean_line(raw_text(part, settings))
            if text:
                sure = tuple((char.text, char.confidence) for char in part if char.confidence is not None)
                lines.append(TextLine(text, box_of(part, page), _size(part), sure))
    return lines


def raw_text(row: Sequence[Char], settings: PageSettings = PAGE) -> str:
    """The text of characters from the left, with a space where a gap parts them."""
    text, last = "", None
    for char in row:
        if last is not None and char.x0 - last.x1 > settings.word_gap * char.size:
            text += " "
        text += char.text
        last = char
    return text


def box_of(chars: Sequence[Char], page: int) -> Box:
    """The box around characters, to a hundredth of a point."""
    return Box(
        page,
        round(min(char.x0 for char in chars), 2),
        round(min(char.top for char in chars), 2),
        round(max(char.x1 for char in chars), 2),
        round(max(char.bottom for char in chars), 2),
    )


def _parts(row: Sequence[Char], settings: PageSettings) -> list[Sequence[Char]]:
    """A row cut at wide gaps where a caption stands on one side."""
    cuts = [
        index
        for index in range(1, len(row))
        if row[index].x0 - row[index - 1].x1 > settings.part_gap * row[index].size
    ]
    parts: list[Sequence[Char]] = []
    start = 0
    for cut in cuts:
        left, right = clean(raw_text(row[start:cut], settings)), clean(raw_text(row[cut:], settings))
        if is_caption(right) or is_caption(left):
            parts.append(row[start:cut])
            start = cut
    return [*parts, row[start:]]


def _size(row: Sequence[Char]) -> float:
    return max(char.size for char in row)
