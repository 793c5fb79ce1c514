"""Seeded invention of a ledger: last year first, then this year out of it, so that both years tie."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from random import Random

from corpora.ledger.families import FAMILIES
from corpora.ledger.ledger import (
    ZERO,
    Accounts,
    Department,
    Fund,
    Ledger,
    Line,
    Procurement,
    Project,
    ThreePublic,
    total,
)
from corpora.ledger.plan import planned
from corpora.ledger.profiles import BY_LEVEL, PLACES, Profile, ProjectSeed

CENT = Decimal("0.01")
YEAR = 2024
NEW = 2
VEHICLE_KINDS = (
    "符合规定领导干部用车",
    "机要通信用车",
    "应急保障用车",
    "执法执勤用车",
    "特种专业技术用车",
    "离退休干部用车",
    "其他用车",
)
_BASIC_RANGES: tuple[tuple[str, int, int], ...] = (
    ("2050803", 6, 30),
    ("2080501", 25, 90),
    ("2080505", 150, 260),
    ("2101101", 40, 80),
    ("2101102", 35, 70),
    ("2101103", 20, 60),
    ("2210201", 140, 260),
)
# Weights by which what is left of basic spending falls on economic items.
_PAY = {"30101": 26, "30102": 20, "30103": 13, "30107": 21, "30112": 2, "30199": 6}
_OFFICE = {
    "30201": 14,
    "30202": 3,
    "30205": 1,
    "30206": 5,
    "30207": 4,
    "30209": 9,
    "30211": 10,
    "30213": 5,
    "30215": 2,
    "30226": 7,
    "30227": 4,
    "30228": 12,
    "30229": 3,
    "30239": 26,
    "30299": 3,
    "31002": 4,
}


class Dice(Random):
    """Chance with the grain of its amounts, in 万元."""

    def __init__(self, seed: str, grain: Decimal) -> None:
        super().__init__(seed)
        self.grain = grain

    def rounded(self, value: Decimal) -> Decimal:
        """An amount in whole grains, half up."""
        return value.quantize(self.grain, ROUND_HALF_UP)


def cents(value: Decimal) -> Decimal:
    """Round to two decimals, half up."""
    return value.quantize(CENT, ROUND_HALF_UP)


def draw(rng: Dice, low: float, high: float) -> Decimal:
    """A drawn amount between two bounds in 万元, never ending in a whole 万元 by design."""
    grains = int(1 / rng.grain)
    return rng.rounded(Decimal(rng.randint(int(low * grains), int(high * grains))) / grains)


def scaled(rng: Dice, amount: Decimal, low: float, high: float) -> Decimal:
    """An amount times a drawn factor."""
    return rng.rounded(amount * Decimal(rng.randint(int(low * 1000), int(high * 1000))) / 1000)


def _shared(rng: Dice, whole: Decimal, weights: dict[str, int]) -> dict[str, Decimal]:
    """Split an amount by weights; the last cents go to the heaviest part."""
    base = sum(weights.values())
    parts = {key: rng.rounded(whole * weight / base) for key, weight in weights.items()}
    heaviest = max(weights, key=lambda key: weights[key])
    parts[heaviest] += whole - total(parts.values())
    return parts


def _project(rng: Dice, seed: ProjectSeed, index: int) -> Project:
    """One project; the index decides its story so that every report has each kind of story."""
    story = index % 5
    last = ZERO if story == NEW else draw(rng, seed.size * 0.7, seed.size * 1.2)
    return carried_out(rng, seed, story, last)


def carried_out(rng: Dice, seed: ProjectSeed, story: int, last: Decimal) -> Project:
    """A year of a project that spent ``last`` the year before: 0 carries on, 1 gets more, 2 is new, 3 is cut,
    4 spends all it has.
    """
    base = last or draw(rng, seed.size * 0.7, seed.size * 1.2)
    opening = scaled(rng, base, 0.85, 1.2)
    added = scaled(rng, base, 0.1, 0.3) if story == 1 else ZERO
    cut = scaled(rng, base, 0.05, 0.12) if story == 3 else ZERO
    full = opening + added - cut
    executed = full if story == 4 else scaled(rng, full, 0.9, 0.998)
    carried = rng.rounded((full - executed) / 2) if story == 0 else ZERO
    quality = Decimal(rng.randint(8200, 8990)) / 100
    return Project(seed.name, seed.account, opening, full, executed, carried, last, quality, seed.goal)


def relief_of(rng: Dice, seed: ProjectSeed) -> Project:
    """A project without opening budget and without a last year: money that came within the year."""
    full = draw(rng, seed.size * 0.8, seed.size * 1.2)
    return Project(seed.name, seed.account, ZERO, full, full, ZERO, ZERO, Decimal("88.60"), seed.goal)


def _projects(rng: Dice, profile: Profile) -> tuple[Project, ...]:
    shift = rng.randrange(5)
    seeds = profile.projects + profile.fund
    made = [_project(rng, seed, index + shift) for index, seed in enumerate(seeds)]
    return (*made, relief_of(rng, profile.relief))


def _basic_levels(rng: Dice, profile: Profile) -> dict[str, Decimal]:
    """Fiscal basic spending of last year by item."""
    levels = {
        profile.office: draw(rng, 1100, 1700),
        profile.institution: draw(rng, 620, 980),
    }
    for account, low, high in _BASIC_RANGES:
        levels[account] = draw(rng, low, high)
    levels["2080506"] = rng.rounded(levels["2080505"] / 2)
    return levels


def _basic_lines(rng: Dice, levels: dict[str, Decimal]) -> list[tuple[Line, Line]]:
    """Pairs (last, this) of items paid from basic spending."""
    pairs: list[tuple[Line, Line]] = []
    flats = set(rng.sample(sorted(levels), 3)) - {"2080505", "2080506"}
    for account, before in levels.items():
        now = scaled(rng, before, 0.93, 1.12)
        budget = now if account in flats else scaled(rng, now, 0.94, 1.06)
        pairs.append(
            (
                Line(account, "general", before, ZERO, before),
                Line(account, "general", now, ZERO, budget),
            )
        )
    gift = draw(rng, 12, 30)
    nothing = Line("2080801", "general", ZERO, ZERO, ZERO)
    pairs.append((nothing, replace(nothing, basic=gift)))
    return pairs


def _project_lines(rng: Dice, projects: Sequence[Project], funds: set[str]) -> list[tuple[Line, Line]]:
    """Pairs (last, this) of items paid from project spending, with their carry-over."""
    pairs: list[tuple[Line, Line]] = []
    for account in dict.fromkeys(p.account for p in projects):
        mine = [p for p in projects if p.account == account]
        fund: Fund = "fund" if account in funds else "general"
        before = total(p.last for p in mine)
        brought = scaled(rng, before, 0.0, 0.04) if before else ZERO
        pairs.append(
            (
                Line(account, fund, ZERO, before, before, ZERO, brought),
                Line(
                    account,
                    fund,
                    ZERO,
                    total(p.executed for p in mine),
                    total(p.opening for p in mine),
                    brought,
                    total(p.carried for p in mine),
                ),
            )
        )
    return pairs


def _own_money(rng: Dice, last: Line, this: Line) -> tuple[Line, Line]:
    """Give a pair of lines non-fiscal income and spending, basic and project, both years tied."""
    started, kept, left = draw(rng, 4, 12), draw(rng, 5, 15), draw(rng, 3, 14)
    sales, gifts = draw(rng, 160, 260), draw(rng, 8, 30)
    last_pay = scaled(rng, sales, 0.55, 0.7)
    last = replace(
        last,
        business=sales,
        other=gifts,
        own_opening=started,
        own_basic=last_pay,
        own_project=sales + gifts + started - kept - last_pay,
        own_closing=kept,
    )
    sales, gifts = scaled(rng, sales, 1.03, 1.2), scaled(rng, gifts, 0.6, 0.95)
    return last, earned(rng, this, (sales, gifts), kept, left)


def earned(
    rng: Dice, line: Line, income: tuple[Decimal, Decimal], opening: Decimal, closing: Decimal
) -> Line:
    """A line with non-fiscal income (business, other), what it found and leaves, and the spending between."""
    drawn = draw(rng, 2, 9)
    pay = scaled(rng, income[0], 0.55, 0.7)
    return replace(
        line,
        business=income[0],
        other=income[1],
        drawn=drawn,
        own_opening=opening,
        own_basic=pay,
        own_project=total(income) + drawn + opening - closing - pay,
        own_closing=closing,
    )


def economic_items(rng: Dice, lines: Sequence[Line], paid: ThreePublic) -> dict[str, Decimal]:
    """Basic spending by economic item: what a functional item fixes, then the rest by weights."""
    by_account = {line.account: line.basic for line in lines}
    fixed = {
        "30108": by_account["2080505"],
        "30109": by_account["2080506"],
        "30110": by_account["2101101"] + by_account["2101102"],
        "30111": by_account["2101103"],
        "30113": by_account["2210201"],
        "30302": by_account["2080501"],
        "30304": by_account["2080801"],
        "30216": by_account["2050803"],
        "30217": paid.reception[1],
        "30231": scaled(rng, paid.running[1], 0.5, 0.8),
    }
    if paid.abroad[1]:
        fixed["30212"] = paid.abroad[1]
    rest = total(by_account.values()) - total(fixed.values())
    office = scaled(rng, rest, 0.11, 0.16)
    weights = dict(_OFFICE)
    for code in rng.sample(sorted(weights), 3):
        if weights[code] < 10:
            del weights[code]
    fixed.update(_shared(rng, office, weights))
    fixed["30309"] = draw(rng, 0.3, 2.5)
    fixed.update(_shared(rng, rest - office - fixed["30309"], _PAY))
    return fixed


def three_public_of(rng: Dice, shrink: float, *, abroad: bool, bought: int) -> ThreePublic:
    """Three-public money of one year; the budget is at or above what was spent."""
    trips = draw(rng, 8, 16) if abroad else ZERO
    buying = draw(rng, 17.2, 19.8) * bought
    running = draw(rng, 22 * shrink, 28 * shrink)
    meals = draw(rng, 5 * shrink, 9 * shrink)
    batches = rng.randint(38, 75)
    return ThreePublic(
        abroad=(trips, trips),
        purchase=(Decimal(20 * bought).quantize(CENT), buying),
        running=(scaled(rng, running, 1.02, 1.2), running),
        reception=(scaled(rng, meals, 1.05, 1.4), meals),
        groups=1 if abroad else 0,
        travellers=rng.randint(2, 4) if abroad else 0,
        bought=bought,
        kept=rng.randint(8, 12),
        batches=batches,
        guests=batches * rng.randint(7, 11) + rng.randint(0, 6),
    )


def procured(rng: Dice, lines: Sequence[Line]) -> Procurement:
    """Procurement bounded by project spending of the year."""
    spent = total(line.project for line in lines)
    goods, works = scaled(rng, spent, 0.03, 0.06), scaled(rng, spent, 0.2, 0.3)
    services = scaled(rng, spent, 0.1, 0.18)
    small = (goods, scaled(rng, works, 0.4, 0.8), scaled(rng, services, 0.5, 0.9))
    return Procurement((goods, works, services), small, scaled(rng, total(small), 0.4, 0.8))


def vehicles_of(rng: Dice, kept: int) -> dict[str, int]:
    """Vehicles by kind; all those kept on fiscal money, and some more."""
    counts = dict.fromkeys(VEHICLE_KINDS, 0)
    counts["机要通信用车"] = 1
    counts["应急保障用车"] = rng.randint(1, 3)
    counts["执法执勤用车"] = rng.randint(2, 4)
    counts["特种专业技术用车"] = rng.randint(1, 3)
    counts["其他用车"] = max(kept + 1 - sum(counts.values()), 1)
    return counts


def invent(seed: int, family: str = "shandong", profile: Profile | None = None) -> Ledger:
    """Invent a department and two years of its money; the same arguments give the same ledger."""
    traits = FAMILIES[family]
    rng = Dice(f"{family}-{seed}", traits.grain)
    profiles, places = BY_LEVEL[traits.level], PLACES[traits.level]
    chosen = profile or profiles[seed % len(profiles)]
    city = places[seed % len(places)]
    projects = _projects(rng, chosen)
    pairs = _basic_lines(rng, _basic_levels(rng, chosen))
    pairs += _project_lines(rng, projects, {p.account for p in chosen.fund})
    pairs = [_own_money(rng, *pair) if pair[1].account == chosen.own_account else pair for pair in pairs]
    pairs.sort(key=lambda pair: pair[1].account)
    last_lines, this_lines = (tuple(pair[side] for pair in pairs) for side in (0, 1))
    before = three_public_of(rng, 1.15, abroad=False, bought=seed % 2)
    paid = three_public_of(rng, 1.0, abroad=rng.random() < 0.4, bought=1)
    general = [line for line in this_lines if line.fund == "general"]
    economic = economic_items(rng, general, paid)
    public = total(v for k, v in economic.items() if k[:3] not in ("301", "303"))
    operating = scaled(rng, public, 0.7, 0.85)
    name = city + chosen.bureau
    book = Ledger(
        family=traits,
        department=Department(
            city,
            name,
            (name + "本级", *(city + unit for unit in chosen.units)),
            chosen.duties,
            chosen.own_service,
            chosen.prior_task,
        ),
        this=Accounts(YEAR, this_lines, paid, operating),
        last=Accounts(YEAR - 1, last_lines, before, scaled(rng, operating, 0.9, 1.1)),
        economic=dict(sorted(economic.items())),
        projects=projects,
        procurement=procured(rng, this_lines),
        vehicles=vehicles_of(rng, paid.kept),
        equipment=rng.randint(1, 3),
        operating_budget=scaled(rng, operating, 0.95, 1.08),
    )
    return planned(book) if traits.kind == "部门预算" else book
