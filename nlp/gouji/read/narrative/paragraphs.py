"""Lines into paragraphs: joined over line ends and page breaks, never over a table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from gouji.model import LineBox, Recognised
from gouji.read.blocks import Block, Break, Grid, Line, Piece
from gouji.read.clean import glue
from gouji.read.narrative.numbering import begins_something, is_caption, is_point, number_of
from gouji.read.narrative.roles import role_of
from gouji.read.settings import TEXT, TextSettings
from gouji.read.tables.forms import form_of_title

_FINAL = re.compile(r"[。！？!?；;：:…][”’\"'）)》」]*$")
_STOP = re.compile(r"[。！？!?][”’\"'）)》」]*$")
_TITLE_END = re.compile(r"(?:表|目录|说明|概况|解释|报告)$")
_HEADING_END = re.compile(r"(?:表|说明|概况|解释|报告|情况|结果)$")
_NEVER_FIRST = "，。、；：！？）》」％,"
_NEVER_FIRST_AFTER = ("。", "！", "？")
_CONTENTS = "目录"
_UNIT_FIRST = re.compile(r"^(?:[万亿]?元|[万亿]，|%|％|个百分点)")
_UNIT_LINE = re.compile(r"^[（(]单位[:：].*[)）]$")
_FIGURE = re.compile(r"^图\d*")
_SAME_SIZE = 1.0
_LEADERS = re.compile(r"[.．…·]{4,}\d*$")


def join(blocks: Iterable[Block], settings: TextSettings = TEXT) -> list[Piece | Grid | Break]:
    """Paragraphs, grids and file ends in reading order; page ends vanish."""
    joined: list[Piece | Grid | Break] = []
    run: list[Line] = []
    for block in blocks:
        if isinstance(block, Line):
            if run and not _goes_on(run, block, settings):
                joined.append(_piece(run))
                run = []
            run.append(block)
        elif isinstance(block, Grid) or block.page is None:
            joined.extend([_piece(run)] if run else [])
            run = []
            joined.append(block)
    joined.extend([_piece(run)] if run else [])
    return joined


def _goes_on(run: Sequence[Line], line: Line, settings: TextSettings) -> bool:
    last = run[-1]
    if _FIGURE.match(run[0].text) and _UNIT_LINE.match(line.text):
        return True
    if line.text[0] in _NEVER_FIRST and not last.text.endswith(_NEVER_FIRST_AFTER):
        return True
    if last.text[-1].isdigit() and _UNIT_FIRST.match(line.text):
        return True
    if (
        begins_something(line.text)
        or run[0].text == _CONTENTS
        or is_caption(run[0].text)
        or _LEADERS.search(last.text)
    ):
        return False
    number = number_of(run[0].text)
    if number and number.level == "part":
        return _part_goes_on(run, line, settings)
    if last.full is None:
        return not is_point(line.text) and _is_set_alike(last, line) and _text_goes_on(run, line, settings)
    if (
        number
        and len(run) == 1
        and (_HEADING_END.search(last.text) or (line.indent and _is_plain(last.text)))
    ):
        return False
    if line.indent and not last.centred and not line.centred:
        return _text_goes_on(run, line, settings) and abs(last.size - line.size) < _SAME_SIZE
    if last.full and last.page != line.page and run[0].indent and not (line.indent or number):
        return True
    return _set_goes_on(last, line)


def _is_set_alike(last: Line, line: Line) -> bool:
    """Whether two paragraphs of a Word document or a page have one size and one alignment, as far as they say."""
    one_size = not (last.size and line.size) or abs(last.size - line.size) < _SAME_SIZE
    return one_size and last.centred == line.centred


def _is_plain(text: str) -> bool:
    """Whether a line has no mark inside, as headings have none."""
    return not any(mark in text for mark in "，。；：,;:")


def _part_goes_on(run: Sequence[Line], line: Line, settings: TextSettings) -> bool:
    """第三部分 alone on its line, or its title wrapped in the middle of the page."""
    text = "".join(part.text for part in run) + line.text
    if len(text) > settings.part_heading or _FINAL.search(line.text):
        return False
    number = number_of(run[0].text)
    rest = number_of("".join(part.text for part in run))
    if rest and (role_of(rest.rest) or (rest.rest and form_of_title(line.text))):
        return False
    if number and not number.rest and len(run) == 1:
        return True
    if run[-1].full is None:
        return False
    return (
        line.centred
        and line.page == run[-1].page
        and not line.gap
        and abs(line.size - run[-1].size) < _SAME_SIZE
    )


def _text_goes_on(run: Sequence[Line], line: Line, settings: TextSettings) -> bool:
    """Plain text: only the words can tell; a long line that stops without a mark was cut."""
    last = run[-1]
    if _FINAL.search(last.text) or (len(run) == 1 and _TITLE_END.search(last.text)):
        return False
    return len(last.text) >= settings.wrapped_line


def _set_goes_on(last: Line, line: Line) -> bool:
    """A page: a full line goes on in one that is not indented, a long one that stops without a mark too."""
    same_page = last.page == line.page
    if last.centred and line.centred:
        return not line.gap and same_page and abs(last.size - line.size) < _SAME_SIZE and bool(last.full)
    cut = not _FINAL.search(last.text)
    if line.indent:
        beside = last.box and line.box and abs(last.box.x0 - line.box.x0) < _SAME_SIZE
        return bool(beside and last.full and cut and not line.gap and same_page)
    if last.full:
        if line.gap:
            return not _FINAL.search(last.text)
        return same_page or not _STOP.search(last.text)
    return last.long and cut and not (line.gap and same_page)


def _piece(run: Sequence[Line]) -> Piece:
    text = ""
    boxes: list[LineBox] = []
    recognised: list[Recognised] = []
    for line in run:
        text += glue(text, line.text)
        if line.box:
            boxes.append(LineBox(len(text), len(text) + len(line.text), line.box))
        recognised.extend(
            replace(one, start=one.start + len(text), end=one.end + len(text)) for one in line.recognised
        )
        text += line.text
    centred = all(line.centred for line in run)
    return Piece(text, run[0].page, tuple(boxes), centred, run[0].size, tuple(recognised))
