"""`gouji bulk` as a user calls it."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from gouji.bulk.run import Progress
from gouji.bulk.views import ask
from gouji.cli import cli
from gouji.cli.bulk import line_of

from tests import small


def called(*words: str | Path) -> Result:
    return CliRunner().invoke(cli, ["bulk", *map(str, words)])


def test_a_folder_goes_into_a_store(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(small.text(), "utf-8")
    (tmp_path / "in" / "empty.pdf").write_bytes(b"")
    done = called(tmp_path / "in", "-o", tmp_path / "out", "--workers", "1")
    assert done.exit_code == 3, done.output
    assert done.stdout == ""
    assert "共 2 份 · 新读 1 · 已有 0 · 无法读取 1" in done.stderr
    assert ask(tmp_path / "out", "SELECT department, fiscal_year FROM reports") == [(small.NAME, 2023)]
    assert ask(tmp_path / "out", "SELECT message FROM inputs WHERE state <> 'done'") == [
        ("empty.pdf：文件为空；请重新下载或导出",)
    ]
    (tmp_path / "in" / "empty.pdf").unlink()
    again = called(tmp_path / "in", "-o", tmp_path / "out", "--resume")
    assert again.exit_code == 0
    assert "新读 0 · 已有 1" in again.stderr


def archive(name: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr(name, "<x/>")
    return out.getvalue()


BAD = {
    "empty.pdf": (b" ", "文件为空"),
    "text.pdf": (b"no pdf", "不是有效的 PDF"),
    "torn.pdf": (b"%PDF-1.7\n1 0 obj\n<<", "PDF"),
    "binary.txt": (bytes(range(256)), "二进制数据"),
    "torn.docx": (archive("word/document.xml")[:40], "已损坏"),
    "locked.docx": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le") + b"\0" * 8,
        "已加密",
    ),
    "layout.ofd": (archive("OFD.xml"), "OFD"),
    "packed.rar": (b"Rar!\x1a\x07\x00" + b"\0" * 32, "压缩包"),
    "old.xls": (b"\x09\x04\x06\x00" + b"\0" * 32, "Excel 4.0"),
    "binary.xlsx": (archive("xl/workbook.bin"), "xlsb"),
    "torn.zip": (b"PK\x03\x04 torn", "已损坏"),
}


def test_every_kind_of_bad_file_has_the_line_of_the_reader(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for name, (data, _) in BAD.items():
        (tmp_path / "in" / name).write_bytes(data)
    (tmp_path / "in" / "good.txt").write_text(small.text(), "utf-8")
    done = called(tmp_path / "in", "-o", tmp_path / "out", "--workers", "1")
    assert (done.exit_code, f"无法读取 {len(BAD)}" in done.stderr) == (3, True), done.stderr
    rows = ask(tmp_path / "out", "SELECT path, state, why, message FROM inputs ORDER BY path")
    said = {Path(path).name: (state, why, message) for path, state, why, message in rows}
    assert said.pop("good.txt")[0] == "done"
    assert set(said) == set(BAD)
    for name, (state, why, message) in said.items():
        assert (state, why) == ("quarantined", "unreadable")
        assert message.startswith(f"{name}：")
        assert BAD[name][1] in message
        assert "；" in message


def test_a_cluster_of_its_own_that_ends_with_the_run(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(small.text(), "utf-8")
    done = called(tmp_path / "a.txt", "-o", tmp_path / "out", "--runner", "dask", "--workers", "1")
    assert (done.exit_code, done.stdout) == (0, "")
    assert ask(tmp_path / "out", "SELECT count(*) FROM reports") == [(1,)]


def test_usage(tmp_path: Path) -> None:
    assert called("-o", tmp_path).exit_code == 2
    assert called(tmp_path, "-o", tmp_path / "out", "--resume").exit_code == 2
    assert called(tmp_path, "-o", tmp_path / "out", "--address", "x").exit_code == 2
    assert not (tmp_path / "out").exists()


def test_patterns_that_are_refused_stop_the_run(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(small.text(), "utf-8")
    done = called(tmp_path / "in", "-o", tmp_path / "out", "--patterns", tmp_path / "none", "--workers", "1")
    assert "没有这个目录" in str(done.exception)


def test_without_duckdb_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "duckdb", None)
    done = called(tmp_path, "-o", tmp_path / "out")
    assert 'pip install "gouji[bulk]"' in str(done.exception)
    assert not (tmp_path / "out").exists()


def test_the_line_of_progress() -> None:
    line = line_of(Progress("reports", 110, 38, 10, {"timeout": 1, "crash": 1}), 20.0)
    assert line == "核对 50/110 · 每秒 2.00 份 · 剩余约 0:00:30 · 崩溃 1 · 超时 1"
    assert not re.search("剩余", line_of(Progress("probes", 110, 38, 10, {}), 20.0))
