"""Which files of a folder may be reports, by the endings of their names."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePath
from typing import TypeVar

P = TypeVar("P", bound=PurePath)
DOCUMENTS = frozenset(
    {".txt", ".text", ".tsv", ".pdf", ".docx", ".xlsx", ".xlsm", ".xls", ".html", ".htm", ".mht", ".mhtml"}
)
REFUSED = frozenset({".doc", ".wps", ".et", ".rtf", ".odt", ".ods", ".ofd", ".zip", ".rar", ".7z"})
"""What is not read, or only with a converter: given to the reader all the same, so that it says so."""
PICTURES = frozenset({".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp"})
SAVED = frozenset({".json"})
_KINDS = (DOCUMENTS | REFUSED, PICTURES, SAVED)
KNOWN = frozenset().union(*_KINDS)


def reports_among(paths: Iterable[P]) -> list[P]:
    """The files of one folder that may be reports, in order of name; hidden ones and locks of Office are not.

    Pictures count where nothing else is there, saved results only where not even those are.
    """
    names = sorted(path for path in paths if not path.name.startswith((".", "~$")))
    return next(
        (some for kind in _KINDS if (some := [path for path in names if path.suffix.lower() in kind])), []
    )
