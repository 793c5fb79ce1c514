"""Identities of budget forms: none fails where all ties, one changed cell fails those it breaks, layouts vary."""

from __future__ import annotations

from collections import Counter

import pytest
from gouji.model import Audit

from tests.verify import budget, seen


def failing(result: Audit) -> set[str]:
    return {
        c.code.removeprefix("identity.")
        for c in result.checks
        if c.outcome == "fail" and c.code.startswith("identity")
    }


# form, what is printed, what is printed instead → the identities that break
CHANGES: list[tuple[str, str, str, str]] = [
    ("预算01", "五、事业收入|150.00", "五、事业收入|151.00", "b01.income"),
    ("预算01", "上年结转结余|40.00", "上年结转结余|41.00", "b01.income"),
    ("预算01", "二、社会保障和就业支出|180.00", "二、社会保障和就业支出|181.00", "b01.expense b01_03.classes"),
    ("预算01", "收入总计|870.00", "收入总计|871.00", "b01.income b01.balance b01_02.total"),
    ("预算01", "结转下年|30.00", "结转下年|31.00", "b01.expense"),
    ("预算02", "合计|870.00|40.00", "合计|872.00|40.00", "b02.rows b02.tree b01_02.total"),
    ("预算02", "档案馆|240.00", "档案馆|241.00", "b02.rows b02.tree"),
    ("预算03", "合计|840.00|600.00", "合计|841.00|600.00", "b03.rows b03.tree b01_03.total"),
    ("预算03", "档案馆|210.00||210.00", "档案馆|210.00||211.00", "b03.rows b03.tree"),
    ("预算04", "一、本年支出|630.00|600.00", "一、本年支出|631.00|600.00", "b04.expense b04.columns b04.classes_fiscal b04_05.sum"),
    ("预算04", "（二）政府性基金预算拨款|30.00", "（二）政府性基金预算拨款|31.00", "b04.income b01_04.fund b02_04.fund"),
    ("预算04", "（四）住房保障支出|110.00|110.00", "（四）住房保障支出|110.00|111.00", "b04.columns b04.expense b04.classes_general b04_05.classes"),
    ("预算05", "合计|600.00|600.00", "合计|601.00|600.00", "b05.rows b05.tree b04_05.expense b04_05.sum"),
    ("预算05", "合计|600.00|600.00|520.00", "合计|600.00|602.00|520.00", "b05.rows b05.subtotals b05.tree b05_06.basic"),
    ("预算05", "住房公积金|110.00|110.00|110.00", "住房公积金|111.00|111.00|111.00", "b05.tree b05_03.bound"),
    ("预算06", "基本工资|300.00|300.00", "基本工资|301.00|300.00", "b06.rows b06.tree"),
    ("预算06", "合计|600.00|520.00", "合计|600.00|521.00", "b06.rows b06.tree b06.total b05_06.people"),
    ("预算06", "公务接待费|6.00||6.00", "公务接待费|7.00||7.00", "b06.tree b06_07.reception"),
    ("预算07", "32.00|5.00", "33.00|5.00", "b07.total"),
    ("预算07", "21.00||21.00", "21.00|1.00|21.00", "b07.vehicles"),
    ("预算08", "合计|30.00||30.00", "合计|30.00||31.00", "b08.rows b08.tree"),
]  # fmt: skip


@pytest.mark.parametrize("form", [None, *budget.FORMS])
def test_a_budget_that_ties_fails_none_in_whatever_unit(form: str | None) -> None:
    result = seen.audit_text(budget.text(budget.in_yuan(form) if form else None))
    assert result.report.kind == "budget"
    assert failing(result) == set()
    counts = Counter(c.outcome for c in result.checks)
    assert counts["pass"] > 200
    assert not [code for code in seen.codes(result) if code.startswith("table.")]


@pytest.mark.parametrize(("form", "old", "new", "broken"), CHANGES, ids=[f"{c[0]}-{c[2]}" for c in CHANGES])
def test_one_changed_cell_breaks_its_identities(form: str, old: str, new: str, broken: str) -> None:
    result = seen.audit_text(budget.text(budget.changed(form, (old, new))))
    assert failing(result) == set(broken.split())
    found = [f for f in result.findings if f.code in {"table.identity", "table.cross_identity"}]
    one_cell = sum(a != b for a, b in zip(old.split("|"), new.split("|"), strict=True)) == 1
    assert len({f.root for f in found}) == 1 or not one_cell


def test_final_accounts_are_not_asked_for_budget_identities() -> None:
    assert not [c for c in seen.audit().checks if c.code.startswith("identity.b")]
    assert not [c for c in seen.audit_text(budget.text()).checks if c.code.startswith("identity.01")]


WITH_MEETINGS = """“三公”经费、会议费、培训费支出预算表
部门：青岚市档案局|单位：万元

合计|“三公”经费||||||会议费|培训费
|小计|因公出国（境）费|公务用车购置及运行费|||公务接待费||
|||小计|公务用车购置费|公务用车运行费|||
47.00|32.00|5.00|21.00||21.00|6.00|10.00|5.00
"""


def test_a_total_with_meetings_is_not_that_of_the_three_public_expenses() -> None:
    def outcomes(table: str) -> dict[str, str]:
        checks = seen.audit_text(budget.text({"预算07": table})).checks
        return {c.code: c.outcome for c in checks if c.code.startswith("identity.b07")}

    held = {
        "identity.b07.total": "pass",
        "identity.b07.vehicles": "pass",
        "identity.b07.with_meetings": "pass",
    }
    assert outcomes(WITH_MEETINGS) == held
    assert outcomes(WITH_MEETINGS.replace("47.00", "48.00")) == held | {"identity.b07.with_meetings": "fail"}
    assert outcomes(WITH_MEETINGS.replace("|32.00", "|33.00")) == held | {"identity.b07.total": "fail"}


OPEN = [
    # an income that stands under a name of its own among the numbered ones
    ("预算01", "五、事业收入|150.00", "五、事业收入|140.00|||\n教育收费|10.00", "b01.income"),
    # a column that no one knows
    (
        "预算03",
        "对附属单位补助支出\n|合计|840.00|600.00|240.00|||",
        "补充资金\n|合计|840.00|600.00|230.00|||10.00",
        "b03.rows",
    ),
]


@pytest.mark.parametrize(("form", "old", "new", "code"), OPEN, ids=[c[3] for c in OPEN])
def test_what_a_form_prints_under_a_name_of_its_own_leaves_the_sum_open(
    form: str, old: str, new: str, code: str
) -> None:
    result = seen.audit_text(budget.text(budget.changed(form, (old, new))))
    total = [c for c in result.checks if c.code == f"identity.{code}" and c.said and c.said > 800]
    assert not [c for c in total if c.outcome == "fail"]


def test_a_form_that_lists_its_accounts_once_a_unit_is_not_added_up() -> None:
    twice = budget.FORMS["预算08"] + "212|城乡社区支出|30.00||30.00\n2120899|其他支出|1.00||1.00\n"
    result = seen.audit_text(budget.text({"预算08": twice}))
    assert failing(result) == set()


def test_a_budget_form_that_is_not_there_and_one_that_is_empty_without_a_word() -> None:
    result = seen.audit_text(budget.text({"预算07": "", "预算09": budget.FORMS["预算09"].split("\n注：")[0]}))
    assert [f.message for f in seen.findings(result, "table.missing")] == ["未见《“三公”经费支出预算表》"]
    assert [f.severity for f in seen.findings(result, "table.empty_without_note")] == ["notice"]


@pytest.mark.parametrize(("form", "told"), [("预算03", 1), ("预算07", 0)])
def test_only_the_form_of_the_three_public_expenses_may_have_a_unit_of_its_own(form: str, told: int) -> None:
    result = seen.audit_text(budget.text(budget.in_yuan(form)))
    assert len([f for f in seen.findings(result, "text.unit") if "其余各表" in f.message]) == told


@pytest.mark.parametrize(("rate", "verdict"), [("3.6%", "consistent"), ("6.3%", "contradicted")])
def test_totals_of_both_sides_change_by_a_rate_that_the_form_gives(rate: str, verdict: str) -> None:
    words = budget.text().replace(
        budget.NARRATIVE.strip().splitlines()[-1],
        f"2025年收入总计870.00万元，支出总计870.00万元，与2024年预算相比，收、支总计各增加30.00万元，增长{rate}。",
    )
    result = seen.audit_text(words)
    claim = next(c for c in result.claims if c.text == rate)
    assert next(v.verdict for v in result.verdicts if v.claim == claim.id) == verdict


def test_a_budget_denies_the_money_of_another_year() -> None:
    words = budget.text().replace(
        budget.NARRATIVE.strip().splitlines()[-1], "2023年本部门没有使用国有资本经营预算拨款安排的支出。"
    )
    assert [f.said for f in seen.audit_text(words).findings if f.code == "text.year"] == ["2023"]
