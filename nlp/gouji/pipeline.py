"""read → extract → classify → link → verify, joined; the only place that knows the order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from gouji.classify import classify
from gouji.classify.model import shipped
from gouji.extract import extract
from gouji.link import link
from gouji.model import Audit, Coverage, Extraction, Link, Report, Verdict
from gouji.read import read
from gouji.verify import verify
from gouji.verify.reasons import given, required

_LINKABLE = {"level", "change", "change_rate", "share", "completion"}


def audit(
    source: str | Path | Sequence[str | Path] | Report, *, engine: str = "auto", ocr: str = "auto"
) -> Audit:
    """All results of one report.

    Args:
        source: the path of a report, the paths of its parts, or a Report already read.
        engine: the PDF engine.
        ocr: the recogniser of scanned pages.

    Raises:
        UnreadableError: nothing can be had from the input.
    """
    report = source if isinstance(source, Report) else read(source, engine=engine, ocr=ocr)
    extraction = extract(report)
    reasons = classify(extraction.reasons, extraction.claims, trained=shipped())
    links = link(report, extraction.sentences, extraction.claims)
    verification = verify(report, extraction, reasons, links)
    report = replace(report, notes=(*report.notes, *verification.notes))
    return Audit(
        report, extraction.sentences, extraction.claims, extraction.nonclaims, reasons, links, verification.verdicts,
        verification.checks, verification.findings, coverage(extraction, links, verification.verdicts),
    )  # fmt: skip


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
