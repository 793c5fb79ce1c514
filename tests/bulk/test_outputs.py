"""A store under a URL: the same parts as in a folder, resumed as there, and one clear line where it cannot be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import fsspec
import pytest
from click.testing import CliRunner
from fsspec.implementations.dirfs import DirFileSystem
from fsspec.implementations.local import LocalFileSystem
from fsspec.implementations.memory import MemoryFileSystem
from gouji.bulk import log
from gouji.bulk.folder import LocalFolder, RemoteFolder, at
from gouji.bulk.manifest import Entry, Manifest
from gouji.bulk.run import Options, bulk
from gouji.bulk.runners import Attempt, LocalRunner
from gouji.bulk.tasks import Outcome, Task
from gouji.bulk.views import ask, queries
from gouji.cli import cli
from gouji.errors import GoujiError

from tests.bulk.test_run import JOB, QUICK, Counting, good, ran, stored, written

OUT = "memory://province/store"
OPTIONS = Options(limits=QUICK, job=JOB)


@pytest.fixture
def memory() -> Iterator[MemoryFileSystem]:
    files = fsspec.filesystem("memory")
    yield files
    if files.exists("/province"):
        files.rm("/province", recursive=True)


class Refusing(MemoryFileSystem):
    """A bucket that may be looked at."""

    protocol = "refusing"

    def pipe_file(self, path: str, value: bytes, **_: object) -> None:
        raise PermissionError(13, "Access Denied")


def held(files: MemoryFileSystem) -> dict[str, bytes]:
    root = "/province/store/"
    return {path.removeprefix(root): files.cat_file(path) for path in files.find(root + "tables")}


def test_the_parts_are_those_of_a_folder(tmp_path: Path, memory: MemoryFileSystem) -> None:
    source = written(tmp_path / "in", {**good(6), "raise": "raise"})
    ended = bulk([str(source)], OUT, LocalRunner(1), OPTIONS)
    ran(source, tmp_path / "local")
    assert (ended.done, ended.failures) == (6, {"error": 1})
    assert held(memory) == stored(tmp_path / "local")
    assert {path.split("/")[3] for path in memory.find("/province/store")} == {"tables", "manifest"}
    runner = Counting()
    again = bulk([str(source)], OUT, runner, OPTIONS)
    assert runner.given == []
    assert (again.done, again.kept, again.failures) == (0, 6, {"error": 1})


def test_the_queries_work_under_a_url(tmp_path: Path, memory: MemoryFileSystem) -> None:
    ended = bulk([str(written(tmp_path / "in", good(2)))], OUT, LocalRunner(1), OPTIONS)
    assert ended.done == 2
    assert ask(OUT, "SELECT count(*), sum(value) FROM cells") == [(8, 20)]
    for query in queries():
        ask(OUT, query.sql)
    with pytest.raises(GoujiError, match="请先运行 gouji bulk"):
        ask("memory://province/none", "SELECT 1")


def test_a_run_that_was_cut_off_goes_on(tmp_path: Path, memory: MemoryFileSystem) -> None:
    source = written(tmp_path / "in", {**good(8), "raise": "raise"})
    ran(source, tmp_path / "whole")

    class CutOff(LocalRunner):
        def run(self, attempt: Attempt, tasks: Iterable[Task]) -> Iterator[Outcome]:
            for number, outcome in enumerate(super().run(attempt, tasks)):
                if number == 4:
                    raise InterruptedError
                yield outcome

    # a killed process does not write what waits
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(log.SegmentLog, "close", lambda self: None)
        with pytest.raises(InterruptedError):
            bulk([str(source)], OUT, CutOff(1), OPTIONS)
    assert not memory.exists("/province/store/tables")
    runner = Counting()
    bulk([str(source)], OUT, runner, OPTIONS)
    assert len(runner.given) <= 9 - 4 + 1
    assert held(memory) == stored(tmp_path / "whole")
    assert not memory.find("/province/store/pending")


def test_a_result_that_was_not_noted_outlives_a_run_over_other_files(
    tmp_path: Path, memory: MemoryFileSystem
) -> None:
    first, second = written(tmp_path / "a", good(2)), written(tmp_path / "b", {"other": "good other"})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(log.SegmentLog, "sync", lambda self: None)
        patch.setattr("gouji.bulk.store.Store.compact", lambda *_: None)
        bulk([str(first)], OUT, LocalRunner(1), OPTIONS)
    assert len(memory.find("/province/store/pending")) == 2
    bulk([str(second)], OUT, LocalRunner(1), OPTIONS)
    runner = Counting()
    bulk([str(first), str(second)], OUT, runner, OPTIONS)
    assert runner.given == []
    assert ask(OUT, "SELECT count(*) FROM reports") == [(3,)]


def test_lines_of_what_failed_are_written_at_once_the_others_in_company(memory: MemoryFileSystem) -> None:
    manifest = Manifest(at(OUT))
    for number in range(3):
        manifest.add(Entry(f"p{number}", f"k{number}", f"r{number}", "done"))
    assert set(Manifest(at(OUT)).entries) == set()
    manifest.add(Entry("bad", "k", "r", "quarantined", "crash", "SIGSEGV"))
    assert set(Manifest(at(OUT)).entries) == {"p0", "p1", "p2", "bad"}
    manifest.add(Entry("bad", "k", "r", "done"))
    manifest.close()
    assert Manifest(at(OUT)).entries["bad"].state == "done"
    names = [path.rpartition("/")[2] for path in sorted(memory.find("/province/store/manifest"))]
    assert [name[:9] for name in names] == ["00000001-", "00000002-", "begun"]


def test_a_file_system_with_a_renaming_of_its_own_shows_no_half_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = DirFileSystem(path=str(tmp_path), fs=LocalFileSystem())
    folder = RemoteFolder(files, "store", "dir://store")
    folder.write("a/b", b"old")
    seen: list[str] = []
    real = files.pipe_file

    def half(path: str, value: bytes) -> None:
        seen.append(path)
        real(path, value[:2])
        raise ConnectionResetError("reset by peer")

    monkeypatch.setattr(files, "pipe_file", half)
    with pytest.raises(GoujiError, match="无法写入（reset by peer）"):
        folder.write("a/b", b"newer")
    assert seen[0].endswith(".part")
    assert (tmp_path / "store" / "a" / "b").read_bytes() == b"old"
    assert folder.names("a") == ["a/b"]


def test_a_file_url_is_a_folder(tmp_path: Path) -> None:
    found = at(f"file://{tmp_path}/store")
    assert isinstance(found, LocalFolder)
    assert found.path == tmp_path / "store"


def message(*words: str) -> str:
    done = CliRunner().invoke(cli, ["bulk", *words, "--workers", "1"])
    assert isinstance(done.exception, GoujiError), done.output
    return str(done.exception)


def test_a_bad_output_is_one_line_before_anything_is_read(tmp_path: Path) -> None:
    source = str(written(tmp_path / "in", good(1)))
    fsspec.register_implementation("refusing", Refusing, clobber=True)
    (tmp_path / "file").write_text("")
    said = {
        "nosuch://a/b": "Protocol not known",
        "refusing://a/b": "refusing://a/b：无法写入（Access Denied）",
        str(tmp_path / "file"): "无法写入",
        str(tmp_path / "file" / "below"): "无法写入",
    }
    for out, words in said.items():
        line = message(source, "-o", out)
        assert words in line
        assert out in line
        assert "\n" not in line
    assert message(source, "-o", "nosuch://a/b", "--resume") == message(source, "-o", "nosuch://a/b")
