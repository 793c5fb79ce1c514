"""Results for readers and programs: terminal, JSON, HTML, workbook, tables, marked PDF.

Shows what an Audit holds and computes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from gouji.errors import GoujiError
from gouji.model import Audit
from gouji.render.files import stems, write
from gouji.render.html import page
from gouji.render.terminal import summary
from gouji.serial import to_json

__all__ = ["FORMATS", "page", "render", "stems", "summary", "write"]

Files = Iterator[tuple[str, str | bytes]]
"""The files of a format: what follows the stem in the name, and the content."""
Paths = Sequence[str | Path]


def _json(audit: Audit, lang: str, sources: Paths) -> Files:
    yield "audit.json", to_json(audit) + "\n"


def _html(audit: Audit, lang: str, sources: Paths) -> Files:
    yield "audit.html", page(audit, lang=lang)


def _xlsx(audit: Audit, lang: str, sources: Paths) -> Files:
    from gouji.render.workbook import workbook

    yield "audit.xlsx", workbook(audit, lang=lang)


def _csv(audit: Audit, lang: str, sources: Paths) -> Files:
    from gouji.render.tables import csv_table, schema

    yield from ((f"{name}.csv", csv_table(audit, name)) for name in schema())


def _parquet(audit: Audit, lang: str, sources: Paths) -> Files:
    from gouji.render.tables import parquet_table, schema

    yield from ((f"{name}.parquet", parquet_table(audit, name)) for name in schema())


def _pdf(audit: Audit, lang: str, sources: Paths) -> Files:
    from gouji.render.marked_pdf import marked_pdfs

    for number, content in enumerate(marked_pdfs(audit, sources, lang), 1):
        yield ("audit.pdf" if number == 1 else f"audit.{number}.pdf"), content


FORMATS: dict[str, Callable[[Audit, str, Paths], Files]] = {
    "json": _json,
    "html": _html,
    "xlsx": _xlsx,
    "csv": _csv,
    "parquet": _parquet,
    "pdf": _pdf,
}


def render(
    audit: Audit, folder: Path, stem: str, formats: Iterable[str], lang: str = "zh", sources: Paths = ()
) -> tuple[Path, ...]:
    """Write an audit in the asked formats: <stem>.audit.<format>, or <stem>.<table>.<format> for tables.

    Args:
        audit: what to write.
        folder: where to; made where it is missing.
        stem: the name of the files, from `stems`; only its final component counts.
        formats: names out of FORMATS.
        lang: "zh" or "en", for readers; what programs read is the same in both.
        sources: the files of the report; a marked PDF is made of them.

    Returns:
        The files written, in the order of `formats`.

    Raises:
        SourceError: a format needs a source that is not there, or not what was audited.
        GoujiError: a format is not known, or a file cannot be written.
    """
    asked = tuple(dict.fromkeys(formats))
    unknown = [name for name in asked if name not in FORMATS]
    if unknown:
        raise GoujiError(f"不支持的输出格式 {'、'.join(unknown)}；可用的有 {'、'.join(FORMATS)}")
    paths = []
    for name in asked:
        for tail, content in FORMATS[name](audit, lang, sources):
            path = folder / f"{Path(stem).name}.{tail}"
            write(path, content)
            paths.append(path)
    return tuple(paths)
