"""The forms of a generated report in a workbook beside its narrative read as the whole text does."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from gouji.model import Report
from gouji.read import read
from gouji.read.clean import clean

from corpora.ledger.document import Document, compose, with_part
from corpora.ledger.forms import Form
from corpora.ledger.invent import invent
from corpora.ledger.text import to_text
from corpora.ledger.xlsx import write_xls, write_xlsx
from tests.read.whole import forms, told

FAMILIES = [("shandong", 51), ("shandong", 52), ("shanghai", 53), ("shanghai", 54)]


def parts(document: Document, folder: Path) -> tuple[Report, Path]:
    """The report read from its whole text, and the file of its narrative without the forms."""
    whole, narrative = folder / "whole.txt", folder / "narrative.txt"
    rest = tuple(block for block in document.part("forms") if not isinstance(block, Form))
    whole.write_text(to_text(document), encoding="utf-8")
    narrative.write_text(to_text(with_part(document, "forms", rest)), encoding="utf-8")
    return read(whole), narrative


def assert_same_forms(bundle: Report, text: Report) -> None:
    assert len(forms(text)) >= 9
    assert forms(bundle) == forms(text)
    assert told(bundle) == told(text)
    assert [(s.id, s.title, s.role) for s in bundle.sections] == [
        (s.id, s.title, s.role) for s in text.sections
    ]
    assert {(t.form, t.title, t.unit, t.section) for t in bundle.tables} == {
        (t.form, t.title, t.unit, t.section) for t in text.tables
    }
    assert (bundle.department, bundle.fiscal_year, bundle.kind, bundle.unit, bundle.notes) == (
        text.department,
        text.fiscal_year,
        text.kind,
        text.unit,
        (),
    )


@pytest.mark.parametrize(("ending", "write"), [("xlsx", write_xlsx), ("xls", write_xls)])
@pytest.mark.parametrize(("family", "seed"), FAMILIES)
def test_forms_in_a_workbook(
    tmp_path: Path, family: str, seed: int, ending: str, write: Callable[[Document, Path], None]
) -> None:
    document = compose(invent(seed, family), seed)
    text, narrative = parts(document, tmp_path)
    workbook = tmp_path / f"forms.{ending}"
    write(document, workbook)
    assert_same_forms(read([narrative, workbook]), text)


@pytest.mark.parametrize("ending", ["xlsx", "xls"])
@pytest.mark.parametrize(("family", "seed"), [FAMILIES[0], FAMILIES[-1]])
def test_forms_in_a_workbook_that_another_program_saved(
    tmp_path: Path, family: str, seed: int, ending: str
) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    document = compose(invent(seed, family), seed)
    text, narrative = parts(document, tmp_path)
    write_xlsx(document, tmp_path / "forms.xlsx")
    command = [office, "--headless", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"]
    command += ["--convert-to", ending, "--outdir", str(tmp_path / "saved"), str(tmp_path / "forms.xlsx")]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    assert_same_forms(read([narrative, tmp_path / "saved" / f"forms.{ending}"]), text)


@pytest.mark.parametrize(("family", "seed"), FAMILIES)
def test_a_narrative_sheet_beside_the_forms(tmp_path: Path, family: str, seed: int) -> None:
    document = compose(invent(seed, family), seed)
    write_xlsx(document, tmp_path / "a.xlsx", narrative=True)
    report = read(tmp_path / "a.xlsx")
    explained = [
        p.text
        for p in report.paragraphs
        if p.page == 1 and p.kind in ("heading", "body") and not p.text.startswith("第三部分")
    ]
    assert explained == [clean(p.text) for p in document.explanation() if p.kind != "caption"]
    assert len(report.tables) == 9
    assert {s.role for s in report.sections} == {"explanation"}
