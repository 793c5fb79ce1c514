from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from gouji.errors import UnreadableError
from gouji.model import Report
from gouji.read import read
from PIL import Image
from reportlab.lib.utils import ImageReader

from tests.read.conftest import Pen
from tests.read.scan.fake import Fake, Sheet

WORDS = "本年收入合计100.00万元，比上年增加20.00万元。"
TYPED = "一、收入决算情况说明。2023年度收入合计513.00万元，支出合计500.00万元。"


def _scan(pen: Pen) -> None:
    """A page that is nothing but a picture of one line."""
    sheet = Sheet(595, 842)
    sheet.text(60, 100, len(WORDS))
    out = io.BytesIO()
    sheet.image.save(out, "PNG")
    out.seek(0)
    pen.canvas.drawImage(ImageReader(out), 0, 0, 595, 842)


def _mixed(pen: Pen) -> None:
    pen.block(60, 100, TYPED)
    pen.page()
    _scan(pen)
    pen.page()
    pen.block(60, 100, TYPED)


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> Fake:
    """A recogniser that reads every page as one line; "none" turns it off."""
    one = Fake([WORDS] * 9)
    monkeypatch.setattr("gouji.read.scan.scanned.recogniser", lambda name: None if name == "none" else one)
    return one


@pytest.mark.usefixtures("fake")
def test_a_scanned_page_is_read_in_its_place(from_pdf: Callable[..., Report]) -> None:
    report = from_pdf(_mixed)
    assert [paragraph.page for paragraph in report.paragraphs] == [1, 2, 3]
    assert report.paragraphs[1].text == WORDS
    assert report.engine == "pdfium+fake"
    assert [(note.code, note.page) for note in report.notes] == [("page.ocr", 2)]
    assert "fake" in report.notes[0].message
    box = report.paragraphs[1].lines[0].box
    assert (box.page, box.x0, box.top) == (2, pytest.approx(60, abs=2), pytest.approx(100, abs=3))


@pytest.mark.usefixtures("fake")
def test_figures_say_how_surely_they_were_read_and_typed_ones_nothing(
    from_pdf: Callable[..., Report],
) -> None:
    typed, scanned, _ = from_pdf(_mixed).paragraphs
    assert typed.recognised == ()
    found = {scanned.text[one.start : one.end]: float(one.confidence) for one in scanned.recognised}
    assert found == {"100.00万元": 0.99, "20.00万元": 0.99}


def test_a_page_that_nothing_reads_is_noted_with_what_to_install(
    from_pdf: Callable[..., Report], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gouji.read.scan.scanned.recogniser", lambda name: None)
    report = from_pdf(_mixed)
    assert [paragraph.page for paragraph in report.paragraphs] == [1, 3]
    (note,) = report.notes
    assert (note.code, note.page) == ("page.no_text", 2)
    assert 'pip install "gouji[scan]"' in note.message
    assert "chi_sim" in note.message


def test_a_document_of_pictures_only_is_unreadable_without_a_recogniser(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "scan.pdf"
    pen = Pen(path)
    _scan(pen)
    pen.canvas.save()
    monkeypatch.setattr("gouji.read.scan.scanned.recogniser", lambda name: None)
    with pytest.raises(UnreadableError, match=r"gouji\[scan\]"):
        read(path)
    with pytest.raises(UnreadableError, match="--ocr"):
        read(path, ocr="none")


def test_a_picture_without_a_recogniser_is_unreadable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gouji.read.scan.reader.recogniser", lambda name: None)
    path = tmp_path / "page.png"
    Image.new("L", (1000, 1400), 255).save(path)
    with pytest.raises(UnreadableError, match=r"gouji\[scan\]"):
        read(path)


def test_an_unknown_recogniser_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "page.png"
    Image.new("L", (1000, 1400), 255).save(path)
    with pytest.raises(UnreadableError, match="文字识别引擎"):
        read(path, ocr="magic")


def test_text_that_software_laid_under_a_scan_is_kept_and_noted(
    from_pdf: Callable[..., Report], fake: Fake
) -> None:
    def draw(pen: Pen) -> None:
        _scan(pen)
        layer = pen.canvas.beginText(60, 700)
        layer.setFont("STSong-Light", 12)
        layer.setTextRenderMode(3)
        layer.textLines([WORDS] * 4)
        pen.canvas.drawText(layer)

    report = from_pdf(draw)
    assert [(note.code, note.page) for note in report.notes] == [("page.ocr_layer", 1)]
    assert WORDS in report.paragraphs[0].text
    assert not fake.asked


def test_a_cover_printed_on_a_picture_keeps_its_text(from_pdf: Callable[..., Report], fake: Fake) -> None:
    def draw(pen: Pen) -> None:
        _scan(pen)
        pen.text(150, 300, "2023年度青岚市档案局部门决算公开说明材料")
        pen.page()
        pen.block(60, 100, TYPED)

    fake.texts = ["青岚市", "部门决算"]
    report = from_pdf(draw)
    assert report.paragraphs[0].text == "2023年度青岚市档案局部门决算公开说明材料"
    assert report.notes == ()


def test_the_title_of_a_scanning_program_does_not_hide_a_scan(
    from_pdf: Callable[..., Report], fake: Fake
) -> None:
    def draw(pen: Pen) -> None:
        _scan(pen)
        pen.text(500, 830, "扫描专家")

    assert from_pdf(draw).paragraphs[0].text == WORDS
    assert fake.asked
