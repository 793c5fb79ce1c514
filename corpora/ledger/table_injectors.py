"""Planted errors in the forms: labels moved against their figures, a detail that is its parent, an item above 三公."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import groupby

from corpora.ledger.document import Document, with_part
from corpora.ledger.errors import NotPossible, Planted
from corpora.ledger.forms import Cell, Form, Printer, replaced
from corpora.ledger.injectors import Injector

_RUN, _LEAST = 8, 4
Row = tuple[Cell, ...]


def shifted_items(document: Document) -> tuple[Document, Planted]:
    """The labels of the items of one group in form 05, moved down by one: the group still adds up."""
    form = document.form("公开05")
    runs = [
        [n for n, _ in rows]
        for code, rows in groupby(enumerate(form.body), lambda each: _code(each[1])[:5])
        if len(code) == 5
    ]
    items = [[n for n in run if len(_code(form.body[n])) == 7] for run in runs]
    run = max(items, key=len, default=[])
    if len(run) < _LEAST:
        raise NotPossible("no group of four items")
    return _shifted(document, form, range(run[0], run[-1] + 1), 0, "shifted-items")


def shifted_rows(document: Document) -> tuple[Document, Planted]:
    """The labels of a run over classes, groups and items in form 05, moved down by one."""
    form = document.form("公开05")
    first = next((n for n, row in enumerate(form.body) if _code(row) == "208"), None)
    if first is None or first + _RUN > len(form.body) or not all(map(_code, form.body[first : first + _RUN])):
        raise NotPossible("too few rows")
    return _shifted(document, form, range(first, first + _RUN), 0, "shifted-rows")


def shifted_economic(document: Document) -> tuple[Document, Planted]:
    """The labels 30108 to 30113 of form 06, moved down by one: the class still adds up."""
    form = document.form("公开06")
    codes = [_code(row) for row in form.body]
    if "30108" not in codes or "30113" not in codes:
        raise NotPossible("no social security")
    return _shifted(
        document, form, range(codes.index("30108"), codes.index("30113") + 1), 0, "shifted-economic"
    )


def detail_like_parent(document: Document) -> tuple[Document, Planted]:
    """其他商品和服务支出 with the figure of the whole class."""
    form, column = document.form("公开06"), document.ledger.family.layout.amount
    parent, old = form.find("302", column), form.find("30299", column)
    if not parent.value or parent.value == old.value:
        raise NotPossible("no goods and services")
    wrong = replaced(form, "30299", column, parent.text, parent.value)
    return _with_form(document, form, wrong), Planted(
        "detail-like-parent",
        26,
        "明细与所属合计相同",
        "table.identity",
        (),
        "other_row",
        said=(parent.text,),
        right=(old.text,),
        cell=(form.id, "30299", column),
        cells=((form.id, "30299", column), (form.id, "302", column)),
    )


def economic_above_public(document: Document) -> tuple[Document, Planted]:
    """公务接待费 of basic spending above that of all spending; another item gives what it takes."""
    form, column = document.form("公开06"), document.ledger.family.layout.amount
    paid = document.ledger.this.three_public.reception[1]
    old, other = form.find("30217", column), form.find("30299", column)
    if not old.value or not other.value:
        raise NotPossible("no reception, or nothing to take it from")
    more = paid - old.value + min(other.value, Decimal("1.37"))
    if more > other.value:
        raise NotPossible("too little to take")
    wrong = _printed(document, form, "30217", column, old.value + more)
    wrong = _printed(document, wrong, "30299", column, other.value - more)
    return _with_form(document, form, wrong), Planted(
        "economic-above-public",
        25,
        "经济科目支出大于“三公”经费",
        "table.cross_identity",
        (),
        "",
        said=(wrong.find("30217", column).text,),
        right=(old.text,),
        cell=(form.id, "30217", column),
        cells=((form.id, "30217", column), ("公开09", "", "决算数:公务接待费")),
    )


def form_missing(document: Document) -> tuple[Document, Planted]:
    """Form 08 left out."""
    form = document.form("公开08")
    kept = tuple(block for block in document.part("forms") if block is not form)
    return with_part(document, "forms", kept), Planted(
        "form-missing",
        33,
        "缺少应有内容",
        "table.missing",
        (),
        "",
        said=("国有资本经营预算财政拨款",),
        right=(form.title,),
    )


def _shifted(document: Document, form: Form, run: range, block: int, name: str) -> tuple[Document, Planted]:
    """The labels of the rows of a run moved down by one, the last one to the top; the figures stay."""
    body = list(form.body)
    for at in run:
        source = at - 1 if at > run.start else run.stop - 1
        body[at] = _relabelled(form.body[at], form.body[source], block)
    wrong = replace(form, body=tuple(body))
    columns = [cell.column for cell in form.body[run.start] if cell.value is not None]
    rows = [_code(body[at], block) for at in run]
    told = [
        (row, column)
        for column in columns
        for row in rows
        if wrong.find(row, column).text != form.find(row, column).text
    ]
    if len({row for row, _ in told}) < _LEAST:
        raise NotPossible("too many equal figures")
    cells = tuple((form.id, row, column) for row, column in told)
    return _with_form(document, form, wrong), Planted(
        name,
        None,
        "表中项目与金额错行",
        "table.shifted_rows",
        (),
        "shifted_rows",
        said=tuple(wrong.find(*place).text for place in told),
        right=tuple(form.find(*place).text for place in told),
        cell=cells[0],
        cells=cells,
    )


def _relabelled(row: Row, source: Row, block: int) -> Row:
    """A row with the two labels of another one; its figures now stand at that one's address."""
    start = 3 * block
    end = next((n for n in range(start + 2, len(row)) if row[n].value is None), len(row))
    code = source[start].text
    figures = (replace(cell, row=code) for cell in row[start + 2 : end])
    return (*row[:start], source[start], source[start + 1], *figures, *row[end:])


def _code(row: Sequence[Cell], block: int = 0) -> str:
    text = row[3 * block].text if len(row) > 3 * block else ""
    return text if text.isdigit() else ""


def _printed(document: Document, form: Form, row: str, column: str, value: Decimal) -> Form:
    printer = Printer.of(document.ledger.family.layout, form.id)
    return replaced(form, row, column, printer.amount(row, column, value).text, value)


def _with_form(document: Document, old: Form, new: Form) -> Document:
    blocks = tuple(new if block is old else block for block in document.part("forms"))
    return with_part(document, "forms", blocks)


TABLE_INJECTORS: tuple[Injector, ...] = (
    shifted_items,
    shifted_rows,
    shifted_economic,
    detail_like_parent,
    economic_above_public,
    form_missing,
)
