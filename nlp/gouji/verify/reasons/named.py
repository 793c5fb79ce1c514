"""The accounts that a cause names: terms, functional items and economic items, as the forms call them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gouji import accounts
from gouji.accounts import Chart
from gouji.model import Claim, Factor
from gouji.verify.reasons.scene import own_name

_AFTER = re.compile(
    r"(?:支出|费用|经费|项目)?(?:较|比|同比|有所|大幅|相应|略有|明显|进行|的|了)*[^，。；、]{0,4}"
    r"(?:$|[，。；、（]|和|及|与|等|增|减|下降|上升|提高|降低|追加|压|调)"
)
_BEFORE = re.compile(
    r"(?:^|[，。；、：的中和及与年初度了]|增加|减少|追加|新增|压减|压缩|控制|安排|列支|列入|核减|发放|缴纳|支付|用于)$"
)
_LEAST = 3
_MARKS = "，。；、：（“”）"
_GENERAL = frozenset(
    {"行政运行", "一般行政管理事务", "机关服务", "事业运行", "其他支出", "基本支出", "项目支出"}
)


@dataclass(frozen=True, slots=True)
class Named:
    """An account named in a cause: the words, the term where they are one, the codes where they have some."""

    words: str
    term: accounts.Term | None
    codes: tuple[str, ...]

    def is_of(self, claim: Claim) -> bool:
        """Whether a claim speaks of this account."""
        if claim.subject_code is not None:
            return claim.subject_code in self.codes
        term = accounts.term(own_name(claim))
        if term is not None and self.term is not None:
            return term.base is not None and (term.base, term.scope) == (self.term.base, self.term.scope)
        return accounts.normalise(own_name(claim)) == accounts.normalise(self.words)


def named(factor: Factor, chart: Chart) -> tuple[Named, ...]:
    """The accounts that a factor names whole, each at its longest, in order."""
    text = accounts.fold(factor.text)
    taken = [False] * len(text)
    found: list[tuple[int, Named]] = []
    for words in sorted(_candidates(text, chart), key=len, reverse=True):
        for match in re.finditer(re.escape(words), text):
            if any(taken[match.start() : match.end()]):
                continue
            taken[match.start() : match.end()] = [True] * len(words)
            if _BEFORE.search(text[: match.start()]) and _AFTER.match(text, match.end()):
                found.append((match.start(), Named(words, accounts.term(words), _codes(words, chart))))
    return tuple(name for _, name in sorted(found, key=lambda f: f[0]))


def _candidates(text: str, chart: Chart) -> Iterator[str]:
    """Known names that stand in a text."""
    for size in range(_LEAST, min(len(text), 24) + 1):
        for start in range(len(text) - size + 1):
            words = text[start : start + size]
            if words[0] in _MARKS or words[-1] in _MARKS:
                continue
            if words not in _GENERAL and (accounts.term(words) is not None or _codes(words, chart)):
                yield words


def _codes(words: str, chart: Chart) -> tuple[str, ...]:
    name = accounts.normalise(words)
    variants = (*accounts.current_names(name), name.removesuffix("费") + "费用")
    return tuple(code for variant in dict.fromkeys(variants) for code in chart.codes.get(variant, ()))
