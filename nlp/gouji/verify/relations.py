"""Figures that no cell states, held against each other: sums, counts with their amounts, projects, procurement."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from gouji.facts import Fact
from gouji.model import Check, Claim, Finding, Link, Report, Verdict
from gouji.pairs import Pair, pairs
from gouji.rates import Rate, rates
from gouji.verify.categories import Weighted, confirm_weighted, weighted, weighted_findings
from gouji.verify.completions import (
    Completion,
    completion_findings,
    completions,
    confirm_completions,
)
from gouji.verify.counts import (
    confirm_counts,
    confirm_fleet,
    confirm_rates,
    count_checks,
    count_findings,
    rate_findings,
)
from gouji.verify.evaluations import evaluation_checks
from gouji.verify.findings import Maker
from gouji.verify.narrative import sum_findings
from gouji.verify.prior import confirm_flats, non_fiscal, opening_carry_over
from gouji.verify.sums import (
    SumCheck,
    confirm,
    confirm_branches,
    confirm_changes,
    opening_budgets,
    sum_checks,
)
from gouji.verify.tallies import (
    Tally,
    confirm_grades,
    confirm_tallies,
    grade_findings,
    tallies,
    tally_findings,
)
from gouji.verify.values import Values
from gouji.verify.verdicts import confirm_absences


@dataclass(frozen=True, slots=True)
class Relations:
    """What a narrative says twice in other words, and what its tables beside the nine forms print."""

    claims: tuple[Claim, ...]
    section: Mapping[str, str | None]
    values: Values
    sums: tuple[SumCheck, ...]
    counted: tuple[Pair, ...]
    projects: tuple[Tally, ...]
    granted: tuple[Weighted, ...]
    completed: tuple[Completion, ...]
    rates: tuple[Rate, ...]
    implied: tuple[Check, ...]
    evaluated: tuple[Check, ...]

    @classmethod
    def of(
        cls,
        report: Report,
        claims: Sequence[Claim],
        links: Mapping[str, Link],
        section: Mapping[str, str | None],
        facts: Sequence[Fact],
        values: Values,
    ) -> Relations:
        """All relations of a report; ``links``: claim id → link, ``section``: sentence id → section id."""
        return cls(
            tuple(claims),
            section,
            values,
            (*sum_checks(claims, section, values), *opening_budgets(claims, section, values)),
            tuple(pairs(claims, section)),
            tuple(tallies(report, claims)),
            tuple(weighted(claims, section, values)),
            tuple(completions(claims, links, values)),
            tuple(rates(claims, section)),
            (*opening_carry_over(claims, facts, values), *non_fiscal(claims, facts, values)),
            tuple(evaluation_checks(report, values)),
        )

    def confirm(self, verdicts: dict[str, Verdict]) -> None:
        """Make consistent what nothing else speaks to and a relation that holds recomputes."""
        confirm(verdicts, self.sums)
        confirm_counts(verdicts, self.counted)
        confirm_fleet(verdicts, self.claims)
        confirm_tallies(verdicts, self.projects)
        confirm_grades(verdicts, self.claims, self.projects)
        confirm_weighted(verdicts, self.granted)
        confirm_completions(verdicts, self.completed)
        confirm_rates(verdicts, self.rates, self.values)
        confirm_changes(verdicts, self.claims, self.section, self.values)
        confirm_branches(verdicts, self.claims)
        confirm_absences(self.claims, verdicts)
        confirm_flats(self.claims, verdicts, self.implied)

    def settled(self, sure: Callable[[Check], Check]) -> Relations:
        """The same with its sums passed through ``sure``, which takes back what rests on unsure figures."""
        return replace(self, sums=tuple(replace(each, check=sure(each.check)) for each in self.sums))

    def checks(self) -> Iterator[Check]:
        """All relations as checks."""
        yield from (each.check for each in self.sums)
        yield from count_checks(self.counted)
        yield from (each.check for each in self.projects)
        yield from (each.check for each in self.granted)
        yield from (each.check for each in self.completed)
        yield from (*self.implied, *self.evaluated)

    def findings(self, verdicts: Mapping[str, Verdict], maker: Maker) -> Iterator[Finding]:
        """What does not hold."""
        yield from count_findings(self.counted, maker)
        yield from tally_findings(self.projects, maker)
        yield from grade_findings(self.claims, maker)
        yield from weighted_findings(self.granted, maker)
        yield from completion_findings(self.completed, maker)
        yield from rate_findings(self.rates, self.values, maker)
        yield from sum_findings(self.sums, verdicts, maker)
