"""The arithmetic of evaluation tables: rates of scores and of execution, totals, means, one indicator in two tables."""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

import msgspec

from gouji import patterns
from gouji.accounts import normalise
from gouji.arithmetic import Interval, total
from gouji.model import Cell, Check, Diagnosis, Finding, Report, Table
from gouji.verify.findings import Maker, plain
from gouji.verify.values import Values

FORMS = frozenset({"绩效自评汇总", "绩效自评", "部门评价", "财政评价"})
_TOTAL = re.compile(r"^(?:合计|总计|总分|总得分|得分合计|综合得分)$")
_MEAN = re.compile(r"^(?:平均(?:得?分|值|数)?|项目平均分)$")
_POINTS = re.compile(r"（(\d+(?:\.\d+)?)分）$")
_DOUBTFUL = 2
_HUNDRED, _ONE = Decimal(100), Decimal(1)


class EvaluationPattern(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One entry of patterns/checks/evaluations.yaml."""

    code: str
    kind: Literal["ratio", "at_most", "sum", "mean", "same"]
    value: str
    over: tuple[str, ...]
    formula: str
    source: str
    passes: tuple[str, ...]
    fails: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    """The figures of one row by column heading, in the order of the columns."""

    name: str
    cells: tuple[tuple[str, Cell], ...]
    points: Decimal | None

    def cell(self, words: str) -> Cell | None:
        """The first figure under a heading that the expression finds."""
        return next((c for label, c in self.cells if re.search(words, label)), None)


@functools.cache
def evaluation_patterns() -> tuple[EvaluationPattern, ...]:
    """All checks of evaluation tables, as data."""
    return patterns.load("checks/evaluations", EvaluationPattern)


def evaluation_checks(report: Report, values: Values) -> list[Check]:
    """All checks of all evaluation tables; scores in points, rates as ratios, amounts in 元.

    Where most rows of a column fail, the table was read wrongly: the failures have no data to rest on.
    """
    rows = {t.id: _rows(t) for t in report.tables if t.form in FORMS and not t.doubtful}
    found: list[Check] = []
    for table in report.tables:
        if table.id in rows:
            for pattern in evaluation_patterns():
                found += _trusted(list(_of_table(pattern, rows[table.id], values)))
    for pattern in evaluation_patterns():
        if pattern.kind == "same":
            found += _same(pattern, report, rows, values)
        if not any(check.code == pattern.code for check in found):
            found.append(Check(pattern.code, "insufficient_data" if rows else "not_applicable"))
    return found


def evaluation_findings(checks: Sequence[Check], values: Values, maker: Maker) -> Iterator[Finding]:
    """A warning for each check of an evaluation table that fails; a mean or a total names its row."""
    formula = {pattern.code: pattern for pattern in evaluation_patterns()}
    for check in checks:
        pattern = formula.get(check.code)
        if pattern is None or check.outcome != "fail":
            continue
        cell = values.cells[check.cells[0]]
        table = values.tables[cell.id]
        said, right = cell.text.strip(), _shown(check.computed, cell)
        across = pattern.kind == "same"
        sign = "不应超过" if pattern.kind == "at_most" else "另一处为" if across else "应为"
        label = "" if cell.row in {"", cell.column} else f"{cell.row}的"
        title = f"《{table.title or table.form}》{label}{normalise(cell.column)}"
        message = f"{title}为{said}，按“{pattern.formula}”{sign}{right}"
        yield maker.make(
            "table.cross_identity" if across else "table.identity", "warning", message, cells=check.cells, said=said,
            computed=plain(check.computed), implied=None if across or pattern.kind == "at_most" else right,
            diagnosis=(Diagnosis("unknown"),), key=f"{check.code}|{table.form}|{cell.row}",
        )  # fmt: skip


def _rows(table: Table) -> list[_Row]:
    grouped: defaultdict[int, list[Cell]] = defaultdict(list)
    for cell in table.cells:
        if cell.value is not None and cell.column_path:
            grouped[cell.row_index].append(cell)
    return [_row(grouped[index]) for index in sorted(grouped)]


def _row(cells: Sequence[Cell]) -> _Row:
    ordered = sorted(cells, key=lambda c: c.column_index)
    name = normalise(ordered[0].row)
    points = _POINTS.search(name)
    labelled = tuple((normalise("".join(c.column_path)), c) for c in ordered)
    return _Row(_POINTS.sub("", name), labelled, Decimal(points[1]) if points else None)


def _of_table(pattern: EvaluationPattern, rows: Sequence[_Row], values: Values) -> Iterator[Check]:
    if pattern.kind in {"ratio", "at_most"}:
        for row in rows:
            yield from _of_row(pattern, row, values)
    elif pattern.kind in {"sum", "mean"}:
        yield from _whole(pattern, rows, values)


def _of_row(pattern: EvaluationPattern, row: _Row, values: Values) -> Iterator[Check]:
    cell = row.cell(pattern.value)
    operands = [_operand(row, words, values) for words in pattern.over]
    known = [o for o in operands if o is not None]
    if cell is None or len(known) != len(operands) or (pattern.kind == "ratio" and not known[1][1].value):
        return
    said = _rate(cell, values) if pattern.kind == "ratio" else values.cell(cell)
    computed = known[0][1] / known[1][1] if pattern.kind == "ratio" else known[0][1]
    cells = (cell.id, *(name for name, _ in known if name))
    yield _compared(pattern, cells, said, computed)


def _operand(row: _Row, words: str, values: Values) -> tuple[str, Interval] | None:
    """A figure of the row by its heading; points may stand behind the name of the indicator instead."""
    cell = row.cell(words)
    if cell is not None:
        return cell.id, values.cell(cell)
    if row.points is not None and re.search(words, "分值"):
        return "", Interval(row.points, row.points, row.points)
    return None


def _rate(cell: Cell, values: Values) -> Interval:
    """A rate as a ratio; its per cent sign may stand in the heading, or be left out above 1."""
    found = values.cell(cell)
    if "%" in cell.text or "％" in cell.text:
        return found
    bare = Interval(
        *(cell.value + d if cell.value is not None else d for d in (Decimal(0), -_half(cell), _half(cell)))
    )
    large = "%" in "".join(cell.column_path) or bare.value > _ONE
    scale = _ONE / _HUNDRED if large else _ONE
    return Interval(bare.value * scale, bare.low * scale, bare.high * scale)


def _half(cell: Cell) -> Decimal:
    places = len(cell.text.strip().rpartition(".")[2]) if "." in cell.text else 0
    return Decimal(1).scaleb(-places) / 2


def _compared(pattern: EvaluationPattern, cells: Sequence[str], said: Interval, computed: Interval) -> Check:
    gap = said.value - computed.value
    if pattern.kind != "at_most":
        gap = abs(gap)
    allowed = said.allowed + computed.allowed
    outcome: Literal["pass", "fail"] = "pass" if gap <= allowed else "fail"
    least = max(gap, Decimal(0))
    relation = _relation(pattern, cells)
    return Check(
        pattern.code, outcome, tuple(cells), (), said.value, computed.value, least, allowed, pattern.formula, relation
    )  # fmt: skip


def _relation(pattern: EvaluationPattern, cells: Sequence[str]) -> str | None:
    """The relation over the cells; none where points behind a name stand in for one."""
    first, *rest = (f"[{name}]" for name in cells)
    if len(rest) < (len(pattern.over) if pattern.kind == "ratio" else 1):
        return None
    together = " ÷ ".join(rest) if pattern.kind == "ratio" else " + ".join(rest)
    if pattern.kind == "mean":
        together = f"({together}) ÷ {len(rest)}"
    return f"{first} {'≤' if pattern.kind == 'at_most' else '='} {together}"


def _whole(pattern: EvaluationPattern, rows: Sequence[_Row], values: Values) -> Iterator[Check]:
    """The row of the total, or of the mean, against the rows above it."""
    wanted = _TOTAL if pattern.kind == "sum" else _MEAN
    above: list[_Row] = []
    for row in rows:
        cell = row.cell(pattern.value)
        if _TOTAL.match(row.name) or _MEAN.match(row.name):
            if cell is not None and wanted.match(row.name):
                yield from _held(pattern, row, cell, above, values)
        elif cell is not None:
            above.append(row)


def _held(
    pattern: EvaluationPattern, row: _Row, cell: Cell, above: Sequence[_Row], values: Values
) -> Iterator[Check]:
    parts = [found for each in above if (found := each.cell(pattern.value)) is not None]
    if len(parts) < _DOUBTFUL:
        return
    whole = total([values.cell(part) for part in parts])
    if pattern.kind == "mean":
        count = Decimal(len(parts))
        whole = Interval(whole.value / count, whole.low / count, whole.high / count)
    else:
        own = _operand(row, pattern.over[0], values)
        weights = [_operand(each, pattern.over[0], values) for each in above]
        if own is None or sum((w[1].value for w in weights if w is not None), Decimal(0)) != own[1].value:
            return
    yield _compared(pattern, (cell.id, *(part.id for part in parts)), values.cell(cell), whole)


def _same(
    pattern: EvaluationPattern, report: Report, rows: Mapping[str, list[_Row]], values: Values
) -> Iterator[Check]:
    """Indicators of one name and weight that one evaluation prints in two tables, each once."""
    seen: defaultdict[tuple[str, str, Decimal], dict[str, list[Cell]]] = defaultdict(dict)
    for table in report.tables:
        for row in rows.get(table.id, ()) if table.form in {"部门评价", "财政评价"} else ():
            cell, weight = row.cell(pattern.value), _operand(row, pattern.over[0], values)
            if cell is not None and weight is not None and row.name:
                place = seen[table.form or "", row.name, weight[1].value]
                place.setdefault(table.id, []).append(cell)
    for tables in seen.values():
        if len(tables) == _DOUBTFUL and all(len(cells) == 1 for cells in tables.values()):
            left, right = (cells[0] for cells in tables.values())
            yield _compared(pattern, (left.id, right.id), values.cell(left), values.cell(right))


def _trusted(checks: list[Check]) -> list[Check]:
    failed = sum(check.outcome == "fail" for check in checks)
    if failed > _DOUBTFUL and failed * _DOUBTFUL >= len(checks):
        return [replace(c, outcome="insufficient_data") if c.outcome == "fail" else c for c in checks]
    return checks


def _shown(value: Decimal | None, cell: Cell) -> str:
    """A computed figure at the places of the printed one, as a rate where that is one."""
    if value is None:
        return ""
    places = len(cell.text.strip().rstrip("%％").rpartition(".")[2]) if "." in cell.text else 0
    if "%" in cell.text or "％" in cell.text:
        return f"{round(value * _HUNDRED, max(places, 2))}%"
    if "率" in "".join(cell.column_path) and cell.value is not None and cell.value > _ONE:
        return f"{round(value * _HUNDRED, max(places, 2))}"
    return f"{round(value, max(places, 2))}"
