"""Changes against those of their parts, and what lies within what: told where it fails, silent where it is not said."""

from __future__ import annotations

import pytest

from tests.verify import seen

THREE = "“三公”经费支出28.00万元，比上年减少3.30万元，其中：因公出国（境）费{}，公务用车购置及运行维护费{}，公务接待费{}。"

HELD = [
    ("减少0.30万元", "减少2.10万元", "减少0.90万元"),
    ("与上年持平", "减少2.40万元", "减少0.90万元"),
    ("增加1.00万元", "减少3.40万元", "减少0.90万元"),
    ("减少0.30万元", "减少2.11万元", "减少0.90万元"),  # last digits
]
BROKEN = [
    ("与上年持平", "减少2.10万元", "减少0.90万元"),
    ("增加0.30万元", "减少2.10万元", "减少0.90万元"),
]
UNSAID = [
    ("与上年基本持平", "减少2.10万元", "减少0.90万元"),
    ("3.50万元", "减少2.10万元", "减少0.90万元"),
    ("占比提高0.30个百分点", "减少2.10万元", "减少0.90万元"),
]


def outcome(parts: tuple[str, str, str]) -> str:
    checks = seen.audit({"三公": THREE.format(*parts)}, alone=True).checks
    return next(c.outcome for c in checks if c.code == "change.three_public")


@pytest.mark.parametrize("parts", HELD)
def test_parts_that_make_the_change(parts: tuple[str, str, str]) -> None:
    assert outcome(parts) == "pass"


@pytest.mark.parametrize("parts", BROKEN)
def test_parts_that_do_not(parts: tuple[str, str, str]) -> None:
    assert outcome(parts) == "fail"
    (found,) = seen.findings(seen.audit({"三公": THREE.format(*parts)}, alone=True), "change.parts")
    assert found.severity == "error"
    assert found.said == "3.30万元"


@pytest.mark.parametrize("parts", UNSAID)
def test_a_part_that_is_not_said_leaves_the_sum_open(parts: tuple[str, str, str]) -> None:
    assert outcome(parts) == "insufficient_data"


def test_a_part_cannot_rise_by_more_than_it_is() -> None:
    """因公出国（境）费 of form 09 is 3.50: it cannot have risen by 3.60, but may by 3.50."""
    for rest, told in (("减少6.00万元", ["warning"]), ("减少5.90万元", [])):
        text = THREE.format("3.50万元", rest, "减少0.90万元")
        result = seen.audit({"三公": text})
        found = seen.findings(result, "change.parts")
        assert [f.severity for f in found] == told
        assert all("因公出国（境）费未说增减" in f.message for f in found)


def test_over_paragraphs_it_is_a_warning() -> None:
    text = (
        "“三公”经费比上年减少3.30万元，下降10.54%。\n\n1、因公出国（境）费3.50万元，与上年持平。\n\n"
        "2、公务用车购置及运行维护费21.50万元，比上年减少2.10万元。\n\n3、公务接待费3.00万元，比上年减少0.90万元。"
    )
    (found,) = seen.findings(seen.audit({"三公": text}, alone=True), "change.parts")
    assert found.severity == "warning"
    assert "3.3万元，各项之和为-3万元" in found.message


def test_what_a_reason_says_is_no_part() -> None:
    words = "“三公”经费支出28.00万元，比上年减少3.30万元，主要原因是因公出国（境）费与上年持平，公务用车购置及运行维护费减少2.10万元，公务接待费减少0.90万元。"
    assert not seen.findings(seen.audit({"三公": words}, alone=True), "change.parts")


FIRMS = "政府采购支出总额60.00万元。授予中小企业合同金额{}万元，其中：授予小微企业合同金额{}万元。"


@pytest.mark.parametrize(
    ("small", "micro", "codes"),
    [
        ("45.00", "45.00", []),
        ("45.00", "50.00", ["bound.micro_firms"]),
        ("65.00", "50.00", ["bound.small_firms"]),
    ],
)
def test_what_lies_within_what(small: str, micro: str, codes: list[str]) -> None:
    result = seen.audit({"采购": FIRMS.format(small, micro)}, alone=True)
    assert [c.code for c in result.checks if c.outcome == "fail" and c.code.startswith("bound")] == codes
    assert len(seen.findings(result, "figure.out_of_range")) == len(codes)


def test_more_cars_on_the_road_than_the_unit_has() -> None:
    result = seen.audit(
        {"资产": "截至2023年12月31日，本部门共有车辆6辆，其中：机要通信用车1辆、其他用车5辆。"}
    )
    assert [c.code for c in result.checks if c.outcome == "fail" and c.code.startswith("bound")] == [
        "bound.fleet"
    ]
