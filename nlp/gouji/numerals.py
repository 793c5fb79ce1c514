"""Chinese numerals → numbers: 一千二百三十四万, 壹, 两, 十二点五, 二〇二三."""

from __future__ import annotations

from decimal import Decimal

DIGITS = (
    {c: i for i, c in enumerate("零一二三四五六七八九")}
    | {"〇": 0, "○": 0, "两": 2}
    | {c: i for i, c in enumerate("零壹贰叁肆伍陆柒捌玖") if i}
)
_TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
BIG = {"万": Decimal(10**4), "亿": Decimal(10**8)}


def chinese_number(text: str) -> Decimal:
    """The value of a Chinese numeral such as 一千二百三十四万, 壹, 两, 十二点五.

    Raises:
        ValueError: a character is no numeral.
    """
    whole, _, fraction = text.partition("点")
    total, section, digit = Decimal(0), Decimal(0), Decimal(0)
    for char in whole:
        if char in DIGITS:
            digit = (
                digit * 10 + DIGITS[char]
                if digit and not section % 10 and len(whole) > 3
                else Decimal(DIGITS[char])
            )
        elif char in _TENS:
            section += (digit or 1) * _TENS[char]
            digit = Decimal(0)
        elif char in BIG:
            total = (
                (total + section + digit or 1) * BIG[char]
                if char == "亿"
                else total + (section + digit or 1) * BIG[char]
            )
            section, digit = Decimal(0), Decimal(0)
        else:
            raise ValueError(f"not a numeral: {char}")
    value = total + section + digit
    if fraction:
        value += Decimal("0." + "".join(str(DIGITS[c]) for c in fraction))
    return value
