"""One report set three times (text, Word, PDF) reads the same, and bundles are found in a folder."""

from __future__ import annotations

from pathlib import Path

import pytest
from gouji.cli.inputs import reports
from gouji.model import Report
from gouji.read import read

NINE = [f"公开0{number}" for number in range(1, 10)]


def forms(report: Report) -> dict[str, list[tuple[object, ...]]]:
    return {
        table.form: [(c.row, c.row_code, c.row_path, c.column_path, c.text) for c in table.cells]
        for table in report.tables
        if table.form in NINE
    }


def explanation(report: Report) -> str:
    """The text of the explanation part; the original ends some of its lines where the other two do not."""
    explained = {section.id for section in report.sections if section.role == "explanation"}
    return "".join(
        p.text for p in report.paragraphs if p.section in explained and p.kind in ("body", "heading")
    )


@pytest.mark.real
@pytest.mark.parametrize("ending", ["docx", "pdf"])
def test_the_same_report_in_three_formats(real_reports: Path, ending: str) -> None:
    text = read(real_reports / "zaozhuang-office-2023.txt")
    other = read(real_reports / f"zaozhuang-office-2023.{ending}")
    assert sorted(forms(text)) == NINE
    assert sum(map(len, forms(text).values())) == 768
    assert forms(other) == forms(text)
    assert len(explanation(text)) > 5000
    assert explanation(other) == explanation(text)


@pytest.mark.real
def test_four_bundles_in_one_folder(real_reports: Path) -> None:
    found = reports([str(real_reports / "jiangsu")], bundle=False)
    assert [[path.stem for path in group] for group in found] == [
        ["cppcc-2017", "cppcc-2017-forms"],
        ["cppcc-2018", "cppcc-2018-forms"],
        ["cppcc-2019", "cppcc-2019-forms"],
        ["party-office-2018", "party-office-2018-forms"],
    ]
    report = read(list(found[1]))
    assert len(report.tables) == 12
    assert not [note for note in report.notes if note.code.startswith("bundle.")]
