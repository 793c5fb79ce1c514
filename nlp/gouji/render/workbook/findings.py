"""The sheets of findings: the list, and the working papers of an auditor, one line a cause."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from gouji.model import Audit, Claim, Finding, Verdict
from gouji.render.figures import (
    amount,
    cell_text,
    diagnoses,
    place,
    said_computed_implied,
    written_out,
)
from gouji.render.lookup import Group, Lookup, groups, page_of, sentence_of, settling_cells
from gouji.render.titles import finding_title
from gouji.render.wording import SEVERITIES, word
from gouji.render.workbook.book import MIDDLE, Look, Sheet
from gouji.render.workbook.claims import FIRST as FIRST_CLAIM
from gouji.render.workbook.digits import PERCENT, as_written, computed_unit, pattern
from gouji.render.workbook.formulas import Operand
from gouji.render.workbook.sheets import FILLS, Forms
from gouji.render.workbook.words import CLAIMS, FINDINGS, PAPERS, TEXTS, at, heads

FIRST = 1
_SHOWN_CELLS = 4
_SHOWN_CLAIMS = 3
_GAP_DECIMALS = 2
_SEVERITY_FILLS = {
    "error": FILLS["contradicted"],
    "warning": FILLS["finding"],
    "notice": FILLS["unverifiable"],
}
_BLANK = ("by", "date", "reviewer", "opinion")


@dataclass(frozen=True, slots=True)
class Desk:
    """What the sheets of findings are written from, and where the other sheets have their rows."""

    audit: Audit
    lookup: Lookup
    forms: Forms
    operands: Mapping[str, Operand]
    claims: Sheet
    lang: str

    def claim_numbers(self, finding: Finding) -> list[int]:
        """The numbers of a finding's claims on their sheet."""
        numbers = {claim.id: number for number, claim in enumerate(self.audit.claims, 1)}
        return [numbers[claim] for claim in finding.claims if claim in numbers]

    def section(self, finding: Finding) -> str | None:
        """The section that a finding stands in."""
        sentence = sentence_of(finding, self.lookup)
        section = self.lookup.sections.get((sentence.section if sentence else None) or "")
        return f"{section.number}{section.title}" if section else None

    def cells(self, finding: Finding) -> list[tuple[str, str, str]]:
        """The form, the place and the text of each cell that settles a finding, blank ones only where all are."""
        named = [self.lookup.cells[cell] for cell in settling_cells(finding, self.lookup)]
        found = [(table, cell) for table, cell in named if cell.value is not None] or named
        return [
            (
                self.forms.sheets.get(table.id, table.form or table.title),
                place(cell),
                cell_text(cell, self.lang),
            )
            for table, cell in found
        ]

    def diagnosis(self, finding: Finding) -> str:
        """The hypotheses that fit, one a line."""
        right = word(TEXTS, "implied", self.lang)
        told = [
            (name, right.format(implied) if implied else None, where)
            for name, implied, where in diagnoses(finding, self.lookup, self.lang)
        ]
        return "\n".join(" · ".join(part for part in parts if part) for parts in told)


def add_findings(sheet: Sheet, desk: Desk) -> None:
    """Write all findings, those of one cause below each other, the gravest first."""
    sheet.heads(0, *heads(FINDINGS, desk.lang))
    sheet.spread(1)
    row = FIRST
    for cause, group in enumerate(groups(desk.audit.findings), 1):
        for one in (group.head, *group.followers):
            _finding(sheet, row, cause, one.finding, desk)
            row += 1
    sheet.filtered(0, row - 1, len(FINDINGS))


def _finding(sheet: Sheet, row: int, cause: int, finding: Finding, desk: Desk) -> None:
    said, computed, implied = said_computed_implied(finding, desk.lookup)
    sentence = sentence_of(finding, desk.lookup)
    cells = desk.cells(finding)
    texts = {
        "type": finding_title(finding.code, desk.lang), "message": finding.message, "section": desk.section(finding),
        "sentence": sentence.text if sentence else None, "said": said, "computed": computed, "implied": implied,
        "diagnosis": desk.diagnosis(finding), "id": finding.id,
    }  # fmt: skip
    for key, text in texts.items():
        sheet.text(row, at(FINDINGS, key), text)
    severity = word(SEVERITIES, finding.severity, desk.lang)
    sheet.text(row, at(FINDINGS, "severity"), severity, Look(fill=_SEVERITY_FILLS[finding.severity]))
    sheet.number(row, at(FINDINGS, "number"), row, MIDDLE)
    sheet.number(row, at(FINDINGS, "page"), page_of(finding, desk.lookup), MIDDLE)
    sheet.number(row, at(FINDINGS, "cause"), cause, MIDDLE)
    words = "\n".join(f"{form} {where}：{text}" for form, where, text in cells[:_SHOWN_CELLS])
    sheet.text(row, at(FINDINGS, "cells"), words)
    target = next(
        (desk.operands[cell] for cell in settling_cells(finding, desk.lookup) if cell in desk.operands), None
    )
    _link(sheet, row, "goto", target.place if target else None, target.sheet if target else "")
    numbers = desk.claim_numbers(finding)
    first = desk.claims.place(FIRST_CLAIM + numbers[0] - 1, at(CLAIMS, "value")) if numbers else None
    told = "、".join(map(str, numbers))
    if len(numbers) > _SHOWN_CLAIMS:
        told = word(TEXTS, "several", desk.lang).format(numbers[0], len(numbers))
    _link(sheet, row, "claim_rows", first, told)


def _link(sheet: Sheet, row: int, key: str, target: str | None, text: str) -> None:
    if target is None:
        sheet.text(row, at(FINDINGS, key), None)
    else:
        sheet.link(row, at(FINDINGS, key), target, text)


def add_papers(sheet: Sheet, desk: Desk) -> None:
    """Write the working papers: what was found, how, on what evidence; who and when is left to the auditor."""
    sheet.heads(0, *heads(PAPERS, desk.lang))
    sheet.spread(1)
    causes = groups(desk.audit.findings)
    for row, group in enumerate(causes, FIRST):
        _paper(sheet, row, group, desk)
    sheet.filtered(0, len(causes), len(PAPERS))


def _paper(sheet: Sheet, row: int, group: Group, desk: Desk) -> None:
    finding = group.head.finding
    sentence = sentence_of(finding, desk.lookup)
    sources = desk.audit.report.sources
    cells = desk.cells(finding)[:_SHOWN_CELLS]
    severity = word(SEVERITIES, group.severity, desk.lang)
    texts = {
        "index": f"{row:03d}", "matter": _matter(group, desk), "procedure": _procedure(finding, desk),
        "file": "\n".join(source.name for source in sources), "sha256": "\n".join(s.sha256 for s in sources),
        "table": "\n".join(dict.fromkeys(form for form, _, _ in cells)),
        "cell": "\n".join(f"{where}：{text}" for _, where, text in cells),
        "quotation": sentence.text if sentence else None,
        "nature": "\n".join(part for part in (severity, desk.diagnosis(finding)) if part),
    }  # fmt: skip
    for key, text in texts.items():
        sheet.text(row, at(PAPERS, key), text)
    sheet.number(row, at(PAPERS, "at_page"), page_of(finding, desk.lookup), MIDDLE)
    _difference(sheet, row, finding, desk)
    for key in _BLANK:
        sheet.text(row, at(PAPERS, key), None, Look(digits="yyyy-mm-dd" if key == "date" else None))


def _matter(group: Group, desk: Desk) -> str:
    lines = [finding_title(group.head.finding.code, desk.lang), group.head.finding.message]
    if group.followers:
        same = "；".join(dict.fromkeys(one.finding.message for one in group.followers[:_SHOWN_CELLS]))
        lines.append(word(TEXTS, "same_cause", desk.lang).format(same))
    return "\n".join(lines)


def _procedure(finding: Finding, desk: Desk) -> str:
    """How the finding came about, in the steps that another could repeat."""
    lines = [
        word(TEXTS, "compared", desk.lang).format(f"{form} {where}：{text}")
        for form, where, text in desk.cells(finding)[:_SHOWN_CELLS]
    ]
    verdict = _verdict(finding, desk)
    if verdict is not None:
        claim, link = desk.lookup.claims[verdict.claim], desk.lookup.links.get(verdict.claim)
        computed = amount(verdict.computed, computed_unit(claim))
        if link is not None and link.expression and link.status != "linked" and computed:
            written = written_out(link.expression, desk.lookup, desk.lang)
            lines.append(word(TEXTS, "recalculated", desk.lang).format(written, computed))
        if verdict.allowed:
            within = amount(verdict.allowed, computed_unit(claim))
            lines.append(word(TEXTS, "within", desk.lang).format(within))
    return "\n".join(lines or [word(TEXTS, "read_through", desk.lang)])


def _difference(sheet: Sheet, row: int, finding: Finding, desk: Desk) -> None:
    """The gap of the contradicted claim, taken from the sheet of claims."""
    column, verdict = at(PAPERS, "difference"), _verdict(finding, desk)
    if verdict is None or verdict.gap is None:
        sheet.text(row, column, None)
        return
    index, claim = next((i, c) for i, c in enumerate(desk.audit.claims) if c.id == verdict.claim)
    gap = as_written(verdict.gap, claim)
    place_of_gap = desk.claims.place(FIRST_CLAIM + index, at(CLAIMS, "gap"))
    sheet.formula(row, column, place_of_gap, gap, Look(digits=_gap_digits(claim)))


def _gap_digits(claim: Claim) -> str:
    percent, unit = claim.unit == PERCENT, computed_unit(claim) or ""
    return pattern(_GAP_DECIMALS, percent=percent, suffix="" if percent else unit)


def _verdict(finding: Finding, desk: Desk) -> Verdict | None:
    """The verdict on the first claim of a finding that the evidence contradicts."""
    held = (desk.lookup.verdicts[claim] for claim in finding.claims if claim in desk.lookup.verdicts)
    return next((verdict for verdict in held if verdict.verdict == "contradicted"), None)
