"""Which files make up which report: folders, globs, archives, URLs."""

from __future__ import annotations

import zipfile
from pathlib import Path

import fsspec
import pytest
from gouji.bulk.fetch import FetchError, digest, local
from gouji.bulk.inputs import reports
from gouji.bulk.run import Options, bulk
from gouji.bulk.runners import LocalRunner
from gouji.bulk.tasks import Limits, Part, Place
from gouji.bulk.views import ask

OPTIONS = Options(limits=Limits(20, 400), job="tests.bulk.jobs:tiny")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in (
        "a/2022/x.txt",
        "a/2023/x.txt",
        "a/2023/y.txt",
        "a/2023/.hidden.txt",
        "a/2023/readme.md",
        "z.txt",
    ):
        path = tmp_path / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"good {name}", "utf-8")
    (tmp_path / "in" / "a" / "2023" / "y.audit.json").write_text("{}")
    return tmp_path / "in"


def found(*names: str, bundle: bool = False, under: Path | None = None) -> list[list[str]]:
    cut = f"{under}/" if under is not None else ""
    return [[place.path.removeprefix(cut) for place in one] for one in reports(names, bundle=bundle)]


def test_a_folder_is_all_below_it_each_file_a_report(folder: Path) -> None:
    assert found(str(folder), under=folder) == [
        ["a/2022/x.txt"],
        ["a/2023/x.txt"],
        ["a/2023/y.txt"],
        ["z.txt"],
    ]


def test_the_files_of_one_folder_are_a_bundle_if_asked(folder: Path) -> None:
    groups = found(str(folder), bundle=True, under=folder)
    assert groups == [["a/2022/x.txt"], ["a/2023/x.txt", "a/2023/y.txt"], ["z.txt"]]


def test_saved_reports_count_where_nothing_else_is(folder: Path) -> None:
    (folder / "saved").mkdir()
    (folder / "saved" / "r.json").write_text("{}")
    assert ["saved/r.json"] in found(str(folder), under=folder)
    assert ["a/2023/y.audit.json"] not in found(str(folder), under=folder)


def test_a_glob_and_what_is_named_twice(folder: Path) -> None:
    names = (f"{folder}/**/x.txt", f"{folder}/a/2023/x.txt", f"{folder}/z.txt")
    assert found(*names, under=folder) == [["a/2022/x.txt"], ["a/2023/x.txt"], ["z.txt"]]


def test_a_file_named_with_marks_of_a_glob_is_itself(folder: Path) -> None:
    (folder / "[2023].txt").write_text("good")
    assert found(f"{folder}/[2023].txt", under=folder) == [["[2023].txt"]]


def test_members_of_an_archive(folder: Path) -> None:
    with zipfile.ZipFile(folder / "more.zip", "w") as packed:
        packed.writestr("甲/一.txt", "good 甲")
        packed.writestr("乙.txt", "good 乙")
        packed.writestr("__MACOSX/._乙.txt", "")
    groups = found(str(folder), under=folder)
    assert groups[3:] == [["more.zip!乙.txt"], ["more.zip!甲/一.txt"], ["z.txt"]]
    (place,) = reports([str(folder / "more.zip")])[1]
    with local([Part(place, digest(place))]) as (path,):
        assert Path(path).read_text("utf-8") == "good 甲"
        assert Path(path).name == "一.txt"
    assert not Path(path).exists()


def test_names_in_an_archive_that_a_chinese_system_wrote(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "old.zip", "w") as packed:
        packed.writestr("AAAAAAAA.txt", "good")
    data = (tmp_path / "old.zip").read_bytes().replace(b"AAAAAAAA", "决算报告".encode("gbk"))
    (tmp_path / "old.zip").write_bytes(data)
    ((place,),) = reports([str(tmp_path / "old.zip")])
    assert place.name == "决算报告.txt"
    assert digest(place)


def test_what_cannot_be_had_says_so(tmp_path: Path) -> None:
    ((missing,),) = reports([str(tmp_path / "no*.txt")])
    with pytest.raises(FetchError, match=r"no\*\.txt：文件不存在") as raised:
        digest(missing)
    assert raised.value.state == "failed"
    with zipfile.ZipFile(tmp_path / "torn.zip", "w") as packed:
        packed.writestr("a.txt", "good" * 100, zipfile.ZIP_DEFLATED)
    data = bytearray((tmp_path / "torn.zip").read_bytes())
    data[36:40] = b"\xff\xff\xff\xff"
    (tmp_path / "torn.zip").write_bytes(data)
    with pytest.raises(FetchError, match=r"a\.txt：无法从压缩包中取出") as raised:
        digest(Place(str(tmp_path / "torn.zip"), "a.txt"))
    assert raised.value.state == "quarantined"


def test_a_broken_archive_is_left_to_the_reader(tmp_path: Path) -> None:
    (tmp_path / "broken.zip").write_bytes(b"PK\x03\x04 not an archive")
    assert found(str(tmp_path / "broken.zip"), under=tmp_path) == [["broken.zip"]]


def test_archives_and_a_file_system_in_memory_are_read(tmp_path: Path, folder: Path) -> None:
    memory = fsspec.filesystem("memory")
    memory.pipe("/province/2023/m.txt", "good 内存".encode())
    memory.pipe("/province/2024/n.txt", "good 内存 二".encode())
    try:
        with zipfile.ZipFile(tmp_path / "more.zip", "w") as packed:
            packed.writestr("乙.txt", "good 乙")
        assert found("memory://province/*/m.txt") == [["memory:///province/2023/m.txt"]]
        names = [str(folder), str(tmp_path / "more.zip"), "memory://province", "memory://province/none.txt"]
        ended = bulk(names, tmp_path / "out", LocalRunner(2), OPTIONS)
    finally:
        memory.rm("/province", recursive=True)
    assert (ended.done, ended.failures) == (7, {"fetch": 1})
    named = ask(tmp_path / "out", "SELECT department FROM reports ORDER BY 1")
    assert [name for (name,) in named] == ["m.txt", "n.txt", "x.txt", "x.txt", "y.txt", "z.txt", "乙.txt"]
