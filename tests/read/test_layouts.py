"""A report without errors in the layouts of real files: nothing in it turns into a fault, and little is lost."""

from __future__ import annotations

import functools
from collections import Counter

import pytest
from gouji.model import Audit

from corpora.ledger import relaid
from corpora.ledger.document import Document, compose
from corpora.ledger.fonts import FontMissing
from corpora.ledger.invent import invent
from corpora.ledger.layouts import CLEAN, LAYOUTS, Layout, plain
from corpora.ledger.profiles import PROFILES
from tests.bench.layouts import KNOWN_GAPS, TARGET, audited, kept, raised, understood

BY_NAME = {layout.name: layout for layout in LAYOUTS}
# the gaps that raise no error, but lose claims
ONLY_LESS = {"flattened"}
TOLD = ["spaced", "broken-unit", "tail-first", "marks-alone", "full-width", "wide-commas", "no-separators"]


@functools.cache
def document() -> Document:
    return compose(invent(500, "shandong", PROFILES[500 % len(PROFILES)]), 500)


@functools.cache
def audit(name: str) -> Audit:
    layout = BY_NAME.get(name) or CLEAN[name]
    try:
        return audited(layout, document())
    except FontMissing as missing:
        pytest.skip(str(missing))


def cases(gaps: dict[str, str]) -> list[object]:
    return [
        pytest.param(
            layout,
            id=layout.name,
            marks=[pytest.mark.xfail(strict=True, reason=gaps[layout.name])] if layout.name in gaps else [],
        )
        for layout in LAYOUTS
    ]


@pytest.mark.parametrize("layout", cases({k: v for k, v in KNOWN_GAPS.items() if k not in ONLY_LESS}))
def test_a_layout_raises_no_error(layout: Layout) -> None:
    found = raised(audit(layout.suffix), audit(layout.name))
    assert [finding.message for finding in found if finding.severity == "error"] == []


@pytest.mark.parametrize("layout", cases(KNOWN_GAPS))
def test_a_layout_costs_no_claims(layout: Layout) -> None:
    again, whole = kept(
        understood(document(), audit(layout.suffix)), understood(document(), audit(layout.name))
    )
    assert whole > 150
    assert again >= TARGET * whole


def test_known_gaps_are_layouts() -> None:
    assert set(KNOWN_GAPS) <= set(BY_NAME)
    assert len(BY_NAME) == len(LAYOUTS)


@pytest.mark.parametrize("name", TOLD)
def test_a_layout_of_text_moves_characters_only(name: str) -> None:
    laid, clean = (each.write(document()).decode() for each in (BY_NAME[name], CLEAN[".txt"]))
    assert laid != clean
    assert Counter(plain(laid)) == Counter(plain(clean))


@pytest.mark.parametrize(
    "layout", [each for each in LAYOUTS if each.suffix == ".html"], ids=lambda each: each.name
)
def test_a_layout_of_a_page_differs(layout: Layout) -> None:
    assert layout.write(document()) != CLEAN[".html"].write(document())


def test_a_tail_stands_before_its_head() -> None:
    text = "甲" * 34 + "乙" * 34 + "丙"
    assert relaid.tail_first(text).split("\n") == ["乙" * 34, "甲" * 34, "丙"]


def test_figures_stand_above_their_labels() -> None:
    form = document().form("公开03")
    body = relaid.figures_above(form).body
    assert [cell.text for cell in body[2][:2]] == ["", ""]
    assert [cell.text for cell in body[3][:2]] == [cell.text for cell in form.body[1][:2]]
    assert [cell.text for cell in body[2][2:]] == [cell.text for cell in form.body[1][2:]]
