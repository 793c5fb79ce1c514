"""Why a figure is wrong, where more than the figure beside it tells: another base, another scope, counted twice."""

from __future__ import annotations

from decimal import Decimal

from gouji.model import Audit, Diagnosis, Finding

from tests import small
from tests.verify import seen

S = small.SECTIONS


def only(result: Audit, code: str) -> Finding:
    (found,) = seen.findings(result, code)
    return found


def cause(finding: Finding) -> Diagnosis:
    return finding.diagnosis[0]


def test_a_share_that_is_the_completion_rate_of_another_paragraph() -> None:
    text = (
        "“三公”经费支出预算为32.00万元，支出决算为28.00万元，其中：公务接待费支出决算为3.00万元，完成预算的75.00%。\n\n"
        "“三公”经费支出决算中，公务接待费支出决算3.00万元，占{}%。"
    )
    found = only(seen.audit({"三公": text.format("75.00")}, alone=True), "figure.contradicted")
    assert found.said == "75.00%"
    assert [(d.hypothesis, d.where) for d in found.diagnosis] == [("wrong_base", "预算")]
    assert not seen.findings(seen.audit({"三公": text.format("10.71")}, alone=True), "figure.contradicted")


def test_three_public_with_meetings() -> None:
    forms = small.changed("公开06", ("30201|办公费|60.00", "30215|会议费|60.00"))
    text = "“三公”经费支出决算为{}万元。"
    found = only(seen.audit({"三公": text.format("88.00")}, forms, alone=True), "figure.contradicted")
    assert cause(found) == Diagnosis("other_scope", Decimal("28.00"), "含会议费")
    other = only(seen.audit({"三公": text.format("87.00")}, forms, alone=True), "figure.contradicted")
    assert cause(other).hypothesis == "unknown"


PARTS = "其中：政府采购货物支出4.00万元、政府采购工程支出3.00万元、政府采购服务支出5.00万元。"


def test_a_whole_that_holds_a_part_twice() -> None:
    found = only(
        seen.audit({"采购": f"政府采购支出总额17.00万元，{PARTS}"}, alone=True), "figure.contradicted"
    )
    assert (cause(found).hypothesis, cause(found).implied) == ("double_count", Decimal(12))
    less = only(seen.audit({"采购": f"政府采购支出总额7.00万元，{PARTS}"}, alone=True), "figure.contradicted")
    assert cause(less).hypothesis == "unknown"


def test_a_part_beyond_the_whole_that_holds_its_own_part_twice() -> None:
    text = (
        f"政府采购支出总额12.00万元，{PARTS}授予中小企业合同金额15.00万元，占政府采购支出总额的125.00%，"
        "其中：授予小微企业合同金额{}万元，占授予中小企业合同金额的{}%。"
    )
    found = only(seen.audit({"采购": text.format("6.00", "40.00")}, alone=True), "figure.out_of_range")
    assert (cause(found).hypothesis, cause(found).implied) == ("double_count", Decimal(9))
    assert (
        only(seen.audit({"采购": text.format("1.50", "10.00")}, alone=True), "figure.out_of_range").diagnosis
        == ()
    )


def test_a_detail_that_prints_its_whole() -> None:
    result = seen.audit(
        forms=small.changed("公开06", ("30299|其他商品和服务支出|", "30299|其他商品和服务支出|82.00"))
    )
    found = only(result, "table.identity")
    assert seen.cell(result, found.cells[0]).startswith("公开06 30299")
    assert (cause(found).hypothesis, cause(found).implied) == ("other_row", Decimal(0))


def test_last_years_number_before_a_named_unit() -> None:
    text = "2022年度，青岚市档案局收、支总计均为840.00万元。"
    assert only(seen.audit({"总体": text}, alone=True), "text.year").said == "2022"
    assert not seen.findings(seen.audit({"总体": text.replace("2022", "2023")}, alone=True), "text.year")
    told = "2022年度，我局首次编报决算，2023年度收、支总计均为840.00万元。"
    assert not seen.findings(seen.audit({"总体": told}, alone=True), "text.year")


def test_a_cue_said_twice() -> None:
    text = "公务接待费3.00万元，比上年增加1.00万元，增长50.00%，主要原因原因：上级调研批次增加。"
    assert only(seen.audit({"三公": text}, alone=True), "text.duplicate").said == "原因原因"
