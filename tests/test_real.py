"""The main job on two real reports, where GOUJI_REAL_REPORTS names their folder (tuned on: not held out)."""

from __future__ import annotations

import functools
from pathlib import Path

import pytest
from gouji import corpus, evaluate
from gouji.evaluate import Evaluation
from gouji.model import Audit, Finding
from gouji.pipeline import audit

pytestmark = pytest.mark.real
NINE = {f"公开0{number}" for number in range(1, 10)}
BOTH = ("zaozhuang-office-2023.txt", "zaozhuang-office-2023.pdf")
# the material errors of the first report, seen by a reader: (said, computed)
MATERIAL = {("1,057.54万元", "1,059.50万元"), ("30.98万元", "31.00万元"), ("100%", "99.94%")}


@functools.cache
def audited(path: Path) -> Audit:
    return audit(path)


@functools.cache
def evaluated(folder: Path, name: str) -> Evaluation:
    gold = next(g for g in corpus.load(folder.parent / "gold") if name.startswith(g.id))
    return evaluate.evaluate(gold, audited(folder / name))


def found(result: Audit, code: str) -> list[Finding]:
    return [f for f in result.findings if f.code == code]


@pytest.mark.parametrize("name", [*BOTH, "putuo-planning-2024.pdf"])
def test_forms_and_ledger(real_reports: Path, name: str) -> None:
    result = audited(real_reports / name)
    assert {t.form for t in result.report.tables} >= NINE
    coverage = result.coverage
    assert coverage.figures == coverage.claims + coverage.nonclaims > 150
    assert coverage.linked <= coverage.linkable <= coverage.claims


@pytest.mark.parametrize("name", BOTH)
def test_claims_links_and_reasons_against_the_gold(real_reports: Path, name: str) -> None:
    scores = evaluated(real_reports, name).scores
    assert audited(real_reports / name).coverage.claims == 169
    assert scores["claims: figure + unit + kind"].f1 >= 0.93
    assert scores["claims: figure + unit + kind"].gold == 192
    assert scores["links: accepted cell"].right / scores["links: accepted cell"].gold >= 0.90
    assert scores["links: accepted cell"].gold == 74
    assert scores["verdicts: contradicted"].right == scores["verdicts: contradicted"].gold == 3
    assert scores["reasons: exact span"].f1 >= 0.9
    assert scores["reasons: types"].f1 >= 0.8


@pytest.mark.parametrize("name", BOTH)
def test_findings_of_the_first(real_reports: Path, name: str) -> None:
    result = audited(real_reports / name)
    errors = [f for f in result.findings if f.severity == "error"]
    assert {(f.said, f.computed) for f in errors} == MATERIAL
    rounding = [f for f in found(result, "figure.two_values") if f.said == "3,054.13万元"]
    assert [f.severity for f in rounding] == ["notice"]
    assert {d.hypothesis for f in rounding for d in f.diagnosis} == {"rounding"}
    names = found(result, "subject.name")
    assert [("一般公共预算服务支出" in f.message, "一般公共服务支出" in f.message) for f in names] == [
        (True, True)
    ]
    repeated = found(result, "reason.repeated")
    assert [f.severity for f in repeated] == ["notice"]
    assert "4处" in repeated[0].message


@pytest.mark.parametrize("name", BOTH)
def test_prior_year_is_the_opening_carry_over(real_reports: Path, name: str) -> None:
    result = audited(real_reports / name)
    check = next(c for c in result.checks if c.code == "triangulation.opening_carry_over")
    assert check.outcome == "pass"
    assert str(check.said) == "1.43"


def test_findings_of_the_second(real_reports: Path) -> None:
    result = audited(real_reports / "putuo-planning-2024.pdf")
    errors = [f for f in result.findings if f.severity == "error"]
    assert [f.said for f in errors] == ["5377.64万元", "4896.98万元"]
    assert all(d.hypothesis == "other_scope" and d.where == "公开03" for f in errors for d in f.diagnosis)


@pytest.mark.parametrize("name", ["cppcc-2018", "party-office-2018"])
def test_budget_bundles_have_no_false_error(real_reports: Path, name: str) -> None:
    folder = real_reports / "jiangsu"
    result = audit([folder / f"{name}.pdf", folder / f"{name}-forms.pdf"])
    assert result.report.kind == "budget"
    assert [f.message for f in result.findings if f.severity == "error"] == []
