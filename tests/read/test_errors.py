from __future__ import annotations

import io
import random
from pathlib import Path

import pikepdf
import pytest
from gouji.errors import GoujiError, UnreadableError
from gouji.read import read
from gouji.serial import to_json
from reportlab.pdfgen.canvas import Canvas

TEXT = "一、部门概况\n\n本年收入合计10万元。\n"


def plain_pdf(text: str = "hello world", pages: int = 1) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out)
    for number in range(pages):
        canvas.drawString(72, 700, f"{text} {number}")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def encrypted(user: str) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(plain_pdf())) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(user=user, owner="owner"))
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.pdf", b"", "为空"),
        ("a.txt", b" \n\t\n", "为空"),
        ("a.pdf", b"PK\x03\x04....", "已损坏"),
        ("a.pdf", b"plain words", "不是有效的 PDF"),
        ("a.pdf", b"%PDF-1.7\n" + bytes(range(256)), "已损坏"),
        ("a.txt", b"\x00\x01\x02" * 40, "二进制"),
        ("a.txt", b"\x81\x81\x20\xff\xff", "编码"),
        ("a.docx", b"words", "Word"),
        ("a.xlsx", b"PK\x03\x04....", "已损坏"),
        ("a", b"words", "无扩展名"),
        ("a.json", b"{", "JSON"),
        ("a.json", b'{"schema": "other/1"}', "schema"),
        ("a.pdf", encrypted("secret"), "密码"),
    ],
)
def test_what_cannot_be_read_says_so_in_one_line(tmp_path: Path, name: str, data: bytes, says: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(UnreadableError) as caught:
        read(path)
    message = str(caught.value)
    assert says in message
    assert message.startswith(name)
    assert "\n" not in message
    assert str(tmp_path) not in message


def test_missing_files_and_folders(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="不存在"):
        read(tmp_path / "none.pdf")
    with pytest.raises(UnreadableError, match="文件夹"):
        read(tmp_path)
    with pytest.raises(UnreadableError, match="没有给出"):
        read([])


def test_a_scan_has_no_text(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "scan.pdf"))
    canvas.rect(10, 10, 100, 100, fill=1)
    canvas.showPage()
    canvas.save()
    with pytest.raises(UnreadableError, match="文字层"):
        read(tmp_path / "scan.pdf")


def test_an_empty_user_password_is_no_hindrance(tmp_path: Path) -> None:
    path = tmp_path / "open.pdf"
    path.write_bytes(encrypted(""))
    assert read(path).paragraphs[0].text == "hello world0"


@pytest.mark.parametrize("cut", ["tail", "startxref"])
def test_a_damaged_table_of_objects_is_repaired_and_noted(tmp_path: Path, cut: str) -> None:
    data = plain_pdf(pages=3)
    place = data.rfind(b"startxref")
    data = data[: place - 40] if cut == "tail" else data[:place] + b"startxref\n7\n%%EOF\n"
    path = tmp_path / "damaged.pdf"
    path.write_bytes(data)
    report = read(path)
    assert [note.code for note in report.notes] == ["pdf.repaired"]
    assert len(report.paragraphs) == 3


def test_an_unknown_engine_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(plain_pdf())
    with pytest.raises(UnreadableError, match="abbyy"):
        read(path, engine="abbyy")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(TEXT.encode(encoding))
    report = read(path)
    assert [p.text for p in report.paragraphs] == ["一、部门概况", "本年收入合计10万元。"]
    assert report.sources[0].name == "a.txt"
    assert report.engine == "text"


def test_a_report_comes_back_from_its_json(tmp_path: Path) -> None:
    text, json = tmp_path / "a.txt", tmp_path / "a.json"
    text.write_text(TEXT, encoding="utf-8")
    report = read(text)
    json.write_text(to_json(report), encoding="utf-8")
    assert read(json) == report
    with pytest.raises(UnreadableError, match="不能与其他文件合并"):
        read([json, text])


def test_the_parts_of_a_bundle_are_one_report(tmp_path: Path) -> None:
    narrative, forms = tmp_path / "说明.txt", tmp_path / "报表.txt"
    narrative.write_text(
        "第一部分 部门概况\n职责。\n第二部分 部门决算表\n第三部分 部门决算情况说明\n收入7万元。\n",
        encoding="utf-8",
    )
    forms.write_text(
        "收入决算表\n单位：万元\n\n科目编码\t科目名称\t本年收入合计\t财政拨款收入\n合计\t\t7\t7\n",
        encoding="utf-8",
    )
    report = read([narrative, forms])
    assert [source.name for source in report.sources] == ["说明.txt", "报表.txt"]
    assert (report.tables[0].form, report.tables[0].section) == ("公开02", "s2")
    assert [p.id for p in report.paragraphs] == [f"p{n}" for n in range(1, len(report.paragraphs) + 1)]


@pytest.mark.parametrize("seed", range(12))
def test_broken_bytes_never_break_the_reader(tmp_path: Path, seed: int) -> None:
    source = random.Random(seed)
    data = bytearray(plain_pdf(pages=2))
    for _ in range(source.choice((3, 30, 300))):
        data[source.randrange(len(data))] = source.randrange(256)
    path = tmp_path / "fuzz.pdf"
    path.write_bytes(bytes(data))
    try:
        report = read(path)
    except GoujiError:
        return
    assert report.engine in ("pdfium", "pdfminer")


@pytest.mark.parametrize(
    "text",
    [
        "\t",
        "\t\t\n\t\t\n",
        "a\tb",
        "……\n",
        "目录\n",
        "一、\n",
        "第一部分",
        "附件",
        "注：",
        "1\t2\t3\n4\n\t\n",
        "公开01表\n\t\n",
    ],
)
def test_odd_texts_never_break_the_reader(tmp_path: Path, text: str) -> None:
    path = tmp_path / "odd.txt"
    path.write_text("某局\n" + text, encoding="utf-8")
    report = read(path)
    for paragraph in report.paragraphs:
        assert paragraph.text
