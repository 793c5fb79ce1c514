"""What the explanation must hold: a section or a count that is left out is told, a merged or renamed one is not."""

from __future__ import annotations

import pytest
from gouji.model import Audit

from tests import small
from tests.verify import seen, whole

LEFT_OUT = {
    "section.procurement": "采购",
    "section.assets": "资产",
    "section.performance": "绩效",
    "section.running_cost": "运行",
    "section.fund": "基金",
}


def without(name: str, instead: str = "") -> Audit:
    """The whole report without one section, or with that text under a heading that does not tell."""
    words = whole.text().replace(small.TITLES[name], "其他事项")
    told = small.SECTIONS[name]
    return seen.audit_text(words.replace(told, instead or "本部门无其他需要说明的事项。"))


@pytest.mark.parametrize(("code", "name"), LEFT_OUT.items(), ids=LEFT_OUT)
def test_a_section_that_is_left_out(code: str, name: str) -> None:
    drop = [small.FORMS["公开07"]] if name == "基金" else []
    words = whole.text()
    for form in drop:
        words = words.replace(form.replace("|", "\t"), "")
    words = "\n".join(
        line for line in words.splitlines() if small.TITLES[name] not in line and small.SECTIONS[name] not in line
    )  # fmt: skip
    words = words.replace("七、政府性基金预算财政拨款收入支出决算表\n", "") if drop else words
    words = words.replace("政府性基金", "基金") if drop else words
    result = seen.audit_text(words)
    outcome = {c.code: c.outcome for c in result.checks}
    assert outcome[code] == "fail"
    assert [f.severity for f in seen.findings(result, "section.missing")] == ["warning"]


def test_the_same_under_another_heading_is_there() -> None:
    result = without("资产", "截至2023年12月31日，本部门共有车辆8辆，其中：机要通信用车3辆、其他用车5辆。")
    assert not seen.findings(result, "section.missing")


def test_nothing_is_asked_of_an_excerpt_nor_of_a_budget() -> None:
    few = seen.audit({"三公": small.SECTIONS["三公"]}, alone=True)
    assert not seen.findings(few, "section.missing")
    assert {c.outcome for c in few.checks if c.code.startswith("section.")} == {"insufficient_data"}
    words = whole.text().replace("决算", "预算")
    assert {c.outcome for c in seen.audit_text(words).checks if c.code.startswith("section.")} == {
        "not_applicable"
    }


COUNTS = {
    "required.delegations": "，全年因公出国（境）团组1个，累计2人次",
    "required.fleet": "，年末公务用车保有量8辆",
    "required.receptions": "，共接待国内来访12批次、96人次",
}


@pytest.mark.parametrize(("code", "words"), COUNTS.items(), ids=COUNTS)
def test_an_amount_without_its_count(code: str, words: str) -> None:
    outcomes = {c.code: c.outcome for c in seen.audit_text(whole.changed((words, ""))).checks}
    assert outcomes[code] == "fail" or code == "required.fleet"
    assert {c.outcome for c in seen.audit_text(whole.text()).checks if c.code == code} == {"pass"}
