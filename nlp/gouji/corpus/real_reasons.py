"""Reasons of real reports by reference: places in a report that is not in the project, read at run time."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import msgspec

from gouji.classify.dataset import LabelledFactor, LabelledReason
from gouji.corpus.gold import REPORTS, Gold, find_report
from gouji.errors import GoldError
from gouji.model import Report
from gouji.read import read
from gouji.vocabulary import Depth, Direction, ReasonType


class RealFactor(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One cause: half-open offsets in the reason's text, types (the primary first), direction."""

    start: int
    end: int
    types: tuple[ReasonType, ...]
    direction: Direction | None = None


class RealReason(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One line of corpora/reasons/real.jsonl.

    ``section`` is the title of the section without white space, ``start`` and ``end`` are half-open offsets in that
    section's text without white space (its paragraphs joined).
    """

    id: str
    report: str
    year: int
    section: str
    start: int
    end: int
    basis: str | None
    direction: Direction | None
    subject: str
    factors: tuple[RealFactor, ...]
    depth: Depth | None
    boilerplate: bool = False
    quantified: bool = False


def load(path: Path) -> tuple[list[LabelledReason], list[str]]:
    """The reasons with their texts, and the ids of the reports that are not here (see the variable GOUJI_REAL_REPORTS).

    Raises:
        GoldError: a line is not of the schema, or a report has no such section.
    """
    entries: list[RealReason] = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        try:
            entries.append(msgspec.json.decode(line, type=RealReason))
        except msgspec.MsgspecError as error:
            raise GoldError(f"{path.name}:{number}：{error}") from error
    found: list[LabelledReason] = []
    missing: list[str] = []
    for name in dict.fromkeys(entry.report for entry in entries):
        source = find_report(Gold(name, (), (), ()), path.parent) if os.environ.get(REPORTS) else None
        if source is None:
            missing.append(name)
            continue
        sections = texts(read(source))
        found += [_labelled(entry, sections) for entry in entries if entry.report == name]
    return found, missing


def texts(report: Report) -> dict[str, str]:
    """Title → text of each section of the explanation part, both without white space; the first of equal titles."""
    explained = {s.id: "".join(s.title.split()) for s in report.sections if s.role == "explanation"}
    joined: dict[str, list[str]] = {}
    for paragraph in report.paragraphs:
        if paragraph.section in explained:
            joined.setdefault(paragraph.section or "", []).append("".join(paragraph.text.split()))
    found: dict[str, str] = {}
    for section, title in explained.items():
        found.setdefault(title, "".join(joined.get(section, [])))
    return found


def _labelled(entry: RealReason, sections: dict[str, str]) -> LabelledReason:
    if entry.section not in sections:
        raise GoldError(f"{entry.id}：报告 {entry.report} 中没有章节“{entry.section}”")
    text = sections[entry.section][entry.start : entry.end]
    factors: Sequence[LabelledFactor] = [
        LabelledFactor(text[f.start : f.end], f.types, f.direction) for f in entry.factors
    ]
    return LabelledReason(
        entry.id, entry.report, entry.report, "", "", "", entry.year, "real", entry.basis, entry.direction, entry.subject,
        entry.section, text, tuple(factors), entry.depth, entry.boilerplate, entry.quantified,
    )  # fmt: skip
