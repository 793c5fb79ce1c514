"""`python -m tests.fuzz.run`: thousands of damaged files read, each within its time, with a Report or a named error.

A worker process reads the files and says how each ended; one that falls silent is ended and counted as a hang.
"""

from __future__ import annotations

import argparse
import resource
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from types import FrameType

from gouji.errors import GoujiError
from gouji.model import Report
from gouji.read import read

from tests.fuzz.mutate import KINDS, damaged

SECONDS = 20
MEMORY = 3 * 2**30


class TooLong(BaseException):
    """A file took longer than it may; no handler of errors takes it for one of its own."""


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise TooLong


def outcome(path: Path, seconds: float = SECONDS) -> str:
    """How reading a file ended: read or refused, or out of time or memory; any other error escapes."""
    signal.signal(signal.SIGALRM, _stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        report = read(path, ocr="none")
    except GoujiError as error:
        return "refused" if "\n" not in str(error) else "message of several lines"
    except TooLong:
        return "too long"
    except MemoryError:
        return "memory"
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    return "read" if isinstance(report, Report) else "no report"


def _work(kind: str, first: int, last: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    with tempfile.TemporaryDirectory() as folder:
        for number in range(first, last):
            path = Path(folder) / f"{number}.{kind}"
            path.write_bytes(damaged(kind, number))
            began = time.monotonic()
            said = outcome(path)
            path.unlink()
            sys.stdout.write(f"{number}\t{time.monotonic() - began:.2f}\t{said}\n")
            sys.stdout.flush()


def watched(kind: str, first: int, last: int) -> list[tuple[int, float, str]]:
    """All outcomes of one kind; a worker that dies or falls silent is begun anew after the file it was at."""
    found: list[tuple[int, float, str]] = []
    while first < last:
        command = [sys.executable, "-m", "tests.fuzz.run", "--worker", kind, str(first), str(last)]
        with (
            tempfile.TemporaryFile("w+") as errors,
            subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, text=True) as process,
        ):
            silent = False

            def end(process: subprocess.Popen[str] = process) -> None:
                nonlocal silent
                silent = True
                process.kill()

            assert process.stdout is not None
            while True:
                timer = threading.Timer(SECONDS * 2, end)
                timer.start()
                line = process.stdout.readline()
                timer.cancel()
                if not line:
                    break
                number, seconds, said = line.rstrip("\n").split("\t")
                found.append((int(number), float(seconds), said))
                first = int(number) + 1
            process.wait()
            errors.seek(0)
            last_words = (errors.read().strip().splitlines() or [f"signal {process.returncode}"])[-1]
        if first < last:
            found.append((first, float(SECONDS), "hang" if silent else f"died: {last_words[:120]}"))
            first += 1
    return found


def main(arguments: Sequence[str]) -> int:
    """Print what became of the files of each kind; 1 where one hung, died or let an error escape."""
    if arguments and arguments[0] == "--worker":
        _work(arguments[1], int(arguments[2]), int(arguments[3]))
        return 0
    parser = argparse.ArgumentParser(prog="tests.fuzz.run")
    parser.add_argument("kinds", nargs="*", default=list(KINDS))
    parser.add_argument("--files", type=int, default=1000)
    parser.add_argument("--first", type=int, default=0)
    chosen = parser.parse_args(arguments)
    bad = 0
    sys.stdout.write(f"{'kind':6} {'files':>6} {'read':>6} {'refused':>8} {'slowest':>8}  other\n")
    for kind in chosen.kinds:
        outcomes = watched(kind, chosen.first, chosen.first + chosen.files)
        counted = Counter(said for _, _, said in outcomes)
        others = [(number, said) for number, _, said in outcomes if said not in ("read", "refused")]
        bad += len(others)
        slowest = max(seconds for _, seconds, _ in outcomes)
        sys.stdout.write(
            f"{kind:6} {len(outcomes):6} {counted['read']:6} {counted['refused']:8} {slowest:7.1f}s  {others[:8] or ''}\n"
        )
        sys.stdout.flush()
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
