"""What two readings of one report have to share, whatever the format."""

from __future__ import annotations

from gouji.model import Report

Forms = dict[str, list[tuple[object, ...]]]


def forms(report: Report) -> Forms:
    """The cells by table; of a self-evaluation only those with text, since text cannot show its merged cells."""
    return {
        f"{table.form} {table.title}": [
            (cell.row, cell.row_code, cell.row_path, cell.column_path, cell.text)
            for cell in table.cells
            if cell.text or table.form != "绩效自评"
        ]
        for table in report.tables
    }


def told(report: Report) -> list[tuple[str, str]]:
    """Headings and body text in order."""
    return [(p.kind, p.text) for p in report.paragraphs if p.kind in ("body", "heading")]


def assert_same(report: Report, text: Report) -> None:
    """Forms cell by cell, text, sections and what the front says."""
    assert len(forms(text)) >= 9
    assert forms(report) == forms(text)
    assert told(report) == told(text)
    assert [(s.id, s.title, s.role) for s in report.sections] == [
        (s.id, s.title, s.role) for s in text.sections
    ]
    assert [table.unit for table in report.tables] == [table.unit for table in text.tables]
    assert (report.department, report.fiscal_year, report.kind) == (
        text.department,
        text.fiscal_year,
        text.kind,
    )
