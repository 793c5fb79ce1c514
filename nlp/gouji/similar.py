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

COPY = 0.8
GRAM = 3
_BLOCK = 1000
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
    together: dict[int, list[int]] = defaultdict(list)
    for key, group in zip(keys, _chained(keys), strict=True):
        together[group].extend(same[key])
    found = (tuple(sorted(indexes)) for indexes in together.values() if len(indexes) > 1)
    return tuple(sorted(found))


def _chained(keys: Sequence[str]) -> list[int]:
    """The number of the group of each key; keys at or over `COPY` stand in one, also over several steps."""
    if len(keys) < 2:
        return list(range(len(keys)))
    from scipy.sparse import csr_matrix, vstack
    from scipy.sparse.csgraph import connected_components
    from sklearn.feature_extraction.text import CountVectorizer

    padded = [key.ljust(GRAM, "\0") for key in keys]
    grams = CountVectorizer(analyzer="char", ngram_range=(GRAM, GRAM), lowercase=False, binary=True)
    sets = grams.fit_transform(padded).astype("int32")
    sizes = sets.getnnz(axis=1)
    rows = []
    for start in range(0, len(keys), _BLOCK):
        shared = (sets[start : start + _BLOCK] @ sets.T).tocoo()
        union = sizes[start + shared.row] + sizes[shared.col] - shared.data
        near = shared.data >= COPY * union
        ones = near.nonzero()[0]
        rows.append(csr_matrix((shared.data[ones], (shared.row[ones], shared.col[ones])), shape=shared.shape))
    _, labels = connected_components(vstack(rows), directed=False)
    return [int(label) for label in labels]


def dice(one: str, other: str) -> float:
    """The Dice coefficient of the character pairs of two strings (of their characters where one is a single one)."""
    if min(len(one), len(other)) < 2:
        return float(one == other)
    pairs, pairs_2 = (Counter(text[i : i + 2] for i in range(len(text) - 1)) for text in (one, other))
    return 2 * (pairs & pairs_2).total() / (pairs.total() + pairs_2.total())
