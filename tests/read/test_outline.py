from __future__ import annotations

FRONT = (
    "2023年度\n某市甲局\n部门决算\n\n目　录\n第一部分 部门概况\n一、部门职责\n第二部分 2023年度部门决算表\n"
    "第三部分 2023年度部门决算情况说明\n一、总体情况说明\n第四部分 名词解释\n第五部分 附件\n\n"
)
BODY = (
    "第一部分\n\n部门概况\n\n一、部门职责\n\n（一）负责统筹全市水务工作，拟订规划。\n\n（二）管理市水文站。\n\n"
    "第二部分\n\n2023年度部门决算表\n\n第三部分\n\n2023年度部门决算情况说明\n\n一、总体情况说明\n\n"
    "2023年度收入总计10万元。\n\n（一）预算绩效管理工作开展情况。根据要求，开展绩效自评。\n\n"
    "（二）城乡社区支出（类）土地出让支出（款）其他支出（项）。年初预算为0万元。\n\n（三）收入预算总计10.48万元。包括：\n\n"
    "第四部分\n\n名词解释\n\n一、财政拨款收入：指从财政部门取得的拨款。\n\n第五部分\n\n附件\n\n附件1\n\n"
    "某项目支出绩效评价报告\n\n一、项目基本情况\n\n（一）立项背景\n\n第一部分 评价结论\n\n得分100分。\n"
)


def outline(report) -> list[tuple[str, str, str]]:
    return [(section.id, section.title, section.role) for section in report.sections]


def test_parts_sections_and_roles(from_text) -> None:
    report = from_text(FRONT + BODY)
    assert outline(report) == [
        ("s0", "封面", "cover"),
        ("s0.1", "目录", "contents"),
        ("s1", "部门概况", "overview"),
        ("s1.1", "部门职责", "overview"),
        ("s2", "2023年度部门决算表", "forms"),
        ("s3", "2023年度部门决算情况说明", "explanation"),
        ("s3.1", "总体情况说明", "explanation"),
        ("s3.1.1", "预算绩效管理工作开展情况", "explanation"),
        ("s4", "名词解释", "glossary"),
        ("s5", "附件", "attachment"),
        ("s5.1", "某项目支出绩效评价报告", "attachment"),
        ("s5.1.1", "项目基本情况", "attachment"),
    ]


def test_a_run_in_heading_stays_one_body_paragraph(from_text) -> None:
    report = from_text(FRONT + BODY)
    found = next(p for p in report.paragraphs if "开展绩效自评" in p.text)
    assert (found.kind, found.section) == ("body", "s3.1.1")
    assert found.text.startswith("（一）预算绩效管理工作开展情况。根据")


def test_sections_of_cover_and_contents(from_text) -> None:
    report = from_text(FRONT + BODY)
    assert report.paragraphs[0].section == "s0"
    assert all(p.section == "s0.1" for p in report.paragraphs[3:11])


def test_flat_reports_use_the_first_level_as_parts(from_text) -> None:
    report = from_text(
        "某县乙局2022年度单位决算公开\n\n一、单位基本情况\n\n（一）主要职能\n\n负责丙事项。\n\n二、2022年度单位决算表\n\n"
        "三、2022年度单位决算情况说明\n\n（一）收入支出决算总体情况说明\n\n收入总计10万元。\n\n四、名词解释\n\n基本支出：指支出。\n"
    )
    assert outline(report) == [
        ("s0", "封面", "cover"),
        ("s1", "单位基本情况", "overview"),
        ("s1.1", "主要职能", "overview"),
        ("s2", "2022年度单位决算表", "forms"),
        ("s3", "2022年度单位决算情况说明", "explanation"),
        ("s3.1", "收入支出决算总体情况说明", "explanation"),
        ("s4", "名词解释", "glossary"),
    ]
    assert (report.level, report.department, report.fiscal_year) == ("unit", "某县乙局", 2022)


def test_other_matters_as_a_part_of_their_own_are_explanation(from_text) -> None:
    report = from_text(
        "第一部分 部门概况\n第二部分 部门决算表\n第三部分 部门决算情况说明\n收入10万元。\n第四部分 其他重要事项及相关口径情况说明\n"
        "一、机关运行经费支出情况\n支出2万元。\n第五部分 名词解释\n"
    )
    assert [s.role for s in report.sections] == [
        "overview",
        "forms",
        "explanation",
        "explanation",
        "explanation",
        "glossary",
    ]


def test_a_divider_page_and_its_body_heading_are_one_section(from_text) -> None:
    report = from_text(
        "第一部分 概况\n负责丙事项。\n第三部分\n2023年度部门决算情况说明\n\n第三部分 2023年度部门决算情况说明\n一、总体情况说明\n收入10万元。\n"
    )
    assert [s.id for s in report.sections] == ["s1", "s3", "s3.1"]


def test_repeated_numbers_get_ids_of_their_own(from_text) -> None:
    report = from_text("第三部分 情况说明\n一、甲情况\n甲。\n一、乙情况\n乙。\n三、丙情况\n丙。\n")
    assert [s.id for s in report.sections] == ["s3", "s3.1", "s3.2", "s3.3"]


def test_headings_that_recur_are_a_table_of_contents(from_text) -> None:
    entries = "一、部门概况\n二、部门决算表\n三、部门决算情况说明\n四、名词解释\n"
    report = from_text(
        "2023年度部门决算\n"
        + entries
        + "一、部门概况\n负责丙。\n二、部门决算表\n三、部门决算情况说明\n收入1万元。\n四、名词解释\n略。\n"
    )
    assert [s.id for s in report.sections] == ["s0", "s0.1", "s1", "s2", "s3", "s4"]


def test_a_page_without_headings_is_explanation(from_text) -> None:
    report = from_text("某镇2023年“三公”经费决算情况\n\n2023年“三公”经费支出3万元，与上年持平。\n")
    assert [s.role for s in report.sections] == ["explanation"]
    assert report.kind == "three_public"


def test_a_class_heading_of_its_own_is_a_section(from_text) -> None:
    report = from_text(
        "第三部分 预算情况说明\n五、支出预算情况说明\n（一）一般公共服务支出（类）\n1.行政运行（项）4万元。\n"
    )
    assert report.sections[-1].title == "一般公共服务支出（类）"


def test_entries_of_a_table_of_contents_may_repeat(from_text) -> None:
    report = from_text(
        "某局2023年度部门决算\n目录\n第一部分 概况\n第三部分 情况说明\n一、收入说明\n（一）总体情况\n二、支出说明\n（一）总体情况\n第四部分 名词解释\n"
        "第一部分 概况\n略。\n第三部分 情况说明\n一、收入说明\n（一）总体情况\n收入1元。\n二、支出说明\n（一）总体情况\n支出1元。\n第四部分 名词解释\n略。\n"
    )
    assert [s.id for s in report.sections] == [
        "s0",
        "s0.1",
        "s1",
        "s3",
        "s3.1",
        "s3.1.1",
        "s3.2",
        "s3.2.1",
        "s4",
    ]


def test_a_flat_body_begins_where_the_numbers_begin_anew(from_text) -> None:
    report = from_text(
        "某局2023年度部门决算\n目录\n一、概况……1\n二、决算表……2\n三、决算情况说明……3\n一、部门概况\n二、部门决算表\n三、部门决算情况说明\n收入1元。\n"
    )
    assert [(s.id, s.title) for s in report.sections][2:] == [
        ("s1", "部门概况"),
        ("s2", "部门决算表"),
        ("s3", "部门决算情况说明"),
    ]


def test_a_year_that_is_compared_with_is_not_the_report_s(from_text) -> None:
    text = "本年收入12.00万元，与2023年度相比增加1.00万元。与2023年度决算相比持平。2024年度支出合计3.00万元，比2023年减少1.00万元。"
    assert from_text(text).fiscal_year == 2024


def test_forms_behind_the_attachments_are_a_part_though_its_title_stands_below(from_text) -> None:
    head = "目录\n\n第一部分 单位概况\n第二部分 决算情况说明\n第三部分 附件\n第四部分 附表\n\n第一部分 单位概况\n\n一、职责\n\n"
    body = "第二部分 决算情况说明\n\n一、总体情况\n\n收入6万元。\n\n第三部分\n\n附件\n\n附件1\n\n自评报告\n\n"
    for last in ("第四部分\n\n附表\n\n", "第四部分 附表\n\n"):
        report = from_text(head + body + last + "收入决算表\n\n项目\t金额\n事业收入\t6.00\n")
        assert [(s.title, s.role) for s in report.sections if s.id in {"s3", "s4"}] == [
            ("附件", "attachment"),
            ("附表", "forms"),
        ]


def test_the_number_of_a_form_below_its_title_opens_no_section(from_text) -> None:
    table = "部门：某市甲局\t单位：万元\n\n收入\t\t支出\t\n项目\t预算数\t项目\t预算数\n本年收入合计\t1.00\t本年支出合计\t1.00\n\n"
    report = from_text(
        "第一部分 部门概况\n\n一、部门职责\n\n负责丙事项。\n\n第二部分 2024年部门预算表\n\n2024年度收支预算总体情况表\n附表1\n"
        + table
        + "第三部分 2024年部门预算情况说明\n\n一、总体情况\n\n收入1.00万元。\n"
    )
    assert [section.title for section in report.sections if section.role == "attachment"] == []
    assert [t.form for t in report.tables] == ["预算01"]
