"""XML from strangers: no entities, no network, no depth without end; a broken tree is mended where it can be."""

from __future__ import annotations

from lxml import etree


def parsed(data: bytes) -> tuple[etree._Element | None, bool]:
    """The root of an XML text, and whether it had to be mended; None where nothing is left of it.

    Entities are not resolved and no DTD is loaded; nesting beyond the parser's own bound is an error that
    cuts the tree there.
    """
    try:
        return etree.fromstring(data, _parser(recover=False)), False
    except (etree.XMLSyntaxError, ValueError):
        pass
    try:
        return etree.fromstring(data, _parser(recover=True)), True
    except (etree.XMLSyntaxError, ValueError):
        return None, True


def _parser(*, recover: bool) -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=recover
    )


def local(element: etree._Element) -> str:
    """The name of an element without its namespace; empty for comments and entities."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def attribute(element: etree._Element | None, name: str) -> str | None:
    """An attribute by its name without namespace, so that strict and transitional files read the same."""
    if element is None:
        return None
    return next(
        (str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2] == name), None
    )


def child(element: etree._Element | None, *names: str) -> etree._Element | None:
    """The element at the end of a path of child names, without namespaces; None where a step is missing."""
    for name in names:
        if element is None:
            return None
        element = next((part for part in element if local(part) == name), None)
    return element
