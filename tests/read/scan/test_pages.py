from __future__ import annotations

import numpy as np
import pytest
from gouji.read.blocks import Grid, Line
from gouji.read.pdf.layout import blocks_of
from gouji.read.pdf.page import Page
from gouji.read.scan.pages import UNREAD, page_of

from tests.read.scan.fake import DPI, Fake, Sheet

XS, YS = (30.0, 150.0, 260.0, 390.0), (60.0, 84.0, 108.0)


def _read(sheet: Sheet, fake: Fake) -> Page:
    return page_of(sheet.gray, 1, DPI, fake)


def _grid(page: Page) -> list[str]:
    (grid,) = [block for block in blocks_of([page]) if isinstance(block, Grid)]
    return [cell.text for cell in grid.cells]


def _table() -> Sheet:
    sheet = Sheet()
    sheet.grid(XS, YS)
    return sheet


def test_text_on_both_sides_of_a_ruling_is_read_cell_by_cell() -> None:
    sheet = _table()
    sheet.text(132, 68, 2)
    sheet.text(151.5, 68, 6)
    page = _read(sheet, Fake(["合计", "123.45"]))
    assert _grid(page)[:3] == ["合计", "123.45", ""]


def test_the_lines_of_a_cell_are_one_text() -> None:
    sheet = _table()
    for y in (62.5, 73.0):
        sheet.text(40, y, 8, high=8)
    sheet.text(160, 68, 4)
    assert _grid(_read(sheet, Fake(["一般公共预算财政", "拨款收入", "8.00"])))[:2] == [
        "一般公共预算财政拨款收入",
        "8.00",
    ]


def test_a_dash_is_read_and_dust_is_not() -> None:
    sheet = _table()
    sheet.text(40, 68, 4)
    sheet.text(270, 68, 4)
    sheet.line(190, 72, 197, 72)
    sheet.pen.point([(500, 190), (500, 191), (501, 190)], fill=0)
    fake = Fake(["人员经费", "-", "1.00"])
    assert _grid(_read(sheet, fake)) == ["人员经费", "-", "1.00", "", "", ""]
    assert len(fake.asked) == 3


def test_ink_that_nothing_is_read_from_leaves_no_blank_cell() -> None:
    sheet = _table()
    sheet.text(40, 68, 4)
    sheet.text(160, 68, 4)
    sheet.text(270, 92, 4)
    blocks = blocks_of([_read(sheet, Fake(["合计", "", "8.00"]))])
    (grid,) = [block for block in blocks if isinstance(block, Grid)]
    assert [(cell.text, cell.confidence) for cell in grid.cells[:3]] == [
        ("合计", 0.99),
        (UNREAD, 0.0),
        ("", None),
    ]


def test_the_boxes_of_a_chart_are_no_table() -> None:
    sheet = _table()
    sheet.text(40, 68, 4)
    sheet.text(160, 68, 4)
    sheet.text(120, 20, 12)
    page = _read(sheet, Fake(["口日", "", "收入支出决算总表公开表一"], {"口日": 0.3}))
    assert [block.text for block in blocks_of([page]) if isinstance(block, Line)] == [
        "收入支出决算总表公开表一"
    ]
    assert not [block for block in blocks_of([page]) if isinstance(block, Grid)]


def test_a_cell_is_as_sure_as_its_least_sure_character() -> None:
    sheet = _table()
    sheet.text(40, 62.5, 4, high=8)
    sheet.text(40, 73, 4, high=8)
    blocks = blocks_of([_read(sheet, Fake(["项目支出", "合计"], {"合计": 0.6}))])
    (grid,) = [block for block in blocks if isinstance(block, Grid)]
    assert grid.cells[0].confidence == 0.6


def test_text_beside_a_table_stands_above_and_below_it() -> None:
    sheet = _table()
    sheet.text(120, 20, 12)
    sheet.text(40, 68, 4)
    sheet.text(30, 130, 20)
    page = _read(sheet, Fake(["合计", "收入支出决算总表公开表一", "注：本表反映本年度各项收入情况表格如上"]))
    kinds = [type(block) for block in blocks_of([page])]
    assert kinds[:3] == [Line, Grid, Line]


def test_sizes_of_lines_are_even_and_characters_keep_their_order() -> None:
    sheet = Sheet()
    sheet.text(40, 40, 20)
    sheet.text(40, 60, 20, high=9.5)
    page = _read(
        sheet, Fake(["本年收入合计一百万元比上年增加二十万元整", "主要是项目增加本年支出合计九十万元与去年"])
    )
    assert len({char.size for char in page.chars}) == 1
    text = "".join(char.text for char in page.chars)
    assert text.startswith("本年收入")
    for left, right in zip(page.chars[:19], page.chars[1:20], strict=True):
        assert left.x0 < right.x0
        assert left.x1 <= right.x0 + 0.01


def test_something_tall_beside_text_does_not_join_its_lines() -> None:
    sheet = Sheet()
    for y in (40, 60, 80):
        sheet.text(40, y, 20)
    sheet.pen.rectangle([700, 60, 730, 240], outline=0, width=6)
    lines = [
        "本年收入合计一百万元比上年增加二十万元整",
        "主要是项目增加本年支出合计九十万元与去年",
        "相比减少三万元主要是压减一般性支出的结果",
    ]
    page = page_of(sheet.gray, 1, DPI, Fake(["一印", *lines]))
    assert [
        block.text for block in blocks_of([page]) if isinstance(block, Line) and block.text in lines
    ] == lines


def test_text_of_a_picture_that_is_none_is_dropped() -> None:
    sheet = Sheet()
    sheet.text(40, 40, 20)
    sheet.text(40, 80, 5, high=20)
    page = _read(sheet, Fake(["本年收入合计一百万元比上年增加二十万元整", "咒囗田"], {"咒囗田": 0.2}))
    assert "咒" not in {char.text for char in page.chars}


@pytest.mark.parametrize("turns", [1, 2, 3])
def test_a_page_on_its_side_is_read_upright_with_places_as_shown(turns: int) -> None:
    sheet = Sheet()
    for line in range(6):
        sheet.text(40, 40 + 20 * line, 30 - line)
        sheet.pen.rectangle([80, 80 + 40 * line, 96, 98 + 40 * line], fill=0)
    words = "本年收入合计一百万元比上年增加二十万元整本年支出合计九十万元"

    class Turned(Fake):
        """Sure only of lines that begin with the black box."""

        def read(self, strips):  # type: ignore[no-untyped-def]
            upright = all(strip[:, :18].mean() < strip[:, -18:].mean() - 20 for strip in strips)
            self.texts = [words[: 30 - place] for place in range(len(strips))]
            self.sure = dict.fromkeys(self.texts, 0.99 if upright else 0.55)
            return super().read(strips)

    page = page_of(np.rot90(sheet.gray, turns), 1, DPI, Turned([]))
    assert {char.angle for char in page.chars} == {360 - 90 * turns}
    first = page.chars[0]
    x, y, wide, high = 43.0, 44.5, 420.0, 300.0
    places = {1: (y, wide - x), 2: (wide - x, high - y), 3: (high - y, x)}
    assert ((first.x0 + first.x1) / 2, (first.top + first.bottom) / 2) == pytest.approx(places[turns], abs=3)
    lines = [block.text for block in blocks_of([page]) if isinstance(block, Line)]
    assert lines[0] == words
