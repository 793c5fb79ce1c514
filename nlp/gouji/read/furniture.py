"""What is printed on a page but is no part of the text: page numbers, running heads."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from gouji.read.blocks import Block, Line
from gouji.read.narrative.numbering import is_caption
from gouji.read.settings import TEXT, TextSettings

_OF_PAGES = re.compile(r"第\s*\d+\s*页\s*[,，/、]?\s*[（(]?\s*共\s*\d+\s*页\s*[)）]?")
_PAGE_ONLY = re.compile(
    r"^(?:[-—–―─~·•\s]*\d{1,3}[-—–―─~·•\s]*|第\s*\d+\s*页|\d{1,3}\s*/\s*\d{1,3}|page\s*\d+(?:\s*of\s*\d+)?|[-—–\s]*[ivx]{1,5}[-—–\s]*)$",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"^(?:https?|file)://\S+?\d{1,3}/\d{1,3}$", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")


def without_page_marks(text: str) -> str:
    """A line without 第5页，共70页, which some exports leave in the middle of a sentence."""
    return _OF_PAGES.sub("", text)


def is_page_number(text: str) -> bool:
    """Whether a whole line is a page number: 5, - 4 -, —10—, 第3页, 3/30, or an address with one (browsers)."""
    return bool(_PAGE_ONLY.match(text) or _ADDRESS.match(text))


def drop_running_heads(pages: Sequence[Sequence[Block]], settings: TextSettings = TEXT) -> list[list[Block]]:
    """Pages without the lines that stand at the same height with the same text on many of them.

    Digits are not compared, so that a running head with a page number is one too.
    """
    seen: dict[tuple[str, int], set[int]] = defaultdict(set)
    for number, page in enumerate(pages):
        for line in _edge_lines(page):
            seen[_key(line)].add(number)
    least = max(settings.running_head_pages, round(settings.running_head_share * len(pages)))
    heads = {
        key
        for key, places in seen.items()
        if len(places) >= least
        and len(key[0]) <= (settings.page_head if 2 * len(places) > len(pages) else settings.running_head)
    }
    kept: list[list[Block]] = []
    for page in pages:
        drop = {id(line) for line in _edge_lines(page) if _key(line) in heads}
        kept.append([block for block in page if id(block) not in drop])
    return kept


def _edge_lines(page: Sequence[Block]) -> list[Line]:
    """The two lines at the top and at the bottom of a page; captions of forms (单位：万元) are none of them."""
    lines = [block for block in page if isinstance(block, Line) and block.box and not is_caption(block.text)]
    lines.sort(key=lambda line: line.box.top if line.box else 0.0)
    return lines if len(lines) <= 4 else [*lines[:2], *lines[-2:]]


def _key(line: Line) -> tuple[str, int]:
    return _DIGITS.sub("#", line.text), round(line.box.top / 4) if line.box else 0
