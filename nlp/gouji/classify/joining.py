"""Which neighbouring pieces of a reason are one cause: a story told in several clauses, learned from read texts.

The rules of the extraction cut at every comma that may part two causes; here a linear model joins what belongs
together (航线停了，货压在港口 is one cause, 新录用三人，缴费基数上调 are two). It looks at commas only: the items of a list
(人员增加、工资晋级) are causes of their own in official wording, which the written reasons hold too little of to learn.
"""

from __future__ import annotations

import dataclasses
import functools
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from gouji import words
from gouji.classify import themes
from gouji.classify.dataset import LabelledReason
from gouji.model import Factor

Splitter = Callable[[str], tuple[Factor, ...]]
Span = tuple[int, int]
THRESHOLD = 0.6
_OFFICIAL = 3
_STRENGTH = 0.3
_ENDS = 4
_BUCKET, _MOST = 4, 8
_DIGIT = re.compile(r"\d")
_COMMA = ("，", ",")
_MONEY = re.compile(r"\d(?:万|亿)?元")
_LISTED = re.compile(r"；|[一二三]是|[①②]|（1）|其一")


@dataclass(frozen=True, eq=False)
class Joiner:
    """A logistic model over the named features of a gap between two pieces; ``weights`` has one number a feature."""

    vocabulary: dict[str, int]
    weights: NDArray[np.float32]
    bias: float

    def probability(self, names: Sequence[str]) -> float:
        """How likely two pieces are one cause, by the features of the gap between them."""
        places = [place for name in dict.fromkeys(names) if (place := self.vocabulary.get(name)) is not None]
        return float(1.0 / (1.0 + np.exp(-(self.weights[places].sum() + self.bias))))


@functools.cache
def _moves() -> re.Pattern[str]:
    return re.compile(words.expand("{move}"))


def features(text: str, factors: Sequence[Factor], at: int, base: int = 0) -> list[str]:
    """The features of the gap behind piece ``at``: the gap, ends and beginnings, themes, lengths, what each piece has.

    Words inside the pieces are left out: learned from stories they join what reports in official wording list.
    """
    first, second = factors[at], factors[at + 1]
    left, right, gap = first.text, second.text, text[first.end - base : second.start - base]
    found = [f"gap:{_DIGIT.sub('0', gap)}", f"n:{min(len(factors), _MOST)}"]
    found.append(f"amount:{first.amount is not None}:{second.amount is not None}")
    found.append(f"object:{first.object is not None}:{second.object is not None}")
    found.append(f"moves:{_moves().search(left) is not None}:{_moves().search(right) is not None}")
    found += [f"ll:{min(len(left) // _BUCKET, _MOST)}", f"rl:{min(len(right) // _BUCKET, _MOST)}"]
    found.append(f"list:{bool(_LISTED.search(text))}:{'，' in gap}")
    for size in range(1, _ENDS + 1):
        found += [f"L{size}:{left[-size:]}", f"R{size}:{right[:size]}"]
    ours, theirs = themes.of(left), themes.of(right)
    found += [f"lt:{name}" for name in ours] + [f"rt:{name}" for name in theirs]
    found += [f"tt:{one}:{other}" for one in ours for other in theirs]
    return found


def joined(text: str, factors: Sequence[Factor], joiner: Joiner, base: int = 0) -> tuple[Factor, ...]:
    """The factors with those made one that the model joins, within one list item only.

    Args:
        text: the reason.
        factors: its pieces in order, offsets from ``base``.
        joiner: the model.
        base: the offset of the reason in its paragraph.

    Returns:
        Factors whose text reaches from the first to the last piece of each group, with the first object
        and amount that one of its pieces has, and the last direction (the outcome stands behind).
    """
    if len(factors) < 2:
        return tuple(factors)
    out: list[Factor] = []
    for n, factor in enumerate(factors):
        last = out[-1] if out else None
        if (
            last is not None
            and last.parent == factor.parent
            and _one_cause(text, factors, n - 1, joiner, base)
        ):
            out[-1] = _one(last, factor, text[last.start - base : factor.end - base])
        else:
            out.append(factor)
    return tuple(out)


def _one_cause(text: str, factors: Sequence[Factor], at: int, joiner: Joiner, base: int) -> bool:
    """Whether the model takes the pieces on both sides of a gap for one cause."""
    if not _open(text, factors, at, base):
        return False
    return joiner.probability(features(text, factors, at, base)) >= THRESHOLD


def _open(text: str, factors: Sequence[Factor], at: int, base: int = 0) -> bool:
    """Whether the gap behind a piece is for the model to judge: a comma, and not two pieces that move an amount each."""
    sides = factors[at].text, factors[at + 1].text
    amounts = all(_MONEY.search(side) and _moves().search(side) for side in sides)
    return not amounts and text[factors[at].end - base :].startswith(_COMMA)


def _one(first: Factor, second: Factor, text: str) -> Factor:
    return dataclasses.replace(
        first,
        end=second.end,
        text=text,
        object=first.object or second.object,
        direction=second.direction or first.direction,
        amount=first.amount if first.amount is not None else second.amount,
    )


def fit(reasons: Sequence[LabelledReason], split: Splitter) -> Joiner:
    """The model of the gaps of labelled reasons: joined where one annotated cause covers both sides.

    A gap in the official wording of a report counts several times: there are few of them, and they are what is read.
    """
    rows: list[list[str]] = []
    marks: list[int] = []
    for reason in reasons:
        times = _OFFICIAL if reason.style == "official" else 1
        spans, pieces = _annotated(reason), split(reason.text)
        for at in range(len(pieces) - 1):
            if _open(reason.text, pieces, at):
                rows += [features(reason.text, pieces, at)] * times
                marks += [int(any(s < pieces[at].end and e > pieces[at + 1].start for s, e in spans))] * times
    names = sorted({name for row in rows for name in row})
    vocabulary = {name: place for place, name in enumerate(names)}
    columns = [sorted({vocabulary[name] for name in row}) for row in rows]
    ends = np.cumsum([0, *map(len, columns)], dtype=np.int32)
    places = np.array([place for row in columns for place in row], dtype=np.int32)
    matrix = csr_matrix((np.ones(len(places)), places, ends), shape=(len(rows), len(names)))
    learned = LogisticRegression(C=_STRENGTH, solver="liblinear", random_state=0).fit(matrix, marks)
    return Joiner(vocabulary, learned.coef_[0].astype(np.float32), float(learned.intercept_[0]))


def _annotated(reason: LabelledReason) -> list[Span]:
    """Where the annotated causes stand in the text, in order."""
    found, at = [], 0
    for factor in reason.factors:
        start = reason.text.find(factor.text, at)
        start = start if start >= 0 else reason.text.find(factor.text)
        found.append((start, start + len(factor.text)))
        at = start
    return found
