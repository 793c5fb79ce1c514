"""Yunnan's own forms: a wide form 05, “三公” with its counts as a list, and the assets."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from corpora.ledger.economic_form import basic_form
from corpora.ledger.families import Layout
from corpora.ledger.forms import Amounts, Cell, Form, Head, Printer, form_number, label, numbers, tree
from corpora.ledger.invent import Dice, draw
from corpora.ledger.ledger import ZERO, Ledger, Line, total
from corpora.ledger.more_forms import basic_classes, project_form
from corpora.ledger.nine import (
    capital_form,
    fund_form,
    income_form,
    leads,
    ordered,
    spending_form,
)
from corpora.ledger.overall_forms import fiscal_overall, overall
from corpora.ledger.three_form import amounts

THREE_ROWS = (
    ("1.因公出国（境）费", "因公出国（境）费"),
    ("2.公务用车购置及运行维护费", "小计"),
    ("（1）公务用车购置费", "公务用车购置费"),
    ("（2）公务用车运行维护费", "公务用车运行维护费"),
    ("3.公务接待费", "公务接待费"),
)
COUNT_ROWS = {
    "groups": "1.因公出国（境）团组数（个）",
    "travellers": "2.因公出国（境）人次数（人）",
    "bought": "3.公务用车购置数（辆）",
    "kept": "4.公务用车保有量（辆）",
    "batches": "5.国内公务接待批次（个）",
    "foreign_batches": "其中：外事接待批次（个）",
    "guests": "6.国内公务接待人次（人）",
    "foreign_guests": "其中：外事接待人次（人）",
    "no": "7.国（境）外公务接待批次（个）",
    "nobody": "8.国（境）外公务接待人次（人）",
}
COUNTED = "决算统计数"
OPERATING_ROW = "二、机关运行经费"
ASSETS = ("流动资产", "固定资产", "对外投资及有价证券", "在建工程", "无形资产", "其他资产")


def _wide_head(layout: Layout) -> tuple[tuple[Head, ...], ...]:
    """Four groups over fifteen columns."""
    top, second, third = leads(layout, "项目")
    return (
        (
            replace(top),
            Head("年初结转和结余", 3),
            Head("本年收入", 3),
            Head("本年支出", 5),
            Head("年末结转和结余", 4),
        ),
        (
            *(replace(cell, rows=2) for cell in second),
            *(Head(name, rows=2) for name in ("合计", "基本支出结转", "项目支出结转和结余")),
            *(Head(name, rows=2) for name in ("合计", "基本支出", "项目支出")),
            Head("合计", rows=2),
            Head("基本支出", 3),
            Head("项目支出", rows=2),
            Head("合计", rows=2),
            Head("基本支出结转", rows=2),
            Head("项目支出结转和结余", 2),
        ),
        (Head("小计"), Head("人员经费"), Head("公用经费"), Head("项目支出结转"), Head("项目支出结余")),
        (*third, *numbers(1, 15)),
    )


def wide_form(ledger: Ledger) -> Form:
    """公开05 一般公共预算财政拨款收入支出决算表: carry-over, income, spending, carry-over, each in parts."""
    layout = ledger.family.layout
    people = {
        account: total(v for code, v in parts.items() if code in ("301", "303"))
        for account, parts in basic_classes(ledger).items()
    }

    def paid(line: Line) -> Decimal:
        return people.get(line.account, ZERO)

    columns: Amounts = {
        "年初:合计": lambda x: x.opening,
        "年初:基本支出结转": lambda x: x.opening * 0,
        "年初:项目支出结转和结余": lambda x: x.opening,
        "收入:合计": lambda x: x.appropriation,
        "收入:基本支出": lambda x: x.basic,
        "收入:项目支出": lambda x: x.appropriation - x.basic,
        layout.whole: lambda x: x.fiscal,
        "基本支出": lambda x: x.basic,
        "基本支出:人员经费": paid,
        "基本支出:公用经费": lambda x: x.basic - paid(x),
        "项目支出": lambda x: x.project,
        "年末:合计": lambda x: x.closing,
        "年末:基本支出结转": lambda x: x.closing * 0,
        "年末:项目支出结转": lambda x: x.closing,
        "年末:项目支出结余": lambda x: x.closing * 0,
    }
    lines = [line for line in ledger.this.lines if line.fund == "general"]
    return Form(
        "公开05",
        "一般公共预算财政拨款收入支出决算表",
        form_number(layout, "公开05"),
        ledger.department.name,
        _wide_head(layout),
        tree(Printer.of(layout, "公开05"), lines, columns),
        (1.0, 2.4, *(1.0,) * 15),
        ("注：本表反映本部门本年度一般公共预算财政拨款的收支和年初、年末结转结余情况。",),
        landscape=True,
    )


def list_form(ledger: Ledger) -> Form:
    """公开09 as a list: amounts of “三公”, their counts, and 机关运行经费."""
    layout, paid = ledger.family.layout, ledger.this.three_public
    printer = Printer.of(layout, "公开09")
    values = dict(
        zip(("合计", *_columns()), zip(amounts(paid, 0), amounts(paid, 1), strict=True), strict=True)
    )
    rows: list[tuple[Cell, ...]] = []

    def row(name: str, cells: tuple[Cell, Cell, Cell]) -> None:
        rows.append((label(name), label(str(len(rows) + 1), "center"), *cells))

    def nothing() -> tuple[Cell, Cell, Cell]:
        return label("—", "center"), label("—", "center"), label("—", "center")

    def money(column: str) -> tuple[Cell, Cell, Cell]:
        budget, actual = values[column]
        return (
            printer.amount("", f"预算数:{column}", budget),
            printer.amount("", f"全年预算数:{column}", budget),
            printer.amount("", f"决算数:{column}", actual),
        )

    row("一、“三公”经费支出", nothing())
    row("（一）支出合计", money("合计"))
    for name, column in THREE_ROWS:
        row(name, money(column))
    row("（二）相关统计数", nothing())
    for key, name in COUNT_ROWS.items():
        number = Decimal(getattr(paid, key, 0))
        counted = Cell(str(number), "right", 1, number, name, COUNTED)
        row(name, (label("—", "center"), label("—", "center"), counted))
    for name, amount in (
        (OPERATING_ROW, ledger.this.operating),
        ("（一）行政单位", ledger.this.operating),
        ("（二）参照公务员法管理事业单位", ZERO),
    ):
        row(name, (label("—", "center"), label("—", "center"), printer.amount(name, COUNTED, amount)))
    names = ("项目", "行次", "年初预算数", "全年预算数", COUNTED)
    return Form(
        "公开09",
        layout.three_title,
        form_number(layout, "公开09"),
        ledger.department.name,
        (tuple(Head(name) for name in names), (Head("栏次"), Head(""), *numbers(1, 3))),
        tuple(rows),
        (3.6, 0.6, 1.4, 1.4, 1.4),
        (
            "注：“三公”经费为单位使用一般公共预算财政拨款安排的支出；“机关运行经费”为行政单位和参照公务员法管理的事业单位的公用经费支出。",
        ),
    )


def _columns() -> tuple[str, ...]:
    return tuple(column for _, column in THREE_ROWS)


def holdings(ledger: Ledger) -> dict[str, tuple[Decimal, Decimal]]:
    """Assets by kind at the end of this year and of the last; the same for the same department and year."""
    if ledger.holdings is not None:
        return dict(ledger.holdings)
    dice = Dice(f"{ledger.department.name}-{ledger.this.year}-{ledger.this.operating}", ledger.family.grain)
    out: dict[str, tuple[Decimal, Decimal]] = {}
    for name, low, high in zip(ASSETS, (80, 900, 0, 20, 5, 0), (260, 2600, 0, 90, 40, 0), strict=True):
        before = draw(dice, low, high) if high else ZERO
        out[name] = (before + (draw(dice, 1, 40) if high else ZERO), before)
    return out


def assets_form(ledger: Ledger) -> Form:
    """国有资产使用情况表: one row."""
    layout, held = ledger.family.layout, holdings(ledger)
    printer = Printer.of(layout, "机关运行及采购")
    values = {"资产总额": total(now for now, _ in held.values()), **{k: v[0] for k, v in held.items()}}
    cells = tuple(printer.amount("合计", name, value) for name, value in values.items())
    return Form(
        "机关运行及采购",
        "国有资产使用情况表",
        form_number(layout, "机关运行及采购"),
        ledger.department.name,
        (
            (Head("项目"), Head("行次"), *(Head(name) for name in values)),
            (Head("栏次"), Head(""), *numbers(1, 7)),
        ),
        ((label("合计"), label("1", "center"), *cells),),
        (1.0, 0.6, *(1.3,) * 7),
        ("注：资产总额＝流动资产＋固定资产＋对外投资及有价证券＋在建工程＋无形资产＋其他资产。",),
        landscape=True,
    )


def eleven_forms(ledger: Ledger) -> tuple[Form, ...]:
    """The nine, project spending and the assets."""
    makers = (
        overall,
        income_form,
        spending_form,
        fiscal_overall,
        wide_form,
        basic_form,
        project_form,
        fund_form,
        capital_form,
        list_form,
        assets_form,
    )
    return ordered(ledger, [make(ledger) for make in makers])
