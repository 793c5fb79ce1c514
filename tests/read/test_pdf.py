from __future__ import annotations

import pytest

LONG = (
    "2023年度收入总计8,415.64万元，支出总计8,415.64万元。与2022年度相比，各减少2,362.43万元，下降25.58%，"
    "主要是信息系统建设专项资金较上年减少，部分项目已于上年完工验收，本年不再安排相应的支出。"
)
HEAD = ["科目编码", "科目名称", "本年收入合计", "财政拨款收入", "事业收入"]
WIDTHS = [70.0, 110.0, 90.0, 90.0, 60.0]


def texts(report) -> list[str]:
    return [paragraph.text for paragraph in report.paragraphs]


def test_a_wrapped_paragraph_and_its_line_boxes(from_pdf) -> None:
    def draw(pen) -> None:
        pen.text(74, 80, "一、总体情况说明")
        y = pen.paragraph(50, 110, LONG)
        pen.paragraph(50, y, LONG)

    report = from_pdf(draw)
    assert texts(report) == ["一、总体情况说明", LONG, LONG]
    paragraph = report.paragraphs[1]
    assert "".join(paragraph.text[line.start : line.end] for line in paragraph.lines) == LONG
    assert [line.start for line in paragraph.lines][1:] == [line.end for line in paragraph.lines][:-1]
    first = paragraph.lines[0].box
    assert first.page == 1
    assert 73 < first.x0 < 76
    assert 95 < first.top < first.bottom < 115


def test_a_paragraph_over_a_page_break_with_page_numbers(from_pdf) -> None:
    def draw(pen) -> None:
        pen.paragraph(50, 700, LONG[:92])
        pen.text(290, 810, "- 4 -")
        pen.page()
        pen.text(50, 80, LONG[92:])
        pen.paragraph(50, 102, LONG)
        pen.text(290, 810, "- 5 -")

    report = from_pdf(draw)
    assert texts(report) == [LONG, LONG]
    assert [p.page for p in report.paragraphs] == [1, 2]


def test_running_heads_go_and_captions_stay(from_pdf) -> None:
    def draw(pen) -> None:
        for number in range(5):
            pen.text(50, 30, "某市甲局2023年度部门决算")
            pen.text(400, 60, "单位：万元")
            pen.text(50, 120, f"第{number}页的正文各不相同。")
            pen.page()

    report = from_pdf(draw)
    assert not any("部门决算" in text for text in texts(report))
    assert texts(report).count("单位：万元") == 5


def test_justified_and_doubled_characters(from_pdf) -> None:
    def draw(pen) -> None:
        pen.text(50, 80, "本年收入合计9,746.50万元。", spacing=4)
        for shift in (0, 0.3):
            pen.text(50 + shift, 120, "财政拨款收入100.00万元。")

    assert texts(from_pdf(draw)) == ["本年收入合计9,746.50万元。", "财政拨款收入100.00万元。"]


def test_lines_written_out_of_order_and_off_their_baseline(from_pdf) -> None:
    def draw(pen) -> None:
        pen.text(50, 150, "第三行。")
        pen.text(50, 122, "第二行共")
        pen.text(98, 124.5, "8,415.64")
        pen.text(148, 122, "万元。")
        pen.text(50, 94, "第一行。")

    assert texts(from_pdf(draw)) == ["第一行。", "第二行共8,415.64万元。", "第三行。"]


def test_captions_on_one_line_are_two(from_pdf) -> None:
    def draw(pen) -> None:
        pen.text(50, 80, "部门：某市甲局")
        pen.text(440, 80, "单位：万元")

    assert texts(from_pdf(draw)) == ["部门：某市甲局", "单位：万元"]


def test_a_ruled_table_over_pages_with_a_row_cut(from_pdf, cell) -> None:
    def draw(pen) -> None:
        pen.text(240, 60, "收入决算表")
        pen.text(440, 80, "单位：万元")
        pen.grid(
            60,
            90,
            WIDTHS,
            [HEAD, ["合计", None, "7.00", "7.00", ""], ["2080505", "养老保险缴费", "7.00", "7.00", ""]],
        )
        pen.page()
        pen.grid(60, 60, WIDTHS, [["", "支出", "", "", ""], ["2080506", "职业年金", "", "", ""]])
        pen.text(60, 130, "注：本表反映收入情况。")

    report = from_pdf(draw)
    table = report.tables[0]
    assert (len(report.tables), table.form, table.pages, table.unit) == (1, "公开02", (1, 2), "万元")
    assert cell(report, "公开02", "2080505", "财政拨款收入").row == "养老保险缴费支出"
    last = cell(report, "公开02", "2080506", "事业收入")
    assert (last.id, last.page) == ("t1/r3c5", 2)
    assert last.box is not None
    assert 419 < last.box.x0 < 421
    assert 479 < last.box.x1 < 481
    assert table.notes


def test_header_spans_and_blanks_merged_to_the_right(from_pdf) -> None:
    def draw(pen) -> None:
        pen.text(200, 60, "一般公共预算财政拨款支出决算表")
        pen.grid(
            60,
            90,
            WIDTHS,
            [
                ["项目", None, "本年支出", None, None],
                ["科目编码", "科目名称", "小计", "基本支出", "项目支出"],
                ["205", "教育支出", "3", "3", ""],
            ],
        )

    report = from_pdf(draw)
    assert [c.column_path for c in report.tables[0].cells] == [
        ("本年支出", "小计"),
        ("本年支出", "基本支出"),
        ("本年支出", "项目支出"),
    ]


def test_a_frame_around_text_and_an_underline_are_no_tables(from_pdf) -> None:
    def draw(pen) -> None:
        pen.canvas.rect(40, 600, 500, 180)
        pen.canvas.line(60, 700, 200, 700)
        pen.text(60, 100, "本年收入合计10万元。")

    report = from_pdf(draw)
    assert report.tables == ()
    assert texts(report) == ["本年收入合计10万元。"]


def test_thin_filled_bars_rule_a_table(from_pdf) -> None:
    def draw(pen) -> None:
        pen.text(240, 60, "收入决算表")
        for row in range(3):
            pen.canvas.rect(60, pen.height - 90 - row * 20, 420, 0.5, stroke=0, fill=1)
        for x in (60, 130, 240, 330, 420, 480):
            pen.canvas.rect(x, pen.height - 130, 0.5, 40, stroke=0, fill=1)
        for x, name, value in zip(
            (62, 132, 242, 332, 422), HEAD, ["205", "教育支出", "3", "3", ""], strict=True
        ):
            pen.text(x, 104, name[:5])
            pen.text(x, 124, value)

    report = from_pdf(draw)
    assert [(c.row_code, c.text) for c in report.tables[0].cells] == [("205", "3"), ("205", "3"), ("205", "")]


@pytest.mark.parametrize("angle", [90, 270])
def test_turned_pages(from_pdf, tmp_path, angle: int) -> None:
    def draw(pen) -> None:
        canvas = pen.canvas
        canvas.setPageRotation(angle)
        canvas.saveState()
        if angle == 90:
            canvas.translate(595, 0)
            canvas.rotate(90)
        else:
            canvas.translate(0, 595)
            canvas.rotate(-90)
        pen.height = 595
        pen.text(300, 60, "收入决算表")
        pen.grid(60, 90, WIDTHS, [HEAD, ["205", "教育支出", "3", "3", ""]])
        canvas.restoreState()

    report = from_pdf(draw)
    assert report.tables[0].form == "公开02"
    assert report.tables[0].cells[0].text == "3"


def test_text_turned_on_an_upright_page(from_pdf) -> None:
    def draw(pen) -> None:
        canvas = pen.canvas
        canvas.translate(595, 0)
        canvas.rotate(90)
        pen.height = 595
        pen.text(300, 60, "收入决算表")
        pen.grid(60, 90, WIDTHS, [HEAD, ["205", "教育支出", "3", "3", ""]])

    report = from_pdf(draw)
    assert report.tables[0].form == "公开02"
    box = report.tables[0].cells[0].box
    assert box is not None
    assert 0 <= box.x0 < box.x1 <= 595
    assert 0 <= box.top < box.bottom <= 842


def test_paragraphs_set_in_blocks_as_browsers_do(from_pdf) -> None:
    second = LONG.replace("收入总计", "财政拨款收入总计")

    def draw(pen) -> None:
        pen.text(50, 60, "一、收入支出决算总体情况说明")
        y = pen.block(50, 86, LONG) + 10
        y = pen.block(50, y, second) + 10
        pen.text(50, y, "二、收入决算情况说明")
        y = pen.block(50, y + 26, LONG)
        pen.page()
        pen.block(50, 60, second)

    assert texts(from_pdf(draw)) == [
        "一、收入支出决算总体情况说明",
        LONG,
        second,
        "二、收入决算情况说明",
        LONG,
        second,
    ]


def test_a_long_heading_flush_left_does_not_swallow_its_body(from_pdf) -> None:
    heading = "（三）一般公共预算财政拨款支出决算具体情况"

    def draw(pen) -> None:
        pen.text(74, 60, heading)
        y = pen.paragraph(50, 82, LONG)
        pen.text(74, y, heading.replace("（三）", "（四）"))
        pen.paragraph(50, y + 22, LONG)

    assert texts(from_pdf(draw)) == [heading, LONG, heading.replace("（三）", "（四）"), LONG]
