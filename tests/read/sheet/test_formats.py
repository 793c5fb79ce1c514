"""A cell prints what its user sees."""

from __future__ import annotations

from decimal import Decimal

import pytest
from gouji.read.sheet.formats import BUILTIN, general, shown, shown_text
from gouji.read.tables.values import number
from hypothesis import given
from hypothesis import strategies as st

ACCOUNTING = '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ '


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (3054.1300000000001, "General", "3054.13"),
        (0.1 + 0.2, "General", "0.3"),
        (2010301.0, "General", "2010301"),
        (1234567.891234, "General", "1234567.891"),
        (0.123456789012, "General", "0.123456789"),
        (123456789012.0, "General", "123456789012"),
        (2.91e-11, "General", "2.91E-11"),
        (-12.5, "General", "-12.5"),
        (5, "", "5"),
        (5, "@", "5"),
        (3054.1300000000001, "0.00", "3054.13"),
        (1.005, "0.00", "1.01"),
        (-1.005, "0.00", "-1.01"),
        (1234567.5, "#,##0.00", "1,234,567.50"),
        (999.995, "#,##0.00", "1,000.00"),
        (1234567.5, "#,##0.##", "1,234,567.5"),
        (5, "0,000", "0,005"),
        (7, "000000", "000007"),
        (20101, "000-00", "201-01"),
        (12.5, ".00", "12.50"),
        (0, "#,###", ""),
        (0, "0.00;-0.00;", ""),
        (0, "0.00;-0.00;;@", ""),
        (-3, "#,##0.00;[Red]-#,##0.00", "-3.00"),
        (-3, "0.00_);(0.00)", "(3.00)"),
        (1234.5, ACCOUNTING, "1,234.50"),
        (-1234.5, ACCOUNTING, "-1,234.50"),
        (0, ACCOUNTING, "-"),
        (0.9139, "0.00%", "91.39%"),
        (0.5, "0%", "50%"),
        (3054.13, '0.00"万元"', "3054.13万元"),
        (12345678.9, "#,##0,", "12,346"),
        (12345678.9, '0.00,,"百万"', "12.35百万"),
        (1234567, '0!.0000"万元"', "123.4567万元"),
        (1234567, '0!.0,"万元"', "123.5万元"),
        (12345, "0.00E+00", "1.23E+04"),
        (1234.5, "[$¥-804]#,##0.00", "¥1,234.50"),
        (50000, '[>=10000]0!.0,"万";0', "5.0万"),
        (500, '[>=10000]0!.0,"万";0', "500"),
        (-5, "[>=100]0;0.0", "-5.0"),
        (-5, "[<0]-0;0", "-5"),
        (3, '"没有数字"', "没有数字"),
        (45291, "yyyy-mm-dd", "2023-12-31"),
        (45291, BUILTIN[14], "2023/12/31"),
        (45291, BUILTIN[31], "2023年12月31日"),
        (45291, '[DBNum1][$-804]yyyy"年"m"月"', "2023年12月"),
        (45291.75, "yyyy/m/d h:mm AM/PM", "2023/12/31 6:00 PM"),
        (0.5, "hh:mm:ss", "12:00:00"),
        (1.5, "[h]:mm", "36:00"),
        (45291, "aaaa", "星期日"),
        (1, "yyyy-mm-dd", "1900-01-01"),
        (-1, "yyyy-mm-dd", "-1"),
    ],
)
def test_shown(value: float, code: str, text: str) -> None:
    assert shown(value, code).strip() == text


def test_the_day_count_may_begin_in_1904() -> None:
    assert shown(43829, "yyyy-mm-dd", from_1904=True) == "2023-12-31"


@pytest.mark.parametrize(
    ("text", "code", "printed"),
    [
        ("教育支出", "General", "教育支出"),
        ("教育支出", "0.00;-0.00;0", "教育支出"),
        ("教育支出", "0.00;-0.00;0;", ""),
        ("教育支出", ACCOUNTING, " 教育支出 "),
        ("甲", '"其中："@', "其中：甲"),
    ],
)
def test_texts_have_formats_too(text: str, code: str, printed: str) -> None:
    assert shown_text(text, code) == printed


@given(st.decimals(-(10**9), 10**9, places=2))
def test_money_comes_back_as_it_was_typed(value: Decimal) -> None:
    for code in ("0.00", "#,##0.00", "#,##0.00_ ", "0.00_);(0.00)", "#,##0.00;-#,##0.00;0.00"):
        text = shown(float(value), code).strip()
        assert number(text) == value
        assert text.strip("()").rpartition(".")[2].__len__() == 2


@given(st.decimals(-(10**7), 10**7, places=2))
def test_money_without_a_format_comes_back(value: Decimal) -> None:
    assert number(general(value)) == value


@given(
    st.floats(allow_nan=True, allow_infinity=True), st.text('0#?.,%;@-_*\\"E+/[]>=<$ymdhsG万元 ', max_size=24)
)
def test_no_format_breaks_the_reader(value: float, code: str) -> None:
    assert isinstance(shown(value, code), str)
    assert isinstance(shown_text("甲", code), str)
