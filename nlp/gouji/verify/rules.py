"""Rules that a report keeps or breaks as a whole, as data (patterns/checks/rules): their checks and findings."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

import msgspec

from gouji import patterns
from gouji.model import Check, Claim, Finding
from gouji.verify.findings import Maker
from gouji.vocabulary import Outcome, Severity


class Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One entry of patterns/checks/rules.yaml.

    ``message`` has ``{said}``, ``{implied}`` and ``{where}`` of a breach; ``passes`` and ``fails`` are pairs of texts, one put in
    the place of the other in a report that keeps all rules.
    """

    code: str
    finding: str
    severity: Severity
    formula: str
    message: str
    source: str
    passes: tuple[str, ...]
    fails: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Breach:
    """One place where a rule is broken."""

    said: str
    implied: str | None = None
    claim: Claim | None = None
    claims: tuple[str, ...] = ()
    cells: tuple[str, ...] = ()
    sentence: str | None = None
    span: tuple[int, int] | None = None
    severity: Severity | None = None
    page: int | None = None
    where: str = ""


@dataclass(slots=True)
class Ruled:
    """The checks and findings of the rules applied so far."""

    maker: Maker
    checks: list[Check] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def apply(self, code: str, breaches: Iterable[Breach] | None, seen: int | None = None) -> None:
        """One rule with where it is broken.

        Args:
            code: the rule.
            breaches: its breaches; None where the report is of another kind, so that the rule does not apply.
            seen: how many things it was held against; 0 gives insufficient data.
        """
        rule = rule_of(code)
        if breaches is None:
            self.checks.append(Check(code, "not_applicable", message=rule.formula))
            return
        found = list(breaches)
        if not found:
            outcome: Outcome = "insufficient_data" if seen == 0 else "pass"
            self.checks.append(Check(code, outcome, message=rule.formula))
        for breach in found:
            finding = self._finding(rule, breach)
            self.findings.append(finding)
            self.checks.append(Check(code, "fail", breach.cells, finding.claims, message=rule.formula))

    def _finding(self, rule: Rule, breach: Breach) -> Finding:
        message = rule.message.format(said=breach.said, implied=breach.implied or "", where=breach.where)
        finding = self.maker.make(
            rule.finding, breach.severity or rule.severity, message, claim=breach.claim, claims=breach.claims,
            cells=breach.cells, sentence=breach.sentence, span=breach.span, said=breach.said, implied=breach.implied,
            key=f"{rule.code}|{breach.said}",
        )  # fmt: skip
        if finding.page is None and breach.page is not None:
            return replace(finding, page=breach.page)
        return finding


@functools.cache
def rules() -> tuple[Rule, ...]:
    """All rules, as data."""
    return patterns.load("checks/rules", Rule)


@functools.cache
def rule_of(code: str) -> Rule:
    """The rule of a code.

    Raises:
        KeyError: there is none.
    """
    return {rule.code: rule for rule in rules()}[code]
