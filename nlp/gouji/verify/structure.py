"""The build of a report: years, units, forms against the contents, notes of empty forms, names, negative amounts."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from gouji import accounts
from gouji.facts import Fact
from gouji.model import Paragraph, Report, Table
from gouji.verify.announced import contents_breaches, order_breaches
from gouji.verify.names import title_names
from gouji.verify.rules import Breach, Ruled

_KIND_WORDS = {"final_accounts": "决算", "budget": "预算"}
_YEAR = re.compile(
    r"(?<![\d与较比对和及至—～-])(?P<year>20\d{2})年(?:度)?(?!\d{1,2}月)(?P<rest>[^，。；\d]{0,40})"
)
_FORM = re.compile(r"公开0\d|预算\d\d")
_FUNDS = {"公开07": "政府性基金", "预算08": "政府性基金", "公开08": "国有资本经营", "预算09": "国有资本经营"}
_EMPTY = re.compile(r"无数据|空表|没有|无.{0,12}(?:收入|支出|预算)")
_MAY_BE_NEGATIVE = re.compile(r"结转|结余|弥补|调[入出整剂]|差额|上缴")
_DATE = r"(?P<date>(?P<year>20\d{2})年(?P<month>0?[1-9]|1[0-2])月(?P<day>0?[1-9]|[12]\d|3[01])日)"
_APPROVED = re.compile(rf"批复(?:时间|日期|日|于|决算)*[：:为是]?{_DATE}")
_DISCLOSED = re.compile(rf"公开(?:时间|日期|日|于)+[：:为是]?{_DATE}")
_DAYS = 20
_NEVER_NEGATIVE = frozenset({"公开06", "公开09", "预算06", "预算07", "预算11"})
_LEAST_FORMS = 3
_OWN_UNIT = frozenset({"预算07", "预算12"})
"""Forms that templates print in 万元 beside others in 元."""
_MOST_TITLE_DEPTH = 1


def structure(report: Report, facts: Sequence[Fact], ruled: Ruled) -> None:
    """Applies the rules on how a report is put together."""
    whole = report.kind in _KIND_WORDS
    roles = {section.id: section.role for section in report.sections}
    listed = [p for p in report.paragraphs if roles.get(p.section or "") == "contents"]
    cover = [p for p in report.paragraphs if roles.get(p.section or "") == "cover"]
    mentions = list(_mentions(report, cover, listed)) if whole and report.fiscal_year else []
    ruled.apply("structure.year", list(_years(report, mentions)) if whole else None, len(mentions))
    forms = [t for t in report.tables if t.form and _FORM.fullmatch(t.form) and not t.doubtful]
    ruled.apply("structure.unit", list(_units(forms)) if len(forms) >= _LEAST_FORMS else None)
    ruled.apply("structure.contents", list(contents_breaches(report, listed)) if listed else None)
    ruled.apply("structure.form_order", list(order_breaches(report, listed)) if listed else None)
    noted = [t for t in forms if t.form in _FUNDS and t.notes]
    ruled.apply("structure.note_form", list(_notes(report, noted)) if noted else None)
    ruled.apply("structure.entity", list(title_names(report)) if report.department else None)
    ruled.apply("structure.negative", list(_negative(facts)) if facts else None)
    days = list(_disclosed(report))
    ruled.apply("structure.disclosed", [breach for breach in days if breach is not None], len(days))


def _mentions(
    report: Report, cover: Sequence[Paragraph], listed: Sequence[Paragraph]
) -> Iterator[tuple[str, int, str, int | None, str | None]]:
    """(where, year, words, page, cell) of the years that a cover, contents, heading or form gives itself."""
    word = _KIND_WORDS[report.kind]
    places: list[tuple[str, str, int | None, str | None]] = []
    if cover:
        places.append(("封面", "".join(p.text for p in cover), cover[0].page, None))
    places += [("目录", p.text, p.page, None) for p in listed]
    places += [
        ("标题", s.title, s.page, None)
        for s in report.sections
        if s.role in {"overview", "forms", "explanation"} and s.id.count(".") <= _MOST_TITLE_DEPTH
    ]
    places += [("表题", t.title, None, t.cells[0].id) for t in report.tables if t.form and t.cells]
    for where, text, page, cell in places:
        for found in _YEAR.finditer(text):
            if word in found["rest"]:
                words = found.group()[: found.group().index(word) + len(word)]
                yield where, int(found["year"]), words, page, cell


def _years(
    report: Report, mentions: Sequence[tuple[str, int, str, int | None, str | None]]
) -> Iterator[Breach]:
    told: set[tuple[str, int]] = set()
    for where, year, words, page, cell in mentions:
        if year != report.fiscal_year and (where, year) not in told:
            told.add((where, year))
            yield Breach(
                f"{where}“{words}”", str(report.fiscal_year), cells=(cell,) if cell else (), page=page
            )


def _units(forms: Sequence[Table]) -> Iterator[Breach]:
    """Forms without a printed unit where most print one, and those that print another than most."""
    units = Counter(table.unit for table in forms if table.unit)
    if not units or units.total() * 2 <= len(forms):
        return
    common, count = units.most_common(1)[0]
    for table in forms:
        if table.unit is None:
            yield Breach(f"《{table.title or table.form}》未注明金额单位", common, cells=_first(table))
        elif table.unit != common and count * 2 > len(forms) and table.form not in _OWN_UNIT:
            yield Breach(
                f"《{table.title or table.form}》的金额单位为“{table.unit}”", common, cells=_first(table)
            )


def _first(table: Table) -> tuple[str, ...]:
    return tuple(cell.id for cell in table.cells[:1])


def _notes(report: Report, forms: Sequence[Table]) -> Iterator[Breach]:
    """Notes of no data that name another budget than that of their form."""
    texts = {p.id: p.text for p in report.paragraphs}
    for table in forms:
        own = _FUNDS[table.form or ""]
        for note in (texts.get(name, "") for name in table.notes):
            other = next((fund for fund in _FUNDS.values() if fund != own and fund in note), None)
            if other and own not in note and _EMPTY.search(note):
                yield Breach(f"《{table.title}》附注为“{note}”", own, cells=_first(table))


def _negative(facts: Sequence[Fact]) -> Iterator[Breach]:
    told: set[str] = set()
    for fact in facts:
        value = fact.cell.value
        labels = "".join((fact.account, fact.component or "", fact.measure, *fact.cell.column_path))
        if value is None or value >= 0 or _MAY_BE_NEGATIVE.search(labels) or fact.cell.id in told:
            continue
        told.add(fact.cell.id)
        said = f"{fact.form}{accounts.normalise(fact.cell.row) or fact.account}{fact.cell.text}"
        severe = fact.form in _NEVER_NEGATIVE
        yield Breach(said, cells=(fact.cell.id,), severity="warning" if severe else None)


def _disclosed(report: Report) -> Iterator[Breach | None]:
    """The days from approval to disclosure where a report gives both dates; a breach where they are too many."""
    text = "".join(p.text for p in report.paragraphs)
    approved, disclosed = _APPROVED.search(text), _DISCLOSED.search(text)
    if approved is None or disclosed is None:
        return
    days = (_date(disclosed) - _date(approved)).days
    said = f"批复于{approved['date']}，公开于{disclosed['date']}"
    yield Breach(said, f"{days}") if days > _DAYS else None


def _date(found: re.Match[str]) -> datetime.date:
    return datetime.date(int(found["year"]), int(found["month"]), 1) + datetime.timedelta(
        int(found["day"]) - 1
    )
