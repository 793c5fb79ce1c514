"""«…» marks the factors wanted; what follows the bar is direction and amount of each."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from gouji.extract.factors import split
from hypothesis import given, settings
from hypothesis import strategies as st

SPLITS = [
    "«人员增加»",
    "一是«新招录公务员5名»；二是«正常晋级晋档»；三是«缴费基数上调»。",
    "①«新购执法车»；②«设备更新»",
    "（1）«增加馆舍维修经费18万元»；（2）«追加图书购置经费»",
    "1.«人员退休»；2.«压减会议费»",
    "1、«人员退休»；2、«压减会议费»",
    "首先是«任务增加»，其次是«物价上涨»",
    "一方面«人员退休»，另一方面«压减公用经费»",
    "«人员增加»、«工资晋级»、«社保基数、公积金调整»",
    "«政策性增资»、«住房公积金和提租补贴基数及比例调整»、«预留机动经费增加»等",
    "«新增渔港监测项目»、«乡村图书角补助项目支出»",
    "«渔港监测项目»、«乡村图书角补助项目完工»",
    "«年中县水务局结转省级“清水行动”发展资金»、«追加“双减办”工作专班专项经费»；«县档案馆追加人员工资经费»",
    "«结转省级“清水行动”发展资金»和«档案数字化上级补助资金»",
    "«追加信访专项经费»及«新增农贸市场改造项目»",
    "«人员增加»和«工资晋级»，以及«设备更新»",
    "«严格控制、压减公务接待费»",
    "«厉行节约压缩经费»，«减少使用办公支出»",
    "«受疫情影响，接待批次减少»",
    "«因人员减少，工资支出相应下降»",
    "«为落实过紧日子要求，压减差旅费»",
    "«智慧粮库二期已完工»，今年不再安排相应支出",
    "«缴费基数调整»，支出增加",
    "«新招录公务员5名»，«工资支出增加23.5万元»",
    "«老旧小区改造完工»，«专项债券项目开工»，抵减了部分降幅",
    "«人员经费增加20万元»，«公用经费减少5万元»",
    "«机构改革人员变动»，«年中缴费基数变更»等因素综合导致",
    "«合同到期»所致",
    "«人员减少»导致支出减少",
    "«购置“蓝天、碧水”监测车»，同时«压减会议费»",
    "«购置设备（电脑、打印机；投影仪）»；«房屋修缮»",
    "«追加A、B两区、和谐社区建设专项经费»",
    "«县图书馆购置电脑12台»；«县文化馆维修排练厅»",
    "«公务接待批次和人数减少»",
    "«结余资金增加1,234.56万元»",
]


def plain(case: str) -> tuple[str, list[str]]:
    return case.replace("«", "").replace("»", ""), [part.split("»")[0] for part in case.split("«")[1:]]


@pytest.mark.parametrize("case", SPLITS)
def test_splits_into_the_marked_factors(case: str) -> None:
    text, wanted = plain(case)
    assert [factor.text for factor in split(text)] == wanted


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("信息采集专项资金较上年减少", "decrease"),
        ("年中追加专项经费", "increase"),
        ("上级专款下达", "increase"),
        ("结转专项资金", "increase"),
        ("结余资金结转下年使用", "decrease"),
        ("两名干部退休", "decrease"),
        ("退休人员增加", "increase"),
        ("平台二期完工", "decrease"),
        ("服务合同到期", "decrease"),
        ("尾款未支付", "decrease"),
        ("年初未安排预算", "increase"),
        ("不再新增展陈项目", "decrease"),
        ("与上年持平", "flat"),
        ("科目调整", None),
        ("缴费基数变更", None),
        ("一名离休干部去世", None),
        ("追加“双减办”专项经费", "increase"),
    ],
)
def test_direction_by_its_own_words(text: str, direction: str | None) -> None:
    assert [factor.direction for factor in split(text)] == [direction]


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("新增渔港监测项目120万元", [Decimal(1200000)]),
        ("由50万元增加20万元", [Decimal(200000)]),
        ("补发津贴3,500元", [Decimal(3500)]),
        ("补助由580元/人提高到610元/人", [None]),
        ("人员增加12人", [None]),
        ("新增甲乡道路养护项目、乙乡水渠修复项目，共计120万元", [None, None]),
    ],
)
def test_amount_in_yuan(text: str, amounts: list[Decimal | None]) -> None:
    assert [factor.amount for factor in split(text)] == amounts


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("信息采集专项资金较上年减少", "信息采集专项资金"),
        ("新增渔港监测项目120万元", "渔港监测项目"),
        ("县档案馆追加人员工资经费", "人员工资经费"),
        ("年中社会保险缴费基数变更", "社会保险缴费基数"),
        ("追加“双减办”工作专班专项经费", "“双减办”工作专班专项经费"),
        ("购置电脑12台", "电脑"),
        ("设备更新", "设备"),
    ],
)
def test_object_as_it_is_written(text: str, found: str) -> None:
    assert [factor.object for factor in split(text)] == [found]


def test_a_head_is_the_parent_of_its_items() -> None:
    found = split("一、增支因素：1.新增人员；2.工资调标；二、减支因素：1.项目完工；2.压减会议费")
    assert [(factor.text, factor.parent) for factor in found] == [
        ("新增人员", "增支因素"),
        ("工资调标", "增支因素"),
        ("项目完工", "减支因素"),
        ("压减会议费", "减支因素"),
    ]
    assert [factor.parent for factor in split("甲所：人员增加；乙站：设备更新")] == ["甲所", "乙站"]


def test_a_bare_name_takes_the_direction_of_its_list() -> None:
    assert [f.direction for f in split("新增渔港监测项目、乡村图书角项目支出")] == ["increase", "increase"]
    assert [f.direction for f in split("渔港监测项目、乡村图书角项目减少")] == ["decrease", "decrease"]


def test_offsets_are_shifted_by_the_start() -> None:
    assert [(f.start, f.end) for f in split("人员增加；设备更新", 10)] == [(10, 14), (15, 19)]


@pytest.mark.parametrize("text", ["", "。", "，、；", "一是；二是"])
def test_no_word_no_factor(text: str) -> None:
    assert split(text) == ()


PIECES = st.sampled_from(
    ["人员增加", "一是", "二是", "①", "（1）", "1.", "、", "，", "；", "。", "和", "及", "“", "”", "（", "）", "同时",
     "新增甲镇养护项目", "12.5万元", "导致", "支出减少", "等", "：", "增支因素", "受疫情影响", "AB", " ", "3,456元"]
)  # fmt: skip


@settings(max_examples=500, deadline=None)
@given(st.lists(PIECES, max_size=14).map("".join), st.integers(0, 99))
def test_factors_are_ordered_substrings(text: str, start: int) -> None:
    found = split(text, start)
    for factor in found:
        assert factor.text == text[factor.start - start : factor.end - start]
        assert factor.text
        assert factor.text == factor.text.strip("，、；。")
        assert factor.object is None or factor.object in factor.text
    assert all(left.end <= right.start for left, right in pairwise(found))


@pytest.mark.parametrize(
    ("text", "thing"),
    [
        ("严格落实中央八项规定精神", "中央八项规定精神"),
        ("省级补助资金下达较晚", "省级补助资金"),
        ("接待批次较上年增加21批次", "接待批次"),
        ("老旧车辆报废处置", "老旧车辆"),
        ("设备购置减少", "设备"),
    ],
)
def test_what_a_cause_is_about_is_a_thing(text: str, thing: str) -> None:
    (factor,) = split(text)
    assert factor.object == thing
