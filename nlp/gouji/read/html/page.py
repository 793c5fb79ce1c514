"""The part of a page that is the report: hidden things, menus and the frame of the site left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree, html

from gouji.read.clean import clean_line

_NEVER_NAMES = (
    "script style noscript template head nav aside footer button select input textarea "
    "option iframe svg canvas object embed video audio map link meta"
)
_NEVER = frozenset(_NEVER_NAMES.split())
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_FILES = re.compile(r"\.(?:pdf|docx?|xlsx?|wps|et|zip|rar)(?:[?#]|$)", re.IGNORECASE)
_HAN = re.compile(r"[\u4e00-\u9fff]|\d")
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SHARE = 0.9
_LINKED = 0.7
_MENU = 400
_HOLDERS = frozenset({"ul", "ol", "div", "td", "p", "dl", "section", "table", "header"})


@dataclass(frozen=True, slots=True)
class Content:
    """What a page holds: the element of the report, the files it links to, whether its nesting was cut."""

    root: html.HtmlElement
    linked_files: tuple[str, ...]
    cut: bool


def content(text: str) -> Content | None:
    """The part of a page that holds the report; None where the page holds nothing.

    From the top down the one child is followed that holds nearly all of the text outside links; what is
    hidden, and blocks of links to other pages, are taken out first.
    """
    parser = html.HTMLParser(recover=True, no_network=True, huge_tree=True, encoding="utf-8")
    try:
        root = html.document_fromstring(text.encode("utf-8", errors="replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
    cut = any(error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.error_log)
    linked = tuple(_linked_files(root))
    _without(root)
    return Content(_densest(root), linked, cut)


def _linked_files(root: html.HtmlElement) -> Iterator[str]:
    for link in root.iter("a"):
        address = link.get("href") or ""
        if _FILES.search(address):
            yield clean_line(link.text_content()) or address.rpartition("/")[2]


def _densest(root: html.HtmlElement) -> html.HtmlElement:
    weights = _weights(root)
    node = root
    while True:
        child = max(node, key=lambda part: weights.get(part, 0), default=None)
        if child is None or child.tag in _TABLE_PARTS or not weights.get(child):
            return node
        if weights[child] < _SHARE * weights[node]:
            return node
        node = child


_TABLE_PARTS = frozenset({"tr", "td", "th", "tbody", "thead", "p", "span", "table", "li", "b", "strong"})


def _without(root: html.HtmlElement) -> None:
    """Take out what is never shown and what only leads elsewhere."""
    for element in list(root.iter()):
        if element is root or element.getparent() is None:
            continue
        if not isinstance(element.tag, str) or element.tag in _NEVER or is_hidden(element):
            _drop(element)
    linked, written = _linked(root)
    for element in list(root.iter(*_HOLDERS)):
        size = written.get(element, 0)
        if element.getparent() is not None and 0 < size <= _MENU and linked.get(element, 0) >= _LINKED * size:
            _drop(element)


def is_hidden(element: html.HtmlElement) -> bool:
    """Whether an element says that it is not shown."""
    return "hidden" in element.attrib or bool(_HIDDEN.search(element.get("style") or ""))


def _drop(element: html.HtmlElement) -> None:
    parent = element.getparent()
    if parent is not None:
        element.tail, tail = None, element.tail or ""
        previous = element.getprevious()
        if previous is not None:
            previous.tail = _ILLEGAL.sub("", (previous.tail or "") + tail)
        else:
            parent.text = _ILLEGAL.sub("", (parent.text or "") + tail)
        parent.remove(element)


def _weights(root: html.HtmlElement) -> dict[html.HtmlElement, int]:
    """Han characters and digits outside links, per element with all that is in it."""
    linked, written = _linked(root)
    return {element: size - linked.get(element, 0) for element, size in written.items()}


def _linked(
    root: html.HtmlElement,
) -> tuple[dict[html.HtmlElement, int], dict[html.HtmlElement, int]]:
    """Per element the characters inside links to other pages, and all characters."""
    linked: dict[html.HtmlElement, int] = {}
    written: dict[html.HtmlElement, int] = {}
    for element in reversed(list(_elements(root))):
        size = len(_HAN.findall(element.text or ""))
        inner = 0
        for part in element:
            size += written.get(part, 0) + len(_HAN.findall(part.tail or ""))
            inner += linked.get(part, 0)
        written[element] = size
        leads = element.tag == "a" and not (element.get("href") or "#").startswith("#")
        linked[element] = size if leads else inner
    return linked, written


def _elements(root: html.HtmlElement) -> Iterator[html.HtmlElement]:
    return (element for element in root.iter() if isinstance(element.tag, str))
