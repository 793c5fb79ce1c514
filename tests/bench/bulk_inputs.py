"""Reports for the bulk bench where no generated province is given: ledgers of all templates, read once, many names."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

import gouji
from gouji.model import Report
from gouji.read import read

from corpora.ledger.document import Document, compose
from corpora.ledger.families import FAMILIES
from corpora.ledger.fonts import FontMissing
from corpora.ledger.invent import invent
from corpora.ledger.text import to_text

SAMPLE = Path(__file__).parents[2] / "corpora" / "samples" / "sample-clean.pdf"
SEED = 4000


def expanded(paths: Sequence[str]) -> tuple[list[str], list[str]]:
    """Globs for the saved reports and for the PDFs under some folders; what is no folder counts as given, by its suffix."""
    reports: list[str] = []
    pages: list[str] = []
    for path in map(Path, paths):
        if not path.is_dir():
            (pages if path.suffix == ".pdf" else reports).append(str(path))
            continue
        reports += [str(path / "**" / "*.json")] if any(path.rglob("*.json")) else []
        pages += [str(path / "**" / "*.pdf")] if any(path.rglob("*.pdf")) else []
        if not reports and not pages:
            reports.append(str(path))
    return reports, pages


def made(folder: Path, reports: int, pages: int, distinct: int) -> tuple[list[str], list[str]]:
    """Globs of as many saved reports and PDFs; of ``distinct`` ledgers each, in turn under other names."""
    (folder / "reports").mkdir(parents=True)
    (folder / "pages").mkdir()
    documents = list(islice(_documents(), min(distinct, max(reports, pages))))
    texts = [_saved(document, folder) for document in documents[:reports]]
    for number in range(reports):
        text, name = texts[number % len(texts)]
        named = text.replace(name, f"{name}第{number}分局")
        (folder / "reports" / f"{number:05d}.json").write_text(named, "utf-8")
    data = [_pdf(document, folder) for document in documents[: min(pages, distinct)]]
    for number in range(pages):
        path = folder / "pages" / f"{number:05d}.pdf"
        path.write_bytes(data[number % len(data)] + f"\n% {number}\n".encode())
    return [str(folder / "reports" / "*.json")], [str(folder / "pages" / "*.pdf")] if pages else []


def _documents() -> Iterator[Document]:
    for number in range(10**6):
        seed = SEED + number
        yield compose(invent(seed, list(FAMILIES)[number % len(FAMILIES)]), seed)


def _saved(document: Document, folder: Path) -> tuple[str, str]:
    """The text of the Report JSON, and the name in it that stands for its department."""
    path = folder / "report.txt"
    path.write_text(to_text(document), "utf-8")
    report = read(path)
    path.unlink()
    assert isinstance(report, Report)
    name = json.dumps(report.department or "部门决算", ensure_ascii=False)[1:-1]
    return gouji.to_json(report), name


def _pdf(document: Document, folder: Path) -> bytes:
    from corpora.ledger.pdf import write_pdf

    path = folder / "report.pdf"
    try:
        write_pdf(document, path)
    except FontMissing:
        return SAMPLE.read_bytes()
    data = path.read_bytes()
    path.unlink()
    return data
