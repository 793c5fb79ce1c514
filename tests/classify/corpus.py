"""Reads the cases of this folder and scores the rules on them."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, NamedTuple

import msgspec
import yaml
from gouji.classify import judge
from gouji.classify.votes import Explained
from gouji.extract.factors import split
from gouji.model import Factor, Reason
from gouji.vocabulary import Depth, Direction, ReasonType

FOLDER = Path(__file__).parent / "cases"


class Case(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A reason with «…» round its factors; ``split: loose`` where only the types are of interest."""

    text: str
    types: tuple[tuple[ReasonType, ...], ...]
    depth: Depth | None
    subject: str | None = None
    direction: Direction | None = None
    split: Literal["exact", "loose"] = "exact"

    @property
    def plain(self) -> str:
        return self.text.replace("«", "").replace("»", "")

    @property
    def marked(self) -> tuple[tuple[int, int], ...]:
        spans, opened, at = [], 0, 0
        for char in self.text:
            if char == "«":
                opened = at
            elif char == "»":
                spans.append((opened, at))
            else:
                at += 1
        return tuple(spans)


class Score(NamedTuple):
    right: int
    wrong: int
    missed: int
    depths: int
    splits: int
    cases: int

    @property
    def f1(self) -> float:
        return 2 * self.right / (2 * self.right + self.wrong + self.missed)


def cases(name: str) -> list[Case]:
    return msgspec.convert(yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8")), list[Case])


def judged(case: Case) -> Reason:
    text = case.plain
    reason = Reason("", None, "", 0, len(text), text, "", (), None, False, False, None, split(text))
    return judge(reason, Explained((case.subject,) if case.subject else (), case.direction))


def paired(case: Case, factors: tuple[Factor, ...]) -> list[tuple[set[str], set[str]]]:
    """Wanted and found types of each marked factor and the found ones that overlap it, then of found ones alone."""
    left = list(factors)
    pairs: list[tuple[set[str], set[str]]] = []
    for (start, end), types in zip(case.marked, case.types, strict=True):
        over = [factor for factor in left if factor.start < end and start < factor.end]
        left = [factor for factor in left if factor not in over]
        pairs.append((set(types), {entry.type for factor in over for entry in factor.types}))
    return pairs + [(set(), {entry.type for entry in factor.types}) for factor in left]


def score(name: str) -> tuple[Score, list[str]]:
    """The score of the rules on one file of cases, and a line for each case that is not wholly right."""
    right = wrong = missed = depths = splits = 0
    lines: list[str] = []
    found = cases(name)
    for case in found:
        reason = judged(case)
        pairs = paired(case, reason.factors)
        right += sum(len(want & got) for want, got in pairs)
        wrong += sum(len(got - want) for want, got in pairs)
        missed += sum(len(want - got) for want, got in pairs)
        depths += reason.depth == case.depth
        same = case.split == "loose" or [(f.start, f.end) for f in reason.factors] == list(case.marked)
        splits += same
        if not same or reason.depth != case.depth or any(want != got for want, got in pairs):
            got = [(f.text, [t.type for t in f.types]) for f in reason.factors]
            lines.append(
                f"{case.subject} {case.direction} {case.text}\n    {case.types} {case.depth}\n    {got} {reason.depth}"
            )
    return Score(right, wrong, missed, depths, splits, len(found)), lines
