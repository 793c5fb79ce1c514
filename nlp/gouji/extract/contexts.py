"""What each paragraph of the explanation inherits: its topic, the report's years and budget, the class above it."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from gouji import accounts, topics
from gouji.extract.frames import Context
from gouji.extract.layout import plain
from gouji.model import Paragraph, Report, Section
from gouji.topics import Topic

_RUN_IN = re.compile(
    r"^(?P<mark>\d{1,2}[.．、]|（[\d一二三四五六七八九十]{1,3}）|[①-⑳])?(?:关于)?(?P<title>[^，。；：\d]{2,26})(?P<stop>。|：|$)"
)
_OWN_TOPICS = frozenset(
    {
        "running_cost",
        "procurement",
        "assets",
        "performance",
        "three_public",
        "purchase_of_services",
        "carryover",
        "fund",
        "state_capital",
    }
)
_TITLE = re.compile(r"情况|说明|绩效目标")
_NAMED_BUDGET = re.compile(r"(年初|全年|调整)后?的?预算")
_PROJECT_NAME = re.compile(
    r"^(?:\d{1,2}[.．、]|（[\d一二三四五六七八九十]{1,3}）|[①-⑳])?(?:一级|二级)?项目名称：“?(?P<name>[^，。；：“]{3,50})"
)
_PROJECT_ALONE = re.compile(
    r"(?:\d{1,2}[.．、]|（[\d一二三四五六七八九十]{1,3}）|[①-⑳])?“?(?P<name>[^，。；：“]{3,50}(?:项目|工程|经费|专项|补助|补贴|资金))“?(?:(?:支出)?绩效(?:自评|评价)(?:综述|情况|结果|报告)*)?[。：]?"
)
_NEXT_HEAD = re.compile(r"\d{1,2}[.．、]|（[一二三四五六七八九十]{1,3}）|[一二三四五六七八九十]+、")
_OPENS_LIST = re.compile(
    r"(?:^|[，。；])(?P<title>[^，。；：]{4,24}?)(?:的)?(?:主要内容|具体内容|具体情况|明细)?如下：$"
)
_STANDING = re.compile(r"截[至止](?P<year>20\d\d)年")
_LEAD_YEAR = re.compile(r"^[^，。；]{0,12}?(?P<year>20\d\d)年")


def contexts(report: Report) -> Iterator[tuple[Paragraph, Context]]:
    """The paragraphs of the explanation part, each with what it inherits."""
    by_id = {section.id: section for section in report.sections}
    by_section = topics.of_report(report)
    whole_year = _states_whole_year(report)
    budget_report = report.kind == "budget"
    explained = [p for p in report.paragraphs if _is_explained(p, by_id)]
    opening = any("年初预算" in p.text for p in explained)
    said = _budgets(explained)
    default = "本年预算" if budget_report else "决算"
    local: dict[str, Topic] = {}
    projects: dict[str, str] = {}
    standing: dict[str, int] = {}
    for paragraph in explained:
        section = by_id[paragraph.section or ""]
        topic = _topic(paragraph, section, by_section[section.id], local)
        three_public = topic is not None and topic.id == "three_public"
        budget = "全年预算" if (three_public and whole_year) or not opening else "年初预算"
        budget = "本年预算" if budget_report else said.get(_chapter(section.id), budget)
        if topic is not None and topic.id == "performance" and not budget_report:
            budget = "全年预算"
        above = _class_above(section, by_id)
        _note_project(paragraph, topic, projects)
        heading = projects.get(section.id, section.title)
        as_of = _as_of(paragraph, topic, report.fiscal_year, standing) if budget_report else None
        own = (default, budget, above, report.department, heading, as_of)
        yield paragraph, Context(topic, report.fiscal_year, *own)


def _topic(
    paragraph: Paragraph, section: Section, inherited: Topic | None, local: dict[str, Topic]
) -> Topic | None:
    """The topic of a paragraph: that of a heading run into the text (3.国有资产占用情况。), else its section's.

    A heading that is a paragraph of its own holds until the next one in its section, kept in ``local``; one with
    text behind it holds for its paragraph.
    """
    folded = plain(paragraph.text)
    if inherited is None:
        inherited = _lead_in(folded, section, local)
    match = _RUN_IN.match(folded)
    if match is None or not _TITLE.search(match["title"]) or match["title"] in accounts.fold(section.title):
        return local.get(section.id, inherited)
    found = topics.of_title(match["title"])
    found = found if found is not None and found.id in _OWN_TOPICS else None
    if match["mark"] and match["stop"] != "：":
        local.pop(section.id, None)
        if found is not None:
            local[section.id] = found
    return found or local.get(section.id, inherited)


def _lead_in(folded: str, section: Section, local: dict[str, Topic]) -> Topic | None:
    """Keep the topic of a line that opens a list (财政拨款支出主要内容如下：) for the numbered items below it."""
    key = f"{section.id}："
    if (opened := _OPENS_LIST.search(folded)) is not None:
        found = topics.of_title(opened["title"])
        if found is not None and found.base is not None:
            local[key] = found
    elif not _NEXT_HEAD.match(folded):
        local.pop(key, None)
    return local.get(key)


def _as_of(
    paragraph: Paragraph, topic: Topic | None, fiscal: int | None, standing: dict[str, int]
) -> int | None:
    """The year before the budget's, where the assets or the ratings of that year are told (截至2024年底 in one for 2025)."""
    if topic is None or topic.id not in {"assets", "performance"} or fiscal is None:
        return None
    folded, section = plain(paragraph.text), paragraph.section or ""
    if (match := _STANDING.search(folded)) is not None:
        standing[section] = int(match["year"])
    lead = _LEAD_YEAR.match(folded)
    year = int(lead["year"]) if lead is not None else standing.get(section)
    return year if year == fiscal - 1 else None


def _note_project(paragraph: Paragraph, topic: Topic | None, projects: dict[str, str]) -> None:
    """Keep the project that a paragraph names for those below it in its section, until the next heading."""
    folded, section = plain(paragraph.text), paragraph.section or ""
    if named := _PROJECT_NAME.match(folded):
        projects[section] = _as_project(named["name"])
    elif topic is not None and topic.id == "performance" and (titled := _PROJECT_ALONE.fullmatch(folded)):
        projects[section] = f"{titled['name']}绩效自评"
    elif topic is not None and topic.id == "performance" and _NEXT_HEAD.match(folded):
        projects.pop(section, None)


def _as_project(name: str) -> str:
    return name if name.endswith(("项目", "工程", "经费", "专项", "资金", "补助", "补贴")) else f"{name}项目"


def _budgets(explained: list[Paragraph]) -> dict[str, str]:
    """Chapter → the budget that its first sentence on one names, which an unqualified 预算数 in it then means."""
    found: dict[str, str] = {}
    for paragraph in explained:
        match = _NAMED_BUDGET.search(paragraph.text)
        if match is not None:
            found.setdefault(_chapter(paragraph.section or ""), f"{match[1]}预算")
    return found


def _chapter(section: str) -> str:
    return ".".join(section.split(".")[:2])


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


def _class_above(section: Section, by_id: dict[str, Section]) -> tuple[str | None, ...]:
    """The class and section (款) that headings such as （一）一般公共服务支出（类） give to the items below them."""
    for each in topics.ancestors(section, by_id):
        if (levels := _levels_in(each.title)) is not None:
            return levels
    return ()


@functools.lru_cache(maxsize=512)
def _levels_in(title: str) -> tuple[str | None, ...] | None:
    """The class and section (款) that a heading names, or None."""
    named = accounts.paths(title)
    return named[-1].names[:2] if named and named[-1].names[0] is not None else None
