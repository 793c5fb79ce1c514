"""Sheets as lines and grids."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from gouji.read import read
from gouji.read.blocks import Grid
from gouji.read.sheet.names import title_of
from openpyxl import Workbook

from tests.read.sheet.made import BODY, FORM, HEAD, book, parsed, told

GRID = [list(HEAD), ["合计", "", "7", "7", "0"], ["205", "教育支出", "7", "7", "0"]]


def grids(path: Path) -> list[Grid]:
    return [block for block in parsed(path).blocks if isinstance(block, Grid)]


def test_title_captions_table_and_notes(tmp_path: Path) -> None:
    rows = (
        *FORM,
        ("注：1.本表反映收入。",),
        ("2.尾数有误差",),
        ("填表人：甲", None, "审核人：乙"),
        (None, None, "— 3 —"),
    )
    path = book(tmp_path / "a.xlsx", {"Sheet1": rows})
    assert told(parsed(path).blocks) == [
        "收入决算表",
        "部门：某市甲局",
        "金额单位：万元",
        GRID,
        "注：1.本表反映收入。",
        "2.尾数有误差",
        "填表人：甲",
        "审核人：乙",
        "|",
    ]
    report = read(path)
    table = report.tables[0]
    assert (table.form, table.title, table.unit, table.pages) == ("公开02", "收入决算表", "万元", (1,))
    assert (report.department, len(table.notes), report.engine, report.sources[0].pages) == (
        "某市甲局",
        2,
        "xlsx",
        1,
    )


def test_captions_in_odd_corners(tmp_path: Path) -> None:
    rows = (
        (None, None, None, None, None, None, None, "财决公开02表"),
        (None, None, "收入决算表"),
        ("部门：", "某市甲局", None, "2023年度", None, None, None, "单位：元"),
        HEAD,
        *BODY,
    )
    report = read(book(tmp_path / "a.xlsx", {"Sheet1": rows}))
    assert (report.tables[0].form, report.tables[0].unit, report.department) == ("公开02", "元", "某市甲局")
    assert {cell.column for cell in report.tables[0].cells} == set(HEAD[2:])


def test_a_title_with_its_printed_number(tmp_path: Path) -> None:
    rows = (("收入决算表（财决公开02表）", None, None, None, "单位：元"), HEAD, *BODY)
    report = read(book(tmp_path / "a.xlsx", {"Sheet1": rows}))
    assert (report.tables[0].form, report.tables[0].unit) == ("公开02", "元")


def test_merged_cells_are_spans(tmp_path: Path) -> None:
    def merge(made: Workbook) -> None:
        for place in ("A1:E1", "A3:B3", "C3:E3", "A5:B5"):
            made.active.merge_cells(place)

    rows = (
        ("一般公共预算财政拨款支出决算表",),
        ("单位：万元",),
        ("项目", None, "本年支出"),
        ("科目编码", "科目名称", "小计", "基本支出", "项目支出"),
        ("合计", None, 3, 2, 1),
        (2050201, "　　学前教育", 3, 2, 1),
    )
    path = book(tmp_path / "a.xlsx", {"Sheet1": rows}, merge)
    grid = grids(path)[0]
    assert grid.exact
    assert [(c.text, c.colspan) for c in grid.cells if c.colspan > 1] == [
        ("项目", 2),
        ("本年支出", 3),
        ("合计", 2),
    ]
    cells = read(path).tables[0].cells
    assert cells[0].column_path == ("本年支出", "小计")
    assert (cells[-1].row, cells[-1].row_code, cells[-1].value) == ("学前教育", "2050201", Decimal(1))


def test_a_head_without_merged_cells_spreads_its_names(tmp_path: Path) -> None:
    rows = (
        ("一般公共预算财政拨款支出决算表",),
        ("项目", None, "本年支出"),
        ("科目编码", "科目名称", "小计", "基本支出", "项目支出"),
        ("合计", None, 3, 2, 1),
    )
    report = read(book(tmp_path / "a.xlsx", {"Sheet1": rows}))
    assert [cell.column_path for cell in report.tables[0].cells] == [
        ("本年支出", "小计"),
        ("本年支出", "基本支出"),
        ("本年支出", "项目支出"),
    ]


def test_blank_rows_and_columns_around_a_table_vanish(tmp_path: Path) -> None:
    rows = [(), (), *((None, None, *row) for row in FORM)]
    rows += [(None, None, " ")] * 3000
    path = book(tmp_path / "a.xlsx", {"Sheet1": rows})
    assert told(parsed(path).blocks)[3] == GRID


def test_blank_rows_inside_a_table_do_not_part_it(tmp_path: Path) -> None:
    rows = (*FORM, (), (), (20502, "普通教育", 7, 7, 0), (), ("注：略。",))
    table = read(book(tmp_path / "a.xlsx", {"Sheet1": rows})).tables[0]
    assert [cell.row_code for cell in table.cells if cell.column == "事业收入"] == [None, "205", "20502"]


def test_several_tables_on_a_sheet(tmp_path: Path) -> None:
    other = (
        ("支出决算表",),
        ("单位：元",),
        ("科目编码", "科目名称", "本年支出合计", "基本支出"),
        (205, "教育支出", 6, 6),
    )
    report = read(book(tmp_path / "a.xlsx", {"Sheet1": (*FORM, (), (), *other)}))
    assert [(t.form, t.unit, t.pages) for t in report.tables] == [
        ("公开02", "万元", (1,)),
        ("公开03", "元", (1,)),
    ]


def test_tables_without_titles_on_one_sheet_stay_apart(tmp_path: Path) -> None:
    rows = (("甲指标", "数量"), ("车辆", 3), (), ("乙指标", "金额"), ("设备", 5))
    assert len(read(book(tmp_path / "a.xlsx", {"Sheet1": rows})).tables) == 2


def test_tables_of_different_sheets_are_never_joined(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", {"Z02 收入决算表": (HEAD, *BODY), "Z03 支出决算表": BODY})
    report = read(path)
    assert [(t.title, t.pages) for t in report.tables] == [("收入决算表", (1,)), ("支出决算表", (2,))]


def test_a_sheet_that_says_so_goes_on(tmp_path: Path) -> None:
    more = (("收入决算表（续）",), HEAD, (208, "社会保障和就业支出", 4, 4, 0))
    report = read(book(tmp_path / "a.xlsx", {"收入": FORM, "收入(续)": more}))
    assert [(t.form, t.pages) for t in report.tables] == [("公开02", (1, 2))]
    assert [c.page for c in report.tables[0].cells if c.row_code == "208"] == [2, 2, 2]


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("Z01 收入支出决算总表(财决公开01表)", "收入支出决算总表"),
        ("2.15单位收支总表", "单位收支总表"),
        ("表3支出决算表", "支出决算表"),
        ("附表2-1 收入决算表", "收入决算表"),
        ("1、收入决算表", "收入决算表"),
        ("1.收入决算表", "收入决算表"),
        ("公开05表一般公共预算财政拨款支出决算表", "一般公共预算财政拨款支出决算表"),
        ("收入决算表 (2)", "收入决算表"),
        ("2023年项目支出表", "2023年项目支出表"),
        ("GK01", None),
        ("Sheet1", None),
        ("工作表2", None),
        ("表1", None),
        ("附表3", None),
    ],
)
def test_titles_from_the_names_of_sheets(name: str, title: str | None) -> None:
    assert title_of(name) == title


def test_the_name_of_a_sheet_stands_in_for_a_title(tmp_path: Path) -> None:
    sheets = {
        "Z02 收入决算表(财决公开02表)": FORM[1:],
        "支出决算表": (("某局2023年公开表",), ("科目编码", "科目名称", "甲支出"), (205, "教育支出", 6)),
        "GK05": FORM,
    }
    titles = [(t.title, t.form) for t in read(book(tmp_path / "a.xlsx", sheets)).tables]
    assert titles == [("收入决算表", "公开02"), ("支出决算表", "公开03"), ("收入决算表", "公开02")]


def test_a_narrative_sheet_is_lines(tmp_path: Path) -> None:
    rows = (
        ("第三部分 2023年度部门决算情况说明",),
        ("一、收入支出决算总体情况说明",),
        (),
        ("2023年度收入总计7万元，与上年相比增加1万元。\n主要原因是项目增加。",),
        ("二、收入决算情况说明",),
        ("本年收入合计7万元。",),
    )
    report = read(book(tmp_path / "a.xlsx", {"情况说明": rows, "Z02 收入决算表": FORM}))
    assert [(s.id, s.role) for s in report.sections] == [
        ("s3", "explanation"),
        ("s3.1", "explanation"),
        ("s3.2", "explanation"),
    ]
    assert [p.text for p in report.paragraphs if p.section == "s3.1" and p.kind == "body"] == [
        "2023年度收入总计7万元，与上年相比增加1万元。",
        "主要原因是项目增加。",
    ]
    assert {p.page for p in report.paragraphs if p.kind == "body"} == {1}
    assert [t.form for t in report.tables] == ["公开02"]


def test_numbers_typed_as_text(tmp_path: Path) -> None:
    body = (("合计", None, " 1,234.50 ", "１２３４．５０", "'7"), ("2050201", "教育", "-", "—", "0.00"))
    cells = read(book(tmp_path / "a.xlsx", {"Sheet1": (*FORM[:3], *body)})).tables[0].cells
    assert [cell.value for cell in cells] == [
        Decimal("1234.50"),
        Decimal("1234.50"),
        Decimal(7),
        None,
        None,
        Decimal("0.00"),
    ]


def test_an_empty_form_keeps_its_note(tmp_path: Path) -> None:
    rows = (*FORM[:3], (), (), ("说明：本部门本年度没有收入，故本表无数据。",))
    report = read(book(tmp_path / "a.xlsx", {"Sheet1": rows}))
    assert (report.tables[0].form, len(report.tables[0].notes)) == ("公开02", 1)
    assert not any(cell.value for cell in report.tables[0].cells)
