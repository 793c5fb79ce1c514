"""The FILE arguments of the verbs: which paths make up which report."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from gouji.errors import UnreadableError

ENGINES = ("auto", "pdfium", "pdfminer")
READABLE = {".txt", ".pdf", ".json"}


def reports(files: Sequence[str], *, bundle: bool) -> list[tuple[Path, ...]]:
    """The paths of each report: every file one report, a folder one bundle, all one with ``bundle``."""
    parts = [_of_folder(path) if path.is_dir() else (path,) for path in map(_path, files)]
    return [tuple(path for part in parts for path in part)] if bundle else parts


def _path(name: str) -> Path:
    """The path of an argument; for "-" that of a temporary copy of standard input, gone when the verb ends."""
    if name != "-":
        return Path(name)
    folder = click.get_current_context().with_resource(TemporaryDirectory())
    data = sys.stdin.buffer.read()
    suffix = ".pdf" if data.startswith(b"%PDF") else ".json" if data.lstrip()[:1] == b"{" else ".txt"
    path = Path(folder) / f"stdin{suffix}"
    path.write_bytes(data)
    return path


def _of_folder(folder: Path) -> tuple[Path, ...]:
    """The readable files of a folder, narrative before forms: by name, hidden files left out.

    An empty folder stands for itself, so that reading it says what is wrong.
    """
    found = [
        p for p in sorted(folder.iterdir()) if p.suffix.lower() in READABLE and not p.name.startswith(".")
    ]
    return tuple(found) or (folder,)


def complain(errors: Iterable[UnreadableError]) -> None:
    """One line on stderr for each input that could not be read."""
    for error in errors:
        click.echo(f"gouji：{error}", err=True)
