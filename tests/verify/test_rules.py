"""Rules of patterns/checks/rules: a whole report keeps them all, each entry's own pair of texts breaks just its rule."""

from __future__ import annotations

import pytest
from gouji.verify.rules import Rule, rules

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


def test_every_rule_says_where_it_is_from() -> None:
    codes = [rule.code for rule in rules()]
    assert len(codes) == len(set(codes))
    assert all(rule.source and rule.formula and rule.message for rule in rules())
