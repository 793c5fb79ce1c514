"""The year after: a ledger whose last year is this one's year to the cent, with what was left carried over."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from corpora.ledger.invent import (
    NEW,
    Dice,
    carried_out,
    draw,
    earned,
    economic_items,
    procured,
    relief_of,
    scaled,
    three_public_of,
)
from corpora.ledger.ledger import ZERO, Accounts, Ledger, Line, Project, ThreePublic, total
from corpora.ledger.profiles import Profile
from corpora.ledger.yunnan_forms import holdings

_GIFT = "2080801"
_STORIES = (0, 1, 3, 4)
_RESTS, _RELIEF, _GIFTS, _ABROAD, _BUYS = 0.1, 0.6, 0.7, 0.4, 0.7


def following(book: Ledger, profile: Profile, seed: str) -> Ledger:
    """The ledger of the year after ``book``, of the same department; the same arguments give the same ledger.

    Its last year is the year of ``book``: 上年 figures, 三公 and 年初结转 are that year's figures and 年末结转. A
    project goes on from what it spent, rests for a year where nothing was carried over to it, or starts anew.
    """
    rng = Dice(seed, book.family.grain)
    last = book.this
    projects = _projects(rng, book, profile)
    flats = set(rng.sample(sorted(line.account for line in last.lines if line.basic), 3))
    worked = {p.account for p in (*profile.projects, *profile.fund, profile.relief)}
    lines = tuple(
        _worked(line, [p for p in projects if p.account == line.account])
        if line.account in worked
        else _staffed(rng, line, flat=line.account in flats)
        for line in last.lines
    )
    lines = tuple(_earning(rng, old, new) for old, new in zip(last.lines, lines, strict=True))
    paid = _three_public(rng, last.three_public)
    economic = economic_items(rng, [line for line in lines if line.fund == "general"], paid)
    public = total(v for k, v in economic.items() if k[:3] not in ("301", "303"))
    operating = scaled(rng, public, 0.7, 0.85)
    return replace(
        book,
        this=Accounts(last.year + 1, lines, paid, operating),
        last=last,
        economic=dict(sorted(economic.items())),
        projects=projects,
        procurement=procured(rng, lines),
        vehicles=_vehicles(book, paid.kept),
        equipment=max(book.equipment + rng.randint(-1, 1), 1),
        operating_budget=scaled(rng, operating, 0.95, 1.08),
        holdings={
            name: (now + (draw(rng, 1, 40) if now else ZERO), now)
            for name, (now, _) in holdings(book).items()
        },
    )


def restated(book: Ledger, profile: Profile, seed: str) -> Ledger:
    """The same year with last year's pay of the office stated anew, some percent off what last year's report said."""
    rng = Dice(seed, book.family.grain)
    by = scaled(rng, next(x.basic for x in book.last.lines if x.account == profile.office), 0.03, 0.08)
    way = rng.choice((1, -1))
    lines = tuple(
        replace(line, basic=line.basic + way * by) if line.account == profile.office else line
        for line in book.last.lines
    )
    return replace(book, last=replace(book.last, lines=lines))


def _projects(rng: Dice, book: Ledger, profile: Profile) -> tuple[Project, ...]:
    spent = {p.name: p.executed for p in book.projects}
    carried = {line.account for line in book.this.lines if line.closing}
    made: list[Project] = []
    for seed in (*profile.projects, *profile.fund):
        last, rests = spent.get(seed.name, ZERO), rng.random() < _RESTS
        if last and rests and seed.account not in carried and seed not in profile.fund:
            continue
        made.append(carried_out(rng, seed, rng.choice(_STORIES) if last else NEW, last))
    if rng.random() < _RELIEF:
        made.append(replace(relief_of(rng, profile.relief), last=spent.get(profile.relief.name, ZERO)))
    return tuple(made)


def _worked(line: Line, projects: Iterable[Project]) -> Line:
    """The line of an item that pays for projects, with what was carried over to it."""
    mine = tuple(projects)
    return Line(
        line.account,
        line.fund,
        ZERO,
        total(p.executed for p in mine),
        total(p.opening for p in mine),
        line.closing,
        total(p.carried for p in mine),
    )


def _staffed(rng: Dice, line: Line, *, flat: bool) -> Line:
    """The line of an item that pays for people; money for the dead does not come every year and is never budgeted."""
    if line.account == _GIFT:
        return Line(_GIFT, "general", draw(rng, 12, 30) if rng.random() < _GIFTS else ZERO, ZERO, ZERO)
    now = scaled(rng, line.basic, 0.93, 1.12)
    return Line(line.account, "general", now, ZERO, now if flat else scaled(rng, now, 0.94, 1.06))


def _earning(rng: Dice, last: Line, this: Line) -> Line:
    """The line with the unit's own money, where it had some."""
    if not last.business:
        return this
    income = scaled(rng, last.business, 0.94, 1.16), scaled(rng, last.other, 0.7, 1.4)
    return earned(rng, this, income, last.own_closing, draw(rng, 3, 14))


def _three_public(rng: Dice, last: ThreePublic) -> ThreePublic:
    """“三公” of the year, with the vehicles that were there, were bought and were scrapped."""
    bought = int(rng.random() < _BUYS)
    paid = three_public_of(rng, 1.0, abroad=rng.random() < _ABROAD, bought=bought)
    kept = min(max(last.kept + bought - rng.randint(0, 1), 6), 14)
    return replace(paid, kept=kept)


def _vehicles(book: Ledger, kept: int) -> dict[str, int]:
    """Vehicles by kind as they were, the rest so that there is one more than are kept on fiscal money."""
    counts: dict[str, int] = dict(book.vehicles)
    counts["其他用车"] = 0
    counts["其他用车"] = max(kept + 1 - sum(counts.values()), 1)
    return counts
