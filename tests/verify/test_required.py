"""What must be told beside an amount, and the matters that a whole explanation speaks of."""

from __future__ import annotations

import pytest
from gouji.model import Audit
from gouji.verify.required import Required, required

from tests import small
from tests.verify import seen

ITEMS = [entry for entry, _ in required() if entry.amount]
MATTERS = [entry for entry, _ in required() if entry.words]
OTHERS = {
    "采购": "2023年度政府采购支出总额12.00万元。",
    "资产": "本部门共有车辆2辆。",
    "绩效": "组织开展绩效自评。",
}


def told(text: str) -> Audit:
    return seen.audit({"三公": f"“三公”经费支出决算中，{text}。"}, alone=True)


@pytest.mark.parametrize("entry", ITEMS, ids=lambda entry: entry.code)
def test_what_an_amount_asks_for(entry: Required) -> None:
    lacking = [f.message for f in seen.findings(told(entry.example), "item.missing")]
    assert any(entry.name in message for message in lacking)
    kept = [f.message for f in seen.findings(told(entry.counter_example), "item.missing")]
    assert not any(entry.name in message for message in kept)


def test_what_one_amount_lacks_is_one_line() -> None:
    (found,) = seen.findings(told("公务接待费3.00万元"), "item.missing")
    assert found.severity == "warning"
    assert "国内公务接待批次、国内公务接待人次" in found.message


def test_receptions_from_abroad_are_not_those_at_home() -> None:
    text = "公务接待费3.00万元，其中：国（境）外接待费1.00万元，接待2批次、9人次"
    assert seen.findings(told(text), "item.missing")


def test_nothing_paid_asks_for_nothing() -> None:
    assert not seen.findings(told("公务接待费0.00万元"), "item.missing")


def test_a_count_in_a_table_is_told() -> None:
    form = (
        small.FORMS["公开09"]
        + "\n\n“三公”经费相关情况表\n\n项目|数量\n国内公务接待批次（批）|5\n国内公务接待人次（人）|50\n"
    )
    text = {"三公": "“三公”经费支出决算中，公务接待费3.00万元。"}
    assert not seen.findings(seen.audit(text, {"公开09": form}, alone=True), "item.missing")


@pytest.mark.parametrize("left", ["运行", *OTHERS])
def test_a_matter_that_is_told_nowhere(left: str) -> None:
    sections = {name: text for name, text in OTHERS.items() if name != left}
    drop = ("运行",) if left == "运行" else ()
    (found,) = seen.findings(seen.audit(sections, drop=drop), "section.missing")
    assert found.severity == "warning"
    assert small.TITLES[left][:2] in found.message
    assert not seen.findings(seen.audit(OTHERS), "section.missing")


def test_where_none_is_told_the_explanation_is_not_whole() -> None:
    assert not seen.findings(seen.audit(drop=("运行",)), "section.missing")


def test_every_matter_has_words_for_its_examples() -> None:
    words = {entry.code: regex for entry, regex in required()}
    for entry in MATTERS:
        assert words[entry.code].search(entry.counter_example)
        assert not words[entry.code].search(entry.example)
