"""Thresholds of reading, by name; nothing in `read/` compares with a bare number."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TextSettings:
    """How running text is joined and cut; lengths in characters, shares from 0 to 1.

    Attributes:
        wrapped_line: a line at least this long that stops without a final mark goes on in the next one.
        wrapped_heading: the same for a line that begins with a number.
        heading: the longest title of a numbered section.
        part_heading: the longest title of a 第X部分.
        caption: the longest caption or table title.
        contents_leader: dots in a row that make a line of a table of contents.
        contents_head: the share of the document in whose beginning the table of contents stands.
        running_head_pages: pages that must carry the same line at the same place to make it a running head.
        running_head_share: the share of all pages that must carry it.
        running_head: the longest running head.
        page_head: the longest one that stands on more than half of all pages.
    """

    wrapped_line: int = 24
    wrapped_heading: int = 24
    heading: int = 40
    part_heading: int = 60
    caption: int = 60
    contents_leader: int = 4
    contents_head: float = 0.25
    running_head_pages: int = 4
    running_head_share: float = 0.25
    running_head: int = 40
    page_head: int = 160


@dataclass(frozen=True, slots=True)
class TableSettings:
    """How grids become tables.

    Attributes:
        extra_columns: columns a continuation may have more or fewer than the table it goes on.
        header_rows: the most header rows a form may have.
        numbering: the least cells of a row 1, 2, 3 … that numbers the columns.
        ragged_share: the share of rows with values under no header that makes a table doubtful.
        signature_share: the share of a form's header words that must be there.
        title_lines: how many lines above a grid its title is looked for.
    """

    extra_columns: int = 1
    header_rows: int = 6
    numbering: int = 3
    ragged_share: float = 0.1
    signature_share: float = 0.6
    title_lines: int = 5


TEXT = TextSettings()
TABLE = TableSettings()


@dataclass(frozen=True, slots=True)
class PageSettings:
    """How characters and ruling lines of a page become lines and grids; in points, or in sizes of a character.

    Attributes:
        same_line: two characters whose middles lie within this part of their size share a line.
        word_gap: a gap of this part of the size parts two Latin words.
        part_gap: a gap of this many sizes may part two captions on one line.
        twice: a character printed again within this part of its size is a bold made by printing twice.
        thin: a filled rectangle no thicker than this is a ruling line.
        snap: ruling lines within this distance are one line.
        touch: ends of ruling lines within this distance meet.
        dot: a painted thing no larger than this is a dot.
        dot_gap: dots of one line are at most this far apart.
        least_dots: dots in a row that make a line.
        least_line: shorter rulings are dots and corners.
        row_height: rulings across one table are at most this far apart.
        least_levels: rulings across that make a table without vertical ones.
        open_side: horizontals that reach this far beyond the last vertical leave the table open there.
        gutter: the least gap between two columns of running text, in sizes.
        inner: the share of the page on each side in which no gutter stands.
        column_rows: the least rows with text on both sides of a gutter.
        column_share: the share of them that has no other gap, and that fills its column.
        column_fill: the share of its column that such a row reaches over.
        field_gap: a gap of this many sizes parts the fields of a form without rulings.
        amount_gap: the same after an amount with two decimals.
        label_slack: sizes by which a label that goes on may fall short of the longest line of its column.
        column_gap: fields of two columns leave at least this much between them.
        overlap: what a figure and a label of two columns may overlap.
        beside: what the outer columns of such a form reach beyond their text.
        across: a ruling over this share of such a form parts its rows.
        head_pitch: lines of one name in its header are at most this many sizes apart.
        ruled_pitch: the same where lines across part the rows of the header.
        indent: sizes by which a first line is set in.
        slack: sizes by which a full line may fall short of the right margin.
        cell_slack: sizes, padding of the cell included, by which a full line of a cell may fall short of it.
        long: the share of the column that a line must fill to go on without being full.
        gap: a line distance this many times the usual one parts paragraphs.
        wider: the same between two lines of body text that both begin at the margin.
        off_centre: the share of the room around a centred name by which its two sides may differ.
        centre: sizes by which the middle of a centred line may be off.
        margin_share: a line of body text fills this share of the page.
        foot: the share of the page at its top and bottom where page numbers stand.
        unmapped_share: a page with more characters than this that have no Unicode value is noted.
    """

    same_line: float = 0.5
    word_gap: float = 0.15
    part_gap: float = 1.5
    twice: float = 0.12
    thin: float = 3.0
    snap: float = 2.5
    touch: float = 3.0
    dot: float = 3.0
    dot_gap: float = 4.0
    least_dots: int = 4
    least_line: float = 4.0
    row_height: float = 56.0
    least_levels: int = 4
    open_side: float = 8.0
    gutter: float = 1.2
    inner: float = 0.3
    column_rows: int = 8
    column_share: float = 0.6
    column_fill: float = 0.75
    field_gap: float = 0.4
    amount_gap: float = 0.08
    label_slack: float = 2.2
    column_gap: float = 2.0
    overlap: float = 0.5
    beside: float = 4.0
    across: float = 0.7
    head_pitch: float = 1.6
    ruled_pitch: float = 2.2
    indent: float = 1.2
    slack: float = 2.2
    cell_slack: float = 3.0
    long: float = 0.6
    gap: float = 1.6
    wider: float = 1.2
    off_centre: float = 0.4
    centre: float = 2.0
    margin_share: float = 0.5
    foot: float = 0.14
    unmapped_share: float = 0.1


PAGE = PageSettings()


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of an input is taken before it is refused or cut with a note, so that nothing hangs.

    Attributes:
        file_bytes: the largest file.
        pages: pages of a PDF that are read; the rest is noted.
        page_forms: form objects drawn on one page, those in forms counted as often as they are drawn.
        page_chars: characters of one page.
        stream_bytes: one content stream unpacked.
        image_pixels: the largest page image that is recognised.
        members: members of an OOXML file.
        unpacked_bytes: their size unpacked.
        unpacked_ratio: how many times the packed size that may be, beyond the first ``unpacked_free`` bytes.
        unpacked_free: below this, the ratio does not matter.
        sheets: sheets of a workbook.
        sheet_rows: rows of a sheet that are read; the rest is noted.
        sheet_columns: columns of a sheet.
        sheet_texts: texts that the cells of a workbook share.
        depth: nesting of tables in tables, of elements of a page.
        cells: cells of one table after its merged cells are spread.
        convert_seconds: how long LibreOffice may take to convert a document.
    """

    file_bytes: int = 200 * 2**20
    pages: int = 3000
    page_forms: int = 20_000
    page_chars: int = 200_000
    stream_bytes: int = 64 * 2**20
    image_pixels: int = 40_000_000
    members: int = 10_000
    unpacked_bytes: int = 400 * 2**20
    unpacked_ratio: int = 200
    unpacked_free: int = 20 * 2**20
    sheets: int = 200
    sheet_rows: int = 20_000
    sheet_columns: int = 300
    sheet_texts: int = 1_000_000
    depth: int = 200
    cells: int = 500_000
    convert_seconds: int = 120


LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class BundleSettings:
    """How files are told to be parts of one report.

    Attributes:
        sentences: paragraphs with a full stop that make a file a narrative.
        per_table: the same for each table it holds; notes below forms are no narrative.
        same_name: how alike file names must be to outweigh names of departments that differ.
        unknown: what a file that names neither department nor year has in its favour.
        least_name: the shortest file name that says anything, words for forms left out.
    """

    sentences: int = 8
    per_table: float = 1.0
    same_name: float = 1.0
    unknown: float = 0.5
    least_name: int = 4


BUNDLE = BundleSettings()
