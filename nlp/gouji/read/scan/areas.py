"""Lines of text by their ink alone: where they stand on a page, and how the text of a cell parts into lines."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt
from scipy import ndimage

from gouji.read.scan.picture import Gray, Ink
from gouji.read.scan.recogniser import Area
from gouji.read.scan.settings import SCAN, ScanSettings

_INK = 128


def text_areas(image: Gray, size: float, settings: ScanSettings = SCAN) -> list[Area]:
    """The lines of text of a picture: ink joined to what stands beside it.

    Args:
        image: ink dark on light.
        size: the usual height of a character, in dots.
        settings: thresholds.
    """
    ink = image < _INK
    joined = ndimage.maximum_filter1d(ink, max(round(settings.word * size), 3), axis=1)
    labels, _ = ndimage.label(joined)
    found: list[Area] = []
    for place in ndimage.find_objects(labels):
        rows, columns = place
        area = tight(ink, Area(columns.start, rows.start, columns.stop, rows.stop))
        if area is not None:
            found.extend(lines_of(ink, area, size, settings))
    return _merged(found, settings.tall * size)


def bands_of(image: Gray, gap: float, edge: float) -> list[Area]:
    """The parts of a picture with ink on them, with an edge of paper: blank bands across it left out.

    Args:
        image: ink dark on light.
        gap: the least height of a blank band, in dots.
        edge: how much paper is left around a part, in dots.
    """
    ink = image < _INK
    high, wide = ink.shape
    rows = ndimage.maximum_filter1d(ink.any(axis=1), max(round(gap), 1))
    bands = (tight(ink, Area(0, top, wide, bottom)) for top, bottom in _stretches(rows))
    margin = round(edge)
    return [
        Area(
            max(band.x0 - margin, 0),
            max(band.top - margin, 0),
            min(band.x1 + margin, wide),
            min(band.bottom + margin, high),
        )
        for band in bands
        if band is not None
    ]


def _merged(areas: list[Area], most: float) -> list[Area]:
    """Areas with those that overlap them on the same line taken in: dots over letters, parts of characters.

    What is higher than ``most`` dots is no line but a drawing, and takes nothing in.
    """
    found: list[Area] = []
    for area in sorted(areas, key=lambda area: area.top - area.bottom):
        for place, other in enumerate(found):
            beside = area.x0 <= other.x1 and other.x0 <= area.x1
            middle = (area.top + area.bottom) / 2
            if beside and other.bottom - other.top <= most and other.top <= middle <= other.bottom:
                found[place] = _around(area, other)
                break
        else:
            found.append(area)
    return sorted(found, key=lambda area: (area.top, area.x0))


def _around(area: Area, other: Area) -> Area:
    return Area(
        min(area.x0, other.x0),
        min(area.top, other.top),
        max(area.x1, other.x1),
        max(area.bottom, other.bottom),
    )


def tight(ink: Ink, area: Area) -> Area | None:
    """The part of an area that holds its ink; None where there is none."""
    part = ink[area.top : area.bottom, area.x0 : area.x1]
    rows, columns = np.flatnonzero(part.any(axis=1)), np.flatnonzero(part.any(axis=0))
    if not len(rows):
        return None
    return Area(
        area.x0 + int(columns[0]),
        area.top + int(rows[0]),
        area.x0 + int(columns[-1]) + 1,
        area.top + int(rows[-1]) + 1,
    )


def runs_of(ink: Ink, area: Area) -> list[tuple[int, int]]:
    """The stretches of rows with ink inside an area, ends exclusive."""
    rows = np.any(ink[area.top : area.bottom, area.x0 : area.x1], axis=1)
    return [(area.top + start, area.top + end) for start, end in _stretches(rows)]


def _stretches(filled: npt.ArrayLike) -> Iterator[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate(([0], np.asarray(filled, dtype=np.int8), [0]))))
    yield from ((int(start), int(end)) for start, end in zip(edges[::2], edges[1::2], strict=True))


def lines_of(ink: Ink, area: Area, size: float, settings: ScanSettings = SCAN) -> list[Area]:
    """The lines of text inside an area: rows of ink, those of one line (二, ：) taken together.

    Args:
        ink: the dots of the page that are ink.
        area: such as a cell.
        size: the usual height of a character, in dots.
        settings: thresholds.
    """
    lines: list[tuple[int, int]] = []
    for start, end in runs_of(ink, area):
        if lines and end - lines[-1][0] <= settings.line * size:
            lines[-1] = (lines[-1][0], end)
        else:
            lines.append((start, end))
    found = (tight(ink, Area(area.x0, start, area.x1, end)) for start, end in lines)
    return [line for line in found if line is not None and _is_text(line, ink, size, settings)]


def _is_text(line: Area, ink: Ink, size: float, settings: ScanSettings) -> bool:
    """Whether ink is as high as a character, or at least as long as a dash."""
    high, wide = line.bottom - line.top, line.x1 - line.x0
    return high >= settings.least_share * size or (wide >= settings.dash_share * size and wide > 2 * high)


def usual_size(
    ink: Ink, scale: float, settings: ScanSettings = SCAN, inside: Sequence[Area] | None = None
) -> float:
    """The usual height of a character in dots, by the stretches of rows with ink.

    Args:
        ink: the dots of the page that are ink, ruling lines left out.
        scale: dots of a point.
        settings: thresholds.
        inside: the areas that count, such as cells; the lines of the page where not given.
    """
    least, most = settings.smallest * scale, settings.largest * scale
    if inside is None:
        joined = ndimage.maximum_filter1d(ink, max(round(settings.usual * scale), 3), axis=1)
        found = ndimage.find_objects(ndimage.label(joined)[0])
        heights = [rows.stop - rows.start for rows, _ in found]
    else:
        heights = [end - start for area in inside for start, end in runs_of(ink, area)]
    kept = [high for high in heights if least <= high <= most]
    return statistics.median(kept) / settings.digit if kept else settings.usual * scale
