"""Pages that would unfold without end: forms in forms in forms, streams packed a thousandfold.

They are found before an engine sees them, and left out of the file that it gets.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

import pikepdf

from gouji.read.settings import LIMITS, Limits

_DO = re.compile(rb"/([^\s/\[\]<>()%{}]+)\s+Do\b")
_DEEPEST = 64
_MOST_PACKED = 1032
_Key = tuple[int, int]


def oversized(pdf: pikepdf.Pdf, limits: Limits = LIMITS) -> list[int]:
    """The numbers of the pages whose drawing passes the limits, counted from 1.

    Args:
        pdf: an open document.
        limits: the most forms drawn on a page, and the most bytes of their streams unpacked.
    """
    counted: dict[_Key, int] = {}
    found = []
    for number, page in enumerate(pdf.pages[: limits.pages], start=1):
        try:
            resources = page.obj.get("/Resources", pikepdf.Dictionary())
            drawn = sum(
                _drawn(form, limits, counted, 0) * count
                for form, count in _calls(_contents(page.obj), resources, limits)
            )
        except (ValueError, OverflowError, RecursionError):
            found.append(number)
        except (
            pikepdf.PdfError,
            pikepdf.DataDecodingError,
            TypeError,
            KeyError,
            AttributeError,
            RuntimeError,
        ):
            continue
        else:
            if drawn > limits.page_forms:
                found.append(number)
    return found


def _contents(page: pikepdf.Object) -> list[pikepdf.Object]:
    contents = page.get("/Contents")
    if contents is None:
        return []
    return list(contents) if isinstance(contents, pikepdf.Array) else [contents]


def _calls(
    streams: list[pikepdf.Object], resources: pikepdf.Object, limits: Limits
) -> Iterator[tuple[pikepdf.Object, int]]:
    """The forms that some streams draw, and how often; streams of pages without forms are only weighed."""
    objects = resources.get("/XObject", pikepdf.Dictionary())
    forms = {
        str(name)[1:].encode("utf-8"): form
        for name, form in objects.items()
        if form.get("/Subtype") == "/Form"
    }
    data = b"\n".join(_unpacked(stream, limits, needed=bool(forms)) for stream in streams)
    times: dict[bytes, int] = {}
    for found in _DO.finditer(data):
        times[found[1]] = times.get(found[1], 0) + 1
    yield from ((form, times[name]) for name, form in forms.items() if name in times)


def _drawn(form: pikepdf.Object, limits: Limits, counted: dict[_Key, int], depth: int) -> int:
    """How many forms are drawn where this one is; too many where it draws itself."""
    if depth > _DEEPEST:
        raise ValueError("forms without end")
    key = form.objgen
    if key in counted and key != (0, 0):
        return counted[key]
    counted[key] = limits.page_forms + 1
    own = form.get("/Resources", pikepdf.Dictionary())
    total = 1 + sum(
        _drawn(inner, limits, counted, depth + 1) * count for inner, count in _calls([form], own, limits)
    )
    counted[key] = total
    return total


def _unpacked(stream: pikepdf.Object, limits: Limits, *, needed: bool) -> bytes:
    """The bytes of a stream; of one that is too short to be a danger only where they are ``needed``.

    Raises:
        ValueError: it unpacks to more than is allowed.
    """
    raw = stream.read_raw_bytes()
    if not needed and len(raw) * _MOST_PACKED <= limits.stream_bytes:
        return b""
    if stream.get("/Filter") == "/FlateDecode":
        data = zlib.decompressobj().decompress(raw, limits.stream_bytes + 1)
    else:
        data = raw if "/Filter" not in stream else stream.read_bytes()
    if len(data) > limits.stream_bytes:
        raise ValueError("stream too large")
    return data
