"""Joined grids into tables of the model: form, title, unit, cells."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gouji.model import Cell, Table
from gouji.read.blocks import Break, Grid, Piece
from gouji.read.clean import folded
from gouji.read.narrative.outline import CONTENTS, Outline
from gouji.read.settings import TABLE, TableSettings
from gouji.read.tables.captions import Around, around, unit_of
from gouji.read.tables.cells import Body, build_cells
from gouji.read.tables.columns import is_code_or_line, is_known_header
from gouji.read.tables.forms import Form, form_of_signature, form_of_title, layout_of
from gouji.read.tables.joined import RawTable, Row, join_grids
from gouji.read.tables.performance import build_loose_cells
from gouji.read.tables.values import is_blank, number
from gouji.vocabulary import ReportKind

_TWIN = {
    "预算01": "公开01", "预算02": "公开02", "预算03": "公开03", "预算04": "公开04", "预算05": "公开05",
    "预算06": "公开06", "预算07": "公开09", "预算08": "公开07", "预算09": "公开08",
}  # fmt: skip
_FINAL = _TWIN | {
    "预算10": "财政拨款支出", "预算11": "财政拨款基本支出", "预算12": "机关运行及采购",
    "预算13": "机关运行及采购", "预算14": "项目支出",
}  # fmt: skip
_LISTS = ("其他", "机关运行及采购")
_PLAIN = ("final_accounts", "budget")
_OF_YEAR = {
    name: re.compile(rf"^(?:(20\d\d)年?度?|本年|全年|年初|调整)?(?:{word})(?:统计)?(?:数|金额|额)?$")
    for name, word in {
        "决算": "决算|支出决算|执行|统计|(?:实际)?支出(?=[数金额])",
        "预算": "预算|支出预算",
    }.items()
}
_REPORT = re.compile(r"绩效(?:自评|评价)(?:综合|情况)?报告(?:目录|第三方机构.{0,12})?$")
_THIRD_PARTY = re.compile(
    r"财政(?:重点)?(?:绩效)?评价|第三方|主评人|财政局委托|受.{0,12}财政局.{0,8}委托|会计师事务所"
)
_PROJECT = re.compile(r"^项目名称[:：]?$")


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables, and which items are their captions and notes."""

    tables: tuple[Table, ...]
    captions: frozenset[int]
    notes: frozenset[int]


def build_tables(
    items: Sequence[Piece | Grid | Break],
    outlined: Outline,
    ids: Mapping[int, str],
    kind: ReportKind,
    settings: TableSettings = TABLE,
) -> Tables:
    """All tables of a report.

    Args:
        items: paragraphs and grids in reading order.
        outlined: their sections.
        ids: the paragraph id of every item that is a paragraph.
        kind: of the report, which decides between titles that budgets and final accounts share.
        settings: thresholds.
    """
    attached = _attached_kinds(items, outlined)
    tables: list[Table] = []
    captions: set[int] = set()
    notes: set[int] = set()
    for raw in join_grids(items, settings):
        first, last = raw.places[0], raw.places[-1]
        near = around(items, first, last, outlined.headings)
        captions.update(near.captions, raw.between)
        notes.update(near.notes)
        section = outlined.section_of[first]
        form = _form(raw, near, attached.get(section or ""), kind, section)
        table = _table(f"t{len(tables) + 1}", raw, near, form, settings)
        anchor = next((ids[index] for index in range(first - 1, -1, -1) if index in ids), None)
        tables.append(
            Table(
                id=table.id,
                form=form,
                title=table.title,
                unit=near.unit or unit_of([text for path in raw.header.paths for text in path]),
                pages=tuple(raw.pages),
                doubtful=table.doubtful,
                cells=table.cells,
                section=_home(section, form, outlined),
                anchor=anchor,
                notes=tuple(ids[index] for index in near.notes if index in ids),
            )
        )
    captions -= notes
    return Tables(tuple(tables), frozenset(captions), frozenset(notes))


def _home(section: str | None, form: str | None, outlined: Outline) -> str | None:
    """The section of a table: where it stands, but for a form printed under another form's heading or at the end.

    A list of forms (一、收入支出决算总表 二、…) before the forms themselves leaves its last entry open.
    """
    if form is None or not form.startswith(("公开", "预算")):
        return section
    parts = [entry for entry in outlined.sections if entry.role == "forms"]
    own = next((entry for entry in outlined.sections if entry.id == section), None)
    if own is None or own.role not in ("forms", "glossary") or not parts:
        return section
    named = next(
        (entry for entry in parts if (found := form_of_title(entry.title)) and found.id == form), None
    )
    if named is not None:
        return named.id
    return parts[0].id if own.role == "glossary" or form_of_title(own.title) else section


@dataclass(frozen=True, slots=True)
class _Draft:
    id: str
    title: str
    cells: tuple[Cell, ...]
    doubtful: bool


def _table(key: str, raw: RawTable, near: Around, form: str | None, settings: TableSettings) -> _Draft:
    layout = layout_of(form)
    if layout == "loose":
        if form in _LISTS and (cells := _list_cells(key, raw)):
            return _Draft(key, near.title, cells, False)
        rows = [*raw.head, *(raw.rows[1:] if raw.header.shared else raw.rows)]
        title = _project_title(rows, near.title) if form == "绩效自评" else near.title
        return _Draft(key, title, build_loose_cells(key, rows), False)
    body = Body(raw.rows, raw.header.paths, layout == "sides", _header_words(raw))
    cells, stray = build_cells(key, body)
    odd = max(stray, raw.ragged)
    doubtful = odd > settings.ragged_share * max(len(raw.rows), 1) or not raw.header.rows
    return _Draft(key, near.title, cells, doubtful)


def _list_cells(key: str, raw: RawTable) -> tuple[Cell, ...]:
    """The cells of a table of no form that is a list of figures all the same; none else.

    It has codes, line numbers or a header of several rows, and below them nothing but figures.
    """
    known = [path for path in raw.header.paths if is_known_header(path)]
    plain = raw.header.rows < 2 and not any(is_code_or_line(path) for path in known)
    if plain or not known or raw.ragged or raw.header.shared:
        return ()
    cells, stray = build_cells(key, Body(raw.rows, raw.header.paths))
    figures = sum(cell.value is not None for cell in cells)
    blanks = sum(is_blank(cell.text) for cell in cells)
    return cells if figures and not stray and figures + blanks == len(cells) else ()


def _header_words(raw: RawTable) -> frozenset[tuple[int, int]]:
    """Cells of a total row that are column names, because header and total share the row."""
    if not raw.header.shared or not raw.rows:
        return frozenset()
    row = raw.rows[0]
    return frozenset(
        (0, column) for column, cell in enumerate(row) if cell and cell.text and number(cell.text) is None
    )


def _form(
    raw: RawTable, near: Around, attached: str | None, kind: ReportKind, section: str | None
) -> str | None:
    if section == CONTENTS or folded(near.title) == "目录":
        return None
    header = [text for path in raw.header.paths for text in path]
    labels = [cell.text for row in raw.rows for cell in row if cell and cell.text]
    found = form_of_title(near.title, header) if near.title else None
    if found is None:
        found = form_of_signature([*header, *(labels if attached else [])], labels, near.title)
        if attached and found and found.layout != "loose":
            found = None
    if found is None:
        return attached or "其他"
    return _of_kind(found, near.title, kind if kind in _PLAIN else _kind_of(header, labels))


def _of_kind(form: Form, title: str, kind: ReportKind | None) -> str:
    """Titles without 预算 or 决算 (三公经费支出表, 收支总表) are the form of the report's own kind."""
    if kind == "final_accounts" and form.id in _FINAL and "预算表" not in title and "预算总表" not in title:
        return _FINAL[form.id]
    if kind == "budget" and "决算" not in title:
        return next((budget for budget, final in _TWIN.items() if final == form.id), form.id)
    return form.id


def _kind_of(header: Sequence[str], labels: Sequence[str]) -> ReportKind | None:
    """What a table of a report that is neither is, by the newest year whose 决算 or 预算 it prints."""
    words = [folded(text) for text in (*header, *labels)]
    years = {
        name: max((int(found[1] or 0) for word in words if (found := pattern.match(word))), default=-1)
        for name, pattern in _OF_YEAR.items()
    }
    if max(years.values()) < 0:
        return None
    return "final_accounts" if years["决算"] >= years["预算"] else "budget"


def _project_title(rows: Sequence[Row], title: str) -> str:
    for row in rows[:3]:
        texts = [cell.text for cell in row if cell and cell.text]
        for name, value in itertools.pairwise(texts):
            if _PROJECT.match(name) and number(value) is None:
                return f"{value} {title}".strip()
    return title


def _attached_kinds(items: Sequence[Piece | Grid | Break], outlined: Outline) -> dict[str, str]:
    """部门评价 or 财政评价 for every section of an attached evaluation report, by what the report says."""
    roles = {section.id: section.role for section in outlined.sections}
    texts: dict[str, list[str]] = {}
    for item, place in zip(items, outlined.section_of, strict=True):
        if place and roles.get(place) == "attachment" and isinstance(item, Piece):
            texts.setdefault(_report_of(place), []).append(item.text)
    kinds: dict[str, str] = {}
    current = "其他"
    for section in outlined.sections:
        key = _report_of(section.id)
        if section.role != "attachment":
            continue
        if section.id == key:
            written = texts.get(key, [])
            if any(_THIRD_PARTY.search(text) for text in written):
                current = "财政评价"
            elif any(_REPORT.search(text) for text in written):
                current = "部门评价"
        kinds[section.id] = current
    return kinds


def _report_of(section: str) -> str:
    """The attachment's own section: the second step of the id."""
    return ".".join(section.split(".")[:2])


def main_unit(tables: Sequence[Table]) -> str | None:
    """The unit that most tables print."""
    counted = Counter(table.unit for table in tables if table.unit)
    return counted.most_common(1)[0][0] if counted else None
