"""The choice of the PDF engine: pdfium where it can, pdfminer where it cannot."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from dataclasses import replace

from gouji.model import Note
from gouji.read.pdf.page import BadPage, Engine, Page

_MODULES = {"pdfium": "gouji.read.pdf.pdfium", "pdfminer": "gouji.read.pdf.pdfminer"}


def drawn(data: bytes, engine: str) -> tuple[list[Page | BadPage], str, list[Note]]:
    """The pages of a PDF, the engine that drew them, and a note where it was not the first choice.

    Args:
        data: an unencrypted PDF.
        engine: "pdfium", "pdfminer", or "auto" for pdfium with pdfminer for what it cannot draw.

    Raises:
        ValueError: the engine, or with "auto" both, cannot open the document.
    """
    if engine != "auto":
        return _pages(data, engine), engine, []
    try:
        found = _pages(data, "pdfium")
    except (ValueError, ImportError):
        why = Note("pdf.fallback", "pdfium 无法打开此 PDF，改用 pdfminer 读取")
        return _pages(data, "pdfminer"), "pdfminer", [why]
    bad = [page.number for page in found if isinstance(page, BadPage)]
    if not bad:
        return found, "pdfium", []
    pages, mended = _mended(data, found, bad)
    notes = [
        Note("pdf.fallback", f"pdfium 无法绘制第{number}页，改用 pdfminer 读取", number) for number in mended
    ]
    return pages, "pdfium", notes


def _mended(
    data: bytes, found: Sequence[Page | BadPage], bad: Sequence[int]
) -> tuple[list[Page | BadPage], list[int]]:
    """Pages with the bad ones drawn by pdfminer, and the numbers of those that it could draw."""
    try:
        others = {page.number: page for page in _pages(data, "pdfminer") if isinstance(page, Page)}
    except ValueError:
        others = {}
    pages = [others.get(page.number, page) if page.number in bad else page for page in found]
    return pages, [number for number in bad if number in others]


def _pages(data: bytes, name: str) -> list[Page | BadPage]:
    engine: Engine = importlib.import_module(_MODULES[name]).pages
    return [_shown(page) if isinstance(page, Page) else page for page in engine(data)]


def _shown(page: Page) -> Page:
    """A page without what was printed beside it, such as crop marks and file names."""
    chars = tuple(
        char
        for char in page.chars
        if 0 <= char.x0 + char.x1 <= 2 * page.width and 0 <= char.top + char.bottom <= 2 * page.height
    )
    return page if len(chars) == len(page.chars) else replace(page, chars=chars)
