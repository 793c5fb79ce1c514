"""Measures that need other reports: what peers say alike, what is copied, what sticks from year to year."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from gouji import similar
from gouji.measure.cards import Card
from gouji.measure.causes import UNTYPED
from gouji.measure.values import Measure, Value, Why, measured, none, ratio

GRAM_WORDS = 4
Place = tuple[str, str, str | None]
Gram = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Settings:
    """``common``: a phrase is common where more than this part of the peers have it; ``least``: fewest peers."""

    common: float = 0.5
    least: int = 5


@dataclass(frozen=True, slots=True)
class Peers:
    """A panel made ready: the reports by key, and by year what departments share.

    ``held`` counts for each word 4-gram the departments of a year that use it, without those that too few use to be
    common; ``copied`` are, for each report by
    its stem, how many of its own reasons stand in another department's report of the year.
    """

    settings: Settings
    by_key: Mapping[tuple[Place, int], tuple[Card, ...]]
    departments: Mapping[tuple[str, int], frozenset[str]]
    held: Mapping[tuple[str, int], Mapping[Gram, int]]
    copied: Mapping[str, int]


def assemble(cards: Sequence[Card], settings: Settings | None = None) -> Peers:
    """The panel of some cards; those without department or year are no one's peers."""
    keyed = [card for card in cards if card.department is not None and card.fiscal_year is not None]
    by_key: defaultdict[tuple[Place, int], list[Card]] = defaultdict(list)
    years: defaultdict[tuple[str, int], list[Card]] = defaultdict(list)
    for card in keyed:
        by_key[_place(card), card.fiscal_year or 0].append(card)
        years[card.kind, card.fiscal_year or 0].append(card)
    chosen = settings or Settings()
    copied: dict[str, int] = {}
    for members in years.values():
        copied |= _copied(members)
    return Peers(
        chosen,
        {key: tuple(members) for key, members in by_key.items()},
        {year: frozenset(c.department or "" for c in members) for year, members in years.items()},
        {year: _held(members, chosen) for year, members in years.items()},
        copied,
    )


def boilerplate_peers(card: Card, peers: Peers) -> Value:
    """Words of the reasons inside a phrase of four words that more than half of the peers use too ÷ words.

    Peers are the other departments with a report of the same kind and year, at least five. A phrase lies within one
    clause; figures are one word, all alike. Only reasons are looked at: the words of the template are prescribed.

    Source: four-word phrases common to a group, Lang & Stice-Lawrence (2015), Textual analysis and international
    financial reporting, Journal of Accounting and Economics 60. The threshold of one half, the least number of peers
    and counting words instead of whole sentences are defined here.
    """
    why = _unkeyed(card)
    if why is not None:
        return none(why)
    year = card.kind, card.fiscal_year or 0
    others = len(peers.departments[year]) - 1
    if others < peers.settings.least:
        return none("few_peers")
    if not card.clauses:
        return none("no_reasons")
    held, mine = peers.held[year], _used_by(card, peers)
    stock = {
        gram for gram in _used([card]) if held.get(gram, 0) - (gram in mine) > peers.settings.common * others
    }
    part = sum(_covered(clause, stock) for clause in card.clauses)
    return ratio(part, sum(map(len, card.clauses)), "no_reasons")


def copied_from_peers(card: Card, peers: Peers) -> Value:
    """Reasons in own wording that stand alike in another department's report of the year ÷ those in own wording.

    Own wording: no stock phrase, at least 12 characters without figures and marks. Alike: one group of
    `similar.groups`, as the check `reason.copied` between reports has it.

    Source: as repetition; counting over departments is defined here.
    """
    why = _unkeyed(card)
    if why is not None:
        return none(why)
    if len(peers.departments[card.kind, card.fiscal_year or 0]) < 2:
        return none("few_peers")
    return ratio(peers.copied.get(card.stem, 0), len(card.own), "no_own_reasons")


def copied_from_last_year(card: Card, peers: Peers) -> Value:
    """Reasons in own wording that stand alike in the department's report of the year before ÷ those in own wording.

    Source: as copied_from_peers; text kept from year to year (stickiness) is an attribute of disclosure in Dyer, Lang &
    Stice-Lawrence (2017), see repetition. Counting reasons is defined here.
    """
    before = _before(card, peers)
    if not isinstance(before, Card):
        return none(before)
    groups = similar.groups([*card.own, *before.own])
    size = len(card.own)
    again = sum(i < size for group in groups if group[-1] >= size for i in group)
    return ratio(again, size, "no_own_reasons")


def year_similarity(card: Card, peers: Peers) -> Value:
    """Cosine of the counts of character 3-grams of all reasons, masked, this year and the year before.

    1 where the two years use the same 3-grams equally often. Not corrected for length.

    Source: Brown & Tucker (2011), Large-sample evidence on firms' year-over-year MD&A modifications, Journal of
    Accounting Research 49: cosine of word vectors, corrected for length. 3-grams in place of words are those of
    `similar`.
    """
    before = _before(card, peers)
    if not isinstance(before, Card):
        return none(before)
    now, then = _grams(card), _grams(before)
    if not now or not then:
        return none("no_reasons")
    shared = sum(count * then[gram] for gram, count in now.items())
    return Value(shared / math.sqrt(_squares(now) * _squares(then)))


def type_persistence(card: Card, peers: Peers) -> Value:
    """Σ min(p, q) over the shares of the reason types this year (p) and the year before (q), without the untyped.

    1 where the mix is the same, 0 where no type returns.

    Source: defined here, as the overlap of two distributions.
    """
    before = _before(card, peers)
    if not isinstance(before, Card):
        return none(before)
    now, then = _shares(card), _shares(before)
    if not now or not then:
        return none("no_types")
    return Value(sum(min(part, then.get(name, 0.0)) for name, part in now.items()))


def of_panel(card: Card, peers: Peers) -> dict[str, Value]:
    """The measures of one report among the others, by name."""
    return measured(MEASURES, card, peers)


def _place(card: Card) -> Place:
    return card.department or "", card.kind, card.level


def _unkeyed(card: Card) -> Why | None:
    if card.department is None:
        return "no_department"
    return "no_year" if card.fiscal_year is None else None


def _before(card: Card, peers: Peers) -> Card | Why:
    """The report of the year before; or why there is none that can be told."""
    why = _unkeyed(card)
    if why is not None:
        return why
    year = card.fiscal_year or 0
    found = peers.by_key.get((_place(card), year - 1), ())
    if not found:
        return "no_prior_year"
    return found[0] if len(found) == len(peers.by_key[_place(card), year]) == 1 else "duplicate_key"


def _copied(members: Sequence[Card]) -> dict[str, int]:
    """How many own reasons of each report of a year stand in a report of another department."""
    places = [(card, text) for card in members for text in card.own]
    found: Counter[str] = Counter()
    for group in similar.groups([text for _, text in places]):
        if len({places[i][0].department for i in group}) > 1:
            found.update(places[i][0].stem for i in group)
    return dict(found)


def _held(members: Sequence[Card], settings: Settings) -> dict[Gram, int]:
    by_department: defaultdict[str, list[Card]] = defaultdict(list)
    for card in members:
        by_department[card.department or ""].append(card)
    counts: Counter[Gram] = Counter()
    for cards in by_department.values():
        counts.update(_used(cards))
    least = settings.common * (len(by_department) - 1)
    return {gram: count for gram, count in counts.items() if count > least}


def _used(cards: Sequence[Card]) -> set[Gram]:
    return {gram for card in cards for clause in card.clauses for gram in _tetragrams(clause)}


def _used_by(card: Card, peers: Peers) -> set[Gram]:
    """The phrases of all reports that a card's own department has in the year, whatever their level."""
    year = card.fiscal_year or 0
    own = [
        other
        for level in ("department", "unit", None)
        for other in peers.by_key.get(((card.department or "", card.kind, level), year), ())
    ]
    return _used(own)


def _tetragrams(clause: Sequence[str]) -> Iterator[Gram]:
    return (tuple(clause[i : i + GRAM_WORDS]) for i in range(len(clause) - GRAM_WORDS + 1))


def _covered(clause: Sequence[str], stock: set[Gram]) -> int:
    """How many words of a clause lie in a phrase of the stock."""
    inside = {
        at + step
        for at, gram in enumerate(_tetragrams(clause))
        if gram in stock
        for step in range(GRAM_WORDS)
    }
    return len(inside)


def _grams(card: Card) -> Counter[str]:
    size = similar.GRAM
    return Counter(text[i : i + size] for text in card.masked for i in range(len(text) - size + 1))


def _squares(counts: Mapping[str, int]) -> int:
    return sum(count * count for count in counts.values())


def _shares(card: Card) -> dict[str, float]:
    typed = {name: weight for name, weight in card.types.items() if name != UNTYPED}
    total = sum(typed.values())
    return {name: weight / total for name, weight in typed.items()}


MEASURES = (
    Measure("boilerplate_peers", "与同行共用的词句", "ratio", 0, 1, boilerplate_peers),
    Measure("copied_from_peers", "与其他部门相同的原因", "ratio", 0, 1, copied_from_peers),
    Measure("copied_from_last_year", "沿用上年的原因", "ratio", 0, 1, copied_from_last_year),
    Measure("year_similarity", "与上年的相似度", "cosine", 0, 1, year_similarity),
    Measure("type_persistence", "原因类型的延续", "ratio", 0, 1, type_persistence),
)
