"""PDF: the neutral page between engine and layout.

An engine is a function from the bytes of an unencrypted PDF to `Page` values; one file per engine.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple


class Char(NamedTuple):
    """A printed character in points, origin top left; ``angle`` is 0, 90, 180 or 270 degrees clockwise.

    ``confidence`` is from 0 to 1 where the character was recognised in a picture. A tuple, because there are
    a thousand of them on a page.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    angle: int = 0
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Segment:
    """A ruling line, horizontal or vertical: ``x0 == x1`` or ``top == bottom`` up to its thickness."""

    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Page:
    """What is on a page, as it is shown (turned pages upright).

    ``images`` counts its pictures, ``pictured`` is the share of the page that the largest one covers,
    ``hidden`` where its text is invisible, as scanning software lays it under the picture of a page.
    ``column`` is 1 or 2 where it stands for one column of a page set in two.
    """

    number: int
    width: float
    height: float
    chars: tuple[Char, ...]
    segments: tuple[Segment, ...]
    images: int = 0
    unmapped: int = 0
    pictured: float = 0.0
    hidden: bool = False
    column: int = 0


@dataclass(frozen=True, slots=True)
class BadPage:
    """A page whose content breaks the engine."""

    number: int


RISE = 0.88
"""The part of a character's size that stands above its baseline."""
_WHITE = 0.99


def shown_box(media: Sequence[float], crop: Sequence[float]) -> tuple[float, float, float, float]:
    """The part of a page's sheet that is shown: left, bottom, right, top; all of it where the two do not meet."""
    left, bottom = max(media[0], crop[0]), max(media[1], crop[1])
    right, top = min(media[2], crop[2]), min(media[3], crop[3])
    if left < right and bottom < top:
        return left, bottom, right, top
    return media[0], media[1], media[2], media[3]


_SLANT = 0.2


def is_slanted(across: float, up: float) -> bool:
    """Whether a line of text runs neither along the page nor straight up or down, as watermarks do."""
    low, high = sorted((abs(across), abs(up)))
    return low > _SLANT * high


def is_white(colour: object) -> bool:
    """Whether a colour (grey, RGB or CMYK from 0 to 1) leaves no mark on paper."""
    if isinstance(colour, int | float):
        return colour >= _WHITE
    if not isinstance(colour, tuple | list) or not colour:
        return False
    if not all(isinstance(part, int | float) for part in colour):
        return False
    if len(colour) == 4:
        return all(part <= 1 - _WHITE for part in colour)
    return all(part >= _WHITE for part in colour)


Engine = Callable[[bytes], Iterator[Page | BadPage]]
