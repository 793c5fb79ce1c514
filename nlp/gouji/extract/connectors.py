"""The words that hold the causes of a reason together or part them, as data (patterns/reasons/connectors.yaml)."""

from __future__ import annotations

import functools
import re
from typing import Literal

import msgspec

from gouji import patterns, words

Role = Literal[
    "mark",
    "head",
    "opener",
    "result",
    "outcome",
    "lead",
    "joiner",
    "tail",
    "consequence",
    "moved",
    "offset",
    "reference",
    "total",
    "predicate",
    "verb_only",
    "named",
]


class Connector(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One entry of patterns/reasons/connectors.yaml; its roles are explained there."""

    id: str
    role: Role
    patterns: tuple[str, ...]
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...] = ()


@functools.cache
def connector(role: Role) -> re.Pattern[str]:
    """One expression for all patterns of a role."""
    entries = patterns.load("reasons/connectors", Connector)
    found = [pattern for entry in entries if entry.role == role for pattern in entry.patterns]
    return re.compile("|".join(f"(?:{words.expand(pattern)})" for pattern in found))


@functools.cache
def families() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The kinds of list marks (一是, ①, （1）) by name, in their order."""
    entries = [entry for entry in patterns.load("reasons/connectors", Connector) if entry.role == "mark"]
    return tuple((entry.id, re.compile("|".join(f"(?:{p})" for p in entry.patterns))) for entry in entries)
