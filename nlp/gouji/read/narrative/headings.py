"""Which paragraphs are headings, and what their titles are."""

from __future__ import annotations

import re
from dataclasses import dataclass

from gouji.read.blocks import Piece
from gouji.read.narrative.numbering import Number, number_of
from gouji.read.settings import TEXT, TextSettings

_CUT = re.compile(r"[。：:]")
_CLAUSE = re.compile(r"[，,；;！？!?]")
_AMOUNT = re.compile(r"\d[\d,，.]*(?:万|亿)?元|\d[\d.]*[%％]")
_ITEM_PATH = re.compile(r"[（(][类款项][)）]")
_CLASS = re.compile(r"^[^（(]+[（(]类[)）]$")
_LEADERS = re.compile(r"(?:[.．…·•\-—_]{3,}|\s)[.．…·\s]*\d*$|[.．…·]{3,}$")
_TRAILING = "。：:、.．；;"


@dataclass(frozen=True, slots=True)
class Heading:
    """A numbered heading; ``whole`` where the paragraph is nothing else, ``stopped`` where it ends with 。"""

    number: Number
    title: str
    whole: bool
    stopped: bool


def heading_of(piece: Piece, settings: TextSettings = TEXT) -> Heading | None:
    """The heading a paragraph is, or begins with (一、… （一）… 第一部分 …); None for body text.

    A title has no clause, no amount, names no budget item and is short; what follows its 。or ：is body.
    """
    number = number_of(piece.text)
    if number is None:
        return None
    rest = strip_leaders(number.rest)
    cut = _CUT.search(rest)
    title = rest[: cut.start()] if cut else rest
    after = rest[cut.end() :] if cut else ""
    longest = settings.part_heading if number.level == "part" else settings.heading
    title = title.strip(_TRAILING)
    if len(title) > longest or (not title and number.level != "part"):
        return None
    if _CLAUSE.search(title) or _AMOUNT.search(title):
        return None
    if _ITEM_PATH.search(title) and not (_CLASS.search(title) and not cut):
        return None
    return Heading(number, title, not after, rest.endswith("。"))


def strip_leaders(text: str) -> str:
    """A line of a table of contents without its dots and page number."""
    return _LEADERS.sub("", text)
