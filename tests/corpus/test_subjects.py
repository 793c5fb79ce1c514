"""When two names of a subject are the same, and when they must not be."""

from __future__ import annotations

import pytest
from gouji.corpus.subjects import same_subject
from gouji.similar import dice


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("一般公共服务支出/财政事务/行政运行", "行政运行"),
        ("收入合计", "本年收入合计"),
        ("社会保障和就业", "社会保障和就业支出"),
        ("开展绩效自评的项目", "绩效自评项目"),
        ("甲项目群众满意度", "群众满意度"),
        ("公务接待费：人均接待费", "人均接待费"),
        (None, None),
    ],
)
def test_the_same(one: str | None, other: str | None) -> None:
    assert same_subject(one, other)
    assert same_subject(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("本年收入合计", "本年支出合计"),
        ("绩效自评等级为优的项目", "绩效自评等级为良的项目"),
        ("国内公务接待批次", "国内公务接待人次"),
        ("购置公务用车", "公务用车保有量"),
        ("基本支出", "项目支出"),
        ("教育支出：使用上年结转资金", "科学技术支出：使用上年结转资金"),
        ("授予中小企业合同金额", "授予小微企业合同金额"),
        ("公用经费", None),
    ],
)
def test_not_the_same(one: str | None, other: str | None) -> None:
    assert not same_subject(one, other)
    assert not same_subject(other, one)


def test_one_account_of_two_scopes() -> None:
    one, other = "财政拨款支出", "一般公共预算财政拨款支出"
    assert not same_subject(one, other)
    assert not same_subject(one, other, ("财政拨款", "一般公共预算"))
    assert same_subject(one, other, ("一般公共预算", "一般公共预算"))


def test_dice_by_hand() -> None:
    assert dice("甲乙丙", "甲乙丁") == 0.5
    assert dice("甲", "甲") == 1.0
    assert dice("甲", "甲乙") == 0.0
