"""Any file of a report → Report: narrative with sections, tables with row and column paths."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from types import ModuleType

from gouji.errors import SchemaError, UnreadableError
from gouji.model import Report, Source
from gouji.read.assemble import assemble
from gouji.read.blocks import Options, Parsed
from gouji.read.bundles import mixed
from gouji.read.source import MEDIA, File, decode, open_file
from gouji.serial import from_json

__all__ = ["read"]

ENGINES = ("auto", "pdfium", "pdfminer")
RECOGNISERS = ("auto", "rapidocr", "tesseract", "none")
_PARSERS = {
    MEDIA.pdf: "gouji.read.pdf.reader",
    MEDIA.text: "gouji.read.text",
    MEDIA.html: "gouji.read.html.reader",
    MEDIA.mhtml: "gouji.read.html.reader",
    MEDIA.docx: "gouji.read.docx.reader",
    MEDIA.xlsx: "gouji.read.sheet.reader",
    MEDIA.xls: "gouji.read.sheet.reader",
    MEDIA.image: "gouji.read.scan.reader",
    MEDIA.doc: "gouji.read.convert",
    MEDIA.rtf: "gouji.read.convert",
    MEDIA.odt: "gouji.read.convert",
    MEDIA.ods: "gouji.read.convert",
}
"""The module that parses each type of file, imported when it is needed."""
Parser = Callable[[File, Options], Parsed]


def read(paths: str | Path | Sequence[str | Path], *, engine: str = "auto", ocr: str = "auto") -> Report:
    """Read one report from a file, or from the files that are its parts (narrative, forms), in order.

    Args:
        paths: a path, or the paths of the parts of one report.
        engine: of the PDF reader: "auto" (pdfium, else pdfminer with a note), "pdfium" or "pdfminer".
        ocr: of pages without text: "auto" (what is installed, the better first), "rapidocr", "tesseract" or "none".

    Returns:
        Sections, paragraphs and tables in reading order; boxes in points from the top left of the page, figures of
        cells as printed, in the unit of their table. What could not be read stands in ``notes``.

    Raises:
        UnreadableError: nothing can be had from a file; its message says which, why and what to do.
    """
    files = [open_file(path) for path in ([paths] if isinstance(paths, str | Path) else paths)]
    if not files:
        raise UnreadableError("", "没有给出文件", "请给出至少一个文件")
    if any(file.media_type == MEDIA.json for file in files):
        return _read_json(files)
    _check(files[0], engine, ENGINES, "PDF 引擎")
    _check(files[0], ocr, RECOGNISERS, "文字识别引擎")
    options = Options(engine, ocr)
    parsed = [_parser(file)(file, options) for file in files]
    named = [(file.path.name, part.blocks) for file, part in zip(files, parsed, strict=True)]
    return assemble(
        [block for part in parsed for block in part.blocks],
        [
            Source(file.path.name, file.sha256, file.media_type, part.pages)
            for file, part in zip(files, parsed, strict=True)
        ],
        [*(note for part in parsed for note in part.notes), *mixed(named)],
        "+".join(sorted({part.engine for part in parsed})),
    )


class _Callable(ModuleType):
    """The package called as the function of its name: importing it shadows the lazy ``gouji.read``."""

    def __call__(
        self, paths: str | Path | Sequence[str | Path], *, engine: str = "auto", ocr: str = "auto"
    ) -> Report:
        return read(paths, engine=engine, ocr=ocr)


sys.modules[__name__].__class__ = _Callable


def _check(file: File, name: str, known: Sequence[str], what: str) -> None:
    if name not in known:
        raise UnreadableError(file.path, f"没有名为 {name} 的{what}", f"可用：{'、'.join(known)}")


def _parser(file: File) -> Parser:
    parse: Parser = importlib.import_module(_PARSERS[file.media_type]).parse
    return parse


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
