"""What a paragraph inherits from its style: its list, its alignment, its size."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from gouji.read.xml import attribute, child, local

_DEFAULT_SIZE = 10.5
_DEPTH = 12


@dataclass(frozen=True, slots=True)
class Look:
    """How a paragraph is set; None where nothing says it.

    ``numbered`` is its list and level (numId, ilvl); a list "0" takes a number away. ``size`` is in points.
    """

    centred: bool | None = None
    size: float | None = None
    indent: bool | None = None
    numbered: tuple[str | None, int | None] = (None, None)


class Styles:
    """The paragraph styles of a document, by id."""

    def __init__(self, root: etree._Element | None) -> None:
        self._styles: dict[str, etree._Element] = {}
        self._default = ""
        for style in root if root is not None else ():
            if local(style) == "style" and attribute(style, "type") == "paragraph":
                key = attribute(style, "styleId") or ""
                self._styles[key] = style
                if attribute(style, "default") in ("1", "true"):
                    self._default = key
        size = _size(child(root, "docDefaults", "rPrDefault", "rPr"))
        self.size = size or _DEFAULT_SIZE

    def look(self, paragraph: etree._Element) -> Look:
        """What a paragraph says itself, else its style, else the style that is based on."""
        own = child(paragraph, "pPr")
        key = attribute(child(own, "pStyle"), "val") or self._default
        looks = [_look(own, None)]
        seen: set[str] = set()
        while key in self._styles and key not in seen and len(seen) < _DEPTH:
            seen.add(key)
            style = self._styles[key]
            looks.append(_look(child(style, "pPr"), child(style, "rPr")))
            key = attribute(child(style, "basedOn"), "val") or ""
        return Look(
            next((look.centred for look in looks if look.centred is not None), None),
            next((look.size for look in looks if look.size is not None), self.size),
            next((look.indent for look in looks if look.indent is not None), None),
            (
                next((look.numbered[0] for look in looks if look.numbered[0] is not None), None),
                next((look.numbered[1] for look in looks if look.numbered[1] is not None), None),
            ),
        )


def _look(paragraph: etree._Element | None, run: etree._Element | None) -> Look:
    alignment = attribute(child(paragraph, "jc"), "val")
    listed = child(paragraph, "numPr")
    depth = attribute(child(listed, "ilvl"), "val")
    return Look(
        None if alignment is None else alignment == "center",
        _size(run),
        _indent(child(paragraph, "ind")),
        (
            attribute(child(listed, "numId"), "val"),
            int(depth) if depth is not None and depth.isdigit() else None,
        ),
    )


def _size(run: etree._Element | None) -> float | None:
    """Word counts half points."""
    text = attribute(child(run, "sz"), "val")
    return int(text) / 2 if text is not None and text.isdigit() else None


def _indent(place: etree._Element | None) -> bool | None:
    if place is None:
        return None
    first = [attribute(place, name) for name in ("firstLine", "firstLineChars")]
    values = [text for text in first if text is not None]
    return any(text.isdigit() and int(text) > 0 for text in values) if values else None


def run_size(run: etree._Element) -> float | None:
    """The size that a run of text sets itself, in points."""
    return _size(child(run, "rPr"))
