"""The truth tables: one row a report, one a planted error, one a place for a reason. Nothing is read from the text."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TextIO

from corpora.ledger.document import Document
from corpora.ledger.pieces import Paragraph
from corpora.province.department import Year, leader_of, name_of
from corpora.province.habits import Given
from corpora.province.planting import Error
from corpora.province.rates import HABITS

Row = dict[str, str | int | float]
REPORTS = (
    "path", "pdf", "department", "name", "year", "family", "cohort", "leader", "errors", "restated", "places", "given",
    *(f"rate_{name}" for name in HABITS),
)  # fmt: skip
ERRORS = (
    "path", "department", "year", "family", "id", "kind", "name", "code", "codes_accepted", "section", "sentence", "form",
    "row", "column", "said", "right", "diagnosis",
)  # fmt: skip
REASONS = (
    "path", "department", "year", "place", "section", "key", "subject", "topic", "basis", "direction", "moved", "given",
    "origin", "type", "boilerplate", "self_serving", "opposed", "copied_from", "standing", "text",
)  # fmt: skip
COLUMNS: Mapping[str, tuple[str, ...]] = {"reports": REPORTS, "errors": ERRORS, "reasons": REASONS}
_JOINT = "|"


@dataclass(frozen=True, slots=True)
class Truth:
    """The rows of one or several reports by table."""

    reports: tuple[Row, ...]
    errors: tuple[Row, ...]
    reasons: tuple[Row, ...]


def path_of(index: int, year: int) -> str:
    """Where the Report JSON of a report lies below the folder of the province."""
    return f"{name_of(index)}/{year}.json"


def truth_of(told: Year, document: Document, errors: Sequence[Error], pdf: str) -> Truth:
    """The rows of one report; ``document`` is that of ``told`` with the errors planted."""
    year, index = told.ledger.this.year, told.index
    lead: Row = {"path": path_of(index, year), "department": name_of(index), "year": year}
    given = [one for one in told.given if one.origin != "none"]
    report: Row = lead | {
        "pdf": pdf,
        "name": told.ledger.department.name,
        "family": told.ledger.family.name,
        "cohort": name_of(leader_of(index)),
        "leader": int(leader_of(index) == index),
        "errors": len(errors),
        "restated": int(told.restated),
        "places": len(told.given),
        "given": len(given),
        **{f"rate_{name}": rate for name, rate in told.habits.rates.items()},
    }
    return Truth(
        (report,), tuple(lead | _error(error) for error in errors), tuple(_reasons(told, document, lead))
    )


def _error(error: Error) -> Row:
    entry = error.entry
    form, row, column = entry.cell or ("", "", "")
    return {
        "family": error.family,
        "id": entry.id,
        "kind": "" if entry.number is None else entry.number,
        "name": entry.name,
        "code": entry.code,
        "codes_accepted": _JOINT.join((entry.code, *entry.accepted)),
        "section": entry.section,
        "sentence": _JOINT.join(entry.sentences),
        "form": form,
        "row": row,
        "column": column,
        "said": _JOINT.join(entry.said),
        "right": _JOINT.join(entry.right),
        "diagnosis": entry.diagnosis,
    }


def _reasons(told: Year, document: Document, lead: Row) -> Iterable[Row]:
    """One row a place; ``standing`` is 0 where a planted error changed what is said there."""
    homes = _homes(told.document)
    after = {one.key: one.text for one in document.explanation() if one.key}
    for place, one in enumerate(told.given):
        section, home = homes[id(one.moved)]
        text = after.get(home.key, "") if home.key else home.text
        yield lead | {
            "place": place,
            "section": section,
            "key": one.moved.about.key,
            "subject": one.moved.about.subject,
            "topic": one.topic,
            "basis": one.moved.basis or "",
            "direction": one.way,
            "moved": one.moved.text,
            "given": int(one.origin != "none"),
            "origin": one.origin,
            "type": one.kind,
            "boilerplate": int(one.origin == "boilerplate"),
            "self_serving": int(one.self_serving),
            "opposed": int(one.origin == "opposed"),
            "copied_from": _source(told, one),
            "standing": int(one.text in text and one.moved.text in text),
            "text": one.text,
        }


def _homes(document: Document) -> dict[int, tuple[str, Paragraph]]:
    """The section and the paragraph of every piece, by identity: equal facts may stand in several places."""
    found: dict[int, tuple[str, Paragraph]] = {}
    section = ""
    for one in document.explanation():
        if one.kind.startswith("heading"):
            section = one.text
        found.update((id(piece), (section, one)) for piece in one.pieces)
    return found


def _source(told: Year, one: Given) -> str:
    """The path of the report that a reason was copied from."""
    year = told.ledger.this.year
    if one.origin == "last_year":
        return path_of(told.index, year - 1)
    return path_of(leader_of(told.index), year) if one.origin == "other_department" else ""


class Tables:
    """The three tables, written row by row as CSV (UTF-8, one header line, lines end in a line feed)."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.files: list[TextIO] = []
        self.writers: dict[str, csv.DictWriter[str]] = {}
        for name, columns in COLUMNS.items():
            file = (folder / f"{name}.csv").open("w", encoding="utf-8", newline="")
            self.files.append(file)
            self.writers[name] = csv.DictWriter(file, columns, lineterminator="\n")
            self.writers[name].writeheader()

    def add(self, rows: Truth) -> None:
        """Write the rows of a report."""
        self.writers["reports"].writerows(rows.reports)
        self.writers["errors"].writerows(rows.errors)
        self.writers["reasons"].writerows(rows.reasons)

    def __enter__(self) -> Tables:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for file in self.files:
            file.close()
