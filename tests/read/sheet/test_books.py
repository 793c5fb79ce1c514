"""What a workbook hides, leaves uncalculated or breaks is said; hostile ones are refused, and fast."""

from __future__ import annotations

import random
import time
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
import xlwt
from gouji.errors import UnreadableError
from gouji.read import read
from gouji.read.settings import Limits
from gouji.read.sheet import xlsx
from gouji.read.source import open_file
from openpyxl import Workbook

from tests.read.sheet.made import FORM, book, parsed, rezipped, told, with_shared_texts

SHEET = "xl/worksheets/sheet1.xml"


def codes(path: Path) -> list[str]:
    return [note.code for note in parsed(path).notes]


def test_hidden_sheets_are_not_read_but_named(tmp_path: Path) -> None:
    def hide(made: Workbook) -> None:
        made["底稿"].sheet_state = "hidden"
        made["参数"].sheet_state = "veryHidden"

    path = book(tmp_path / "a.xlsx", {"底稿": FORM, "Z02": FORM, "参数": FORM}, hide)
    found = parsed(path)
    assert (found.pages, [note.code for note in found.notes]) == (1, ["sheet.hidden"])
    assert "“底稿”、“参数”" in found.notes[0].message
    assert {block.page for block in found.blocks} == {1, None}


def test_hidden_rows_and_columns_are_left_out_and_counted(tmp_path: Path) -> None:
    def hide(made: Workbook) -> None:
        made.active.row_dimensions[5].hidden = True
        made.active.column_dimensions["E"].hidden = True

    rows = (*FORM[:3], *FORM[3:], (208, "社会保障和就业支出", 4, 4, 0))
    path = book(tmp_path / "a.xlsx", {"收入决算表": rows}, hide)
    report = read(path)
    assert {(c.row_code, c.column) for c in report.tables[0].cells} == {
        (code, name) for code in (None, "208") for name in ("本年收入合计", "财政拨款收入")
    }
    assert [note.code for note in report.notes] == ["sheet.hidden_cells"]
    assert "1 个隐藏行、1 个隐藏列" in report.notes[0].message
    assert "数字" in report.notes[0].message


def test_a_merged_place_is_read_where_a_part_of_it_is_seen(tmp_path: Path) -> None:
    def hide(made: Workbook) -> None:
        made.active.merge_cells("A1:A2")
        made.active.row_dimensions[1].hidden = True

    path = book(tmp_path / "a.xlsx", {"Sheet1": (("收入决算表",), (), *FORM[1:])}, hide)
    assert told(parsed(path).blocks)[0] == "收入决算表"
    assert not codes(path)


def test_formulas_without_results_are_blank_and_noted(tmp_path: Path) -> None:
    rows = (*FORM[:3], ("合计", None, "=C5", "=D5", "=E5"), (205, "教育支出", 7, 7, 0))
    path = book(tmp_path / "a.xlsx", {"收入": rows})
    report = read(path)
    assert [c.text for c in report.tables[0].cells] == ["", "", "", "7", "7", "0"]
    assert [note.code for note in report.notes] == ["sheet.no_cached_value"]
    assert "“收入”有 3 个公式" in report.notes[0].message
    assert "重新保存" in report.notes[0].message


@pytest.mark.parametrize(
    ("cached", "stale", "texts", "noted"),
    [
        ("<v>7</v>", False, ["7", "7", "7"], False),
        ("<v>0</v>", False, ["0", "0", "0"], False),
        ("<v>0</v>", True, ["", "", ""], True),
        ("<v></v>", False, ["", "", ""], True),
    ],
)
def test_results_are_taken_where_they_were_saved(
    tmp_path: Path, cached: str, stale: bool, texts: list[str], noted: bool
) -> None:
    path = book(tmp_path / "a.xlsx", {"收入": (*FORM[:3], ("合计", None, "=1", "=2", "=3"))})

    def results(data: bytes) -> bytes:
        return data.replace(b"<v />", cached.encode()).replace(b"<v></v>", cached.encode())

    def calculation(data: bytes) -> bytes:
        return data if stale else data.replace(b'fullCalcOnLoad="1"', b"")

    report = read(rezipped(path, {SHEET: results, "xl/workbook.xml": calculation}))
    assert [c.text for c in report.tables[0].cells] == texts
    assert bool(report.notes) == noted


def test_results_of_nothing_but_zero_are_results_where_another_sheet_has_more(tmp_path: Path) -> None:
    rows = (*FORM[:3], ("合计", None, "=1", "=2", "=3"))
    path = book(tmp_path / "a.xlsx", {"收入": rows, "支出": rows})

    def results(value: bytes) -> Callable[[bytes], bytes]:
        return lambda data: data.replace(b"<v />", value).replace(b"<v></v>", value)

    rezipped(path, {SHEET: results(b"<v>0</v>"), "xl/worksheets/sheet2.xml": results(b"<v>5</v>")})
    with zipfile.ZipFile(path) as packed:
        assert b'fullCalcOnLoad="1"' in packed.read("xl/workbook.xml")
    assert [c.text for table in read(path).tables for c in table.cells] == ["0"] * 3 + ["5"] * 3
    assert not codes(path)


def test_error_values_are_kept_and_noted(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", {"收入": (*FORM[:3], ("合计", None, "#REF!", "#DIV/0!", 1))})
    report = read(path)
    assert [c.text for c in report.tables[0].cells] == ["#REF!", "#DIV/0!", "1"]
    assert [note.code for note in report.notes] == ["sheet.error_value"]


def test_zeros_that_a_sheet_does_not_show_are_blank(tmp_path: Path) -> None:
    def hide(made: Workbook) -> None:
        made.active.sheet_view.showZeros = False

    report = read(book(tmp_path / "a.xlsx", {"Sheet1": FORM}, hide))
    assert [c.text for c in report.tables[0].cells] == ["7", "7", "", "7", "7", ""]


def test_a_workbook_that_shows_nothing(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="没有内容"):
        read(book(tmp_path / "a.xlsx", {"Sheet1": ()}))
    with pytest.raises(UnreadableError, match="公式没有保存计算结果"):
        read(book(tmp_path / "b.xlsx", {"Sheet1": (("=1",),)}))


def test_rows_and_columns_beyond_the_limits_are_cut_and_noted(tmp_path: Path) -> None:
    far = {(30_000, 1): "远", (2, 400): 9}

    def write(made: Workbook) -> None:
        for (row, column), value in far.items():
            made.active.cell(row, column, value)

    path = book(tmp_path / "a.xlsx", {"Sheet1": FORM}, write)
    assert codes(path) == ["sheet.cut"]
    assert [t.form for t in read(path).tables] == ["公开02"]


def test_formats_on_a_million_rows_are_no_content(tmp_path: Path) -> None:
    styled = b"".join(
        b'<row r="%d" ht="14" customHeight="1"><c r="A%d" s="0"/></row>' % (n, n) for n in range(9, 1_048_577)
    )

    def stretch(data: bytes) -> bytes:
        return data.replace(
            b"</sheetData>", styled + b'</sheetData><mergeCells><mergeCell ref="A1:E1"/></mergeCells>'
        )

    path = rezipped(book(tmp_path / "a.xlsx", {"Sheet1": FORM}), {SHEET: stretch})
    start = time.perf_counter()
    made = xlsx.book_of(open_file(path), Limits(unpacked_ratio=10**6))
    assert time.perf_counter() - start < 10
    assert not made.sheets[0].cut
    assert len(made.sheets[0].spans) == 1


def test_merged_places_over_everything_do_not_hang(tmp_path: Path) -> None:
    merged = b"".join(b'<mergeCell ref="B%d:XFD1048576"/>' % n for n in range(9, 3000))

    def cover(data: bytes) -> bytes:
        return data.replace(b"</sheetData>", b"</sheetData><mergeCells>" + merged + b"</mergeCells>")

    path = rezipped(
        book(tmp_path / "a.xlsx", {"Sheet1": (*FORM, *[()] * 15_000, ("注：略。",))}), {SHEET: cover}
    )
    start = time.perf_counter()
    assert read(path).tables[0].form == "公开02"
    assert time.perf_counter() - start < 10


LAUGHS = b'<!DOCTYPE a [<!ENTITY a "ha">' + b"".join(
    b'<!ENTITY %c "%s">' % (n + 1, b"&%c;" % n * 10) for n in range(ord("a"), ord("k"))
) + b"]>"  # fmt: skip
OUTSIDE = b'<!DOCTYPE a [<!ENTITY k SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize("member", [SHEET, "xl/sharedStrings.xml", "xl/workbook.xml", "xl/styles.xml"])
@pytest.mark.parametrize("entities", [LAUGHS, OUTSIDE], ids=["laughs", "outside"])
@pytest.mark.parametrize("coding", ["utf-8", "utf-16"])
def test_entities_are_refused(tmp_path: Path, member: str, entities: bytes, coding: str) -> None:
    def poison(data: bytes) -> bytes:
        declared, found, rest = data.rpartition(b"?>")
        text = declared + found + entities + rest.replace(b"</t>", b"&k;</t>")
        return text if coding == "utf-8" else text.decode().replace("utf-8", "utf-16").encode("utf-16")

    path = rezipped(with_shared_texts(book(tmp_path / "a.xlsx", {"Sheet1": FORM})), {member: poison})
    start = time.perf_counter()
    with pytest.raises(UnreadableError, match="实体"):
        read(path)
    assert time.perf_counter() - start < 5


def test_a_bomb_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", b" " * 60_000_000)
    with pytest.raises(UnreadableError, match="压缩"):
        read(path)


def test_what_breaks_off_is_read_up_to_there(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", {"收入决算表": FORM})
    rezipped(path, {SHEET: lambda data: data[: data.index(b'<row r="5"') + 20]})
    report = read(path)
    assert [c.row for c in report.tables[0].cells] == ["合计"] * 3
    assert [note.code for note in report.notes] == ["sheet.damaged"]


def test_shared_texts_that_break_off_are_noted(tmp_path: Path) -> None:
    path = with_shared_texts(book(tmp_path / "a.xlsx", {"收入决算表": FORM}))
    assert read(path).tables[0].cells[-1].row == "教育支出"
    rezipped(path, {"xl/sharedStrings.xml": lambda data: data[:-40]})
    assert codes(path) == ["sheet.repaired"]


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        (
            "a.xls",
            b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
            "XML 表格 2003",
        ),
        ("a.xls", b"\x09\x04\x06\x00\x00\x00\x10\x00" + b"\x00" * 40, "4.0"),
        ("a.xlsx", b"PK\x03\x04....", "已损坏"),
    ],
)
def test_formats_that_are_not_read(tmp_path: Path, name: str, data: bytes, says: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(UnreadableError, match=says):
        read(path)


def test_a_binary_workbook_says_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsb"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("xl/workbook.bin", b"\x00")
    with pytest.raises(UnreadableError, match="xlsb"):
        read(path)


def old_book(path: Path, sheets: dict[str, tuple[tuple[object, ...], ...]], hidden: str = "") -> Path:
    made = xlwt.Workbook(encoding="utf-8")
    for name, rows in sheets.items():
        sheet = made.add_sheet(name)
        sheet.visibility = int(name == hidden)
        for y, row in enumerate(rows):
            for x, value in enumerate(row):
                if value is not None:
                    sheet.write(y, x, value, xlwt.easyxf(num_format_str="#,##0.00" if x > 1 else "General"))
        sheet.row(4).hidden = 1
    made.save(str(path))
    return path


def test_an_old_workbook_reads_as_a_new_one(tmp_path: Path) -> None:
    path = old_book(
        tmp_path / "a.xls", {"底稿": FORM, "收入": (*FORM, (208, "社会保障", 4.005, 4, 0))}, "底稿"
    )
    report = read(path)
    assert [(c.row_code, c.text) for c in report.tables[0].cells][2:] == [
        (None, "0.00"),
        ("208", "4.01"),
        ("208", "4.00"),
        ("208", "0.00"),
    ]
    assert report.tables[0].cells[0].value == Decimal(7)
    assert [note.code for note in report.notes] == ["sheet.hidden", "sheet.hidden_cells"]
    assert (report.engine, report.sources[0].pages) == ("xls", 1)


def test_an_encrypted_old_workbook_says_so(tmp_path: Path) -> None:
    path = old_book(tmp_path / "a.xls", {"收入": FORM})
    data = path.read_bytes()
    assert data.count(b"\xe1\x00\x02\x00\xb0\x04") == 1
    path.write_bytes(data.replace(b"\xe1\x00\x02\x00\xb0\x04", b"\x2f\x00\x02\x00\x00\x00"))
    with pytest.raises(UnreadableError, match="加密"):
        read(path)


@pytest.mark.parametrize(("real", "named"), [("a.xlsx", "b.xls"), ("a.xls", "b.xlsx")])
def test_a_wrong_ending_does_not_matter(tmp_path: Path, real: str, named: str) -> None:
    made = (
        book(tmp_path / real, {"收入": FORM})
        if real == "a.xlsx"
        else old_book(tmp_path / real, {"收入": FORM})
    )
    other = made.rename(tmp_path / named)
    assert read(other).tables[0].form == "公开02"


@pytest.mark.parametrize("seed", range(40))
@pytest.mark.parametrize("ending", ["xlsx", "xls"])
def test_broken_bytes_never_break_the_reader(tmp_path: Path, ending: str, seed: int) -> None:
    source = random.Random(seed)
    path = tmp_path / f"a.{ending}"
    if ending == "xls":
        data = bytearray(old_book(path, {"收入": FORM}).read_bytes())
        for _ in range(source.choice((1, 5, 50))):
            data[source.randrange(512, len(data))] = source.randrange(256)
        path.write_bytes(bytes(data))
    else:
        with zipfile.ZipFile(book(path, {"收入": FORM})) as packed:
            name = source.choice(sorted(packed.namelist()))
        rezipped(path, {name: lambda data: broken(data, source)})
    try:
        report = read(path)
    except UnreadableError:
        return
    assert report.engine == ending


def broken(data: bytes, source: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(source.choice((1, 5, 50))):
        changed[source.randrange(len(changed))] = source.randrange(256)
    return bytes(changed)


def test_a_table_with_results_that_were_not_saved_is_in_doubt(tmp_path: Path) -> None:
    """Its blank cells are no zeros: nothing is held against it."""
    made = Workbook()
    sheet = made.active
    rows = [
        ["收入决算表"],
        ["科目名称", "本年收入合计"],
        ["合计", "=B4+B5"],
        ["教育支出", 3],
        ["其他支出", 4],
    ]
    for row in rows:
        sheet.append(row)
    made.save(tmp_path / "a.xlsx")
    report = read(tmp_path / "a.xlsx")
    assert [note.code for note in report.notes] == ["sheet.no_cached_value"]
    assert [table.doubtful for table in report.tables] == [True]
