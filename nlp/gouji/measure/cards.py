"""What is kept of one audit: its keys, its own measures, and the texts that the measures of a panel compare.

A card takes some 20 KB where an audit takes megabytes, so that a panel of thousands fits in memory.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from gouji import accounts, similar, words
from gouji.measure import accuracy, causes, completeness, explaining, wording
from gouji.measure.accuracy import error_families
from gouji.measure.causes import type_mix
from gouji.measure.scene import Seen, see
from gouji.measure.values import Measure, Value, measured
from gouji.model import Audit, Report
from gouji.verify.reasons import is_own

OF_REPORT: tuple[Measure, ...] = (
    *explaining.MEASURES, *accuracy.MEASURES, *causes.MEASURES, *wording.MEASURES, *completeness.MEASURES,
)  # fmt: skip
_PARTS = re.compile(r"[，。；：、！？,;:!?（）()“”]")


@dataclass(frozen=True, slots=True)
class Card:
    """One report in a panel.

    ``report`` is the SHA-256 of its first file, ``stem`` the name of its results. ``values`` are its own measures,
    ``types`` and ``families`` the counts of `type_mix` and `error_families`. ``own`` are the reasons in own wording,
    ``masked`` all reasons as `similar.masked` leaves them, ``clauses`` their words, figures made ``0``. ``outline``
    are the titles of its explanation, from which the template is guessed.
    """

    report: str
    stem: str
    department: str | None
    fiscal_year: int | None
    kind: str
    level: str | None
    outline: str
    reasons: int
    values: Mapping[str, Value]
    types: Mapping[str, float]
    families: Mapping[str, float]
    own: tuple[str, ...]
    masked: tuple[str, ...]
    clauses: tuple[tuple[str, ...], ...]


def card(audit: Audit, stem: str) -> Card:
    """The card of one audit; ``stem`` is the name it goes by in the tables."""
    seen, report = see(audit), audit.report
    texts = [part.text for told in seen.told for part in told.parts]
    return Card(
        report=next((source.sha256 for source in report.sources), ""),
        stem=stem,
        department=_name(report.department),
        fiscal_year=report.fiscal_year,
        kind=report.kind,
        level=report.level,
        outline=_outline(report),
        reasons=len(seen.told),
        values=of_report(seen),
        types=type_mix(seen),
        families=error_families(seen),
        own=tuple(part.text for told in seen.told for part in told.parts if is_own(part)),
        masked=tuple(map(similar.masked, texts)),
        clauses=tuple(clause for text in texts for clause in _clauses(text)),
    )


def of_report(seen: Seen) -> dict[str, Value]:
    """All measures of one report by name."""
    return measured(OF_REPORT, seen)


def _name(department: str | None) -> str | None:
    """The department as a key: without white space, brackets in one form."""
    return accounts.fold("".join(department.split())) or None if department else None


def _outline(report: Report) -> str:
    """The titles of the explanation, without the department's name and figures."""
    titles = [section.title for section in report.sections if section.role == "explanation"]
    name = report.department or "\0"
    return "".join(similar.masked(title.replace(name, "")).replace("0", "") for title in titles)


def _clauses(text: str) -> Iterator[tuple[str, ...]]:
    """The words between marks; figures are made one before, so that 1,320.5 is not cut at its comma."""
    for clause in _PARTS.split(words.FIGURE.sub("0", text)):
        if cut := tuple(map(sys.intern, words.known(clause))):
            yield cut
