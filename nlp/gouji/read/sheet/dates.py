"""Day counts of spreadsheets as the dates and times their formats show."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import datetime, timedelta

_FIRST, _FIRST_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)
_LEAP_THAT_WAS_NONE = 60
_LAST = 2_958_466
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_WEEKDAYS = "一二三四五六日"
_HALVES = {"am/pm": ("AM", "PM"), "a/p": ("A", "P"), "上午/下午": ("上午", "下午")}


def dated(value: float, tokens: Sequence[tuple[str, str]], *, from_1904: bool) -> str | None:
    """A day count as its format shows it; None where it is no day of the calendar.

    Args:
        value: days, the time of the day as their fraction.
        tokens: kinds and texts of the format, date parts as "part".
        from_1904: the count begins in 1904, not in 1900.
    """
    if not 0 <= value < _LAST:
        return None
    decimals = _decimals(tokens)
    seconds = math.floor(value * 86400 * 10**decimals + 0.5) / 10**decimals
    start = _FIRST_1904 if from_1904 else _FIRST
    if not from_1904 and value < _LEAP_THAT_WAS_NONE:
        start += timedelta(days=1)
    try:
        when = start + timedelta(seconds=seconds)
    except OverflowError:
        return None
    parts = [text.lower() for kind, text in tokens if kind == "part"]
    halves = next((_HALVES[text] for text in parts if text in _HALVES), None)
    minutes = _minutes(tokens)
    printed = ""
    for place, (kind, text) in enumerate(tokens):
        if kind == "part":
            printed += _part(text.lower(), when, seconds, halves, minute=place in minutes)
        elif kind == "digit":
            printed += _digit_of_second(tokens, place, seconds, decimals)
        else:
            printed += text
    return printed


def count_of(when: datetime) -> float:
    """The day count of a date, from 1900."""
    return (when.replace(tzinfo=None) - _FIRST) / timedelta(days=1)


def _decimals(tokens: Sequence[tuple[str, str]]) -> int:
    """How many digits of the second are shown: ss.000."""
    return min(sum(kind == "digit" for kind, _ in tokens), 3)


def _digit_of_second(tokens: Sequence[tuple[str, str]], place: int, seconds: float, decimals: int) -> str:
    nth = sum(kind == "digit" for kind, _ in tokens[:place])
    digits = f"{seconds % 1:.{decimals}f}"[2:] if decimals else ""
    return digits[nth : nth + 1]


def _minutes(tokens: Sequence[tuple[str, str]]) -> set[int]:
    """The places of m that are minutes: after an hour or before a second."""
    places = [(place, text.lower()) for place, (kind, text) in enumerate(tokens) if kind == "part"]
    found: set[int] = set()
    for index, (place, text) in enumerate(places):
        if set(text.strip("[]")) != {"m"}:
            continue
        before = places[index - 1][1].strip("[]")[:1] if index else ""
        after = places[index + 1][1].strip("[]")[:1] if index + 1 < len(places) else ""
        if before == "h" or after == "s" or text.startswith("["):
            found.add(place)
    return found


def _part(text: str, when: datetime, seconds: float, halves: tuple[str, str] | None, *, minute: bool) -> str:
    if text in _HALVES:
        return _HALVES[text][when.hour >= 12]
    if text.startswith("["):
        unit = {"h": 3600, "m": 60, "s": 1}[text[1]]
        return f"{int(seconds // unit):0{len(text) - 2}d}"
    letter, wide = text[0], len(text)
    if letter == "h":
        hour = (when.hour % 12 or 12) if halves else when.hour
        return f"{hour:0{min(wide, 2)}d}"
    if letter == "s":
        return f"{when.second:0{min(wide, 2)}d}"
    if minute:
        return f"{when.minute:0{min(wide, 2)}d}"
    return _of_day(letter, wide, when)


def _of_day(letter: str, wide: int, when: datetime) -> str:
    """Years, months, days and days of the week."""
    if letter in "ye":
        return f"{when.year % 100:02d}" if letter == "y" and wide <= 2 else str(when.year)
    if letter == "a":
        return ("星期" if wide > 3 else "") + _WEEKDAYS[when.weekday()]
    if letter == "m":
        return f"{when.month:0{wide}d}" if wide <= 2 else _MONTHS[when.month - 1]
    if letter == "d":
        if wide <= 2:
            return f"{when.day:0{wide}d}"
        return f"星期{_WEEKDAYS[when.weekday()]}"
    return ""
