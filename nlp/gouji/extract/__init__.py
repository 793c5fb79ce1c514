"""Report → claims, nonclaims and reasons of its explanation part."""

from __future__ import annotations

import re
from dataclasses import replace

from gouji import accounts
from gouji.extract import passes
from gouji.extract.assemble import Assembly
from gouji.extract.contexts import contexts
from gouji.extract.layout import plain
from gouji.extract.passes import State
from gouji.extract.reasons import open_list
from gouji.extract.subjects import Accounts, Subject
from gouji.model import Extraction, Paragraph, Report

_GOES_ON = re.compile(
    r"^(?:其中|主要|与|比|较|同比|完成|(?:年初|全年|调整|本年)?预算数?(?:为|\d)|决算数|支出决算数?(?:为|\d)?|以上|上述|原因|增加|减少|一是|二是|三是|①|②)"
)


def extract(report: Report) -> Extraction:
    """The sentences, claims, nonclaims and reasons of a report's explanation part.

    Every printed figure of it is in exactly one nonclaim or in claims; offsets are in the paragraph's text.
    """
    known = Accounts(accounts.chart(report))
    assembly = Assembly(report)
    subject: Subject | None = None
    before: Paragraph | None = None
    above: str | None = None
    levels: tuple[str | None, ...] = ()
    headings: dict[tuple[str, str | None], Subject | None] = {}
    for paragraph, context in contexts(report):
        goes_on = before is not None and before.section == paragraph.section and _goes_on(before, paragraph)
        same = before is not None and before.section == paragraph.section
        levels = levels if same else ()
        if levels and not context.above:
            context = replace(context, above=levels)
        heading = (context.heading or "", context.scope)
        if heading not in headings:
            headings[heading] = known.of_heading(*heading)
        state = State(
            paragraph.text,
            context=context,
            known=known,
            inherited=subject if goes_on else headings[heading],
            above=above if same else None,
        )
        reading = passes.read(state)
        assembly.add(paragraph, reading)
        subject, before = reading.subject, paragraph
        levels = _levels(state, levels)
        above = open_list(reading.reasons, plain(paragraph.text))
    return assembly.result()


def _levels(state: State, before: tuple[str | None, ...]) -> tuple[str | None, ...]:
    """The class and section (款) that a paragraph leaves to the items below it."""
    for path in state.paths:
        if path.names[0] is not None:
            before = path.names[:2]
        elif path.names[1] is not None:
            before = (before[0] if before else None, path.names[1])
    return before


def _goes_on(before: Paragraph, paragraph: Paragraph) -> bool:
    """Whether a paragraph has no subject of its own but takes up that of the one before."""
    own = "".join(plain(paragraph.text).split())
    return before.text.rstrip().endswith(("：", ":")) or bool(_GOES_ON.match(own))
