"""Look-alikes that are put right where they can mean nothing else; what is put right is less sure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from gouji.read.scan.recogniser import Glyph
from gouji.read.scan.settings import SCAN, ScanSettings

_WIDTH = str.maketrans("０１２３４５６７８９％．，", "0123456789%.,")
_IN_FIGURE = re.compile(r"(?<=[\d.,，])[OoQ](?=[\d.,，])|(?<=\d\.)[OoQ]+|(?<=[\d.,])[lI|](?=[\d.,])")
_COMMA = re.compile(r"(?<=\d)[，、](?=\d{3}(?:\D|$))")
_FIRST_POINT = re.compile(r"(?<=\d)\.(?=\d{3}[.,]\d)")
_POINT = re.compile(r"(?<=\d)[。·](?=\d)")
_TEN_THOUSAND = re.compile(r"(?<=\d)[方力](?=元)")
_ZERO, _ONE = "OoQ", "lI|"


def repaired(glyphs: Sequence[Glyph], settings: ScanSettings = SCAN) -> tuple[Glyph, ...]:
    """The characters of a line: digits of one width, and inside figures O → 0, l → 1, ， → comma, 方元 → 万元.

    Characters that were put right keep no more confidence than the settings allow.
    """
    plain = [
        replace(glyph, text=glyph.text.translate(_WIDTH))
        if glyph.text in "０１２３４５６７８９％．"
        else glyph
        for glyph in glyphs
    ]
    if any(len(glyph.text) != 1 for glyph in plain):
        return tuple(plain)
    text = "".join(glyph.text for glyph in plain)
    for pattern, right in (
        (_IN_FIGURE, ""),
        (_COMMA, ","),
        (_FIRST_POINT, ","),
        (_POINT, "."),
        (_TEN_THOUSAND, "万"),
    ):
        for found in pattern.finditer(text):
            for place in range(found.start(), found.end()):
                char = right or ("0" if text[place] in _ZERO else "1")
                sure = min(plain[place].confidence, settings.repaired)
                plain[place] = replace(plain[place], text=char, confidence=sure)
        text = "".join(glyph.text for glyph in plain)
    return tuple(plain)
