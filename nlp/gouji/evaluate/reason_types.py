"""How well causes are typed: rules alone, the model alone and both, over folds of departments and on held-out ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.model_selection import GroupKFold

from gouji.classify import features, joining, judge, learned, training
from gouji.classify.dataset import LabelledReason
from gouji.classify.joining import Joiner
from gouji.classify.model import Model
from gouji.classify.training import TYPES, Causes
from gouji.classify.votes import Explained
from gouji.extract import factor_parts
from gouji.extract.factors import split
from gouji.model import Factor, Reason
from gouji.vocabulary import ReasonType

RESAMPLES = 1000
_LEVEL = (2.5, 97.5)
Marks = NDArray[np.bool_]


@dataclass(frozen=True)
class TypeScores:
    """Micro and macro F1 of a set of causes, with the 95 % interval of micro F1 over resampled departments."""

    name: str
    causes: int
    micro: float
    macro: float
    low: float
    high: float
    by_type: dict[ReasonType, tuple[int, int, int]]


def scores(name: str, given: Marks, gold: NDArray[np.int8], groups: Sequence[str]) -> TypeScores:
    """The figures of one way of typing; ``given`` and ``gold`` have a row a cause and a column a type.

    The interval is that of `RESAMPLES` bootstrap samples of whole departments (Efron and Tibshirani 1993, ch. 13).
    """
    right, said, true = (given & (gold == 1)).sum(0), given.sum(0), (gold == 1).sum(0)
    met = [n for n in range(len(TYPES)) if true[n]]
    macro = float(np.mean([_f1(right[n], said[n], true[n]) for n in met])) if met else 0.0
    names = sorted(set(groups))
    place = {group: n for n, group in enumerate(names)}
    sums = np.zeros((len(names), 3), dtype=np.int64)
    for row, group in enumerate(groups):
        sums[place[group]] += (
            int((given[row] & (gold[row] == 1)).sum()), int(given[row].sum()), int((gold[row] == 1).sum())
        )  # fmt: skip
    drawn = np.random.default_rng(0).integers(0, len(names), size=(RESAMPLES, len(names)))
    each = [_f1(*sums[draw].sum(0)) for draw in drawn]
    low, high = np.percentile(each, _LEVEL)
    by_type: dict[ReasonType, tuple[int, int, int]] = {
        TYPES[n]: (int(right[n]), int(said[n]), int(true[n])) for n in range(len(TYPES)) if said[n] or true[n]
    }
    return TypeScores(
        name, len(gold), _f1(right.sum(), said.sum(), true.sum()), macro, float(low), float(high), by_type
    )


def _f1(right: float, said: float, true: float) -> float:
    return float(2 * right / (said + true)) if said + true else 0.0


def by_rules(reasons: Sequence[LabelledReason]) -> Marks:
    """The types that the standing ballots of the rules give each cause."""
    return _marked(reasons, lambda text, about: {b.type for b in features.ballots(text, about)})


def by_both(reasons: Sequence[LabelledReason], model: Model) -> Marks:
    """The types that rules and model together give each cause, as `gouji reasons` does."""

    def types(text: str, about: Explained) -> set[str]:
        _, found = learned.chosen(text, about, features.ballots(text, about), model)
        return {score.type for score in found}

    return _marked(reasons, types)


def _marked(reasons: Sequence[LabelledReason], types: Callable[[str, Explained], set[str]]) -> Marks:
    rows = [
        [kind in found for kind in TYPES]
        for reason in reasons
        for found in (types(factor.text, training.explained(reason)) for factor in reason.factors)
    ]
    return np.array(rows, dtype=np.bool_).reshape(-1, len(TYPES))


def by_probability(probabilities: NDArray[np.float64], thresholds: NDArray[np.float32]) -> Marks:
    """The types at or over their thresholds; where none is, the likeliest of at least `learned.LEAST`."""
    given: Marks = probabilities >= thresholds
    best = probabilities.argmax(1)
    lone = ~given.any(1) & (probabilities.max(1) >= learned.LEAST)
    given[lone, best[lone]] = True
    return given


def over_folds(reasons: Sequence[LabelledReason]) -> list[TypeScores]:
    """Rules, model and both on causes of departments that the model of their fold has not seen."""
    alone, both = training.causes(reasons, rules=False), training.causes(reasons)
    found = [scores("rules", by_rules(reasons), both.labels, both.groups)]
    for name, data in (("model", alone), ("both", both)):
        found.append(scores(name, nested(data), data.labels, data.groups))
    return found


def nested(data: Causes) -> Marks:
    """The types of each cause by a model, and thresholds, from other departments only (nested folds)."""
    given = np.zeros(data.labels.shape, dtype=np.bool_)
    for train, test in training.folds(data):
        own = training.subset(data, train)
        model = training.fit(own)
        given[test] = by_probability(model.probabilities([data.features[n] for n in test]), model.thresholds)
    return given


def on_real(learnt: Sequence[LabelledReason], real: Sequence[LabelledReason]) -> list[TypeScores]:
    """Rules, model and both on the reasons of real reports, each report by a model that has not seen it.

    The model of a report is learned from the written reasons and those of the other reports.
    """
    found = [scores("rules", by_rules(real), training.causes(real).labels, training.causes(real).groups)]
    for name, rules in (("model", False), ("both", True)):
        test = training.causes(real, rules=rules)
        given = np.zeros(test.labels.shape, dtype=np.bool_)
        thresholds = training.fit(training.causes(learnt, rules=rules)).thresholds
        for report in sorted(set(test.groups)):
            others = [reason for reason in real if reason.department != report]
            model = training.fit(training.causes([*learnt, *others], rules=rules), thresholds=thresholds)
            own = [n for n, group in enumerate(test.groups) if group == report]
            given[own] = by_probability(model.probabilities([test.features[n] for n in own]), thresholds)
        found.append(scores(name, given, test.labels, test.groups))
    return found


def by_style(reasons: Sequence[LabelledReason], given: Marks, gold: NDArray[np.int8]) -> list[TypeScores]:
    """The figures of one way of typing by style of wording."""
    styles = [reason.style for reason in reasons for _ in reason.factors]
    groups = [reason.department for reason in reasons for _ in reason.factors]
    found = []
    for style in dict.fromkeys(styles):
        at = [n for n, own in enumerate(styles) if own == style]
        found.append(scores(style, given[at], gold[at], [groups[n] for n in at]))
    return found


def causes_found(reasons: Sequence[LabelledReason], joiner: Joiner | None) -> tuple[int, int, int]:
    """How many causes are found with exactly the annotated words, how many are found, how many annotated."""
    right = said = true = 0
    for reason in reasons:
        pieces = split(reason.text)
        whole = joining.joined(reason.text, pieces, joiner) if joiner is not None else pieces
        found, gold = Counter(f.text for f in whole), Counter(f.text for f in reason.factors)
        right, said, true = right + (found & gold).total(), said + found.total(), true + gold.total()
    return right, said, true


def causes_over_folds(reasons: Sequence[LabelledReason]) -> tuple[int, int, int]:
    """`causes_found` with a joiner from other departments, over folds of departments."""
    groups = [reason.department for reason in reasons]
    folds = GroupKFold(n_splits=min(training.FOLDS, len(set(groups)))).split(groups, groups=groups)
    sums = np.zeros(3, dtype=np.int64)
    for train, test in folds:
        joiner = joining.fit([reasons[n] for n in train], split)
        sums += causes_found([reasons[n] for n in test], joiner)
    return int(sums[0]), int(sums[1]), int(sums[2])


def depths(reasons: Sequence[LabelledReason], model: Model | None) -> tuple[int, int]:
    """How many reasons have the depth that was annotated, and how many there are with one."""
    rated = [reason for reason in reasons if reason.depth is not None]
    return sum(_depth(reason, model) == reason.depth for reason in rated), len(rated)


def _depth(reason: LabelledReason, model: Model | None) -> str | None:
    factors = tuple(_factor(reason.text, factor.text) for factor in reason.factors)
    whole = Reason("", None, "", 0, len(reason.text), reason.text, "", (), None, False, False, None, factors)
    return judge(whole, training.explained(reason), trained=model).depth


def _factor(text: str, own: str) -> Factor:
    at = text.find(own)
    return Factor(at, at + len(own), own, amount=factor_parts.amount(own, None))


def on_held_out(learnt: Sequence[LabelledReason], unseen: Sequence[LabelledReason]) -> list[TypeScores]:
    """Rules, model and both on departments that nothing was learned from."""
    found = []
    for name, rules in (("rules", True), ("model", False), ("both", True)):
        test = training.causes(unseen, rules=rules)
        if name == "rules":
            given = by_rules(unseen)
        else:
            model = training.fit(training.causes(learnt, rules=rules))
            given = by_probability(model.probabilities(test.features), model.thresholds)
        found.append(scores(name, given, test.labels, test.groups))
    return found
