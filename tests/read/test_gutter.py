"""Running text in two columns is read down the left one, then down the right one."""

from __future__ import annotations

from collections.abc import Callable

from gouji.model import Report

LEFT = (
    "本部门按照编造的职责开展各项编造的工作，全年支出合计为十二万三千四百元，比上年减少一万元，主要是压减了编造的会议。"
    * 3
)
RIGHT = (
    "二〇二三年度的编造项目全部完成，没有发生编造的结转，年末各项结余均为零，绩效目标完成情况良好，偏差原因已经说明。"
    * 3
)


def test_left_column_then_right_column(from_pdf: Callable[..., Report]) -> None:
    def draw(pen) -> None:  # type: ignore[no-untyped-def]
        pen.text(180, 80, "某市某局二〇二三年度部门决算情况说明")
        pen.paragraph(50, 120, LEFT, wide=236)
        pen.paragraph(310, 120, RIGHT, wide=236)

    found = [p.text for p in from_pdf(draw).paragraphs]
    assert found == ["某市某局二〇二三年度部门决算情况说明", LEFT, RIGHT]


def test_a_paragraph_goes_on_in_the_next_column(from_pdf: Callable[..., Report]) -> None:
    def draw(pen) -> None:  # type: ignore[no-untyped-def]
        end = pen.paragraph(50, 100, LEFT + RIGHT[:20], wide=240)
        assert end < 800
        pen.paragraph(310, 100, RIGHT[20:] + LEFT[:60], wide=240, indent=0.0)

    text = "".join(p.text for p in from_pdf(draw).paragraphs)
    assert text == LEFT + RIGHT + LEFT[:60]


def test_a_form_without_rulings_is_not_two_columns(from_pdf: Callable[..., Report]) -> None:
    """Income and expenditure side by side have a gap in the middle too."""

    def draw(pen) -> None:  # type: ignore[no-untyped-def]
        pen.text(200, 60, "收入支出决算总表")
        for place in range(14):
            y = 100 + 20 * place
            pen.text(50, y, f"第{place}项编造的收入")
            pen.text(230, y, "1.00")
            pen.text(300, y, f"第{place}项编造的支出")
            pen.text(500, y, "2.00")

    report = from_pdf(draw)
    text = "".join(p.text for p in report.paragraphs)
    rows = [[c.text for c in table.cells] for table in report.tables]
    assert not rows
    assert text.index("第0项编造的支出") < text.index("第1项编造的收入")
