"""Text ↔ quantities: every printed form of an amount, exact offsets, the same work for twice the text."""

from __future__ import annotations

import re
import time
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

import pytest
from gouji.model import Figure
from gouji.numerals import chinese_number
from gouji.quantity import find, half_width, parse_number, step_of
from hypothesis import given, settings
from hypothesis import strategies as st


class Row(NamedTuple):
    """One figure that a text holds; ``approximate`` None where no rule tells."""

    text: str
    figure: str
    value: str
    unit: str | None
    base: str
    kind: str
    approximate: bool | None = False


SURFACE = [
    Row("决算为3,486.17万元，", "3,486.17万元", "3486.17", "万元", "34861700", "money"),
    Row("决算为3486.17万元，", "3486.17万元", "3486.17", "万元", "34861700", "money"),
    Row("决算为3，486.17万元，", "3，486.17万元", "3486.17", "万元", "34861700", "money"),
    Row("12,345,678.90元", "12,345,678.90元", "12345678.90", "元", "12345678.90", "money"),
    Row("采购金额28861.938591万元", "28861.938591万元", "28861.938591", "万元", "288619385.91", "money"),
    Row("因公出国费2318640.50元", "2318640.50元", "2318640.50", "元", "2318640.50", "money"),
    Row("总额2.03亿元", "2.03亿元", "2.03", "亿元", "203000000", "money"),
    Row("总额2.03亿，", "2.03亿", "2.03", "亿元", "203000000", "money"),
    Row("支出5834万元。", "5834万元", "5834", "万元", "58340000", "money"),
    Row("支出1000.86万,其中", "1000.86万", "1000.86", "万元", "10008600", "money"),
    Row("国内接待0.39 万（含外宾接待）", "0.39 万", "0.39", "万元", "3900", "money"),
    Row("奖金12千元", "12千元", "12", "千元", "12000", "money"),
    Row("人均150.00元", "150.00元", "150.00", "元", "150", "money"),
    Row("平均每辆2.15万元", "2.15万元", "2.15", "万元", "21500", "money"),
    Row("合计1305.72 万\n元，", "1305.72 万\n元", "1305.72", "万元", "13057200", "money"),
    Row("为 2080.56 万 元 ，", "2080.56 万 元", "2080.56", "万元", "20805600", "money"),
    Row("减少为0.00万元", "0.00万元", "0.00", "万元", "0", "money"),
    Row("支出0万元", "0万元", "0", "万元", "0", "money"),
    Row("支出0元", "0元", "0", "元", "0", "money"),
    Row("增加-0.07万元", "-0.07万元", "-0.07", "万元", "-700", "money"),
    Row("单位购置１２３．４５万元", "１２３．４５万元", "123.45", "万元", "1234500", "money"),
    Row("合计５，２７１．８４万元", "５，２７１．８４万元", "5271.84", "万元", "52718400", "money"),
    # percents, points, multiples
    Row("完成预算100%，", "100%", "100", "%", "1", "percent"),
    Row("增长0%。", "0%", "0", "%", "0", "percent"),
    Row("下降0.00%", "0.00%", "0.00", "%", "0", "percent"),
    Row("完成100.00％", "100.00％", "100.00", "%", "1", "percent"),
    Row("完成93.62 %", "93.62 %", "93.62", "%", "0.9362", "percent"),
    Row("增长1,240.6%", "1,240.6%", "1240.6", "%", "12.406", "percent"),
    Row("同比-3.2%", "-3.2%", "-3.2", "%", "-0.032", "percent"),
    Row("增长－3.2％", "－3.2％", "-3.2", "%", "-0.032", "percent"),
    Row("百分之十二点五", "百分之十二点五", "12.5", "%", "0.125", "percent"),
    Row("增长3倍", "3倍", "3", "倍", "3", "multiple"),
    Row("占 76.23，", "76.23", "76.23", None, "76.23", "number"),
    # counts
    Row("公务用车保有量为壹辆", "壹辆", "1", "辆", "1", "count"),
    Row("购置三辆", "三辆", "3", "辆", "3", "count"),
    Row("更新两台", "两台", "2", "台", "2", "count"),
    Row("调入一名", "一名", "1", "名", "1", "count"),
    Row("编制一百零五名", "一百零五名", "105", "名", "105", "count"),
    Row("绿化三千五百八十六亩", "三千五百八十六亩", "3586", "亩", "3586", "count"),
    Row("接待38批次，", "38批次", "38", "批次", "38", "count"),
    Row("接待38批（次），", "38批（次）", "38", "批次", "38", "count"),
    Row("累计517人次", "517人次", "517", "人次", "517", "count"),
    Row("团组2个，", "2个", "2", "个", "2", "count"),
    Row("出国（境）团组0次，", "0次", "0", "次", "0", "count"),
    Row("专用设备0台（套）。", "0台（套）", "0", "台（套）", "0", "count"),
    Row("专用设备1台(套)。", "1台(套)", "1", "台（套）", "1", "count"),
    Row("得分96.35分。", "96.35分", "96.35", "分", "96.35", "count"),
    Row("面积1,200平方米", "1,200平方米", "1200", "平方米", "1200", "count"),
    Row("惠及1.5万人次", "1.5万人次", "1.5", "万人次", "15000", "count"),
    # Chinese numerals of money
    Row("一千二百三十四万元", "一千二百三十四万元", "1234", "万元", "12340000", "money"),
    Row("二十万元", "二十万元", "20", "万元", "200000", "money"),
    Row("十二点五万元", "十二点五万元", "12.5", "万元", "125000", "money"),
    Row("一亿元", "一亿元", "1", "亿元", "100000000", "money"),
    # known failures of other parsers
    Row("1,100万", "1,100万", "1100", "万元", "11000000", "money"),
    Row("三十几万元", "三十几万元", "30", "万元", "300000", "money", approximate=True),
    Row("二百余万元", "二百余万元", "200", "万元", "2000000", "money", approximate=True),
    Row("一千多万元", "一千多万元", "1000", "万元", "10000000", "money", approximate=True),
    Row("年末结转和结余20.31亿元", "20.31亿元", "20.31", "亿元", "2031000000", "money"),
    Row("小于40万", "40万", "40", "万元", "400000", "money"),
    Row("10余万元", "10余万元", "10", "万元", "100000", "money", approximate=True),
    Row("10多个项目", "10多个", "10", "个", "10", "count", approximate=True),
    # approximations
    Row("约420人", "420人", "420", "人", "420", "count", approximate=True),
    Row("近30万元", "30万元", "30", "万元", "300000", "money", approximate=True),
    Row("12万元左右", "12万元", "12", "万元", "120000", "money", approximate=True),
    Row("不足5%", "5%", "5", "%", "0.05", "percent", approximate=True),
    Row("超过30万元", "30万元", "30", "万元", "300000", "money", approximate=True),
]

SEVERAL = [
    ("3541.07万元2.3本项目", [("3541.07万元", "3541.07", "万元"), ("2.3", "2.3", None)]),
    ("各是412.5,414.4万元", [("412.5", "412.5", "万元"), ("414.4万元", "414.4", "万元")]),
    ("各减少87.5,85.6万元", [("87.5", "87.5", "万元"), ("85.6万元", "85.6", "万元")]),
    ("12至15万元", [("12", "12", "万元"), ("15万元", "15", "万元")]),
    ("12-15万元", [("12", "12", "万元"), ("15万元", "15", "万元")]),
    ("5～8人", [("5", "5", "人"), ("8人", "8", "人")]),
    ("10%-20%", [("10%", "10", "%"), ("20%", "20", "%")]),
    (
        "12万元、15万元和3.50元",
        [("12万元", "12", "万元"), ("15万元", "15", "万元"), ("3.50元", "3.50", "元")],
    ),
    ("下降17.50%、17.12%。", [("17.50%", "17.50", "%"), ("17.12%", "17.12", "%")]),
    (
        "增长1,240.6%,减少1,000.00万元",
        [("1,240.6%", "1240.6", "%"), ("1,000.00万元", "1000.00", "万元")],
    ),
    ("国发〔2014〕45号", [("2014", "2014", None), ("45", "45", None)]),
    ("2010601", [("2010601", "2010601", None)]),
    ("2024926", [("2024926", "2024926", None)]),
    ("30207邮电费", [("30207", "30207", None)]),
    ("完成预算0万元的--%（基数为0，", [("0万元", "0", "万元"), ("0", "0", None)]),
    ("提高3.3个百分点", [("3.3个百分点", "3.3", "个百分点")]),
    ("提高2个百分点，", [("2个百分点", "2", "个百分点")]),
    ("支出12万余元", [("12万余元", "12", "万元")]),
    ("总额3万亿元", [("3万亿元", "3", "万亿元")]),
    ("3 486.17万元", [("3 486.17万元", "3486.17", "万元")]),
    ("12 345 678元", [("12 345 678元", "12345678", "元")]),
    ("附件1 234个", [("1", "1", None), ("234个", "234", "个")]),
    ("为.50万元", [(".50万元", "0.50", "万元")]),
    ("增长.5%", [(".5%", "0.5", "%")]),
    ("年中有三名工作人员调出", [("三名", "3", "名")]),
    ("自评为优的7个、良的两个，", [("7个", "7", "个"), ("两个", "2", "个")]),
    ("换热站建成两座，比计划少1座", [("两座", "2", "座"), ("1座", "1", "座")]),
]

DATED = [
    ("2023年度收入", "2023年度", "year", "2023"),
    ("2023年收入", "2023年", "year", "2023"),
    ("截至2023年12月31日，", "2023年12月31日", "date", "2023"),
    ("截至12月31日，", "12月31日", "date", "12"),
    ("于2023-12-31公开", "2023-12-31", "date", "2023"),
    ("于2023.12.31公开", "2023.12.31", "date", "2023"),
    ("２０２３年１２月３１日", "２０２３年１２月３１日", "date", "2023"),
    ("二〇二三年十二月三十一日", "二〇二三年十二月三十一日", "year", "2023"),
    ("二〇二三年", "二〇二三年", "year", "2023"),
    ("2023年1-12月", "2023年1-12月", "date", "2023"),
    ("2022年7月至2023年6月", "2022年7月至2023年6月", "date", "2022"),
    ("3月至5月", "3月至5月", "date", "3"),
]

WORDS_WITHOUT_FIGURES = [
    "“三公”经费", "三公经费", "一是压减开支；二是控制规模。", "第三方机构", "一般公共预算", "一次性补助", "统一安排",
    "一体化平台", "同一口径", "万一", "四个意识", "八项规定", "三定方案", "增加--", "占%", "第一", "一并", "十分重要", "五一口径",
    "有一个目标",
]  # fmt: skip


def only(text: str) -> Figure:
    found = find(text)
    assert len(found) == 1, [f.text for f in found]
    return found[0]


@pytest.mark.parametrize("row", SURFACE, ids=lambda row: row.text)
def test_every_printed_form(row: Row) -> None:
    figure = only(row.text)
    quantity = figure.quantity
    assert figure.text == row.figure == row.text[figure.start : figure.end]
    assert format(quantity.value, "f") == row.value
    assert (quantity.unit, quantity.kind) == (row.unit, row.kind)
    assert quantity.base_value == Decimal(row.base)
    assert figure.approximate is row.approximate
    assert figure.why is None


@pytest.mark.parametrize(("text", "expected"), SEVERAL, ids=[text for text, _ in SEVERAL])
def test_ranges_lists_and_neighbours(text: str, expected: list[tuple[str, str, str | None]]) -> None:
    assert [(f.text, format(f.quantity.value, "f"), f.quantity.unit) for f in find(text)] == expected


def test_a_range_spoken_of_as_one_amount_is_approximate() -> None:
    assert find("12至15万元")[0].approximate


@pytest.mark.parametrize(("text", "figure", "why", "value"), DATED, ids=[row[0] for row in DATED])
def test_a_date_is_one_figure(text: str, figure: str, why: str, value: str | None) -> None:
    found = only(text)
    assert (found.text, found.why, found.quantity.unit) == (figure, why, None)
    if value is not None:
        assert found.quantity.value == Decimal(value)


def test_two_years_are_two_figures() -> None:
    assert [(f.text, f.why) for f in find("2022-2023年")] == [("2022", "year"), ("2023年", "year")]


@pytest.mark.parametrize("text", WORDS_WITHOUT_FIGURES)
def test_words_are_no_figures(text: str) -> None:
    assert find(text) == ()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("5,271.84", "5271.84"), ("5271.84", "5271.84"), ("０．０７", "0.07"), ("-0.07", "-0.07"), ("（0.07）", "-0.07"),
        ("(1,234.50)", "-1234.50"), ("13.26%", "13.26"), ("1 234.50", "1234.50"), ("0.00", "0.00"), ("0", "0"),
        ("12.50万元", "12.50"), ("1，234.50", "1234.50"), ("", None), ("-", None), ("—", None), ("--", None), ("无", None),
        ("合计", None), ("2010601a", None), ("1,23", None), ("1.2.3", None), ("()", None),
    ],
)  # fmt: skip
def test_the_value_of_a_cell(text: str, value: str | None) -> None:
    found = parse_number(text)
    assert (None if found is None else format(found, "f")) == value


@pytest.mark.parametrize(
    ("text", "step"), [("5,271.84", "0.01"), ("5834", "1"), ("28861.938591", "0.000001"), ("７．３", "0.1")]
)
def test_the_last_printed_digit(text: str, step: str) -> None:
    assert step_of(text) == Decimal(step)


@pytest.mark.parametrize(
    ("text", "step"), [("5,271.84万元", "0.01"), ("5834万元", "1"), ("14.4%", "0.1"), ("十二点五万元", "0.1")]
)
def test_a_figure_keeps_the_worth_of_its_last_digit(text: str, step: str) -> None:
    assert only(text).quantity.step == Decimal(step)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("一", 1), ("十", 10), ("十二", 12), ("二十", 20), ("一百零五", 105), ("一千二百三十四", 1234), ("壹拾贰", 12),
        ("两", 2), ("一万二千", 12000), ("三千五百万", 35000000), ("一亿二千万", 120000000), ("十二点五", Decimal("12.5")),
        ("二〇二三", 2023), ("零", 0),
    ],
)  # fmt: skip
def test_chinese_numerals(text: str, value: int | Decimal) -> None:
    assert chinese_number(text) == value


def test_other_characters_are_no_numerals() -> None:
    with pytest.raises(ValueError, match="公"):
        chinese_number("三公")


DIGITS_TEXT = st.text(
    alphabet="0123456789.,，．％%-－ 一二两十百千万亿零点元年月日度人次个辆台（套）()第约余、至占",
    max_size=60,
)
ANY_TEXT = st.one_of(st.text(max_size=60), DIGITS_TEXT)


@pytest.mark.parametrize(
    ("text", "figures"), [("1,,234.5万元", ["1", "234.5万元"]), ("0,,0", ["0", "0"]), ("3,,", ["3"])]
)
def test_a_separator_printed_twice_parts_two_figures(text: str, figures: list[str]) -> None:
    assert [f.text for f in find(text)] == figures


@settings(deadline=None)
@given(ANY_TEXT)
def test_offsets_are_exact_and_figures_stand_in_order(text: str) -> None:
    figures = find(text)
    assert all(text[f.start : f.end] == f.text and f.text for f in figures)
    assert all(one.end <= other.start for one, other in pairwise(figures))


@settings(deadline=None)
@given(ANY_TEXT)
def test_every_digit_lies_in_a_figure(text: str) -> None:
    inside = {place for f in find(text) for place in range(f.start, f.end)}
    assert all(place in inside for place, char in enumerate(text) if char in "0123456789")


@settings(deadline=None)
@given(ANY_TEXT)
def test_reading_a_cell_never_fails(text: str) -> None:
    value = parse_number(text)
    assert value is None or value.is_finite()


AMOUNT = st.decimals(min_value=0, max_value=10**9, places=2)


@settings(deadline=None)
@given(AMOUNT, st.sampled_from(["万元", "元", "亿元", "%", "人次"]), st.booleans())
def test_a_printed_amount_comes_back(value: Decimal, unit: str, grouped: bool) -> None:
    text = f"支出{value:,}{unit}，" if grouped else f"支出{value:f}{unit}，"
    figure = only(text)
    assert figure.quantity.value == value
    assert figure.quantity.unit == unit


FULL = str.maketrans("0123456789.,%", "０１２３４５６７８９．，％")


@settings(deadline=None)
@given(st.lists(st.tuples(AMOUNT, st.sampled_from(["万元", "%", "个", "元"])), min_size=1, max_size=4))
def test_full_width_digits_give_the_same_values(parts: list[tuple[Decimal, str]]) -> None:
    text = "；".join(f"支出{value:,}{unit}" for value, unit in parts)
    wide = text.translate(FULL)
    assert [f.quantity for f in find(wide)] == [f.quantity for f in find(text)]
    assert [(f.start, f.end) for f in find(wide)] == [(f.start, f.end) for f in find(text)]


@given(ANY_TEXT)
def test_half_width_keeps_every_place(text: str) -> None:
    assert len(half_width(text)) == len(text)
    assert not re.search(r"[０-９．，％]", half_width(text))


HOSTILE = {
    "commas": "1,", "points": "1.", "ones": "一", "amounts": "12万", "digits": "1", "grouped": "1,234,", "hundreds": "百万",
    "spaces": "1 ", "dashes": "1-", "years": "2023", "dates": "2023年1", "percents": "百分之一", "about": "约", "brackets": "（1",
}  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE)
def test_twice_the_text_takes_twice_the_time(piece: str) -> None:
    size = 6000 // len(piece)
    find(piece * size)
    ratios = []
    for _ in range(6):
        ratios.append(_seconds(piece * (2 * size)) / _seconds(piece * size))
        if ratios[-1] <= 3:
            return
    pytest.fail(f"never linear: {ratios}")


def _seconds(text: str) -> float:
    best = float("inf")
    for _ in range(3):
        start = time.perf_counter()
        find(text)
        best = min(best, time.perf_counter() - start)
    return best
