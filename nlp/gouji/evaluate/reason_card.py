"""A trained model of reason types with what it was trained on and how well it does: the model card."""

from __future__ import annotations

import dataclasses
import hashlib
import platform
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from gouji.classify import dataset, joining, training
from gouji.classify.dataset import LabelledReason
from gouji.classify.model import Model
from gouji.classify.taxonomy import types
from gouji.errors import GoldError
from gouji.evaluate import reason_types
from gouji.evaluate.reason_types import TypeScores
from gouji.extract.factors import split as split_causes
from gouji.vocabulary import ReasonType

_LIBRARIES = ("numpy", "scipy", "scikit-learn", "jieba")
_NAMES = {"rules": "规则", "model": "模型", "both": "两者合用"}
_NOT_FOR = (
    "不得据此认定违规或问责：模型说的是原因属于哪一类，不是原因是否属实。",
    "不得用于部门决算、预算情况说明以外的文字。",
    "单条判断要由人复核；分数低或未给类型（弃权）的，以人读为准。",
)


@dataclass(frozen=True)
class Card:
    """A model, its figures over folds of departments and on held-out departments, and what it was trained on."""

    model: Model
    folds: list[TypeScores]
    held_out: list[TypeScores]


def trained(folder: Path) -> Card:
    """The model of a corpus folder with ``reasons.jsonl`` and ``splits.json``; learns from ``development`` alone.

    Raises:
        GoldError: a file is missing or breaks its schema, or a department stands in no part.
    """
    path, parts = folder / "reasons.jsonl", folder / "splits.json"
    for file in (path, parts):
        if not file.is_file():
            raise GoldError(f"{folder.name}：没有 {file.name}")
    reasons, split = dataset.load_all(folder), dataset.splits(parts)
    learnt = [r for r in reasons if r.department in split.get("development", ())]
    unseen = [r for r in reasons if r.department in split.get("held_out", ())]
    if len(learnt) + len(unseen) != len(reasons):
        raise GoldError(f"{parts.name}：有的部门既不在 development 也不在 held_out")
    folds, held_out = reason_types.over_folds(learnt), reason_types.on_held_out(learnt, unseen)
    data = b"".join((folder / name).read_bytes() for name in dataset.FILES if (folder / name).is_file())
    head = _head(data, learnt, folds, held_out)
    model = training.fit(training.causes(learnt), head)
    return Card(dataclasses.replace(model, joiner=joining.fit(learnt, split_causes)), folds, held_out)


def _head(
    data: bytes, learnt: Sequence[LabelledReason], folds: Sequence[TypeScores], held_out: Sequence[TypeScores]
) -> dict[str, Any]:
    return {
        "corpus": f"sha256:{hashlib.sha256(data).hexdigest()}",
        "reasons": len(learnt),
        "causes": sum(len(reason.factors) for reason in learnt),
        "departments": len({reason.department for reason in learnt}),
        "versions": {"python": platform.python_version(), **{name: version(name) for name in _LIBRARIES}},
        "scores": {
            place: {s.name: [round(x, 4) for x in (s.micro, s.macro, s.low, s.high)] for s in found}
            for place, found in (("folds", folds), ("held_out", held_out))
        },
    }


def table(folds: Sequence[TypeScores], held_out: Sequence[TypeScores]) -> str:
    """The figures of rules, model and both as lines of a Markdown table."""
    lines = ["| | 因素 | 微平均 F1（95% 区间） | 宏平均 F1 |", "|---|---|---|---|"]
    for place, found in (("交叉验证（按部门）", folds), ("留出部门", held_out)):
        lines += [
            f"| {place}，{_NAMES[s.name]} | {s.causes} | {s.micro:.3f}（{s.low:.3f}–{s.high:.3f}） | {s.macro:.3f} |"
            for s in found
        ]
    return "\n".join(lines)


def markdown(card: Card) -> str:
    """The model card as a Markdown page."""
    head = card.model.card
    both = {s.name: s for s in card.held_out}["both"]
    versions = "、".join(f"{name} {number}" for name, number in head["versions"].items())
    return "\n".join(
        [
            "# 原因类型模型",
            "",
            "每个类型一个逻辑回归，特征是单字与字的二元组、主题词、所解释的科目与方向、规则的投票；阈值由按部门的交叉验证得出。"
            "文件只含数组和 JSON，读取时不执行代码。由 `gouji train` 生成，不要手改。",
            "",
            f"- 语料：{head['departments']} 个部门、{head['reasons']} 条原因、{head['causes']} 个因素，`{head['corpus']}`",
            f"- 版本：{versions}",
            *(f"- {line}" for line in _NOT_FOR),
            "",
            table(card.folds, card.held_out),
            "",
            "留出部门上两者合用，分类型：",
            "",
            "| 类型 | 精确率 | 召回率 | 标注数 |",
            "|---|---|---|---|",
            *(_row(kind, *counts) for kind, counts in both.by_type.items()),
            "",
        ]
    )


def _row(kind: ReasonType, right: int, said: int, true: int) -> str:
    entry = types()[kind]
    return f"| {entry.code} {entry.name}（{kind}） | {_share(right, said)} | {_share(right, true)} | {true} |"


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.2f}" if whole else "–"
