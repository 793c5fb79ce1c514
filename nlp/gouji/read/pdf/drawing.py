"""A page of a PDF drawn as a picture, by pdfium, for the recognition of its text."""

from __future__ import annotations

import math
from dataclasses import dataclass

import pypdfium2  # type: ignore[import-untyped]

from gouji.read.scan.picture import Gray, gray_of


@dataclass(frozen=True, slots=True)
class Drawn:
    """A drawn page; ``scale`` dots make a point."""

    gray: Gray
    scale: float


def draw(data: bytes, number: int, scale: float, most: int) -> Drawn | None:
    """The page with this number, counted from 1, as it is shown; None where pdfium cannot draw it.

    Args:
        data: an unencrypted PDF.
        number: of the page.
        scale: dots of a point, where the page is not too large for it.
        most: the most dots of the picture.
    """
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        return None
    try:
        page = document[number - 1]
        wide, high = page.get_size()
        scale = min(scale, math.sqrt(most / max(wide * high, 1.0)) * 0.99)
        image = page.render(scale=scale, rev_byteorder=True).to_pil()
    except (pypdfium2.PdfiumError, IndexError, ValueError, MemoryError):
        return None
    finally:
        document.close()
    return Drawn(gray_of(image), scale)
