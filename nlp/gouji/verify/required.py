"""What a final-account report must tell: the sections of its explanation, and counts or parts beside an amount."""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

import msgspec

from gouji import accounts, patterns
from gouji.facts import Fact
from gouji.model import Cell, Check, Claim, Finding, Report
from gouji.sums import name_of
from gouji.verify.findings import Maker
from gouji.verify.values import Values
from gouji.vocabulary import Outcome, ReportKind

ENOUGH = 2
"""An explanation that holds fewer than one in so many of the required contents is an excerpt, not a whole one."""
_FOREIGN = "外"
_ELSEWHERE = frozenset({"attachment", None})
"""Roles of sections outside the explanation whose headings count; the contents and the glossary name everything."""


class RequiredSection(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One entry of patterns/checks/sections.yaml; ``forms``: a form that is headed so tells it too; ``of``: the kind of report."""

    code: str
    name: str
    headings: str
    words: str
    source: str
    example: str
    counter_example: str
    exempt: str | None = None
    since: int = 0
    forms: bool = False
    of: ReportKind = "final_accounts"


class RequiredItem(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One entry of patterns/checks/required.yaml."""

    code: str
    name: str
    amount: str
    source: str
    example: str
    counter_example: str
    counted: str = ""
    unit: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()

    @property
    def formula(self) -> str:
        """The rule as a reader knows it."""
        return f"{self.amount}不为零，应说明{self.name}"


@functools.cache
def sections() -> tuple[RequiredSection, ...]:
    """The contents that an explanation must have, as data."""
    return patterns.load("checks/sections", RequiredSection)


@functools.cache
def items() -> tuple[RequiredItem, ...]:
    """What must stand beside an amount, as data."""
    return patterns.load("checks/required", RequiredItem)


def owed(
    report: Report, claims: Sequence[Claim], facts: Sequence[Fact], values: Values, maker: Maker
) -> tuple[list[Check], list[Finding]]:
    """The checks and findings of both; items are asked of final accounts only, and nothing of an excerpt."""
    missing = _Missing(report, claims, facts, values)
    checks, absent = missing.sections()
    findings = [
        maker.make(
            "section.missing", "warning", f"情况说明未见“{s.name}”", implied=s.name, key=s.code
        )
        for s in absent
    ]  # fmt: skip
    if report.kind != "final_accounts":
        return [*checks, *(Check(i.code, "not_applicable", message=i.formula) for i in items())], findings
    told, lacking = missing.items()
    for where, entries in lacking.items():
        findings.append(_without(where, entries, maker))
    return [*checks, *told], findings


def _duty(entry: RequiredSection) -> str:
    return f"情况说明应包括{entry.name}"


def _without(where: Claim | Cell, entries: Sequence[RequiredItem], maker: Maker) -> Finding:
    """One finding for all that an amount lacks."""
    names, key = "、".join(entry.name for entry in entries), "".join(entry.name for entry in entries)
    if isinstance(where, Claim):
        message = f"{where.subject}为{where.text}，未说明{names}"
        return maker.make(
            "item.missing", "warning", message, claim=where, said=where.text, implied=names, key=key
        )
    message = f"{entries[0].amount}决算{where.text}，情况说明未见{names}"
    return maker.make(
        "item.missing", "warning", message, cells=(where.id,), said=where.text, implied=names, key=key
    )


class _Missing:
    """A report searched for what it must tell."""

    def __init__(
        self, report: Report, claims: Sequence[Claim], facts: Sequence[Fact], values: Values
    ) -> None:
        self._report, self._claims, self._facts, self._values = report, claims, facts, values
        told = {s.id: s for s in report.sections if s.role == "explanation"}
        role = {s.id: s.role for s in report.sections}
        self._text = _folded(p.text for p in report.paragraphs if p.section in told)
        self._titles = [_folded(s.title.split()) for s in told.values()]
        self._elsewhere = _folded(
            p.text for p in report.paragraphs if role.get(p.section or "") in _ELSEWHERE
        )
        self._forms = _folded(table.title for table in report.tables)
        owed = [s for s in sections() if s.of == report.kind]
        self._held = {s.code for s in owed if holds(s, self._titles, self._text)}
        self._whole = len(self._held) * ENOUGH >= len(owed)

    def sections(self) -> tuple[list[Check], list[RequiredSection]]:
        """The check of each required section, and those that are missing."""
        outcomes = {entry.code: self._section(entry) for entry in sections()}
        checks = [Check(s.code, outcomes[s.code], message=_duty(s)) for s in sections()]
        return checks, [entry for entry in sections() if outcomes[entry.code] == "fail"]

    def _section(self, entry: RequiredSection) -> Outcome:
        if entry.of != self._report.kind:
            return "not_applicable"
        if not self._whole:
            return "insufficient_data"
        exempt = entry.exempt is not None and re.search(entry.exempt, self._report.department or "")
        if exempt or (self._report.fiscal_year or entry.since) < entry.since:
            return "not_applicable"
        beside = self._elsewhere + self._forms if entry.forms else self._elsewhere
        there = entry.code in self._held or re.search(entry.headings, beside)
        return "pass" if there else "fail"

    def items(self) -> tuple[list[Check], dict[Claim | Cell, list[RequiredItem]]]:
        """The check of each entry, and what each amount that is printed lacks."""
        checks: list[Check] = []
        lacking: defaultdict[Claim | Cell, list[RequiredItem]] = defaultdict(list)
        for entry in items():
            outcome, where = self._item(entry)
            claims = (where.id,) if isinstance(where, Claim) else ()
            cells = (where.id,) if isinstance(where, Cell) else ()
            checks.append(Check(entry.code, outcome, cells, claims, message=entry.formula))
            if outcome == "fail" and where is not None:
                lacking[where].append(entry)
        return checks, lacking

    def _item(self, entry: RequiredItem) -> tuple[Outcome, Claim | Cell | None]:
        """An amount of the narrative asks for what must stand beside it; one of the form only in a whole explanation."""
        said = [claim for claim in self._claims if _states(claim, entry.amount)]
        printed = [
            f.cell for f in self._facts if f.form == "公开09" and f.account == entry.amount and f.measure == "决算"
        ]  # fmt: skip
        held: list[Claim | Cell] = [*said, *(printed if self._whole else ())]
        paid = next((each for each in held if each.value), None)
        if paid is None:
            return ("not_applicable" if held else "insufficient_data"), None
        told = is_told(entry, self._claims, self._values)
        return ("pass" if told else "fail"), paid


def _folded(texts: Iterator[str] | Sequence[str]) -> str:
    return accounts.fold("".join(texts))


def _states(claim: Claim, amount: str) -> bool:
    """Whether a claim tells what was spent on an account."""
    if claim.kind != "level" or claim.measure != "决算" or claim.value is None:
        return False
    term = accounts.term(name_of(claim))
    return term is not None and term.name == amount


def holds(entry: RequiredSection, titles: Sequence[str], text: str) -> bool:
    """Whether one of the folded titles is a heading for a required content, or the folded text speaks of it."""
    headed = any(re.search(entry.headings, title) for title in titles)
    return headed or re.search(entry.words, text) is not None


def is_told(entry: RequiredItem, claims: Sequence[Claim], values: Values) -> bool:
    """Whether the narrative, or a cell of a table for a count, tells what an entry asks for beside its amount."""
    if entry.parts:
        return any(name_of(claim) in entry.parts for claim in claims)
    if any(_counts(claim, entry) for claim in claims):
        return True
    labels = (
        label
        for cell in values.cells.values()
        if cell.value
        for label in {cell.row, *cell.row_path, *cell.column_path}
    )
    return any(any(u in label for u in entry.unit) and re.search(entry.counted, label) for label in labels)


def _counts(claim: Claim, entry: RequiredItem) -> bool:
    subject = claim.subject or ""
    home = _FOREIGN not in subject
    counted = re.search(entry.counted, subject) is not None
    return claim.kind == "count" and claim.unit in entry.unit and home and counted
