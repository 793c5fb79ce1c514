"""Figures inside free words (names of projects, reasons, duties): found and marked as stating no fact."""

from __future__ import annotations

import re

from corpora.ledger.pieces import Other, Piece, Pieces

_DATE = re.compile(r"\d+年\d+月\d+日|\d+月|\d+年度?")
_NUMBER = re.compile(r"\d+")


def named(text: str) -> Pieces:
    """A name or free words with the numbers in it marked: dates as dates, anything else as a name."""
    out: list[Piece] = []
    at = 0
    while at < len(text):
        found = _NUMBER.search(text, at)
        if not found:
            out.append(text[at:])
            break
        date = _DATE.match(text, found.start())
        hit = date or found
        if hit.start() > at:
            out.append(text[at : hit.start()])
        out.append(Other(hit.group(), _why(hit.group()) if date else "name"))
        at = hit.end()
    return tuple(out)


def _why(text: str) -> str:
    return "year" if text.rstrip("度").endswith("年") else "date"
