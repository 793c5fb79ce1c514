"""Forms without vertical rulings: found under their titles, cut into columns where no text stands."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from gouji.model import Box
from gouji.read.blocks import Grid, GridCell
from gouji.read.clean import clean, clean_cell, folded
from gouji.read.confidence import least
from gouji.read.narrative.numbering import is_caption, is_note
from gouji.read.pdf.columns import SUM, column_edges
from gouji.read.pdf.fields import Field, Record, fields_of, is_beside, is_full, records_of
from gouji.read.pdf.heads import header_cells, whole_names
from gouji.read.pdf.page import Char, Segment
from gouji.read.settings import PAGE, PageSettings
from gouji.read.tables.columns import is_known_header
from gouji.read.tables.forms import form_of_title
from gouji.read.tables.header import CODE, FUSED, TOTAL, is_numbering
from gouji.read.tables.values import number

_STOP = re.compile(r"[。；！？]|^第[一二三四五六七八九十]+部分|(?:情况|说明|解释|概况)$")
_YEAR = re.compile(r"^[（(]?\d{4}年度?[)）]?$")
_BODY = re.compile(r"^(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）]|其中[:：])\S")
_NAMES = re.compile(r"^(?:预算数|决算数|合计|小计|金额)")
_LEAST_EDGES = 4
_LAST_ROWS = 6
_LEAST_ROWS = 2


@dataclass(frozen=True, slots=True)
class Unruled:
    """A form without vertical rulings on one page, the rows of characters it takes, its column borders.

    ``open`` where nothing but the foot of the page stands below it.
    """

    grid: Grid
    rows: tuple[int, ...]
    edges: tuple[float, ...]
    open: bool


def unruled_forms(
    rows: Sequence[Sequence[Char]],
    segments: Sequence[Segment],
    page: int,
    before: Unruled | None,
    settings: PageSettings = PAGE,
    *,
    titled: bool = False,
) -> list[Unruled]:
    """The forms among rows of characters that lie in no ruled table.

    Args:
        rows: the lines of the page from the top, page numbers left out.
        segments: its ruling lines; those across part the rows of a form.
        page: its number.
        before: the last form of the page before, where it may go on here.
        settings: thresholds.
        titled: the page before ends with the title of a form.
    """
    if not titled and (before is None or not before.open) and not any(map(_may_name_form, rows)):
        return []
    lines = [fields_of(row, settings) for row in rows]
    texts = [clean("".join(field.text for field in line)) for line in lines]
    found: list[Unruled] = []
    place = 0
    if before is not None and before.open:
        top = next((index for index, text in enumerate(texts) if not _is_above(text)), len(texts))
        end = _end(texts, lines, top)
        goes_on = _built(lines, top, end, segments, page, before.edges, settings)
        if goes_on is not None:
            found.append(goes_on)
            place = end
    while place < len(lines):
        start = _start(texts, place, titled=titled and not place)
        if start is None:
            break
        end = _end(texts, lines, start)
        form = _built(lines, start, end, segments, page, (), settings)
        if form is not None:
            found.append(form)
        place = max(end, start, place + 1)
    return found


def _may_name_form(row: Sequence[Char]) -> bool:
    """Whether a row holds 表, as titles of forms do; a look that is quick."""
    return any(char.text == "表" for char in row)


def _is_above(text: str) -> bool:
    """Whether a line is one of those between the title of a form and its header."""
    return is_caption(text) or bool(_YEAR.match(text)) or _is_title(text)


def ends_with_title(rows: Sequence[Sequence[Char]], settings: PageSettings = PAGE) -> bool:
    """Whether the last lines of a page are the title of a form and its captions."""
    last = rows[-_LAST_ROWS:]
    if not any(map(_may_name_form, last)):
        return False
    texts = [clean("".join(field.text for field in fields_of(row, settings))) for row in last]
    return any(_is_title(texts[index]) and all(map(_is_above, texts[index:])) for index in range(len(texts)))


def _is_title(text: str) -> bool:
    form = form_of_title(text)
    return form is not None and form.layout != "loose"


def _start(texts: Sequence[str], place: int, *, titled: bool) -> int | None:
    """The first line below the next title of a form and its captions."""
    for index in range(place, len(texts)):
        if not _is_title(texts[index]) and not (titled and index == place):
            continue
        start = index if titled and not _is_title(texts[index]) else index + 1
        while start < len(texts) and _is_above(texts[start]):
            start += 1
        return start
    return None


def _end(texts: Sequence[str], lines: Sequence[Sequence[Field]], start: int) -> int:
    for index in range(start, len(texts)):
        title = len(lines[index]) == 1 and _is_above(texts[index])
        if is_note(texts[index]) or title or (_STOP.search(texts[index]) and len(lines[index]) == 1):
            return index
    return len(texts)


def _built(
    lines: Sequence[Sequence[Field]],
    start: int,
    end: int,
    segments: Sequence[Segment],
    page: int,
    edges: tuple[float, ...],
    settings: PageSettings,
) -> Unruled | None:
    """The form of some lines, in the columns of the page before where they fit; None where they are none."""
    part = lines[start:end]
    first = next((index for index, line in enumerate(part) if _is_body(line)), None)
    if first is None:
        return None
    if first and _is_upper_half(part[first - 1], part[first]):
        first -= 1
    head, body = whole_names(part[:first], settings), part[first:]
    fits = bool(edges) and _fit(body, edges)
    if not fits and not _is_head(head):
        return None
    edges = edges if fits else column_edges(head, body, settings)
    if len(edges) < _LEAST_EDGES:
        return None
    records = records_of(body, edges, _rules(segments, part, settings), settings)
    if not head and not any(len(record.filled()) > 1 for record in records):
        return None
    grid = _grid(header_cells(head, edges), records, edges, page, settings)
    return Unruled(grid, tuple(range(start, end)), edges, end == len(lines))


def form_in_columns(
    rows: Sequence[Sequence[Char]],
    edges: tuple[float, ...],
    rules: Sequence[float],
    page: int,
    settings: PageSettings = PAGE,
) -> Grid | None:
    """A table whose lines across are drawn and whose columns are known, its names centred over their columns.

    Args:
        rows: the characters inside it, line by line from the top.
        edges: the borders of its columns.
        rules: the places of its lines across.
        page: its number.
        settings: thresholds.

    Returns:
        None where it has no header, or where the names of its header begin at the left of their columns: then
        a name over several columns cannot be told by its place.
    """
    lines = [fields_of(row, settings) for row in rows]
    first = next((index for index, line in enumerate(lines) if _is_body(line)), None)
    if not first:
        return None
    head = whole_names(lines[:first], replace(settings, head_pitch=settings.ruled_pitch))
    if not _is_head(head) or not _is_centred(head, edges, settings):
        return None
    return _grid(
        header_cells(head, edges), records_of(lines[first:], edges, rules, settings), edges, page, settings
    )


def body_below(head: Grid, rows: Sequence[Sequence[Char]], settings: PageSettings = PAGE) -> Unruled | None:
    """The rows below a header that alone is ruled, in its columns; None where the grid is more than a header.

    Args:
        head: a ruled grid.
        rows: the lines of the page outside of tables, from the top.
        settings: thresholds.
    """
    texts = [cell.text for cell in head.cells if cell.text]
    if (
        len(head.edges) < _LEAST_EDGES
        or head.box is None
        or any("." in text and number(text) is not None for text in texts)
    ):
        return None
    first = next((place for place, row in enumerate(rows) if row[0].top >= head.box.bottom - 1), len(rows))
    lines = [fields_of(row, settings) for row in rows[first:]]
    end = _end([clean("".join(one.text for one in line)) for line in lines], lines, 0)
    body = lines[:end]
    known = any(is_known_header((text,)) for text in texts)
    if not known or sum(map(_is_body, body)) < _LEAST_ROWS or not _fit(body, head.edges):
        return None
    page = head.page or 0
    grid = _grid([], records_of(body, head.edges, [], settings), head.edges, page, settings)
    return Unruled(grid, tuple(range(first, first + end)), head.edges, first + end == len(rows))


def _is_centred(names: Sequence[Field], edges: Sequence[float], settings: PageSettings) -> bool:
    """Whether most names that leave room in their one column leave as much on the left as on the right."""
    votes = []
    for name in names:
        inside = (
            (left, right)
            for left, right in itertools.pairwise(edges)
            if left - 1 <= name.x0 and name.x1 <= right + 1
        )
        left, right = next(inside, (name.x0, name.x1))
        room = (right - left) - (name.x1 - name.x0)
        if room > settings.centre * name.size:
            votes.append(abs((name.x0 - left) - (right - name.x1)) < settings.off_centre * room)
    return 2 * sum(votes) > len(votes)


def _is_upper_half(line: Sequence[Field], row: Sequence[Field]) -> bool:
    """Whether the line above the first row holds the upper halves of its names."""
    numbered = is_numbering([field.text for field in row])
    return not numbered and 2 * len(line) <= len(row) and not _is_known(line) and is_beside(line, row)


def _is_known(names: Sequence[Field]) -> bool:
    return any(is_known_header((name.text,)) or _NAMES.match(folded(name.text)) for name in names)


def _is_body(line: Sequence[Field]) -> bool:
    texts = [field.text for field in line]
    if is_numbering(texts) and len(texts) > 1:
        return True
    return any(
        CODE.match(text) or FUSED.match(text) or _BODY.match(text) or (number(text) is not None)
        for text in texts
    ) or bool(texts and TOTAL.match(folded(texts[0])) and len(texts) == 1 and len(folded(texts[0])) < 4)


def _is_head(names: Sequence[Field]) -> bool:
    """Whether the lines above the body are names of columns, one of them well known."""
    return len(names) > _LEAST_EDGES - 2 and _is_known(names)


def _fit(body: Sequence[Sequence[Field]], edges: Sequence[float]) -> bool:
    """Whether the fields lie within columns, none of them across a border."""
    fields = [field for line in body for field in line if not SUM.search(folded(field.text))]
    inside = sum(
        any(left - 1 <= field.x0 and field.x1 <= right + 1 for left, right in itertools.pairwise(edges))
        for field in fields
    )
    return inside >= 0.95 * len(fields) > 0


def _rules(
    segments: Sequence[Segment], lines: Sequence[Sequence[Field]], settings: PageSettings
) -> list[float]:
    """The places of the lines across that reach over most of the form."""
    fields = [field for line in lines for field in line]
    left, right = min(field.x0 for field in fields), max(field.x1 for field in fields)
    reach: dict[int, float] = {}
    for segment in segments:
        if segment.x1 - segment.x0 > segment.bottom - segment.top:
            key = round((segment.top + segment.bottom) / 2)
            reach[key] = reach.get(key, 0.0) + max(0.0, min(segment.x1, right) - max(segment.x0, left))
    return sorted(float(key) for key, long in reach.items() if long >= settings.across * (right - left))


def _grid(
    header: Sequence[GridCell],
    records: Sequence[Record],
    edges: Sequence[float],
    page: int,
    settings: PageSettings,
) -> Grid:
    top = max((cell.row + cell.rowspan for cell in header), default=0)
    cells = [*header, *_body_cells(records, edges, page, top, settings)]
    boxes = [cell.box for cell in cells if cell.box]
    box = Box(
        page,
        round(edges[0], 2),
        min(box.top for box in boxes),
        round(edges[-1], 2),
        max(box.bottom for box in boxes),
    )
    named = [cell if cell.page else replace(cell, page=page) for cell in cells]
    return Grid(top + len(records), len(edges) - 1, tuple(named), True, page, tuple(edges), box)


def _body_cells(
    records: Sequence[Record], edges: Sequence[float], page: int, top: int, settings: PageSettings
) -> Iterator[GridCell]:
    widest = [
        max((one.x1 - one.x0 for record in records for one in record.held.get(column, ())), default=0.0)
        for column in range(len(edges) - 1)
    ]
    for place, record in enumerate(records):
        for column, (left, right) in enumerate(itertools.pairwise(edges)):
            held: Sequence[Field] = record.held.get(column, ())
            box = Box(page, round(left, 2), round(record.top, 2), round(right, 2), round(record.bottom, 2))
            full = bool(held) and is_full(held[-1], widest[column], settings)
            text = clean_cell("\n".join(one.text for one in held))
            sure = least(one.confidence for one in held)
            yield GridCell(text, top + place, column, page=page, box=box, full=full, confidence=sure)
