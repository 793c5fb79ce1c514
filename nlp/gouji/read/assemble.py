"""Blocks of one or several files into a Report."""

from __future__ import annotations

from collections.abc import Sequence

from gouji.model import Note, Paragraph, Report, Source
from gouji.read.blocks import Block, Break, Grid, Piece
from gouji.read.narrative.meta import meta_of
from gouji.read.narrative.numbering import is_caption, is_note
from gouji.read.narrative.outline import outline
from gouji.read.narrative.paragraphs import join
from gouji.read.narrative.peel import peeled
from gouji.read.tables.build import Tables, build_tables, main_unit
from gouji.vocabulary import ParagraphKind


def assemble(
    blocks: Sequence[Block], sources: Sequence[Source], notes: Sequence[Note], engine: str
) -> Report:
    """The report whose files hold these blocks, in order; every file ends with a Break without page."""
    items = join(peeled(blocks))
    outlined = outline(items)
    meta = meta_of(items)
    ids = _paragraph_ids(items)
    found = build_tables(items, outlined, ids, meta.kind)
    explained = {section.id for section in outlined.sections if section.role == "explanation"}
    paragraphs = tuple(
        Paragraph(
            ids[index],
            outlined.section_of[index],
            item.page,
            item.text,
            _kind(index, item, outlined.headings, found, outlined.section_of[index] in explained),
            item.lines,
            item.recognised,
        )
        for index, item in enumerate(items)
        if isinstance(item, Piece)
    )
    return Report(
        sources=tuple(sources),
        department=meta.department,
        fiscal_year=meta.fiscal_year,
        kind=meta.kind,
        level=meta.level,
        unit=main_unit(found.tables),
        engine=engine,
        notes=tuple(notes),
        sections=outlined.sections,
        paragraphs=paragraphs,
        tables=found.tables,
    )


def _paragraph_ids(items: Sequence[Piece | Grid | Break]) -> dict[int, str]:
    places = [index for index, item in enumerate(items) if isinstance(item, Piece)]
    return {index: f"p{count}" for count, index in enumerate(places, start=1)}


def _kind(
    index: int, piece: Piece, headings: frozenset[int], found: Tables, explained: bool
) -> ParagraphKind:
    """A 说明：… that belongs to no table is body text of the explanation."""
    if index in headings:
        return "heading"
    if index in found.notes or (is_note(piece.text) and not explained):
        return "note"
    if index in found.captions or (is_caption(piece.text) and "。" not in piece.text):
        return "caption"
    return "body"
