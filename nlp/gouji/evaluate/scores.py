"""Counts of a stage and what is wrong: the figures that an evaluation gives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(slots=True)
class Score:
    """Counts of a stage; precision, recall and F1 are 0 where undefined."""

    right: int = 0
    predicted: int = 0
    gold: int = 0

    @property
    def precision(self) -> float:
        """Right ÷ predicted."""
        return self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Right ÷ gold."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.right / (self.predicted + self.gold) if self.predicted + self.gold else 0.0


@dataclass(slots=True)
class Evaluation:
    """All figures of one report (or summed over several), with what is wrong."""

    id: str
    scores: dict[str, Score] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    def score(self, stage: str) -> Score:
        """The score of a stage, made on first use."""
        return self.scores.setdefault(stage, Score())


def total(evaluations: Sequence[Evaluation], name: str = "合计") -> Evaluation:
    """The sum of several evaluations."""
    found = Evaluation(name)
    for each in evaluations:
        for stage, score in each.scores.items():
            into = found.score(stage)
            into.right, into.predicted, into.gold = (
                into.right + score.right, into.predicted + score.predicted, into.gold + score.gold,
            )  # fmt: skip
    return found
