"""What the program says of a report of the panel, row by row: its changes, its reasons, its findings. Nothing of the truth."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from gouji import similar
from gouji.measure.scene import Change, Seen, Told, see
from gouji.model import Audit, Claim, Finding
from gouji.render.tables import Column
from gouji.verify.reasons import is_own
from gouji.verify.reasons.scene import deviates, direction_of

Rows = list[dict[str, Any]]
_KEYS = (Column("stem", "text"), Column("department", "text"), Column("year", "integer"))
_JOINT = "|"
COLUMNS: Mapping[str, tuple[Column, ...]] = MappingProxyType(
    {
        "changes": (
            *_KEYS, Column("section", "text"), Column("subject", "text"), Column("code", "text"),
            Column("budget", "boolean"), Column("direction", "text"), Column("said", "text"),
            Column("explained", "boolean"), Column("here", "boolean"),
        ),
        "reasons": (
            *_KEYS, Column("reason", "text"), Column("subject", "text"), Column("direction", "text"),
            Column("depth", "integer"), Column("types", "text"), Column("ways", "text"), Column("stock", "boolean"),
            Column("own", "boolean"), Column("opposite", "boolean"), Column("last_year", "boolean"),
            Column("peers", "boolean"), Column("text", "text"),
        ),
        "findings": (
            *_KEYS, Column("code", "text"), Column("severity", "text"), Column("diagnosis", "text"),
            Column("root", "boolean"), Column("section", "text"), Column("message", "text"),
        ),
        "priors": (*_KEYS, Column("compared", "integer"), Column("denied", "integer"), Column("restated", "integer")),
    }
)  # fmt: skip
"""``changes``: what `gouji.measure` counts as one, taken apart by section; ``budget`` is against a budget and not against
last year, ``said`` its statements as printed, ``explained`` whether a reason anywhere answers for it, ``here`` whether
one answers for these very statements.

``reasons``: a part of a reason that explains a change; ``depth`` 0 to 4; ``types`` and ``ways`` (directions) are of its
causes in order; ``own`` wording; ``opposite`` found to contradict what it explains; ``last_year`` and ``peers``: stands
alike in the department's report of the year before, in another department's of the year.

``findings``: all of them; ``diagnosis`` its hypotheses, ``root`` whether it is the cause of others or stands alone.

``priors``: the last report of each department held against the one before: statements about last year that were
``compared`` with its forms, ``denied`` by them, and figures found ``restated`` (denied, but at one with their own rate).

Lists are joined by a bar."""


def of_audit(audit: Audit, stem: str) -> dict[str, Rows]:
    """The rows of one report by table; ``stem`` is its department and year."""
    seen, lead = see(audit), _lead(stem)
    titles = {section.id: section.title for section in audit.report.sections}
    places = {sentence.id: titles.get(sentence.section or "", "") for sentence in audit.sentences}
    return {
        "changes": [lead | row for change in seen.changes for row in _apart(change, places, seen)],
        "reasons": [lead | row for told in seen.told for row in _parts(told, audit.findings)],
        "findings": [lead | _finding(finding, places) for finding in audit.findings],
    }


def of_prior(audit: Audit, stem: str) -> dict[str, Any]:
    """The row of ``priors`` of a report audited beside that of the year before."""
    outcomes = [check.outcome for check in audit.checks if check.code == "chain.year_before"]
    told = [finding for finding in audit.findings if finding.code == "prior.disagreement"]
    return _lead(stem) | {
        "compared": outcomes.count("pass") + outcomes.count("fail"),
        "denied": outcomes.count("fail"),
        "restated": sum(finding.severity == "warning" for finding in told),
    }


def _lead(stem: str) -> dict[str, Any]:
    department, _, year = stem.partition("/")
    return {"stem": stem, "department": department, "year": int(year)}


def _apart(change: Change, places: Mapping[str, str], seen: Seen) -> Iterator[dict[str, Any]]:
    answered = {claim for reason in seen.audit.reasons for claim in reason.explains}
    by_section: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in change.claims:
        by_section[places.get(claim.sentence, "")].append(claim)
    for section, claims in by_section.items():
        yield {
            "section": section,
            "subject": claims[0].subject,
            "code": next((claim.subject_code for claim in claims if claim.subject_code), None),
            "budget": deviates(claims[0]),
            "direction": direction_of(claims),
            "said": _JOINT.join(claim.text for claim in claims),
            "explained": change.explained,
            "here": any(claim.id in answered for claim in claims),
        }


def _parts(told: Told, findings: tuple[Finding, ...]) -> Iterator[dict[str, Any]]:
    opposed = {
        (finding.sentence, claim)
        for finding in findings
        if finding.code == "reason.opposite_direction"
        for claim in finding.claims
    }
    for part in told.parts:
        yield {
            "reason": part.group or part.id,
            "subject": told.explained[0].subject,
            "direction": told.direction,
            "depth": None if part.depth is None else int(part.depth[1:]),
            "types": _JOINT.join(kind.type for factor in part.factors for kind in factor.types[:1]),
            "ways": _JOINT.join(factor.direction or "" for factor in part.factors),
            "stock": part.boilerplate,
            "own": is_own(part),
            "opposite": any((part.sentence, claim) in opposed for claim in part.explains),
            "last_year": False,
            "peers": False,
            "text": part.text,
        }


def _finding(finding: Finding, places: Mapping[str, str]) -> dict[str, Any]:
    return {
        "code": finding.code,
        "severity": finding.severity,
        "diagnosis": _JOINT.join(dict.fromkeys(each.hypothesis for each in finding.diagnosis)),
        "root": finding.root == finding.id,
        "section": places.get(finding.sentence or "", ""),
        "message": finding.message,
    }


def copies(reasons: Rows) -> None:
    """Mark what stands alike in the year before and in other departments, as `gouji.measure` counts it."""
    years: defaultdict[int, Rows] = defaultdict(list)
    reports: defaultdict[tuple[str, int], Rows] = defaultdict(list)
    for row in reasons:
        if row["own"]:
            years[row["year"]].append(row)
            reports[row["department"], row["year"]].append(row)
    for members in years.values():
        for group in similar.groups([row["text"] for row in members]):
            alike = [members[i] for i in group]
            for row in alike:
                row["peers"] = len({each["department"] for each in alike}) > 1
    for (department, year), members in reports.items():
        both = [*members, *reports.get((department, year - 1), ())]
        for group in similar.groups([row["text"] for row in both]):
            for row in (both[i] for i in group if group[-1] >= len(members) and i < len(members)):
                row["last_year"] = True
