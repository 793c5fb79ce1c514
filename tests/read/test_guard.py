"""PDFs that would unfold without end are read without the pages that do."""

from __future__ import annotations

import time
from pathlib import Path

import pikepdf
import pytest
from gouji.read import read
from gouji.read.pdf.guard import oversized
from gouji.read.pdf.opening import prepare
from gouji.read.settings import Limits
from gouji.read.source import open_file
from pikepdf import Array, Dictionary, Name, Stream

TEXT = b"BT /F 12 Tf 72 700 Td (%s) Tj ET"


def form(pdf: pikepdf.Pdf, data: bytes, **objects: pikepdf.Object) -> pikepdf.Object:
    made = Stream(pdf, data)
    made.Type, made.Subtype, made.BBox = Name.XObject, Name.Form, Array([0, 0, 600, 800])
    made.Resources = Dictionary(XObject=Dictionary(**objects))
    return pdf.make_indirect(made)


def page(pdf: pikepdf.Pdf, data: bytes, **objects: pikepdf.Object) -> None:
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    pdf.add_blank_page(page_size=(600, 800))
    last = pdf.pages[-1].obj
    last.Resources = Dictionary(Font=Dictionary(F=font), XObject=Dictionary(**objects))
    last.Contents = Stream(pdf, data)


def nested(pdf: pikepdf.Pdf, depth: int, width: int) -> pikepdf.Object:
    made = form(pdf, b"0 0 5 5 re S")
    for _ in range(depth):
        made = form(pdf, b"/X Do " * width, X=made)
    return made


@pytest.mark.parametrize("depth", [6, 40])
def test_forms_in_forms_are_counted_as_often_as_they_are_drawn(tmp_path: Path, depth: int) -> None:
    pdf = pikepdf.new()
    page(pdf, TEXT % b"first")
    page(pdf, b"/X Do", X=nested(pdf, depth, 10))
    page(pdf, TEXT % b"third" + b" /X Do", X=nested(pdf, 2, 3))
    pdf.save(tmp_path / "a.pdf")
    began = time.monotonic()
    report = read(tmp_path / "a.pdf")
    assert time.monotonic() - began < 10
    assert [p.text for p in report.paragraphs] == ["first", "third"]
    assert [(note.code, note.page) for note in report.notes if note.code != "page.no_text"] == [
        ("page.oversized", 2)
    ]


def test_a_form_that_draws_itself_ends() -> None:
    pdf = pikepdf.new()
    made = form(pdf, b"/X Do /X Do")
    made.Resources.XObject.X = made
    page(pdf, b"/X Do", X=made)
    assert oversized(pdf) == [1]


def test_a_stream_packed_a_thousandfold_is_not_unpacked(tmp_path: Path) -> None:
    pdf = pikepdf.new()
    page(pdf, TEXT % b"first")
    page(pdf, b" " * (80 * 2**20))
    pdf.save(tmp_path / "a.pdf", compress_streams=True)
    assert (tmp_path / "a.pdf").stat().st_size < 200_000
    report = read(tmp_path / "a.pdf")
    assert [p.text for p in report.paragraphs] == ["first"]
    assert ("page.oversized", 2) in [(note.code, note.page) for note in report.notes]


def test_pages_beyond_the_limit_are_cut_with_a_note(tmp_path: Path) -> None:
    pdf = pikepdf.new()
    for number in range(5):
        page(pdf, TEXT % (b"text %d" % number))
    pdf.save(tmp_path / "a.pdf")
    data, notes = prepare(open_file(tmp_path / "a.pdf"), Limits(pages=3))
    assert [note.code for note in notes] == ["pdf.cut"]
    assert "5页" in notes[0].message
    (tmp_path / "b.pdf").write_bytes(data)
    assert [p.text for p in read(tmp_path / "b.pdf").paragraphs] == ["text0", "text1", "text2"]


def test_lost_pages_of_a_truncated_file_are_named(tmp_path: Path) -> None:
    pdf = pikepdf.new()
    words = [b"one", b"two", b"three", b"four", b"five", b"six"]
    for word in words:
        page(pdf, TEXT % word + b" " * 400)
    pdf.save(tmp_path / "a.pdf", compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    data = (tmp_path / "a.pdf").read_bytes()
    (tmp_path / "b.pdf").write_bytes(data[: len(data) * 7 // 10])
    report = read(tmp_path / "b.pdf")
    assert [p.text for p in report.paragraphs] == ["one", "two", "three", "four"]
    assert report.notes[0].code == "pdf.repaired"
    assert "第5、6页" in report.notes[0].message
