"""What a cell shows: its stored value through its number format, as spreadsheet programs print it."""

from __future__ import annotations

import functools
import math
import operator
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from gouji.read.sheet.dates import dated

_TOKEN = re.compile(
    r"""
    "(?P<quoted>[^"]*)"? | [\\!](?P<escaped>.) | _(?P<space>.) | \*(?P<fill>.) | \[(?P<bracket>[^\]]*)\]
    | (?P<general>G/通用格式|General) | (?P<date>AM/PM|A/P|上午/下午) | (?P<exponent>E[+-])
    | (?P<part>y+|m+|d+|h+|s+|e+|aaaa?|b+) | (?P<digit>[0\#?]) | (?P<point>\.) | (?P<comma>,) | (?P<percent>%)
    | (?P<slash>/) | (?P<at>@) | (?P<section>;) | (?P<other>.)
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_CONDITION = re.compile(r"^(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)$")
_ELAPSED = re.compile(r"^(?:h+|m+|s+)$", re.IGNORECASE)
_CURRENCY = re.compile(r"^\$([^-]*)(?:-[0-9A-Fa-f]+)?$")
_COMPARE = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "=": operator.eq, "<>": operator.ne,
}  # fmt: skip
_WIDEST = 11
_MOST_DIGITS = 15
_LONGEST = 27
_LONGEST_CODE = 255
BUILTIN = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 5: "¥#,##0;¥-#,##0", 6: "¥#,##0;¥-#,##0",
    7: "¥#,##0.00;¥-#,##0.00", 8: "¥#,##0.00;¥-#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?",
    13: "# ??/??", 14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM",
    20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm", 27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"',
    30: "m-d-yy", 31: 'yyyy"年"m"月"d"日"', 32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"', 36: 'yyyy"年"m"月"',
    37: "#,##0;-#,##0", 38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00",
    41: '#,##0;-#,##0;"-"', 42: '¥#,##0;-¥#,##0;"-"', 43: '#,##0.00;-#,##0.00;"-"??', 44: '¥#,##0.00;-¥#,##0.00;"-"??',
    45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@", 50: 'yyyy"年"m"月"', 51: 'm"月"d"日"',
    52: 'yyyy"年"m"月"', 53: 'm"月"d"日"', 54: 'm"月"d"日"', 57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}  # fmt: skip
"""The codes that a workbook only numbers, as a Chinese program shows them."""


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a format: ``kind`` is text, digit, point, comma, percent, exponent, slash, general, at or part."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """One of the parts between semicolons; ``condition`` is its sign and bound where it prints one."""

    tokens: tuple[Token, ...]
    condition: tuple[str, Decimal] | None = None

    def has(self, kind: str) -> bool:
        """Whether a token of this kind is in it."""
        return any(token.kind == kind for token in self.tokens)


def shown(value: float, code: str, *, from_1904: bool = False) -> str:
    """A number, date or time as its format shows it; the width of the column is not looked at.

    Args:
        value: as stored, of which 15 digits count, as in the programs that wrote it.
        code: the format, such as ``#,##0.00``.
        from_1904: the day count of the workbook begins in 1904.
    """
    if not math.isfinite(value):
        return "#NUM!"
    sections = _numeric(code[:_LONGEST_CODE])
    exact = Decimal(f"{value:.{_MOST_DIGITS}g}")
    section, signed = _chosen(sections, exact)
    if section is None:
        return "#" * 8
    if section.has("part"):
        printed = dated(value, [(token.kind, token.text) for token in section.tokens], from_1904=from_1904)
        return general(exact) if printed is None else printed
    return ("-" if signed and exact < 0 else "") + _printed(section, abs(exact))


def shown_text(text: str, code: str) -> str:
    """A text as its format shows it: mostly itself, nothing where the fourth section is empty."""
    sections = parsed(code[:_LONGEST_CODE])
    last = sections[-1]
    if len(sections) < 4 and not last.has("at"):
        return text
    return "".join(text if token.kind == "at" else token.text for token in last.tokens)


def general(value: Decimal) -> str:
    """A number without a format: what fits in eleven places, whole numbers in full up to fifteen digits."""
    sign, size = ("-" if value < 0 else ""), abs(value)
    if not size:
        return "0"
    place = size.adjusted()
    if place >= _MOST_DIGITS or place < -9:
        return sign + _scientific(size)
    whole = size == size.to_integral_value()
    decimals = 0 if whole else max(0, _WIDEST - 2 - max(place, 0))
    text = f"{_rounded(size, decimals):f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "0" else sign + text


@functools.lru_cache(maxsize=4096)
def parsed(code: str) -> tuple[Section, ...]:
    """The sections of a format code, one to four of them."""
    sections: list[Section] = []
    tokens: list[Token] = []
    condition: tuple[str, Decimal] | None = None
    for found in _TOKEN.finditer(code):
        kind, text = found.lastgroup or "", found[found.lastgroup or 0]
        if kind == "section":
            sections.append(Section(tuple(tokens), condition))
            tokens, condition = [], None
        elif kind == "bracket":
            bound = _CONDITION.match(text)
            condition = (bound[1], Decimal(bound[2])) if bound else condition
            tokens.extend(_of_bracket(text))
        elif kind in ("quoted", "escaped", "other"):
            tokens.append(Token("text", text))
        elif kind == "space":
            tokens.append(Token("text", " "))
        elif kind != "fill":
            tokens.append(Token("part" if kind == "date" else kind, text))
    sections.append(Section(tuple(tokens), condition))
    return tuple(sections[:4])


def _of_bracket(text: str) -> list[Token]:
    """The sign of a currency, or elapsed hours, minutes and seconds; colours and languages print nothing."""
    if currency := _CURRENCY.match(text):
        return [Token("text", currency[1])] if currency[1] else []
    return [Token("part", f"[{text}]")] if _ELAPSED.match(text) else []


@functools.lru_cache(maxsize=4096)
def _numeric(code: str) -> tuple[Section, ...]:
    """The sections for numbers: a last one with @ is for texts, and an empty format is the general one."""
    sections = parsed(code)
    found = list(sections[:3])
    if len(sections) < 4 and found[-1].has("at"):
        found.pop()
    if not found or (len(found) == 1 and not found[0].tokens):
        return (Section((Token("general", "General"),)),)
    return tuple(found)


def _chosen(sections: Sequence[Section], value: Decimal) -> tuple[Section | None, bool]:
    """The section for a value, and whether a minus has to be set before it; None where none is for it."""
    if any(section.condition for section in sections):
        for index, section in enumerate(sections):
            if section.condition is None or _COMPARE[section.condition[0]](value, section.condition[1]):
                return section, not _is_for_negatives(sections, index)
        return None, False
    if len(sections) == 1:
        return sections[0], True
    if value < 0:
        return sections[1], False
    return sections[2] if len(sections) > 2 and not value else sections[0], False


def _is_for_negatives(sections: Sequence[Section], index: int) -> bool:
    """Whether a section with conditions can only meet negative numbers, so that it sets its own minus."""
    own, first = sections[index].condition, sections[0].condition
    if own:
        return own[0] in ("<", "<=") and own[1] <= 0
    return index == 1 and first is not None and first[0] in (">", ">=") and not first[1]


def _printed(section: Section, value: Decimal) -> str:
    tokens = section.tokens
    if section.has("general"):
        return "".join(general(value) if token.kind == "general" else token.text for token in tokens)
    places = [index for index, token in enumerate(tokens) if token.kind == "digit"]
    if not places:
        return "".join(token.text for token in tokens)
    if section.has("slash"):
        return general(value)
    value *= Decimal(100) ** sum(token.kind == "percent" for token in tokens)
    if section.has("exponent"):
        return _with_exponent(tokens, value)
    point = next((index for index, token in enumerate(tokens) if token.kind == "point"), len(tokens))
    whole = [index for index in places if index < point]
    ends = {whole[-1] if whole else point, places[-1]}
    scale = sum(_commas_after(tokens, end) for end in ends)
    grouped = any(token.kind == "comma" for token in tokens[: whole[-1] if whole else 0])
    rest = [index for index in places if index > point]
    digits = f"{_rounded(value.scaleb(-3 * scale), len(rest)):f}"
    integer, _, fraction = digits.partition(".")
    set_in = _whole_part(tokens, whole, integer.lstrip("0"), grouped=grouped)
    set_in |= _fraction(tokens, rest, fraction)
    if not whole:
        set_in[point] = integer.lstrip("0") + (tokens[point].text if point < len(tokens) else "")
    return "".join(
        set_in.get(index, "" if token.kind == "comma" else token.text) for index, token in enumerate(tokens)
    )


def _commas_after(tokens: Sequence[Token], place: int) -> int:
    """Commas right behind the last digit before the point, or of all: each one divides by a thousand."""
    count = 0
    while place + 1 + count < len(tokens) and tokens[place + 1 + count].kind == "comma":
        count += 1
    return count


def _whole_part(
    tokens: Sequence[Token], places: Sequence[int], digits: str, *, grouped: bool
) -> dict[int, str]:
    """The digits before the point by the place they are set in, from the right; the first place takes the rest."""
    found: dict[int, str] = {}
    left = digits
    count = 0
    for index in reversed(places):
        if index == places[0] and left:
            taken, left = left, ""
        elif left:
            taken, left = left[-1], left[:-1]
        else:
            taken = {"0": "0", "?": " "}.get(tokens[index].text, "")
        text = ""
        for digit in reversed(taken):
            text = ("," if grouped and count and count % 3 == 0 and digit != " " else "") + text
            text = digit + text
            count += digit != " "
        found[index] = text
    return found


def _fraction(tokens: Sequence[Token], places: Sequence[int], digits: str) -> dict[int, str]:
    """The digits after the point by their place; zeros at the end only where the format asks for them."""
    found: dict[int, str] = {}
    ended = True
    for index, digit in reversed(list(zip(places, digits, strict=False))):
        ended = ended and digit == "0" and tokens[index].text != "0"
        found[index] = {"?": " "}.get(tokens[index].text, "") if ended else digit
    return found


def _with_exponent(tokens: Sequence[Token], value: Decimal) -> str:
    """0.00E+00, by the digits after its point and those of its exponent."""
    at = next(index for index, token in enumerate(tokens) if token.kind == "exponent")
    point = next((index for index, token in enumerate(tokens[:at]) if token.kind == "point"), at)
    decimals = sum(token.kind == "digit" for token in tokens[point:at])
    power = value.adjusted() if value else 0
    mantissa = _rounded(value.scaleb(-power), decimals)
    if mantissa >= 10:
        mantissa, power = _rounded(mantissa / 10, decimals), power + 1
    sign = "-" if power < 0 else "+" if tokens[at].text.endswith("+") else ""
    wide = sum(token.kind == "digit" for token in tokens[at:])
    return f"{mantissa:f}E{sign}{abs(power):0{wide}d}"


def _scientific(size: Decimal) -> str:
    power = size.adjusted()
    mantissa = _rounded(size.scaleb(-power), 5)
    if mantissa >= 10:
        mantissa, power = mantissa / 10, power + 1
    text = f"{mantissa:f}".rstrip("0").rstrip(".")
    return f"{text}E{'-' if power < 0 else '+'}{abs(power):02d}"


def _rounded(value: Decimal, decimals: int) -> Decimal:
    """Half away from zero; a number too long for it stays as it is."""
    if max(value.adjusted(), 0) + decimals >= _LONGEST:
        return value
    return value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
