"""A report against the budget of its year and against those of its units: what agrees, what does not, what is missing."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

import gouji

from tests import small
from tests.verify import seen

if TYPE_CHECKING:
    from gouji.model import Audit, Report

ITEMS = (
    "1.一般公共服务支出（类）档案事务（款）行政运行（项）。年初预算为{budget}万元，支出决算为285.00万元，"
    "完成年初预算的{rate}%。"
)
BUDGET = """{year}年青岚市档案局部门预算

第一部分 部门概况

一、部门职责

负责全市档案工作。

第二部分 {year}年部门预算表

一般公共预算支出预算表
部门：青岚市档案局|金额单位：万元

科目编码|科目名称|合计|基本支出|项目支出
合计||590.00|570.00|20.00
201|一般公共服务支出|290.00|270.00|20.00
20126|档案事务|290.00|270.00|20.00
2012601|行政运行|270.00|270.00|
2012604|档案馆|20.00||20.00

第三部分 {year}年部门预算情况说明

一、一般公共预算支出情况说明

{year}年一般公共预算支出590.00万元。
"""


@functools.cache
def budget(year: int = 2023) -> Report:
    return small.read_text(BUDGET.format(year=year).replace("|", "\t"))


def audited(figure: str, rate: str, year: int = 2023) -> Audit:
    report = small.report({"一般": ITEMS.format(budget=figure, rate=rate)}, drop=("三公",))
    return gouji.audit(report, budget=budget(year))


def test_the_budget_report_is_read_as_one() -> None:
    assert (budget().kind, budget().fiscal_year, [t.form for t in budget().tables]) == (
        "budget",
        2023,
        ["预算05"],
    )


def test_an_opening_budget_is_that_of_the_budget_report() -> None:
    result = audited("270.00", "105.56")
    found = seen.verdict(result, "270.00万元", "一般")
    assert (found.verdict, found.evidence) == ("consistent", "budget_report")
    assert (seen.link(result, "270.00万元", "一般").expression or "").startswith("[budget:")
    assert [c.outcome for c in result.checks if c.code == "chain.opening_budget"] == ["pass"]


def test_another_opening_budget_is_told_with_both_figures() -> None:
    result = audited("250.00", "114.00")
    (found,) = seen.findings(result, "budget.disagreement")
    assert (found.severity, found.said, found.computed) == ("warning", "250.00万元", "270.00")
    assert [c.outcome for c in result.checks if c.code == "chain.opening_budget"] == ["fail"]
    assert seen.findings(result, "figure.contradicted") == []


def test_an_account_that_the_budget_lacks_says_so() -> None:
    words = (
        "1.住房保障支出（类）住房改革支出（款）住房公积金（项）。年初预算为100.00万元，支出决算为110.00万元。"
    )
    result = gouji.audit(small.report({"一般": words}, drop=("三公",)), budget=budget())
    (check,) = [c for c in result.checks if c.code == "chain.opening_budget"]
    assert check.outcome == "insufficient_data"
    assert "住房公积金" in (check.message or "")


def test_a_budget_of_another_year_is_not_used() -> None:
    result = audited("250.00", "114.00", year=2022)
    assert [n.code for n in result.report.notes if n.code.startswith("budget")] == ["budget.year"]
    assert seen.findings(result, "budget.disagreement") == []


def test_a_report_that_is_no_budget_is_not_used() -> None:
    result = gouji.audit(small.report(), budget=small.report())
    assert [n.code for n in result.report.notes if n.code.startswith("budget")] == ["budget.kind"]


@functools.cache
def half() -> Report:
    """A unit with half of every amount."""
    forms = {}
    for name, words in small.FORMS.items():
        lines = ["|".join(_halved(cell) for cell in line.split("|")) for line in words.splitlines()]
        forms[name] = "\n".join(lines) + "\n"
    return small.report({}, forms)


def _halved(text: str) -> str:
    number = text.replace(",", "")
    return f"{float(number) / 2:.3f}" if number.replace(".", "").isdecimal() and "." in number else text


def test_a_department_is_the_sum_of_its_units() -> None:
    result = gouji.audit(small.report(), units=[half(), half()])
    checks = [c for c in result.checks if c.code == "chain.sum_of_units"]
    assert len(checks) > 30
    assert {c.outcome for c in checks} == {"pass"}


def test_a_missing_unit_is_said_once() -> None:
    result = gouji.audit(small.report(), units=[half()])
    assert [f.code for f in result.findings if f.code.startswith("units")] == ["units.incomplete"]


def test_one_figure_that_is_not_the_sum_is_told() -> None:
    forms = small.changed("公开09", ("28.00", "29.00"))
    result = gouji.audit(small.report(None, forms), units=[half(), half()])
    found = [f for f in result.findings if f.code == "units.disagreement"]
    assert [(f.said, f.computed) for f in found] == [("29.00", "28.000")]


def test_money_passed_between_units_is_counted_once() -> None:
    passed = small.changed("公开01", ("四、上级补助收入|4|", "四、上级补助收入|4|15.00"))
    passed["公开01"] = passed["公开01"].replace("本年收入合计|27|800.00", "本年收入合计|27|815.00")
    unit = small.report({}, passed)
    result = gouji.audit(small.report(), units=[unit])
    totals = [c for c in result.checks if c.code == "chain.sum_of_units" and c.outcome == "not_applicable"]
    assert {"内部往来" in (c.message or "") for c in totals} == {True}
    assert [f.code for f in result.findings if f.code.startswith("units")] == []
