"""Pictures of pages (PNG, JPEG, TIFF, BMP) into blocks."""

from __future__ import annotations

from gouji.errors import UnreadableError
from gouji.model import Note
from gouji.read.blocks import Break, Options, Parsed
from gouji.read.pdf.layout import blocks_of
from gouji.read.pdf.page import Page
from gouji.read.scan.images import frames
from gouji.read.scan.pages import page_of
from gouji.read.scan.recogniser import recogniser
from gouji.read.scan.scanned import remedy, told
from gouji.read.source import File


def parse(file: File, options: Options) -> Parsed:
    """The blocks of a picture, page by page.

    Raises:
        UnreadableError: it is damaged or too large, nothing can recognise its text, or there is none on it.
    """
    reader = recogniser(options.ocr)
    if reader is None:
        raise UnreadableError(file.path, "这是图片，需要文字识别才能读取", remedy(options.ocr))
    pages: list[Page] = []
    notes: list[Note] = []
    count = 0
    for frame in frames(file):
        count += 1
        if isinstance(frame, Note):
            notes.append(frame)
            continue
        page = page_of(frame.gray, frame.number, frame.dpi, reader)
        pages.append(page)
        notes.append(told(page, reader))
    if not any(page.chars for page in pages):
        raise UnreadableError(file.path, "图片中没有认出文字", "请确认它是报告的扫描页，或提高扫描分辨率")
    return Parsed((*blocks_of(pages), Break()), tuple(notes), reader.name, count)
