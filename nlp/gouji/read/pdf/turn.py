"""Pages whose text is turned against the page: laid out upright, their places given on the page as it is."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from gouji.model import Box
from gouji.read.blocks import Block, Grid, Line
from gouji.read.pdf.page import Char, Page, Segment

_HALF = 0.5


def turn_of(page: Page) -> int:
    """The angle of most characters, clockwise in degrees: 0, 90, 180 or 270."""
    counted = Counter(char.angle for char in page.chars)
    if not counted:
        return 0
    angle, count = counted.most_common(1)[0]
    return angle if count > _HALF * len(page.chars) else 0


def upright(page: Page, angle: int) -> Page:
    """The page turned so that text of this angle reads from left to right."""
    if not angle:
        return page
    wide, high = (page.height, page.width) if angle in (90, 270) else (page.width, page.height)
    chars = tuple(_turned_char(char, page, angle) for char in page.chars)
    segments = tuple(
        Segment(*_turned((s.x0, s.top, s.x1, s.bottom), page.width, page.height, angle))
        for s in page.segments
    )
    return replace(page, width=wide, height=high, chars=chars, segments=segments)


def turned_back(block: Block, page: Page, angle: int) -> Block:
    """A block of an upright page with its boxes on the page as it is."""
    if isinstance(block, Line) and block.box:
        return replace(block, box=_box(block.box, page, angle))
    if isinstance(block, Grid):
        cells = tuple(
            replace(cell, box=_box(cell.box, page, angle)) if cell.box else cell for cell in block.cells
        )
        return replace(block, cells=cells, box=_box(block.box, page, angle) if block.box else None)
    return block


def _turned_char(char: Char, page: Page, angle: int) -> Char:
    x0, top, x1, bottom = _turned((char.x0, char.top, char.x1, char.bottom), page.width, page.height, angle)
    return char._replace(x0=x0, top=top, x1=x1, bottom=bottom, angle=(char.angle - angle) % 360)


def _box(box: Box, page: Page, angle: int) -> Box:
    wide, high = (page.height, page.width) if angle in (90, 270) else (page.width, page.height)
    places = _turned((box.x0, box.top, box.x1, box.bottom), wide, high, (360 - angle) % 360)
    return Box(box.page, *(round(place, 2) for place in places))


def _turned(
    places: tuple[float, float, float, float], wide: float, high: float, angle: int
) -> tuple[float, float, float, float]:
    """x0, top, x1, bottom on a page of this size after a turn that undoes ``angle``."""
    x0, top, x1, bottom = places
    if angle == 90:
        return top, wide - x1, bottom, wide - x0
    if angle == 270:
        return high - bottom, x0, high - top, x1
    return wide - x1, high - bottom, wide - x0, high - top
