"""The workbook file: sheets of typed cells, where text stays text whatever it begins with."""

from __future__ import annotations

import io
import math
import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, NamedTuple

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

from gouji.render.columns import clean
from gouji.render.marks import is_formula

FONT, SIZE = "等线", 10
_LONGEST = 32_000
_NAME_LENGTH = 31
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_A4, _A3 = 9, 8
_LINE, _SPARE, _HIGHEST = 13.5, 3.0, 400.0
_USUAL_WIDTH = 8.4
_NARROW, _WIDE = 1.0, 2.0
_DIGITS = 15
_COMMENT = {"author": "gouji", "x_scale": 2.2, "font_name": FONT, "font_size": 9}
_STYLES: dict[str, dict[str, Any]] = {
    "body": {"valign": "top", "text_wrap": True, "border": 1, "border_color": "#BFBFBF"},
    "middle": {"valign": "top", "align": "center", "border": 1, "border_color": "#BFBFBF"},
    "label": {"valign": "vcenter", "text_wrap": True, "border": 1, "border_color": "#BFBFBF"},
    "plain": {"valign": "top"},
    "note": {"valign": "top", "font_color": "#595959", "italic": True},
    "title": {"bold": True, "font_size": 14},
    "head": {
        "bold": True, "valign": "vcenter", "align": "center", "text_wrap": True, "border": 1,
        "border_color": "#7F7F7F", "bg_color": "#D9E1F2",
    },
    "link": {
        "valign": "top", "text_wrap": True, "border": 1, "border_color": "#BFBFBF", "font_color": "#0563C1",
        "underline": 1,
    },
}  # fmt: skip


class Look(NamedTuple):
    """How a cell looks: a style, a number format, a fill, a depth of indentation."""

    style: str = "body"
    digits: str | None = None
    fill: str | None = None
    indent: int = 0


BODY = Look()
MIDDLE = Look("middle")
"""Of numbers that count and name rather than measure."""


class Book:
    """A workbook in memory; sheets keep the order in which they are added."""

    def __init__(self) -> None:
        self._data = io.BytesIO()
        self._book = xlsxwriter.Workbook(
            self._data,
            {
                "in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
                "default_format_properties": {"font_name": FONT, "font_size": SIZE},
            },
        )  # fmt: skip
        self._formats: dict[tuple[Look, bool], Any] = {}
        self._names: set[str] = set()
        self._sheets: list[Sheet] = []

    def sheet(self, name: str) -> Sheet:
        """A new sheet; its name is made one that Excel takes and that no other sheet has."""
        plain = _NOT_IN_NAMES.sub("", clean(name)).strip("' ")[:_NAME_LENGTH] or "_"
        free, number = plain, 2
        while free.casefold() in self._names or free.casefold() == "history":
            tail = f"({number})"
            free, number = plain[: _NAME_LENGTH - len(tail)] + tail, number + 1
        self._names.add(free.casefold())
        page = self._book.add_worksheet(free)
        page.set_paper(_A4)
        page.set_landscape()
        page.fit_to_pages(1, 0)
        page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        page.set_footer("&L&A&R&P / &N")
        self._sheets.append(Sheet(self, page, free))
        return self._sheets[-1]

    def bytes(self) -> bytes:
        """The file; nothing can be written any more."""
        for sheet in self._sheets:
            sheet.settle()
        self._book.close()
        return self._data.getvalue()

    def look(self, look: Look, *, quoted: bool = False) -> Any:
        """The format of a look; ``quoted`` keeps text from becoming a formula when a reader edits the cell."""
        key = (look, quoted)
        if key not in self._formats:
            made = dict(_STYLES[look.style])
            if look.digits:
                made["num_format"] = look.digits
            if look.fill:
                made["bg_color"] = look.fill
            if look.indent:
                made["indent"] = min(look.indent, _DIGITS)
            self._formats[key] = self._book.add_format(made | ({"quote_prefix": True} if quoted else {}))
        return self._formats[key]


class Sheet:
    """One sheet; rows and columns count from 0."""

    def __init__(self, book: Book, page: Any, name: str) -> None:
        self._book, self._page, self.name = book, page, name
        self._widths: dict[int, float] = {}
        self._lines: dict[int, int] = {}

    def text(self, row: int, column: int, text: str | None, look: Look = BODY) -> None:
        """Text as it is, without control characters; None or "" is a blank cell."""
        if text:
            if _STYLES[look.style].get("text_wrap"):
                self._grow(row, column, text)
            self._page.write_string(row, column, told(text), self._book.look(look, quoted=is_formula(text)))
        else:
            self._page.write_blank(row, column, None, self._book.look(look))

    def number(self, row: int, column: int, value: Decimal | int | None, look: Look = BODY) -> None:
        """A number; as text where Excel's fifteen digits would change it."""
        if value is None or exact(Decimal(value)):
            self._page.write(row, column, None if value is None else float(value), self._book.look(look))
        else:
            self.text(row, column, format(value, "f"), look)

    def formula(
        self, row: int, column: int, formula: str, value: Decimal | str | None, look: Look = BODY
    ) -> None:
        """A live formula with the value that a program shows before it has recomputed."""
        held = value if isinstance(value, str) else float(value or 0)
        self._page.write_formula(row, column, "=" + formula, self._book.look(look), held)

    def link(self, row: int, column: int, target: str, text: str) -> None:
        """A link to a place in this workbook, as `Sheet.place` names it; one line, not every program breaks it."""
        look = self._book.look(Look("link"), quoted=is_formula(text))
        self._grow(row, column, text)
        self._page.write_url(row, column, f"internal:{target}", look, told(text))

    def merged(self, rows: tuple[int, int], columns: tuple[int, int], text: str, look: Look) -> None:
        """Text over several cells, the ends included."""
        if rows[0] == rows[1] and columns[0] == columns[1]:
            self.text(rows[0], columns[0], text, look)
            return
        style = self._book.look(look, quoted=is_formula(text))
        if rows[0] == rows[1]:
            self._grow(rows[0], columns[0], text, columns[1] - columns[0] + 1)
        self._page.merge_range(rows[0], columns[0], rows[1], columns[1], "", style)
        if text:
            self._page.write_string(rows[0], columns[0], told(text), style)

    def comment(self, row: int, column: int, text: str) -> None:
        """A comment on a cell, as high as its lines."""
        lines = text.count("\n") + len(text) // 24 + 1
        self._page.write_comment(
            row, column, told(text), {**_COMMENT, "y_scale": max(0.6, min(4.0, lines / 4.5))}
        )

    def heads(self, row: int, names: Sequence[str], widths: Sequence[float]) -> None:
        """The heading of a list: a row that stays in view, is repeated in print, and sets the widths."""
        self.widths(widths)
        for column, name in enumerate(names):
            self.text(row, column, name, Look("head"))
        self.keep(row + 1, 1)
        self._page.repeat_rows(row)

    def keep(self, rows: int, columns: int) -> None:
        """Keep the first rows and columns in view."""
        self._page.freeze_panes(rows, columns)

    def repeat(self, first: int, last: int) -> None:
        """Rows that every printed page begins with."""
        self._page.repeat_rows(first, last)

    def widths(self, widths: Sequence[float]) -> None:
        """The widths of the first columns, in characters."""
        for column, width in enumerate(widths):
            self._page.set_column(column, column, width)
            self._widths[column] = width

    def filtered(self, first: int, last: int, columns: int) -> None:
        """A filter over the rows of a list, its heading the first of them."""
        self._page.autofilter(first, 0, max(first, last), columns - 1)

    def alert(self, column: int, first: int, last: int, words: str, fill: str) -> None:
        """Fill the cells of a column that read ``words``, also after recomputing."""
        if last >= first:
            style = {
                "type": "cell",
                "criteria": "==",
                "value": f'"{words}"',
                "format": self._book.look(Look("plain", fill=fill)),
            }
            self._page.conditional_format(first, column, last, column, style)

    def spread(self, pages: int) -> None:
        """Print a wide list on large paper, over so many pages side by side, the first column on each."""
        self._page.set_paper(_A3)
        self._page.fit_to_pages(pages, 0)
        self._page.repeat_columns(0)

    def settle(self) -> None:
        """Give every row the height of its longest text: not every program does so by itself."""
        for row, lines in self._lines.items():
            if lines > 1:
                self._page.set_row(row, min(lines * _LINE + _SPARE, _HIGHEST))

    def _grow(self, row: int, column: int, text: str, columns: int = 1) -> None:
        room = self._widths.get(column, _USUAL_WIDTH)
        if columns > 1:
            room = sum(self._widths.get(column + index, _USUAL_WIDTH) for index in range(columns))
        if len(text) * _WIDE <= room and "\n" not in text:
            return
        lines = sum(max(1, math.ceil(width_of(line) / room)) for line in text.split("\n"))
        self._lines[row] = max(self._lines.get(row, 1), lines)

    def place(self, row: int, column: int) -> str:
        """The name of a cell in formulas of any sheet."""
        quoted = self.name.replace("'", "''")
        return f"'{quoted}'!{xl_rowcol_to_cell(row, column)}"


def width_of(text: str) -> float:
    """How many columns of figures a text takes, a Chinese character two."""
    # three bytes a Chinese character: counted so, not one by one, for the speed of it
    wide = (len(text.encode("utf-8", "replace")) - len(text)) / 2
    return _NARROW * len(text) + (_WIDE - _NARROW) * wide


def exact(value: Decimal) -> bool:
    """Whether a number keeps its digits in a spreadsheet, which has fifteen of them."""
    return Decimal(repr(float(value))) == value and len(value.normalize().as_tuple().digits) <= _DIGITS


def told(text: str) -> str:
    """Text that a cell can hold: lines kept, other control characters marked, cut where it is too long."""
    lines = text
    if not text.isprintable():
        lines = "\n".join(clean(line) for line in text.split("\n"))
    return lines if len(lines) <= _LONGEST else lines[: _LONGEST - 1] + "…"
