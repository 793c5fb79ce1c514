"""What `gouji audit` puts out for each report: JSON on stdout, the summary, the files, the decisions carried over."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import click
from rich.console import Console

from gouji.decisions import Carried, Decided, audit_json, belongs, carry
from gouji.errors import SourceError
from gouji.model import Audit, Report
from gouji.render import carried_over, not_of_this_report, render, summary

_WRITTEN = {"zh": "已写入：", "en": "Written: "}


@dataclass(frozen=True, slots=True)
class Output:
    """What was asked for: where the files go (None: nowhere), their formats, and how the summary speaks.

    ``stream`` is True where JSON goes to stdout; ``page_images`` bounds the pictures in a page, in MB.
    """

    folder: Path | None
    formats: Sequence[str]
    stream: bool
    talk: Console
    lang: str
    most: int
    page_images: float
    decided: Sequence[Decided] = ()


def put(output: Output, audit: Audit, paths: Sequence[Path], stem: str, *, alone: bool) -> None:
    """Put out one report; `alone` means that its JSON need not be a single line."""
    own = [decided for decided in output.decided if belongs(decided, audit.report)]
    carried = carry(own, audit.findings) if output.decided else None
    if output.stream:
        click.echo(audit_json(audit, carried, indent=1 if alone else None))
    written = _written(output, audit, paths, stem, carried)
    summary(audit, output.talk, lang=output.lang, most=output.most)
    if own and carried is not None:
        carried_over(carried, output.talk, lang=output.lang)
    if written:
        names = "  ".join(str(path) for path in written)
        output.talk.print(_WRITTEN[output.lang] + names, soft_wrap=True)


def _written(
    output: Output, audit: Audit, paths: Sequence[Path], stem: str, carried: tuple[Carried, ...] | None
) -> list[Path]:
    """The files of a result; what needs a source that cannot be had costs one line, not the other files."""
    written: list[Path] = []
    if output.folder is None:
        return written
    for name in output.formats:
        try:
            written += render(
                audit, output.folder, stem, [name], output.lang,
                sources=at_hand(paths, audit.report), decisions=carried, page_images=output.page_images,
            )  # fmt: skip
        except SourceError as error:
            click.echo(f"gouji：{error}", err=True)
    return written


def strangers(output: Output, reports: Iterable[Report]) -> None:
    """Say which files of decisions belong to none of the reports."""
    audited = list(reports)
    for decided in output.decided:
        if not any(belongs(decided, report) for report in audited):
            not_of_this_report(decided.report, output.talk, lang=output.lang)


def at_hand(paths: Sequence[Path], report: Report) -> dict[str, Path]:
    """The files of a report by the names of its sources: those given, or lying beside the saved Report given."""
    beside = {path.name: path for path in paths}
    folder = paths[0].parent
    named = {source.name: folder / Path(source.name).name for source in report.sources}
    return {name: path for name, path in {**named, **beside}.items() if path.is_file()}
