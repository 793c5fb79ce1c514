from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from gouji.errors import UnreadableError
from gouji.read import convert, read
from gouji.read.settings import Limits

from corpora.ledger.document import compose
from corpora.ledger.docx import write_docx
from corpora.ledger.invent import invent
from tests.read.whole import forms, told

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OLD_WORD = OLE + "WordDocument".encode("utf-16-le") + b"\0\0"
needs_office = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.doc", OLD_WORD, "旧版 Word"),
        ("a.wps", OLD_WORD, "另存为 .docx"),
        ("a.rtf", b"{\\rtf1 words}", "RTF"),
    ],
)
def test_without_a_converter_the_message_names_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, data: bytes, says: str
) -> None:
    monkeypatch.setattr(convert.shutil, "which", lambda _name: None)
    (tmp_path / name).write_bytes(data)
    with pytest.raises(UnreadableError, match="LibreOffice") as caught:
        read(tmp_path / name)
    assert says in str(caught.value)


def test_a_converter_that_hangs_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    slow = tmp_path / "slow"
    slow.write_text("#!/bin/sh\nsleep 60\n", encoding="utf-8")
    slow.chmod(0o755)
    monkeypatch.setattr(convert.shutil, "which", lambda _name: str(slow))
    monkeypatch.setattr(convert, "LIMITS", Limits(convert_seconds=1))
    (tmp_path / "a.doc").write_bytes(OLD_WORD)
    with pytest.raises(UnreadableError, match="超过 1 秒"):
        read(tmp_path / "a.doc")


@needs_office
@pytest.mark.parametrize("ending", ["doc", "odt"])
def test_a_whole_report_in_an_older_format(tmp_path: Path, ending: str) -> None:
    write_docx(compose(invent(45, "shandong"), 45), tmp_path / "report.docx")
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            ending,
            "--outdir",
            str(tmp_path),
            str(tmp_path / "report.docx"),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    old, new = read(tmp_path / f"report.{ending}"), read(tmp_path / "report.docx")
    assert [note.code for note in old.notes] == ["file.converted"]
    said = told(new)
    assert [line for line in told(old) if line in said] == said
    assert forms(old) == forms(new)


@needs_office
def test_what_is_no_document_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.doc").write_bytes(OLD_WORD + bytes(2000))
    with pytest.raises(UnreadableError, match=r"a\.doc"):
        read(tmp_path / "a.doc")
