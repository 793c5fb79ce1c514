"""What an item is said to pay for, given in the same words for an item of another group."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gouji import accounts
from gouji.model import Finding, Report, Sentence
from gouji.verify.findings import Maker
from gouji.vocabulary import Severity

_USAGE = re.compile(r"主要用于[：:]?(?P<usage>[^，。；：]{6,})")
_GROUP = 5
_ANYWHERE = {"行政运行", "一般行政管理事务", "机关服务", "事业运行"}


@dataclass(frozen=True, slots=True)
class _Usage:
    """An item with what it is said to pay for, and where that is said."""

    code: str
    name: str
    words: str
    sentence: Sentence
    span: tuple[int, int]

    @property
    def likeness(self) -> int:
        """How many pairs of neighbouring characters the words share with the item's name."""
        return len(_pairs(self.words) & _pairs(self.name))


def usage_findings(report: Report, sentences: Sequence[Sentence], maker: Maker) -> Iterator[Finding]:
    """A finding for each item whose usage is that of an item of another group: a warning where the names tell whose."""
    grouped: defaultdict[str, list[_Usage]] = defaultdict(list)
    for each in _usages(report, sentences):
        if each.name not in _ANYWHERE:
            grouped[each.words].append(each)
    for members in grouped.values():
        if len({each.code[:_GROUP] for each in members}) < 2:
            continue
        own = max(members, key=lambda each: each.likeness)
        severity: Severity = "warning" if own.likeness else "notice"
        for each in members:
            if each.code[:_GROUP] == own.code[:_GROUP] or each.likeness == own.likeness > 0:
                continue
            message = f"“{each.name}”的用途“{each.words}”与“{own.name}”相同，似由其照搬"
            yield maker.make(
                "subject.usage_copied", severity, message, sentence=each.sentence.id, span=each.span, said=each.words,
                key=f"{each.code}|{own.code}",
            )  # fmt: skip


def _usages(report: Report, sentences: Sequence[Sentence]) -> Iterator[_Usage]:
    """The usages of the items, in order; an item's name stands before its usage in one paragraph."""
    chart = accounts.chart(report)
    item: tuple[str, str, str] | None = None
    for sentence in sentences:
        named = [
            (code, path)
            for path in accounts.paths(sentence.text)
            if (code := accounts.resolve([name for name in path.names if name], chart)) and len(code) == 7
        ]
        if named:
            code, path = named[-1]
            item = (sentence.paragraph, code, accounts.normalise(path.names[2] or ""))
        found = _USAGE.search(sentence.text)
        if found is not None and item is not None and item[0] == sentence.paragraph:
            span = (sentence.start + found.start("usage"), sentence.start + found.end("usage"))
            yield _Usage(item[1], item[2], found["usage"], sentence, span)


def _pairs(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(len(text) - 1)}
