"""A table as rows and columns again: header levels with their spans, labels beside the values they name."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from gouji.model import Cell, Table

# A place in the grid: the row, how often its column was met in it before, so that no cell is lost.
_Row = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Heading:
    """A header cell; it stands over the body columns from `first` up to and with `last`."""

    text: str
    first: int
    last: int
    down: int


@dataclass(frozen=True, slots=True)
class Label:
    """The name of a row (or its code) in one block, with its depth below the top of the hierarchy."""

    text: str
    depth: int = 0
    code: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """Header rows from the top; body rows of labels, cells, and None where the table has no cell."""

    head: tuple[tuple[Heading, ...], ...]
    body: tuple[tuple[Label | Cell | None, ...], ...]


@dataclass(frozen=True, slots=True)
class _Block:
    """Neighbouring columns that share their row labels, which may be all blank (the single row of 公开09)."""

    columns: tuple[int, ...]
    labels: dict[_Row, Cell]
    named: bool
    coded: bool


def grid(table: Table, item: str, code: str) -> Grid:
    """Lay out a table; `item` and `code` are the headings of its label columns."""
    columns = _columns(table)
    blocks = _blocks(columns)
    paths = {column: _path(cells.values()) for column, cells in columns.items()}
    rows = sorted({row for cells in columns.values() for row in cells})
    body = tuple(tuple(entry for block in blocks for entry in _entries(block, columns, row)) for row in rows)
    return Grid(_head(blocks, paths, item, code), body)


def _columns(table: Table) -> dict[int, dict[_Row, Cell]]:
    columns: defaultdict[int, dict[_Row, Cell]] = defaultdict(dict)
    met: Counter[tuple[int, int]] = Counter()
    for cell in table.cells:
        place = (cell.row_index, cell.column_index)
        columns[cell.column_index][cell.row_index, met[place]] = cell
        met[place] += 1
    return dict(sorted(columns.items()))


def _path(cells: Iterable[Cell]) -> tuple[str, ...]:
    (path, _), *_ = Counter(cell.column_path or (cell.column,) for cell in cells).most_common(1)
    return path


def _blocks(columns: dict[int, dict[_Row, Cell]]) -> list[_Block]:
    gathered: list[tuple[list[int], dict[_Row, Cell]]] = []
    for column, cells in columns.items():
        if not gathered or not _same_labels(gathered[-1][1], cells):
            gathered.append(([], {}))
        members, labels = gathered[-1]
        members.append(column)
        gathered[-1] = (members, cells | labels)
    return [_block(members, labels) for members, labels in gathered]


def _block(columns: list[int], labels: dict[_Row, Cell]) -> _Block:
    coded = any(cell.row_code for cell in labels.values())
    return _Block(tuple(columns), labels, coded or any(cell.row for cell in labels.values()), coded)


def _same_labels(labels: dict[_Row, Cell], cells: dict[_Row, Cell]) -> bool:
    return all(_name(labels[row]) == _name(cell) for row, cell in cells.items() if row in labels)


def _name(cell: Cell) -> tuple[str, str | None]:
    return cell.row, cell.row_code


def _entries(
    block: _Block, columns: dict[int, dict[_Row, Cell]], row: _Row
) -> tuple[Label | Cell | None, ...]:
    named = block.labels.get(row)
    labels = []
    if block.coded:
        labels.append(Label((named.row_code if named else None) or "", code=True))
    if block.named:
        labels.append(Label(named.row, max(len(named.row_path) - 1, 0)) if named else Label(""))
    return (*labels, *(columns[column].get(row) for column in block.columns))


def _head(
    blocks: list[_Block], paths: dict[int, tuple[str, ...]], item: str, code: str
) -> tuple[tuple[Heading, ...], ...]:
    levels = max((len(path) for path in paths.values()), default=1)
    rows: list[list[Heading]] = [[] for _ in range(levels)]
    place = 0
    for block in blocks:
        for text in [code] * block.coded + [item] * block.named:
            rows[0].append(Heading(text, place, place, levels))
            place += 1
        _block_head(rows, [paths[column] for column in block.columns], place)
        place += len(block.columns)
    return tuple(tuple(row) for row in rows)


def _block_head(rows: list[list[Heading]], paths: list[tuple[str, ...]], first: int) -> None:
    """Write the headings of one block: equal parents of neighbours are joined, leaves reach the bottom."""
    for level, row in enumerate(rows):
        joined: tuple[str, ...] | None = None
        for place, path in enumerate(paths, first):
            if len(path) <= level:
                joined = None
            elif len(path) == level + 1:
                row.append(Heading(path[level], place, place, len(rows) - level))
                joined = None
            elif path[: level + 1] == joined:
                row.append(Heading(path[level], row.pop().first, place, 1))
            else:
                row.append(Heading(path[level], place, place, 1))
                joined = path[: level + 1]
