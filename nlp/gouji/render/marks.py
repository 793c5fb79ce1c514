"""Text that a spreadsheet would take for a formula, and the mark that keeps it text."""

from __future__ import annotations

import re

# Excel in Chinese and Japanese takes the full-width signs for the plain ones.
_SIGNS = "=+\\-@\t\r\n＝＋－＠"
_FORMULA = re.compile(f"[{_SIGNS}]")
_MARKABLE = re.compile(f"'*[{_SIGNS}]")
_MARKED = re.compile(f"'+[{_SIGNS}]")


def is_formula(text: str) -> bool:
    """Whether a spreadsheet that opens this text may compute it."""
    return _FORMULA.match(text) is not None


def marked(text: str) -> str:
    """Text with an apostrophe before it where a spreadsheet might compute it; `unmarked` gives it back."""
    return "'" + text if _MARKABLE.match(text) else text


def unmarked(text: str) -> str:
    """The text before `marked`."""
    return text[1:] if _MARKED.match(text) else text
