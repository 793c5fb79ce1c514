"""Words: the word lists of the patterns, and jieba with a user dictionary made of them.

jieba is used nowhere else. Its dictionary is loaded on the first call of `cut` (about two seconds without
its cache, half a second with it).
"""

from __future__ import annotations

import functools
import re
import warnings
from collections.abc import Iterator
from typing import IO, Protocol, cast

import msgspec

from gouji import accounts, patterns

FIGURE = re.compile(r"[+-]?\d+(?:[,，]\d{3})*(?:\.\d+)?[%％‰]?")
SLOT = re.compile(r"\{([a-z_]+)\}")
WORD = re.compile(r"[\u4e00-\u9fff“”（）]{2,12}")
DICTIONARY_WEIGHT = 1000


class WordList(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A named list of words that the rules refer to as ``{name}``."""

    name: str
    words: tuple[str, ...]


class _Cutter(Protocol):
    def cut(self, sentence: str, HMM: bool = True) -> Iterator[str]: ...

    def get_dict_file(self) -> IO[bytes]: ...

    def add_word(self, word: str, freq: int) -> None: ...


@functools.cache
def word_list(name: str) -> tuple[str, ...]:
    """The words of the list called ``name`` in patterns/reasons/words.yaml, in its order.

    Raises:
        KeyError: there is no list of that name.
    """
    lists: tuple[WordList, ...] = patterns.load("reasons/words", WordList)
    return {entry.name: entry.words for entry in lists}[name]


@functools.cache
def expand(pattern: str) -> str:
    """A regular expression with each ``{name}`` replaced by an alternation of that word list, longest first.

    Raises:
        KeyError: a name is not in patterns/reasons/words.yaml.
    """

    def alternation(match: re.Match[str]) -> str:
        words = sorted(word_list(match.group(1)), key=len, reverse=True)
        return "(?:" + "|".join(map(re.escape, words)) + ")"

    return SLOT.sub(alternation, pattern)


@functools.cache
def user_words() -> tuple[str, ...]:
    """The words that must not be torn apart: the word lists of the reasons, and names of accounts.

    Distinct, in order of code points.
    """
    words = {word for entry in patterns.load("reasons/words", WordList) for word in entry.words}
    words.update(name for term in accounts.terms() for name in (term.name, *term.aliases))
    words.update(account.name for account in (*accounts.functional(), *accounts.economic()))
    words.update(accounts.renamed())
    return tuple(sorted(word for word in words if WORD.fullmatch(word)))


@functools.cache
def _cutter() -> _Cutter:
    with warnings.catch_warnings():
        # jieba 0.42 imports pkg_resources where it is there and has invalid escapes; both only warn.
        warnings.simplefilter("ignore")
        import jieba

    jieba.setLogLevel(60)
    cutter = cast(_Cutter, jieba.Tokenizer())
    for word in user_words():
        cutter.add_word(word, DICTIONARY_WEIGHT)
    return cutter


def cut(text: str) -> list[str]:
    """The words of ``text`` in order; joined they give ``text`` again.

    A figure is one word with its thousands separators, decimal point, sign and percent mark (8,415.64,
    25.58%); its unit is a word of its own.
    """
    words: list[str] = []
    last = 0
    for match in FIGURE.finditer(text):
        words.extend(_cutter().cut(text[last : match.start()]))
        words.append(match.group())
        last = match.end()
    words.extend(_cutter().cut(text[last:]))
    return [word for word in words if word]


@functools.cache
def modifiers() -> frozenset[str]:
    """The adverbs and conjunctions of jieba's dictionary (its tags d… and c…)."""
    with _cutter().get_dict_file() as lines:
        entries = (line.decode("utf-8").split() for line in lines)
        return frozenset(entry[0] for entry in entries if len(entry) == 3 and entry[2][0] in "dc")


@functools.lru_cache(maxsize=8192)
def known(text: str) -> tuple[str, ...]:
    """The words of ``text`` that are no punctuation, by the dictionary alone, without guesses at new words.

    Figures are words of their own as in `cut`.
    """
    found: list[str] = []
    last = 0
    for match in FIGURE.finditer(text):
        found += [*_cutter().cut(text[last : match.start()], HMM=False), match.group()]
        last = match.end()
    found += _cutter().cut(text[last:], HMM=False)
    return tuple(word for word in found if any(map(str.isalnum, word)))
