"""Claims × report → links: the cell, or the expression over cells and claims, that each claim describes.

Decided by what the sentence says, never by looking for the same number (a wrong figure would never be found).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from gouji import accounts, facts, topics
from gouji.beside import Beside
from gouji.link.across import of_all_budgets
from gouji.link.budget import BudgetBook
from gouji.link.candidates import Candidates
from gouji.link.chain import Chain
from gouji.link.derive import Deriver
from gouji.link.implied import implied
from gouji.link.projects import Projects
from gouji.link.rows import Rows
from gouji.link.score import Settings, choose
from gouji.model import Claim, Link, Report, Sentence
from gouji.topics import Topic

_EARLY = re.compile(
    r"(?<!1)(?:[1-9]|1[01])月(?:底|末|份)|上半年|前?[一二三]季度|[一二三]季[度末]|前[\d一二三四五六七八九十]+个月"
)
_LINKED = {"level", "none", "count", "score", "completion"}
_RATIOS = {"%", "个百分点", "倍"}
_BY_ROW = {"three_public": {"count"}, "assets": {"count", "level"}}


def link(
    report: Report, sentences: Sequence[Sentence], claims: Sequence[Claim], beside: Beside | None = None
) -> tuple[Link, ...]:
    """One link for each claim, in order; a claim that no cell and no expression states has status none.

    With last year's report, what is said against 上年 is tied to its cells too (see `chain`); with the budget report
    of the year, what is said of 年初预算 (see `budget`).
    """
    settings = Settings()
    by_section = topics.of_report(report)
    section = {s.id: s.section for s in sentences}
    texts = {s.id: s.text for s in sentences}
    index = Candidates(facts.of_report(report), report.fiscal_year)
    projects = Projects(report)
    rows = Rows(report)
    named = _named(claims)
    direct: dict[str, Link] = {}
    topic_of: dict[str, Topic | None] = {}
    for claim in claims:
        topic = by_section.get(section.get(claim.sentence) or "")
        topic_of[claim.id] = topic
        if claim.kind not in _LINKED:
            continue
        found = None
        if topic is not None and topic.id == "performance":
            found = projects.link(claim, section.get(claim.sentence), texts[claim.sentence])
        if found is None and topic is not None and claim.kind in _BY_ROW.get(topic.id, ()):
            found = rows.link(claim)
        if found is None and claim.kind in {"level", "none"} and claim.unit not in _RATIOS:
            found = choose(claim, topic, index.of(claim, topic, named[claim.sentence]), settings)
            found = found or of_all_budgets(claim, index, settings)
        if found is not None:
            direct[claim.id] = found
    deriver = Deriver(claims, section, direct, topic_of, index, settings)
    early = _part_of_year(sentences, claims)
    links = [
        direct.get(c.id) or (deriver.link(c) if c.id not in early else None) or Link(c.id, "none")
        for c in claims
    ]
    links = implied(claims, section, links, deriver.level, index.opening(), projects.numbered())
    others = beside or Beside()
    if others.budget is not None:
        book = BudgetBook(others.budget, deriver.level, settings)
        links = [book.link(c, topic_of[c.id], own) for c, own in zip(claims, links, strict=True)]
    if others.prior is not None:
        chain = Chain(others.prior, deriver.level, settings)
        links = [chain.link(c, topic_of[c.id], own) for c, own in zip(claims, links, strict=True)]
    return tuple(links)


def _part_of_year(sentences: Sequence[Sentence], claims: Sequence[Claim]) -> set[str]:
    """The rates that are of a part of the year (9月底执行率仅52.4%): no figure of the whole year gives them."""
    own = {s.id: s for s in sentences}
    found = set()
    for claim in claims:
        sentence = own[claim.sentence]
        clause = re.split(r"[，。；：]", sentence.text[: claim.start - sentence.start])[-1]
        if claim.kind == "completion" and _EARLY.search(clause):
            found.add(claim.id)
    return found


def _named(claims: Sequence[Claim]) -> defaultdict[str, set[str]]:
    """Sentence id → the plain accounts its claims speak of."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for claim in claims:
        term = accounts.term((claim.subject or "").rpartition("/")[2])
        if term is not None:
            found[claim.sentence].add(term.base or term.name)
    return found
