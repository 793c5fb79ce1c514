"""Links → verdicts, checks and findings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from gouji import facts as form_facts
from gouji.beside import Beside
from gouji.model import Check, Claim, Extraction, Finding, Link, Note, Reason, Report, Verdict
from gouji.verify.change_parts import Explained
from gouji.verify.codes import codes
from gouji.verify.coherence import coherence
from gouji.verify.contradictions import contradictions
from gouji.verify.diagnosis import Diagnoser, shared_scope
from gouji.verify.evaluations import evaluation_findings
from gouji.verify.findings import Maker, by_severity, rooted
from gouji.verify.identities import Checker
from gouji.verify.lists import list_findings
from gouji.verify.marks import marks
from gouji.verify.names import account_names, entity_names
from gouji.verify.narrative import beyond_whole, share_sums, two_values, unit_slips
from gouji.verify.others import Others
from gouji.verify.reasons import reason_findings
from gouji.verify.relations import Relations
from gouji.verify.required import owed
from gouji.verify.rules import Ruled
from gouji.verify.shifted import explained, meant, shift_findings, shifts
from gouji.verify.structure import structure
from gouji.verify.tables import doubtful, table_findings
from gouji.verify.text import text_findings
from gouji.verify.told import told_checks
from gouji.verify.unsure import Unsure
from gouji.verify.usage import usages
from gouji.verify.values import Values
from gouji.verify.verdicts import Judge, carry_over, flat_against_change, settle_shares
from gouji.verify.years import year_findings


@dataclass(frozen=True, slots=True)
class Verification:
    """What `verify` finds: one verdict a claim, all checks, findings worst first, what it could not rely on.

    ``links`` are those given, but that a claim about a shifted row is linked to the row it means.
    """

    verdicts: tuple[Verdict, ...]
    checks: tuple[Check, ...]
    findings: tuple[Finding, ...]
    notes: tuple[Note, ...] = ()
    links: tuple[Link, ...] = ()


def verify(
    report: Report,
    extraction: Extraction,
    reasons: Sequence[Reason],
    links: Sequence[Link],
    beside: Beside | None = None,
) -> Verification:
    """Verdicts of all claims, checks of all identities and rules, and what a reader should know.

    A table whose parse is doubtful is said once and nothing is verified against it. A figure of a scanned page
    that was read with little confidence is unverifiable, and nothing is held against it.
    """
    claims = extraction.claims
    values = Values(report, claims, beside)
    facts = form_facts.of_report(report)
    moved = shifts(facts, claims, values)
    links = meant(links, moved, facts)
    by_claim = {link.claim: _deciding(link) for link in links}
    unsure = Unsure.of(report, extraction, by_claim)
    checks = [unsure.check(check) for check in Checker(facts, values, report.kind).run()]
    bad = doubtful(report, checks, values) - {shift.table for shift in moved}
    judge = Judge(values, by_claim, bad, Diagnoser(values, facts, claims, by_claim))
    verdicts = {claim.id: judge.verdict(claim) for claim in claims}
    unsure.withdraw(verdicts)
    others = Others.of(beside or Beside(), claims, by_claim, verdicts)
    flat_against_change(claims, verdicts)
    shared_scope(claims, verdicts)
    settle_shares(claims, verdicts, by_claim, values)
    carry_over(claims, verdicts, by_claim)
    section = {s.id: s.section for s in extraction.sentences}
    relations = Relations.of(report, claims, {x.claim: x for x in links}, section, facts, values)
    relations.confirm(verdicts)
    relations = relations.settled(unsure.check)
    checks += [unsure.check(check) for check in relations.checks()]
    checks += others.checks(facts, values)
    unsure.withdraw(verdicts)
    maker = Maker(report, extraction.sentences, values)
    found = list(shift_findings(moved, values, maker))
    found += table_findings(report, checks, values, bad, maker)
    found += evaluation_findings(checks, values, maker)
    inside = _in_reasons(extraction)
    found += contradictions(claims, by_claim, verdicts, values, maker, inside)
    found += relations.findings(verdicts, maker)
    found += others.findings(checks, verdicts, values, maker)
    found += _of_narrative(report, extraction, claims, reasons, by_claim, verdicts, facts, values, maker)
    ruled = _ruled(report, extraction, verdicts, facts, values, maker)
    checks += [unsure.check(check) for check in ruled.checks]
    operands = {name: (*link.cells, *link.claims) for name, link in by_claim.items()}
    checks += told_checks(report, [f for f in found if not unsure.rests(f)], figures=bool(claims))
    found = [finding for finding in (*found, *ruled.findings) if not unsure.rests(finding)]
    ordered = explained(_one_root(by_severity(rooted(found, operands))), moved)
    notes = unsure.notes(report, extraction)
    return Verification(tuple(verdicts[c.id] for c in claims), tuple(checks), tuple(ordered), notes, links)


def _deciding(link: Link) -> Link:
    """A link by which a claim is judged; one that only shows how figures give each other is none (see relations)."""
    return Link(link.claim, "none") if form_facts.IMPLIED in link.parts else link


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
    facts: Sequence[form_facts.Fact],
    values: Values,
    maker: Maker,
) -> list[Finding]:
    sentences = extraction.sentences
    return [
        *unit_slips(claims, verdicts, maker),
        *beyond_whole(claims, links, verdicts, values, maker),
        *two_values(claims, links, verdicts, values, maker),
        *share_sums(claims, links, verdicts, values, maker),
        *account_names(report, sentences, maker),
        *entity_names(report, sentences, maker),
        *list_findings(report, sentences, claims, facts, maker),
        *year_findings(report, sentences, claims, verdicts, facts, maker),
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
    """What a report must hold and keep: rules of the whole, required contents, parts of changes, bounds."""
    ruled = Ruled(maker)
    claims, sentences = extraction.claims, extraction.sentences
    structure(report, facts, ruled)
    codes(report, ruled)
    coherence(report, sentences, claims, verdicts, facts, values, ruled)
    usages(report, sentences, ruled)
    marks(report, sentences, ruled)
    section = {s.id: s.section for s in sentences}
    said = Explained(claims, section, verdicts, facts, values, _in_reasons(extraction))
    for checks, findings in (owed(report, claims, facts, values, maker), said.run(maker)):
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
