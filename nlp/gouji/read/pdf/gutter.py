"""Pages set in two columns: the gutter between them, and the rows of each column in reading order."""

from __future__ import annotations

import itertools
import statistics
from collections import Counter
from collections.abc import Sequence

from gouji.read.pdf.page import Char
from gouji.read.settings import PAGE, PageSettings

Row = Sequence[Char]


def columns_of(rows: Sequence[Row], width: float, settings: PageSettings = PAGE) -> list[list[Row]]:
    """The rows of a page in parts that are read one after the other.

    Args:
        rows: the lines of running text from the top, each from the left.
        width: of the page.
        settings: thresholds.

    Returns:
        One part where the page has one column. Else, from the top, rows over both columns as a part, and
        between them the left column and then the right one as parts of their own.
    """
    gutter = _gutter(rows, width, settings)
    if gutter is None:
        return [list(rows)]
    parts: list[list[Row]] = []
    whole: list[Row] = []
    sides: tuple[list[Row], list[Row]] = ([], [])
    for row in rows:
        left, right = _sides(row, gutter)
        if not _parts_at(row, gutter, settings):
            parts.extend(part for part in sides if part)
            sides = ([], [])
            whole.append(row)
            continue
        if whole:
            parts.append(whole)
            whole = []
        for side, some in zip(sides, (left, right), strict=True):
            if some:
                side.append(some)
    return [*parts, *([whole] if whole else []), *(part for part in sides if part)]


def _gutter(rows: Sequence[Row], width: float, settings: PageSettings) -> float | None:
    """The x of the gutter; None where too few rows have a gap there, or where they have others, as forms do."""
    places: Counter[int] = Counter()
    for row in rows:
        for left, right in _gaps(row, settings):
            if settings.inner * width < (left + right) / 2 < (1 - settings.inner) * width:
                places.update(range(int(left) + 1, int(right) + 1))
    if not places:
        return None
    most = max(places.values())
    best = [place for place, count in places.items() if count == most]
    gutter = statistics.median(best)
    parted = [row for row in rows if all(_sides(row, gutter)) and _parts_at(row, gutter, settings)]
    crossing = sum(not _parts_at(row, gutter, settings) for row in rows)
    if len(parted) < settings.column_rows or crossing > len(rows) / 3:
        return None
    single = sum(len(_gaps(row, settings)) == 1 for row in parted)
    if single < settings.column_share * len(parted):
        return None
    return gutter if all(_is_filled(parted, gutter, side, settings) for side in (0, 1)) else None


def _is_filled(rows: Sequence[Row], gutter: float, side: int, settings: PageSettings) -> bool:
    """Whether most rows reach over most of their column, as running text does."""
    parts = [_sides(row, gutter)[side] for row in rows]
    wide = max(part[-1].x1 for part in parts) - min(part[0].x0 for part in parts)
    full = sum(part[-1].x1 - part[0].x0 >= settings.column_fill * wide for part in parts)
    return full >= settings.column_share * len(parts)


def _gaps(row: Row, settings: PageSettings) -> list[tuple[float, float]]:
    return [
        (last.x1, char.x0)
        for last, char in itertools.pairwise(row)
        if char.x0 - last.x1 >= settings.gutter * char.size
    ]


def _sides(row: Row, gutter: float) -> tuple[list[Char], list[Char]]:
    left = [char for char in row if (char.x0 + char.x1) / 2 < gutter]
    return left, [char for char in row if (char.x0 + char.x1) / 2 >= gutter]


def _parts_at(row: Row, gutter: float, settings: PageSettings) -> bool:
    """Whether a row leaves the gutter free, or stands on one side of it."""
    left, right = _sides(row, gutter)
    if not left or not right:
        return not any(char.x0 < gutter < char.x1 for char in row)
    return right[0].x0 - left[-1].x1 >= settings.gutter * right[0].size
