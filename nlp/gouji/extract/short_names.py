"""Short names of accounts: 运行费 among the three public expenses, 货物 in the section on procurement."""

from __future__ import annotations

import functools
import re

import msgspec

from gouji import accounts, patterns
from gouji.accounts import Term

_AFTER = (
    "其中",
    "安排",
    "没有",
    "无",
    "全年",
    "[0-9]年",
    "年度",
    "和",
    "及",
    "与",
    "而",
    "为",
    "是",
    "对",
    "其",
    "的",
)
_ALONE = "(?:(?<![一-龥“])|" + "|".join(f"(?<={word})" for word in _AFTER) + ")"
_THEN = (
    r"(?=[\d，：；、（。）]|$|为|是|较|比|由|从|与|同|和|及|年初|全年|预算|决算|支出|开支|减|增|降|升|亦|也|均|都|仍|未|没有|无|下降|上升|"
    r"提高|压|共|合计|总计|约|分别|占|完成|方面|上)"
)
_JOINS = tuple("、和及与")


class ShortName(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One entry of patterns/accounts/short.yaml."""

    name: str
    topic: str
    pattern: str
    example: str
    counter_example: str


@functools.cache
def _of_topic(topic: str) -> tuple[tuple[re.Pattern[str], Term], ...]:
    entries = patterns.load("accounts/short", ShortName)
    found = ((entry, accounts.term(entry.name)) for entry in entries if entry.topic == topic)
    return tuple(
        (re.compile(f"{_ALONE}(?:{e.pattern}){_THEN}"), term) for e, term in found if term is not None
    )


def find(folded: str, topic: str) -> list[tuple[int, int, Term]]:
    """(start, end, account) of each short name that stands alone in a folded text of a section on ``topic``.

    One before 、 or 和 counts only where the next member of its list is a short name that stands alone too.
    """
    hits = [(m.start(), m.end(), term) for regex, term in _of_topic(topic) for m in regex.finditer(folded)]
    kept: list[tuple[int, int, Term]] = []
    for start, end, term in sorted(hits, key=lambda hit: -hit[0]):
        listed = folded[end : end + 1] in _JOINS
        if not listed or (kept and kept[-1][0] == end + 1):
            kept.append((start, end, term))
    return kept[::-1]
