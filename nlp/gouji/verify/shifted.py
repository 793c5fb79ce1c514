"""Rows of a form whose labels stand one or a few lines away from their figures.

The figures of an account are also told by other forms, by the narrative, and under a like name by another chart of
accounts. Where several neighbouring rows agree with these only after the labels are moved by the same number of
rows, it is the labels that are wrong, and what does not tie because of it is one fault.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from gouji import accounts
from gouji.arithmetic import Interval
from gouji.facts import Fact
from gouji.model import Claim, Diagnosis, Finding, Link
from gouji.verify.findings import Maker
from gouji.verify.values import Values

_NARRATIVE = "narrative"
_PARTS = {None, "基本支出", "项目支出"}
_EXPLAINED = (
    "table.identity", "table.cross_identity", "figure.", "comparison.", "flat.", "completion.", "change.", "share.",
)  # fmt: skip
_LEAST_NAME, _RUNNERS = 4, 3
_NAMED = re.compile(r"\[([^\[\]]+)\]")


@dataclass(frozen=True, slots=True)
class Settings:
    """``rows``: how many rows must agree after the move alone; ``farthest``: the farthest move that is tried;
    ``silent``: how many rows that nothing else tells of may lie between two that agree.
    """

    rows: int = 3
    farthest: int = 3
    silent: int = 2


@dataclass(frozen=True, slots=True)
class Shift:
    """A run of rows whose labels are moved: facts as labelled, and for each the fact that holds its figure.

    ``by`` is positive where the labels stand below their figures. ``cells`` are all cells of the rows concerned.
    """

    table: str
    rows: tuple[Fact, ...]
    figures: tuple[Fact, ...]
    by: int
    support: int
    witnesses: frozenset[str]
    cells: frozenset[str]


def shifts(facts: Sequence[Fact], claims: Sequence[Claim], values: Values) -> tuple[Shift, ...]:
    """The shifted runs of all forms, at most one where forms contradict each other: the one with more against it."""
    told = _Told(facts, claims, values)
    found = [
        shift
        for series in _series(facts)
        for column in _columns(series, told, values)
        for by in _moves(Settings().farthest)
        for shift in _runs(column, by, told)
    ]
    found.sort(key=lambda each: (each.support, len(each.rows)), reverse=True)
    kept: list[Shift] = []
    for shift in found:
        if not any(_decided(shift, other) for other in kept):
            kept.append(shift)
    return tuple(_whole(shift, facts) for shift in kept)


def _decided(shift: Shift, other: Shift) -> bool:
    """Whether a run is told by another one: another column of its rows, or the form that it was held against."""
    if shift.table == other.table:
        mine = {fact.cell.row_index for fact in (*shift.rows, *shift.figures)}
        return bool(mine & {fact.cell.row_index for fact in (*other.rows, *other.figures)})
    codes = {fact.code for fact in shift.rows}
    return other.table in shift.witnesses and bool(codes & {fact.code for fact in other.rows})


class _Told:
    """What else tells the figure of an account: source → intervals, by code and component."""

    def __init__(self, facts: Iterable[Fact], claims: Iterable[Claim], values: Values) -> None:
        self._values = values
        self._by_code: defaultdict[tuple[str, str | None], list[tuple[str, str, Interval]]] = defaultdict(
            list
        )
        self._names: dict[str, list[tuple[str, str | None]]] = {}
        for fact in facts:
            if fact.code and fact.component in _PARTS and fact.cell.value:
                told = (fact.table, "", values.cell(fact.cell))
                self._by_code[fact.code, fact.component].append(told)
        for claim in claims:
            level = claim.kind == "level" and claim.measure == "决算" and not claim.approximate
            if level and claim.subject_code and claim.base_value:
                told = (_NARRATIVE, claim.scope or "", values.claim(claim))
                self._by_code[claim.subject_code, None].append(told)
        self._like = _like_names(facts)

    def by(self, fact: Fact, figure: Interval) -> frozenset[str]:
        """The sources that tell a figure of the account of a fact."""
        if not figure.value or not fact.code:
            return frozenset()
        keys = [(fact.code, fact.component)]
        if fact.component is None:
            keys += [(code, part) for code in self._like.get(fact.code, ()) for part in (None, "基本支出")]
        return frozenset(
            source
            for key in keys
            for source, scope, value in self._by_code.get(key, ())
            if source != fact.table and scope in {"", fact.scope} and _near(value, figure)
        )


def _like_names(facts: Iterable[Fact]) -> dict[str, tuple[str, ...]]:
    """Economic code → the functional items of a like name: 住房公积金 is paid from 住房公积金（项）."""
    names: dict[bool, dict[str, str]] = {True: {}, False: {}}
    for fact in facts:
        if fact.code and len(fact.code) > 3 and fact.component is None:
            names[accounts.is_economic(fact.code)].setdefault(fact.code, _bare(fact.account))
    return {
        code: tuple(c for c, other in names[False].items() if len(c) == 7 and _alike(name, other))
        for code, name in names[True].items()
    }


def _bare(name: str) -> str:
    return accounts.normalise(name).removesuffix("支出").removesuffix("缴费")


def _alike(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return len(short) >= _LEAST_NAME and long.endswith(short)


def _series(facts: Iterable[Fact]) -> Iterator[list[Fact]]:
    """The coded facts of each amount column of each form, from top to bottom."""
    columns: defaultdict[tuple[str, int], list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.code and fact.component in _PARTS:
            columns[fact.table, fact.cell.column_index].append(fact)
    for column in columns.values():
        yield sorted(column, key=lambda fact: fact.cell.row_index)


def _moves(farthest: int) -> Iterator[int]:
    for by in range(1, farthest + 1):
        yield from (by, -by)


@dataclass(frozen=True, slots=True)
class _Column:
    """The facts of a column from top to bottom, the figure of each, and who tells it of the account as labelled."""

    series: Sequence[Fact]
    figures: Sequence[Interval]
    as_printed: Sequence[frozenset[str]]


def _columns(series: Sequence[Fact], told: _Told, values: Values) -> Iterator[_Column]:
    """A column that may be shifted: enough of its labels are told with another figure, or with none."""
    figures = [values.cell(fact.cell) for fact in series]
    as_printed = [told.by(fact, figure) for fact, figure in zip(series, figures, strict=True)]
    if as_printed.count(frozenset()) >= Settings().rows:
        yield _Column(series, figures, as_printed)


def _runs(column: _Column, by: int, told: _Told) -> Iterator[Shift]:
    """The runs of a column that agree only where each label is taken to the figure ``by`` rows above it."""
    series, figures = column.series, column.figures
    run: list[tuple[Fact, Fact, frozenset[str]]] = []
    silent = 0
    for at, fact in enumerate(series):
        source, as_printed = at - by, column.as_printed[at]
        moved = told.by(fact, figures[source]) if 0 <= source < len(series) else frozenset()
        if moved and not as_printed:
            run.append((fact, series[source], moved))
            silent = 0
            continue
        silent += not moved
        if (as_printed and not moved) or silent > Settings().silent:
            yield from _shift(run, by)
            run, silent = [], 0
    yield from _shift(run, by)


def _shift(run: Sequence[tuple[Fact, Fact, frozenset[str]]], by: int) -> Iterator[Shift]:
    different = {figure.cell.value for _, figure, _ in run}
    if len(different) < Settings().rows:
        return
    witnesses = frozenset().union(*(sources for _, _, sources in run))
    yield Shift(
        run[0][0].table, tuple(fact for fact, _, _ in run), tuple(figure for _, figure, _ in run), by,
        sum(len(sources) for _, _, sources in run), witnesses, frozenset(),
    )  # fmt: skip


def _whole(shift: Shift, facts: Iterable[Fact]) -> Shift:
    """A shift with all cells of its rows, whatever the column."""
    own = (*shift.rows, *shift.figures)
    rows = range(min(f.cell.row_index for f in own), max(f.cell.row_index for f in own) + 1)
    near = _block(shift, facts)
    cells = (f.cell.id for f in near if f.cell.row_index in rows)
    return replace(shift, cells=frozenset(cells))


def _block(shift: Shift, facts: Iterable[Fact]) -> list[Fact]:
    """The facts of the form under the labels of the run: form 06 has several blocks of labels side by side."""
    code = {(f.cell.row_index, f.code) for f in (*shift.rows, *shift.figures)}
    own = [f for f in facts if f.table == shift.table and f.code]
    columns = {f.cell.column_index for f in own if (f.cell.row_index, f.code) in code}
    return [f for f in own if f.cell.column_index in columns]


def meant(links: Iterable[Link], found: Sequence[Shift], facts: Iterable[Fact]) -> tuple[Link, ...]:
    """The links as the shifts leave them: what is linked to a shifted row is about the row that holds its figure.

    The cell under the label as printed stays the first of the runners-up.
    """
    where = {old: new for shift in found for old, new in _moved_cells(shift, facts)}
    return tuple(_taken(link, where) if where.keys() & set(link.cells) else link for link in links)


def _moved_cells(shift: Shift, facts: Iterable[Fact]) -> Iterator[tuple[str, str]]:
    """The cells of the run with those of their figures, in every column."""
    own = {(f.cell.row_index, f.cell.column_index): f.cell.id for f in _block(shift, facts)}
    order = sorted({row for row, _ in own})
    labelled = [fact.cell.row_index for fact in shift.rows]
    for at, row in enumerate(order):
        if min(labelled) <= row <= max(labelled) and 0 <= at - shift.by < len(order):
            source = order[at - shift.by]
            for (line, column), cell in own.items():
                if line == row and (source, column) in own:
                    yield cell, own[source, column]


def _taken(link: Link, where: Mapping[str, str]) -> Link:
    cells = tuple(where.get(cell, cell) for cell in link.cells)
    printed = tuple(cell for cell in link.cells if cell in where)
    expression = _NAMED.sub(lambda m: f"[{where.get(m[1], m[1])}]", link.expression or "") or None
    return replace(
        link, cells=cells, expression=expression, runners_up=(*printed, *link.runners_up)[:_RUNNERS]
    )


def shift_findings(found: Sequence[Shift], values: Values, maker: Maker) -> Iterator[Finding]:
    """One finding for each run: from which row to which, how far, and the figure of its first row."""
    for shift in found:
        first, last = shift.rows[0], shift.rows[-1]
        way = "下" if shift.by > 0 else "上"
        table = values.tables[first.cell.id]
        title = table.title or first.form
        message = (
            f"《{title}》“{first.cell.row}”至“{last.cell.row}”等{len(shift.rows)}行的项目名称与金额错行："
            f"名称比金额{way}移了{abs(shift.by)}行，移回后才与{_sources(shift, values)}一致"
        )
        right = shift.figures[0].cell
        yield maker.make(
            "table.shifted_rows", "error", message, cells=[fact.cell.id for fact in shift.rows],
            said=first.cell.text, computed=right.text, implied=right.text,
            diagnosis=(Diagnosis("shifted_rows", right.value, f"{way}移{abs(shift.by)}行"),),
            key=f"{first.form}|{first.cell.row}",
        )  # fmt: skip


def _sources(shift: Shift, values: Values) -> str:
    """The witnesses as a reader knows them: the titles of the forms, and the narrative."""
    titles = {table.id: table.title or table.form or "" for table in values.tables.values()}
    named = [f"《{titles[name]}》" for name in sorted(shift.witnesses & titles.keys())]
    return "、".join([*named, *(["说明"] if _NARRATIVE in shift.witnesses else [])])


def explained(findings: Sequence[Finding], found: Sequence[Shift]) -> list[Finding]:
    """The findings again; those that only say that shifted rows do not tie have the shift for their root."""
    roots = [f.id for f in findings if f.code == "table.shifted_rows"]
    cause = {cell: root for root, shift in zip(roots, found, strict=False) for cell in shift.cells}
    root_of: dict[str, str] = {}
    for finding in findings:
        if finding.code.startswith(_EXPLAINED):
            root = next((cause[cell] for cell in finding.cells if cell in cause), None)
            if root is not None:
                # sums that fail over a common cell have one root: what explains one of them explains all
                also = (finding.root,) if finding.code.startswith("table.") else ()
                root_of.update(dict.fromkeys((finding.id, *also), root))
    return [replace(f, root=root_of.get(f.id) or root_of.get(f.root) or f.root) for f in findings]


def _near(one: Interval, other: Interval) -> bool:
    return abs(one.value - other.value) <= one.allowed + other.allowed
