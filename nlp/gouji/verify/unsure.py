"""Figures of scanned pages that were read with little confidence: nothing is held against them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from gouji.model import Cell, Check, Extraction, Finding, Link, Note, Report, Verdict

UNREAD = "\ufffd"
"""What stands for ink that nothing was read from."""
_BY_FIGURES = (
    "figure.", "share.", "change.", "completion.", "comparison.", "flat.", "count.", "text.unit",
    "table.identity", "table.cross_identity", "table.shifted_rows", "table.empty_without_note",
    "table.note_with_data", "reason.amounts",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Settings:
    """``sure``: the least confidence of its characters with which a figure is relied on."""

    sure: Decimal = Decimal("0.9")


@dataclass(frozen=True, slots=True)
class Unsure:
    """The cells that were read with too little confidence, and the claims that rest on such a figure."""

    cells: frozenset[str]
    claims: frozenset[str]
    own: frozenset[str]

    @classmethod
    def of(
        cls,
        report: Report,
        extraction: Extraction,
        links: Mapping[str, Link],
        settings: Settings | None = None,
    ) -> Unsure:
        """What of a report is unsure; nothing where nothing was recognised in a picture.

        Args:
            report: with the confidence of its cells and figures.
            extraction: its claims.
            links: claim id → link.
            settings: thresholds.
        """
        least = (settings or Settings()).sure
        cells = frozenset(
            cell.id
            for table in report.tables
            for cell in table.cells
            if cell.confidence is not None and cell.confidence < least
        )
        doubted = {
            paragraph.id: [one for one in paragraph.recognised if one.confidence < least]
            for paragraph in report.paragraphs
            if paragraph.recognised
        }
        home = {sentence.id: sentence.paragraph for sentence in extraction.sentences}
        own = frozenset(
            claim.id
            for claim in extraction.claims
            if any(
                one.start < claim.end and claim.start < one.end
                for one in doubted.get(home[claim.sentence], ())
            )
        )
        return cls(cells, _resting(own, cells, links), own)

    def check(self, check: Check) -> Check:
        """A check that fails on an unsure figure has no data to fail on."""
        if check.outcome == "fail" and self._touches(check.cells, check.claims):
            return replace(check, outcome="insufficient_data")
        return check

    def withdraw(self, verdicts: dict[str, Verdict]) -> None:
        """Make the verdicts of unsure claims unverifiable."""
        for name in self.claims:
            if name in verdicts:
                verdicts[name] = Verdict(name, "unverifiable", verdicts[name].said, None, None, None, "none")

    def rests(self, finding: Finding) -> bool:
        """Whether a finding says of an unsure figure what only a sure one could bear."""
        return finding.code.startswith(_BY_FIGURES) and self._touches(finding.cells, finding.claims)

    def notes(self, report: Report, extraction: Extraction) -> tuple[Note, ...]:
        """A note for each page: how many figures of it were not relied on."""
        page = {sentence.id: sentence.page for sentence in extraction.sentences}
        counted = Counter(
            cell.page
            for table in report.tables
            for cell in table.cells
            if cell.id in self.cells and _is_figure(cell)
        )
        counted += Counter(page[claim.sentence] for claim in extraction.claims if claim.id in self.own)
        return tuple(
            Note(
                "ocr.low_confidence",
                f"第{number}页有{count}个数字识别把握不足，未用于核对，请对照原件",
                number,
            )
            for number, count in sorted(counted.items(), key=lambda item: item[0] or 0)
        )

    def _touches(self, cells: tuple[str, ...], claims: tuple[str, ...]) -> bool:
        return not self.cells.isdisjoint(cells) or not self.claims.isdisjoint(claims)


def _is_figure(cell: Cell) -> bool:
    """Whether a cell prints a figure, or something that could not be read."""
    return cell.value is not None or UNREAD in cell.text


def _resting(own: frozenset[str], cells: frozenset[str], links: Mapping[str, Link]) -> frozenset[str]:
    """The claims that are unsure themselves, or are linked to what is."""
    unsure = set(own)
    if not own and not cells:
        return own
    grown = True
    while grown:
        found = {
            name
            for name, link in links.items()
            if name not in unsure and (not cells.isdisjoint(link.cells) or not unsure.isdisjoint(link.claims))
        }
        unsure |= found
        grown = bool(found)
    return frozenset(unsure)
