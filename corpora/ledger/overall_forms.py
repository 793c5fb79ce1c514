"""Forms 01 and 04: two blocks side by side, income and spending by class."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import zip_longest

from corpora.ledger.accounts import CLASSES, numeral
from corpora.ledger.families import Layout
from corpora.ledger.forms import Cell, Form, Head, Printer, form_number, label
from corpora.ledger.ledger import ZERO, Ledger, income_total, spending_total

SOURCES = (
    "一般公共预算财政拨款收入",
    "政府性基金预算财政拨款收入",
    "国有资本经营预算财政拨款收入",
    "上级补助收入",
    "事业收入",
    "经营收入",
    "附属单位上缴收入",
    "其他收入",
)
_FUNDS = ("一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款")
Row = tuple[str, tuple[Decimal, ...]]


def class_rows(layout: Layout) -> dict[str, str]:
    """Class codes and their numbered labels; some templates leave out the two debt classes."""
    codes = [code for code in CLASSES if layout.debt or code not in ("231", "232")]
    return {code: f"{numeral(index)}、{CLASSES[code]}" for index, code in enumerate(codes, 1)}


def overall(ledger: Ledger) -> Form:
    """公开01 收入支出决算总表."""
    book, layout = ledger.this, ledger.family.layout
    amounts = (
        book.sum(lambda x: x.appropriation, "general"),
        book.sum(lambda x: x.appropriation, "fund"),
        ZERO,
        ZERO,
        book.sum(lambda x: x.business),
        ZERO,
        ZERO,
        book.sum(lambda x: x.other),
    )
    left: list[Row] = [
        (f"{numeral(index)}、{name}", (value,))
        for index, (name, value) in enumerate(zip(SOURCES, amounts, strict=True), 1)
    ]
    right: list[Row] = [
        (name, (book.sum(lambda x: x.spending, None, code),))
        for code, name in class_rows(ledger.family.layout).items()
    ]
    surplus = "使用非财政拨款结余" + ("（含专用结余）" if layout.special else "")
    left_foot: list[Row] = [
        ("本年收入合计", (book.sum(lambda x: x.income),)),
        (surplus, (book.sum(lambda x: x.drawn),)),
        ("年初结转和结余", (book.sum(lambda x: x.opening + x.own_opening),)),
    ]
    right_foot: list[Row] = [
        ("本年支出合计", (book.sum(lambda x: x.spending),)),
        ("结余分配", (ZERO,)),
        ("年末结转和结余", (book.sum(lambda x: x.closing + x.own_closing),)),
    ]
    if layout.lined:
        left_foot.append(("", ()))
        right_foot.append(("", ()))
    left_foot.append(("总计", (income_total(book),)))
    right_foot.append(("总计", (spending_total(book),)))
    column = layout.amount
    body = two_blocks(ledger, "公开01", (left, left_foot, (column,)), (right, right_foot, (column,)))
    return Form(
        "公开01",
        "收入支出决算总表",
        form_number(layout, "公开01"),
        ledger.department.name,
        _head(layout, (column,)),
        body,
        (3.2, 0.6, 1.5, 3.2, 0.6, 1.5) if layout.lined else (3.2, 1.6, 3.2, 1.6),
        ("注：本表反映本部门本年度总收支和年末结转结余。",),
    )


def fiscal_overall(ledger: Ledger) -> Form:
    """公开04 财政拨款收入支出决算总表."""
    book, layout = ledger.this, ledger.family.layout
    general = book.sum(lambda x: x.appropriation, "general")
    fund = book.sum(lambda x: x.appropriation, "fund")
    opened = [book.sum(lambda x: x.opening, "general"), book.sum(lambda x: x.opening, "fund"), ZERO]
    left: list[Row] = [
        (f"{numeral(index)}、{name}", (value,))
        for index, (name, value) in enumerate(zip(_FUNDS, (general, fund, ZERO), strict=True), 1)
    ]
    right: list[Row] = []
    for code, name in class_rows(ledger.family.layout).items():
        general_part = book.sum(lambda x: x.fiscal, "general", code)
        right.append((name, _columns(general_part, book.sum(lambda x: x.fiscal, "fund", code))))
    left_foot: list[Row] = [
        ("本年收入合计", (general + fund,)),
        ("年初财政拨款结转和结余", (sum(opened, ZERO),)),
        *(
            ((name if layout.lined else f"{numeral(index)}、{name}"), (value,))
            for index, (name, value) in enumerate(zip(_FUNDS, opened, strict=True), 1)
        ),
        ("总计", (general + fund + sum(opened, ZERO),)),
    ]
    spent = _columns(book.sum(lambda x: x.fiscal, "general"), book.sum(lambda x: x.fiscal, "fund"))
    closed = _columns(book.sum(lambda x: x.closing, "general"), book.sum(lambda x: x.closing, "fund"))
    right_foot: list[Row] = [
        ("本年支出合计", spent),
        ("年末财政拨款结转和结余", closed),
        *[("", ())] * 3,
        ("总计", tuple(a + b for a, b in zip(spent, closed, strict=True))),
    ]
    columns = ("合计", *_FUNDS)
    body = two_blocks(ledger, "公开04", (left, left_foot, (layout.amount,)), (right, right_foot, columns))
    return Form(
        "公开04",
        "财政拨款收入支出决算总表",
        form_number(layout, "公开04"),
        ledger.department.name,
        _head(layout, columns),
        body,
        (2.9, 0.6, 1.3, 3.0, 0.6, 1.3, 1.3, 1.3, 1.3)
        if layout.lined
        else (2.9, 1.3, 3.0, 1.3, 1.3, 1.3, 1.3),
        ("注：本表反映本部门本年度财政拨款总收支和年末结转结余。",),
        landscape=True,
    )


def _columns(general: Decimal, fund: Decimal) -> tuple[Decimal, ...]:
    return (general + fund, general, fund, ZERO)


def _head(layout: Layout, columns: tuple[str, ...]) -> tuple[tuple[Head, ...], ...]:
    """Two blocks; lined layouts add 行次 columns and the 栏次 row."""
    amount = layout.amount
    count = len(columns)
    names = tuple(Head(name) for name in columns)
    if not layout.lined:
        return (
            (Head("收入", 2), Head("支出", 1 + count)),
            (Head("项目"), Head(amount), Head("项目"), *names),
        )
    return (
        (Head(layout.wide("收入"), 3), Head(layout.wide("支出"), 2 + count)),
        (
            Head(layout.wide("项目")),
            Head("行次"),
            Head(layout.wide(amount)),
            Head(layout.wide("项目")),
            Head("行次"),
            *(names if count > 1 else (Head(layout.wide(amount)),)),
        ),
        (
            Head(layout.wide("栏次")),
            Head(""),
            Head("1"),
            Head(layout.wide("栏次")),
            Head(""),
            *(Head(str(2 + n)) for n in range(count)),
        ),
    )


Block = tuple[Sequence[Row], Sequence[Row], tuple[str, ...]]


def two_blocks(ledger: Ledger, form: str, left: Block, right: Block) -> tuple[tuple[Cell, ...], ...]:
    """Rows of both blocks side by side, the shorter one padded, the feet aligned."""
    printer = Printer.of(ledger.family.layout, form)
    height = max(len(left[0]), len(right[0]))
    numbered = ledger.family.layout.lined
    second = height + len(left[1])
    rows: list[tuple[Cell, ...]] = []
    for index, (a, b) in enumerate(
        zip_longest(_padded(left, height), _padded(right, height), fillvalue=("", ())), 1
    ):
        foot = index > height
        rows.append(
            (
                *_half(printer, "收入", a, left[2], index if numbered else 0, foot=foot),
                *_half(printer, "支出", b, right[2], index + second if numbered else 0, foot=foot),
            )
        )
    return tuple(rows)


def _padded(block: Block, height: int) -> list[Row]:
    empty: Row = ("", ())
    return [*block[0], *[empty] * (height - len(block[0])), *block[1]]


def _half(
    printer: Printer, side: str, row: Row, columns: tuple[str, ...], number: int, *, foot: bool
) -> tuple[Cell, ...]:
    name, values = row
    centred = foot and name in ("本年收入合计", "本年支出合计", "总计")
    cells = [label(name, "center" if centred else "left")]
    if number:
        cells.append(label(str(number), "center"))
    if values:
        cells += [printer.amount(name, f"{side}:{c}", v) for c, v in zip(columns, values, strict=True)]
    else:
        cells += [label("", "right") for _ in columns]
    return tuple(cells)
