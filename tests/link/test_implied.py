"""Links between figures of the narrative that give each other: they show the arithmetic and decide nothing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import gouji
import pytest
from gouji.arithmetic import evaluate
from gouji.facts import IMPLIED
from gouji.verify.values import Values

from tests.verify import seen

if TYPE_CHECKING:
    from gouji.model import Audit

SAMPLES = Path(__file__).resolve().parents[2] / "corpora" / "samples"


@pytest.fixture(scope="module")
def sample() -> Audit:
    return gouji.audit(SAMPLES / "sample-clean.txt")


def test_what_it_gives_is_what_is_said_on_a_report_without_error(sample: Audit) -> None:
    values = Values(sample.report, sample.claims)
    claims = {c.id: c for c in sample.claims}
    checked = 0
    for link in sample.links:
        claim = claims[link.claim]
        if IMPLIED not in link.parts or claim.value is None or claim.unit == "个":
            continue
        said, computed = values.claim(claim), evaluate(link.expression or "", values)
        assert abs(said.value - computed.value) <= said.allowed + computed.allowed, (claim, link)
        checked += 1
    assert checked > 20


def test_no_claim_gives_itself(sample: Audit) -> None:
    implied = [link for link in sample.links if IMPLIED in link.parts]
    assert implied
    assert all(link.claim not in link.claims for link in implied)
    assert all(link.status == "derived" and link.expression for link in implied)


def test_a_change_is_given_by_its_rate() -> None:
    found = seen.link(seen.audit(), "40.00万元", "总体")
    assert seen.expression(seen.audit(), found) == "[公开01 总计 收入/金额] × [5.00%] ÷ (1 + [5.00%])"


def test_parts_and_whole_give_each_other() -> None:
    text = "2023年度政府采购支出总额12.00万元，其中：政府采购货物支出4.00万元、政府采购工程支出3.00万元、政府采购服务支出5.00万元。"
    result = seen.audit({"采购": text})
    assert (
        seen.expression(result, seen.link(result, "12.00万元", "采购"))
        == "[4.00万元] + [3.00万元] + [5.00万元]"
    )
    assert (
        seen.expression(result, seen.link(result, "3.00万元", "采购"))
        == "[12.00万元] − [4.00万元] − [5.00万元]"
    )


def test_it_accuses_no_figure_by_itself() -> None:
    text = "2023年度政府采购支出总额12.00万元，其中：政府采购货物支出4.00万元、政府采购工程支出3.00万元、政府采购服务支出6.00万元。"
    result = seen.audit({"采购": text})
    verdicts = {
        seen.verdict(result, f, "采购").verdict for f in ("12.00万元", "4.00万元", "3.00万元", "6.00万元")
    }
    assert verdicts == {"unverifiable"}
    assert [f.severity for f in seen.findings(result, "figure.contradicted")] == ["error"]


def test_shares_of_categories_and_their_amount_give_each_other() -> None:
    text = (
        "2023年度政府采购支出总额50.00万元，其中：政府采购货物支出20.00万元、政府采购工程支出0万元、政府采购服务支出30.00万元。"
        "授予中小企业合同金额26.00万元，占政府采购支出总额的52.00%。"
        "货物采购授予中小企业合同金额占货物支出金额的100%，服务采购授予中小企业合同金额占服务支出金额的20.00%。"
    )
    result = seen.audit({"采购": text})
    found = seen.expression(result, seen.link(result, "20.00%", "采购"))
    assert found == "([26.00万元] − [20.00万元] × [100%]) ÷ [30.00万元]"
    assert seen.verdict(result, "20.00%", "采购").verdict == "consistent"
    wrong = seen.audit({"采购": text.replace("20.00%", "30.00%")})
    assert [f.code for f in wrong.findings if f.code == "share.sum"] == ["share.sum"]
