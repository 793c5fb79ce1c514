from __future__ import annotations

from collections.abc import Callable

import pytest
from gouji.model import Report
from gouji.read.clean import clean, clean_line, folded
from gouji.read.furniture import is_page_number, without_page_marks
from gouji.read.narrative.numbering import is_caption


def texts(report) -> list[str]:
    return [paragraph.text for paragraph in report.paragraphs]


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        ("2023 年度 收、支总计 均为 8,415.64 万元", "2023年度收、支总计均为8,415.64万元"),
        ("本　年\t收\u00a0入", "本年收入"),
        ("采购 PPP project 项目", "采购PPP project项目"),
        ("\ufeff一、概\u200b况", "一、概况"),
        ("⼀般公共预算", "一般公共预算"),
        ("１２３．４５％（含）", "１２３．４５％（含）"),
    ],
)
def test_clean(raw: str, cleaned: str) -> None:
    assert clean(raw) == cleaned


def test_bullets_are_layout() -> None:
    assert clean_line("- 1、某市大数据中心") == "1、某市大数据中心"
    assert clean_line("-0.07万元") == "-0.07万元"
    assert clean_line("- 4 -") == "-4-"


def test_folded_makes_quotes_and_brackets_equal() -> None:
    assert folded("“三公”经费（境）") == folded('"三公"经费(境)')


@pytest.mark.parametrize("line", ["5", "-4-", "—10—", "第3页", "3/30", "第3页，共70页"])
def test_page_numbers(line: str) -> None:
    assert is_page_number(without_page_marks(line) or "1")


@pytest.mark.parametrize("line", ["2023年", "100%。全年", "8,415.64", "-0.07"])
def test_no_page_numbers(line: str) -> None:
    assert not is_page_number(line)


def test_a_page_mark_in_mid_sentence_goes(from_text) -> None:
    report = from_text("一、概况\n\n负责电子政务云平台、第5页，共70页电子政务外网的建设。\n")
    assert texts(report)[-1] == "负责电子政务云平台、电子政务外网的建设。"


def test_a_paragraph_cut_by_blank_lines_is_one(from_text) -> None:
    report = from_text(
        "三、说明\n\n2023年度机关运行经费支出214.79万元，比年初预算\n\n数增加24.69万元，增长7.54%。\n\n"
        "全年预算为28.39万元，支出决算为28.39万元，完成全年预算的\n\n100%。全年出国团组2个。\n\n四、名词解释\n"
    )
    assert texts(report)[1:3] == [
        "2023年度机关运行经费支出214.79万元，比年初预算数增加24.69万元，增长7.54%。",
        "全年预算为28.39万元，支出决算为28.39万元，完成全年预算的100%。全年出国团组2个。",
    ]


def test_headings_items_and_captions_are_not_joined(from_text) -> None:
    report = from_text(
        "三、一般公共预算财政拨款支出决算情况说明\n（一）一般公共预算财政拨款支出决算总体情况\n"
        "1、教育支出2.93万元\n2、住房公积金支出220.20万元\n图1：收入支出决算变动情况\n(单位：万元)\n"
    )
    assert texts(report)[1:] == [
        "（一）一般公共预算财政拨款支出决算总体情况",
        "1、教育支出2.93万元",
        "2、住房公积金支出220.20万元",
        "图1：收入支出决算变动情况(单位：万元)",
    ]
    assert [p.kind for p in report.paragraphs] == ["heading", "heading", "body", "body", "caption"]


def test_a_sentence_that_ends_before_the_margin_is_no_title(from_pdf: Callable[..., Report]) -> None:
    """Set in by two characters and two short of the margin, it stands in the middle by chance."""

    def draw(pen) -> None:  # type: ignore[no-untyped-def]
        for place in range(4):
            pen.text(50, 100 + 22 * place, "本部门按照编造的职责开展编造的工作" * 2 + "和工作安排")
        pen.text(74, 200, "某市某局部门决算由局本级决算和所属三家编造单位的决算汇总而成了。")
        pen.text(74, 222, "列入某市某局汇编范围的编造单位一共有五家，它们的名称依次如下：")

    found = [p.text for p in from_pdf(draw).paragraphs]
    assert found[-2].endswith("汇总而成了。")
    assert found[-1].startswith("列入某市某局")


def test_a_word_that_begins_like_a_figure_is_no_caption(from_pdf: Callable[..., Report]) -> None:
    def draw(pen) -> None:  # type: ignore[no-untyped-def]
        pen.paragraph(
            50,
            100,
            "文化旅游体育与传媒支出（类）文化和旅游（款）图书馆（项）：反映公共" + "图书馆的支出。",
            wide=430,
        )

    assert [p.text[-7:] for p in from_pdf(draw).paragraphs] == ["图书馆的支出。"]
    assert is_caption("图1：收入构成")
    assert not is_caption("图书馆的支出。")
