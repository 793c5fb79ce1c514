"""A report as a Word document: merged heads, and headings numbered by Word itself where asked for."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from docx import Document as new_document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt

from corpora.ledger.document import Break, Document, blocks
from corpora.ledger.forms import Form
from corpora.ledger.pieces import Paragraph
from corpora.ledger.text import head_grid, head_line

_CENTRED = {"cover", "part", "contents_title", "caption"}
_SIZES = {"cover": 26.0, "part": 22.0, "contents_title": 18.0, "heading1": 16.0, "heading2": 15.0}
_NUMBERED = re.compile(r"^[一二三四五六七八九十]+、")
_LIST = 77
_LEVEL = (
    '<w:abstractNum {ns} w:abstractNumId="{id}"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
    '<w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="%1、"/></w:lvl></w:abstractNum>'
)


def write_docx(document: Document, path: Path, *, automatic: bool = False) -> None:
    """Write a report.

    Args:
        document: what to write.
        path: the .docx file.
        automatic: the numbers 一、二、… of the explanation's headings are a Word list, not text.
    """
    word = new_document()
    if automatic:
        _define_list(word)
    explained = {id(paragraph) for paragraph in document.explanation()}
    for block in blocks(document):
        if isinstance(block, Break):
            word.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        elif isinstance(block, Form):
            _write_form(word, block)
        else:
            _write(word, block, listed=automatic and id(block) in explained and block.kind == "heading1")
    word.add_paragraph()
    word.save(str(path))


def _write(word: Any, block: Paragraph, *, listed: bool) -> None:
    text = _NUMBERED.sub("", block.text) if listed else block.text
    paragraph = word.add_paragraph()
    run = paragraph.add_run(text)
    run.font.size = Pt(_SIZES.get(block.kind, 12.0))
    if block.kind in _CENTRED:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    elif block.kind == "body":
        paragraph.paragraph_format.first_line_indent = Pt(24)
    if listed:
        paragraph._p.get_or_add_pPr().append(
            parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="{_LIST}"/></w:numPr>')
        )


def _define_list(word: Any) -> None:
    numbering = word.part.numbering_part.element
    numbering.insert(0, parse_xml(_LEVEL.format(ns=nsdecls("w"), id=_LIST)))
    numbering.append(
        parse_xml(f'<w:num {nsdecls("w")} w:numId="{_LIST}"><w:abstractNumId w:val="{_LIST}"/></w:num>')
    )


def _write_form(word: Any, form: Form) -> None:
    title = word.add_paragraph(form.title)
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if form.subtitle:
        word.add_paragraph(form.subtitle)
    number, department = head_line(form)
    if number:
        word.add_paragraph(number)
    word.add_paragraph(department.rstrip())
    table = word.add_table(rows=len(form.head) + len(form.body), cols=len(form.widths))
    table.style = "Table Grid"
    for y, row in enumerate(head_grid(form)):
        for x, head in enumerate(row):
            if head is not None:
                corner = table.cell(y, x)
                if head.cols > 1 or head.rows > 1:
                    corner = corner.merge(table.cell(y + head.rows - 1, x + head.cols - 1))
                corner.text = head.text
    for y, cells in enumerate(form.body, start=len(form.head)):
        _write_row(table.rows[y], cells)
    for row in table.rows[: len(form.head)]:
        row._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
    for note in form.notes:
        word.add_paragraph(note)


def _write_row(row: Any, cells: Any) -> None:
    """Body cells by column; a cell over several columns takes the place of those it covers."""
    places = list(row._tr.findall(qn("w:tc")))
    x = 0
    for cell in cells:
        place = places[x]
        place.p_lst[0].append(parse_xml(f'<w:r {nsdecls("w")}><w:t xml:space="preserve"></w:t></w:r>'))
        place.p_lst[0].r_lst[0].text = cell.text
        if cell.cols > 1:
            place.get_or_add_tcPr().append(parse_xml(f'<w:gridSpan {nsdecls("w")} w:val="{cell.cols}"/>'))
            for covered in places[x + 1 : x + cell.cols]:
                row._tr.remove(covered)
        x += cell.cols
