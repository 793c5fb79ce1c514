"""A recogniser that reads what it is told, and pictures of pages drawn for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
from gouji.read.scan.areas import text_areas
from gouji.read.scan.recogniser import Area, Glyph
from PIL import Image, ImageDraw

Gray = npt.NDArray[np.uint8]
SCALE = 2
DPI = 72.0 * SCALE
HIGH = 9


class Fake:
    """Gives the texts it holds to the strips in the order it is asked; ``sure`` says how sure each text is."""

    name = "fake"

    def __init__(self, texts: Sequence[str], sure: Mapping[str, float] | None = None) -> None:
        self.texts, self.sure = list(texts), dict(sure or {})
        self.asked: list[Gray] = []

    def find(self, image: Gray, size: float) -> list[Area]:
        return text_areas(image, size)

    def read(self, strips: Sequence[Gray]) -> list[tuple[Glyph, ...]]:
        self.asked.extend(strips)
        return [self._glyphs(self.texts.pop(0) if self.texts else "", strip) for strip in strips]

    def _glyphs(self, text: str, strip: Gray) -> tuple[Glyph, ...]:
        step = strip.shape[1] / max(len(text), 1)
        sure = self.sure.get(text, 0.99)
        return tuple(Glyph(char, place * step, (place + 1) * step, sure) for place, char in enumerate(text))


class Sheet:
    """A picture of a page, drawn in points; text is drawn as bars, one a character."""

    def __init__(self, width: int = 420, height: int = 300) -> None:
        self.image = Image.new("L", (width * SCALE, height * SCALE), 255)
        self.pen = ImageDraw.Draw(self.image)

    def line(self, x0: float, y0: float, x1: float, y1: float, gray: int = 0) -> None:
        self.pen.line([SCALE * at for at in (x0, y0, x1, y1)], fill=gray, width=2)

    def text(self, x: float, y: float, count: int, high: float = HIGH) -> None:
        """``count`` characters from here; the box of a character is as wide as it is high."""
        for place in range(count):
            left = x + place * high
            box = (left, y, left + high * 0.7, y + high)
            self.pen.rectangle([round(SCALE * at) for at in box], outline=0, width=2)

    def grid(self, xs: Sequence[float], ys: Sequence[float]) -> None:
        for x in xs:
            self.line(x, ys[0], x, ys[-1])
        for y in ys:
            self.line(xs[0], y, xs[-1], y)

    @property
    def gray(self) -> Gray:
        return np.asarray(self.image)
