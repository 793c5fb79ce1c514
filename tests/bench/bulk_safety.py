"""What a bulk run survives: bad files and killers among good ones, and being killed itself at random moments."""

from __future__ import annotations

import hashlib
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from gouji.bulk.log import NAME
from gouji.bulk.manifest import Entry, entries
from gouji.bulk.report import audited
from gouji.bulk.run import Options, bulk
from gouji.bulk.runners import LocalRunner
from gouji.bulk.tasks import Limits, Work
from gouji.bulk.views import ask

from tests.bulk.bad import KINDS
from tests.bulk.jobs import act

ROOT = Path(__file__).parents[2]
JOB = "tests.bench.bulk_safety:dangerous"
MARK = "gouji-poison "
KILLERS: Mapping[str, str] = {"sleep": "timeout", "allocate": "memory", "segfault": "crash"}
_RUN = """
import sys
from gouji.bulk.run import Options, bulk
from gouji.bulk.runners import LocalRunner
bulk(sys.argv[3:], sys.argv[1], LocalRunner(2), Options(job=sys.argv[2]))
"""


def dangerous(work: Work) -> bytes:
    """The job of a worker, whom a file of a marked text kills in its way."""
    path = Path(work.paths[0])
    with path.open("rb") as file:
        head = file.read(40).decode("utf-8", "replace")
    if head.startswith(MARK):
        act(head.removeprefix(MARK).strip(), path)
    return audited(work)


def poisoned(folder: Path, each: int) -> list[str]:
    """A folder with so many bad files of each kind and one of each killer."""
    for kind, (bytes_of, _) in KINDS.items():
        for number in range(1, each + 1):
            path = folder / f"{number}" / kind
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(bytes_of(number))
    for word in KILLERS:
        (folder / f"{word}.txt").write_text(MARK + word, "utf-8")
    return [str(folder)]


@dataclass(frozen=True, slots=True)
class Survived:
    """A run with poison: seconds, counts, and what was not as it should be."""

    seconds: float
    good: int
    bad: int
    wrong: tuple[str, ...]


def poison(good: Sequence[str], folder: Path, each: int, limits: Limits) -> Survived:
    """Runs good paths with bad ones among them; every good one is in the store, every bad one has its reason."""
    bad = poisoned(folder / "bad", each)
    begun = time.perf_counter()
    bulk([*good, *bad], folder / "store", LocalRunner(2), Options(limits=limits, job=JOB))
    seconds = time.perf_counter() - begun
    last = {one.path: one for one in entries((folder / "store" / NAME).read_bytes())}
    theirs = {path: one for path, one in last.items() if path.startswith(str(folder / "bad"))}
    ours = [one for path, one in last.items() if path not in theirs]
    kept = {report for (report,) in ask(folder / "store", "SELECT report FROM reports")}
    lost = [one.path for one in ours if one.report not in kept or digest(one.path) != one.report]
    wrong = [path for path, one in theirs.items() if not _told(Path(path).name, one) or one.report in kept]
    missing = each * len(KINDS) + len(KILLERS) - len(theirs)
    return Survived(seconds, len(ours), len(theirs), (*lost, *wrong, *["?"] * missing))


def digest(path: str) -> str:
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()


def _told(name: str, entry: Entry) -> bool:
    """Whether a bad file is in quarantine for the right reason."""
    if name in KINDS:
        right = entry.why == "unreadable" and entry.message.startswith(f"{name}：")
        return entry.state == "quarantined" and right and KINDS[name][1] in entry.message
    return entry.state == "quarantined" and entry.why == KILLERS[Path(name).stem]


@dataclass(frozen=True, slots=True)
class Killed:
    """Kills: how many found the run at work, reports that were begun again, whether the bytes are the same."""

    kills: int
    at_work: int
    again: int
    reports: int
    same: bool


def kills(paths: Sequence[str], folder: Path, *, times: int, seed: int, job: str) -> Killed:
    """Kills a run ``times`` times, each after some further reports and a moment, then lets it end.

    ``again`` are the reports that the last run still did, beyond those that were never noted down: none.
    """
    whole = bulk(paths, folder / "whole", LocalRunner(1), Options(job=job))
    most = max(1, whole.total // (times + 1))
    out, chance, at_work = folder / "killed", random.Random(seed), 0
    for _ in range(times):
        process = _started(paths, out, job)
        _until(out / NAME, _lines(out / NAME) + chance.randint(1, most), process)
        time.sleep(chance.random() * 0.3)
        at_work += process.poll() is None
        process.send_signal(signal.SIGKILL)
        process.wait()
    noted = {one.path for one in entries((out / NAME).read_bytes()) if one.state == "done"}
    ended = bulk(paths, out, LocalRunner(2), Options(job=job))
    again = ended.done - (ended.total - len(noted))
    return Killed(times, at_work, max(0, again), ended.total, bytes_of(out) == bytes_of(folder / "whole"))


def bytes_of(store: Path) -> dict[str, str]:
    """The hash of each part of a store."""
    paths = sorted((store / "tables").rglob("*.parquet"))
    return {path.relative_to(store).as_posix(): digest(str(path)) for path in paths}


def _started(paths: Sequence[str], out: Path, job: str) -> subprocess.Popen[bytes]:
    searched = os.pathsep.join([str(ROOT), *filter(None, sys.path)])
    return subprocess.Popen(
        [sys.executable, "-c", _RUN, str(out), job, *paths], env={**os.environ, "PYTHONPATH": searched}
    )


def _lines(path: Path) -> int:
    return len(entries(path.read_bytes())) if path.exists() else 0


def _until(path: Path, lines: int, process: subprocess.Popen[bytes]) -> None:
    """Waits until a manifest has some lines, or the process has ended."""
    while process.poll() is None and _lines(path) < lines:
        time.sleep(0.05)


def safety(good: Sequence[str], folder: Path, each: int, times: int) -> bool:
    """Prints what came of both; whether nothing was lost."""
    found = poison(good, folder / "poison", each, Limits(seconds=20, megabytes=1024))
    print("\n| 毒文件 | 好 | 坏 | 秒 | 不对的 |\n|---|---|---|---|---|")
    print(
        f"| {len(KINDS)} 种坏文件各 {each} · {' · '.join(KILLERS)} | {found.good} | {found.bad} | {found.seconds:.1f} | {len(found.wrong)} |"
    )
    for path in found.wrong[:20]:
        print(f"- {path}")
    killed = kills(good, folder / "kills", times=times, seed=5, job=JOB)
    print("\n| kill -9 | 正在运行时 | 份 | 已记下而重做的 | 与未中断的逐字节相同 |\n|---|---|---|---|---|")
    print(
        f"| {killed.kills} | {killed.at_work} | {killed.reports} | {killed.again} | {'是' if killed.same else '否'} |"
    )
    return not found.wrong and killed.same and not killed.again
