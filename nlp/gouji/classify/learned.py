"""The trained model as a voter: which of the rules' types stand, and which it adds, with a probability each."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import numpy as np

from gouji.classify import combine, features
from gouji.classify.model import Model
from gouji.classify.votes import Ballot, Explained
from gouji.model import TypeScore
from gouji.vocabulary import ReasonType

LEAST = 0.15
_VOTER = "model"
_RESTATES = "core.circular"
_NAMING: frozenset[ReasonType] = frozenset({"component", "project"})
_EVEN = 0.5


def chosen(
    text: str, about: Explained, ballots: Sequence[Ballot], model: Model
) -> tuple[tuple[Ballot, ...], tuple[TypeScore, ...]]:
    """The ballots of the types that the model gives a cause, and these types with their probability.

    The model sees the words of the cause, what it explains and the standing ballots of the rules. A type is given
    where its probability reaches its threshold; where none does, the likeliest one of at least `LEAST`, else none
    (an abstention). Ballots of the rules for a given type are kept, so that their place and depth count; a type
    that only the model gives has a ballot of its own at the end of the text. What restates the account explained is
    circular whatever the model thinks, and beside it only what a rule reads too: that is a closed matter of names. What opens as usage
    is no reason, whatever it names.
    """
    found = model.of_one(features.of_cause(text, about, tuple(ballots)))
    given = {model.types[n]: float(found[n]) for n in np.flatnonzero(found >= model.thresholds)}
    if not given:
        best = int(found.argmax())
        given = {model.types[best]: float(found[best])} if found[best] >= LEAST else {}
    if any(ballot.voter == _RESTATES for ballot in ballots):
        said = {ballot.type for ballot in ballots} - _NAMING
        given = {kind: value for kind, value in given.items() if kind in said}
        probability = float(found[model.types.index("circular")])
        given["circular"] = max(given.get("circular", 0.0), probability, _EVEN)
    if any(ballot.voter == combine.USAGE for ballot in ballots):
        given = {"non_reason": max(float(found[model.types.index("non_reason")]), _EVEN)}
    kept = [ballot for ballot in ballots if ballot.type in given]
    own = [kind for kind in given if all(ballot.type != kind for ballot in kept)]
    kept += [Ballot(_VOTER, kind, 1, len(text)) for kind in sorted(own, key=lambda kind: -given[kind])]
    order = dict.fromkeys(ballot.type for ballot in sorted(kept, key=lambda ballot: ballot.at))
    return tuple(kept), tuple(_score(kind, given[kind]) for kind in order)


def _score(kind: ReasonType, probability: float) -> TypeScore:
    return TypeScore(kind, Decimal(f"{probability:.2f}"))
