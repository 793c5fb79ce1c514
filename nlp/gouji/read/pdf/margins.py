"""The margins of running text and its usual line distance, page by page."""

from __future__ import annotations

import itertools
import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from gouji.read.pdf.lines import TextLine
from gouji.read.pdf.page import Page
from gouji.read.settings import PAGE, PageSettings


@dataclass(frozen=True, slots=True)
class Margins:
    """The column of running text: its left and right margin, its usual line distance."""

    left: float
    right: float
    pitch: float


_Lines = Sequence[TextLine]
_Shape = tuple[int, int, int]


def margins_of(pages: Sequence[tuple[Page, _Lines]], settings: PageSettings = PAGE) -> list[Margins]:
    """The margins of every page: from the long lines of all pages of its format, else its own."""
    shapes: dict[_Shape, list[TextLine]] = {}
    pitches: dict[_Shape, list[float]] = {}
    for page, lines in pages:
        pitches.setdefault(_shape(page), []).extend(_steps(lines))
        shapes.setdefault(_shape(page), []).extend(_long(page, lines, settings))
    return [_margins(shapes[_shape(page)], page, lines, pitches[_shape(page)]) for page, lines in pages]


def _shape(page: Page) -> _Shape:
    return round(page.width / 10), round(page.height / 10), page.column


def _steps(lines: _Lines) -> list[float]:
    """The distances of the lines of a page, to a tenth of a point."""
    tops = sorted(line.box.bottom for line in lines)
    return [round(low - high, 1) for high, low in itertools.pairwise(tops) if low - high > 1]


def _long(page: Page, lines: _Lines, settings: PageSettings) -> list[TextLine]:
    least = settings.margin_share * page.width
    return [line for line in lines if line.box.x1 - line.box.x0 >= least]


def _margins(long: _Lines, page: Page, lines: _Lines, all_steps: Sequence[float]) -> Margins:
    if not long:
        return Margins(page.width * 0.12, page.width * 0.88, 0.0)
    left = statistics.mode(round(line.box.x0) for line in long)
    rights = sorted(line.box.x1 for line in long)
    right = rights[int(len(rights) * 0.9)] if len(rights) > 3 else rights[-1]
    steps = _steps(lines)
    pitch = min(statistics.median_low(steps), statistics.median_low(all_steps)) if steps else 0.0
    return Margins(left, right, pitch)
