"""Scores by hand: precision, recall, F1, and what counts as a right sentence."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from gouji import corpus
from gouji.evaluate import Evaluation, Score, evaluate, total
from gouji.model import Audit
from gouji.pipeline import audit

GOLD = Path(__file__).parents[2] / "corpora" / "gold"
NAME = "sichuan-culture-2022"


@pytest.fixture(scope="module")
def audited() -> Audit:
    return audit(GOLD / f"{NAME}.txt")


@pytest.fixture(scope="module")
def gold() -> corpus.Gold:
    return next(gold for gold in corpus.load(GOLD) if gold.id == NAME)


def scores(gold: corpus.Gold, audited: Audit) -> dict[str, Score]:
    return evaluate(gold, audited).scores


def test_precision_recall_and_f1() -> None:
    score = Score(right=3, predicted=4, gold=6)
    assert (score.precision, score.recall, score.f1) == (0.75, 0.5, pytest.approx(0.6))
    assert Score().f1 == 0.0


def test_a_claim_that_is_missing_costs_recall_and_its_sentence(gold: corpus.Gold, audited: Audit) -> None:
    whole = scores(gold, audited)
    gone = next(c for c in audited.claims if c.kind == "share")
    less = scores(gold, replace(audited, claims=tuple(c for c in audited.claims if c is not gone)))
    name = "claims: figure + unit + kind"
    assert less[name].right == whole[name].right - 1
    assert less[name].predicted == whole[name].predicted - 1
    assert less["claims: sentences all right"].right < whole["claims: sentences all right"].right


@pytest.mark.parametrize(
    ("field", "value"),
    [("subject", "别的支出"), ("measure", "资产"), ("direction", "flat"), ("basis", "2001")],
)
def test_a_wrong_field_is_wrong_in_all_fields_only(
    gold: corpus.Gold, audited: Audit, field: str, value: str
) -> None:
    whole = scores(gold, audited)
    first = next(c for c in audited.claims if c.kind == "change")
    claims = tuple(replace(c, **{field: value}) if c is first else c for c in audited.claims)  # type: ignore[arg-type]
    off = scores(gold, replace(audited, claims=claims))
    all_fields, kind = "claims: figure + unit + all fields", "claims: figure + unit + kind"
    assert off[all_fields].right == whole[all_fields].right - 1
    assert off[kind].right == whole[kind].right
    assert off["claims: sentences all right"].right == whole["claims: sentences all right"].right - 1


def test_a_wrong_year_is_counted_apart(gold: corpus.Gold, audited: Audit) -> None:
    whole = scores(gold, audited)
    claims = tuple(replace(c, year=1999) for c in audited.claims)
    off = scores(gold, replace(audited, claims=claims))
    assert off["claims: years"].right == 0
    assert (
        off["claims: figure + unit + all fields"].right == whole["claims: figure + unit + all fields"].right
    )


def test_a_sum_adds_counts_not_rates() -> None:
    one, other = Evaluation("a"), Evaluation("b")
    one.scores["s"], other.scores["s"] = Score(1, 1, 1), Score(0, 3, 1)
    summed = total([one, other]).scores["s"]
    assert (summed.right, summed.predicted, summed.gold) == (1, 4, 2)
