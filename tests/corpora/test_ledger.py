from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from corpora.ledger.document import compose
from corpora.ledger.families import FAMILIES
from corpora.ledger.forms import replaced
from corpora.ledger.invent import invent
from corpora.ledger.ledger import income_total, spending_total, violations
from corpora.ledger.text import head_grid
from tests.corpora.identities import failures

NAMES = tuple(FAMILIES)


@pytest.mark.parametrize("family", NAMES)
def test_fifty_invented_ledgers_hold(family: str) -> None:
    for seed in range(50):
        ledger = invent(seed, family)
        assert violations(ledger) == []
        assert failures(compose(ledger, seed)) == [], seed


@pytest.mark.parametrize("family", NAMES)
def test_both_years_tie(family: str) -> None:
    for seed in range(50):
        ledger = invent(seed, family)
        for accounts in (ledger.last, ledger.this):
            assert income_total(accounts) == spending_total(accounts)
        closing = ledger.last.sum(lambda x: x.closing + x.own_closing)
        assert closing == ledger.this.sum(lambda x: x.opening + x.own_opening)


def test_every_department_has_money_of_its_own_in_basic_spending() -> None:
    for seed in range(20):
        assert invent(seed).this.sum(lambda x: x.own_basic) > 0


def test_same_seed_same_ledger_and_other_seed_another() -> None:
    assert invent(7) == invent(7)
    assert invent(7) != invent(8)


def test_a_broken_ledger_is_noticed() -> None:
    ledger = invent(3)
    first, *rest = ledger.this.lines
    wrong = replace(first, basic=first.basic + Decimal("0.01"))
    assert violations(replace(ledger, this=replace(ledger.this, lines=(wrong, *rest))))


def test_a_changed_cell_breaks_an_identity() -> None:
    document = compose(invent(3), 3)
    form = document.form("公开05")
    row = next(cell.row for cells in form.body for cell in cells if len(cell.row) == 7)
    wrong = replaced(form, row, "基本支出", "0.01", Decimal("0.01"))
    parts = tuple(
        (name, tuple(wrong if block is form else block for block in blocks))
        for name, blocks in document.parts
    )
    assert failures(replace(document, parts=parts))


@pytest.mark.parametrize("family", NAMES)
def test_forms_are_full_grids(family: str) -> None:
    for form in compose(invent(2, family)).forms():
        width = len(form.widths)
        assert all(sum(cell.cols for cell in cells) == width for cells in form.body), form.id
        covered = sum(head.cols * head.rows for row in head_grid(form) for head in row if head)
        assert covered == width * len(form.head), form.id


def test_families_print_their_own_forms() -> None:
    shandong, shanghai = (compose(invent(5, family)) for family in NAMES[:2])
    assert [f.id for f in shandong.forms()[:9]] == [f"公开0{n}" for n in range(1, 10)]
    assert [f.id for f in shanghai.forms()[6:9]] == ["公开09", "公开07", "公开08"]
    assert shanghai.form("公开05").body[-1][0].text == "合计"
    assert shandong.form("公开05").body[0][0].text == "合 计"
    assert all(form.number for form in shandong.forms()[:9])
    assert not any(form.number for form in shanghai.forms())
