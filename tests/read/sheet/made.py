"""Small invented workbooks."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from gouji.read.blocks import Block, Grid, Line, Options, Parsed, matrix
from gouji.read.sheet.reader import parse
from gouji.read.source import open_file
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

Rows = Sequence[Sequence[object]]
HEAD = ("科目编码", "科目名称", "本年收入合计", "财政拨款收入", "事业收入")
BODY = (("合计", None, 7, 7, 0), (205, "教育支出", 7, 7, 0))
FORM: Rows = (("收入决算表",), ("部门：某市甲局", None, None, None, "金额单位：万元"), HEAD, *BODY)


def book(path: Path, sheets: Mapping[str, Rows], change: Callable[[Workbook], None] | None = None) -> Path:
    """A workbook with these rows; None leaves a cell out."""
    made = Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        fill(made.create_sheet(name), rows)
    if change:
        change(made)
    made.save(path)
    return path


def fill(sheet: Worksheet, rows: Rows) -> None:
    for y, row in enumerate(rows, start=1):
        for x, value in enumerate(row, start=1):
            if value is not None:
                sheet.cell(y, x, value)


def parsed(path: Path) -> Parsed:
    return parse(open_file(path), Options())


def told(blocks: Sequence[Block]) -> list[object]:
    """Lines as their texts, grids as rows of texts (None where a span covers the place), breaks as "|"."""
    found: list[object] = []
    for block in blocks:
        if isinstance(block, Line):
            found.append(block.text)
        elif isinstance(block, Grid):
            found.append([[cell.text if cell else None for cell in row] for row in matrix(block)])
        else:
            found.append("|")
    return found


def rezipped(path: Path, changes: Mapping[str, Callable[[bytes], bytes]]) -> Path:
    """The same file with some members changed."""
    with zipfile.ZipFile(path) as packed:
        members = {name: packed.read(name) for name in packed.namelist()}
    for name in changes.keys() - members.keys():
        members[name] = b""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in members.items():
            packed.writestr(name, changes[name](data) if name in changes else data)
    path.write_bytes(out.getvalue())
    return path


def with_shared_texts(path: Path) -> Path:
    """The same workbook with the texts of its first sheet in a member of their own, each with a phonetic guide."""
    texts: list[bytes] = []

    def moved(found: re.Match[bytes]) -> bytes:
        texts.append(found[1])
        return b't="s"><v>%d</v>' % (len(texts) - 1)

    def share(data: bytes) -> bytes:
        return re.sub(rb't="inlineStr"><is><t>(.*?)</t></is>', moved, data)

    def relate(data: bytes) -> bytes:
        kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
        relation = b'<Relationship Type="%s" Target="sharedStrings.xml" Id="rId77"/>' % kind
        return data.replace(b"</Relationships>", relation + b"</Relationships>")

    def shared(_: bytes) -> bytes:
        entries = b"".join(b"<si><r><t>%s</t></r><rPh><t>guide</t></rPh></si>" % text for text in texts)
        return b'<?xml version="1.0" encoding="utf-8"?><sst>' + entries + b"</sst>"

    with zipfile.ZipFile(path) as packed:
        if "xl/sharedStrings.xml" in packed.namelist():
            return path
    rezipped(path, {"xl/worksheets/sheet1.xml": share, "xl/_rels/workbook.xml.rels": relate})
    return rezipped(path, {"xl/sharedStrings.xml": shared})
