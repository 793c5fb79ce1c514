"""Words that tell what a figure is: change, comparator, measure, share, completion, flat, none, reason, usage."""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

import msgspec

from gouji import patterns
from gouji.vocabulary import Direction

_YEAR = r"(?:(?:19|20)\d{2}年度?)"


class ChangeCue(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One entry of patterns/cues/change.yaml."""

    id: str
    direction: Direction | None
    words: tuple[str, ...]
    example: str
    counter_example: str


class BasisCue(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One entry of patterns/cues/comparator.yaml."""

    id: str
    basis: str
    pattern: str
    example: str
    counter_example: str


class MeasureCue(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One entry of patterns/cues/measures.yaml."""

    id: str
    measure: str
    pattern: str
    example: str
    counter_example: str


class ReasonCue(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One entry of patterns/cues/reasons.yaml."""

    id: str
    needs: str
    pattern: str
    example: str
    counter_example: str


class UsageCue(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One entry of patterns/cues/usage.yaml."""

    id: str
    pattern: str
    example: str
    counter_example: str


# characters without which no comparator or word of measure can stand in a text: a look before the expressions
_COMPARING = re.compile(r"[与比较同和跟超低高少多]|上年")
_CAUSING = re.compile(r"[缘源因由受系是为属：]|主要|情况|说明|来自|益于|功于|有关|相关|一是")
_MEASURING = re.compile(r"[算行际]|支出数|年初")


class Hit(NamedTuple):
    """A cue found in a text: half-open offsets and what it says (basis, measure, cue id or need)."""

    start: int
    end: int
    value: str


@functools.cache
def change_words() -> dict[str, Direction | None]:
    """Words of change → direction."""
    return {word: cue.direction for cue in patterns.load("cues/change", ChangeCue) for word in cue.words}


@functools.cache
def change_regex() -> str:
    """An alternation of all words of change, longest first."""
    return "|".join(sorted(map(re.escape, change_words()), key=len, reverse=True))


@functools.cache
def _basis_regexes() -> tuple[tuple[str, re.Pattern[str]], ...]:
    cues = patterns.load("cues/comparator", BasisCue)
    return tuple((cue.basis, re.compile(cue.pattern.replace("{Y}", _YEAR))) for cue in cues)


@functools.cache
def _measure_regexes() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((cue.measure, re.compile(cue.pattern)) for cue in patterns.load("cues/measures", MeasureCue))


@functools.cache
def _reason_regexes() -> tuple[tuple[ReasonCue, re.Pattern[str]], ...]:
    return tuple((cue, re.compile(cue.pattern)) for cue in patterns.load("cues/reasons", ReasonCue))


@functools.cache
def _usage_regex() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{cue.pattern})" for cue in patterns.load("cues/usage", UsageCue)))


def comparators(text: str, start: int = 0, end: int | None = None) -> list[Hit]:
    """Comparators in ``text[start:end]`` in order; where two overlap, the longer one."""
    return _best(_basis_regexes(), _COMPARING, text, start, end)


def measures(text: str, start: int = 0, end: int | None = None) -> list[Hit]:
    """Words of measure in ``text[start:end]`` in order; where two overlap, the longer one."""
    return _best(_measure_regexes(), _MEASURING, text, start, end)


def _best(
    regexes: tuple[tuple[str, re.Pattern[str]], ...],
    hint: re.Pattern[str],
    text: str,
    start: int,
    end: int | None,
) -> list[Hit]:
    stop = len(text) if end is None else end
    if hint.search(text, start, stop) is None:
        return []
    hits = [
        Hit(m.start(), m.end(), value) for value, regex in regexes for m in regex.finditer(text, start, stop)
    ]
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda h: (h.start, h.start - h.end)):
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
    return kept


def reason(text: str, start: int, end: int) -> tuple[Hit, str] | None:
    """The first cue of a reason in ``text[start:end]``, and what it needs (none or change)."""
    found = []
    if _CAUSING.search(text, start, end) is None:
        return None
    for rank, (cue, regex) in enumerate(_reason_regexes()):
        match = regex.search(text, start, end)
        if match is not None:
            found.append((match.end(), rank, Hit(match.start(), match.end(), cue.id), cue.needs))
    if not found:
        return None
    first = min(found, key=lambda f: (f[2].start, f[1]))
    overlapping = [f for f in found if f[2].start < max(first[0], first[2].start + 1) and f[1] <= first[1]]
    best = min(overlapping, key=lambda f: f[1])
    return best[2], best[3]


def usage(text: str, start: int, end: int) -> Hit | None:
    """The first cue of a usage or a definition in ``text[start:end]``."""
    match = _usage_regex().search(text, start, end)
    return Hit(match.start(), match.end(), "usage") if match else None
