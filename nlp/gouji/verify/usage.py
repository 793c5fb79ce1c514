"""What an item is said to pay for, given in the same words for an item of another group."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from gouji import accounts
from gouji.model import Report, Sentence
from gouji.similar import masked
from gouji.verify.rules import Breach, Ruled

_USAGE = re.compile(r"(?:主要|具体|全部)?用于[：:]?(?P<usage>[^。；]{4,80})")
_TAIL = re.compile(r"[，,](?=(?:年初|全年|本年|支出决算|决算|完成|较|比|与|占|其中)).*$")
_COMMON = re.compile(
    r"支出|经费|事业单位|事业|单位|机关|行政|其他|缴费|管理|事务|工作|项目|运行|服务|人员|方面|相关|专项|一般|补助|补贴|资金|建设|发展|基本|保障|社会|公共|的|和|及|与|、|（[^）]*）"
)
_LEAST_SHARED, _LEAST_WORDS = 3, 6
_GROUP = 5
_ANYWHERE = frozenset({"行政运行", "一般行政管理事务", "机关服务", "事业运行"})


@dataclass(frozen=True, slots=True)
class _Used:
    """An item with what its money is said to be for, and where that is said."""

    code: str | None
    name: str
    words: str
    sentence: Sentence
    start: int

    @property
    def fitting(self) -> bool:
        """Whether the words speak of the item: they hold what is its own of its name."""
        return any(len(part) >= _LEAST_SHARED and part in self.words for part in _own_words(self.name))

    @property
    def near(self) -> bool:
        """Whether the words share any two neighbouring characters with what is the item's own of its name."""
        parts = _own_words(self.name)
        return any(part[at : at + 2] in self.words for part in parts for at in range(len(part) - 1))

    def unlike(self, other: _Used) -> bool:
        """Whether two items are known to be of two groups (款); those of one may be used alike."""
        return self.code is not None and other.code is not None and self.code[:_GROUP] != other.code[:_GROUP]


def usages(report: Report, sentences: Sequence[Sentence], ruled: Ruled) -> None:
    """Applies the rule on usages copied from another item."""
    found = list(_used(report, sentences))
    ruled.apply("narrative.usage", list(_copied(found)), len(found))


def _used(report: Report, sentences: Sequence[Sentence]) -> Iterator[_Used]:
    """The usages of items, in order; an item's name stands before its usage in one paragraph."""
    chart = accounts.chart(report)
    item: tuple[str, str | None, str] | None = None
    for sentence in sentences:
        paths = [path for path in accounts.paths(sentence.text) if path.names[2]]
        if paths:
            code = accounts.resolve([name for name in paths[-1].names if name], chart)
            item = (sentence.paragraph, code, accounts.normalise(str(paths[-1].names[2])))
        match = _USAGE.search(sentence.text)
        if match is not None and item is not None and item[0] == sentence.paragraph:
            words = _TAIL.sub("", match["usage"])
            yield _Used(item[1], item[2], words, sentence, sentence.start + match.start("usage"))


def _copied(found: Sequence[_Used]) -> Iterator[Breach]:
    """Usages that two items share word for word, told of those of which the words do not speak.

    Where they speak of none, nothing tells whose they are: a notice, for items of unlike groups.
    """
    same: defaultdict[str, list[_Used]] = defaultdict(list)
    for used in found:
        if used.name not in _ANYWHERE:
            same[masked(used.words)].append(used)
    for group in same.values():
        owner = next((used for used in group if used.fitting), None)
        first = owner or group[0]
        for used in group:
            if used.fitting or used.near or used.name == first.name:
                continue
            if owner is not None:
                yield _breach(used, first)
            elif len(used.words) >= _LEAST_WORDS and used.unlike(first) and not first.near:
                yield replace(_breach(used, first), severity="notice")


def _breach(used: _Used, owner: _Used) -> Breach:
    span = (used.start, used.start + len(used.words))
    return Breach(used.words, owner.name, where=used.name, sentence=used.sentence.id, span=span)


def _own_words(name: str) -> list[str]:
    """What is left of the name of an account without the words that many share."""
    return [part for part in _COMMON.split(name) if part]
