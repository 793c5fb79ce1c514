"""The plain text reader: lines, and tables whose fields are separated by tabs."""

from __future__ import annotations

import re
import statistics
from collections.abc import Iterator, Sequence

from gouji.read.blocks import Block, Break, Grid, GridCell, Line, Options, Parsed
from gouji.read.clean import clean_cell, clean_line
from gouji.read.furniture import is_page_number, without_page_marks
from gouji.read.narrative.numbering import number_of
from gouji.read.source import File, decode

_NEWLINE = re.compile(r"\r\n|\r|\n|\x0b|\u2028|\u2029")
_RULE = re.compile(r"^(?=.*--)[-=—\s]*$")
_INDENTED = 12
_PAGE = re.compile(r"^\d{1,3}$")


def parse(file: File, _options: Options) -> Parsed:
    """The blocks of a text file.

    Raises:
        UnreadableError: its encoding is none that is known.
    """
    return Parsed(tuple(blocks(decode(file))), (), "text")


def blocks(text: str) -> list[Block]:
    """Lines and grids of a text in their order, page numbers left out, form feeds as page ends."""
    found: list[Block] = []
    rows: list[list[str]] = []
    gap = False
    for raw in _NEWLINE.split(text):
        if raw.startswith("\f"):
            found.extend(_flush(rows))
            rows, gap, raw = [], True, raw.lstrip("\f")
        if "\t" in raw.rstrip("\r\n ") and (rows or not _is_indented(raw)):
            if not _RULE.match(raw):
                rows.append([clean_cell(field) for field in raw.split("\t")])
            continue
        found.extend(_flush(rows))
        rows = []
        line = clean_line(without_page_marks(raw))
        if line and not is_page_number(line):
            found.append(Line(line, gap=gap))
        gap = not line
    found.extend(_flush(rows))
    return [*found, Break()]


def _is_indented(raw: str) -> bool:
    """A tab that only indents a line of text."""
    return raw.startswith("\t") and "\t" not in raw.lstrip() and len(raw.strip()) > _INDENTED


def _flush(rows: Sequence[list[str]]) -> Iterator[Block]:
    if not rows:
        return
    if _is_contents(rows):
        yield from (Line("".join(row), gap=False) for row in rows)
        return
    usual = statistics.mode(len(row) for row in rows)
    width = max(len(row) for row in rows)
    cells = [
        GridCell(field, number, column)
        for number, row in enumerate(rows)
        for column, field in enumerate([*row, *[""] * (width - len(row))])
    ]
    ragged = sum(len(row) > usual for row in rows)
    yield Grid(len(rows), width, tuple(cells), exact=False, ragged=ragged)


def _is_contents(rows: Sequence[list[str]]) -> bool:
    """Lines of a table of contents: a heading, a tab, a page number."""
    return all(
        len(row) == 2 and number_of(row[0]) is not None and (_PAGE.match(row[1]) or not row[1])
        for row in rows
    )
