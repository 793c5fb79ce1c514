"""Every example of the reason patterns fits its entry, every counter-example does not."""

from __future__ import annotations

import re
from typing import get_args

import pytest
from gouji import patterns, words
from gouji.classify import cores, themes, votes
from gouji.classify.depth import Precise, Stock
from gouji.classify.direction import Effect
from gouji.classify.taxonomy import types
from gouji.classify.themes import Theme
from gouji.extract.connectors import Connector
from gouji.extract.factor_parts import Move
from gouji.vocabulary import Direction, ReasonType

ABOUT = re.compile(r"^〔(?P<subject>\S+) (?P<direction>\S+)〕")
VOTES = patterns.load("reasons/votes", votes.Vote)
PLAIN = [
    *patterns.load("reasons/connectors", Connector),
    *patterns.load("reasons/moves", Move),
    *patterns.load("reasons/effects", Effect),
    *patterns.load("reasons/stock", Stock),
    *patterns.load("reasons/precise", Precise),
    *(entry for entry in patterns.load("reasons/cores", cores.Core)),
]


def voters(example: str) -> set[str]:
    about = ABOUT.match(example)
    if about is None:
        return {ballot.voter for ballot in votes.cast(example, votes.Explained())}
    direction = next(way for way in get_args(Direction) if way == about["direction"])
    explained = votes.Explained((about["subject"],), direction)
    return {ballot.voter for ballot in votes.cast(example[about.end() :], explained)}


@pytest.mark.parametrize(
    ("vote", "example"), [(v, e) for v in VOTES for e in v.examples], ids=lambda x: getattr(x, "id", x)
)
def test_votes_for_its_examples(vote: votes.Vote, example: str) -> None:
    assert vote.id in voters(example)


@pytest.mark.parametrize(
    ("vote", "example"),
    [(v, e) for v in VOTES for e in v.counter_examples],
    ids=lambda x: getattr(x, "id", x),
)
def test_abstains_on_its_counter_examples(vote: votes.Vote, example: str) -> None:
    assert vote.id not in voters(example)


@pytest.mark.parametrize("entry", PLAIN, ids=lambda entry: entry.id)
def test_examples_of_words(entry: Connector | Move | Effect | Stock | Precise | cores.Core) -> None:
    wanted = re.compile("|".join(f"(?:{words.expand(p)})" for p in entry.patterns))
    unwanted = [re.compile(words.expand(p)) for p in getattr(entry, "unless", ())]

    def found(text: str) -> bool:
        return wanted.search(text) is not None and not any(p.search(text) for p in unwanted)

    assert [text for text in entry.examples if not found(text)] == []
    assert [text for text in entry.counter_examples if found(text)] == []


def test_taxonomy_is_the_contract_s() -> None:
    assert tuple(types()) == get_args(ReasonType)
    assert len({entry.code for entry in types().values()}) == len(types())


def test_every_type_has_a_voter() -> None:
    assert {vote.type for vote in VOTES} | {"circular", "component"} == set(get_args(ReasonType))


def test_ids_are_distinct() -> None:
    ids = [entry.id for entry in (*VOTES, *PLAIN)]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("theme", patterns.load("reasons/themes", Theme), ids=lambda entry: entry.theme)
def test_a_theme_is_in_its_example_and_not_in_its_counter_example(theme: Theme) -> None:
    assert theme.theme in themes.of(theme.example)
    assert theme.theme not in themes.of(theme.counter_example)
