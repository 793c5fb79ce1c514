"""Where the entries of a gold stand in a report's text: paragraph and offsets, found in document order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from gouji.accounts import fold
from gouji.errors import GoldError
from gouji.model import Figure, Paragraph, Quantity, Report
from gouji.numerals import chinese_number
from gouji.quantity import find

_SPACE = re.compile(r"\s")
_DIGITS = re.compile(r"\d+")


class Place(NamedTuple):
    """A stretch of a paragraph; half-open offsets in its text."""

    paragraph: str
    start: int
    end: int
    text: str


def places_of(sort: str, entries: Sequence[dict[str, Any]], report: Report) -> Iterator[Place]:
    """The place of each entry (sort: claim, nonclaim or reason), in order.

    A figure is found by its value in its sentence, behind the entry before it where the sentence is the same; a
    statement without a figure has its whole sentence, a reason its span. An entry by reference (page, section and
    ordinal of the figure) is counted off in its section.

    Raises:
        GoldError: an entry's sentence or figure is not in the text.
    """
    explained = _explained(report)
    last: tuple[str, int, tuple[Any, ...]] | None = None
    at = 0
    for entry in entries:
        if "sentence" not in entry:
            place = _by_reference(entry, explained, explained[at:], report)
        elif last is not None and last[0] == entry["sentence"] and sort != "reason":
            place = _in_sentence(sort, entry, _sentence(entry["sentence"], explained[at:], sort), last)
        else:
            place = _in_sentence(sort, entry, _anywhere(entry["sentence"], explained, at, sort), None)
        at = next(n for n, p in enumerate(explained) if p.id == place.paragraph)
        if "sentence" in entry and entry.get("value") is not None:
            last = (entry["sentence"], place.end, (entry.get("value"), entry.get("unit")))
        yield place


def _in_sentence(
    sort: str, entry: dict[str, Any], whole: Place, last: tuple[str, int, tuple[Any, ...]] | None
) -> Place:
    if sort == "reason":
        at = whole.text.find(entry.get("span") or "")
        return _within(whole, at, at + len(entry["span"])) if entry.get("span") and at >= 0 else whole
    if entry.get("value") is None:
        return whole
    shared = (
        last is not None and bool(entry.get("shared")) and last[2] == (entry.get("value"), entry.get("unit"))
    )
    begin = last[1] - whole.start - int(shared) if last is not None else 0
    return _figure(whole, entry, begin, shared=shared)


def _anywhere(sentence: str, paragraphs: Sequence[Paragraph], at: int, sort: str) -> Place:
    """A sentence from the paragraph at hand on, else anywhere: the same words may stand in several sections."""
    later = next((p for p in paragraphs[at:] if fold(sentence) in fold(_SPACE.sub("", p.text))), None)
    return _sentence(sentence, [later] if later is not None else paragraphs, sort)


def _explained(report: Report) -> list[Paragraph]:
    roles = {s.id: s.role for s in report.sections}
    return [p for p in report.paragraphs if roles.get(p.section or "") == "explanation"]


def _sentence(sentence: str, paragraphs: Sequence[Paragraph], sort: str) -> Place:
    wanted = fold(sentence)
    for paragraph in paragraphs:
        at = fold(paragraph.text).find(wanted)
        if at >= 0:
            return Place(paragraph.id, at, at + len(sentence), paragraph.text[at : at + len(sentence)])
        if _SPACE.search(paragraph.text) and sentence in _SPACE.sub("", paragraph.text):
            return _spaced(paragraph, sentence)
    raise GoldError(f"{sort}：报告里找不到这句话：{sentence[:40]}")


def _spaced(paragraph: Paragraph, sentence: str) -> Place:
    kept = [at for at, char in enumerate(paragraph.text) if not char.isspace()]
    at = _SPACE.sub("", paragraph.text).find(sentence)
    start, end = kept[at], kept[at + len(sentence) - 1] + 1
    return Place(paragraph.id, start, end, paragraph.text[start:end])


def _figure(whole: Place, entry: dict[str, Any], begin: int, *, shared: bool) -> Place:
    wanted = _plain(str(entry["value"]))
    candidates = [
        f for f in find(whole.text) if _plain(f.text) == wanted or _plain(str(f.quantity.value)) == wanted
    ]
    if not candidates:
        candidates = _numerals(whole.text, wanted)
    behind = [f for f in candidates if f.start >= begin or (shared and f.end >= begin)]
    if not (behind or candidates):
        raise GoldError(
            f"{entry.get('id', entry.get('value'))}：句中没有这个数：{entry['value']}（{whole.text[:30]}）"
        )
    figure = (behind or candidates)[0]
    return _within(whole, figure.start, figure.end)


def _numerals(text: str, wanted: str) -> list[Figure]:
    """Numbers of a value that are no figure of their own to the program (八项规定, the 12 of 1月至12月)."""
    chinese = re.finditer(r"[一二三四五六七八九十百千万两]+", text)
    found = [m for m in chinese if str(chinese_number(m.group())) == wanted]
    if not found:
        found = [m for m in re.finditer(r"\d+(?:[,，]\d{3})*(?:\.\d+)?", text) if _plain(m.group()) == wanted]
    return [
        Figure(
            m.start(),
            m.end(),
            m.group(),
            Quantity(Decimal(wanted), None, Decimal(wanted), Decimal(1), "number"),
        )
        for m in found
    ]


def _plain(text: str) -> str:
    """The leading number of a figure's text without separators and zeros at the end."""
    match = re.match(r"-?[\d,，.]+", text)
    digits = match.group().replace(",", "").replace("，", "") if match else text
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def _within(whole: Place, start: int, end: int) -> Place:
    return Place(whole.paragraph, whole.start + start, whole.start + end, whole.text[start:end])


def _by_reference(
    entry: dict[str, Any], paragraphs: Sequence[Paragraph], later: Sequence[Paragraph], report: Report
) -> Place:
    """An entry by page, section and ordinal; where the section is cut otherwise, the next figure of that value."""
    titles = {s.id: _SPACE.sub("", s.number + s.title).rstrip("。") for s in report.sections}
    wanted = _SPACE.sub("", str(entry.get("section") or "")).rstrip("。")
    inside = [p for p in paragraphs if titles.get(p.section or "") == wanted]
    nth, value = entry.get("nth"), _plain(str(entry.get("value") or ""))
    figures = [(p, f) for p in inside for f in find(p.text)]
    named = figures[nth - 1 : nth] if isinstance(nth, int) else []
    alike = [(p, f) for p, f in named if value in {_plain(f.text), _plain(str(f.quantity.value))}]
    if nth is not None and not alike:
        alike = [
            (p, f)
            for p in later
            for f in find(p.text)
            if value in {_plain(f.text), _plain(str(f.quantity.value))}
        ]
    if nth is not None and not alike:
        alike = [(p, f) for p in later for f in _numerals(p.text, value)]
    if alike:
        paragraph, figure = alike[0]
        return Place(paragraph.id, figure.start, figure.end, figure.text)
    if nth is None and later:
        own = next((p for p in later if titles.get(p.section or "") == wanted), later[0])
        return Place(own.id, 0, len(own.text), own.text)
    raise GoldError(f"{entry.get('id', '')}：第{nth}个数（{entry.get('value')}）不在“{wanted}”一节")
