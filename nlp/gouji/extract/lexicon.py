"""Longest-match search of many names in a text, linear in the text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Generic, TypeVar

T = TypeVar("T")
_END = ""


class Lexicon(Generic[T]):
    """Names with a value each; `find` yields the longest name at each place, left to right, none overlapping.

    ``base`` is a lexicon whose names are found too, built once and shared; of one name its value counts.
    """

    def __init__(self, entries: Iterable[tuple[str, T]], base: Lexicon[T] | None = None) -> None:
        self._root: dict[str, Any] = {}
        self._roots: tuple[dict[str, Any], ...] = (*(base._roots if base is not None else ()), self._root)
        for name, value in entries:
            node = self._root
            for char in name:
                node = node.setdefault(char, {})
            node.setdefault(_END, value)

    def find(self, text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int, T]]:
        """(start, end, value) of each name found in ``text[start:end]``, offsets in ``text``."""
        stop = len(text) if end is None else end
        at = start
        while at < stop:
            found = self._longest(text, at, stop)
            if found is None:
                at += 1
            else:
                yield found
                at = found[1]

    def get(self, name: str) -> T | None:
        """The value of exactly this name."""
        found = self._longest(name, 0, len(name))
        return found[2] if found is not None and found[1] == len(name) else None

    def _longest(self, text: str, at: int, stop: int) -> tuple[int, int, T] | None:
        best = None
        for root in self._roots:
            node = root.get(text[at])
            place = at + 1
            while node is not None:
                if _END in node and (best is None or place > best[1]):
                    best = (at, place, node[_END])
                node = node.get(text[place]) if place < stop else None
                place += 1
        return best
