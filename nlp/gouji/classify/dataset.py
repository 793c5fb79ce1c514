"""The data set of reasons: texts that explain a change, their causes, types and depth."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import msgspec

from gouji.errors import GoldError
from gouji.vocabulary import Depth, Direction, ReasonType

Style = Literal["common", "rare", "mixed", "official", "real"]


class LabelledFactor(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One cause of a reason: its words, its types (the primary first), what it does to the subject, what it names."""

    text: str
    types: tuple[ReasonType, ...]
    direction: Direction | None = None
    object: str | None = None


class LabelledReason(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One line of corpora/reasons/reasons.jsonl or official.jsonl.

    ``text`` stands without its cue and its final mark; ``subject``, ``basis`` and ``direction`` are what it explains.
    ``department`` is the id that splits and folds go by. ``style`` says how it is worded: as in many reports, in a
    rare or indirect way, with causes of several types; ``official`` for those of whole written reports, ``real`` for the
    reports read by reference.
    """

    id: str
    department: str
    name: str
    level: str
    province: str
    office: str
    year: int
    style: Style
    basis: str | None
    direction: Direction | None
    subject: str
    section: str
    text: str
    factors: tuple[LabelledFactor, ...]
    depth: Depth | None
    boilerplate: bool = False
    quantified: bool = False


def load(path: Path) -> list[LabelledReason]:
    """All reasons of a file of JSON lines, in its order.

    Raises:
        GoldError: a line is not of the schema, or a cause is not in its reason's text.
    """
    decoder = msgspec.json.Decoder(LabelledReason)
    found: list[LabelledReason] = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            reason = decoder.decode(line)
        except msgspec.MsgspecError as error:
            raise GoldError(f"{path.name}:{number}：{error}") from error
        strange = next((f.text for f in reason.factors if f.text not in reason.text), None)
        if strange is not None:
            raise GoldError(f"{path.name}:{number}：因素不在原因文字中：{strange}")
        found.append(reason)
    return found


FILES = ("reasons.jsonl", "official.jsonl")


def load_all(folder: Path) -> list[LabelledReason]:
    """The written reasons of a corpus folder: those written one by one, then those of whole written reports, if any.

    Raises:
        GoldError: a line is not of the schema, or a cause is not in its reason's text.
    """
    return [reason for name in FILES if (folder / name).is_file() for reason in load(folder / name)]


def dump(reasons: Sequence[LabelledReason]) -> str:
    """The reasons as JSON lines."""
    return "".join(msgspec.json.encode(reason).decode("utf-8") + "\n" for reason in reasons)


def splits(path: Path) -> dict[str, frozenset[str]]:
    """The departments of each part (``development``, ``held_out``) that a splits file names."""
    return {
        name: frozenset(ids)
        for name, ids in msgspec.json.decode(path.read_bytes(), type=dict[str, list[str]]).items()
    }
