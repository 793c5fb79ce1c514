"""Any file of a report → Report: narrative with sections, tables with row and column paths."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

from gouji.errors import SchemaError, UnreadableError
from gouji.model import Note, Report, Source
from gouji.read import text
from gouji.read.assemble import assemble
from gouji.read.blocks import Block
from gouji.read.source import File, decode, open_file
from gouji.serial import from_json

__all__ = ["read"]

ENGINES = ("auto", "pdfium", "pdfminer")


def read(paths: str | Path | Sequence[str | Path], *, engine: str = "auto") -> Report:
    """Read one report from a file, or from the files that are its parts (narrative, forms), in order.

    Args:
        paths: a path, or the paths of the parts of one report.
        engine: of the PDF reader: "auto" (pdfium, else pdfminer with a note), "pdfium" or "pdfminer".

    Raises:
        UnreadableError: nothing can be had from a file; its message says which, why and what to do.
    """
    files = [open_file(path) for path in ([paths] if isinstance(paths, str | Path) else paths)]
    if not files:
        raise UnreadableError("", "没有给出文件", "请给出至少一个文件")
    if any(file.media_type == "application/json" for file in files):
        return _read_json(files)
    blocks: list[Block] = []
    sources: list[Source] = []
    notes: list[Note] = []
    engines: set[str] = set()
    for file in files:
        if file.media_type == "application/pdf":
            found, told, pages, drawn_by = _read_pdf(file, engine)
            blocks.extend(found)
            notes.extend(told)
            sources.append(Source(file.path.name, file.sha256, file.media_type, pages))
            engines.add(drawn_by)
        else:
            blocks.extend(text.blocks(decode(file)))
            sources.append(Source(file.path.name, file.sha256, file.media_type))
            engines.add("text")
    return assemble(blocks, sources, notes, "+".join(sorted(engines)))


class _Callable(ModuleType):
    """The package called as the function of its name: importing it shadows the lazy ``gouji.read``."""

    def __call__(self, paths: str | Path | Sequence[str | Path], *, engine: str = "auto") -> Report:
        return read(paths, engine=engine)


sys.modules[__name__].__class__ = _Callable


def _read_pdf(file: File, engine: str) -> tuple[list[Block], list[Note], int, str]:
    """Blocks, notes, page count and engine of a PDF."""
    if engine not in ENGINES:
        raise UnreadableError(file.path, f"没有名为 {engine} 的 PDF 引擎", f"可用：{'、'.join(ENGINES)}")
    from gouji.read.pdf.reader import read_pdf

    return read_pdf(file, engine)


def _read_json(files: Sequence[File]) -> Report:
    """A Report as `gouji read` wrote it; it stands alone, not as a part of a bundle."""
    first = files[0]
    if len(files) > 1:
        raise UnreadableError(first.path, "报告 JSON 不能与其他文件合并", "请单独给出，或给出原文件")
    try:
        value = from_json(decode(first))
    except SchemaError as error:
        raise UnreadableError(first.path, str(error), "请给出 gouji read 生成的报告 JSON") from error
    return value if isinstance(value, Report) else value.report
