"""The FILE arguments of the verbs: which paths make up which report."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from gouji.errors import UnreadableError
from gouji.read.endings import KNOWN, PICTURES, SAVED, reports_among

ENGINES = ("auto", "pdfium", "pdfminer")
with_ocr = click.option(
    "--ocr",
    type=click.Choice(("auto", "rapidocr", "tesseract", "none")),
    default="auto",
    show_default=True,
    help="扫描页与图片的文字识别：auto 用已安装的较好者，none 不识别。",
)
"""The option that names the recogniser of scanned pages."""
with_patterns = click.option(
    "--patterns",
    "patterns_folder",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="自己的模式目录，与 patterns/ 的布局相同；其中的条目加在自带的之后。",
)
"""The option that names a user's own patterns."""


def add_patterns(folder: Path | None) -> None:
    """Adds the folder of --patterns before anything is loaded."""
    if folder is not None:
        from gouji import patterns

        patterns.use(folder)


def reports(files: Sequence[str], *, bundle: bool) -> list[tuple[Path, ...]]:
    """The paths of each report: every file one report, all one with ``bundle``.

    The files of a folder are one report, or several where they name several departments or years.
    """
    groups: list[tuple[Path, ...]] = []
    for path in map(_path, files):
        groups.extend(_of_folder(path, bundle=bundle) if path.is_dir() else [(path,)])
    return [tuple(path for group in groups for path in group)] if bundle else groups


def _path(name: str) -> Path:
    """The path of an argument; for "-" that of a temporary copy of standard input, gone when the verb ends."""
    if name != "-":
        return Path(name)
    folder = click.get_current_context().with_resource(TemporaryDirectory())
    data = sys.stdin.buffer.read()
    suffix = ".json" if data.lstrip()[:1] == b"{" else ".txt"
    path = Path(folder) / f"stdin{suffix}"
    path.write_bytes(data)
    return path


def _of_folder(folder: Path, *, bundle: bool) -> list[tuple[Path, ...]]:
    """The reports of a folder.

    Pictures count where nothing else is there, saved results only where not even those are; a folder without
    any stands for itself, so that reading it says what is wrong.
    """
    try:
        names = sorted(path for path in folder.iterdir() if not path.name.startswith((".", "~$")))
    except OSError:
        return [(folder,)]
    found = reports_among(names)
    if not found:
        return [(folder,)]
    others = [path.name for path in names if path.is_file() and path.suffix.lower() not in KNOWN]
    if others:
        click.echo(f"gouji：{folder.name} 中的 {'、'.join(others)} 不是可读取的类型，已略过", err=True)
    ending = found[0].suffix.lower()
    if bundle or ending in PICTURES:
        return [tuple(found)]
    if ending in SAVED:
        return [(path,) for path in found]
    from gouji.read import read
    from gouji.read.bundles import bundles

    return bundles(found, lambda path: read(path, ocr="none"))


def complain(errors: Iterable[UnreadableError]) -> None:
    """One line on stderr for each input that could not be read."""
    for error in errors:
        click.echo(f"gouji：{error}", err=True)
