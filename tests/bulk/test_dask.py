"""A Dask cluster of two worker processes, one of them killed in mid-run: the store is that of the local runner."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from gouji.bulk.dask_runner import DaskRunner
from gouji.bulk.run import Options, bulk
from gouji.bulk.runners import Attempt
from gouji.bulk.tasks import Outcome, Task

from tests.bulk.test_run import QUICK, good, kept, ran, stored, written

JOB = "tests.bulk.jobs:slow"


class Attacked(DaskRunner):
    """Loses one of its processes after the third outcome."""

    killed = 0

    def run(self, attempt: Attempt, tasks: Iterable[Task]) -> Iterator[Outcome]:
        for number, outcome in enumerate(super().run(attempt, tasks), 1):
            if number == 3 and not self.killed:
                _, pid = sorted(self.client.run(os.getpid).items())[0]
                self.killed = pid
                os.kill(pid, signal.SIGKILL)
            yield outcome


@pytest.mark.skipif(os.name != "posix", reason="needs SIGKILL")
def test_a_cluster_that_loses_a_process_gives_the_same_store(tmp_path: Path) -> None:
    source = written(tmp_path / "in", {**good(16), "segfault": "segfault", "unreadable": "unreadable"})
    runner = Attacked(None, 2)
    try:
        before = set(runner.client.run(os.getpid).values())
        assert len(before) == 2
        ended = bulk([str(source)], tmp_path / "dask", runner, Options(limits=QUICK, job=JOB))
        assert runner.killed in before
    finally:
        runner.close()
    assert (ended.done, ended.failures) == (16, {"crash": 1, "unreadable": 1})
    assert kept(tmp_path / "dask")["segfault"] == ("quarantined", "crash")
    ran(source, tmp_path / "local", job=JOB)
    assert stored(tmp_path / "dask") == stored(tmp_path / "local")
