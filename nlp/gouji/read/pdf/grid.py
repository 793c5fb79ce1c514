"""Ruling lines into grids: snapped, merged, cut into the smallest cells, merged where no line parts them."""

from __future__ import annotations

import bisect
import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from gouji.read.pdf.implied import implied_columns
from gouji.read.pdf.page import Segment
from gouji.read.settings import PAGE, PageSettings


@dataclass(frozen=True, slots=True)
class Rule:
    """A merged ruling line: its place on the one axis, its reach on the other."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Span:
    """A cell as a block of the smallest cells: rows and columns from 0, ends exclusive."""

    row: int
    col: int
    row_end: int
    col_end: int


@dataclass(frozen=True, slots=True)
class Ruled:
    """A ruled table: the borders of its columns and rows, and its cells.

    ``drawn`` where its columns are; else only the lines across are, and a name over several columns cannot
    be told from one over the first of them.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    spans: tuple[Span, ...]
    drawn: bool = True


def ruled_tables(segments: Sequence[Segment], settings: PageSettings = PAGE) -> list[Ruled]:
    """The tables that the ruling lines of a page draw, from top to bottom; a frame around text is none."""
    implied = implied_columns(segments, settings)
    segments = [*segments, *implied]
    across = merge_rules(
        (Rule((s.top + s.bottom) / 2, s.x0, s.x1) for s in segments if _is_across(s)), settings
    )
    down = merge_rules(
        (Rule((s.x0 + s.x1) / 2, s.top, s.bottom) for s in segments if not _is_across(s)), settings
    )
    found = []
    for rows, columns in _components(across, down, settings):
        table = _table(rows, columns, settings)
        if table is not None:
            found.append(replace(table, drawn=not any(_is_in(segment, table) for segment in implied)))
    found.sort(key=lambda table: (table.ys[0], table.xs[0]))
    return [
        table for table in found if not any(_is_inside(table, other) for other in found if other is not table)
    ]


def _is_in(segment: Segment, table: Ruled) -> bool:
    inside = table.xs[0] <= segment.x0 + 1 and segment.x0 - 1 <= table.xs[-1]
    return inside and table.ys[0] <= (segment.top + segment.bottom) / 2 <= table.ys[-1]


def merge_rules(rules: Iterable[Rule], settings: PageSettings = PAGE) -> list[Rule]:
    """Collinear lines snapped to one place and joined where they touch; dots left out."""
    groups: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda rule: rule.at):
        if (
            groups
            and rule.at - groups[-1][-1].at <= settings.snap
            and rule.at - groups[-1][0].at <= 2 * settings.snap
        ):
            groups[-1].append(rule)
        else:
            groups.append([rule])
    merged: list[Rule] = []
    for group in groups:
        long = sum(rule.end - rule.start for rule in group) or 1.0
        at = sum(rule.at * (rule.end - rule.start) for rule in group) / long or group[0].at
        start = end = None
        for rule in sorted(group, key=lambda rule: rule.start):
            if end is None or start is None or rule.start > end + settings.touch:
                if start is not None and end is not None:
                    merged.append(Rule(at, start, end))
                start, end = rule.start, rule.end
            else:
                end = max(end, rule.end)
        if start is not None and end is not None:
            merged.append(Rule(at, start, end))
    return [rule for rule in merged if rule.end - rule.start >= settings.least_line]


def _is_across(segment: Segment) -> bool:
    return segment.x1 - segment.x0 >= segment.bottom - segment.top


def _components(
    across: Sequence[Rule], down: Sequence[Rule], settings: PageSettings
) -> list[tuple[list[Rule], list[Rule]]]:
    """Lines that cross or meet, directly or through others, belong to one table."""
    parent = list(range(len(across) + len(down)))

    def find(node: int) -> int:
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    tolerance = settings.touch
    for i, row in enumerate(across):
        for j, column in enumerate(down, start=len(across)):
            meets = row.start - tolerance <= column.at <= row.end + tolerance
            if meets and column.start - tolerance <= row.at <= column.end + tolerance:
                parent[find(i)] = find(j)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for i, row in enumerate(across):
        groups.setdefault(find(i), ([], []))[0].append(row)
    for j, column in enumerate(down, start=len(across)):
        groups.setdefault(find(j), ([], []))[1].append(column)
    return list(groups.values())


def _table(rows: list[Rule], columns: list[Rule], settings: PageSettings) -> Ruled | None:
    if not rows or not columns:
        return None
    left, right = min(rule.start for rule in rows), max(rule.end for rule in rows)
    top, bottom = min(rule.start for rule in columns), max(rule.end for rule in columns)
    columns = [*columns, *_open_sides([rule.at for rule in columns], left, right, top, bottom, settings)]
    rows = [*rows, *_open_sides([rule.at for rule in rows], top, bottom, left, right, settings)]
    xs, ys = _places(columns, settings), _places(rows, settings)
    if len(xs) < 3 or len(ys) < 2:
        return None
    spans = _cells(xs, ys, rows, columns, settings)
    if len(spans) < 2 or len({span.col for span in spans}) < 2:
        return None
    return Ruled(tuple(xs), tuple(ys), tuple(spans))


def _open_sides(
    places: Sequence[float], low: float, high: float, start: float, end: float, settings: PageSettings
) -> list[Rule]:
    """Sides that no line closes, where the lines across reach beyond the last one along."""
    sides = []
    if min(places) - low > settings.open_side:
        sides.append(Rule(low, start, end))
    if high - max(places) > settings.open_side:
        sides.append(Rule(high, start, end))
    return sides


def _places(rules: Sequence[Rule], settings: PageSettings) -> list[float]:
    places: list[float] = []
    for at in sorted(rule.at for rule in rules):
        if not places or at - places[-1] > settings.snap:
            places.append(at)
    return places


def _cells(
    xs: Sequence[float],
    ys: Sequence[float],
    rows: Sequence[Rule],
    columns: Sequence[Rule],
    settings: PageSettings,
) -> list[Span]:
    """The smallest cells joined over missing borders; a joined cell is the block around its parts."""
    wide, high = len(xs) - 1, len(ys) - 1
    below = _borders(ys, xs, rows, settings)
    beside = _borders(xs, ys, columns, settings)
    owner: dict[tuple[int, int], int] = {}
    spans: list[Span] = []
    for row in range(high):
        for col in range(wide):
            if (row, col) in owner:
                continue
            span = _grow(row, col, wide, high, below, beside, owner)
            for y in range(span.row, span.row_end):
                for x in range(span.col, span.col_end):
                    owner[y, x] = len(spans)
            spans.append(span)
    return spans


def _grow(
    row: int,
    col: int,
    wide: int,
    high: int,
    below: set[tuple[int, int]],
    beside: set[tuple[int, int]],
    owner: dict[tuple[int, int], int],
) -> Span:
    """The widest block from a corner cell without a border inside: to the right first, then down."""
    col_end = col + 1
    while col_end < wide and (col_end, row) not in beside and (row, col_end) not in owner:
        col_end += 1
    row_end = row + 1
    while row_end < high and not any(
        (row_end, x) in below or (row_end, x) in owner for x in range(col, col_end)
    ):
        if any((x, row_end) in beside for x in range(col + 1, col_end)):
            break
        row_end += 1
    return Span(row, col, row_end, col_end)


def _borders(
    at: Sequence[float], along: Sequence[float], rules: Sequence[Rule], settings: PageSettings
) -> set[tuple[int, int]]:
    """(line, cell) pairs: the line with this index has a ruling along the whole of this smallest cell."""
    found: set[tuple[int, int]] = set()
    for rule in rules:
        line = _nearest(at, rule.at)
        for cell, (low, high) in enumerate(itertools.pairwise(along)):
            middle = (low + high) / 2
            if rule.start <= middle <= rule.end and (
                min(rule.end, high) - max(rule.start, low) >= (high - low) - 2 * settings.touch
                or min(rule.end, high) - max(rule.start, low) >= 0.7 * (high - low)
            ):
                found.add((line, cell))
    return found


def _nearest(places: Sequence[float], value: float) -> int:
    place = bisect.bisect_left(places, value)
    around = [index for index in (place - 1, place) if 0 <= index < len(places)]
    return min(around, key=lambda index: abs(places[index] - value))


def _is_inside(table: Ruled, other: Ruled) -> bool:
    return (
        other.xs[0] <= table.xs[0]
        and table.xs[-1] <= other.xs[-1]
        and other.ys[0] <= table.ys[0]
        and table.ys[-1] <= other.ys[-1]
    )
