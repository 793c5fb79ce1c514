"""The header of a form without vertical rulings: names made whole, over the columns they stand for."""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from dataclasses import dataclass

from gouji.read.blocks import GridCell
from gouji.read.clean import folded
from gouji.read.pdf.fields import Field, joined
from gouji.read.settings import PageSettings

_OWN = re.compile(
    r"^(?:小计|行次|栏次|(?:预|决|执行)算?数|(?:基本|项目|经营)支出|科目(?:编码|代码|名称)|公务用车(?:购置|运行(?:维护)?)费)$"
)
_TAIL = re.compile(r"^(?:合计|金额|项目|收入|支出|编码|名称|[类款项])$")
_CODES = re.compile(r"(?:编码|代码)$")
_ITEMS = re.compile(r"^(?:项目|(?:支出)?(?:功能|经济)?(?:分类)?科目)$")
_SURE, _LIKELY = 0.02, 0.3
_LONG = 5
_REACH = 0.7


@dataclass(slots=True)
class _Name:
    """A header cell and the columns from ``low`` to ``high`` that it stands over."""

    field: Field
    low: int
    high: int


def whole_names(head: Sequence[Sequence[Field]], settings: PageSettings) -> list[Field]:
    """The names of a header: wrapped lines joined, names set with wide gaps (项 目) too."""
    names: list[Field] = []
    for line in head:
        for one in line:
            place = next(
                (index for index, above in enumerate(names) if _goes_on(above, one, head, settings)), None
            )
            if place is None:
                names.append(one)
            else:
                names[place] = joined(names[place], one)
    return names


def _goes_on(above: Field, one: Field, head: Sequence[Sequence[Field]], settings: PageSettings) -> bool:
    """Whether a line goes on the name above it: close, under its middle, no wider, and no name of its own."""
    size = one.size
    far = one.bottom - above.bottom
    if not 0.9 * size < far < settings.head_pitch * size or abs(above.size - size) > 1:
        return False
    middle = abs(above.x0 + above.x1 - one.x0 - one.x1) / 2
    wide = above.x1 - above.x0
    if min(middle, abs(above.x0 - one.x0)) > size or one.x1 - one.x0 > wide + size:
        return False
    name = folded(one.text)
    if _OWN.match(name) or (_TAIL.match(name) and wide < _LONG * size):
        return False
    beside = (other for line in head for other in line if abs(other.bottom - one.bottom) < size / 2)
    return all(other is one or _has_room(above, one, other) for other in beside)


def _has_room(above: Field, one: Field, other: Field) -> bool:
    """Whether a name on the same line stands so far away that the one above needs not reach over it."""
    apart = abs(other.x0 + other.x1 - one.x0 - one.x1) / 2
    return apart > _REACH * (above.x1 - above.x0) and (
        other.x0 > above.x1 - above.size / 2 or above.x0 + above.size / 2 > other.x1
    )


def is_under(upper: Field, lower: Field) -> bool:
    """Whether one name stands below another, at least in part."""
    return is_lower(upper, lower) and lower.x0 < upper.x1 and upper.x0 < lower.x1


def is_lower(upper: Field, lower: Field) -> bool:
    """Whether a name stands a line lower; one name of several lines is as high as its middle."""
    return (lower.top + lower.bottom) - (upper.top + upper.bottom) > upper.size


def leaves_of(names: Sequence[Field]) -> list[Field]:
    """The names under which no other one stands."""
    return [name for name in names if not any(is_under(name, other) for other in names)]


def header_cells(fields: Sequence[Field], edges: Sequence[float]) -> list[GridCell]:
    """The cells of a header: every column has its names from the top, the last one reaching down."""
    names = [_Name(one, *_reach(one, edges)) for one in fields]
    for name in names:
        _widen_codes(name, names, len(edges) - 1)
    for tolerance in (_SURE, _LIKELY):
        for name in sorted(names, key=lambda name: -name.field.bottom):
            _widen(name, names, edges, tolerance)
    stacks: list[list[_Name]] = [[] for _ in range(len(edges) - 1)]
    for name in sorted(names, key=lambda name: name.field.top + name.field.bottom):
        for column in range(name.low, name.high + 1):
            stacks[column].append(name)
    depth = max((len(stack) for stack in stacks), default=0)
    cells: list[GridCell] = []
    for column, stack in enumerate(stacks):
        if not stack and depth:
            cells.append(GridCell("", 0, column, depth))
        for level, name in enumerate(stack):
            if column > name.low and _stands(stacks[column - 1], level, name):
                continue
            reach = column
            while reach < name.high and _stands(stacks[reach + 1], level, name):
                reach += 1
            down = depth - level if level == len(stack) - 1 else 1
            cells.append(GridCell(name.field.text, level, column, down, reach - column + 1))
    return cells


def _stands(stack: Sequence[_Name], level: int, name: _Name) -> bool:
    return level < len(stack) and stack[level] is name


def _reach(one: Field, edges: Sequence[float]) -> tuple[int, int]:
    """The columns under a name, but for those it only touches."""
    last = len(edges) - 2
    inset = min(one.size, (one.x1 - one.x0) / 3)
    low = bisect.bisect(edges, one.x0 + inset) - 1
    high = bisect.bisect(edges, one.x1 - inset) - 1
    return min(max(low, 0), last), min(max(high, 0), last)


def _widen_codes(name: _Name, names: Sequence[_Name], width: int) -> None:
    """The name of codes in several columns (类, 款, 项) stands over those beside it that have no name."""
    if not _CODES.search(folded(name.field.text)):
        return
    taken = {
        column
        for other in names
        if other is not name and not _is_parent(other, name, names)
        for column in range(other.low, other.high + 1)
    }
    while name.low and name.low - 1 not in taken:
        name.low -= 1
    while name.high + 1 < width and name.high + 1 not in taken:
        name.high += 1


def _is_parent(other: _Name, name: _Name, names: Sequence[_Name]) -> bool:
    """Whether a name stands over others; 项目 above the name of codes does, wherever its middle falls."""
    if _ITEMS.match(folded(other.field.text)) and is_lower(other.field, name.field):
        return True
    return any(is_under(other.field, lower.field) for lower in names)


def _children(name: _Name, names: Sequence[_Name]) -> list[_Name]:
    """The names that may stand under one: none higher than those that surely do."""
    lower = [other for other in names if is_lower(name.field, other.field)]
    under = [other.field for other in lower if other.low <= name.high and name.low <= other.high]
    top = min((one.top + one.bottom - one.size for one in under), default=0.0)
    return [other for other in lower if other.field.top + other.field.bottom >= top]


def _widen(name: _Name, names: Sequence[_Name], edges: Sequence[float], tolerance: float) -> None:
    """A name over other names stands in the middle of the columns it stands over.

    The widest stretch is taken whose middle is off by no more than ``tolerance`` columns above the best one.
    """
    lower = _children(name, names)
    named = {column for other in lower for column in range(other.low, other.high + 1)}
    beside = [other for other in names if other is not name and other not in lower]
    taken = {
        column
        for other in beside
        if abs(other.field.top - name.field.top) < 2 * name.field.size
        for column in range(other.low, other.high + 1)
    }
    if not any(column in named for column in range(name.low, name.high + 1)):
        return
    middle = (name.field.x0 + name.field.x1) / 2
    mean = (edges[-1] - edges[0]) / (len(edges) - 1)
    choices = []
    for low in range(name.low, -1, -1):
        if low != name.low and (low in taken or low not in named):
            break
        for high in range(name.high, len(edges) - 1):
            if high != name.high and (high in taken or high not in named):
                break
            choices.append((abs((edges[low] + edges[high + 1]) / 2 - middle), low, high))
    best = min(off for off, _, _ in choices) + tolerance * mean
    _, name.low, name.high = max(
        (choice for choice in choices if choice[0] <= best), key=lambda choice: choice[2] - choice[1]
    )
