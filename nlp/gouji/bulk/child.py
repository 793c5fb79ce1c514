"""What runs in a worker process: one report after another from standard input, each result to standard output.

A line of JSON asks, a line of JSON with the length of what follows answers. Whatever goes wrong beyond an unreadable
input ends the process; whoever started it tells from its end what it was.
"""

from __future__ import annotations

import importlib
import json
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

from gouji.bulk.fetch import FetchError, digest
from gouji.bulk.tasks import Place, Settings, Work
from gouji.errors import UnreadableError

OUT_OF_MEMORY, ORPHANED = 77, 78
"""Exit statuses of a worker that stopped itself."""
CHANGED = "文件在读取时已改变；请在它不再改变后重新运行"
_MEGABYTE = 2**20
_LOOK = 0.1
# How much longer than the limit a worker lives that nobody ended: its parent was killed.
_GRACE = 10


def main() -> None:
    """Serve until standard input ends."""
    asked, answers = _channel()
    first = json.loads(asked.readline())
    if first["patterns"] is not None:
        from gouji import patterns

        patterns.use(Path(first["patterns"]))
    job = find(first["job"])
    _limit(first["megabytes"])
    if _peak() > first["megabytes"] * _MEGABYTE:
        sys.exit(OUT_OF_MEMORY)
    threading.Thread(target=_watch, args=(first["megabytes"], os.getppid()), daemon=True).start()
    _answer(answers, "ready", "", b"")
    for line in iter(asked.readline, b""):
        _alarm(first["seconds"] + _GRACE)
        _serve(_work(json.loads(line)), job, answers)
        _alarm(0)


def find(job: str) -> Callable[[Work], bytes]:
    """The function that "module:name" names."""
    module, _, name = job.partition(":")
    found: Callable[[Work], bytes] = getattr(importlib.import_module(module), name)
    return found


def _work(data: dict[str, Any]) -> Work:
    return Work(
        tuple(data["paths"]), tuple(data["hashes"]), data["report"], data["key"], Settings(**data["settings"])
    )


def _channel() -> tuple[IO[bytes], IO[bytes]]:
    """The two pipes, out of reach of what prints to standard output or reads standard input."""
    asked = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    return asked, answers


def _serve(work: Work, job: Callable[[Work], bytes], answers: IO[bytes]) -> None:
    try:
        for path, sha256 in zip(work.paths, work.hashes, strict=True):
            if digest(Place(path)) != sha256:
                raise FetchError(f"{Path(path).name}：{CHANGED}", "failed", "fetch")
        payload = job(work)
    except FetchError as error:
        _answer(answers, "changed", str(error), b"")
    except UnreadableError as error:
        _answer(answers, "unreadable", str(error), b"")
    else:
        _answer(answers, "done", "", payload)


def _answer(answers: IO[bytes], state: str, message: str, payload: bytes) -> None:
    head = json.dumps({"state": state, "message": message, "size": len(payload)})
    answers.write(head.encode() + b"\n" + payload)
    answers.flush()


def _limit(megabytes: int) -> None:
    """Fences the data of the process where the system can, and keeps a crash from writing a core file.

    What the libraries have reserved without using it stands outside of the fence; `_watch` counts what is used.
    """
    try:
        import resource
    except ImportError:
        return
    _, hard = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (0, hard))
    held = _status("VmData:")
    if held is None:
        return
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    most = held + megabytes * _MEGABYTE
    if hard == resource.RLIM_INFINITY or most < hard:
        resource.setrlimit(resource.RLIMIT_DATA, (most, hard))


def _watch(megabytes: int, parent: int) -> None:
    """Ends the process when it has taken more memory than it may, or when its parent is gone."""
    while True:
        if _peak() > megabytes * _MEGABYTE:
            os._exit(OUT_OF_MEMORY)
        if os.getppid() != parent:
            os._exit(ORPHANED)
        time.sleep(_LOOK)


def _peak() -> int:
    """The most memory the process has had, in bytes; 0 where the system does not tell."""
    # Where it is there it is better: the figure of getrusage begins with that of the parent.
    held = _status("VmHWM:")
    if held is not None:
        return held
    try:
        import resource
    except ImportError:
        return 0
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


def _status(name: str) -> int | None:
    """A figure of this process in bytes as Linux tells it, None elsewhere."""
    try:
        lines = Path("/proc/self/status").read_text("ascii", "replace").splitlines()
    except OSError:
        return None
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith(name)), None)


def _alarm(seconds: float) -> None:
    """The system ends the process after some seconds, even inside a library; 0 calls it off."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)


if __name__ == "__main__":
    main()
