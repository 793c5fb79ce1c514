"""Reasons without a report: typed as in a report, a model learned from labels and used in an audit."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import gouji
import pytest
from gouji import reasons
from gouji.classify.lines import classify_line
from gouji.errors import GoldError, SchemaError, UnreadableError
from gouji.extract.factors import split
from gouji.reasons import LabelledFactor, LabelledReason, Model

from tests import small

CORPUS = Path(__file__).resolve().parents[1] / "corpora" / "reasons"


@pytest.fixture(scope="module")
def labelled() -> list[LabelledReason]:
    learnt = reasons.splits(CORPUS / "splits.json")["development"]
    few = sorted(learnt)[:24]
    return [reason for reason in reasons.load(CORPUS) if reason.department in few]


@pytest.fixture(scope="module")
def learned(labelled: list[LabelledReason]) -> Model:
    last = max(reason.department for reason in labelled)
    return reasons.train([reason for reason in labelled if reason.department != last])


def own(department: str, text: str, *types: str) -> LabelledReason:
    factor = LabelledFactor(text, types)  # type: ignore[arg-type]
    return LabelledReason(
        f"{department}-1", department, "某局", "市", "某省", "某局", 2024, "common", "上年", "decrease", "公用经费", "", text,
        (factor,), "D3",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("subject", "direction", "text"),
    [
        ("公用经费", "decrease", "压减会议、接待"),
        ("公务接待费", "decrease", "公务接待费减少"),
        ("", "", "新增编制12名，增加经费36万元"),
    ],
)
def test_typed_as_the_command_types(subject: str, direction: str, text: str) -> None:
    told = classify_line(f"{subject}\t{direction}\t{text}", split)
    found = reasons.typed(text, subject=subject or None, direction=direction or None)  # type: ignore[arg-type]
    assert (found.text, found.depth, found.quantified) == (told["text"], told["depth"], told["quantified"])
    assert [[one.type for one in each.types] for each in found.factors] == [
        [one["type"] for one in each["types"]] for each in told["factors"]
    ]
    assert found.factors


def test_what_restates_the_subject_needs_the_subject() -> None:
    bare = reasons.typed("公务接待费减少")
    told = reasons.typed("公务接待费减少", subject="公务接待费", direction="decrease")
    assert (bare.depth, told.depth) == ("D2", "D1")


def test_compare_names_each_cause_with_its_label(labelled: list[LabelledReason], learned: Model) -> None:
    last = max(reason.department for reason in labelled)
    unseen = [reason for reason in labelled if reason.department == last]
    judged = reasons.compare(unseen, learned)
    causes = [(reason.id, factor.text) for reason in unseen for factor in reason.factors]
    assert [(each.reason, each.text) for each in judged] == causes
    assert {set(each.gold) == set(each.given) for each in judged} == {True, False}
    assert all(each.right == (set(each.gold) == set(each.given)) for each in judged)
    found = reasons.score(unseen, learned)
    assert found.causes == len(judged)
    right = sum(len({*each.gold} & {*each.given}) for each in judged)
    said, true = (sum(len(getattr(each, name)) for each in judged) for name in ("given", "gold"))
    assert found.micro == pytest.approx(2 * right / (said + true))
    assert found.low <= found.micro <= found.high


def test_a_model_comes_back_from_its_file(
    learned: Model, labelled: list[LabelledReason], tmp_path: Path
) -> None:
    path = reasons.save(learned, tmp_path / "own.npz")
    back = reasons.load_model(path)
    assert back.joiner is not None
    assert reasons.compare(labelled[:20], back) == reasons.compare(labelled[:20], learned)
    path.write_bytes(b"PK")
    with pytest.raises(SchemaError):
        reasons.load_model(path)


def test_an_audit_uses_the_model_given(learned: Model) -> None:
    report = small.report()
    plain = gouji.audit(report)
    silent = dataclasses.replace(learned, bias=learned.bias - 60)
    found = gouji.audit(report, model=silent)
    assert any(factor.types for each in plain.reasons for factor in each.factors)
    # what restates its subject is told by rule
    assert {one.type for each in found.reasons for factor in each.factors for one in factor.types} <= {
        "circular"
    }


def test_labels_of_ones_own_teach(labelled: list[LabelledReason]) -> None:
    text = "执行坛城管控办法"
    before = reasons.train(labelled)
    after = reasons.train([*labelled, *(own(f"own{number}", text, "exogenous") for number in range(6))])
    assert "exogenous" not in _kinds(text, before)
    assert "exogenous" in _kinds(text, after)


def _kinds(text: str, model: Model) -> set[str]:
    found = reasons.typed(text, subject="公用经费", direction="decrease", model=model)
    return {one.type for factor in found.factors for one in factor.types}


def test_what_cannot_be_learned_from_is_refused(labelled: list[LabelledReason], tmp_path: Path) -> None:
    one = [reason for reason in labelled if reason.department == labelled[0].department]
    for few in (one, []):
        with pytest.raises(GoldError, match="两个部门"):
            reasons.train(few)
    with pytest.raises(GoldError, match="没有标注的因素"):
        reasons.score([])
    with pytest.raises(GoldError, match=r"reasons\.jsonl"):
        reasons.load(tmp_path)
    with pytest.raises(GoldError, match=r"none\.jsonl"):
        reasons.load(tmp_path / "none.jsonl")
    (tmp_path / "splits.json").write_text("[1]")
    for name in ("splits.json", "none.json"):
        with pytest.raises(GoldError, match=name):
            reasons.splits(tmp_path / name)
    with pytest.raises(UnreadableError, match=r"none\.npz"):
        reasons.load_model(tmp_path / "none.npz")


def test_every_type_has_a_name() -> None:
    assert reasons.names()["austerity"] == "厉行节约"
    assert len(reasons.names()) == len(set(reasons.names().values())) == 21


def test_the_rooms_are_found_without_importing_them() -> None:
    assert gouji.reasons.typed is reasons.typed
    assert "coverage" in str(gouji.measure.MEASURES)
    with pytest.raises(AttributeError, match="nothing"):
        gouji.nothing  # noqa: B018
