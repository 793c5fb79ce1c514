"""The nine forms of a department, as each template family prints them."""

from __future__ import annotations

from corpora.ledger.economic_form import basic_form
from corpora.ledger.forms import Amounts, Form, Head, Printer, numbers, tree
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
    return _by_account(
        ledger, "公开02", "收入决算表", columns, "本表反映本部门本年度取得的全部收入。", zeros=False
    )


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
    return _by_account(ledger, "公开03", "支出决算表", columns, "本表反映本部门本年度各项支出。", zeros=True)


def _by_account(ledger: Ledger, form: str, title: str, columns: Amounts, note: str, *, zeros: bool) -> Form:
    """A form of one row an account and one column an amount."""
    printer = Printer(ledger.family, zeros and ledger.family == "shanghai")
    lead = "科目编码" if ledger.family == "shandong" else "功能分类科目编码"
    head: list[tuple[Head, ...]] = [
        (Head("项 目", 2), *(Head(name, rows=2) for name in columns)),
        (Head(lead), Head("科目名称")),
    ]
    if ledger.family == "shandong":
        head.append((Head("栏 次", 2), *numbers(1, len(columns))))
    return Form(
        form,
        title,
        _number(ledger, form),
        ledger.department.name,
        tuple(head),
        tree(printer, ledger.this.lines, columns),
        (1.1, 2.8, *(1.25 for _ in columns)),
        ("注：" + note,),
        landscape=True,
    )


def _number(ledger: Ledger, form: str) -> str:
    return form.replace("公开", "公开 ") + " 表" if ledger.family == "shandong" else ""


def general_form(ledger: Ledger) -> Form:
    """公开05 一般公共预算财政拨款支出决算表; Shanghai prints 合计 as the last row."""
    shandong = ledger.family == "shandong"
    whole = "小计" if shandong else "合计"
    columns: Amounts = {
        whole: lambda x: x.fiscal,
        "基本支出": lambda x: x.basic,
        "项目支出": lambda x: x.project,
    }
    lines = [line for line in ledger.this.lines if line.fund == "general"]
    if shandong:
        head: tuple[tuple[Head, ...], ...] = (
            (Head("项 目", 2), Head("本年支出", 3)),
            (Head("科目编码"), Head("科目名称"), Head("小 计"), Head("基本支出"), Head("项目支出")),
            (Head("栏 次", 2), *numbers(1, 3)),
        )
    else:
        head = (
            (Head("项目", 2), Head("合计", rows=2), Head("基本支出", rows=2), Head("项目支出", rows=2)),
            (Head("功能分类科目编码"), Head("科目名称")),
        )
    printer = Printer(ledger.family, zeros=not shandong)
    return Form(
        "公开05",
        "一般公共预算财政拨款支出决算表",
        _number(ledger, "公开05"),
        ledger.department.name,
        head,
        tree(printer, lines, columns, last=not shandong),
        (1.2, 3.6, 1.4, 1.4, 1.4),
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


def _flow(ledger: Ledger, form: str, title: str, lines: list[Line], notes: tuple[str, ...]) -> Form:
    """A form of carry-over, income, spending and carry-over."""
    shandong = ledger.family == "shandong"
    whole = "小计" if shandong else "合计"
    top = Head("项 目", 2) if shandong else Head("项目", 2)
    lead = Head("科目编码" if shandong else "功能分类科目编码")
    head: list[tuple[Head, ...]] = [
        (
            top,
            Head("年初结转和结余", rows=2),
            Head("本年收入", rows=2),
            Head("本年支出", 3),
            Head("年末结转和结余", rows=2),
        ),
        (lead, Head("科目名称"), Head(whole), Head("基本支出"), Head("项目支出")),
    ]
    if shandong:
        head.append((Head("栏 次", 2), *numbers(1, 6)))
    body = tree(Printer(ledger.family), lines, _flow_columns(whole))
    return Form(
        form,
        title,
        _number(ledger, form),
        ledger.department.name,
        tuple(head),
        body,
        (1.2, 3.0, 1.3, 1.3, 1.3, 1.3, 1.3, 1.3),
        notes,
        landscape=True,
    )


def fund_form(ledger: Ledger) -> Form:
    """公开07 政府性基金预算财政拨款收入支出决算表."""
    lines = [line for line in ledger.this.lines if line.fund == "fund"]
    note = "注：本表反映本部门本年度政府性基金预算财政拨款收入、支出及结转结余。"
    return _flow(ledger, "公开07", "政府性基金预算财政拨款收入支出决算表", lines, (note,))


def capital_form(ledger: Ledger) -> Form:
    """公开08: no invented department has state capital money; the note says so."""
    if ledger.family == "shanghai":
        notes = (
            "注：本表反映本部门本年度国有资本经营预算财政拨款收入、支出及结转结余。",
            f"说明：{ledger.department.name}本年度没有国有资本经营预算财政拨款收入和支出，故本表无数据。",
        )
        return _flow(ledger, "公开08", "国有资本经营预算财政拨款收入支出决算表", [], notes)
    head = (
        (Head("项 目", 2), Head("本年支出", 3)),
        (Head("科目编码"), Head("科目名称"), Head("小 计"), Head("基本支出"), Head("项目支出")),
        (Head("栏 次", 2), *numbers(1, 3)),
    )
    columns: Amounts = {
        "小计": lambda x: x.fiscal,
        "基本支出": lambda x: x.basic,
        "项目支出": lambda x: x.project,
    }
    return Form(
        "公开08",
        "国有资本经营预算财政拨款支出决算表",
        _number(ledger, "公开08"),
        ledger.department.name,
        head,
        tree(Printer(ledger.family), [], columns),
        (1.2, 3.6, 1.4, 1.4, 1.4),
        ("注：本部门本年度没有使用国有资本经营预算安排支出，故本表无数据。",),
    )


def nine_forms(ledger: Ledger) -> tuple[Form, ...]:
    """All nine, in the order the family prints them."""
    first = (
        overall(ledger),
        income_form(ledger),
        spending_form(ledger),
        fiscal_overall(ledger),
        general_form(ledger),
        basic_form(ledger),
    )
    rest = (fund_form(ledger), capital_form(ledger), three_form(ledger))
    if ledger.family == "shanghai":
        rest = (three_form(ledger), fund_form(ledger), capital_form(ledger))
    return first + rest
