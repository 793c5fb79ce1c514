"""Roles of sections by their titles, from patterns/sections.yaml."""

from __future__ import annotations

import functools
import re

import msgspec

from gouji import patterns
from gouji.read.clean import folded
from gouji.vocabulary import Role


class SectionPattern(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A role and the titles that have it.

    Attributes:
        role: cover, contents, overview, forms, explanation, glossary or attachment.
        titles: regular expressions searched in the folded title (half width, straight quotes).
        examples: titles that must get this role.
        counter_examples: titles that must not.
    """

    role: Role
    titles: tuple[str, ...]
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]


def role_of(title: str) -> Role | None:
    """The role a title tells; None where no pattern knows it. The first pattern that matches wins."""
    key = folded(title)
    return next((role for role, expression in _table() if expression.search(key)), None)


@functools.cache
def _table() -> tuple[tuple[Role, re.Pattern[str]], ...]:
    loaded = patterns.load("sections", SectionPattern)
    return tuple((entry.role, re.compile("|".join(entry.titles))) for entry in loaded)
