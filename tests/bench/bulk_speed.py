"""How fast a bulk run is, how it scales, what a worker holds, what the queries take."""

from __future__ import annotations

import math
import os
import resource
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from gouji.bulk.report import audited
from gouji.bulk.run import Options, bulk
from gouji.bulk.runners import LocalRunner
from gouji.bulk.tasks import Limits, Work
from gouji.bulk.views import ask, connect, queries

NOTES = "GOUJI_BENCH_MEMORY"
JOB = "tests.bench.bulk_speed:measured"
PROJECTED = 100_000
LEAST_SCALING, MOST_MEGABYTES = 1.8, 400
HEAD = "| 输入 | 份 | 未读 | 进程 | 秒 | 份/秒 | 份/秒/核 | 处理器秒/份 |\n|---|---|---|---|---|---|---|---|"


class Timed(NamedTuple):
    """A run: reports, seconds by the clock, of the processors in the workers and here, and the failures."""

    reports: int
    seconds: float
    workers: float
    own: float
    failed: int

    @property
    def each(self) -> float:
        """Processor seconds a report, of the workers and of the process that started them."""
        return (self.workers + self.own) / max(1, self.reports + self.failed)


def measured(work: Work) -> bytes:
    """The job of a worker, which also notes how much memory the process holds afterwards, in MB."""
    payload = audited(work)
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    held = next(int(line.split()[1]) for line in lines if line.startswith("VmRSS:")) / 1024
    with (Path(os.environ[NOTES]) / str(os.getpid())).open("a") as file:
        file.write(f"{held:.1f}\n")
    return payload


def timed(paths: Sequence[str], out: Path, workers: int, recycled: int) -> Timed:
    """One run into a new store, with workers that are replaced after some reports."""
    own = time.process_time()
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    ended = bulk(paths, out, LocalRunner(workers), Options(limits=Limits(reports=recycled), job=JOB))
    seconds = time.perf_counter() - begun
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Timed(ended.done, seconds, processor, time.process_time() - own, sum(ended.failures.values()))


def speed(reports: Sequence[str], pages: Sequence[str], folder: Path) -> bool:
    """Prints rates, scaling, memory and the projection; whether scaling and memory keep their aims.

    Workers of the runs over reports are never replaced, so that their memory can be seen; those over PDFs as usual.
    """
    (folder / "notes").mkdir()
    os.environ[NOTES] = str(folder / "notes")
    print(HEAD)
    runs, held = [], []
    for workers in (1, 2):
        runs.append(timed(reports, folder / f"out{workers}", workers, 10**9))
        print(row("Report JSON", workers, runs[-1]))
        held = held or memory(folder / "notes")
    scaling = runs[0].seconds / runs[1].seconds
    paged = [
        (workers, timed(pages, folder / f"pdf{workers}", workers, Limits().reports))
        for workers in (1, 2)
        if pages
    ]
    for workers, run in paged:
        print(row("PDF", workers, run))
    print(f"\n1 → 2 个进程：{scaling:.2f} 倍（目标 {LEAST_SCALING}），处理器 {os.cpu_count()} 核")
    print(f"发起的进程每份用 {runs[0].own / runs[0].reports * 1000:.1f} 毫秒处理器时间（散列、写入、整理）\n")
    print(grown(held))
    for workers, run in paged[:1]:
        print(projection(run, workers))
    return scaling >= LEAST_SCALING and max(held) <= MOST_MEGABYTES


def row(name: str, workers: int, run: Timed) -> str:
    """A row of the table."""
    rate = run.reports / run.seconds
    return (
        f"| {name} | {run.reports} | {run.failed} | {workers} | {run.seconds:.1f} | {rate:.2f} | {rate / workers:.2f}"
        f" | {run.each:.3f} |"
    )


def projection(run: Timed, workers: int) -> str:
    """Core-hours for many PDFs, and how they were come by."""
    hours = run.each * PROJECTED / 3600
    return (
        f"\n{PROJECTED:,} 份这样的 PDF：约 {hours:.0f} 核小时。算法：{run.reports} 份 PDF、{workers} 个进程所用的处理器时间"
        f"（各工作进程 {run.workers:.1f} 秒，含每 {Limits().reports} 份换一次进程的启动；发起的进程 {run.own:.1f} 秒，"
        f"含散列、写入、整理），除以份数，乘以 {PROJECTED:,}；假定份均时间不变，扫描件不在内。"
    )


def memory(folder: Path) -> list[float]:
    """What the worker that served most held after each report."""
    notes = [[float(line) for line in path.read_text().splitlines()] for path in folder.iterdir()]
    for path in folder.iterdir():
        path.unlink()
    return max(notes, key=len)


def grown(held: Sequence[float]) -> str:
    """The memory of a worker by tenths of its reports."""
    tenth = math.ceil(len(held) / 10)
    tops = [max(held[start : start + tenth]) for start in range(0, len(held), tenth)]
    numbers = " | ".join(f"{top:.0f}" for top in tops)
    marks = " | ".join(str(min(len(held), tenth * (n + 1))) for n in range(len(tops)))
    return (
        f"一个进程读 {len(held)} 份时的内存（MB，每段最多；上限 {MOST_MEGABYTES}）\n\n"
        f"| 到第几份 | {marks} |\n|---|{'---|' * len(tops)}\n| MB | {numbers} |"
    )


def asked(store: Path) -> None:
    """Prints what each query takes beside counting the largest table: the best of three, the file open."""
    tables = [path.name for path in (store / "tables").iterdir()]
    sizes = {name: ask(store, f"SELECT count(*) FROM {name}")[0][0] for name in tables}
    largest = max(sizes, key=lambda name: sizes[name])
    print("\n| 查询 | 行 | 毫秒 |\n|---|---|---|")
    with connect(store) as connection:
        for name, sql in [
            (f"count(*) {largest}（{sizes[largest]:,} 行）", f"SELECT count(*) FROM {largest}"),
            *((query.name, query.sql) for query in queries()),
        ]:
            took = []
            for _ in range(3):
                begun = time.perf_counter()
                rows = connection.execute(sql).fetchall()
                took.append(time.perf_counter() - begun)
            print(f"| {name} | {len(rows)} | {min(took) * 1000:.0f} |")
