"""Cells of the forms → the facts they state: account, component, side, scope of money, measure.

Row and column labels are resolved with the same words as the narrative (patterns/accounts); what they leave
open the form decides (patterns/facts).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import msgspec

from gouji import accounts, patterns
from gouji.accounts import Side, Term, normalise
from gouji.model import Cell, Report, Table

_GENERIC = re.compile(
    r"(?:本年|全年|年初|调整|实际|支出|收入)*(?:决算|预算|执行|完成|统计)+(?:数|金额|数额)?|(?:实际)?支出(?:数|金额|数额)|金额|小计|合计|总计|"
)
_YEAR = re.compile(r"^(20\d{2})年?度?(?=\D)")
_UNIT = re.compile(r"（(?:万|亿|千)?元）$")
_KIND = re.compile(r"(?:年初|全年|调整)?(?:预算|决算)数$")
_VEHICLES = "公务用车"
_FLOWS = {"年初结转和结余", "本年收入", "本年支出", "年末结转和结余"}
_PARTS = frozenset({"人员经费", "公用经费"})
_SIDE = re.compile(r"(?:本年|当年|财政拨款|部门)?(?P<side>收入|支出)(?:预算|项目|情况)?")
_SUBTOTALS = frozenset({"小计", "合计"})
_TOTAL_ROWS = frozenset({"", "合计", "总计", "本年合计", "合计数"})
_BUDGET = re.compile(r"(年初|全年|调整)?预算数|^预算$")
_OUTTURN = re.compile(r"决算|执行数")
_SKIPPED = re.compile(r"上年(?!结转|结余)|增减|比例|占比|备注|说明")
_COMPARED = re.compile(r"上年|增减|变动|增长|^比")
_DASHES = {"—", "——", "－", "―"}
_CARRY = "年初结转和结余"
_OF_YEAR: dict[Side, str] = {"income": "本年收入", "expense": "本年支出"}
_CARRIED = re.compile("结转|结余|弥补|动用|上年")
_MORE_THAN_THREE = frozenset({"会议费", "培训费"})
WITH_MEETINGS = "三公经费、会议费和培训费"
"""The account of a total that holds 会议费 and 培训费 beside the three public expenses."""
PRIOR = "prior:"
"""What stands before the id of a cell of last year's report in an expression."""
BUDGET = "budget:"
"""What stands before the id of a cell of the budget report of the year in an expression."""


def unit_prefix(number: int) -> str:
    """What stands before the id of a cell of a subordinate unit's report; ``number`` from 0."""
    return f"unit{number + 1}:"


IMPLIED = "implied"
"""The part of a score that marks a link between figures that only give each other: it decides no verdict."""


class FormFacts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One entry of patterns/facts.yaml."""

    form: str
    scope: str
    side: Side
    total: str
    measure: str
    example: str
    counter_example: str
    economic: bool = False


@dataclass(frozen=True, slots=True)
class Fact:
    """What one cell states. ``account`` is a plain account or a normalised name, ``component`` a part of it."""

    cell: Cell
    table: str
    form: str
    account: str
    code: str | None
    component: str | None
    side: Side
    scope: str
    measure: str


@functools.cache
def _forms() -> dict[str, FormFacts]:
    return {entry.form: entry for entry in patterns.load("facts", FormFacts)}


def known_forms() -> tuple[str, ...]:
    """The forms whose cells have a known meaning."""
    return tuple(_forms())


@functools.lru_cache(maxsize=2)
def of_report(report: Report) -> tuple[Fact, ...]:
    """The facts of all recognised forms that were read without doubt; those of the last two reports are kept."""
    notes = {p.id: p.text for p in report.paragraphs}
    chart = accounts.chart(report)
    found: list[Fact] = []
    for table in report.tables:
        if table.form in _forms() and not table.doubtful:
            text = "".join(notes.get(note, "") for note in table.notes)
            own = _grand_totals(list(_of_table(table, _form(table), chart, text, report.fiscal_year)))
            found.extend((*_totals_of_the_year(own), *own, *_totals_unprinted(own)))
    return tuple(found)


def _grand_totals(facts: list[Fact]) -> list[Fact]:
    """The facts with 收入合计 below 本年收入小计 as what it is there: the total with what was carried over."""
    rows: dict[tuple[str, Side, str | None, str | None], set[int]] = {}
    for fact in facts:
        if fact.account in _OF_YEAR.values() and fact.component is None:
            key = (fact.account, fact.side, fact.scope, fact.measure)
            rows.setdefault(key, set()).add(fact.cell.row_index)
    lowest = {key: max(at) for key, at in rows.items() if len(at) > 1}
    if any(fact.account == "收支总计" for fact in facts) or not lowest:
        return facts
    return [
        replace(fact, account="收支总计")
        if fact.component is None
        and lowest.get((fact.account, fact.side, fact.scope, fact.measure)) == fact.cell.row_index
        else fact
        for fact in facts
    ]


def _totals_of_the_year(facts: Sequence[Fact]) -> Iterator[Fact]:
    """What a form says of 本年收入 and 本年支出 that prints them as 总计 only, since nothing is carried over."""
    if any(_CARRIED.search(fact.account) for fact in facts):
        return
    printed = {(fact.account, fact.scope) for fact in facts}
    for fact in facts:
        account = _OF_YEAR.get(fact.side, "")
        total = fact.account == "收支总计" and fact.component is None
        if total and account and (account, fact.scope) not in printed:
            yield replace(fact, account=account)


def _totals_unprinted(facts: Sequence[Fact]) -> Iterator[Fact]:
    """The 总计 of a form that prints 收入合计 and 支出合计 as its last rows, equal, and nothing carried over."""
    if any(_CARRIED.search(fact.account) or fact.account == "收支总计" for fact in facts):
        return
    ends: dict[tuple[str | None, str | None], dict[Side, Fact]] = {}
    for fact in facts:
        if fact.account == _OF_YEAR.get(fact.side, "") and fact.component is None:
            ends.setdefault((fact.scope, fact.measure), {})[fact.side] = fact
    for sides in ends.values():
        if len(sides) == len(_OF_YEAR) and len({fact.cell.value for fact in sides.values()}) == 1:
            yield from (replace(fact, account="收支总计") for fact in sides.values())


def _form(table: Table) -> FormFacts:
    """What the form leaves open; a three-public form of the general budget says so in its title (until 2021)."""
    form = _forms()[table.form or ""]
    if form.total == "三公经费" and "公共预算" in table.title and "政府性基金" not in table.title:
        return msgspec.structs.replace(form, scope="一般公共预算")
    return form


def _of_table(
    table: Table, form: FormFacts, chart: accounts.Chart, note: str, fiscal_year: int | None
) -> Iterator[Fact]:
    columns = {normalise(part) for cell in table.cells for part in cell.column_path}
    # 人员经费 and 公用经费 part every account where a column holds both, else they head groups of accounts
    parted = not {"合计", "小计"}.isdisjoint(columns) and not columns.isdisjoint(_PARTS)
    whole_year = "全年预算数" in note and "全年预算数" not in columns
    budget = "全年预算" if whole_year else "年初预算"
    mixed = _by_measure(form) and not _MORE_THAN_THREE.isdisjoint(
        columns | {normalise(cell.row) for cell in table.cells}
    )
    carry: dict[Side, str | None] = {"income": None, "expense": None, "both": None}
    years = {year for cell in table.cells for year in _years(cell, form)}
    current = fiscal_year if fiscal_year in years else max(years, default=None)
    for cell in sorted(table.cells, key=lambda c: (c.row_index, c.column_index)):
        if any(_SKIPPED.search(part) for part in cell.column_path) or (cell.row and cell.text in _DASHES):
            continue
        if set(_years(cell, form)) - {current} or (_by_measure(form) and _COMPARED.search(cell.row)):
            continue
        side = _side(cell, form)
        row = _row(cell, form, chart, side, carry)
        column = _column(cell, form)
        fact = _join(cell, table, form, row, column, side, parted=parted)
        if fact is not None:
            measure = _measure(cell, form, fact.measure, budget)
            account = fact.account
            if mixed and account == form.total and "三公" not in "".join((*cell.column_path, cell.row)):
                account = WITH_MEETINGS
            yield replace(fact, measure=measure, account=account)


def _by_measure(form: FormFacts) -> bool:
    """Whether the rows of a form may be measures and years (预算数, 2022年决算数) of the accounts in its columns."""
    return form.total == "三公经费"


def _years(cell: Cell, form: FormFacts) -> list[int]:
    """The years that the labels of a cell begin with."""
    labels = (*cell.column_path, cell.row) if _by_measure(form) else cell.column_path
    return [int(found[1]) for label in labels if (found := _YEAR.match(normalise(label)))]


def _plain(label: str) -> str:
    """A label without numbering, year and unit: 2023年决算数, 合计（元）."""
    return _UNIT.sub("", _YEAR.sub("", normalise(label)))


def _term(label: str, above: Iterable[str]) -> Term | None:
    """The term of a plain label; below 公务用车… a bare 购置费 is that of vehicles."""
    found = accounts.term(label) or accounts.term(_KIND.sub("", label))
    if found is None and any(normalise(part).startswith(_VEHICLES) for part in above):
        return accounts.term(_VEHICLES + label)
    return found


def _scope(term: Term, label: str) -> str | None:
    """The scope a label prints; a term has one where its label alone (“三公”经费) leaves it open."""
    return term.scope if term.scope != "财政拨款" or "财政拨款" in label else None


def _side(cell: Cell, form: FormFacts) -> Side:
    if form.side != "both":
        return form.side
    found = _SIDE.match(normalise(cell.column_path[0])) if cell.column_path else None
    if found is None:
        return "both"
    return "income" if found["side"] == "收入" else "expense"


@dataclass(frozen=True, slots=True)
class _Label:
    """What a row or a column says: an account with its code, or only a scope, or that it is the total."""

    account: str | None = None
    code: str | None = None
    scope: str | None = None
    measure: str | None = None
    total: bool = False


def _row(
    cell: Cell, form: FormFacts, chart: accounts.Chart, side: Side, carry: dict[Side, str | None]
) -> _Label:
    path = (
        cell.row_path[:-1] if normalise(cell.row) in _SUBTOTALS and len(cell.row_path) > 1 else cell.row_path
    )
    name = _plain(path[-1] if path else cell.row)
    if cell.row_code:
        return _Label(name, cell.row_code)
    if _by_measure(form) and (name == "支出合计" or _GENERIC.fullmatch(name)):
        return _Label(total=True)
    term = _term(name, path[:-1])
    if term is not None and (term.base is not None or term.scope is not None):
        return _term_label(term, name, side, carry)
    if name in _TOTAL_ROWS:
        return _Label(total=True)
    if form.side == "both" and side == "expense":
        code = next(
            (c for v in accounts.current_names(name) for c in chart.codes.get(v, ()) if len(c) == 3), None
        )
        return _Label(name, code)
    return _Label(name)


def _term_label(term: Term, name: str, side: Side, carry: dict[Side, str | None]) -> _Label:
    """A term as a row; a scope alone belongs to the opening carry-over above it, else to the year's flow."""
    if term.base is None:
        base = carry[side] or ("本年收入" if side == "income" else "本年支出")
        return _Label(base, None, term.scope, "结转结余" if carry[side] else None)
    if term.base in {_CARRY, "年末结转和结余"}:
        carry[side] = term.base
    elif term.base in {"收支总计", "本年收入", "本年支出"}:
        carry[side] = None
    return _Label(term.base, None, _scope(term, name), term.measure)


def _column(cell: Cell, form: FormFacts) -> _Label:
    """What the column headings say: the innermost account or scope; a flow above (本年收入, 年初结转) makes it a part."""
    path = cell.column_path
    if path and form.side == "both" and _SIDE.fullmatch(normalise(path[0])):
        path = path[1:]
    labels = [_plain(part) for part in path if normalise(part) not in {"收入", "支出"}]
    inner = next((label for label in reversed(labels) if not _GENERIC.fullmatch(label)), None)
    flow = next((t for t in map(accounts.term, labels[:-1]) if t is not None and t.base in _FLOWS), None)
    if inner is None:
        return _Label(total=True)
    term = _term(inner, labels)
    if flow is not None and flow.base != form.total and flow.base != "本年支出":
        whole = inner == labels[0] or (term is not None and term.base == flow.base)
        return _Label(flow.base if whole else f"{flow.base}/{inner}", None, flow.scope, flow.measure)
    if term is None:
        named = inner == labels[-1] and not re.search(r"“|经费$", inner)
        return _Label(inner) if named else _Label(total=True)
    if term.base is None:
        return _Label(scope=term.scope)
    if term.base == form.total or (term.base == "本年支出" and inner != labels[-1]):
        return _Label(total=True, scope=_scope(term, inner))
    return _Label(term.base, None, _scope(term, inner), term.measure)


def _join(
    cell: Cell, table: Table, form: FormFacts, row: _Label, column: _Label, side: Side, *, parted: bool
) -> Fact | None:
    scope = column.scope or row.scope or form.scope
    measure = column.measure or row.measure or form.measure
    component = None
    if row.total or (row.account is None):
        account = column.account or form.total
        side = _side_of(account, side)
    else:
        account = row.account
        plain = (
            column.account is None
            or form.side == "both"
            or (form.form == "公开06" and column.account in _PARTS and not parted)
        )
        component = None if plain else column.account
    if not account:
        return None
    return Fact(cell, table.id, form.form, account, row.code, component, side, scope, measure)


def _side_of(account: str, side: Side) -> Side:
    if account in {_CARRY, "本年收入"}:
        return "income"
    return side


def _measure(cell: Cell, form: FormFacts, measure: str, budget: str) -> str:
    words = "".join((*cell.column_path, cell.row) if _by_measure(form) else cell.column_path)
    if (
        measure == "决算"
        and "决算" not in cell.column_path[-1:]
        and _BUDGET.search(words)
        and "决算数" not in words
    ):
        for name in ("年初预算", "全年预算", "调整预算"):
            if name in words:
                return name
        return budget
    return measure
