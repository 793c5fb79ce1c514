"""Workbooks of Excel 5 to 2003 (.xls), through xlrd."""

from __future__ import annotations

import io
import struct
from typing import Any

import xlrd
from xlrd.biffh import error_text_from_code
from xlrd.compdoc import CompDocError

from gouji.errors import UnreadableError
from gouji.read.settings import LIMITS, Limits
from gouji.read.sheet.book import Book, Sheet, Span
from gouji.read.sheet.formats import shown, shown_text
from gouji.read.source import File

_AGAIN = "请用 Excel、WPS 或 LibreOffice 打开后另存为 .xlsx"
_ENCRYPTED = "encrypted"
BROKEN = (
    xlrd.XLRDError, CompDocError, AssertionError, AttributeError, LookupError, TypeError, ValueError, ArithmeticError,
    struct.error, EOFError, MemoryError, RecursionError,
)  # fmt: skip
"""What xlrd raises on files that are damaged."""


def book_of(file: File, limits: Limits = LIMITS) -> Book:
    """The visible sheets of a workbook, every cell as it is shown; charts and macros are not looked at.

    Raises:
        UnreadableError: the file is damaged or encrypted.
    """
    try:
        with xlrd.open_workbook(
            file_contents=file.data,
            formatting_info=True,
            on_demand=True,
            ragged_rows=True,
            logfile=io.StringIO(),
        ) as book:
            return _book(book, limits)
    except BROKEN as error:
        if _ENCRYPTED in str(error):
            raise UnreadableError(file.path, "工作簿已加密，需要密码", "请先解除密码再读取") from error
        raise UnreadableError(file.path, "工作簿结构已损坏，无法读取", _AGAIN) from error


def _book(book: Any, limits: Limits) -> Book:
    sheets: list[Sheet] = []
    hidden: list[str] = []
    left = 0
    for index in range(book.nsheets):
        sheet = book.sheet_by_index(index)
        if sheet.visibility:
            hidden.append(sheet.name)
        elif len(sheets) >= limits.sheets:
            left += 1
        else:
            sheets.append(_sheet(book, sheet, limits))
        book.unload_sheet(index)
    return Book(tuple(sheets), tuple(hidden), left)


def _sheet(book: Any, sheet: Any, limits: Limits) -> Sheet:
    texts: dict[tuple[int, int], str] = {}
    wrong = 0
    cut = False
    for row in range(min(sheet.nrows, limits.sheet_rows)):
        for column in range(sheet.row_len(row)):
            text = _text(book, sheet, row, column)
            if not text.strip():
                continue
            if column >= limits.sheet_columns or len(texts) >= limits.cells:
                cut = True
                break
            texts[row, column] = text
            wrong += sheet.cell_type(row, column) == xlrd.XL_CELL_ERROR
    beyond = range(limits.sheet_rows, sheet.nrows)
    cut = cut or any(
        kind not in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK)
        for row in beyond
        for kind in sheet.row_types(row)
    )
    return Sheet(
        sheet.name,
        texts,
        tuple(
            Span(top, left, bottom, right)
            for top, bottom, left, right in sheet.merged_cells
            if top < bottom and left < right
        ),
        frozenset(row for row, info in sheet.rowinfo_map.items() if info.hidden or info.height == 0),
        frozenset(column for column, info in sheet.colinfo_map.items() if info.hidden or info.width == 0),
        wrong=wrong,
        cut=cut,
    )


def _text(book: Any, sheet: Any, row: int, column: int) -> str:
    kind = sheet.cell_type(row, column)
    if kind in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
        return ""
    value = sheet.cell_value(row, column)
    if kind == xlrd.XL_CELL_BOOLEAN:
        return "TRUE" if value else "FALSE"
    if kind == xlrd.XL_CELL_ERROR:
        return str(error_text_from_code.get(value, "#N/A"))
    style = book.xf_list[sheet.cell_xf_index(row, column)]
    code = book.format_map[style.format_key].format_str
    if kind == xlrd.XL_CELL_TEXT:
        return shown_text(value, code)
    if not value and not sheet.show_zero_values:
        return ""
    return shown(value, code, from_1904=bool(book.datemode))
