"""The model of reason types: learned from departments, stored without code, the same bytes every time."""

from __future__ import annotations

import dataclasses
import io
import zipfile
from pathlib import Path

import numpy as np
import pytest
from gouji.classify import dataset, features, joining, learned, model, training
from gouji.classify.dataset import LabelledFactor, LabelledReason
from gouji.classify.votes import Explained
from gouji.corpus import official_reasons
from gouji.errors import GoldError, SchemaError
from gouji.extract.factors import split

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT / "corpora" / "reasons"


@pytest.fixture(scope="module")
def reasons() -> list[LabelledReason]:
    return dataset.load_all(CORPUS)


@pytest.fixture(scope="module")
def few(reasons: list[LabelledReason]) -> training.Causes:
    departments = sorted({reason.department for reason in reasons})[:24]
    return training.causes([reason for reason in reasons if reason.department in departments])


@pytest.fixture(scope="module")
def fitted(few: training.Causes) -> model.Model:
    return training.fit(few)


def test_the_same_causes_give_the_same_bytes(few: training.Causes, fitted: model.Model) -> None:
    assert model.to_bytes(training.fit(few)) == model.to_bytes(fitted)


def test_a_stored_model_says_what_it_said(few: training.Causes, fitted: model.Model) -> None:
    stored = model.from_bytes(model.to_bytes(fitted))
    assert (stored.types, stored.vocabulary) == (fitted.types, fitted.vocabulary)
    before, after = (m.probabilities(few.features[:50]) for m in (fitted, stored))
    assert np.abs(before - after).max() < 0.01


def test_one_cause_is_typed_as_many_are(few: training.Causes, fitted: model.Model) -> None:
    many = fitted.probabilities(few.features[:20])
    for row, each in zip(many, few.features, strict=False):
        assert np.allclose(row, fitted.of_one(each), atol=1e-5)


def test_a_model_file_holds_arrays_and_json_alone(fitted: model.Model) -> None:
    with zipfile.ZipFile(io.BytesIO(model.to_bytes(fitted))) as archive:
        assert {Path(name).suffix for name in archive.namelist()} == {".json", ".txt", ".npy"}
        for name in archive.namelist():
            if name.endswith(".npy"):
                np.load(io.BytesIO(archive.read(name)), allow_pickle=False)


@pytest.mark.parametrize("data", [b"", b"no archive", b"PK\x05\x06" + bytes(18)])
def test_what_is_no_model_is_refused(data: bytes) -> None:
    with pytest.raises(SchemaError):
        model.from_bytes(data)


def test_a_model_of_another_version_is_refused(fitted: model.Model, monkeypatch: pytest.MonkeyPatch) -> None:
    data = model.to_bytes(fitted)
    monkeypatch.setattr(model, "SCHEMA", "gouji.reason-model/2")
    with pytest.raises(SchemaError, match="gouji train"):
        model.from_bytes(data)


def test_no_department_is_in_two_folds(few: training.Causes) -> None:
    for train, test in training.folds(few):
        assert not {few.groups[n] for n in train} & {few.groups[n] for n in test}


def test_figures_do_not_matter() -> None:
    about = Explained(("公务接待费",), "decrease", ("上年",))
    one, other = (features.of_cause(t, about, ()) for t in ("2023年来访减少12批次", "2019年来访减少34批次"))
    assert one == other


def test_where_nothing_is_likely_the_model_abstains(fitted: model.Model) -> None:
    timid = dataclasses.replace(fitted, bias=np.full(len(fitted.types), -30, dtype=np.float32))
    assert learned.chosen("来访减少", Explained(), (), timid) == ((), ())


def test_the_shipped_model_is_that_of_the_corpus() -> None:
    import hashlib

    shipped = model.shipped()
    assert shipped is not None
    data = b"".join((CORPUS / name).read_bytes() for name in dataset.FILES)
    digest = hashlib.sha256(data).hexdigest()
    assert shipped.card["corpus"] == f"sha256:{digest}"
    assert (ROOT / "patterns" / "reasons" / "model.npz").stat().st_size < 10_000_000


def test_splits_part_departments(reasons: list[LabelledReason]) -> None:
    parts = dataset.splits(CORPUS / "splits.json")
    assert parts["development"].isdisjoint(parts["held_out"])
    assert {reason.department for reason in reasons} == parts["development"] | parts["held_out"]


def test_the_official_reasons_are_those_of_the_gold_reports() -> None:
    gold = ROOT / "corpora" / "gold"
    parts = dataset.splits(gold / "splits.json")
    found = [
        row for part in ("development", "held_out") for row in official_reasons.labelled(gold, parts[part])
    ]
    assert dataset.load(CORPUS / "official.jsonl") == found
    split = dataset.splits(CORPUS / "splits.json")
    assert all(
        (row.department in split["held_out"]) == (row.department in parts["held_out"]) for row in found
    )


def test_a_corpus_round_trips(reasons: list[LabelledReason], tmp_path: Path) -> None:
    path = tmp_path / "reasons.jsonl"
    path.write_text(dataset.dump(reasons), "utf-8")
    assert dataset.load(path) == reasons


def test_a_factor_outside_its_text_is_refused(reasons: list[LabelledReason], tmp_path: Path) -> None:
    import msgspec

    strange = msgspec.structs.replace(reasons[0], factors=(LabelledFactor("不在文中", ("workload",)),))
    path = tmp_path / "reasons.jsonl"
    path.write_text(dataset.dump([strange]), "utf-8")
    with pytest.raises(GoldError, match=r"reasons\.jsonl:1"):
        dataset.load(path)


def test_a_stored_model_keeps_what_joins(reasons: list[LabelledReason], fitted: model.Model) -> None:
    joiner = joining.fit(reasons[:300], split)
    kept = model.from_bytes(model.to_bytes(dataclasses.replace(fitted, joiner=joiner))).joiner
    assert kept is not None
    assert (kept.vocabulary, kept.bias) == (joiner.vocabulary, pytest.approx(joiner.bias))
    assert np.array_equal(kept.weights, joiner.weights)


def test_a_cause_told_in_clauses_is_one_and_two_causes_are_two() -> None:
    joiner = model.shipped().joiner  # type: ignore[union-attr]
    assert joiner is not None

    def texts(words: str) -> list[str]:
        return [factor.text for factor in joining.joined(words, split(words), joiner)]

    assert texts("新录用公务员3名，社会保险缴费基数上调") == ["新录用公务员3名", "社会保险缴费基数上调"]
    assert texts("渡口停航，船员的补贴就不再发了") == ["渡口停航，船员的补贴就不再发了"]


def test_joined_pieces_stand_at_their_offsets_and_lose_nothing() -> None:
    text = "码头塌了一角，货船改靠邻县，装卸费因此少收"
    given = tuple(dataclasses.replace(f, start=f.start + 7, end=f.end + 7) for f in split(text))
    always = joining.Joiner({}, np.zeros(0, dtype=np.float32), 9.0)
    (one,) = joining.joined(text, given, always, 7)
    assert (one.start, one.end, one.text) == (
        given[0].start,
        given[-1].end,
        text[given[0].start - 7 : given[-1].end - 7],
    )
    never = joining.Joiner({}, np.zeros(0, dtype=np.float32), -9.0)
    assert joining.joined(text, given, never, 7) == given
