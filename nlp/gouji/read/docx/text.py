"""The text of a paragraph as it reads when all changes are accepted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from gouji.read.docx.styles import run_size
from gouji.read.xml import attribute, child, local

_GONE = frozenset(
    {"del", "moveFrom", "instrText", "delText", "delInstrText", "rPr", "pPr", "sectPr", "footnoteReference"}
)
_BOXES = "txbxContent"
_OFF = ("0", "false", "off")


@dataclass(slots=True)
class Written:
    """A paragraph: its text with tabs and line ends, its largest size in points, the text boxes anchored in it.

    ``merges`` where its end is deleted, so that the next paragraph goes on in it.
    """

    text: str
    size: float | None
    boxes: list[etree._Element]
    merges: bool


def written(paragraph: etree._Element) -> Written:
    """Read a paragraph (w:p)."""
    parts: list[str] = []
    boxes: list[etree._Element] = []
    sizes: dict[float, int] = {}
    for element in _walk(paragraph):
        name = local(element)
        if name == _BOXES:
            boxes.append(element)
            continue
        text = _text(element, name)
        parts.append(text)
        run = element.getparent()
        size = run_size(run) if run is not None and text.strip() else None
        if size is not None:
            sizes[size] = sizes.get(size, 0) + len(text)
    ended = child(paragraph, "pPr", "rPr")
    merges = child(ended, "del") is not None or child(ended, "moveFrom") is not None
    return Written("".join(parts), max(sizes, key=lambda size: sizes[size], default=None), boxes, merges)


def _walk(parent: etree._Element) -> Iterator[etree._Element]:
    """The elements that print something, in order; of two renderings of one thing the first with text."""
    stack = [iter(parent)]
    while stack:
        element = next(stack[-1], None)
        if element is None:
            stack.pop()
            continue
        name = local(element)
        if name == _BOXES:
            yield element
        elif name == "AlternateContent":
            chosen = _chosen(element)
            if chosen is not None:
                stack.append(iter(chosen))
        elif name == "r" and _is_hidden(element):
            continue
        elif name in _PRINTED:
            yield element
        elif name not in _GONE:
            stack.append(iter(element))


def _chosen(element: etree._Element) -> etree._Element | None:
    """The choice of an AlternateContent, or its fallback where only that has a text box."""
    choices = [part for part in element if local(part) in ("Choice", "Fallback")]
    held = (part for part in choices if any(local(inner) == _BOXES for inner in part.iter()))
    return next(held, choices[0] if choices else None)


def _is_hidden(run: etree._Element) -> bool:
    hidden = child(run, "rPr", "vanish")
    return hidden is not None and attribute(hidden, "val") not in _OFF


def _text(element: etree._Element, name: str) -> str:
    if name == "t":
        return "".join(element.itertext())
    if name == "sym":
        code = attribute(element, "char") or ""
        return _symbol(code)
    return _PRINTED[name]


def _symbol(code: str) -> str:
    """A character of a symbol font; its private code points say nothing."""
    try:
        value = int(code, 16)
    except ValueError:
        return ""
    return chr(value) if 0x20 <= value < 0xD800 else ""


_PRINTED = {"t": "", "sym": "", "tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
