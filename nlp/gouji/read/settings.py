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


@dataclass(frozen=True, slots=True)
class TableSettings:
    """How grids become tables.

    Attributes:
        extra_columns: columns a continuation may have more or fewer than the table it goes on.
        header_rows: the most header rows a form may have.
        numbering: the least cells of a row 1, 2, 3 … that numbers the columns.
        ragged_share: the share of rows with values under no header that makes a table doubtful.
        signature_share: the share of a form's header words that must be there.
    """

    extra_columns: int = 1
    header_rows: int = 6
    numbering: int = 3
    ragged_share: float = 0.1
    signature_share: float = 0.6


TEXT = TextSettings()
TABLE = TableSettings()
