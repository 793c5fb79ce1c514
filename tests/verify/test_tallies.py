"""Counts of projects against the summary of self-evaluations, on a small report with one attached."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from gouji.verify.tallies import tally_patterns

from tests import small
from tests.verify import seen

if TYPE_CHECKING:
    from gouji.model import Audit

SUMMARY = """
第五部分 附件

项目支出绩效自评结果汇总表
序号|项目名称|自评得分
1|藏品修复经费|95.20
2|库房改造经费|86.00
3|展览宣传经费|91.00
"""


def audited(words: str) -> Audit:
    return seen.audit_text(small.text({"绩效": words}) + SUMMARY.replace("|", "\t"))


def test_the_number_of_projects_is_that_of_the_summary() -> None:
    result = audited("本部门组织对2023年度项目开展绩效自评，涵盖项目3个。")
    found = seen.verdict(result, "3个", "绩效")
    assert (found.verdict, found.evidence) == ("supported", "derivation")
    assert seen.cell(result, seen.link(result, "3个", "绩效").cells[0]).endswith("序号")


def test_another_number_is_told() -> None:
    result = audited("本部门组织对2023年度项目开展绩效自评，涵盖项目4个。")
    (found,) = seen.findings(result, "count.incoherent")
    assert (found.severity, found.said, found.computed) == ("warning", "4个", "3")


def test_some_of_the_projects_are_not_all() -> None:
    result = audited("本部门组织对2023年度项目开展绩效自评，涵盖项目3个。其中2个项目的绩效自评情况如下。")
    assert seen.findings(result, "count.incoherent") == []


def test_grades_are_counted_by_their_scores() -> None:
    result = audited("绩效自评涵盖项目3个。上述项目中，2个项目自评等级为优，1个项目自评等级为良。")
    assert {seen.verdict(result, words, "绩效").verdict for words in ("2个", "1个")} == {"supported"}
    wrong = audited("绩效自评涵盖项目3个。上述项目中，1个项目自评等级为优，2个项目自评等级为良。")
    assert {seen.verdict(wrong, words, "绩效").verdict for words in ("2个", "1个")} == {"unverifiable"}


@pytest.mark.parametrize(("entry", "words"), tally_patterns(), ids=[e.code for e, _ in tally_patterns()])
def test_a_tally_is_of_its_example_only(entry, words) -> None:  # type: ignore[no-untyped-def]
    assert words.search(entry.example)
    assert not words.search(entry.counter_example)


def test_grades_that_add_up_to_all_projects_recompute_from_each_other() -> None:
    words = "本部门组织对2023年度项目开展绩效自评，涵盖项目{}个。上述项目中，9个项目自评等级为优，4个项目自评等级为良。"
    good = seen.audit({"绩效": words.format(13)})
    assert {seen.verdict(good, f, "绩效").verdict for f in ("13个", "9个", "4个")} == {"consistent"}
    bad = seen.audit({"绩效": words.format(12)})
    assert [(f.said, f.computed) for f in seen.findings(bad, "count.incoherent")] == [("12个", "13")]
    fewer = seen.audit({"绩效": words.format(15)})
    assert seen.findings(fewer, "count.incoherent") == []
