"""Links → verdicts, checks and findings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from gouji import facts as form_facts
from gouji.model import Check, Claim, Extraction, Finding, Link, Note, Reason, Report, Verdict
from gouji.verify.chain import chain_checks, chain_findings, chained
from gouji.verify.change_parts import Explained
from gouji.verify.codes import codes
from gouji.verify.coherence import coherence
from gouji.verify.contradictions import contradictions
from gouji.verify.counts import confirm_counts, count_checks, count_findings, pairs
from gouji.verify.diagnosis import Diagnoser, shared_scope
from gouji.verify.findings import Maker, by_severity, rooted
from gouji.verify.identities import Checker
from gouji.verify.lists import list_findings
from gouji.verify.marks import marks
from gouji.verify.names import account_names, entity_names
from gouji.verify.narrative import beyond_whole, share_sums, sum_findings, two_values, unit_slips
from gouji.verify.prior import confirm_flats, non_fiscal, opening_carry_over
from gouji.verify.reasons import reason_findings
from gouji.verify.required import owed
from gouji.verify.rules import Ruled
from gouji.verify.structure import structure
from gouji.verify.sums import SumCheck, confirm, opening_budgets, sum_checks
from gouji.verify.tables import doubtful, table_findings
from gouji.verify.text import text_findings
from gouji.verify.told import told_checks
from gouji.verify.unsure import Unsure
from gouji.verify.usage import usages
from gouji.verify.values import Values
from gouji.verify.verdicts import Judge, carry_over, confirm_absences, flat_against_change, settle_shares
from gouji.verify.years import year_findings


@dataclass(frozen=True, slots=True)
class Verification:
    """What `verify` finds: one verdict a claim, all checks, findings worst first, what it could not rely on."""

    verdicts: tuple[Verdict, ...]
    checks: tuple[Check, ...]
    findings: tuple[Finding, ...]
    notes: tuple[Note, ...] = ()


def verify(
    report: Report,
    extraction: Extraction,
    reasons: Sequence[Reason],
    links: Sequence[Link],
    prior: Report | None = None,
) -> Verification:
    """Verdicts of all claims, checks of all identities and rules, and what a reader should know.

    A table whose parse is doubtful is said once and nothing is verified against it. A figure of a scanned page
    that was read with little confidence is unverifiable, and nothing is held against it.
    """
    claims = extraction.claims
    by_claim = {link.claim: link for link in links}
    unsure = Unsure.of(report, extraction, by_claim)
    values = Values(report, claims, prior)
    facts = form_facts.of_report(report)
    checks = [unsure.check(check) for check in Checker(facts, values, report.kind).run()]
    bad = doubtful(report, checks, values)
    judge = Judge(values, by_claim, bad, Diagnoser(values, facts, claims, by_claim))
    verdicts = {claim.id: judge.verdict(claim) for claim in claims}
    unsure.withdraw(verdicts)
    chain = chained(claims, by_claim, verdicts) if prior is not None else []
    flat_against_change(claims, verdicts)
    shared_scope(claims, verdicts)
    settle_shares(claims, verdicts, by_claim, values)
    carry_over(claims, verdicts, by_claim)
    section = {s.id: s.section for s in extraction.sentences}
    sums = [*sum_checks(claims, section, values), *opening_budgets(claims, section, values)]
    confirm(verdicts, sums)
    counted = pairs(claims, section)
    confirm_counts(verdicts, counted)
    confirm_absences(claims, verdicts)
    sums = [replace(each, check=unsure.check(each.check)) for each in sums]
    checks += [*(each.check for each in sums), *count_checks(counted)]
    implied = [*opening_carry_over(claims, facts, values), *non_fiscal(claims, facts, values)]
    confirm_flats(claims, verdicts, implied)
    checks += [unsure.check(check) for check in implied]
    if prior is not None:
        checks += chain_checks(chain, facts, form_facts.of_report(prior), values)
    unsure.withdraw(verdicts)
    maker = Maker(report, extraction.sentences, values)
    found = [
        *table_findings(report, checks, values, maker),
        *contradictions(claims, by_claim, verdicts, values, maker, _in_reasons(extraction)),
        *count_findings(counted, maker),
    ]
    if prior is not None:
        found += chain_findings(chain, checks, verdicts, values, prior, maker)
    found += _of_narrative(
        report, extraction, claims, reasons, by_claim, verdicts, sums, facts, values, maker
    )
    ruled = _ruled(report, extraction, verdicts, facts, values, maker)
    checks += [unsure.check(check) for check in ruled.checks]
    operands = {link.claim: (*link.cells, *link.claims) for link in links}
    sure = [finding for finding in (*found, *ruled.findings) if not unsure.rests(finding)]
    ordered = by_severity(rooted(sure, operands))
    checks += told_checks(report, ordered, figures=bool(claims))
    judged = tuple(verdicts[c.id] for c in claims)
    return Verification(judged, tuple(checks), tuple(_one_root(ordered)), unsure.notes(report, extraction))


def _in_reasons(extraction: Extraction) -> frozenset[str]:
    """The claims that stand inside a reason."""
    paragraph = {s.id: s.paragraph for s in extraction.sentences}
    spans: dict[str, list[tuple[int, int]]] = {}
    for reason in extraction.reasons:
        spans.setdefault(paragraph[reason.sentence], []).append((reason.start, reason.end))
    return frozenset(
        claim.id
        for claim in extraction.claims
        if any(start <= claim.start < end for start, end in spans.get(paragraph[claim.sentence], ()))
    )


def _of_narrative(
    report: Report,
    extraction: Extraction,
    claims: Sequence[Claim],
    reasons: Sequence[Reason],
    links: dict[str, Link],
    verdicts: dict[str, Verdict],
    sums: list[SumCheck],
    facts: Sequence[form_facts.Fact],
    values: Values,
    maker: Maker,
) -> list[Finding]:
    sentences = extraction.sentences
    return [
        *unit_slips(claims, verdicts, maker),
        *beyond_whole(claims, verdicts, maker),
        *two_values(claims, links, verdicts, values, maker),
        *sum_findings(sums, verdicts, maker),
        *share_sums(claims, links, verdicts, values, maker),
        *account_names(report, sentences, maker),
        *entity_names(report, sentences, maker),
        *list_findings(sentences, claims, facts, maker),
        *year_findings(report, sentences, maker),
        *reason_findings(report, reasons, claims, sentences, facts, values, maker),
        *text_findings(sentences, claims, maker),
    ]


def _ruled(
    report: Report,
    extraction: Extraction,
    verdicts: Mapping[str, Verdict],
    facts: Sequence[form_facts.Fact],
    values: Values,
    maker: Maker,
) -> Ruled:
    """What a report must hold and keep: required contents, rules, parts of changes."""
    ruled = Ruled(maker)
    claims, sentences = extraction.claims, extraction.sentences
    structure(report, facts, ruled)
    codes(report, ruled)
    coherence(report, sentences, claims, verdicts, facts, values, ruled)
    usages(sentences, ruled)
    marks(report, sentences, ruled)
    section = {s.id: s.section for s in sentences}
    explained = Explained(claims, section, verdicts, facts, values)
    for checks, findings in (owed(report, facts, maker), explained.run(maker)):
        ruled.checks += checks
        ruled.findings += findings
    return ruled


def _one_root(findings: Sequence[Finding]) -> list[Finding]:
    """Findings about one claim, or about one printed figure, share the root of the first of them."""
    first: dict[object, Finding] = {}
    out = []
    for finding in findings:
        of_figure = finding.code.startswith(("figure", "text.unit", "flat")) and finding.claims
        keys: tuple[object, ...] = (finding.claims[0],) if of_figure else ()
        if of_figure and finding.said is not None:
            keys += ((finding.sentence, finding.code, finding.said, finding.computed),)
        known = next((first[key] for key in keys if key in first), None)
        if known is not None and finding.root == finding.id:
            finding = replace(finding, root=known.root)
        for key in keys:
            first.setdefault(key, finding)
        out.append(finding)
    return out
