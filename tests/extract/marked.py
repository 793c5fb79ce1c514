"""Sentences with readable marks, and what the extractor says of each mark.

``[800.00万元|level|本年收入合计|m=决算]`` marks a claim: its kind, its subject (``A&B`` where one figure serves two
subjects), then slots by letter: m measure, s scope, b basis, o of, d direction (+ − 0), y year, u unit, v value,
``~`` approximate; a slot that is not given is not compared. ``[45号|-document_number]`` marks a figure that states
no fact. A year or a date needs no mark. ``-`` as subject: none is asked for; ``?`` any subject will do.
"""

from __future__ import annotations

import dataclasses
import functools
import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from gouji.extract import extract
from gouji.model import Claim, Extraction, Paragraph, Report, Section

from tests import small

if TYPE_CHECKING:
    from collections.abc import Mapping

MARK = re.compile(r"\[([^\[\]|]+)\|([^\[\]]+)\]")
SLOTS = {
    "m": "measure",
    "s": "scope",
    "b": "basis",
    "o": "of",
    "d": "direction",
    "y": "year",
    "u": "unit",
    "v": "value",
}
DIRECTIONS = {"+": "increase", "−": "decrease", "0": "flat"}
FREE = {"year", "date"}
WITHOUT_FIGURE = {"flat", "none", "comparison"}


class Mark(NamedTuple):
    """What a marked stretch of a text should be read as."""

    start: int
    end: int
    text: str
    kind: str
    subjects: tuple[str, ...]
    slots: Mapping[str, str]
    approximate: bool


class Case(NamedTuple):
    """A paragraph in its section; ``title`` is a key of `small.TITLES` or a title.

    ``before`` is the paragraph before it, ``budget`` what the report says elsewhere of its budget.
    """

    title: str
    marked: str
    kind: str = "final_accounts"
    before: str = ""
    budget: str = "本部门按照年初预算执行。"


def parse(marked: str) -> tuple[str, list[Mark]]:
    """The plain text of a marked one, and its marks with offsets in it."""
    plain, marks, last = "", [], 0
    for match in MARK.finditer(marked):
        plain += marked[last : match.start()]
        start, text = len(plain), match.group(1)
        plain, last = plain + text, match.end()
        kind, *rest = match.group(2).split("|")
        subjects = tuple(rest[0].split("&")) if rest else ()
        slots = dict(piece.split("=", 1) for piece in rest[1:] if "=" in piece)
        marks.append(Mark(start, len(plain), text, kind, subjects, slots, "~" in rest[1:]))
    return plain + marked[last:], marks


def case(line: str) -> Case:
    """A line of claims.txt: ``[budget ]section: [paragraph before//]text``."""
    title, _, words = line.partition(": ")
    before, parted, text = words.rpartition("//")
    kind = "budget" if title.startswith("budget ") else "final_accounts"
    return Case(title.removeprefix("budget "), text, kind, before if parted else "")


def cases() -> list[tuple[str, Case]]:
    """The cases of claims.txt, each with a name."""
    found, group = [], ""
    for line in _lines("claims.txt"):
        if line.startswith("## "):
            group = line[3:]
        elif not line.startswith("#"):
            found.append((f"{group}-{len(found)}", case(line)))
    return found


def gaps() -> list[tuple[str, Case]]:
    """The cases of gaps.txt, each with the reason why it is one."""
    lines = [line.partition("\t") for line in _lines("gaps.txt") if not line.startswith("#")]
    return [(reason, case(words)) for reason, _, words in lines]


def _lines(name: str) -> list[str]:
    text = Path(__file__).with_name(name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.strip()]


@functools.cache
def _tables() -> Report:
    return small.report()


def report_of(case: Case, text: str) -> Report:
    """A report whose explanation is this paragraph alone, with the tables of the small report."""
    base = _tables()
    title = small.TITLES.get(case.title, case.title)
    sections = (
        Section("s3", "第三部分", "决算情况说明", "explanation"),
        Section("s3.1", "一、", title, "explanation"),
    )
    words = [case.before, text] if case.before else [text]
    opening = Paragraph("p0", "s3", None, case.budget)
    paragraphs = (opening, *(Paragraph(f"p{n}", "s3.1", None, each) for n, each in enumerate(words, 1)))
    return dataclasses.replace(base, sections=sections, paragraphs=paragraphs, kind=case.kind)  # type: ignore[arg-type]


def differences(case: Case) -> list[str]:
    """One line for each mark that is read otherwise, and for each figure that is not marked."""
    text, marks = parse(case.marked)
    report = report_of(case, text)
    found, paragraph = extract(report), report.paragraphs[-1].id
    wrong = [line for mark in marks for line in _compared(mark, found, paragraph)]
    places = {(m.start, m.end) for m in marks if m.kind not in WITHOUT_FIGURE}
    for nonclaim in found.nonclaims:
        own = nonclaim.sentence.startswith(f"{paragraph}/") and (nonclaim.start, nonclaim.end) not in places
        if own and nonclaim.why not in FREE:
            wrong.append(f"{nonclaim.text}: unmarked nonclaim {nonclaim.why}")
    for claim in found.claims:
        own = claim.sentence.startswith(f"{paragraph}/")
        if own and claim.value is not None and (claim.start, claim.end) not in places:
            wrong.append(f"{claim.text}: unmarked claim {claim.kind} {claim.subject}")
        elif (
            own
            and claim.value is None
            and not any(_overlap(m, claim) and m.kind in WITHOUT_FIGURE for m in marks)
        ):
            wrong.append(f"{claim.text}: unmarked statement {claim.kind} {claim.subject}")
    return wrong


def _overlap(mark: Mark, claim: Claim) -> bool:
    return mark.start < claim.end and claim.start < mark.end


def _compared(mark: Mark, found: Extraction, paragraph: str) -> list[str]:
    if mark.kind.startswith("-"):
        why = [
            n.why for n in found.nonclaims if n.sentence.startswith(f"{paragraph}/") and n.start == mark.start
        ]
        return [] if why == [mark.kind[1:]] else [f"{mark.text}: {why or 'a claim'}, not {mark.kind[1:]}"]
    claims = [c for c in found.claims if c.sentence.startswith(f"{paragraph}/")]
    if mark.kind in WITHOUT_FIGURE:
        here = [c for c in claims if c.kind == mark.kind and _overlap(mark, c)]
    else:
        here = [c for c in claims if (c.start, c.end) == (mark.start, mark.end)]
    if not here:
        return [f"{mark.text}: no claim"]
    wrong = []
    if any(c.kind != mark.kind for c in here):
        wrong.append(f"{mark.text}: {[c.kind for c in here]}, not {mark.kind}")
    subjects = tuple(sorted(c.subject or "-" for c in here))
    if mark.subjects != ("?",) and subjects != tuple(sorted(mark.subjects)):
        wrong.append(f"{mark.text}: about {'&'.join(subjects)}, not {'&'.join(mark.subjects)}")
    if any(c.shared is not (len(mark.subjects) > 1) for c in here):
        wrong.append(f"{mark.text}: shared {here[0].shared}")
    if mark.kind not in WITHOUT_FIGURE and any(c.approximate is not mark.approximate for c in here):
        wrong.append(f"{mark.text}: approximate {here[0].approximate}")
    for slot, expected in mark.slots.items():
        name = SLOTS[slot]
        got = {_shown(getattr(c, name)) for c in here}
        wanted = DIRECTIONS.get(expected, expected) if slot == "d" else expected
        if got != {wanted}:
            wrong.append(f"{mark.text}: {name} {'/'.join(sorted(got))}, not {wanted}")
    return wrong


def _shown(value: object) -> str:
    return "null" if value is None else str(value)
