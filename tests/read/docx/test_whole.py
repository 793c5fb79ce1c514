"""A whole generated report as a Word document reads as its text does."""

from __future__ import annotations

from pathlib import Path

import pytest
from gouji.model import Report
from gouji.read import read

from corpora.ledger.document import Document, compose
from corpora.ledger.docx import write_docx
from corpora.ledger.invent import invent
from corpora.ledger.text import to_text

Forms = dict[str, list[tuple[object, ...]]]


def forms(report: Report) -> Forms:
    """The cells by table; of a self-evaluation only those with text, since text cannot show its merged cells."""
    return {
        f"{table.form} {table.title}": [
            (cell.row, cell.row_code, cell.row_path, cell.column_path, cell.text)
            for cell in table.cells
            if cell.text or table.form != "绩效自评"
        ]
        for table in report.tables
    }


def told(report: Report) -> list[tuple[str, str]]:
    return [(p.kind, p.text) for p in report.paragraphs if p.kind in ("body", "heading")]


@pytest.mark.parametrize("automatic", [False, True], ids=["typed numbers", "Word's own numbers"])
@pytest.mark.parametrize(("family", "seed"), [("shandong", 41), ("shanghai", 42)])
def test_a_report_is_the_same_in_word_and_in_text(
    tmp_path: Path, family: str, seed: int, automatic: bool
) -> None:
    document: Document = compose(invent(seed, family), seed)
    write_docx(document, tmp_path / "report.docx", automatic=automatic)
    (tmp_path / "report.txt").write_text(to_text(document), encoding="utf-8")
    word, text = read(tmp_path / "report.docx"), read(tmp_path / "report.txt")
    assert len(forms(text)) >= 9
    assert forms(word) == forms(text)
    assert told(word) == told(text)
    assert [(s.id, s.title, s.role) for s in word.sections] == [
        (s.id, s.title, s.role) for s in text.sections
    ]
    assert [table.unit for table in word.tables] == [table.unit for table in text.tables]
    assert (word.department, word.fiscal_year, word.kind) == (text.department, text.fiscal_year, text.kind)
    assert word.engine == "docx"
    assert not word.notes
