"""The nine forms of a Shanghai budget: whole 元, 合计 as the last row; “三公” in 万元."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from corpora.ledger.accounts import CAPITAL, CLASSES, GOODS, PERSONNEL, numeral
from corpora.ledger.forms import Amounts, Cell, Form, Head, Printer, label, lead_widths, tree
from corpora.ledger.ledger import ZERO, Ledger, Line, total
from corpora.ledger.nine import leads
from corpora.ledger.overall_forms import Row, two_blocks

_FUNDS = ("一般公共预算", "政府性基金", "国有资本经营预算")
THREE = ("合计", "因公出国（境）费", "公务接待费", "小计", "购置费", "运行费")
OPERATING = "机关运行经费预算数"


def _title(ledger: Ledger, name: str) -> str:
    return f"{ledger.this.year}年{name}"


def _form(
    ledger: Ledger,
    name: str,
    title: str,
    head: tuple[tuple[Head, ...], ...],
    body: tuple[tuple[Cell, ...], ...],
    widths: tuple[float, ...],
) -> Form:
    who = ledger.department.name
    return Form(name, _title(ledger, title), "", who, head, body, widths, (), landscape=True, unit="元")


def paid_classes(ledger: Ledger) -> list[tuple[str, str]]:
    """Classes with planned spending, and their numbered labels."""
    codes = [code for code in CLASSES if ledger.this.sum(lambda x: x.spending, None, code)]
    return [(code, f"{numeral(index)}、{CLASSES[code]}") for index, code in enumerate(codes, 1)]


def _overall(ledger: Ledger) -> Form:
    book = ledger.this
    general, fund = (book.sum(lambda x: x.appropriation, name) for name in ("general", "fund"))
    left: list[Row] = [
        ("一、财政拨款收入", (general + fund,)),
        ("1、一般公共预算资金", (general,)),
        ("2、政府性基金", (fund,)),
        ("3、国有资本经营预算", (ZERO,)),
        ("二、事业收入", (book.sum(lambda x: x.business),)),
        ("三、事业单位经营收入", (ZERO,)),
        ("四、其他收入", (book.sum(lambda x: x.other),)),
    ]
    right: list[Row] = [
        (name, (book.sum(lambda x: x.spending, None, code),)) for code, name in paid_classes(ledger)
    ]
    sides = (
        (left, [("收入总计", (book.sum(lambda x: x.income),))], ("预算数",)),
        (right, [("支出总计", (book.sum(lambda x: x.spending),))], ("预算数",)),
    )
    head = (
        (Head("本年收入", 2), Head("本年支出", 2)),
        (Head("项目"), Head("预算数"), Head("项目"), Head("预算数")),
    )
    body = two_blocks(ledger, "预算01", *sides)
    return _form(ledger, "预算01", "部门财务收支预算总表", head, body, (3.2, 1.6, 3.2, 1.6))


def _fiscal(ledger: Ledger) -> Form:
    book = ledger.this
    general, fund = (book.sum(lambda x: x.appropriation, name) for name in ("general", "fund"))
    left: list[Row] = [
        ("一、一般公共预算资金", (general,)),
        ("二、政府性基金", (fund,)),
        ("三、国有资本经营预算", (ZERO,)),
    ]
    right: list[Row] = []
    for code, name in paid_classes(ledger):
        parts = (book.sum(lambda x: x.fiscal, "general", code), book.sum(lambda x: x.fiscal, "fund", code))
        right.append((name, (total(parts), *parts, ZERO)))
    columns = ("合计", *_FUNDS)
    sides = (
        (left, [("收入总计", (general + fund,))], ("预算数",)),
        (right, [("支出总计", (general + fund, general, fund, ZERO))], columns),
    )
    head = (
        (Head("财政拨款收入", 2), Head("财政拨款支出", 5)),
        (Head("项目"), Head("预算数"), Head("项目"), *(Head(name) for name in columns)),
    )
    body = two_blocks(ledger, "预算04", *sides)
    return _form(
        ledger, "预算04", "部门财政拨款收支预算总表", head, body, (2.6, 1.4, 2.8, 1.4, 1.4, 1.2, 1.2)
    )


def _by_account(ledger: Ledger, name: str, title: str, columns: Amounts, lines: list[Line]) -> Form:
    layout = ledger.family.layout
    top, second, third = leads(layout, "项目")
    head = (
        (top, *(Head(column, rows=3) for column in columns)),
        (Head(layout.code_head, 3), replace(second[1], rows=2)),
        third[:3],
    )
    body = tree(Printer.of(layout, name), lines, columns, last=True)
    widths = (*lead_widths(layout, 1.2, 3.2), *(1.4 for _ in columns))
    return _form(ledger, name, title, head, body, widths)


_SPENT: Amounts = {
    "合计": lambda x: x.fiscal,
    "基本支出": lambda x: x.basic,
    "项目支出": lambda x: x.project,
}
_PAID: Amounts = {
    "合计": lambda x: x.spending,
    "基本支出": lambda x: x.basic + x.own_basic,
    "项目支出": lambda x: x.project + x.own_project,
}
_EARNED: Amounts = {
    "合计": lambda x: x.income,
    "财政拨款收入": lambda x: x.appropriation,
    "事业收入": lambda x: x.business,
    "事业单位经营收入": lambda x: x.business * 0,
    "其他收入": lambda x: x.other,
}


def _economic(ledger: Ledger) -> Form:
    printer = Printer.of(ledger.family.layout, "预算06")
    columns = ("合计", "人员经费", "公用经费")
    rows: list[tuple[Cell, ...]] = []

    def row(key: str, lead: tuple[Cell, ...], value: Decimal, pay: Decimal) -> None:
        amounts = (value, pay, value - pay)
        rows.append((*lead, *(printer.amount(key, c, v) for c, v in zip(columns, amounts, strict=True))))

    for code, name in (*PERSONNEL, *GOODS, *CAPITAL):
        value = total(v for k, v in ledger.economic.items() if k.startswith(code))
        if not value:
            continue
        lead = (label(code[:3]), label(code[3:]), label(name))
        row(code, lead, value, value if code[:3] in ("301", "303") else ZERO)
    row("合计", (label("合计", "center", 3),), ledger.personnel + ledger.public, ledger.personnel)
    head = (
        (Head("项目", 3), Head("一般公共预算基本支出", 3)),
        (Head("经济分类科目编码", 2), Head("经济分类科目名称", rows=2), *(Head(c, rows=2) for c in columns)),
        (Head("类"), Head("款")),
    )
    title = "部门一般公共预算基本支出部门预算经济分类预算表"
    return _form(ledger, "预算06", title, head, tuple(rows), (0.8, 0.8, 3.2, 1.5, 1.5, 1.5))


def _three(ledger: Ledger) -> Form:
    paid = ledger.this.three_public
    values = (
        paid.whole(0),
        paid.abroad[0],
        paid.reception[0],
        paid.vehicles(0),
        paid.purchase[0],
        paid.running[0],
    )
    printer = Printer(replace(ledger.family.layout, unit="万元", decimals=2), zeros=True)
    cells = [printer.amount("", column, value) for column, value in zip(THREE, values, strict=True)]
    cells.append(printer.amount("", OPERATING, ledger.this.operating))
    head = (
        (Head("“三公”经费预算数", 6), Head(OPERATING, rows=3)),
        (
            Head("合计", rows=2),
            Head("因公出国（境）费", rows=2),
            Head("公务接待费", rows=2),
            Head("公务用车购置及运行费", 3),
        ),
        (Head("小计"), Head("购置费"), Head("运行费")),
    )
    title = "部门“三公”经费和机关运行经费预算表"
    form = _form(ledger, "预算07", title, head, (tuple(cells),), (1.3,) * 7)
    return replace(form, unit="万元")


def _without(form: Form, money: str) -> Form:
    """A form that says why it is blank."""
    blank = not any(cell.value for row in form.body for cell in row)
    return replace(form, notes=(f"注：本部门没有{money}安排的支出，故本表无数据。",)) if blank else form


def budget_forms(ledger: Ledger) -> tuple[Form, ...]:
    """Nine forms."""
    lines = list(ledger.this.lines)
    general, fund = ([x for x in lines if x.fund == name] for name in ("general", "fund"))
    return (
        _overall(ledger),
        _by_account(ledger, "预算02", "部门收入预算总表", _EARNED, lines),
        _by_account(ledger, "预算03", "部门支出预算总表", _PAID, lines),
        _fiscal(ledger),
        _by_account(ledger, "预算05", "部门一般公共预算支出功能分类预算表", _SPENT, general),
        _without(
            _by_account(ledger, "预算08", "部门政府性基金预算支出功能分类预算表", _SPENT, fund),
            "政府性基金预算",
        ),
        _without(
            _by_account(ledger, "预算09", "部门国有资本经营预算支出功能分类预算表", _SPENT, []),
            "国有资本经营预算",
        ),
        _economic(ledger),
        _three(ledger),
    )
