"""Form 09: “三公” as six budget columns and six actual columns, or as six pairs."""

from __future__ import annotations

from decimal import Decimal

from corpora.ledger.families import Layout
from corpora.ledger.forms import Cell, Form, Head, Printer, form_number, numbers
from corpora.ledger.ledger import Ledger, ThreePublic

COLUMNS = ("合计", "因公出国（境）费", "小计", "公务用车购置费", "公务用车运行维护费", "公务接待费")
SIDES = ("预算数", "决算数")


def amounts(paid: ThreePublic, side: int) -> tuple[Decimal, ...]:
    """The six columns of 预算 (0) or 决算 (1)."""
    return (
        paid.whole(side),
        paid.abroad[side],
        paid.vehicles(side),
        paid.purchase[side],
        paid.running[side],
        paid.reception[side],
    )


def three_form(ledger: Ledger) -> Form:
    """公开09 财政拨款“三公”经费支出决算表."""
    layout = ledger.family.layout
    printer = Printer.of(layout, "公开09")
    both = [amounts(ledger.this.three_public, side) for side in (0, 1)]
    cells: list[Cell] = []
    if layout.three == "blocks":
        for side, name in enumerate(SIDES):
            cells += [printer.amount("", f"{name}:{c}", both[side][i]) for i, c in enumerate(COLUMNS)]
    else:
        for i, column in enumerate(COLUMNS):
            cells += [
                printer.amount("", f"{name}:{column}", both[side][i]) for side, name in enumerate(SIDES)
            ]
    return Form(
        "公开09",
        layout.three_title,
        form_number(layout, "公开09"),
        ledger.department.name,
        _blocks(layout) if layout.three == "blocks" else _pairs(),
        (tuple(cells),),
        (1.0,) * 12,
        (
            f"注：本表反映本部门本年度财政拨款“三公”经费支出。预算数为{layout.three_budget}；决算数包括用以前年度结转资金安排的支出。",
        ),
        landscape=True,
    )


def _blocks(layout: Layout) -> tuple[tuple[Head, ...], ...]:
    block = (
        Head("合计", rows=2),
        Head("因公出国（境）费", rows=2),
        Head("公务用车购置及运行维护费", 3),
        Head("公务接待费", rows=2),
    )
    vehicle = (Head("小计"), Head("公务用车购置费"), Head("公务用车运行维护费"))
    return (
        tuple(Head(layout.wide(side), 6) for side in SIDES),
        block * 2,
        vehicle * 2,
        numbers(1, 12),
    )


def _pairs() -> tuple[tuple[Head, ...], ...]:
    pair = (Head("预算数"), Head("决算数"))
    return (
        (
            Head("合计", 2, 2),
            Head("因公出国（境）费", 2, 2),
            Head("公务用车购置及运行维护费", 6),
            Head("公务接待费", 2, 2),
        ),
        (Head("小计", 2), Head("公务用车购置费", 2), Head("公务用车运行维护费", 2)),
        pair * 6,
    )
