"""The header of a grid: where it ends, and the path of header texts over every column."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from gouji.read.blocks import Grid, GridCell, matrix
from gouji.read.clean import folded
from gouji.read.settings import TABLE, TableSettings
from gouji.read.tables.values import integer, is_blank, number

CODE = re.compile(r"^[123]\d{2}(?:\d{2}){0,2}$")
FUSED = re.compile(r"^([123]\d{2}(?:\d{2}){0,2})(?=[^\d.,，%％年])(.+)$")
TOTAL = re.compile(r"^(?:[本当全]年)?(?:收入|支出|收支|经费|预算|决算)?(?:总?合计|总计|共计|小计)$")
_NUMBERED = re.compile(r"^(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）])\S")
_OF_WHICH = re.compile(r"^其中[:：]\S")
_LABELS = re.compile(r"项目|科目|编码|代码|名称|类")
_COLUMN_NUMBERS = re.compile(r"^(?:栏次|栏\s*目|行次)$")
_CODE_STEPS = frozenset("类款项")
_FORMULA = re.compile(r"^\d{1,2}(?:=[\d+\-*/()]+)?$")


@dataclass(frozen=True, slots=True)
class Header:
    """``rows`` are the header's, with the row that numbers the columns; ``paths`` from the top, per column.

    ``shared`` where the last of them carries the label of the total too, so that it is data as well.
    """

    rows: int
    paths: tuple[tuple[str, ...], ...]
    shared: bool = False


def find_header(grid: Grid, settings: TableSettings = TABLE) -> Header:
    """The header rows above the first numbered column row, code, total or complete row of column names."""
    rows = matrix(grid)
    end = 0
    while end < min(settings.header_rows, grid.height):
        row = _texts(rows[end])
        if not any(row) and _numbering_below(rows, end, settings) > end:
            end += 1
            continue
        if is_numbering(row, settings) or _is_data(row, rows[:end]):
            break
        if end and _is_complete(grid, rows, end):
            break
        end += 1
    if (
        end == grid.height
        and end > 1
        and not any(_LABELS.search(text) for row in rows for text in _texts(row))
    ):
        end = 1
    names = end = _numbering_below(rows, end, settings)
    while end < grid.height and is_numbering(_texts(rows[end]), settings):
        end += 1
    shared = 0 < names == end and _is_shared(rows, names - 1)
    if names < end and any(cell and cell.text in _CODE_STEPS for cell in rows[names]):
        rows[names] = [cell if cell and cell.text in _CODE_STEPS else None for cell in rows[names]]
        names += 1
    return Header(end, _paths(grid, rows, names, shared), shared)


def _numbering_below(
    rows: Sequence[Sequence[GridCell | None]], end: int, settings: TableSettings = TABLE
) -> int:
    """The place of the row that numbers the columns, where only rows covered by merged cells lie above it."""
    place = next((place for place in range(end, len(rows)) if any(_texts(rows[place]))), end)
    found = end > 0 and place < len(rows) and is_numbering(_texts(rows[place]), settings)
    return place if found else end


def is_numbering(row: Sequence[str], settings: TableSettings = TABLE) -> bool:
    """Whether a row numbers the columns: 栏次 1 2 3, or nothing but 1, 2, 3 …"""
    texts = [text for text in row if text]
    marks = [text for text in texts if _COLUMN_NUMBERS.match(text)]
    rest = [text for text in texts if not _COLUMN_NUMBERS.match(text) and text not in _CODE_STEPS]
    if marks and all(_FORMULA.match(folded(text)) for text in rest):
        return True
    numbers = [integer(text.split("=")[0]) for text in rest if _FORMULA.match(folded(text))]
    if marks or len(numbers) != len(rest) or len(rest) < settings.numbering:
        return False
    return numbers == list(range(1, len(numbers) + 1))


def _is_data(row: Sequence[str], above: Sequence[Sequence[GridCell | None]]) -> bool:
    texts = [text for text in row if text]
    if not texts:
        return bool(above)
    if any(CODE.match(text) or FUSED.match(text) or _NUMBERED.match(text) for text in texts):
        return True
    if _OF_WHICH.match(texts[0]) and (not above or _is_below_labels(row, above)):
        return True
    values = [number(text) is not None for text in texts]
    if TOTAL.match(texts[0]) and all(
        value or is_blank(text) for value, text in zip(values[1:], texts[1:], strict=True)
    ):
        return len(texts) > 1 or not above or _is_below_labels(row, above)
    return any(values)


def _is_below_labels(row: Sequence[str], above: Sequence[Sequence[GridCell | None]]) -> bool:
    """Whether the first text of a row stands under the names of the label columns."""
    place = next(index for index, text in enumerate(row) if text)
    texts = [
        cell.text for line in above for cell in line if cell and cell.col <= place < cell.col + cell.colspan
    ]
    return any(_LABELS.search(text) for text in texts)


def _is_shared(rows: Sequence[Sequence[GridCell | None]], last: int) -> bool:
    row = _texts(rows[last])
    first = next((text for text in row if text), "")
    return bool(last and TOTAL.match(first)) and _is_below_labels(row, rows[:last])


def _is_complete(grid: Grid, rows: Sequence[Sequence[GridCell | None]], end: int) -> bool:
    """Whether every column has its own name in the rows above ``end``."""
    if grid.exact:
        cells = [cell for row in rows[:end] for cell in row if cell]
        if any(cell.row + cell.rowspan > end for cell in cells):
            return False
        leaves = [cell for cell in cells if cell.row + cell.rowspan == end]
        return all(cell.colspan == 1 and cell.text for cell in leaves)
    spread = _spread(rows, end)
    names = [
        next((row[column] for row in reversed(spread) if row[column]), "") for column in range(grid.width)
    ]
    filled = [text for text in names if text]
    return len(filled) == grid.width and (end > 1 or all(_texts(rows[end - 1])))


def _paths(
    grid: Grid, rows: Sequence[Sequence[GridCell | None]], end: int, shared: bool
) -> tuple[tuple[str, ...], ...]:
    names = _covered(grid, rows, end) if grid.exact else _spread(rows, end)
    if shared:
        total = next(cell for cell in rows[end - 1] if cell and cell.text)
        for column in range(total.col, total.col + total.colspan):
            names[end - 1][column] = ""
    return tuple(_collapse([row[column] for row in names]) for column in range(grid.width))


def _covered(grid: Grid, rows: Sequence[Sequence[GridCell | None]], end: int) -> list[list[str]]:
    """Header rows with every cell's text over the columns it spans, as far as its parent reaches.

    A cell that spans columns of several parents is a name with blanks merged to its right.
    """
    names = [[""] * grid.width for _ in range(end)]
    owners: list[list[GridCell | None]] = [[None] * grid.width for _ in range(end)]
    for cell in (cell for row in rows[:end] for cell in row if cell):
        above = owners[cell.row - 1][cell.col] if cell.row else None
        for column in range(cell.col, cell.col + cell.colspan):
            if cell.row and owners[cell.row - 1][column] is not above:
                break
            for row in range(cell.row, min(cell.row + cell.rowspan, end)):
                names[row][column] = cell.text
                owners[row][column] = cell
    return names


def _collapse(texts: Sequence[str]) -> tuple[str, ...]:
    path: list[str] = []
    for text in texts:
        if text and (not path or path[-1] != text):
            path.append(text)
    return tuple(path)


def _spread(rows: Sequence[Sequence[GridCell | None]], end: int) -> list[list[str]]:
    """Header rows of a text table: a blank above a name belongs to the header left of it, under one parent."""
    texts = [_texts(row) for row in rows[:end]]
    parents = [0] * len(texts[0]) if texts else []
    for place, row in enumerate(texts):
        owners = list(range(len(row)))
        for column in range(1, len(row)):
            named = any(below[column] for below in texts[place + 1 :])
            if not row[column] and row[column - 1] and named and parents[column] == parents[column - 1]:
                row[column], owners[column] = row[column - 1], owners[column - 1]
        parents = [owners[column] if text else parents[column] for column, text in enumerate(row)]
    return texts


def _texts(row: Sequence[GridCell | None]) -> list[str]:
    return [cell.text if cell else "" for cell in row]
