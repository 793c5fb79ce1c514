"""Checks whose breaches the findings tell one by one (patterns/checks/told): whether the report keeps each."""

from __future__ import annotations

import functools
from collections.abc import Collection, Iterator

import msgspec

from gouji import patterns
from gouji.model import Check, Finding, Report
from gouji.vocabulary import Outcome, Severity

_GRAVER: dict[Severity, frozenset[Severity]] = {
    "error": frozenset({"error"}),
    "warning": frozenset({"error", "warning"}),
    "notice": frozenset({"error", "warning", "notice"}),
}


class Told(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One entry of patterns/checks/told.yaml; ``passes`` and ``fails`` as in rules.yaml.

    ``least``: the least grave finding that breaks it; what is no more than a notice breaks no check.
    """

    code: str
    findings: tuple[str, ...]
    formula: str
    source: str
    passes: tuple[str, ...]
    fails: tuple[str, ...]
    forms: bool = False
    least: Severity = "warning"


@functools.cache
def told() -> tuple[Told, ...]:
    """All such checks, as data."""
    return patterns.load("checks/told", Told)


def told_checks(report: Report, findings: Collection[Finding], *, figures: bool) -> Iterator[Check]:
    """One check an entry; without figures in the narrative (or forms, where it is about them) it has no data."""
    forms = any(table.form is not None for table in report.tables)
    for entry in told():
        grave = _GRAVER[entry.least]
        breaches = [f for f in findings if f.code in entry.findings and f.severity in grave]
        kept: Outcome = "pass" if (forms if entry.forms else figures) else "insufficient_data"
        claims = tuple(dict.fromkeys(claim for finding in breaches for claim in finding.claims))
        cells = tuple(dict.fromkeys(cell for finding in breaches for cell in finding.cells))
        yield Check(entry.code, "fail" if breaches else kept, cells, claims, message=entry.formula)
