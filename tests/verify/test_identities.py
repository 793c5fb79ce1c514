"""Identities of the forms: none fails where all ties, one changed cell fails just those that it breaks."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from gouji.arithmetic import evaluate
from gouji.model import Audit
from gouji.verify.identities import identities
from gouji.verify.values import Values

from tests import small
from tests.verify import seen


def failing(result: Audit) -> set[str]:
    return {
        c.code.removeprefix("identity.")
        for c in result.checks
        if c.outcome == "fail" and c.code.startswith("identity")
    }


# form, what is printed, what is printed instead → the identities that break
CHANGES: list[tuple[str, str, str, str]] = [
    ("公开01", "|5|150.00|", "|5|151.00|", "01.income_sources 01_02.service"),
    ("公开01", "|27|800.00|", "|27|801.00|", "01.income_sources 01.income_total 01_02.income"),
    ("公开01", "|29|40.00|", "|29|41.00|", "01.income_total"),
    ("公开01", "|60|30.00", "|60|31.00", "01.expense_total"),
    ("公开01", "|31|840.00|", "|31|841.00|", "01.balance 01.income_total"),
    ("公开01", "|39|190.00", "|39|191.00", "01.classes 01_03.classes"),
    ("公开01", "|58|810.00", "|58|811.00", "01.classes 01.expense_total 01_03.expense"),
    ("公开02", "合计||800.00|600.00|", "合计||800.00|601.00|", "01_02.fiscal 02.rows 02.tree 02_04.fiscal_income"),
    ("公开02", "2012601|行政运行|300.00", "2012601|行政运行|301.00", "02.rows 02.tree"),
    ("公开03", "合计||810.00|", "合计||811.00|", "01_03.expense 03.rows 03.tree"),
    ("公开03", "2012604|档案馆|200.00||200.00", "2012604|档案馆|201.00||200.00", "03.rows 03.tree"),
    ("公开04", "|1|600.00|", "|1|601.00|", "04.balance_general 04.income_sources"),
    ("公开04", "|27|600.00|", "|27|601.00|", "01_04.fiscal_income 02_04.fiscal_income 04.income_sources 04.income_total"),
    ("公开04", "|40|190.00|190.00|", "|40|190.00|191.00|", "04.classes_general 04.columns 04_05.classes"),
    ("公开04", "|60|15.00|15.00|", "|60|16.00|15.00|", "04.columns 04.expense_total"),
    ("公开04", "|29|20.00|", "|29|21.00|", "04.balance_general 04.opening"),
    ("公开04", "|28|20.00|", "|28|45.00|", "01_04.opening 04.income_total 04.opening"),
    ("公开04", "|32|620.00|", "|32|621.00|", "04.balance 04.income_total"),
    ("公开05", "合计||605.00|585.00|", "合计||605.00|586.00|", "05.rows 05.tree 05_06.basic"),
    ("公开05", "2210201|住房公积金|110.00|110.00", "2210201|住房公积金|111.00|111.00", "05.tree 05_03.basic_bound 05_03.bound"),
    ("公开05", "2012604|档案馆|20.00||20.00", "2012604|档案馆|20.00||19.00", "05.rows 05.tree"),
    ("公开06", "人员经费合计||495.00", "人员经费合计||496.00", "05_06.basic 06.people"),
    ("公开06", "30101|基本工资|260.00", "30101|基本工资|261.00", "06.tree"),
    ("公开06", "|90.00", "|91.00", "05_06.basic 06.running"),
    ("公开06", "30217|公务接待费|2.00", "30217|公务接待费|3.50", "06.tree 06_09.reception"),
    ("公开09", "28.00|3.50", "28.00|4.50", "09.total"),
    ("公开09", "32.00|5.00", "32.00|6.00", "09.budget_total"),
    ("公开09", "21.50||21.50", "21.50|1.00|21.50", "09.vehicles"),
    ("公开09", "23.00||23.00|4.00", "23.00|1.00|23.00|4.00", "09.budget_vehicles"),
]  # fmt: skip


def test_a_report_that_ties_fails_none() -> None:
    result = seen.audit()
    assert failing(result) == set()
    counts = Counter(c.outcome for c in result.checks)
    assert counts["pass"] > 150
    assert not [code for code in seen.codes(result) if code.startswith("table.")]


@pytest.mark.parametrize(("form", "old", "new", "broken"), CHANGES, ids=[f"{c[0]}-{c[2]}" for c in CHANGES])
def test_one_changed_cell_breaks_its_identities(form: str, old: str, new: str, broken: str) -> None:
    result = seen.audit(forms=small.changed(form, (old, new)))
    assert failing(result) == set(broken.split())
    found = [f for f in result.findings if f.code in {"table.identity", "table.cross_identity"}]
    assert found
    assert all(f.severity == "error" for f in found)


ONE_CELL = [change for change in CHANGES if change[1].count("110.00") < 2]


@pytest.mark.parametrize(("form", "old", "new", "broken"), ONE_CELL, ids=[f"{c[0]}-{c[2]}" for c in ONE_CELL])
def test_one_changed_cell_is_one_line(form: str, old: str, new: str, broken: str) -> None:
    result = seen.audit(forms=small.changed(form, (old, new)))
    table = [f for f in result.findings if f.code.startswith("table.")]
    assert len({f.root for f in table}) == 1
    assert {f.root for f in table} <= {f.id for f in result.findings}


@pytest.mark.parametrize(("old", "new"), [("|5|150.00|", "|5|150.01|"), ("|8|50.00|", "|8|49.99|")])
def test_a_last_digit_may_be_rounding(old: str, new: str) -> None:
    assert failing(seen.audit(forms=small.changed("公开01", (old, new)))) == set()


def test_a_check_says_which_cells_and_by_how_much() -> None:
    result = seen.audit(forms=small.changed("公开01", ("|31|840.00|", "|31|841.50|")))
    (check,) = [c for c in result.checks if c.code == "identity.01.balance"]
    assert [seen.cell(result, name) for name in check.cells] == [
        "公开01 总计 收入/金额",
        "公开01 总计 支出/金额",
    ]
    assert (str(check.said), str(check.computed), str(check.gap)) == ("841.50", "840.00", "1.50")


FUND_CHANGES: list[tuple[str, str, str, str]] = [
    ("公开07", "合计||7.00|61.00|66.00|13.00|53.00|2.00", "合计||7.00|61.00|66.00|13.00|53.00|3.00", "07.carry 07.tree"),
    ("公开07", "合计||7.00|61.00|66.00|13.00|", "合计||7.00|61.00|66.00|14.00|", "07.rows 07.tree"),
    ("公开07", "212|城乡社区支出|7.00|61.00|66.00|", "212|城乡社区支出|7.00|61.00|67.00|", "07.rows 07.tree"),
    ("公开08", "合计||9.00|2.50", "合计||9.00|3.50", "08.rows 08.tree"),
    ("公开08", "22301|解决历史遗留问题及改革成本支出|9.00", "22301|解决历史遗留问题及改革成本支出|8.00", "08.rows 08.tree"),
]  # fmt: skip


@pytest.fixture(scope="module")
def filled() -> set[str]:
    return failing(seen.audit(forms=small.FILLED))


def test_forms_of_the_other_budgets_must_agree_with_form_04(filled: set[str]) -> None:
    fund = {
        "04_07.fund_income",
        "04_07.fund_expense",
        "04_07.fund_opening",
        "04_07.fund_closing",
        "07_03.codes",
    }
    assert filled == fund | {"04_08.capital_expense"}


@pytest.mark.parametrize(
    ("form", "old", "new", "broken"), FUND_CHANGES, ids=[f"{c[0]}-{c[2]}" for c in FUND_CHANGES]
)
def test_one_changed_cell_of_the_other_budgets(
    filled: set[str], form: str, old: str, new: str, broken: str
) -> None:
    words = small.FILLED[form]
    assert words.count(old) == 1
    result = seen.audit(forms=small.FILLED | {form: words.replace(old, new)})
    assert failing(result) - filled == set(broken.split())


@pytest.mark.parametrize("form", list(small.FORMS))
def test_without_a_form_its_identities_do_not_apply(form: str) -> None:
    result = seen.audit(drop=(form,))
    outcome: dict[str, set[str]] = {}
    for check in result.checks:
        outcome.setdefault(check.code, set()).add(check.outcome)
    for identity in identities():
        forms = {s.form for s in (identity.left, *identity.right) if s} | {identity.form}
        if form in forms:
            assert outcome[identity.code] == {"not_applicable"}
    assert failing(result) == set()
    assert [f.message for f in seen.findings(result, "table.missing")]


# identities of the field notes (§7) by number: the forms with one fault in them
FAULTS: dict[str, dict[str, str]] = {
    "21: a source of 公开01 = its column in 公开02": small.changed("公开01", ("|5|150.00|", "|5|160.00|"), ("|8|50.00|", "|8|40.00|")),
    "31: 年末结转 of 公开01 ≥ 年末财政拨款结转 of 公开04": small.changed(
        "公开01", ("结余分配|59|", "结余分配|59|20.00"), ("|60|30.00", "|60|10.00")
    ),
    "32: 31013 of 公开06 ≤ 公务用车购置费 of 公开09": small.changed("公开06", ("31002|办公设备购置|8.00", "31013|公务用车购置|8.00")),
    "13: income + opening = expense + closing for each budget of 公开04": small.changed(
        "公开04", ("|29|20.00|", "|29|10.00|"), ("政府性基金预算财政拨款|30|", "政府性基金预算财政拨款|30|10.00")
    ),
}  # fmt: skip


ONLY = {
    "21: a source of 公开01 = its column in 公开02": "01_02.service 01_02.other",
    "31: 年末结转 of 公开01 ≥ 年末财政拨款结转 of 公开04": "01_04.closing",
    "32: 31013 of 公开06 ≤ 公务用车购置费 of 公开09": "06_09.purchase",
    "13: income + opening = expense + closing for each budget of 公开04": "04.balance_general 04.balance_fund 04_07.fund_opening",
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_seen_by_its_identities_only(name: str) -> None:
    found = failing(seen.audit(forms=FAULTS[name]))
    assert found
    assert found <= set(ONLY[name].split())


BOUNDS = [
    ("公开05", "05_03.basic", "605.00|585.00|20.00", "605.00|615.00|20.00"),
    ("公开05", "05_03.projects_bound", "2012604|档案馆|20.00||20.00", "2012604|档案馆|20.00||201.00"),
    ("公开05", "05_03.codes", "2012604|档案馆|20.00", "2012699|其他档案事务支出|20.00"),
    ("公开04", "04_01.bound", "|40|190.00|190.00|", "|40|191.00|191.00|"),
    ("公开04", "04.total_general", "|64|620.00|620.00|", "|64|620.00|621.00|"),
]  # fmt: skip


@pytest.mark.parametrize(("form", "code", "old", "new"), BOUNDS, ids=[b[1] for b in BOUNDS])
def test_what_is_a_part_of_the_whole_stays_within_it(form: str, code: str, old: str, new: str) -> None:
    assert code in failing(seen.audit(forms=small.changed(form, (old, new))))
    assert code not in failing(seen.audit())


def test_a_check_says_which_relation_it_held_against_its_figures() -> None:
    changed = {"公开01": small.FORMS["公开01"].replace("|60|30.00", "|60|31.00")}
    result = seen.audit(forms=changed)
    values = Values(result.report, result.claims)
    told = [check for check in result.checks if check.computed is not None]
    assert {check.outcome for check in told} >= {"pass", "fail"}
    for check in told:
        assert check.expression is not None, check.code
        left, relation, right = re.split("([=≤])", check.expression)
        said, computed = (evaluate(side, values).value for side in (left, right))
        assert check.said is not None
        assert (said, computed) in {
            (check.said * scale, check.computed * scale) for scale in (1, 10**4) if check.computed is not None
        }
        assert relation == "=" or check.outcome == "fail" or said <= computed
