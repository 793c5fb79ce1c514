"""Both engines see the same pages; one steps in for the other with a note."""

from __future__ import annotations

import io
from pathlib import Path

import gouji.read.pdf.engines as engines
import pikepdf
import pytest
from gouji.model import Report
from gouji.read import read
from gouji.read.pdf.page import BadPage, Page
from gouji.read.pdf.pdfium import pages as by_pdfium
from gouji.read.pdf.pdfminer import pages as by_pdfminer
from reportlab.pdfgen.canvas import Canvas

ROOT = Path(__file__).parents[2]
SAMPLES = sorted((ROOT / "corpora" / "samples").glob("*.pdf"))


def told(report: Report) -> dict[str, object]:
    """What a report says, without its boxes."""
    return {
        "paragraphs": [(p.text.replace(" ", ""), p.page, p.kind) for p in report.paragraphs],
        "sections": [(s.id, s.number, s.title, s.role) for s in report.sections],
        "tables": [
            (
                t.form,
                t.title,
                t.unit,
                t.pages,
                [(c.id, c.row, c.row_code, c.column_path, c.text, c.page) for c in t.cells],
            )
            for t in report.tables
        ],
    }


def lines_of(page: Page) -> list[tuple[str, int, int]]:
    return sorted((char.text, round(char.x0), round(char.bottom)) for char in page.chars)


def near(first: Page, second: Page) -> bool:
    """The same characters within three points of each other."""
    ours, theirs = lines_of(first), lines_of(second)
    return len(ours) == len(theirs) and all(
        a[0] == b[0] and abs(a[1] - b[1]) <= 3 and abs(a[2] - b[2]) <= 3
        for a, b in zip(ours, theirs, strict=True)
    )


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_both_engines_read_the_same(path: Path) -> None:
    assert told(read(path, engine="pdfium")) == told(read(path, engine="pdfminer"))


@pytest.mark.real
def test_both_engines_read_the_same_of_real_reports(real_reports: Path) -> None:
    paths = sorted(real_reports.rglob("*.pdf"))
    assert paths
    differ = [
        path.name
        for path in paths
        if told(read(path, engine="pdfium")) != told(read(path, engine="pdfminer"))
    ]
    assert differ == []


def places(page: Page) -> list[tuple[int, ...]]:
    return sorted((round(s.x0), round(s.top), round(s.x1), round(s.bottom)) for s in page.segments)


def turned_and_cropped(turn: int) -> bytes:
    """A page with a turn, a crop box off the corner, a ruled cell and a form object."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(400, 600))
    canvas.beginForm("stamp")
    canvas.rect(0, 0, 60, 30)
    canvas.drawString(5, 10, "inside")
    canvas.endForm()
    canvas.drawString(120, 400, "total 12.50")
    canvas.rect(100, 380, 200, 40)
    canvas.saveState()
    canvas.translate(150, 300)
    canvas.scale(1.5, 1.5)
    canvas.doForm("stamp")
    canvas.restoreState()
    canvas.showPage()
    canvas.save()
    with pikepdf.open(io.BytesIO(out.getvalue())) as pdf:
        pdf.pages[0].Rotate = turn
        pdf.pages[0].CropBox = [50, 60, 390, 580]
        done = io.BytesIO()
        pdf.save(done)
    return done.getvalue()


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_turned_and_cropped_pages_have_one_geometry(turn: int) -> None:
    data = turned_and_cropped(turn)
    (ours,), (theirs,) = by_pdfium(data), by_pdfminer(data)
    assert isinstance(ours, Page)
    assert isinstance(theirs, Page)
    assert (ours.width, ours.height) == ((340, 520) if turn in (0, 180) else (520, 340))
    assert (ours.width, ours.height) == (theirs.width, theirs.height)
    assert near(ours, theirs)
    assert places(ours) == places(theirs)


def test_pdfminer_steps_in_where_pdfium_cannot_open(monkeypatch: pytest.MonkeyPatch) -> None:
    def closed(_data: bytes) -> object:
        raise ValueError("no")

    monkeypatch.setattr("gouji.read.pdf.pdfium.pages", closed)
    found, engine, notes = engines.drawn(turned_and_cropped(0), "auto")
    assert engine == "pdfminer"
    assert [note.code for note in notes] == ["pdf.fallback"]
    assert isinstance(found[0], Page)


def test_pdfminer_draws_the_pages_pdfium_cannot(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gouji.read.pdf.pdfium.pages", lambda _data: iter([BadPage(1)]))
    found, engine, notes = engines.drawn(turned_and_cropped(0), "auto")
    assert engine == "pdfium"
    assert [(note.code, note.page) for note in notes] == [("pdf.fallback", 1)]
    assert isinstance(found[0], Page)


def test_the_engine_is_named_in_the_report() -> None:
    assert read(SAMPLES[0]).engine == "pdfium"
    assert read(SAMPLES[0], engine="pdfminer").engine == "pdfminer"
