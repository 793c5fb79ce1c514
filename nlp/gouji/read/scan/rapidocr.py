"""RapidOCR: PP-OCR models on onnxruntime, both from their wheels; nothing is fetched and nothing is reported."""

from __future__ import annotations

import functools
import importlib.util
import os
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from gouji.read.scan.areas import bands_of
from gouji.read.scan.picture import Gray
from gouji.read.scan.recogniser import Area, Glyph

_PARAMETERS = {
    "Global.log_level": "critical",
    "Global.max_side_len": 4000,
    "Det.limit_type": "max",
    "Det.limit_side_len": 1600,
    "Rec.rec_batch_num": 8,
    "Rec.rec_img_shape": [3, 48, 64],
}
_BAND_GAP = 3.0
_BAND_EDGE = 1.0
_NO_REPORTS = "ORT_DISABLE_TELEMETRY"


@functools.cache
def installed() -> RapidOcr | None:
    """RapidOCR with its models loaded, once a process; None where the extra is not installed."""
    if any(importlib.util.find_spec(name) is None for name in ("rapidocr", "onnxruntime")):
        return None
    # onnxruntime reports its use to its maker unless this is set before it is first imported
    os.environ[_NO_REPORTS] = "1"
    import onnxruntime
    from rapidocr import RapidOCR

    onnxruntime.disable_telemetry_events()
    engine = RapidOCR(params=_PARAMETERS)
    engine.return_word_box = True
    return RapidOcr(engine)


class RapidOcr:
    """The detector for text that stands free, the recogniser for lines; the classifier of turns is not used."""

    name = "rapidocr"

    def __init__(self, engine: Any) -> None:
        self._engine = engine

    def find(self, image: Gray, size: float) -> list[Area]:
        """The boxes of the text detector, as upright rectangles; it looks at the printed parts of a page only."""
        bands = bands_of(image, _BAND_GAP * size, _BAND_EDGE * size)
        return [area for band in bands for area in self._found(image, band)]

    def _found(self, image: Gray, band: Area) -> Iterator[Area]:
        part = image[band.top : band.bottom, band.x0 : band.x1]
        found = self._engine(_coloured(part), use_det=True, use_cls=False, use_rec=False)
        for box in () if found.boxes is None else found.boxes:
            xs, ys = box[:, 0] + band.x0, box[:, 1] + band.top
            yield Area(
                max(int(xs.min()), band.x0),
                max(int(ys.min()), band.top),
                min(int(xs.max()) + 1, band.x1),
                min(int(ys.max()) + 1, band.bottom),
            )

    def read(self, strips: Sequence[Gray]) -> list[tuple[Glyph, ...]]:
        """The characters of each strip, at the columns of the network where they were seen."""
        if not strips:
            return []
        found = self._engine.recognize_txt([_coloured(strip) for strip in strips])
        return [
            tuple(_glyphs(text, info, strip.shape[1]))
            for text, info, strip in zip(found.txts, found.word_results, strips, strict=True)
        ]


def _coloured(image: Gray) -> Any:
    return np.ascontiguousarray(np.repeat(image[:, :, None], 3, axis=2))


def _glyphs(text: str, info: Any, wide: int) -> Iterator[Glyph]:
    """Words come without their spaces, confidences with them."""
    columns = [column for word in info.word_cols for column in word]
    printed = [(char, sure) for char, sure in zip(text, info.confs, strict=False) if not char.isspace()]
    step = wide / info.line_txt_len if info.line_txt_len else 0.0
    for (char, sure), column in zip(printed, columns, strict=False):
        yield Glyph(char, column * step, (column + 1) * step, float(sure))
