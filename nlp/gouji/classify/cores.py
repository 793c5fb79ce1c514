"""Restating causes: what is left of a cause when time, comparison, direction and amount are taken away.

Nothing or the explained account itself: circular. Another account: component. A project with a name of its
own: project. The words are data (patterns/reasons/cores.yaml).
"""

from __future__ import annotations

import functools
import re
from typing import Literal, NamedTuple

import msgspec

from gouji import patterns, words
from gouji.classify.votes import Ballot, Explained
from gouji.vocabulary import ReasonType

Role = Literal["strip", "generic", "named", "account", "fund", "part", "filler", "qualifier", "suffix"]
PIECE = re.compile(r"[，；]")
TERM = re.compile(r"[“\"](三公)[”\"]")
TOUCH = "的了数额中、和及与，。"
WEIGHT = 1


class Core(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One entry of patterns/reasons/cores.yaml; its roles are explained there."""

    id: str
    role: Role
    patterns: tuple[str, ...]
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()


class _Rule(NamedTuple):
    wanted: re.Pattern[str]
    unwanted: re.Pattern[str] | None


@functools.cache
def _rule(role: Role) -> _Rule:
    entries = [entry for entry in patterns.load("reasons/cores", Core) if entry.role == role]
    wanted = [pattern for entry in entries for pattern in entry.patterns]
    unwanted = [pattern for entry in entries for pattern in entry.unless]
    return _Rule(_any(wanted), _any(unwanted) if unwanted else None)


def _any(found: list[str]) -> re.Pattern[str]:
    return re.compile(words.expand("|".join(f"(?:{pattern})" for pattern in found)))


@functools.lru_cache(maxsize=4096)
def fits(role: Role, text: str) -> bool:
    """Whether a core plays a role: its patterns are found and none of its exceptions."""
    rule = _rule(role)
    return rule.wanted.search(text) is not None and not (rule.unwanted and rule.unwanted.search(text))


def core(text: str) -> str:
    """What the first clause of a cause is about, without time, comparison, direction and amount."""
    clause = TERM.sub(r"\1", PIECE.split(text, maxsplit=1)[0])
    return _rule("strip").wanted.sub("", clause).strip(TOUCH)


def cast(text: str, about: Explained) -> tuple[Ballot, ...]:
    """At most one ballot: circular, component or project; none where the core is none of them."""
    found = _kind(core(text), about)
    return (Ballot(f"core.{found}", found, WEIGHT, len(text)),) if found else ()


def _kind(inner: str, about: Explained) -> ReasonType | None:
    if fits("generic", inner) or any(_same(inner, subject) for subject in about.subjects):
        return "circular"
    if fits("named", inner):
        return "project"
    if fits("account", inner):
        return "component"
    if fits("fund", inner):
        return "project"
    return "component" if fits("part", inner) else None


def _same(inner: str, subject: str) -> bool:
    """Whether the core names the explained account, whatever qualifies it (培训支出, 培训费)."""
    own, other = _without("filler", inner), _without("filler", subject.rsplit("/", maxsplit=1)[-1])
    if not own or not other:
        return False
    own_stem, other_stem = _stem(own), _stem(other)
    if own_stem or other_stem:
        return own_stem == other_stem
    return own in other or other in own


@functools.lru_cache(maxsize=4096)
def _without(role: Role, name: str) -> str:
    return _rule(role).wanted.sub("", name)


@functools.lru_cache(maxsize=4096)
def _stem(name: str) -> str:
    return _rule("suffix").wanted.sub("离退休", _without("qualifier", name))
