"""Tesseract with its Chinese data, where the system has both: one run of the program for all lines of a page."""

from __future__ import annotations

import functools
import html
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from PIL import Image

from gouji.read.scan.areas import text_areas
from gouji.read.scan.picture import PAPER, Gray
from gouji.read.scan.recogniser import Area, Glyph

_LANGUAGE = "chi_sim"
_HIGH = 44
_EDGE = 10
_DOUBT = 4
"""Its doubts count so many times: on worn pages most figures it misreads are given 80 to 97 percent."""
_SECONDS = 20
_SECONDS_A_LINE = 2
_PAGE = re.compile(r"<div class='ocr_page'")
_GLYPH = re.compile(
    r"<span class='ocrx_cinfo' title='x_bboxes (-?\d+) -?\d+ (-?\d+) -?\d+; x_conf ([\d.]+)'>([^<]*)</span>"
)


@functools.cache
def installed() -> Tesseract | None:
    """Tesseract, asked once a process; None where the program or its Chinese data is missing."""
    program = shutil.which("tesseract")
    if program is None:
        return None
    try:
        listed = subprocess.run(
            [program, "--list-langs"], capture_output=True, text=True, timeout=_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return Tesseract(program) if _LANGUAGE in listed.stdout.split() else None


class Tesseract:
    """Lines found by their ink, each read as one line."""

    name = "tesseract"

    def __init__(self, program: str) -> None:
        self._program = program

    def find(self, image: Gray, size: float) -> list[Area]:
        """The lines of text by the gaps around their ink."""
        return text_areas(image, size)

    def read(self, strips: Sequence[Gray]) -> list[tuple[Glyph, ...]]:
        """The characters of each strip; a run that fails or takes too long reads nothing."""
        if not strips:
            return []
        with tempfile.TemporaryDirectory() as folder:
            scales = [_store(strip, Path(folder, f"{place}.png")) for place, strip in enumerate(strips)]
            names = Path(folder, "names.txt")
            names.write_text("".join(f"{Path(folder, f'{place}.png')}\n" for place in range(len(strips))))
            pages = _PAGE.split(self._run(names, _SECONDS + _SECONDS_A_LINE * len(strips)))[1:]
        if len(pages) != len(strips):
            return [()] * len(strips)
        return [tuple(_glyphs(page, scale)) for page, scale in zip(pages, scales, strict=True)]

    def _run(self, names: Path, seconds: float) -> str:
        command = [
            self._program,
            str(names),
            "stdout",
            "-l",
            _LANGUAGE,
            "--psm",
            "7",
            "-c",
            "hocr_char_boxes=1",
            "hocr",
        ]
        try:
            done = subprocess.run(
                command,
                capture_output=True,
                timeout=seconds,
                check=False,
                env={**os.environ, "OMP_THREAD_LIMIT": "1"},
            )
        except (OSError, subprocess.TimeoutExpired):
            return ""
        return done.stdout.decode("utf-8", errors="replace")


def _store(strip: Gray, path: Path) -> float:
    """Write a strip, as high as the recogniser likes its lines and with paper around; gives its enlargement."""
    high, wide = strip.shape
    scale: float = _HIGH / high
    size = (max(round(wide * scale), 1), _HIGH)
    resized = np.asarray(Image.fromarray(strip).resize(size, Image.Resampling.BICUBIC))
    Image.fromarray(np.pad(resized, _EDGE, constant_values=PAPER)).save(path, dpi=(300, 300))
    return scale


def _glyphs(page: str, scale: float) -> Iterator[Glyph]:
    for left, right, sure, text in _GLYPH.findall(page):
        char = html.unescape(text)
        if char.strip():
            yield Glyph(
                char,
                (int(left) - _EDGE) / scale,
                (int(right) - _EDGE) / scale,
                max(1 - _DOUBT * (1 - float(sure) / 100), 0.0),
            )
