"""Verdicts and diagnoses on small reports that are right but for one thing."""

from __future__ import annotations

import dataclasses
import re
from decimal import Decimal
from typing import NamedTuple

import gouji
import pytest
from gouji.model import Audit
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import small
from tests.verify import seen


class Case(NamedTuple):
    """A section's text, a figure of it, and what is to be said of that figure."""

    section: str
    text: str
    figure: str
    verdict: str
    hypothesis: str | None = None
    implied: str | None = None
    where: str | None = None
    evidence: str | None = None


ITEM = "1.一般公共服务支出（类）档案事务（款）行政运行（项）。"
HOLDS = {
    "level-equals-its-cell": Case("总体", "2023年度收、支总计均为840.00万元。", "840.00万元", "supported", evidence="cell"),
    "level-without-trailing-zeros": Case("总体", "2023年度收、支总计均为840万元。", "840万元", "supported"),
    "level-in-元": Case("总体", "2023年度收、支总计均为8,400,000.00元。", "8,400,000.00元", "supported"),
    "level-in-亿元": Case("总体", "2023年度收、支总计均为0.08亿元。", "0.08亿元", "supported"),
    "level-last-digit": Case("支出", "本年支出合计810.00万元，其中：基本支出610.01万元。", "610.01万元", "supported"),
    "level-coarser": Case("三公", "公务用车运行维护费支出决算为22万元。", "22万元", "supported"),
    "share": Case("支出", small.SECTIONS["支出"], "75.31%", "supported", evidence="derivation"),
    "share-of-a-named-whole": Case("一般", small.SECTIONS["一般"], "74.69%", "supported", evidence="derivation"),
    "share-coarser": Case("支出", small.SECTIONS["支出"].replace("75.31%", "75.3%"), "75.3%", "supported"),
    "rate-recomputes-from-the-change": Case("总体", small.SECTIONS["总体"], "5.00%", "consistent"),
    "change-recomputes-from-the-rate": Case("总体", small.SECTIONS["总体"], "40.00万元", "consistent", evidence="narrative"),
    "rate-of-a-decrease": Case("收入", "本年收入合计800.00万元，比上年减少200.00万元，下降20.00%。", "20.00%", "consistent"),
    "rate-with-a-printed-minus": Case("收入", "本年收入合计800.00万元，比上年减少200.00万元，增长-20.00%。", "-20.00%", "consistent"),
    "completion": Case(
        "三公", "公务接待费年初预算为4.00万元，支出决算为3.00万元，完成年初预算的75.00%。", "75.00%", "supported", evidence="derivation"
    ),
    "budget-in-the-form": Case("三公", "公务接待费年初预算为4.00万元，支出决算为3.00万元。", "4.00万元", "supported", evidence="cell"),
    "budget-only-in-the-text": Case(
        "一般", f"{ITEM}年初预算为300.00万元，支出决算为285.00万元，完成年初预算的95.00%。", "300.00万元", "consistent", evidence="narrative"
    ),
    "completion-with-a-budget-of-the-text": Case(
        "一般", f"{ITEM}年初预算为300.00万元，支出决算为285.00万元，完成年初预算的95.00%。", "95.00%", "consistent"
    ),
    "deviation-from-the-budget": Case(
        "三公", "公务接待费年初预算为4.00万元，支出决算为3.00万元，比年初预算减少1.00万元。", "1.00万元", "supported"
    ),
    "comparison": Case("三公", "公务接待费年初预算为4.00万元，支出决算为3.00万元，决算数小于年初预算数。", "决算数小于年初预算数", "supported"),
    "not-over-the-budget": Case("三公", "公务接待费年初预算为4.00万元，支出决算为3.00万元，决算数未超过年初预算数。", "决算数未超过年初预算数", "supported"),
    "flat": Case("三公", "公务用车购置费年初预算为0万元，支出决算为0万元，与年初预算数持平。", "与年初预算数持平", "supported"),
    "nearly-flat": Case(
        "一般", f"{ITEM}年初预算为288.00万元，支出决算为285.00万元，决算数与年初预算数基本持平。", "与年初预算数基本持平", "consistent"
    ),
    "none": Case("三公", "本年度无公务用车购置费支出。", "无公务用车购置费支出", "supported", evidence="cell"),
    "zero-against-a-blank-cell": Case("收入", "经营收入0.00万元。", "0.00万元", "supported"),
    "nothing-speaks-to-it": Case("资产", "截至2023年12月31日，本部门共有车辆9辆。", "9辆", "unverifiable", evidence="none"),
    "a-change-without-its-rate": Case("收入", "本年收入合计比上年增加40.00万元。", "40.00万元", "unverifiable"),
    "a-rate-of-nothing-from-nothing": Case(
        "三公", "公务用车购置费年初预算为0万元，支出决算为0万元，完成年初预算的0%。", "0%", "unverifiable"
    ),
    "change-against-a-level-printed-beside-it": Case(
        "三公", "公务接待费支出决算为3.00万元，上年支出1.80万元，比上年增加1.20万元。", "1.20万元", "consistent"
    ),
    "change-from-a-year-without": Case(
        "三公", "公务接待费支出决算为3.00万元，比上年增加3.00万元，上年未安排该项支出。", "3.00万元", "supported"
    ),
    "difference-rate-of-budget-and-outturn": Case(
        "三公", "公务接待费年初预算数4.00万元，决算数3.00万元，预决算差异率25.00%。", "25.00%", "supported"
    ),
    "fiscal-basic-spending-over-the-budgets": Case(
        "财政", "2023年度财政拨款支出605.00万元，其中：财政拨款基本支出585.00万元。", "585.00万元", "supported", evidence="derivation"
    ),
    "sum-of-the-text": Case(
        "采购",
        "政府采购支出总额12.00万元，其中：政府采购货物支出4.00万元、政府采购工程支出3.00万元、政府采购服务支出5.00万元。",
        "4.00万元", "consistent", evidence="triangulation",
    ),
}  # fmt: skip

FAILS = {
    "wrong_base": Case("总体", small.SECTIONS["总体"].replace("5.00%", "4.76%"), "4.76%", "contradicted", "wrong_base", "5.00"),
    "wrong_base-decrease": Case(
        "收入", "本年收入合计800.00万元，比上年减少200.00万元，下降25.00%。", "25.00%", "contradicted", "wrong_base", "20.00"
    ),
    "wrong_base-share": Case(
        "三公",
        "公务接待费支出年初预算为4.00万元，支出决算为3.00万元，完成年初预算的10.71%，占“三公”经费支出的10.71%。",
        "10.71%", "contradicted", "wrong_base", "75.00",
    ),
    "ratio_as_percent": Case("总体", small.SECTIONS["总体"].replace("5.00%", "0.05%"), "0.05%", "contradicted", "ratio_as_percent", "5.00"),
    "ratio_as_percent-share": Case("收入", small.SECTIONS["收入"].replace("75.00%", "0.75%"), "0.75%", "contradicted", "ratio_as_percent", "75.00"),
    "missing_sign_word": Case(
        "三公", "公务用车运行维护费支出决算1.50万元，增长7.50%。", "1.50万元", "contradicted", "missing_sign_word", "21.50"
    ),
    "missing_sign_word-beside the change": Case(
        "三公", "公务接待费年初预算为0.5万元，支出决算为3.00万元，比上年增加0.50万元。", "0.5万元", "contradicted", "missing_sign_word", "4.0"
    ),
    "unit_10e4-元": Case("总体", "2023年度收、支总计均为840.00元。", "840.00元", "contradicted", "unit_10e4", "8400000.00"),
    "unit_10e4-万元": Case("总体", "2023年度收、支总计均为8,400,000.00万元。", "8,400,000.00万元", "contradicted", "unit_10e4", "840.00"),
    "digit_slip-transposed": Case("总体", "2023年度收、支总计均为804.00万元。", "804.00万元", "contradicted", "digit_slip", "840.00"),
    "digit_slip-one-digit": Case("总体", "2023年度收、支总计均为870.00万元。", "870.00万元", "contradicted", "digit_slip", "840.00"),
    "digit_slip-one-more": Case("总体", "2023年度收、支总计均为8,440.00万元。", "8,440.00万元", "contradicted", "digit_slip", "840.00"),
    "digit_slip-one-less": Case("总体", "2023年度收、支总计均为84.00万元。", "84.00万元", "contradicted", "digit_slip", "840.00"),
    "swapped_siblings": Case(
        "支出", "本年支出合计810.00万元，其中：基本支出200.00万元，项目支出610.00万元。", "200.00万元", "contradicted",
        "swapped_siblings", "610.00", "项目支出",
    ),
    "swapped_siblings-with a zero": Case(
        "三公", "公务用车购置费支出决算21.50万元，公务用车运行维护费支出决算0万元。", "0万元", "contradicted", "swapped_siblings",
        "21.50", "公务用车购置费",
    ),
    "other_scope": Case("总体", "2023年度收、支总计均为620.00万元。", "620.00万元", "contradicted", "other_scope", "840.00", "公开04"),
    "other_scope-of-an-account": Case("一般", f"{ITEM}支出决算为310.00万元。", "310.00万元", "contradicted", "other_scope", "285.00", "公开03"),
    "other_row": Case(
        "一般", f"{ITEM}支出决算为190.00万元。", "190.00万元", "contradicted", "other_row", "285.00", "社会保障和就业支出"
    ),
    "direction": Case(
        "三公", "公务接待费年初预算为4.00万元，支出决算为3.00万元，决算数大于年初预算数。", "决算数大于年初预算数", "contradicted", "direction"
    ),
    "direction-of-equals": Case(
        "三公", "公务用车购置费年初预算为0万元，支出决算为0万元，决算数小于年初预算数。", "决算数小于年初预算数", "contradicted", "direction"
    ),
    "direction-equal-said-of-unequal": Case(
        "三公", "公务接待费年初预算为4.00万元，支出决算为3.00万元，决算数等于年初预算数。", "决算数等于年初预算数", "contradicted", "direction"
    ),
    "flat_conflict": Case(
        "三公", "公务接待费年初预算为4.00万元，支出决算为3.00万元，决算数与年初预算数持平。", "与年初预算数持平", "contradicted", "flat_conflict"
    ),
    "flat_conflict-beside-a-change": Case(
        "三公", "公务接待费支出决算为3.00万元，比上年增加0.50万元，与上年持平。", "与上年持平", "contradicted", "flat_conflict"
    ),
    "base that cannot be told from zero": Case("支出", "本年支出合计810.00万元，比上年增加809.9951万元，增长2.9%。", "2.9%", "contradicted", "zero_base"),
    "zero_base": Case("三公", "公务接待费支出决算为3.00万元，比上年增加3.00万元，增长100%。", "100%", "contradicted", "zero_base"),
    "zero_denominator": Case(
        "三公", "公务用车购置费年初预算为0万元，支出决算为0万元，完成年初预算的100%。", "100%", "contradicted", "zero_denominator"
    ),
    "none-where-there-is": Case("三公", "本年度无公务接待费支出。", "无公务接待费支出", "contradicted"),
    "unknown": Case("总体", "2023年度收、支总计均为513.27万元。", "513.27万元", "contradicted", "unknown", "840.00"),
    "truncation": Case("支出", small.SECTIONS["支出"].replace("75.31%", "75.30%"), "75.30%", "contradicted", "truncation", "75.31"),
    "rounding": Case("支出", small.SECTIONS["支出"].replace("24.69%", "24.70%"), "24.70%", "contradicted", "rounding", "24.69"),
    "completion-plainly-wrong": Case(
        "三公", "公务接待费年初预算为4.00万元，支出决算为3.00万元，完成年初预算的42.00%。", "42.00%", "contradicted",
        "unknown", "75.00",
    ),
    "change-from-a-year-without-of-another-amount": Case(
        "三公", "公务接待费支出决算为3.00万元，比上年增加2.60万元，上年未安排该项支出。", "2.60万元", "contradicted"
    ),
    "difference-rate-plainly-wrong": Case(
        "三公", "公务接待费年初预算数4.00万元，决算数3.00万元，预决算差异率-52.00%。", "-52.00%", "contradicted"
    ),
    "fiscal-basic-spending-plainly-wrong": Case(
        "财政", "2023年度财政拨款支出605.00万元，其中：财政拨款基本支出571.00万元。", "571.00万元", "contradicted"
    ),
    "deviation-plainly-wrong": Case("三公", "公务接待费年初预算为4.00万元，支出决算为3.00万元，比年初预算减少2.30万元。", "2.30万元", "contradicted"),
}  # fmt: skip

# what was or is hard to judge, as it should be
HARD: dict[str, Case] = {
    "a-share-of-the-wrong-whole-is-confirmed": Case(
        "收入",
        small.SECTIONS["收入"].replace("18.75%", "25.00%"),
        "25.00%",
        "contradicted",
        "wrong_base",
        "18.75",
    ),
    "a-share-is-derived-from-cells": Case(
        "收入", small.SECTIONS["收入"], "18.75%", "supported", evidence="derivation"
    ),
    "a-wrong-share-implies-the-right-one": Case(
        "收入",
        small.SECTIONS["收入"].replace("18.75%", "30.15%"),
        "30.15%",
        "contradicted",
        "unknown",
        "18.75",
    ),
    "a-budget-of-an-item": Case(
        "三公",
        "公务接待费预算为4.00万元，支出决算为3.00万元，比年初预算减少1.00万元。",
        "4.00万元",
        "supported",
    ),
    "a-budget-of-the-total": Case(
        "三公",
        "“三公”经费预算为32.00万元，支出决算为28.00万元，比年初预算减少4.00万元。",
        "32.00万元",
        "supported",
    ),
    "a-budget-of-no-name": Case("三公", small.SECTIONS["三公"], "32.00万元", "supported", evidence="cell"),
    "decrease-and-growth": Case(
        "三公",
        "公务接待费3.00万元，比上年减少0.65万元，增长17.81%。",
        "17.81%",
        "contradicted",
        "direction",
    ),
    "a-base-that-may-be-zero": Case(
        "三公", "公务用车购置费支出决算为0.61万元，比上年增加0.60万元，增长4000%。", "4000%", "consistent"
    ),
    "nothing-from-the-bottom-line": Case(
        "国资", small.SECTIONS["国资"], "没有使用国有资本经营预算安排支出", "supported"
    ),
    "counts-have-no-last-digit": Case(
        "资产", "本部门共有车辆9辆，其中：机要通信用车3辆、其他用车5辆。", "9辆", "unverifiable"
    ),
    "running-cost-over-its-form": Case(
        "运行", "2023年度机关运行经费支出95.00万元。", "95.00万元", "contradicted"
    ),
}

# the hard ones that are judged wrongly today: name → why; an entry goes when its case holds
KNOWN_GAPS: dict[str, str] = {
    "a-base-that-may-be-zero": "0.61 − 0.60 leaves 0.00 to 0.02: the rate is open, but is judged as if it were exact",
    "running-cost-over-its-form": "机关运行经费 is at most 公用经费 of 公开06 (N11), which is not looked at",
}


def differences(case: Case) -> list[str]:
    """What is said otherwise of a case."""
    result = seen.audit({case.section: case.text}, alone=True)
    found = seen.verdict(result, case.figure, case.section)
    wrong = [] if found.verdict == case.verdict else [f"{found.verdict}, not {case.verdict}"]
    if case.evidence is not None and found.evidence != case.evidence:
        wrong.append(f"evidence {found.evidence}, not {case.evidence}")
    if case.hypothesis is not None:
        fits = {d.hypothesis: d for d in found.diagnosis}
        if case.hypothesis not in fits:
            return [*wrong, f"{sorted(fits)}, not {case.hypothesis}"]
        named = fits[case.hypothesis]
        if case.implied is not None and named.implied != Decimal(case.implied):
            wrong.append(f"implied {named.implied}, not {case.implied}")
        if case.where is not None and named.where != case.where:
            wrong.append(f"where {named.where}, not {case.where}")
    return wrong


@pytest.mark.parametrize("case", HOLDS.values(), ids=HOLDS)
def test_what_holds(case: Case) -> None:
    assert differences(case) == []


@pytest.mark.parametrize("case", FAILS.values(), ids=FAILS)
def test_what_fails_and_why(case: Case) -> None:
    assert differences(case) == []


@pytest.mark.parametrize("name", HARD)
def test_what_is_hard_or_still_a_known_gap(name: str) -> None:
    wrong = differences(HARD[name])
    if name in KNOWN_GAPS:
        assert wrong, f"no gap any more: {KNOWN_GAPS[name]}"
    else:
        assert wrong == []


AMOUNTS = st.decimals(min_value=Decimal("0.01"), max_value=10**7, places=2)


def total_of(value: str) -> Audit:
    return seen.audit({"总体": f"2023年度收、支总计均为{value}。"}, alone=True)


@settings(deadline=None, max_examples=25)
@given(AMOUNTS)
def test_an_amount_holds_exactly_within_what_its_digits_leave(value: Decimal) -> None:
    text = f"{value:,}万元"
    found = seen.verdict(total_of(text), text, "总体")
    off = abs(value - Decimal("840.00"))
    assert found.verdict == ("supported" if off <= Decimal("0.01") else "contradicted")
    assert found.said == value
    assert found.computed == Decimal("840.00")
    assert found.gap is not None
    assert abs(found.gap - off) < Decimal("0.000001")


@pytest.mark.parametrize(
    ("printed", "verdict"),
    [
        ("840", "supported"),
        ("840.0", "supported"),
        ("840.1", "contradicted"),
        ("0.084亿", "supported"),
        ("0.09亿", "contradicted"),
        ("0.1亿", "supported"),
    ],
)
def test_a_coarser_printing_leaves_no_more_than_its_last_digit(printed: str, verdict: str) -> None:
    text = printed if printed[-1] in "亿万" else f"{printed}万元"
    assert seen.verdict(total_of(text), text, "总体").verdict == verdict


def test_what_is_said_is_in_the_printed_unit() -> None:
    found = seen.verdict(total_of("8,400,000.00元"), "8,400,000.00元", "总体")
    assert (found.said, found.computed) == (Decimal("8400000.00"), Decimal("8400000.00"))


def test_every_claim_has_one_verdict_and_one_link() -> None:
    result = seen.audit()
    ids = [c.id for c in result.claims]
    assert [v.claim for v in result.verdicts] == ids
    assert [x.claim for x in result.links] == ids


def test_a_report_that_ties_has_no_error() -> None:
    result = seen.audit()
    assert [f for f in result.findings if f.severity == "error"] == []
    assert not [v for v in result.verdicts if v.verdict == "contradicted"]


def test_a_doubtful_table_is_evidence_for_nothing() -> None:
    report = small.report({"支出": "本年支出合计810.00万元，其中：基本支出999.00万元。"})
    tables = tuple(dataclasses.replace(t, doubtful=t.form == "公开03") for t in report.tables)
    result = gouji.audit(dataclasses.replace(report, tables=tables))
    assert len(seen.findings(result, "parse.doubtful")) == 1
    cells = {c.id for t in tables if t.form == "公开03" for c in t.cells}
    for link in result.links:
        verdict = next(v for v in result.verdicts if v.claim == link.claim)
        assert not (cells & set(link.cells)) or verdict.verdict == "unverifiable"
    assert not [f for f in result.findings if f.code.startswith("table.") and cells & set(f.cells)]


def _off_by(form: str, columns: range) -> str:
    """A form whose amounts in some columns are all moved by unlike sums, as where a column was read wrongly."""
    lines = []
    for number, line in enumerate(small.FORMS[form].split("\n")):
        parts = line.split("|")
        for column in columns:
            if ".00" in line and column < len(parts) and parts[column]:
                parts[column] = f"{Decimal(parts[column]) + 7 * number + column}"
        lines.append("|".join(parts))
    return "\n".join(lines)


def test_a_cell_that_was_hardly_read_is_not_held_against_a_claim() -> None:
    report = small.report({"总体": "2023年度收、支总计均为513.00万元。"})
    low = Decimal("0.10")
    tables = tuple(
        dataclasses.replace(t, cells=tuple(dataclasses.replace(c, confidence=low) for c in t.cells))
        for t in report.tables
    )
    result = gouji.audit(dataclasses.replace(report, tables=tables))
    assert seen.verdict(result, "513.00万元", "总体").verdict == "unverifiable"
    assert "ocr.low_confidence" in {note.code for note in result.report.notes}


def in_yuan(form: str) -> str:
    """A form in 元."""
    words = small.FORMS[form].replace("金额单位：万元", "金额单位：元")
    return re.sub(r"(?m)(?<![\d.])\d+\.\d\d(?=\||$)", lambda m: f"{Decimal(m.group()) * 10000:.2f}", words)


def test_tables_in_元_and_a_narrative_in_万元() -> None:
    sections = {"支出": small.SECTIONS["支出"].replace("610.00", "601.00")}
    for forms in (small.FORMS, ["公开03"]):
        result = seen.audit(sections, {form: in_yuan(form) for form in forms})
        assert [f.code for f in result.findings if f.severity == "error"] == ["figure.contradicted"]
        found = seen.verdict(result, "601.00万元", "支出")
        assert (found.verdict, found.computed) == ("contradicted", Decimal("610.00"))
        assert seen.verdict(result, "840.00万元", "总体").verdict == "supported"


def test_a_table_most_of_whose_sums_fail_is_doubted_once() -> None:
    result = seen.audit(forms={"公开05": _off_by("公开05", range(2, 5))})
    assert len(seen.findings(result, "parse.doubtful")) == 1
    assert not seen.findings(result, "table.identity")
    assert seen.verdict(result, "605.00万元", "一般").verdict == "unverifiable"


def test_blank_columns_do_not_outvote_a_column_that_fails() -> None:
    result = seen.audit(forms={"公开03": _off_by("公开03", range(3, 4))})
    assert seen.findings(result, "parse.doubtful")
    assert not seen.findings(result, "table.identity")


@pytest.mark.parametrize("digits", [20, 27, 40])
def test_a_figure_glued_together_is_wrong_but_no_crash(digits: int) -> None:
    text = "123456789" * (digits // 9) + "1" * (digits % 9) + ".00万元"
    result = seen.audit(
        {"总体": f"2023年度收、支总计均为{text}，比上年增加{text}，增长{text[:-2]}%。"}, alone=True
    )
    assert seen.verdict(result, text, "总体").verdict == "contradicted"


def test_a_figure_of_sixty_digits_is_no_crash() -> None:
    result = seen.audit({"总体": f"2023年度收、支总计均为{'1' * 60}.00万元。"}, alone=True)
    assert [v.verdict for v in result.verdicts] == ["contradicted"]


def test_a_share_is_of_the_whole_of_its_own_year() -> None:
    words = "2023年度本年收入合计800.00万元，2022年度收入合计760.00万元。财政拨款收入600.00万元，占收入合计的75.00%。"
    result = seen.audit({"收入": words}, drop=("公开02", "公开01"))
    assert seen.verdict(result, "75.00%", "收入").verdict == "consistent"


def test_a_share_of_the_outturn_is_not_of_the_budget() -> None:
    words = "“三公”经费支出决算为40.00万元，全年预算为50.00万元。公务接待费支出10.00万元，占“三公”经费支出的25.00%。"
    result = seen.audit({"三公": words}, drop=("公开09",))
    assert seen.verdict(result, "25.00%", "三公").verdict == "consistent"


def test_a_rate_against_a_named_year_is_not_held_against_last_year() -> None:
    words = (
        "公务接待费支出5.00万元，比上年4.00万元增加1.00万元，增长25.00%，较2019年减少5.00万元，下降50.00%。"
    )
    result = seen.audit({"三公": words}, drop=("公开09",))
    assert seen.verdict(result, "50.00%", "三公").verdict != "contradicted"


@pytest.mark.parametrize(
    ("words", "hypothesis"),
    [
        ("公务接待费年初预算8.00万元，支出决算4.00万元，完成年初预算的200.00%。", "wrong_base"),
        ("公务接待费支出8.00万元，比上年增加2.00万元，增长20.00%。", "direction"),
        ("公务接待费支出8.00万元，比上年增加2.00万元，增长25.00%。", "wrong_base"),
    ],
)
def test_how_a_rate_went_wrong(words: str, hypothesis: str) -> None:
    result = seen.audit({"三公": words}, drop=("公开09",))
    rate = words[-8:-1].strip("的长")
    found = seen.verdict(result, rate if rate in words else words[-7:-1], "三公")
    assert found.verdict == "contradicted"
    assert hypothesis in {d.hypothesis for d in found.diagnosis}


@pytest.mark.parametrize(
    ("rate", "word", "verdict"),
    [
        ("97.71", "大于", "contradicted"),
        ("97.71", "小于", "consistent"),
        ("104.20", "小于", "contradicted"),
        ("100.00", "小于", "unverifiable"),
    ],
)
def test_more_or_less_than_a_budget_that_only_its_rate_tells(rate: str, word: str, verdict: str) -> None:
    words = f"公务接待费支出决算为4.00万元，完成预算{rate}%，决算数{word}预算数的主要原因是压减开支。"
    result = seen.audit({"三公": words}, drop=("公开09",))
    (claim,) = [c for c in result.claims if c.kind == "comparison"]
    assert next(v for v in result.verdicts if v.claim == claim.id).verdict == verdict


def test_a_rate_printed_before_its_amount_is_held_against_it() -> None:
    words = "2023年度一般公共预算财政拨款支出605.00万元，同比增长{}%，增加105.00万元。"
    good, bad = (seen.audit({"一般": words.format(rate)}) for rate in ("21.00", "35.07"))
    assert seen.verdict(good, "21.00%", "一般").verdict == "consistent"
    assert seen.verdict(bad, "35.07%", "一般").verdict == "contradicted"
