"""`gouji audit --decisions`: a reviewer's decisions carry over by the ids of findings, and what no longer applies is said."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from gouji.cli import main
from gouji.serial import from_json

from tests import small

WRONG = "2023年度收、支总计均为870.00万元。"
FAULTY = {"总体": WRONG}


class Done(NamedTuple):
    status: int
    out: str
    err: str


Run = Callable[..., Done]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    """Runs ``gouji`` in a folder of its own, in a wide terminal."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")

    def call(*words: str | Path) -> Done:
        monkeypatch.setattr(sys, "argv", ["gouji", *map(str, words)])
        status = 0
        try:
            main()
        except SystemExit as end:
            status = end.code if isinstance(end.code, int) else 0
        captured = capsys.readouterr()
        return Done(status, captured.out, captured.err)

    return call


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    path = tmp_path / "faulty.txt"
    path.write_text(small.text(FAULTY), encoding="utf-8")
    return path


def audited(run: Run, path: Path, *words: str | Path) -> dict[str, Any]:
    """The JSON of an audit."""
    result = json.loads(run("audit", path, "--json", "-", *words).out)
    assert isinstance(result, dict)
    return result


def saved(tmp_path: Path, result: dict[str, Any], *more: dict[str, Any], **report: Any) -> Path:
    """A file of decisions that accepts every finding of an audit, with others behind them."""
    keys = ("department", "fiscal_year", "kind", "sources")
    decisions = [
        {
            "finding": finding["id"], "decision": "accepted", "note": "", "code": finding["code"],
            "message": finding["message"], "at": "2026-01-02T03:04:05.000Z",
        }
        for finding in result["findings"]
    ]  # fmt: skip
    body = {
        "schema": "gouji.decisions/1",
        "report": {key: result["report"][key] for key in keys} | report,
        "decisions": [*decisions, *more],
    }
    path = tmp_path / "decisions.json"
    path.write_text(json.dumps(body, ensure_ascii=False), encoding="utf-8")
    return path


def test_every_decision_carries_over_to_the_same_report(run: Run, tmp_path: Path, faulty: Path) -> None:
    result = audited(run, faulty)
    path = saved(tmp_path, result)
    count = len(result["findings"])
    assert count > 0
    done = run("audit", faulty, "--decisions", path)
    assert f"处理意见：沿用 {count} 条（接受 {count}）" in done.out
    assert "不再适用" not in done.out
    assert done.status == 1


def test_json_gets_the_decisions_and_is_still_an_audit(run: Run, tmp_path: Path, faulty: Path) -> None:
    result = audited(run, faulty)
    assert "decisions" not in result
    path = saved(tmp_path, result)
    with_them = audited(run, faulty, "--decisions", path)
    assert [one["finding"] for one in with_them["decisions"]] == [one["id"] for one in result["findings"]]
    assert {one["state"] for one in with_them["decisions"]} == {"same"}
    assert from_json(json.dumps(with_them)) == from_json(json.dumps(result))


def test_what_no_longer_applies_is_told_by_id_and_message(run: Run, tmp_path: Path, faulty: Path) -> None:
    gone = {"finding": "figure.contradicted-000000", "decision": "rejected", "message": "旧的问题\x1b[31m"}
    path = saved(tmp_path, audited(run, faulty), gone)
    done = run("audit", faulty, "--decisions", path)
    assert "1 条不再适用" in done.out
    assert "figure.contradicted-000000　旧的问题" in done.out
    assert "\x1b" not in done.out
    states = {one["finding"]: one["state"] for one in audited(run, faulty, "--decisions", path)["decisions"]}
    assert states["figure.contradicted-000000"] == "gone"


def test_a_new_version_keeps_decisions_and_tells_what_changed(run: Run, tmp_path: Path, faulty: Path) -> None:
    path = saved(tmp_path, audited(run, faulty))
    faulty.write_text(small.text({"总体": WRONG.replace("870", "880")}), encoding="utf-8")
    done = run("audit", faulty, "--decisions", path)
    assert "条的内容已变，请复核" in done.out
    faulty.write_text(small.text(), encoding="utf-8")
    done = run("audit", faulty, "--decisions", path)
    assert "处理意见：沿用 0 条" in done.out
    assert "不再适用" in done.out


def test_decisions_on_another_report_are_not_used(run: Run, tmp_path: Path, faulty: Path) -> None:
    path = saved(tmp_path, audited(run, faulty), department="别处市水利局", sources=[])
    done = run("audit", faulty, "--decisions", path)
    assert "处理意见文件属于另一份报告（别处市水利局 2023），未沿用" in done.out
    assert "沿用 " not in done.out
    assert audited(run, faulty, "--decisions", path)["decisions"] == []


def test_several_reports_take_the_decisions_that_are_theirs(run: Run, tmp_path: Path, faulty: Path) -> None:
    path = saved(tmp_path, audited(run, faulty))
    other = tmp_path / "other.txt"
    other.write_text(small.text(FAULTY).replace(small.NAME, "青岚市水利局"), encoding="utf-8")
    done = run("audit", other, faulty, "--json", "-", "--decisions", path)
    first, second = map(json.loads, done.out.splitlines())
    assert first["decisions"] == []
    assert len(second["decisions"]) == len(second["findings"]) > 0


@pytest.mark.parametrize(
    "text",
    [
        "no json",
        "[]",
        '{"schema": "gouji.decisions/2"}',
        '{"schema": "gouji.decisions/1"}',
        '{"schema": "gouji.decisions/1", "report": {}, "decisions": [{"decision": "accepted"}]}',
        '{"schema": "gouji.decisions/1", "report": {}, "decisions": [{"finding": "a", "decision": "maybe"}]}',
        "\udcff",
        None,
    ],
)
def test_a_bad_file_is_one_clear_line(run: Run, tmp_path: Path, faulty: Path, text: str | None) -> None:
    path = tmp_path / "bad.json"
    if text is not None:
        path.write_bytes(text.encode("utf-8", "surrogateescape"))
    done = run("audit", faulty, "--decisions", path)
    assert done.status == 2
    assert done.out == ""
    (line,) = done.err.splitlines()
    assert "bad.json：" in line
