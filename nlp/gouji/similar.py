"""Near-duplicate texts: reasons copied over items, years and departments.

A copy is a text that equals another one after figures, years, dates, list marks, punctuation and white
space are masked, or whose character 3-grams overlap with it by at least `COPY` (Jaccard: shared distinct
3-grams through all distinct 3-grams of both). Copies are closed under chains: where A copies B and B copies
C, all three are one group.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from math import ceil

COPY = 0.8
GRAM = 3
LIST_MARK = re.compile(
    r"^(?:[一二三四五六七八九十]是|[①-⑳]|[（(][\d一二三四五六七八九十]{1,2}[）)]|\d{1,2}[.．、])"
)
FIGURE = re.compile(r"\d+(?:[,，.]\d+)*[%％]?")
FILLER = re.compile(r"[\s，。；：、,.;:!！?？“”\"‘’《》（）()〔〕\[\]]+")


def masked(text: str) -> str:
    """``text`` with a leading list mark, punctuation and white space dropped, and each figure made ``0``."""
    return FILLER.sub("", FIGURE.sub("0", LIST_MARK.sub("", text.strip())))


def groups(texts: Sequence[str]) -> tuple[tuple[int, ...], ...]:
    """Groups of indexes of texts that copy each other (see the module), each of at least two.

    Indexes rise within a group, groups stand in order of their first index. Texts of which nothing is left
    after masking belong to no group.
    """
    same: dict[str, list[int]] = defaultdict(list)
    for index, text in enumerate(texts):
        key = masked(text)
        if key.strip("0"):
            same[key].append(index)
    keys = list(same)
    parent = list(range(len(keys)))
    for left, right in _near(keys):
        parent[_root(parent, left)] = _root(parent, right)
    together: dict[int, list[int]] = defaultdict(list)
    for number, key in enumerate(keys):
        together[_root(parent, number)].extend(same[key])
    found = (tuple(sorted(indexes)) for indexes in together.values() if len(indexes) > 1)
    return tuple(sorted(found))


def _root(parent: list[int], node: int) -> int:
    while parent[node] != node:
        parent[node] = parent[parent[node]]
        node = parent[node]
    return node


def _grams(text: str) -> frozenset[str]:
    return frozenset(text[at : at + GRAM] for at in range(max(1, len(text) - GRAM + 1)))


def _near(keys: Sequence[str]) -> list[tuple[int, int]]:
    """Pairs of keys at or over `COPY`.

    Two sets that overlap so far must share one of the rarest (1 - COPY) of their grams; only texts that do
    are compared, so that the work stays near linear in the number of texts.
    """
    sets = [_grams(key) for key in keys]
    counts = Counter(gram for grams in sets for gram in grams)
    holders: dict[str, list[int]] = defaultdict(list)
    pairs: list[tuple[int, int]] = []
    for number, grams in enumerate(sets):
        rare = sorted(grams, key=lambda gram: (counts[gram], gram))
        prefix = rare[: len(grams) - ceil(COPY * len(grams)) + 1]
        seen = {other for gram in prefix for other in holders[gram]}
        pairs.extend((number, other) for other in sorted(seen) if _jaccard(grams, sets[other]) >= COPY)
        for gram in prefix:
            holders[gram].append(number)
    return pairs


def _jaccard(left: frozenset[str], right: frozenset[str]) -> float:
    shared = len(left & right)
    return shared / (len(left) + len(right) - shared)
