"""Making findings: readable stable ids, the place in the report, one root for one fault."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from gouji.model import Box, Claim, Diagnosis, Finding, Paragraph, Report, Section, Sentence
from gouji.verify.values import Values
from gouji.vocabulary import Severity

_ORDER = {"error": 0, "warning": 1, "notice": 2}


class Maker:
    """Makes findings of one report; a second one with the same key gets its ordinal behind the id."""

    def __init__(self, report: Report, sentences: Iterable[Sentence], values: Values) -> None:
        self._sections: dict[str, Section] = {s.id: s for s in report.sections}
        self._paragraphs: dict[str, Paragraph] = {p.id: p for p in report.paragraphs}
        self._sentences = {s.id: s for s in sentences}
        self._values = values
        self._seen: Counter[str] = Counter()

    def make(
        self,
        code: str,
        severity: Severity,
        message: str,
        *,
        claim: Claim | None = None,
        sentence: str | None = None,
        span: tuple[int, int] | None = None,
        claims: Sequence[str] = (),
        cells: Sequence[str] = (),
        said: str | None = None,
        computed: str | None = None,
        implied: str | None = None,
        diagnosis: Sequence[Diagnosis] = (),
        key: str = "",
    ) -> Finding:
        """One finding; its id hashes code, section title, subject, measure, kind, basis and ``key``."""
        where = claim.sentence if claim is not None else sentence
        name = self._id(code, where, claim, key)
        page, box = self._place(where, (claim.start, claim.end) if claim else span, cells)
        ids = tuple(dict.fromkeys([*([claim.id] if claim else []), *claims]))
        return Finding(
            name, code, severity, message, said, computed, implied, tuple(diagnosis), ids, tuple(cells), where,
            page, box, name,
        )  # fmt: skip

    def _id(self, code: str, sentence: str | None, claim: Claim | None, key: str) -> str:
        section = (
            self._sections.get(self._sentences[sentence].section or "")
            if sentence in self._sentences
            else None
        )
        parts = [section.title if section else "", key]
        if claim is not None:
            parts += [claim.subject or "", claim.measure or "", claim.kind, claim.basis or ""]
        digest = hashlib.sha256("|".join(parts).encode()).hexdigest()[:6]
        name = f"{code}-{digest}"
        self._seen[name] += 1
        return name if self._seen[name] == 1 else f"{name}-{self._seen[name]}"

    def _place(
        self, sentence: str | None, span: tuple[int, int] | None, cells: Sequence[str]
    ) -> tuple[int | None, Box | None]:
        if sentence is not None and sentence in self._sentences:
            found = self._sentences[sentence]
            paragraph = self._paragraphs[found.paragraph]
            start = span[0] if span else found.start
            box = next((line.box for line in paragraph.lines if line.start <= start < line.end), None)
            return (box.page if box else found.page), box
        for name in cells:
            cell = self._values.cells.get(name)
            if cell is not None:
                return cell.page, cell.box
        return None, None


def by_severity(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings worst first, else in their order."""
    return tuple(sorted(findings, key=lambda finding: _ORDER[finding.severity]))


def rooted(findings: Sequence[Finding], operands: Mapping[str, Sequence[str]]) -> list[Finding]:
    """Findings with their roots: one whose claim recomputes from a claim or cell at fault follows that fault.

    Args:
        findings: all findings, causes before consequences.
        operands: claim id → the claims and cells that its link names.
    """
    by_claim = {c: f for f in reversed(findings) if f.severity != "notice" for c in f.claims}
    by_cell = {c: f for f in reversed(findings) if f.code.startswith("table.") for c in f.cells[:1]}
    out = []
    for finding in findings:
        cause = None
        for claim in finding.claims:
            for name in operands.get(claim, ()):
                found = by_cell.get(name) or by_claim.get(name)
                if found is not None and found.id != finding.id and claim not in found.claims:
                    cause = cause or found
        out.append(replace(finding, root=cause.id) if cause is not None else finding)
    return [_flattened(f, {x.id: x for x in out}) for f in out]


def _flattened(finding: Finding, by_id: Mapping[str, Finding]) -> Finding:
    """Follow roots to the end; a ring keeps its first member."""
    seen, root = {finding.id}, finding.root
    while by_id[root].root != root and by_id[root].root not in seen:
        seen.add(root)
        root = by_id[root].root
    return replace(finding, root=root)


def plain(value: Decimal | None) -> str | None:
    """A decimal as text, None as None."""
    return None if value is None else format(value, "f")
