"""What a report must tell: sections, counts and parts that are left out are told, a renamed section is not."""

from __future__ import annotations

import pytest
from gouji.model import Audit
from gouji.verify.required import RequiredItem, items, sections

from tests import small
from tests.verify import seen, whole


def told(text: str) -> Audit:
    return seen.audit({"三公": f"“三公”经费支出决算中，{text}。"}, drop=("公开09",), alone=True)


def outcomes(result: Audit, code: str) -> set[str]:
    return {check.outcome for check in result.checks if check.code == code}


@pytest.mark.parametrize("entry", items(), ids=lambda entry: entry.code)
def test_what_an_amount_asks_for(entry: RequiredItem) -> None:
    lacking, kept = told(entry.example), told(entry.counter_example)
    assert outcomes(lacking, entry.code) == {"fail"}
    assert any(entry.name in f.message for f in seen.findings(lacking, "item.missing"))
    assert outcomes(kept, entry.code) == {"pass"}
    assert not any(entry.name in f.message for f in seen.findings(kept, "item.missing"))


def test_what_one_amount_lacks_is_one_line() -> None:
    (found,) = seen.findings(told("公务接待费3.00万元"), "item.missing")
    assert found.severity == "warning"
    assert "国内公务接待批次、国内公务接待人次" in found.message


def test_receptions_from_abroad_are_not_those_at_home() -> None:
    text = "公务接待费3.00万元，其中：国（境）外接待费1.00万元，接待2批次、9人次"
    assert seen.findings(told(text), "item.missing")


def test_nothing_paid_asks_for_nothing() -> None:
    result = told("公务接待费0.00万元")
    assert not seen.findings(result, "item.missing")
    assert outcomes(result, "required.receptions") == {"not_applicable"}
    assert outcomes(result, "required.fleet") == {"insufficient_data"}


def test_a_count_in_a_table_is_told() -> None:
    form = (
        small.FORMS["公开09"]
        + "\n\n“三公”经费相关情况表\n\n项目|数量\n国内公务接待批次（批）|5\n国内公务接待人次（人）|50\n"
    )
    text = {"三公": "“三公”经费支出决算中，公务接待费3.00万元。"}
    assert not seen.findings(seen.audit(text, {"公开09": form}, alone=True), "item.missing")


COUNTS = {
    "required.delegations": "，全年因公出国（境）团组1个，累计2人次",
    "required.fleet": "，年末公务用车保有量8辆",
    "required.receptions": "，共接待国内来访12批次、96人次",
}


@pytest.mark.parametrize(("code", "words"), COUNTS.items(), ids=COUNTS)
def test_an_amount_without_its_count(code: str, words: str) -> None:
    cut = seen.audit_text(whole.changed((words, "")))
    assert outcomes(cut, code) == {"fail"} or code == "required.fleet"
    assert outcomes(seen.audit_text(whole.text()), code) == {"pass"}


def test_an_amount_that_only_the_form_prints_asks_too() -> None:
    words = "因公出国（境）费支出3.50万元，全年因公出国（境）团组1个，累计2人次。"
    (found,) = seen.findings(seen.audit_text(whole.changed((words, ""))), "item.missing")
    assert "因公出国（境）团组数" in found.message
    assert found.cells
    assert not seen.findings(
        seen.audit({"运行": small.SECTIONS["运行"]}, alone=True), "item.missing"
    )  # an excerpt


LEFT_OUT = {
    "section.procurement": "采购",
    "section.assets": "资产",
    "section.performance": "绩效",
    "section.running_cost": "运行",
    "section.fund": "基金",
}


def without(name: str, instead: str = "") -> str:
    """The whole report without one section, or with that text under a heading that does not tell."""
    words = whole.text().replace(small.TITLES[name], "其他事项")
    return words.replace(small.SECTIONS[name], instead or "本部门无其他需要说明的事项。")


@pytest.mark.parametrize(("code", "name"), LEFT_OUT.items(), ids=LEFT_OUT)
def test_a_section_that_is_left_out(code: str, name: str) -> None:
    words = without(name)
    if name == "基金":
        words = words.replace(small.FORMS["公开07"].replace("|", "\t"), "").replace("政府性基金", "基金")
    if name == "资产":
        words = words.replace("保有量8辆", "保有量8台")
    result = seen.audit_text(words)
    assert outcomes(result, code) == {"fail"}
    assert [f.severity for f in seen.findings(result, "section.missing")] == ["warning"]


def test_what_only_the_glossary_explains_is_left_out() -> None:
    words = without("运行") + "\n二、机关运行经费：指行政单位使用财政拨款安排的基本支出中的公用经费支出。\n"
    assert outcomes(seen.audit_text(words), "section.running_cost") == {"fail"}


def test_a_form_of_the_fund_tells_it_too_but_one_of_procurement_does_not() -> None:
    assert outcomes(seen.audit_text(without("基金")), "section.fund") == {"pass"}
    head = "\n第三部分 2023年度部门决算情况说明"
    form = "\n政府采购情况表\n\n项目\t金额\n货物\t40.00\n"
    words = without("采购").replace(f"{head}\n\n", f"{form}{head}\n\n", 1)
    assert form in words
    assert outcomes(seen.audit_text(words), "section.procurement") == {"fail"}


def test_the_same_under_another_heading_is_there() -> None:
    told = "截至2023年12月31日，本部门共有车辆8辆，其中：机要通信用车3辆、其他用车5辆。"
    assert not seen.findings(seen.audit_text(without("资产", told)), "section.missing")


def test_what_was_not_owed_in_its_year_is_not_asked_for() -> None:
    earlier = seen.audit_text(without("绩效").replace("2023", "2017").replace("2022", "2016"))
    assert outcomes(earlier, "section.performance") == {"not_applicable"}


def test_nothing_is_asked_of_an_excerpt() -> None:
    few = seen.audit({"三公": small.SECTIONS["三公"]}, alone=True)
    assert not seen.findings(few, "section.missing")
    asked = {c.code: c.outcome for c in few.checks if c.code.startswith("section.")}
    assert {asked.pop(s.code) for s in sections() if s.of == "budget"} == {"not_applicable"}
    assert set(asked.values()) == {"insufficient_data"}


def test_a_budget_owes_its_own_contents() -> None:
    budget = seen.audit_text(whole.text().replace("决算", "预算"))
    asked = {c.code: c.outcome for c in budget.checks if c.code.startswith(("section.", "required."))}
    assert {asked.pop(s.code) for s in sections() if s.of == "budget"} == {"pass"}
    assert set(asked.values()) == {"not_applicable"}
    assert not seen.findings(budget, "section.missing")
    cut = seen.audit_text(without("运行").replace("决算", "预算"))
    (found,) = seen.findings(cut, "section.missing")
    assert found.implied == "机关运行经费安排情况"


def test_a_definition_of_the_running_cost_does_not_tell_it() -> None:
    defined = "机关运行经费指行政单位和参照公务员法管理的事业单位的公用经费支出。"
    assert outcomes(seen.audit_text(without("运行", defined)), "section.running_cost") == {"fail"}
    none = "本部门为事业单位，不编报机关运行经费。"
    assert outcomes(seen.audit_text(without("运行", none)), "section.running_cost") == {"pass"}
