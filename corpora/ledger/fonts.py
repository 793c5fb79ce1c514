"""Finds a Chinese TrueType font on the machine; only a subset of it goes into the PDF."""

from __future__ import annotations

import os
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

NAME = "Ledger"
_PLACES = (
    "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc",
    "/usr/share/fonts/wqy-microhei/wqy-microhei.ttc",
    "/usr/share/fonts/wenquanyi/wqy-microhei/wqy-microhei.ttc",
    "/usr/share/fonts/truetype/arphic-gbsn00lp/gbsn00lp.ttf",
    "/Library/Fonts/Arial Unicode.ttf",
    "C:/Windows/Fonts/simsun.ttc",
    "C:/Windows/Fonts/msyh.ttc",
)


class FontMissing(RuntimeError):
    """No usable font; the message says what to do."""


def font_path() -> Path:
    """The file named by GOUJI_FONT, or the first of the usual places that exists."""
    named = os.environ.get("GOUJI_FONT")
    if named:
        if not Path(named).is_file():
            raise FontMissing(f"GOUJI_FONT names no file: {named}")
        return Path(named)
    for place in _PLACES:
        if Path(place).is_file():
            return Path(place)
    raise FontMissing(
        "no Chinese TrueType font found: install fonts-wqy-microhei or set GOUJI_FONT to a .ttf/.ttc file"
    )


def register() -> str:
    """Register the font with reportlab and return its name."""
    path = font_path()
    if path.suffix.lower() == ".ttc":
        pdfmetrics.registerFont(TTFont(NAME, str(path), subfontIndex=0))
    else:
        pdfmetrics.registerFont(TTFont(NAME, str(path)))
    return NAME
