"""Lists bound to an earlier list: 较预算减少A万元，较上年减少B万元，分别下降C%和D%."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from gouji.extract.frames import Draft

_WORDS_BEFORE = 12
_UP, _DOWN = ("增", "升"), ("减", "降")


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
