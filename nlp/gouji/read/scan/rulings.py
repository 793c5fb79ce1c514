"""Ruling lines of a picture: long straight stretches of ink that frame cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import ndimage

from gouji.read.pdf.page import Segment
from gouji.read.scan.picture import Ink, Picture
from gouji.read.scan.settings import SCAN, ScanSettings

_Place = tuple[slice, slice]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A ruling line: in points, and the dots that it covers inside their place."""

    segment: Segment
    place: _Place
    dots: Ink


def rulings(picture: Picture, settings: ScanSettings = SCAN) -> tuple[list[Segment], Ink]:
    """The ruling lines of a page in points, and the dots that they cover."""
    scale = picture.scale
    rows = list(_stretches(picture.ink, settings.across, scale, settings))
    columns = [_mirrored(one) for one in _stretches(picture.ink.T, settings.down, scale, settings)]
    kept = framing([one.segment for one in rows], [one.segment for one in columns], settings)
    covered = np.zeros_like(picture.ink)
    for one in (*rows, *columns):
        if one.segment in kept:
            covered[one.place] |= one.dots
    return kept, covered


def framing(
    rows: Sequence[Segment], columns: Sequence[Segment], settings: ScanSettings = SCAN
) -> list[Segment]:
    """The lines that are long, or that meet a long one of the other direction: strokes of letters do neither."""
    long_rows = [row for row in rows if row.x1 - row.x0 >= settings.framing]
    long_columns = [column for column in columns if column.bottom - column.top >= settings.framing]
    return [
        *(row for row in rows if row in long_rows or _meets_any(row, long_columns, settings.reach)),
        *(one for one in columns if one in long_columns or _meets_any(one, long_rows, settings.reach)),
    ]


def _meets_any(line: Segment, others: Sequence[Segment], reach: float) -> bool:
    return any(
        line.x0 - reach <= other.x1
        and other.x0 - reach <= line.x1
        and line.top - reach <= other.bottom
        and other.top - reach <= line.bottom
        for other in others
    )


def _stretches(ink: Ink, least: float, scale: float, settings: ScanSettings) -> Iterator[Stretch]:
    """The long thin stretches of ink along the second axis, as lines across."""
    long = max(round(least * scale), 3)
    thick = settings.thick * scale
    wide = ndimage.maximum_filter1d(ink, 3, axis=0)
    share = ndimage.uniform_filter1d(wide.astype(np.float32), long, axis=1, mode="constant")
    solid = ndimage.maximum_filter1d(share >= settings.solid, long, axis=1) & wide
    labels, _ = ndimage.label(solid, structure=np.ones((3, 3)))
    beside = max(round(settings.beside * scale), 2)
    for index, place in enumerate(ndimage.find_objects(labels), start=1):
        rows, columns = place
        length, depth = columns.stop - columns.start, rows.stop - rows.start
        if length < long or (depth > thick + 2 and depth * settings.slanted > length):
            continue
        if length < settings.alone * scale and _crowd(ink, place, beside) > settings.crowded:
            continue
        middle = (rows.start + rows.stop) / 2 / scale
        segment = Segment(columns.start / scale, middle, columns.stop / scale, middle)
        yield Stretch(segment, place, labels[place] == index)


def _crowd(ink: Ink, place: _Place, beside: int) -> float:
    """The share of ink along the fuller side of a line: strokes in a row of letters have the letters beside them."""
    rows, columns = place
    above = ink[max(rows.start - beside, 0) : rows.start, columns]
    below = ink[rows.stop : rows.stop + beside, columns]
    return max(float(side.mean()) if side.size else 0.0 for side in (above, below))


def _mirrored(one: Stretch) -> Stretch:
    """A line across as a line down: both axes change places."""
    segment = Segment(one.segment.top, one.segment.x0, one.segment.bottom, one.segment.x1)
    return Stretch(segment, (one.place[1], one.place[0]), one.dots.T)
