"""What the script of the reviewer's page needs: claims, cells, findings and checks, already put in words.

Claims, findings, reasons and sentences refer to each other by their places in the audit, cells by their ids.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from gouji.decisions import SCHEMA, Carried, identity
from gouji.model import Audit, Cell, Check, Claim, Diagnosis, Finding, Link, Reason, Table, Verdict
from gouji.render.facets import Facets, types_of
from gouji.render.figures import (
    amount,
    cell_text,
    diagnoses,
    number,
    place,
    report_title,
    said_computed_implied,
    terms,
    whereabouts,
)
from gouji.render.leaves import labels_of
from gouji.render.lookup import Lookup, cells_of, page_of, sentence_of
from gouji.render.page_words import CONTROLS, DECIDING, MARKS
from gouji.render.titles import finding_title
from gouji.render.wording import (
    DEPTHS,
    DIAGNOSES,
    DIRECTIONS,
    EVIDENCE,
    KINDS,
    LABELS,
    LINKS,
    OUTCOMES,
    PAGE,
    PARTS,
    REASONS,
    SEVERITIES,
    VERDICTS,
    VERDICTS_IN_FULL,
    in_language,
    word,
)
from gouji.serial import to_builtins

_CHECK_FIGURES = ("said", "computed", "gap", "allowed")


def payload(audit: Audit, lookup: Lookup, classed: Sequence[Facets], lang: str) -> dict[str, Any]:
    """The data of the page; None stands where the audit says nothing. `classed` are the facets of the findings."""
    writer = _Writer(audit, lookup, lang)
    page = in_language(labels_of(audit.report), lang)["page"]
    return {
        "words": words_of(lang) | writer.field_names() | {"page": page},
        "signs": in_language(MARKS, lang),
        "claims": [writer.claim(claim) for claim in audit.claims],
        "findings": [
            writer.finding(finding) | facet_codes(facet)
            for finding, facet in zip(audit.findings, classed, strict=True)
        ],
        "reasons": [writer.reason(reason) for reason in audit.reasons],
        "checks": [writer.check(check) for check in audit.checks],
        "cells": writer.cells(),
    }


def words_of(lang: str) -> dict[str, str]:
    """The words of the page and its script."""
    return in_language(PAGE, lang) | in_language(CONTROLS, lang) | in_language(DECIDING, lang)


def facet_codes(facet: Facets) -> dict[str, Any]:
    """What a finding can be filtered by, as the values of the filters."""
    return {"part": facet.part, "hypotheses": facet.hypotheses, "types": facet.types}


def review(audit: Audit, decisions: Iterable[Carried], lang: str) -> dict[str, Any]:
    """What the script needs to keep, save and load decisions: the report they are on, those it opens with.

    ``key`` names them in the storage of the browser: the same for all versions of one report.
    """
    report = identity(audit.report)
    names = (report.department, report.fiscal_year, report.kind)
    hashes = "+".join(sorted(source.sha256 for source in report.sources))
    return {
        "schema": SCHEMA,
        "key": "/".join(str(name) for name in names) if report.department else hashes,
        "name": report_title(audit.report, lang),
        "report": to_builtins(report),
        "given": [to_builtins(one.decision) for one in decisions],
    }


class _Writer:
    """Writes the parts of an audit as plain values; remembers the cells they speak of."""

    def __init__(self, audit: Audit, lookup: Lookup, lang: str) -> None:
        self._lookup, self._lang = lookup, lang
        self._claims = {claim.id: index for index, claim in enumerate(audit.claims)}
        self._sentences = {sentence.id: index for index, sentence in enumerate(audit.sentences)}
        self._tables = {table.id: index for index, table in enumerate(audit.report.tables)}
        self._spoken: dict[str, None] = {}

    def field_names(self) -> dict[str, str]:
        """Names of fields that the terminal uses as well."""
        from_labels = ("said", "printed", "computed", "implied", "diagnosis", "blank")
        passed = {"passed": word(OUTCOMES, "pass", self._lang)}
        return {key: self._label(key) for key in from_labels} | passed

    def claim(self, claim: Claim) -> dict[str, Any]:
        """A claim with its link and its verdict."""
        link = self._lookup.links.get(claim.id)
        verdict = self._lookup.verdicts.get(claim.id)
        name = self._lookup.verdict_of(claim.id)
        return {
            "text": claim.text,
            "about": self._about(claim),
            "sentence": self._sentences.get(claim.sentence),
            "verdict": name,
            "name": word(VERDICTS, name, self._lang),
            "full": word(VERDICTS_IN_FULL, name, self._lang),
            **(self._link(link) if link else {}),
            **(self._verdict(verdict, claim.unit) if verdict else {}),
        }

    def finding(self, finding: Finding) -> dict[str, Any]:
        """A finding with its place and its figures."""
        sentence = sentence_of(finding, self._lookup)
        said, computed, implied = said_computed_implied(finding, self._lookup)
        return {
            "id": finding.id,
            "code": finding.code,
            "title": finding_title(finding.code, self._lang),
            "severity": finding.severity,
            "name": word(SEVERITIES, finding.severity, self._lang),
            "message": finding.message,
            "said": said,
            "computed": computed,
            "implied": implied,
            "diagnosis": diagnoses(finding, self._lookup, self._lang),
            "claims": self._places(finding.claims),
            "cells": self._known(cells_of(finding, self._lookup)),
            "sentence": self._sentences[sentence.id] if sentence else None,
            "page": page_of(finding, self._lookup),
        }

    def reason(self, reason: Reason) -> dict[str, Any]:
        """A reason with its types, its depth and what it explains."""
        return {
            "text": reason.text,
            "types": [word(REASONS, code, self._lang) for code in types_of(reason)],
            "depth": word(DEPTHS, reason.depth, self._lang) if reason.depth else None,
            "quantified": reason.quantified,
            "boilerplate": reason.boilerplate,
            "explains": self._places(reason.explains),
            "sentence": self._sentences.get(reason.sentence),
        }

    def check(self, check: Check) -> dict[str, Any]:
        """A check; what passed needs no more than its name."""
        told = {"code": check.code, "outcome": check.outcome, "cells": self._known(check.cells)}
        if check.outcome == "pass":
            return told
        figures = {key: self._number(getattr(check, key)) for key in _CHECK_FIGURES}
        return told | figures | {"name": word(OUTCOMES, check.outcome, self._lang), "message": check.message}

    def cells(self) -> dict[str, list[Any]]:
        """The cells that were spoken of: table, place in words, text."""
        return {name: self._cell(*self._lookup.cells[name]) for name in self._spoken}

    def _cell(self, table: Table, cell: Cell) -> list[Any]:
        form = table.form or table.title
        return [self._tables[table.id], form, place(cell), cell_text(cell, self._lang)]

    def _link(self, link: Link) -> dict[str, Any]:
        expression = terms(link.expression, self._lookup, self._lang) if link.expression else ()
        scores = ({"": link.score} if link.score is not None else {}) | dict(link.parts)
        return {
            "status": word(LINKS, link.status, self._lang),
            "cells": self._known(link.cells),
            "expression": [self._term(term.text, term.cell, term.claim) for term in expression],
            "scores": [[word(PARTS, key, self._lang), self._number(scores[key])] for key in scores],
            "rivals": self._known(link.runners_up),
        }

    def _verdict(self, verdict: Verdict, unit: str | None) -> dict[str, Any]:
        return {
            "said": amount(verdict.said, unit),
            "computed": amount(verdict.computed, unit),
            "gap": self._number(verdict.gap),
            "allowed": self._number(verdict.allowed),
            "evidence": word(EVIDENCE, verdict.evidence, self._lang),
            "diagnosis": [self._diagnosis(one, unit) for one in verdict.diagnosis],
        }

    def _diagnosis(self, one: Diagnosis, unit: str | None) -> list[str | None]:
        where = whereabouts(one.where, self._lookup)
        return [word(DIAGNOSES, one.hypothesis, self._lang), amount(one.implied, unit), where]

    def _about(self, claim: Claim) -> str:
        basis = f"{self._label('against')}{claim.basis}" if claim.basis else None
        whole = f"{self._label('share_of')}{claim.of}" if claim.of else None
        year = self._label("year").format(claim.year).strip() if claim.year is not None else None
        direction = word(DIRECTIONS, claim.direction, self._lang) if claim.direction else None
        kind = word(KINDS, claim.kind, self._lang)
        told = (claim.subject, claim.measure, claim.scope, year, basis, whole, kind, direction)
        return " · ".join(dict.fromkeys(part for part in told if part))

    def _term(self, text: str, cell: str | None, claim: str | None) -> list[Any]:
        if cell:
            self._known((cell,))
        return [text, cell, self._claims.get(claim or "")]

    def _known(self, cells: Iterable[str]) -> list[str]:
        known = [cell for cell in cells if cell in self._lookup.cells]
        self._spoken |= dict.fromkeys(known)
        return known

    def _places(self, claims: Iterable[str]) -> list[int]:
        return [self._claims[claim] for claim in claims if claim in self._claims]

    def _number(self, value: Decimal | None) -> str | None:
        return None if value is None else number(value)

    def _label(self, key: str) -> str:
        return word(LABELS, key, self._lang)
