"""Rules to votes: each rule of patterns/reasons/votes that fits a cause casts one ballot for its type.

A rule abstains unless in some clause of the cause one of its patterns is found and none of ``unless`` is,
and what is explained fits. What stands in quotes is the name of something and casts no votes. The work is linear in the text.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from gouji import hints, patterns, words
from gouji.model import Claim
from gouji.vocabulary import Depth, Direction, ReasonType

QUOTED = re.compile(r"[“\"「‘]([^”\"」’]*)[”\"」’]")
CLAUSE = re.compile(r"[^，；]+")
SPOKEN = re.compile(r"三公|过?紧日子|四风|双减|两新|放管服|零|[一二三四五六七八九十\d]月")


class Vote(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One voting rule.

    ``patterns`` and ``unless`` are regular expressions with word lists as ``{name}``. ``subject`` (a regular
    expression) and ``direction`` restrict what is explained; a rule with them abstains where it is not known.
    ``bare`` votes neither displace other types nor tell a driver where the cause only restates or names a
    part (压减会议费). ``depth`` overrides the depth of the type. Examples may begin with 〔subject direction〕.
    """

    id: str
    type: ReasonType
    patterns: tuple[str, ...]
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    subject: str | None = None
    direction: tuple[Direction, ...] = ()
    weight: int = 2
    bare: bool = False
    depth: Depth | None = None


class Explained(NamedTuple):
    """What a reason explains: the subjects, the direction and the bases of comparison of its claims."""

    subjects: tuple[str, ...] = ()
    direction: Direction | None = None
    bases: tuple[str, ...] = ()


class Ballot(NamedTuple):
    """One vote: the rule or model that cast it, its type and weight, and where in the cause it saw it."""

    voter: str
    type: ReasonType
    weight: int
    at: int
    bare: bool = False
    depth: Depth | None = None


class _Compiled(NamedTuple):
    vote: Vote
    wanted: re.Pattern[str]
    unwanted: re.Pattern[str] | None
    subject: re.Pattern[str] | None


def explained(claims: Sequence[Claim]) -> Explained:
    """What the claims of one reason are about; the direction is None where they disagree."""
    subjects = tuple(dict.fromkeys(claim.subject for claim in claims if claim.subject))
    directions = {claim.direction for claim in claims if claim.direction}
    bases = tuple(dict.fromkeys(claim.basis for claim in claims if claim.basis))
    return Explained(subjects, directions.pop() if len(directions) == 1 else None, bases)


def masked(text: str) -> str:
    """``text`` with quoted names masked at the same length; quoted terms of the trade (“三公”) stay."""

    def mask(match: re.Match[str]) -> str:
        inner = match.group(1)
        return (
            match.group()
            if SPOKEN.search(inner)
            else match.group()[0] + "名" * len(inner) + match.group()[-1]
        )

    return QUOTED.sub(mask, text)


@functools.cache
def _rules() -> tuple[_Compiled, ...]:
    return tuple(
        _Compiled(
            vote,
            re.compile(words.expand("|".join(f"(?:{p})" for p in vote.patterns))),
            re.compile(words.expand("|".join(f"(?:{p})" for p in vote.unless))) if vote.unless else None,
            re.compile(vote.subject) if vote.subject else None,
        )
        for vote in patterns.load("reasons/votes", Vote)
    )


@functools.cache
def _index() -> hints.Index:
    return hints.Index([rule.wanted.pattern for rule in _rules()])


def cast(text: str, about: Explained) -> tuple[Ballot, ...]:
    """The ballots of all rules on one cause, in the order of the rules."""
    plain, rules = masked(text), _rules()
    clauses = [(match.start(), match.group()) for match in CLAUSE.finditer(plain)] or [(0, "")]
    likely = (rules[number] for number in _index().candidates(plain))
    found = (_ballot(rule, clauses) for rule in likely if _concerns(rule, about))
    return tuple(ballot for ballot in found if ballot is not None)


def _ballot(rule: _Compiled, clauses: Sequence[tuple[int, str]]) -> Ballot | None:
    vote = rule.vote
    for start, clause in clauses:
        match = rule.wanted.search(clause)
        if match is not None and not (rule.unwanted and rule.unwanted.search(clause)):
            return Ballot(vote.id, vote.type, vote.weight, start + match.start(), vote.bare, vote.depth)
    return None


def _concerns(rule: _Compiled, about: Explained) -> bool:
    if rule.vote.direction and about.direction not in rule.vote.direction:
        return False
    return rule.subject is None or any(rule.subject.search(subject) for subject in about.subjects)
