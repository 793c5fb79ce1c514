"""Ballots to types: who abstains in favour of whom, the share of the votes, and the depth of one cause."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from gouji.classify.taxonomy import types
from gouji.classify.votes import Ballot
from gouji.model import TypeScore
from gouji.vocabulary import Depth, ReasonType

CENT = Decimal("0.01")
RESTATING: frozenset[ReasonType] = frozenset({"circular", "component", "project"})
DRIVER: Depth = "D3"
USAGE = "non_reason.led"


def standing(ballots: Sequence[Ballot]) -> tuple[Ballot, ...]:
    """The ballots that count: those of a type that gives way to another type with a full vote are left out.

    A residue of a template lets nothing stand beside it, nor does a cause that opens as usage (用于…). A bare vote displaces nothing.
    """
    if any(ballot.type == "residue" for ballot in ballots):
        return tuple(ballot for ballot in ballots if ballot.type == "residue")
    if any(ballot.voter == USAGE for ballot in ballots):
        return tuple(ballot for ballot in ballots if ballot.type == "non_reason")
    full = {ballot.type for ballot in ballots if not ballot.bare}
    return tuple(ballot for ballot in ballots if not full.intersection(_stronger(ballot)))


def _stronger(ballot: Ballot) -> set[ReasonType]:
    return set(types()[ballot.type].yields_to)


def scores(ballots: Sequence[Ballot]) -> tuple[TypeScore, ...]:
    """Each type with its share of the weights of the standing ballots, in the order of the text."""
    total = sum(ballot.weight for ballot in ballots)
    first: dict[ReasonType, int] = {}
    weight: dict[ReasonType, int] = {}
    for ballot in ballots:
        first[ballot.type] = min(first.get(ballot.type, ballot.at), ballot.at)
        weight[ballot.type] = weight.get(ballot.type, 0) + ballot.weight
    return tuple(
        TypeScore(kind, (Decimal(weight[kind]) / total).quantize(CENT))
        for kind in sorted(first, key=lambda k: first[k])
    )


def depth(ballots: Sequence[Ballot]) -> Depth | None:
    """The depth of one cause by its standing ballots, without what an amount or a date adds; None without any.

    Where a bare vote stands beside a restating one, the restating one decides (压减会议费: D2).
    """
    restating = any(ballot.type in RESTATING and ballot.depth != DRIVER for ballot in ballots)
    counted = [ballot for ballot in ballots if not (ballot.bare and restating)]
    return max((ballot.depth or types()[ballot.type].depth for ballot in counted), default=None)
