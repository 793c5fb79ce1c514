"""A PDF file into blocks: opened, drawn page by page, laid out; what could not be had is noted."""

from __future__ import annotations

from gouji.errors import UnreadableError
from gouji.model import Note
from gouji.read.blocks import Break, Options, Parsed
from gouji.read.pdf.engines import drawn
from gouji.read.pdf.layout import blocks_of
from gouji.read.pdf.opening import prepare
from gouji.read.pdf.page import BadPage, Page
from gouji.read.scan.scanned import recognised_pages, remedy
from gouji.read.settings import PAGE
from gouji.read.source import File


def parse(file: File, options: Options) -> Parsed:
    """The blocks of a PDF, what could not be read of it, its number of pages, the engine that drew them.

    Raises:
        UnreadableError: it needs a password, is beyond repair, or has no text on any page.
    """
    data, notes = prepare(file)
    try:
        found, engine, told = drawn(data, options.engine)
    except ValueError as error:
        raise UnreadableError(file.path, "PDF 结构已损坏，无法读取", "请重新下载或重新导出") from error
    notes.extend(told)
    shown: list[Page] = []
    for page in found:
        if isinstance(page, BadPage):
            notes.append(Note("page.unreadable", f"第{page.number}页的内容已损坏，未能读取", page.number))
        else:
            shown.append(page)
    pages, said, reader = recognised_pages(data, shown, options.ocr)
    notes.extend(said)
    notes.extend(note for page in pages for note in _page_notes(page))
    if not any(page.chars or page.images or page.unmapped for page in pages):
        advice = "各页也没有图片：文字可能已转为曲线，或页面空白；请取得原始电子文件"
        raise UnreadableError(file.path, "PDF 没有文字层", advice)
    if not any(page.chars for page in pages):
        advice = remedy(options.ocr) if reader is None else "请取得原始电子文件，或提高扫描分辨率"
        raise UnreadableError(file.path, "PDF 没有文字层（可能是扫描件）", advice)
    engines = engine if reader is None else f"{engine}+{reader}"
    return Parsed((*blocks_of(pages), Break()), tuple(notes), engines, len(found))


def _page_notes(page: Page) -> list[Note]:
    if page.unmapped > PAGE.unmapped_share * (len(page.chars) + page.unmapped):
        return [
            Note(
                "page.unmapped",
                f"第{page.number}页有{page.unmapped}个字符缺少文字编码，可能缺字",
                page.number,
            )
        ]
    return []
