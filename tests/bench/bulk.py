"""`python -m tests.bench.bulk [PATH...]`: how fast a bulk run is, how it scales, what a worker holds, what queries take.

Without paths it makes its own reports: copies of a sample that differ in a line, as text and as PDF. Rates are for a
core, by wall clock and by processor time; the latter also holds where other programs share the machine.
"""

from __future__ import annotations

import argparse
import os
import resource
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from gouji.bulk.report import audited
from gouji.bulk.run import Options, bulk
from gouji.bulk.runners import LocalRunner
from gouji.bulk.tasks import Limits, Work
from gouji.bulk.views import ask, queries

SAMPLES = Path(__file__).parents[2] / "corpora" / "samples"
NOTES = "GOUJI_BENCH_MEMORY"
PROJECTED = 100_000
LEAST_SCALING, MOST_MEGABYTES = 1.8, 400


class Timed(NamedTuple):
    """A run: reports, seconds by the clock, of the processors in the workers and here, and the failures."""

    reports: int
    seconds: float
    processor: float
    own: float
    failed: int


def measured(work: Work) -> bytes:
    """The job of a worker, which also notes how much memory the process holds afterwards, in MB."""
    payload = audited(work)
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    held = next(int(line.split()[1]) for line in lines if line.startswith("VmRSS:")) / 1024
    with (Path(os.environ[NOTES]) / str(os.getpid())).open("a") as file:
        file.write(f"{held:.1f}\n")
    return payload


def made(folder: Path, texts: int, pages: int) -> tuple[list[str], list[str]]:
    """Paths of distinct copies of the sample, as text and as PDF."""
    folder.mkdir()
    text = (SAMPLES / "sample-clean.txt").read_text("utf-8")
    name = "水务局"
    assert name in text
    for number in range(texts):
        (folder / f"{number:05d}.txt").write_text(text.replace(name, f"{name}第{number}分局"), "utf-8")
    data = (SAMPLES / "sample-clean.pdf").read_bytes()
    for number in range(pages):
        (folder / f"{number:05d}.pdf").write_bytes(data + f"\n% {number}\n".encode())
    return [str(folder / "*.txt")], [str(folder / "*.pdf")]


def timed(paths: Sequence[str], out: Path, workers: int) -> Timed:
    """One run into a new store, with workers that are never replaced."""
    own = time.process_time()
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    options = Options(limits=Limits(reports=10**9), job="tests.bench.bulk:measured")
    ended = bulk(paths, out, LocalRunner(workers), options)
    seconds = time.perf_counter() - begun
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Timed(ended.done, seconds, processor, time.process_time() - own, sum(ended.failures.values()))


def row(name: str, workers: int, run: Timed) -> float:
    """Prints a row of the table; gives the rate by the clock."""
    rate = run.reports / run.seconds
    print(
        f"| {name} | {run.reports} | {run.failed} | {workers} | {run.seconds:.1f} | {rate:.2f} | {rate / workers:.2f}"
        f" | {run.reports / run.processor:.2f} |"
    )
    return rate


def memory(folder: Path) -> list[float]:
    """What the worker that served most held after each report."""
    notes = [[float(line) for line in path.read_text().splitlines()] for path in folder.iterdir()]
    for path in folder.iterdir():
        path.unlink()
    return max(notes, key=len)


def asked(store: Path) -> None:
    """Prints what each query takes beside counting the largest table."""
    tables = sorted(
        (store / "tables").iterdir(), key=lambda path: sum(f.stat().st_size for f in path.iterdir())
    )
    print("\n| 查询 | 行 | 毫秒 |\n|---|---|---|")
    for name, sql in [
        (f"count(*) {tables[-1].name}", f"SELECT count(*) FROM {tables[-1].name}"),
        *((query.name, query.sql) for query in queries()),
    ]:
        ask(store, sql)
        begun = time.perf_counter()
        rows = ask(store, sql)
        print(f"| {name} | {len(rows)} | {(time.perf_counter() - begun) * 1000:.0f} |")


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints the tables; exit status 1 where scaling or memory miss their aims."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", nargs="*")
    parser.add_argument("--texts", type=int, default=1000)
    parser.add_argument("--pdfs", type=int, default=60)
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "notes").mkdir()
        os.environ[NOTES] = str(folder / "notes")
        texts, pages = ([], []) if chosen.paths else made(folder / "in", chosen.texts, chosen.pdfs)
        print(
            "| 输入 | 份 | 未读 | 进程 | 秒 | 份/秒 | 份/秒/核 | 份/处理器秒 |\n|---|---|---|---|---|---|---|---|"
        )
        rates, held = [], []
        for workers in (1, 2):
            run = timed(chosen.paths or texts, folder / f"out{workers}", workers)
            rates.append(row("报告", workers, run))
            held = held or memory(folder / "notes")
        own = run.own / run.reports * 1000
        if pages:
            run = timed(pages, folder / "pdf", 1)
            row("PDF", 1, run)
            hours = run.processor / run.reports * PROJECTED / 3600
            print(f"\n{PROJECTED:,} 份这样的 PDF：约 {hours:.0f} 核小时（处理器时间按份数放大）")
        tenth = max(1, len(held) // 10)
        first, last = max(held[:tenth]), max(held[-tenth:])
        print(f"\n1 → 2 个进程：{rates[1] / rates[0]:.2f} 倍（目标 {LEAST_SCALING}）")
        print(
            f"一个进程读 {len(held)} 份：前一成最多 {first:.0f} MB，后一成最多 {last:.0f} MB（上限 {MOST_MEGABYTES}）"
        )
        print(f"发起的进程每份用 {own:.1f} 毫秒处理器时间（散列、写入、整理）")
        asked(folder / "out2")
        sys.exit(rates[1] / rates[0] < LEAST_SCALING or max(held) > MOST_MEGABYTES)


if __name__ == "__main__":
    main()
