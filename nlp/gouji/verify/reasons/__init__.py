"""The quality of reasons: missing, poor, copied, at odds with their own amounts, or with what the forms say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gouji import accounts
from gouji.facts import Fact
from gouji.model import Claim, Finding, Reason, Report, Sentence
from gouji.verify.findings import Maker
from gouji.verify.reasons.amounts import amount_findings
from gouji.verify.reasons.booking import booking_findings
from gouji.verify.reasons.copies import copied_from, copy_findings, is_own
from gouji.verify.reasons.missing import given, missing_findings, required
from gouji.verify.reasons.moves import move_findings
from gouji.verify.reasons.scene import Scene, Settings
from gouji.verify.reasons.totals import total_findings
from gouji.verify.reasons.wording import wording_findings
from gouji.verify.values import Values

__all__ = ["Settings", "copied_from", "given", "is_own", "reason_findings", "required"]


def reason_findings(
    report: Report,
    reasons: Sequence[Reason],
    claims: Sequence[Claim],
    sentences: Sequence[Sentence],
    facts: Sequence[Fact],
    values: Values,
    maker: Maker,
) -> Iterator[Finding]:
    """All findings about the reasons of one report, in the order of the checks."""
    scene = Scene(
        tuple(reasons),
        {c.id: c for c in claims},
        {s.id: s for s in sentences},
        tuple(facts),
        values,
        accounts.chart(report),
        maker,
    )
    yield from copy_findings(scene)
    yield from wording_findings(scene)
    yield from missing_findings(scene)
    yield from amount_findings(scene)
    yield from booking_findings(scene)
    yield from move_findings(scene)
    yield from total_findings(scene)
