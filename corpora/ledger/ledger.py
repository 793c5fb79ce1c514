"""The ledger of an invented department. All amounts are 万元 as Decimal with two decimals."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from corpora.ledger.families import Family

Fund = Literal["general", "fund"]
ZERO = Decimal("0.00")


def total(amounts: Iterable[Decimal]) -> Decimal:
    """The sum, with two decimals also when there is nothing to add."""
    return sum(amounts, ZERO)


@dataclass(frozen=True, slots=True)
class Line:
    """One functional item in one year, from one fiscal fund, with the unit's own money beside it.

    ``budget`` is the fiscal 年初预算. ``opening`` and ``closing`` are fiscal carry-over; the fields with
    ``own_`` are non-fiscal: spending, carry-over, and ``drawn`` (使用非财政拨款结余).
    """

    account: str
    fund: Fund
    basic: Decimal
    project: Decimal
    budget: Decimal
    opening: Decimal = ZERO
    closing: Decimal = ZERO
    own_basic: Decimal = ZERO
    own_project: Decimal = ZERO
    own_opening: Decimal = ZERO
    own_closing: Decimal = ZERO
    drawn: Decimal = ZERO
    business: Decimal = ZERO
    other: Decimal = ZERO

    @property
    def fiscal(self) -> Decimal:
        """Fiscal spending of the year."""
        return self.basic + self.project

    @property
    def appropriation(self) -> Decimal:
        """Fiscal income of the year: what was spent, less what was there, plus what is left."""
        return self.fiscal - self.opening + self.closing

    @property
    def spending(self) -> Decimal:
        """Spending from all money."""
        return self.fiscal + self.own_basic + self.own_project

    @property
    def income(self) -> Decimal:
        """Income of the year from all sources."""
        return self.appropriation + self.business + self.other


@dataclass(frozen=True, slots=True)
class ThreePublic:
    """“三公” of one year: fiscal money, 预算 and 决算, with the counts that belong to it."""

    abroad: tuple[Decimal, Decimal]
    purchase: tuple[Decimal, Decimal]
    running: tuple[Decimal, Decimal]
    reception: tuple[Decimal, Decimal]
    groups: int
    travellers: int
    bought: int
    kept: int
    batches: int
    guests: int

    def vehicles(self, column: int) -> Decimal:
        """购置及运行小计 of 预算 (0) or 决算 (1)."""
        return self.purchase[column] + self.running[column]

    def whole(self, column: int) -> Decimal:
        """合计 of 预算 (0) or 决算 (1)."""
        return self.abroad[column] + self.vehicles(column) + self.reception[column]


@dataclass(frozen=True, slots=True)
class Accounts:
    """All lines of one year."""

    year: int
    lines: tuple[Line, ...]
    three_public: ThreePublic
    operating: Decimal

    def sum(self, amount: Callable[[Line], Decimal], fund: Fund | None = None, code: str = "") -> Decimal:
        """Add up an amount over the lines of a fund (or all) and under a code prefix."""
        return total(
            amount(line)
            for line in self.lines
            if line.account.startswith(code) and (fund is None or line.fund == fund)
        )


@dataclass(frozen=True, slots=True)
class Project:
    """A named project of one item: budgets and spending this year, spending last year, self-evaluation."""

    name: str
    account: str
    opening: Decimal
    full: Decimal
    executed: Decimal
    carried: Decimal
    last: Decimal
    quality: Decimal
    goal: str


@dataclass(frozen=True, slots=True)
class Procurement:
    """Government procurement: goods, works, services, and what small enterprises got of each."""

    spent: tuple[Decimal, Decimal, Decimal]
    small: tuple[Decimal, Decimal, Decimal]
    micro: Decimal


@dataclass(frozen=True, slots=True)
class Department:
    """Names: city, bureau, units (the first is 本级), duties, and the finance of nobody real."""

    city: str
    name: str
    units: tuple[str, ...]
    duties: tuple[str, ...]
    own_service: str
    prior_task: str


@dataclass(frozen=True, slots=True)
class Ledger:
    """Everything a report says, once. ``economic`` is fiscal basic spending by item.

    ``holdings`` are assets by kind at the end of this year and of the last, where a year before this one told them.
    """

    family: Family
    department: Department
    this: Accounts
    last: Accounts
    economic: Mapping[str, Decimal]
    projects: tuple[Project, ...]
    procurement: Procurement
    vehicles: Mapping[str, int]
    equipment: int
    operating_budget: Decimal
    holdings: Mapping[str, tuple[Decimal, Decimal]] | None = None

    @property
    def personnel(self) -> Decimal:
        """人员经费合计: 301 and 303."""
        return total(v for k, v in self.economic.items() if k[:3] in ("301", "303"))

    @property
    def public(self) -> Decimal:
        """公用经费合计: everything but 301 and 303."""
        return total(v for k, v in self.economic.items() if k[:3] not in ("301", "303"))


def spending_total(accounts: Accounts) -> Decimal:
    """支出总计: spending of the year and what is carried on, fiscal and own."""
    return accounts.sum(lambda x: x.spending + x.closing + x.own_closing)


def income_total(accounts: Accounts) -> Decimal:
    """收入总计: income, drawn surplus and what was carried over."""
    return accounts.sum(lambda x: x.income + x.drawn + x.opening + x.own_opening)


def violations(ledger: Ledger) -> list[str]:
    """What does not hold in a ledger; an invented one has none."""
    this, last = ledger.this, ledger.last
    found: list[str] = []

    def need(holds: bool, what: str) -> None:
        if not holds:
            found.append(what)

    for accounts in (this, last):
        need(income_total(accounts) == spending_total(accounts), f"{accounts.year}: 收支总计")
        for line in accounts.lines:
            own = line.business + line.other + line.drawn + line.own_opening
            need(own == line.own_basic + line.own_project + line.own_closing, f"{line.account}: own money")
            need(line.appropriation >= 0, f"{line.account}: negative income")
    for line in this.lines:
        need(line.opening == last.sum(lambda x: x.closing, line.fund, line.account), f"{line.account}: 年初")
        named = [p for p in ledger.projects if p.account == line.account]
        if named:
            need(line.project == total(p.executed for p in named), f"{line.account}: projects")
            need(line.budget == total(p.opening for p in named), f"{line.account}: project budgets")
            need(line.closing == total(p.carried for p in named), f"{line.account}: carried")
    need(ledger.personnel + ledger.public == this.sum(lambda x: x.basic, "general"), "economic items")
    paid = this.three_public
    for code, whole in (("30212", paid.abroad), ("30217", paid.reception), ("30231", paid.running)):
        need(ledger.economic.get(code, ZERO) <= whole[1], f"{code} > 三公")
    need(paid.kept <= sum(ledger.vehicles.values()), "保有量")
    need(this.operating <= ledger.public, "机关运行经费")
    return found
