from __future__ import annotations

from decimal import Decimal

import pytest
from gouji.read.tables.values import is_blank, number

HEAD = "收入支出决算总表\n公开01表\n部门：某市甲局\n金额单位：万元\n\n"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("8,415.64", "8415.64"),
        ("-0.07", "-0.07"),
        ("（0.07）", "-0.07"),
        ("(1,234)", "-1234"),
        ("91.39%", "91.39"),
        ("１２３．４５", "123.45"),
        ("1059.50万元", "1059.50"),
        ("3，486.17", "3486.17"),
        ("0.00", "0.00"),
        ("", None),
        ("-", None),
        ("—", None),
        ("无", None),
        ("≤19.5万元", None),
        ("1,23", None),
        ("2024-01", None),
    ],
)
def test_number(text: str, value: str | None) -> None:
    assert number(text) == (Decimal(value) if value else None)


def test_signs_for_nothing_are_blank() -> None:
    assert all(is_blank(text) for text in ("", "-", "—", "无"))
    assert not is_blank("0")


def test_sides_line_numbers_and_opening_balances(from_text, cell) -> None:
    report = from_text(
        HEAD + "收 入\t\t\t支 出\t\t\n项 目\t行次\t金 额\t项 目\t行次\t金 额\n栏 次\t\t1\t栏 次\t\t2\n"
        "一、事业收入\t1\t5.50\t一、教育支出\t4\t\n\t2\t\t\t5\t\n年初结转和结余\t3\t-0.07\t年末结转和结余\t6\t0\n注：本表反映收支。\n"
    )
    table = report.tables[0]
    assert (table.form, table.unit, table.title, table.doubtful) == (
        "公开01",
        "万元",
        "收入支出决算总表",
        False,
    )
    assert [c.id for c in table.cells] == ["t1/r1c3", "t1/r1c6", "t1/r3c3", "t1/r3c6"]
    assert cell(report, "公开01", "一、教育支出", "金额").value is None
    assert cell(report, "公开01", "年初结转和结余", "金额", "收入").value == Decimal("-0.07")
    assert cell(report, "公开01", "年末结转和结余", "金额", "支出").text == "0"
    assert [p.kind for p in report.paragraphs][-1] == "note"
    assert table.notes == (report.paragraphs[-1].id,)
    assert table.anchor == report.paragraphs[-2].id


def test_budgets_below_an_opening_balance_have_it_as_parent(from_text, cell) -> None:
    report = from_text(
        "财政拨款收入支出决算总表\n单位：万元\n收入\t\t支出\t\t\n项目\t金额\t项目\t合计\t一般公共预算财政拨款\n"
        "一、一般公共预算财政拨款\t5\t一、教育支出\t5\t5\n本年收入合计\t5\t本年支出合计\t5\t5\n年初财政拨款结转和结余\t1\t年末财政拨款结转和结余\t\t\n"
        "一般公共预算财政拨款\t1\t\t\t\n总计\t6\t总计\t5\t5\n"
    )
    found = cell(report, "公开04", "一般公共预算财政拨款", "金额")
    assert found.row_path == ("年初财政拨款结转和结余", "一般公共预算财政拨款")
    assert cell(report, "公开04", "总计", "金额").row_path == ("总计",)


CODES = {
    "one cell": "科目编码\t科目名称\t合计\t基本支出\t项目支出\n205\t教育支出\t3\t3\t\n20508\t进修及培训\t3\t3\t\n2050803\t培训支出\t3\t3\t\n",
    "fused": "项目\t\t合计\t基本支出\t项目支出\n205教育支出\t\t3\t3\t\n20508进修及培训\t\t3\t3\t\n2050803培训支出\t\t3\t3\t\n",
    "three cells": "科目编码\t\t\t科目名称\t合计\t基本支出\t项目支出\n类\t款\t项\t\t\t\t\n205\t\t\t教育支出\t3\t3\t\n"
    "205\t08\t\t进修及培训\t3\t3\t\n205\t08\t03\t培训支出\t3\t3\t\n",
    "own steps": "科目编码\t\t\t科目名称\t合计\t基本支出\t项目支出\n类\t款\t项\t\t\t\t\n205\t\t\t教育支出\t3\t3\t\n"
    "\t08\t\t进修及培训\t3\t3\t\n\t\t03\t培训支出\t3\t3\t\n",
    "cumulative": "科目编码\t\t\t科目名称\t合计\t基本支出\t项目支出\n类\t款\t项\t\t\t\t\n205\t\t\t教育支出\t3\t3\t\n"
    "205\t20508\t\t进修及培训\t3\t3\t\n205\t20508\t2050803\t培训支出\t3\t3\t\n",
}


@pytest.mark.parametrize("layout", CODES)
def test_codes_of_all_layouts(from_text, cell, layout: str) -> None:
    report = from_text("一般公共预算财政拨款支出决算表\n单位：万元\n\n" + CODES[layout])
    found = cell(report, "公开05", "2050803", "合计")
    assert found.row_path == ("教育支出", "进修及培训", "培训支出")
    assert found.row == "培训支出"
    assert not [c for c in report.tables[0].cells if c.column not in ("合计", "基本支出", "项目支出")]


BELOW = """2024年部门一般公共预算支出功能分类预算表
单位：元

科目编码	科目名称	合计	基本支出	项目支出
205	教育支出	900	850	50
合计		900	850	50

{}
单位：元

科目编码	科目名称	合计	基本支出	项目支出
212	城乡社区支出	500	200	300
合计		500	200	300
"""


def test_another_form_below_is_no_continuation(from_text) -> None:
    """Totals at the foot leave nothing but the title to tell where the next form begins."""
    report = from_text(BELOW.format("2024年部门政府性基金预算支出功能分类预算表"))
    assert [(t.form, len(t.cells)) for t in report.tables] == [("预算05", 6), ("预算08", 6)]
    for again in ("2024年部门一般公共预算支出功能分类预算表", "续表"):
        (table,) = from_text(BELOW.format(again)).tables
        assert (table.form, len(table.cells)) == ("预算05", 12)


def test_groups_side_by_side_and_totals_over_groups(from_text, cell) -> None:
    head = "人员经费\t\t\t公用经费\t\t\t\t\t{0}\n科目编码\t科目名称\t金额\t科目编码\t科目名称\t金额\t科目编码\t科目名称\t金额{0}\n"
    report = from_text(
        "一般公共预算财政拨款基本支出决算明细表\n单位：万元\n\n"
        + head.format("")
        + "301\t工资福利支出\t9.00\t302\t商品和服务支出\t2\t310\t资本性支出\t1\n\n"
        + head.format("\t")
        + "30101\t基本工资\t9.00\t30207\t邮电费\t2\t31002\t办公设备购置\t1\t\n人员经费合计\t\t9.00\t公用经费合计\t\t\t\t\t\t3\n"
    )
    assert len(report.tables) == 1
    assert cell(report, "公开06", "30207", "金额").row_path == ("商品和服务支出", "邮电费")
    assert cell(report, "公开06", "31002", "金额").column_path == ("公用经费", "金额")
    total = cell(report, "公开06", "公用经费合计", "金额")
    assert (total.text, total.column_path) == ("3", ("公用经费", "金额"))


def test_three_public_as_twelve_columns(from_text, cell) -> None:
    report = from_text(
        "财政拨款“三公”经费支出决算表\n单位：万元\n\n预算数\t\t\t\t\t\t决算数\t\t\t\t\t\n"
        "合计\t因公出国（境）费\t公务用车购置及运行维护费\t\t\t公务接待费\t合计\t因公出国（境）费\t公务用车购置及运行维护费\t\t\t公务接待费\n"
        "\t\t小计\t公务用车购置费\t公务用车 运行维护 费\t\t\t\t小计\t公务用车购置费\t公务用车 运行维护 费\t\n"
        "1\t2\t3\t4\t5\t6\t7\t8\t9\t10\t11\t12\n9\t1\t5\t2\t3\t3\t8\t1\t4\t2\t2\t3\n"
    )
    found = cell(report, "公开09", "", "公务用车运行维护费", "决算数")
    assert found.column_path == ("决算数", "公务用车购置及运行维护费", "公务用车运行维护费")
    assert (found.text, found.id) == ("2", "t1/r1c11")
    assert cell(report, "公开09", "", "公务接待费", "预算数").text == "3"


def test_three_public_as_pairs(from_text, cell) -> None:
    report = from_text(
        "财政拨款“三公”经费支出决算表\n单位：万元\n\n合计\t\t公务用车购置及运行维护费\t\t\t\t公务接待费\t\n\t\t小计\t\t公务用车购置费\t\t\t\n"
        "预算数\t决算数\t预算数\t决算数\t预算数\t决算数\t预算数\t决算数\n9\t8\t5\t4\t5\t4\t4\t3\n"
    )
    assert cell(report, "公开09", "", "公务接待费", "决算数").column_path == ("决算数", "公务接待费")
    assert cell(report, "公开09", "", "公务用车购置费", "预算数").text == "5"


def test_three_public_as_a_list(from_text, cell) -> None:
    report = from_text(
        "“三公”经费支出决算表\n单位：元\n\n项目\t行次\t预算数\t决算数\n合计\t1\t9\t8\n1.因公出国（境）费\t2\t\t\n2.公务用车购置及运行维护费\t3\t5\t4\n"
        "其中：公务用车购置费\t4\t1\t1\n3.公务接待费\t5\t4\t4\n"
    )
    found = cell(report, "公开09", "其中：公务用车购置费", "决算数")
    assert found.row_path == ("2.公务用车购置及运行维护费", "其中：公务用车购置费")
    assert report.tables[0].unit == "元"


def test_a_header_that_shares_its_row_with_the_total(from_text) -> None:
    report = from_text(
        "政府性基金预算财政拨款收入支出决算表\n单位：万元\n\n项目\t\t年初结转和结余\t本年收入\t本年支出\t\t\t年末结转和结余\n"
        "科目编码\t科目名称\t\t\t\t\t\t\n合计\t\t\t\t小计\t基本支出\t项目支出\t\n\t\t\t\t\t\t\t\n说明：本年度没有，故本表无数据。\n"
    )
    table = report.tables[0]
    assert [(c.row, c.column, c.value) for c in table.cells] == [
        ("合计", "年初结转和结余", None),
        ("合计", "本年收入", None),
        ("合计", "年末结转和结余", None),
    ]


def test_a_total_may_come_last(from_text, cell) -> None:
    report = from_text(
        "一般公共预算财政拨款支出决算表\n单位：万元\n\n科目编码\t科目名称\t合计\t基本支出\t项目支出\n205\t教育支出\t3\t3\t\n合计\t\t3\t3\t\n"
    )
    assert cell(report, "公开05", "合计", "基本支出").id == "t1/r2c4"


def test_a_continuation_is_one_table_with_its_repeated_title(from_text) -> None:
    head = "科目编码\t科目名称\t本年收入合计\t财政拨款收入\t事业收入\n栏次\t\t1\t2\t3\n"
    caption = "收入决算表\n公开02表\n金额单位：万元\n\n"
    report = from_text(
        caption
        + head
        + "合计\t\t7\t7\t\n205\t教育支出\t3\t3\t\n\n"
        + caption
        + head
        + "208\t社会保障和就业支出\t4\t4\t\n"
    )
    assert len(report.tables) == 1
    assert [c.id for c in report.tables[0].cells if c.row_code == "208"] == ["t1/r3c3", "t1/r3c4", "t1/r3c5"]


def test_the_same_form_of_another_unit_is_another_table(from_text) -> None:
    head = "科目编码\t科目名称\t本年收入合计\t财政拨款收入\t事业收入\n合计\t\t7\t7\t\n205\t教育支出\t7\t7\t\n"
    report = from_text("收入决算表\n单位：万元\n\n" + head + "\n收入决算表\n单位：万元\n\n" + head)
    assert [table.form for table in report.tables] == ["公开02", "公开02"]


def test_captions_inside_the_frame_are_taken_out(from_text) -> None:
    report = from_text(
        "收入决算表\n部门：某市甲局\t金额单位：万元\n科目编码\t科目名称\t本年收入合计\t财政拨款收入\t事业收入\n合计\t\t7\t7\t\n注：略。\t\t\t\t\n"
    )
    assert (report.department, report.tables[0].unit, len(report.tables)) == ("某市甲局", "万元", 1)
    assert len(report.tables[0].notes) == 1


def test_performance_tables_have_headers_in_the_middle(from_text, cell) -> None:
    report = from_text(
        "第五部分 附件\n\n项目支出绩效自评表\n(2023年度)\n单位：万元\n\n项目名称\t甲经费\t\t\t主管部门\t某局\t\n"
        "项目预算执行情况\t\t年初预算数\t全年预算数(A)\t全年执行数(B)\t分值\t得分\n\t年度资金总额\t19.5\t19.5\t28.52\t10\t8.93\n"
        "一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\n产出指标\t数量指标\t办结率\t≥90%\t100%\t10\t10\n总分\t\t\t\t\t100\t19.14\n"
    )
    table = report.tables[0]
    assert (table.form, table.title) == ("绩效自评", "甲经费 项目支出绩效自评表")
    assert cell(report, "绩效自评", "年度资金总额", "全年执行数(B)").value == Decimal("28.52")
    assert cell(report, "绩效自评", "总分", "得分").text == "19.14"
    target = cell(report, "绩效自评", "办结率", "年度指标值")
    assert (target.text, target.value, target.row_path) == ("≥90%", None, ("产出指标", "数量指标", "办结率"))


def test_a_year_between_captions_is_no_header(from_text) -> None:
    report = from_text(
        "收入决算表\n编制单位：某县丁局\t2022年度\t单位：万元\n科目编码\t科目名称\t本年收入合计\t财政拨款收入\n205\t教育支出\t7\t7\n"
    )
    assert {c.column_path for c in report.tables[0].cells} == {("本年收入合计",), ("财政拨款收入",)}
    assert report.department == "某县丁局"


def test_sides_whose_merged_cells_were_lost(from_text, cell) -> None:
    report = from_text(
        "收入支出决算总表\n单位：万元\n\n收入\t支出\n项目\t决算数\t项目\t决算数\n一、事业收入\t5\t一、教育支出\t6\n总计\t6\t总计\t6\n"
    )
    assert cell(report, "公开01", "一、事业收入", "决算数").column_path == ("收入", "决算数")
    assert cell(report, "公开01", "总计", "决算数", "支出").id == "t1/r2c4"


def test_steps_of_the_code_share_the_row_that_numbers_the_columns(from_text, cell) -> None:
    report = from_text(
        "一般公共预算财政拨款支出决算表\n单位：元\n\n项目\t\t\t\t合计\t基本支出\n科目编码\t\t\t科目名称\t\t\n类\t款\t项\t栏次\t1\t2\n"
        "\t\t\t合计\t3\t3\n205\t\t\t教育支出\t3\t3\n205\t08\t\t进修及培训\t3\t3\n"
    )
    assert cell(report, "公开05", "20508", "合计").row_path == ("教育支出", "进修及培训")
    assert cell(report, "公开05", "合计", "基本支出").id == "t1/r1c6"


def test_a_header_that_lost_its_cells_is_doubtful(from_text) -> None:
    report = from_text(
        "收入决算表\n单位：万元\n\n项目\t本年收入合计\t财政拨款收入\t事业收入\t\t其他收入\n科目编码\t科目名称\t小计\t其中：教育收费\n"
        "合计\t518\t518\n201\t一般公共服务支出\t500\t500\n20101\t人大事务\t500\t500\n"
    )
    assert report.tables[0].doubtful


def test_forms_printed_at_the_end_belong_to_the_forms_part(from_text) -> None:
    report = from_text(
        "第一部分 概况\n略。\n第二部分 部门决算表\n第三部分 部门决算情况说明\n收入7元。\n说明：以上为元。\n第四部分 名词解释\n略。\n"
        "收入决算表\n单位：元\n\n科目编码\t科目名称\t本年收入合计\t财政拨款收入\n205\t教育支出\t7\t7\n"
    )
    assert report.tables[0].section == "s2"
    assert [p.kind for p in report.paragraphs if p.text.startswith("说明")] == ["body"]


def test_label_columns_nest(from_text, cell) -> None:
    report = from_text(
        "收入预算总表\n单位：万元\n\n项目名称\t\t金额\n收入总计\t\t9\n财政专户管理资金\t小计\t4\n\t专户管理教育收费\t4\n其他资金\t小计\t5\n"
    )
    assert cell(report, "预算02", "专户管理教育收费", "金额").row_path == (
        "财政专户管理资金",
        "专户管理教育收费",
    )


def test_a_unit_after_the_title_is_no_part_of_it(from_text) -> None:
    text = "支出决算表（单位：万元）\n\n科目名称\t本年支出合计\t基本支出\t项目支出\n合计\t3.00\t2.00\t1.00\n"
    table = from_text(text).tables[0]
    assert (table.form, table.title, table.unit) == ("公开03", "支出决算表", "万元")
