"""How far two annotators of reasons agree: causes, types (kappa a type), depth."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import msgspec

from gouji.corpus.agreement import cohen
from gouji.errors import GoldError
from gouji.vocabulary import Depth, ReasonType

TYPES: tuple[ReasonType, ...] = get_args(ReasonType)


class LabelledCause(msgspec.Struct, frozen=True):
    """One cause with its types, the primary first."""

    text: str
    types: tuple[ReasonType, ...]


class Labels(msgspec.Struct, frozen=True):
    """What one annotator says of one reason: a line of annotators/first.jsonl or second.jsonl."""

    id: str
    factors: tuple[LabelledCause, ...]
    depth: Depth | None = None

    def types(self) -> frozenset[ReasonType]:
        """All types of the reason."""
        return frozenset(kind for factor in self.factors for kind in factor.types)


def load(path: Path) -> dict[str, Labels]:
    """Id → labels of a file of JSON lines.

    Raises:
        GoldError: a line is not of the schema.
    """
    found: dict[str, Labels] = {}
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        try:
            labels = msgspec.json.decode(line, type=Labels)
        except msgspec.MsgspecError as error:
            raise GoldError(f"{path.name}:{number}：{error}") from error
        found[labels.id] = labels
    return found


def lines(first: Path, second: Path) -> Iterator[str]:
    """The agreement on the reasons that both have: causes and types (F1), depth, then F1 and kappa of each type.

    Raises:
        GoldError: a line breaks its schema, or the two have no reason in common.
    """
    one, other = load(first), load(second)
    ids = [key for key in one if key in other]
    if not ids:
        raise GoldError(f"{first.name} 与 {second.name} 没有共同的原因")
    pairs = [(one[key], other[key]) for key in ids]
    causes = [({f.text for f in a.factors}, {f.text for f in b.factors}) for a, b in pairs]
    types = [(a.types(), b.types()) for a, b in pairs]
    depth = sum(a.depth == b.depth for a, b in pairs)
    yield f"原因 {len(ids)}"
    yield f"因素的划分 F1 {_f1([(len(a & b), len(a), len(b)) for a, b in causes]):.3f}"
    yield f"类型（每条原因）F1 {_f1([(len(a & b), len(a), len(b)) for a, b in types]):.3f}"
    yield f"深度相同 {depth / len(ids):.3f}"
    yield "类型\t甲\t乙\t同\tF1\tkappa"
    for kind in TYPES:
        said = [(kind in a, kind in b) for a, b in types]
        left, right, both = sum(a for a, _ in said), sum(b for _, b in said), sum(a and b for a, b in said)
        if left or right:
            f1 = _f1([(both, left, right)])
            yield f"{kind}\t{left}\t{right}\t{both}\t{f1:.3f}\t{cohen([(str(a), str(b)) for a, b in said]):.3f}"


def _f1(counts: list[tuple[int, int, int]]) -> float:
    right, said, true = (sum(column) for column in zip(*counts, strict=True))
    return 2 * right / (said + true) if said + true else 1.0
