"""Forms that some provinces add: spending by economic class, project spending, “三公” of the fund."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from corpora.ledger.accounts import ECONOMIC
from corpora.ledger.forms import Amounts, Cell, Form, Head, Printer, form_number, label, numbers
from corpora.ledger.ledger import ZERO, Ledger, Line, total
from corpora.ledger.nine import by_account, nine_forms, ordered
from corpora.ledger.three_form import three_form

_CLASSES = ("301", "302", "303", "310")
_PAID_TO_PEOPLE = ("2080501", "2080801")
_FUNDS = ("一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款")
# What of project spending is capital; the rest buys goods and services.
_BUILT = Decimal("0.4")


def _project_classes(amount: Decimal) -> dict[str, Decimal]:
    built = (amount * _BUILT).quantize(amount)
    return {"310": built, "302": amount - built}


def basic_classes(ledger: Ledger) -> dict[str, dict[str, Decimal]]:
    """Basic spending of the general budget by item and economic class; the largest item takes the rest."""
    lines = [line for line in ledger.this.lines if line.fund == "general" and line.basic]
    largest = max(lines, key=lambda line: line.basic).account
    out: dict[str, dict[str, Decimal]] = {}
    for line in lines:
        code = "303" if line.account in _PAID_TO_PEOPLE else "302" if line.account == "2050803" else "301"
        if line.account != largest:
            out[line.account] = {code: line.basic}
    rest = {}
    for code in _CLASSES:
        whole = total(v for k, v in ledger.economic.items() if k.startswith(code))
        rest[code] = whole - total(parts.get(code, ZERO) for parts in out.values())
    out[largest] = rest
    return out


def economic_classes(ledger: Ledger) -> Mapping[str, Mapping[str, Decimal]]:
    """General spending by item and economic class, basic and project together."""
    basic = basic_classes(ledger)
    out: dict[str, dict[str, Decimal]] = {}
    for line in ledger.this.lines:
        if line.fund == "general":
            parts, built = dict(basic.get(line.account, {})), _project_classes(line.project)
            out[line.account] = {c: parts.get(c, ZERO) + built.get(c, ZERO) for c in _CLASSES}
    return out


def detail_form(ledger: Ledger) -> Form:
    """一般公共预算财政拨款支出决算明细表: items down, economic classes across."""
    parts = economic_classes(ledger)

    def of(code: str, line: Line) -> Decimal:
        return parts.get(line.account, {}).get(code, ZERO)

    columns: Amounts = {
        "合计": lambda x: x.fiscal,
        ECONOMIC["301"]: lambda x: of("301", x),
        ECONOMIC["302"]: lambda x: of("302", x),
        ECONOMIC["303"]: lambda x: of("303", x),
        ECONOMIC["310"]: lambda x: of("310", x),
    }
    title = "一般公共预算财政拨款支出决算明细表"
    note = "本表反映本部门本年度一般公共预算财政拨款支出的经济分类情况。"
    lines = [line for line in ledger.this.lines if line.fund == "general"]
    return by_account(ledger, "一般公共预算支出明细", title, columns, note, lines)


def project_form(ledger: Ledger) -> Form:
    """一般公共预算财政拨款项目支出决算表."""
    columns: Amounts = {"项目支出": lambda x: x.project}
    lines = [line for line in ledger.this.lines if line.fund == "general" and line.project]
    note = "本表反映本部门本年度一般公共预算财政拨款项目支出。"
    return by_account(ledger, "项目支出", "一般公共预算财政拨款项目支出决算表", columns, note, lines)


def fiscal_form(ledger: Ledger) -> Form:
    """财政拨款支出决算明细表: economic classes down, budgets across."""
    layout = ledger.family.layout
    printer = Printer.of(layout, "财政拨款支出")
    general = economic_classes(ledger).values()
    fund = _project_classes(ledger.this.sum(lambda x: x.fiscal, "fund"))
    rows: list[tuple[Cell, ...]] = []
    columns = ("合计", *_FUNDS)
    sums = [ZERO, ZERO, ZERO]
    for code in _CLASSES:
        amounts = (total(parts[code] for parts in general), fund.get(code, ZERO), ZERO)
        sums = [a + b for a, b in zip(sums, amounts, strict=True)]
        values = (total(amounts), *amounts)
        cells = [printer.amount(code, c, v) for c, v in zip(columns, values, strict=True)]
        rows.append((label(code), label(ECONOMIC[code]), *cells))
    whole = [printer.amount("合计", c, v) for c, v in zip(columns, (total(sums), *sums), strict=True)]
    head = (
        (Head("项目", 2), *(Head(name, rows=2) for name in columns)),
        (Head("经济分类科目编码"), Head("科目名称")),
        (Head("栏次", 2), *numbers(1, 4)),
    )
    return Form(
        "财政拨款支出",
        "财政拨款支出决算明细表",
        form_number(layout, "财政拨款支出"),
        ledger.department.name,
        head,
        ((label("合计", "center", 2), *whole), *rows),
        (1.2, 3.0, 1.4, 1.4, 1.4, 1.4),
        ("注：本表反映本部门本年度财政拨款支出的经济分类情况。",),
        landscape=True,
    )


def fund_three_form(ledger: Ledger) -> Form:
    """政府性基金预算财政拨款“三公”经费支出决算表: no fund money is spent on “三公”."""
    form = three_form(ledger)
    body = tuple(tuple(replace(c, text="0.00", value=ZERO) for c in cells) for cells in form.body)
    return replace(
        form,
        id="政府性基金三公",
        title="政府性基金预算财政拨款“三公”经费支出决算表",
        number=form_number(ledger.family.layout, "政府性基金三公"),
        body=body,
        notes=("注：本部门本年度没有使用政府性基金预算安排的“三公”经费支出，故本表无数据。",),
    )


def thirteen_forms(ledger: Ledger) -> tuple[Form, ...]:
    """The nine and four more, as Sichuan prints them."""
    more = [fiscal_form(ledger), detail_form(ledger), project_form(ledger), fund_three_form(ledger)]
    return ordered(ledger, [*nine_forms(ledger), *more])
