"""The contents against what follows: parts and headings under their numbers, forms in their order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from gouji.model import Paragraph, Report, Section
from gouji.similar import dice
from gouji.verify.rules import Breach

_PART = re.compile(r"^第[一二三四五六七八九十]{1,3}部分[：:、]?")
_FIRST = re.compile(r"^[一二三四五六七八九十]{1,3}、")
_NUMBERED = re.compile(r"^(?:[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.．、])")
_LEADERS = re.compile(r"[.．…·\s-]*\d{0,3}$")
_NOISE = re.compile(r"20\d{2}年度?|[\s，、。：；“”\"'《》（）()·.…的和及与]|^关于")
_LEAST_FORMS = 5
_ALIKE = 0.6


@dataclass(slots=True)
class Entry:
    """One entry of the contents, perhaps over several lines, with those below it."""

    number: str
    lines: list[str]
    page: int | None
    below: list[Entry] = field(default_factory=list)

    @property
    def title(self) -> str:
        """The entry as its first line prints it."""
        return self.lines[0]


def entries(paragraphs: Sequence[Paragraph]) -> list[Entry]:
    """The parts that the contents announce, with the headings of first order below them; wrapped lines joined."""
    parts: list[Entry] = []
    last: Entry | None = None
    for paragraph in paragraphs:
        text = "".join(paragraph.text.split())
        if text in {"目录", "目次"}:
            continue
        part, first = _PART.match(text), _FIRST.match(text)
        if part:
            last = Entry(part.group().rstrip("：:、"), [_title(text[part.end() :])], paragraph.page)
            parts.append(last)
        elif first and parts:
            last = Entry(first.group(), [_title(text[first.end() :])], paragraph.page)
            parts[-1].below.append(last)
        elif _NUMBERED.match(text):
            last = None
        elif last is not None:
            last.lines.append(_title(text))
    return parts


def _title(text: str) -> str:
    return _LEADERS.sub("", text)


def contents_breaches(report: Report, paragraphs: Sequence[Paragraph]) -> Iterator[Breach]:
    """Headings that are other, or not there, under the number that the contents give them."""
    tops = {s.number.rstrip("：:、"): s for s in report.sections if "." not in s.id}
    everywhere = "".join(_bare(p.text, report) for p in report.paragraphs if p not in paragraphs)
    for part in entries(paragraphs):
        section = tops.get(part.number)
        if section is None:
            if part.title and _bare(part.title, report) not in everywhere:
                yield Breach(f"{part.number}{part.title}", "无此标题", page=part.page)
            continue
        yield from _heading(part, section, report, everywhere)
        if section.role == "forms":
            yield from _forms(part, report, everywhere)
            continue
        children = {
            s.number: s for s in report.sections if s.id.startswith(f"{section.id}.") and s.id.count(".") == 1
        }
        for entry in part.below:
            if entry.number in children:
                yield from _heading(entry, children[entry.number], report, everywhere)
            elif children and _bare(entry.title, report) not in everywhere:
                yield Breach(f"{entry.number}{entry.title}", "无此标题", page=entry.page)


def _heading(entry: Entry, section: Section, report: Report, everywhere: str) -> Iterator[Breach]:
    other = _bare(section.title, report)
    printed = ["".join(entry.lines[:n]) for n in range(1, len(entry.lines) + 1)]
    held = [one for one in (_bare(title, report) for title in printed) if one == other or one in everywhere]
    if other and entry.title and not held:
        yield Breach(f"{entry.number}{''.join(entry.lines[:2])}", section.title, page=section.page)


def _forms(part: Entry, report: Report, everywhere: str) -> Iterator[Breach]:
    """Forms that the contents announce and the report does not print under that title."""
    if sum(table.form is not None for table in report.tables) < _LEAST_FORMS:
        return
    titles = [_bare(table.title, report) for table in report.tables]
    for entry in part.below:
        title = _bare(entry.title, report)
        alike = any(dice(title, other) >= _ALIKE for other in titles)
        if title.endswith("表") and title not in everywhere and not alike:
            yield Breach(f"{entry.number}{entry.title}", "无此表题", page=entry.page)


def order_breaches(report: Report, paragraphs: Sequence[Paragraph]) -> Iterator[Breach]:
    """Forms that stand in another order than the contents list them."""
    order: dict[str, int] = {}
    for part in entries(paragraphs):
        for entry in part.below:
            order.setdefault(_bare(entry.title, report), len(order))
    highest, before = -1, ""
    for table in report.tables:
        place = order.get(_bare(table.title, report)) if table.form else None
        if place is None:
            continue
        if place < highest:
            yield Breach(f"《{table.title}》", f"《{before}》", cells=tuple(c.id for c in table.cells[:1]))
        else:
            highest, before = place, table.title


def _bare(text: str, report: Report) -> str:
    """A title without department, year, numbering and marks."""
    plain = "".join(text.split())
    if report.department:
        plain = plain.replace(report.department, "")
    plain = _FIRST.sub("", _PART.sub("", plain))
    return _NOISE.sub("", plain)
