"""The figures of a corpus of reasons, as `gouji evaluate` prints them: real reports first, then the written ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from gouji.classify import dataset, joining, training
from gouji.classify.dataset import LabelledReason
from gouji.classify.model import Model
from gouji.corpus import real_reasons
from gouji.corpus.gold import REPORTS
from gouji.evaluate import reason_types
from gouji.evaluate.reason_types import TypeScores
from gouji.extract.factors import split as split_causes

_NAMES = {"rules": "规则", "model": "模型", "both": "两者合用"}
_STYLES = {
    "common": "常见说法",
    "rare": "少见、间接的说法",
    "mixed": "几类原因并列",
    "official": "整份报告里的说法",
}


def is_one(folder: Path) -> bool:
    """Whether a folder holds a corpus of reasons."""
    return (folder / "reasons.jsonl").is_file()


def lines(folder: Path) -> Iterator[str]:
    """All figures of the corpus, a line each.

    Raises:
        GoldError: a file is missing or breaks its schema.
    """
    split = dataset.splits(folder / "splits.json")
    reasons = dataset.load_all(folder)
    learnt = [reason for reason in reasons if reason.department in split["development"]]
    unseen = [reason for reason in reasons if reason.department in split["held_out"]]
    real, missing = (
        real_reasons.load(folder / "real.jsonl") if (folder / "real.jsonl").is_file() else ([], [])
    )
    if missing:
        yield f"真实报告不在此处，略过：{'、'.join(missing)}（用环境变量 {REPORTS} 指明报告目录）"
    yield f"  {'':<28}{'因素':>6} {'微平均 F1':>8} {'95% 区间':^15} {'宏平均 F1':>8}"
    if real:
        yield from _figures("真实报告，逐份留出", reason_types.on_real(learnt, real))
    yield from _figures("编写的原因，按部门交叉验证", reason_types.over_folds(learnt))
    yield from _figures("编写的原因，留出部门", reason_types.on_held_out(learnt, unseen))
    model = training.fit(training.causes(learnt))
    given, data = reason_types.by_both(unseen, model), training.causes(unseen)
    yield from _figures("留出部门，按说法", reason_types.by_style(unseen, given, data.labels))
    yield from _types(reason_types.scores("both", given, data.labels, data.groups))
    joiner = joining.fit(learnt, split_causes)
    yield "因素的划分（精确率、召回率、F1）"
    yield _cut("编写的原因，规则", reason_types.causes_found(learnt, None))
    yield _cut("编写的原因，交叉验证", reason_types.causes_over_folds(learnt))
    for name, part in (("真实报告", real), ("留出部门", unseen)):
        if part:
            yield _cut(f"{name}，规则", reason_types.causes_found(part, None))
            yield _cut(f"{name}，合用", reason_types.causes_found(part, joiner))
    for name, part in (("真实报告", real), ("编写的原因，留出部门", unseen)):
        yield from _depths(name, part, model)


def _figures(place: str, found: Sequence[TypeScores]) -> Iterator[str]:
    yield place
    for each in found:
        name = _NAMES.get(each.name) or _STYLES.get(each.name, each.name)
        yield f"  {name:<28}{each.causes:>6} {each.micro:>8.3f}  {each.low:.3f}–{each.high:.3f}  {each.macro:>8.3f}"


def _cut(name: str, counts: tuple[int, int, int]) -> str:
    right, said, true = counts
    return f"  {name:<28}{right / said:>8.3f} {right / true:>8.3f} {2 * right / (said + true):>8.3f}"


def _types(found: TypeScores) -> Iterator[str]:
    yield "留出部门，两者合用，按类型（精确率、召回率、标注数）"
    for kind, (right, said, true) in found.by_type.items():
        precision, recall = (f"{right / n:.2f}" if n else "–" for n in (said, true))
        yield f"  {kind:<28}{precision:>8} {recall:>8} {true:>6}"


def _depths(name: str, reasons: Sequence[LabelledReason], model: Model) -> Iterator[str]:
    if reasons:
        right, all_ = reason_types.depths(reasons, model)
        yield f"{name}，深度正确 {right / all_:.3f}（{right}/{all_}）"
