"""The narrative cut into pieces: which characters belong to which sentence, claims and reason."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise

from gouji.model import Audit, Claim, Paragraph, Reason, Section, Sentence
from gouji.render.lookup import Lookup, worst_verdict

_OPEN_ROLES = frozenset({"explanation", None})


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters with the same claims and reason; claims and reasons by their places in the audit."""

    text: str
    claims: tuple[int, ...]
    verdict: str | None
    reason: int | None
    reason_ends: bool


@dataclass(frozen=True, slots=True)
class Stretch:
    """A sentence by its place in the audit, or text of no sentence."""

    sentence: int | None
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph; `page` is set where it begins a page."""

    kind: str
    page: int | None
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """Neighbouring paragraphs of one section; `title` is set where no heading among them says it."""

    section: Section | None
    title: str | None
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """Neighbouring sections of one role; all but the explanation part are folded."""

    role: str | None
    folded: bool
    title: str
    parts: tuple[Part, ...]


def chapters(audit: Audit, lookup: Lookup) -> tuple[Chapter, ...]:
    """The narrative of a report in reading order."""
    cutter = _Cutter(audit, lookup)
    parts = list(_parts(audit.report.paragraphs, lookup, cutter))
    return tuple(
        _chapter(role, tuple(members))
        for role, members in groupby(parts, lambda part: part.section.role if part.section else None)
    )


def _chapter(role: str | None, parts: tuple[Part, ...]) -> Chapter:
    section = parts[0].section
    title = f"{section.number}{section.title}" if section else ""
    return Chapter(role, role not in _OPEN_ROLES, title, parts)


def _parts(paragraphs: Iterable[Paragraph], lookup: Lookup, cutter: _Cutter) -> Iterator[Part]:
    page: int | None = None
    for name, members in groupby(paragraphs, lambda paragraph: paragraph.section):
        section = lookup.sections.get(name or "")
        passages = []
        for paragraph in members:
            turned = paragraph.page if paragraph.page != page else None
            page = paragraph.page or page
            passages.append(Passage(paragraph.kind, turned, cutter.cut(paragraph)))
        headed = not section or passages[0].kind == "heading"
        yield Part(
            section, None if headed or not section else section.number + section.title, tuple(passages)
        )


class _Cutter:
    """Cuts paragraphs; holds what stands in each of them."""

    def __init__(self, audit: Audit, lookup: Lookup) -> None:
        self._lookup = lookup
        self._sentences: defaultdict[str, list[tuple[int, Sentence]]] = defaultdict(list)
        self._claims: defaultdict[str, list[tuple[int, Claim]]] = defaultdict(list)
        self._reasons: defaultdict[str, list[tuple[int, Reason]]] = defaultdict(list)
        for place, sentence in enumerate(audit.sentences):
            self._sentences[sentence.paragraph].append((place, sentence))
        for place, claim in enumerate(audit.claims):
            self._claims[self._paragraph(claim.sentence)].append((place, claim))
        for place, reason in enumerate(audit.reasons):
            self._reasons[self._paragraph(reason.sentence)].append((place, reason))

    def cut(self, paragraph: Paragraph) -> tuple[Stretch, ...]:
        """The stretches of a paragraph, which together are its text."""
        stretches, done = [], 0
        for place, sentence in sorted(self._sentences[paragraph.id], key=lambda one: one[1].start):
            start, end = max(sentence.start, done), min(sentence.end, len(paragraph.text))
            if end <= start:
                continue
            if start > done:
                stretches.append(Stretch(None, self._pieces(paragraph, done, start)))
            stretches.append(Stretch(place, self._pieces(paragraph, start, end)))
            done = end
        if done < len(paragraph.text):
            stretches.append(Stretch(None, self._pieces(paragraph, done, len(paragraph.text))))
        return tuple(stretches)

    def _pieces(self, paragraph: Paragraph, start: int, end: int) -> tuple[Piece, ...]:
        claims, reasons = self._claims[paragraph.id], self._reasons[paragraph.id]
        edges = {edge for _, claim in claims for edge in (claim.start, claim.end)}
        edges |= {edge for _, reason in reasons for edge in (reason.start, reason.end)}
        inside = {edge for edge in edges if start < edge < end}
        cuts = pairwise(sorted({start, end} | inside))
        return tuple(self._piece(paragraph, left, right) for left, right in cuts)

    def _piece(self, paragraph: Paragraph, start: int, end: int) -> Piece:
        claims = [one for one in self._claims[paragraph.id] if one[1].start <= start and end <= one[1].end]
        reasons = [one for one in self._reasons[paragraph.id] if one[1].start <= start and end <= one[1].end]
        verdicts = [self._lookup.verdict_of(claim.id) for _, claim in claims]
        reason = reasons[-1] if reasons else None
        return Piece(
            paragraph.text[start:end],
            tuple(place for place, _ in claims),
            worst_verdict(verdicts) if verdicts else None,
            reason[0] if reason else None,
            bool(reason and reason[1].end == end),
        )

    def _paragraph(self, sentence: str) -> str:
        held = self._lookup.sentences.get(sentence)
        return held.paragraph if held else ""
