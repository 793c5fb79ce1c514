"""The visible fields of a sheet as lines and grids: titles and captions above a table, notes below it."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from gouji.read.blocks import Block, Grid, GridCell, Line
from gouji.read.clean import clean_cell, clean_line
from gouji.read.furniture import is_page_number
from gouji.read.narrative.numbering import is_caption, is_item, is_note
from gouji.read.settings import LIMITS, TABLE, Limits
from gouji.read.sheet.visible import Field, View, filled
from gouji.read.tables.forms import form_of_title
from gouji.read.tables.header import CODE, TOTAL
from gouji.read.tables.values import is_blank, number

_YEAR = re.compile(r"^[（(]?\d{4}年度?[)）]?$")
_TITLE = re.compile(r"(?:表|情况|明细|清单|报告|目录)(?:[（(].*[)）])?$")
_SENTENCE = re.compile(r"[。！？；]")
_SIGNED = re.compile(
    r"^(?:(?:填报|填表|制表|审核|复核|经办|联系|单位负责|财务负责|部门负责)人|联系电话|电话|(?:填报|填表|制表|编制|报送)(?:日期|时间))(?:签字|签章)?[:：]"
)
_OPEN = re.compile(r"[:：]$")
_LINE_END = re.compile(r"\r\n|\r|\n")
_LABEL = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）]|其中[:：]|\d{1,2}[、.．])"
)
_LONG = 30
Row = Sequence[Field]


def blocks_of(view: View, page: int, limits: Limits = LIMITS) -> tuple[list[Block], bool]:
    """The lines and grids of a sheet, and whether a table had to be cut.

    Args:
        view: what is seen of it.
        page: its place among the sheets that are read, from 1.
        limits: the most cells of one table.
    """
    found: list[Block] = []
    table: list[Row] = []
    cut = False

    def close() -> None:
        nonlocal cut
        if table:
            grid, whole = _grid(table, page, limits)
            found.append(grid)
            cut = cut or not whole
            table.clear()

    for band in _bands(view):
        head, body, foot = _parted(band)
        if table and head and body and all(_is_label(row) for row in head) and _goes_on(body):
            head, body = (), band[: len(band) - len(foot)]
        if head or (body and not (table and _goes_on(body))):
            close()
        found.extend(_lines(head, page))
        if body and table:
            table.append(())
        table.extend(body)
        if foot:
            close()
            found.extend(_lines(foot, page))
    close()
    return found, cut


def _bands(view: View) -> Iterator[list[Row]]:
    """Runs of rows without a blank one between them; a merged place holds its rows together."""
    band: list[Row] = []
    reach = 0
    for place, row in enumerate(view.rows):
        shown = filled(row)
        if not shown and place >= reach:
            if band:
                yield band
            band = []
            continue
        reach = max([reach, *(field.bottom for field in shown)])
        band.append(row)
    if band:
        yield band


def _parted(band: Sequence[Row]) -> tuple[Sequence[Row], Sequence[Row], Sequence[Row]]:
    """The rows of a band above its table, of its table, and below it; all above where there is no table."""
    first = 0
    wide = _extent(band)
    while first < len(band) and _is_above(band[first], wide):
        first += 1
    last = len(band)
    while last > first and _is_below(band[last - 1], wide):
        last -= 1
    last = next(
        (
            place
            for place in range(first + 1, last)
            if _begins_foot(band[place]) and all(_is_text(row) for row in band[place:last])
        ),
        last,
    )
    return band[:first], band[first:last], band[last:]


def _extent(band: Sequence[Row]) -> tuple[int, int]:
    """The columns that rows with more than one field reach over."""
    rows = [filled(row) for row in band]
    fields = [field for row in rows if len(row) > 1 for field in row] or [
        field for row in rows for field in row
    ]
    return min(field.col for field in fields), max(field.right for field in fields)


def _is_above(row: Row, extent: tuple[int, int]) -> bool:
    """Whether a row with no table above it is a title, a caption or a paragraph."""
    fields = filled(row)
    texts = [clean_cell(field.text) for field in fields]
    if not fields or _is_captions(texts):
        return True
    if len(fields) > 1:
        return False
    field, text = fields[0], texts[0]
    if _is_page_number(text):
        return True
    if number(text) is not None or CODE.match(text) or TOTAL.match(text):
        return False
    left, right = extent
    whole = field.col <= left and field.right >= right
    return whole or field.col <= left or bool(_TITLE.search(text) or _YEAR.match(text) or _is_prose(text))


def _is_captions(texts: Sequence[str]) -> bool:
    """部门：某局, 2023年度, 金额单位：万元, 公开01表 side by side, a title or a bare name among them."""
    known = [is_caption(text) or bool(_YEAR.match(text)) for text in texts]
    if not any(is_caption(text) for text in texts) or any(number(text) is not None for text in texts):
        return False
    others = [place for place, found in enumerate(known) if not found]
    return all(
        form_of_title(texts[place]) or place == 0 or bool(_OPEN.search(texts[place - 1])) for place in others
    )


def _is_below(row: Row, extent: tuple[int, int]) -> bool:
    """Whether a row with no table below it is a note, a signature or a paragraph."""
    fields = filled(row)
    texts = [clean_cell(field.text) for field in fields]
    if not fields or all(_SIGNED.match(text) or _is_date(text) for text in texts):
        return True
    if len(fields) > 1:
        return bool(_SIGNED.match(texts[0])) and not any(number(text) is not None for text in texts)
    if is_note(texts[0]) or _is_page_number(texts[0]):
        return True
    left, right = extent
    wide = fields[0].col <= left and (fields[0].right >= right or fields[0].colspan == 1)
    return wide and _is_prose(texts[0])


def _begins_foot(row: Row) -> bool:
    texts = [clean_cell(field.text) for field in filled(row)]
    return len(texts) == 1 and is_note(texts[0])


def _is_text(row: Row) -> bool:
    texts = [clean_cell(field.text) for field in filled(row)]
    return not texts or (len(texts) == 1 and number(texts[0]) is None) or bool(_SIGNED.match(texts[0]))


def _is_prose(text: str) -> bool:
    return (
        bool(_SENTENCE.search(text))
        or (len(text) > _LONG and not _LABEL.match(text))
        or (is_item(text) and len(text) > _LONG)
    )


def _is_page_number(text: str) -> bool:
    """- 4 -, 第3页: not the bare 5 that may be a figure."""
    return number(text) is None and is_page_number(text)


def _is_date(text: str) -> bool:
    return bool(re.match(r"^\d{4}年\d{1,2}月(?:\d{1,2}日)?$", text))


def _goes_on(body: Sequence[Row]) -> bool:
    """Whether rows below a blank one go on the table above it: they begin with figures, not with names."""
    texts = [clean_cell(field.text) for field in filled(body[0])]
    if any(CODE.match(text) or TOTAL.match(text) or _LABEL.match(text) for text in texts):
        return True
    return any(number(text) is not None or is_blank(text) for text in texts)


def _is_label(row: Row) -> bool:
    """Whether a row is nothing but a numbered name whose figures are blank."""
    texts = [clean_cell(field.text) for field in filled(row)]
    return (
        len(texts) == 1
        and bool(_LABEL.match(texts[0]))
        and not _is_prose(texts[0])
        and not form_of_title(texts[0])
    )


def _lines(rows: Sequence[Row], page: int) -> Iterator[Line]:
    """The texts of rows: 部门： joined to the name in the next field, the paragraphs of one field apart."""
    for row in rows:
        texts = [field.text.strip() for field in filled(row)]
        joined: list[str] = []
        for text in texts:
            if joined and _OPEN.search(joined[-1]) and not is_caption(clean_cell(text)):
                joined[-1] += text
            else:
                joined.append(text)
        for text in joined:
            prose = len(joined) == 1 and _is_prose(clean_cell(text))
            for part in _LINE_END.split(text) if prose else [clean_cell(text)]:
                line = clean_line(part)
                if line and not _is_page_number(line):
                    yield Line(line, page, gap=True, full=None if prose else False)


def _grid(rows: Sequence[Row], page: int, limits: Limits) -> tuple[Grid, bool]:
    """A grid of these rows without their blank columns, and whether all of them have room in it.

    A header without merged cells is none whose spans are known: blanks in it may belong to the name left of
    them, as in a table of text.
    """
    begins = sorted({field.col for row in rows for field in filled(row)})
    most = max(1, limits.cells // len(begins))
    height, width = min(len(rows), most), len(begins)
    cells: list[GridCell] = []
    taken: set[tuple[int, int]] = set()
    fields = [(place, field) for place, row in enumerate(rows[:height]) for field in row]
    for place, field in sorted(fields, key=lambda entry: not entry[1].text.strip()):
        first, end = bisect_left(begins, field.col), bisect_left(begins, field.right)
        bottom = min(place + field.rowspan, height)
        covered = {(y, x) for y in range(place, bottom) for x in range(first, end)}
        if covered and not taken & covered:
            taken |= covered
            cells.append(GridCell(clean_cell(field.text), place, first, bottom - place, end - first, page))
    blank = itertools.product(range(height), range(width))
    cells.extend(GridCell("", y, x, page=page) for y, x in blank if (y, x) not in taken)
    cells.sort(key=lambda cell: (cell.row, cell.col))
    exact = any(cell.rowspan * cell.colspan > 1 for cell in cells if cell.row < TABLE.header_rows)
    return Grid(height, width, tuple(cells), exact, page), height == len(rows)
