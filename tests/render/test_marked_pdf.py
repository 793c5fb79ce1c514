"""The marked PDF: highlights over the figures at fault and their cells, on any page, with notes in Chinese."""

from __future__ import annotations

import functools
import hashlib
import io
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import gouji
import pikepdf
import pypdfium2  # type: ignore[import-untyped]
import pytest
from gouji.errors import SourceError
from gouji.model import (
    Audit,
    Box,
    Claim,
    Coverage,
    Finding,
    LineBox,
    Paragraph,
    Report,
    Sentence,
    Source,
    Verdict,
)
from gouji.render.lookup import look_up
from gouji.render.marked_pdf import marked_pdfs, notes_of
from gouji.render.places import Places, stretch
from PIL import Image, ImageChops

from tests.render.hostile import FORMULAS, MARKUP

SAMPLES = Path(__file__).parents[2] / "corpora" / "samples"
PLANTED = SAMPLES / "sample-planted.pdf"


@functools.cache
def planted() -> Audit:
    return gouji.audit(PLANTED)


@functools.cache
def marked() -> bytes:
    (data,) = marked_pdfs(planted(), [PLANTED])
    return data


class Shown(NamedTuple):
    """A highlight as a viewer reads it."""

    page: int
    text: str
    rect: list[float]
    keys: set[str]


def highlights(data: bytes) -> list[Shown]:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return [
            Shown(number, str(note.Contents), [float(side) for side in note.Rect], set(note.keys()))
            for number, page in enumerate(pdf.pages, 1)
            for note in page.get("/Annots", [])
            if note.Subtype == pikepdf.Name.Highlight
        ]


def test_every_contradicted_figure_and_its_cell_are_highlighted() -> None:
    audit = planted()
    notes = notes_of(audit, "zh")
    found = highlights(marked())
    assert len(found) == len(notes)
    lookup = look_up(audit)
    places = Places(audit, lookup)
    contradicted = [f for f in audit.findings if f.code == "figure.contradicted"]
    assert len(contradicted) > 4
    for finding in contradicted:
        marks = [place for place in places.of_finding(finding) if place in {note.place for note in notes}]
        sentence = lookup.sentences[finding.sentence or ""]
        assert sentence.page in {place.page for place in marks}
        assert any(place.page != sentence.page for place in marks)
        assert any(finding.message in note.text for note in found)


def test_notices_are_left_out() -> None:
    audit = planted()
    notices = [f.message for f in audit.findings if f.severity == "notice"]
    told = "".join(note.text for note in highlights(marked()))
    assert notices
    assert not [message for message in notices if message in told]


def test_the_notes_are_in_chinese_and_inside_their_page() -> None:
    found = highlights(marked())
    slip = next(note.text for note in found if "145.6万元" in note.text)
    assert "文中：145.6万元" in slip
    assert "应为：154.60万元" in slip
    assert "判断：数字笔误" in slip
    with pikepdf.open(io.BytesIO(marked())) as pdf:
        sheets = [[float(side) for side in page.mediabox] for page in pdf.pages]
    for note in found:
        left, bottom, right, top = sheets[note.page - 1]
        x0, y0, x1, y1 = note.rect
        assert left <= x0 < x1 <= right
        assert bottom <= y0 < y1 <= top


def test_the_highlight_lies_over_the_printed_figure() -> None:
    document = pypdfium2.PdfDocument(PLANTED)
    checked = 0
    for note in notes_of(planted(), "zh"):
        page = document[note.place.page - 1]
        high = page.get_height()
        held = "".join(
            page.get_textpage().get_text_bounded(box.x0 - 1, high - box.bottom, box.x1 + 1, high - box.top)
            for box in note.place.boxes
        )
        said = next((line[3:] for line in note.text.splitlines() if line.startswith("文中：")), "")
        if said.endswith(("万元", "%")) and note.place.page > 19:
            assert said in held.replace("\r\n", ""), (said, held)
            checked += 1
    assert checked >= 5


def drawn(data: bytes, number: int, *, notes: bool) -> Image.Image:
    document = pypdfium2.PdfDocument(data)
    return (
        document[number - 1].render(scale=1, may_draw_forms=False, draw_annots=notes).to_pil().convert("RGB")
    )


def test_pdfium_draws_them_and_nothing_else_is_changed() -> None:
    number = next(note.page for note in highlights(marked()) if "145.6万元" in note.text and note.page > 19)
    plain, shown = drawn(marked(), number, notes=False), drawn(marked(), number, notes=True)
    assert ImageChops.difference(drawn(PLANTED.read_bytes(), number, notes=True), plain).getbbox() is None
    x0, y0, x1, y1 = ImageChops.difference(plain, shown).getbbox()
    assert 20 < x1 - x0 < 150
    assert 8 < y1 - y0 < 40


MESSAGE = "基本支出：文中为3,045.12万元"
SHEET = (600.0, 800.0)


def turned(turn: int, crop: tuple[float, float, float, float] | None = None) -> bytes:
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=SHEET)
    if turn:
        page.Rotate = turn
    if crop:
        page.CropBox = list(crop)
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def one_fault(path: Path, message: str = MESSAGE, pages: int = 1) -> Audit:
    text = "基本支出3,045.12万元。"
    line = LineBox(0, len(text), Box(pages, 100.0, 50.0, 300.0, 70.0))
    paragraph = Paragraph("p1", None, pages, text, lines=(line,))
    claim = Claim(
        "p1/s1/c1", "p1/s1", 4, 14, "3,045.12万元", "level", "基本支出", value=Decimal("3045.12"), unit="万元"
    )
    finding = Finding(
        "figure.contradicted-1", "figure.contradicted", "error", message, "3,045.12万元", None, None, (),
        (claim.id,), (), "p1/s1", pages, None, "figure.contradicted-1",
    )  # fmt: skip
    source = Source(path.name, hashlib.sha256(path.read_bytes()).hexdigest(), "application/pdf", pages)
    report = Report((source,), None, None, "other", None, None, "pdfium", (), (), (paragraph,), ())
    sentence = Sentence("p1/s1", "p1", None, 0, len(text), pages, text)
    verdict = Verdict(claim.id, "contradicted", Decimal("3045.12"), None, None, None, "cell")
    return Audit(report, (sentence,), (claim,), (), (), (), (verdict,), (), (finding,), Coverage())


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("crop", [None, (30.0, 40.0, 560.0, 780.0)])
def test_turned_and_cropped_pages(
    tmp_path: Path, turn: int, crop: tuple[float, float, float, float] | None
) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(turned(turn, crop))
    (data,) = marked_pdfs(one_fault(path), [path])
    shown = drawn(data, 1, notes=True)
    white = Image.new("RGB", shown.size, "white")
    x0, y0, x1, y1 = ImageChops.difference(shown, white).getbbox()
    (box,) = stretch(one_fault(path).report.paragraphs[0], 4, 14)
    assert (x0, y0, x1, y1) == pytest.approx((box.x0, box.top, box.x1, box.bottom), abs=1.5)


def test_a_part_of_a_line_is_found_by_the_widths_of_its_characters() -> None:
    line = LineBox(0, 10, Box(1, 0.0, 0.0, 100.0, 10.0))
    boxes = list(stretch(Paragraph("p", None, 1, "一二三四五六七八九十", lines=(line,)), 4, 6))
    assert [(round(box.x0), round(box.x1)) for box in boxes] == [(37, 63)]
    up = replace(line, box=Box(1, 0.0, 0.0, 10.0, 100.0))
    assert list(stretch(Paragraph("p", None, 1, "一二三四五六七八九十", lines=(up,)), 4, 6)) == [up.box]


@pytest.mark.parametrize("message", [*FORMULAS, MARKUP])
def test_hostile_text_is_the_text_of_a_note(tmp_path: Path, message: str) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(turned(0))
    (data,) = marked_pdfs(one_fault(path, message), [path])
    (note,) = highlights(data)
    assert note.keys == {
        "/Type", "/Subtype", "/Rect", "/C", "/F", "/QuadPoints", "/NM", "/Contents", "/T", "/Subj", "/AP",
    }  # fmt: skip
    assert message.strip("\t\r").split("\x00")[0] in note.text


def test_annotations_of_the_source_are_kept(tmp_path: Path) -> None:
    pdf = pikepdf.open(io.BytesIO(turned(0)))
    link = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9])
    pdf.pages[0].Annots = pikepdf.Array([pdf.make_indirect(link)])
    pdf.save(tmp_path / "a.pdf")
    (data,) = marked_pdfs(one_fault(tmp_path / "a.pdf"), [tmp_path / "a.pdf"])
    with pikepdf.open(io.BytesIO(data)) as made:
        kinds = [str(note.Subtype) for note in made.pages[0].Annots]
    assert kinds == ["/Link", "/Highlight"]


def test_a_page_that_is_not_there_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(turned(0))
    (data,) = marked_pdfs(one_fault(path, pages=7), [path])
    assert highlights(data) == []


def refused(audit: Audit, *paths: Path) -> str:
    with pytest.raises(SourceError) as caught:
        list(marked_pdfs(audit, paths))
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_only_the_very_file_is_marked(tmp_path: Path) -> None:
    path, saved = tmp_path / "a.pdf", tmp_path / "report.json"
    path.write_bytes(turned(0))
    saved.write_text("{}")
    audit = one_fault(path)
    assert "没有给出原文件 a.pdf" in refused(audit, saved)
    assert "没有给出原文件 a.pdf" in refused(audit)
    path.write_bytes(turned(90))
    assert "sha256 不一致" in refused(audit, path)
    assert "无法打开" in refused(audit, tmp_path / "gone.pdf")


def test_a_report_without_a_pdf_has_nothing_to_mark() -> None:
    audit = gouji.audit(SAMPLES / "sample-clean.txt")
    assert "不是 PDF" in refused(audit, SAMPLES / "sample-clean.txt")


def test_the_files_of_a_bundle_are_told_apart_by_their_pages() -> None:
    sources = tuple(Source(f"{name}.pdf", "0" * 64, "application/pdf", 9) for name in "ab")
    pages = (1, 2, 9, 1, 3)
    paragraphs = tuple(
        Paragraph(f"p{n}", None, page, "甲" * 4, lines=(LineBox(0, 4, Box(page, 0, 0, 40, 10)),))
        for n, page in enumerate(pages)
    )
    sentences = tuple(Sentence(f"s{n}", f"p{n}", None, 0, 4, page, "甲" * 4) for n, page in enumerate(pages))
    report = Report(sources, None, None, "other", None, None, "pdfium", (), (), paragraphs, ())
    audit = Audit(report, sentences, (), (), (), (), (), (), (), Coverage())
    finding = Finding("x", "text.residue", "error", "", None, None, None, (), (), (), "s4", 3, None, "x")
    (place,) = Places(audit, look_up(audit)).of_finding(finding)
    assert (place.file, place.page) == (1, 3)
    (before,) = Places(audit, look_up(audit)).of_finding(replace(finding, sentence="s2"))
    assert (before.file, before.page) == (0, 9)
    untold = replace(audit, report=replace(report, paragraphs=paragraphs[:3]))
    with pytest.raises(SourceError, match="不能判定"):
        Places(untold, look_up(untold))


@pytest.mark.real
def test_a_real_report(real_reports: Path) -> None:
    path = real_reports / "zaozhuang-office-2023.pdf"
    (data,) = marked_pdfs(gouji.audit(path), [path])
    found = highlights(data)
    assert {note.page for note in found if "1,057.54万元" in note.text} >= {23}
    assert len(pypdfium2.PdfDocument(data)) == 67


@pytest.mark.real
def test_a_real_bundle(real_reports: Path) -> None:
    paths = [real_reports / "jiangsu" / name for name in ("cppcc-2018.pdf", "cppcc-2018-forms.pdf")]
    files = list(marked_pdfs(gouji.audit(paths), paths))
    assert len(files) == 2
