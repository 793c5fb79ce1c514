"""One writer: draws among phrasings by seed, prints figures in one style, and marks each as a fact."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from random import Random
from typing import Protocol, TypeVar

from corpora.ledger.ledger import Ledger
from corpora.ledger.pieces import About, Address, Direction, Fact, Kind, Other, Pieces, fill, merged

T = TypeVar("T")


class Teller(Protocol):
    """Whoever words reasons in the place of the ledger's own: a department with its habits."""

    def told(self, moved: Fact | None, reason: Pieces) -> Pieces:
        """What is said instead of ``reason`` about the figure that moved; nothing where no reason is given."""


class Voice:
    """Phrases about figures. ``year`` is the fiscal year, amounts are 万元.

    ``moved`` is the comparison that was said last, which a reason behind it explains. ``teller`` has the last word
    on every reason; without one, reasons are those that the ledger gives.
    """

    def __init__(self, ledger: Ledger, seed: int, teller: Teller | None = None) -> None:
        self.ledger = ledger
        self.family = ledger.family
        self.manner = ledger.family.manner
        self.style = ledger.family.style
        self.rng = Random(f"voice-{ledger.family.name}-{seed}")
        self.year = ledger.this.year
        self.used: dict[str, set[int]] = {}
        self.moved: Fact | None = None
        self.teller = teller

    def pick(self, options: Sequence[T]) -> T:
        """One of several."""
        return options[self.rng.randrange(len(options))]

    def either(self, options: Sequence[T]) -> T:
        """One of several, or the only one without a draw."""
        return options[0] if len(options) == 1 else self.pick(options)

    def fresh(self, topic: str, options: Sequence[T]) -> T:
        """One of several that this report has not used for the topic yet, as long as there is one."""
        used = self.used.setdefault(topic, set())
        if len(used) == len(options):
            used.clear()
        index = self.pick([n for n in range(len(options)) if n not in used])
        used.add(index)
        return options[index]

    def told(self, reason: Pieces) -> Pieces:
        """A reason as it is given for what moved last; empty where none is given."""
        return reason if self.teller is None else self.teller.told(self.moved, reason)

    def _compared(self, fact: Fact) -> Fact:
        """Keep a comparison in mind; what a project did stands inside a reason and is none."""
        if not fact.key.startswith("project."):
            self.moved = fact
        return fact

    def this(self, suffix: str = "年度") -> Other:
        """The fiscal year as printed: a figure that states nothing."""
        return Other(f"{self.year}{suffix}", "year")

    def before(self, suffix: str = "年度") -> Other:
        """The year before."""
        return Other(f"{self.year - 1}{suffix}", "year")

    def level(self, about: About, value: Decimal) -> Fact:
        """An amount."""
        return self._money(f"{about.key}.level", "level", about, value)

    def prior(self, about: About, value: Decimal) -> Fact:
        """Last year's amount of the same subject."""
        own = replace(about, cells=())
        return replace(self._money(f"{about.key}.prior", "level", own, value), year=self.year - 1)

    def budget(
        self, about: About, value: Decimal, basis: str, cells: tuple[tuple[str, str, str], ...] = ()
    ) -> Fact:
        """A budget figure of the same subject: 年初预算 or 全年预算."""
        own = About(about.key, about.subject, about.scope, cells, about.code, basis)
        return self._money(f"{about.key}.budget", "level", own, value)

    def _money(self, key: str, kind: Kind, about: About, amount: Decimal) -> Fact:
        """An amount of 万元 in the unit of the text."""
        style = self.style
        return Fact(key, style.money(amount), kind, about, style.printed(amount), style.unit, self.year)

    def share(self, about: About, part: Decimal, whole: Decimal, of: str) -> Fact:
        """A percentage of a whole."""
        value = self.style.percent(part, whole)
        text = self.style.rate(value)
        return Fact(f"{about.key}.share", text, "share", about, value, "%", self.year, of=of)

    def completion(
        self, about: About, actual: Decimal, budget: Decimal, basis: str, cells: tuple[Address, ...] = ()
    ) -> Fact:
        """A completion rate; ``cells`` hold the budget where a form prints it."""
        value = self.style.percent(actual, budget)
        text = self.style.rate(value)
        both = replace(about, cells=about.cells + cells)
        return Fact(f"{about.key}.completion", text, "completion", both, value, "%", self.year, basis)

    def count(self, about: About, number: int, unit: str) -> Fact:
        """A counted number with its measure word."""
        return Fact(f"{about.key}.count", f"{number}{unit}", "count", about, Decimal(number), unit, self.year)

    def delta(self, about: About, now: Decimal, before: Decimal, basis: str) -> Fact:
        """The absolute change, unsigned."""
        fact = self._money(f"{about.key}.change", "change", about, abs(now - before))
        return self._compared(replace(fact, basis=basis, direction=direction(now, before)))

    def rate(self, about: About, now: Decimal, before: Decimal, basis: str) -> Fact:
        """The change in percent of the base, unsigned."""
        value = self.style.percent(abs(now - before), before)
        text = self.style.rate(value)
        way = direction(now, before)
        rate = Fact(f"{about.key}.rate", text, "change_rate", about, value, "%", self.year, basis, None, way)
        return self._compared(rate)

    def flat(self, about: About, text: str, basis: str) -> Fact:
        """Equality with a comparison, said without a figure."""
        flat = Fact(f"{about.key}.flat", text, "flat", about, None, None, self.year, basis, None, "flat")
        return self._compared(flat)

    def none(self, about: About, text: str) -> Fact:
        """Absence, said without a figure."""
        return Fact(f"{about.key}.none", text, "none", about, None, None, self.year)

    def change(self, about: About, now: Decimal, before: Decimal, *, each: str = "") -> Pieces:
        """The comparison with last year: change and rate, or flat, or a change from zero."""
        if now == before:
            return self._unchanged(about)
        up = now > before
        delta = self.delta(about, now, before, "上年")
        year = self.before()
        if before == 0:
            return fill(self.either(self.manner.from_zero), delta=delta, year=year, each=each)
        rate = self.rate(about, now, before, "上年")
        more, grow, span = ("增加", "增长", "增幅为") if up else ("减少", "下降", "降幅为")
        options = self.manner.together if each else self.manner.changes
        prior = self.prior(about, before)
        words = {"each": each, "more": more, "grow": grow, "span": span}
        text = self.either(options)
        pieces = fill(text, year=year, delta=delta, rate=rate, prior=prior, **words)
        return merged(pieces)

    def _unchanged(self, about: About) -> Pieces:
        if self.manner.flats:
            lead, word = self.either(self.manner.flats)
            return fill(lead + "{flat}", year=self.before(), flat=self.flat(about, word, "上年"))
        word = self.pick(["持平", "一致", "相同", "无变化"])
        lead = self.pick(["与上年决算数", "与{year}决算数"])
        if word == "无变化":
            lead = self.pick(["较上年", "较{year}"])
        return fill(lead + "{flat}", year=self.before(), flat=self.flat(about, word, "上年"))

    def against(self, about: About, actual: Decimal, budget: Decimal, name: str) -> Fact:
        """The word that compares 决算 with a budget; ``name`` is the budget as the text calls it."""
        basis = "年初预算" if "年初" in name else self.manner.against
        if actual == budget:
            word = self.pick(["持平", "一致"])
            return self.flat(about, f"决算数与{name}{word}", basis)
        word, way = "大于" if actual > budget else "小于", direction(actual, budget)
        text = f"决算数{word}{name}"
        return self._compared(
            Fact(
                f"{about.key}.comparison", text, "comparison", about, None, None, self.year, basis, None, way
            )
        )


def direction(now: Decimal, before: Decimal) -> Direction:
    """Which way a figure moved."""
    if now == before:
        return "flat"
    return "increase" if now > before else "decrease"
