"""An Audit with its references resolved: what lies behind an id, and which findings belong together."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, get_args

from gouji.facts import IMPLIED
from gouji.model import (
    Audit,
    Cell,
    Claim,
    Finding,
    Link,
    Paragraph,
    Report,
    Section,
    Sentence,
    Table,
    Verdict,
)
from gouji.render.titles import about_figures
from gouji.vocabulary import Outcome, Severity

SEVERITY_ORDER: tuple[Severity, ...] = ("error", "warning", "notice")
VERDICT_ORDER = ("contradicted", "unverifiable", "unjudged", "consistent", "supported")
NINE_FORMS = tuple(f"公开0{number}" for number in range(1, 10))
_NUMBERED = ("公开", "预算")
_ELSEWHERE = {"chain.year_before", "chain.opening_budget"}


@dataclass(frozen=True, slots=True)
class Lookup:
    """Everything of an audit by its id; an id that the audit does not hold is simply absent.

    ``elsewhere`` has what cells of other reports say, by the ids that expressions name them with.
    """

    sentences: dict[str, Sentence]
    paragraphs: dict[str, Paragraph]
    sections: dict[str, Section]
    tables: dict[str, Table]
    cells: dict[str, tuple[Table, Cell]]
    claims: dict[str, Claim]
    links: dict[str, Link]
    verdicts: dict[str, Verdict]
    elsewhere: dict[str, Decimal]

    def verdict_of(self, claim: str) -> str:
        """The verdict on a claim, `unjudged` where there is none."""
        verdict = self.verdicts.get(claim)
        return verdict.verdict if verdict else "unjudged"


@dataclass(frozen=True, slots=True)
class Form:
    """A form that the report has or should have, with its tables."""

    id: str
    state: Literal["found", "doubtful", "missing"]
    tables: tuple[Table, ...]


@dataclass(frozen=True, slots=True)
class Numbered:
    """A finding with its place in `Audit.findings`: ids may repeat, places do not."""

    place: int
    finding: Finding


@dataclass(frozen=True, slots=True)
class Group:
    """Findings of one cause: the one that states it, and those that follow from it."""

    head: Numbered
    followers: tuple[Numbered, ...]
    severity: Severity


def look_up(audit: Audit) -> Lookup:
    """Resolve the ids of an audit."""
    tables = audit.report.tables
    return Lookup(
        sentences={sentence.id: sentence for sentence in audit.sentences},
        paragraphs={paragraph.id: paragraph for paragraph in audit.report.paragraphs},
        sections={section.id: section for section in audit.report.sections},
        tables={table.id: table for table in tables},
        cells={cell.id: (table, cell) for table in tables for cell in table.cells},
        claims={claim.id: claim for claim in audit.claims},
        links={link.claim: link for link in audit.links},
        verdicts={verdict.claim: verdict for verdict in audit.verdicts},
        elsewhere={
            check.cells[0]: check.computed
            for check in audit.checks
            if check.code in _ELSEWHERE and check.cells and check.computed is not None
        },
    )


def forms(report: Report) -> tuple[Form, ...]:
    """The forms of a report: the nine of final accounts, found or not, and every other form that is there."""
    by_form: dict[str, list[Table]] = {}
    if report.kind == "final_accounts":
        by_form = {form: [] for form in NINE_FORMS}
    for table in report.tables:
        if table.form in by_form or (table.form or "").startswith(_NUMBERED):
            by_form.setdefault(table.form or "", []).append(table)
    return tuple(_form(form, tuple(by_form[form])) for form in sorted(by_form))


def groups(findings: tuple[Finding, ...]) -> tuple[Group, ...]:
    """Findings by root, the gravest first; equals stay in the order of the audit.

    The head is the finding that carries the root's id, or the gravest where the root itself is not listed;
    a group is as grave as its gravest finding.
    """
    by_root: defaultdict[str, list[Numbered]] = defaultdict(list)
    for place, finding in enumerate(findings):
        by_root[finding.root].append(Numbered(place, finding))
    return tuple(sorted((_group(members) for members in by_root.values()), key=_gravity))


def verdict_counts(audit: Audit) -> dict[str, int]:
    """How many claims have each verdict, all four named, `unjudged` only where there are any."""
    counts = Counter(verdict.verdict for verdict in audit.verdicts)
    named = {name: counts[name] for name in ("supported", "consistent", "contradicted", "unverifiable")}
    judged = {verdict.claim for verdict in audit.verdicts}
    unjudged = [claim for claim in audit.claims if claim.id not in judged]
    return named | ({"unjudged": len(unjudged)} if unjudged else {})


def outcome_counts(audit: Audit) -> dict[str, int]:
    """How many checks have each outcome, those left out that none has."""
    counts: Counter[str] = Counter(check.outcome for check in audit.checks)
    return {name: counts[name] for name in get_args(Outcome) if counts[name]}


def worst_verdict(verdicts: list[str]) -> str:
    """The verdict to show where one printed figure serves several claims."""
    return min(verdicts, key=VERDICT_ORDER.index)


def cells_of(finding: Finding, lookup: Lookup) -> tuple[str, ...]:
    """The cells a finding speaks of: its own, or those its claims are linked to."""
    own = tuple(cell for cell in finding.cells if cell in lookup.cells)
    if own:
        return own
    links = (lookup.links[claim] for claim in finding.claims if claim in lookup.links)
    linked = (link.cells for link in links if IMPLIED not in link.parts)
    return tuple(dict.fromkeys(cell for cells in linked for cell in cells if cell in lookup.cells))


def settling_cells(finding: Finding, lookup: Lookup) -> tuple[str, ...]:
    """The cells that settle a finding: its own, and where it is about figures those its claims are linked to."""
    if about_figures(finding.code):
        return cells_of(finding, lookup)
    return tuple(cell for cell in finding.cells if cell in lookup.cells)


def sentence_of(finding: Finding, lookup: Lookup) -> Sentence | None:
    """The sentence a finding speaks of: its own, or that of its first claim."""
    claims = (lookup.claims[claim].sentence for claim in finding.claims if claim in lookup.claims)
    named = finding.sentence or next(claims, None)
    return lookup.sentences.get(named) if named else None


def page_of(finding: Finding, lookup: Lookup) -> int | None:
    """The page a finding stands on, as far as the audit knows it."""
    sentence = sentence_of(finding, lookup)
    cells = cells_of(finding, lookup)
    known = (
        finding.page,
        finding.box.page if finding.box else None,
        sentence.page if sentence else None,
        lookup.cells[cells[0]][1].page if cells else None,
    )
    return next((page for page in known if page is not None), None)


def _form(form: str, tables: tuple[Table, ...]) -> Form:
    if not tables:
        return Form(form, "missing", tables)
    return Form(form, "doubtful" if any(table.doubtful for table in tables) else "found", tables)


def _group(members: list[Numbered]) -> Group:
    gravest = min(members, key=lambda one: SEVERITY_ORDER.index(one.finding.severity))
    head = next((one for one in members if one.finding.id == one.finding.root), gravest)
    followers = tuple(one for one in members if one is not head)
    return Group(head, followers, gravest.finding.severity)


def _gravity(group: Group) -> int:
    return SEVERITY_ORDER.index(group.severity)
