"""Automatic numbers of Word lists as text: 第一部分, 一、, （一）, 1., ①.

The counting follows ECMA-376 part 1, 17.9: lists with the same abstract definition count on, an override
starts anew, a level begins again after a higher one.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree

from gouji.read.xml import attribute, child, local

_DIGITS = "零一二三四五六七八九"
_FORMAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_PLACE = re.compile(r"%([1-9])")
_LEVELS = 9
_MOST = 9999


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: where it starts, how it counts, the text around the numbers."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    restart: int | None = None
    legal: bool = False


@dataclass(slots=True)
class Numbering:
    """The lists of a document, and how far each has counted.

    Attributes:
        levels: per abstract list its levels.
        lists: per list number its abstract list, and the levels that it replaces or starts anew.
    """

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    lists: dict[str, tuple[str, dict[int, Level], dict[int, int]]] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    def next(self, number: str, depth: int) -> str:
        """The printed number of the next paragraph of a list; empty for bullets and unknown lists.

        Args:
            number: the list (numId).
            depth: its level, counted from 0.
        """
        if number not in self.lists:
            return ""
        abstract, own, starts = self.lists[number]
        levels = {**self.levels.get(abstract, {}), **own}
        level = levels.get(depth)
        if level is None:
            return ""
        counts = self._counts.setdefault(abstract, {})
        self._count(counts, levels, number, depth, starts)
        if level.form in ("bullet", "none"):
            return ""
        return _PLACE.sub(lambda found: self._part(counts, levels, int(found[1]) - 1, level), level.text)

    def _count(
        self,
        counts: dict[int, int],
        levels: dict[int, Level],
        number: str,
        depth: int,
        starts: dict[int, int],
    ) -> None:
        anew = depth in starts and (number, depth) not in self._begun
        if anew or depth not in counts:
            counts[depth] = starts.get(depth, levels[depth].start)
        else:
            counts[depth] += 1
        self._begun.add((number, depth))
        for below in [key for key in counts if key > depth]:
            restart = levels[below].restart if below in levels else None
            if restart is None or depth < restart:
                del counts[below]

    def _part(self, counts: dict[int, int], levels: dict[int, Level], depth: int, own: Level) -> str:
        level = levels.get(depth, Level())
        value = counts.setdefault(depth, level.start)
        return formatted(value, "decimal" if own.legal else level.form)


def numbering_of(root: etree._Element | None) -> Numbering:
    """The lists that numbering.xml defines; none where there is no such part."""
    numbering = Numbering()
    for part in root if root is not None else ():
        if local(part) == "abstractNum":
            numbering.levels[attribute(part, "abstractNumId") or ""] = _levels(part)
    for part in root if root is not None else ():
        if local(part) == "num":
            abstract = attribute(child(part, "abstractNumId"), "val") or ""
            own: dict[int, Level] = {}
            starts: dict[int, int] = {}
            for override in (entry for entry in part if local(entry) == "lvlOverride"):
                depth = _integer(attribute(override, "ilvl"), 0)
                own |= _levels(override)
                start = child(override, "startOverride")
                if start is not None:
                    starts[depth] = _integer(attribute(start, "val"), 1)
            numbering.lists[attribute(part, "numId") or ""] = (abstract, own, starts)
    return numbering


def _levels(parent: etree._Element) -> dict[int, Level]:
    found = {}
    for entry in (part for part in parent if local(part) == "lvl"):
        depth = _integer(attribute(entry, "ilvl"), 0)
        restart = child(entry, "lvlRestart")
        legal = child(entry, "isLgl")
        found[depth] = Level(
            _integer(attribute(child(entry, "start"), "val"), 1),
            attribute(child(entry, "numFmt"), "val") or "decimal",
            attribute(child(entry, "lvlText"), "val") or "",
            None if restart is None else _integer(attribute(restart, "val"), 0),
            legal is not None and attribute(legal, "val") not in ("0", "false", "off"),
        )
    return {depth: level for depth, level in found.items() if 0 <= depth < _LEVELS}


def _integer(text: str | None, otherwise: int) -> int:
    try:
        value = int(text) if text is not None else otherwise
    except ValueError:
        return otherwise
    return value if abs(value) <= _MOST else otherwise


def formatted(value: int, form: str) -> str:
    """A number in one of Word's formats; digits for formats that Chinese documents do not use."""
    make = _FORMS.get(form)
    return make(value) if make and value > 0 else str(value)


def chinese(value: int, digits: str = _DIGITS, tens: str = "十百千") -> str:
    """1 to 9999 in Chinese numerals: 一, 十, 十一, 二十, 一百零五."""
    text, zero = "", False
    for power in (3, 2, 1, 0):
        digit = value // 10**power % 10
        if not digit:
            zero = bool(text)
            continue
        text += ("零" if zero else "") + digits[digit] + (tens[power - 1] if power else "")
        zero = False
    return text.removeprefix(digits[1]) if text.startswith(digits[1] + "十") else text


def _roman(value: int) -> str:
    text = ""
    for worth, sign in _ROMAN:
        text += sign * (value // worth)
        value %= worth
    return text


def _letters(value: int) -> str:
    return chr(ord("A") + (value - 1) % 26) * ((value - 1) // 26 + 1)


def _circled(value: int) -> str:
    return chr(0x2460 + value - 1) if value <= 20 else str(value)


def _wide(value: int) -> str:
    return "".join(chr(ord(digit) + 0xFEE0) for digit in str(value))


def _by_digit(value: int) -> str:
    return "".join("○一二三四五六七八九"[int(digit)] for digit in str(value))


_FORMS: dict[str, Callable[[int], str]] = {
    "chineseCounting": chinese,
    "chineseCountingThousand": chinese,
    "japaneseCounting": chinese,
    "taiwaneseCounting": chinese,
    "taiwaneseCountingThousand": chinese,
    "ideographDigital": _by_digit,
    "japaneseDigitalTenThousand": chinese,
    "taiwaneseDigital": _by_digit,
    "chineseLegalSimplified": lambda value: chinese(value, _FORMAL, "拾佰仟"),
    "ideographLegalTraditional": lambda value: chinese(value, _FORMAL, "拾佰仟"),
    "ideographTraditional": lambda value: _STEMS[(value - 1) % 10],
    "ideographZodiac": lambda value: _BRANCHES[(value - 1) % 12],
    "decimalZero": lambda value: f"{value:02d}",
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedParen": lambda value: chr(0x2474 + value - 1) if value <= 20 else f"({value})",
    "decimalEnclosedFullstop": lambda value: chr(0x2488 + value - 1) if value <= 20 else f"{value}.",
    "decimalFullWidth": _wide,
    "decimalFullWidth2": _wide,
    "ideographEnclosedCircle": lambda value: chr(0x3280 + value - 1) if value <= 10 else chinese(value),
    "upperRoman": _roman,
    "lowerRoman": lambda value: _roman(value).lower(),
    "upperLetter": _letters,
    "lowerLetter": lambda value: _letters(value).lower(),
}
"""By the names of ECMA-376 part 1, 17.18.59 (ST_NumberFormat)."""
