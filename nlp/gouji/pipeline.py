"""read → extract → classify → link → verify, joined; the only place that knows the order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from gouji.classify import classify
from gouji.classify.model import shipped
from gouji.extract import extract
from gouji.link import link
from gouji.model import Audit, Coverage, Extraction, Link, Note, Report, Verdict
from gouji.patterns import use
from gouji.read import read
from gouji.similar import dice
from gouji.verify import verify
from gouji.verify.findings import by_severity
from gouji.verify.reasons import copied_from, given, required

_SAME = 0.5
_LINKABLE = {"level", "change", "change_rate", "share", "completion"}


def audit(
    source: str | Path | Sequence[str | Path] | Report,
    *,
    prior: str | Path | Sequence[str | Path] | Report | None = None,
    patterns: str | Path | None = None,
    engine: str = "auto",
    ocr: str = "auto",
) -> Audit:
    """All results of one report.

    Args:
        source: the path of a report, the paths of its parts, or a Report already read.
        prior: last year's report of the department, in the same forms as ``source``; what is said against 上年 is
            held against its cells, and its reasons against those used again. One of another year is noted and not used.
        patterns: a folder of own patterns beside those of the package (see `gouji.patterns.use`).
        engine: the PDF engine.
        ocr: the recogniser of scanned pages.

    Raises:
        UnreadableError: nothing can be had from the input.
        PatternError: the folder of patterns cannot be used.
    """
    if patterns is not None:
        use(Path(patterns))
    report = source if isinstance(source, Report) else read(source, engine=engine, ocr=ocr)
    extraction = extract(report)
    reasons = classify(extraction.reasons, extraction.claims, trained=shipped())
    before = _before(prior, report, engine, ocr)
    usable = before if before is not None and not _misfits(before, report) else None
    links = link(report, extraction.sentences, extraction.claims, usable)
    verification = verify(report, extraction, reasons, links, usable)
    notes = _misfits(before, report) if before is not None else ()
    report = replace(report, notes=(*report.notes, *verification.notes, *notes))
    result = Audit(
        report, extraction.sentences, extraction.claims, extraction.nonclaims, reasons, links, verification.verdicts,
        verification.checks, verification.findings, coverage(extraction, links, verification.verdicts),
    )  # fmt: skip
    if usable is None:
        return result
    again = copied_from(result, [audit(usable, engine=engine, ocr=ocr)])
    return replace(result, findings=by_severity((*result.findings, *again)))


def _before(
    prior: str | Path | Sequence[str | Path] | Report | None, report: Report, engine: str, ocr: str
) -> Report | None:
    if prior is None or isinstance(prior, Report):
        return prior
    return read(prior, engine=engine, ocr=ocr)


def _misfits(prior: Report, report: Report) -> tuple[Note, ...]:
    """Why a report cannot be last year's of this one: another year, or another department."""
    if prior.fiscal_year is None or report.fiscal_year is None or prior.fiscal_year != report.fiscal_year - 1:
        years = f"本报告为{report.fiscal_year or '未知'}年，所给上年报告为{prior.fiscal_year or '未知'}年"
        return (Note("prior.year", f"{years}，未用于核对"),)
    if prior.department and report.department and dice(prior.department, report.department) < _SAME:
        return (Note("prior.department", f"上年报告的部门是{prior.department}，与本报告不同，未用于核对"),)
    return ()


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
        reasons_given=given(extraction.reasons, claims),
        self_supported=len(own),
    )
