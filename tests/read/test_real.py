"""The real reports, where GOUJI_REAL_REPORTS names their folder; cells were checked by hand against the pages."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from gouji.model import Report
from gouji.read import read

pytestmark = pytest.mark.real
NINE = [f"公开0{number}" for number in range(1, 10)]
BUDGET = [f"预算{number:02}" for number in range(1, 14) if number != 9]


@cache
def report(*paths: Path) -> Report:
    return read(list(paths))


def forms(of: Report, prefix: str) -> list[str]:
    return sorted(table.form for table in of.tables if table.form and table.form.startswith(prefix))


def keyed(of: Report, prefix: str) -> dict[str, tuple[object, ...]]:
    return {
        f"{table.form}/{cell.id.partition('/')[2]}": (
            cell.row,
            cell.row_code,
            cell.row_path,
            cell.column_path,
            cell.text,
        )
        for table in of.tables
        if table.form and table.form.startswith(prefix)
        for cell in table.cells
    }


@pytest.mark.parametrize(
    "name", ["zaozhuang-office-2023.txt", "zaozhuang-office-2023.pdf", "putuo-planning-2024.pdf"]
)
def test_all_nine_forms_once(real_reports: Path, name: str) -> None:
    found = report(real_reports / name)
    assert forms(found, "公开") == NINE
    assert not any(table.doubtful for table in found.tables)
    assert (found.kind, found.level, found.unit) == ("final_accounts", "department", "万元")
    assert all(table.unit == "万元" for table in found.tables if table.form in NINE)


def test_the_same_report_as_text_and_as_pdf(real_reports: Path) -> None:
    text = report(real_reports / "zaozhuang-office-2023.txt")
    pdf = report(real_reports / "zaozhuang-office-2023.pdf")
    assert keyed(text, "公开") == keyed(pdf, "公开")
    assert len(keyed(text, "公开")) == 768
    explained = [
        [p.text for p in r.paragraphs if p.section and p.section.startswith("s3.")] for r in (text, pdf)
    ]
    assert len(set(explained[0]) & set(explained[1])) >= 0.92 * len(explained[0])
    assert [s.id for s in text.sections if s.role == "explanation"] == [
        s.id for s in pdf.sections if s.role == "explanation"
    ]


def test_cells_by_hand_of_the_text(real_reports: Path, cell) -> None:
    found = report(real_reports / "zaozhuang-office-2023.txt")
    item = cell(found, "公开05", "2010302", "项目支出")
    assert item.row_path == ("一般公共服务支出", "政府办公厅（室）及相关机构事务", "一般行政管理事务")
    assert (item.text, item.column_path) == ("1,747.52", ("本年支出", "项目支出"))
    total = cell(found, "公开06", "公用经费合计", "金额")
    assert (total.text, total.column_path) == ("218.05", ("公用经费", "金额"))
    assert cell(found, "公开01", "年初结转和结余", "金额", "收入").text == "1.43"
    assert cell(found, "公开09", "", "因公出国(境)费", "决算数").text == "17.28"
    assert cell(found, "绩效自评汇总", "挂职人员补助（市政府办）", "得分").text == "98.61"
    notes = [table.notes for table in found.tables if table.form == "公开08"]
    assert notes
    assert notes[0]


def test_cells_by_hand_of_pairs_and_split_names(real_reports: Path, cell) -> None:
    found = report(real_reports / "putuo-planning-2024.pdf")
    paired = cell(found, "公开09", "", "公务接待费", "决算数")
    assert paired.text == "0.39"
    assert paired.column_path[-1] == "公务接待费"
    wrapped = cell(found, "公开05", "2080505", "基本支出")
    assert wrapped.row_path == (
        "社会保障和就业支出",
        "行政事业单位养老支出",
        "机关事业单位基本养老保险缴费支出",
    )
    assert (wrapped.text, wrapped.page) == ("446.11", 14)
    assert cell(found, "公开05", "合计", "项目支出").page == 15
    opening = [c for t in found.tables if t.form == "公开04" for c in t.cells if len(c.row_path) == 2]
    assert {c.row_path[0] for c in opening} == {"年初财政拨款结转和结余"}
    assert [s.id for s in found.sections if s.role == "forms"] == ["s2"]
    assert found.fiscal_year == 2024


@pytest.mark.parametrize("name", ["cppcc-2017", "cppcc-2018", "cppcc-2019", "party-office-2018"])
def test_bundles_of_budget_reports(real_reports: Path, name: str) -> None:
    folder = real_reports / "jiangsu"
    found = report(folder / f"{name}.pdf", folder / f"{name}-forms.pdf")
    assert forms(found, "预算") == BUDGET
    assert (found.kind, found.fiscal_year) == ("budget", int(name[-4:]))
    assert [s.role for s in found.sections if "." not in s.id and s.id != "s0"][:4] == [
        "overview",
        "forms",
        "explanation",
        "glossary",
    ]
    assert any(s.role == "cover" for s in found.sections) or found.notes[0].code == "page.no_text"
    assert {s.role for s in found.sections if s.id == "s0.1"} == {"contents"}


def test_nested_columns_and_rows_of_a_budget(real_reports: Path, cell) -> None:
    folder = real_reports / "jiangsu"
    found = report(folder / "cppcc-2018.pdf", folder / "cppcc-2018-forms.pdf")
    assert cell(found, "预算01", "三、单位预留机动经费", "金额").column_path == ("支出", "支出用途", "金额")
    assert cell(found, "预算02", "专户管理教育收费", "金额").row_path == (
        "财政专户管理资金",
        "专户管理教育收费",
    )
    assert cell(found, "预算07", "", "公务用车运行维护费").text == "156.60"


def test_lines_of_paragraphs_cover_their_text(real_reports: Path) -> None:
    found = report(real_reports / "putuo-planning-2024.pdf")
    for paragraph in found.paragraphs:
        joined = "".join(paragraph.text[line.start : line.end] for line in paragraph.lines)
        assert joined.replace(" ", "") == paragraph.text.replace(" ", "")
        assert all(line.box.page in (paragraph.page, (paragraph.page or 0) + 1) for line in paragraph.lines)
