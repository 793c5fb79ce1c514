"""Trains the model of reason types: features to one linear score a type, thresholds by grouped cross-validation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, get_args

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from gouji.classify import features
from gouji.classify.dataset import LabelledReason
from gouji.classify.model import Model, rows
from gouji.classify.votes import Explained
from gouji.vocabulary import ReasonType

TYPES: tuple[ReasonType, ...] = get_args(ReasonType)
STRENGTH = 30.0
SEEN_TWICE = 2
FOLDS = 5
GRID = tuple(step / 20 for step in range(4, 15))


@dataclass(frozen=True)
class Causes:
    """The causes of a set of reasons, ready to learn from; all of one length."""

    features: list[list[str]]
    labels: NDArray[np.int8]
    groups: list[str]
    styles: list[str]


def causes(reasons: Sequence[LabelledReason], *, rules: bool = True) -> Causes:
    """One row a cause: its features, a 0/1 column a type, its department, its style.

    Args:
        reasons: labelled reasons.
        rules: whether the ballots of the rules are among the features.
    """
    found: list[list[str]] = []
    marks, groups = [], []
    styles: list[str] = []
    for reason in reasons:
        about = explained(reason)
        for factor in reason.factors:
            votes = features.ballots(factor.text, about) if rules else None
            found.append(features.of_cause(factor.text, about, votes))
            marks.append([int(kind in factor.types) for kind in TYPES])
            groups.append(reason.department)
            styles.append(reason.style)
    return Causes(found, np.array(marks, dtype=np.int8).reshape(-1, len(TYPES)), groups, styles)


def explained(reason: LabelledReason) -> Explained:
    """What a labelled reason explains, as the voters see it."""
    return Explained((reason.subject,), reason.direction, (reason.basis,) if reason.basis else ())


def fit(
    data: Causes, card: dict[str, Any] | None = None, thresholds: NDArray[np.float32] | None = None
) -> Model:
    """The model of a set of causes: logistic regression a type over TF-IDF rows, deterministic.

    Thresholds not given are found by cross-validation over departments: those with the best F1 of their type.
    """
    vocabulary, idf = _vocabulary(data.features)
    matrix = rows(data.features, vocabulary, idf)
    weights = np.zeros((len(vocabulary), len(TYPES)), dtype=np.float32)
    bias = np.full(len(TYPES), -8.0, dtype=np.float32)
    for column in range(len(TYPES)):
        if 0 < data.labels[:, column].sum() < len(data.labels):
            learned = _logistic(matrix, data.labels[:, column])
            weights[:, column], bias[column] = learned.coef_[0], learned.intercept_[0]
    if thresholds is None:
        thresholds = best_thresholds(out_of_fold(data), data.labels)
    return Model(TYPES, vocabulary, idf, weights, bias, thresholds, card or {})


def folds(data: Causes) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Places of causes to learn from and to test on, no department in both."""
    number = min(FOLDS, len(set(data.groups)))
    yield from GroupKFold(n_splits=number).split(data.labels, groups=data.groups)


def out_of_fold(data: Causes) -> NDArray[np.float64]:
    """The probabilities of each cause by a model that saw no reason of its department; shape (causes, types)."""
    out = np.zeros(data.labels.shape)
    plain = np.full(len(TYPES), 0.5, dtype=np.float32)
    for train, test in folds(data):
        model = fit(subset(data, train), thresholds=plain)
        out[test] = model.probabilities([data.features[n] for n in test])
    return out


def subset(data: Causes, places: Sequence[int] | NDArray[np.int64]) -> Causes:
    """The causes at some places."""
    return Causes(
        [data.features[n] for n in places],
        data.labels[np.asarray(places, dtype=np.int64)],
        [data.groups[n] for n in places],
        [data.styles[n] for n in places],
    )


def best_thresholds(probabilities: NDArray[np.float64], labels: NDArray[np.int8]) -> NDArray[np.float32]:
    """The threshold of each type with the best F1, the middle one of equals; 0.5 for a type that does not occur."""
    found = []
    for column in range(labels.shape[1]):
        scored = [
            (_f1(probabilities[:, column] >= cut, labels[:, column]), -abs(cut - 0.5), cut) for cut in GRID
        ]
        found.append(max(scored)[2] if labels[:, column].any() else 0.5)
    return np.array(found, dtype=np.float32)


def _f1(predicted: NDArray[np.bool_], gold: NDArray[np.int8]) -> float:
    right = int((predicted & (gold == 1)).sum())
    total = int(predicted.sum()) + int(gold.sum())
    return 2 * right / total if total else 0.0


def _logistic(matrix: csr_matrix, marks: NDArray[np.int8]) -> LogisticRegression:
    return LogisticRegression(C=STRENGTH, solver="liblinear", class_weight=None, random_state=0).fit(
        matrix, marks
    )


def _vocabulary(found: Sequence[Sequence[str]]) -> tuple[dict[str, int], NDArray[np.float32]]:
    """The features seen in at least two causes, in order of code points, with their inverse frequency."""
    seen = Counter(name for each in found for name in set(each))
    names = sorted(name for name, count in seen.items() if count >= SEEN_TWICE)
    total = len(found)
    idf = np.array([np.log((1 + total) / (1 + seen[name])) + 1 for name in names], dtype=np.float32)
    return {name: place for place, name in enumerate(names)}, idf
