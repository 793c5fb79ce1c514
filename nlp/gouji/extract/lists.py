"""Lists in turn: 甲、乙和丙分别增加A、B和C; and those bound to an earlier list: 较预算减少A，较上年减少B，分别下降C%和D%."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from gouji.extract.frames import Draft

_WORDS_BEFORE = 12
_UP, _DOWN = ("增", "升"), ("减", "降")
_YEAR = re.compile(r"^(?:(?:19|20)\d{2}年度?|本年度)")
_IN_TURN = re.compile(r"分别|依次")
_FIGURE = r"[\d,.]+(?:[万亿]?元|%)"
_FIGURES = re.compile(
    rf"{_FIGURE}(?:[、，和与及]+(?:(?:[增减]\S|下降|上升|提高|降低)?(?:了|约)?)(?:-|负)?{_FIGURE})+"
)


def count(rest: str) -> int:
    """How many figures a list has that a folded text begins with: A万元和B万元 has two, no list none."""
    figures = _FIGURES.match(rest)
    return len(re.findall(_FIGURE, figures.group())) if figures is not None else 0


def members(words: str, rest: str) -> list[str]:
    """The names that 分别 deals figures out to, as many as there are figures, else none.

    Args:
        words: the folded text before the first figure.
        rest: the folded text from that figure on.
    """
    cut, number = _IN_TURN.search(words), count(rest)
    if cut is None or not number:
        return []
    names = _YEAR.sub("", re.split(r"[，。；：]", words[: cut.start()])[-1].removeprefix("其中")).split("、")
    if len(names) < number:
        names = [*names[:-1], *re.split(r"[和与及]", names[-1])]
    return names if len(names) == number and all(len(name) > 1 for name in names) else []


def dealt_out(drafts: Sequence[Draft], folded: str) -> list[Draft]:
    """Drafts in order, each rate of a 分别 list with the subject and basis of the change it belongs to."""
    out = list(drafts)
    at = 0
    while at < len(out):
        end = at
        while end < len(out) and out[end].kind == "change_rate":
            end += 1
        length = end - at
        changes = out[at - length : at] if 1 < length <= at else []
        words = folded[max(0, out[at].start - _WORDS_BEFORE) : out[at].start] if at < len(out) else ""
        if changes and re.search(r"分别|依次", words) and all(d.kind == "change" for d in changes):
            both = any(word in words for word in _UP) and any(word in words for word in _DOWN)
            for place, change in zip(range(at, end), changes, strict=True):
                direction = change.direction if both else out[place].direction
                out[place] = replace(
                    out[place],
                    subject=change.subject,
                    basis=change.basis,
                    scope=change.scope,
                    direction=direction,
                )
        at = max(end, at + 1)
    return out
