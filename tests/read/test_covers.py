"""White boxes: over lines they hide them, on a dark box they leave its gaps as lines."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from gouji.model import Report
from gouji.read.pdf.page import Segment
from gouji.read.pdf.paths import Outline, rulings
from reportlab.lib.colors import black, white

Box = tuple[float, float, float, float]
WIDTHS = [80.0, 120.0, 90.0, 90.0]
BODY = [["205", "教育支出", "5.00", "1.00"], ["210", "卫生健康支出", "3.00", "2.00"]]
EXPECTED = [
    ("教育支出", ("本年支出", "基本支出"), "5.00"),
    ("教育支出", ("本年支出", "项目支出"), "1.00"),
    ("卫生健康支出", ("本年支出", "基本支出"), "3.00"),
    ("卫生健康支出", ("本年支出", "项目支出"), "2.00"),
]


def outline(box: Box, *, is_white: bool = False) -> Outline:
    x0, top, x1, bottom = box
    return Outline(((x0, top), (x1, top), (x1, bottom), (x0, bottom), (x0, top), (x0, top)), False, is_white)


def test_a_line_is_cut_where_a_white_box_covers_it() -> None:
    line = Outline(((0.0, 50.0), (300.0, 50.0)), True)
    assert rulings([line, outline((100, 20, 200, 80), is_white=True)]) == [
        Segment(0, 50, 100, 50),
        Segment(200, 50, 300, 50),
    ]
    assert rulings([outline((100, 20, 200, 80), is_white=True), line]) == [Segment(0, 50, 300, 50)]


@pytest.mark.parametrize("box", [(100, 50, 200, 80), (100, 20, 200, 50), (100, 60, 200, 80)])
def test_a_box_beside_a_line_leaves_it(box: Box) -> None:
    line = Outline(((0.0, 50.0), (300.0, 50.0)), True)
    assert rulings([line, outline(box, is_white=True)]) == [Segment(0, 50, 300, 50)]


def test_white_boxes_on_a_dark_one_have_sides() -> None:
    found = rulings([outline((0, 0, 201, 51)), outline((1, 1, 100, 50), is_white=True)])
    assert len(found) == 4
    assert Segment(100, 1, 100, 50) in found


def printed(report: Report) -> list[tuple[str, tuple[str, ...], str]]:
    return [(c.row, c.column_path, c.text) for table in report.tables for c in table.cells]


def texts(pen, y: float) -> None:  # type: ignore[no-untyped-def]
    pen.text(110, y + 15, "项目")
    pen.text(320, y + 15, "本年支出")
    for place, row in enumerate([["科目编码", "科目名称", "基本支出", "项目支出"], *BODY], start=1):
        x = 62.0
        for wide, text in zip(WIDTHS, row, strict=True):
            pen.text(x, y + 22 * place + 15, text)
            x += wide


def test_merged_cells_by_white_boxes_over_a_full_grid(from_pdf: Callable[..., Report]) -> None:
    def draw(pen) -> None:  # type: ignore[no-untyped-def]
        pen.text(200, 60, "支出决算表")
        pen.grid(60, 80, WIDTHS, [[""] * 4] * 4, high=22)
        pen.canvas.setFillColor(white)
        for x, wide in ((60.0, 200.0), (260.0, 180.0)):
            pen.canvas.rect(x + 0.6, pen.height - 80 - 21.4, wide - 1.2, 20.8, stroke=0, fill=1)
        pen.canvas.setFillColor(black)
        texts(pen, 80)

    assert printed(from_pdf(draw)) == EXPECTED


def test_cells_painted_white_on_a_black_table(from_pdf: Callable[..., Report]) -> None:
    """The old way of pages to draw lines: the gaps between the cells let the table's colour through."""

    def draw(pen) -> None:  # type: ignore[no-untyped-def]
        pen.text(200, 60, "支出决算表")
        pen.canvas.rect(60, pen.height - 80 - 88, 380, 88, stroke=0, fill=1)
        pen.canvas.setFillColor(white)
        rows = [
            [(60.0, 200.0), (260.0, 180.0)],
            *[[(60.0, 80.0), (140.0, 120.0), (260.0, 90.0), (350.0, 90.0)]] * 3,
        ]
        for place, row in enumerate(rows):
            for x, wide in row:
                pen.canvas.rect(
                    x + 0.4, pen.height - 80 - 22 * (place + 1) + 0.4, wide - 0.8, 21.2, stroke=0, fill=1
                )
        pen.canvas.setFillColor(black)
        texts(pen, 80)

    assert printed(from_pdf(draw)) == EXPECTED
