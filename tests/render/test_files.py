"""Writing whole files or none, and the names of the outputs."""

import os
from pathlib import Path

import pytest
from gouji.errors import GoujiError
from gouji.render import render, stems, write
from gouji.serial import from_json

from tests.render.sample import sample_audit


def test_writes_and_replaces(tmp_path: Path) -> None:
    path = tmp_path / "新目录" / "a.txt"
    write(path, "旧")
    write(path, "新")
    assert path.read_text("utf-8") == "新"
    write(path, b"\x00")
    assert path.read_bytes() == b"\x00"
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_failing_write_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    path = tmp_path / "a.txt"
    write(path, "旧")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(*((os, "fsync", fail) if step == "fsync" else (Path, "replace", fail)))
    with pytest.raises(GoujiError, match="No space left") as caught:
        write(path, "新")
    assert "\n" not in str(caught.value)
    assert path.read_text("utf-8") == "旧"
    assert list(tmp_path.iterdir()) == [path]


def test_an_interruption_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write(tmp_path / "a.txt", "新")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(GoujiError, match="无法写入"):
        write(tmp_path / "file" / "a.txt", "新")


def test_a_lone_surrogate_does_not_cost_the_result(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", "a\ud800b")
    assert (tmp_path / "a.txt").read_text("utf-8") == "a?b"


def test_stems() -> None:
    assert stems(["x/甲.pdf", "y/乙.docx"]) == ["甲", "乙"]
    assert stems(["x/甲.pdf", "甲.docx", "乙.txt"]) == ["甲.pdf", "甲.docx", "乙"]
    assert stems(["x/甲.pdf", "y/甲.pdf"]) == ["甲.pdf", "甲.pdf-2"]
    assert stems(["A.pdf", "a.docx"]) == ["A.pdf", "a.docx"]
    assert stems(["甲.v1.pdf"]) == ["甲.v1"]


@pytest.mark.parametrize("name", ["../../etc/甲.pdf", "..\\..\\甲.pdf", "/甲.pdf", "C:\\甲.pdf"])
def test_a_stem_never_leads_out_of_the_folder(name: str) -> None:
    assert stems([name]) == ["甲"]


@pytest.mark.parametrize("name", ["..", "-", "", "a\nb.pdf"])
def test_a_stem_is_always_a_name(name: str) -> None:
    (stem,) = stems([name])
    assert stem.isprintable()
    assert stem not in {"", ".", ".."}


def test_render_writes_the_asked_formats(tmp_path: Path) -> None:
    paths = render(sample_audit(), tmp_path / "out", "甲", ["json", "html", "json"])
    assert [path.name for path in paths] == ["甲.audit.json", "甲.audit.html"]
    assert from_json(paths[0].read_text("utf-8")) == sample_audit()
    assert paths[1].read_text("utf-8").startswith("<!doctype html>")


def test_render_names_the_formats_it_knows(tmp_path: Path) -> None:
    with pytest.raises(GoujiError, match=r"docx.*json、html"):
        render(sample_audit(), tmp_path, "甲", ["json", "docx"])
    assert list(tmp_path.iterdir()) == []
