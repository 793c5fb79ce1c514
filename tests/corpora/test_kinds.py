"""The injectors beyond the sample's: what each changes, that its key is right, and that all kinds are covered."""

from __future__ import annotations

import difflib
import functools
from collections.abc import Iterator
from decimal import Decimal

import pytest

from corpora.ledger.document import Document, compose
from corpora.ledger.errors import NotPossible, Planted
from corpora.ledger.figure_injectors import (
    FIGURE_INJECTORS,
    change_parts,
    counted_twice,
    small_and_micro,
    truncated,
)
from corpora.ledger.injectors import Injector
from corpora.ledger.invent import invent
from corpora.ledger.kinds import ALL_INJECTORS, KINDS, UNPLANTED
from corpora.ledger.omission_injectors import OMISSION_INJECTORS
from corpora.ledger.pieces import Fact
from corpora.ledger.profiles import PROFILES
from corpora.ledger.table_injectors import (
    TABLE_INJECTORS,
    form_missing,
    shifted_economic,
    shifted_items,
    shifted_rows,
)
from corpora.ledger.text import to_text
from tests.corpora.identities import failures

FAMILIES = ("shandong", "shanghai")
NEW = (*FIGURE_INJECTORS, *TABLE_INJECTORS, *OMISSION_INJECTORS)
SHIFTS = (shifted_items, shifted_rows, shifted_economic)
# those whose sentence stands elsewhere too, or stays as it was
COPIED = {"reason-left-out", "usage-copied", "reason-copied"}
# those that take lines away instead of rewording them
TAKEN = {"vehicles-unsplit": 2, "section-left-out": 2}


@functools.cache
def clean(family: str, seed: int) -> Document:
    return compose(invent(seed, family, PROFILES[seed % len(PROFILES)]), seed)


def planted(injector: Injector) -> Iterator[tuple[Document, Document, Planted]]:
    """The first report of each family that has a place for an error: before, after, and the entry."""
    for family in FAMILIES:
        for seed in range(16, 24):
            before = clean(family, seed)
            try:
                after, entry = injector(before)
            except NotPossible:
                continue
            yield before, after, entry
            break


def lines(before: Document, after: Document) -> tuple[list[str], list[str]]:
    found = list(difflib.ndiff(to_text(before).splitlines(), to_text(after).splitlines()))
    return [x[2:] for x in found if x[:2] == "- "], [x[2:] for x in found if x[:2] == "+ "]


@pytest.mark.parametrize("injector", NEW, ids=lambda each: each.__name__)
def test_changes_what_the_key_says_in_both_families(injector: Injector) -> None:
    made = list(planted(injector))
    assert len(made) == len(FAMILIES)
    for before, after, entry in made:
        gone, come = lines(before, after)
        assert gone
        if entry.id in TAKEN:
            assert not [line for line in come if line]
            assert len([line for line in gone if line]) == TAKEN[entry.id]
        for sentence in entry.sentences:
            assert any(sentence in line for line in to_text(after).splitlines())
        if entry.sentences and entry.id not in {*TAKEN, *COPIED}:
            assert not all(sentence in to_text(before) for sentence in entry.sentences)
            assert len(come) <= len(entry.paragraphs) + 1
        assert entry.id in TAKEN or entry.said or entry.id == "receptions-uncounted"


@pytest.mark.parametrize(
    "injector", [x for x in TABLE_INJECTORS if x is not form_missing], ids=lambda each: each.__name__
)
def test_a_cell_of_the_key_prints_what_was_said_where_another_figure_is_right(injector: Injector) -> None:
    for before, after, entry in planted(injector):
        cells = entry.cells if injector in SHIFTS else filter(None, [entry.cell])
        for (form, row, column), said, right in zip(cells, entry.said, entry.right, strict=True):
            assert after.form(form).find(row, column).text == said
            assert before.form(form).find(row, column).text == right
            assert said != right


@pytest.mark.parametrize("injector", SHIFTS, ids=lambda each: each.__name__)
def test_shifted_rows_keep_their_labels_and_their_figures(injector: Injector) -> None:
    for before, after, entry in planted(injector):
        form = entry.cells[0][0]
        old, new = before.form(form).body, after.form(form).body
        assert sorted(row[1].text for row in old) == sorted(row[1].text for row in new)
        width = len(old[1]) - 2
        assert [[c.text for c in row[-width:]] for row in old] == [
            [c.text for c in row[-width:]] for row in new
        ]


def test_what_still_adds_up_is_hidden_from_the_identities() -> None:
    for injector, hidden in ((shifted_economic, True), (change_parts, True), (shifted_rows, False)):
        for _, after, _ in planted(injector):
            assert (failures(after) == []) is hidden


def test_a_truncated_rate_is_provably_not_rounded() -> None:
    for _, after, entry in planted(truncated):
        facts = {p.key.rpartition(".")[2]: p for p in _pieces(after, entry.paragraphs[0])}
        spent, budget, half = facts["level"].value, facts["budget"].value, Decimal("0.005")
        assert spent is not None
        assert budget is not None
        assert (spent - half) * 100 / (budget + half) > Decimal(entry.said[0].rstrip("%")) + half


def test_what_is_counted_twice_exceeds_its_parts_by_one_of_them() -> None:
    for before, after, _ in planted(counted_twice):
        old, new = ({p.key: p.value for p in _pieces(each, "procurement")} for each in (before, after))
        total, part = new["procurement.total.level"], new["procurement.服务.level"]
        assert total is not None
        assert part is not None
        assert total - part == old["procurement.total.level"]
    for _, after, _ in planted(small_and_micro):
        share = {p.key: p.value for p in _pieces(after, "procurement")}["procurement.small.share"]
        assert share is not None
        assert share > 100


def _pieces(document: Document, key: str) -> list[Fact]:
    return [p for one in document.explanation() if one.key == key for p in one.pieces if isinstance(p, Fact)]


def test_the_injectors_cover_all_kinds_that_an_auditor_can_act_on() -> None:
    numbers: dict[int | None, set[str]] = {}
    for injector in ALL_INJECTORS:
        for _, _, entry in planted(injector):
            numbers.setdefault(entry.number, set()).add(entry.id)
    assert set(KINDS) == set(range(1, 34))
    assert set(numbers) - {None} == set(KINDS) - set(UNPLANTED)
    assert all(UNPLANTED.values())
    assert numbers[None] == {"table-sum", "shifted-items", "shifted-rows", "shifted-economic"}


def test_ids_are_unique() -> None:
    entries = [entry for injector in ALL_INJECTORS for _, _, entry in list(planted(injector))[:1]]
    assert len({entry.id for entry in entries}) == len(entries) == len(ALL_INJECTORS)
