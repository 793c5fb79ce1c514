"""Tables that are no code and amount forms: performance tables with headers of their own in the middle."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gouji.model import Cell
from gouji.read.blocks import GridCell
from gouji.read.clean import folded
from gouji.read.tables.cells import Row, make_cell
from gouji.read.tables.rows import RowName
from gouji.read.tables.values import is_blank, number

_WORD = re.compile(
    r"^(?:年初|全年|调整)?(?:预算|执行|决算)数|^执行率|^预算执行率|分值|^得分|^[一二三四]级指标|指标值|完成值|目标值|^偏差原因|^备注"
    r"|^权重|^评分(?:标准|规则|依据)|^自评|^指标(?:名称|内容|解释)|^序号$|^项目名称$|^姓名$|^职务$|^单位及职务$|^年初预期目标$|^目标实际完成情况$"
    r"|^名称$|^单位名称$|^等级$"
)
_LABEL = re.compile(r"指标$|名称$|^指标内容$|^姓名$|指标\(|^项目$|^内容$|问题分类|^类别$|^序号$")
_NUMBER_COLUMN = re.compile(r"^序号$")
_REMARK = re.compile(r"^(?:偏差原因|备注|未完成原因)")
_PURE = re.compile(r"^\d+(?:\.\d+)?$")
_LEAST = 2


def build_loose_cells(table: str, rows: Sequence[Row]) -> tuple[Cell, ...]:
    """All cells of a loose table; a row of column names gives the header of the rows below it.

    Rows count from 1 over the whole grid. Cells that are neither labels nor under a header keep an empty
    column; without a header only cells that print something are listed.
    """
    header: dict[int, str] = {}
    labels: set[int] = set()
    above: dict[int, str] = {}
    cells: list[Cell] = []
    for place, row in enumerate(rows):
        texts = [cell.text if cell else "" for cell in row]
        if _is_header(texts, first=place == 0, below=rows[place + 1 : place + 2]):
            header, labels, above = _names(row), _label_columns(texts), {}
            continue
        if header:
            row = _realigned(row, header)
            cells.extend(_row_cells(table, place, row, header, labels, above))
        else:
            cells.extend(_plain_cells(table, place, row))
    return tuple(cells)


def _is_header(texts: Sequence[str], *, first: bool, below: Sequence[Row]) -> bool:
    printed = [text for text in texts if text]
    if any(number(text) is not None for text in printed):
        return False
    words = sum(bool(_WORD.search(folded(text))) for text in printed)
    if words >= _LEAST and words * 2 >= len(printed):
        return True
    if not first or len(printed) < _LEAST or any(text.endswith((":", "：")) for text in printed):
        return False
    filled = len(printed) == len(texts)
    return filled and any(cell and number(cell.text) is not None for row in below for cell in row)


def _names(row: Row) -> dict[int, str]:
    names: dict[int, str] = {}
    for cell in row:
        if cell and cell.text:
            names |= dict.fromkeys(range(cell.col, cell.col + cell.colspan), cell.text)
    return names


def _label_columns(texts: Sequence[str]) -> set[int]:
    """The columns left of the first column of values: indicators, names, and those without a header."""
    labels: set[int] = set()
    for column, text in enumerate(texts):
        key = folded(text)
        if _NUMBER_COLUMN.match(key):
            continue
        if text and not _LABEL.search(key) and (labels or _WORD.search(key)):
            break
        labels.add(column)
    return labels


def _realigned(row: Row, header: dict[int, str]) -> Row:
    """A row that was set one column too far right: a bare number stands in the column of remarks."""
    last = max(header)
    cell = row[last] if last < len(row) else None
    if (
        not cell
        or not _REMARK.match(folded(header[last]))
        or not _PURE.match(cell.text)
        or (row[0] and row[0].text)
    ):
        return row
    return [*row[1:], None]


def _row_cells(
    table: str, place: int, row: Row, header: dict[int, str], labels: set[int], above: dict[int, str]
) -> list[Cell]:
    own = {
        column: cell.text
        for column in sorted(labels)
        if column < len(row) and (cell := row[column]) and cell.text
    }
    for column in own:
        for right in [key for key in above if key > column]:
            del above[right]
    above |= own
    label = own[max(own)] if own else next((text for _, text in sorted(above.items(), reverse=True)), "")
    depth = max(own) if own else max(above, default=0)
    path = tuple(dict.fromkeys(text for column, text in sorted(above.items()) if column <= depth))
    name = RowName(label, None, path or (label,))
    cells = []
    for column, cell in enumerate(row):
        if cell is None or column in labels or not _is_listed(cell, header.get(column)):
            continue
        path = (header[column],) if column in header else ()
        cells.append(make_cell(table, place, column, name, path, cell))
    return cells if any(not is_blank(cell.text) for cell in cells) or own else []


def _is_listed(cell: GridCell, name: str | None) -> bool:
    return bool(cell.text) or bool(name)


def _plain_cells(table: str, place: int, row: Row) -> list[Cell]:
    """Cells of a row of names and values: a figure is named by the last text before it, a text by the first."""
    printed = [(column, cell) for column, cell in enumerate(row) if cell and cell.text]
    cells = []
    first = last = printed[0][1].text if printed else ""
    for column, cell in printed[1:]:
        figure = number(cell.text) is not None
        label = last if figure else first
        cells.append(make_cell(table, place, column, RowName(label, None, (label,)), (), cell))
        last = last if figure else cell.text
    return cells
