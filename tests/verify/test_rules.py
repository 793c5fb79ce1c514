"""Rules of patterns/checks/rules: a whole report keeps them all, each entry's own pair of texts breaks just its rule."""

from __future__ import annotations

import pytest
from gouji.render.titles import FINDINGS
from gouji.verify.rules import Rule, rules
from gouji.verify.told import Told, told

from tests.verify import seen, whole


def outcomes(words: str, code: str) -> set[str]:
    return {check.outcome for check in seen.audit_text(words).checks if check.code == code}


def test_a_whole_report_breaks_none() -> None:
    result = seen.audit_text(whole.text())
    assert result.findings == ()
    assert {c.outcome for c in result.checks} <= {"pass", "not_applicable", "insufficient_data"}


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.code)
def test_each_rule_by_its_own_examples(rule: Rule) -> None:
    assert "fail" not in outcomes(whole.changed(rule.passes), rule.code)
    broken = whole.changed(rule.fails)
    assert "fail" in outcomes(broken, rule.code)
    found = seen.findings(seen.audit_text(broken), rule.finding)
    assert rule.severity in {f.severity for f in found}


@pytest.mark.parametrize("entry", told(), ids=lambda entry: entry.code)
def test_each_check_that_findings_tell_by_its_own_examples(entry: Told) -> None:
    assert outcomes(whole.changed(entry.passes), entry.code) == {"pass"}
    assert outcomes(whole.changed(entry.fails), entry.code) == {"fail"}
    assert set(entry.findings) <= set(FINDINGS)


def test_without_a_narrative_its_checks_have_no_data() -> None:
    words = whole.text().partition("第三部分 2023年度部门决算情况说明\n\n")[0]
    forms = {entry.code: entry.forms for entry in told()}
    for check in seen.audit_text(words).checks:
        if check.code in forms:
            assert check.outcome == ("pass" if forms[check.code] else "insufficient_data"), check


def test_every_rule_says_where_it_is_from() -> None:
    codes = [rule.code for rule in rules()]
    assert len(codes) == len(set(codes))
    assert all(rule.source and rule.formula and rule.message for rule in rules())
