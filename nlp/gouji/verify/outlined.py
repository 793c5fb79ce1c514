"""Sums that the numbering of rows and the headings of columns state: 一、 = Σ 1., 合计 = Σ 一、, 小计 = Σ its columns."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from gouji.accounts import normalise
from gouji.facts import Fact

_TOP = re.compile(r"[一二三四五六七八九十]{1,3}[、.．]")
_SUB = re.compile(r"(?:[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.．、])")
_TOTAL = re.compile(r"(?:合计|总计|小计)$")
_PART_OF = re.compile(r"^其中")
_SUBTOTALS = frozenset({"小计", "合计"})

Sum = tuple[Fact, tuple[Fact, ...]]
"""A whole with the facts that it is the sum of."""


@dataclass(slots=True)
class _Block:
    """What has been seen of one column of a form, from above."""

    tops: list[tuple[Fact, list[Fact]]] = field(default_factory=list)
    since: list[tuple[Fact, list[Fact]]] = field(default_factory=list)
    total: Fact | None = None
    loose: bool = False

    def below(self) -> list[tuple[Fact, list[Fact]]]:
        """Where a sub-row goes: to the rows behind the last total, else to the numbered ones."""
        return self.since if self.total is not None else self.tops


def numbered(facts: Iterable[Fact]) -> Iterator[Sum]:
    """Numbered rows and the totals below (or, in a list headed by its total, above) them, column by column.

    A filled row without a number among the numbered ones leaves the sum open, and nothing is said of it.
    """
    columns: defaultdict[tuple[str, int], list[Fact]] = defaultdict(list)
    for fact in facts:
        columns[fact.table, fact.cell.column_index].append(fact)
    for members in columns.values():
        ordered = sorted(members, key=lambda fact: fact.cell.row_index)
        yield from _of_column(ordered)


def _of_column(ordered: Sequence[Fact]) -> Iterator[Sum]:
    block, head = _Block(), None
    for fact in ordered:
        label = "".join(fact.cell.row.split())
        part_of = label.startswith("其中") or _PART_OF.match(_SUB.sub("", label))
        if _TOP.match(label):
            block.below().append((fact, []))
        elif _SUB.match(label) and block.below():
            if not part_of:
                block.below()[-1][1].append(fact)
        elif _TOTAL.search(normalise(label)):
            if not block.tops and block.total is None:
                head = fact
                continue
            yield from _closed(block, fact)
            block.total, block.since = fact, []
        elif block.total is not None and not part_of:
            block.since.append((fact, []))
        elif fact.cell.value is not None and not part_of:
            block.loose = True
    for top, subs in block.tops:
        if subs and top.cell.value is not None and len(subs) > 1:
            yield top, tuple(subs)
    if head is not None and block.total is None:
        yield from _closed(block, head)


def _closed(block: _Block, total: Fact) -> Iterator[Sum]:
    """The sum that a total closes: of the numbered rows, or of the total before it and what stands between."""
    if total.cell.value is None:
        return
    if block.total is None:
        parts = [part for top, subs in block.tops for part in _worth(top, subs)]
        if len(block.tops) > 1 and not block.loose:
            yield total, tuple(parts)
        return
    rows = [
        row for n, row in enumerate(block.since) if n == 0 or row[0].account != block.since[n - 1][0].account
    ]
    between = [part for row, subs in rows for part in _worth(row, subs)]
    if block.total.cell.value is not None and block.total.account != total.account and between:
        yield total, (block.total, *between)


def _worth(top: Fact, subs: Sequence[Fact]) -> Iterator[Fact]:
    """A numbered row, or those below it where it prints no amount of its own."""
    if top.cell.value is None and subs:
        yield from subs
    else:
        yield top


def subtotals(facts: Iterable[Fact]) -> Iterator[Sum]:
    """In every row a column 小计 under a heading with the other columns under that heading."""
    rows: defaultdict[tuple[str, int], list[Fact]] = defaultdict(list)
    for fact in facts:
        rows[fact.table, fact.cell.row_index].append(fact)
    for row in rows.values():
        for whole in row:
            path = [normalise(part) for part in whole.cell.column_path]
            if len(path) > 1 and path[-1] in _SUBTOTALS:
                parts = _beside(path, row, whole)
                if len(parts) > 1:
                    yield whole, tuple(parts)


def _beside(path: list[str], row: Sequence[Fact], whole: Fact) -> list[Fact]:
    """The columns right under the heading of a 小计; a heading with a 小计 of its own counts by that."""
    depth = len(path)
    found: list[Fact] = []
    for fact in row:
        other = [normalise(part) for part in fact.cell.column_path]
        if fact is whole or other[: depth - 1] != path[:-1] or len(other) < depth:
            continue
        if any(part.startswith("其中") for part in other):
            return []
        if len(other) == depth or (len(other) == depth + 1 and other[-1] in _SUBTOTALS):
            found.append(fact)
    return found
