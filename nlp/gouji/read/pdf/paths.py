"""Painted paths into ruling lines: lines, thin bars, edges of boxes, rings that frame a box, rows of dots."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from gouji.read.pdf.covers import Frame, uncovered
from gouji.read.pdf.page import Segment
from gouji.read.settings import PAGE, PageSettings

Point = tuple[float, float]
_NEAR = 0.6


@dataclass(frozen=True, slots=True)
class Outline:
    """One part of a painted path: its points, origin top left.

    ``white`` where it is filled with white and has no visible line: it shows nothing, and hides what was
    painted before it.
    """

    points: tuple[Point, ...]
    stroked: bool
    white: bool = False

    @property
    def box(self) -> tuple[float, float, float, float]:
        """x0, top, x1, bottom around the points."""
        across, down = [x for x, _ in self.points], [y for _, y in self.points]
        return min(across), min(down), max(across), max(down)


def rulings(outlines: Iterable[Outline], settings: PageSettings = PAGE) -> list[Segment]:
    """The ruling lines that painted outlines draw, in their order; dots are joined to the lines they dot.

    A white box takes the lines away that it covers. White boxes on a dark one leave its gaps as lines.
    """
    lines: list[Segment] = []
    dots: list[Segment] = []
    boxes: list[Frame] = []
    for outline in outlines:
        if not outline.points or not all(math.isfinite(part) for point in outline.points for part in point):
            continue
        x0, top, x1, bottom = outline.box
        wide, high = x1 - x0, bottom - top
        if outline.white:
            if min(wide, high) > settings.thin and _is_box(outline.points):
                lines = uncovered(lines, (x0, top, x1, bottom), boxes, settings)
            continue
        if max(wide, high) <= settings.dot:
            dots.append(Segment(x0, top, x1, bottom))
        elif min(wide, high) <= settings.thin:
            lines.append(Segment(x0, top, x1, bottom))
        elif outline.stroked:
            lines.extend(_edges(outline.points, settings))
        elif _is_box(outline.points):
            boxes.append((x0, top, x1, bottom))
    lines.extend(_rings(boxes, settings))
    return [*lines, *_dotted(dots, settings)]


def _edges(points: Sequence[Point], settings: PageSettings) -> Iterator[Segment]:
    """The edges of a polygon that run along the axes."""
    for (x, y), (u, v) in itertools.pairwise(points):
        if (abs(x - u) <= settings.thin) != (abs(y - v) <= settings.thin):
            yield Segment(min(x, u), min(y, v), max(x, u), max(y, v))


def _is_box(points: Sequence[Point]) -> bool:
    """Whether a path goes around a box along the axes; a point that is closed twice counts once."""
    corners = [point for point, _ in itertools.groupby(points)]
    return len(corners) in (4, 5) and all(
        abs(x - u) < _NEAR or abs(y - v) < _NEAR for (x, y), (u, v) in itertools.pairwise(corners)
    )


def _rings(boxes: Sequence[Frame], settings: PageSettings) -> Iterator[Segment]:
    """The sides of a box that is filled up to a box a little inside it, painted right after it."""
    for outer, inner in itertools.pairwise(boxes):
        gaps = (inner[0] - outer[0], inner[1] - outer[1], outer[2] - inner[2], outer[3] - inner[3])
        if not (all(0 <= gap <= settings.thin for gap in gaps) and any(gaps)):
            continue
        x0, top, x1, bottom = outer
        sides = (
            Segment(x0, top, inner[0], bottom),
            Segment(x0, top, x1, inner[1]),
            Segment(inner[2], top, x1, bottom),
            Segment(x0, inner[3], x1, bottom),
        )
        yield from (side for side, gap in zip(sides, gaps, strict=True) if gap > 0)


def _dotted(dots: Sequence[Segment], settings: PageSettings) -> Iterator[Segment]:
    """Rows and columns of dots as lines."""
    for run in _runs([(dot.top, dot.x0, dot.x1) for dot in dots], settings):
        yield Segment(run[1], run[0], run[2], run[0])
    for run in _runs([(dot.x0, dot.top, dot.bottom) for dot in dots], settings):
        yield Segment(run[0], run[1], run[0], run[2])


def _runs(
    dots: Sequence[tuple[float, float, float]], settings: PageSettings
) -> Iterator[tuple[float, float, float]]:
    """Place, start and end of each run of dots at one place, at most a few points apart."""
    for _, group in itertools.groupby(sorted((round(at, 1), low, high) for at, low, high in dots), _place):
        start = end = None
        at, count = 0.0, 0
        for place, low, high in group:
            if start is None or end is None or low > end + settings.dot_gap:
                if start is not None and end is not None and count >= settings.least_dots:
                    yield at, start, end
                at, start, end, count = place, low, high, 1
            else:
                end, count = max(end, high), count + 1
        if start is not None and end is not None and count >= settings.least_dots:
            yield at, start, end


def _place(dot: tuple[float, float, float]) -> float:
    return dot[0]
