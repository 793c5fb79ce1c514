"""A whole report as blocks in reading order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from corpora.ledger.attachments import attachments
from corpora.ledger.forms import Form
from corpora.ledger.ledger import Ledger
from corpora.ledger.narrative import explanation
from corpora.ledger.nine import nine_forms
from corpora.ledger.parts import contents, cover, divider, glossary, overview
from corpora.ledger.pieces import Paragraph
from corpora.ledger.voice import Voice


@dataclass(frozen=True, slots=True)
class Break:
    """A new page; the form after it sets its orientation."""


Block: TypeAlias = Paragraph | Form | Break
Part = Literal["cover", "contents", "overview", "forms", "explanation", "glossary", "attachment"]


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
        """A form by its id."""
        return next(form for form in self.forms() if form.id == name)


def blocks(document: Document) -> Iterator[Block]:
    """All blocks in reading order."""
    for _, part in document.parts:
        yield from part


def with_part(document: Document, name: Part, changed: tuple[Block, ...]) -> Document:
    """The same document with one part replaced."""
    parts = tuple((part, changed if part == name else old) for part, old in document.parts)
    return replace(document, parts=parts)


def compose(ledger: Ledger, seed: int = 0) -> Document:
    """Write the report of a ledger; the seed draws the wording."""
    forms = nine_forms(ledger)
    text = explanation(Voice(ledger, seed))
    sections = [p.text for p in text if p.kind == "heading1"]
    tables: list[Block] = []
    for form in forms:
        tables += [Break(), form]
    attached: list[Block] = []
    for form in attachments(ledger):
        attached += [Break(), form]

    def titled(index: int) -> tuple[Block, ...]:
        return (Break(), *divider(ledger, index), Break())

    return Document(
        ledger,
        (
            ("cover", tuple(cover(ledger))),
            ("contents", (Break(), *contents(ledger, forms, sections))),
            ("overview", (*titled(0), *overview(ledger))),
            ("forms", (Break(), *divider(ledger, 1), *tables)),
            ("explanation", (*titled(2), *text)),
            ("glossary", (*titled(3), *glossary(ledger))),
            ("attachment", (Break(), *divider(ledger, 4), *attached)),
        ),
    )
