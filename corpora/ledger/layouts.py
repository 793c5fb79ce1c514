"""A report in the layouts that files really have: nothing in it is wrong, only where its characters stand.

Each layout writes the whole report into one file. What it says is what the clean report says, so that a reader who
finds less, or finds faults, has been misled by the layout.
"""

from __future__ import annotations

import re
import tempfile
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from corpora.ledger import relaid
from corpora.ledger.document import Block, Document
from corpora.ledger.forms import Cell, Form
from corpora.ledger.html import to_html
from corpora.ledger.pdf import write_pdf
from corpora.ledger.pieces import Paragraph
from corpora.ledger.text import to_text
from corpora.ledger.xlsx import Page, pages, write_book


@dataclass(frozen=True, slots=True)
class Layout:
    """One way to set a report: ``what`` says how, ``suffix`` names the format, ``write`` gives the bytes of the file."""

    name: str
    what: str
    suffix: str
    write: Callable[[Document], bytes]


def _text(document: Document) -> bytes:
    return to_text(document).encode()


def _html(document: Document) -> bytes:
    return to_html(document).encode()


def _pdf(document: Document) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report.pdf"
        write_pdf(document, path)
        return path.read_bytes()


def _book(sheets: Iterable[Page]) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report.xlsx"
        write_book(list(sheets), path)
        return path.read_bytes()


def _xlsx(document: Document) -> bytes:
    return _book(pages(document, narrative=True))


CLEAN: dict[str, Layout] = {
    each.suffix: each
    for each in (
        Layout("clean-text", "原样", ".txt", _text),
        Layout("clean-html", "原样", ".html", _html),
        Layout("clean-xlsx", "原样", ".xlsx", _xlsx),
        Layout("clean-pdf", "原样", ".pdf", _pdf),
    )
}
"""The report as it is, by format."""


def _told(document: Document, change: Callable[[str], str]) -> Document:
    """The document with the paragraphs of its explanation set otherwise; headings are not justified."""

    def changed(block: Block) -> Block:
        if isinstance(block, Paragraph) and block.kind == "body":
            return replace(block, pieces=(change(block.text),))
        return block

    return _parts(document, {"explanation"}, changed)


def _formed(document: Document, change: Callable[[Form], Form]) -> Document:
    """The document with its forms set otherwise."""
    return _parts(document, {"forms"}, lambda block: change(block) if isinstance(block, Form) else block)


def _parts(document: Document, names: set[str], change: Callable[[Block], Block]) -> Document:
    parts = tuple(
        (name, tuple(map(change, blocks)) if name in names else blocks) for name, blocks in document.parts
    )
    return replace(document, parts=parts)


def _told_as(name: str, what: str, change: Callable[[str], str]) -> Layout:
    return Layout(name, what, ".txt", lambda document: _text(_told(document, change)))


def _formed_as(name: str, what: str, change: Callable[[Form], Form]) -> Layout:
    return Layout(name, what, ".txt", lambda document: _text(_formed(document, change)))


def _celled_as(name: str, what: str, change: Callable[[Cell], Cell]) -> Layout:
    return _formed_as(name, what, lambda form: relaid.celled(form, change))


def _paged_as(name: str, what: str, change: Callable[[str], str]) -> Layout:
    return Layout(name, what, ".html", lambda document: change(to_html(document)).encode())


def _sheeted_as(name: str, what: str, change: Callable[[Page], Page]) -> Layout:
    return Layout(
        name,
        what,
        ".xlsx",
        lambda document: _book(
            change(sheet) if sheet.name.startswith("Z") else sheet
            for sheet in pages(document, narrative=True)
        ),
    )


LAYOUTS: tuple[Layout, ...] = (
    _told_as("spaced", "两端对齐，字间有空格", relaid.spaced),
    _told_as("page-number", "句中夹页码", relaid.paged),
    _told_as("broken-unit", "“万”与“元”分在两行", relaid.broken_unit),
    _told_as("tail-first", "句尾排在句首之前", relaid.tail_first),
    _told_as("marks-alone", "引号、括号内文字独占一行", relaid.marks_alone),
    _told_as("full-width", "全角数字", relaid.full_width),
    _told_as("wide-commas", "全角千分位逗号", relaid.wide_commas),
    _told_as("no-separators", "文中无千分位而表中有", relaid.without_commas),
    _celled_as("other-separators", "表中千分位与文中不同", relaid.other_separators),
    _celled_as("dashes", "表中零数为“-”", relaid.dashed),
    _celled_as("spaced-labels", "表中项目名称字间有空格", relaid.spaced_label),
    _formed_as("fused-codes", "科目编码与名称在一格", relaid.fused_codes),
    _formed_as("parted-codes", "科目编码分为三段", relaid.parted_codes),
    _formed_as("total-last", "合计行在最后（或最前）", relaid.total_last),
    _formed_as("continued", "续表不重复表头", relaid.continued),
    _formed_as("blank-rows", "表后有数千空行", relaid.blank_rows),
    _formed_as("figures-above", "金额在项目名称上一行", relaid.figures_above),
    _formed_as("unit-below", "计量单位在表下", relaid.unit_below),
    _paged_as("lost-spans", "网页表头失去跨行", relaid.lost_spans),
    _paged_as("flattened", "网页表格一格一行", relaid.flattened),
    _sheeted_as("far-unit", "计量单位在远处一角", relaid.far_unit),
    _sheeted_as("figures-as-text", "数字存为带空格的文本", relaid.as_text),
    _sheeted_as("tall-sheet", "工作表下有数千空行", relaid.tall),
    Layout(
        "spaced-pdf", "两端对齐，字间有空格", ".pdf", lambda document: _pdf(_told(document, relaid.spaced))
    ),
    Layout(
        "drawn-backwards",
        "页面内容流中行序颠倒",
        ".pdf",
        lambda document: relaid.drawn_backwards(_pdf(document)),
    ),
)


def plain(text: str) -> str:
    """A figure or a label whatever its layout: half width, without white space and separators."""
    return re.sub(r"[\s,]", "", unicodedata.normalize("NFKC", text))
