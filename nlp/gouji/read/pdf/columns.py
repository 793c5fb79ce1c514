"""The columns of a form without vertical rulings: where its body and its names leave gaps."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from gouji.read.clean import folded
from gouji.read.pdf.fields import Field
from gouji.read.pdf.heads import is_lower, leaves_of
from gouji.read.settings import PageSettings
from gouji.read.tables.header import TOTAL, is_numbering

SUM = re.compile(r"(?:合计|总计|小计)$")
"""The label of a total, which may reach over several columns."""
_AMOUNT = re.compile(r"\d\.\d\d$")
_SIDES = re.compile(r"^(?:收入|支出)$")


def column_edges(
    names: Sequence[Field], body: Sequence[Sequence[Field]], settings: PageSettings
) -> tuple[float, ...]:
    """Column borders in the middle of the gaps where no text of the body stands."""
    printed = [
        field
        for line in body
        if not is_numbering([field.text for field in line])
        for field in line
        if not SUM.search(folded(field.text)) and not TOTAL.match(folded(field.text))
    ]
    columns = _with_blank_columns(_text_columns(printed, settings), names)
    lowest = leaves_of(names)
    leaves = [leaf for leaf in lowest if not _is_between_named(leaf, columns, lowest)]
    columns = _with_own_heads(columns, leaves, [printed])
    columns = _with_wide_heads(columns, leaves)
    if not columns:
        return ()
    inner = [(left[1] + right[0]) / 2 for left, right in itertools.pairwise(columns)]
    fields = [*names, *(field for line in body for field in line)]
    return (
        min(field.x0 for field in fields) - settings.beside,
        *inner,
        max(field.x1 for field in fields) + settings.beside,
    )


def _text_columns(fields: Sequence[Field], settings: PageSettings) -> list[tuple[float, float]]:
    """Stretches where text stands; amounts flush right may come close to the labels beside them."""
    amounts = [_AMOUNT.search(field.text) is not None for field in fields]
    columns: list[tuple[float, float]] = []
    kinds = [
        _joined(
            [(one.x0, one.x1) for one, is_one in zip(fields, amounts, strict=True) if is_one is kind],
            settings,
        )
        for kind in (True, False)
    ]
    for low, high in sorted([*kinds[0], *kinds[1]]):
        if columns and low < columns[-1][1] - settings.overlap:
            columns[-1] = (columns[-1][0], max(columns[-1][1], high))
        else:
            columns.append((low, high))
    return columns


def _joined(spans: Sequence[tuple[float, float]], settings: PageSettings) -> list[tuple[float, float]]:
    joined: list[tuple[float, float]] = []
    for low, high in sorted(spans):
        if joined and low - joined[-1][1] < settings.column_gap:
            joined[-1] = (joined[-1][0], max(joined[-1][1], high))
        else:
            joined.append((low, high))
    return joined


def _with_blank_columns(
    columns: Sequence[tuple[float, float]], names: Sequence[Field]
) -> list[tuple[float, float]]:
    """Columns under whose name nothing is printed, told by the names at the bottom of the header."""
    found = list(columns)
    leaves = leaves_of(names)
    for leaf in sorted(leaves, key=lambda leaf: -leaf.bottom):
        over = any(low < leaf.x1 and leaf.x0 < high for low, high in found)
        if not over and not _is_between_named(leaf, found, leaves):
            found = sorted([*found, (leaf.x0, leaf.x1)])
    return found


def _is_between_named(leaf: Field, columns: Sequence[tuple[float, float]], leaves: Sequence[Field]) -> bool:
    """Whether a name stands over the gap between two columns that have lower names of their own."""
    left = [column for column in columns if column[1] <= leaf.x0]
    right = [column for column in columns if column[0] >= leaf.x1]
    if _SIDES.match(folded(leaf.text)):
        return any(is_lower(leaf, other) for other in leaves)
    if not (left and right) or right[0][0] - left[-1][1] > leaf.x1 - leaf.x0 + 2 * leaf.size:
        return False
    lower = [other for other in leaves if is_lower(leaf, other)]
    return all(
        any(other.x0 < high and low < other.x1 for other in lower) for low, high in (left[-1], right[0])
    )


def _with_own_heads(
    columns: Sequence[tuple[float, float]], leaves: Sequence[Field], body: Sequence[Sequence[Field]]
) -> list[tuple[float, float]]:
    """A name over nothing and the nameless figures at its right are one column."""
    merged: list[tuple[float, float]] = []
    named = [_touches(column, [leaves]) for column in columns]
    filled = [_touches(column, body) for column in columns]
    for place, column in enumerate(columns):
        if merged and place and named[place - 1] and not filled[place - 1] and not named[place]:
            merged[-1] = (merged[-1][0], column[1])
        else:
            merged.append(column)
    return merged


def _touches(column: tuple[float, float], lines: Sequence[Sequence[Field]]) -> bool:
    return any(field.x0 < column[1] and column[0] < field.x1 for line in lines for field in line)


def _with_wide_heads(
    columns: Sequence[tuple[float, float]], leaves: Sequence[Field]
) -> list[tuple[float, float]]:
    """Columns as wide as their names, as far as the columns beside them leave room."""
    wide = list(columns)
    for leaf in leaves:
        shares = [min(leaf.x1, high) - max(leaf.x0, low) for low, high in columns]
        if not shares or max(shares) <= 0 or sum(share > 0 for share in shares) > 1:
            continue
        place = shares.index(max(shares))
        low, high = wide[place]
        floor = wide[place - 1][1] if place else leaf.x0
        roof = wide[place + 1][0] if place + 1 < len(wide) else leaf.x1
        wide[place] = (min(low, max(leaf.x0, floor)), max(high, min(leaf.x1, roof)))
    return wide
