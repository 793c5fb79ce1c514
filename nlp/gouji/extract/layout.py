"""Layout that says nothing: white space inside a paragraph, full-width digits and half-width marks.

The passes read a text without either; what they find is put back at its place in the text as given.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import replace

from gouji.accounts import fold
from gouji.extract.frames import Draft, Reading
from gouji.model import Figure

_SPACE = re.compile(r"\s")
_COMMA = re.compile(r"(?<![0-9]),|,(?![0-9])")
_WIDE = str.maketrans("０１２３４５６７８９．％－;?!", "0123456789.%-；？！")


@functools.lru_cache(maxsize=256)
def plain(text: str) -> str:
    """A text folded for reading, character by character: half-width digits, full-width marks outside numbers."""
    return _COMMA.sub("，", fold(text.translate(_WIDE)).replace(":", "："))


def has_space(text: str) -> bool:
    """Whether a text has white space in it."""
    return _SPACE.search(text) is not None


def squeezed(text: str) -> tuple[str, Sequence[int]]:
    """The text without white space, and the place of each of its characters in the text as given (and its end).

    A space between Latin letters or digits of a word stays.
    """
    if not has_space(text):
        return text, range(len(text) + 1)
    kept = [at for at, char in enumerate(text) if not char.isspace() or _in_word(text, at)]
    return "".join(text[at] for at in kept), [*kept, len(text)]


def _in_word(text: str, at: int) -> bool:
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return bool(re.fullmatch(r"[A-Za-z]", before) and re.fullmatch(r"[A-Za-z]", after))


def stretched(reading: Reading, places: Sequence[int], text: str) -> Reading:
    """A reading of the squeezed text with its offsets in the text as given."""
    if isinstance(places, range):
        return reading

    def end(at: int) -> int:
        return places[at - 1] + 1 if at > 0 else 0

    def figure(each: Figure) -> Figure:
        start, stop = places[each.start], end(each.end)
        return replace(each, start=start, end=stop, text=text[start:stop])

    def draft(each: Draft) -> Draft:
        own = figure(each.figure) if each.figure is not None else None
        return replace(each, start=places[each.start], end=end(each.end), figure=own)

    reading.drafts = [draft(d) for d in reading.drafts]
    reading.nonclaims = [figure(f) for f in reading.nonclaims]
    reading.reasons = [
        r._replace(start=places[r.start], end=max(end(r.end), places[r.start]), cue_start=places[r.cue_start])
        for r in reading.reasons
    ]
    return reading
