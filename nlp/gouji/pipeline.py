"""read → extract → classify → link → verify, joined; the only place that knows the order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path

from gouji.beside import Beside, fitting
from gouji.classify import classify
from gouji.classify.model import Model, shipped
from gouji.extract import extract
from gouji.link import link
from gouji.model import Audit, Coverage, Extraction, Link, Report, Verdict
from gouji.patterns import use
from gouji.read import read
from gouji.verify import verify
from gouji.verify.findings import by_severity
from gouji.verify.reasons import copied_from, required
from gouji.verify.reasons import given as reasons_given
from gouji.vocabulary import Role

_LINKABLE = {"level", "change", "change_rate", "share", "completion"}

Readable = str | Path | Sequence[str | Path] | Report
"""The path of a report, the paths of its parts, or a Report already read."""


def audit(
    source: Readable,
    *,
    prior: Readable | None = None,
    budget: Readable | None = None,
    units: Sequence[Readable] = (),
    patterns: str | Path | None = None,
    engine: str = "auto",
    ocr: str = "auto",
    model: Model | None = None,
) -> Audit:
    """All results of one report: what it claims and why, what the tables say to it, what was found.

    Args:
        source: the path of a report, the paths of its parts, or a Report already read.
        prior: last year's report of the department, in the same forms as ``source``; what is said against 上年 is
            held against its cells, and its reasons against those used again. One of another year is noted and not used.
        budget: the budget report of the year; 年初预算 figures are held against its cells.
        units: the reports of the subordinate units; the department's figures are held against their sum.
        patterns: a folder of own patterns beside those of the package (see `gouji.patterns.use`).
        engine: the PDF engine.
        ocr: the recogniser of scanned pages; both as in `gouji.read`.
        model: the model of reason types, from `gouji.reasons.train`; None for the one of the package.

    Returns:
        The report with its claims, reasons, links, verdicts, checks, findings (the grave ones first) and coverage.
        ``value`` is as printed, ``base_value`` in 元 (or the ratio for a percent), figures of checks in 万元.

    Raises:
        UnreadableError: nothing can be had from an input; its message says which, why and what to do.
        PatternError: the folder of patterns cannot be used.
    """
    if patterns is not None:
        use(Path(patterns))

    def opened(each: Readable) -> Report:
        return each if isinstance(each, Report) else read(each, engine=engine, ocr=ocr)

    report = opened(source)
    extraction = extract(report)
    reasons = classify(extraction.reasons, extraction.claims, trained=model or shipped())
    given = Beside(
        opened(prior) if prior is not None else None,
        opened(budget) if budget is not None else None,
        tuple(opened(unit) for unit in units),
    )
    beside, misfits = fitting(given, report)
    links = link(report, extraction.sentences, extraction.claims, beside)
    verification = verify(report, extraction, reasons, links, beside)
    report = replace(report, notes=(*report.notes, *verification.notes, *misfits))
    result = Audit(
        report, extraction.sentences, extraction.claims, extraction.nonclaims, reasons, verification.links,
        verification.verdicts, verification.checks, verification.findings,
        replace(coverage(extraction, verification.links, verification.verdicts), attachments=_attached(report)),
    )  # fmt: skip
    if beside.prior is None:
        return result
    again = copied_from(result, [audit(beside.prior, engine=engine, ocr=ocr, model=model)])
    return replace(result, findings=by_severity((*result.findings, *again)))


def _attached(report: Report) -> dict[str, int]:
    """The ledger of the narrative of the attachments (evaluation reports), in the same keys; empty without one."""
    if not any(section.role == "attachment" for section in report.sections):
        return {}
    turned: dict[str, Role] = {"attachment": "explanation", "explanation": "glossary"}
    sections = tuple(replace(s, role=turned.get(s.role, s.role)) for s in report.sections)
    view = replace(report, sections=sections)
    extraction = extract(view)
    links = link(view, extraction.sentences, extraction.claims) if extraction.claims else ()
    verdicts = verify(view, extraction, (), links).verdicts if links else ()
    found = asdict(coverage(extraction, links, verdicts))
    return {
        name: count
        for name, count in found.items()
        if isinstance(count, int) and not name.startswith("reasons")
    }


def coverage(extraction: Extraction, links: Sequence[Link], verdicts: Sequence[Verdict]) -> Coverage:
    """The ledger of the explanation part; a figure shared by several claims counts once."""
    claims = extraction.claims
    places = {(c.sentence, c.start, c.end) for c in claims if c.value is not None}
    status = {link.claim: link.status for link in links}
    by_claim = {v.claim: v for v in verdicts}
    linkable = [c for c in claims if c.kind in _LINKABLE and c.value is not None]
    verified = [c for c in claims if by_claim[c.id].verdict != "unverifiable"]
    own = [c for c in verified if by_claim[c.id].evidence == "narrative"]
    return Coverage(
        figures=len(places) + len(extraction.nonclaims),
        claims=len(places),
        nonclaims=len(extraction.nonclaims),
        linkable=len(linkable),
        linked=sum(status[c.id] in {"linked", "derived"} for c in linkable),
        verified=len(verified),
        unverifiable=len(claims) - len(verified),
        reasons_required=len(required(claims)),
        reasons_given=reasons_given(extraction.reasons, claims),
        self_supported=len(own),
    )
