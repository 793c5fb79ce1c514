"""Cells of the forms → the facts they state, on small tables of each form."""

from __future__ import annotations

import dataclasses
from decimal import Decimal

import pytest
from gouji import facts
from gouji.facts import Fact
from gouji.model import Report

from tests import small

Said = tuple[str, str | None, str | None, str, str, str]

UPRIGHT_THREE = """财政拨款“三公”经费支出决算表
公开09表
部门：青岚市档案局|金额单位：万元

项目|行次|预算数|决算数
栏次||1|2
“三公”经费支出|1|32.00|28.00
1.因公出国（境）费|2|5.00|3.50
2.公务用车购置及运行维护费|3|23.00|21.50
（1）公务用车购置费|4||
（2）公务用车运行维护费|5|23.00|21.50
3.公务接待费|6|4.00|3.00
"""

YEARS_DOWN = """财政拨款“三公”经费支出决算表
公开09表
部门：青岚市档案局|金额单位：万元

项目|合计|因公出国（境）费|公务用车购置及运行费|||公务接待费
||||购置费|运行费|
2022年决算数|30.00|3.50|22.50||22.50|4.00
2023年预算数|32.00|5.00|23.00||23.00|4.00
2023年决算数|28.00|3.50|21.50||21.50|3.00
比上年增减额|-2.00||-1.00||-1.00|-1.00
"""


@pytest.fixture(scope="module")
def report() -> Report:
    return small.report(forms=small.FILLED)


@pytest.fixture(scope="module")
def stated(report: Report) -> tuple[Fact, ...]:
    return facts.of_report(report)


def said(fact: Fact) -> Said:
    return fact.account, fact.code, fact.component, fact.side, fact.scope, fact.measure


def at(stated: tuple[Fact, ...], form: str, row: str, column: str) -> Said:
    """What the cell of a form at a row (label or code) and a column path says."""
    found = [
        fact
        for fact in stated
        if fact.form == form
        and row in (fact.cell.row, fact.cell.row_code)
        and "/".join(fact.cell.column_path).endswith(column)
    ]
    assert len(found) == 1, [(f.cell.row, f.cell.column_path) for f in found]
    return said(found[0])


ALL, FISCAL, GENERAL, STATE = "全部资金", "财政拨款", "一般公共预算", "国有资本经营"
CASES: list[tuple[str, str, str, Said]] = [
    ("公开01", "一、一般公共预算财政拨款收入", "金额", ("本年收入", None, None, "income", GENERAL, "决算")),
    ("公开01", "五、事业收入", "金额", ("事业收入", None, None, "income", ALL, "决算")),
    ("公开01", "本年收入合计", "金额", ("本年收入", None, None, "income", ALL, "决算")),
    ("公开01", "本年支出合计", "金额", ("本年支出", None, None, "expense", ALL, "决算")),
    ("公开01", "十九、住房保障支出", "金额", ("住房保障支出", "221", None, "expense", ALL, "决算")),
    ("公开01", "年初结转和结余", "金额", ("年初结转和结余", None, None, "income", ALL, "结转结余")),
    ("公开01", "年末结转和结余", "金额", ("年末结转和结余", None, None, "expense", ALL, "结转结余")),
    ("公开01", "总计", "收入/金额", ("收支总计", None, None, "income", ALL, "决算")),
    ("公开01", "总计", "支出/金额", ("收支总计", None, None, "expense", ALL, "决算")),
    ("公开02", "合计", "本年收入合计", ("本年收入", None, None, "income", ALL, "决算")),
    ("公开02", "合计", "财政拨款收入", ("本年收入", None, None, "income", FISCAL, "决算")),
    ("公开02", "合计", "事业收入", ("事业收入", None, None, "income", ALL, "决算")),
    ("公开02", "2012604", "本年收入合计", ("档案馆", "2012604", None, "income", ALL, "决算")),
    ("公开02", "2012604", "财政拨款收入", ("档案馆", "2012604", None, "income", FISCAL, "决算")),
    ("公开02", "2012604", "事业收入", ("档案馆", "2012604", "事业收入", "income", ALL, "决算")),
    ("公开03", "合计", "本年支出合计", ("本年支出", None, None, "expense", ALL, "决算")),
    ("公开03", "合计", "基本支出", ("基本支出", None, None, "expense", ALL, "决算")),
    ("公开03", "合计", "项目支出", ("项目支出", None, None, "expense", ALL, "决算")),
    ("公开03", "201", "本年支出合计", ("一般公共服务支出", "201", None, "expense", ALL, "决算")),
    ("公开03", "201", "项目支出", ("一般公共服务支出", "201", "项目支出", "expense", ALL, "决算")),
    ("公开04", "一、一般公共预算财政拨款", "金额", ("本年收入", None, None, "income", GENERAL, "决算")),
    ("公开04", "本年收入合计", "金额", ("本年收入", None, None, "income", FISCAL, "决算")),
    ("公开04", "本年支出合计", "合计", ("本年支出", None, None, "expense", FISCAL, "决算")),
    ("公开04", "本年支出合计", "一般公共预算财政拨款", ("本年支出", None, None, "expense", GENERAL, "决算")),
    ("公开04", "八、社会保障和就业支出", "一般公共预算财政拨款", ("社会保障和就业支出", "208", None, "expense", GENERAL, "决算")),
    ("公开04", "年初财政拨款结转和结余", "金额", ("年初结转和结余", None, None, "income", FISCAL, "结转结余")),
    ("公开04", "一般公共预算财政拨款", "金额", ("年初结转和结余", None, None, "income", GENERAL, "结转结余")),
    ("公开04", "年末财政拨款结转和结余", "国有资本经营预算财政拨款", ("年末结转和结余", None, None, "expense", STATE, "结转结余")),
    ("公开04", "总计", "收入/金额", ("收支总计", None, None, "income", FISCAL, "决算")),
    ("公开04", "总计", "支出/合计", ("收支总计", None, None, "expense", FISCAL, "决算")),
    ("公开05", "合计", "小计", ("本年支出", None, None, "expense", GENERAL, "决算")),
    ("公开05", "合计", "基本支出", ("基本支出", None, None, "expense", GENERAL, "决算")),
    ("公开05", "2012601", "小计", ("行政运行", "2012601", None, "expense", GENERAL, "决算")),
    ("公开05", "2012601", "基本支出", ("行政运行", "2012601", "基本支出", "expense", GENERAL, "决算")),
    ("公开06", "301", "金额", ("工资福利支出", "301", None, "expense", GENERAL, "决算")),
    ("公开06", "30217", "金额", ("公务接待费", "30217", None, "expense", GENERAL, "决算")),
    ("公开06", "人员经费合计", "金额", ("人员经费", None, None, "expense", GENERAL, "决算")),
    ("公开06", "公用经费合计", "金额", ("公用经费", None, None, "expense", GENERAL, "决算")),
    ("公开07", "合计", "年初结转和结余", ("年初结转和结余", None, None, "income", "政府性基金", "结转结余")),
    ("公开07", "合计", "本年收入", ("本年收入", None, None, "income", "政府性基金", "决算")),
    ("公开07", "合计", "小计", ("本年支出", None, None, "expense", "政府性基金", "决算")),
    ("公开07", "合计", "项目支出", ("项目支出", None, None, "expense", "政府性基金", "决算")),
    ("公开07", "合计", "年末结转和结余", ("年末结转和结余", None, None, "expense", "政府性基金", "结转结余")),
    ("公开07", "2120804", "小计", ("农村基础设施建设支出", "2120804", None, "expense", "政府性基金", "决算")),
    ("公开07", "2120804", "年初结转和结余", ("农村基础设施建设支出", "2120804", "年初结转和结余", "expense", "政府性基金", "结转结余")),
    ("公开08", "合计", "小计", ("本年支出", None, None, "expense", STATE, "决算")),
    ("公开08", "合计", "基本支出", ("基本支出", None, None, "expense", STATE, "决算")),
    ("公开08", "2230105", "小计", ("国有企业退休人员社会化管理补助支出", "2230105", None, "expense", STATE, "决算")),
    ("公开09", "", "预算数/合计", ("三公经费", None, None, "expense", FISCAL, "年初预算")),
    ("公开09", "", "决算数/合计", ("三公经费", None, None, "expense", FISCAL, "决算")),
    ("公开09", "", "决算数/因公出国（境）费", ("因公出国（境）费", None, None, "expense", FISCAL, "决算")),
    ("公开09", "", "决算数/公务用车购置及运行维护费/小计", ("公务用车购置及运行维护费", None, None, "expense", FISCAL, "决算")),
    ("公开09", "", "决算数/公务用车购置及运行维护费/公务用车购置费", ("公务用车购置费", None, None, "expense", FISCAL, "决算")),
    ("公开09", "", "预算数/公务接待费", ("公务接待费", None, None, "expense", FISCAL, "年初预算")),
]  # fmt: skip


@pytest.mark.parametrize(
    ("form", "row", "column", "expected"), CASES, ids=[f"{c[0]}-{c[1]}-{c[2]}" for c in CASES]
)
def test_what_a_cell_states(
    stated: tuple[Fact, ...], form: str, row: str, column: str, expected: Said
) -> None:
    assert at(stated, form, row, column) == expected


def test_a_blank_cell_states_that_there_is_nothing(stated: tuple[Fact, ...]) -> None:
    (fact,) = [f for f in stated if f.form == "公开01" and f.account == "经营收入"]
    assert fact.cell.value is None


def test_every_value_of_the_nine_forms_is_a_fact(report: Report, stated: tuple[Fact, ...]) -> None:
    printed = [cell.id for table in report.tables for cell in table.cells if cell.value is not None]
    assert len(printed) > 150
    assert sorted(printed) == sorted(f.cell.id for f in stated if f.cell.value is not None)


def test_a_cell_states_one_fact(stated: tuple[Fact, ...]) -> None:
    ids = [fact.cell.id for fact in stated]
    assert len(ids) == len(set(ids))


def test_a_doubtful_table_states_nothing(report: Report) -> None:
    tables = tuple(dataclasses.replace(t, doubtful=t.form == "公开03") for t in report.tables)
    found = facts.of_report(dataclasses.replace(report, tables=tables))
    assert {f.form for f in found} == {f"公开0{n}" for n in range(1, 10)} - {"公开03"}


@pytest.mark.parametrize("form", [None, "其他", "绩效自评"])
def test_a_table_of_no_form_states_nothing(report: Report, form: str | None) -> None:
    tables = tuple(dataclasses.replace(t, form=form) for t in report.tables)
    assert facts.of_report(dataclasses.replace(report, tables=tables)) == ()


def test_the_three_public_form_standing_upright() -> None:
    stated = facts.of_report(small.report(forms={"公开09": UPRIGHT_THREE}))
    found = {(f.account, f.measure): f.cell.value for f in stated if f.form == "公开09"}
    assert found["三公经费", "决算"] == Decimal("28.00")
    assert found["三公经费", "年初预算"] == Decimal("32.00")
    assert found["公务用车运行维护费", "决算"] == Decimal("21.50")
    assert found["公务用车购置费", "决算"] is None
    assert found["公务接待费", "年初预算"] == Decimal("4.00")


def test_the_three_public_form_with_years_in_its_rows() -> None:
    form = YEARS_DOWN.replace("||||购置费", "|||小计|购置费")
    stated = [f for f in facts.of_report(small.report(forms={"公开09": form})) if f.form == "公开09"]
    assert {f.cell.row for f in stated} == {"2023年预算数", "2023年决算数"}
    found = {(f.account, f.component, f.measure): f.cell.value for f in stated}
    assert found["三公经费", None, "决算"] == Decimal("28.00")
    assert found["三公经费", None, "年初预算"] == Decimal("32.00")
    assert found["公务用车运行维护费", None, "决算"] == Decimal("21.50")
    assert found["公务用车购置及运行维护费", None, "年初预算"] == Decimal("23.00")
    assert found["公务用车购置费", None, "决算"] is None


def test_a_label_without_the_money_leaves_it_to_the_form() -> None:
    form = UPRIGHT_THREE.replace("财政拨款“三公”", "一般公共预算“三公”")
    stated = [f for f in facts.of_report(small.report(forms={"公开09": form})) if f.form == "公开09"]
    assert {f.scope for f in stated} == {"一般公共预算"}


def test_the_note_says_which_budget_the_three_public_form_prints() -> None:
    form = small.changed("公开09", ("预算数为年初预算数", "预算数为全年预算数"))
    measures = {f.measure for f in facts.of_report(small.report(forms=form)) if f.form == "公开09"}
    assert measures == {"全年预算", "决算"}


def test_an_older_three_public_form_is_of_the_general_budget() -> None:
    form = small.changed("公开09", ("财政拨款“三公”经费", "一般公共预算财政拨款“三公”经费"))
    scopes = {f.scope for f in facts.of_report(small.report(forms=form)) if f.form == "公开09"}
    assert scopes == {"一般公共预算"}


def test_columns_of_last_year_and_of_change_state_nothing_of_this_year() -> None:
    form = small.FORMS["公开05"].replace("项目支出\n栏次||1|2|3", "上年决算数\n栏次||1|2|3")
    stated = [f for f in facts.of_report(small.report(forms={"公开05": form})) if f.form == "公开05"]
    assert {f.cell.column for f in stated} == {"小计", "基本支出"}


def test_budget_and_outturn_columns_of_a_general_form() -> None:
    lines = small.FORMS["公开01"].split("\n")
    form = "\n".join(_with_budget(line) if line.count("|") == 5 else line for line in lines)
    stated = [f for f in facts.of_report(small.report(forms={"公开01": form})) if f.form == "公开01"]
    found = {(f.account, f.side, f.scope, f.measure): f.cell.value for f in stated}
    assert found["本年收入", "income", "全部资金", "决算"] == Decimal("800.00")
    assert found["本年收入", "income", "全部资金", "年初预算"] == Decimal("799.00")
    assert found["收支总计", "expense", "全部资金", "年初预算"] == Decimal("839.00")


def _with_budget(line: str) -> str:
    """A row of 公开01 with a column of the opening budget (the amount less 1.00) before the outturn."""
    a, b, c, d, e, f = line.split("|")

    def budget(amount: str) -> str:
        if amount == "金额":
            return "年初预算数|决算数"
        if amount in {"1", "2"}:
            return {"1": "1|2", "2": "3|4"}[amount]
        return f"{Decimal(amount) - 1}|{amount}" if amount else "|"

    return "|".join([a, b, budget(c), d, e, budget(f)])


BUDGET = """收支预算总表
单位：万元

收入||支出|
项目|预算数|项目|预算数
一、一般公共预算拨款收入|600.00|一、一般公共服务支出|640.00
当年收入小计|600.00|当年支出小计|640.00
上年结转资金|40.00|结转下年资金|
收入合计|640.00|支出合计|640.00
"""


def test_a_total_below_a_subtotal_of_the_year_is_the_grand_one() -> None:
    stated = [f for f in facts.of_report(small.report(forms={"公开01": BUDGET})) if f.form == "预算01"]
    found = {(f.account, f.side): f.cell.text for f in stated if f.scope == "全部资金"}
    assert found["本年收入", "income"] == "600.00"
    assert found["收支总计", "income"] == "640.00"
    alone = BUDGET.replace("当年收入小计|600.00|当年支出小计|640.00\n", "")
    stated = [f for f in facts.of_report(small.report(forms={"公开01": alone})) if f.form == "预算01"]
    assert {f.account for f in stated if f.cell.row == "收入合计"} == {"本年收入"}


@pytest.mark.parametrize(
    ("changes", "totals"),
    [
        ((), {"640.00"}),
        (("支出合计|640.00", "支出合计|630.00"), set()),
        (("二、其他", "二、上年结转"), set()),
    ],
    ids=["both ends equal", "ends that differ", "with money carried over"],
)
def test_equal_ends_of_a_form_without_a_grand_total_are_it(
    changes: tuple[str, ...], totals: set[str]
) -> None:
    form = BUDGET.replace(
        "当年收入小计|600.00|当年支出小计|640.00\n上年结转资金|40.00|结转下年资金|\n", "二、其他|40.00||\n"
    )
    for old, new in zip(changes[::2], changes[1::2], strict=True):
        assert old in form
        form = form.replace(old, new)
    stated = [f for f in facts.of_report(small.report(forms={"公开01": form})) if f.form == "预算01"]
    assert {f.cell.text for f in stated if f.account == "收支总计"} == totals
    assert "640.00" in {f.cell.text for f in stated if f.account == "本年收入"}
