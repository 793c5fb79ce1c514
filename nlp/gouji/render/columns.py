"""Text set in columns of a terminal, where a Chinese character is two wide."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

# Latin words and figures stay whole; every other character may end a line.
_UNIT = re.compile(r"[0-9A-Za-z.,%\-]+|\s+|.", re.DOTALL)
# Marks that a console in a national encoding lacks, and what stands for them there.
_PLAIN = str.maketrans({"✓": "√", "−": "-", "≈": "~"})
_NARROWEST = 40
_UNSHOWN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_NOT_AT_START = frozenset("，。、；：！？）》】”’％%)],.;:!?…")
_NOT_AT_END = frozenset("（《【“‘([")


class Printer:
    """Prints lines and labelled fields, broken at the width of the console."""

    def __init__(self, console: Console, label_width: int) -> None:
        self._console, self._label_width = console, label_width
        self._width = max(console.width, _NARROWEST)

    def line(self, text: str = "", style: str = "", indent: int = 0) -> None:
        """One text, broken where it must be."""
        for part in wrap(clean(text), self._width - indent) or [""]:
            self._put(" " * indent, part, style)

    def field(self, label: str, *texts: str | None, style: str = "", indent: int = 0) -> None:
        """A label and its texts one below the other; nothing at all where there is no text."""
        room = self.room(indent)
        for text in texts:
            for part in wrap(clean(text), room) if text else ():
                self._put(" " * indent + label + " " * (self._label_width - cell_len(label)), part, style)
                label = ""

    def room(self, indent: int = 0) -> int:
        """How many columns a field has beside its label."""
        return self._width - indent - self._label_width

    def _put(self, before: str, text: str, style: str) -> None:
        line = Text.assemble(self._encodable(before), (self._encodable(text), style))
        self._console.print(line, soft_wrap=True)

    def _encodable(self, text: str) -> str:
        encoding = self._console.encoding
        if encoding.lower().startswith("utf"):
            return text
        return text.translate(_PLAIN).encode(encoding, "replace").decode(encoding)


def clean(text: str) -> str:
    """Text without control and direction characters: a report must not steer the terminal."""
    return "".join("�" if unicodedata.category(char) in _UNSHOWN else char for char in text)


def wrap(text: str, width: int) -> list[str]:
    """Break text into lines of at most `width` columns, keeping figures whole and punctuation in place."""
    lines: list[str] = []
    line: list[str] = []
    for piece in _pieces(text, width):
        if line and cell_len("".join(line)) + cell_len(piece) > width:
            carried = _carry(line, piece)
            lines.append("".join(line).rstrip())
            line = carried
        if line or not piece.isspace():
            line.append(piece)
    if line:
        lines.append("".join(line).rstrip())
    return lines


def around(text: str, start: int, end: int, width: int) -> str:
    """The text around [start, end), cut to about `width` columns with … where something is left out."""
    if cell_len(text) <= width:
        return text
    start, end = max(0, start), min(len(text), max(start, end))
    room = max(0, width - cell_len(text[start:end]) - 4)
    left = _take(text[:start][::-1], room // 2)
    right = _take(text[end:], room - cell_len(left))
    left = _take(text[:start][::-1], room - cell_len(right))[::-1]
    body = left + text[start:end] + right
    before = "…" if len(left) < start else ""
    after = "…" if end + len(right) < len(text) else ""
    return before + body + after


def _take(text: str, width: int) -> str:
    taken = 0
    for index, char in enumerate(text):
        taken += cell_len(char)
        if taken > width:
            return text[:index]
    return text


def _pieces(text: str, width: int) -> Iterator[str]:
    for match in _UNIT.finditer(text):
        piece = match.group()
        if cell_len(piece) <= width:
            yield piece
        else:
            yield from piece


def _carry(line: list[str], piece: str) -> list[str]:
    """What moves to the next line so that no line starts with a closing or ends with an opening mark."""
    carried: list[str] = []
    if piece[0] in _NOT_AT_START and len(line) > 1:
        carried.insert(0, line.pop())
    while len(line) > 1 and line[-1] in _NOT_AT_END:
        carried.insert(0, line.pop())
    return carried
