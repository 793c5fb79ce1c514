"""Where the table of contents stands, and which parts it announces."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from gouji.read.blocks import Break, Grid, Piece
from gouji.read.clean import folded
from gouji.read.narrative.headings import heading_of, strip_leaders
from gouji.read.narrative.numbering import number_of
from gouji.read.settings import TEXT, TextSettings

_WORD = re.compile(r"^(?:目录|contents)$", re.IGNORECASE)
_SENTENCE = re.compile(r"[。；！？]")
_LEADERS = re.compile(r"[.．…·]{4,}\d*$|^\D.*[^\d]{2,}[.…]{2,}\d+$")
_LEAST = 4
_WRAPPED = 16


@dataclass(frozen=True, slots=True)
class Contents:
    """Which pieces (by their index) belong to tables of contents, and the parts these name, by ordinal."""

    pieces: frozenset[int]
    parts: dict[int, str]


def find_contents(items: Sequence[Piece | Grid | Break], settings: TextSettings = TEXT) -> Contents:
    """Tables of contents by the word 目录, by dotted leaders, or as a run of headings that recurs later."""
    inside: set[int] = set()
    for index, item in enumerate(items):
        if isinstance(item, Piece) and _WORD.match(item.text) and index not in inside:
            inside |= _after_word(items, index)
        elif isinstance(item, Piece) and _LEADERS.search(item.text) and number_of(item.text):
            inside.add(index)
    if not inside:
        inside = _recurring(items, settings)
    parts: dict[int, str] = {}
    for index in sorted(inside):
        item = items[index]
        number = number_of(item.text) if isinstance(item, Piece) else None
        if number and number.level == "part":
            parts.setdefault(number.ordinal, strip_leaders(number.rest) + _wrapped(items, index, inside))
    return Contents(frozenset(inside), parts)


def _wrapped(items: Sequence[Piece | Grid | Break], index: int, inside: set[int]) -> str:
    """The end of a part's entry that stands on the next line."""
    item = items[index + 1] if index + 1 in inside else None
    if not isinstance(item, Piece) or number_of(item.text) or len(item.text) > _WRAPPED:
        return ""
    return strip_leaders(item.text)


def _after_word(items: Sequence[Piece | Grid | Break], start: int) -> set[int]:
    """目录 and its entries, up to body text or to the heading where the numbering begins anew."""
    inside = {start}
    parts: set[int] = set()
    first = ""
    highest = 0
    for index in range(start + 1, len(items)):
        item = items[index]
        if not isinstance(item, Piece) or (_SENTENCE.search(item.text) and not _LEADERS.search(item.text)):
            break
        number = number_of(item.text)
        key = _key(item)
        if number and number.level == "part":
            if number.ordinal in parts:
                break
            parts.add(number.ordinal)
        elif number and key == first:
            break
        elif number and number.level == "first" and not parts:
            if number.ordinal == 1 and highest > 1:
                break
            highest = max(highest, number.ordinal)
        first = first or (key if number else "")
        inside.add(index)
    return inside


def _recurring(items: Sequence[Piece | Grid | Break], settings: TextSettings) -> set[int]:
    """A run of headings near the front without body between them, most of which recur later."""
    limit = max(int(len(items) * settings.contents_head), _LEAST * 3)
    keys = [_key(item) for item in items]
    index = 0
    while index < min(limit, len(items)):
        end = index
        while end < len(items) and isinstance(items[end], Piece) and heading_of(items[end]):  # type: ignore[arg-type]
            end += 1
        run = range(index, end)
        if len(run) >= _LEAST:
            later = set(keys[end:])
            cut = next((place for place in run[1:] if keys[place] == keys[index]), end)
            again = [
                place for place in range(index, cut) if keys[place] in later or keys[place] in keys[cut:end]
            ]
            if len(again) * 2 > cut - index and cut - index >= _LEAST:
                return set(range(index, cut))
        index = max(end, index + 1)
    return set()


def _key(item: Piece | Grid | Break) -> str:
    if not isinstance(item, Piece):
        return ""
    number = number_of(item.text)
    if number and number.level == "part":
        return f"part{number.ordinal}"
    return folded(strip_leaders(item.text))
