"""A whole generated report as a Word document reads as its text does."""

from __future__ import annotations

from pathlib import Path

import pytest
from gouji.read import read

from corpora.ledger.document import Document, compose
from corpora.ledger.docx import write_docx
from corpora.ledger.invent import invent
from corpora.ledger.text import to_text
from tests.read.whole import assert_same


@pytest.mark.parametrize("automatic", [False, True], ids=["typed numbers", "Word's own numbers"])
@pytest.mark.parametrize(("family", "seed"), [("shandong", 41), ("shanghai", 42)])
def test_a_report_is_the_same_in_word_and_in_text(
    tmp_path: Path, family: str, seed: int, automatic: bool
) -> None:
    document: Document = compose(invent(seed, family), seed)
    write_docx(document, tmp_path / "report.docx", automatic=automatic)
    (tmp_path / "report.txt").write_text(to_text(document), encoding="utf-8")
    word = read(tmp_path / "report.docx")
    assert_same(word, read(tmp_path / "report.txt"))
    assert word.engine == "docx"
    assert not word.notes
