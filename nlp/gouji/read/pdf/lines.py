"""Characters into lines by their geometry, whatever their order in the file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from gouji.model import Box
from gouji.read.clean import clean, clean_line
from gouji.read.narrative.numbering import is_caption
from gouji.read.pdf.page import Char
from gouji.read.settings import PAGE, PageSettings

_FIELD = 4
_Key = tuple[str, int, int]


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
    """The characters without those that are printed twice, a little beside themselves, to look bold.

    A character is looked for in the field of some sizes where it stands, and in the fields beside it where it
    stands at the edge of its own.
    """
    near, beyond = settings.twice / _FIELD, 1 - settings.twice / _FIELD
    seen: dict[_Key, list[Char]] = {}
    kept: list[Char] = []
    for char in chars:
        step = _FIELD * (char.size if char.size > 1 else 1.0)
        across, down = char.x0 / step, char.top / step
        x, y = int(across), int(down)
        key = (char.text, x, y)
        inside = near <= across - x <= beyond and near <= down - y <= beyond
        if inside and key not in seen:
            seen[key] = [char]
        elif _has_twin(char, seen, (key,) if inside else _around(key), near * step):
            continue
        else:
            seen.setdefault(key, []).append(char)
        kept.append(char)
    return kept


def _around(key: _Key) -> Sequence[_Key]:
    text, x, y = key
    return [(text, x + dx, y + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1)]


def _has_twin(char: Char, seen: Mapping[_Key, list[Char]], keys: Sequence[_Key], far: float) -> bool:
    """Whether the same character stands within this distance in one of these fields."""
    for key in keys:
        for twin in seen.get(key, ()):
            if abs(twin.x0 - char.x0) <= far and abs(twin.top - char.top) <= far:
                return True
    return False


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
