"""A report as PDF: A4, some forms landscape, ruled tables with merged heads repeated over page breaks."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from reportlab.lib.colors import black
from reportlab.lib.pagesizes import A4, landscape
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Flowable,
    Frame,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Spacer,
    Table,
)

from corpora.ledger import charts
from corpora.ledger.document import Block, Break, Document, blocks
from corpora.ledger.fonts import register
from corpora.ledger.forms import Cell, Form
from corpora.ledger.pieces import Paragraph
from corpora.ledger.text import head_grid, head_line
from corpora.ledger.typeset import Manner, Text, lines_of, width_of

_MARGIN = 62.0
_CELL = 8.2
# What a cell keeps free at its sides.
_INSET = 5
_MANNERS = {
    "cover": Manner(26, 46, "center", above=70, bold=True),
    "part": Manner(24, 44, "center", above=60, bold=True),
    "contents_title": Manner(20, 40, "center", below=10, bold=True),
    "contents_part": Manner(14, 25, "left", above=6, bold=True),
    "contents": Manner(12.5, 21, "left", indent=2),
    "heading1": Manner(16, 29, "left", indent=2, above=6, bold=True),
    "heading2": Manner(15, 28, "left", indent=2, above=3, bold=True),
    "heading3": Manner(15, 28, "left", indent=2, above=3),
    "body": Manner(15, 28, indent=2),
    "caption": Manner(12, 24, "center", above=4),
    "title": Manner(16, 26, "center", bold=True),
    "right": Manner(9.5, 14, "right"),
    "left": Manner(9.5, 14, "left"),
    "note": Manner(9, 14, "left", above=3),
    "unruled": Manner(11, 16, "center"),
}

# Points that have to be left on the page below the start of a heading or of a chart.
_WITH_NEXT = {"heading1": 125.0, "heading2": 90.0, "caption": 150.0}


def _pages(canvas: Any, document: Any) -> None:
    """The page number at the foot, none on the cover."""
    if canvas.getPageNumber() == 1:
        return
    canvas.saveState()
    canvas.setFont(document.gouji_font, 10)
    canvas.drawCentredString(canvas._pagesize[0] / 2, 34, f"- {canvas.getPageNumber() - 1} -")
    canvas.restoreState()


def _wrapped(text: str, font: str, size: float, width: float) -> str:
    return "\n".join(lines_of(text, font, size, width - _INSET)) if text else ""


def _grid(
    form: Form, font: str, widths: list[float], size: float
) -> tuple[list[list[str]], list[tuple[Any, ...]]]:
    """Cell texts of head and body, and the commands that merge and align them."""
    rows: list[list[str]] = []
    commands: list[tuple[Any, ...]] = []
    for y, line in enumerate(head_grid(form)):
        row = []
        for x, head in enumerate(line):
            if head is None:
                row.append("")
                continue
            row.append(_wrapped(head.text, font, size, sum(widths[x : x + head.cols])))
            if head.cols > 1 or head.rows > 1:
                commands.append(("SPAN", (x, y), (x + head.cols - 1, y + head.rows - 1)))
        rows.append(row)
    for cells in form.body:
        row, more = _body_row(cells, len(rows), font, widths, size)
        rows.append(row)
        commands += more
    return rows, commands


def _body_row(
    cells: tuple[Cell, ...], y: int, font: str, widths: list[float], size: float
) -> tuple[list[str], list[tuple[Any, ...]]]:
    row: list[str] = []
    commands: list[tuple[Any, ...]] = []
    for cell in cells:
        x = len(row)
        row.append(_wrapped(cell.text, font, size, sum(widths[x : x + cell.cols])))
        row += [""] * (cell.cols - 1)
        if cell.cols > 1:
            commands.append(("SPAN", (x, y), (x + cell.cols - 1, y)))
        if cell.align != "center":
            commands.append(("ALIGN", (x, y), (x, y), cell.align.upper()))
    return row, commands


def _size(form: Form, font: str, widths: list[float]) -> float:
    """The size of the print: smaller than usual where an amount would run over its cell."""
    size = _CELL
    for cells in form.body:
        x = 0
        for cell in cells:
            room = sum(widths[x : x + cell.cols]) - _INSET
            if cell.value is not None and cell.text:
                size = min(size, room / width_of(cell.text, font, 1))
            x += cell.cols
    return size


def _table(form: Form, font: str, width: float) -> Table:
    unit = width / sum(form.widths)
    widths = [unit * share for share in form.widths]
    size = _size(form, font, widths)
    rows, commands = _grid(form, font, widths, size)
    style = [
        ("FONT", (0, 0), (-1, -1), font, size, size + 2.2),
        ("GRID", (0, 0), (-1, -1), 0.5, black),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("ALIGN", (0, 0), (-1, -1), "CENTER"),
        ("TOPPADDING", (0, 0), (-1, -1), 2),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 2.6),
        ("LEFTPADDING", (0, 0), (-1, -1), 2.5),
        ("RIGHTPADDING", (0, 0), (-1, -1), 2.5),
    ]
    return Table(rows, widths, repeatRows=len(form.head), style=[*style, *commands])


def _department_line(form: Form, font: str, width: float) -> Table:
    """部门 at the left, the unit at the right, on one line."""
    _, line = head_line(form)
    left, right = line.split("\t")
    style = [
        ("FONT", (0, 0), (-1, -1), font, 9.5, 12),
        ("ALIGN", (1, 0), (1, 0), "RIGHT"),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 1),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
    ]
    return Table([[left, right]], [width * 0.7, width * 0.3], style=style)


def _form(form: Form, font: str) -> Iterable[Flowable]:
    width = (A4[1] if form.landscape else A4[0]) - 2 * _MARGIN
    number, _ = head_line(form)
    yield Text(form.title, font, _MANNERS["title"])
    if form.subtitle:
        yield Text(form.subtitle, font, _MANNERS["unruled"])
    if number:
        yield Text(number, font, _MANNERS["right"])
    yield _department_line(form, font, width)
    yield _table(form, font, width)
    for note in form.notes:
        yield Text(note, font, _MANNERS["note"])


def _paragraph(document: Document, block: Paragraph, font: str) -> Iterable[Flowable]:
    if block.kind in _WITH_NEXT:
        yield CondPageBreak(_WITH_NEXT[block.kind])
    yield Text(block.text, font, _MANNERS[block.kind])
    if block.kind == "caption":
        number = int("".join(ch for ch in block.text.split("：")[0] if ch.isdigit()))
        yield charts.bars(charts.values(document.ledger, number), A4[0] - 2 * _MARGIN)
        yield Spacer(1, 8)


def story(document: Document, font: str) -> list[Flowable]:
    """All flowables; a break looks ahead for the orientation of what follows."""
    out: list[Flowable] = []
    sequence: list[Block] = list(blocks(document))
    for index, block in enumerate(sequence):
        if isinstance(block, Break):
            following = sequence[index + 1]
            turned = isinstance(following, Form) and following.landscape
            out += [NextPageTemplate("landscape" if turned else "portrait"), PageBreak()]
            if isinstance(following, Paragraph) and following.kind == "part":
                out.append(Spacer(1, 150))
        elif isinstance(block, Form):
            out += _form(block, font)
        else:
            out += _paragraph(document, block, font)
    return [Spacer(1, 90), *out]


def write_pdf(document: Document, path: Path) -> None:
    """Set the report; the same document and font give the same bytes."""
    font = register()
    template = BaseDocTemplate(
        str(path),
        pagesize=A4,
        invariant=1,
        title=f"{document.ledger.this.year}年度{document.ledger.department.name}部门决算",
        author=document.ledger.department.name,
    )
    template.gouji_font = font
    pages = []
    for name, (wide, high) in (("portrait", A4), ("landscape", landscape(A4))):
        frame = Frame(
            _MARGIN,
            58,
            wide - 2 * _MARGIN,
            high - 58 - 60,
            leftPadding=0,
            rightPadding=0,
            topPadding=0,
            bottomPadding=0,
        )
        pages.append(PageTemplate(name, [frame], onPage=_pages, pagesize=(wide, high)))
    template.addPageTemplates(pages)
    template.build(story(document, font))
