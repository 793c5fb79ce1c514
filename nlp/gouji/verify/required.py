"""What the explanation of final accounts must hold: its sections, and the counts beside the three public expenses."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

import msgspec

from gouji import patterns
from gouji.accounts import fold
from gouji.facts import Fact
from gouji.model import Check, Finding, Report
from gouji.verify.findings import Maker
from gouji.vocabulary import Outcome, Severity

ENOUGH = 2
"""An explanation that holds fewer than one in so many of the required contents is an excerpt, not a whole one."""


class Required(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One entry of patterns/checks/sections.yaml."""

    code: str
    name: str
    headings: str
    words: str
    source: str
    example: str
    counter_example: str
    exempt: str | None = None


class RequiredCount(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One entry of patterns/checks/required_counts.yaml."""

    code: str
    account: str
    name: str
    words: str
    severity: Severity
    source: str
    example: str
    counter_example: str


@functools.cache
def sections() -> tuple[Required, ...]:
    """The contents that an explanation must have, as data."""
    return patterns.load("checks/sections", Required)


@functools.cache
def counts() -> tuple[RequiredCount, ...]:
    """The counts that must stand beside an amount, as data."""
    return patterns.load("checks/required_counts", RequiredCount)


def owed(report: Report, facts: Sequence[Fact], maker: Maker) -> tuple[list[Check], list[Finding]]:
    """The checks and findings of both; nothing is asked of another kind of report, nor of an excerpt."""
    told = {s.id: s for s in report.sections if s.role == "explanation"}
    text = fold("".join(p.text for p in report.paragraphs if p.section in told))
    titles = [fold("".join(s.title.split())) for s in told.values()]
    held = [entry for entry in sections() if holds(entry, titles, text)]
    if report.kind != "final_accounts" or len(held) * ENOUGH < len(sections()):
        outcome: Outcome = "insufficient_data" if report.kind == "final_accounts" else "not_applicable"
        codes = [*(entry.code for entry in sections()), *(entry.code for entry in counts())]
        return [Check(code, outcome) for code in codes], []
    everywhere = fold("".join(p.text for p in report.paragraphs))
    checks: list[Check] = []
    findings: list[Finding] = []
    for entry in sections():
        exempt = entry.exempt is not None and re.search(entry.exempt, report.department or "") is not None
        if entry in held or exempt or re.search(entry.headings, everywhere):
            checks.append(Check(entry.code, "pass"))
            continue
        message = f"情况说明未见“{entry.name}”"
        checks.append(Check(entry.code, "fail", message=message))
        findings.append(maker.make("section.missing", "warning", message, implied=entry.name, key=entry.code))
    forms = (t for t in report.tables if t.form == "公开09")
    labels = "".join(part for t in forms for cell in t.cells for part in (cell.row, *cell.column_path))
    for count in counts():
        check, finding = _count(count, facts, text + fold(labels), maker)
        checks.append(check)
        findings += finding
    return checks, findings


def holds(entry: Required, titles: Sequence[str], text: str) -> bool:
    """Whether one of the folded titles is a heading for a required content, or the folded text speaks of it."""
    return (
        any(re.search(entry.headings, title) for title in titles) or re.search(entry.words, text) is not None
    )


def _count(
    entry: RequiredCount, facts: Sequence[Fact], text: str, maker: Maker
) -> tuple[Check, list[Finding]]:
    """A count is owed where the form prints an amount for it."""
    paid = [f for f in facts if f.form == "公开09" and f.account == entry.account and f.measure == "决算"]
    if not paid:
        return Check(entry.code, "insufficient_data"), []
    spent = next((f.cell for f in paid if f.cell.value), None)
    if spent is None:
        return Check(entry.code, "not_applicable"), []
    if re.search(entry.words, text):
        return Check(entry.code, "pass", (spent.id,)), []
    message = f"{entry.account}决算{spent.text}万元，情况说明未见{entry.name}"
    finding = maker.make(
        "count.missing", entry.severity, message, cells=(spent.id,), implied=entry.name, key=entry.code
    )
    return Check(entry.code, "fail", (spent.id,), message=message), [finding]
