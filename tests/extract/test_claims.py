"""Claims of sentences with readable marks: every way of §1.1–1.15 of the field notes to state a figure."""

from __future__ import annotations

import pytest

from tests.extract.marked import Case, cases, differences, gaps, parse

CASES = cases()
KNOWN_GAPS = gaps()


@pytest.mark.parametrize("case", [pytest.param(case, id=name) for name, case in CASES])
def test_every_figure_is_read_as_marked(case: Case) -> None:
    assert differences(case) == []


@pytest.mark.parametrize(
    ("case", "reason"), [pytest.param(case, reason, id=f"{n}") for n, (reason, case) in enumerate(KNOWN_GAPS)]
)
def test_known_gaps_are_still_gaps(case: Case, reason: str) -> None:
    assert differences(case), f"no gap any more, move it to claims.txt: {reason}: {case.marked}"


def test_the_cases_are_many() -> None:
    assert sum(len(parse(case.marked)[1]) for _, case in CASES) >= 250


def test_marks_are_parsed() -> None:
    text, marks = parse("收入合计[800.00万元|level|本年收入合计|m=决算]，占[75%|share|A&B|~]。")
    assert text == "收入合计800.00万元，占75%。"
    assert [(m.text, m.kind, m.subjects) for m in marks] == [
        ("800.00万元", "level", ("本年收入合计",)),
        ("75%", "share", ("A", "B")),
    ]
    assert [text[m.start : m.end] for m in marks] == [m.text for m in marks]
    assert (marks[0].slots, marks[1].approximate) == ({"m": "决算"}, True)


@pytest.mark.parametrize(
    ("marked", "difference"),
    [
        ("收入合计[800.00万元|change|本年收入合计]。", "not change"),
        ("收入合计[800.00万元|level|本年支出合计]。", "not 本年支出合计"),
        ("收入合计[800.00万元|level|本年收入合计|m=年初预算]。", "measure"),
        ("收入合计[800.00万元|level|本年收入合计|~]。", "approximate"),
        ("收入合计800.00万元。", "unmarked claim"),
        ("收入合计[与上年持平|flat|本年收入合计]，[有800.00万元|level|?]。", "no claim"),
    ],
)
def test_a_wrong_mark_is_seen(marked: str, difference: str) -> None:
    assert any(difference in line for line in differences(Case("收入", marked)))
