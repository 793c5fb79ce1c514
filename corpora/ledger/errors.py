"""What planting an error needs: finding a figure, changing it, quoting its sentence, and the key entry."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import pairwise
from typing import TypeAlias

from corpora.ledger.document import Block, Document, with_part
from corpora.ledger.pieces import Fact, Paragraph, Piece, Pieces, plain

Swap: TypeAlias = tuple[str, Fact, Fact]
"""A paragraph's key, a fact of it, and the fact that is put in its place."""

_SENTENCE = re.compile(r"[^。！？]*[。！？]?")


class NotPossible(LookupError):
    """The report has no place for this error."""


@dataclass(frozen=True, slots=True)
class Planted:
    """One entry of the key. Where nothing is said any more, ``said`` names what is left out."""

    id: str
    number: int | None
    name: str
    code: str
    accepted: tuple[str, ...]
    diagnosis: str
    said: tuple[str, ...]
    right: tuple[str, ...]
    paragraphs: tuple[str, ...] = ()
    sentences: tuple[str, ...] = ()
    section: str = ""
    cell: tuple[str, str, str] | None = None
    cells: tuple[tuple[str, str, str], ...] = field(default=())


def paragraph(document: Document, key: str) -> Paragraph:
    """The paragraph of the explanation part with a key."""
    for one in document.explanation():
        if one.key == key:
            return one
    raise NotPossible(key)


def fact(document: Document, paragraph_key: str, key: str) -> Fact:
    """A fact of a paragraph."""
    for piece in paragraph(document, paragraph_key).pieces:
        if isinstance(piece, Fact) and piece.key == key:
            return piece
    raise NotPossible(f"{paragraph_key}: {key}")


def edited(document: Document, key: str, pieces: Pieces) -> Document:
    """The document with the pieces of one paragraph replaced."""
    blocks: list[Block] = []
    for block in document.part("explanation"):
        if isinstance(block, Paragraph) and block.key == key:
            block = replace(block, pieces=pieces)
        blocks.append(block)
    return with_part(document, "explanation", tuple(blocks))


def put(document: Document, key: str, old: Piece, new: Piece) -> Document:
    """One piece of one paragraph replaced."""
    pieces = tuple(new if piece is old else piece for piece in paragraph(document, key).pieces)
    return edited(document, key, pieces)


def sentence_at(document: Document, key: str, piece: Piece) -> str:
    """The sentence of a paragraph that holds a piece, as printed."""
    pieces = paragraph(document, key).pieces
    index = next(i for i, one in enumerate(pieces) if one is piece)
    at, end = len(plain(pieces[:index])), 0
    for found in _SENTENCE.finditer(plain(pieces)):
        end = found.end()
        if end > at:
            return found.group()
    raise NotPossible(key)


def section_of(document: Document, key: str) -> str:
    """The nearest heading above a paragraph."""
    title = ""
    for one in document.explanation():
        if one.kind.startswith("heading"):
            title = one.text
        if one.key == key:
            break
    return title


def transposed(text: str) -> str:
    """The figure with the last two unlike neighbours of its integer part exchanged, never a leading 0."""
    digits = [i for i, char in enumerate(text.split(".")[0]) if char.isdigit()]
    for left, right in reversed(list(pairwise(digits))):
        if text[left] != text[right] and not (left == digits[0] and text[right] == "0"):
            chars = list(text)
            chars[left], chars[right] = chars[right], chars[left]
            return "".join(chars)
    raise NotPossible(text)


def number(text: str) -> Decimal:
    """The value of a printed figure."""
    return Decimal("".join(char for char in text if char.isdigit() or char == "."))


def changed(document: Document, key: str, old: Fact, new: Fact, entry: Planted) -> tuple[Document, Planted]:
    """Put one fact in the place of another, and complete the entry."""
    after = put(document, key, old, new)
    return after, replace(
        entry,
        said=(new.text,),
        right=(old.text,),
        paragraphs=(key,),
        sentences=(sentence_at(after, key, new),),
        section=section_of(after, key),
        cells=old.about.cells,
    )


def changed_all(
    document: Document, swaps: Sequence[Swap], entry: Planted, told: Sequence[Swap] = ()
) -> tuple[Document, Planted]:
    """Put several facts in the place of others; ``told`` are those the entry quotes, else all of them."""
    after = document
    for key, old, new in swaps:
        after = put(after, key, old, new)
    named = told or swaps
    return after, replace(
        entry,
        said=tuple(new.text for _, _, new in named),
        right=tuple(old.text for _, old, _ in named),
        paragraphs=tuple(dict.fromkeys(key for key, _, _ in swaps)),
        sentences=tuple(sentence_at(after, key, new) for key, _, new in named),
        section=section_of(after, named[0][0]),
        cells=tuple(dict.fromkeys(cell for _, old, _ in named for cell in old.about.cells)),
    )


def inserted(
    document: Document, key: str, behind: Piece, made: Pieces, told: Fact, right: str, entry: Planted
) -> tuple[Document, Planted]:
    """Put pieces behind one of a paragraph; the entry quotes ``told``, one of them."""
    pieces: list[Piece] = []
    for piece in paragraph(document, key).pieces:
        pieces.append(piece)
        if piece is behind:
            pieces += made
    after = edited(document, key, tuple(pieces))
    return after, replace(
        entry,
        said=(told.text,),
        right=(right,),
        paragraphs=(key,),
        sentences=(sentence_at(after, key, told),),
        section=section_of(after, key),
        cells=told.about.cells,
    )
