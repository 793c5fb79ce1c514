"""Workbooks as OOXML (.xlsx, .xlsm): sheets by their relations, shared texts, number formats."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from lxml import etree

from gouji.errors import UnreadableError
from gouji.read.packed import checked, member
from gouji.read.settings import LIMITS, Limits
from gouji.read.sheet.book import Book, Sheet
from gouji.read.sheet.formats import BUILTIN
from gouji.read.sheet.rows import Look, sheet_of
from gouji.read.sheet.stream import Enough, Unsound, walk
from gouji.read.source import File
from gouji.read.xml import attribute, child, local, parsed

_WORKBOOK = "xl/workbook.xml"
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_SURROGATES = range(0xD800, 0xE000)


@dataclass(frozen=True, slots=True)
class _Relation:
    kind: str
    target: str


def book_of(file: File, limits: Limits = LIMITS) -> Book:
    """The visible sheets of a workbook, every cell as it is shown; charts and macros are not looked at.

    Raises:
        UnreadableError: the file is damaged, holds definitions of entities, or unpacks to more than is allowed.
    """
    checked(file)
    parts = _Parts(file)
    root = parts.tree(_WORKBOOK)
    if root is None:
        raise UnreadableError(file.path, "工作簿结构已损坏", "请用 Excel、WPS 或 LibreOffice 打开后重新保存")
    relations = _relations(parts)
    texts = _shared_texts(parts, _target(relations, "sharedStrings"), limits)
    codes = _codes(parts, _target(relations, "styles"))
    look = Look(texts, codes, attribute(child(root, "workbookPr"), "date1904") in ("1", "true"))
    stale = attribute(child(root, "calcPr"), "fullCalcOnLoad") in ("1", "true")
    sheets: list[Sheet] = []
    hidden: list[str] = []
    left = 0
    for name, state, key in _listed(root):
        relation = relations.get(key)
        if relation is None or relation.kind != "worksheet":
            parts.mended = parts.mended or relation is None
        elif state in ("hidden", "veryHidden"):
            hidden.append(name)
        elif len(sheets) >= limits.sheets:
            left += 1
        else:
            sheets.append(_sheet(parts, name, relation.target, look, limits))
    if stale and not any(sheet.calculated for sheet in sheets):
        sheets = [_without_zeros(sheet) for sheet in sheets]
    return Book(tuple(sheets), tuple(hidden), left, parts.mended)


def _without_zeros(sheet: Sheet) -> Sheet:
    """A sheet of a program that leaves its formulas to be calculated on opening, and writes 0 for all of them."""
    texts = {place: text for place, text in sheet.texts.items() if place not in sheet.zeros}
    return replace(sheet, texts=texts, uncached=sheet.uncached + len(sheet.zeros), zeros=frozenset())


class _Parts:
    """The members of a workbook; ``mended`` once one of them had to be."""

    def __init__(self, file: File) -> None:
        self.file = file
        self.mended = False

    def data(self, name: str) -> bytes | None:
        """The bytes of a member; None where there is none."""
        return member(self.file, name) if name else None

    def tree(self, name: str) -> etree._Element | None:
        """A member as a tree, without entities."""
        data = self.data(name)
        if data is None:
            return None
        if b"<!DOCTYPE" in data.replace(b"\0", b""):
            raise self.unsound()
        root, mended = parsed(data)
        self.mended = self.mended or mended
        return root

    def unsound(self) -> UnreadableError:
        """What to say of a workbook that defines entities."""
        remedy = "请用 Excel、WPS 或 LibreOffice 打开后重新保存"
        return UnreadableError(self.file.path, "工作簿内含实体定义，为安全起见不读取", remedy)


def _sheet(parts: _Parts, name: str, target: str, look: Look, limits: Limits) -> Sheet:
    data = parts.data(target)
    if data is None:
        return Sheet(name, {}, damaged=1)
    try:
        return sheet_of(name, data, look, limits)
    except Unsound as error:
        raise parts.unsound() from error


def _listed(root: etree._Element) -> list[tuple[str, str, str]]:
    """Name, state and relation of every sheet."""
    listed = child(root, "sheets")
    return [
        (attribute(entry, "name") or "", attribute(entry, "state") or "", attribute(entry, "id") or "")
        for entry in (listed if listed is not None else ())
        if local(entry) == "sheet"
    ]


def _target(relations: Mapping[str, _Relation], kind: str) -> str:
    return next((relation.target for relation in relations.values() if relation.kind == kind), "")


def _relations(parts: _Parts) -> dict[str, _Relation]:
    """What the workbook refers to: the last word of the kind, and the member by its full name."""
    root = parts.tree("xl/_rels/workbook.xml.rels")
    found: dict[str, _Relation] = {}
    for entry in root if root is not None else ():
        target = (entry.get("Target") or "").replace("\\", "/")
        place = target.lstrip("/") if target.startswith("/") else posixpath.normpath("xl/" + target)
        found[entry.get("Id") or ""] = _Relation((entry.get("Type") or "").rpartition("/")[2], place)
    return found


def _codes(parts: _Parts, target: str) -> Sequence[str]:
    """The number format of every cell style."""
    root = parts.tree(target)
    if root is None:
        return ()
    own = {
        attribute(entry, "numFmtId"): attribute(entry, "formatCode") or ""
        for entry in _children(child(root, "numFmts"))
    }
    builtin = {str(key): code for key, code in BUILTIN.items()}
    keys = [attribute(entry, "numFmtId") for entry in _children(child(root, "cellXfs"))]
    return [own.get(key) or builtin.get(key or "", BUILTIN[0]) for key in keys]


def _children(element: etree._Element | None) -> Sequence[etree._Element]:
    return [entry for entry in element if local(entry)] if element is not None else ()


def _shared_texts(parts: _Parts, target: str, limits: Limits) -> Sequence[str]:
    """The texts that cells refer to by number; the phonetic guides in them are no part of them."""
    data = parts.data(target)
    if data is None:
        return ()
    texts: list[str] = []
    pieces: list[str] = []
    inside: list[str] = []

    def start(name: str, _attributes: dict[str, str]) -> None:
        inside.append(name)
        if name == "si":
            pieces.clear()
            if len(texts) >= limits.sheet_texts:
                raise Enough

    def end(name: str) -> None:
        inside.pop()
        if name == "si":
            texts.append(unescaped("".join(pieces)))

    def text(data: str) -> None:
        if inside[-1] == "t" and "rPh" not in inside:
            pieces.append(data)

    try:
        whole = walk(data, start, end, text)
    except Enough:
        whole = False
    except Unsound as error:
        raise parts.unsound() from error
    parts.mended = parts.mended or not whole
    return texts


def unescaped(text: str) -> str:
    """A text with its _x000D_ as the characters they stand for."""
    return _ESCAPED.sub(_character, text) if "_x" in text else text


def _character(found: re.Match[str]) -> str:
    code = int(found[1], 16)
    return found[0] if code in _SURROGATES else chr(code)
