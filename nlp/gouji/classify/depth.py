"""How much a reason tells: D0 to D4, whether it gives an amount, whether it is stock phrasing."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Literal

import msgspec

from gouji import hints, patterns, words
from gouji.classify.votes import Explained, masked
from gouji.model import Factor
from gouji.quantity import find
from gouji.vocabulary import Depth

STOCK_LEFT = Decimal("0.2")
DRIVER: Depth = "D3"
PRECISE: Depth = "D4"
_MEASURING = frozenset({"money", "count", "percent", "percentage_point", "multiple"})
_SOMEONE = frozenset({"一名", "一位", "一个", "一人"})
QUOTED_NAME = re.compile(r"名{2,}|《[^》]*》")


class Stock(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One entry of patterns/reasons/stock.yaml; its roles are explained there."""

    id: str
    role: Literal["phrase", "filler"]
    patterns: tuple[str, ...]
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...] = ()


class Precise(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One entry of patterns/reasons/precise.yaml: a date or document number."""

    id: str
    patterns: tuple[str, ...]
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...] = ()


@functools.cache
def precise() -> re.Pattern[str]:
    """What is finer than the years compared: month, quarter, document number."""
    entries = patterns.load("reasons/precise", Precise)
    return re.compile("|".join(f"(?:{pattern})" for entry in entries for pattern in entry.patterns))


@functools.cache
def stock(role: Literal["phrase", "filler"]) -> re.Pattern[str]:
    """The stock phrases, or the words that carry nothing beside them."""
    entries = [entry for entry in patterns.load("reasons/stock", Stock) if entry.role == role]
    return re.compile(words.expand("|".join(f"(?:{p})" for entry in entries for p in entry.patterns)))


@functools.cache
def _phrases() -> hints.Index:
    entries = [entry for entry in patterns.load("reasons/stock", Stock) if entry.role == "phrase"]
    return hints.Index([words.expand(pattern) for entry in entries for pattern in entry.patterns])


def lifted(factor: Factor, reached: Depth | None) -> Depth | None:
    """D4 for a driver, or a cause that no voter knows, with a quantity, a date or a document number; else as it was."""
    if reached in (None, DRIVER) and (measured(factor) or precise().search(factor.text)):
        return PRECISE
    return reached


def measured(factor: Factor) -> bool:
    """Whether a cause gives a quantity: an amount of money, persons or things counted, a percentage.

    一名, 一位 and 一个 only say that it was somebody or something.
    """
    figures = [f for f in find(factor.text) if f.why is None and f.quantity.kind in _MEASURING]
    return factor.amount is not None or any(f.text not in _SOMEONE for f in figures)


def of_reason(depths: Sequence[Depth | None], about: Explained, *, total: bool) -> Depth | None:
    """The depth of a whole reason: that of its deepest cause.

    A cause that no voter knows counts as a driver (D3) where the reason is known to explain a change: what
    restates or names a part is a closed matter of accounts, drivers are open. Where nothing is explained and
    nothing known, there is no depth. ``total`` says that an amount is given for several causes together.
    """
    explains = bool(about.subjects or about.direction)
    known = [depth or DRIVER for depth in depths if depth is not None or explains]
    deepest = max(known, default=None)
    return PRECISE if total and deepest == DRIVER else deepest


def amount(text: str, factors: Sequence[Factor]) -> Decimal | None:
    """The amount in 元 that a reason gives as a whole, or None.

    An amount that belongs to no cause (两项共计…) is one; so is the amount of the only cause that has one.
    """
    given = [factor.amount for factor in factors if factor.amount is not None]
    rest = [value for value in _money(text) if value not in given]
    if len(rest) == 1 and len(given) != 1:
        return rest[0]
    return given[0] if len(given) == 1 else None


def _money(text: str) -> list[Decimal]:
    return [abs(f.quantity.base_value) for f in find(text) if f.quantity.kind == "money" and f.why is None]


def quantified(text: str) -> bool:
    """Whether the reason gives an amount of money."""
    return bool(_money(text))


@functools.lru_cache(maxsize=8192)
def boilerplate(text: str, about: Explained) -> bool:
    """Whether the text is stock phrasing without an object.

    It has a stock phrase, no amount and no quoted name, and of its characters at most `STOCK_LEFT` are left
    when stock phrases, the explained accounts and words that carry nothing are taken away.
    """
    if not _phrases().candidates(text) or quantified(text) or QUOTED_NAME.search(masked(text)):
        return False
    left, found = stock("phrase").subn("", text)
    for subject in about.subjects:
        left = left.replace(subject.rsplit("/", maxsplit=1)[-1], "")
    left = stock("filler").sub("", left)
    return found > 0 and len(left) <= STOCK_LEFT * len(text)
