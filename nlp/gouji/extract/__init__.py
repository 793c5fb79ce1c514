"""Report → claims, nonclaims and reasons of its explanation part."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gouji import accounts, topics
from gouji.extract import passes
from gouji.extract.assemble import Assembly
from gouji.extract.frames import Context
from gouji.extract.passes import State
from gouji.extract.reasons import open_list
from gouji.extract.subjects import Accounts, Subject
from gouji.model import Extraction, Paragraph, Report, Section

_GOES_ON = re.compile(
    r"^(?:其中|主要|与|比|较|同比|完成|(?:年初|全年|调整|本年)?预算数?(?:为|\d)|决算数|支出决算数?(?:为|\d)?|以上|上述|原因|增加|减少|一是|二是|三是|①|②)"
)
_CLASS = re.compile(r"^(?P<name>[^，。；：（）]{2,30}?)(?:支出)?（类）")


def extract(report: Report) -> Extraction:
    """The sentences, claims, nonclaims and reasons of a report's explanation part.

    Every printed figure of it is in exactly one nonclaim or in claims; offsets are in the paragraph's text.
    """
    known = Accounts(accounts.chart(report))
    assembly = Assembly(report)
    subject: Subject | None = None
    before: Paragraph | None = None
    above: str | None = None
    for paragraph, context in _contexts(report):
        goes_on = before is not None and before.section == paragraph.section and _goes_on(before, paragraph)
        same = before is not None and before.section == paragraph.section
        state = State(
            paragraph.text,
            context=context,
            known=known,
            inherited=subject if goes_on else None,
            above=above if same else None,
        )
        reading = passes.read(state)
        assembly.add(paragraph, reading)
        subject, before = reading.subject, paragraph
        above = open_list(reading.reasons, accounts.fold(paragraph.text))
    return assembly.result()


def _goes_on(before: Paragraph, paragraph: Paragraph) -> bool:
    """Whether a paragraph has no subject of its own but takes up that of the one before."""
    return before.text.endswith(("：", ":")) or bool(_GOES_ON.match(paragraph.text))


def _contexts(report: Report) -> Iterator[tuple[Paragraph, Context]]:
    """The paragraphs of the explanation part, each with what it inherits."""
    by_id = {section.id: section for section in report.sections}
    by_section = topics.of_report(report)
    whole_year = _states_whole_year(report)
    budget_report = report.kind == "budget"
    explained = [p.text for p in report.paragraphs if _is_explained(p, by_id)]
    opening = any("年初预算" in text for text in explained)
    for paragraph in report.paragraphs:
        section = by_id.get(paragraph.section or "")
        if section is None or section.role != "explanation":
            continue
        topic = by_section[section.id]
        three_public = topic is not None and topic.id == "three_public"
        budget = "全年预算" if (three_public and whole_year) or not opening else "年初预算"
        default = "本年预算" if budget_report else "决算"
        if budget_report:
            budget = "本年预算"
        above = _class_above(section, by_id)
        yield (
            paragraph,
            Context(topic, report.fiscal_year, default, budget, above, report.department, section.title),
        )


def _is_explained(paragraph: Paragraph, by_id: dict[str, Section]) -> bool:
    section = by_id.get(paragraph.section or "")
    return section is not None and section.role == "explanation"


def _states_whole_year(report: Report) -> bool:
    """Whether the notes of the three-public form say that its 预算数 is the whole year's budget."""
    notes = {p.id: p.text for p in report.paragraphs if p.kind == "note"}
    return any(
        "全年预算数" in notes.get(note, "")
        for table in report.tables
        if table.form == "公开09"
        for note in table.notes
    )


def _class_above(section: Section, by_id: dict[str, Section]) -> str | None:
    """The class that a heading such as （一）一般公共服务支出（类） gives to the items below it."""
    for each in topics.ancestors(section, by_id):
        match = _CLASS.match(accounts.fold(each.title))
        if match:
            return match["name"] + ("支出" if "支出" in each.title else "")
    return None
