"""What a section speaks of, by its title and by the sections it lies in."""

from __future__ import annotations

import dataclasses

import pytest
from gouji import topics
from gouji.facts import known_forms
from gouji.model import Report, Section

from tests import small


@pytest.mark.parametrize(
    ("title", "topic", "base", "scope"),
    [
        ("2023年度收入支出决算总体情况说明", "total", "收支总计", "全部资金"),
        ("收入决算情况说明", "income", "本年收入", "全部资金"),
        ("支出决算情况说明", "expense", "本年支出", "全部资金"),
        ("财政拨款收入支出决算总体情况说明", "fiscal_total", "收支总计", "财政拨款"),
        ("财 政 拨 款 收 支 决算总体情况说明", "fiscal_total", "收支总计", "财政拨款"),
        ("一般公共预算财政拨款支出决算情况说明", "general", "本年支出", "一般公共预算"),
        ("一般公共预算财政拨款基本支出决算情况说明", "general_basic", "基本支出", "一般公共预算"),
        ("政府性基金预算财政拨款收入支出决算情况说明", "fund", "本年支出", "政府性基金"),
        ("国有资本经营预算财政拨款支出决算情况说明", "state_capital", "本年支出", "国有资本经营"),
        ('财政拨款"三公"经费支出决算情况说明', "three_public", "三公经费", "财政拨款"),
        ("一般公共预算财政拨款“三公”经费支出决算情况说明", "three_public", "三公经费", "一般公共预算"),
        ("机关运行经费支出说明", "running_cost", "机关运行经费", "一般公共预算"),
        ("政府采购支出说明", "procurement", "政府采购支出", None),
        ("政府采购情况", "procurement", "政府采购支出", None),
        ("国有资产占有使用情况说明", "assets", None, None),
        ("预算绩效情况说明", "performance", None, None),
        ("项目绩效自评结果", "performance", None, None),
        ("财政拨款基本支出预算情况说明", "fiscal_basic", "基本支出", "财政拨款"),
        ("收支预算总体情况说明", "total", "收支总计", "全部资金"),
        ("结转和结余情况说明", "carryover", "年末结转和结余", "全部资金"),
        ("政府购买服务支出情况", "purchase_of_services", "政府购买服务支出", None),
    ],
)
def test_the_topic_of_a_title(title: str, topic: str, base: str | None, scope: str | None) -> None:
    found = topics.of_title(title)
    assert found is not None
    assert (found.id, found.base, found.scope) == (topic, base, scope)


@pytest.mark.parametrize("title", ["部门概况", "主要职能", "其他重要事项", "名词解释", ""])
def test_other_titles_have_none(title: str) -> None:
    assert topics.of_title(title) is None


def sectioned(*titles: tuple[str, str], role: str = "explanation") -> Report:
    sections = tuple(Section(name, "", title, role) for name, title in titles)  # type: ignore[arg-type]
    return dataclasses.replace(small.report(), sections=sections)


def chosen(*titles: tuple[str, str], role: str = "explanation") -> dict[str, str | None]:
    found = topics.of_report(sectioned(*titles, role=role))
    return {name: topic.id if topic else None for name, topic in found.items()}


def test_a_subsection_inherits() -> None:
    assert chosen(("s3", "决算情况"), ("s3.2", "“三公”经费支出说明"), ("s3.2.1", "总体情况说明")) == {
        "s3": None,
        "s3.2": "three_public",
        "s3.2.1": "three_public",
    } | {"s3": chosen(("s3", "决算情况"))["s3"]}


def test_a_subsection_says_it_more_closely() -> None:
    found = chosen(("s3.8", "其他重要事项"), ("s3.8.1", "机关运行经费"), ("s3.8.2", "政府采购支出情况"))
    assert found == {"s3.8": None, "s3.8.1": "running_cost", "s3.8.2": "procurement"}


def test_a_general_subsection_keeps_the_money_of_its_parent() -> None:
    found = chosen(("s3.5", "一般公共预算财政拨款支出决算情况说明"), ("s3.5.1", "支出决算总体情况"))
    assert found["s3.5.1"] == "general"


def test_a_section_outside_the_explanation_has_none() -> None:
    assert chosen(("s2", "收入决算表"), role="forms") == {"s2": None}


def test_the_ancestors_of_a_section_innermost_first() -> None:
    names = ["s3", "s3.5", "s3.5.2"]
    by_id = {name: Section(name, "", name, "explanation") for name in names}
    assert [s.id for s in topics.ancestors(by_id["s3.5.2"], by_id)] == names[::-1]


def test_every_form_of_a_topic_is_a_form() -> None:
    others = {"绩效自评汇总", "绩效自评", "部门评价", "财政评价"}
    found = topics.of_report(small.report())
    forms = {form for topic in found.values() if topic for form in topic.forms}
    assert forms <= set(known_forms()) | others


def test_the_sections_of_a_report() -> None:
    report = small.report()
    found = topics.of_report(report)
    ids = [topic.id for s in report.sections if s.id.startswith("s3.") and (topic := found[s.id])]
    assert ids == [
        "total", "income", "expense", "fiscal_total", "general", "general_basic", "fund", "state_capital", "three_public",
        "running_cost", "procurement", "assets", "performance",
    ]  # fmt: skip
