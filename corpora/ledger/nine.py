"""The nine forms of a department, as each template family prints them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from corpora.ledger.economic_form import basic_form
from corpora.ledger.families import Layout
from corpora.ledger.forms import Amounts, Form, Head, Printer, form_number, lead_widths, numbers, tree
from corpora.ledger.ledger import Ledger, Line
from corpora.ledger.overall_forms import fiscal_overall, overall
from corpora.ledger.three_form import three_form


def income_form(ledger: Ledger) -> Form:
    """公开02 收入决算表."""
    columns: Amounts = {
        "本年收入合计": lambda x: x.income,
        "财政拨款收入": lambda x: x.appropriation,
        "上级补助收入": lambda x: x.drawn * 0,
        "事业收入": lambda x: x.business,
        "经营收入": lambda x: x.drawn * 0,
        "附属单位上缴收入": lambda x: x.drawn * 0,
        "其他收入": lambda x: x.other,
    }
    return by_account(ledger, "公开02", "收入决算表", columns, "本表反映本部门本年度取得的全部收入。")


def spending_form(ledger: Ledger) -> Form:
    """公开03 支出决算表."""
    columns: Amounts = {
        "本年支出合计": lambda x: x.spending,
        "基本支出": lambda x: x.basic + x.own_basic,
        "项目支出": lambda x: x.project + x.own_project,
        "上缴上级支出": lambda x: x.drawn * 0,
        "经营支出": lambda x: x.drawn * 0,
        "对附属单位补助支出": lambda x: x.drawn * 0,
    }
    return by_account(ledger, "公开03", "支出决算表", columns, "本表反映本部门本年度各项支出。")


def by_account(
    ledger: Ledger, form: str, title: str, columns: Amounts, note: str, lines: Sequence[Line] | None = None
) -> Form:
    """A form of one row an account and one column an amount."""
    layout = ledger.family.layout
    top, second, third = leads(layout, "项 目")
    head: list[tuple[Head, ...]] = [
        (top, *(Head(name, rows=2) for name in columns)),
        second,
    ]
    if layout.lined:
        head.append((*third, *numbers(1, len(columns))))
    return Form(
        form,
        title,
        form_number(layout, form),
        ledger.department.name,
        tuple(head),
        tree(Printer.of(layout, form), ledger.this.lines if lines is None else lines, columns),
        (*lead_widths(layout, 1.1, 2.8), *(1.25 for _ in columns)),
        ("注：" + note,),
        landscape=True,
    )


def leads(layout: Layout, item: str) -> tuple[Head, tuple[Head, ...], tuple[Head, ...]]:
    """Head cells over code and name: 项目, then what the columns hold, then the 栏次 row."""
    if layout.codes == "triple":
        last = tuple(Head(word) for word in ("类", "款", "项", "栏次"))
        return Head(item, 4), (Head(layout.code_head, 3), Head("科目名称")), last
    return Head(item, 2), (Head(layout.code_head), Head("科目名称")), (Head(layout.wide("栏次"), 2),)


def spent_head(layout: Layout) -> tuple[tuple[Head, ...], ...]:
    """本年支出 in three columns, grouped where the layout numbers its columns."""
    names = (layout.wide(layout.whole), "基本支出", "项目支出")
    top, second, third = leads(layout, layout.wide("项目"))
    if layout.lined:
        return (
            (top, Head("本年支出", 3)),
            (*second, *(Head(name) for name in names)),
            (*third, *numbers(1, 3)),
        )
    return (top, *(Head(name, rows=2) for name in names)), second


def spent_columns(layout: Layout) -> Amounts:
    """Spending of the year: all of it, basic, project."""
    return {
        layout.whole: lambda x: x.fiscal,
        "基本支出": lambda x: x.basic,
        "项目支出": lambda x: x.project,
    }


def general_form(ledger: Ledger) -> Form:
    """公开05 一般公共预算财政拨款支出决算表; some templates print 合计 as the last row."""
    layout = ledger.family.layout
    lines = [line for line in ledger.this.lines if line.fund == "general"]
    printer = Printer.of(layout, "公开05")
    return Form(
        "公开05",
        "一般公共预算财政拨款支出决算表",
        form_number(layout, "公开05"),
        ledger.department.name,
        spent_head(layout),
        tree(printer, lines, spent_columns(layout), last=layout.total_last),
        (*lead_widths(layout, 1.2, 3.6), 1.4, 1.4, 1.4),
        ("注：本表反映本部门本年度一般公共预算财政拨款支出。",),
    )


def _flow_columns(whole: str) -> Amounts:
    return {
        "年初结转和结余": lambda x: x.opening,
        "本年收入": lambda x: x.appropriation,
        whole: lambda x: x.fiscal,
        "基本支出": lambda x: x.basic,
        "项目支出": lambda x: x.project,
        "年末结转和结余": lambda x: x.closing,
    }


def flow(ledger: Ledger, form: str, title: str, lines: list[Line], notes: tuple[str, ...]) -> Form:
    """A form of carry-over, income, spending and carry-over."""
    layout = ledger.family.layout
    top, second, third = leads(layout, layout.wide("项目"))
    head: list[tuple[Head, ...]] = [
        (
            top,
            Head("年初结转和结余", rows=2),
            Head("本年收入", rows=2),
            Head("本年支出", 3),
            Head("年末结转和结余", rows=2),
        ),
        (*second, Head(layout.whole), Head("基本支出"), Head("项目支出")),
    ]
    if layout.lined:
        head.append((*third, *numbers(1, 6)))
    return Form(
        form,
        title,
        form_number(layout, form),
        ledger.department.name,
        tuple(head),
        tree(Printer.of(layout, form), lines, _flow_columns(layout.whole)),
        (*lead_widths(layout, 1.2, 3.0), 1.3, 1.3, 1.3, 1.3, 1.3, 1.3),
        notes,
        landscape=True,
    )


def fund_form(ledger: Ledger) -> Form:
    """公开07 政府性基金预算财政拨款收入支出决算表."""
    lines = [line for line in ledger.this.lines if line.fund == "fund"]
    notes: tuple[str, ...] = ("注：本表反映本部门本年度政府性基金预算财政拨款收入、支出及结转结余。",)
    if not lines:
        who = ledger.department.name
        notes += (
            f"说明：{who}本年度没有政府性基金预算财政拨款收入，也没有使用政府性基金预算安排的支出，故本表无数据。",
        )
    return flow(ledger, "公开07", "政府性基金预算财政拨款收入支出决算表", lines, notes)


def capital_form(ledger: Ledger) -> Form:
    """公开08: no invented department has state capital money; the note says so."""
    layout = ledger.family.layout
    if layout.capital_flow:
        notes = (
            "注：本表反映本部门本年度国有资本经营预算财政拨款收入、支出及结转结余。",
            f"说明：{ledger.department.name}本年度没有国有资本经营预算财政拨款收入和支出，故本表无数据。",
        )
        return flow(ledger, "公开08", "国有资本经营预算财政拨款收入支出决算表", [], notes)
    return Form(
        "公开08",
        "国有资本经营预算财政拨款支出决算表",
        form_number(layout, "公开08"),
        ledger.department.name,
        spent_head(layout),
        tree(Printer.of(layout, "公开08"), [], spent_columns(layout)),
        (*lead_widths(layout, 1.2, 3.6), 1.4, 1.4, 1.4),
        ("注：本部门本年度没有使用国有资本经营预算安排支出，故本表无数据。",),
    )


def nine_forms(ledger: Ledger) -> tuple[Form, ...]:
    """All nine, in the order the family prints them."""
    makers = (
        overall,
        income_form,
        spending_form,
        fiscal_overall,
        general_form,
        basic_form,
        fund_form,
        capital_form,
        three_form,
    )
    return ordered(ledger, [make(ledger) for make in makers])


def ordered(ledger: Ledger, forms: Sequence[Form]) -> tuple[Form, ...]:
    """Forms as the layout lets them follow each other, with its unit."""
    layout = ledger.family.layout
    made = [replace(form, unit=layout.unit) for form in forms]
    return tuple(sorted(made, key=lambda form: layout.order.index(form.id)))
