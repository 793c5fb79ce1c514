"""A report against that of the year before: what is called 上年, the opening carry-over, what does not fit."""

from __future__ import annotations

import gouji
import pytest
from gouji.model import Audit
from gouji.render import figures, lookup

from tests import small
from tests.verify import seen

TOTAL = "2023年度收、支总计均为840.00万元。与2022年度相比，收、支总计各增加{change}万元，增长{rate}%。"
BEFORE = small.text().replace("2023", "2022")


def against(sections: dict[str, str], before: str = BEFORE) -> Audit:
    """The audit of the small report with last year's, whose total is that of this year unless changed."""
    return gouji.audit(small.read_text(small.text(sections)), prior=small.read_text(before))


def smaller(total: str) -> str:
    """Last year's report with another grand total."""
    form = small.FORMS["公开01"]
    return small.text(forms={"公开01": form.replace("840.00", total)}).replace("2023", "2022")


def test_a_change_is_held_against_last_years_cell() -> None:
    result = against({"总体": TOTAL.format(change="40.00", rate="5.00")}, smaller("800.00"))
    for text in ("40.00万元", "5.00%"):
        verdict, link = seen.verdict(result, text, "总体"), seen.link(result, text, "总体")
        assert (verdict.verdict, verdict.evidence) == ("consistent", "prior_report")
        assert link.expression is not None
        assert "[prior:" in link.expression
    assert not seen.findings(result, "prior.disagreement")


def test_a_change_and_its_rate_on_another_base_may_be_restated() -> None:
    result = against({"总体": TOTAL.format(change="40.00", rate="5.00")}, smaller("790.00"))
    (found,) = seen.findings(result, "prior.disagreement")
    assert (found.severity, found.computed) == ("warning", "790.00")
    assert "重述" in found.message
    assert seen.verdict(result, "40.00万元", "总体").verdict == "consistent"


def test_a_change_without_a_rate_that_fits_is_in_doubt() -> None:
    text = "2023年度收、支总计均为840.00万元。与2022年度相比，收、支总计各增加40.00万元。"
    result = against({"总体": text}, smaller("790.00"))
    (found,) = seen.findings(result, "prior.disagreement")
    assert found.severity == "error"
    assert seen.verdict(result, "40.00万元", "总体").verdict == "contradicted"


def test_a_level_of_last_year_is_held_against_its_cell() -> None:
    text = "2023年度收、支总计均为840.00万元，2022年度收、支总计均为801.00万元。"
    result = against({"总体": text}, smaller("800.00"))
    (found,) = seen.findings(result, "prior.disagreement")
    assert (found.severity, found.said, found.computed) == ("error", "801.00万元", "800.00")
    right = against({"总体": text.replace("801", "800")}, smaller("800.00"))
    assert not seen.findings(right, "prior.disagreement")


def test_the_opening_carry_over_is_last_years_closing() -> None:
    (found,) = [f for f in seen.findings(against({}), "prior.carry_over") if f.message.startswith("公开01")]
    assert (found.said, found.computed) == ("40.00", "30.00")
    form = small.FORMS["公开01"].replace("年末结转和结余|60|30.00", "年末结转和结余|60|40.00")
    fits = small.text(forms={"公开01": form}).replace("2023", "2022")
    assert not [f for f in seen.findings(against({}, fits), "prior.carry_over") if f.said == "40.00"]


def test_what_disagrees_with_last_year_puts_no_form_of_this_year_in_doubt() -> None:
    parts = ("公务接待费3.00", "公务用车运行维护费21.50", "公务用车购置费3.50", "“三公”经费28.00")
    text = "".join(f"{part}万元，比上年增加1.00万元，增长9.99%。" for part in parts)
    result = against({"三公": text})
    assert sum(c.outcome == "fail" for c in result.checks if c.code == "chain.year_before") >= 4
    assert not seen.findings(result, "parse.doubtful")


def test_what_has_no_cell_last_year_says_so() -> None:
    text = "其他收入50.00万元，比上年增加3.00万元，增长6.38%。开放日纪念品寄售款3.00万元，比上年增加1.00万元，增长50.00%。"
    result = against({"收入": text})
    why = [
        c.message for c in result.checks if c.code == "chain.year_before" and c.outcome == "insufficient_data"
    ]
    assert any("开放日纪念品寄售款" in (message or "") for message in why)


@pytest.mark.parametrize(
    ("before", "code"),
    [(small.text(), "prior.year"), (BEFORE.replace("青岚市档案局", "白沙县林草中心"), "prior.department")],
)
def test_a_report_that_is_not_last_years_is_noted_and_not_used(before: str, code: str) -> None:
    result = against({}, before)
    assert code in {note.code for note in result.report.notes}
    assert not [c for c in result.checks if c.code.startswith("chain.")]


def test_reasons_of_last_year_used_again_are_told() -> None:
    reason = "主要原因是新建档案数据灾备机房并配套实施两期网络改造。"
    text = TOTAL.format(change="40.00", rate="5.00") + reason
    result = against({"总体": text}, BEFORE.replace("主要原因是新增馆藏数字化项目。", reason))
    (found,) = seen.findings(result, "reason.copied")
    assert "2022年：收入支出决算总体情况说明" in found.message


def test_the_arithmetic_is_written_out_with_last_years_figure() -> None:
    text = "2023年度收、支总计均为840.00万元。与2022年度相比，收、支总计各增加40.00万元。"
    result = against({"总体": text}, smaller("790.00"))
    found = lookup.look_up(result)
    (expression,) = {seen.link(result, "40.00万元", "总体").expression}
    assert figures.written_out(expression or "", found, "zh") == "840.00 − 790.00（上年报告）"
