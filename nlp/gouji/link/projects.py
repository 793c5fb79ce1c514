"""Claims about projects → the attached self-evaluation and evaluation tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from gouji.accounts import normalise
from gouji.model import Cell, Claim, Link, Report, Table

_TOTALS = re.compile(r"^(?:合计|总分|总计|总得分|得分合计|综合得分|得分分值.*|总分值?)$")
_BRACKETS = re.compile(r"（[^（）]*）")
_WHOLE = Decimal(100)
_COLUMNS = {"年初预算": "年初预算", "全年预算": "全年预算", "决算": "执行数"}
_ONE_PROJECT = re.compile(r"(?<!\d)(?:1|一)个项目")
_BUDGET = re.compile(r"^(?:年度|项目)?(?:资金总额|预算安排|预算(?:资金|金额|总额))(?:（万?元）)?：?$")
_SCORE_TAIL = re.compile(r"(?:项目)?(?:支出)?(?:绩效)?(?:自评|评价)?(?:平均|综合)?(?:总)?(?:得分|评分|总分)$")


class Projects:
    """The projects of the summary of self-evaluations and the tables of single projects."""

    def __init__(self, report: Report) -> None:
        self._titles = {s.id: s.title for s in report.sections}
        self._summary = [
            (normalise(c.row), c)
            for t in report.tables
            if t.form == "绩效自评汇总"
            for c in t.cells
            if _is_score(c) and c.row
        ]
        self._ordinals = [
            c
            for t in report.tables
            if t.form == "绩效自评汇总"
            for c in t.cells
            if normalise("".join(c.column_path[-1:])) in {"序号", "编号"}
        ]
        self._single = [t for t in report.tables if t.form == "绩效自评"]
        self._evaluated = {
            form: [t for t in report.tables if t.form == form] for form in ("部门评价", "财政评价")
        }

    def link(self, claim: Claim, section: str | None, sentence: str) -> Link | None:
        """The link of a claim about a project, or None where no table speaks of it."""
        if claim.subject is None:
            return None
        title = self._titles.get(section or "", "")
        if claim.kind == "score":
            return self._score(claim, title)
        if claim.kind == "completion":
            return self._cell(claim, "执行率")
        if claim.kind == "level" and claim.measure in _COLUMNS:
            return self._cell(claim, _COLUMNS[claim.measure])
        if claim.kind == "level" and "资金" in claim.subject:
            return self._funds(claim, sentence)
        return None

    def numbered(self) -> str | None:
        """The operand that numbers the last project of the summary, where it numbers them from 1 on."""
        cells = [c for c in self._ordinals if c.value is not None]
        if not cells or [c.value for c in cells] != [Decimal(n) for n in range(1, len(cells) + 1)]:
            return None
        return f"[{cells[-1].id}]"

    def _funds(self, claim: Claim, sentence: str) -> Link | None:
        """涉及预算资金 of one evaluated project → what the attached evaluation gives as its budget."""
        form = next((form for form in self._evaluated if form in sentence), None)
        single = _ONE_PROJECT.search(sentence)
        if form is None or single is None or sentence.find(form) > sentence.find(claim.text):
            return None
        others = [f for f in self._evaluated if f != form]
        cells = [c for f in (form, *others) for t in self._evaluated[f] for c in t.cells if _is_budget(c)]
        return _made(claim, cells) if cells and len({c.value for c in cells}) == 1 else None

    def _score(self, claim: Claim, title: str) -> Link | None:
        project = _SCORE_TAIL.sub("", normalise(claim.subject or ""))
        cells = [cell for name, cell in self._summary if _same_project(project, name)] if project else []
        if not cells and project:
            cells = [c for table in self._tables(project) for c in _totals(table)]
        for form, tables in self._evaluated.items():
            if form in title or (not cells and form[:2] in (claim.subject or "")):
                cells = [c for table in tables for c in _totals(table)] or cells
        return _made(claim, cells) if cells and len({c.value for c in cells}) == 1 else None

    def _cell(self, claim: Claim, column: str) -> Link | None:
        tables = list(self._tables(normalise(claim.subject or "")))
        if len(tables) != 1:
            return None
        rows = [
            c
            for c in tables[0].cells
            if "资金总额" in c.row and any(column in part for part in c.column_path)
        ]
        return _made(claim, rows[:1]) if rows else None

    def _tables(self, project: str) -> Iterator[Table]:
        """The tables of a project; among several of one name, the one whose total is its score in the summary."""
        plain = _plain(project)
        tables = [t for t in self._single if plain and plain in _BRACKETS.sub("", normalise(t.title))]
        if len(tables) > 1:
            scores = {cell.value for name, cell in self._summary if _same_project(project, name)}
            others = {cell.value for _, cell in self._summary} - scores
            fitting = [t for t in tables if any(c.value in scores for c in _totals(t))]
            # a total that was not read: the one table that is no other project's
            tables = fitting or [t for t in tables if not any(c.value in others for c in _totals(t))]
        yield from tables


def _is_score(cell: Cell) -> bool:
    return any(normalise(part).endswith(("得分", "评分", "分数")) for part in cell.column_path[-1:])


def _is_budget(cell: Cell) -> bool:
    return cell.value is not None and "%" not in cell.text and _BUDGET.match(normalise(cell.row)) is not None


def _totals(table: Table) -> list[Cell]:
    """The total scores of a table that scores the whole (out of 100), not one group of indicators."""
    rows = [c for c in table.cells if _TOTALS.match(normalise(c.row)) and c.value is not None]
    weights = {c.row_index: c.value for c in rows if normalise("".join(c.column_path[-1:])).endswith("分值")}
    return [c for c in rows if _is_score(c) and weights.get(c.row_index, _WHOLE) == _WHOLE]


def _plain(project: str) -> str:
    """The name of a project without its unit in brackets and without the word 项目 behind it."""
    return _BRACKETS.sub("", project.removesuffix("项目")).removesuffix("项目")


def _same_project(one: str, other: str) -> bool:
    """Whether two printings name one project: equal, or equal but for a shorter name of the unit in brackets."""
    if one.removesuffix("项目") == other.removesuffix("项目"):
        return True
    if _plain(one) != _plain(other):
        return False
    left, right = ("".join(_BRACKETS.findall(text)).strip("（）") for text in (one, other))
    short, long = sorted((left, right), key=len)
    if not short:
        return not long
    letters = iter(long)
    return all(char in letters for char in short)


def _made(claim: Claim, cells: list[Cell]) -> Link:
    one = Decimal(1)
    parts = {"account": one, "measure": one, "section": one}
    ids = tuple(c.id for c in cells)
    return Link(claim.id, "linked", f"[{ids[0]}]", ids[:2], (), Decimal("0.95"), parts, ids[2:5])
