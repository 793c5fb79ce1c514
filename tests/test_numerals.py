"""Chinese numerals and their values."""

from __future__ import annotations

from decimal import Decimal

import pytest
from gouji.numerals import chinese_number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("两", "2"), ("壹", "1"), ("十", "10"), ("十二", "12"), ("二十", "20"), ("一百零五", "105"),
        ("一千二百三十四", "1234"), ("一千二百三十四万", "12340000"), ("三亿", "300000000"),
        ("一亿二千万", "120000000"), ("二〇二三", "2023"), ("十二点五", "12.5"), ("零点零五", "0.05"),
        ("贰佰", "200"),
    ],
)  # fmt: skip
def test_values(text: str, value: str) -> None:
    assert chinese_number(text) == Decimal(value)


@pytest.mark.parametrize("text", ["甲", "十甲", "1"])
def test_what_is_no_numeral_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        chinese_number(text)
