"""Splits the text of a reason into its separate causes, with exact offsets.

The outline of the text comes first (一是…二是…, ①, heads before a colon, semicolons), then its clauses
(commas, where an opening 受…影响 and a resulting 导致支出减少 stay with their cause), then lists inside a
clause (顿号, 和, 以及). What stands in quotes or brackets is never split. The connecting words are data:
patterns/reasons/connectors.yaml. The work is linear in the text.
"""

from __future__ import annotations

import dataclasses
import functools
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from gouji.extract import factor_parts
from gouji.extract.connectors import connector, families
from gouji.extract.layout import squeezed
from gouji.model import Factor

OPEN = "“‘「『《（(〔【[〈"
CLOSE = "”’」』》）)〕】]〉"
EDGE = "，、；。：,;: \u3000"
COMMAS = re.compile(r"，|,(?!\d{3}(?!\d))")
STOPS = re.compile(r"[；;。]")
LIST = re.compile(r"、")
COLON = re.compile(r"[：:]")
MIN_CLAUSE = 4
MIN_NAME = 5


class _Span(NamedTuple):
    start: int
    end: int
    parent: str | None = None


def split(text: str, start: int = 0) -> tuple[Factor, ...]:
    """The separate causes that ``text``, a reason without its cue, names.

    Args:
        text: the reason.
        start: its offset in its paragraph; the offsets of the factors are shifted by it.

    Returns:
        Factors in order, with object, direction (by their own words only), amount in 元 and the head of
        their list as parent; ``types`` is left empty. ``factor.text == text[factor.start - start : factor.end
        - start]``. Empty where the text has no word.
    """
    return tuple(_shifted(factor, start) for factor in _split(text))


@functools.lru_cache(maxsize=8192)
def _split(text: str) -> tuple[Factor, ...]:
    """`split` with offsets from nought; a reason that comes again is taken apart once."""
    read, places = squeezed(text)
    if connector("reference").search(read):
        return ()
    spans = [span for item in _outline(read, _Span(0, len(read))) for span in _clauses(read, item)]
    trimmed = [(_trim(read, span), span) for span in spans]
    kept = [(span, whole) for span, whole in trimmed if _is_cause(read, span)]
    factors = _inherit([_factor(read, span, whole, alone=len(kept) == 1) for span, whole in kept])
    return tuple(_placed(factor, text, places) for factor in factors)


def _is_cause(text: str, span: _Span) -> bool:
    return span.end > span.start and connector("offset").search(text[span.start : span.end]) is None


def _shifted(factor: Factor, start: int) -> Factor:
    if start == 0:
        return factor
    return dataclasses.replace(factor, start=factor.start + start, end=factor.end + start)


def _placed(factor: Factor, text: str, places: Sequence[int]) -> Factor:
    """A factor of the squeezed text at its place in the text as given."""
    if isinstance(places, range):
        return factor
    begin, end = places[factor.start], places[factor.end - 1] + 1
    thing = factor.object
    if thing is not None:
        at = factor.start + factor.text.index(thing)
        thing = text[places[at] : places[at + len(thing) - 1] + 1]
    return dataclasses.replace(factor, start=begin, end=end, text=text[begin:end], object=thing)


def _factor(text: str, span: _Span, whole: _Span, *, alone: bool) -> Factor:
    own = text[span.start : span.end]
    said = own if whole.end - span.end < MIN_NAME else text[span.start : whole.end]
    return Factor(
        start=span.start,
        end=span.end,
        text=own,
        object=factor_parts.find_object(own),
        direction=factor_parts.direction(said),
        amount=factor_parts.amount(own, None if alone else connector("total")),
        parent=span.parent,
    )


def _inherit(factors: list[Factor]) -> list[Factor]:
    """A bare name in a list moves the way its list's verb does: 新增甲项目、乙项目."""
    result: list[Factor] = []
    for factor in factors:
        bare = factor.direction is None and not _says(factor.text)
        if bare and result and result[-1].parent == factor.parent:
            factor = dataclasses.replace(factor, direction=result[-1].direction)
        result.append(factor)
    for index in range(len(result) - 2, -1, -1):
        if result[index].direction is None and not _says(result[index].text):
            result[index] = dataclasses.replace(result[index], direction=result[index + 1].direction)
    return result


@functools.lru_cache(maxsize=256)
def _outside(text: str) -> tuple[bool, ...]:
    """For each character whether it stands outside of quotes and brackets; an opening mark itself does."""
    if not any(mark in text for mark in OPEN):
        return (True,) * len(text)
    pairs: list[int] = []
    closed: dict[int, int] = {}
    for at, char in enumerate(text):
        if char in OPEN:
            pairs.append(at)
        elif char in CLOSE and pairs:
            closed[pairs.pop()] = at
    outside = [True] * len(text)
    until = -1
    for at in range(len(text)):
        outside[at] = at > until
        if at > until and at in closed:
            until = closed[at]
    return tuple(outside)


def _cuts(pattern: re.Pattern[str], text: str, span: _Span) -> Iterator[re.Match[str]]:
    outside = _outside(text[span.start : span.end])
    for match in pattern.finditer(text, span.start, span.end):
        if match.end() > match.start() and outside[match.start() - span.start]:
            yield match


def _pieces(pattern: re.Pattern[str], text: str, span: _Span) -> list[_Span]:
    pieces: list[_Span] = []
    last = span.start
    for match in _cuts(pattern, text, span):
        pieces.append(_Span(last, match.start(), span.parent))
        last = match.end()
    pieces.append(_Span(last, span.end, span.parent))
    return [piece for piece in pieces if text[piece.start : piece.end].strip(EDGE)]


def _outline(text: str, span: _Span) -> list[_Span]:
    """The items of the outermost list of ``span``, each taken apart again."""
    marks = [(m.start(), m.end(), name) for name, p in families() for m in _cuts(p, text, span)]
    if not marks:
        return _plain(text, span)
    family = min(marks)[2]
    outer = sorted((start, end) for start, end, name in marks if name == family)
    items: list[_Span] = []
    parent = span.parent
    before = _Span(span.start, outer[0][0], span.parent)
    lead = text[before.start : before.end].strip(EDGE)
    if lead and (text[before.end - 1] in "：:" or connector("head").search(lead)):
        parent = lead
    elif lead:
        items.extend(_plain(text, before))
    for number, (_, end) in enumerate(outer):
        stop = outer[number + 1][0] if number + 1 < len(outer) else span.end
        items.extend(_outline(text, _Span(end, stop, parent)))
    return items


def _plain(text: str, span: _Span) -> list[_Span]:
    items: list[_Span] = []
    parent = span.parent
    for piece in _pieces(STOPS, text, span):
        colon = next(_cuts(COLON, text, piece), None)
        if colon is None or not text[colon.end() : piece.end].strip(EDGE):
            items.append(piece._replace(parent=parent))
            continue
        parent = text[piece.start : colon.start()].strip(EDGE) or span.parent
        items.append(_Span(colon.end(), piece.end, parent))
    return items


class _Chain(NamedTuple):
    """A clause with what leads to it and what follows from it; lists are taken apart in the clause only."""

    start: int
    end: int
    clause: _Span


def _clauses(text: str, span: _Span) -> list[_Span]:
    chains: list[_Chain] = []
    opened: int | None = None
    for piece in _pieces(COMMAS, text, span):
        own = text[piece.start : piece.end].strip(EDGE)
        start = piece.start if opened is None else opened
        if opened is None and _opens(own):
            opened = piece.start
        elif opened is None and chains and _follows(text, own, chains[-1]):
            chains[-1] = chains[-1]._replace(end=piece.end)
        else:
            chains.append(_Chain(start, piece.end, piece))
            opened = None
    if opened is not None:
        chains.append(_Chain(opened, span.end, span._replace(start=opened)))
    return [item for chain in chains for item in _items(text, chain)]


def _items(text: str, chain: _Chain) -> list[_Span]:
    items = _list(text, chain.clause)
    items[0] = items[0]._replace(start=chain.start)
    items[-1] = items[-1]._replace(end=chain.end)
    return items


def _opens(clause: str) -> bool:
    return connector("opener").search(clause) is not None


def _follows(text: str, clause: str, chain: _Chain) -> bool:
    """Whether the clause only tells the result of the one before, or its amount: 新招五人，工资支出增加20万元."""
    if connector("consequence").search(f"，{clause}"):
        return True
    if connector("moved").search(clause):
        return False
    if connector("result").search(clause):
        return True
    outcome = connector("outcome")
    before = text[chain.clause.start : chain.clause.end].strip(EDGE)
    if before.endswith("元"):
        return False
    return clause.endswith("元") and outcome.search(clause) is not None and not outcome.search(before)


def _says(text: str) -> bool:
    return connector("predicate").search(factor_parts.plain(text)) is not None


def _named(text: str) -> bool:
    text = COMMAS.split(text)[0]
    return len(text) >= MIN_NAME and connector("named").search(text) is not None


def _list(text: str, span: _Span) -> list[_Span]:
    """The separate causes of a 顿号 list; names that share the verb of a neighbour stay with it unless named."""
    items: list[_Span] = []
    pending: _Span | None = None
    for piece in _pieces(LIST, text, span):
        own = _bare(text[piece.start : piece.end])
        if pending is not None:
            alone = _named(_bare(text[pending.start : pending.end])) and _named_before_verb(own)
            if alone:
                items.append(pending)
            else:
                piece = piece._replace(start=pending.start)
            pending = None
        if connector("verb_only").search(own) or not _says(own):
            if items and _named(own) and _named(_bare(text[items[-1].start : items[-1].end])):
                items.append(piece)
            else:
                pending = piece
        else:
            items.append(piece)
    if pending is not None:
        if items:
            items[-1] = items[-1]._replace(end=pending.end)
        else:
            items.append(pending)
    return [part for item in items for part in _joined(text, item)]


def _bare(text: str) -> str:
    """Without what `_trim` will drop."""
    text = text.strip(EDGE)
    text = connector("lead").sub("", text, count=1)
    return connector("tail").sub("", text, count=1).strip(EDGE)


def _named_before_verb(text: str) -> bool:
    """乙项目完工: a name with its verb behind it."""
    verbs = list(connector("predicate").finditer(text))
    return _named(text) or (bool(verbs) and _named(text[: verbs[-1].start()]))


def _joined(text: str, span: _Span) -> list[_Span]:
    """Cuts at each joining word with a whole clause, or a named project, on both sides."""
    cuts = [(match.start(), match.end()) for match in _cuts(connector("joiner"), text, span)]
    parts: list[_Span] = []
    start = span.start
    for number, (at, end) in enumerate(cuts):
        until = cuts[number + 1][0] if number + 1 < len(cuts) else span.end
        left, right = _bare(text[start:at]), _bare(text[end:until])
        if (_whole(left) and _whole(right)) or _both_named(left, right):
            parts.append(_Span(start, at, span.parent))
            start = end
    return [*parts, _Span(start, span.end, span.parent)]


def _whole(clause: str) -> bool:
    if len(clause) < MIN_CLAUSE or connector("verb_only").search(clause):
        return False
    return _says(clause) and not connector("opener").search(clause)


def _both_named(left: str, right: str) -> bool:
    return _says(left) and _named(left) and _named(right) and not _says(right)


def _trim(text: str, span: _Span) -> _Span:
    """Without punctuation, joining words in front and summing-up words behind (等因素综合导致)."""
    own = text[span.start : span.end]
    start = len(own) - len(own.lstrip(EDGE))
    lead = connector("lead").match(own[start:])
    if lead and lead.end() < len(own[start:].rstrip(EDGE)):
        start += lead.end()
    own = own[start:].rstrip(EDGE)
    tail = connector("tail").search(own)
    if tail and tail.start() >= 2:
        own = own[: tail.start()]
    consequence = connector("consequence").search(own)
    if consequence and consequence.start() >= MIN_NAME:
        own = own[: consequence.start()]
    start += len(own) - len(own.lstrip(EDGE))
    own = own.strip(EDGE)
    return _Span(span.start + start, span.start + start + len(own), span.parent)
