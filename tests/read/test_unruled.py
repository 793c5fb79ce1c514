"""Forms without vertical rulings, from characters at places."""

from __future__ import annotations

from collections.abc import Sequence

from gouji.model import Report
from gouji.read.assemble import assemble
from gouji.read.blocks import Break
from gouji.read.pdf.layout import blocks_of
from gouji.read.pdf.page import Char, Page

SIZE = 9.0
RIGHTS = (70.0, 240.0, 330.0, 420.0, 510.0)


def write(x: float, y: float, text: str, size: float = SIZE) -> list[Char]:
    """Characters from the left; digits and points are half as wide."""
    chars = []
    for char in text:
        wide = size / 2 if char.isascii() else size
        if char != " ":
            chars.append(Char(char, x, y, x + wide, y + size, size))
        x += wide
    return chars


def width(text: str) -> float:
    return sum(SIZE / 2 if char.isascii() else SIZE for char in text)


def amounts(y: float, texts: Sequence[str]) -> list[Char]:
    """Figures flush right in the last columns."""
    chars: list[Char] = []
    for right, text in zip(RIGHTS[-len(texts) :], texts, strict=True):
        chars += write(right - width(text), y, text)
    return chars


def row(y: float, code: str, label: str, *texts: str) -> list[Char]:
    return [*write(30, y, code), *write(80, y, label), *amounts(y, texts)]


def title(y: float, text: str = "一般公共预算财政拨款支出决算表") -> list[Char]:
    return [
        *write(200, y, text, 14.0),
        *write(30, y + 30, "部门：某市甲局"),
        *write(470, y + 30, "单位：万元"),
    ]


def head(y: float) -> list[Char]:
    return [
        *write(80, y, "项目"),
        *write(375, y, "本年支出"),
        *write(30, y + 16, "科目编码"),
        *write(120, y + 16, "科目名称"),
        *write(300, y + 16, "小计"),
        *write(376, y + 16, "基本支出"),
        *write(466, y + 16, "项目支出"),
    ]


def read(*pages: list[Char]) -> Report:
    drawn = [Page(number, 560, 800, tuple(chars), ()) for number, chars in enumerate(pages, start=1)]
    return assemble([*blocks_of(drawn), Break()], [], [], "pdfium")


def cells(report: Report) -> list[tuple[str | None, str, str, str]]:
    return [(c.row_code, c.row, "/".join(c.column_path), c.text) for t in report.tables for c in t.cells]


def test_a_form_of_text_in_columns() -> None:
    report = read(
        [
            *title(40),
            *head(100),
            *row(140, "", "合计", "120.00", "20.00", "100.00"),
            *row(156, "201", "一般公共服务支出", "120.00", "20.00", "100.00"),
            *row(172, "20103", "政府办公厅（室）及相关", "120.00", "20.00", "100.00"),
            *write(80, 184, "机构事务"),
            *row(200, "2010301", "行政运行", "20.00", "20.00", ""),
            *write(30, 230, "注：本表反映支出情况。"),
        ]
    )
    (table,) = report.tables
    assert (table.form, table.unit, table.doubtful) == ("公开05", "万元", False)
    assert table.notes
    assert cells(report)[:3] == [
        (None, "合计", "本年支出/小计", "120.00"),
        (None, "合计", "本年支出/基本支出", "20.00"),
        (None, "合计", "本年支出/项目支出", "100.00"),
    ]
    assert ("20103", "政府办公厅（室）及相关机构事务", "本年支出/小计", "120.00") in cells(report)
    assert ("2010301", "行政运行", "本年支出/项目支出", "") in cells(report)


def test_names_in_the_middle_of_their_rows() -> None:
    report = read(
        [
            *title(40),
            *head(100),
            *row(140, "201", "一般公共服务支出", "120.00", "20.00", "100.00"),
            *write(80, 156, "政府办公厅（室）及"),
            *row(161, "20103", "", "120.00", "20.00", "100.00"),
            *write(80, 166, "相关机构事务"),
            *write(80, 182, "行政单位离退休及其"),
            *row(187, "2080501", "", "20.00", "20.00", ""),
            *write(80, 192, "他支出"),
        ]
    )
    assert [c.row for t in report.tables for c in t.cells][::3] == [
        "一般公共服务支出",
        "政府办公厅（室）及相关机构事务",
        "行政单位离退休及其他支出",
    ]


def test_a_form_goes_on_over_the_page_with_and_without_its_header() -> None:
    first = [*title(40), *head(100), *row(140, "201", "一般公共服务支出", "120.00", "20.00", "100.00")]
    again = [
        *head(40),
        *row(80, "205", "教育支出", "3.00", "", "3.00"),
        *row(96, "20508", "进修", "3.00", "", "3.00"),
    ]
    bare = [*row(40, "2050803", "培训支出", "3.00", "", "3.00"), *write(270, 780, "- 3 -")]
    report = read(first, again, bare)
    (table,) = report.tables
    assert table.pages == (1, 2, 3)
    assert [(c.row_code, c.page) for c in table.cells][::3] == [
        ("201", 1),
        ("205", 2),
        ("20508", 2),
        ("2050803", 3),
    ]


def test_two_forms_on_one_page() -> None:
    report = read(
        [
            *title(40),
            *head(100),
            *row(140, "201", "一般公共服务支出", "120.00", "20.00", "100.00"),
            *title(200, "国有资本经营预算财政拨款支出决算表"),
            *head(260),
            *row(300, "223", "国有资本经营预算支出", "1.00", "", "1.00"),
        ]
    )
    assert [(t.form, len(t.cells)) for t in report.tables] == [("公开05", 3), ("公开08", 3)]


def test_titles_in_a_list_and_above_text_open_no_form() -> None:
    report = read(
        [
            *write(30, 40, "一、收入支出决算总表"),
            *write(30, 60, "二、收入决算表"),
            *write(30, 80, "三、支出决算表"),
            *write(30, 120, "本年收入合计10.00万元，其中：财政拨款收入10.00万元。"),
        ]
    )
    assert report.tables == ()
    assert len(report.paragraphs) == 4
