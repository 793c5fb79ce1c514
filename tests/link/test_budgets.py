"""Links of a budget in 元 whose forms print totals only: 支出总计 is all of the year, an item of a fund is in its form."""

from __future__ import annotations

import gouji
import pytest
from gouji import facts
from gouji.model import Audit

from corpora.ledger.document import compose
from corpora.ledger.invent import invent
from corpora.ledger.text import to_text
from tests import small
from tests.verify import budget, seen

LINKED = {
    "财政拨款支出": ("预算04", "支出总计", "合计"),
    "政府性基金预算财政拨款支出": ("预算08", "合计", "合计"),
    "国有资本经营预算财政拨款支出": ("预算09", "合计", "合计"),
    "城乡社区支出/国有土地使用权出让收入安排的支出/农村基础设施建设支出": (
        "预算08",
        "农村基础设施建设支出",
        "合计",
    ),
}


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> Audit:
    path = tmp_path_factory.mktemp("budget") / "budget.txt"
    path.write_text(to_text(compose(invent(700, "shanghai_budget"), 700)), "utf-8")
    return gouji.audit(path)


@pytest.mark.parametrize("subject", LINKED)
def test_a_figure_of_a_fund_is_linked_to_the_form_that_prints_it(result: Audit, subject: str) -> None:
    (claim,) = (c for c in result.claims if c.subject == subject and c.kind == "level")
    (link,) = (one for one in result.links if one.claim == claim.id)
    (verdict,) = (one for one in result.verdicts if one.claim == claim.id)
    assert link.status == "linked"
    form, row, column = LINKED[subject]
    (table,) = (t for t in result.report.tables if t.form == form)
    cell = next(c for c in table.cells if c.id == link.cells[0])
    assert (cell.row, cell.column) == (row, column)
    assert verdict.verdict == "supported"


def test_totals_with_what_was_carried_over_are_not_those_of_the_year() -> None:
    stated = [f for f in facts.of_report(small.report()) if f.form == "公开04" and f.component is None]
    year, whole = ({f.cell.id for f in stated if f.account == name} for name in ("本年支出", "收支总计"))
    assert year
    assert not year & whole


SHARES = """

第三部分 2025年部门预算情况说明

一、财政拨款支出预算情况

2025年财政拨款预算支出630.00万元，占本年支出合计的75.00%。

二、一般公共预算“三公”经费支出预算情况

2025年一般公共预算“三公”经费预算支出中，公务接待费支出6.00万元，占“三公”经费的18.75%。
"""


def test_shares_of_a_budget_are_of_its_forms() -> None:
    result = seen.audit_text(budget.text() + SHARES)
    shares = [c for c in result.claims if c.kind == "share"]
    links = {one.claim: one for one in result.links}
    verdicts = {one.claim: one.verdict for one in result.verdicts}
    assert [(c.text, links[c.id].status, verdicts[c.id]) for c in shares] == [
        ("75.00%", "derived", "supported"),
        ("18.75%", "derived", "supported"),
    ]
