"""What layout may do to a sentence without changing what it says: spaces, line breaks, full and half width."""

from __future__ import annotations

import re

import pytest
from gouji.extract import extract
from gouji.extract.layout import plain, squeezed
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.extract.marked import Case, cases, parse, report_of

CASES = [case for _, case in cases()]
WIDE = str.maketrans("0123456789%", "０１２３４５６７８９％")
HALF = str.maketrans("（）；：", "();:")
SPACES = " \u3000\n\t\u00a0"
Told = list[tuple[object, ...]]


def told(case: Case, text: str) -> Told:
    """What the paragraph of a case says, without the words it is said with."""
    report = report_of(case, text)
    found, paragraph = extract(report), f"{report.paragraphs[-1].id}/"
    claims = [
        (c.start if c.value is None else None, c.kind, c.subject, c.measure, c.scope, c.year, c.basis, c.of, c.direction, c.value, c.unit, c.shared)
        for c in found.claims
        if c.sentence.startswith(paragraph)
    ]  # fmt: skip
    nonclaims = [(n.why,) for n in found.nonclaims if n.sentence.startswith(paragraph)]
    return [each[1:] for each in claims] + nonclaims


def spaced(text: str, places: list[tuple[int, str]]) -> str:
    """The text with white space at some places, but not where it would part Latin letters."""
    out, last = [], 0
    for place, space in sorted((at % (len(text) + 1), space) for at, space in places):
        around = text[max(0, place - 1) : place + 1]
        out += [text[last:place], "" if re.fullmatch(r"[A-Za-z]{2}", around) else space]
        last = place
    return "".join([*out, text[last:]])


@settings(deadline=None, max_examples=250)
@given(
    st.sampled_from(CASES),
    st.lists(st.tuples(st.integers(0, 400), st.sampled_from(SPACES)), min_size=1, max_size=8),
)
def test_white_space_changes_nothing(case: Case, places: list[tuple[int, str]]) -> None:
    text = parse(case.marked)[0]
    assert told(case, spaced(text, places)) == told(case, text)


@pytest.mark.parametrize("case", CASES, ids=[name for name, _ in cases()])
def test_full_width_digits_change_nothing(case: Case) -> None:
    text = parse(case.marked)[0]
    assert told(case, text.translate(WIDE)) == told(case, text)


@pytest.mark.parametrize("case", CASES, ids=[name for name, _ in cases()])
def test_half_width_marks_change_nothing(case: Case) -> None:
    text = parse(case.marked)[0]
    assert told(case, text.translate(HALF)) == told(case, text)


@settings(deadline=None, max_examples=100)
@given(st.sampled_from(CASES))
def test_a_space_around_every_figure(case: Case) -> None:
    text = parse(case.marked)[0]
    assert told(case, re.sub(r"(\d[\d,.]*)", r" \1 ", text)) == told(case, text)


@given(st.text(alphabet="支出 12.5万元，,;:？?％０９A b\n", max_size=40))
def test_folding_keeps_every_place(text: str) -> None:
    assert len(plain(text)) == len(text)


@given(st.text(alphabet="支出 12.5万元，A b\n\u3000", max_size=40))
def test_what_is_squeezed_can_be_found_again(text: str) -> None:
    tight, places = squeezed(text)
    assert len(places) == len(tight) + 1
    assert [text[places[at]] for at in range(len(tight))] == list(tight)
