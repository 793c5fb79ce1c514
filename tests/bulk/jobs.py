"""Jobs for workers in the tests: files whose first word says what becomes of the process that reads them."""

from __future__ import annotations

import ctypes
import os
import signal
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

from gouji.bulk.tables import packed
from gouji.bulk.tasks import Work
from gouji.errors import UnreadableError
from gouji.model import Audit, Cell, Coverage, Report, Sentence, Source, Table


def tiny(work: Work) -> bytes:
    """A report of one table from a text of a few words; poison where its first word says so."""
    path = Path(work.paths[0])
    text = path.read_text("utf-8")
    act(text.split()[0], path)
    return packed(audit_of(path.name, text), work.report, work.key)


def slow(work: Work) -> bytes:
    """The same, a moment later."""
    time.sleep(0.05)
    return tiny(work)


def noisy(work: Work) -> bytes:
    """The same from a library that prints to standard output."""
    os.write(1, b"noise\n" * 1000)
    return tiny(work)


def once(work: Work) -> bytes:
    """Dies the first time that it sees a file, as under a memory shortage that passes."""
    seen = Path(work.paths[0] + ".seen")
    if not seen.exists():
        seen.write_text("")
        os.kill(os.getpid(), signal.SIGKILL)
    return tiny(work)


def process(work: Work) -> bytes:
    """The same with the number of the process for a department."""
    return packed(audit_of(str(os.getpid()), "good"), work.report, work.key)


def settled(work: Work) -> bytes:
    """The same with the engine that was chosen for a department."""
    return packed(
        audit_of(work.settings.engine, Path(work.paths[0]).read_text("utf-8")), work.report, work.key
    )


def hashed(work: Work) -> bytes:
    """The same with the hash of a text, which decides the order of a set, for a department."""
    return packed(audit_of(str(hash("勾稽")), "good"), work.report, work.key)


def stuck(work: Work) -> bytes:
    """Leaves the number of its process and never ends."""
    Path(work.paths[0] + ".pid").write_text(str(os.getpid()))
    _spin()
    raise AssertionError


def act(word: str, path: Path) -> None:
    """What the first word asks for."""
    if word == "raise":
        raise ZeroDivisionError("nothing to divide by")
    if word == "unreadable":
        raise UnreadableError(path, "文件已损坏", "请重新下载")
    if word in _POISON:
        _POISON[word]()


def _spin() -> None:
    while True:
        pass


def _allocate() -> None:
    held = []
    while True:
        held.append(bytearray(20 * 2**20))


_POISON: dict[str, Callable[[], object]] = {
    "sleep": lambda: time.sleep(600),
    "spin": _spin,
    "allocate": _allocate,
    "huge": lambda: bytearray(2**44),
    "segfault": lambda: ctypes.string_at(0),
    "abort": os.abort,
    "killed": lambda: os.kill(os.getpid(), signal.SIGKILL),
    "leave": lambda: os._exit(0),
}


def audit_of(name: str, text: str) -> Audit:
    """An audit with a row in some tables."""
    cells = tuple(
        Cell(f"t1.r{n}", word, None, (word,), "金额", ("金额",), str(n), Decimal(n), n, 1)
        for n, word in enumerate(text.split(), 1)
    )
    report = Report(
        (Source(name, "0" * 64, "text/plain"),), name, 2023, "final_accounts", "department", "万元", "text", (), (),
        (), (Table("t1", "公开01", "收入支出决算总表", "万元", (1,), False, cells),),
    )  # fmt: skip
    sentence = Sentence("s1", "p1", None, 0, len(text), None, text)
    return Audit(report, (sentence,), (), (), (), (), (), (), (), Coverage(figures=len(cells)))
