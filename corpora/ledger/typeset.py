"""Chinese text set in lines: figures never broken, punctuation never first, justified by character space."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from reportlab.pdfbase import pdfmetrics
from reportlab.platypus import Flowable

_TOKEN = re.compile(r"\d[\d,.]*%?|[A-Za-z]+|.")
_NOT_FIRST = set("，。；：、！？）》”%")
_NOT_LAST = set("（《“")


@dataclass(frozen=True, slots=True)
class Manner:
    """How a paragraph looks: sizes in points, ``indent`` in characters, ``bold`` drawn by outline."""

    size: float
    leading: float
    align: Literal["justify", "left", "center", "right"] = "justify"
    indent: int = 0
    above: float = 0
    below: float = 0
    bold: bool = False


def tokens(text: str) -> list[str]:
    """Pieces that no line break may cut."""
    out: list[str] = []
    for token in _TOKEN.findall(text):
        stuck = out and (token in _NOT_FIRST or out[-1][-1] in _NOT_LAST)
        if stuck and not (token in _NOT_FIRST and len(out[-1]) > 30):
            out[-1] += token
        else:
            out.append(token)
    return out


def width_of(text: str, font: str, size: float) -> float:
    """The width of a run in points."""
    return float(pdfmetrics.stringWidth(text, font, size))


def lines_of(text: str, font: str, size: float, width: float, first: float = 0) -> list[str]:
    """Fill lines of a width; the first one is shorter by ``first`` points."""
    lines: list[str] = []
    line, room = "", width - first
    for token in tokens(text):
        wide = width_of(token, font, size)
        if line and wide > room:
            lines.append(line)
            line, room = "", width
        line += token
        room -= wide
    return [*lines, line]


class Text(Flowable):  # type: ignore[misc]
    """A paragraph as a flowable that may be split between lines."""

    def __init__(
        self, text: str, font: str, manner: Manner, lines: Sequence[str] = (), first: bool = True
    ) -> None:
        super().__init__()
        self.text, self.font, self.manner = text, font, manner
        self.given = list(lines)
        self.first = first
        self.width = 0.0
        self.lines: list[str] = []

    def getSpaceBefore(self) -> float:
        """Space above, in points."""
        return self.manner.above if self.first else 0

    def getSpaceAfter(self) -> float:
        """Space below, in points."""
        return self.manner.below

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Fill the lines and tell the size."""
        del height
        self.width = width
        indent = self.manner.indent * self.manner.size
        self.lines = self.given or lines_of(self.text, self.font, self.manner.size, width, indent)
        return width, len(self.lines) * self.manner.leading

    def split(self, width: float, height: float) -> list[Flowable]:
        """Cut between lines; never leave one line alone."""
        self.wrap(width, height)
        fit = int(height // self.manner.leading)
        if fit < 2 or len(self.lines) - fit < 1:
            return []
        if len(self.lines) - fit == 1:
            fit -= 1
        if fit < 1:
            return []
        return [
            Text(self.text, self.font, self.manner, self.lines[:fit], self.first),
            Text(self.text, self.font, self.manner, self.lines[fit:], False),
        ]

    def draw(self) -> None:
        """Draw each line, the last one as it falls unless the paragraph goes on."""
        size, leading = self.manner.size, self.manner.leading
        whole = "".join(self.lines)
        ends = self.text.endswith(whole)
        for index, line in enumerate(self.lines):
            last = index == len(self.lines) - 1 and ends
            indent = self.manner.indent * size if index == 0 and self.first else 0
            base = (len(self.lines) - index) * leading - size - (leading - size) / 2
            self._line(line, indent, base, last=last)

    def _line(self, line: str, indent: float, base: float, *, last: bool) -> None:
        canvas: Any = self.canv
        size = self.manner.size
        slack = self.width - indent - width_of(line, self.font, size)
        start, space = indent, 0.0
        if self.manner.align == "center":
            start = slack / 2
        elif self.manner.align == "right":
            start = slack
        elif self.manner.align == "justify" and not last and len(line) > 1:
            space = slack / (len(line) - 1)
        text = canvas.beginText(start, base + size * 0.12)
        text.setFont(self.font, size)
        text.setCharSpace(space)
        if self.manner.bold:
            text.setTextRenderMode(2)
            canvas.setLineWidth(size * 0.025)
        text.textOut(line)
        if self.manner.bold:
            text.setTextRenderMode(0)
        text.setCharSpace(0)
        canvas.drawText(text)
