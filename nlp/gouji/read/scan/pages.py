"""The picture of a page into the page that the layout takes: characters in their places, ruling lines."""

from __future__ import annotations

import itertools
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy import ndimage

from gouji.read.pdf.grid import Ruled, ruled_tables
from gouji.read.pdf.page import Char, Page, Segment
from gouji.read.pdf.turn import upright
from gouji.read.scan.areas import lines_of, tight, usual_size
from gouji.read.scan.picture import PAPER, Gray, Ink, Picture, picture_of
from gouji.read.scan.recogniser import Area, Glyph, Recogniser
from gouji.read.scan.repair import repaired
from gouji.read.scan.rulings import rulings
from gouji.read.scan.settings import SCAN, ScanSettings

_SIDES = (90, 180, 270)
UNREAD = "\ufffd"


@dataclass(frozen=True, slots=True)
class Strip:
    """A line of text on a page: its ink, and what was read of it.

    Ink in a cell of a table that nothing is read from is one unknown character: the cell is not blank.
    """

    area: Area
    glyphs: tuple[Glyph, ...] = ()
    in_table: bool = False

    @property
    def sure(self) -> float:
        """The mean confidence of its characters."""
        return statistics.fmean(glyph.confidence for glyph in self.glyphs) if self.glyphs else 0.0


def page_of(gray: Gray, number: int, dpi: float, reader: Recogniser, settings: ScanSettings = SCAN) -> Page:
    """What is printed on the picture of a page; a page that lies on its side is read upright.

    Args:
        gray: the picture.
        number: of the page.
        dpi: its resolution.
        reader: what reads its text.
        settings: thresholds.
    """
    page, sure = _read(gray, number, dpi, reader, settings)
    if not page.chars or sure >= settings.turned:
        return page
    best, side = sure, 0
    for angle in _SIDES:
        sample = _sample(np.rot90(gray, angle // 90), dpi, reader, settings)
        if sample > best:
            best, side = sample, angle
    if not side:
        return page
    turned, _ = _read(np.rot90(gray, side // 90), number, dpi, reader, settings)
    return upright(turned, 360 - side)


def _read(
    gray: Gray, number: int, dpi: float, reader: Recogniser, settings: ScanSettings
) -> tuple[Page, float]:
    """The page, and how sure its text is on the whole."""
    picture = picture_of(gray, dpi, settings)
    segments, covered = rulings(picture, settings)
    strips = _strips(picture, segments, covered, reader, settings)
    clear = lines_alone(
        [strip for strip in strips if strip.in_table or strip.sure >= settings.garbled], settings
    )
    high, wide = (length / picture.scale for length in picture.gray.shape)
    chars = tuple(_chars(clear, picture.scale, settings))
    sure = statistics.fmean(strip.sure for strip in strips) if strips else 0.0
    return Page(number, wide, high, chars, tuple(segments), 1), sure


def lines_alone(strips: Sequence[Strip], settings: ScanSettings = SCAN) -> list[Strip]:
    """The strips without drawings that were taken for a letter or two, and seals across several lines."""
    usual = statistics.median(_size(strip, settings) for strip in strips) if strips else 0.0
    middles = [(strip.area.top + strip.area.bottom) / 2 for strip in strips]
    kept: list[Strip] = []
    for strip in strips:
        large = _size(strip, settings) > settings.large * usual
        inside = {round(middle / usual) for middle in middles if strip.area.top < middle < strip.area.bottom}
        if strip.in_table or not large or (len(strip.glyphs) >= settings.least_title and len(inside) < 3):
            kept.append(strip)
    return kept


def _sample(gray: Gray, dpi: float, reader: Recogniser, settings: ScanSettings) -> float:
    """How sure a few lines of a picture are."""
    picture = picture_of(gray, dpi, settings)
    size = usual_size(picture.ink, picture.scale, settings)
    areas = sorted(reader.find(picture.gray, size), key=lambda area: area.x0 - area.x1)[: settings.sample]
    strips = _filled(picture.gray, areas, reader, settings)
    return statistics.fmean(strip.sure for strip in strips) if strips else 0.0


def _strips(
    picture: Picture, segments: Sequence[Segment], covered: Ink, reader: Recogniser, settings: ScanSettings
) -> list[Strip]:
    """All lines of text: cell by cell inside ruled tables, by the recogniser's own search outside them."""
    bare, ink = _without(picture, covered)
    size = usual_size(ink, picture.scale, settings)
    tables: list[list[Area]] = []
    beside = bare.copy()
    for table in ruled_tables(segments):
        tables.append(list(cell_lines(table, ink, picture.scale, settings)))
        box = _dots((table.xs[0], table.ys[0], table.xs[-1], table.ys[-1]), picture.scale, ink)
        ink[box.top : box.bottom, box.x0 : box.x1] = False
        beside[box.top : box.bottom, box.x0 : box.x1] = PAPER
    found = (tight(ink, area) for area in reader.find(beside, size)) if ink.any() else ()
    lines = [area for area in found if area is not None]
    strips = iter(_filled(bare, [*itertools.chain(*tables), *lines], reader, settings))
    cells = (list(itertools.islice(strips, len(table))) for table in tables)
    return [*(strip for table in cells for strip in _table_strips(table, settings)), *strips]


def _table_strips(strips: Sequence[Strip], settings: ScanSettings) -> list[Strip]:
    """The lines in the cells of a table; none where they are not text, as in a chart."""
    sure = statistics.fmean(strip.sure for strip in strips) if strips else 0.0
    return [_known(strip) for strip in strips] if sure >= settings.garbled else []


def _known(strip: Strip) -> Strip:
    """A line in a cell; where nothing was read, one unknown character in its place."""
    area = strip.area
    glyphs = strip.glyphs or (Glyph(UNREAD, area.x0, area.x1, 0.0),)
    return replace(strip, glyphs=glyphs, in_table=True)


def _without(picture: Picture, covered: Ink) -> tuple[Gray, Ink]:
    """The picture and its ink without the ruling lines."""
    lines = ndimage.binary_dilation(covered)
    bare = np.where(lines, np.uint8(PAPER), picture.gray)
    return bare, picture.ink & ~lines


def cell_lines(table: Ruled, ink: Ink, scale: float, settings: ScanSettings = SCAN) -> Iterator[Area]:
    """The lines of text in the cells of a ruled table, each inside one cell."""
    cells = [
        _dots(
            (table.xs[span.col], table.ys[span.row], table.xs[span.col_end], table.ys[span.row_end]),
            scale,
            ink,
        )
        for span in table.spans
    ]
    size = usual_size(ink, scale, settings, cells)
    for cell in cells:
        yield from lines_of(ink, cell, size, settings)


def _dots(box: tuple[float, float, float, float], scale: float, ink: Ink) -> Area:
    """A box in points as dots, kept inside the picture."""
    high, wide = ink.shape
    x0, top, x1, bottom = (round(place * scale) for place in box)
    return Area(max(x0, 0), max(top, 0), min(x1, wide), min(bottom, high))


def _filled(gray: Gray, areas: Sequence[Area], reader: Recogniser, settings: ScanSettings) -> list[Strip]:
    """The areas as strips with what is read in them; glyphs in dots of the page."""
    crops = [_crop(gray, area, settings) for area in areas]
    read = reader.read([crop for crop, _ in crops])
    return [
        Strip(
            area,
            repaired(
                [
                    replace(glyph, x0=glyph.x0 - margin + area.x0, x1=glyph.x1 - margin + area.x0)
                    for glyph in glyphs
                ]
            ),
        )
        for area, (_, margin), glyphs in zip(areas, crops, read, strict=True)
    ]


def _crop(gray: Gray, area: Area, settings: ScanSettings) -> tuple[Gray, int]:
    """A line of text with paper around it: nothing of its neighbours comes in."""
    margin = max(round(settings.margin * (area.bottom - area.top)), 2)
    part = gray[area.top : area.bottom, area.x0 : area.x1]
    return np.pad(part, margin, constant_values=PAPER), margin


def _chars(strips: Sequence[Strip], scale: float, settings: ScanSettings) -> Iterator[Char]:
    sizes = _even([_size(strip, settings) / scale for strip in strips], settings)
    for strip, size in zip(strips, sizes, strict=True):
        middle = (strip.area.top + strip.area.bottom) / 2 / scale
        for glyph, (x0, x1) in zip(strip.glyphs, _reaches(strip, size * scale), strict=True):
            yield Char(
                glyph.text,
                x0 / scale,
                middle - size / 2,
                x1 / scale,
                middle + size / 2,
                size,
                confidence=glyph.confidence,
            )


def _size(strip: Strip, settings: ScanSettings) -> float:
    """The size of the characters of a line, in dots, by the height of its ink, no more than their pitch allows."""
    area = strip.area
    han = any("\u4e00" <= glyph.text <= "\u9fff" for glyph in strip.glyphs)
    pitch = (area.x1 - area.x0) / max(len(strip.glyphs), 1)
    most = pitch * (settings.pitch if han else settings.digit_pitch)
    return min((area.bottom - area.top) / (settings.han if han else settings.digit), most)


def _even(sizes: Sequence[float], settings: ScanSettings) -> list[float]:
    """Sizes that differ little made the same: the middle one of those around the most frequent."""
    left = sorted(sizes)
    settled: dict[float, float] = {}
    while left:
        centre = max(left, key=lambda size: (_count_near(left, size, settings.same_size), -size))
        near = [size for size in left if abs(size - centre) <= settings.same_size * centre]
        settled |= dict.fromkeys(near, round(statistics.median(near), 1))
        left = [size for size in left if size not in settled]
    return [settled[size] for size in sizes]


def _count_near(sizes: Sequence[float], centre: float, share: float) -> int:
    return sum(abs(size - centre) <= share * centre for size in sizes)


def _reaches(strip: Strip, size: float) -> list[tuple[float, float]]:
    """Where each character of a line begins and ends: half way to its neighbours, no further than its size."""
    middles = sorted((glyph.x0 + glyph.x1) / 2 for glyph in strip.glyphs)
    reaches: list[tuple[float, float]] = []
    for place, (glyph, middle) in enumerate(zip(strip.glyphs, middles, strict=True)):
        half = size / 2 if len(glyph.text.encode()) > 1 else size / 4
        low = max(middle - half, (middles[place - 1] + middle) / 2 if place else strip.area.x0)
        high = min(
            middle + half, (middle + middles[place + 1]) / 2 if place + 1 < len(middles) else strip.area.x1
        )
        reaches.append((low, max(low, high)))
    return reaches
