"""The usage of one item told of an unlike one: 公务员医疗补助 … 主要用于缴纳职工职业年金."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gouji import accounts
from gouji.model import Sentence
from gouji.similar import masked
from gouji.verify.rules import Breach, Ruled

_USAGE = re.compile(r"(?:主要|具体|全部)?用于[：:]?(?P<usage>[^。；]{4,80})")
_TAIL = re.compile(r"[，,](?=(?:年初|全年|本年|支出决算|决算|完成|较|比|与|占|其中)).*$")
_COMMON = re.compile(
    r"支出|经费|事业单位|事业|单位|机关|行政|其他|缴费|管理|事务|工作|项目|运行|服务|人员|方面|相关|专项|一般|补助|补贴|资金|建设|发展|基本|保障|社会|公共|的|和|及|与|、|（[^）]*）"
)
_LEAST_SHARED = 3


@dataclass(frozen=True, slots=True)
class Used:
    """An item with what its money is said to be for."""

    account: str
    usage: str
    sentence: Sentence
    start: int


def usages(sentences: Sequence[Sentence], ruled: Ruled) -> None:
    """Applies the rule on usages copied from another item."""
    found = list(_used(sentences))
    ruled.apply("narrative.usage", list(_copied(found)), len(found))


def _used(sentences: Sequence[Sentence]) -> Iterator[Used]:
    """The usages of items, each with the 项 that its paragraph names first before it."""
    own: dict[str, str] = {}
    for sentence in sentences:
        paths = [p for p in accounts.paths(sentence.text) if p.names[2]]
        if paths:
            own[sentence.paragraph] = str(paths[-1].names[2])
        account = own.get(sentence.paragraph)
        match = _USAGE.search(sentence.text)
        if account and match:
            usage = _TAIL.sub("", match["usage"])
            yield Used(accounts.normalise(account), usage, sentence, sentence.start + match.start())


def _copied(found: Sequence[Used]) -> Iterator[Breach]:
    """Usages that two items share word for word and that speak of one of them only."""
    same: defaultdict[str, list[Used]] = defaultdict(list)
    for used in found:
        same[masked(used.usage)].append(used)
    for group in same.values():
        owners = [used for used in group if _speaks_of(used.usage, used.account)]
        for used in group:
            if owners and used not in owners and not _touches(used.usage, used.account):
                span = (used.start, used.start + len(used.usage))
                yield Breach(
                    f"{used.account}的用途“{used.usage}”",
                    owners[0].account,
                    sentence=used.sentence.id,
                    span=span,
                )


def _words(name: str) -> list[str]:
    """What is left of the name of an account without the words that many share."""
    return [part for part in _COMMON.split(name) if part]


def _speaks_of(usage: str, account: str) -> bool:
    return any(len(part) >= _LEAST_SHARED and part in usage for part in _words(account))


def _touches(usage: str, account: str) -> bool:
    """Whether a usage shares any two characters with the name of its own account."""
    return any(part[i : i + 2] in usage for part in _words(account) for i in range(len(part) - 1))
