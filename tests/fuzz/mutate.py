"""Damaged files: whole small reports of every format with bytes, members or streams changed at random."""

from __future__ import annotations

import functools
import io
import random
import tempfile
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pikepdf

from corpora.ledger.document import Document, compose
from corpora.ledger.docx import write_docx
from corpora.ledger.forms import Form
from corpora.ledger.html import to_html
from corpora.ledger.invent import invent
from corpora.ledger.text import to_text
from corpora.ledger.xlsx import write_xlsx

ROOT = Path(__file__).parents[2]
TOKENS = (
    b"\x00", b"\xff\xff\xff\xff", b"<", b">", b"&#x0;", b"]]>", b"<!ENTITY a 'b'>", b"<table>", b"</w:tbl>",
    b"rowspan=99999999", b'w:val="999999999"', b'r="ZZZ1048576"', b"endobj", b"endstream", b"/Length 9999999",
    b"1 0 R", b"obj", b"<<", b"xref", b"-1", b"1e308", b"NaN", b"\t" * 400, b"9" * 400, "，".encode() * 200,
)  # fmt: skip
Source = random.Random


@functools.cache
def small() -> Document:
    """A report with three forms and the beginning of its explanation."""
    whole = compose(invent(7, "shandong"), 7)
    forms = 0
    parts = []
    for name, blocks in whole.parts:
        kept = []
        for block in blocks if name != "attachment" else ():
            forms += isinstance(block, Form)
            if forms <= 3 or not isinstance(block, Form):
                kept.append(block)
        parts.append((name, tuple(kept[:40])))
    return Document(whole.ledger, tuple(parts))


@functools.cache
def seed(kind: str) -> bytes:
    """The sound file that is damaged; by the ending of its format."""
    if kind == "txt":
        return to_text(small()).encode("utf-8")
    if kind == "html":
        return to_html(small()).encode("utf-8")
    if kind == "json":
        return _json()
    if kind == "pdf":
        return _pdf()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"seed.{kind}"
        _WRITERS[kind](path)
        return path.read_bytes()


def _json() -> bytes:
    from gouji.read import read
    from gouji.serial import to_json

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "seed.txt"
        path.write_bytes(seed("txt"))
        return to_json(read(path)).encode("utf-8")


def _pdf() -> bytes:
    """Six pages of a sample, its streams not packed, so that changes reach the text."""
    out = io.BytesIO()
    with pikepdf.open(ROOT / "corpora/samples/sample-clean.pdf") as pdf:
        del pdf.pages[10:]
        del pdf.pages[:4]
        pdf.save(
            out,
            compress_streams=False,
            stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )
    return out.getvalue()


def _write_xls(path: Path) -> None:
    import xlwt

    book = xlwt.Workbook(encoding="utf-8")
    for number, form in enumerate(block for block in small().forms()):
        sheet = book.add_sheet(f"Z{number:02}")
        sheet.write_merge(0, 0, 0, len(form.widths) - 1, form.title)
        for y, row in enumerate(form.body, start=3):
            for x, cell in enumerate(row):
                sheet.write(y, x, float(cell.value) if cell.value is not None else cell.text)
    book.save(str(path))


def _write_png(path: Path) -> None:
    from PIL import Image

    Image.effect_noise((200, 120), 40).save(path)


_WRITERS: dict[str, Callable[[Path], None]] = {
    "docx": lambda path: write_docx(small(), path),
    "xlsx": lambda path: write_xlsx(small(), path),
    "xls": _write_xls,
    "png": _write_png,
}
KINDS = ("pdf", "docx", "xlsx", "xls", "html", "txt", "json", "png")


def damaged(kind: str, number: int) -> bytes:
    """One damaged file; the same number gives the same file."""
    source = random.Random(f"{kind}-{number}")
    data = seed(kind)
    if kind in ("docx", "xlsx") and source.random() < 0.7:
        return _inside(data, source)
    return _changed(data, source)


def _changed(data: bytes, source: Source) -> bytes:
    out = bytearray(data)
    for _ in range(source.choice((1, 1, 3, 10, 60))):
        if not out:
            break
        place = source.randrange(len(out))
        action = source.randrange(6)
        if action == 0:
            out[place] = source.randrange(256)
        elif action == 1:
            del out[place : place + source.choice((1, 8, 200, 5000))]
        elif action == 2:
            out[place:place] = source.choice(TOKENS)
        elif action == 3:
            length = source.choice((4, 40, 2000))
            out[place:place] = out[max(0, place - length) : place] * source.choice((1, 2, 9))
        elif action == 4:
            other = source.randrange(len(out))
            out[place : place + 16] = out[other : other + 16]
        else:
            out[place:place] = bytes(source.randrange(256) for _ in range(source.choice((1, 4, 64))))
    if source.random() < 0.15:
        del out[source.randrange(len(out) or 1) :]
    return bytes(out)


def _inside(data: bytes, source: Source) -> bytes:
    """An office file with one or some members changed, dropped, doubled or renamed."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        members = [(info.filename, packed.read(info)) for info in packed.infolist()]
    out = io.BytesIO()
    chosen = set(source.sample(range(len(members)), source.choice((1, 1, 2))))
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for place, (name, content) in enumerate(members):
            action = source.random() if place in chosen else 1.0
            if action < 0.1:
                continue
            if action < 0.9:
                content = _changed(content, source)
            elif action < 1.0:
                name = name.upper()
            packed.writestr(name, content)
    return out.getvalue()


def crc(data: bytes) -> str:
    """A short name of a file's content."""
    return f"{zlib.crc32(data):08x}"
