from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from decimal import Decimal

import gouji
from gouji.model import Audit, Cell, Paragraph, Recognised, Report
from gouji.verify.unsure import UNREAD, Settings

from tests import small
from tests.verify import seen

LOW, HIGH = Decimal("0.40"), Decimal("0.99")
WRONG = {"总体": "2023年度收、支总计均为513.00万元。"}


def _with_cells(report: Report, change: Callable[[str | None, Cell], Cell]) -> Report:
    tables = tuple(
        dataclasses.replace(table, cells=tuple(change(table.form, cell) for cell in table.cells))
        for table in report.tables
    )
    return dataclasses.replace(report, tables=tables)


def _with_figure(report: Report, words: str, sure: Decimal) -> Report:
    """The report with one figure of its narrative recognised so surely."""

    def change(paragraph: Paragraph) -> Paragraph:
        at = paragraph.text.find(words)
        found = (Recognised(at, at + len(words), sure),) if at >= 0 else ()
        return dataclasses.replace(paragraph, recognised=found)

    return dataclasses.replace(report, paragraphs=tuple(map(change, report.paragraphs)))


def _codes(result: Audit) -> list[str]:
    return [note.code for note in result.report.notes]


def test_a_wrong_figure_that_was_read_surely_is_contradicted() -> None:
    result = gouji.audit(_with_figure(small.report(WRONG), "513.00万元", HIGH))
    assert seen.verdict(result, "513.00万元", "总体").verdict == "contradicted"
    assert "ocr.low_confidence" not in _codes(result)


def test_a_figure_that_was_hardly_read_is_unverifiable_with_a_note() -> None:
    result = gouji.audit(_with_figure(small.report(WRONG), "513.00万元", LOW))
    found = seen.verdict(result, "513.00万元", "总体")
    assert (found.verdict, found.evidence, found.computed) == ("unverifiable", "none", None)
    assert not [f for f in result.findings if set(f.claims) & {found.claim}]
    assert _codes(result).count("ocr.low_confidence") == 1


def test_what_recomputes_from_it_is_unverifiable_too() -> None:
    sections = {
        "支出": "本年支出合计810.00万元，其中：基本支出610.00万元，占70.00%；项目支出200.00万元，占24.69%。"
    }
    sure = gouji.audit(small.report(sections))
    assert seen.verdict(sure, "70.00%", "支出").verdict == "contradicted"
    cells = {link.claim: link for link in sure.links}[seen.verdict(sure, "70.00%", "支出").claim].cells
    report = _with_cells(
        small.report(sections),
        lambda form, cell: dataclasses.replace(cell, confidence=LOW if cell.id in cells[:1] else HIGH),
    )
    assert seen.verdict(gouji.audit(report), "70.00%", "支出").verdict == "unverifiable"


def test_an_identity_that_fails_on_it_has_no_data_and_one_that_holds_holds() -> None:
    def slip(form: str | None, cell: Cell) -> Cell:
        wrong = form == "公开03" and cell.row == "合计" and cell.value == Decimal("610.00")
        return (
            dataclasses.replace(cell, value=Decimal("670.00"), text="670.00", confidence=LOW)
            if wrong
            else cell
        )

    report = _with_cells(small.report(), slip)
    low = {c.id for t in report.tables for c in t.cells if c.confidence is not None}
    assert low
    result = gouji.audit(report)
    touching = {check.outcome for check in result.checks if low & set(check.cells)}
    assert "insufficient_data" in touching
    assert "fail" not in touching
    assert not [f for f in result.findings if f.code.startswith("table.") and low & set(f.cells)]
    held = gouji.audit(
        _with_cells(small.report(), lambda form, cell: dataclasses.replace(cell, confidence=LOW))
    )
    assert {check.outcome for check in held.checks if check.cells} == {"pass"}


def test_ink_that_nothing_was_read_from_is_not_taken_for_zero() -> None:
    def lose(form: str | None, cell: Cell) -> Cell:
        lost = form == "公开03" and cell.value == Decimal("610.00")
        return dataclasses.replace(cell, value=None, text=UNREAD, confidence=Decimal(0)) if lost else cell

    result = gouji.audit(_with_cells(small.report(), lose))
    assert not [f for f in result.findings if f.severity == "error"]
    assert "ocr.low_confidence" in _codes(result)


def test_confidence_survives_json_and_takes_no_room_where_there_is_none() -> None:
    report = _with_figure(small.report(WRONG), "513.00万元", LOW)
    text = gouji.to_json(report)
    assert gouji.from_json(text) == report
    written = [paragraph for paragraph in json.loads(text)["paragraphs"] if "recognised" in paragraph]
    assert [paragraph["recognised"][0]["confidence"] for paragraph in written] == ["0.40"]
    result = gouji.audit(report)
    assert gouji.from_json(gouji.to_json(result)) == result
    again = gouji.audit(gouji.from_json(text))
    assert again.verdicts == result.verdicts


def test_the_threshold_has_a_name() -> None:
    assert Decimal("0.5") < Settings().sure < 1
