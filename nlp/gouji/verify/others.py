"""A report against others: last year's, the budget of its year, those of its units; all that is asked of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from gouji import facts as form_facts
from gouji.beside import Beside
from gouji.facts import Fact
from gouji.model import Check, Claim, Finding, Link, Verdict
from gouji.verify.budget import Budgeted, budget_checks, budget_findings, budgeted
from gouji.verify.chain import Chained, chain_checks, chain_findings, chained
from gouji.verify.findings import Maker
from gouji.verify.units import unit_checks, unit_findings
from gouji.verify.values import Values


@dataclass(frozen=True, slots=True)
class Others:
    """The claims that other reports speak to, and the checks of their forms."""

    beside: Beside
    chain: tuple[Chained, ...] = ()
    budgets: tuple[Budgeted, ...] = ()

    @classmethod
    def of(
        cls,
        beside: Beside,
        claims: Sequence[Claim],
        links: Mapping[str, Link],
        verdicts: dict[str, Verdict],
    ) -> Others:
        """What the other reports say; a change that only last year's report denies may be made consistent."""
        prior = chained(claims, links, verdicts) if beside.prior is not None else []
        budget = budgeted(claims, links, verdicts) if beside.budget is not None else []
        return cls(beside, tuple(prior), tuple(budget))

    def checks(self, facts: Sequence[Fact], values: Values) -> Iterator[Check]:
        """One check a claim, and those between the forms of the reports."""
        if self.beside.prior is not None:
            yield from chain_checks(self.chain, facts, form_facts.of_report(self.beside.prior), values)
        if self.beside.budget is not None:
            yield from budget_checks(self.budgets, facts, form_facts.of_report(self.beside.budget), values)
        if self.beside.units:
            units = [form_facts.of_report(unit) for unit in self.beside.units]
            yield from unit_checks(facts, units, values)

    def findings(
        self, checks: Sequence[Check], verdicts: Mapping[str, Verdict], values: Values, maker: Maker
    ) -> Iterator[Finding]:
        """What does not agree with another report."""
        if self.beside.prior is not None:
            yield from chain_findings(self.chain, checks, verdicts, values, self.beside.prior, maker)
        if self.beside.budget is not None:
            yield from budget_findings(self.budgets, checks, values, maker)
        if self.beside.units:
            yield from unit_findings(checks, values, maker)
