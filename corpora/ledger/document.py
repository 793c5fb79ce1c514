"""A whole report as blocks in reading order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TypeAlias

from corpora.ledger.accounts import numeral
from corpora.ledger.attachments import attachments
from corpora.ledger.forms import Form
from corpora.ledger.ledger import Ledger
from corpora.ledger.parts import (
    DUTIES,
    FLAT_DUTIES,
    contact,
    contents,
    cover,
    divider,
    glossary,
    overview,
    page_title,
)
from corpora.ledger.pieces import Paragraph, tidied
from corpora.ledger.templates import NINE_FORMS, TEMPLATES, Part
from corpora.ledger.voice import Teller, Voice


@dataclass(frozen=True, slots=True)
class Break:
    """A new page; the form after it sets its orientation."""


Block: TypeAlias = Paragraph | Form | Break


@dataclass(frozen=True, slots=True)
class Document:
    """A report with its parts kept apart, because only the explanation is checked figure by figure."""

    ledger: Ledger
    parts: tuple[tuple[Part, tuple[Block, ...]], ...]

    def part(self, name: Part) -> tuple[Block, ...]:
        """The blocks of one part."""
        return dict(self.parts)[name]

    def explanation(self) -> tuple[Paragraph, ...]:
        """The paragraphs of the explanation part, its headings included, its title page not."""
        paragraphs = (block for block in self.part("explanation") if isinstance(block, Paragraph))
        return tuple(one for one in paragraphs if one.kind != "part")

    def forms(self) -> tuple[Form, ...]:
        """The nine forms and the attached tables."""
        return tuple(block for _, blocks in self.parts for block in blocks if isinstance(block, Form))

    def form(self, name: str) -> Form:
        """A form by its id; KeyError where the report has none of that name."""
        for form in self.forms():
            if form.id == name:
                return form
        raise KeyError(name)


def blocks(document: Document) -> Iterator[Block]:
    """All blocks in reading order."""
    for _, part in document.parts:
        yield from part


def with_part(document: Document, name: Part, changed: tuple[Block, ...]) -> Document:
    """The same document with one part replaced."""
    parts = tuple((part, changed if part == name else old) for part, old in document.parts)
    return replace(document, parts=parts)


def explained(ledger: Ledger, seed: int = 0, teller: Teller | None = None) -> list[Paragraph]:
    """The explanation part of the report of a ledger."""
    template = TEMPLATES.get(ledger.family.name, NINE_FORMS)
    return [tidied(one) for one in template.explanation(Voice(ledger, seed, teller))]


def compose(ledger: Ledger, seed: int = 0, teller: Teller | None = None) -> Document:
    """Write the report of a ledger; the seed draws the wording, ``teller`` words the reasons instead of the ledger."""
    template = TEMPLATES.get(ledger.family.name, NINE_FORMS)
    forms, flat = template.forms(ledger), template.flat
    text = explained(ledger, seed, teller)
    sections = [p.text for p in text if p.kind == ("heading2" if flat else "heading1")]
    titled = template.titles(ledger.this.year)
    entries = {
        "overview": list(FLAT_DUTIES if flat else DUTIES),
        "forms": [f"{numeral(index)}、{form.title}" for index, form in enumerate(forms, 1)],
        "explanation": sections,
    }
    bodies: dict[Part, tuple[Block, ...]] = {
        "cover": tuple(cover(ledger)),
        "contents": (
            Break(),
            *contents([(title, entries.get(name, [])) for name, title in titled], flat=flat),
        ),
        "overview": tuple(overview(ledger, flat=flat)),
        "forms": _paged(forms),
        "explanation": tuple(text),
        "glossary": tuple(glossary(ledger)),
        "contact": tuple(contact(ledger)),
        "title": (page_title(ledger),),
        "attachment": _paged(attachments(ledger)),
    }
    numbers = {name: number for number, (name, _) in enumerate(titled, 1)}
    parts: list[tuple[Part, tuple[Block, ...]]] = []
    for name, _ in template.parts:
        body = bodies[name]
        if name in numbers:
            head = divider(numbers[name], dict(titled)[name], flat=flat)
            paged = () if flat or name in ("forms", "attachment") else (Break(),)
            body = (*(() if flat else (Break(),)), *head, *paged, *body)
        parts.append((name, body))
    return Document(ledger, tuple(parts))


def _paged(forms: tuple[Form, ...]) -> tuple[Block, ...]:
    """Each form on a new page."""
    return tuple(block for form in forms for block in (Break(), form))
