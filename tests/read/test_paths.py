from __future__ import annotations

import math

from gouji.read.clean import clean
from gouji.read.furniture import is_page_number
from gouji.read.pdf.grid import ruled_tables
from gouji.read.pdf.page import Segment, is_white, shown_box
from gouji.read.pdf.paths import Outline, rulings


def box(x0: float, top: float, x1: float, bottom: float, *, stroked: bool = False) -> Outline:
    return Outline(((x0, top), (x1, top), (x1, bottom), (x0, bottom), (x0, top)), stroked)


def test_bars_lines_and_stroked_boxes_rule_and_fills_do_not() -> None:
    assert rulings([box(10, 10, 100, 10.5)]) == [Segment(10, 10, 100, 10.5)]
    assert rulings([Outline(((5, 5), (5, 80)), True)]) == [Segment(5, 5, 5, 80)]
    assert len(rulings([box(10, 10, 60, 40, stroked=True)])) == 4
    assert rulings([box(10, 10, 60, 40)]) == []


def test_slanted_lines_and_broken_numbers_rule_nothing() -> None:
    assert rulings([Outline(((0, 0), (50, 50), (100, 0)), True)]) == []
    assert rulings([Outline(((0, math.nan), (50, 50)), True), Outline((), True)]) == []


def test_a_row_of_dots_is_a_line() -> None:
    across = [box(x, 20, x + 1, 21) for x in range(10, 60, 3)]
    down = [box(10, y, 11, y + 1) for y in range(20, 60, 3)]
    found = rulings([*across, *down])
    assert Segment(10, 20, 59, 20) in found
    assert Segment(10, 20, 10, 60) in found
    assert rulings(across[:3]) == []


def test_a_ring_around_a_cell_gives_its_sides() -> None:
    outer, inner = box(10, 10, 60, 40), box(10.75, 10.75, 59.25, 39.25)
    assert len(rulings([outer, inner])) == 4
    assert len(rulings([outer, box(10, 10.75, 60, 40)])) == 1
    assert rulings([outer, box(20, 20, 30, 30)]) == []


def test_boxes_of_cells_with_gaps_are_one_table() -> None:
    cells = [box(x, y, x + 49, y + 19, stroked=True) for x in (10, 60, 110) for y in (10, 30)]
    (table,) = ruled_tables(rulings(cells))
    assert (len(table.xs), len(table.ys), len(table.spans)) == (4, 3, 6)


def test_white_in_every_colour_space() -> None:
    assert is_white(1)
    assert is_white((1, 1, 1))
    assert is_white((0, 0, 0, 0))
    assert not is_white((0, 0, 0, 1))
    assert not is_white(0.5)
    assert not is_white(None)
    assert not is_white(("pattern",))


def test_what_is_shown_lies_in_both_boxes() -> None:
    assert shown_box((0, 0, 100, 200), (10, -5, 90, 150)) == (10, 0, 90, 150)
    assert shown_box((0, 0, 100, 200), (300, 300, 400, 400)) == (0, 0, 100, 200)


def test_radicals_and_ligatures_are_the_characters_they_stand_for() -> None:
    assert clean("部⻔公务⽤⻋运⾏费，居⺠⻝品，⻓") == "部门公务用车运行费，居民食品，长"
    assert clean("ﬁle oﬀer") == "file offer"


def test_addresses_that_browsers_print_are_page_furniture() -> None:
    assert is_page_number("https://www.example.gov.cn/art/2024/9/1/art_1_2.html3/30")
    assert is_page_number("file:///C:/report.html12/30")
    assert not is_page_number("网址https://www.example.gov.cn/1")
