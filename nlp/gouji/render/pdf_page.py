"""Pictures of the pages of a report's PDF, as far as findings, figures and cells stand on them."""

from __future__ import annotations

import base64
import hashlib
import io
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2  # type: ignore[import-untyped]
from PIL import Image
from pypdfium2 import raw

from gouji.model import Audit, Box, Source

_PDF = "application/pdf"
_SCALE = 1.7
_MOST_DOTS = 1_400_000
_MOST_GLYPHS = 20_000
# Eight greys are enough for print, and half a byte a dot packs well.
_GREYS = 8
_LEVELS = [round(value * (_GREYS - 1) / 255) for value in range(256)]
_PALETTE = [round(level * 255 / (_GREYS - 1)) for level in range(_GREYS) for _ in range(3)]


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page as a picture: ``data`` is a PNG in base64, ``width`` and ``height`` are those of the page in points.

    ``glyphs`` are the places of its printed characters, white space left out; none where the page is turned or cut.
    """

    page: int
    width: float
    height: float
    data: str
    glyphs: tuple[Box, ...] = ()


def pictures(audit: Audit, sources: Mapping[str, Path], most: float) -> tuple[Leaf, ...]:
    """Pictures of the pages that matter, those with findings first, in the order of the pages.

    Args:
        audit: whose pages; it has pictures where exactly one of its files has pages and that is a PDF.
        sources: the files at hand by the names of the sources; one that has changed since is not used.
        most: the most that all pictures may take in the page, in MB.

    Returns:
        As many as there is room for; none where the file is not at hand or cannot be drawn.
    """
    source = _only_pdf(audit)
    data = _bytes(source, sources) if source and most > 0 else None
    if data is None:
        return ()
    room = int(most * 2**20)
    drawn: list[Leaf] = []
    for leaf in _drawn(data, _wanted(audit)):
        room -= len(leaf.data)
        if room < 0:
            break
        drawn.append(leaf)
    return tuple(sorted(drawn, key=lambda leaf: leaf.page))


def _only_pdf(audit: Audit) -> Source | None:
    paged = [source for source in audit.report.sources if source.pages is not None]
    return paged[0] if len(paged) == 1 and paged[0].media_type == _PDF else None


def _bytes(source: Source, sources: Mapping[str, Path]) -> bytes | None:
    path = sources.get(source.name)
    try:
        data = path.read_bytes() if path else b""
    except OSError:
        return None
    return data if hashlib.sha256(data).hexdigest() == source.sha256 else None


def _wanted(audit: Audit) -> Iterable[int]:
    """The pages that findings, then claims, then linked cells stand on; none that reading found too large to draw."""
    cells = {cell.id: cell for table in audit.report.tables for cell in table.cells}
    sentences = {sentence.id: sentence for sentence in audit.sentences}
    told = [cell for finding in audit.findings for cell in finding.cells]
    contradicted = {verdict.claim for verdict in audit.verdicts if verdict.verdict == "contradicted"}
    linked = [cell for link in audit.links for cell in link.cells]
    first = [cell for link in audit.links if link.claim in contradicted for cell in link.cells]
    pages: list[int | None] = [finding.page for finding in audit.findings]
    pages += [sentences[one.sentence].page for one in audit.findings if one.sentence in sentences]
    pages += [cells[name].page for name in (*told, *first) if name in cells]
    pages += [sentences[claim.sentence].page for claim in audit.claims if claim.sentence in sentences]
    pages += [cells[name].page for name in linked if name in cells]
    pages += [page for table in audit.report.tables for page in table.pages]
    barred = {note.page for note in audit.report.notes if note.code == "page.oversized"} | {None}
    return [page for page in dict.fromkeys(pages) if page is not None and page not in barred]


def _drawn(data: bytes, pages: Iterable[int]) -> Iterator[Leaf]:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        return
    try:
        for number in pages:
            leaf = _leaf(document, number)
            if leaf is not None:
                yield leaf
    finally:
        document.close()


def _leaf(document: Any, number: int) -> Leaf | None:
    try:
        page = document[number - 1]
    except (pypdfium2.PdfiumError, IndexError):
        return None
    try:
        width, height = page.get_size()
        scale = min(_SCALE, math.sqrt(_MOST_DOTS / max(width * height, 1.0)))
        picture = page.render(scale=scale, grayscale=True).to_pil()
        glyphs = tuple(_glyphs(page, number, height))
    except (pypdfium2.PdfiumError, ValueError, MemoryError):
        return None
    finally:
        page.close()
    data = base64.b64encode(_png(picture)).decode("ascii")
    return Leaf(number, round(width, 1), round(height, 1), data, glyphs)


def _glyphs(page: Any, number: int, height: float) -> Iterator[Box]:
    """The characters of a page that is shown as it is stored, from the origin on; nothing of others."""
    if page.get_rotation() or tuple(page.get_bbox()[:2]) != (0.0, 0.0):
        return
    text = page.get_textpage()
    try:
        count = min(text.count_chars(), _MOST_GLYPHS)
        for place in range(count):
            code = raw.FPDFText_GetUnicode(text.raw, place)
            if code > 0xFFFF or not chr(code).isspace():
                left, bottom, right, top = text.get_charbox(place)
                yield Box(number, left, height - top, right, height - bottom)
    finally:
        text.close()


def _png(picture: Image.Image) -> bytes:
    greys = Image.frombytes("P", picture.size, picture.convert("L").point(_LEVELS).tobytes())
    greys.putpalette(_PALETTE)
    out = io.BytesIO()
    greys.save(out, "PNG", bits=4, compress_level=4)
    return out.getvalue()
