"""The label, code and path of every row of a group of columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from gouji.read.clean import folded
from gouji.read.tables.header import CODE, FUSED, TOTAL

_LEVELS = (
    re.compile(r"^[一二三四五六七八九十]{1,3}[、.．]"),
    re.compile(r"^[（(][一二三四五六七八九十]{1,3}[)）]"),
    re.compile(r"^\d{1,2}[、.．](?!\d)"),
    re.compile(r"^[（(]\d{1,2}[)）]"),
    re.compile(r"^[①-⑳]"),
)
_OF_WHICH = re.compile(r"^其中[:：]")
_OPENING = re.compile(r"^[年上][初年](?:财政拨款)?结转(?:和)?结余|^上年结转")
_BUDGET = re.compile(r"^(?:一般公共预算|政府性基金(?:预算)?|国有资本经营(?:预算)?)(?:财政拨款)?$")
_ANY_TOTAL = re.compile(r"(?:合计|总计|小计)$")
_PART = re.compile(r"^\d{2}$")
_CODE_STEPS = (3, 5, 7)


@dataclass(frozen=True, slots=True)
class RowName:
    """What a row is called: its label as printed, its joined code, and the names from the top down."""

    label: str
    code: str | None
    path: tuple[str, ...]


def name_rows(codes: Sequence[Sequence[str]], labels: Sequence[str]) -> list[RowName]:
    """Names of the rows of one group.

    Args:
        codes: per row the texts of its code columns (one, or 类, 款 and 项), from the left.
        labels: per row the text of its label columns.
    """
    split: list[tuple[str | None, str]] = []
    last = ""
    for parts, label in zip(codes, labels, strict=True):
        code, name = _code(parts, label, last)
        last = code or last
        split.append((code, name))
    tree: dict[str, str] = {}
    stack: list[tuple[float, str]] = []
    named = []
    for code, label in split:
        if code:
            tree[code] = label
            path = tuple(
                tree[code[:step]] for step in _CODE_STEPS if step < len(code) and code[:step] in tree
            )
            named.append(RowName(label, code, (*path, label)))
        else:
            named.append(RowName(label, None, _numbered_path(stack, label)))
    return named


def _code(parts: Sequence[str], label: str, last: str) -> tuple[str | None, str]:
    """The joined digits of the code columns and the name; a name that begins with its code is split."""
    texts = [text for text in parts if text]
    if not texts or not all(text.isdigit() for text in texts):
        whole = "".join(texts) + label
        found = FUSED.match(whole)
        return (found[1], found[2]) if found else (None, whole)
    joined = texts[0]
    for text in texts[1:]:
        joined = text if text.startswith(joined) else joined + text
    if _PART.match(texts[0]) and last and not parts[0]:
        place = next(index for index, text in enumerate(parts) if text)
        joined = last[: 1 + 2 * place] + joined
    return (joined, label) if CODE.match(joined) else (None, label if label else joined + label)


def _numbered_path(stack: list[tuple[float, str]], label: str) -> tuple[str, ...]:
    """The parents of a row by its number (一、（一）1.) or its 其中：; totals stand alone."""
    if not label:
        return (label,)
    numbered = any(level.match(label) for level in _LEVELS[1:])
    if TOTAL.match(folded(label)) or (_ANY_TOTAL.search(label) and not numbered):
        stack.clear()
        return (label,)
    level = _level(stack, label)
    while stack and stack[-1][0] >= level:
        stack.pop()
    path = (*(name for _, name in stack), label)
    stack.append((level, label))
    return path


def _level(stack: Sequence[tuple[float, str]], label: str) -> float:
    bare = _OF_WHICH.sub("", label)
    for level, pattern in enumerate(_LEVELS, start=1):
        if pattern.match(bare):
            return float(level)
    if bare != label:
        top = [level for level, name in stack if not _OF_WHICH.match(name)]
        return (top[-1] if top else 0.0) + 0.5
    if stack and _OPENING.match(stack[0][1]) and _BUDGET.match(label):
        return 1.0
    return 0.0
