"""The reason types as data: codes, definitions, the depth each one reaches, what it gives way to."""

from __future__ import annotations

import functools
from collections.abc import Mapping

import msgspec

from gouji import patterns
from gouji.vocabulary import Depth, ReasonType


class TypeEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One type of patterns/reasons/types.yaml.

    ``depth`` is what a reason of this type alone reaches. The type abstains where one of ``yields_to`` has a
    vote that is not bare.
    """

    type: ReasonType
    code: str
    name: str
    definition: str
    depth: Depth
    source: str
    yields_to: tuple[ReasonType, ...]


@functools.cache
def types() -> Mapping[ReasonType, TypeEntry]:
    """All reason types, in the order of the taxonomy."""
    return {entry.type: entry for entry in patterns.load("reasons/types", TypeEntry)}
