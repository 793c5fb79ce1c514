"""The workbook reader: every visible sheet in its order, as lines and grids, with what could not be had."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from gouji.errors import UnreadableError
from gouji.model import Note
from gouji.read.blocks import Block, Break, Grid, Options, Parsed
from gouji.read.sheet import xls, xlsx
from gouji.read.sheet.book import Book, Sheet
from gouji.read.sheet.names import is_continued, with_title
from gouji.read.sheet.regions import blocks_of
from gouji.read.sheet.visible import View, view_of
from gouji.read.source import MEDIA, File

_NAMED = 10
_AGAIN = "请用 Excel、WPS 或 LibreOffice 打开后重新保存"


def parse(file: File, _options: Options) -> Parsed:
    """The blocks of a workbook; the page of a line, a cell or a note is its sheet, the visible ones counted from 1.

    A sheet is set apart from the next as a file of a bundle is, but for one that says it goes on the one before.

    Raises:
        UnreadableError: the workbook is damaged, encrypted, or shows nothing.
    """
    book = (xls if file.media_type == MEDIA.xls else xlsx).book_of(file)
    blocks: list[Block] = []
    notes = list(_book_notes(book))
    for page, sheet in enumerate(book.sheets, start=1):
        view = view_of(sheet)
        found, cut = blocks_of(view, page)
        if sheet.uncached:
            found = [_in_doubt(block) for block in found]
        if blocks and found and not is_continued(sheet.name, found):
            blocks.append(Break())
        blocks.extend(with_title(sheet.name, found, page))
        notes.extend(_sheet_notes(sheet, view, page, cut=cut or sheet.cut))
    if not blocks:
        what = "工作簿中可见的工作表都没有内容" if book.sheets else "工作簿中没有可见的工作表"
        raise UnreadableError(file.path, what, _remedy(book, notes))
    kind = "xls" if file.media_type == MEDIA.xls else "xlsx"
    return Parsed((*blocks, Break()), tuple(notes), kind, len(book.sheets))


def _in_doubt(block: Block) -> Block:
    """A grid in which figures are missing: its blank cells are no zeros."""
    return replace(block, ragged=block.height) if isinstance(block, Grid) else block


def _remedy(book: Book, notes: list[Note]) -> str:
    if any(note.code == "sheet.no_cached_value" for note in notes):
        return f"公式没有保存计算结果，{_AGAIN}"
    return "请先取消隐藏工作表" if book.hidden else "请确认文件完整，或取得原文件"


def _book_notes(book: Book) -> Iterator[Note]:
    if book.hidden:
        names = "、".join(f"“{name}”" for name in book.hidden[:_NAMED])
        more = "等" if len(book.hidden) > _NAMED else ""
        yield Note("sheet.hidden", f"{len(book.hidden)} 张隐藏的工作表没有读取：{names}{more}")
    if book.mended:
        yield Note("sheet.repaired", f"工作簿结构有损坏，已尽量读取，请核对原表；{_AGAIN}")
    if book.left:
        yield Note("sheet.cut", f"工作表过多，后面的 {book.left} 张没有读取")


def _sheet_notes(sheet: Sheet, view: View, page: int, *, cut: bool) -> Iterator[Note]:
    """What a sheet did not give, each with what to do about it."""
    where = f"工作表“{sheet.name}”"
    if sheet.uncached:
        message = f"{where}有 {sheet.uncached} 个公式没有保存计算结果，按空白读取；{_AGAIN}"
        yield Note("sheet.no_cached_value", message, page)
    if sheet.wrong:
        yield Note(
            "sheet.error_value", f"{where}有 {sheet.wrong} 个单元格显示错误值（如 #REF!）；请改正公式", page
        )
    if view.hidden_rows or view.hidden_columns:
        parts = [
            f"{count} {unit}"
            for count, unit in ((view.hidden_rows, "个隐藏行"), (view.hidden_columns, "个隐藏列"))
            if count
        ]
        figures = f"，其中有 {view.hidden_figures} 个数字" if view.hidden_figures else ""
        yield Note(
            "sheet.hidden_cells", f"{where}有 {'、'.join(parts)}没有读取{figures}；如需读取请先取消隐藏", page
        )
    if cut:
        yield Note("sheet.cut", f"{where}超出可读取的行数或列数，其余部分没有读取", page)
    if sheet.damaged is not None:
        yield Note(
            "sheet.damaged", f"{where}的数据在第 {sheet.damaged} 行处损坏，其后没有读取；{_AGAIN}", page
        )
