"""A run: every good report is in the store, every bad one in quarantine with its reason, the same bytes however it went."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from gouji.bulk.log import NAME
from gouji.bulk.manifest import entries
from gouji.bulk.run import Options, Progress, bulk
from gouji.bulk.runners import Attempt, LocalRunner
from gouji.bulk.tasks import Limits, Outcome, Settings, Task
from gouji.bulk.views import ask
from gouji.errors import GoujiError

ROOT = Path(__file__).parents[2]
JOB = "tests.bulk.jobs:tiny"
QUICK = Limits(seconds=20, megabytes=400)
POISON = {
    "sleep": "timeout", "spin": "timeout", "allocate": "memory", "huge": "memory", "segfault": "crash",
    "abort": "crash", "killed": "crash", "leave": "error", "raise": "error", "unreadable": "unreadable",
}  # fmt: skip


def written(folder: Path, texts: dict[str, str]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, "utf-8")
    return folder


def good(count: int) -> dict[str, str]:
    return {f"good{n:03d}": f"good 青岚市 第{n}份 报告" for n in range(count)}


def ran(
    source: Path, out: Path, workers: int = 1, job: str = JOB, limits: Limits = QUICK, **more: bool
) -> Progress:
    return bulk([str(source)], out, LocalRunner(workers), Options(limits=limits, job=job, **more))


def stored(out: Path) -> dict[str, bytes]:
    return {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in sorted((out / "tables").rglob("*.parquet"))
    }


def kept(out: Path) -> dict[str, tuple[str, str | None]]:
    """File name → state and reason, by the last line of each."""
    return {Path(one.path).stem: (one.state, one.why) for one in entries((out / NAME).read_bytes())}


class Counting(LocalRunner):
    """Counts what it is given."""

    def __init__(self) -> None:
        super().__init__(1)
        self.given: list[str] = []

    def run(self, attempt: Attempt, tasks: Iterable[Task]) -> Iterator[Outcome]:
        def counted() -> Iterator[Task]:
            for task in tasks:
                self.given.append(Path(task.path).stem)
                yield task

        yield from super().run(attempt, counted())


def test_the_store_is_the_same_bytes_with_one_worker_and_with_two(tmp_path: Path) -> None:
    source = written(tmp_path / "in", good(12))
    first = ran(source, tmp_path / "one", 1)
    ran(source, tmp_path / "two", 2)
    assert (first.done, first.kept, first.failures) == (12, 0, {})
    assert stored(tmp_path / "one") == stored(tmp_path / "two")
    assert ask(tmp_path / "two", "SELECT count(*), count(DISTINCT report) FROM reports") == [(12, 12)]
    assert ask(tmp_path / "two", "SELECT count(*), sum(value) FROM cells") == [(48, 120)]
    assert not list((tmp_path / "two" / "pending").rglob("*.zip"))


def test_poison_is_blamed_alone(tmp_path: Path) -> None:
    source = written(tmp_path / "in", {**good(6), **{word: word for word in POISON}})
    limits = Limits(seconds=2, megabytes=400)
    ended = ran(source, tmp_path / "out", 2, limits=limits)
    states = kept(tmp_path / "out")
    assert {name: why for name, (state, why) in states.items() if state == "quarantined"} == POISON
    assert {name for name, (state, _) in states.items() if state == "done"} == set(good(6))
    assert ended.failures == {"timeout": 2, "memory": 2, "crash": 3, "error": 2, "unreadable": 1}
    lines = [json.loads(line) for line in (tmp_path / "out" / NAME).read_text("utf-8").splitlines()]
    said = {Path(line["path"]).stem: line["message"] for line in lines}
    assert "SIGSEGV" in said["segfault"]
    assert "SIGABRT" in said["abort"]
    assert "nothing to divide by" in said["raise"]
    assert "超过 2 秒" in said["sleep"]
    assert "400 MB" in said["allocate"]
    assert said["unreadable"] == "unreadable.txt：文件已损坏；请重新下载"
    # each was tried twice, what the reader refused once
    assert sum(Path(line["path"]).stem == "segfault" for line in lines) == 2
    assert sum(Path(line["path"]).stem == "unreadable" for line in lines) == 1
    clean = written(tmp_path / "clean", good(6))
    ran(clean, tmp_path / "without")
    ours, theirs = stored(tmp_path / "out"), stored(tmp_path / "without")
    assert {name for name in ours if ours[name] != theirs[name]} == {
        "tables/inputs/part-00000-of-00001.parquet"
    }
    assert ask(tmp_path / "out", "SELECT count(*) FROM inputs WHERE state = 'quarantined'") == [(10,)]


def test_what_fails_once_only_is_not_quarantined(tmp_path: Path) -> None:
    source = written(tmp_path / "in", good(2))
    ended = ran(source, tmp_path / "out", job="tests.bulk.jobs:once")
    assert (ended.done, ended.failures) == (2, {})


def test_a_suspect_of_a_run_that_was_cut_off_is_only_tried_alone(tmp_path: Path) -> None:
    source, out = written(tmp_path / "in", {**good(2), "raise": "raise"}), tmp_path / "out"

    class CutOff(LocalRunner):
        def run(self, attempt: Attempt, tasks: Iterable[Task]) -> Iterator[Outcome]:
            if isinstance(tasks, list):
                raise InterruptedError
            yield from super().run(attempt, tasks)

    with pytest.raises(InterruptedError):
        bulk([str(source)], out, CutOff(1), Options(limits=QUICK, job=JOB))
    assert kept(out)["raise"] == ("failed", "error")
    runner = Counting()
    bulk([str(source)], out, runner, Options(limits=QUICK, job=JOB))
    assert runner.given == ["raise"]
    assert kept(out)["raise"] == ("quarantined", "error")


def test_workers_end_with_the_run(tmp_path: Path) -> None:
    source, out = written(tmp_path / "in", good(2)), tmp_path / "out"

    class Careless:
        def run(self, attempt: Attempt, tasks: Iterable[Task]) -> Iterator[Outcome]:
            yield from map(attempt, tasks)

    bulk([str(source)], out, Careless(), Options(limits=QUICK, job="tests.bulk.jobs:process"))
    ((pid, _),) = ask(out, "SELECT department, count(*) FROM reports GROUP BY department")
    with pytest.raises(ProcessLookupError):
        os.kill(int(pid), 0)


def test_a_library_that_prints_does_not_spoil_the_answer(tmp_path: Path) -> None:
    source = written(tmp_path / "in", good(2))
    assert ran(source, tmp_path / "out", job="tests.bulk.jobs:noisy").done == 2


def test_a_rerun_does_nothing(tmp_path: Path) -> None:
    source, out = written(tmp_path / "in", {**good(3), "raise": "raise"}), tmp_path / "out"
    ran(source, out)
    before = {path: path.stat().st_mtime_ns for path in (out / "tables").rglob("*")}
    lines = (out / NAME).read_bytes()
    runner = Counting()
    ended = bulk([str(source)], out, runner, Options(limits=QUICK, job=JOB))
    assert runner.given == []
    assert (ended.done, ended.kept, ended.failures) == (0, 3, {"error": 1})
    assert (out / NAME).read_bytes() == lines
    assert {path: path.stat().st_mtime_ns for path in (out / "tables").rglob("*")} == before


def test_only_what_changed_is_done_again(tmp_path: Path) -> None:
    source, out = written(tmp_path / "in", good(4)), tmp_path / "out"
    ran(source, out)
    written(source, {"good001": "good 改过的 报告", "new": "good 新的"})
    runner = Counting()
    bulk([str(source)], out, runner, Options(limits=QUICK, job=JOB))
    assert sorted(runner.given) == ["good001", "new"]
    ran(source, tmp_path / "afresh")
    assert stored(out) == stored(tmp_path / "afresh")
    assert ask(out, "SELECT count(*) FROM sentences WHERE text LIKE '%第1份%'") == [(0,)]


def test_other_settings_are_another_result(tmp_path: Path) -> None:
    source, out = written(tmp_path / "in", good(2)), tmp_path / "out"
    ran(source, out)
    runner = Counting()
    other = Options(Settings(engine="pdfminer"), QUICK, job=JOB)
    assert bulk([str(source)], out, runner, other).done == 2
    assert ask(out, "SELECT count(*) FROM reports") == [(2,)]


def test_retry_takes_up_what_is_in_quarantine(tmp_path: Path) -> None:
    source, out = written(tmp_path / "in", {**good(2), "raise": "raise"}), tmp_path / "out"
    ran(source, out)
    runner = Counting()
    bulk([str(source)], out, runner, Options(limits=QUICK, job=JOB, retry=True))
    # once with the others, once alone
    assert runner.given == ["raise", "raise"]
    assert kept(out)["raise"] == ("quarantined", "error")


def test_a_file_under_two_names_is_one_report(tmp_path: Path) -> None:
    source, out = written(tmp_path / "in", {"a": "good 同", "b": "good 同", "c": "good 异"}), tmp_path / "out"
    ended = ran(source, out, 2)
    assert (ended.done, ended.kept) == (2, 1)
    assert ask(out, "SELECT count(*) FROM reports") == [(2,)]
    assert ask(out, "SELECT count(*), count(DISTINCT report) FROM inputs") == [(3, 2)]


def test_a_worker_is_replaced_after_its_number_of_reports(tmp_path: Path) -> None:
    source, out = written(tmp_path / "in", good(5)), tmp_path / "out"
    ran(source, out, job="tests.bulk.jobs:process", limits=Limits(20, 400, reports=2))
    counts = ask(out, "SELECT count(*) FROM reports GROUP BY department ORDER BY 1 DESC")
    assert counts == [(2,), (2,), (1,)]


def test_sets_have_the_same_order_in_all_workers(tmp_path: Path) -> None:
    source, out = written(tmp_path / "in", good(3)), tmp_path / "out"
    ran(source, out, job="tests.bulk.jobs:hashed", limits=Limits(20, 400, reports=1))
    assert ask(out, "SELECT count(DISTINCT department) FROM reports") == [(1,)]


def test_a_worker_that_does_not_start_is_nobody_elses_fault(tmp_path: Path) -> None:
    source = written(tmp_path / "in", good(1))
    with pytest.raises(GoujiError, match="no_such_job"):
        ran(source, tmp_path / "out", job="tests.bulk.no_such_job:tiny")
    assert kept(tmp_path / "out") == {}


def test_a_limit_that_no_worker_could_keep_is_no_fault_of_a_report(tmp_path: Path) -> None:
    source = written(tmp_path / "in", good(1))
    with pytest.raises(GoujiError, match="内存上限 10 MB 不够"):
        ran(source, tmp_path / "out", limits=Limits(20, 10))
    assert kept(tmp_path / "out") == {}


def test_two_runs_do_not_write_to_one_store(tmp_path: Path) -> None:
    source, out = written(tmp_path / "in", good(1)), tmp_path / "out"

    class Nested(LocalRunner):
        def run(self, attempt: Attempt, tasks: Iterable[Task]) -> Iterator[Outcome]:
            with pytest.raises(GoujiError, match="另一个"):
                ran(source, out)
            yield from super().run(attempt, tasks)

    assert bulk([str(source)], out, Nested(1), Options(limits=QUICK, job=JOB)).done == 1


KILLED = """
import sys
from gouji.bulk.run import Options, bulk
from gouji.bulk.runners import LocalRunner
from gouji.bulk.tasks import Limits
source, out, job = sys.argv[1:]
bulk([source], out, LocalRunner(2), Options(limits=Limits(20, 400), job="tests.bulk.jobs:" + job))
"""


COMPACTED = """
import os, signal, sys
from gouji.bulk.folder import LocalFolder
from gouji.bulk.run import Options, bulk
from gouji.bulk.runners import LocalRunner
from gouji.bulk.tasks import Limits, Settings
source, out, method, left = sys.argv[1:]
real, left = getattr(LocalFolder, method), [int(left)]
def until(self, name, *data):
    left[0] -= name.startswith("tables/")
    if left[0] < 0:
        os.kill(os.getpid(), signal.SIGKILL)
    real(self, name, *data)
setattr(LocalFolder, method, until)
options = Options(Settings(engine="pdfminer"), Limits(20, 400), job="tests.bulk.jobs:settled")
bulk([source], out, LocalRunner(1), options)
"""


@pytest.mark.skipif(os.name != "posix", reason="needs SIGKILL")
@pytest.mark.parametrize(("method", "left"), [("write", 5), ("remove", 2)])
def test_killed_in_the_middle_of_storing_under_other_settings(tmp_path: Path, method: str, left: int) -> None:
    source, job = written(tmp_path / "in", good(3)), "tests.bulk.jobs:settled"
    options = {name: Options(Settings(engine=name), QUICK, job=job) for name in ("auto", "pdfminer")}
    for name, option in options.items():
        bulk([str(source)], tmp_path / name, LocalRunner(1), option)
    for name, option in options.items():
        out = tmp_path / f"killed-{name}"
        bulk([str(source)], out, LocalRunner(1), options["auto"])
        process = started(source, out, method, str(left), script=COMPACTED)
        assert process.wait() == -signal.SIGKILL
        ended = bulk([str(source)], out, LocalRunner(1), option)
        assert ended.done == (3 if (name, method) == ("auto", "remove") else 0)
        assert stored(out) == stored(tmp_path / name)


def started(source: Path, out: Path, *more: str, script: str = KILLED) -> subprocess.Popen[bytes]:
    paths = [str(ROOT), *filter(None, sys.path)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}
    return subprocess.Popen([sys.executable, "-c", script, str(source), str(out), *more], env=environment)


@pytest.mark.skipif(os.name != "posix", reason="needs SIGKILL")
def test_a_run_killed_at_random_moments_gives_the_same_store(tmp_path: Path) -> None:
    source, out = written(tmp_path / "in", good(40)), tmp_path / "out"
    ran(source, tmp_path / "whole", 1)
    chance = random.Random(7)
    interrupted = 0
    for _ in range(5):
        process = started(source, out, "slow")
        begun = len(entries((out / NAME).read_bytes())) if (out / NAME).exists() else 0
        _until(out / NAME, begun + chance.randint(1, 8), process)
        time.sleep(chance.random() * 0.2)
        interrupted += process.poll() is None
        process.send_signal(signal.SIGKILL)
        process.wait()
        with (out / NAME).open("ab") as file:
            file.write(b'{"path": "torn')
    assert interrupted >= 4
    written_before = {one.key for one in entries((out / NAME).read_bytes())}
    runner = Counting()
    ended = bulk([str(source)], out, runner, Options(limits=QUICK, job=JOB))
    assert ended.done + ended.kept == 40
    assert len(runner.given) <= 40 - len(written_before)
    assert stored(out) == stored(tmp_path / "whole")


@pytest.mark.skipif(os.name != "posix", reason="needs SIGKILL")
def test_a_killed_run_leaves_no_process_behind(tmp_path: Path) -> None:
    source = written(tmp_path / "in", good(1))
    process = started(source, tmp_path / "out", "stuck")
    note = source / "good000.txt.pid"
    for _ in range(600):
        if note.exists() and note.read_text():
            break
        time.sleep(0.05)
    process.kill()
    process.wait()
    pid = int(note.read_text())
    for _ in range(100):
        if not _runs(pid):
            return
        time.sleep(0.05)
    pytest.fail("the worker goes on without its parent")


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    # One that ended and that nobody has waited for is still listed.
    stat = Path(f"/proc/{pid}/stat")
    return not stat.exists() or stat.read_text().rpartition(")")[2].split()[0] != "Z"


def _until(path: Path, lines: int, process: subprocess.Popen[bytes]) -> None:
    """Waits until a manifest has some lines, or the process has ended."""
    for _ in range(600):
        if process.poll() is not None or (path.exists() and len(entries(path.read_bytes())) >= lines):
            return
        time.sleep(0.05)
