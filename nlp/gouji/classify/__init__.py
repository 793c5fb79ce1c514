"""Says why: gives each cause of a reason its types, and the reason its depth.

Voters look at one cause each and may abstain; their ballots are put together in `combine`. The rules are one
voter, the restated core another; a trained model joins as one more.
"""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable, Sequence

from gouji.classify import combine, cores, depth, direction, joining, learned, votes
from gouji.classify.model import Model
from gouji.classify.votes import Ballot, Explained
from gouji.model import Claim, Factor, Reason, TypeScore
from gouji.vocabulary import Depth

Voter = Callable[[str, Explained], tuple[Ballot, ...]]
REMEMBERED = 8192
RULES: tuple[Voter, ...] = (votes.cast, cores.cast)


def classify(
    reasons: Sequence[Reason],
    claims: Sequence[Claim],
    voters: Sequence[Voter] = RULES,
    trained: Model | None = None,
) -> tuple[Reason, ...]:
    """The reasons in the same order, with types, depth, quantified, boilerplate and amount filled.

    Args:
        reasons: as extracted; their factors have no types yet.
        claims: all claims of the report; those that a reason explains are looked up by id.
        voters: what casts ballots on a cause.
        trained: the model that decides with the ballots before it; None for the rules alone.

    Returns:
        New reasons. A factor that no voter knows keeps ``types`` empty; one whose own words settle no
        direction takes that of the change it explains. Scores are shares of the votes with two decimals.
    """
    by_id = {claim.id: claim for claim in claims}
    return tuple(
        judge(
            reason, votes.explained([by_id[key] for key in reason.explains if key in by_id]), voters, trained
        )
        for reason in reasons
    )


@functools.lru_cache(maxsize=REMEMBERED)
def _typed(
    text: str, about: Explained, voters: tuple[Voter, ...], trained: Model | None
) -> tuple[tuple[Ballot, ...], tuple[TypeScore, ...]]:
    """The standing ballots and the types of one cause; stock phrases come again and again and are typed once."""
    ballots = combine.standing([ballot for voter in voters for ballot in voter(text, about)])
    if trained is None:
        return ballots, combine.scores(ballots)
    return learned.chosen(text, about, ballots, trained)


def judge(
    reason: Reason, about: Explained, voters: Sequence[Voter] = RULES, trained: Model | None = None
) -> Reason:
    """One reason, where what it explains is known; see `classify`."""
    factors: list[Factor] = []
    depths: list[Depth | None] = []
    pieces = reason.factors
    if trained is not None and trained.joiner is not None:
        pieces = joining.joined(reason.text, pieces, trained.joiner, reason.start)
    for factor in pieces:
        ballots, types = _typed(factor.text, about, tuple(voters), trained)
        depths.append(depth.lifted(factor, combine.depth(ballots)))
        way = direction.of(factor, about, known=bool(ballots))
        factors.append(dataclasses.replace(factor, types=types, direction=way))
    empty = not reason.factors
    amount = reason.amount if reason.amount is not None else depth.amount(reason.text, factors)
    total = amount is not None and all(factor.amount != amount for factor in factors)
    return dataclasses.replace(
        reason,
        factors=tuple(factors),
        depth="D0" if empty else depth.of_reason(depths, about, total=total),
        quantified=depth.quantified(reason.text),
        boilerplate=depth.boilerplate(reason.text, about),
        amount=amount,
    )
