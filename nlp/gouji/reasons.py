"""Reasons on their own, without a report around them: typed, labelled, learned from, scored.

``typed`` says what one text gives as reasons. ``load`` reads labels, ``train`` learns a model of reason types from
them, ``compare`` and ``score`` say how well it does on others; ``gouji.audit(path, model=...)`` uses it. Labels are
JSON lines in the format of corpora/reasons/README.md.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec
import numpy as np

from gouji.classify import dataset, joining, judge, lines, taxonomy, training
from gouji.classify import model as models
from gouji.classify.dataset import LabelledFactor, LabelledReason
from gouji.classify.model import Model
from gouji.classify.votes import Explained
from gouji.errors import GoldError, UnreadableError
from gouji.evaluate import reason_types
from gouji.evaluate.reason_types import TypeScores
from gouji.extract.factors import split
from gouji.model import Reason
from gouji.vocabulary import Direction, ReasonType

__all__ = [
    "Judged", "LabelledFactor", "LabelledReason", "Model", "TypeScores", "compare", "load", "load_model", "names",
    "save", "score", "splits", "train", "typed",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Judged:
    """One labelled cause and what it was taken for; a list of them makes a frame: ``pandas.DataFrame(judged)``.

    ``reason`` is the id of its reason, ``text`` the words of the cause, ``gold`` its labels and ``given`` the types it
    got, both in the order of the taxonomy; ``right`` where they are the same set.
    """

    reason: str
    department: str
    style: str
    subject: str
    direction: Direction | None
    text: str
    gold: tuple[ReasonType, ...]
    given: tuple[ReasonType, ...]
    right: bool


def typed(
    text: str,
    *,
    subject: str | None = None,
    direction: Direction | None = None,
    basis: str | None = None,
    model: Model | None = None,
) -> Reason:
    """What a reason says: its causes with their types and scores, its depth, whether it gives an amount.

    Args:
        text: the reason without its cue (主要原因是) and final mark.
        subject: the account whose change it explains; what is circular cannot be told without it.
        direction: which way that account went: "increase", "decrease", "flat", or None.
        basis: what it is compared with: 上年, 年初预算 …
        model: from `train` or `load_model`; None for the one of the package.

    Returns:
        A Reason whose ids are empty; offsets are half-open in ``text``, amounts are in 元, a score is a probability
        of 0 to 1. A cause that nothing is known of has no types.
    """
    about = Explained((subject,) if subject else (), direction, (basis,) if basis else ())
    return judge(lines.bare(text, split(text)), about, trained=model or models.shipped())


def load(path: str | Path) -> list[LabelledReason]:
    """Labelled reasons: those of a file of JSON lines, or the written ones of a corpus folder, in their order.

    Args:
        path: a file, or a folder with reasons.jsonl and perhaps official.jsonl.

    Raises:
        GoldError: there is no such file, a line is not of the format, or a cause is not in its reason's text.
    """
    place = Path(path)
    found = dataset.load_all(place) if place.is_dir() else dataset.load(place) if place.is_file() else []
    if not found:
        raise GoldError(f"{place.name}：没有标注的原因（目录中应有 reasons.jsonl，或直接给出 JSON 行文件）")
    return found


def splits(path: str | Path) -> dict[str, frozenset[str]]:
    """The departments of each part (``development``, ``held_out``) that a splits.json names.

    Args:
        path: the file, a JSON object of lists of department ids.

    Raises:
        GoldError: there is no such file, or it is not of the format.
    """
    try:
        return dataset.splits(Path(path))
    except (OSError, msgspec.MsgspecError) as error:
        raise GoldError(f"{Path(path).name}：{error}") from error


def train(labelled: Sequence[LabelledReason]) -> Model:
    """The model of reason types of labelled reasons: logistic regression a type over characters, themes and votes.

    The threshold of each type is the one with the best F1 over folds of departments; which pieces of a text are one
    cause is learned with it. Deterministic; some seconds for 2,000 reasons.

    Args:
        labelled: at least two departments; labels of one's own go beside those of corpora/reasons, not instead of
            them, unless there are many.

    Raises:
        GoldError: there are fewer than two departments, or no causes.
    """
    if len({reason.department for reason in labelled if reason.factors}) <= 1:
        raise GoldError("训练至少需要两个部门的标注（department），阈值由按部门的交叉验证得出")
    return dataclasses.replace(training.fit(training.causes(labelled)), joiner=joining.fit(labelled, split))


def compare(labelled: Sequence[LabelledReason], model: Model | None = None) -> tuple[Judged, ...]:
    """Each labelled cause with the types that rules and model give it, in the order of the labels.

    Args:
        labelled: reasons of departments that the model has not learned from, else it looks better than it is.
        model: from `train` or `load_model`; None for the one of the package, which has learned from the development
            part of corpora/reasons.

    Returns:
        One entry a labelled cause, as the annotators cut it: types are compared, not the cutting.
    """
    marks = iter(reason_types.by_both(labelled, _chosen(model)))
    return tuple(
        _judged(reason, factor, [training.TYPES[n] for n in np.flatnonzero(next(marks))])
        for reason in labelled
        for factor in reason.factors
    )


def score(labelled: Sequence[LabelledReason], model: Model | None = None) -> TypeScores:
    """Micro and macro F1 of the types of labelled causes, 0 to 1, with the 95 % interval of micro F1.

    The interval is that of a bootstrap over whole departments (Efron and Tibshirani 1993, ch. 13), 1,000 resamples.

    Args:
        labelled: reasons of departments that the model has not learned from.
        model: as in `compare`.

    Raises:
        GoldError: there are no causes.
    """
    data = training.causes(labelled)
    if not data.groups:
        raise GoldError("没有标注的因素可以评分")
    given = reason_types.by_both(labelled, _chosen(model))
    return reason_types.scores("both", given, data.labels, data.groups)


def names() -> dict[ReasonType, str]:
    """The Chinese name of each reason type, in the order of the taxonomy (patterns/reasons/types.yaml)."""
    return {kind: entry.name for kind, entry in taxonomy.types().items()}


def save(model: Model, path: str | Path) -> Path:
    """Write a model to a file of arrays and JSON (.npz), which runs no code when it is read; the path written.

    Args:
        model: what to write; the same model gives the same bytes.
        path: where to; what stands there is replaced.
    """
    Path(path).write_bytes(models.to_bytes(model))
    return Path(path)


def load_model(path: str | Path) -> Model:
    """The model of a file that `save` or ``gouji train`` wrote; weights come back to three digits.

    Args:
        path: the file.

    Raises:
        UnreadableError: the file cannot be opened.
        SchemaError: the file is no model of this version.
    """
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        raise UnreadableError(
            path, f"打不开（{error.strerror}）", "请给出 gouji train 写出的 .npz 文件"
        ) from error
    return models.from_bytes(data)


def _chosen(model: Model | None) -> Model:
    found = model or models.shipped()
    if found is None:
        raise GoldError("没有随附的原因类型模型；请用 gouji.reasons.train 训练一个")
    return found


def _judged(reason: LabelledReason, factor: LabelledFactor, given: Iterable[ReasonType]) -> Judged:
    gold, found = (
        tuple(kind for kind in training.TYPES if kind in kinds) for kinds in (factor.types, set(given))
    )
    return Judged(
        reason.id, reason.department, reason.style, reason.subject, reason.direction, factor.text, gold, found,
        gold == found,
    )  # fmt: skip
