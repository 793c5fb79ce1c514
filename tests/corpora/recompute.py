"""Recomputes what a narrative says from its own printed figures and the printed cells, by the truth list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from corpora.ledger.document import Document
from corpora.ledger.truth import figures
from tests.corpora.identities import value_of

CENT = Decimal("0.01")
NUMERALS = "零一两三四五六七八九十"
TENS = {"十一": 11, "十二": 12}
Entry = dict[str, Any]


def printed(text: str) -> Decimal:
    """The number in front of a printed figure; 两名 and 五名 count too."""
    found = re.match(r"[\d,]+(\.\d+)?", text)
    if found:
        return Decimal(found.group().replace(",", ""))
    if text[:2] in TENS:
        return Decimal(TENS[text[:2]])
    return Decimal(NUMERALS.index(text[0].replace("二", "两")))


def ratio(part: Decimal, whole: Decimal) -> Decimal:
    return part * 100 / whole


def rounded(value: Decimal, places: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def _levels(entries: list[Entry], year: int) -> dict[tuple[str, str | None, str], Decimal]:
    """The last printed level by subject, scope and measure."""
    return {
        (e["subject"], e["scope"], e["measure"]): printed(e["text"])
        for e in entries
        if e.get("kind") in ("level", "count") and e["year"] == year
    }


def _own(entries: list[Entry], claim: Entry, kind: str, measure: str = "决算") -> Decimal | None:
    """The figure of another kind in the same paragraph about the same subject."""
    for entry in entries:
        same = (entry["paragraph"], entry.get("subject"), entry.get("scope")) == (
            claim["paragraph"],
            claim["subject"],
            claim["scope"],
        )
        if kind == "change" and entry.get("basis") != claim["basis"]:
            continue
        if same and entry.get("kind") == kind and entry.get("measure") in (measure, claim["measure"]):
            if kind == "level" and measure != entry["measure"] and measure != "决算":
                continue
            return printed(entry["text"])
    return None


def _rate(entries: list[Entry], claim: Entry, level: Decimal) -> Decimal | None:
    change = _own(entries, claim, "change")
    if change is None:
        return None
    base = level - change if claim["direction"] == "increase" else level + change
    return ratio(change, base)


def _budget(entries: list[Entry], claim: Entry) -> Decimal | None:
    for entry in entries:
        if (entry.get("subject"), entry.get("scope"), entry.get("measure")) == (
            claim["subject"],
            claim["scope"],
            claim["basis"],
        ) and entry.get("kind") == "level":
            return printed(entry["text"])
    held = [value_of(cell[3]) for cell in claim["operands"] if cell[2].startswith("预算数:")]
    return held[0] if held else None


def _slack(entries: list[Entry], claim: Entry, level: Decimal) -> Decimal:
    """What rounding of the printed change and level may make of a rate; amounts in 元 are not rounded."""
    change = _own(entries, claim, "change")
    if change is None or claim["unit"] != "%" or not any(e.get("unit") == "万元" for e in entries):
        return Decimal(0)
    base = level - change if claim["direction"] == "increase" else level + change
    return ratio(CENT, base) * (1 + change / base) + CENT


def stated(document: Document, claim: Entry, cell: list[str]) -> Decimal:
    """What a cell says in the unit of a claim, rounded as the claim is printed."""
    value, unit = value_of(cell[3]), document.form(cell[0]).unit
    if (unit, claim["unit"]) == ("元", "万元"):
        return rounded(value / 10000, 2)
    return value


def contradictions(document: Document) -> Iterator[str]:
    """Every claim that its own printed surroundings or its cell contradict."""
    entries: list[Entry] = [dict(e) for e in figures(document)]
    claims = [e for e in entries if "kind" in e]
    levels = _levels(claims, document.ledger.this.year)
    for claim in claims:
        level = levels.get((claim["subject"], claim["scope"], claim["measure"]))
        problem = _problem(document, claims, levels, claim, level)
        if problem:
            yield f"{claim['section']} {claim['text']} {claim['subject']}: {problem}"


def _problem(
    document: Document,
    claims: list[Entry],
    levels: dict[tuple[str, str | None, str], Decimal],
    claim: Entry,
    level: Decimal | None,
) -> str | None:
    kind, family = claim["kind"], document.ledger.family
    if kind in ("level", "score", "count") and claim["cells"]:
        cells = {stated(document, claim, cell) for cell in claim["cells"]}
        return None if cells == {printed(claim["text"])} else f"cells {cells}"
    if level is None:
        return None
    wanted: Decimal | None = None
    if kind == "change_rate":
        wanted = _rate(claims, claim, level)
    elif kind == "completion":
        budget = _budget(claims, claim)
        wanted = ratio(level, budget) if budget else None
        if not budget and family.manner.budgets:
            return "no budget"
    elif kind == "share":
        whole = next(
            (v for (s, _, m), v in levels.items() if (s, m) == (claim["of"], claim["measure"])), None
        )
        wanted = ratio(level, whole) if whole else None
    elif kind in ("comparison", "flat"):
        return _compared(claims, claim, level) if family.manner.budgets or claim["basis"] == "上年" else None
    if wanted is None:
        return None
    slack = _slack(claims, claim, level) if kind == "change_rate" and family.grain < CENT else Decimal(0)
    near = abs(rounded(wanted, family.style.places) - printed(claim["text"])) <= slack
    return None if near else f"wanted {wanted}"


def _compared(claims: list[Entry], claim: Entry, level: Decimal) -> str | None:
    budget = _budget(claims, claim)
    if claim["basis"] == "上年":
        change = _own(claims, claim, "change")
        near = "基本" in claim["text"] and change is not None and change <= level * 4 * CENT
        return "flat beside a change" if change and not near else None
    if budget is None:
        if claim["kind"] == "flat":
            return None
        if not any(e["kind"] == "none" and e["paragraph"] == claim["paragraph"] for e in claims):
            return "no budget printed"
        budget = Decimal(0)
    gap = level - budget
    if claim["kind"] == "flat":
        near = "基本" in claim["text"]
        return None if abs(gap) <= (budget * CENT if near else 0) else "not flat"
    word = "大于" if gap > 0 else "小于"
    return None if word in claim["text"] and gap else "wrong word"
