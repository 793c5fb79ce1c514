"""Results for readers and programs: terminal, JSON, HTML, workbook, tables, marked PDF.

Shows what an Audit holds and computes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from gouji.decisions import Carried, audit_json
from gouji.errors import GoujiError
from gouji.model import Audit
from gouji.render.files import stems, write
from gouji.render.html import page
from gouji.render.pdf_page import pictures
from gouji.render.review import carried_over, not_of_this_report
from gouji.render.terminal import summary

__all__ = [
    "FORMATS", "carried_over", "not_of_this_report", "page", "render", "stems", "summary", "write",
]  # fmt: skip

Files = Iterator[tuple[str, str | bytes]]
"""The files of a format: what follows the stem in the name, and the content."""


@dataclass(frozen=True, slots=True)
class _Job:
    """An audit with what goes into its files beside it."""

    audit: Audit
    lang: str
    sources: Mapping[str, Path]
    decisions: tuple[Carried, ...] | None
    page_images: float


def _json(job: _Job) -> Files:
    yield "audit.json", audit_json(job.audit, job.decisions) + "\n"


def _html(job: _Job) -> Files:
    shown = pictures(job.audit, job.sources, job.page_images)
    yield "audit.html", page(job.audit, lang=job.lang, decisions=job.decisions or (), leaves=shown)


def _xlsx(job: _Job) -> Files:
    from gouji.render.workbook import workbook

    yield "audit.xlsx", workbook(job.audit, lang=job.lang)


def _csv(job: _Job) -> Files:
    from gouji.render.tables import csv_table, schema

    yield from ((f"{name}.csv", csv_table(job.audit, name)) for name in schema())


def _parquet(job: _Job) -> Files:
    from gouji.render.tables import parquet_table, schema

    yield from ((f"{name}.parquet", parquet_table(job.audit, name)) for name in schema())


def _pdf(job: _Job) -> Files:
    from gouji.render.marked_pdf import marked_pdfs

    for number, content in enumerate(marked_pdfs(job.audit, list(job.sources.values()), job.lang), 1):
        yield ("audit.pdf" if number == 1 else f"audit.{number}.pdf"), content


FORMATS: dict[str, Callable[[_Job], Files]] = {
    "json": _json,
    "html": _html,
    "xlsx": _xlsx,
    "csv": _csv,
    "parquet": _parquet,
    "pdf": _pdf,
}


def render(
    audit: Audit,
    folder: Path,
    stem: str,
    formats: Iterable[str],
    lang: str = "zh",
    *,
    sources: Mapping[str, Path] | None = None,
    decisions: Iterable[Carried] | None = None,
    page_images: float = 0,
) -> tuple[Path, ...]:
    """Write an audit in the asked formats: <stem>.audit.<format>, or <stem>.<table>.<format> for tables.

    Args:
        audit: what to write.
        folder: where to; made where it is missing.
        stem: the name of the files, from `stems`; only its final component counts.
        formats: names out of FORMATS.
        lang: "zh" or "en", for readers; what programs read is the same in both.
        sources: the files of the report that are at hand, by the names of its sources; pictures of pages and a marked
            PDF are made of them.
        decisions: a reviewer's decisions on its findings; None where there are none to carry over.
        page_images: the most that the pictures of a PDF's pages may take in the page, in MB; 0 for none.

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
    job = _Job(audit, lang, sources or {}, None if decisions is None else tuple(decisions), page_images)
    paths = []
    for name in asked:
        for tail, content in FORMATS[name](job):
            path = folder / f"{Path(stem).name}.{tail}"
            write(path, content)
            paths.append(path)
    return tuple(paths)
