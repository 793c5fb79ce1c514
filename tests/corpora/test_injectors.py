from __future__ import annotations

import difflib

import pytest

from corpora.ledger.document import Document, compose
from corpora.ledger.injectors import (
    INJECTORS,
    Injector,
    digit_slip,
    direction_word,
    flat_conflict,
    other_scope,
    plant,
    swapped_siblings,
    table_sum,
    wrong_base,
    zero_base,
)
from corpora.ledger.invent import invent
from corpora.ledger.pieces import Paragraph
from corpora.ledger.profiles import PROFILES
from corpora.ledger.text import to_text
from tests.corpora.identities import failures
from tests.corpora.recompute import contradictions

NAMES = [injector.__name__ for injector in INJECTORS]


@pytest.fixture(scope="module")
def clean() -> Document:
    return compose(invent(16, "shandong", PROFILES[0]), 149)


def changed_lines(before: Document, after: Document) -> tuple[list[str], list[str]]:
    lines = list(difflib.ndiff(to_text(before).splitlines(), to_text(after).splitlines()))
    return [x[2:] for x in lines if x[:2] == "- "], [x[2:] for x in lines if x[:2] == "+ "]


@pytest.mark.parametrize("injector", INJECTORS, ids=NAMES)
def test_changes_only_what_the_key_says(clean: Document, injector: Injector) -> None:
    after, entry = injector(clean)
    gone, come = changed_lines(clean, after)
    assert len(gone) == len(come) == max(1, len(entry.paragraphs))
    if entry.cell:
        form, row, column = entry.cell
        assert after.form(form).find(row, column).text == entry.said[0]
        assert clean.form(form).find(row, column).text == entry.right[0]
        return
    for sentence, line in zip(entry.sentences, come, strict=True):
        assert sentence in line
        assert sentence not in to_text(clean)
    for said, sentence in zip(entry.said, entry.sentences, strict=True):
        assert said in sentence


@pytest.mark.parametrize("injector", INJECTORS, ids=NAMES)
def test_putting_back_what_is_right_restores_the_report(clean: Document, injector: Injector) -> None:
    after, entry = injector(clean)
    if entry.cell or entry.id in ("flat-conflict", "zero-base"):
        return
    text = to_text(after)
    for sentence, said, right in zip(entry.sentences, entry.said, entry.right, strict=True):
        assert text.count(sentence) == 1
        assert sentence.count(said) == 1
        text = text.replace(sentence, sentence.replace(said, right))
    assert text == to_text(clean)


@pytest.mark.parametrize(
    "injector",
    [wrong_base, digit_slip, direction_word, other_scope, swapped_siblings, flat_conflict, zero_base],
    ids=lambda injector: injector.__name__,
)
def test_a_planted_figure_contradicts_the_report(clean: Document, injector: Injector) -> None:
    assert list(contradictions(clean)) == []
    assert list(contradictions(injector(clean)[0]))


def test_a_planted_cell_does_not_add_up(clean: Document) -> None:
    assert failures(clean) == []
    assert failures(table_sum(clean)[0])


def test_all_together(clean: Document) -> None:
    after, entries = plant(clean)
    assert len(entries) == 11
    assert len({entry.name for entry in entries}) == 11
    text = to_text(after)
    assert all(sentence in text for entry in entries for sentence in entry.sentences)
    sections = {p.text for p in after.explanation() if p.kind.startswith("heading")}
    assert all(entry.section in sections for entry in entries if not entry.cell)


@pytest.mark.parametrize("profile", PROFILES, ids=lambda profile: profile.bureau)
def test_plants_in_other_departments(profile: object) -> None:
    planted = 0
    for seed in range(12):
        document = compose(invent(seed, "shandong", profile), seed)  # type: ignore[arg-type]
        for injector in INJECTORS:
            try:
                injector(document)
            except LookupError:
                continue
            planted += 1
    assert planted > 12 * len(INJECTORS) * 0.8


def test_nothing_but_the_explanation_and_one_form_is_touched(clean: Document) -> None:
    after, _ = plant(clean)
    for name, blocks in clean.parts:
        if name in ("explanation", "forms"):
            continue
        assert after.part(name) == blocks
    before = [b for b in clean.part("explanation") if isinstance(b, Paragraph)]
    assert len(before) == len([b for b in after.part("explanation") if isinstance(b, Paragraph)])
