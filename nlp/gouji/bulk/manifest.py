"""The manifest: one line of JSON for every thing that became of a report; the last one of a path counts.

Lines are only added, each on disk before the next report is taken up. A line that a crash tore is passed over.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any

from gouji.bulk.tasks import Outcome, State, Task, Why
from gouji.errors import GoujiError

NAME = "manifest.jsonl"


@dataclass(frozen=True, slots=True)
class Entry:
    """What became of the report at a path: ``report`` is its id in the store, ``message`` one line for the user."""

    path: str
    key: str
    report: str
    state: State
    why: Why | None = None
    message: str = ""


class Manifest:
    """The entries by path, and the open file that further ones go to."""

    def __init__(self, folder: Path) -> None:
        """Open or begin the manifest of a store.

        Raises:
            GoujiError: it cannot be read or written, or another run is writing to it.
        """
        self._path = folder / NAME
        self.entries: dict[str, Entry] = {}
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._file: IO[bytes] = self._path.open("a+b")
        except OSError as error:
            raise GoujiError(f"无法写入 {self._path}：{error.strerror or error}") from error
        try:
            self._begin()
        except GoujiError:
            self._file.close()
            raise

    def add(self, entry: Entry) -> None:
        """Note what became of a report; nothing where the same already stands there."""
        if self.entries.get(entry.path) == entry:
            return
        line = json.dumps(asdict(entry), ensure_ascii=False)
        # A lone surrogate in a file name has no UTF-8.
        self._file.write(line.encode("utf-8", "backslashreplace") + b"\n")
        self._file.flush()
        os.fsync(self._file.fileno())
        self.entries[entry.path] = entry

    def close(self) -> None:
        """Close the file and let other runs have it."""
        self._file.close()

    def _begin(self) -> None:
        _lock(self._file, self._path)
        self._file.seek(0)
        data = self._file.read()
        self.entries.update({entry.path: entry for entry in entries(data)})
        if data and not data.endswith(b"\n"):
            self._file.write(b"\n")


def entries(data: bytes) -> list[Entry]:
    """The entries of a manifest in order; a torn line is passed over."""
    found = (_entry(line) for line in data.split(b"\n"))
    return [entry for entry in found if entry is not None]


def of(outcome: Outcome) -> Entry:
    """The entry of an outcome."""
    task = outcome.task
    return Entry(task.path, task.key, task.report, outcome.state, outcome.why, outcome.message)


def done(task: Task) -> Entry:
    """The entry of a report whose result is already there."""
    return Entry(task.path, task.key, task.report, "done")


def live(held: Iterable[Entry]) -> Mapping[str, str]:
    """Report id → key of what belongs into the store: by path, the first of those with the same content."""
    found: dict[str, str] = {}
    for entry in sorted(held, key=lambda entry: entry.path):
        if entry.state == "done":
            found.setdefault(entry.report, entry.key)
    return found


def _entry(line: bytes) -> Entry | None:
    try:
        data: Any = json.loads(line)
    except ValueError:
        return None
    if not isinstance(data, dict) or set(data) != set(Entry.__slots__):
        return None
    return Entry(**data)


def _lock(file: IO[bytes], path: Path) -> None:
    """Two runs must not write to one store; where the system has no such lock, it is left to the user."""
    try:
        import fcntl
    except ImportError:
        return
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise GoujiError(f"另一个 gouji bulk 正在写入 {path.parent}；请等它结束或换一个目录") from error
    except OSError:
        # A file system without locks, as some network shares are.
        return
