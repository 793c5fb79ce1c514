"""The gold as it stands in the project: twice annotated, settled, split by department."""

from __future__ import annotations

import csv
import json
from collections import Counter
from pathlib import Path
from typing import Any, get_args

import pytest
from gouji import corpus
from gouji.corpus.agreement import agreement
from gouji.vocabulary import ClaimKind, Why

GOLD = Path(__file__).parents[2] / "corpora" / "gold"
ANNOTATORS = GOLD / "annotators"
REPORTS = corpus.load(GOLD)
IDS = [gold.id for gold in REPORTS]
TEXTS = [gold for gold in REPORTS if (GOLD / f"{gold.id}.txt").is_file()]
SPLITS: dict[str, list[str]] = json.loads((GOLD / "splits.json").read_text(encoding="utf-8"))
MEASURES = {"决算", "本年预算", "年初预算", "全年预算", "调整预算", "结转结余", "采购", "资产", "绩效", None}


def settled() -> list[dict[str, str]]:
    with (ANNOTATORS / "settled.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def test_the_styles_asked_for_are_there() -> None:
    styles = set(corpus.styles(GOLD).values())
    assert {"四川", "广西", "重庆", "广东", "中央", "山东", "上海", "江苏"} <= styles
    assert any("安徽" in style and "三公" in style for style in styles)
    assert any("云南" in style and "元" in style for style in styles)


def test_every_report_is_in_one_part() -> None:
    parts = Counter(name for names in SPLITS.values() for name in names)
    assert set(parts) == set(IDS)
    assert set(parts.values()) == {1}
    assert set(corpus.styles(GOLD)) == set(IDS)


def test_no_department_is_in_two_parts() -> None:
    def departments(part: str) -> set[str]:
        titles = ((GOLD / f"{name}.txt", name) for name in SPLITS[part])
        return {
            path.read_text(encoding="utf-8").split("20")[0].strip() if path.is_file() else n
            for path, n in titles
        }

    assert not departments("development") & departments("held_out")


@pytest.mark.parametrize("name", IDS)
def test_each_is_annotated_twice(name: str) -> None:
    for annotator in ("first", "second"):
        assert (ANNOTATORS / annotator / f"{name}.claims.jsonl").is_file()
        assert (ANNOTATORS / annotator / f"{name}.nonclaims.jsonl").is_file()


def test_every_difference_has_a_settlement() -> None:
    rows = Counter(row["report"] for row in settled())
    others = {gold.id: gold for gold in corpus.load(ANNOTATORS / "second")}
    for gold in corpus.load(ANNOTATORS / "first"):
        found = agreement(gold, others[gold.id])
        assert found.f1 > 0.8
        assert found.kappa > 0.95
        assert rows[gold.id] > 0 or not found.differences


def test_every_settlement_says_why() -> None:
    assert all(row["report"] in IDS and row["claim"] and row["why"].strip() for row in settled())


@pytest.mark.parametrize("gold", REPORTS, ids=IDS)
def test_the_lines_are_well_formed(gold: corpus.Gold) -> None:
    names = [claim["id"] for claim in gold.claims]
    assert len(set(names)) == len(names)
    for claim in gold.claims:
        assert claim["kind"] in get_args(ClaimKind)
        assert claim.get("measure") in MEASURES
        assert (claim["value"] is None) == (claim["kind"] in {"flat", "none", "comparison"})
        if claim["kind"] == "comparison":
            assert None not in {claim["basis"], claim["direction"]}
    assert all(nonclaim["why"] in get_args(Why) for nonclaim in gold.nonclaims)


@pytest.mark.parametrize("gold", TEXTS, ids=[gold.id for gold in TEXTS])
def test_every_sentence_is_in_the_text(gold: corpus.Gold) -> None:
    text = _tight((GOLD / f"{gold.id}.txt").read_text(encoding="utf-8"))
    entries: list[dict[str, Any]] = [*gold.claims, *gold.nonclaims]
    assert [e["sentence"] for e in entries if _tight(e["sentence"]) not in text] == []


def test_reports_by_reference_have_no_text() -> None:
    without = [gold for gold in REPORTS if gold not in TEXTS]
    assert {gold.id for gold in without} == {"putuo-planning-2024", "cppcc-2019"}
    assert not any("sentence" in entry for gold in without for entry in (*gold.claims, *gold.nonclaims))


def _tight(text: str) -> str:
    return "".join(text.split())
