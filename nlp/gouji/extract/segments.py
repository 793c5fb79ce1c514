"""A paragraph cut into sentences and into the segments that a figure's words come from."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from gouji.model import Figure

_STOPS = "，；。：！？"
_MARKS = re.compile("[，,；;。：！？、（）]")
_NUMBER = re.compile(r"（(?:\d{1,2}|2[0-3]\d(?:\d\d){1,2}|[一二三四五六七八九十]{1,3})）(?![年月日])")
_REACH = 200
_WHOLE = re.compile(r"[^。！？]*[。！？][”’」）)】。！？]*|[^。！？]+$")


class Segment(NamedTuple):
    """A stretch without clause punctuation; ``before`` is the mark before it ("" at the start of a paragraph)."""

    start: int
    end: int
    before: str


def sentences(text: str) -> list[tuple[int, int]]:
    """Half-open offsets of the sentences of a paragraph: each ends at 。！？ (with a closing quote) or at the end."""
    return [(m.start(), m.end()) for m in _WHOLE.finditer(text)]


def segments(folded: str, figures: Sequence[Figure]) -> list[Segment]:
    """Cut at ，；。：！？, at 、 after a figure, and at brackets that hold a figure; never inside a figure."""
    cuts = [(0, "")]
    starts = [f.start for f in figures]
    for match in _MARKS.finditer(folded):
        at, char = match.start(), match.group()
        if _is_cut(folded, at, char, _around(figures, starts, at)):
            cuts.append((at + 1, char))
    ends = [at - 1 for at, _ in cuts[1:]] + [len(folded)]
    return [Segment(at, end, mark) for (at, mark), end in zip(cuts, ends, strict=True) if end > at]


def _around(figures: Sequence[Figure], starts: Sequence[int], at: int) -> list[tuple[int, int]]:
    """The figures that may decide on a cut at a place: those of the brackets and words right around it."""
    low, high = bisect_left(starts, at - _REACH), bisect_left(starts, at + _REACH)
    return [(f.start, f.end) for f in figures[low:high]]


def _is_cut(folded: str, at: int, char: str, inside: list[tuple[int, int]]) -> bool:
    if char in ",;" or char in _STOPS:
        return not any(start < at < end for start, end in inside)
    if char == "、":
        return any(end == at or (end < at and folded[end:at] in {"）", "（含）"}) for _, end in inside)
    if _NUMBER.match(folded, at if char == "（" else max(0, folded.rfind("（", 0, at))):
        return False
    if char == "（":
        close = folded.find("）", at)
        return close > 0 and any(at < start and end <= close for start, end in inside)
    opening = folded.rfind("（", 0, at)
    return opening >= 0 and any(opening < start and end <= at for start, end in inside)
