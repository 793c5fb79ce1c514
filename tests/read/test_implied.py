"""Tables without vertical rulings whose lines across are drawn cell by cell, and titles left behind on a page."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from gouji.model import Report
from gouji.read.pdf.implied import implied_columns
from gouji.read.pdf.page import Segment

WIDTHS = [70.0, 120.0, 90.0, 90.0, 90.0]
ROWS = [
    ["科目编码", "科目名称", "本年收入", "本年支出", ""],
    ["", "", "", "基本支出", "项目支出"],
    ["合计", "", "9.00", "5.00", "4.00"],
    ["205", "教育支出", "6.00", "5.00", "1.00"],
    ["20508", "进修及培训", "6.00", "5.00", "1.00"],
    ["210", "卫生健康支出", "3.00", "", "3.00"],
]


def lines(pen, y: float, rows: Sequence[Sequence[str]], high: float = 20.0) -> None:  # type: ignore[no-untyped-def]
    """Rows with a line under every cell, and one above the first row."""
    for place in range(len(rows) + 1):
        x = 60.0
        for wide in WIDTHS:
            pen.canvas.line(
                x + 0.2, pen.height - y - place * high, x + wide - 0.2, pen.height - y - place * high
            )
            x += wide
    for place, row in enumerate(rows):
        x = 60.0
        for wide, text in zip(WIDTHS, row, strict=True):
            pen.text(x + 2, y + place * high + 14, text)
            x += wide


def printed(report: Report) -> list[tuple[str, tuple[str, ...], str]]:
    return [(c.row, c.column_path, c.text) for table in report.tables for c in table.cells]


EXPECTED = [
    ("合计", ("本年收入",), "9.00"),
    ("合计", ("本年支出", "基本支出"), "5.00"),
    ("合计", ("本年支出", "项目支出"), "4.00"),
]


def test_ends_of_pieces_are_borders(from_pdf: Callable[..., Report]) -> None:
    def draw(pen) -> None:  # type: ignore[no-untyped-def]
        pen.text(200, 60, "政府性基金预算财政拨款收入支出决算表")
        lines(pen, 80, ROWS)

    report = from_pdf(draw)
    assert printed(report)[:3] == EXPECTED
    assert printed(report)[-2:] == [
        ("卫生健康支出", ("本年支出", "基本支出"), ""),
        ("卫生健康支出", ("本年支出", "项目支出"), "3.00"),
    ]


def test_a_title_at_the_foot_of_a_page_names_the_form_on_the_next(from_pdf: Callable[..., Report]) -> None:
    def draw(pen) -> None:  # type: ignore[no-untyped-def]
        pen.paragraph(60, 80, "本部门职责为编造的文字。")
        pen.text(200, 760, "政府性基金预算财政拨款收入支出决算表")
        pen.page()
        pen.text(60, 70, "部门：某市某局")
        for place, row in enumerate(ROWS):
            for column, text in enumerate(row):
                pen.text(60 + 100 * column, 90 + 20 * place, text)

    report = from_pdf(draw)
    assert [table.form for table in report.tables] == ["公开07"]
    assert [text for *_, text in printed(report)][:3] == ["9.00", "5.00", "4.00"]


def test_drawn_columns_imply_none() -> None:
    across = [Segment(x, y, x + 50, y) for y in range(0, 100, 20) for x in (0, 50, 100)]
    assert len(implied_columns(across)) > 4
    drawn = [Segment(50, 0, 50, 80), Segment(100, 0, 100, 80)]
    assert implied_columns([*across, *drawn]) == []


def test_lines_under_words_imply_none() -> None:
    """A form to fill in: one long line a row, and dashes."""
    assert implied_columns([Segment(0, y, 300, y) for y in range(0, 100, 20)]) == []
    dashes = [Segment(x, y, x + 6, y) for y in range(0, 100, 20) for x in range(0, 300, 20)]
    assert implied_columns(dashes) == []


def centred(pen, y: float, rows: Sequence[Sequence[tuple[str, int]]], high: float = 22.0) -> None:  # type: ignore[no-untyped-def]
    """Rows of texts in the middle of their cells, with the number of columns they cover; lines piece by piece."""
    for place in range(len(rows) + 1):
        x = 60.0
        for wide in WIDTHS:
            pen.canvas.line(
                x + 0.2, pen.height - y - place * high, x + wide - 0.2, pen.height - y - place * high
            )
            x += wide
    for place, row in enumerate(rows):
        column, x = 0, 60.0
        for text, count in row:
            wide = sum(WIDTHS[column : column + count])
            pen.text(x + (wide - len(text) * pen.size) / 2, y + place * high + 15, text)
            column, x = column + count, x + wide


def test_names_in_the_middle_of_several_columns(from_pdf: Callable[..., Report]) -> None:
    def draw(pen) -> None:  # type: ignore[no-untyped-def]
        pen.text(200, 60, "政府性基金预算财政拨款收入支出决算表")
        head = [[("项目", 2), ("", 1), ("本年支出", 2)]]
        names = [[("科目编码", 1), ("科目名称", 1), ("本年收入", 1), ("基本支出", 1), ("项目支出", 1)]]
        body = [[(text, 1) for text in row] for row in ROWS[2:]]
        centred(pen, 80, [*head, *names, *body])

    assert printed(from_pdf(draw))[:3] == EXPECTED


def test_two_tables_with_text_between_them_stay_two(from_pdf: Callable[..., Report]) -> None:
    def draw(pen) -> None:  # type: ignore[no-untyped-def]
        pen.text(200, 60, "政府性基金预算财政拨款收入支出决算表")
        lines(pen, 80, ROWS)
        pen.text(60, 225, "注：本表反映编造的情况。")
        pen.text(200, 250, "国有资本经营预算财政拨款收入支出决算表")
        lines(pen, 266, ROWS)

    report = from_pdf(draw)
    assert [(table.form, len(table.cells)) for table in report.tables] == [("公开07", 12), ("公开08", 12)]
    assert [p.text for p in report.paragraphs if p.kind == "note"] == ["注：本表反映编造的情况。"]


def test_a_header_that_alone_is_ruled(from_pdf: Callable[..., Report]) -> None:
    def draw(pen) -> None:  # type: ignore[no-untyped-def]
        pen.text(200, 60, "政府性基金预算财政拨款收入支出决算表")
        pen.grid(
            60,
            80,
            WIDTHS,
            [["科目编码", "科目名称", "本年收入", "基本支出", "项目支出"], ["栏次", "", "1", "2", "3"]],
        )
        for place, row in enumerate(ROWS[2:]):
            x = 62.0
            for wide, text in zip(WIDTHS, row, strict=True):
                pen.text(x, 136 + 20 * place, text)
                x += wide
        pen.text(60, 240, "注：本表反映编造的情况。")

    report = from_pdf(draw)
    assert printed(report)[:3] == [
        ("合计", ("本年收入",), "9.00"),
        ("合计", ("基本支出",), "5.00"),
        ("合计", ("项目支出",), "4.00"),
    ]
    assert len(printed(report)) == 12
    assert [p.kind for p in report.paragraphs] == ["caption", "note"]


def test_a_slanted_watermark_is_no_text(from_pdf: Callable[..., Report]) -> None:
    def draw(pen) -> None:  # type: ignore[no-untyped-def]
        pen.text(200, 60, "收入决算表")
        pen.grid(60, 80, WIDTHS, [["科目编码", "科目名称", "本年收入", "财政拨款", "其他"], *ROWS[2:]])
        pen.canvas.saveState()
        pen.canvas.translate(250, pen.height - 180)
        pen.canvas.rotate(45)
        pen.canvas.setFont("STSong-Light", 30)
        pen.canvas.drawCentredString(0, 0, "政务公开专用")
        pen.canvas.restoreState()

    report = from_pdf(draw)
    assert [text for *_, text in printed(report)] == [text for row in ROWS[2:] for text in row[2:]]
    assert [p.text for p in report.paragraphs] == ["收入决算表"]
