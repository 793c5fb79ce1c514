from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import gouji
import numpy as np
import pytest
from gouji.model import Cell, Report
from gouji.read import read
from gouji.read.pdf.drawing import draw
from gouji.read.scan import recogniser as choice
from gouji.read.scan import tesseract
from gouji.read.scan.recogniser import Recogniser, recogniser
from PIL import Image

from tests.read.scan.worn import Wear, worn

SAMPLE = Path(__file__).resolve().parents[3] / "corpora" / "samples" / "sample-clean.pdf"
PAGES = (6, 13, 21)
"""The overall form, the form of the general budget, a page of the narrative."""
WEAR = Wear(200, skew=0.4, noise=10, quality=75)
LEAST = {"rapidocr": 1.0, "tesseract": 0.85}
"""The share of figures that has to be right on these pages."""
MOST_FALSE = {"rapidocr": 0, "tesseract": 3}
"""Known gap: tesseract misreads some points and commas without a doubt."""


@pytest.fixture(scope="module", params=["rapidocr", "tesseract"])
def reader(request: pytest.FixtureRequest) -> Recogniser:
    found = recogniser(request.param)
    if found is None:
        pytest.skip(f"{request.param} is not installed")
    return found


@pytest.fixture(scope="module")
def scan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three pages of the sample, rasterised and worn."""
    data = SAMPLE.read_bytes()
    images = []
    for number in PAGES:
        drawn = draw(data, number, WEAR.dpi / 72, 10**8)
        assert drawn is not None
        images.append(Image.fromarray(worn(drawn.gray, WEAR, number)))
    path = tmp_path_factory.mktemp("scan") / "scan.pdf"
    images[0].save(path, resolution=WEAR.dpi, save_all=True, append_images=images[1:])
    return path


@pytest.fixture(scope="module")
def typed() -> Report:
    return read(SAMPLE)


@pytest.fixture(scope="module")
def scanned(reader: Recogniser, scan: Path) -> Report:
    return read(scan, ocr=reader.name)


def _cells(report: Report, form: str) -> dict[tuple[str, ...], Cell]:
    (table,) = [table for table in report.tables if table.form == form]
    return {(str(cell.row_index), *cell.column_path): cell for cell in table.cells if cell.value is not None}


def test_every_page_is_read_and_said_to_be_recognised(scanned: Report, reader: Recogniser) -> None:
    assert [(note.code, note.page) for note in scanned.notes] == [
        ("page.ocr", 1),
        ("page.ocr", 2),
        ("page.ocr", 3),
    ]
    assert scanned.engine == f"pdfium+{reader.name}"
    assert [table.form for table in scanned.tables if table.form != "其他"] == ["公开01", "公开05"]
    assert not any(table.doubtful for table in scanned.tables)


@pytest.mark.parametrize("form", ["公开01", "公开05"])
def test_the_figures_of_a_form_are_right(
    scanned: Report, typed: Report, reader: Recogniser, form: str
) -> None:
    right, found = _cells(typed, form), _cells(scanned, form)
    same = [place for place, cell in right.items() if place in found and found[place].value == cell.value]
    assert len(same) >= LEAST[reader.name] * len(right)
    assert all(cell.confidence is not None and cell.box is not None for cell in found.values())


def test_the_places_of_cells_are_those_of_the_page(scanned: Report, typed: Report) -> None:
    right, found = _cells(typed, "公开05"), _cells(scanned, "公开05")
    for place in right.keys() & found.keys():
        one, other = right[place].box, found[place].box
        assert one is not None
        assert other is not None
        assert (one.x0, one.top) == pytest.approx((other.x0, other.top), abs=6)


def test_the_narrative_is_read_in_whole_sentences(scanned: Report, typed: Report, reader: Recogniser) -> None:
    right = {paragraph.text for paragraph in typed.paragraphs if paragraph.page == PAGES[2]}
    found = {paragraph.text for paragraph in scanned.paragraphs if paragraph.page == 3}
    assert len(right & found) >= (0.8 if reader.name == "rapidocr" else 0.2) * len(found)


def test_nothing_is_held_against_a_good_scan(scanned: Report, reader: Recogniser) -> None:
    result = gouji.audit(scanned)
    found = [f for f in result.findings if f.code.startswith(("figure", "table.identity", "share"))]
    assert len(found) <= MOST_FALSE[reader.name]


def test_a_blank_strip_reads_as_nothing(reader: Recogniser) -> None:
    assert reader.read([np.full((40, 200), 255, np.uint8)]) in (
        [()],
        [
            (),
        ],
    )
    assert reader.read([]) == []


def test_the_better_one_is_the_default() -> None:
    if recogniser("rapidocr") is None:
        pytest.skip("rapidocr is not installed")
    found = recogniser("auto")
    assert found is not None
    assert found.name == "rapidocr"
    assert recogniser("none") is None


def test_the_second_best_serves_where_the_best_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    class Module:
        """A recogniser module that finds nothing, or itself."""

        def __init__(self, name: str) -> None:
            self.name = name

        def installed(self) -> str | None:
            return "second" if self.name.endswith("tesseract") else None

    monkeypatch.setattr(choice.importlib, "import_module", Module)
    assert recogniser("auto") == "second"
    assert recogniser("rapidocr") is None


def test_nothing_is_fetched_and_nothing_reported() -> None:
    if recogniser("rapidocr") is None:
        pytest.skip("rapidocr is not installed")
    program = (
        "import os, sys\n"
        "def refuse(event, details):\n"
        "    if event in ('socket.connect', 'socket.getaddrinfo', 'socket.gethostbyname'):\n"
        "        raise SystemExit(f'{event} {details}')\n"
        "sys.addaudithook(refuse)\n"
        "import numpy\n"
        "from gouji.read.scan.rapidocr import installed\n"
        "image = numpy.full((400, 300), 255, numpy.uint8)\n"
        "image[90:110, 40:200] = 0\n"
        "installed().find(image, 20.0)\n"
        "installed().read([image[80:120, 30:210]])\n"
        "assert os.environ['ORT_DISABLE_TELEMETRY'] == '1'\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=120, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.parametrize("script", ["exit 1", "sleep 9", "echo", "printf '\\377\\376'", "kill -9 $$"])
def test_a_program_that_fails_or_hangs_reads_nothing(
    script: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if os.name != "posix" or shutil.which("sh") is None:
        pytest.skip("needs a shell")
    program = tmp_path / "tesseract"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    monkeypatch.setattr(tesseract, "_SECONDS", 0.5)
    monkeypatch.setattr(tesseract, "_SECONDS_A_LINE", 0.1)
    assert tesseract.Tesseract(str(program)).read([np.full((40, 200), 255, np.uint8)] * 2) == [(), ()]
