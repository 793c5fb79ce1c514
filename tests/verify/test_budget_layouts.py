"""Budget forms of other provinces: what ties fails nowhere, and something of each form is held against it."""

from __future__ import annotations

import pytest
from gouji.model import Audit

from tests.verify import budget, seen
from tests.verify.budget_layouts import LAYOUTS


def audited(name: str) -> Audit:
    form, table, *without = LAYOUTS[name]
    return seen.audit_text(budget.text({form: table} | dict.fromkeys(without, "")))


@pytest.mark.parametrize("name", LAYOUTS)
def test_what_ties_fails_in_no_layout(name: str) -> None:
    result = audited(name)
    form = LAYOUTS[name][0]
    assert form in {t.form for t in result.report.tables}
    failing = [
        (c.code, str(c.said), str(c.computed))
        for c in result.checks
        if c.outcome == "fail" and c.code.startswith("identity")
    ]
    assert failing == []
    own = {
        c.code
        for c in result.checks
        if c.outcome == "pass" and form[-2:] in c.code.partition("identity.b")[2]
    }
    assert len(own) > 1, own


WRONG = [
    ("income by unit, this year's and carried over apart", "|合计|870.00|830.00|600.00", "|合计|870.00|831.00|600.00", "b02.subtotals"),
    ("carry-over by fund, expenditure by 年终结转结余", "年终结转结余|30.00", "年终结转结余|31.00", "b01.expense"),
    ("carry-over by fund, expenditure by 年终结转结余", "（三）其他收入|50.00", "（三）其他收入|51.00", "b01.income"),
    ("only totals, sub-rows by number", "1.一般公共预算资金|600.00", "1.一般公共预算资金|610.00", "b01.income"),
    ("expenditure with people and office under basic", "|840.00|600.00|520.00|", "|840.00|600.00|521.00|", "b03.subtotals"),
    ("the three public expenses by unit", "合计|32.00|5.00", "合计|33.00|5.00", "b07.total"),
    ("the three public expenses downwards", "合计|30.00|32.00", "合计|30.00|33.00", "b07.total"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "old", "new", "code"), WRONG, ids=[f"{w[0]}-{w[3]}" for w in WRONG])
def test_a_changed_cell_is_seen_in_each_layout(name: str, old: str, new: str, code: str) -> None:
    form, table, *without = LAYOUTS[name]
    assert table.count(old) == 1
    words = budget.text({form: table.replace(old, new)} | dict.fromkeys(without, ""))
    failing = {c.code for c in seen.audit_text(words).checks if c.outcome == "fail"}
    assert f"identity.{code}" in failing
