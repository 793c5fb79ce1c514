"""A Word document (.docx) into blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from gouji.errors import UnreadableError
from gouji.model import Note
from gouji.read.blocks import Block, Break, Line, Options, Parsed
from gouji.read.clean import clean_line
from gouji.read.docx.numbering import Numbering, numbering_of
from gouji.read.docx.styles import Look, Styles
from gouji.read.docx.tables import cells_of, grid_of, rows_of
from gouji.read.docx.text import Written, written
from gouji.read.furniture import is_page_number
from gouji.read.narrative.numbering import is_caption
from gouji.read.packed import checked, member
from gouji.read.settings import LIMITS
from gouji.read.source import File
from gouji.read.xml import attribute, child, local, parsed

_INSIDE = frozenset({"sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag", "Choice"})
_MAIN = "word/document.xml"
_LARGE = 3_600_000
_AGAIN = "请用 Word 或 WPS 打开后另存为 .docx"


@dataclass(slots=True)
class _Reading:
    """The document while it is walked through."""

    numbering: Numbering
    styles: Styles
    blocks: list[Block] = field(default_factory=list)
    pending: str = ""
    gap: bool = False
    depth: int = 0


def parse(file: File, _options: Options) -> Parsed:
    """The blocks of a Word document, changes accepted, automatic numbers restored as text.

    Raises:
        UnreadableError: it is damaged beyond repair, encrypted, too large, or has neither text nor tables.
    """
    checked(file)
    main = member(file, _MAIN)
    if main is None:
        raise UnreadableError(file.path, "Word 文档中没有正文", _AGAIN)
    root, mended = parsed(main)
    body = child(root, "body")
    if body is None:
        raise UnreadableError(file.path, "Word 文档的正文已损坏", "请重新下载或重新导出")
    reading = _Reading(
        numbering_of(_part(file, "word/numbering.xml")), Styles(_part(file, "word/styles.xml"))
    )
    _read(reading, body)
    if not reading.blocks:
        raise UnreadableError(file.path, "Word 文档中没有文字", "如为图片，请另存为 PDF 后做文字识别")
    return Parsed((*reading.blocks, Break()), tuple(_notes(file, body, mended=mended)), "docx")


def _part(file: File, name: str) -> etree._Element | None:
    data = member(file, name)
    return parsed(data)[0] if data else None


def _read(reading: _Reading, parent: etree._Element) -> None:
    """The paragraphs and tables of the body, of a text box or of a cell."""
    reading.depth += 1
    for element in _parts(parent):
        if local(element) == "p":
            _read_paragraph(reading, element)
        else:
            _read_table(reading, element)
    reading.depth -= 1


def _parts(parent: etree._Element) -> Iterator[etree._Element]:
    """Paragraphs and tables in order, whatever wraps them."""
    for element in parent:
        name = local(element)
        if name in ("p", "tbl"):
            yield element
        elif name in _INSIDE:
            yield from _parts(element)
        elif name == "AlternateContent" and len(element):
            yield from _parts(element[0])


def _read_paragraph(reading: _Reading, paragraph: etree._Element) -> None:
    found, look = written(paragraph), reading.styles.look(paragraph)
    text = reading.pending + found.text
    reading.pending = ""
    if found.merges:
        reading.pending = text
    else:
        number = _number(reading, look)
        reading.blocks.extend(_lines(reading, number, text, found, look))
    for box in found.boxes:
        if reading.depth < LIMITS.depth:
            _read(reading, box)


def _number(reading: _Reading, look: Look) -> str:
    listed, depth = look.numbered
    return reading.numbering.next(listed, depth or 0) if listed and listed != "0" else ""


def _lines(reading: _Reading, number: str, text: str, found: Written, look: Look) -> Iterator[Line]:
    """The lines of a paragraph: broken by hand, or two captions apart by a tab."""
    for printed in text.split("\n"):
        parts = [clean_line(part) for part in printed.split("\t")]
        filled = [part for part in parts if part]
        apart = len(filled) > 1 and all(is_caption(part) for part in filled)
        for part in filled if apart else [clean_line(printed)]:
            line = number + part if part else ""
            number = "" if part else number
            if line and not is_page_number(line):
                yield Line(
                    line, gap=reading.gap, centred=bool(look.centred), size=found.size or look.size or 0.0
                )
            reading.gap = not line


def _read_table(reading: _Reading, table: etree._Element) -> None:
    """A table; one that only frames other text is that text."""
    cells = [cell for row in rows_of(table) for cell in cells_of(row)]
    inner = [cell for cell in cells if any(local(part) == "tbl" for part in cell)]
    if reading.depth >= LIMITS.depth:
        return
    if len(cells) == 1 or (inner and len(cells) <= 2 * len(inner)):
        for cell in cells:
            _read(reading, cell)
        return
    grid = grid_of(table, lambda cell: _cell_text(reading, cell))
    reading.gap = False
    if grid is not None and any(cell.text for cell in grid.cells):
        reading.blocks.append(grid)
    for cell in inner:
        for part in (part for part in _parts(cell) if local(part) == "tbl"):
            _read_table(reading, part)


def _cell_text(reading: _Reading, cell: etree._Element) -> str:
    texts = []
    for part in _parts(cell):
        if local(part) == "p":
            found = written(part)
            texts.append(_number(reading, reading.styles.look(part)) + found.text)
    return "\n".join(texts)


def _notes(file: File, body: etree._Element, *, mended: bool) -> Iterator[Note]:
    """What is in a document that was not read."""
    if mended:
        yield Note("docx.repaired", "Word 文档的结构有损坏，修复后读取，可能缺少内容")
    names = dict.fromkeys(("altChunk", "OLEObject", "ins", "del"), 0)
    pictures = 0
    for element in body.iter():
        name = local(element)
        if name in names:
            names[name] += 1
        elif name == "extent":
            pictures += all(_size(element, side) >= _LARGE for side in ("cx", "cy"))
    if names["ins"] or names["del"]:
        yield Note("docx.revisions", "文档带有修订标记，按全部接受修订后的文字读取")
    if names["OLEObject"] or names["altChunk"]:
        count = names["OLEObject"] + names["altChunk"]
        yield Note(
            "docx.embedded", f"文档中有{count}个嵌入对象（如 Excel 表格），未读取；请另存为普通表格或单独给出"
        )
    if pictures:
        yield Note("docx.picture", f"文档中有{pictures}幅大图片（可能是扫描的表格），未读取")
    if any(re.search(r"\d", text) for text in _footnotes(file)):
        yield Note("docx.footnotes", "文档的脚注中有数字，未读取")


def _size(element: etree._Element, side: str) -> int:
    text = attribute(element, side) or "0"
    return int(text) if text.isdigit() and len(text) < 12 else 0


def _footnotes(file: File) -> Iterator[str]:
    root = _part(file, "word/footnotes.xml")
    for note in root if root is not None else ():
        if attribute(note, "type") is None:
            yield "".join(written(part).text for part in note if local(part) == "p")
