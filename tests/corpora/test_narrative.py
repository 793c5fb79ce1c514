from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import cache
from typing import Any

import pytest

from corpora.ledger.document import Document, compose
from corpora.ledger.families import FAMILIES
from corpora.ledger.invent import YEAR, invent
from corpora.ledger.ledger import income_total
from corpora.ledger.truth import figures, stray_digits
from tests.corpora.recompute import contradictions, printed

NAMES = tuple(FAMILIES)
SEEDS = range(50)


@cache
def made(seed: int, family: str = "shandong") -> Document:
    return compose(invent(seed, family), seed)


def claims(document: Document) -> list[dict[str, Any]]:
    return [dict(e) for e in figures(document) if "kind" in e]


def level(entries: list[dict[str, Any]], subject: str, measure: str = "决算") -> Decimal:
    return next(
        printed(e["text"])
        for e in entries
        if e["subject"] == subject and e["measure"] == measure and e["kind"] in ("level", "count")
    )


@pytest.mark.parametrize("family", NAMES)
def test_no_contradiction_in_fifty_reports(family: str) -> None:
    for seed in SEEDS:
        assert list(contradictions(made(seed, family))) == [], seed


@pytest.mark.parametrize("family", NAMES)
def test_every_digit_is_a_fact_or_marked(family: str) -> None:
    for seed in SEEDS:
        document = made(seed, family)
        assert [p.text for p in document.explanation() if stray_digits(p)] == []
        assert [
            p.text for p in document.explanation() if re.search(r"\s|。。|，，|。，|，。|；；", p.text)
        ] == []


@pytest.mark.parametrize("family", NAMES)
def test_offsets_and_ordinals(family: str) -> None:
    document = made(4, family)
    last: dict[str, int] = {}
    for entry in figures(document):
        paragraph, start, end = str(entry["paragraph"]), int(str(entry["start"])), int(str(entry["end"]))
        assert paragraph[start:end] == entry["text"]
        nth = entry["nth"]
        if isinstance(nth, int):
            section = str(entry["section"])
            assert nth in (last.get(section, 0), last.get(section, 0) + 1)
            last[section] = nth


BASIC = "一般公共预算财政拨款基本支出"
# What the text of every family adds up, and what only some families tell in parts.
SUMS = {"items", "basic", "procurement", "vehicles", "grades"}
TOLD = {
    "chongqing": {"classes", "basic", "procurement", "vehicles"},
    "anhui_three": {"three"},
    "shanghai_budget": {"vehicles"},
    "yunnan": {"classes", "basic", "procurement", "holdings", "grades"},
}


def sums(said: list[dict[str, Any]]) -> Iterator[tuple[str, Decimal, list[Decimal]]]:
    """Wholes and their parts as printed: name, whole, parts."""

    def parts(holds: Callable[[dict[str, Any]], bool]) -> list[Decimal]:
        return [printed(e["text"]) for e in said if e["kind"] in ("level", "count") and holds(e)]

    general = [e for e in said if e["scope"] == "一般公共预算" and e["code"]]
    for name, digits in (("items", 7), ("classes", 3)):
        for measure in ("决算", "年初预算"):
            codes = [e for e in general if len(e["code"]) == digits and e["measure"] == measure]
            found = [printed(e["text"]) for e in codes if e["kind"] == "level"]
            if found:
                yield name, level(said, "一般公共预算财政拨款支出", measure), found
    for whole in (BASIC, "基本支出"):
        found = parts(lambda e, whole=whole: str(e["subject"]).startswith(f"{whole}/"))  # type: ignore[misc]
        if found:
            yield "basic", level(said, whole), found
    names = [f"政府采购{n}支出" for n in ("货物", "工程", "服务")]
    if any(e["subject"] == "政府采购支出总额" for e in said):
        yield "procurement", level(said, "政府采购支出总额", "采购"), parts(lambda e: e["subject"] in names)
    three = "财政拨款“三公”经费支出"
    paid = {
        str(e["subject"]): printed(e["text"])
        for e in said
        if e["kind"] == "level" and e["measure"] == "决算" and e["year"] == YEAR
    }
    nothing = [str(e["subject"]) for e in said if e["kind"] == "none" and e["measure"] == "决算"]
    paid |= dict.fromkeys((one for one in nothing if one.startswith(three)), Decimal(0))
    split = [f"{three}/{name}" for name in ("因公出国（境）费", "公务用车购置及运行维护费", "公务接待费")]
    if paid.keys() >= {three, *split}:
        yield "three", paid[three], [paid[name] for name in split]
    vehicles = parts(lambda e: str(e["subject"]).startswith("车辆/"))
    if vehicles:
        yield "vehicles", level(said, "车辆", "资产"), vehicles
    kinds = ("流动资产", "固定资产", "在建工程", "无形资产")
    if any(e["subject"] == "资产总额" for e in said):
        held = [e for e in said if e["kind"] == "level" and e["subject"] in kinds]
        yield "holdings", level(said, "资产总额", "资产"), [printed(e["text"]) for e in held]
    if any(str(e["subject"]).startswith("绩效自评等级") for e in said):
        grades = parts(lambda e: str(e["subject"]).startswith("绩效自评等级"))
        yield "grades", level(said, "预算项目绩效自评涵盖项目", "绩效"), grades


@pytest.mark.parametrize("family", NAMES)
def test_parts_add_up_to_what_the_text_says(family: str) -> None:
    for seed in SEEDS:
        told = set()
        for name, whole, parts in sums(claims(made(seed, family))):
            assert sum(parts, Decimal(0)) == whole, (seed, name)
            told.add(name)
        assert told >= TOLD.get(family, SUMS)


def test_changes_against_last_year_are_those_of_the_books() -> None:
    for seed in SEEDS:
        document = made(seed)
        book, said = document.ledger, claims(document)

        def change(subject: str, entries: list[dict[str, Any]] = said) -> Decimal:
            for entry in entries:
                if entry["subject"] == subject and entry["kind"] == "change" and entry["basis"] == "上年":
                    return printed(entry["text"]) * (1 if entry["direction"] == "increase" else -1)
            return Decimal(0)

        assert change("收入支出总计") == income_total(book.this) - income_total(book.last)
        fiscal, general = (
            [side.sum(lambda x: x.fiscal + x.closing) for side in (book.this, book.last)],
            [side.sum(lambda x: x.fiscal, "general") for side in (book.this, book.last)],
        )
        assert change("财政拨款收入支出总计") == fiscal[0] - fiscal[1]
        assert change("一般公共预算财政拨款支出") == general[0] - general[1]


def test_amounts_of_listed_factors_add_up() -> None:
    for seed in SEEDS:
        document = made(seed)
        paragraph = next(p for p in document.explanation() if p.key == "kind.项目支出")
        inside = [e for e in claims(document) if e["paragraph"] == paragraph.text and e["kind"] == "change"]
        signed = [printed(e["text"]) * (1 if e["direction"] == "increase" else -1) for e in inside]
        assert signed[0] == sum(signed[1:])


def test_economic_items_named_are_those_that_are_not_zero() -> None:
    for seed in SEEDS:
        document = made(seed)
        form = document.form("公开06")
        paid = {
            c.row for cells in form.body for c in cells if c.value and c.row.isdigit() and len(c.row) == 5
        }
        text = "".join(p.text for p in document.explanation() if p.key.startswith("basic."))
        named = {n for part in re.findall(r"主要包括：(.*?)。", text) for n in part.split("、")}
        labels = {
            cells[i + 1].text for cells in form.body for i, cell in enumerate(cells[:-1]) if cell.text in paid
        }
        assert named == labels


def test_wording_varies() -> None:
    ledger = invent(1)
    texts = {"".join(p.text for p in compose(ledger, seed).explanation()) for seed in range(12)}
    assert len(texts) == 12
