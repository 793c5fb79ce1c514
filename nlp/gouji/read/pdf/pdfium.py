"""The pdfium engine: characters with boxes and painted paths of every page."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2  # type: ignore[import-untyped]
import pypdfium2.raw as raw  # type: ignore[import-untyped]

from gouji.read.pdf.page import RISE, BadPage, Char, Page, Segment, is_slanted, is_white, shown_box
from gouji.read.pdf.paths import Outline, Point, rulings
from gouji.read.settings import LIMITS, PAGE, PageSettings

_HYPHENS = frozenset({0x02, 0xFFFE})
_HIGH, _LOW, _PLANE = 0xD800, 0xDC00, 0x10000
_DEEPEST = 12
_OPAQUE = 250
_Matrix = tuple[float, float, float, float, float, float]
_UNIT: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class _View:
    """The visible box of a page in its own coordinates, and its turn clockwise in degrees."""

    left: float
    bottom: float
    right: float
    top: float
    turn: int

    def size(self) -> tuple[float, float]:
        """Width and height as shown."""
        wide, high = self.right - self.left, self.top - self.bottom
        return (high, wide) if self.turn in (90, 270) else (wide, high)

    def direction(self, x: float, y: float) -> Point:
        """How far a step leads to the right and up, as shown."""
        if self.turn == 90:
            return y, -x
        if self.turn == 180:
            return -x, -y
        return (-y, x) if self.turn == 270 else (x, y)

    def place(self, x: float, y: float) -> Point:
        """A point as shown, origin top left."""
        if self.turn == 90:
            return y - self.bottom, x - self.left
        if self.turn == 180:
            return self.right - x, y - self.bottom
        if self.turn == 270:
            return self.top - y, self.right - x
        return x - self.left, self.top - y


def pages(data: bytes, settings: PageSettings = PAGE) -> Iterator[Page | BadPage]:
    """The pages of an unencrypted PDF; a page that cannot be loaded is a BadPage.

    Raises:
        ValueError: pdfium cannot open the document.
    """
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise ValueError(str(error)) from error
    try:
        for index in range(len(document)):
            yield _page(document, index, settings)
    finally:
        document.close()


def _page(document: Any, index: int, settings: PageSettings) -> Page | BadPage:
    try:
        page = document[index]
    except pypdfium2.PdfiumError:
        return BadPage(index + 1)
    try:
        text = page.get_textpage()
    except pypdfium2.PdfiumError:
        page.close()
        return BadPage(index + 1)
    if raw.FPDFText_CountChars(text.raw) > LIMITS.page_chars:
        text.close()
        page.close()
        return BadPage(index + 1)
    view = _View(*shown_box(page.get_mediabox(), page.get_cropbox()), page.get_rotation())
    chars, unmapped = _chars(text.raw, view)
    segments, pictures, hidden = _painted(page.raw, view, settings)
    text.close()
    page.close()
    wide, high = view.size()
    return Page(
        index + 1,
        wide,
        high,
        tuple(chars),
        tuple(segments),
        len(pictures),
        unmapped,
        max(pictures, default=0.0) / max(wide * high, 1.0),
        hidden,
    )


def _chars(text: Any, view: _View) -> tuple[list[Char], int]:
    """The characters with a Unicode value, and how many have none."""
    box, matrix = raw.FS_RECTF(), raw.FS_MATRIX()
    x, y = ctypes.c_double(), ctypes.c_double()
    # bound once: these calls are most of the time that a page takes
    unicode_of, unmapped_at, box_of = (
        raw.FPDFText_GetUnicode,
        raw.FPDFText_HasUnicodeMapError,
        raw.FPDFText_GetLooseCharBox,
    )
    matrix_of, origin_of, size_of = (
        raw.FPDFText_GetMatrix,
        raw.FPDFText_GetCharOrigin,
        raw.FPDFText_GetFontSize,
    )
    chars: list[Char] = []
    unmapped = high = 0
    for index in range(raw.FPDFText_CountChars(text)):
        code = unicode_of(text, index)
        if code <= 0x20 and code not in _HYPHENS and code:
            continue
        if not code or unmapped_at(text, index) == 1:
            unmapped += 1
            continue
        if _HIGH <= code < _LOW:
            high = code
            continue
        code, high = _whole(code, high), 0
        printed = "-" if code in _HYPHENS else chr(code)
        if printed.isspace() or not box_of(text, index, box):
            continue
        matrix_of(text, index, matrix)
        origin_of(text, index, x, y)
        size = size_of(text, index) * math.hypot(matrix.c, matrix.d)
        char = _char(printed, box, (matrix.a, matrix.b), (x.value, y.value), size, view)
        if char:
            chars.append(char)
    return chars, unmapped


def _whole(code: int, high: int) -> int:
    """A character beyond the first plane from its two halves."""
    return _PLANE + ((high - _HIGH) << 10) + (code - _LOW) if high and _LOW <= code < 0xE000 else code


def _char(
    printed: str, box: Any, run: tuple[float, float], origin: Point, size: float, view: _View
) -> Char | None:
    """The character on a box from its baseline, so that fonts with odd descents share a line."""
    if not view.turn and not run[1] and run[0] > 0 and math.isfinite(size):
        base = view.top - origin[1]
        return Char(
            printed,
            box.left - view.left,
            base - RISE * size,
            box.right - view.left,
            base + (1 - RISE) * size,
            size,
        )
    x0, y0 = view.place(box.left, box.bottom)
    x1, y1 = view.place(box.right, box.top)
    if not all(map(math.isfinite, (x0, y0, x1, y1, size))):
        return None
    x0, x1, y0, y1 = min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1)
    across, up = view.direction(*run)
    if is_slanted(across, up):
        return None
    if abs(up) > abs(across):
        return Char(printed, x0, y0, x1, y1, size, 270 if up > 0 else 90)
    base = view.place(*origin)[1]
    angle = 180 if across < 0 else 0
    return Char(printed, x0, base - RISE * size, x1, base + (1 - RISE) * size, size, angle)


def _painted(page: Any, view: _View, settings: PageSettings) -> tuple[list[Segment], list[float], bool]:
    """The ruling lines of a page, how large its pictures are, and whether all its text is invisible."""
    outlines: list[Outline] = []
    pictures: list[float] = []
    modes: set[int] = set()
    count = raw.FPDFPage_CountObjects(page)
    for item, matrix in _objects(lambda index: raw.FPDFPage_GetObject(page, index), count, _UNIT, 0):
        kind = raw.FPDFPageObj_GetType(item)
        if kind == raw.FPDF_PAGEOBJ_IMAGE:
            pictures.append(_size(item) * abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]))
        elif kind == raw.FPDF_PAGEOBJ_TEXT:
            modes.add(raw.FPDFTextObj_GetTextRenderMode(item))
        elif kind == raw.FPDF_PAGEOBJ_PATH:
            dot = _dot(item, view, settings) if matrix == _UNIT else None
            outlines.extend([dot] if dot else _outlines(item, matrix, view))
    return rulings(outlines, settings), pictures, modes == {raw.FPDF_TEXTRENDERMODE_INVISIBLE}


def _size(item: Any) -> float:
    """The area of the box around an object, in square points."""
    low, bottom, high, top = (ctypes.c_float() for _ in range(4))
    if not raw.FPDFPageObj_GetBounds(item, low, bottom, high, top):
        return 0.0
    return max(high.value - low.value, 0.0) * max(top.value - bottom.value, 0.0)


def _objects(get: Any, count: int, matrix: _Matrix, depth: int) -> Iterator[tuple[Any, _Matrix]]:
    """The objects of a page or of a form, those of inner forms included, with the matrix they are under."""
    for index in range(count):
        item = get(index)
        if not item:
            continue
        if raw.FPDFPageObj_GetType(item) != raw.FPDF_PAGEOBJ_FORM:
            yield item, matrix
        elif depth < _DEEPEST:
            inner = _times(_matrix(item), matrix)
            yield from _objects(
                lambda place, form=item: raw.FPDFFormObj_GetObject(form, place),
                raw.FPDFFormObj_CountObjects(item),
                inner,
                depth + 1,
            )


def _matrix(item: Any) -> _Matrix:
    found = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(item, found):
        return _UNIT
    return found.a, found.b, found.c, found.d, found.e, found.f


def _times(first: _Matrix, then: _Matrix) -> _Matrix:
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def _dot(item: Any, view: _View, settings: PageSettings) -> Outline | None:
    """A path that is no larger than a dot, without a look at its parts: dotted lines have thousands."""
    low, bottom, high, top = (ctypes.c_float() for _ in range(4))
    if not raw.FPDFPageObj_GetBounds(item, low, bottom, high, top):
        return None
    if max(high.value - low.value, top.value - bottom.value) > settings.dot:
        return None
    return Outline((view.place(low.value, bottom.value), view.place(high.value, top.value)), False)


def _outlines(item: Any, under: _Matrix, view: _View) -> Iterator[Outline]:
    """The parts of a path that leaves a mark, or hides one."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    if not raw.FPDFPath_GetDrawMode(item, fill, stroke):
        return
    stroked = bool(stroke.value) and not _has_white(raw.FPDFPageObj_GetStrokeColor, item)
    filled = bool(fill.value) and not _has_white(raw.FPDFPageObj_GetFillColor, item)
    white = not (stroked or filled) and bool(fill.value) and _is_opaque(item)
    if not (stroked or filled or white):
        return
    a, b, c, d, e, f = _times(_matrix(item), under)
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[Point] = []
    for index in range(raw.FPDFPath_CountSegments(item)):
        step = raw.FPDFPath_GetPathSegment(item, index)
        if not raw.FPDFPathSegment_GetPoint(step, x, y):
            continue
        if raw.FPDFPathSegment_GetType(step) == raw.FPDF_SEGMENT_MOVETO and points:
            yield Outline(tuple(points), stroked, white)
            points = []
        points.append(view.place(a * x.value + c * y.value + e, b * x.value + d * y.value + f))
        if raw.FPDFPathSegment_GetClose(step):
            points.append(points[0])
    if len(points) > 1:
        yield Outline(tuple(points), stroked, white)


def _is_opaque(item: Any) -> bool:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    return bool(raw.FPDFPageObj_GetFillColor(item, red, green, blue, alpha)) and alpha.value >= _OPAQUE


def _has_white(colour: Any, item: Any) -> bool:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not colour(item, red, green, blue, alpha):
        return False
    return not alpha.value or is_white((red.value / 255, green.value / 255, blue.value / 255))
