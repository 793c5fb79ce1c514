"""The number a table cell prints."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

_NUMBER = r"(?:\d{1,3}(?:[,，]\d{3})+|\d+)(?:\.\d+)?|\.\d+"
_UNIT = r"[%‰]|亿元|万元|元|个百分点|分|个|项|户|家|人次|人|名|批次|批|次|辆|台\(套\)|台|套|件|份|平方米"
_CELL = re.compile(rf"^(?P<open>\()?(?P<sign>[-−–+])?[¥￥]?(?P<digits>{_NUMBER})(?P<close>\))?(?:{_UNIT})?$")
_BLANK = re.compile(r"^(?:[-−–—―─]*|[/\\*·无]|\.{3}|\.{6})$")
_INTEGER = re.compile(r"^\d+$")


def is_blank(text: str) -> bool:
    """Whether a cell prints nothing or a sign for nothing (-, —, /, 无)."""
    return bool(_BLANK.match(unicodedata.normalize("NFKC", text)))


def number(text: str) -> Decimal | None:
    """The printed number without separators: "8,415.64", "（0.07）" is negative, "91.39%" is 91.39.

    None for a blank, a dash, 无 and for text; a unit of counting or money may follow the digits.
    """
    found = _CELL.match(unicodedata.normalize("NFKC", text).replace(" ", ""))
    if not found or bool(found["open"]) != bool(found["close"]):
        return None
    value = Decimal(re.sub("[,，]", "", found["digits"]))
    negative = bool(found["open"]) or (found["sign"] or "+") != "+"
    return -value if negative else value


def integer(text: str) -> int | None:
    """The whole number a cell prints without separator, point or sign; None where it prints anything else."""
    text = unicodedata.normalize("NFKC", text)
    return int(text) if _INTEGER.match(text) and len(text) < 10 else None
