from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from gouji.errors import UnreadableError
from gouji.model import Report
from gouji.read import read
from gouji.read.docx.numbering import chinese, formatted

from tests.read.docx.made import W, cell, listed, packed, paragraph, table, write

HEAD = "第三部分 某市某局2023年度部门决算情况说明"


def texts(report: Report) -> list[str]:
    return [p.text for p in report.paragraphs]


def lists(*levels: str, numbers: str = "") -> str:
    """numbering.xml with one abstract list, as list 1, and further lists of it."""
    inside = "".join(f'<w:lvl w:ilvl="{depth}">{level}</w:lvl>' for depth, level in enumerate(levels))
    return (
        f'<w:numbering {W}><w:abstractNum w:abstractNumId="0">{inside}</w:abstractNum>'
        f'<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>{numbers}</w:numbering>'
    )


def level(form: str, text: str, start: int = 1, more: str = "") -> str:
    return f'<w:start w:val="{start}"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>{more}'


@pytest.mark.parametrize(
    ("form", "value", "printed"),
    [
        ("chineseCountingThousand", 12, "十二"),
        ("chineseCounting", 20, "二十"),
        ("chineseCounting", 105, "一百零五"),
        ("chineseCounting", 1010, "一千零一十"),
        ("japaneseCounting", 21, "二十一"),
        ("chineseLegalSimplified", 3, "叁"),
        ("ideographTraditional", 2, "乙"),
        ("decimalEnclosedCircle", 3, "③"),
        ("decimalFullWidth", 12, "１２"),
        ("upperRoman", 14, "XIV"),
        ("lowerLetter", 28, "bb"),
        ("decimal", 7, "7"),
        ("cardinalText", 7, "7"),
    ],
)
def test_number_formats(form: str, value: int, printed: str) -> None:
    assert formatted(value, form) == printed


def test_chinese_numbers_are_all_different() -> None:
    assert len({chinese(value) for value in range(1, 2000)}) == 1999


def test_automatic_numbers_count_by_level_and_begin_again(tmp_path: Path) -> None:
    numbering = lists(
        level("chineseCounting", "%1、"), level("chineseCounting", "（%2）"), level("decimal", "%3.")
    )
    body = paragraph(HEAD) + "".join(
        listed(text, 1, depth)
        for text, depth in [
            ("收入支出决算总体情况", 0),
            ("总体", 1),
            ("具体", 1),
            ("第一项", 2),
            ("收入决算情况", 0),
            ("结构", 1),
        ]
    )
    report = read(write(tmp_path, body, numbering=numbering))
    assert texts(report)[1:] == [
        "一、收入支出决算总体情况",
        "（一）总体",
        "（二）具体",
        "1.第一项",
        "二、收入决算情况",
        "（一）结构",
    ]
    assert [section.title for section in report.sections if section.id.count(".") == 1] == [
        "收入支出决算总体情况",
        "收入决算情况",
    ]


def test_an_override_starts_anew_and_another_list_of_the_same_kind_goes_on(tmp_path: Path) -> None:
    numbering = lists(
        level("decimal", "%1."),
        numbers='<w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="0"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>',
    )
    body = "".join(listed(f"条目{n}。", n) for n in (1, 1, 2, 3, 3))
    assert texts(read(write(tmp_path, body, numbering=numbering))) == [
        "1.条目1。",
        "2.条目1。",
        "3.条目2。",
        "1.条目3。",
        "2.条目3。",
    ]


def test_the_number_of_a_style_and_its_removal(tmp_path: Path) -> None:
    styles = (
        f'<w:styles {W}><w:style w:type="paragraph" w:styleId="Base"><w:pPr><w:numPr>'
        '<w:numId w:val="1"/></w:numPr><w:jc w:val="center"/></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Heading"><w:basedOn w:val="Base"/></w:style></w:styles>'
    )
    body = (
        paragraph("部门概况", '<w:pStyle w:val="Heading"/>')
        + paragraph("没有编号", '<w:pStyle w:val="Heading"/><w:numPr><w:numId w:val="0"/></w:numPr>')
        + paragraph("名词解释", '<w:pStyle w:val="Heading"/>')
    )
    numbering = lists(level("chineseCounting", "第%1部分"))
    found = texts(read(write(tmp_path, body, numbering=numbering, styles=styles)))
    assert found == ["第一部分部门概况", "没有编号", "第二部分名词解释"]


def test_bullets_print_nothing(tmp_path: Path) -> None:
    numbering = lists(level("bullet", "\uf0b7"))
    assert texts(read(write(tmp_path, listed("本年收入10万元。"), numbering=numbering))) == [
        "本年收入10万元。"
    ]


def test_the_accepted_text_of_tracked_changes(tmp_path: Path) -> None:
    body = (
        "<w:p><w:r><w:t>支出决算</w:t></w:r><w:del><w:r><w:delText>12.00</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>15.00</w:t></w:r></w:ins><w:r><w:t>万元。</w:t></w:r></w:p>"
        "<w:p><w:moveFrom><w:r><w:t>搬走的话。</w:t></w:r></w:moveFrom></w:p>"
        "<w:p><w:moveTo><w:r><w:t>搬来的话。</w:t></w:r></w:moveTo></w:p>"
        "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>前半句，</w:t></w:r></w:p>"
        "<w:p><w:r><w:t>后半句。</w:t></w:r></w:p>"
    )
    report = read(write(tmp_path, body))
    assert texts(report) == ["支出决算15.00万元。", "搬来的话。", "前半句，后半句。"]
    assert [note.code for note in report.notes] == ["docx.revisions"]


def test_deleted_rows_and_cells_are_gone(tmp_path: Path) -> None:
    gone = f"<w:trPr><w:del/></w:trPr>{cell('旧')}{cell('9')}"
    body = paragraph("收入决算表") + table(
        cell("项目") + cell("金额"), cell("财政拨款收入") + cell("7.00"), gone
    )
    found = read(write(tmp_path, body)).tables[0]
    assert [(c.row, c.text) for c in found.cells] == [("财政拨款收入", "7.00")]


def test_hidden_text_and_fields(tmp_path: Path) -> None:
    body = (
        "<w:p><w:r><w:t>合计</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>（隐藏）</w:t></w:r>"
        '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText> =SUM(ABOVE) </w:instrText>'
        '<w:fldChar w:fldCharType="separate"/><w:t>8.50</w:t><w:fldChar w:fldCharType="end"/></w:r>'
        "<w:r><w:t>万元。</w:t></w:r></w:p>"
    )
    assert texts(read(write(tmp_path, body))) == ["合计8.50万元。"]


def test_text_boxes_are_read_once_and_tables_in_them_too(tmp_path: Path) -> None:
    inside = paragraph("附表说明文字。") + table(cell("项目") + cell("金额"), cell("办公费") + cell("3.10"))
    box = (
        "<w:p><w:r><w:t>正文。</w:t></w:r><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>"
        f"<wps:txbx><w:txbxContent>{inside}</w:txbxContent></wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox><w:txbxContent>{inside}</w:txbxContent></v:textbox></w:pict>"
        "</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    report = read(write(tmp_path, box))
    assert texts(report) == ["正文。", "附表说明文字。"]
    assert [c.text for found in report.tables for c in found.cells] == ["3.10"]


def test_a_title_does_not_go_on_in_the_text_below_it(tmp_path: Path) -> None:
    """A long title without a mark at its end, then a paragraph in another size: two paragraphs."""
    title = "某市某某某局二〇二三年度部门决算公开情况的有关说明事项"
    body = paragraph(title, '<w:jc w:val="center"/>') + paragraph("本局职责为编造。")
    assert texts(read(write(tmp_path, body))) == [title, "本局职责为编造。"]


def test_a_paragraph_cut_by_a_hard_return_is_whole(tmp_path: Path) -> None:
    body = paragraph("2023年度收、支总计均为12.00万元，与2022年度相比，收、支总计各减") + paragraph(
        "少1.00万元。"
    )
    assert len(texts(read(write(tmp_path, body)))) == 1


def test_content_controls_and_soft_line_ends(tmp_path: Path) -> None:
    body = (
        f"<w:sdt><w:sdtContent>{paragraph('第一部分 部门概况')}</w:sdtContent></w:sdt>"
        "<w:p><w:r><w:t>第一行。</w:t><w:br/><w:t>第二行。</w:t></w:r></w:p>"
        "<w:p><w:r><w:t>部门：某局</w:t><w:tab/><w:t>金额单位：万元</w:t></w:r></w:p>"
    )
    assert texts(read(write(tmp_path, body))) == [
        "第一部分部门概况",
        "第一行。",
        "第二行。",
        "部门：某局",
        "金额单位：万元",
    ]


def test_merged_cells_over_rows_and_columns(tmp_path: Path) -> None:
    body = paragraph("支出决算表") + table(
        cell("项目", '<w:gridSpan w:val="2"/>')
        + cell("本年支出合计", '<w:vMerge w:val="restart"/>')
        + cell("其中", '<w:gridSpan w:val="2"/>'),
        cell("科目编码") + cell("科目名称") + cell("", "<w:vMerge/>") + cell("基本支出") + cell("项目支出"),
        cell("2080505")
        + cell("机关事业单位基本养老保险缴费支出")
        + cell("9.00")
        + cell("9.00")
        + cell("0.00"),
    )
    cells = read(write(tmp_path, body)).tables[0].cells
    assert [(c.row_code, c.column_path, c.text) for c in cells] == [
        ("2080505", ("本年支出合计",), "9.00"),
        ("2080505", ("其中", "基本支出"), "9.00"),
        ("2080505", ("其中", "项目支出"), "0.00"),
    ]


def test_slivers_between_borders_are_no_columns(tmp_path: Path) -> None:
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in (2000, 20, 1500))
    body = (
        "<w:tbl><w:tblGrid>"
        + grid
        + "</w:tblGrid>"
        + "".join(
            f"<w:tr>{row}</w:tr>"
            for row in (
                cell("项目", '<w:gridSpan w:val="2"/>') + cell("金额"),
                cell("办公费", '<w:gridSpan w:val="2"/>') + cell("1.00"),
                cell("合计") + cell("9.00", '<w:gridSpan w:val="2"/>'),
            )
        )
        + "</w:tbl>"
    )
    cells = read(write(tmp_path, paragraph("某表") + body)).tables[0].cells
    assert [(c.row, c.column, c.text) for c in cells] == [
        ("办公费", "金额", "1.00"),
        ("合计", "金额", "9.00"),
    ]


def test_a_table_that_frames_text_is_text_and_a_table_in_it_a_table(tmp_path: Path) -> None:
    inner = table(cell("项目") + cell("金额"), cell("会议费") + cell("2.20"))
    frame = f"<w:tbl><w:tr><w:tc>{paragraph('框内的话。')}{inner}{paragraph('')}</w:tc></w:tr></w:tbl>"
    report = read(write(tmp_path, frame))
    assert texts(report) == ["框内的话。"]
    assert [c.text for c in report.tables[0].cells] == ["2.20"]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (packed("")[:200], "损坏"),
        (packed(""), "没有文字"),
        (packed("").replace(b"word/document.xml", b"word/documemt.xml"), "压缩包"),
    ],
)
def test_what_cannot_be_read_says_so(tmp_path: Path, data: bytes, says: str) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(data)
    with pytest.raises(UnreadableError, match=says):
        read(path)


def test_a_broken_tree_is_mended_with_a_note(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("word/document.xml", f"<w:document {W}><w:body>{paragraph('还在。')}<w:p><w:r>")
    (tmp_path / "a.docx").write_bytes(out.getvalue())
    report = read(tmp_path / "a.docx")
    assert texts(report) == ["还在。"]
    assert [note.code for note in report.notes] == ["docx.repaired"]


def test_entities_are_not_expanded_and_files_not_opened(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("绝密", encoding="utf-8")
    bomb = "".join(
        f'<!ENTITY a{n} "{"&a" + str(n - 1) + ";" if n else "哈"}{f"&a{n - 1};" * 9 if n else ""}">'
        for n in range(12)
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr(
            "word/document.xml",
            f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "{secret.as_uri()}">{bomb}]>'
            f"<w:document {W}><w:body><w:p><w:r><w:t>前&x;&a11;后。</w:t></w:r></w:p></w:body></w:document>",
        )
    (tmp_path / "a.docx").write_bytes(out.getvalue())
    text = "".join(texts(read(tmp_path / "a.docx")))
    assert "绝密" not in text
    assert "哈" not in text


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("word/document.xml", " " * (30 * 2**20))
    (tmp_path / "a.docx").write_bytes(out.getvalue())
    with pytest.raises(UnreadableError, match="压缩比"):
        read(tmp_path / "a.docx")


def test_tables_in_tables_without_end_are_cut(tmp_path: Path) -> None:
    body = (
        paragraph("某局。") + "<w:tbl><w:tr><w:tc>" * 3000 + paragraph("底") + "</w:tc></w:tr></w:tbl>" * 3000
    )
    assert texts(read(write(tmp_path, body)))[0] == "某局。"


def test_a_header_whose_merged_cells_were_lost(tmp_path: Path) -> None:
    """Blank cells beside 预算数 and 决算数 belong to them where nothing is merged."""
    names = ["合计", "因公出国（境）费", "公务接待费"] * 2
    rows = [
        ["预算数", "", "", "决算数", "", ""],
        names,
        ["9.00", "4.00", "5.00", "7.00", "3.00", "4.00"],
    ]
    body = paragraph("财政拨款“三公”经费支出决算表") + table(*("".join(map(cell, row)) for row in rows))
    cells = read(write(tmp_path, body)).tables[0].cells
    assert [(c.column_path, c.text) for c in cells] == [
        ((block, name), text)
        for block, name, text in zip(["预算数"] * 3 + ["决算数"] * 3, names, rows[2], strict=True)
    ]
