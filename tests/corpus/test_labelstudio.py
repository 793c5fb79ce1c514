"""Gold to Label Studio and back: nothing is lost, edits arrive, bad files are refused in one line."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from gouji import corpus, read
from gouji.cli import main
from gouji.corpus.labelstudio import config, files, tasks
from gouji.errors import GoldError
from lxml import etree

GOLD = Path(__file__).parents[2] / "corpora" / "gold"
REPORTS = {gold.id: gold for gold in corpus.load(GOLD) if (GOLD / f"{gold.id}.txt").is_file()}


def exported(name: str) -> list[dict[str, Any]]:
    made = tasks(REPORTS[name], read(GOLD / f"{name}.txt"))
    return json.loads(json.dumps(made, ensure_ascii=False))  # type: ignore[no-any-return]


@pytest.mark.parametrize("name", sorted(REPORTS))
def test_there_and_back(name: str) -> None:
    gold, again = REPORTS[name], files(exported(name))[name]
    assert again.claims == list(gold.claims)
    assert again.nonclaims == list(gold.nonclaims)
    assert again.reasons == list(gold.reasons)


def test_a_region_marks_the_words_it_is_about() -> None:
    for task in exported("sichuan-culture-2022"):
        for result in task["annotations"][0]["result"]:
            value = result["value"]
            if result["type"] == "labels":
                assert 0 <= value["start"] < value["end"] <= len(task["data"]["text"])
                assert value["text"] == task["data"]["text"][value["start"] : value["end"]]


def test_the_interface_names_every_control_that_regions_use() -> None:
    root = etree.fromstring(config().encode())
    names = {element.get("name") for element in root.iter() if element.get("name")}
    used = {
        result["from_name"]
        for task in exported("sichuan-culture-2022")
        for result in task["annotations"][0]["result"]
    }
    assert used <= names


def test_an_edit_in_label_studio_arrives() -> None:
    made = exported("sichuan-culture-2022")
    label = next(
        r for t in made for r in t["annotations"][0]["result"] if r["value"].get("labels") == ["level"]
    )
    label["value"]["labels"] = ["share"]
    again = files(made)["sichuan-culture-2022"].claims
    changed = [c for c, old in zip(again, REPORTS["sichuan-culture-2022"].claims, strict=True) if c != old]
    assert [c["kind"] for c in changed] == ["share"]


def test_a_new_region_becomes_a_claim() -> None:
    text = "支出决算为12.50万元。"
    region = {
        "id": "x1", "type": "labels", "from_name": "label", "to_name": "text",
        "value": {"start": 5, "end": 12, "labels": ["level"]},
    }  # fmt: skip
    task = {"data": {"text": text, "report": "r", "page": 3}, "annotations": [{"result": [region]}]}
    (claim,) = files([task])["r"].claims
    assert (claim["value"], claim["unit"], claim["kind"], claim["page"]) == ("12.50", "万元", "level", 3)
    assert claim["sentence"] == text
    assert claim["id"]


def marked(start: int, end: int, label: str, meta: str = "{}") -> dict[str, Any]:
    region = {"id": "a", "type": "labels", "meta": {"text": [meta]}}
    region["value"] = {"start": start, "end": end, "labels": [label]}  # type: ignore[assignment]
    return {"data": {"text": "甲"}, "annotations": [{"result": [region]}]}


@pytest.mark.parametrize(
    ("task", "message"),
    [
        ({}, "没有 data.text"),
        ({"data": []}, "没有 data.text"),
        (marked(0, 5, "level"), "起止位置"),
        (marked(0, 1, "x"), "“x”"),
        (marked(0, 1, "level", meta="{"), "JSON"),
    ],
)
def test_a_bad_task_is_refused(task: dict[str, Any], message: str) -> None:
    with pytest.raises(GoldError, match=re.escape(message)):
        files([task])


@pytest.fixture
def run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str]]:
    """Runs ``gouji gold``: exit status and standard output."""

    def call(*words: str | Path) -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", ["gouji", "gold", *map(str, words)])
        with pytest.raises(SystemExit) as ended:
            main()
        return int(ended.value.code or 0), capsys.readouterr().out

    return call


def test_the_commands(tmp_path: Path, run: Callable[..., tuple[int, str]]) -> None:
    out, back = tmp_path / "tasks.json", tmp_path / "back"
    assert run("export", GOLD, "yunnan-forestry-2023", "-o", out)[0] == 0
    assert run("import", out, "-o", back)[0] == 0
    for kind in ("claims", "nonclaims", "reasons"):
        name = f"yunnan-forestry-2023.{kind}.jsonl"
        ours, theirs = ((folder / name).read_text(encoding="utf-8").splitlines() for folder in (GOLD, back))
        assert [json.loads(line) for line in theirs] == [json.loads(line) for line in ours]
    _, printed = run("agree", GOLD, back, "--no-differences")
    row = next(line for line in printed.splitlines() if line.startswith("yunnan-forestry-2023\t"))
    assert row.endswith("1.000\t1.000")


@pytest.mark.parametrize("text", ["{", '{"a": 1}', "[1]"])
def test_a_file_that_is_none_of_ours(tmp_path: Path, run: Callable[..., tuple[int, str]], text: str) -> None:
    file = tmp_path / "bad.json"
    file.write_text(text, encoding="utf-8")
    assert run("import", file, "-o", tmp_path / "out")[0] != 0
    assert not (tmp_path / "out").exists()
