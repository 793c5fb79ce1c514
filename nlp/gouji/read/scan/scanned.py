"""The scanned pages of a PDF: which they are, recognised where that can be done, and what is to say of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gouji.model import Note
from gouji.read.clean import clean
from gouji.read.furniture import is_page_number
from gouji.read.pdf.page import Page
from gouji.read.scan.recogniser import HOW_TO_GET, Recogniser, recogniser
from gouji.read.scan.settings import SCAN, ScanSettings
from gouji.read.settings import LIMITS, Limits

_POINTS = 72.0


def is_scanned(page: Page, settings: ScanSettings = SCAN) -> bool:
    """Whether a page of a PDF is a picture: it has no text, or next to none on a picture that fills it."""
    if _is_blank(page):
        return bool(page.images or page.unmapped)
    if page.unmapped > len(page.chars):
        return True
    return page.pictured >= settings.filled and len(page.chars) < settings.stray


def _is_blank(page: Page) -> bool:
    text = clean("".join(char.text for char in page.chars))
    return not text or is_page_number(text)


def recognised_pages(
    data: bytes, pages: Sequence[Page], name: str, limits: Limits = LIMITS
) -> tuple[list[Page], list[Note], str | None]:
    """The pages of a PDF with the scanned ones recognised, what is to say of them, and what recognised them.

    Args:
        data: an unencrypted PDF.
        pages: its pages as drawn.
        name: of the recogniser, or "auto", or "none".
        limits: the largest picture.
    """
    scanned = {page.number for page in pages if is_scanned(page)}
    reader = recogniser(name) if scanned else None
    whole: list[Page] = []
    notes: list[Note] = []
    for page in pages:
        if page.number not in scanned:
            whole.append(page)
            notes.extend([_layered(page)] if page.hidden and page.chars else [])
        elif reader is None:
            whole.append(page)
            notes.extend([unread(page, name)] if _is_blank(page) else [])
        else:
            found = _recognised(data, page, reader, limits)
            better = found is not None and len(found.chars) > SCAN.more * len(page.chars)
            whole.append(found if found is not None and better else page)
            notes.extend([told(found or page, reader)] if better or _is_blank(page) else [])
    return whole, notes, reader.name if reader else None


def _recognised(data: bytes, page: Page, reader: Recogniser, limits: Limits) -> Page | None:
    """A page as recognised, at its own size; None where it cannot be drawn."""
    from gouji.read.pdf.drawing import draw
    from gouji.read.scan.pages import page_of

    drawn = draw(data, page.number, SCAN.dpi / _POINTS, limits.image_pixels)
    if drawn is None:
        return None
    found = page_of(drawn.gray, page.number, drawn.scale * _POINTS, reader)
    return replace(found, width=page.width, height=page.height)


def told(page: Page, reader: Recogniser) -> Note:
    """What a reader should know of a recognised page."""
    if _is_blank(page):
        return Note("page.no_text", f"第{page.number}页为图片，没有认出文字", page.number)
    return Note("page.ocr", f"第{page.number}页为扫描页，由 {reader.name} 识别，请核对", page.number)


def unread(page: Page, name: str) -> Note:
    """What to say of a page that nothing recognised."""
    what = f"第{page.number}页没有文字层（图片或扫描页），未能读取；{remedy(name)}"
    return Note("page.no_text", what, page.number)


def remedy(name: str) -> str:
    """What to do where this recogniser is not there."""
    if name == "none":
        return "请不要用 --ocr none 关闭文字识别"
    return HOW_TO_GET


def _layered(page: Page) -> Note:
    """What to say of a page that scanning software has laid its own text under."""
    what = f"第{page.number}页为扫描页，其文字层由扫描软件识别，请核对"
    return Note("page.ocr_layer", what, page.number)
