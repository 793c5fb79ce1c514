"""The development part of the gold, scored whole: floors below which a change has broken something."""

from __future__ import annotations

from pathlib import Path

import pytest
from gouji import corpus
from gouji.evaluate import Evaluation, evaluate, total
from gouji.pipeline import audit

GOLD = Path(__file__).parents[2] / "corpora" / "gold"


@pytest.fixture(scope="module")
def found() -> Evaluation:
    chosen = corpus.split(GOLD, "development")
    reports = [(gold, corpus.find_report(gold, GOLD)) for gold in corpus.load(GOLD) if gold.id in chosen]
    return total([evaluate(gold, audit(path)) for gold, path in reports if path is not None])


@pytest.mark.parametrize(
    ("stage", "floor"),
    [
        ("claims: figure + unit + kind", 0.99),
        ("claims: figure + unit + all fields", 0.96),
        ("claims: years", 0.98),
        ("claims: scopes", 0.96),
        ("claims: share denominators", 0.9),
        ("claims: sentences all right", 0.9),
        ("figures: in the ledger", 0.99),
        ("links: accepted cell", 0.95),
        ("nonclaims", 0.97),
    ],
)
def test_no_stage_falls_below_its_floor(found: Evaluation, stage: str, floor: float) -> None:
    assert found.scores[stage].f1 >= floor


def test_every_kind_is_read(found: Evaluation) -> None:
    kinds = {name: score for name, score in found.scores.items() if name.startswith("kind: ")}
    assert len(kinds) == 10
    assert all(score.gold > 50 and score.f1 >= 0.95 for score in kinds.values())
