"""The FILE arguments of the verbs: which paths make up which report."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from gouji.errors import UnreadableError

READABLE = {".txt", ".pdf", ".json"}


def reports(files: Sequence[str], *, bundle: bool) -> list[tuple[Path, ...]]:
    """The paths of each report: every file one report, a folder one bundle, all one with ``bundle``."""
    parts = [_of_folder(Path(name)) if Path(name).is_dir() else (Path(name),) for name in files]
    return [tuple(path for part in parts for path in part)] if bundle else parts


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
