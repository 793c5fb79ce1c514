"""Lines that are only added: in one file where that can be locked and synced, else in numbered segments.

An object store cannot add to a file. There each segment is a file of its own, written whole and never changed; what is
known of a report from its result alone waits there for company, what is known from the line alone is written at once.
"""

from __future__ import annotations

import os
import secrets
import time
from typing import IO, Protocol

from gouji.bulk.folder import Folder, LocalFolder
from gouji.errors import GoujiError

NAME, SEGMENTS = "manifest.jsonl", "manifest"
_MOST_LINES, _MOST_SECONDS = 200, 30.0


class Log(Protocol):
    """Lines under a folder, held open by one run."""

    def read(self) -> bytes:
        """All lines that are there."""
        ...

    def add(self, line: bytes, *, now: bool) -> None:
        """Add a line; with ``now`` it is on disk when this returns, else soon."""
        ...

    def sync(self) -> None:
        """Write what waits."""
        ...

    def close(self) -> None:
        """Write what waits, and let other runs have it."""
        ...


class FileLog:
    """One file, each line synced before the next."""

    def __init__(self, folder: LocalFolder) -> None:
        path = folder.path / NAME
        try:
            folder.path.mkdir(parents=True, exist_ok=True)
            self._file: IO[bytes] = path.open("a+b")
        except OSError as error:
            raise GoujiError(f"无法写入 {path}：{error.strerror or error}") from error
        try:
            _lock(self._file, folder)
        except GoujiError:
            self._file.close()
            raise

    def read(self) -> bytes:
        """All lines that are there; a torn one is ended, so that the next is not lost in it."""
        self._file.seek(0)
        data = self._file.read()
        if data and not data.endswith(b"\n"):
            self._file.write(b"\n")
        return data

    def add(self, line: bytes, *, now: bool) -> None:
        """Add a line, always at once."""
        self._file.write(line + b"\n")
        self._file.flush()
        os.fsync(self._file.fileno())

    def sync(self) -> None:
        """Nothing waits."""

    def close(self) -> None:
        """Close the file and let other runs have it."""
        self._file.close()


class SegmentLog:
    """Numbered files. There is no lock: that only one run writes to the place is left to the user."""

    def __init__(self, folder: Folder) -> None:
        self._folder = folder
        # What cannot be written is to be known before the first report is read.
        folder.write(f"{SEGMENTS}/begun", b"")
        self._names = _segments(folder)
        self._waiting: list[bytes] = []
        self._since = time.monotonic()

    def read(self) -> bytes:
        """The lines of all segments in order."""
        return b"".join(map(self._read, self._names))

    def add(self, line: bytes, *, now: bool) -> None:
        """Add a line, in a segment with those that wait."""
        self._waiting.append(line + b"\n")
        late = time.monotonic() - self._since > _MOST_SECONDS
        if now or late or len(self._waiting) >= _MOST_LINES:
            self.sync()

    def sync(self) -> None:
        """Write what waits as one more segment."""
        if not self._waiting:
            return
        number = int(self._names[-1].rpartition("/")[2].partition("-")[0]) + 1 if self._names else 1
        name = f"{SEGMENTS}/{number:08d}-{secrets.token_hex(4)}.jsonl"
        self._folder.write(name, b"".join(self._waiting))
        self._names.append(name)
        self._waiting.clear()
        self._since = time.monotonic()

    def close(self) -> None:
        """Write what waits."""
        self.sync()

    def _read(self, name: str) -> bytes:
        with self._folder.opened(name) as file:
            return file.read()


def opened(folder: Folder) -> Log:
    """The log under a folder, begun where there is none.

    Raises:
        GoujiError: it cannot be read or written, or another run is writing to it.
    """
    return FileLog(folder) if isinstance(folder, LocalFolder) else SegmentLog(folder)


def begun(folder: Folder) -> bool:
    """Whether there is a log under a folder.

    Raises:
        GoujiError: the place cannot be looked at.
    """
    return (folder.path / NAME).exists() if isinstance(folder, LocalFolder) else bool(_segments(folder))


def _segments(folder: Folder) -> list[str]:
    names = (name.rpartition("/")[2] for name in folder.names(SEGMENTS))
    return [f"{SEGMENTS}/{name}" for name in names if name.endswith(".jsonl") and name[:8].isdigit()]


def _lock(file: IO[bytes], folder: Folder) -> None:
    """Two runs must not write to one store; where the system has no such lock, it is left to the user."""
    try:
        import fcntl
    except ImportError:
        return
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise GoujiError(f"另一个 gouji bulk 正在写入 {folder.where}；请等它结束或换一个目录") from error
    except OSError:
        # A file system without locks, as some network shares are.
        return
