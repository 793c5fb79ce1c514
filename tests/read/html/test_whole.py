"""A whole generated report as a web page reads as its text does, without the frame of the site."""

from __future__ import annotations

from pathlib import Path

import pytest
from gouji.read import read

from corpora.ledger.document import compose
from corpora.ledger.html import to_html
from corpora.ledger.invent import invent
from corpora.ledger.text import to_text
from tests.read.whole import assert_same


@pytest.mark.parametrize(
    ("charset", "encoding"), [("utf-8", "utf-8"), ("gb2312", "gb18030"), ("utf-8", "gb18030")]
)
@pytest.mark.parametrize(("family", "seed"), [("shandong", 43), ("shanghai", 44)])
def test_a_report_is_the_same_on_the_web_and_in_text(
    tmp_path: Path, family: str, seed: int, charset: str, encoding: str
) -> None:
    document = compose(invent(seed, family), seed)
    (tmp_path / "report.html").write_bytes(to_html(document, charset).encode(encoding))
    (tmp_path / "report.txt").write_text(to_text(document), encoding="utf-8")
    page = read(tmp_path / "report.html")
    assert_same(page, read(tmp_path / "report.txt"))
    text = "".join(p.text for p in page.paragraphs)
    assert not [word for word in ("首页", "浏览次数", "版权所有", "分享到", "上一篇") if word in text]
    assert not page.notes
