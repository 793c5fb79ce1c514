"""`gouji audit --format`: every format of the contract, under its name, and one line for what cannot be made."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pikepdf
import pytest
from gouji.render import FORMATS
from gouji.render.tables import schema
from openpyxl import load_workbook
from pyarrow import parquet

SAMPLES = Path(__file__).parents[2] / "corpora" / "samples"
PROGRAM = "import sys; sys.argv[0] = 'gouji'; from gouji.cli import main; main()"


class Done(NamedTuple):
    """A run of the command."""

    status: int
    out: str
    err: str


def run(*words: str | Path) -> Done:
    command = [sys.executable, "-c", PROGRAM, *map(str, words)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    return Done(done.returncode, done.stdout, done.stderr)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The planted sample in every format."""
    folder = tmp_path_factory.mktemp("formats")
    done = run("audit", SAMPLES / "sample-planted.pdf", "-o", folder, "--format", ",".join(FORMATS))
    assert done.status == 1
    assert done.err == ""
    return folder


def test_the_formats_of_the_contract_are_there() -> None:
    assert set(FORMATS) >= {"json", "html", "xlsx", "csv", "parquet"}


def test_every_format_has_its_name(folder: Path) -> None:
    names = {path.name for path in folder.iterdir()}
    single = {f"sample-planted.audit.{name}" for name in ("json", "html", "xlsx", "pdf")}
    tables = {f"sample-planted.{table}.{name}" for table in schema() for name in ("csv", "parquet")}
    assert names == single | tables


def test_all_formats_tell_of_the_same_audit(folder: Path) -> None:
    audit = json.loads((folder / "sample-planted.audit.json").read_text("utf-8"))
    claims = parquet.read_table(folder / "sample-planted.claims.parquet")
    assert claims["id"].to_pylist() == [claim["id"] for claim in audit["claims"]]
    assert claims["value"].to_pylist() == [claim["value"] for claim in audit["claims"]]
    sheet = load_workbook(folder / "sample-planted.audit.xlsx")["数据陈述"]
    assert sheet.max_row == 1 + len(audit["claims"])
    lines = (folder / "sample-planted.findings.csv").read_text("utf-8-sig").splitlines()
    assert len(lines) == 1 + len(audit["findings"])
    with pikepdf.open(folder / "sample-planted.audit.pdf") as pdf:
        assert sum(len(page.get("/Annots", [])) for page in pdf.pages) > 10


def test_a_report_that_is_no_pdf_gets_its_other_files_and_one_line(tmp_path: Path) -> None:
    done = run("audit", SAMPLES / "sample-clean.txt", "-o", tmp_path, "--format", "pdf,json")
    assert done.status == 0
    assert done.err.splitlines() == [
        "gouji：sample-clean.txt：不是 PDF，没有可标注的页面；请用 xlsx 或 html 格式"
    ]
    assert [path.name for path in tmp_path.iterdir()] == ["sample-clean.audit.json"]


def test_a_saved_report_cannot_be_marked(tmp_path: Path) -> None:
    saved = tmp_path / "saved.json"
    saved.write_text(run("read", SAMPLES / "sample-clean.pdf").out, "utf-8")
    done = run("audit", saved, "-o", tmp_path / "out", "--format", "pdf,xlsx")
    assert done.status == 0
    assert len(done.err.splitlines()) == 1
    assert "没有给出原文件 sample-clean.pdf" in done.err
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["saved.audit.xlsx"]


def test_names_of_files_are_never_paths(tmp_path: Path) -> None:
    hostile = tmp_path / "in" / "=..\\..\\x|calc.txt"
    hostile.parent.mkdir()
    hostile.write_text((SAMPLES / "sample-clean.txt").read_text("utf-8"), "utf-8")
    done = run("audit", hostile, "-o", tmp_path / "out", "--format", "xlsx,csv,parquet")
    assert done.status == 0, done.err
    assert {path.parent for path in tmp_path.rglob("*.*") if path.is_file()} == {
        tmp_path / "in",
        tmp_path / "out",
    }


def test_an_unknown_format_is_refused(tmp_path: Path) -> None:
    done = run("audit", SAMPLES / "sample-clean.txt", "-o", tmp_path, "--format", "docx")
    assert done.status == 2
    assert "xlsx" in done.err


def test_a_report_of_hostile_text_is_data_in_every_format(tmp_path: Path) -> None:
    text = (SAMPLES / "sample-planted.txt").read_text("utf-8")
    name = '=HYPERLINK("http://evil.example","x")<script>alert(1)</script>'
    path = tmp_path / "report.txt"
    path.write_text(
        text.replace("主要原因是", f"主要原因是{name}").replace("教育支出", "@SUM(1+1)教育支出"), "utf-8"
    )
    done = run("audit", path, "-o", tmp_path / "out", "--format", "xlsx,csv,parquet,html")
    assert done.status == 1, done.err
    with (tmp_path / "out" / "report.reasons.csv").open(encoding="utf-8-sig", newline="") as file:
        texts = [row["text"] for row in csv.DictReader(file)]
    assert sum(text.startswith("'=HYPERLINK") for text in texts) > 3
    book = load_workbook(tmp_path / "out" / "report.audit.xlsx")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [
        cell for cell in cells if cell.data_type == "f" and ("HYPERLINK" in cell.value or "@" in cell.value)
    ]
    held = [cell for cell in cells if cell.data_type == "s" and cell.value.startswith(("=", "@"))]
    assert len(held) > 5
    assert all(cell.quotePrefix for cell in held)
    page = (tmp_path / "out" / "report.audit.html").read_text("utf-8")
    assert "<script>alert(1)" not in page
