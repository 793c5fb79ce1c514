"""Labels of a form that stand away from their figures: said once, and what follows from it is one fault with it."""

from __future__ import annotations

import functools
import itertools

import pytest
from gouji.model import Audit, Finding

from corpora.ledger.document import Document, compose
from corpora.ledger.injectors import Injector
from corpora.ledger.invent import invent
from corpora.ledger.ledger import Family
from corpora.ledger.profiles import PROFILES
from corpora.ledger.table_injectors import shifted_economic, shifted_items, shifted_rows
from corpora.ledger.text import to_text
from tests import small
from tests.verify import seen

CODE = "table.shifted_rows"
ITEMS = (
    "2023年度一般公共预算财政拨款支出605.00万元，占本年支出合计的74.69%。\n\n"
    "1.一般公共服务支出（类）档案事务（款）行政运行（项）。支出决算为285.00万元。\n\n"
    "2.一般公共服务支出（类）档案事务（款）档案馆（项）。支出决算为20.00万元。\n\n"
    "3.社会保障和就业支出（类）行政事业单位养老支出（款）机关事业单位基本养老保险缴费支出（项）。支出决算为190.00万元。\n\n"
    "4.住房保障支出（类）住房改革支出（款）住房公积金（项）。支出决算为110.00万元。"
)


def moved(first: str, last: str, by: int) -> dict[str, str]:
    """Form 05 with the labels from one code to another moved down by some rows, those that fall out put on top."""
    lines = small.FORMS["公开05"].splitlines()
    codes = [line.partition("|")[0] for line in lines]
    run = range(codes.index(first), codes.index(last) + 1)
    parts = [line.split("|") for line in lines]
    for at in run:
        source = run.start + (at - run.start - by) % len(run)
        lines[at] = "|".join([*parts[source][:2], *parts[at][2:]])
    return {"公开05": "\n".join(lines) + "\n"}


def audit(first: str, last: str, by: int) -> Audit:
    return seen.audit({"一般": ITEMS}, moved(first, last, by))


def the_shift(result: Audit) -> Finding:
    (found,) = seen.findings(result, CODE)
    return found


@pytest.mark.parametrize(("by", "words"), [(1, "下移了1行"), (-1, "上移了1行")])
def test_labels_moved_against_the_narrative(by: int, words: str) -> None:
    found = the_shift(audit("20126", "221", by))
    assert found.severity == "error"
    assert words in found.message
    assert "一般公共预算财政拨款支出决算表" in found.message
    assert [d.hypothesis for d in found.diagnosis] == ["shifted_rows"]


def test_the_first_row_is_told_with_the_figure_that_is_its_own() -> None:
    result = audit("20126", "221", 1)
    found = the_shift(result)
    assert seen.cell(result, found.cells[0]) == "公开05 2012601 本年支出/小计"
    assert (found.said, found.implied) == ("20.00", "285.00")


def test_what_does_not_tie_because_of_it_is_one_fault() -> None:
    result = audit("20126", "221", 1)
    others = [f for f in result.findings if f.severity == "error" and f.code != CODE]
    assert {"table.cross_identity", "table.identity"} <= {f.code for f in others}
    assert {f.root for f in others} == {the_shift(result).id}


def test_a_claim_about_a_shifted_row_is_linked_to_the_row_it_means() -> None:
    result = audit("20126", "221", 1)
    link = seen.link(result, "285.00万元", "一般")
    assert seen.expression(result, link) == "[公开05 20126 本年支出/小计]"
    assert seen.cell(result, link.runners_up[0]) == "公开05 2012601 本年支出/小计"
    assert seen.verdict(result, "285.00万元", "一般").verdict == "supported"
    assert not seen.findings(result, "figure.contradicted")


def test_another_fault_keeps_its_own_root() -> None:
    text = ITEMS + "公务接待费年初预算为4.00万元，支出决算为3.00万元，决算数大于年初预算数。"
    result = seen.audit({"一般": text}, moved("20126", "221", 1))
    (direction,) = [f for f in result.findings if f.code == "comparison.direction"]
    assert direction.root == direction.id


def test_a_form_as_it_should_be_and_two_swapped_rows_are_no_shift() -> None:
    assert not seen.findings(seen.audit({"一般": ITEMS}), CODE)
    assert not seen.findings(audit("2012601", "2012604", 1), CODE)


@functools.cache
def document(family: Family) -> Document:
    return compose(invent(18, family, PROFILES[18 % len(PROFILES)]), 18)


@pytest.mark.parametrize(
    ("family", "injector"),
    list(itertools.product(("shandong", "shanghai"), (shifted_items, shifted_rows, shifted_economic))),
    ids=lambda value: value if isinstance(value, str) else value.__name__,
)
def test_planted_shifts_are_found_as_one_fault(family: Family, injector: Injector) -> None:
    planted, entry = injector(document(family))
    result = seen.audit_text(to_text(planted))
    found = the_shift(result)
    cells = {c.id: c.row_code for t in result.report.tables for c in t.cells}
    assert {cells[name] for name in found.cells} <= {row for _, row, _ in entry.cells}
    assert {f.root for f in result.findings if f.severity == "error"} == {found.id}
