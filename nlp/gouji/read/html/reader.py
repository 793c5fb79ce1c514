"""A web page (.html, .mht, and the .xls that is one) into blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree, html

from gouji.errors import UnreadableError
from gouji.model import Note
from gouji.read.blocks import Block, Break, Line, Options, Parsed
from gouji.read.clean import clean_line
from gouji.read.furniture import is_page_number
from gouji.read.html.chrome import is_chrome
from gouji.read.html.decode import page_text
from gouji.read.html.page import Content, content
from gouji.read.html.tables import grid_of, is_layout
from gouji.read.narrative.numbering import is_caption
from gouji.read.source import File

_BLOCKS_NAMES = (
    "p div section article main header h1 h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote pre "
    "center form fieldset address figure figcaption body hr td th tr tbody"
)
_BLOCKS = frozenset(_BLOCKS_NAMES.split())
_CENTRED = re.compile(r"text-align\s*:\s*center", re.IGNORECASE)
_SIZE = re.compile(r"font-size\s*:\s*([\d.]{1,6})\s*(pt|px)", re.IGNORECASE)
_PIXEL = 0.75
_NUMBERED = re.compile(r"\s*[（(]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})[)）、.．]")


@dataclass(slots=True)
class _Walk:
    """The page while it is walked through: the text of the open line, and how it is set."""

    blocks: list[Block] = field(default_factory=list)
    text: str = ""
    centred: bool = False
    size: float = 0.0
    gap: bool = False


def parse(file: File, _options: Options) -> Parsed:
    """The blocks of a web page.

    Raises:
        UnreadableError: its encoding is unknown, or it holds no text and no table.
    """
    page = content(page_text(file))
    if page is None:
        raise UnreadableError(file.path, "网页中没有内容", "请用浏览器打开后另存，或打印为 PDF")
    walk = _Walk()
    _read(walk, page.root)
    _end_line(walk)
    blocks = _without_chrome(walk.blocks)
    if not blocks:
        what = "网页标签嵌套过深" if page.cut else "网页中没有文字"
        raise UnreadableError(file.path, what, "请用浏览器打开后另存，或打印为 PDF")
    return Parsed((*blocks, Break()), tuple(_notes(page)), "html")


def _read(walk: _Walk, root: html.HtmlElement) -> None:
    """All that is in an element, in order, however deep it is nested."""
    events = etree.iterwalk(root, events=("start", "end"))
    set_as: list[tuple[bool, float]] = []
    for event, element in events:
        if event == "end":
            if element.tag in _BLOCKS:
                _end_line(walk)
            walk.centred, walk.size = set_as.pop()
            if element is not root:
                _say(walk, element.tail)
            continue
        set_as.append((walk.centred, walk.size))
        if element.tag == "br" or element.tag in _BLOCKS or element.tag == "table":
            _end_line(walk)
        if element.tag == "table" and not is_layout(element):
            _read_table(walk, element)
            events.skip_subtree()
            continue
        walk.centred = walk.centred or _is_centred(element, str(element.tag))
        walk.size = _size(element) or walk.size
        if element.tag == "li":
            walk.text += _number(element)
        _say(walk, element.text)


def _say(walk: _Walk, text: str | None) -> None:
    walk.text += re.sub(r"[ \t\r\n\f]+", " ", text or "")


def _end_line(walk: _Walk) -> None:
    text = clean_line(walk.text)
    parts = [clean_line(part) for part in re.split(r"[\u3000\xa0 ]{2,}", walk.text.strip()) if part.strip()]
    walk.text = ""
    if not text:
        walk.gap = True
        return
    apart = len(parts) > 1 and all(is_caption(part) for part in parts)
    for line in parts if apart else [text]:
        if not is_page_number(line):
            walk.blocks.append(Line(line, gap=walk.gap, centred=walk.centred, size=walk.size))
    walk.gap = False


def _read_table(walk: _Walk, table: html.HtmlElement) -> None:
    for caption in (part for part in table if part.tag == "caption"):
        walk.text = caption.text_content()
        _end_line(walk)
    grid = grid_of(table, _cell_text)
    if grid is not None:
        walk.blocks.append(grid)
        walk.gap = False


def _cell_text(cell: html.HtmlElement) -> str:
    """The text of a cell; lines of it are one label."""
    return "".join(cell.itertext())


def _number(item: html.HtmlElement) -> str:
    """The number that a browser prints before an item of an ordered list; none where its text has one."""
    parent = item.getparent()
    if parent is None or parent.tag != "ol" or "none" in (parent.get("style") or ""):
        return ""
    if _NUMBERED.match(item.text_content()):
        return ""
    place = [part for part in parent if part.tag == "li"].index(item)
    start = parent.get("start") or "1"
    first = int(start) if start.isdigit() and len(start) < 5 else 1
    return f"{first + place}."


def _is_centred(element: html.HtmlElement, tag: str) -> bool:
    return (
        tag == "center"
        or (element.get("align") or "").lower() == "center"
        or bool(_CENTRED.search(element.get("style") or ""))
    )


def _size(element: html.HtmlElement) -> float:
    found = _SIZE.search(element.get("style") or "")
    if not found or found[1].count(".") > 1 or found[1] == ".":
        return 0.0
    return float(found[1]) * (_PIXEL if found[2].lower() == "px" else 1.0)


def _without_chrome(blocks: list[Block]) -> list[Block]:
    return [block for block in blocks if not (isinstance(block, Line) and is_chrome(block.text))]


def _notes(page: Content) -> Iterator[Note]:
    """Files that the page links to, since the forms are often there, and what was cut."""
    if page.linked_files:
        listed = "、".join(dict.fromkeys(page.linked_files))
        yield Note("html.linked_files", f"网页链接了文件：{listed}；未读取，请下载后用 --bundle 一并给出")
    if page.cut:
        yield Note("html.cut", "网页标签嵌套过深，过深处的内容未读取；请用浏览器打开后打印为 PDF")
