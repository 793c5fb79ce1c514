"""What a section of the explanation speaks of: its tables, its unnamed subject, the measure of its amounts."""

from __future__ import annotations

import functools
import re

import msgspec

from gouji import patterns
from gouji.accounts import Side, fold
from gouji.model import Report, Section


class Topic(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One entry of patterns/topics.yaml; ``forms`` are the tables it explains, most natural first."""

    id: str
    pattern: str
    forms: tuple[str, ...]
    base: str | None
    scope: str | None
    side: Side
    measure: str | None
    example: str
    counter_example: str


@functools.cache
def _topics() -> tuple[tuple[re.Pattern[str], Topic], ...]:
    return tuple((re.compile(topic.pattern), topic) for topic in patterns.load("topics", Topic))


def of_title(title: str) -> Topic | None:
    """The first topic whose pattern is found in a section title."""
    folded = fold(re.sub(r"\s+", "", title))
    found = next((topic for regex, topic in _topics() if regex.search(folded)), None)
    if found is not None and found.id == "three_public" and "一般公共预算" in folded:
        return msgspec.structs.replace(found, scope="一般公共预算")
    return found


def ancestors(section: Section, by_id: dict[str, Section]) -> list[Section]:
    """A section and those it lies in, innermost first."""
    found, name = [section], section.id
    while "." in name:
        name = name.rpartition(".")[0]
        if name in by_id:
            found.append(by_id[name])
    return found


def of_report(report: Report) -> dict[str, Topic | None]:
    """Section id → topic; a subsection that matches nothing, or only what its parent says more of, inherits."""
    by_id = {section.id: section for section in report.sections}
    found: dict[str, Topic | None] = {}
    for section in report.sections:
        chain = ancestors(section, by_id)
        matched = [topic for topic in (of_title(s.title) for s in chain if s.role == "explanation") if topic]
        found[section.id] = _choose(matched)
    return found


_GENERAL = {"income", "expense", "total"}
_FISCAL = {"fiscal_income", "fiscal_expense", "fiscal_total"}
_FUNDS = {"一般公共预算", "政府性基金", "国有资本经营"}


def _choose(matched: list[Topic]) -> Topic | None:
    """The innermost topic, but a general one (income, expense, total) yields to a parent's scope of money."""
    if not matched:
        return None
    inner = matched[0]
    if inner.id == "three_public" and any(t.id == inner.id and t.scope in _FUNDS for t in matched[1:]):
        return next(t for t in matched[1:] if t.id == inner.id and t.scope in _FUNDS)
    outer = next((topic for topic in matched[1:] if topic.scope != "全部资金"), None)
    if inner.id in _GENERAL and outer is not None:
        return outer
    narrower = inner.id in _FISCAL and outer is not None and outer.scope in _FUNDS
    return outer if narrower else inner
