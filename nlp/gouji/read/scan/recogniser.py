"""What reads text in pictures: the interface of the recognisers, and the choice of the one to use."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from gouji.read.scan.picture import Gray

HOW_TO_GET = '请安装文字识别组件：pip install "gouji[scan]"，或安装 tesseract 与 chi_sim'
_BEST_FIRST = ("rapidocr", "tesseract")


@dataclass(frozen=True, slots=True)
class Glyph:
    """A recognised character: its reach across the strip in dots, and how sure the recogniser is, 0 to 1."""

    text: str
    x0: float
    x1: float
    confidence: float


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of a picture in dots, origin top left, ends exclusive."""

    x0: int
    top: int
    x1: int
    bottom: int


class Recogniser(Protocol):
    """Finds and reads lines of text; grey pictures, ink dark on light."""

    @property
    def name(self) -> str:
        """As the user names it."""

    def find(self, image: Gray, size: float) -> list[Area]:
        """Where lines of text stand in a picture whose usual character is ``size`` dots high."""

    def read(self, strips: Sequence[Gray]) -> list[tuple[Glyph, ...]]:
        """The characters of each strip, a picture of one line of text, from the left; white space left out."""


def recogniser(name: str) -> Recogniser | None:
    """The recogniser of this name, for "auto" the best one installed; None where there is none.

    Args:
        name: "auto", "rapidocr", "tesseract" or "none".
    """
    for one in _BEST_FIRST if name == "auto" else (name,):
        if one in _BEST_FIRST:
            found: Recogniser | None = importlib.import_module(f"gouji.read.scan.{one}").installed()
            if found is not None:
                return found
    return None
