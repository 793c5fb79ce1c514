"""What printed text is made of: plain words, facts, and figures that state no fact."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal, TypeAlias

Kind = Literal[
    "level", "change", "change_rate", "share", "completion", "comparison", "count", "score", "flat", "none"
]
Direction = Literal["increase", "decrease", "flat"]
Address: TypeAlias = tuple[str, str, str]
"""A table cell: form, row label or code, column with its side (收入:金额)."""

_DANGLING = re.compile(r"[，。](?=[。；])")
_SLOT = re.compile(r"\{(\w+)\}")
CENT = Decimal("0.01")
TEN_THOUSAND = Decimal(10000)


@dataclass(frozen=True, slots=True)
class About:
    """What a fact is about. ``key`` names it inside the generator, for the injectors."""

    key: str
    subject: str
    scope: str | None = None
    cells: tuple[Address, ...] = ()
    code: str | None = None
    measure: str | None = "决算"


@dataclass(frozen=True, slots=True)
class Fact:
    """A printed statement of fact; ``value`` is None where it has no figure of its own.

    ``also`` holds the further subjects of a shared figure (均为, 各).
    """

    key: str
    text: str
    kind: Kind
    about: About
    value: Decimal | None = None
    unit: str | None = None
    year: int | None = None
    basis: str | None = None
    of: str | None = None
    direction: Direction | None = None
    also: tuple[About, ...] = ()
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class Other:
    """A printed figure that states no fact: a year, a list number, a threshold, a number in a name."""

    text: str
    why: str


Piece: TypeAlias = str | Fact | Other
Pieces: TypeAlias = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of the report. ``key`` is set where an injector or the truth needs the place."""

    kind: str
    pieces: Pieces
    key: str = ""

    @property
    def text(self) -> str:
        """The paragraph as printed."""
        return plain(self.pieces)


@dataclass(frozen=True, slots=True)
class Style:
    """How figures are printed in the narrative: thousands separators, trailing zeros dropped or not,
    the unit of money, the decimals of a percentage. Amounts come in 万元.
    """

    separators: bool
    trimmed: bool
    unit: str = "万元"
    places: int = 2

    def printed(self, amount: Decimal) -> Decimal:
        """An amount in the unit of the text, rounded as it is printed."""
        whole = amount * TEN_THOUSAND if self.unit == "元" else amount
        rounded = whole.quantize(CENT, ROUND_HALF_UP)
        return whole if whole == rounded else rounded

    def money(self, amount: Decimal) -> str:
        """An amount with its unit."""
        return f"{self.number(self.printed(amount))}{self.unit}"

    def percent(self, part: Decimal, whole: Decimal) -> Decimal:
        """A share in percent as it is printed."""
        return (part * 100 / whole).quantize(Decimal(1).scaleb(-self.places), ROUND_HALF_UP)

    def rate(self, value: Decimal) -> str:
        """A percentage with its sign."""
        return f"{self.number(value, self.places)}%"

    def number(self, value: Decimal, places: int = 2) -> str:
        """A figure with at most so many decimals."""
        text = f"{value:,.{places}f}" if self.separators else f"{value:.{places}f}"
        return text.rstrip("0").rstrip(".") if self.trimmed and "." in text else text


def plain(pieces: Sequence[Piece]) -> str:
    """The text of pieces, joined."""
    return "".join(piece if isinstance(piece, str) else piece.text for piece in pieces)


def fill(template: str, **parts: Piece | Pieces) -> Pieces:
    """Put pieces into the {slots} of a template."""
    out: list[Piece] = []
    for index, chunk in enumerate(_SLOT.split(template)):
        if index % 2 == 0:
            if chunk:
                out.append(chunk)
            continue
        part = parts[chunk]
        out.extend(part if isinstance(part, tuple) else (part,))
    return tuple(out)


def merged(pieces: Pieces) -> Pieces:
    """The same pieces with neighbouring words joined and empty ones left out."""
    out: list[Piece] = []
    for piece in pieces:
        if isinstance(piece, str) and out and isinstance(out[-1], str):
            out[-1] += piece
        elif piece != "":
            out.append(piece)
    return tuple(out)


def tidied(paragraph: Paragraph) -> Paragraph:
    """The paragraph without the comma or full stop that a reason left out leaves before the next mark."""
    out: list[Piece] = []
    for piece in paragraph.pieces:
        text = _DANGLING.sub("", piece) if isinstance(piece, str) else ""
        if text and out and isinstance(out[-1], str) and _DANGLING.search(out[-1][-1:] + text[0]):
            out[-1] = out[-1][:-1]
        out.append(text or piece)
    return replace(paragraph, pieces=tuple(out))


def facts(pieces: Sequence[Piece]) -> Iterator[Fact]:
    """The facts among pieces, in order."""
    return (piece for piece in pieces if isinstance(piece, Fact))


def reworded(fact: Fact, text: str, value: Decimal | None = None) -> Fact:
    """The same statement with other words, and another value where one is given."""
    return replace(fact, text=text, value=fact.value if value is None else value)


def percent(part: Decimal, whole: Decimal) -> Decimal:
    """A share in percent, two decimals, half up."""
    return (part * 100 / whole).quantize(CENT, ROUND_HALF_UP)
