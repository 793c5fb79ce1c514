"""One audit as the measures of a report look at it: whole reasons, and the changes that they are to explain."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from gouji import topics
from gouji.model import Audit, Claim, Factor, Reason, Verdict
from gouji.verify.reasons.scene import BUDGETS, deviates, direction_of
from gouji.vocabulary import Depth, Direction
from gouji.worth import UNITS

_ONE = Decimal(1)
_OTHER_MATTERS = frozenset({"绩效", "资产"})


@dataclass(frozen=True, slots=True)
class Told:
    """A whole reason: one that runs over several paragraphs is one."""

    parts: tuple[Reason, ...]
    explained: tuple[Claim, ...]

    @property
    def text(self) -> str:
        """Its words, of all paragraphs."""
        return "".join(part.text for part in self.parts)

    @property
    def factors(self) -> tuple[Factor, ...]:
        """Its causes in order."""
        return tuple(factor for part in self.parts for factor in part.factors)

    @property
    def depth(self) -> Depth | None:
        """That of its deepest paragraph."""
        return max((part.depth for part in self.parts if part.depth is not None), default=None)

    @property
    def boilerplate(self) -> bool:
        """Whether it is stock phrasing throughout."""
        return all(part.boilerplate for part in self.parts)

    @property
    def direction(self) -> Direction | None:
        """The one direction of what it explains, or None."""
        return direction_of(self.explained)


@dataclass(frozen=True, slots=True)
class Change:
    """What is told of one account against one thing, however often and in whatever figures.

    What is called flat, stands inside a reason, or is told of performance and assets, is no change.

    ``amount`` is |Δ| in 元, None where it can neither be read nor computed; ``explained`` is whether a reason
    anywhere in the report answers for it.
    """

    claims: tuple[Claim, ...]
    amount: Decimal | None
    explained: bool


@dataclass(frozen=True, slots=True)
class Seen:
    """One report for its measures. ``told`` are the reasons that explain a change, ``changes`` what moved."""

    audit: Audit
    verdicts: Mapping[str, Verdict]
    told: tuple[Told, ...]
    changes: tuple[Change, ...]


def see(audit: Audit) -> Seen:
    """An audit with its whole reasons and its changes."""
    claims = {claim.id: claim for claim in audit.claims}
    told = tuple(each for each in _told(audit.reasons, claims) if any(map(moves, each.explained)))
    return Seen(audit, {v.claim: v for v in audit.verdicts}, told, _changes(audit))


def moves(claim: Claim) -> bool:
    """Whether a claim says that money changed: by an amount or rate above zero, off the budget, more or less."""
    if claim.subject is None or claim.measure in _OTHER_MATTERS:
        return False
    if claim.kind == "comparison":
        return claim.direction in {"increase", "decrease"}
    if claim.kind == "completion":
        return claim.base_value is not None and claim.base_value != _ONE
    if claim.kind == "change":
        return claim.unit in UNITS and bool(claim.base_value)
    return claim.kind == "change_rate" and claim.unit == "%" and bool(claim.base_value)


def _told(reasons: Sequence[Reason], claims: Mapping[str, Claim]) -> list[Told]:
    grouped: defaultdict[str, list[Reason]] = defaultdict(list)
    for reason in reasons:
        grouped[reason.group or reason.id].append(reason)
    return [
        Told(tuple(parts), tuple(claims[c] for c in dict.fromkeys(c for p in parts for c in p.explains) if c in claims))
        for parts in grouped.values()
    ]  # fmt: skip


def _changes(audit: Audit) -> tuple[Change, ...]:
    codes = {c.subject: c.subject_code for c in audit.claims if c.subject and c.subject_code}

    def key(claim: Claim) -> tuple[str | None, bool]:
        return codes.get(claim.subject or "") or claim.subject, deviates(claim)

    by_id = {claim.id: claim for claim in audit.claims}
    answered = {key(by_id[c]) for r in audit.reasons for c in r.explains if c in by_id}
    level = {key(claim) for claim in audit.claims if claim.kind == "flat"}
    apart = _of_other_matters(audit)
    grouped: defaultdict[tuple[str | None, bool], list[Claim]] = defaultdict(list)
    for claim in audit.claims:
        asked = moves(claim) and claim.sentence not in apart and key(claim) not in level
        if asked and not any(_inside(claim, reason) for reason in audit.reasons):
            grouped[key(claim)].append(claim)
    return tuple(
        Change(tuple(members), _amount(members, audit.claims), name in answered)
        for name, members in grouped.items()
    )


def _of_other_matters(audit: Audit) -> frozenset[str]:
    """The sentences of sections about performance and assets: what they say of projects and stocks is their own."""
    topic = topics.of_report(audit.report)
    sections = {
        name for name, found in topic.items() if found is not None and found.measure in _OTHER_MATTERS
    }
    return frozenset(sentence.id for sentence in audit.sentences if sentence.section in sections)


def _inside(claim: Claim, reason: Reason) -> bool:
    """Whether a claim stands in the words of a reason: what it tells is a cause, not asked to have one."""
    same = claim.sentence.partition("/")[0] == reason.sentence.partition("/")[0]
    return same and reason.start <= claim.start < reason.end


def _amount(members: Sequence[Claim], claims: Sequence[Claim]) -> Decimal | None:
    """|Δ| in 元: as first stated, else outturn less budget, else from the outturn and its rate."""
    stated = next((c.base_value for c in members if c.kind == "change" and c.base_value is not None), None)
    if stated is not None:
        return abs(stated)
    levels = [
        c
        for c in claims
        if c.kind == "level" and c.base_value is not None and c.subject == members[0].subject
    ]
    outturn = next((c.base_value for c in levels if c.measure == "决算"), None)
    if outturn is None:
        return None
    if deviates(members[0]):
        bases = {c.basis for c in members}
        planned = next((c.base_value for c in levels if c.measure in BUDGETS and c.measure in bases), None)
        if planned is not None:
            return abs(outturn - planned)
    return next((found for c in members if (found := _by_rate(c, outturn)) is not None), None)


def _by_rate(claim: Claim, outturn: Decimal) -> Decimal | None:
    """|outturn − outturn ÷ (1 + rate)|, or with the completion rate for the divisor."""
    if claim.base_value is None or claim.kind not in {"change_rate", "completion"}:
        return None
    rate = abs(claim.base_value) if claim.kind == "change_rate" else claim.base_value
    times = (
        rate if claim.kind == "completion" else _ONE - rate if claim.direction == "decrease" else _ONE + rate
    )
    return abs(outturn - outturn / times) if times > 0 else None
