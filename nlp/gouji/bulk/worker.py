"""A worker process as seen from outside: a task goes in, an outcome comes out, whatever happens to the process."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Sequence
from typing import IO, Any

from gouji.bulk.child import OUT_OF_MEMORY
from gouji.bulk.fetch import FetchError, local
from gouji.bulk.tasks import Outcome, Task, Why, Work, as_text

_START = "from gouji.bulk.child import main; main()"
# Reading a report is work for one core; the threads that libraries start would only take them from each other.
_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "ARROW_NUM_THREADS")
# The results of two processes are the same bytes also where a set was gone through.
_ENVIRONMENT = {**dict.fromkeys(_THREADS, "1"), "PYTHONHASHSEED": "0"}
_STARTUP_SECONDS = 120.0
_TAIL = 4000
_OUT_OF_MEMORY = ("MemoryError", "bad_alloc", "Cannot allocate memory", "cannot allocate memory")
_MESSAGES: dict[Why, str] = {
    "timeout": "超过 {seconds:g} 秒，已终止；可用 --timeout 放宽",
    "memory": "内存超过 {megabytes} MB，已终止；可用 --memory 放宽",
    "crash": "工作进程崩溃（{detail}）；请重新导出该文件或换用 --engine",
    "error": "程序出错（{detail}）；请报告此问题",
}
_TOO_SMALL = "内存上限 {megabytes} MB 不够载入程序；请用 --memory 放宽"
_idle: list[Worker] = []
_busy: set[Worker] = set()
_lock = threading.Lock()


class StartError(Exception):
    """A worker did not come up; no report is to blame."""


class Worker:
    """One process that serves tasks of one job; ended when it has served its number or has failed."""

    def __init__(self, task: Task) -> None:
        self.kind = _kind(task)
        self._served = 0
        self._limits = task.limits
        self._errors: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - closed in `end`
        paths = [path for path in sys.path if path]
        environment = {**os.environ, **_ENVIRONMENT, "PYTHONPATH": os.pathsep.join(paths)}
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-X", "utf8", "-c", _START],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._errors, env=environment,
            start_new_session=os.name == "posix",
        )  # fmt: skip
        first = {
            "job": task.job, "patterns": task.settings.patterns,
            "megabytes": task.limits.megabytes, "seconds": task.limits.seconds,
        }  # fmt: skip
        answer, _, _ = self._ask(json.dumps(first), _STARTUP_SECONDS)
        if answer is None:
            small = self._process.returncode == OUT_OF_MEMORY
            detail = _TOO_SMALL.format(megabytes=self._limits.megabytes) if small else self._detail()
            self.end()
            raise StartError(detail)

    def do(self, task: Task, paths: Sequence[str]) -> Outcome:
        """The outcome of one task; afterwards `usable` tells whether there may be another."""
        self._served += 1
        hashes = tuple(part.sha256 for part in task.parts)
        work = Work(tuple(paths), hashes, task.report, task.key, task.settings)
        answer, payload, late = self._ask(as_text(work), task.limits.seconds)
        if answer is None:
            why = self._why(late=late)
            limits = {"seconds": task.limits.seconds, "megabytes": task.limits.megabytes}
            return Outcome(task, "failed", why, _MESSAGES[why].format(detail=self._detail(), **limits))
        if answer["state"] == "unreadable":
            return Outcome(task, "quarantined", "unreadable", answer["message"])
        if answer["state"] == "changed":
            return Outcome(task, "failed", "fetch", answer["message"])
        return Outcome(task, "done", payload=payload)

    @property
    def usable(self) -> bool:
        """Whether the process lives and has not served its number."""
        return self._process.poll() is None and self._served < self._limits.reports

    def end(self) -> None:
        """End the process and what it started."""
        self.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(BrokenPipeError):
                    pipe.close()
        self._process.wait()
        self._errors.close()

    def _ask(self, line: str, seconds: float) -> tuple[dict[str, Any] | None, bytes, bool]:
        """The head and the body of the answer, None where the process ended first; with it whether time was up."""
        late = threading.Event()

        def expire() -> None:
            late.set()
            self.kill()

        pipes = self._process
        assert pipes.stdin is not None
        assert pipes.stdout is not None
        self._errors.seek(0)
        self._errors.truncate()
        timer = threading.Timer(seconds, expire)
        timer.start()
        try:
            pipes.stdin.write(line.encode() + b"\n")
            pipes.stdin.flush()
            head = pipes.stdout.readline()
            answer = json.loads(head) if head.endswith(b"\n") else None
            body = pipes.stdout.read(answer["size"]) if answer else b""
        except BrokenPipeError:
            answer, body = None, b""
        finally:
            timer.cancel()
        if answer is None or len(body) < answer["size"]:
            self._process.wait()
            return None, b"", late.is_set()
        return answer, body, False

    def kill(self) -> None:
        """End the process and its whole group: a converter that hangs must not outlive the worker that called it."""
        if os.name == "posix":
            try:
                os.killpg(self._process.pid, signal.SIGKILL)
            except (ProcessLookupError, PermissionError):
                self._process.kill()
        else:
            self._process.kill()

    def _why(self, *, late: bool) -> Why:
        status = self._process.returncode
        if late or (hasattr(signal, "SIGALRM") and status == -signal.SIGALRM):
            return "timeout"
        if status == OUT_OF_MEMORY or any(words in self._tail() for words in _OUT_OF_MEMORY):
            return "memory"
        return "crash" if status < 0 or status > 255 else "error"

    def _tail(self) -> str:
        self._errors.seek(0, os.SEEK_END)
        self._errors.seek(max(0, self._errors.tell() - _TAIL))
        return self._errors.read().decode("utf-8", "replace")

    def _detail(self) -> str:
        """The signal, or the last line that the process said."""
        status = self._process.returncode
        if status is not None and status < 0:
            names = {one.value: one.name for one in signal.Signals}
            return names.get(-status, f"信号 {-status}")
        lines = [line.strip() for line in self._tail().splitlines() if line.strip()]
        return lines[-1][:300] if lines else f"退出状态 {status}"


def attempt(task: Task) -> Outcome:
    """One report in a process of its own kind, within its limits; never raises, whatever the report does.

    The same function serves all runners; an engine's own retries therefore never see a failure.
    """
    try:
        with local(task.parts) as paths:
            worker = _take(task)
            outcome = worker.do(task, paths)
    except FetchError as error:
        return Outcome(task, error.state, error.why, str(error))
    except StartError as error:
        return Outcome(task, "failed", "worker", str(error))
    except OSError as error:
        return Outcome(task, "failed", "worker", f"{error.strerror or error}")
    _give_back(worker)
    return outcome


def end_all() -> None:
    """End the workers that wait for a task, and kill those that are at one: its outcome is then that of a crash."""
    with _lock:
        waiting, _idle[:] = _idle[:], []
        for worker in _busy:
            worker.kill()
    for worker in waiting:
        worker.end()


def _kind(task: Task) -> tuple[object, ...]:
    return (task.job, task.settings.patterns, task.limits)


def _take(task: Task) -> Worker:
    with _lock:
        place = next((n for n, one in enumerate(_idle) if one.kind == _kind(task) and one.usable), None)
        worker = _idle.pop(place) if place is not None else None
    worker = worker or Worker(task)
    with _lock:
        _busy.add(worker)
    return worker


def _give_back(worker: Worker) -> None:
    with _lock:
        _busy.discard(worker)
        if worker.usable:
            _idle.append(worker)
            return
    worker.end()
