"""XML read as it comes, for parts too large for a tree; definitions of entities are refused."""

from __future__ import annotations

from collections.abc import Callable
from xml.parsers import expat

Start = Callable[[str, dict[str, str]], None]
_BROKEN = (expat.ExpatError, LookupError, ValueError)


class Unsound(Exception):
    """The XML defines entities, which no program writes into a workbook."""


class Enough(Exception):
    """Raised by a handler to stop; ``at`` is the offset where it was, filled in by `walk`."""

    at = 0


def walk(data: bytes, start: Start, end: Callable[[str], None], text: Callable[[str], None]) -> bool:
    """Call the handlers for each element, named without its prefix; False where the XML breaks off.

    Raises:
        Unsound: it has a document type, the place where entities are defined.
        Enough: a handler asked to stop.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    parser.StartElementHandler = lambda name, attributes: start(name.rpartition(":")[2], attributes)
    parser.EndElementHandler = lambda name: end(name.rpartition(":")[2])
    parser.CharacterDataHandler = text
    try:
        parser.Parse(data, True)
    except Enough as stop:
        stop.at = parser.CurrentByteIndex
        raise
    except _BROKEN:
        return False
    return True


def _refuse(*_: object) -> None:
    raise Unsound
