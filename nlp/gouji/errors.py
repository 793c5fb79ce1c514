"""The errors gouji raises. What is wrong with a document is a value (a note, a finding), not one of these."""

from __future__ import annotations

from pathlib import Path


class GoujiError(Exception):
    """Base of all errors of gouji; its text is one line that a user can act on."""


class UnreadableError(GoujiError):
    """An input that nothing can be had from: which file, what is wrong, what to do.

    Args:
        path: the input as the user named it.
        what: what is wrong with it, in one clause.
        remedy: what the user can do about it, in one clause.
    """

    def __init__(self, path: Path | str, what: str, remedy: str) -> None:
        self.path, self.what, self.remedy = Path(path), what, remedy
        super().__init__(f"{Path(path).name}：{what}；{remedy}")


class PatternError(GoujiError):
    """A pattern file that breaks its schema.

    Args:
        path: the pattern file.
        line: its line, counted from 1, or None where the whole file is meant.
        what: what is wrong, with the allowed names where a key is unknown.
    """

    def __init__(self, path: Path | str, line: int | None, what: str) -> None:
        self.path, self.line, self.what = Path(path), line, what
        place = f"{path}:{line}" if line else f"{path}"
        super().__init__(f"{place}：{what}")


class SchemaError(GoujiError):
    """JSON that is not what its `schema` says: the path inside it and what was expected."""


class GoldError(GoujiError):
    """A gold file that breaks the annotation format: file, line, what is wrong."""


class SourceError(GoujiError):
    """A file of the report that a result is made of: not given, not of the right type, or not what was audited."""
