"""Tables that a page break cuts: in a row, in a figure, in the header."""

from __future__ import annotations

from collections.abc import Callable

from gouji.model import Report

WIDTHS = [70.0, 110.0, 90.0, 90.0]
HEAD = ["科目编码", "科目名称", "本年收入合计", "财政拨款收入"]


def printed(report: Report) -> list[tuple[str | None, str, str, str]]:
    return [(c.row_code, c.row, c.column, c.text) for c in report.tables[0].cells]


def test_figures_and_names_broken_by_the_page_are_whole(from_pdf: Callable[..., Report]) -> None:
    def draw(pen) -> None:  # type: ignore[no-untyped-def]
        pen.text(200, 60, "收入决算表")
        pen.grid(
            60, 80, WIDTHS, [HEAD, ["合计", "", "1,144.67", "1,144.67"], ["210", "卫生健", "144.6", "1,0"]]
        )
        pen.page()
        pen.grid(
            60,
            80,
            WIDTHS,
            [HEAD, ["", "康支出", "7", "00.00"], ["21011", "行政事业单位医疗", "30", "2.50"]],
        )

    report = from_pdf(draw)
    assert printed(report)[2:] == [
        ("210", "卫生健康支出", "本年收入合计", "144.67"),
        ("210", "卫生健康支出", "财政拨款收入", "1,000.00"),
        ("21011", "行政事业单位医疗", "本年收入合计", "30"),
        ("21011", "行政事业单位医疗", "财政拨款收入", "2.50"),
    ]


def test_a_code_broken_by_the_page_is_whole(from_pdf: Callable[..., Report]) -> None:
    def draw(pen) -> None:  # type: ignore[no-untyped-def]
        pen.text(200, 60, "收入决算表")
        pen.grid(60, 80, WIDTHS, [HEAD, ["合计", "", "9.00", "9.00"], ["208050", "基本养老", "9.00", "9.00"]])
        pen.page()
        pen.grid(60, 80, WIDTHS, [HEAD, ["5", "保险缴费", "", ""], ["210", "卫生健康支出", "0.00", "0.00"]])

    assert printed(from_pdf(draw))[2:4] == [
        ("2080505", "基本养老保险缴费", "本年收入合计", "9.00"),
        ("2080505", "基本养老保险缴费", "财政拨款收入", "9.00"),
    ]


def test_the_next_row_is_no_rest_of_the_last_one(from_pdf: Callable[..., Report]) -> None:
    """Whole figures with fewer decimals above figures with two: nothing was broken."""

    def draw(pen) -> None:  # type: ignore[no-untyped-def]
        pen.text(200, 60, "收入决算表")
        pen.grid(60, 80, WIDTHS, [HEAD, ["210", "卫生健康支出", "30", "12"]])
        pen.page()
        pen.grid(60, 80, WIDTHS, [HEAD, ["", "其他支出", "2.50", "7.00"]])

    assert [text for *_, text in printed(from_pdf(draw))] == ["30", "12", "2.50", "7.00"]


def test_a_header_broken_by_the_page_is_whole(from_pdf: Callable[..., Report]) -> None:
    def draw(pen) -> None:  # type: ignore[no-untyped-def]
        pen.text(200, 700, "支出决算表")
        pen.grid(60, 760, [180.0, 90.0, 90.0], [["项目", "本年支出合计", "基本支出"]])
        pen.page()
        pen.grid(
            60,
            60,
            WIDTHS,
            [
                ["科目编码", "科目名称", "", ""],
                ["合计", None, "5.00", "4.00"],
                ["205", "教育支出", "5.00", "4.00"],
            ],
        )

    report = from_pdf(draw)
    assert len(report.tables) == 1
    assert report.tables[0].pages == (1, 2)
    assert printed(report) == [
        (None, "合计", "本年支出合计", "5.00"),
        (None, "合计", "基本支出", "4.00"),
        ("205", "教育支出", "本年支出合计", "5.00"),
        ("205", "教育支出", "基本支出", "4.00"),
    ]
