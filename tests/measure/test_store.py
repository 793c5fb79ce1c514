"""The measures of a bulk store are those of the audits of the same reports."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import fsspec
import gouji
import pytest
from click.testing import CliRunner
from gouji import measure
from gouji.bulk import audits as stored
from gouji.bulk import store as stores
from gouji.bulk.run import Options, bulk
from gouji.bulk.runners import LocalRunner
from gouji.bulk.tasks import Limits
from gouji.cli.measure import command
from gouji.errors import GoujiError
from gouji.measure.tables import rows, schema
from gouji.model import Audit

from tests import small

CAUSE = "新增馆藏档案数字化二期工程并支付首期合同款"
FAULTY = {"总体": small.SECTIONS["总体"].replace("840.00", "870.00")}
OPTIONS = Options(limits=Limits(60, 2048))
URL = "memory://panel/store"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """`in` with five reports, one of them saved as JSON; `out` with their audits; `store`, of several parts."""
    base = tmp_path_factory.mktemp("panel")
    texts = {
        "甲/2022": small.text(year=2022).replace("2023", "2022"),
        "甲/2023": small.text(),
        "乙/2023": small.text(FAULTY).replace("档案局", "水务局"),
        "丙/2023": small.text({"总体": "2023年度收、支总计均为840.00万元。"}).replace("档案局", "林业局"),
    }
    for name, text in texts.items():
        path = base / "in" / f"{name}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.replace("新增馆藏数字化项目", CAUSE), "utf-8")
    (base / "in" / "丁").mkdir()
    report = replace(small.report(), department="青岚市教育局")
    (base / "in" / "丁" / "2023.json").write_text(gouji.to_json(report), "utf-8")
    (base / "out").mkdir()
    for path in (base / "in").rglob("2*"):
        name = f"{path.parent.name}-{path.stem}.audit.json"
        (base / "out" / name).write_text(gouji.to_json(gouji.audit(path)), "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stores, "PART", 2)
        assert bulk([str(base / "in")], base / "store", LocalRunner(1), OPTIONS).done == 5
        bulk([str(base / "in")], URL, LocalRunner(1), OPTIONS)
    yield base
    fsspec.filesystem("memory").rm("/panel", recursive=True)


def panel(out: str | Path) -> list[measure.Row]:
    found = measure.measure((stem, audit) for stem, audit in measure.audits(out) if isinstance(audit, Audit))
    return sorted(found, key=lambda row: (row.card.department or "", row.card.fiscal_year or 0))


def without_names(held: list[measure.Row], table: str) -> list[tuple[object, ...]]:
    """The rows of a table without the names that differ: the stem, and the report where it was a saved one."""
    return [row if table.startswith("by_") else row[2:] for row in rows(held, table)]


def test_every_table_is_the_same(folder: Path) -> None:
    assert len(list((folder / "store" / "tables" / "reports").iterdir())) > 1
    ours, theirs = panel(folder / "store"), panel(folder / "out")
    assert len(ours) == 5
    for name in schema():
        assert without_names(ours, name) == without_names(theirs, name), name
    assert any(row.values["copied_from_peers"].value for row in ours)
    assert any(row.values["copied_from_last_year"].value for row in ours)
    assert any(row.card.families for row in ours)


def test_a_row_can_be_joined_to_the_store_and_named_by_its_input(folder: Path) -> None:
    ours, theirs = panel(folder / "store"), panel(folder / "out")
    assert {row.card.stem for row in ours} == {
        "甲/2022.txt", "甲/2023.txt", "乙/2023.txt", "丙/2023.txt", "丁/2023.json",
    }  # fmt: skip
    texts = [n for n, row in enumerate(ours) if row.card.stem.endswith(".txt")]
    assert [ours[n].card.report for n in texts] == [theirs[n].card.report for n in texts]
    from gouji.bulk.views import ask

    assert {row.card.report for row in ours} == {
        name for (name,) in ask(folder / "store", "SELECT report FROM reports")
    }


def test_the_audits_are_those_of_the_reports_but_for_what_is_left_out(folder: Path) -> None:
    kept = dict(stored.audits(folder / "store"))
    whole = gouji.audit(folder / "in" / "乙" / "2023.txt")
    found = kept["乙/2023.txt"]
    for name in ("sentences", "claims", "reasons", "verdicts", "findings", "coverage"):
        assert getattr(found, name) == getattr(whole, name), name
    assert sorted(map(repr, found.checks)) == sorted(map(repr, whole.checks))
    assert found.reasons
    assert found.findings
    assert found.report.sections == whole.report.sections
    assert [replace(one, cells=(), anchor=None, notes=()) for one in whole.report.tables] == list(
        found.report.tables
    )


def test_a_store_under_a_url(folder: Path) -> None:
    assert panel(URL) == panel(folder / "store")
    with pytest.raises(GoujiError, match="没有结果库"):
        panel("memory://panel/none")


def test_the_command_reads_a_store(folder: Path, tmp_path: Path) -> None:
    done = CliRunner().invoke(command, [str(folder / "store"), "-o", str(tmp_path), "--by", "department"])
    assert done.exit_code == 0, done.output
    lines = list(csv.DictReader((tmp_path / "reports.csv").read_text("utf-8-sig").splitlines()))
    assert [line["stem"] for line in lines] == sorted(line["stem"] for line in lines)
    assert len(lines) == 5


def test_a_damaged_store_is_one_line(folder: Path, tmp_path: Path) -> None:
    files = fsspec.filesystem("memory")
    path = next(one for one in files.find("/panel/store/tables/claims"))
    data = files.cat_file(path)
    files.pipe_file(path, data[:100])
    try:
        with pytest.raises(GoujiError, match="重新运行 gouji bulk") as raised:
            panel(URL)
    finally:
        files.pipe_file(path, data)
    assert "\n" not in str(raised.value)


def test_a_store_between_two_states_is_refused(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder / "store", tmp_path / "store")
    part = next((tmp_path / "store" / "tables" / "reports").iterdir())
    shutil.copy(part, part.with_name(part.name[: -len("0" * 12 + ".parquet")] + "0" * 12 + ".parquet"))
    with pytest.raises(GoujiError, match="整理被中断"):
        panel(tmp_path / "store")
