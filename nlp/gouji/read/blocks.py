"""What every engine hands to the layout: lines of running text and grids, in reading order."""

from __future__ import annotations

from dataclasses import dataclass

from gouji.model import Box, LineBox, Note, Recognised


@dataclass(frozen=True, slots=True)
class Line:
    """A cleaned line of running text and what its place says; None where the format cannot tell.

    Attributes:
        gap: a blank line or a clear distance lies above it.
        full: it reaches the right margin, so its paragraph may go on.
        long: it fills most of its column, so it goes on where it stops without a mark.
        indent: it begins further right than the lines of its column, so it may begin a paragraph.
        centred: it stands in the middle, as titles do.
        size: of its characters in points; 0 where unknown.
        recognised: its figures where it was recognised in a picture.
    """

    text: str
    page: int | None = None
    box: Box | None = None
    gap: bool = False
    full: bool | None = None
    long: bool = False
    indent: bool | None = None
    centred: bool = False
    size: float = 0.0
    recognised: tuple[Recognised, ...] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph as joined from lines; ``lines`` are half-open offsets in ``text`` with their boxes."""

    text: str
    page: int | None = None
    lines: tuple[LineBox, ...] = ()
    centred: bool = False
    size: float = 0.0
    recognised: tuple[Recognised, ...] = ()


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell of a grid; rows and columns count from 0.

    ``full`` where its last line fills it, so that its text may go on over a page break; None where unknown.
    ``confidence`` of its least sure character, 0 to 1, where it was recognised in a picture.
    """

    text: str
    row: int
    col: int
    rowspan: int = 1
    colspan: int = 1
    page: int | None = None
    box: Box | None = None
    full: bool | None = None
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    """A table on one page; ``exact`` where the spans are those of the document, not blank fields of text.

    ``ragged`` counts the rows whose fields are more or fewer than those of most rows.
    ``edges`` are the x of the column borders (``width`` + 1 of them) where the format has places.
    """

    height: int
    width: int
    cells: tuple[GridCell, ...]
    exact: bool
    page: int | None = None
    edges: tuple[float, ...] = ()
    box: Box | None = None
    ragged: int = 0


@dataclass(frozen=True, slots=True)
class Break:
    """The end of a page or of a file."""

    page: int | None = None


Block = Line | Grid | Break


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a parser makes of one file: its blocks, a Break without page last, and what it could not have.

    ``pages`` is None where the format has none; ``engine`` says what read it: "pdfium", "docx", …
    """

    blocks: tuple[Block, ...]
    notes: tuple[Note, ...]
    engine: str
    pages: int | None = None


@dataclass(frozen=True, slots=True)
class Options:
    """What a user may choose: the engine of PDFs, and of the recognition of scanned pages."""

    engine: str = "auto"
    ocr: str = "auto"


def matrix(grid: Grid) -> list[list[GridCell | None]]:
    """The cells by row and column where they begin; None where a span covers the place or nothing is there."""
    rows: list[list[GridCell | None]] = [[None] * grid.width for _ in range(grid.height)]
    for cell in grid.cells:
        rows[cell.row][cell.col] = cell
    return rows
