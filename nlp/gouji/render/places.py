"""Where on the pages of which file a finding stands: its figures, its cells, or its sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from gouji.errors import SourceError
from gouji.model import Audit, Box, Cell, Claim, Finding, LineBox, Paragraph, Report, Table
from gouji.render.lookup import Lookup, sentence_of, settling_cells
from gouji.render.titles import about_figures

_LATIN = 0x2E7F
_WIDE, _NARROW, _SPARE = 1.0, 0.52, 0.3


@dataclass(frozen=True, slots=True)
class Place:
    """Stretches of one page of one file; ``file`` counts the report's sources from 0."""

    file: int
    page: int
    boxes: tuple[Box, ...]


class Places:
    """Finds the places of findings; which of several files a box lies in follows from the order of their pages."""

    def __init__(self, audit: Audit, lookup: Lookup) -> None:
        """Raises SourceError where the pages of several files cannot be told apart."""
        self._lookup = lookup
        self._files = _files(audit.report)
        self._pages = {paragraph.id: paragraph.page for paragraph in audit.report.paragraphs}
        self._first = min(_paged(audit.report), default=0)

    def of_finding(self, finding: Finding) -> tuple[Place, ...]:
        """The figures that a finding is about, or the sentence; then the cells; its own box where it has nothing else.

        A finding about words or reasons is about its sentence; cells that print nothing are left out beside others.
        """
        held = [self._lookup.claims[claim] for claim in finding.claims if claim in self._lookup.claims]
        wrong = [claim for claim in held if self._lookup.verdict_of(claim.id) == "contradicted"]
        counted = about_figures(finding.code) or finding.sentence is None
        stretches = [self._of_claim(claim) for claim in wrong or held] if counted else []
        stretches += [] if counted and held else [self._of_sentence(finding)]
        cells = [self._lookup.cells[cell] for cell in settling_cells(finding, self._lookup)]
        printed = [(table, cell) for table, cell in cells if cell.value is not None]
        stretches += [self._of_cell(table, cell) for table, cell in printed or cells]
        found = tuple(dict.fromkeys(place for places in stretches for place in places))
        return found or self._own(finding)

    def _of_claim(self, claim: Claim) -> list[Place]:
        sentence = self._lookup.sentences.get(claim.sentence)
        paragraph = self._lookup.paragraphs.get(sentence.paragraph) if sentence else None
        return self._stretch(paragraph, claim.start, claim.end) if paragraph else []

    def _of_sentence(self, finding: Finding) -> list[Place]:
        sentence = sentence_of(finding, self._lookup)
        paragraph = self._lookup.paragraphs.get(sentence.paragraph) if sentence else None
        return self._stretch(paragraph, sentence.start, sentence.end) if sentence and paragraph else []

    def _of_cell(self, table: Table, cell: Cell) -> list[Place]:
        if cell.box is None:
            return []
        file = self._files.get(table.anchor or "", self._first)
        before = self._pages.get(table.anchor or "")
        # the paragraph before the first table of a file is the last one of the file before
        if before is not None and table.pages and table.pages[0] < before:
            file = next((other for other in sorted(set(self._files.values())) if other > file), file)
        return [Place(file, cell.box.page, (cell.box,))]

    def _own(self, finding: Finding) -> tuple[Place, ...]:
        return (Place(self._first, finding.box.page, (finding.box,)),) if finding.box else ()

    def _stretch(self, paragraph: Paragraph, start: int, end: int) -> list[Place]:
        boxes = list(stretch(paragraph, start, end))
        file = self._files.get(paragraph.id, self._first)
        pages = dict.fromkeys(box.page for box in boxes)
        return [Place(file, page, tuple(box for box in boxes if box.page == page)) for page in pages]


def stretch(paragraph: Paragraph, start: int, end: int) -> Iterator[Box]:
    """Where the characters [start, end) of a paragraph stand, a box a line; within a line by their widths."""
    for line in paragraph.lines:
        first, last = max(start, line.start), min(end, line.end)
        if first < last:
            yield _within(paragraph.text, line, first, last)


def _within(text: str, line: LineBox, first: int, last: int) -> Box:
    """A part of a line, a little wider than by its characters; the whole line where it runs up or down the page."""
    span, whole = line.box.x1 - line.box.x0, _width(text[line.start : line.end])
    if not whole or span < line.box.bottom - line.box.top:
        return line.box
    left, right = _width(text[line.start : first]) - _SPARE, _width(text[line.start : last]) + _SPARE
    return replace(
        line.box,
        x0=line.box.x0 + span * max(0.0, left / whole),
        x1=line.box.x0 + span * min(1.0, right / whole),
    )


def _width(text: str) -> float:
    return sum(_WIDE if ord(char) > _LATIN or char in "“”‘’…—" else _NARROW for char in text)


def _paged(report: Report) -> list[int]:
    return [index for index, source in enumerate(report.sources) if source.pages is not None]


def _files(report: Report) -> dict[str, int]:
    """The file of each paragraph; page numbers begin anew with each.

    Raises:
        SourceError: they do not begin anew as often as there are files.
    """
    paged = _paged(report)
    if len(paged) < 2:
        return dict.fromkeys((paragraph.id for paragraph in report.paragraphs), min(paged, default=0))
    found: dict[str, int] = {}
    file = last = 0
    for paragraph in report.paragraphs:
        if paragraph.page is not None:
            file += paragraph.page < last
            last = paragraph.page
        found[paragraph.id] = paged[min(file, len(paged) - 1)]
    if file + 1 != len(paged):
        names = "、".join(report.sources[index].name for index in paged)
        raise SourceError(f"不能判定各页属于哪个文件（{names}），未标注 PDF；请把各文件单独核对")
    return found
