"""Column borders that are not drawn: where the ruling under one cell ends and that under the next begins.

Browsers and office programs draw the line below a row cell by cell, also where a table has no vertical
rulings; the ends of the pieces then tell the columns, and a cell over two rows leaves its place undrawn.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from gouji.read.pdf.page import Segment
from gouji.read.settings import PAGE, PageSettings


@dataclass(slots=True)
class _Level:
    """The pieces of ruling lines at one height, from the left."""

    at: float
    pieces: list[tuple[float, float]]

    def covers(self, x: float, slack: float) -> bool:
        """Whether a piece reaches over a place."""
        return any(start - slack <= x <= end + slack for start, end in self.pieces)

    def joints(self, slack: float) -> list[float]:
        """Where one piece ends and the next one begins."""
        return [
            (end + start) / 2
            for (_, end), (start, _) in zip(self.pieces, self.pieces[1:], strict=False)
            if abs(start - end) <= slack
        ]

    def ends(self) -> tuple[float, float]:
        """Its reach."""
        return self.pieces[0][0], max(end for _, end in self.pieces)


def implied_columns(segments: Sequence[Segment], settings: PageSettings = PAGE) -> list[Segment]:
    """The vertical borders of tables that draw none, as segments; nothing for tables that draw some.

    Args:
        segments: all ruling lines of a page, before pieces in line are joined.
        settings: thresholds.
    """
    across = [segment for segment in segments if segment.x1 - segment.x0 >= segment.bottom - segment.top]
    down = [segment for segment in segments if segment.x1 - segment.x0 < segment.bottom - segment.top]
    found: list[Segment] = []
    for table in _tables(_levels(across, settings), settings):
        left, right = table[0].ends()
        top, bottom = table[0].at, table[-1].at
        crossed = any(
            left + settings.open_side < line.x0 < right - settings.open_side
            and line.top < bottom - settings.snap
            and line.bottom > top + settings.snap
            for line in down
        )
        if not crossed and _has_columns(table, settings):
            found.extend(_borders(table, settings))
    return found


def _levels(across: Sequence[Segment], settings: PageSettings) -> list[_Level]:
    levels: list[_Level] = []
    for segment in sorted(across, key=lambda segment: segment.top + segment.bottom):
        at = (segment.top + segment.bottom) / 2
        if segment.x1 - segment.x0 < settings.least_line:
            continue
        if not levels or at - levels[-1].at > settings.snap:
            levels.append(_Level(at, []))
        levels[-1].pieces.append((segment.x0, segment.x1))
    for level in levels:
        level.pieces = sorted(set(level.pieces))
    return levels


def _tables(levels: Sequence[_Level], settings: PageSettings) -> list[list[_Level]]:
    """Levels below each other that begin or end at the same place."""
    tables: list[list[_Level]] = []
    for level in levels:
        if tables:
            left, right = tables[-1][0].ends()
            own_left, own_right = level.ends()
            near = level.at - tables[-1][-1].at <= settings.row_height
            inside = own_left >= left - settings.snap and own_right <= right + settings.snap
            if near and inside:
                tables[-1].append(level)
                continue
        tables.append([level])
    return [table for table in tables if len(table) >= settings.least_levels]


def _has_columns(table: Sequence[_Level], settings: PageSettings) -> bool:
    """Whether pieces meet at the same places on most levels below the first."""
    places = Counter(round(x / settings.snap) for level in table for x in level.joints(settings.touch))
    shared = [place for place, count in places.items() if count >= len(table) // 2]
    return len(shared) >= 2


def _borders(table: Sequence[_Level], settings: PageSettings) -> list[Segment]:
    """From every end of a piece up to the next level above that is drawn there."""
    found = []
    for place, level in enumerate(table[1:], start=1):
        for x in sorted({end for piece in level.pieces for end in piece}):
            above = next(
                (other for other in reversed(table[:place]) if other.covers(x, settings.touch)), table[0]
            )
            found.append(Segment(x, above.at, x, level.at))
    return found
