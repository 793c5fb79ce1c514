"""The workbook: its sheets, its live formulas against our figures, and text that stays text."""

from __future__ import annotations

import functools
import io
import re
import zipfile
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import gouji
import pytest
from gouji.model import Audit
from gouji.render.marks import is_formula
from gouji.render.workbook import workbook
from gouji.render.workbook.words import CHECKS, CLAIMS, FINDINGS, PAPERS, Columns, at
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests import small
from tests.render.calc import recomputed
from tests.render.hostile import hostile_audit
from tests.render.sample import sample_audit

SAMPLES = Path(__file__).parents[2] / "corpora" / "samples"
LISTS = ["概览", "发现", "审计底稿", "数据陈述", "原因", "检查"]
CLOSE = Decimal("0.000001")
HOLDS = {"supported", "consistent"}


def opened(data: bytes) -> Workbook:
    return load_workbook(io.BytesIO(data))


@functools.cache
def planted() -> Audit:
    return gouji.audit(SAMPLES / "sample-planted.txt")


def column(sheet: Worksheet, columns: Columns, key: str) -> list[object]:
    return [sheet.cell(row, at(columns, key) + 1).value for row in range(2, sheet.max_row + 1)]


def is_live(value: object) -> bool:
    return isinstance(value, str) and value.startswith("=")


def same(shown: object, wanted: Decimal | None, scale: int = 1) -> bool:
    return (
        wanted is not None
        and isinstance(shown, int | float)
        and abs(Decimal(repr(shown)) * scale - wanted) <= CLOSE
    )


def check_recomputed(audit: Audit, folder: Path) -> tuple[int, int]:
    """Holds every formula of the claims and the checks against the audit; how many of each there are."""
    data = workbook(audit)
    written, computed = opened(data), recomputed(data, folder)
    claims = checks = 0
    sheet, values = written["数据陈述"], computed["数据陈述"]
    shown = {key: column(values, CLAIMS, key) for key in ("recomputed", "gap", "result")}
    live = column(sheet, CLAIMS, "recomputed")
    assert len(live) == len(audit.claims)
    for row, (claim, verdict) in enumerate(zip(audit.claims, audit.verdicts, strict=True)):
        if not is_live(live[row]):
            continue
        claims += 1
        scale = 100 if claim.unit == "%" else 1
        assert same(shown["recomputed"][row], verdict.computed, scale), (claim.id, live[row])
        if verdict.gap is not None:
            assert same(shown["gap"][row], verdict.gap, scale), claim.id
        turned = any(one.hypothesis == "direction" for one in verdict.diagnosis)
        if shown["result"][row] is not None and not turned:
            assert (shown["result"][row] == "相符") == (verdict.verdict in HOLDS), claim.id
    sheet, values = written["检查"], computed["检查"]
    live = column(sheet, CHECKS, "right")
    for row, check in enumerate(audit.checks):
        if is_live(live[row]):
            checks += 1
            figures = (("left", check.said), ("right", check.computed), ("gap", check.gap))
            assert all(same(column(values, CHECKS, key)[row], wanted) for key, wanted in figures), check
            agrees = column(values, CHECKS, "result")[row] == "相符"
            assert agrees == (check.outcome == "pass") or check.outcome == "not_applicable"
    counted = [row for row in computed["概览"].iter_rows(values_only=True) if "重算：" in str(row[0])]
    assert [row[1] + row[2] for row in counted][1] == checks
    return claims, checks


def test_the_sheets_of_an_audit() -> None:
    book = opened(workbook(sample_audit()))
    assert book.sheetnames[:6] == LISTS
    assert book.sheetnames[6:] == ["公开01", "公开02", "公开06", "公开09"]
    for name in LISTS[1:]:
        assert book[name].freeze_panes == "B2"
        assert book[name].auto_filter.ref
        assert book[name].print_title_rows == "$1:$1"
        assert book[name].page_setup.orientation == "landscape"
    assert book["公开01"].freeze_panes == "B6"


def test_english_names() -> None:
    book = opened(workbook(sample_audit(), lang="en"))
    assert book.sheetnames[:3] == ["Overview", "Findings", "Working papers"]
    assert book["Claims"].cell(1, 1).value == "No."


def test_linked_cells_are_marked_and_name_their_claims() -> None:
    sheet = opened(workbook(sample_audit()))["公开06"]
    basic, people, running = sheet["B5"], sheet["B6"], sheet["B7"]
    assert (basic.value, basic.number_format) == (4065.23, "#,##0.00")
    assert "基本支出 3,045.12万元（矛盾）" in basic.comment.text
    assert basic.fill.fgColor.rgb != people.fill.fgColor.rgb
    assert running.comment is None
    assert running.fill.fill_type is None


def test_figures_are_formulas_over_the_form_sheets_where_these_give_them() -> None:
    sheet = opened(workbook(sample_audit()))["数据陈述"]
    live = column(sheet, CLAIMS, "recomputed")
    assert live[3] == "='公开06'!B5"
    # its expression does not give what the verdict says: it is written as a number
    assert live[5] == 218.04
    assert column(sheet, CLAIMS, "result")[3] == '=IF(V5<=W5,"相符","不符")'


def test_the_working_papers_have_evidence_and_room_for_signatures() -> None:
    sheet = opened(workbook(sample_audit()))["审计底稿"]
    names = [sheet.cell(1, 1 + place).value for place in range(len(PAPERS))]
    assert names == [
        "索引号", "事项", "查证过程", "证据：文件", "证据：sha256", "证据：页", "证据：表", "证据：单元格",
        "证据：引文", "定性", "差异", "编制人", "日期", "复核人", "意见",
    ]  # fmt: skip
    row = next(r for r in range(2, sheet.max_row + 1) if "基本支出与公开06" in sheet.cell(r, 2).value)
    held = {key: sheet.cell(row, at(PAPERS, key) + 1).value for key, _ in PAPERS}
    assert held["sha256"] == "0" * 64
    assert (held["at_page"], held["table"]) == (43, "公开06")
    assert "4,065.23" in held["cell"]
    assert held["quotation"].startswith("2023年度一般公共预算财政拨款基本支出3,045.12万元")
    assert held["difference"].startswith("='数据陈述'!")
    assert "人员经费与公用经费之和" in held["matter"]
    assert [held[key] for key in ("by", "date", "reviewer", "opinion")] == [None] * 4


def test_findings_stand_with_their_causes() -> None:
    sheet = opened(workbook(sample_audit()))["发现"]
    causes = column(sheet, FINDINGS, "cause")
    assert len(causes) == len(sample_audit().findings)
    assert causes == sorted(causes, key=int)
    assert len(set(causes)) == len(causes) - 1


def test_a_number_of_more_digits_than_a_spreadsheet_has_is_text() -> None:
    audit = sample_audit()
    table = audit.report.tables[2]
    long = Decimal("12345678901234567.89")
    cell = replace(table.cells[0], value=long, text="12,345,678,901,234,567.89")
    tables = (
        *audit.report.tables[:2],
        replace(table, cells=(cell, *table.cells[1:])),
        audit.report.tables[3],
    )
    book = opened(workbook(replace(audit, report=replace(audit.report, tables=tables))))
    assert book["公开06"]["B5"].value == "12,345,678,901,234,567.89"
    assert not is_live(column(book["数据陈述"], CLAIMS, "recomputed")[3])


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_hostile_text_stays_text(lang: str) -> None:
    data = workbook(hostile_audit(), lang=lang)
    book = opened(data)
    texts = 0
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    assert "cmd" not in cell.value
                    assert "HYPERLINK" not in cell.value
                elif isinstance(cell.value, str) and is_formula(cell.value):
                    texts += 1
                    assert cell.quotePrefix, (sheet.title, cell.coordinate, cell.value)
    assert texts > 50
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert not [name for name in archive.namelist() if "externalLink" in name or ".." in name]
        assert b"<f>1+1</f>" not in b"".join(archive.read(name) for name in archive.namelist())


def test_hostile_text_is_opened_as_text(tmp_path: Path) -> None:
    book = recomputed(workbook(hostile_audit()), tmp_path)
    shown = [
        cell for sheet in book for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)
    ]
    assert any(cell.value.startswith("=cmd") for cell in shown)
    assert not [cell.value for cell in shown if cell.value.startswith(("#NAME", "#REF", "Err:"))]


def test_the_formulas_recomputed_equal_ours(tmp_path: Path) -> None:
    claims, checks = check_recomputed(planted(), tmp_path)
    assert claims >= 170
    related = [c for c in planted().checks if c.computed is not None and c.expression is not None]
    assert checks == len(related) > 500


def test_figures_of_last_year_are_constants_of_their_own_sheet(tmp_path: Path) -> None:
    before = small.text(forms={"公开01": small.FORMS["公开01"].replace("840.00", "800.00")})
    words = "2023年度收、支总计均为840.00万元。与2022年度相比，收、支总计各增加40.00万元，增长5.00%。"
    audit = gouji.audit(
        small.read_text(small.text({"总体": words})), prior=small.read_text(before.replace("2023", "2022"))
    )
    book = opened(workbook(audit))
    live = column(book["数据陈述"], CLAIMS, "recomputed")
    assert any(is_live(value) and "'上年报告'!B2" in value for value in live)
    assert book["上年报告"]["B2"].value == 800
    check_recomputed(audit, tmp_path)


def test_forms_in_another_unit(tmp_path: Path) -> None:
    yuan = small.FORMS["公开01"].replace("金额单位：万元", "金额单位：元")
    yuan = re.sub(r"(\d+)\.(\d\d)", lambda found: f"{found[1]}{found[2]}00.00", yuan)
    audit = gouji.audit(small.read_text(small.text(forms={"公开01": yuan})))
    assert {table.unit for table in audit.report.tables} >= {"元", "万元"}
    live = column(opened(workbook(audit))["数据陈述"], CLAIMS, "recomputed")
    assert any(is_live(value) and "/10000" in value for value in live)
    claims, checks = check_recomputed(audit, tmp_path)
    assert claims > 20
    assert checks > 150


@pytest.mark.real
@pytest.mark.parametrize("name", ["zaozhuang-office-2023.pdf", "putuo-planning-2024.pdf"])
def test_the_formulas_of_a_real_report_recomputed_equal_ours(
    real_reports: Path, tmp_path: Path, name: str
) -> None:
    claims, checks = check_recomputed(gouji.audit(real_reports / name), tmp_path)
    assert claims > 50
    assert checks > 50
