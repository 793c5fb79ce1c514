"""Form 06: basic spending by economic item, personnel on the left, public costs on the right."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from corpora.ledger.accounts import CAPITAL, GOODS, PERSONNEL
from corpora.ledger.families import Layout
from corpora.ledger.forms import Cell, Form, Head, Printer, form_number, label
from corpora.ledger.ledger import ZERO, Ledger, total

# Shanghai prints one block of public costs: goods, then capital spending without the rarer items.
_SHANGHAI_CAPITAL = ("310", "31001", "31002", "31003", "31007", "31013", "31019", "31021", "31022", "31099")
Listing = Sequence[tuple[str, str]]


def basic_form(ledger: Ledger) -> Form:
    """公开06 一般公共预算财政拨款基本支出决算(明细)表."""
    layout = ledger.family.layout
    column = layout.amount
    printer = Printer.of(layout, "公开06")
    blocks: tuple[Listing, ...] = (PERSONNEL, GOODS, CAPITAL)
    if layout.basic_blocks == 2:
        short = [pair for pair in CAPITAL if pair[0] in _SHANGHAI_CAPITAL]
        blocks = (PERSONNEL, [*GOODS, *short])
    rows: list[tuple[Cell, ...]] = []
    for entries in zip_longest(*blocks):
        row: list[Cell] = []
        for entry in entries:
            row += _entry(ledger, printer, column, entry)
        rows.append(tuple(row))
    width = 3 * (len(blocks) - 1) - 1
    rows.append(
        (
            label("人员经费合计", "center", 2),
            printer.amount("人员经费合计", column, ledger.personnel),
            label("公用经费合计", "center", width),
            printer.amount("公用经费合计", column, ledger.public),
        )
    )
    return Form(
        "公开06",
        layout.basic_title,
        form_number(layout, "公开06"),
        ledger.department.name,
        _head(layout, len(blocks)),
        tuple(rows),
        (1.0, 3.0, 1.35) * len(blocks),
        ("注：本表反映本部门本年度一般公共预算财政拨款基本支出的经济分类明细。",),
        landscape=layout.lined,
    )


def _head(layout: Layout, blocks: int) -> tuple[tuple[Head, ...], ...]:
    if layout.lined:
        names = (Head("科目编码"), Head("科目名称"), Head(layout.amount)) * blocks
        return ((Head("人员经费", 3), Head("公用经费", 3 * blocks - 3)), names)
    return ((Head("经济分类科目编码"), Head("科目名称"), Head(layout.amount)) * blocks,)


def _entry(ledger: Ledger, printer: Printer, column: str, entry: tuple[str, str] | None) -> list[Cell]:
    if entry is None:
        return [label(""), label(""), label("", "right")]
    code, name = entry
    value = ledger.economic.get(code, ZERO)
    if len(code) == 3:
        value = total(v for k, v in ledger.economic.items() if k.startswith(code))
    return [label(code), label(name), printer.amount(code, column, value)]
