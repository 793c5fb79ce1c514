"""Punctuation over a paragraph: brackets and quotes without their other half, a full stop in mid-sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gouji.model import Paragraph, Report, Sentence
from gouji.verify.rules import Breach, Ruled

_OPEN = {"（": "）", "(": "）", "《": "》", "〔": "〕", "【": "】", "[": "]"}
_CLOSE = {"）": "）", ")": "）", "》": "》", "〕": "〕", "】": "】", "]": "]"}
_LIST_MARK = re.compile(r"(?:^|[。；：:，、;\s])[一二三四五六七八九十\d]{1,3}$")
_ENDED = ("。", "；", "！", "？", "：")
_SHOWN = 16
_RESUMED = re.compile(
    r"^(?:完成|为|达到)(?:年初|全年|调整|本年)?预算(?:数|的|数的)+[约为]?\d|^占[^，。；]{1,20}的?[约为]?\d[\d,.]*[%％]"
)
_AMOUNT = re.compile(r"\d(?:万|亿)?元。$")
_UNIT_COST = re.compile(r"[车人次批辆户台]均[^，。；]*。$")


def marks(report: Report, sentences: Sequence[Sentence], ruled: Ruled) -> None:
    """Applies the rules on punctuation to the explanation."""
    told = {s.id for s in report.sections if s.role == "explanation"}
    body = [p for p in report.paragraphs if p.section in told and p.kind == "body"]
    first = {s.paragraph: s for s in reversed(sentences)}
    ruled.apply("text.brackets", list(_unpaired(body, first, sentences)), len(body))
    ruled.apply("text.quotes", list(_quotes(body, first)), len(body))
    ruled.apply("text.full_stop", list(_stops(sentences)), len(sentences))


def _unpaired(
    body: Sequence[Paragraph], first: dict[str, Sentence], sentences: Sequence[Sentence]
) -> Iterator[Breach]:
    halves = [_lone(p.text) for p in body]
    for index, (paragraph, lone) in enumerate(zip(body, halves, strict=True)):
        opened = [at for at in lone if paragraph.text[at] in _OPEN]
        closed = [at for at in lone if paragraph.text[at] in _CLOSE]
        before = halves[index - 1] if index else []
        after = halves[index + 1] if index + 1 < len(body) else []
        spans_back = any(body[index - 1].text[at] in _OPEN for at in before) if index else False
        spans_on = any(body[index + 1].text[at] in _CLOSE for at in after) if after else False
        if closed and not spans_back:
            yield _breach(paragraph, closed[0], "缺少左括号", first, sentences)
        elif opened and not spans_on and paragraph.text.endswith(_ENDED):
            yield _breach(paragraph, opened[0], "缺少右括号", first, sentences)


def _breach(
    paragraph: Paragraph, at: int, what: str, first: dict[str, Sentence], sentences: Sequence[Sentence]
) -> Breach:
    text = paragraph.text
    shown = text[at : at + _SHOWN] if text[at] in _OPEN else text[max(0, at - _SHOWN) : at + 1]
    start = at if text[at] in _OPEN else max(0, at - _SHOWN)
    own = next((s for s in sentences if s.paragraph == paragraph.id and s.start <= at < s.end), None)
    where = own or first.get(paragraph.id)
    span = (start, start + len(shown)) if where else None
    return Breach(shown, what, sentence=where.id if where else None, span=span, page=paragraph.page)


def _lone(text: str) -> list[int]:
    """Places of the brackets that have no other half, but for the marks of lists (1）, 一）)."""
    stack: list[int] = []
    lone: list[int] = []
    for at, char in enumerate(text):
        if char in _OPEN:
            stack.append(at)
        elif char in _CLOSE:
            if stack and _OPEN[text[stack[-1]]] == _CLOSE[char]:
                stack.pop()
            elif not _LIST_MARK.search(text[:at]):
                lone.append(at)
    return [*lone, *stack]


def _quotes(body: Sequence[Paragraph], first: dict[str, Sentence]) -> Iterator[Breach]:
    """Paragraphs with an odd number of double quotes, whichever way these are turned."""
    odd = [sum(char in '“”"＂' for char in p.text) % 2 for p in body]
    for index, paragraph in enumerate(body):
        beside = odd[max(0, index - 1) : index] + odd[index + 1 : index + 2]
        if odd[index] and not any(beside) and paragraph.text.endswith(_ENDED):
            at = max(paragraph.text.rfind(char) for char in '“”"＂')
            where = first.get(paragraph.id)
            shown = paragraph.text[max(0, at - 4) : at + 12]
            yield Breach(shown, "引号不成对", sentence=where.id if where else None, page=paragraph.page)


def _stops(sentences: Sequence[Sentence]) -> Iterator[Breach]:
    """Sentences that go on with the amount of the one before: …0.88万元。完成年初预算的93.62%."""
    before: Sentence | None = None
    for sentence in sentences:
        goes_on = (
            before is not None and before.paragraph == sentence.paragraph and before.end == sentence.start
        )
        if before is not None and goes_on and _stands_open(before.text) and _RESUMED.match(sentence.text):
            shown = before.text[-8:] + sentence.text[:10]
            yield Breach(shown, "，", sentence=sentence.id, span=(sentence.start - 1, sentence.start + 10))
        before = sentence


def _stands_open(text: str) -> bool:
    """Whether a sentence ends with an amount that the next one may speak of; a unit cost is not."""
    return _AMOUNT.search(text) is not None and _UNIT_COST.search(text) is None
