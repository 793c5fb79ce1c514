"""How sure recognised text is: of a cell, and of the figures of a line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from gouji.model import Recognised

_FIGURE = re.compile(r"\d[\d.,，]*(?:[%％]|[万亿]?元|个百分点)?")
_PLACES = Decimal("0.001")


def least(found: Iterable[float | None]) -> float | None:
    """The lowest confidence; None where nothing was recognised."""
    return min((one for one in found if one is not None), default=None)


def as_decimal(confidence: float | None) -> Decimal | None:
    """A confidence as the model holds it."""
    return None if confidence is None else Decimal(confidence).quantize(_PLACES)


def recognised(text: str, chars: Sequence[tuple[str, float]]) -> tuple[Recognised, ...]:
    """The figures of a line with the confidence of their least sure character.

    Args:
        text: the line, cleaned: a part of its characters, in their order.
        chars: the recognised characters with their confidence, from the left.
    """
    if not chars:
        return ()
    sure = _along(text, chars)
    return tuple(
        Recognised(found.start(), found.end(), confidence)
        for found in _FIGURE.finditer(text)
        if (confidence := as_decimal(least(sure[found.start() : found.end()]))) is not None
    )


def _along(text: str, chars: Sequence[tuple[str, float]]) -> list[float | None]:
    """The confidence of each character of a text; None for what cleaning put in."""
    along: list[float | None] = []
    place = 0
    for char in text:
        ahead = next((at for at in range(place, len(chars)) if chars[at][0] == char), None)
        along.append(None if ahead is None else chars[ahead][1])
        place = place if ahead is None else ahead + 1
    return along
