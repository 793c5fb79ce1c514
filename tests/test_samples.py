"""The main job on the samples: the planted errors are found, the clean copy gives no error, the ledger balances."""

from __future__ import annotations

import functools
import json
from pathlib import Path
from typing import Any

import pytest
from gouji.model import Audit
from gouji.pipeline import audit
from gouji.quantity import find
from gouji.serial import from_json, to_json

SAMPLES = Path(__file__).resolve().parents[1] / "corpora" / "samples"
NINE = [f"公开0{n}" for n in range(1, 10)]


@functools.cache
def audited(name: str) -> Audit:
    return audit(SAMPLES / name)


def _flat(text: str) -> str:
    return "".join(text.split())


def _found(entry: dict[str, Any], result: Audit) -> bool:
    """Whether a finding of an accepted code names the planted sentence, or the cell's row and form."""
    texts = {s.id: _flat(s.text) for s in result.sentences}
    tables = {c.id: (t.form, c.row_code or c.row) for t in result.report.tables for c in t.cells}
    where = entry["where"]
    for finding in result.findings:
        if finding.code not in entry["codes_accepted"]:
            continue
        if where["sentences"]:
            sentence = texts.get(finding.sentence or "", "")
            if sentence and any(sentence in _flat(s) or _flat(s) in sentence for s in where["sentences"]):
                return True
        elif any(tables[c][0] == where["form"] for c in finding.cells):
            return True
    return False


@pytest.mark.parametrize("kind", ["txt", "pdf"])
def test_planted_errors_are_found(kind: str) -> None:
    result = audited(f"sample-planted.{kind}")
    key = json.loads((SAMPLES / "sample-planted.key.json").read_text(encoding="utf-8"))
    missed = [entry["id"] for entry in key if not _found(entry, result)]
    assert len(key) >= 10
    assert not missed


@pytest.mark.parametrize("kind", ["txt", "pdf"])
def test_diagnoses_of_planted_errors(kind: str) -> None:
    result = audited(f"sample-planted.{kind}")
    given = {d.hypothesis for f in result.findings for d in f.diagnosis}
    assert {
        "wrong_base",
        "flat_conflict",
        "digit_slip",
        "direction",
        "unit_10e4",
        "zero_denominator",
        "other_scope",
        "swapped_siblings",
        "stale_year",
    } <= given


@pytest.mark.parametrize("kind", ["txt", "pdf"])
def test_clean_report_has_no_error(kind: str) -> None:
    result = audited(f"sample-clean.{kind}")
    assert [f.message for f in result.findings if f.severity == "error"] == []
    assert [t.form for t in result.report.tables if t.form in NINE] == NINE
    assert not any(t.doubtful for t in result.report.tables)


@pytest.mark.parametrize(
    "name", ["sample-clean.txt", "sample-planted.txt", "sample-clean.pdf", "sample-planted.pdf"]
)
def test_ledger_balances(name: str) -> None:
    result = audited(name)
    roles = {s.id: s.role for s in result.report.sections}
    printed = {
        (p.id, f.start, f.end)
        for p in result.report.paragraphs
        if roles.get(p.section or "") == "explanation"
        for f in find(p.text)
    }
    paragraph = {s.id: s.paragraph for s in result.sentences}
    claimed = {(paragraph[c.sentence], c.start, c.end) for c in result.claims if c.value is not None}
    others = {(paragraph[n.sentence], n.start, n.end) for n in result.nonclaims}
    assert claimed | others == printed
    assert not claimed & others
    assert result.coverage.figures == len(printed) == result.coverage.claims + result.coverage.nonclaims


def test_offsets_are_exact() -> None:
    result = audited("sample-planted.pdf")
    texts = {p.id: p.text for p in result.report.paragraphs}
    paragraph = {s.id: s.paragraph for s in result.sentences}
    for item in (*result.claims, *result.nonclaims, *result.reasons):
        assert texts[paragraph[item.sentence]][item.start : item.end] == item.text
    for reason in result.reasons:
        for factor in reason.factors:
            assert texts[paragraph[reason.sentence]][factor.start : factor.end] == factor.text


def test_report_json_gives_the_same_audit() -> None:
    result = audited("sample-planted.pdf")
    report = from_json(to_json(result.report))
    again = audit(report)  # type: ignore[arg-type]
    assert to_json(again) == to_json(result)


def test_truth_of_the_clean_sample() -> None:
    """Figure, unit and kind of every printed figure against the ledger's own truth; why the others are no claims."""
    truth = json.loads((SAMPLES / "sample-clean.truth.json").read_text(encoding="utf-8"))
    result = audited("sample-clean.txt")
    texts = {p.id: p.text for p in result.report.paragraphs}
    place = {s.id: texts[s.paragraph] for s in result.sentences}
    wanted = {
        (e["paragraph"], e["start"], e["unit"], e["kind"])
        for e in truth["figures"]
        if e.get("value") is not None
    }
    have = {(place[c.sentence], c.start, c.unit, c.kind) for c in result.claims if c.value is not None}
    assert len(wanted & have) / len(wanted) >= 0.98
    assert len(wanted & have) / len(have) >= 0.98
    excluded = {(e["paragraph"], e["start"]) for e in truth["figures"] if "why" in e}
    part = {p.text for p in result.report.paragraphs if p.kind == "heading" and p.text.startswith("第")}
    others = {(place[n.sentence], n.start) for n in result.nonclaims}
    assert excluded == {(text, start) for text, start in others if text not in part}
