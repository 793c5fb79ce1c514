from __future__ import annotations

import time
from email.message import EmailMessage
from pathlib import Path

import pytest
from gouji.errors import UnreadableError
from gouji.model import Report
from gouji.read import read

ROWS = "<tr><td>项目</td><td>金额</td></tr><tr><td>办公费</td><td>3.10</td></tr>"
SAID = "<p>第三部分 某市某局2023年度部门决算情况说明</p><p>一、收入决算情况说明</p><p>本年收入合计10.00万元。</p>"


def page(folder: Path, body: str, name: str = "page.html", encoding: str = "utf-8") -> Report:
    path = folder / name
    path.write_bytes(f"<html><body>{body}</body></html>".encode(encoding))
    return read(path)


def texts(report: Report) -> list[str]:
    return [p.text for p in report.paragraphs]


def cells(report: Report) -> list[tuple[str, tuple[str, ...], str]]:
    return [(c.row, c.column_path, c.text) for table in report.tables for c in table.cells]


def test_spans_of_rows_and_columns(tmp_path: Path) -> None:
    report = page(
        tmp_path,
        "<p>支出决算表</p><table><tr><td rowspan=2>项目</td><td rowspan='2'>本年支出合计</td><td colspan=2>其中</td></tr>"
        "<tr><td>基本支出</td><td>项目支出</td></tr><tr><td>合计</td><td>9.00</td><td>8.00</td><td>1.00</td></tr></table>",
    )
    assert cells(report) == [
        ("合计", ("本年支出合计",), "9.00"),
        ("合计", ("其中", "基本支出"), "8.00"),
        ("合计", ("其中", "项目支出"), "1.00"),
    ]


@pytest.mark.parametrize("span", ["rowspan=99", "rowspan=0", "rowspan='-1'", "rowspan='x'", "colspan=100000"])
def test_odd_spans_do_no_harm(tmp_path: Path, span: str) -> None:
    report = page(tmp_path, f"<p>某局。</p><table>{ROWS}<tr><td {span}>会议费</td><td>2.00</td></tr></table>")
    assert ("办公费", ("金额",), "3.10") in cells(report)


def test_a_table_of_layout_is_opened(tmp_path: Path) -> None:
    report = page(
        tmp_path, f"<table><tr><td>{SAID}<table>{ROWS}</table></td></tr><tr><td>后文。</td></tr></table>"
    )
    assert texts(report)[-1] == "后文。"
    assert cells(report) == [("办公费", ("金额",), "3.10")]


def test_what_is_hidden_is_not_read(tmp_path: Path) -> None:
    report = page(
        tmp_path,
        f"{SAID}<p style='display: none'>藏起来的99万元。</p><div hidden>也藏。</div><!-- 注释5万元 -->"
        f"<style>p {{ width: 5px }}</style><table>{ROWS}<tr style='display:none'><td>暗行</td><td>7</td></tr></table>",
    )
    assert "藏" not in "".join(texts(report))
    assert [c[0] for c in cells(report)] == ["办公费"]


def test_numbers_of_ordered_lists(tmp_path: Path) -> None:
    report = page(
        tmp_path,
        f"{SAID}<ol start=2><li>行政运行。</li><li>培训支出。</li></ol><ol><li>1.已有编号。</li></ol>",
    )
    assert texts(report)[-3:] == ["2.行政运行。", "3.培训支出。", "1.已有编号。"]


def test_words_of_a_sentence_stay_together_over_inline_elements(tmp_path: Path) -> None:
    report = page(
        tmp_path,
        f"{SAID}<p>支出合计<span>1</span><b>2</b>.<i>30</i>万元，\n   比上年<font>增加</font>1.00万元。</p>",
    )
    assert texts(report)[-1] == "支出合计12.30万元，比上年增加1.00万元。"


def test_captions_on_one_line_are_two(tmp_path: Path) -> None:
    report = page(
        tmp_path,
        f"<p>收入决算表</p><p>部门：某市某局&nbsp;&nbsp;&nbsp;&nbsp;单位：万元</p><table>{ROWS}</table>",
    )
    assert (report.department, report.tables[0].unit, report.tables[0].form) == ("某市某局", "万元", "公开02")


def test_linked_files_are_named(tmp_path: Path) -> None:
    report = page(tmp_path, f"{SAID}<p>附件：<a href='/a/b.xlsx?x=1'>某局决算表.xlsx</a></p>")
    assert [(note.code, "某局决算表.xlsx" in note.message) for note in report.notes] == [
        ("html.linked_files", True)
    ]


def test_an_archive_and_a_workbook_that_is_a_page(tmp_path: Path) -> None:
    message = EmailMessage()
    message["Subject"] = "page"
    message.set_content(f"<html><body>{SAID}</body></html>", subtype="html", charset="gb2312")
    (tmp_path / "a.mht").write_bytes(b"MIME-Version: 1.0\n" + message.as_bytes())
    assert texts(read(tmp_path / "a.mht"))[-1] == "本年收入合计10.00万元。"
    report = page(tmp_path, f"<p>收入决算表</p><table>{ROWS}</table>", name="forms.xls", encoding="gb18030")
    assert report.tables[0].form == "公开02"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_encodings_without_a_declaration(tmp_path: Path, encoding: str) -> None:
    said = "<p>本期收入10.00元。</p>"
    assert texts(page(tmp_path, said, encoding=encoding)) == ["本期收入10.00元。"]


def test_a_page_that_says_it_is_in_big5(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(
        '<html><meta charset="big5"><p>本期收入10.00元。</p></html>'.encode("big5")
    )
    assert texts(read(tmp_path / "a.html")) == ["本期收入10.00元。"]


@pytest.mark.parametrize(
    "body",
    [
        "<font>" * 1500 + SAID,
        "<table><tr><td>" * 400 + SAID,
        "<div>" * 1500 + SAID + "</div>" * 1500,
        SAID + "<p" * 20000,
        SAID + "&#x0;&#xD800;&#99999999;",
        "\x01&#x1;<script>a</script>\x02&#2;" + SAID,
        SAID + "<table>" + "<tr><td rowspan=50 colspan=50>1</td></tr>" * 300 + "</table>",
    ],
    ids=["fonts", "tables", "divs", "tags", "characters", "controls", "spans"],
)
def test_pages_without_end_are_read_in_time(tmp_path: Path, body: str) -> None:
    began = time.monotonic()
    assert "本年收入合计10.00万元。" in texts(page(tmp_path, body))
    assert time.monotonic() - began < 20


def test_nesting_without_end_is_cut_with_a_note(tmp_path: Path) -> None:
    report = page(tmp_path, SAID + "<div>" * 5000 + "深处。" + "</div>" * 5000)
    assert texts(report)[-1] == "本年收入合计10.00万元。"
    assert [note.code for note in report.notes] == ["html.cut"]
    with pytest.raises(UnreadableError, match="嵌套过深"):
        page(tmp_path, "<div>" * 5000 + SAID)


@pytest.mark.parametrize(("body", "says"), [("", "没有"), ("<script>var a = 1</script>", "没有文字")])
def test_empty_pages_say_so(tmp_path: Path, body: str, says: str) -> None:
    with pytest.raises(UnreadableError, match=says):
        page(tmp_path, body)
