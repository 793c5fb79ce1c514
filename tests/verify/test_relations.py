"""Figures that no cell states, held against each other: costs of one, changes of parts, what is denied."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests import small
from tests.verify import seen

if TYPE_CHECKING:
    from gouji.model import Audit

HEADS = "公务接待费支出2.46万元，国内公务接待27批次、205人次，人均{cost}元。"
CHANGES = (
    "“三公”经费支出决算34.53万元，比上年增加{whole}万元。因公出国（境）费支出0万元，与上年持平；"
    "公务用车购置及运行维护费31.28万元，比上年增加16.73万元；公务接待费3.25万元，比上年减少0.85万元。"
)


def test_a_cost_a_head_is_the_amount_over_the_number() -> None:
    result = seen.audit({"三公": HEADS.format(cost=120)}, drop=("公开09",))
    assert seen.verdict(result, "120元", "三公").verdict == "consistent"
    assert seen.expression(result, seen.link(result, "120元", "三公")) == "[2.46万元] ÷ [205人次]"


def test_another_cost_a_head_is_told_with_the_right_one() -> None:
    result = seen.audit({"三公": HEADS.format(cost=150)}, drop=("公开09",))
    (found,) = seen.findings(result, "count.incoherent")
    assert (found.severity, found.said, found.implied) == ("warning", "150元", "120元")


def test_changes_of_all_parts_give_that_of_the_whole() -> None:
    result = seen.audit({"三公": CHANGES.format(whole="15.88")}, drop=("公开09",))
    assert {seen.verdict(result, f, "三公").verdict for f in ("15.88万元", "16.73万元", "0.85万元")} == {
        "consistent"
    }
    words = seen.expression(result, seen.link(result, "15.88万元", "三公"))
    assert words == "[16.73万元] − [0.85万元]"
    assert seen.expression(result, seen.link(result, "0.85万元", "三公")) == "[16.73万元] − [15.88万元]"


def test_changes_that_do_not_add_up_are_not_confirmed() -> None:
    result = seen.audit({"三公": CHANGES.format(whole="18.88")}, drop=("公开09",))
    assert seen.verdict(result, "18.88万元", "三公").verdict == "unverifiable"


def test_what_was_not_bought_cost_nothing() -> None:
    words = "公务用车购置费支出{cost}万元，2023年未购置公务用车。"
    good = seen.audit({"三公": words.format(cost=0)}, drop=("公开09",))
    assert seen.findings(good, "count.incoherent") == []
    bad = seen.audit({"三公": words.format(cost="18.00")}, drop=("公开09",))
    assert [f.code for f in seen.findings(bad, "count.incoherent")] == ["count.incoherent"]


def test_the_fleet_is_no_larger_than_all_vehicles() -> None:
    fleet, assets = "公务用车保有量{n}辆。", "截至2023年12月31日，本部门共有车辆3辆。"
    good = seen.audit({"三公": fleet.format(n=3), "资产": assets}, drop=("公开09",))
    assert seen.verdict(good, "3辆", "三公").verdict == "consistent"
    bad = seen.audit({"三公": fleet.format(n=5), "资产": assets}, drop=("公开09",))
    assert [f.said for f in seen.findings(bad, "figure.out_of_range")] == ["5辆"]
    assert not seen.findings(bad, "count.incoherent")


def test_foreign_guests_may_be_part_of_the_domestic_reception_or_beside_it() -> None:
    words = "公务接待费支出3.90万元，其中：国内接待费支出{}万元，外事接待费支出{}万元。"
    for domestic, foreign, told in (
        ("3.90", "0.40", []),
        ("3.50", "0.40", []),
        ("3.20", "0.40", ["3.90万元"]),
    ):
        result = seen.audit({"三公": words.format(domestic, foreign)}, drop=("公开09",))
        assert [f.said for f in seen.findings(result, "figure.contradicted")] == told


COMPLETED = (
    "与年初预算相比，本年支出完成年初预算的{whole}%，"
    "其中：基本支出完成年初预算的{basic}%，项目支出完成年初预算的{project}%。"
)


def completed(whole: str = "95.29", basic: str = "101.67", project: str = "80.00") -> Audit:
    """810 = 610 + 200, against budgets of 850 = 600 + 250 that are not printed."""
    words = COMPLETED.format(whole=whole, basic=basic, project=project)
    return seen.audit({"支出": small.SECTIONS["支出"] + words})


def test_rates_of_completion_of_parts_make_that_of_the_whole() -> None:
    result = completed()
    for figure in ("95.29%", "101.67%", "80.00%"):
        found = seen.verdict(result, figure, "支出")
        assert (found.verdict, found.evidence) == ("consistent", "triangulation")
    words = seen.expression(result, seen.link(result, "95.29%", "支出"))
    assert words.endswith(" ÷ [101.67%] + [公开03 合计 项目支出] ÷ [80.00%])")
    assert seen.findings(result, "completion.parts") == []
    assert "sum.completion" in {check.code for check in result.checks if check.outcome == "pass"}


@pytest.mark.parametrize(
    ("changed", "computed"),
    [({"project": "89.00"}, "98.22%"), ({"basic": "107.61"}, "99.16%"), ({"whole": "92.59"}, "95.30%")],
)
def test_rates_of_completion_that_cannot_all_hold_are_told(changed: dict[str, str], computed: str) -> None:
    (found,) = seen.findings(completed(**changed), "completion.parts")
    assert (found.severity, found.computed) == ("error", computed)
    assert len(found.claims) == 3


def test_rates_of_completion_without_one_of_the_parts_are_left_alone() -> None:
    words = COMPLETED.format(whole="92.59", basic="101.67", project="80.00").replace("项目支出", "其他支出")
    result = seen.audit({"支出": small.SECTIONS["支出"] + words})
    assert seen.findings(result, "completion.parts") == []
    assert seen.verdict(result, "92.59%", "支出").verdict == "unverifiable"


def test_rates_of_completion_of_nothing_are_left_alone() -> None:
    """No outturn at all: a rate of it is zero, and the budgets of the parts cannot be had from it."""
    words = "本年支出0万元，其中：基本支出0万元，项目支出0万元。" + COMPLETED.format(
        whole="95.29", basic="101.67", project="80.00"
    )
    result = seen.audit({"支出": words}, drop=("公开01", "公开03", "公开04", "公开05", "公开06"))
    assert seen.findings(result, "completion.parts") == []
