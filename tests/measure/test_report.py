"""The measures of one report, each on a small case computed by hand."""

from __future__ import annotations

import math
from dataclasses import replace

import gouji
import pytest
from gouji import measure
from gouji.measure import explaining as changes_of
from gouji.measure.accuracy import error_families
from gouji.measure.causes import type_mix
from gouji.measure.scene import see
from gouji.measure.wording import length, specific_items
from gouji.model import Audit, Coverage, Diagnosis, Sentence

from tests import small
from tests.measure.scenes import audit, claim, explaining, factor, finding, reason, verdict


def value(of: Audit, name: str) -> float | None:
    return measure.measures(of)[name].value


# what changed, and what is explained

YEAR, BUDGET = "上年", "年初预算"


def changed() -> Audit:
    """Four changes: 80 up (explained), 20 down (twice told, not explained), 25 off the budget (explained), and one of
    unknown amount (not explained). Flat, zero and what a reason tells are none."""
    claims = [
        claim("a1", "change", "项目支出", "80", direction="increase", basis=YEAR),
        claim("a2", "change_rate", "项目支出", "10", direction="increase", basis=YEAR),
        claim("b1", "level", "基本支出", "180"),
        claim("b2", "change_rate", "基本支出", "10", direction="decrease", basis=YEAR),
        claim("b3", "change_rate", "基本支出", "10", direction="decrease", basis=YEAR),
        claim("d1", "level", "培训费", "75"),
        claim("d2", "level", "培训费", "100", measure=BUDGET),
        claim("d3", "comparison", "培训费", direction="decrease", basis=BUDGET),
        claim("e1", "change_rate", "会议费", "5", direction="increase", basis=YEAR),
        claim("f1", "flat", "公务接待费", direction="flat", basis=YEAR),
        claim("f2", "change", "公务接待费", "0", direction="increase", basis=YEAR),
        claim("f3", "completion", "公务接待费", "100", basis=BUDGET),
        claim("g1", "change", "人员经费", "3", direction="increase", basis=YEAR, sentence="rA/s1", start=105),
    ]
    reasons = [reason("A", "人员经费增加3万元，项目增加", ["a1", "a2"]), reason("B", "压减", ["d1", "d3"])]
    return audit(claims, reasons, coverage=Coverage(reasons_required=4, reasons_given=3))


def test_changes_are_told_apart() -> None:
    amounts = [change.amount for change in see(changed()).changes]
    assert amounts == [800000, 200000, 250000, None]


def test_explanation_coverage() -> None:
    assert value(changed(), "explanation_coverage") == 2 / 4


def test_coverage_by_amount() -> None:
    # 80 and 25 of 80 + 20 + 25; 180 is what is left of 200 after 10 %
    assert value(changed(), "explanation_coverage_weighted") == pytest.approx(105 / 125)
    assert value(changed(), "amounts_known") == 3 / 4


def test_required_coverage_is_that_of_the_ledger() -> None:
    assert value(changed(), "required_coverage") == 3 / 4


def test_a_completion_gives_its_amount() -> None:
    half = audit(
        [claim("a", "level", "培训费", "40"), claim("b", "completion", "培训费", "80", basis=BUDGET)]
    )
    assert [change.amount for change in see(half).changes] == [100000]


def test_what_is_called_flat_is_no_change_with_or_without_a_reason() -> None:
    near = [
        claim("a", "completion", "培训费", "99.7", basis=BUDGET),
        claim("b", "flat", "培训费", direction="flat", basis=BUDGET),
        claim("c", "change_rate", "培训费", "5", direction="increase", basis=YEAR),
    ]
    assert len(see(audit(near)).changes) == 1
    assert value(audit(near, [reason("A", "压减", ["a"])]), "explanation_coverage") == 0


def test_performance_is_left_out() -> None:
    told = audit(
        [claim("a", "completion", "档案数字化项目", "95", basis="全年预算")], titles=["预算绩效情况说明"]
    )
    place = Sentence("a/s1", "a", "s0", 0, 1, None, "")
    assert len(see(told).changes) == 1
    assert see(replace(told, sentences=(place,))).changes == ()


def test_direction_agreement_counts_only_causes_with_words_of_direction() -> None:
    told = audit(
        [claim("a", "change", "项目支出", "8", direction="increase", basis=YEAR)],
        [
            reason(
                "A", "", ["a"], factor("新增项目", "project", way="increase"),
                factor("人员减少", "personnel", way="decrease"), factor("疫情影响", "exogenous", way="increase"),
                factor("离休干部", "personnel", way="decrease"),
            )
        ],
    )  # fmt: skip
    found = changes_of.direction_agreement(see(told))
    assert (found.part, found.whole) == (1, 3)


def test_direction_conflicts() -> None:
    told = explaining("新增项目", "人员减少", "车辆报废")
    flagged = audit(told.claims, told.reasons, findings=[finding("reason.opposite_direction", ["c0"])])
    assert value(flagged, "direction_conflicts") == pytest.approx(1 / 3)


# what can be checked, and what is right


def judged() -> Audit:
    """Eight claims: 3 supported and 1 contradicted by cells, 1 consistent and 1 contradicted by the narrative, 2 open."""
    wrong = (Diagnosis("wrong_base"), Diagnosis("truncation"))
    return audit(
        verdicts=[
            verdict("a", "supported"), verdict("b", "supported"), verdict("c", "supported", "derivation"),
            verdict("d", "contradicted", diagnosis=wrong), verdict("e", "consistent", "narrative"),
            verdict("f", "contradicted", "narrative"), verdict("g", "unverifiable", "none"),
            verdict("h", "unverifiable", "none"),
        ]
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("verifiability", 6 / 8),
        ("table_verifiability", 4 / 8),
        ("accuracy", 4 / 6),
        ("table_accuracy", 3 / 4),
    ],
)
def test_verdicts_are_counted(name: str, expected: float) -> None:
    assert value(judged(), name) == pytest.approx(expected)


def test_a_claim_with_two_diagnoses_counts_half_in_each_family() -> None:
    assert error_families(see(judged())) == {"truncation": 0.5, "unknown": 1.0, "wrong_base": 0.5}


# causes


def caused() -> Audit:
    """Growth for policy, and for personnel and standard together; a fall for thrift, and for nothing that is known."""
    return audit(
        [
            claim("a", "change", "项目支出", "8", direction="increase", basis=YEAR),
            claim("b", "change", "公务接待费", "8", direction="decrease", basis=YEAR),
            claim("i", "change", "财政拨款收入", "8", direction="increase", basis=YEAR),
        ],
        [
            reason("A", "上级部署，人员调入调资", ["a"], factor("上级部署", "policy"), factor("人员调入调资", "personnel", "standard"), depth="D4"),
            reason("B", "厉行节约", ["b"], factor("厉行节约", "austerity"), factor("其他", ), depth="D1"),
            reason("I", "下达专项", ["i"], factor("下达专项", "funding"), depth="D3"),
        ],
    )  # fmt: skip


def test_type_mix_shares_a_cause_by_its_types() -> None:
    assert type_mix(see(caused())) == {
        "austerity": 1, "funding": 1, "personnel": 0.5, "policy": 1, "standard": 0.5, "untyped": 1,
    }  # fmt: skip


def test_entropy() -> None:
    # shares 1/4 three times and 1/8 twice: 3·¼·2 + 2·⅛·3 bits
    assert value(caused(), "type_entropy") == pytest.approx(2.25)
    assert value(explaining("人员减少"), "type_entropy") == 0
    assert math.copysign(1, value(explaining("人员减少"), "type_entropy") or 0) == 1


def test_substantive_share() -> None:
    mixed = explaining("压减", "压减会议费", types=("austerity", "component"))
    assert value(mixed, "substantive_share") == 0.5


def test_depth() -> None:
    assert value(caused(), "depth_mean") == pytest.approx((4 + 1 + 3) / 3)
    assert value(caused(), "driver_share") == pytest.approx(2 / 3)


def test_a_reason_over_two_paragraphs_is_one_of_its_deeper_depth() -> None:
    parts = [reason("A", "一是调资", ["a"], depth="D2", group="g"), reason("B", "二是调入", ["a"], group="g")]
    told = audit([claim("a", "change", "项目支出", "8", direction="increase")], parts)
    assert value(told, "depth_mean") == 3
    assert measure.measures(told)["depth_mean"].whole == 1


def test_amounts_in_reasons() -> None:
    assert value(explaining("新增项目20万元", "人员减少"), "quantified_share") == 0.5


def test_attribution_leaves_income_out() -> None:
    # growth: policy of policy, personnel/standard; fall: austerity of austerity, untyped; the funded income is left out
    assert value(caused(), "increase_blamed") == 1 / 2
    assert value(caused(), "decrease_credited") == 1 / 2
    assert value(caused(), "self_serving") == 2 / 4
    assert value(caused(), "self_serving_bias") == pytest.approx((0.5 - 0 + 0.5 - 0) / 2)


def test_attribution_without_contrast_is_no_bias() -> None:
    claims = [
        claim("a", "change", "项目支出", "8", direction="increase", basis=YEAR),
        claim("b", "change", "公务接待费", "8", direction="decrease", basis=YEAR),
    ]
    thrift = [reason(n.upper(), "厉行节约", [n], factor("厉行节约", "austerity")) for n in "ab"]
    assert value(audit(claims, thrift), "self_serving_bias") == 0
    assert measure.measures(audit(claims, thrift[1:]))["self_serving_bias"].why == "no_increases"


# words


def test_specific_items() -> None:
    text = "根据财预〔2023〕5号，3月新增“数字档案”项目20.5万元，购置2辆，压减“三公”经费"
    found = [text[start:end] for start, end in specific_items(text)]
    assert found == ["〔2023〕5号", "3月", "“数字档案”", "20.5万元", "2辆"]


def test_a_figure_in_a_name_is_not_counted_beside_it() -> None:
    text = "实施《2023年30所学校改造方案》"
    assert [text[start:end] for start, end in specific_items(text)] == ["《2023年30所学校改造方案》"]


def test_specificity() -> None:
    # 新增项目0万元: 7 characters, 1 item; 人员减少: 4 characters
    assert length("新增项目1,320.5万元。") == 7
    assert value(explaining("新增项目1,320.5万元", "人员减少"), "specificity") == pytest.approx(100 * 1 / 11)


def test_boilerplate_share() -> None:
    told = explaining("严格落实中央八项规定，厉行节约", "馆藏档案数字化二期完工", "退休两人")
    assert value(told, "boilerplate_share") == pytest.approx(1 / 3)


def test_repetition() -> None:
    told = explaining("一是新增2个项目", "新增3个项目", "新增1个项目。", "退休两人", "车辆报废")
    assert value(told, "repetition") == 2 / 5


def test_copied_items() -> None:
    told = explaining("新增项目", "新增项目", "退休两人", "车辆报废")
    within, elsewhere = finding("reason.copied", ["c0", "c1"]), finding("reason.copied", ["c2"], "某局2022年")
    assert value(audit(told.claims, told.reasons, findings=[within, elsewhere]), "copied_items") == 2 / 4


def test_clause_length() -> None:
    # 收、支总计各增加0万元 (10) | 增长0 (3) | 主要是人员增加 (7)
    text = audit(sentences=["收、支总计各增加1,340.00万元，增长5.00%。", "主要是人员增加。"])
    assert value(text, "clause_length") == pytest.approx(20 / 3)


def test_adverbs_and_conjunctions() -> None:
    # 支出 均 减少 (1 of 3) and 人员 增加 (0 of 2)
    text = audit(sentences=["支出均减少。", "人员增加。"])
    assert value(text, "adverbs_and_conjunctions") == pytest.approx((1 / 3 + 0) / 2)
    assert value(text, "readability") == pytest.approx((9 / 2 + 1 / 6) / 2)


# what the template asks for


def test_completeness() -> None:
    # nine forms; all twelve matters; 批次 and 保有量 are told, 人次, 团组, its travellers and the parts of vehicles are not
    told = gouji.audit(small.report({"三公": "2023年度公务接待费支出决算为3.00万元，国内公务接待5批次。"}))
    values = measure.measures(told)
    parts = {
        name: (values[f"{name}_completeness"].part, values[f"{name}_completeness"].whole)
        for name in ("form", "section", "item", "template")
    }
    assert parts == {"form": (9, 9), "section": (12, 12), "item": (2, 6), "template": (23, 27)}


# where there is nothing


def test_what_cannot_be_had_is_none_with_a_reason() -> None:
    empty = measure.measures(audit(kind="budget"))
    assert {name: found.value for name, found in empty.items() if found.value is not None} == {}
    assert all(found.why in measure.WHYS for found in empty.values())
    assert empty["explanation_coverage"].why == "no_changes"
    assert empty["verifiability"].why == "no_claims"
    assert empty["accuracy"].why == "no_checked"
    assert empty["form_completeness"].why == "not_final_accounts"


def test_changes_without_any_reason_are_covered_to_nothing() -> None:
    silent = measure.measures(audit([claim("a", "change", "项目支出", "8", direction="increase")]))
    assert silent["explanation_coverage"].value == 0
    assert silent["depth_mean"].value is None
    assert silent["depth_mean"].why == "no_reasons"
