"""Figures as they are shown: separators, units, and an expression written out with its figures."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from gouji.facts import BUDGET, IMPLIED
from gouji.model import Cell, Claim, Finding, Report
from gouji.render.lookup import Lookup
from gouji.render.titles import about_figures
from gouji.render.wording import DIAGNOSES, LABELS, REPORTS, word

_REFERENCE = re.compile(r"\[([^\[\]]+)\]")
# More decimals than any report prints: a quotient is cut here, and marked as cut.
_DECIMALS = 6


@dataclass(frozen=True, slots=True)
class Term:
    """A part of an expression: an operator, or a figure with the cell or claim it comes from."""

    text: str
    cell: str | None = None
    claim: str | None = None


def number(value: Decimal) -> str:
    """A number in plain notation with separators; a long quotient is cut and marked with ≈."""
    exponent = value.as_tuple().exponent
    if isinstance(exponent, int) and exponent < -_DECIMALS:
        return "≈" + f"{value:,.{_DECIMALS}f}".rstrip("0").rstrip(".")
    return f"{value:,f}"


def amount(value: Decimal | None, unit: str | None) -> str | None:
    """A number with its unit, None where there is none."""
    return None if value is None else number(value) + (unit or "")


def cell_text(cell: Cell, lang: str) -> str:
    """What a cell prints; a blank one is named, so that it is not taken for 0."""
    return cell.text or word(LABELS, "blank", lang)


def place(cell: Cell) -> str:
    """Row and column of a cell in words: 总计 × 收入/金额."""
    row = "/".join(part for part in cell.row_path if part) or cell.row
    column = "/".join(part for part in cell.column_path if part) or cell.column
    return " × ".join(part for part in (row, column) if part)


def terms(expression: str, lookup: Lookup, lang: str) -> tuple[Term, ...]:
    """An expression over ids with the figures in their places; an id that is not held stays as printed."""
    written: list[Term] = []
    for index, part in enumerate(_REFERENCE.split(expression)):
        if index % 2:
            written.append(_term(part, lookup, lang))
        elif part:
            written.append(Term(part))
    return tuple(written)


def written_out(expression: str, lookup: Lookup, lang: str) -> str:
    """An expression as one line of figures: 2,362.43 ÷ (8,415.64 + 2,362.43)."""
    return "".join(term.text for term in terms(expression, lookup, lang))


def expressions(finding: Finding, lookup: Lookup, lang: str) -> list[str]:
    """How the figures of a finding's claims are derived; a plain link to one cell says nothing new."""
    links = [lookup.links[claim] for claim in finding.claims if claim in lookup.links]
    telling = [link for link in links if IMPLIED not in link.parts]
    derived = (link.expression for link in telling if link.expression and link.status != "linked")
    return [written_out(expression, lookup, lang) for expression in dict.fromkeys(derived)]


def report_title(report: Report, lang: str) -> str:
    """Department, year and kind of a report: 某市人民政府办公室 2023年度部门决算."""
    department = report.department or word(LABELS, "unknown_department", lang)
    year = "" if report.fiscal_year is None else word(LABELS, "year", lang).format(report.fiscal_year)
    return f"{department} {year}{word(REPORTS, report.kind, lang)}"


def diagnoses(finding: Finding, lookup: Lookup, lang: str) -> tuple[tuple[str, str | None, str | None], ...]:
    """The hypotheses that fit a finding or its contradicted claim: name, figure it makes right, and where."""
    held = finding.diagnosis or tuple(
        one
        for claim in finding.claims
        if claim in lookup.verdicts and about_figures(finding.code)
        for one in lookup.verdicts[claim].diagnosis
    )
    unit = next((lookup.claims[claim].unit for claim in finding.claims if claim in lookup.claims), None)
    named = (
        (word(DIAGNOSES, one.hypothesis, lang), amount(one.implied, unit), whereabouts(one.where, lookup))
        for one in held
    )
    return tuple(dict.fromkeys(named))


def whereabouts(where: str | None, lookup: Lookup) -> str | None:
    """The place a diagnosis names: a cell id is told in words, anything else stays as it is."""
    if where is None or where not in lookup.cells:
        return where
    table, cell = lookup.cells[where]
    return f"{table.form or table.title} {place(cell)}"


def said_computed_implied(finding: Finding, lookup: Lookup) -> tuple[str | None, str | None, str | None]:
    """What was said, computed and would be right; of the contradicted claim where the finding has none."""
    own = (finding.said, finding.computed, finding.implied)
    claim = _contradicted(finding, lookup)
    if any(own) or claim is None:
        return own
    verdict = lookup.verdicts[claim.id]
    implied = next((one.implied for one in verdict.diagnosis if one.implied is not None), None)
    return amount(verdict.said, claim.unit), amount(verdict.computed, claim.unit), amount(implied, claim.unit)


def _contradicted(finding: Finding, lookup: Lookup) -> Claim | None:
    held = (lookup.claims[claim] for claim in finding.claims if claim in lookup.claims)
    return next((claim for claim in held if lookup.verdict_of(claim.id) == "contradicted"), None)


def _term(reference: str, lookup: Lookup, lang: str) -> Term:
    if reference in lookup.cells:
        _, cell = lookup.cells[reference]
        return Term(number(cell.value) if cell.value is not None else cell_text(cell, lang), cell=reference)
    if reference in lookup.claims:
        return Term(_claim_figure(lookup.claims[reference]), claim=reference)
    if reference in lookup.elsewhere:
        whose = "budget_report" if reference.startswith(BUDGET) else "last_year"
        return Term(f"{number(lookup.elsewhere[reference])}{word(LABELS, whose, lang)}")
    return Term(f"[{reference}]")


def _claim_figure(claim: Claim) -> str:
    # The percent sign is part of what the figure means; a money unit is the same all through an expression.
    unit = claim.unit if claim.unit == "%" else None
    return amount(claim.value, unit) or claim.text
