from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from pdfminer.high_level import extract_pages, extract_text
from pdfminer.layout import LTTextContainer

from corpora.ledger.__main__ import main, texts, write_pdfs
from corpora.ledger.fonts import FontMissing, font_path

SAMPLES = Path(__file__).parents[2] / "corpora" / "samples"
PDFS = ("sample-clean.pdf", "sample-planted.pdf")


@pytest.mark.parametrize("name", sorted(texts()))
def test_committed_text_is_what_the_generator_writes(name: str) -> None:
    assert (SAMPLES / name).read_text(encoding="utf-8") == texts()[name]


def test_committed_pdfs_are_what_the_generator_writes(font: str, tmp_path: Path) -> None:
    assert font
    write_pdfs(tmp_path)
    for name in PDFS:
        made, kept = tmp_path / name, SAMPLES / name
        if made.read_bytes() != kept.read_bytes():
            assert extract_text(str(made)) == extract_text(str(kept))


@pytest.mark.parametrize("name", PDFS)
def test_pdf_is_small_embeds_its_font_and_holds_the_text(name: str) -> None:
    data = (SAMPLES / name).read_bytes()
    assert len(data) < 1_000_000
    assert b"/FontFile2" in data
    pages = list(extract_pages(str(SAMPLES / name)))
    assert 25 <= len(pages) <= 40
    assert {page.width > page.height for page in pages} == {True, False}
    text = re.sub(
        r"\s|-\d+-",
        "",
        "".join(box.get_text() for page in pages for box in page if isinstance(box, LTTextContainer)),
    )
    for paragraph in ("收入支出决算总表", "（三）一般公共预算财政拨款支出决算具体情况", "项目支出绩效自评表"):
        assert paragraph in text


def test_planted_sentences_are_in_the_planted_pdf_and_not_in_the_clean_one() -> None:
    pages = [re.sub(r"\s|-\s*\d+\s*-", "", extract_text(str(SAMPLES / name))) for name in PDFS]
    entries = json.loads((SAMPLES / "sample-planted.key.json").read_text(encoding="utf-8"))
    assert len(entries) >= 10
    sentences = [s for entry in entries for s in entry["where"]["sentences"]]
    # A sentence over a page break is torn apart by the page number and whatever stands between.
    found = [s for s in sentences if s in pages[1]]
    assert len(found) >= len(sentences) - 2
    assert not [s for s in found if s in pages[0]]


def test_the_sample_has_enough_to_check() -> None:
    figures = json.loads((SAMPLES / "sample-clean.truth.json").read_text(encoding="utf-8"))["figures"]
    claims = [f for f in figures if f.get("value") is not None]
    assert len(claims) >= 120
    kinds = {f["kind"] for f in figures if "kind" in f}
    assert kinds >= {
        "level",
        "change",
        "change_rate",
        "share",
        "completion",
        "comparison",
        "count",
        "flat",
        "none",
    }
    reasons = {f["why"] for f in figures if "why" in f}
    assert reasons >= {"year", "date", "ordinal", "threshold", "name", "table_or_figure_number"}
    assert any(f.get("shared") for f in figures)


def test_without_a_font_one_line_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GOUJI_FONT", str(tmp_path / "none.ttf"))
    with pytest.raises(FontMissing):
        font_path()
    assert main([str(tmp_path / "out")]) == 3
    assert capsys.readouterr().err.count("\n") == 1
    assert (tmp_path / "out" / "sample-clean.txt").is_file()


def test_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    assert "usage" in capsys.readouterr().err
