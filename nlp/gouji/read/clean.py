"""Printed text without the accidents of setting: white space, invisible characters, look-alike code points."""

from __future__ import annotations

import re
import unicodedata

from gouji.read.radicals import RADICALS

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\x00-\x08\x0e-\x1f]")
_BESIDE_NO_WORD = re.compile(r"(?<![A-Za-z])\s+|\s+(?![A-Za-z])")
_SPACE = re.compile(r"\s+")
_LOOK_ALIKE = re.compile("[\u2f00-\u2fdf\uf900-\ufaff\ufb00-\ufb06]")
_BULLET = re.compile(
    r"^\s*(?:[-–][ \u3000\t]+(?=[^\s\d\-–])|[-–][ \u3000]+(?=\d+[、.．)）])|[•●◆■▪][ \u3000]*)"
)
_MARKUP = re.compile(r"</?(?:p|br|b|i|u|span|div|strong|sup|sub)\s*/?>", re.IGNORECASE)


def clean(text: str) -> str:
    """The text without white space, but one space between Latin words; punctuation and digits as printed."""
    if text.isascii() and text.isprintable() and " " not in text:
        return text
    text = _LOOK_ALIKE.sub(
        lambda found: unicodedata.normalize("NFKC", found.group()), text.translate(RADICALS)
    )
    text = _BESIDE_NO_WORD.sub("", _INVISIBLE.sub("", text))
    return _SPACE.sub(" ", text)


def clean_line(text: str) -> str:
    """A line of running text, cleaned, without the mark of a bulleted list."""
    return clean(_BULLET.sub("", text))


def clean_cell(text: str) -> str:
    """The text of a table cell: its wrapped lines joined, leftover markup dropped."""
    return clean(_MARKUP.sub("", text))


def glue(left: str, right: str) -> str:
    """What stands between two cleaned lines of one paragraph: a space between Latin words, else nothing."""
    return (
        " "
        if left[-1:].isascii() and left[-1:].isalpha() and right[:1].isascii() and right[:1].isalpha()
        else ""
    )


def folded(text: str) -> str:
    """A key for comparing titles and labels: full and half width, kinds of quotes and brackets are equal."""
    text = unicodedata.normalize("NFKC", clean(text)).translate(_FOLD)
    return text.replace(" ", "")


_FOLD = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "‟": '"', "‘": '"', "’": '"', "'": '"', "「": '"', "」": '"', "〔": "(", "〕": ")",
     "【": "[", "】": "]", "—": "-", "–": "-", "−": "-", "・": "·", "•": "·"}
)  # fmt: skip
