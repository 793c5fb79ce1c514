"""docs/bulk.md is true: its columns are those of the store, its queries those of the package, its runner runs."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from gouji.bulk.run import Options
from gouji.bulk.store import INPUTS
from gouji.bulk.tables import schema
from gouji.bulk.views import queries

from tests.bulk.test_run import JOB, QUICK, good, written

TEXT = (Path(__file__).parents[2] / "docs" / "bulk.md").read_text("utf-8")


def columns(title: str) -> list[tuple[str, str]]:
    part = TEXT.partition(f"\n### {title}\n")[2].partition("\n#")[0]
    return re.findall(r"^\| (\w+) \| (text|integer|decimal|boolean|list|json) \| .+ \|$", part, re.M)


def test_the_columns_are_those_of_the_store() -> None:
    assert columns("inputs") == [(column.name, column.kind) for column in INPUTS]
    assert not columns("forms"), "said in docs/tables.md"


def test_reports_end_with_the_key() -> None:
    last = schema()["reports"][-1]
    assert columns("reports 的最后一列") == [(last.name, last.kind)]


def test_the_queries_are_those_of_the_package() -> None:
    listed = re.findall(r"^\| (\d\d-[\w-]+) \| (.+) \|$", TEXT, re.M)
    assert listed == [(query.name, query.title) for query in queries()]


def test_the_runner_of_another_engine_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ray itself is not installed: its three functions stand in for it, one task after another."""
    ray = SimpleNamespace(
        remote=lambda function: SimpleNamespace(remote=lambda task: lambda: function(task)),
        wait=lambda waiting: (waiting[:1], waiting[1:]),
        get=lambda ended: [call() for call in ended],
    )
    monkeypatch.setitem(sys.modules, "ray", ray)  # type: ignore[arg-type]
    code = re.search(r"```python\n(.*?)```", TEXT, re.S)
    assert code is not None
    scope: dict[str, Any] = {}
    exec(code[1].partition("\nbulk(")[0], scope)
    source = written(tmp_path / "in", good(2))
    ended = scope["bulk"](
        [str(source)], tmp_path / "out", scope["RayRunner"](), Options(limits=QUICK, job=JOB)
    )
    assert (ended.done, ended.failures) == (2, {})
