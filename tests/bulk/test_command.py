"""`gouji bulk` as a user calls it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from gouji.bulk.run import Progress
from gouji.bulk.views import ask
from gouji.cli import cli
from gouji.cli.bulk import line_of

from tests import small


def called(*words: str | Path) -> Result:
    return CliRunner().invoke(cli, ["bulk", *map(str, words)])


def test_a_folder_goes_into_a_store(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(small.text(), "utf-8")
    (tmp_path / "in" / "empty.pdf").write_bytes(b"")
    done = called(tmp_path / "in", "-o", tmp_path / "out", "--workers", "1")
    assert done.exit_code == 3, done.output
    assert done.stdout == ""
    assert "共 2 份 · 新读 1 · 已有 0 · 无法读取 1" in done.stderr
    assert ask(tmp_path / "out", "SELECT department, fiscal_year FROM reports") == [(small.NAME, 2023)]
    assert ask(tmp_path / "out", "SELECT message FROM inputs WHERE state <> 'done'") == [
        ("empty.pdf：文件为空；请重新下载或导出",)
    ]
    (tmp_path / "in" / "empty.pdf").unlink()
    again = called(tmp_path / "in", "-o", tmp_path / "out", "--resume")
    assert again.exit_code == 0
    assert "新读 0 · 已有 1" in again.stderr


def test_a_cluster_of_its_own_that_ends_with_the_run(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(small.text(), "utf-8")
    done = called(tmp_path / "a.txt", "-o", tmp_path / "out", "--runner", "dask", "--workers", "1")
    assert (done.exit_code, done.stdout) == (0, "")
    assert ask(tmp_path / "out", "SELECT count(*) FROM reports") == [(1,)]


def test_usage(tmp_path: Path) -> None:
    assert called("-o", tmp_path).exit_code == 2
    assert called(tmp_path, "-o", tmp_path / "out", "--resume").exit_code == 2
    assert called(tmp_path, "-o", tmp_path / "out", "--address", "x").exit_code == 2
    assert not (tmp_path / "out").exists()


def test_patterns_that_are_refused_stop_the_run(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(small.text(), "utf-8")
    done = called(tmp_path / "in", "-o", tmp_path / "out", "--patterns", tmp_path / "none", "--workers", "1")
    assert "没有这个目录" in str(done.exception)


def test_without_duckdb_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "duckdb", None)
    done = called(tmp_path, "-o", tmp_path / "out")
    assert 'pip install "gouji[bulk]"' in str(done.exception)
    assert not (tmp_path / "out").exists()


def test_the_line_of_progress() -> None:
    line = line_of(Progress("reports", 110, 38, 10, {"timeout": 1, "crash": 1}), 20.0)
    assert line == "核对 50/110 · 每秒 2.00 份 · 剩余约 0:00:30 · 崩溃 1 · 超时 1"
    assert not re.search("剩余", line_of(Progress("probes", 110, 38, 10, {}), 20.0))
