"""Rows of a grid into value cells with row and column paths."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from gouji.model import Cell
from gouji.read.blocks import GridCell
from gouji.read.clean import folded
from gouji.read.confidence import as_decimal
from gouji.read.tables.columns import Column, columns_of
from gouji.read.tables.rows import RowName, name_rows
from gouji.read.tables.values import is_blank, number

Row = Sequence[GridCell | None]
_SIDE = re.compile(r"^(?:\d{4}年)?(?:年初|全年|本年)?(?:预算|决算)(?:数|金额)?$")
_INCOME = re.compile(r"收入|财政拨款")
_MONEY = re.compile(r"(?:合计|小计|金额|决算数|预算数|收入|支出|结余|拨款)$")
_SIDES = ("收入", "支出")
_NAME = re.compile(r"^(?:项目|内容|指标|名称|科目名称)$")
_COUNTED = re.compile(r"^(?:统计数|决算统计数|数量|金额|行次)$")


@dataclass(frozen=True, slots=True)
class Body:
    """A table below its header: rows of cells by column, and the header path of each column.

    ``two_sided`` where the form prints income and expenditure side by side; ``single`` where it is one row
    of amounts without label (the three-public form).
    """

    rows: Sequence[Row]
    paths: tuple[tuple[str, ...], ...]
    two_sided: bool = False
    headless: frozenset[tuple[int, int]] = frozenset()


def build_cells(table: str, body: Body) -> tuple[tuple[Cell, ...], int]:
    """The value cells of a table, and how many of them are suspicious: figures under no header, words under a header of money.

    Args:
        table: the id of the table, such as "t1".
        body: its rows and header paths.
    """
    cells: list[Cell] = []
    stray = 0
    for first, part in parts(body):
        found, odd = _part_cells(table, first, part)
        cells.extend(found)
        stray += odd
    return tuple(cells), stray


def parts(body: Body) -> list[tuple[int, Body]]:
    """A body cut above rows in its middle that name columns anew (项目, 统计数), with the place of each part.

    A line directly above such a row that is nothing but its heading (相关统计数：) is left out.
    """
    heads = [place for place, row in enumerate(body.rows) if place and _is_inner_header(row)]
    found = [(0, replace(body, rows=body.rows[: _above(body.rows, heads[0])] if heads else body.rows))]
    for head, below in itertools.pairwise([*heads, len(body.rows)]):
        paths: list[tuple[str, ...]] = [()] * len(body.paths)
        for cell in (cell for cell in body.rows[head] if cell and cell.text):
            paths[cell.col : cell.col + cell.colspan] = [(cell.text,)] * cell.colspan
        stop = _above(body.rows, below) if below < len(body.rows) else below
        found.append((head + 1, Body(body.rows[head + 1 : stop], tuple(paths))))
    return found


def _is_inner_header(row: Row) -> bool:
    texts = [folded(cell.text) for cell in row if cell and cell.text]
    return (
        len(texts) > 1
        and all(_NAME.match(text) or _COUNTED.match(text) for text in texts)
        and any(_NAME.match(text) for text in texts)
        and any(_COUNTED.match(text) for text in texts)
    )


def _above(rows: Sequence[Row], head: int) -> int:
    """Where the rows above an inner header end, without its heading."""
    texts = [cell.text for cell in rows[head - 1] if cell and cell.text]
    return head - 1 if len(texts) == 1 and number(texts[0]) is None and head > 1 else head


def _part_cells(table: str, first: int, body: Body) -> tuple[list[Cell], int]:
    texts = [[cell.text if cell else "" for cell in row] for row in body.rows]
    columns = columns_of(body.paths, texts)
    groups = [
        [column for column in columns if column.group == group] for group in range(columns[-1].group + 1)
    ]
    names = [_names(group, texts) for group in groups]
    paths = {column.index: _path(column, groups, names, body.two_sided) for column in columns}
    cells: list[Cell] = []
    stray = 0
    for place, row in enumerate(body.rows):
        for column, name in _owners(groups, names, texts[place], place):
            cell = row[column.index]
            if cell is None or (place, column.index) in body.headless:
                continue
            path = paths[column.index]
            figure = number(cell.text) is not None
            stray += (
                not path if figure else bool(path and _MONEY.search(path[-1]) and not is_blank(cell.text))
            )
            cells.append(make_cell(table, first + place, column.index, name, path, cell))
    return cells, stray


def make_cell(
    table: str, place: int, column: int, name: RowName, path: tuple[str, ...], cell: GridCell
) -> Cell:
    """A model cell from its place (row and column counted from 0 below the header)."""
    return Cell(
        id=f"{table}/r{place + 1}c{column + 1}",
        row=name.label,
        row_code=name.code,
        row_path=name.path,
        column=path[-1] if path else "",
        column_path=path,
        text=cell.text,
        value=number(cell.text),
        row_index=place + 1,
        column_index=column + 1,
        page=cell.page,
        box=cell.box,
        confidence=as_decimal(cell.confidence),
    )


def _names(group: Sequence[Column], texts: Sequence[Sequence[str]]) -> list[RowName]:
    group = _first_naming(group)
    codes = [column.index for column in group if column.kind == "code"]
    labels = [column.index for column in group if column.kind == "label"]
    named = name_rows(
        [[row[index] for index in codes] for row in texts],
        [_label([row[index] for index in labels]) for row in texts],
    )
    if len(labels) < 2 or codes:
        return named
    return _under_left_labels(named, [[row[index] for index in labels] for row in texts])


def _first_naming(group: Sequence[Column]) -> Sequence[Column]:
    """The columns of a group without a second classification: codes and names after codes and names."""
    kinds = [column.kind for column in group]
    if "label" not in kinds or "code" not in kinds[: kinds.index("label")]:
        return group
    label = kinds.index("label")
    return group[: kinds.index("code", label)] if "code" in kinds[label:] else group


def _under_left_labels(named: Sequence[RowName], texts: Sequence[Sequence[str]]) -> list[RowName]:
    """Rows with several label columns: a label on the left goes on for the rows below it."""
    above: list[str] = [""] * len(texts[0]) if texts else []
    nested: list[RowName] = []
    for name, row in zip(named, texts, strict=True):
        filled = [place for place, text in enumerate(row) if text]
        if filled:
            above = [row[place] if place >= filled[0] else above[place] for place in range(len(row))]
        parents = [text for text in above[: filled[-1]] if text and not text.isdigit()] if filled else []
        path = (*parents, *(part for part in name.path if part not in parents))
        nested.append(replace(name, path=path))
    return nested


def _label(texts: Sequence[str]) -> str:
    """The label of a row with several label columns is the last one filled."""
    return next((text for text in reversed(texts) if text), "")


def _owners(
    groups: Sequence[Sequence[Column]], names: Sequence[Sequence[RowName]], row: Sequence[str], place: int
) -> list[tuple[Column, RowName]]:
    """The value columns of a row with the name each one takes, groups that print nothing left out.

    A total that spans several groups prints its label in the first and its amount in the last of them: the
    groups between take the label and give up their blank cells.
    """
    named = [names[index][place] for index in range(len(groups))]
    values = [[column for column in group if column.kind == "value"] for group in groups]
    filled = [any(not is_blank(row[column.index]) for column in group) for group in values]
    has_name = [bool(name.label or name.code) for name in named]
    unlabelled = [not any(column.kind in ("label", "code") for column in group) for group in groups]
    owners: list[tuple[Column, RowName]] = []
    for index, group in enumerate(values):
        name = named[index]
        if not has_name[index] and not unlabelled[index]:
            if not filled[index]:
                continue
            name = named[index - 1] if index and has_name[index - 1] and not filled[index - 1] else name
        elif _lends_name(index, filled, has_name) or (
            unlabelled[index] and not filled[index] and not any(row)
        ):
            continue
        owners.extend((column, name) for column in group)
    return owners


def _lends_name(index: int, filled: Sequence[bool], has_name: Sequence[bool]) -> bool:
    """Whether a group prints a label only and the next one its amount."""
    return not filled[index] and index + 1 < len(filled) and filled[index + 1] and not has_name[index + 1]


def _path(
    column: Column, groups: Sequence[Sequence[Column]], names: Sequence[Sequence[RowName]], two_sided: bool
) -> tuple[str, ...]:
    """The header path, budget or final account first where each account prints both, the side before all."""
    path = column.path
    if len(path) > 1 and _SIDE.match(folded(path[-1])) and not _SIDE.match(folded(path[0])):
        path = (path[-1], *path[:-1]) if _is_pair(column, groups) else path
    if two_sided and len(groups) > 1 and not any(side in (path[0] if path else "") for side in _SIDES):
        labels = [name.label for name in names[column.group] if name.label]
        income = any(_INCOME.search(label) and "支出" not in label for label in labels[:1])
        path = (_SIDES[0] if income and column.group == 0 else _SIDES[1], *path)
    return path


def _is_pair(column: Column, groups: Sequence[Sequence[Column]]) -> bool:
    """Whether the table has no labels, so that its accounts are the columns above 预算数 and 决算数."""
    return not any(other.kind in ("label", "code") for other in groups[column.group])
