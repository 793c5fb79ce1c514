"""`python -m tests.bench.reason_models`: kinds of classifiers on the same causes, features and folds of departments.

Every kind gives a score a type for causes of departments it has not seen; the threshold of a type comes from the other
folds, so that no figure here was tuned on what it is measured on. Rules are measured as they stand. The intervals are
those of `gouji evaluate`: departments drawn anew. spaCy's textcat reads the words of the cause with subject and
direction in front of them, as the linear kinds have them among their features.
"""

from __future__ import annotations

import argparse
import dataclasses
import itertools
import logging
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import spacy
from gouji import words
from gouji.classify import dataset, training
from gouji.classify.dataset import LabelledReason
from gouji.classify.model import rows
from gouji.evaluate.reason_types import Marks, by_rules, scores
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.naive_bayes import ComplementNB
from sklearn.svm import LinearSVC
from spacy.tokens import Doc
from spacy.training import Example

CORPUS = Path(__file__).parents[2] / "corpora/reasons"
EPOCHS = 30
Scores = NDArray[np.float64]
Kind = Callable[[training.Causes, training.Causes], Scores]
BOW = {
    "@architectures": "spacy.TextCatBOW.v3",
    "exclusive_classes": False,
    "ngram_size": 2,
    "no_output_layer": False,
}


def linear(make: Callable[[], LogisticRegression | LinearSVC | ComplementNB]) -> Kind:
    """One linear model a type over the TF-IDF rows of `gouji.classify.model`."""

    def run(learn: training.Causes, test: training.Causes) -> Scores:
        vocabulary, idf = training._vocabulary(learn.features)
        matrix, unseen = rows(learn.features, vocabulary, idf), rows(test.features, vocabulary, idf)
        out = np.full((len(test.features), len(training.TYPES)), -1e9)
        for column in range(len(training.TYPES)):
            marks = learn.labels[:, column]
            if 0 < marks.sum() < len(marks):
                model = make().fit(matrix, marks)
                naive = isinstance(model, ComplementNB)
                out[:, column] = (
                    model.predict_proba(unseen)[:, 1] if naive else model.decision_function(unseen)
                )
        return out

    return run


def textcat(learn: training.Causes, test: training.Causes) -> Scores:
    """spaCy's textcat_multilabel over words (jieba) and their pairs, without vectors."""
    nlp = spacy.blank("zh")
    nlp.add_pipe("textcat_multilabel", config={"model": BOW})
    docs = [Doc(nlp.vocab, words=_tokens(each)) for each in learn.features]
    cats = [
        {kind: float(mark) for kind, mark in zip(training.TYPES, row, strict=True)} for row in learn.labels
    ]
    examples = [Example.from_dict(doc, {"cats": marks}) for doc, marks in zip(docs, cats, strict=True)]
    optimizer = nlp.initialize(lambda: examples)
    rng = np.random.default_rng(0)
    for _ in range(EPOCHS):
        order = rng.permutation(len(examples))
        for start in range(0, len(order), 64):
            nlp.update([examples[n] for n in order[start : start + 64]], sgd=optimizer)
    out = []
    for each in test.features:
        doc = nlp.get_pipe("textcat_multilabel")(Doc(nlp.vocab, words=_tokens(each)))
        out.append([doc.cats[kind] for kind in training.TYPES])
    return np.array(out)


def _tokens(features: Sequence[str]) -> list[str]:
    """The words of a cause with what it explains in front, as a textcat would be given them."""
    about = [name for name in features if name.startswith(("s:", "d:", "b:"))]
    return [*about, *(name[2:] for name in features if name.startswith("w:"))] or ["-"]


LINEAR: tuple[tuple[str, Kind], ...] = (
    (
        "逻辑回归（采用）",
        linear(lambda: LogisticRegression(C=training.STRENGTH, solver="liblinear", random_state=0)),
    ),
    ("线性支持向量机", linear(lambda: LinearSVC(C=1.0, random_state=0))),
    ("补集朴素贝叶斯", linear(ComplementNB)),
)


def over_folds(data: training.Causes, kind: Kind) -> Scores:
    """Scores of each cause by a model that saw no reason of its department."""
    out = np.zeros(data.labels.shape)
    for train, test in training.folds(data):
        out[test] = kind(training.subset(data, train), training.subset(data, test))
    return out


def decided(found: Scores, data: training.Causes) -> Marks:
    """The types given, each fold with the thresholds that are best on the others."""
    out = np.zeros(data.labels.shape, dtype=np.bool_)
    for train, test in training.folds(data):
        cuts = [
            _threshold(found[train, column], data.labels[train, column]) for column in range(found.shape[1])
        ]
        out[test] = found[test] >= np.array(cuts)
    return out


def _threshold(found: Scores, marks: NDArray[np.int8]) -> float:
    if not marks.any():
        return float(np.inf)
    cuts = np.quantile(found, np.linspace(0.5, 0.999, 120))
    return float(max(cuts, key=lambda cut: 2 * int(((found >= cut) & (marks == 1)).sum()) / (int((found >= cut).sum()) + int(marks.sum()))))  # fmt: skip


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", nargs="?", type=Path, default=CORPUS)
    corpus: Path = parser.parse_args(arguments).corpus
    logging.getLogger("spacy").setLevel(logging.ERROR)
    words.cut("预热")
    part = dataset.splits(corpus / "splits.json")["development"]
    reasons: list[LabelledReason] = [
        r for r in dataset.load(corpus / "reasons.jsonl") if r.department in part
    ]
    print(f"{len(reasons)} 条原因，按部门 {training.FOLDS} 折交叉验证")
    print(f"{'':<22}{'微平均 F1':>8} {'95% 区间':^15} {'宏平均 F1':>8} {'秒':>6}")
    data = training.causes(reasons)
    _row("规则", by_rules(reasons), data, 0.0)
    for rules in (False, True):
        narrow = training.causes(reasons, rules=rules)
        wide = with_words(narrow, reasons)
        for name, kind, own in ((*each, narrow) for each in LINEAR):
            _run(f"{name}{'，加规则投票' if rules else ''}", kind, own)
        _run(f"逻辑回归，加词与三字串{'，加规则投票' if rules else ''}", LINEAR[0][1], wide)
        if not rules:
            _run("spaCy textcat（词袋）", textcat, wide)


def with_words(data: training.Causes, reasons: Sequence[LabelledReason]) -> training.Causes:
    """The causes with their words, pairs of words and runs of three characters among the features."""
    texts = [factor.text for reason in reasons for factor in reason.factors]
    cuts = [words.cut(text) for text in texts]
    found = [
        [
            *each,
            *(f"w:{word}" for word in cut),
            *(f"p:{one}_{two}" for one, two in itertools.pairwise(cut)),
            *runs(text),
        ]
        for each, cut, text in zip(data.features, cuts, texts, strict=True)
    ]
    return dataclasses.replace(data, features=found)


def runs(text: str) -> list[str]:
    """The runs of three characters of a text."""
    return [text[at : at + 3] for at in range(len(text) - 2)]


def _run(name: str, kind: Kind, data: training.Causes) -> None:
    start = time.process_time()
    found = over_folds(data, kind)
    _row(name, decided(found, data), data, time.process_time() - start)


def _row(name: str, given: Marks, data: training.Causes, seconds: float) -> None:
    result = scores(name, given, data.labels, data.groups)
    interval = f"({result.low:.3f}–{result.high:.3f})"
    print(f"{name:<22}{result.micro:>8.3f} {interval} {result.macro:>8.3f} {seconds:>6.0f}", flush=True)


if __name__ == "__main__":
    main()
