"""Printed tables: heads with merged cells, bodies whose cells know their address, and how they are built."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from corpora.ledger.accounts import name_of
from corpora.ledger.families import Layout
from corpora.ledger.ledger import Line, total
from corpora.ledger.pieces import TEN_THOUSAND

Align = Literal["left", "center", "right"]


@dataclass(frozen=True, slots=True)
class Head:
    """A head cell over ``cols`` columns and ``rows`` rows."""

    text: str
    cols: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True)
class Cell:
    """A body cell over ``cols`` columns. ``value`` is None where it is a label; ``row`` and ``column``
    are its address in the form: the row's code or label, the leaf column with its side.
    """

    text: str
    align: Align = "left"
    cols: int = 1
    value: Decimal | None = None
    row: str = ""
    column: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """One table as printed. ``widths`` are relative; ``number`` is 公开01表 or empty."""

    id: str
    title: str
    number: str
    department: str
    head: tuple[tuple[Head, ...], ...]
    body: tuple[tuple[Cell, ...], ...]
    widths: tuple[float, ...]
    notes: tuple[str, ...]
    landscape: bool = False
    subtitle: str = ""
    unit: str = "万元"

    def find(self, row: str, column: str) -> Cell:
        """The value cell at an address; an unknown address is an error of the generator."""
        for cells in self.body:
            for cell in cells:
                if cell.value is not None and (cell.row, cell.column) == (row, column):
                    return cell
        raise KeyError((self.id, row, column))


def replaced(form: Form, row: str, column: str, text: str, value: Decimal) -> Form:
    """The same form with one value cell printed otherwise."""
    old = form.find(row, column)
    new = replace(old, text=text, value=value)
    body = tuple(tuple(new if cell is old else cell for cell in cells) for cells in form.body)
    return replace(form, body=body)


@dataclass(frozen=True, slots=True)
class Printer:
    """How a layout prints amounts in tables; ``zeros`` says whether a zero is printed or left blank."""

    layout: Layout
    zeros: bool = False

    @classmethod
    def of(cls, layout: Layout, form: str) -> Printer:
        """The printer of one form."""
        return cls(layout, form in layout.zeros)

    def amount(self, row: str, column: str, value: Decimal) -> Cell:
        """A value cell."""
        shown = value * TEN_THOUSAND if self.layout.unit == "元" else value
        places = self.layout.decimals
        text = f"{shown:,.{places}f}" if self.layout.separators else f"{shown:.{places}f}"
        if not value and not self.zeros:
            text = ""
        return Cell(text, "right", 1, value, row, column)


def label(text: str, align: Align = "left", cols: int = 1) -> Cell:
    """A cell without a value."""
    return Cell(text, align, cols)


def form_number(layout: Layout, form: str) -> str:
    """What is printed as the number of a form, from its place among the others."""
    return layout.number.format(n=f"{layout.order.index(form) + 1:02}") if layout.number else ""


Amounts = Mapping[str, Callable[[Line], Decimal]]


def tree(
    printer: Printer, lines: Sequence[Line], amounts: Amounts, *, last: bool = False
) -> tuple[tuple[Cell, ...], ...]:
    """Rows by class, group and item with their sums, and the row 合计 first (or last)."""
    rows = [_row(printer, "合计", "", lines, amounts)]
    codes: list[str] = []
    for line in lines:
        if any(amount(line) for amount in amounts.values()):
            codes += [line.account[:3], line.account[:5], line.account]
    for code in sorted(dict.fromkeys(codes)):
        under = [line for line in lines if line.account.startswith(code)]
        rows.append(_row(printer, code, name_of(code), under, amounts))
    return tuple(rows[1:] + rows[:1] if last else rows)


def _row(printer: Printer, code: str, name: str, lines: Sequence[Line], amounts: Amounts) -> tuple[Cell, ...]:
    sums = {column: total(amount(line) for line in lines) for column, amount in amounts.items()}
    if not name:
        word = "合 计" if printer.layout.spaced else "合计"
        head: tuple[Cell, ...] = (label(word, "center", len(lead_widths(printer.layout))),)
    elif printer.layout.codes == "triple":
        head = (label(code[:3]), label(code[3:5]), label(code[5:]), label(name))
    else:
        head = (label(code), label(name))
    return (*head, *(printer.amount(code, column, value) for column, value in sums.items()))


def lead_widths(layout: Layout, code: float = 1.2, name: float = 3.0) -> tuple[float, ...]:
    """Widths of the columns in front of the amounts: code and name, or 类, 款, 项 and name."""
    return (code / 2, code / 3, code / 3, name) if layout.codes == "triple" else (code, name)


def numbers(first: int, count: int) -> tuple[Head, ...]:
    """The cells of a 栏次 row."""
    return tuple(Head(str(first + index)) for index in range(count))
