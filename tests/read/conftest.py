from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from gouji.model import Cell, Report
from gouji.read import read
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

FONT = "STSong-Light"


@pytest.fixture
def from_text(tmp_path: Path) -> Callable[[str], Report]:
    """A report read from the text of a .txt file."""

    def build(text: str) -> Report:
        path = tmp_path / "report.txt"
        path.write_text(text, encoding="utf-8")
        return read(path)

    return build


@pytest.fixture
def from_pdf(tmp_path: Path) -> Callable[..., Report]:
    """A report read from a PDF that a function draws; see `Pen`."""

    def build(draw: Callable[[Pen], None], **options: object) -> Report:
        path = tmp_path / "report.pdf"
        pen = Pen(path, **options)
        draw(pen)
        pen.canvas.save()
        return read(path)

    return build


class Pen:
    """Draws text and ruled tables from the top left, 12 points high."""

    def __init__(self, path: Path, width: float = 595, height: float = 842, size: float = 12) -> None:
        pdfmetrics.registerFont(UnicodeCIDFont(FONT))
        self.canvas = Canvas(str(path), pagesize=(width, height))
        self.height, self.size = height, size
        self.canvas.setFont(FONT, size)

    def text(self, x: float, y: float, text: str, spacing: float = 0.0) -> None:
        self.canvas.drawString(x, self.height - y, text, charSpace=spacing)

    def block(self, x: float, y: float, text: str, wide: float = 490) -> float:
        """Text without indent, as browsers set it."""
        return self.paragraph(x, y, text, wide, pitch=16, indent=0.0)

    def paragraph(
        self, x: float, y: float, text: str, wide: float = 490, pitch: float = 22, indent: float = 24
    ) -> float:
        """Text with its first line set in, wrapped at the width; gives the y below it."""
        line = ""
        for char in text:
            if pdfmetrics.stringWidth(line + char, FONT, self.size) > wide - indent:
                self.text(x + indent, y, line)
                indent, line, y = 0.0, "", y + pitch
            line += char
        self.text(x + indent, y, line)
        return y + pitch

    def grid(self, x: float, y: float, widths: list[float], rows: list[list[str]], high: float = 20) -> float:
        """A ruled table; a cell None is covered by the one on its left."""
        total = sum(widths)
        for number in range(len(rows) + 1):
            self.canvas.line(x, self.height - y - number * high, x + total, self.height - y - number * high)
        for number, row in enumerate(rows):
            left = x
            for column, text in enumerate(row):
                top, bottom = self.height - y - number * high, self.height - y - (number + 1) * high
                if text is not None:
                    self.canvas.line(left, top, left, bottom)
                    self.text(left + 2, y + number * high + 14, text)
                left += widths[column]
            self.canvas.line(left, top, left, bottom)
        return y + len(rows) * high

    def page(self) -> None:
        self.canvas.showPage()
        self.canvas.setFont(FONT, self.size)


def cell(report: Report, form: str, row: str, column: str, side: str = "") -> Cell:
    """The one cell of a form with this row label or code, column and side."""
    found = [
        cell
        for table in report.tables
        if table.form == form
        for cell in table.cells
        if row in (cell.row, cell.row_code)
        and cell.column == column
        and (not side or cell.column_path[0] == side)
    ]
    assert len(found) == 1, [(c.id, c.text) for c in found]
    return found[0]


@pytest.fixture(name="cell")
def cell_fixture() -> Callable[..., Cell]:
    return cell
