"""Pictures of pages: bounded, only of the file that was read, and boxes where the figures are printed."""

import base64
import dataclasses
import io
from pathlib import Path

import pypdfium2
import pytest
from gouji.model import Audit, Box, LineBox, Note, Paragraph
from gouji.render import render
from gouji.render.boxes import boxes_of
from gouji.render.pdf_page import pictures
from PIL import Image

from tests.render.conftest import SAMPLE

SOURCES = {SAMPLE.name: SAMPLE}


def test_pages_with_findings_come_first_and_the_limit_holds(planted: Audit) -> None:
    whole = pictures(planted, SOURCES, 8)
    sizes = {leaf.page: len(leaf.data) for leaf in whole}
    assert list(sizes) == sorted(sizes)
    assert 8 * 2**20 > sum(sizes.values()) > 2**20
    few = pictures(planted, SOURCES, 0.25)
    assert 0 < sum(len(leaf.data) for leaf in few) <= 2**18
    told = {finding.page for finding in planted.findings}
    assert {leaf.page for leaf in few} <= told <= set(sizes)


def test_a_picture_is_a_grey_page_of_bounded_size(planted: Audit) -> None:
    leaf = pictures(planted, SOURCES, 8)[-1]
    picture = Image.open(io.BytesIO(base64.b64decode(leaf.data)))
    assert picture.format == "PNG"
    assert picture.width * picture.height <= 1_410_000
    assert picture.width / picture.height == pytest.approx(leaf.width / leaf.height, rel=0.01)


def test_no_pictures_of_another_file_or_of_none(planted: Audit, tmp_path: Path) -> None:
    other = tmp_path / SAMPLE.name
    other.write_bytes(SAMPLE.read_bytes() + b"\n")
    assert pictures(planted, {SAMPLE.name: other}, 8) == ()
    assert pictures(planted, {SAMPLE.name: tmp_path / "missing.pdf"}, 8) == ()
    assert pictures(planted, {}, 8) == ()
    assert pictures(planted, SOURCES, 0) == ()


def test_pages_that_were_too_large_to_read_are_not_drawn(planted: Audit) -> None:
    page = planted.findings[0].page
    assert page is not None
    notes = (*planted.report.notes, Note("page.oversized", "", page))
    spared = dataclasses.replace(planted, report=dataclasses.replace(planted.report, notes=notes))
    assert page in {leaf.page for leaf in pictures(planted, SOURCES, 8)}
    assert page not in {leaf.page for leaf in pictures(spared, SOURCES, 8)}


def test_a_file_that_is_no_pdf_after_all_has_no_pictures(planted: Audit, tmp_path: Path) -> None:
    import hashlib

    broken = tmp_path / SAMPLE.name
    broken.write_bytes(b"%PDF-1.7 nothing")
    digest = hashlib.sha256(broken.read_bytes()).hexdigest()
    source = dataclasses.replace(planted.report.sources[0], sha256=digest)
    report = dataclasses.replace(planted.report, sources=(source,))
    assert pictures(dataclasses.replace(planted, report=report), {SAMPLE.name: broken}, 8) == ()


def test_the_page_carries_them_only_where_the_file_is_at_hand(planted: Audit, tmp_path: Path) -> None:
    (bare,) = render(planted, tmp_path, "甲", ["html"])
    assert '<script type="text/plain"' not in bare.read_text("utf-8")
    (shown,) = render(planted, tmp_path, "乙", ["html"], sources=SOURCES, page_images=0.25)
    text = shown.read_text("utf-8")
    assert '<script type="text/plain" data-leaf="' in text
    assert len(text) - len(bare.read_text("utf-8")) < 2**18 + 60_000


def test_a_box_lies_on_the_printed_figure(planted: Audit) -> None:
    glyphs = {leaf.page: leaf.glyphs for leaf in pictures(planted, SOURCES, 8)}
    paragraphs = {paragraph.id: paragraph for paragraph in planted.report.paragraphs}
    sentences = {sentence.id: paragraphs[sentence.paragraph] for sentence in planted.sentences}
    document = pypdfium2.PdfDocument(SAMPLE)
    seen = 0
    for claim in planted.claims[:40]:
        boxes = boxes_of(sentences[claim.sentence], claim.start, claim.end, glyphs)
        if len(boxes) != 1:
            continue
        (box,) = boxes
        page = document[box.page - 1]
        high = page.get_height()
        text = page.get_textpage().get_text_bounded(box.x0, high - box.bottom, box.x1, high - box.top)
        assert text.strip() == claim.text
        seen += 1
    assert seen > 25


def test_without_glyphs_a_line_is_cut_by_the_width_of_its_characters() -> None:
    paragraph = Paragraph(
        "p", None, 1, "支出12万元", lines=(LineBox(0, 6, Box(1, 100.0, 10.0, 200.0, 20.0)),)
    )
    assert boxes_of(paragraph, 2, 4) == (Box(1, 140.0, 10.0, 160.0, 20.0),)
    assert boxes_of(paragraph, 6, 6) == ()


def test_a_figure_over_two_lines_has_two_boxes() -> None:
    first, second = LineBox(0, 4, Box(1, 0.0, 0.0, 40.0, 10.0)), LineBox(4, 8, Box(2, 0.0, 0.0, 40.0, 10.0))
    boxes = boxes_of(Paragraph("p", None, 1, "支出支出支出支出", lines=(first, second)), 3, 5)
    assert [(box.page, box.x0, box.x1) for box in boxes] == [(1, 30.0, 40.0), (2, 0.0, 10.0)]
