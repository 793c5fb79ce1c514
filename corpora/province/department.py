"""All reports of one department: its chain of ledgers, worded year by year with what it and its cohort's leader said before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from random import Random

from corpora.ledger.document import Document, compose, explained
from corpora.ledger.following import following, restated
from corpora.ledger.invent import invent
from corpora.ledger.ledger import Ledger
from corpora.province.habits import Given, Habits, Listener, Reciter, Storyteller, habits_of
from corpora.province.names import profile_of, renamed
from corpora.province.rates import COHORT, FAMILIES, Rates

_SEEDS = 2**40


@dataclass(frozen=True, slots=True)
class Plan:
    """A province: what a department says depends on these and on its number, not on how many there are."""

    seed: int
    years: int
    first_year: int
    rates: Rates

    def rng(self, index: int, what: str) -> Random:
        """The chance of one department for one purpose."""
        return Random(f"province-{self.seed}-{index}-{what}")

    def __hash__(self) -> int:
        return hash((self.seed, self.years, self.first_year))


@dataclass(frozen=True, slots=True)
class Year:
    """One report before anything is planted: its document, its habits, and every reason given or not."""

    index: int
    turn: int
    document: Document
    habits: Habits
    given: tuple[Given, ...]
    restated: bool

    @property
    def ledger(self) -> Ledger:
        """The ledger of the report."""
        return self.document.ledger


def name_of(index: int) -> str:
    """The id of a department, which is the folder of its reports."""
    return f"d{index:05d}"


def leader_of(index: int) -> int:
    """The department whose reasons this one copies, where it copies from another."""
    return index - index % COHORT


def family_of(plan: Plan, index: int) -> str:
    """The template family of a department."""
    return plan.rng(index, "family").choices(list(FAMILIES), list(FAMILIES.values()))[0]


def ledgers(plan: Plan, index: int) -> list[Ledger]:
    """The chain: each ledger's last year is the one before it, but where it was restated."""
    profile = profile_of(index)
    book = invent(plan.rng(index, "ledger").randrange(_SEEDS), family_of(plan, index), profile)
    book = replace(
        book,
        department=renamed(book.department, index, book.family.level),
        this=replace(book.this, year=plan.first_year),
        last=replace(book.last, year=plan.first_year - 1),
    )
    chain = [book]
    for turn in range(1, plan.years):
        chain.append(following(chain[-1], profile, f"province-{plan.seed}-{index}-{turn}"))
    return [
        restated(book, profile, f"province-{plan.seed}-{index}-{turn}-restated")
        if turn and plan.rng(index, f"{turn}-restated").random() < plan.rates.restated
        else book
        for turn, book in enumerate(chain)
    ]


def reports(plan: Plan, index: int) -> list[Year]:
    """The reports of a department in order of years."""
    leader = leader_of(index)
    others = [()] * plan.years if leader == index else [year.given for year in _led(plan, leader)]
    return _told(plan, index, others)


@lru_cache(maxsize=2)
def _led(plan: Plan, index: int) -> tuple[Year, ...]:
    """The reports of a leader, kept while its cohort is written."""
    return tuple(_told(plan, index, [()] * plan.years))


def _told(plan: Plan, index: int, others: Sequence[Sequence[Given]]) -> list[Year]:
    wording = plan.rng(index, "wording").randrange(_SEEDS)
    out: list[Year] = []
    for turn, book in enumerate(ledgers(plan, index)):
        leads = leader_of(index) == index
        habits = habits_of(plan.rng(index, "habits"), plan.rates, turn, leads=leads)
        before = out[-1].given if out else ()
        listener = Listener(profile_of(index))
        explained(book, wording, listener)
        teller = Storyteller(habits, plan.rng(index, f"{turn}-reasons"), before, others[turn])
        reciter = Reciter(teller.planned(listener.places))
        document = compose(book, wording, reciter)
        anew = bool(out) and book.last != out[-1].ledger.this
        out.append(Year(index, turn, document, habits, tuple(reciter.given), anew))
    return out
