"""The ledger: every printed figure of the explanation is in exactly one claim, or shared by several, or a nonclaim."""

from __future__ import annotations

import dataclasses
from collections import Counter, defaultdict

import gouji
from gouji.extract import extract
from gouji.extract.passes import figures
from gouji.model import Extraction, Paragraph, Report, Section
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import small
from tests.extract.marked import cases, gaps, parse

AMOUNTS = ["12.00万元", "1,234.56万元", "0万元", "3.4%", "120.00%", "5元", "2.03亿元", "1.2", "88"]
COUNTS = ["3辆", "12人次", "一名", "0台（套）", "38批次", "两个", "99.5分"]
PIECES = [
    "2023年度", "与2022年度相比，", "收、支总计", "公务接待费支出", "因公出国（境）费", "其中：", "人员经费", "支出决算为", "年初预算为",
    "较上年", "增加", "下降", "占", "完成年初预算的", "均为", "分别为", "各", "主要原因是", "主要用于", "，", "；", "。", "、", "和",
    "（含", "）", "1.", "（2）", "一是", "二是", "与上年持平", "没有", "单价50万元以上", "国发〔2014〕45号", "公开03表", "图1：", "12345热线",
    "截至2023年12月31日", "一般公共服务支出（类）档案事务（款）行政运行（项）", "“", "”", "《", "》", "第3期", "约", "左右", "--", "比", "2010601",
    "12-15万元", "412.5,414.4万元", "三十几万元", "的", "为", "：", "项目", "得分", "用车",
]  # fmt: skip
SENTENCES = st.lists(st.sampled_from([*PIECES, *AMOUNTS, *COUNTS]), max_size=24).map("".join)


def report_of(paragraphs: list[str], title: str = "三公") -> Report:
    sections = (
        Section("s3", "第三部分", "决算情况说明", "explanation"),
        Section("s3.1", "一、", small.TITLES[title], "explanation"),
    )
    made = tuple(Paragraph(f"p{n}", "s3.1", None, text) for n, text in enumerate(paragraphs, 1))
    return dataclasses.replace(small_report(), sections=sections, paragraphs=made)


_SMALL: list[Report] = []


def small_report() -> Report:
    if not _SMALL:
        _SMALL.append(small.report())
    return _SMALL[0]


def assert_ledger(report: Report, found: Extraction) -> None:
    """Every figure that `find` sees in the explanation is said once, at its place and in its own words."""
    role = {s.id: s.role for s in report.sections}
    text = {p.id: p.text for p in report.paragraphs}
    printed = Counter(
        (p.id, f.start, f.end)
        for p in report.paragraphs
        if role.get(p.section or "") == "explanation"
        for f in figures(p.text)
    )
    paragraph = {s.id: s.paragraph for s in found.sentences}
    claimed: defaultdict[tuple[str, int, int], list[bool]] = defaultdict(list)
    for claim in found.claims:
        assert text[paragraph[claim.sentence]][claim.start : claim.end] == claim.text
        if claim.value is not None:
            claimed[paragraph[claim.sentence], claim.start, claim.end].append(claim.shared)
    left = Counter((paragraph[n.sentence], n.start, n.end) for n in found.nonclaims)
    for nonclaim in found.nonclaims:
        assert text[paragraph[nonclaim.sentence]][nonclaim.start : nonclaim.end] == nonclaim.text
    assert all(len(shared) == 1 or all(shared) for shared in claimed.values())
    assert Counter(dict.fromkeys(claimed, 1)) + left == printed


def assert_sentences(report: Report, found: Extraction) -> None:
    """The sentences lie in their paragraphs and leave nothing out; what is found lies in its sentence."""
    text = {p.id: p.text for p in report.paragraphs}
    by_id = {s.id: s for s in found.sentences}
    joined: defaultdict[str, str] = defaultdict(str)
    for sentence in found.sentences:
        assert text[sentence.paragraph][sentence.start : sentence.end] == sentence.text
        joined[sentence.paragraph] += sentence.text
    assert all(joined[name] == text[name] for name in joined)
    for each in (*found.claims, *found.nonclaims):
        own = by_id[each.sentence]
        assert own.start <= each.start < own.end
    for reason in found.reasons:
        own = by_id[reason.sentence]
        assert text[own.paragraph][reason.start : reason.end] == reason.text
        for factor in reason.factors:
            assert text[own.paragraph][factor.start : factor.end] == factor.text
            assert reason.start <= factor.start <= factor.end <= reason.end
        assert set(reason.explains) <= {c.id for c in found.claims}


def assert_ids(found: Extraction) -> None:
    for group in (found.sentences, found.claims, found.reasons):
        ids = [each.id for each in group]
        assert len(ids) == len(set(ids))


@settings(deadline=None, max_examples=150)
@given(
    st.lists(SENTENCES, min_size=1, max_size=3),
    st.sampled_from(["三公", "总体", "一般", "采购", "资产", "绩效"]),
)
def test_every_figure_is_told_once(paragraphs: list[str], title: str) -> None:
    report = report_of([text for text in paragraphs if text] or ["无"], title)
    found = extract(report)
    assert_ledger(report, found)
    assert_sentences(report, found)
    assert_ids(found)


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=60))
def test_any_text_keeps_the_ledger(text: str) -> None:
    report = report_of([text])
    found = extract(report)
    assert_ledger(report, found)
    assert_sentences(report, found)


def test_the_marked_sentences_keep_the_ledger() -> None:
    report = report_of([parse(case.marked)[0] for _, case in cases()])
    assert_ledger(report, extract(report))


def test_the_known_gaps_keep_the_ledger() -> None:
    report = report_of([parse(case.marked)[0] for _, case in gaps()])
    assert_ledger(report, extract(report))


def test_only_the_explanation_is_read() -> None:
    report = small_report()
    found = extract(report)
    role = {s.id: s.role for s in report.sections}
    assert {role[s.section or ""] for s in found.sentences} == {"explanation"}
    assert_ledger(report, found)


def test_the_coverage_is_the_ledger() -> None:
    audit = gouji.audit(small_report())
    places = {(c.sentence, c.start, c.end) for c in audit.claims if c.value is not None}
    assert audit.coverage.figures == audit.coverage.claims + audit.coverage.nonclaims
    assert audit.coverage.claims == len(places)
    assert audit.coverage.nonclaims == len(audit.nonclaims)
    assert len(audit.verdicts) == len(audit.links) == len(audit.claims)


def test_a_shared_figure_counts_once() -> None:
    audit = gouji.audit(report_of(["因公出国（境）费、公务接待费均为0万元。"]))
    assert [c.subject for c in audit.claims] == ["因公出国（境）费", "公务接待费"]
    assert all(c.shared for c in audit.claims)
    assert (audit.coverage.figures, audit.coverage.claims) == (1, 1)


def test_extraction_is_the_same_each_time() -> None:
    report = small_report()
    assert extract(report) == extract(report)
