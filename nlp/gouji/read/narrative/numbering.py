"""How headings, list items and captions begin."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

_CHINESE = "零〇一二三四五六七八九十百"
_PART = re.compile(rf"^第(?P<n>[{_CHINESE}]+|\d{{1,2}})(?:部分|章|篇)[:：、.．]?(?P<title>.*)$")
_FIRST = re.compile(rf"^(?P<n>[{_CHINESE}]{{1,4}})[、.．](?P<title>.+)$")
_SECOND = re.compile(rf"^[（(](?P<n>[{_CHINESE}]{{1,4}})[)）][、.．]?(?P<title>.+)$")
_ITEM = re.compile(r"^(?:\d{1,3}[、．]|\d{1,3}\.(?!\d)|[（(]\d{1,3}[)）]|\d{1,2}[)）]|[①-⑳])")
_POINT = re.compile(r"^(?:[一二三四五六七八九十]是|第[一二三四五六七八九十][，,、是])")
_CAPTION = re.compile(
    r"^(?:图(?:表)?(?:\d+|[:：.])|(?:财决|预算)?公开\d*表|附?表\s*[\d一二三四五六七八九十]+|[（(]?(?:金额)?单位[:：]|部门(?:[（(]单位[)）])?[:：]|编制(?:单位|部门)[:：]"
    r"|(?:部门|单位)(?:[（(](?:部门|单位)[)）])?名称[:：]|填报(?:单位|日期|部门)|公开(?:部门|单位)[:：]|[（(]\d{4}年度?[)）]$|GK\d+|Z\d+)"
)
_NOTE = re.compile(r"^(?:注|备注|说明|附注|注释)(?:[:：]|\d)")
_ATTACHED = re.compile(r"^附(?:件|表|录)\s*[\d一二三四五六七八九十]*(?:[-—－]\d+)?[:：]?")
_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0}

_WORDS = frozenset({"目录"})
Level = Literal["part", "first", "second"]


@dataclass(frozen=True, slots=True)
class Number:
    """The number a line begins with; ``rest`` is what stands after it."""

    level: Level
    ordinal: int
    printed: str
    rest: str


def number_of(text: str) -> Number | None:
    """第三部分 … (part), 一、… (first), （一）… (second); None where a line begins with none of these."""
    for level, pattern in _LEVELS:
        if found := pattern.match(text):
            rest = found["title"]
            return Number(level, ordinal(found["n"]), text[: len(text) - len(rest)], rest)
    return None


_LEVELS: tuple[tuple[Level, re.Pattern[str]], ...] = (("part", _PART), ("first", _FIRST), ("second", _SECOND))


def ordinal(text: str) -> int:
    """二十三 is 23; arabic digits as they are."""
    if text.isdigit() and text.isascii():
        return int(text)
    total, digit = 0, 0
    for char in text:
        if char in "十百":
            total += (digit or 1) * (10 if char == "十" else 100)
            digit = 0
        else:
            digit = _DIGITS[char]
    return total + digit


def is_item(text: str) -> bool:
    """Whether a line begins a list item: 1、 2. （3） ④."""
    return bool(_ITEM.match(text))


def is_point(text: str) -> bool:
    """Whether a line begins a point of an enumeration that may run on in its paragraph: 一是 … 二是 …"""
    return bool(_POINT.match(text))


def is_caption(text: str) -> bool:
    """Whether a line names a figure or a table, its unit, its form number or its department."""
    return bool(_CAPTION.match(text))


def is_note(text: str) -> bool:
    """Whether a line begins a note: 注：… 说明：…"""
    return bool(_NOTE.match(text))


def is_attachment_mark(text: str) -> bool:
    """Whether a line begins with 附件, 附表 or 附录 and a number."""
    return bool(_ATTACHED.match(text))


def begins_something(text: str) -> bool:
    """Whether a line cannot be the continuation of the one before it."""
    number = number_of(text)
    if number or text in _WORDS:
        return True
    return is_item(text) or is_caption(text) or is_note(text) or is_attachment_mark(text)
