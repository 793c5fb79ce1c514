"""The extractor as spaCy components: figures, accounts, periods, comparisons, then claims and reasons.

Usable in anyone's pipeline (``nlp.add_pipe("gouji_amounts")``). Each fills ``doc.spans`` with token-aligned
spans for viewing and ``doc._.gouji`` with exact character offsets, which the claims are built from;
``doc._.gouji_claims`` has the claims as plain values. A Doc that is stored or sent to another process keeps its
spans and its claims; ``doc._.gouji`` is then made anew when asked for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

import spacy
import srsly
from spacy import util
from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup
from spacy.vocab import Vocab

from gouji import words
from gouji.extract import passes
from gouji.extract.frames import Draft
from gouji.extract.passes import State

_YEAR = re.compile(r"(?:19|20)\d{2}年度?|上年度?|去年|本年度?|上一年度?")


for _name in ("gouji", "gouji_claims"):
    if not Doc.has_extension(_name):
        Doc.set_extension(_name, default=None)


@srsly.msgpack_encoders("gouji_state")  # type: ignore[untyped-decorator]
def _encode(value: object, chain: Callable[[object], object] | None = None) -> object:
    """A state is not stored with its Doc; other values are for the encoders after this one."""
    if isinstance(value, State):
        return None
    return value if chain is None else chain(value)


class Tokenizer:
    """Cuts with jieba and the words of the patterns; a figure with its separators is one token."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """A Doc whose text is exactly ``text``."""
        tokens: list[str] = []
        spaces: list[bool] = []
        for word in words.cut(text):
            if word == " " and tokens and not spaces[-1]:
                spaces[-1] = True
            elif word:
                tokens.append(word)
                spaces.append(False)
        return Doc(self.vocab, words=tokens, spaces=spaces)

    def to_bytes(self, **_: object) -> bytes:
        """Nothing to keep: the words are data of the package."""
        return b""

    def from_bytes(self, _data: bytes, **_: object) -> Tokenizer:
        """Nothing to restore."""
        return self

    def to_disk(self, _path: object, **_: object) -> None:
        """Nothing to keep."""

    def from_disk(self, _path: object, **_: object) -> Tokenizer:
        """Nothing to restore."""
        return self


def state(doc: Doc) -> State:
    """The state of a document, made on first use."""
    found: State | None = doc._.gouji
    if found is None:
        found = doc._.gouji = State(doc.text)
    return found


def _group(doc: Doc, name: str, spans: Iterable[tuple[int, int, str]]) -> None:
    """Put character spans into ``doc.spans[name]``, widened to whole tokens."""
    made = [doc.char_span(start, end, label=label, alignment_mode="expand") for start, end, label in spans]
    doc.spans[name] = SpanGroup(doc, name=name, spans=[span for span in made if isinstance(span, Span)])


@Language.factory("gouji_amounts", assigns=["doc.spans", "doc._.gouji"])
def make_amounts(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Figures: ``doc.spans["gouji_amounts"]``, labelled money, percent, count, year …"""

    def amounts(doc: Doc) -> Doc:
        at = state(doc)
        passes.amounts(at)
        _group(doc, name, [(f.start, f.end, f.why or f.quantity.kind) for f in at.figures])
        return doc

    return amounts


@Language.factory("gouji_accounts", assigns=["doc.spans", "doc._.gouji"])
def make_accounts(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Accounts: ``doc.spans["gouji_accounts"]``, labelled with the full name of the account."""

    def mentions(doc: Doc) -> Doc:
        at = state(doc)
        passes.mentions(at)
        _group(doc, name, [(m.start, m.end, m.subject.name) for m in at.mentions])
        return doc

    return mentions


@Language.factory("gouji_periods", assigns=["doc.spans"])
def make_periods(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Periods: ``doc.spans["gouji_periods"]``, labelled with the words as printed."""

    def periods(doc: Doc) -> Doc:
        _group(doc, name, [(m.start(), m.end(), m.group()) for m in _YEAR.finditer(state(doc).text)])
        return doc

    return periods


@Language.factory("gouji_comparisons", assigns=["doc.spans", "doc._.gouji"])
def make_comparisons(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Comparators: ``doc.spans["gouji_comparisons"]``, labelled with what is compared with (上年, 年初预算 …)."""

    def comparisons(doc: Doc) -> Doc:
        at = state(doc)
        passes.comparisons(at)
        _group(doc, name, [(h.start, h.end, h.value) for h in at.comparators])
        return doc

    return comparisons


def _plain(draft: Draft) -> dict[str, str | int | bool | None]:
    """A claim as plain values; ``start`` and ``end`` are character offsets in the text of the Doc."""
    return {
        "start": draft.start,
        "end": draft.end,
        "kind": draft.kind,
        "text": draft.figure.text if draft.figure is not None else None,
        "subject": draft.subject.name if draft.subject is not None else None,
        "measure": draft.measure,
        "year": draft.year,
        "basis": draft.basis,
        "of": draft.of,
        "direction": draft.direction,
        "scope": draft.scope,
        "shared": draft.shared,
    }


@Language.factory(
    "gouji_claims",
    requires=["doc._.gouji", "doc.spans"],
    assigns=["doc._.gouji", "doc._.gouji_claims", "doc.spans"],
)
def make_claims(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Claims and reasons: ``doc.spans["gouji_claims"]`` by kind, ``doc.spans["gouji_reasons"]`` by cue."""

    def claims(doc: Doc) -> Doc:
        at = state(doc)
        passes.claims(at)
        doc._.gouji_claims = [_plain(draft) for draft in at.reading.drafts]
        _group(doc, name, [(d.start, d.end, d.kind) for d in at.reading.drafts])
        _group(doc, "gouji_reasons", [(r.start, r.end, r.cue) for r in at.reading.reasons if r.end > r.start])
        return doc

    return claims


NAMES = ("gouji_amounts", "gouji_accounts", "gouji_periods", "gouji_comparisons", "gouji_claims")


def pipeline() -> Language:
    """A blank Chinese pipeline with our tokenizer and all components, in order."""
    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": {"@tokenizers": "gouji.tokenizer.v1"}}})
    for name in NAMES:
        nlp.add_pipe(name)
    return nlp


@util.registry.tokenizers("gouji.tokenizer.v1")  # type: ignore[untyped-decorator]
def make_tokenizer() -> Callable[[Language], Tokenizer]:
    """The tokenizer of `pipeline`, for spaCy's registry."""
    return lambda nlp: Tokenizer(nlp.vocab)
