"""The pdfminer.six engine: characters with boxes and ruling lines of every page."""

from __future__ import annotations

import io
import logging
import math
import struct
import zlib
from collections.abc import Iterator
from typing import Any

from pdfminer.converter import PDFLayoutAnalyzer
from pdfminer.layout import LTChar, LTCurve, LTFigure, LTImage, LTPage, LTRect
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.psexceptions import PSException

from gouji.read.pdf.page import RISE, BadPage, Char, Page, is_slanted, is_white, shown_box
from gouji.read.pdf.paths import Outline, rulings
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
        page.mediabox = shown_box(page.mediabox, page.cropbox)
        try:
            PDFPageInterpreter(resources, device).process_page(page)
        except BROKEN:
            yield BadPage(number)
            continue
        if device.page is not None:
            yield _page(number, device.page, settings)


def _page(number: int, drawn: LTPage, settings: PageSettings) -> Page:
    chars: list[Char] = []
    outlines: list[Outline] = []
    count = {"images": 0, "unmapped": 0}
    _collect(drawn, drawn.height, chars, outlines, count)
    segments = tuple(rulings(outlines, settings))
    return Page(number, drawn.width, drawn.height, tuple(chars), segments, count["images"], count["unmapped"])


def _collect(
    container: Any,
    height: float,
    chars: list[Char],
    outlines: list[Outline],
    count: dict[str, int],
) -> None:
    for item in container:
        if isinstance(item, LTChar):
            if item.get_text().startswith(_CID):
                count["unmapped"] += 1
            elif char := _char(item, height):
                chars.append(char)
        elif isinstance(item, LTFigure):
            _collect(item, height, chars, outlines, count)
        elif isinstance(item, LTImage):
            count["images"] += 1
        elif isinstance(item, LTCurve) and (_is_seen(item) or item.fill):
            outlines.append(_outline(item, height, white=not _is_seen(item)))


def _char(item: LTChar, height: float) -> Char | None:
    """The character on a box from its baseline, so that fonts with odd descents share a line."""
    text = item.get_text()
    if not text.strip() or not all(map(math.isfinite, item.bbox)):
        return None
    a, b, _c, _d, _x, y = item.matrix
    if is_slanted(a, b):
        return None
    if abs(b) > abs(a):
        return Char(
            text, item.x0, height - item.y1, item.x1, height - item.y0, item.size, 270 if b > 0 else 90
        )
    base = height - y
    angle = 180 if a < 0 else 0
    top, bottom = base - RISE * item.size, base + (1 - RISE) * item.size
    return Char(text, item.x0, top, item.x1, bottom, item.size, angle)


def _is_seen(item: LTCurve) -> bool:
    """Whether a path leaves a mark that is not white."""
    stroked = item.stroke and not is_white(item.stroking_color)
    filled = item.fill and not is_white(item.non_stroking_color)
    return bool(stroked or filled)


def _outline(item: LTCurve, height: float, *, white: bool) -> Outline:
    points = tuple((x, height - y) for x, y in item.pts)
    if isinstance(item, LTRect):
        x0, top, x1, bottom = item.x0, height - item.y1, item.x1, height - item.y0
        points = ((x0, top), (x1, top), (x1, bottom), (x0, bottom), (x0, top))
    return Outline(points, bool(item.stroke) and not is_white(item.stroking_color), white)
