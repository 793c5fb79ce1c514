"""``gouji bulk``: thousands of files into a queryable store."""

from __future__ import annotations

import contextlib
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gouji.cli.inputs import ENGINES, with_ocr, with_patterns

if TYPE_CHECKING:
    from gouji.bulk.run import Progress
    from gouji.bulk.runners import Runner

UNREAD = 3
_EVERY = 30.0
_WORDS = {
    "unreadable": "无法读取", "crash": "崩溃", "error": "程序出错", "timeout": "超时", "memory": "内存超限",
    "fetch": "无法取得", "worker": "工作进程未启动",
}  # fmt: skip
_STAGES = {"reports": "核对", "probes": "单独重试", "store": "整理"}


@click.command("bulk")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option(
    "-o", "--output", "folder", required=True, metavar="OUT", help="结果库所在的目录，或 fsspec 网址。",
)  # fmt: skip
@click.option("--workers", type=click.IntRange(1), help="工作进程数，默认为处理器核数。")
@click.option(
    "--runner", type=click.Choice(("local", "dask")), default="local", show_default=True, help="在哪里运行。"
)
@click.option("--address", help="Dask 调度器的地址，与 --runner dask 同用；不给则在本机启动。")
@click.option(
    "--timeout", type=click.FloatRange(1), default=300, show_default=True, metavar="S",
    help="一份报告最多用多少秒。",
)  # fmt: skip
@click.option(
    "--memory", type=click.IntRange(512), default=2048, show_default=True, metavar="MB",
    help="一个工作进程最多用多少内存。",
)  # fmt: skip
@click.option(
    "--resume", is_flag=True, help="接着做：OUT 中须已有结果库。已有的结果从不重做，不加此项也是如此。"
)
@click.option("--retry", type=click.Choice(("failed",)), help="failed：被隔离的报告也重做一次。")
@click.option("--bundle", is_flag=True, help="同一目录的各文件是一份报告；否则每个文件一份。")
@with_patterns
@click.option("--engine", type=click.Choice(ENGINES), default="auto", show_default=True, help="PDF 引擎。")
@with_ocr
def command(
    paths: Sequence[str],
    folder: str,
    workers: int | None,
    runner: str,
    address: str | None,
    timeout: float,
    memory: int,
    resume: bool,
    retry: str | None,
    bundle: bool,
    patterns_folder: Path | None,
    engine: str,
    ocr: str,
) -> None:
    """把成千上万份报告核对进一个可查询的结果库：OUT/tables 下的 Parquet 与 OUT/gouji.duckdb。

    PATH 是文件、目录（含下级）、通配符、zip 文件或 fsspec 网址；OUT 是网址时没有 gouji.duckdb。中断后以同样的命令接着做；已有的结果不重做，
    改变了的文件重做。退出状态：0 全部读入，2 用法有误，3 有输入无法读取（见 inputs 表）。
    """
    from gouji.bulk.folder import at
    from gouji.bulk.log import begun
    from gouji.bulk.run import Options, bulk
    from gouji.bulk.tasks import Limits, Settings

    if resume and not begun(at(folder)):
        raise click.UsageError(f"{folder} 中没有可以接着做的结果库")
    added = str(patterns_folder.resolve()) if patterns_folder is not None else None
    options = Options(
        Settings(engine, ocr, added), Limits(timeout, memory), bundle=bundle, retry=retry is not None
    )
    with _runner(runner, workers, address) as chosen, _Talk() as talk:
        ended = bulk(paths, folder, chosen, options, talk.tell)
    _summary(ended, folder)
    sys.exit(UNREAD if ended.failures else 0)


@contextlib.contextmanager
def _runner(name: str, workers: int | None, address: str | None) -> Iterator[Runner]:
    import os

    count = workers or os.cpu_count() or 1
    if name == "dask":
        from gouji.bulk.dask_runner import DaskRunner

        with contextlib.closing(DaskRunner(address, count)) as runner:
            yield runner
        return
    from gouji.bulk.runners import LocalRunner

    if address is not None:
        raise click.UsageError("--address 只与 --runner dask 同用")
    yield LocalRunner(count)


class _Talk:
    """Progress on stderr: one line that is renewed on a terminal, else a line now and then."""

    def __init__(self) -> None:
        self._begun = self._last = time.monotonic()
        self._terminal = sys.stderr.isatty()

    def __enter__(self) -> _Talk:
        return self

    def __exit__(self, *_: object) -> None:
        if self._terminal:
            click.echo("\r\033[K", nl=False, err=True)

    def tell(self, progress: Progress) -> None:
        """One more thing has happened."""
        now = time.monotonic()
        if now - self._last < (0.2 if self._terminal else _EVERY):
            return
        self._last = now
        line = line_of(progress, now - self._begun)
        click.echo(f"\r\033[K{line}" if self._terminal else line, nl=not self._terminal, err=True)


def line_of(progress: Progress, seconds: float) -> str:
    """Stage, count, rate, time left and failures by reason, in one line."""
    done = progress.ended - progress.kept
    rate = done / seconds if seconds > 0 else 0.0
    parts = [f"{_STAGES[progress.stage]} {progress.ended}/{progress.total}"]
    if rate > 0 and progress.stage == "reports":
        left = (progress.total - progress.ended) / rate
        parts += [f"每秒 {rate:.2f} 份", f"剩余约 {_clock(left)}"]
    return " · ".join([*parts, *_reasons(progress)])


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}"


def _reasons(progress: Progress) -> list[str]:
    return [f"{_WORDS[why]} {count}" for why, count in sorted(progress.failures.items())]


def _summary(progress: Progress, folder: str) -> None:
    parts = [f"共 {progress.total} 份", f"新读 {progress.done}", f"已有 {progress.kept}", *_reasons(progress)]
    click.echo(" · ".join(parts), err=True)
    if progress.failures:
        click.echo(f"未读入的报告及原因见 {folder} 的 inputs 表", err=True)
