"""White boxes: what they hide of the lines below them, and the lines that they leave of a dark one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gouji.read.pdf.page import Segment
from gouji.read.settings import PageSettings

Frame = tuple[float, float, float, float]
"""x0, top, x1, bottom."""
_INSIDE = 1.0
_LARGER = 1.2


def uncovered(
    lines: list[Segment], cover: Frame, dark: Sequence[Frame], settings: PageSettings
) -> list[Segment]:
    """The lines after a white box was painted over them.

    Args:
        lines: the lines so far.
        cover: the white box.
        dark: boxes filled with another colour before it; on one of them the sides of the white box are lines.
        settings: thresholds.
    """
    if any(_holds(box, cover) for box in dark):
        return [*lines, *_sides(cover)]
    if not any(_crosses(line, cover) for line in lines):
        return lines
    return [part for line in lines for part in _left_of(line, cover, settings)]


def _holds(box: Frame, cover: Frame) -> bool:
    """Whether a box reaches around another one on all sides, and is much larger."""
    around = (
        box[0] <= cover[0] + _INSIDE
        and box[1] <= cover[1] + _INSIDE
        and box[2] >= cover[2] - _INSIDE
        and box[3] >= cover[3] - _INSIDE
    )
    return around and _area(box) > _LARGER * _area(cover)


def _area(box: Frame) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _sides(box: Frame) -> Iterator[Segment]:
    x0, top, x1, bottom = box
    yield Segment(x0, top, x1, top)
    yield Segment(x0, bottom, x1, bottom)
    yield Segment(x0, top, x0, bottom)
    yield Segment(x1, top, x1, bottom)


def _crosses(line: Segment, cover: Frame) -> bool:
    """Whether a line runs through the inside of a box; one along its side does not."""
    x, y = (line.x0 + line.x1) / 2, (line.top + line.bottom) / 2
    if line.x1 - line.x0 >= line.bottom - line.top:
        inside = cover[1] + _INSIDE < y < cover[3] - _INSIDE
        return inside and line.x0 < cover[2] - _INSIDE and line.x1 > cover[0] + _INSIDE
    inside = cover[0] + _INSIDE < x < cover[2] - _INSIDE
    return inside and line.top < cover[3] - _INSIDE and line.bottom > cover[1] + _INSIDE


def _left_of(line: Segment, cover: Frame, settings: PageSettings) -> Iterator[Segment]:
    """What a box leaves of a line: the pieces beyond its sides."""
    if not _crosses(line, cover):
        yield line
        return
    x0, top, x1, bottom = cover
    if line.x1 - line.x0 >= line.bottom - line.top:
        pieces = (
            Segment(line.x0, line.top, x0, line.bottom),
            Segment(x1, line.top, line.x1, line.bottom),
        )
        yield from (piece for piece in pieces if piece.x1 - piece.x0 > settings.touch)
    else:
        pieces = (
            Segment(line.x0, line.top, line.x1, top),
            Segment(line.x0, bottom, line.x1, line.bottom),
        )
        yield from (piece for piece in pieces if piece.bottom - piece.top > settings.touch)
