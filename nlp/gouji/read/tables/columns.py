"""What each column of a table holds: codes, labels, line numbers or values; side-by-side groups apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from gouji.read.clean import folded
from gouji.read.tables.header import CODE, FUSED
from gouji.read.tables.values import is_blank, number

Kind = Literal["code", "label", "line", "value"]
_CODE = re.compile(r"(?:编码|代码|编号)$|^[类款项]$")
_LABEL = re.compile(
    r"^项目(?:\(.*\))?$|名称|^(?:支出|收入|经济|功能|支出功能|支出经济)?(?:分类)?(?:科目|项目)$|^按?(?:支出)?(?:功能|经济|性质)分类"
    r"|^[一二三四]级指标|^指标$|^(?:项目|内容|事项|指标内容|采购品目大类|采购品目|姓名|单位|预算单位|问题分类)$|\(分值\)$"
)
_LINE = re.compile(r"^(?:行次|行号|栏次|序号)$")
_SPLIT_CODE = re.compile(r"^\d{2,3}$")


@dataclass(frozen=True, slots=True)
class Column:
    """A column, counted from 0, with its header path and the side-by-side group it is in.

    A column without header and content counts as a line number column: nothing of it is listed.
    """

    index: int
    kind: Kind
    path: tuple[str, ...]
    group: int


def columns_of(paths: Sequence[tuple[str, ...]], body: Sequence[Sequence[str]]) -> tuple[Column, ...]:
    """The kinds of columns by their headers, and by their content where a header does not tell."""
    kinds = [_kind(path, [row[index] for row in body if row[index]]) for index, path in enumerate(paths)]
    if "label" not in kinds and "code" not in kinds:
        _first_text_is_label(kinds, body)
    else:
        _left_texts_are_labels(kinds, body)
    columns: list[Column] = []
    group, filled = 0, False
    for index, (path, kind) in enumerate(zip(paths, kinds, strict=True)):
        if kind in ("code", "label") and filled:
            group, filled = group + 1, False
        filled = filled or kind == "value"
        columns.append(Column(index, kind, path, group))
    return tuple(columns)


def _kind(path: tuple[str, ...], texts: Sequence[str]) -> Kind:
    leaf = folded(path[-1]) if path else ""
    if _LINE.match(leaf) or not (leaf or texts):
        return "line"
    codes = sum(bool(CODE.match(text)) for text in texts)
    if _CODE.search(leaf):
        digits = sum(bool(CODE.match(text) or _SPLIT_CODE.match(text) or FUSED.match(text)) for text in texts)
        return "code" if digits * 2 >= len(texts) else "label"
    numeric = sum(number(text) is not None for text in texts)
    if _LABEL.search(leaf):
        return "code" if codes * 2 > len(texts) else "label" if numeric * 2 <= len(texts) else "value"
    if not leaf and texts and codes * 2 > len(texts):
        return "code"
    if not leaf and texts and _mostly_text(texts):
        return "label"
    return "value"


def _mostly_text(texts: Sequence[str]) -> bool:
    return sum(number(text) is None and not is_blank(text) for text in texts) * 2 > len(texts)


def _first_text_is_label(kinds: list[Kind], body: Sequence[Sequence[str]]) -> None:
    """A table whose header names no label column has its labels in its first column of text."""
    for index in range(len(kinds)):
        texts = [row[index] for row in body if row[index]]
        if texts and _mostly_text(texts):
            kinds[index] = "label"
            return
        if any("." in text for text in texts):
            return


def _left_texts_are_labels(kinds: list[Kind], body: Sequence[Sequence[str]]) -> None:
    """Columns of text left of the first label or code, such as 类型, are labels above it."""
    first = next(index for index, kind in enumerate(kinds) if kind in ("label", "code"))
    for index in range(first):
        texts = [row[index] for row in body if row[index]]
        if kinds[index] == "value" and texts and _mostly_text(texts):
            kinds[index] = "label"


def is_known_header(path: tuple[str, ...]) -> bool:
    """Whether a header text names a column of codes, labels or line numbers."""
    leaf = folded(path[-1]) if path else ""
    return bool(_CODE.search(leaf) or _LABEL.search(leaf) or _LINE.match(leaf))


def is_code_or_line(path: tuple[str, ...]) -> bool:
    """Whether a header text names a column of codes or line numbers."""
    leaf = folded(path[-1]) if path else ""
    return bool(_CODE.search(leaf) or _LINE.match(leaf))
