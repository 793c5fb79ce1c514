"""An Audit as a workbook for auditors: lists, the forms with what is said of their cells, live recomputation."""

from __future__ import annotations

from decimal import Decimal

from gouji.model import Audit
from gouji.render.lookup import Lookup, look_up
from gouji.render.wording import word
from gouji.render.workbook.book import Book, Look, Sheet
from gouji.render.workbook.checks import add_checks
from gouji.render.workbook.claims import add_claims, claim_operands
from gouji.render.workbook.findings import Desk, add_findings, add_papers
from gouji.render.workbook.formulas import Operand
from gouji.render.workbook.overview import Overview
from gouji.render.workbook.reasons import add_reasons
from gouji.render.workbook.sheets import add_forms
from gouji.render.workbook.words import HEADS, SHEETS, TEXTS
from gouji.worth import UNITS

__all__ = ["workbook"]

_LISTS = ("overview", "findings", "papers", "claims", "reasons", "checks")


def workbook(audit: Audit, *, lang: str = "zh") -> bytes:
    """The workbook of an audit as an XLSX file.

    Recomputed figures, gaps and results are formulas over the cells of the form sheets; a figure that no formula
    over them gives is written as a number. Text of the report is never a formula.

    Args:
        audit: what to show.
        lang: "zh" or "en", for sheet names, headings and words of this package.
    """
    lookup = look_up(audit)
    book = Book()
    sheets = {key: book.sheet(word(SHEETS, key, lang)) for key in _LISTS}
    forms = add_forms(book, audit, lookup, lang)
    operands = forms.operands | claim_operands(audit, sheets["claims"])
    if lookup.elsewhere:
        operands |= _last_year(book.sheet(word(TEXTS, "last_year", lang)), audit, lookup, lang)
    desk = Desk(audit, lookup, forms, operands, sheets["claims"], lang)
    add_findings(sheets["findings"], desk)
    add_papers(sheets["papers"], desk)
    counts = {"claims": add_claims(sheets["claims"], audit, lookup, forms, operands, lang)}
    add_reasons(sheets["reasons"], audit, lookup, lang)
    counts["checks"] = add_checks(sheets["checks"], audit, lookup, forms, operands, lang)
    Overview(sheets["overview"], audit, lang).write(forms, sheets, counts)
    return book.bytes()


def _last_year(sheet: Sheet, audit: Audit, lookup: Lookup, lang: str) -> dict[str, Operand]:
    """The figures of last year's report that expressions name, as constants of a sheet of their own."""
    sheet.heads(0, [word(HEADS, key, lang) for key in ("id", "value", "unit")], [24, 18, 10])
    unit = audit.report.unit if audit.report.unit in UNITS else "万元"
    found: dict[str, Operand] = {}
    for row, (name, value) in enumerate(lookup.elsewhere.items(), 1):
        sheet.text(row, 0, name)
        sheet.number(row, 1, value, Look(digits="#,##0.00"))
        sheet.text(row, 2, unit)
        factor = UNITS.get(unit or "", Decimal(10**4))
        found[name] = Operand(sheet.name, row, 1, sheet.place(row, 1), value, factor, money=True)
    return found
