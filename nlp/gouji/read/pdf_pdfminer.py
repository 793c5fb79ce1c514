"""The pdfminer.six engine: characters with boxes and ruling lines of every page."""

from __future__ import annotations

import io
import itertools
import logging
import math
import struct
import zlib
from collections.abc import Iterator
from typing import Any

from pdfminer.converter import PDFLayoutAnalyzer
from pdfminer.layout import LTChar, LTCurve, LTFigure, LTImage, LTLine, LTPage, LTRect
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.psexceptions import PSException

from gouji.read.pdf import BadPage, Char, Page, Segment
from gouji.read.settings import PAGE, PageSettings

BROKEN = (
    PSException,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
    EOFError,
    NotImplementedError,
    struct.error,
    zlib.error,
)
_RISE = 0.88
_WHITE = 0.99
_CID = "(cid:"


class _Device(PDFLayoutAnalyzer):
    """Keeps the last page as it was drawn, without layout analysis."""

    def __init__(self, resources: PDFResourceManager) -> None:
        super().__init__(resources, laparams=None)
        self.page: LTPage | None = None

    def receive_layout(self, ltpage: LTPage) -> None:
        """Called by pdfminer at the end of a page."""
        self.page = ltpage


def pages(data: bytes, settings: PageSettings = PAGE) -> Iterator[Page | BadPage]:
    """The pages of an unencrypted PDF; a page that cannot be drawn is a BadPage.

    Raises:
        ValueError: the document has no page tree that pdfminer can walk.
    """
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
    try:
        found = list(PDFPage.create_pages(PDFDocument(PDFParser(io.BytesIO(data)))))
    except BROKEN as error:
        raise ValueError(str(error)) from error
    resources = PDFResourceManager()
    for number, page in enumerate(found, start=1):
        device = _Device(resources)
        try:
            PDFPageInterpreter(resources, device).process_page(page)
        except BROKEN:
            yield BadPage(number)
            continue
        if device.page is not None:
            yield _page(number, device.page, settings)


def _page(number: int, drawn: LTPage, settings: PageSettings) -> Page:
    chars: list[Char] = []
    segments: list[Segment] = []
    count = {"images": 0, "unmapped": 0}
    _collect(drawn, drawn.height, chars, segments, count, settings)
    return Page(
        number, drawn.width, drawn.height, tuple(chars), tuple(segments), count["images"], count["unmapped"]
    )


def _collect(
    container: Any,
    height: float,
    chars: list[Char],
    segments: list[Segment],
    count: dict[str, int],
    settings: PageSettings,
) -> None:
    for item in container:
        if isinstance(item, LTChar):
            if item.get_text().startswith(_CID):
                count["unmapped"] += 1
            elif char := _char(item, height):
                chars.append(char)
        elif isinstance(item, LTFigure):
            _collect(item, height, chars, segments, count, settings)
        elif isinstance(item, LTImage):
            count["images"] += 1
        elif isinstance(item, LTCurve) and _is_seen(item):
            segments.extend(_rulings(item, height, settings))


def _char(item: LTChar, height: float) -> Char | None:
    """The character on a box from its baseline, so that fonts with odd descents share a line."""
    text = item.get_text()
    if not text.strip() or not all(map(math.isfinite, item.bbox)):
        return None
    a, b, _c, _d, _x, y = item.matrix
    if abs(b) > abs(a):
        return Char(
            text, item.x0, height - item.y1, item.x1, height - item.y0, item.size, 270 if b > 0 else 90
        )
    base = height - y
    angle = 180 if a < 0 else 0
    top, bottom = base - _RISE * item.size, base + (1 - _RISE) * item.size
    return Char(text, item.x0, top, item.x1, bottom, item.size, angle)


def _is_seen(item: LTCurve) -> bool:
    """Whether a path leaves a mark that is not white."""
    stroked = item.stroke and not _is_white(item.stroking_color)
    filled = item.fill and not _is_white(item.non_stroking_color)
    return bool(stroked or filled)


def _is_white(colour: Any) -> bool:
    if isinstance(colour, int | float):
        return colour >= _WHITE
    if isinstance(colour, tuple | list) and colour and all(isinstance(part, int | float) for part in colour):
        return (
            all(part <= 1 - _WHITE for part in colour)
            if len(colour) == 4
            else all(part >= _WHITE for part in colour)
        )
    return False


def _rulings(item: LTCurve, height: float, settings: PageSettings) -> list[Segment]:
    """A line, a thin bar, or the edges of a stroked rectangle or of a polygon along the axes."""
    if not all(map(math.isfinite, item.bbox)):
        return []
    wide, high = item.x1 - item.x0, item.y1 - item.y0
    top, bottom = height - item.y1, height - item.y0
    if min(wide, high) <= settings.thin:
        return [Segment(item.x0, top, item.x1, bottom)] if max(wide, high) > 0 else []
    if isinstance(item, LTLine) or not item.stroke:
        return []
    if isinstance(item, LTRect):
        return [
            Segment(item.x0, top, item.x1, top),
            Segment(item.x0, bottom, item.x1, bottom),
            Segment(item.x0, top, item.x0, bottom),
            Segment(item.x1, top, item.x1, bottom),
        ]
    points = [(x, height - y) for x, y in item.pts]
    edges = itertools.pairwise(points)
    return [
        Segment(min(x, u), min(y, v), max(x, u), max(y, v))
        for (x, y), (u, v) in edges
        if abs(x - u) <= settings.thin or abs(y - v) <= settings.thin
    ]
