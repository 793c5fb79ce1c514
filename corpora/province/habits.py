"""How one department words its reasons in one year, and the record of every reason it gave or did not give."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Literal

from corpora.ledger.pieces import Fact, Pieces
from corpora.ledger.profiles import Profile
from corpora.province.rates import HABITS, SPREAD, Rates, type_mix
from corpora.province.vocabulary import (
    BLAMING,
    CREDITING,
    OPPOSABLE,
    STOCK,
    Topic,
    Way,
    serving,
    types_of,
    worded,
)

Origin = Literal["none", "opposed", "boilerplate", "last_year", "other_department", "fresh"]
_OPPOSITE: Mapping[Way, Way] = {"increase": "decrease", "decrease": "increase"}
_OWN = ("fresh", "last_year")
_PEOPLE = ("205", "208", "210", "221")


@dataclass(frozen=True, slots=True)
class Habits:
    """The rates of one report: those of its year times what the department makes of them."""

    rates: Mapping[str, float]
    types: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Given:
    """One place for a reason. ``moved`` is the comparison it stands behind, ``way`` where that went.

    ``text`` is empty and ``kind`` too where no reason is given (origin none).
    """

    moved: Fact
    topic: Topic
    way: Way
    origin: Origin
    kind: str = ""
    text: str = ""

    @property
    def self_serving(self) -> bool:
        """Whether growth is laid to others or a fall to oneself."""
        credited = CREDITING if self.way == "decrease" else ""
        return self.origin != "opposed" and self.kind in (BLAMING if self.way == "increase" else (credited,))


def habits_of(rng: Random, rates: Rates, turn: int, *, leads: bool) -> Habits:
    """The habits of a department in a year; ``rng`` is the department's, so that it makes the same of every year.

    The leader of a cohort copies from no other department.
    """
    own = {name: rng.uniform(1 - SPREAD, 1 + SPREAD) for name in HABITS}
    drawn = {name: round(rates.habit(name, turn) * own[name], 6) for name in HABITS}
    return Habits({**drawn, "other_department": 0.0} if leads else drawn, type_mix(turn))


@dataclass(frozen=True, slots=True)
class Place:
    """A place where the template gives a reason: the comparison, its topic and where it went."""

    moved: Fact
    topic: Topic
    way: Way


class Listener:
    """A teller that leaves the reasons of the ledger and keeps the places where they are asked for."""

    def __init__(self, profile: Profile) -> None:
        self.profile = profile
        self.places: list[Place] = []

    def told(self, moved: Fact | None, reason: Pieces) -> Pieces:
        """The reason as it is."""
        if moved is not None and moved.direction in ("increase", "decrease"):
            self.places.append(Place(moved, topic_of(moved, self.profile), moved.direction))
        return reason


class Reciter:
    """A teller that says what was planned, place by place; nothing where nothing moved."""

    def __init__(self, planned: Sequence[Given]) -> None:
        self.planned = planned
        self.given: list[Given] = []

    def told(self, moved: Fact | None, reason: Pieces) -> Pieces:
        """The reason in the department's own manner; nothing where it gives none."""
        del reason
        if moved is None or moved.direction not in ("increase", "decrease"):
            return ()
        said = replace(self.planned[len(self.given)], moved=moved)
        self.given.append(said)
        return (said.text,) if said.text else ()


class Storyteller:
    """Plans the reasons of one report. ``before`` are the reasons of last year's, ``others`` those of the leader's."""

    def __init__(
        self, habits: Habits, rng: Random, before: Sequence[Given] = (), others: Sequence[Given] = ()
    ) -> None:
        self.habits = habits
        self.rng = rng
        self.sources: Mapping[Origin, list[Given]] = {
            "last_year": [one for one in before if one.origin in _OWN],
            "other_department": [one for one in others if one.origin in _OWN],
        }
        self.used: set[str] = set()

    def planned(self, places: Sequence[Place]) -> list[Given]:
        """What is said at every place.

        Where each reason comes from is drawn place by place. A place that was to copy but finds nothing of its
        kind to copy changes with a fresh one that does, so that the shares are as drawn.
        """
        silent = [self.rng.random() < self.habits.rates["unexplained"] for _ in places]
        drawn: list[Origin] = ["none" if mute else self._origin() for mute in silent]
        made: dict[int, Given] = {}
        for origin in self.sources:
            wanted = [n for n, one in enumerate(drawn) if one == origin]
            spare = [n for n, one in enumerate(drawn) if one == "fresh" and n not in made]
            for n in (*wanted, *self.rng.sample(spare, len(spare))):
                if sum(one.origin == origin for one in made.values()) == len(wanted):
                    break
                found = self._copied(origin, places[n])
                if found is not None:
                    made[n] = found
            for n in wanted:
                drawn[n] = "fresh"
        return [made.get(n) or self._made(place, drawn[n]) for n, place in enumerate(places)]

    def _made(self, at: Place, origin: Origin) -> Given:
        """What is said at a place that copies nothing."""
        if origin == "none":
            return Given(at.moved, at.topic, at.way, "none")
        if origin == "boilerplate":
            text, kind = self.rng.choice(STOCK[at.way, self._serves()])
            return Given(at.moved, at.topic, at.way, origin, kind, text)
        other = _OPPOSITE[at.way]
        if origin == "opposed" and (kinds := _opposable(at.topic, other)):
            return Given(
                at.moved, at.topic, at.way, origin, *self._fresh(at.topic, other, self.rng.choice(kinds))
            )
        kind = self._kind(at.topic, at.way)
        return Given(at.moved, at.topic, at.way, "fresh", *self._fresh(at.topic, at.way, kind))

    def _origin(self) -> Origin:
        """Where a reason comes from: one draw over shares that leave the rest to fresh wording."""
        at = self.rng.random()
        names: tuple[Origin, ...] = ("opposed", "boilerplate", "last_year", "other_department")
        for name in names:
            at -= self.habits.rates[name]
            if at < 0:
                return name
        return "fresh"

    def _serves(self) -> bool:
        return self.rng.random() < self.habits.rates["self_serving"]

    def _kind(self, topic: Topic, way: Way) -> str:
        """The type of a fresh reason."""
        kinds = serving(topic, way)
        if kinds and self._serves():
            return self.rng.choice(kinds)
        open_to = types_of(topic, way)
        weights = [self.habits.types.get(kind, 1.0) for kind in open_to]
        return self.rng.choices(open_to, weights)[0]

    def _fresh(self, topic: Topic, way: Way, kind: str) -> tuple[str, str]:
        """A type with a wording that this report has not used yet."""
        while (text := worded(self.rng, topic, way, kind)) in self.used:
            continue
        self.used.add(text)
        return kind, text

    def _copied(self, origin: Origin, at: Place) -> Given | None:
        """A reason of the same way that this report has not used: of the same place, else topic, else kind of topic."""
        fit = [one for one in self.sources[origin] if one.way == at.way and one.text not in self.used]
        spending = [one for one in fit if _side(one.topic) == _side(at.topic)]
        near = [one for one in spending if _near(one.topic) == _near(at.topic)]
        like = [one for one in near if one.topic == at.topic]
        same = [one for one in like if one.moved.key == at.moved.key]
        found = same or like or near or spending
        if not found:
            return None
        chosen = self.rng.choice(found)
        self.used.add(chosen.text)
        return Given(at.moved, at.topic, at.way, origin, chosen.kind, chosen.text)


def _opposable(topic: Topic, way: Way) -> tuple[str, ...]:
    return tuple(kind for kind in types_of(topic, way) if kind in OPPOSABLE)


def _near(topic: Topic) -> str:
    """Topics whose reasons may stand for each other are one."""
    return "general" if topic in ("work", "people") else topic


def _side(topic: Topic) -> str:
    """All spending is one: the last resort of who copies."""
    return topic if topic in ("income", "carry") else "spending"


def topic_of(moved: Fact, profile: Profile) -> Topic:
    """What a change is about, as far as its reasons go."""
    key, about = moved.key, moved.about
    if key.startswith("three."):
        if "接待" in about.subject:
            return "reception"
        return "abroad" if "出国" in about.subject else "vehicles"
    if about.measure == "结转结余" or key.startswith(("carried", "drawn", "general.left")):
        return "carry"
    if key.startswith(("source.事业收入", "source.其他收入")):
        return "income"
    code = about.code or ""
    staffed = code[:3] in _PEOPLE or code in (profile.office, profile.institution)
    return "people" if staffed or key.startswith(("kind.基本支出", "operating")) else "work"
