"""Where figures and cells stand on the pages of a PDF: boxes in points, origin top left."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from gouji.model import Audit, Box, LineBox, Paragraph
from gouji.render.lookup import Lookup
from gouji.render.pdf_page import Leaf

_WIDE = frozenset("WF")
_PLACES = 1


def boxes_of(
    paragraph: Paragraph, start: int, end: int, glyphs: Mapping[int, Sequence[Box]] | None = None
) -> tuple[Box, ...]:
    """The boxes of the characters [start, end) of a paragraph, one a line.

    Args:
        paragraph: with its lines.
        start: the first character.
        end: behind the last character.
        glyphs: the printed characters by page. Where a line does not have as many of them as its text, its box is
            cut as if Chinese characters were twice as wide as others.
    """
    return tuple(
        _cut(
            paragraph.text,
            line,
            max(start, line.start),
            min(end, line.end),
            (glyphs or {}).get(line.box.page, ()),
        )
        for line in paragraph.lines
        if max(start, line.start) < min(end, line.end)
    )


def places(audit: Audit, lookup: Lookup, leaves: Sequence[Leaf]) -> dict[str, Any]:
    """The sizes of the pictured pages, and the boxes on them of claims, sentences and cells.

    Returns:
        ``sizes`` by page; ``claims`` and ``sentences`` by their places in the audit, ``cells`` by id; a box is
        [page, x0, top, x1, bottom].
    """
    if not leaves:
        return {"sizes": {}, "claims": {}, "sentences": {}, "cells": {}}
    shown = {leaf.page for leaf in leaves}
    glyphs = {leaf.page: leaf.glyphs for leaf in leaves}
    claims = {n: _of(lookup, one.sentence, one.start, one.end, glyphs) for n, one in enumerate(audit.claims)}
    sentences = {n: _of(lookup, one.id, one.start, one.end, glyphs) for n, one in enumerate(audit.sentences)}
    cells: dict[str, tuple[Box, ...]] = {
        name: (cell.box,) for name, (_, cell) in lookup.cells.items() if cell.box
    }
    return {
        "sizes": {leaf.page: [leaf.width, leaf.height] for leaf in leaves},
        "claims": _listed(claims, shown),
        "sentences": _listed(sentences, shown),
        "cells": _listed(cells, shown),
    }


def _of(
    lookup: Lookup, sentence: str, start: int, end: int, glyphs: Mapping[int, Sequence[Box]]
) -> tuple[Box, ...]:
    held = lookup.sentences.get(sentence)
    paragraph = lookup.paragraphs.get(held.paragraph) if held else None
    return boxes_of(paragraph, start, end, glyphs) if paragraph else ()


def _listed(found: dict[Any, tuple[Box, ...]], shown: set[int]) -> dict[Any, list[list[float]]]:
    return {
        name: listed
        for name, boxes in found.items()
        if (listed := [_numbers(box) for box in boxes if box.page in shown])
    }


def _numbers(box: Box) -> list[float]:
    return [box.page, *(round(edge, _PLACES) for edge in (box.x0, box.top, box.x1, box.bottom))]


def _cut(text: str, line: LineBox, start: int, end: int, glyphs: Sequence[Box]) -> Box:
    printed = sorted((one for one in glyphs if _inside(one, line.box)), key=lambda one: one.x0)
    inked = [place for place in range(line.start, line.end) if not text[place].isspace()]
    if len(printed) == len(inked):
        own = [glyph for glyph, place in zip(printed, inked, strict=True) if start <= place < end]
        if own:
            return Box(line.box.page, own[0].x0, line.box.top, own[-1].x1, line.box.bottom)
    whole = _width(text[line.start : line.end]) or 1
    scale = (line.box.x1 - line.box.x0) / whole
    left = line.box.x0 + scale * _width(text[line.start : start])
    right = line.box.x0 + scale * _width(text[line.start : end])
    return Box(line.box.page, left, line.box.top, right, line.box.bottom)


def _inside(glyph: Box, box: Box) -> bool:
    across, down = (glyph.x0 + glyph.x1) / 2, (glyph.top + glyph.bottom) / 2
    return box.x0 <= across <= box.x1 and box.top <= down <= box.bottom


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in _WIDE else 1 for char in text)
