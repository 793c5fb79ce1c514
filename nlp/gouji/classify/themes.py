"""Themes: words of one field (电梯, 空调, 锅炉 are equipment) that the trained model sees as one thing."""

from __future__ import annotations

import functools
import itertools
from collections import defaultdict
from collections.abc import Mapping
from types import MappingProxyType

import msgspec

from gouji import patterns

_KEY = 2


class Theme(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One entry of patterns/reasons/themes.yaml; its words are plain and at least two characters long or alone in it."""

    theme: str
    words: tuple[str, ...]
    example: str
    counter_example: str


@functools.cache
def _by_key() -> dict[str, tuple[tuple[str, str], ...]]:
    """First two characters of a word (one, where it has one) → the words with their theme."""
    found: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for entry in patterns.load("reasons/themes", Theme):
        for word in entry.words:
            found[word[:_KEY]].append((word, entry.theme))
    return {key: tuple(words) for key, words in found.items()}


@functools.lru_cache(maxsize=1024)
def of(text: str) -> Mapping[str, int]:
    """Theme → how many different words of it a text has, in order of name."""
    index = _by_key()
    counts: defaultdict[str, int] = defaultdict(int)
    for key in index.keys() & {*text, *map("".join, itertools.pairwise(text))}:
        for word, theme in index[key]:
            if word in text:
                counts[theme] += 1
    return MappingProxyType(dict(sorted(counts.items())))
