"""Bar charts without words under the captions: last year and this year, or the parts of a whole."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from reportlab.graphics.shapes import Drawing, Line, Rect
from reportlab.lib.colors import HexColor

from corpora.ledger.ledger import Ledger, income_total

_COLOURS = ("#4a7ebb", "#be4b48", "#98b954", "#7d60a0", "#46aac5", "#f79646")


def values(ledger: Ledger, number: int) -> tuple[Decimal, ...]:
    """What chart 1 to 6 of the Shandong family shows."""
    this, last = ledger.this, ledger.last
    if number == 1:
        return income_total(last), income_total(this)
    if number == 2:
        return (
            this.sum(lambda x: x.appropriation),
            this.sum(lambda x: x.business),
            this.sum(lambda x: x.other),
        )
    if number == 3:
        return this.sum(lambda x: x.basic + x.own_basic), this.sum(lambda x: x.project + x.own_project)
    if number == 4:
        return (
            last.sum(lambda x: x.fiscal + x.closing),
            this.sum(lambda x: x.fiscal + x.closing),
        )
    if number == 5:
        return last.sum(lambda x: x.fiscal, "general"), this.sum(lambda x: x.fiscal, "general")
    classes = sorted({line.account[:3] for line in this.lines if line.fund == "general" and line.fiscal})
    return tuple(this.sum(lambda x: x.fiscal, "general", code) for code in classes)


def bars(amounts: Sequence[Decimal], page: float, width: float = 280, height: float = 110) -> Drawing:
    """Bars on a base line, scaled to the largest, in the middle of a column ``page`` points wide."""
    drawing = Drawing(page, height)
    left = (page - width) / 2
    top = max(amounts)
    slot = width / len(amounts)
    for index, amount in enumerate(amounts):
        tall = float(amount / top) * (height - 12)
        colour = HexColor(_COLOURS[index % len(_COLOURS)])
        drawing.add(
            Rect(left + slot * index + slot * 0.3, 4, slot * 0.4, tall, fillColor=colour, strokeWidth=0)
        )
    drawing.add(Line(left, 4, left + width, 4, strokeWidth=0.5))
    return drawing
