"""Weights of a score learned from figures that a report prints once, to compare with the hand-set ones of `score`.

A level whose amount one cell alone prints is taken to be linked to that cell; the other cells of its account are what
it is not linked to. No annotation is needed for that (unique values as free labels, as in document-level
cross-checking of disclosures). A logistic regression over the named parts gives the weights.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sklearn.linear_model import LogisticRegression

from gouji import facts, topics
from gouji.facts import Fact
from gouji.link.candidates import Candidates
from gouji.link.score import Settings, choose, parts_of
from gouji.model import Cell, Claim, Extraction, Report, Table
from gouji.topics import Topic
from gouji.worth import cell_factor, is_money

FEATURES = ("account", "scope", "measure", "section")
_LEAST_PERCENTILE = 100


@dataclass(frozen=True, slots=True)
class Example:
    """A claim whose amount one cell alone prints, with its topic, its candidates and the ids of the right cells."""

    claim: Claim
    topic: Topic | None
    facts: tuple[Fact, ...]
    right: frozenset[str]


def examples(report: Report, extraction: Extraction) -> Iterator[Example]:
    """The levels of a report whose amount stands in one cell of its forms only, or in cells that say the same.

    Args:
        report: read.
        extraction: its claims and sentences.
    """
    stated = facts.of_report(report)
    amounts = _amounts(report, stated)
    often = Counter(amounts[f.cell.id] for f in stated if f.cell.id in amounts)
    index = Candidates(stated, report.fiscal_year)
    by_section = topics.of_report(report)
    section = {s.id: s.section for s in extraction.sentences}
    for claim in extraction.claims:
        if claim.kind != "level" or not claim.base_value or often[claim.base_value] != 1:
            continue
        topic = by_section.get(section.get(claim.sentence) or "")
        candidates = tuple(f for f in index.of(claim, topic) if f.cell.id in amounts)
        right = frozenset(f.cell.id for f in candidates if amounts[f.cell.id] == claim.base_value)
        if right and len(candidates) > 1:
            yield Example(claim, topic, candidates, right)


def _amounts(report: Report, stated: Iterable[Fact]) -> dict[str, Decimal]:
    """Cell id → its amount in 元, blank cells left out."""
    tables: dict[str, Table] = {table.id: table for table in report.tables}
    cells: list[tuple[Cell, Table]] = [(f.cell, tables[f.table]) for f in stated]
    return {
        cell.id: cell.value * cell_factor(cell, table, report)
        for cell, table in cells
        if cell.value and is_money(cell)
    }


def learn(found: Sequence[Example]) -> Settings:
    """The weights of the parts that tell right cells from wrong ones best, scaled to add up to 1.

    ``least`` becomes the score that one in a hundred right cells falls below.
    """
    rows = [
        ([float(parts_of(e.claim, e.topic, f)[name]) for name in FEATURES], f.cell.id in e.right)
        for e in found
        for f in e.facts
    ]
    model = LogisticRegression(class_weight="balanced", C=10.0, max_iter=1000)
    model.fit([row for row, _ in rows], [label for _, label in rows])
    raw = {name: max(float(w), 0.0) for name, w in zip(FEATURES, model.coef_[0], strict=True)}
    whole = sum(raw.values()) or 1.0
    weights = {name: Decimal(str(round(w / whole, 4))) for name, w in raw.items()}
    scores = sorted(
        sum(float(weights[n]) * x for n, x in zip(FEATURES, row, strict=True)) for row, label in rows if label
    )
    least = Decimal(str(round(scores[len(scores) // _LEAST_PERCENTILE], 4)))
    return Settings(**weights, year=Decimal(0), least=least)


def accuracy(found: Sequence[Example], settings: Settings) -> tuple[int, int, int]:
    """How many claims get a right cell, how many a wrong one, and how many there are."""
    right = wrong = 0
    for example in found:
        link = choose(example.claim, example.topic, example.facts, settings)
        if link is not None and link.status == "linked" and link.cells:
            hit = link.cells[0] in example.right
            right, wrong = right + hit, wrong + (not hit)
    return right, wrong, len(found)
