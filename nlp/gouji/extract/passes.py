"""The passes over one text, in order: figures, accounts, comparisons, claims.

Each fills its part of a `State`. They work on characters and need no tokens: `extract` runs them as they are,
the spaCy components of `components` run the same ones on a Doc.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass, field, replace

from gouji import accounts
from gouji.accounts import AccountPath
from gouji.extract import cues
from gouji.extract.cues import Hit
from gouji.extract.flows import qualified
from gouji.extract.frames import Context, Reading
from gouji.extract.layout import has_space, plain, squeezed, stretched
from gouji.extract.reader import ParagraphReader
from gouji.extract.subjects import Accounts, Mention, Subject
from gouji.model import Figure
from gouji.quantity import find


@dataclass(slots=True)
class State:
    """What the passes know of a text, with character offsets in it; the first five may be set before."""

    text: str = ""
    context: Context = field(default_factory=lambda: Context(None, None, "决算", "年初预算"))
    known: Accounts | None = None
    inherited: Subject | None = None
    above: str | None = None
    figures: tuple[Figure, ...] = ()
    paths: tuple[AccountPath, ...] = ()
    mentions: list[Mention] = field(default_factory=list)
    comparators: list[Hit] = field(default_factory=list)
    reading: Reading = field(default_factory=Reading)


@functools.cache
def _default() -> Accounts:
    return Accounts(accounts.chart())


def amounts(state: State) -> None:
    """Every figure of the text."""
    state.figures = find(state.text)


def mentions(state: State) -> None:
    """Every account that the text names."""
    known, topic = state.known or _default(), state.context.topic
    folded = plain(state.text)
    state.paths = accounts.paths(folded)
    state.mentions = qualified(
        known.mentions(folded, state.paths, state.context.above, topic.id if topic is not None else None)
    )


def comparisons(state: State) -> None:
    """Every comparator of the text."""
    state.comparators = cues.comparators(plain(state.text))


def claims(state: State) -> None:
    """The claims, nonclaims and reasons of the text; needs its figures and accounts.

    White space in the text is read over: figures and accounts are then found anew without it.
    """
    text, places = squeezed(state.text)
    own = state
    if not isinstance(places, range):
        own = replace(state, text=text)
        amounts(own)
        mentions(own)
        state.paths = own.paths
    reader = ParagraphReader(text, own.figures, own.mentions, own.context, own.inherited, above=own.above)
    state.reading = stretched(reader.read(), places, state.text)


def read(state: State) -> Reading:
    """All passes that claims need, one after the other; text with white space in it is read in the last alone."""
    if not has_space(state.text):
        amounts(state)
        mentions(state)
    claims(state)
    return state.reading


def figures(text: str) -> tuple[Figure, ...]:
    """The figures of a text as the claims count them: white space in it read over, offsets in the text as given."""
    compact, places = squeezed(text)
    return tuple(stretched(Reading(nonclaims=list(find(compact))), places, text).nonclaims)
