"""Which of many expressions may match a text at all: a look for the strings that each of them cannot do without.

An expression such as (?:从严|严格)[^，；]{0,16}控制 cannot match where neither 从严 nor 严格 stands. Looking strings up is
far cheaper than trying hundreds of expressions one after the other; what is left is tried as before.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

_MOST = 1000
_WIDE = 24


class Index:
    """Expressions by the strings that they need; `candidates` are those that may match a text, in their order."""

    def __init__(self, expressions: Sequence[str]) -> None:
        self._always: list[int] = []
        self._by_key: dict[str, list[tuple[str, int]]] = {}
        for number, expression in enumerate(expressions):
            found = needed(expression)
            if found is None:
                self._always.append(number)
            for string in sorted(found or ()):
                self._by_key.setdefault(string[:2], []).append((string, number))

    def candidates(self, text: str) -> list[int]:
        """The places of the expressions that may match ``text``: none that matches is missing."""
        found = set(self._always)
        for key in self._by_key.keys() & {*text, *map("".join, itertools.pairwise(text))}:
            for string, number in self._by_key[key]:
                if number not in found and string in text:
                    found.add(number)
        return sorted(found)


def needed(expression: str) -> frozenset[str] | None:
    """Strings one of which every match of an expression has in it; None where there is no such set."""
    found = _of_sequence(parser.parse(expression))
    return frozenset(found) if found is not None and len(found) <= _MOST else None


def _of_sequence(items: Any) -> set[str] | None:
    """The best set of one of the items that must all match: long strings before short ones, few before many."""
    options: list[set[str]] = []
    run = ""
    for code, value in items:
        if code is op.LITERAL:
            run += chr(value)
            continue
        if run:
            options.append({run})
        run = ""
        option = _of_item(code, value)
        if option is not None and len(option) <= _MOST:
            options.append(option)
    if run:
        options.append({run})
    return max(options, key=_worth) if options else None


def _worth(option: set[str]) -> tuple[int, int]:
    return (
        min(2, *(len(string) for string in option)) if len(option) > 1 else min(3, len(min(option))),
        -len(option),
    )


def _of_item(code: Any, value: Any) -> set[str] | None:
    if code is op.BRANCH:
        parts = [_of_sequence(branch) for branch in value[1]]
        return set().union(*(part for part in parts if part)) if all(parts) else None
    if code is op.SUBPATTERN:
        return _of_sequence(value[3])
    if code in (op.MAX_REPEAT, op.MIN_REPEAT) and value[0] > 0:
        return _of_sequence(value[2])
    if code is op.IN and all(kind is op.LITERAL for kind, _ in value) and len(value) <= _WIDE:
        return {chr(char) for _, char in value}
    return None
