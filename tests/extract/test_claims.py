"""Claims of sentences with readable marks: every way of §1.1–1.15 of the field notes to state a figure."""

from __future__ import annotations

import dataclasses
from typing import NamedTuple

import pytest
from gouji.extract import extract
from gouji.model import Claim, Paragraph

from tests.extract.marked import Case, cases, differences, gaps, parse, report_of

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


class Explained(NamedTuple):
    """A text (paragraphs parted by a line feed), its reasons, and the figures that the first of them explains."""

    section: str
    text: str
    reasons: tuple[str, ...]
    figures: tuple[str, ...]


RISE = "收、支总计840.00万元，比上年增加40.00万元，增长5.00%"
RATE = ("40.00万元", "5.00%")
REASONS = [
    Explained("总体", f"{RISE}，主要原因是新增馆藏项目。", ("新增馆藏项目",), RATE),
    Explained("总体", f"{RISE}。主要原因是新增馆藏项目。", ("新增馆藏项目",), RATE),
    Explained("总体", f"{RISE}。主要原因：新增馆藏项目。", ("新增馆藏项目",), RATE),
    Explained("总体", f"{RISE}。主要系人员调入。", ("人员调入",), RATE),
    Explained("总体", f"{RISE}，主要原因是主要是人员调入。", ("人员调入",), RATE),
    Explained("总体", f"{RISE}。\n主要原因是新增馆藏项目。", ("新增馆藏项目",), RATE),
    Explained(
        "总体", f"{RISE}。主要原因：一是人员调入；二是工资晋级。", ("一是人员调入；二是工资晋级",), RATE
    ),
    Explained("总体", f"{RISE}。主要原因是人员调入。本部门共有车辆9辆。", ("人员调入",), RATE),
    Explained("三公", "公务接待费3.00万元，主要用于接待上级检查。", (), ()),
    Explained("三公", "公务接待费3.00万元，主要是用于接待上级检查。", (), ()),
    Explained("三公", "公务接待费3.00万元，主要包括用餐和住宿。", (), ()),
    Explained(
        "三公",
        "公务接待费年初预算为4.00万元，支出决算为3.00万元，完成年初预算的75.00%，决算数小于年初预算数的主要原因是来访减少。",
        ("来访减少",),
        ("75.00%", "决算数小于年初预算数"),
    ),
    Explained(
        "三公",
        "公务接待费3.00万元，比上年减少1.00万元，下降25.00%，主要原因是来访减少；因公出国（境）费3.50万元，比上年增加0.50万元，增长16.67%。",
        ("来访减少",),
        ("1.00万元", "25.00%"),
    ),
    Explained("三公", "公务接待费3.00万元，与上年持平，主要原因是来访未变。", ("来访未变",), ("与上年持平",)),
]
REASON_GAPS = [
    (
        Explained(
            "总体",
            f"{RISE}。主要原因：\n一是人员调入；\n二是工资晋级。",
            ("一是人员调入", "二是工资晋级"),
            RATE,
        ),
        "a list that begins in the next paragraph is lost, and an empty reason is reported in its place",
    ),
    (
        Explained(
            "总体",
            f"{RISE}。主要原因是：一是人员调入；\n二是工资晋级。",
            ("一是人员调入", "二是工资晋级"),
            RATE,
        ),
        "the second paragraph of a list is lost",
    ),
    (
        Explained("总体", f"{RISE}，主要是人员调入，其中：收入总计增加40.00万元。", ("人员调入",), RATE),
        "a reason runs on over ，其中：",
    ),
    (
        Explained(
            "总体", "收、支总计840.00万元，因人员调入较上年增加40.00万元，增长5.00%。", ("人员调入",), RATE
        ),
        "a cause in front of its change takes the change along",
    ),
    (
        Explained(
            "三公",
            "公务接待费3.00万元，比上年减少1.00万元，主要原因是来访减少；国内公务接待38批次。",
            ("来访减少",),
            ("1.00万元",),
        ),
        "a count behind ； is taken into the reason before it",
    ),
]


def explained(case: Explained) -> tuple[tuple[str, ...], set[str]]:
    first, *more = case.text.split("\n")
    report = report_of(Case(case.section, first), first)
    paragraphs = tuple(Paragraph(f"p{n}", "s3.1", None, text) for n, text in enumerate(more, 2))
    found = extract(dataclasses.replace(report, paragraphs=(*report.paragraphs, *paragraphs)))
    text = {c.id: c.text for c in found.claims}
    return tuple(r.text for r in found.reasons), {text[c] for r in found.reasons[:1] for c in r.explains}


@pytest.mark.parametrize("case", REASONS, ids=[case.text[-24:] for case in REASONS])
def test_a_reason_is_what_stands_behind_its_cue(case: Explained) -> None:
    reasons, figures = explained(case)
    assert reasons == case.reasons
    assert set(case.figures) <= figures


@pytest.mark.parametrize(("case", "reason"), REASON_GAPS)
def test_known_gaps_of_reasons_are_still_gaps(case: Explained, reason: str) -> None:
    reasons, figures = explained(case)
    assert (reasons, set(case.figures) <= figures) != (case.reasons, True), f"no gap any more: {reason}"


def said(title: str, text: str) -> list[Claim]:
    """The claims of a paragraph in its section."""
    report = report_of(Case(title, text), text)
    return [c for c in extract(report).claims if c.sentence.startswith(f"{report.paragraphs[-1].id}/")]


def test_two_comparators_of_one_equality_are_two_claims() -> None:
    flats = [c for c in said("三公", "公务接待费3.00万元，与预算数、上年决算数均持平。") if c.kind == "flat"]
    assert [(c.subject, c.basis) for c in flats] == [("公务接待费", "年初预算"), ("公务接待费", "上年")]


def test_one_amount_of_two_measures_is_two_claims() -> None:
    claims = said("三公", "公务接待费年初预算和支出决算均为0万元。")
    assert [(c.measure, c.shared) for c in claims] == [("年初预算", True), ("决算", True)]


def test_an_undirected_gap_takes_the_direction_of_its_amounts() -> None:
    claims = said("一般", "年初预算330.00万元，支出决算305.00万元，差额25.00万元。")
    assert (claims[-1].kind, claims[-1].direction, claims[-1].basis) == ("change", "decrease", "年初预算")


def test_a_heading_run_into_the_text_turns_to_its_topic() -> None:
    claims = said("运行", "3.国有资产占用情况。本部门共有车辆9辆。")
    assert [(c.subject, c.measure) for c in claims] == [("车辆", "资产")]


def test_a_bracket_gives_back_the_subject_before_it() -> None:
    claims = said("收入", "事业收入12.00万元（含教育收费2.00万元），比上年增加1.00万元。")
    assert claims[-1].subject == "事业收入"
