"""The direction of a cause where its own words do not settle it."""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

import msgspec

from gouji import patterns, words
from gouji.classify.votes import Explained
from gouji.model import Factor
from gouji.vocabulary import Direction

STRONG = r"{up}|{down}"


class Effect(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One entry of patterns/reasons/effects.yaml: events that move the accounts of ``subject`` either way."""

    id: str
    subject: str
    patterns: tuple[str, ...]
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...] = ()


class _Rule(NamedTuple):
    subject: re.Pattern[str]
    event: re.Pattern[str]


@functools.cache
def _rules() -> tuple[_Rule, ...]:
    return tuple(
        _Rule(re.compile(entry.subject), re.compile("|".join(entry.patterns)))
        for entry in patterns.load("reasons/effects", Effect)
    )


@functools.cache
def _strong() -> re.Pattern[str]:
    return re.compile(words.expand(STRONG))


def of(factor: Factor, about: Explained, *, known: bool) -> Direction | None:
    """The direction of a cause.

    Its own, but where it has none and some voter knows the cause, or where its event moves the explained
    account either way (a retirement raises pensions), that of the change it explains.
    """
    if about.direction not in ("increase", "decrease"):
        return factor.direction
    if factor.direction is None:
        return about.direction if known else None
    return about.direction if _either_way(factor.text, about) else factor.direction


def _either_way(text: str, about: Explained) -> bool:
    if _strong().search(text):
        return False
    return any(
        rule.event.search(text) and any(rule.subject.search(subject) for subject in about.subjects)
        for rule in _rules()
    )
