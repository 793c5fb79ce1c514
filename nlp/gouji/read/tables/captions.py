"""What stands around a table: its title, unit and form number above, its notes below."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from gouji.read.blocks import Break, Grid, Piece
from gouji.read.clean import folded
from gouji.read.narrative.headings import heading_of, strip_leaders
from gouji.read.narrative.numbering import is_caption, is_item, is_note, number_of
from gouji.read.settings import TEXT, TextSettings
from gouji.read.tables.forms import form_of_title, unnumbered

_UNIT = re.compile(
    r"(?:金额)?(?:计量)?单位[:：]?(?:人民币)?[（(]?(万元|元|亿元|千元)[)）]?|[（(](万元|元|亿元)[)）]"
    r"|以[“\"]?(万元|元|亿元|千元)[”\"]?为(?:金额|计量)?单位"
)
_UNIT_AFTER = re.compile(r"[（(](?:金额)?(?:计量)?单位[:：][^（）()]*[)）]$")
_SENTENCE = re.compile(r"[。；！？]")
_TITLE = re.compile(r"(?:表|情况|明细|清单|报告)(?:[（(].*[)）])?$")
_WINDOW = 6


@dataclass(frozen=True, slots=True)
class Around:
    """Indices of the caption lines above and the notes below a table; ``title`` as printed, without number."""

    captions: tuple[int, ...]
    title: str
    unit: str | None
    notes: tuple[int, ...]


def around(
    items: Sequence[Piece | Grid | Break],
    first: int,
    last: int,
    headings: frozenset[int],
    settings: TextSettings = TEXT,
) -> Around:
    """What belongs to the table whose grids are the items ``first`` to ``last``."""
    above = _above(items, first, headings, settings)
    texts = [item.text for index in above if isinstance(item := items[index], Piece)]
    notes = _below(items, last, headings)
    below = [item.text for index in notes if isinstance(item := items[index], Piece)]
    captions = tuple(index for index in above if index not in headings)
    return Around(captions, _title(texts), unit_of([*texts, *below]), notes)


def unit_of(texts: Sequence[str]) -> str | None:
    """The unit that a caption, title or note prints: 万元, 元 …"""
    for text in texts:
        if found := _UNIT.search(text):
            return found[1] or found[2] or found[3]
    return None


def _above(
    items: Sequence[Piece | Grid | Break], first: int, headings: frozenset[int], settings: TextSettings
) -> list[int]:
    """The lines above that may be captions, top first; a heading may be the last one taken."""
    found: list[int] = []
    for index in range(first - 1, max(first - 1 - _WINDOW, -1), -1):
        item = items[index]
        if not isinstance(item, Piece) or not _may_be_caption(item, settings):
            break
        found.append(index)
        if index in headings or (heading_of(item) and form_of_title(item.text) is None):
            break
        if form_of_title(item.text) and not is_caption(item.text) and not _above_is_caption(items, index):
            break
    return found[::-1]


def _above_is_caption(items: Sequence[Piece | Grid | Break], index: int) -> bool:
    item = items[index - 1] if index else None
    return isinstance(item, Piece) and is_caption(item.text)


def _may_be_caption(piece: Piece, settings: TextSettings) -> bool:
    if is_caption(piece.text):
        return True
    if (
        is_note(piece.text)
        or piece.text.endswith((":", "："))
        or _SENTENCE.search(piece.text)
        or is_item(piece.text)
    ):
        return False
    return len(piece.text) <= settings.caption


def _title(texts: Sequence[str]) -> str:
    plain = [text for text in texts if not is_caption(text) or form_of_title(text)]
    for text in reversed(plain):
        if form_of_title(text):
            return _bare(text)
    for text in reversed(plain):
        if _TITLE.search(folded(text)):
            return _bare(text)
    return _bare(plain[-1]) if plain else ""


def _bare(text: str) -> str:
    number = number_of(text)
    return _UNIT_AFTER.sub("", strip_leaders(number.rest if number else unnumbered(text)))


def _below(items: Sequence[Piece | Grid | Break], last: int, headings: frozenset[int]) -> tuple[int, ...]:
    """注：… and 说明：… directly under a table, with their numbered continuation."""
    found: list[int] = []
    for index in range(last + 1, len(items)):
        item = items[index]
        if not isinstance(item, Piece) or index in headings:
            break
        if not is_note(item.text) and not (found and is_item(item.text)):
            break
        found.append(index)
    return tuple(found)
