from __future__ import annotations

from pathlib import Path

import pytest
from gouji.read import read
from gouji.read.bundles import Part, bundles, fit, grouped


def part(name: str, department: str | None = None, year: int | None = None, *, said: bool = False) -> Part:
    return Part(Path(name), department, year, said, 0 if said else 9)


def names(groups: list[tuple[Path, ...]]) -> list[list[str]]:
    return [[path.name for path in group] for group in groups]


def test_forms_go_to_the_narrative_of_their_department_and_year() -> None:
    parts = [
        part("a-2022-表.xlsx", "某市甲局", 2022),
        part("a-2022.docx", "某市甲局", 2022, said=True),
        part("a-2023-表.xlsx", "某市甲局", 2023),
        part("a-2023.docx", "某市甲局", 2023, said=True),
        part("b-2023-表.xlsx", "某市乙局（本级）", 2023),
        part("b-2023.docx", "某市乙局", 2023, said=True),
    ]
    assert names(grouped(parts)) == [
        ["a-2022.docx", "a-2022-表.xlsx"],
        ["a-2023.docx", "a-2023-表.xlsx"],
        ["b-2023.docx", "b-2023-表.xlsx"],
    ]


def test_forms_that_nothing_speaks_for_stand_together_or_alone() -> None:
    parts = [part(f"z0{n}.xls", "某市甲局", 2023) for n in range(3)] + [part("y.xls", "某市乙局", 2023)]
    assert names(grouped(parts)) == [["z00.xls", "z01.xls", "z02.xls"], ["y.xls"]]


def test_the_only_narrative_takes_what_names_no_other_year() -> None:
    narrative = part("说明.docx", "某市甲局", 2023, said=True)
    parts = [
        narrative,
        part("报表.xls", "甲局机关", 2023),
        part("旧表.xls", "甲局机关", 2022),
        part("附表.xls"),
    ]
    assert names(grouped(parts)) == [["说明.docx", "报表.xls", "附表.xls"], ["旧表.xls"]]


def test_file_names_speak_where_departments_are_written_otherwise() -> None:
    one, other = (
        part("party-2018-forms.pdf", "中共某省委办公厅", 2018),
        part("party-2018.pdf", "某省委办公室", 2018),
    )
    assert fit(one, other) > 0
    assert fit(part("x-forms.pdf", "某省人大", 2018), other) == 0


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    said = "".join(f"{n}、第{n}项工作按计划完成，支出为{n}.00万元。\n" for n in range(1, 12))
    form = "收入决算表\n部门：{0}\n单位：万元\n\n科目编码\t科目名称\t本年收入合计\n合计\t\t7.00\n"
    for name in ("某市甲局", "某市乙局"):
        (tmp_path / f"{name}.txt").write_text(
            f"{name}\n2023年度部门决算\n一、情况说明\n{said}", encoding="utf-8"
        )
        (tmp_path / f"{name}-表.txt").write_text(f"2023年度\n{form.format(name)}", encoding="utf-8")
    (tmp_path / "坏.txt").write_bytes(b"\0" * 20)
    return tmp_path


def test_a_folder_of_two_departments_is_two_reports_and_one_error(folder: Path) -> None:
    found = bundles(sorted(folder.iterdir()), read)
    assert names(found) == [
        ["坏.txt"],
        ["某市乙局.txt", "某市乙局-表.txt"],
        ["某市甲局.txt", "某市甲局-表.txt"],
    ]
    report = read(list(found[-1]))
    assert len(report.sources) == 2
    assert not report.notes


def test_parts_of_two_departments_are_said_to_be_mixed(folder: Path) -> None:
    report = read([folder / "某市甲局.txt", folder / "某市乙局-表.txt"])
    assert [note.code for note in report.notes] == ["bundle.departments"]
    assert "某市乙局" in report.notes[0].message
