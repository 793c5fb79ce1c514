"""Where a store lies: a folder of this machine or one under a URL of fsspec. Files are written whole or not at all.

Names are relative, with ``/``. A file goes to a temporary name and is renamed where the file system has a renaming of
its own; the others (object stores, memory) show a file only when it is complete, and are written to directly.
"""

from __future__ import annotations

import contextlib
import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import IO, Any, Protocol

from gouji.bulk.fetch import file_system, is_url
from gouji.errors import GoujiError
from gouji.render.files import write

_WRITE = "{where}：无法写入（{error}）；请检查路径、权限、凭据和剩余空间"
_READ = "{where}：无法读取（{error}）；请检查路径、权限和网络"
_ERRORS = (OSError, ValueError, NotImplementedError)
_PART = ".part"


class Folder(Protocol):
    """The files under one place; ``where`` names it for people and for DuckDB.

    All methods raise GoujiError where the file system refuses.
    """

    where: str

    def names(self, under: str) -> list[str]:
        """All files below a folder in order of their names; none where it is missing."""
        ...

    def opened(self, name: str) -> AbstractContextManager[IO[bytes]]:
        """A file for reading in any order."""
        ...

    def write(self, name: str, data: bytes) -> None:
        """Write a file, whole or not at all."""
        ...

    def remove(self, name: str) -> None:
        """Remove a file; one that is gone already is no error."""
        ...

    def clear(self, under: str) -> None:
        """Remove a folder with all that is in it."""
        ...


class LocalFolder:
    """A folder of this machine."""

    def __init__(self, path: Path) -> None:
        self.path, self.where = path, str(path)

    def names(self, under: str) -> list[str]:
        """See `Folder`."""
        with _refused(_READ, self.where):
            found = (path for path in (self.path / under).rglob("*") if path.is_file())
            return sorted(path.relative_to(self.path).as_posix() for path in found)

    def opened(self, name: str) -> AbstractContextManager[IO[bytes]]:
        """See `Folder`."""
        path = self.path / name
        return _reading(str(path), lambda: path.open("rb"))

    def write(self, name: str, data: bytes) -> None:
        """See `Folder`."""
        write(self.path / name, data)

    def remove(self, name: str) -> None:
        """See `Folder`."""
        with _refused(_WRITE, str(self.path / name)):
            (self.path / name).unlink(missing_ok=True)

    def clear(self, under: str) -> None:
        """See `Folder`."""
        shutil.rmtree(self.path / under, ignore_errors=True)


class RemoteFolder:
    """A folder of a file system of fsspec, its ``root`` as that file system writes it."""

    def __init__(self, files: Any, root: str, where: str) -> None:
        self.files, self.where = files, where.rstrip("/")
        self._root = root.rstrip("/")

    def names(self, under: str) -> list[str]:
        """See `Folder`."""
        with _refused(_READ, self.where):
            self.files.invalidate_cache()
            try:
                found = self.files.find(f"{self._root}/{under}")
            except FileNotFoundError:
                return []
        cut = len(self._root) + 1
        return sorted(path[cut:] for path in found if not path.endswith(_PART))

    def opened(self, name: str) -> AbstractContextManager[IO[bytes]]:
        """See `Folder`."""
        return _reading(f"{self.where}/{name}", lambda: self.files.open(f"{self._root}/{name}", "rb"))

    def write(self, name: str, data: bytes) -> None:
        """See `Folder`."""
        path = f"{self._root}/{name}"
        with _refused(_WRITE, self.where):
            if not _renames(self.files):
                self.files.pipe_file(path, data)
                return
            folder, _, last = path.rpartition("/")
            part = f"{folder}/.{last}.{secrets.token_hex(4)}{_PART}"
            self.files.makedirs(folder, exist_ok=True)
            self.files.pipe_file(part, data)
            self.files.mv(part, path)

    def remove(self, name: str) -> None:
        """See `Folder`."""
        with _refused(_WRITE, self.where), contextlib.suppress(FileNotFoundError):
            self.files.rm_file(f"{self._root}/{name}")

    def clear(self, under: str) -> None:
        """See `Folder`."""
        with _refused(_WRITE, self.where), contextlib.suppress(FileNotFoundError):
            self.files.rm(f"{self._root}/{under}", recursive=True)


def at(name: str | Path) -> LocalFolder | RemoteFolder:
    """The folder at a path or URL; it need not be there yet.

    Raises:
        GoujiError: fsspec or the extension for the URL is not installed, or the URL is of an unknown kind.
    """
    if isinstance(name, Path) or not is_url(name):
        return LocalFolder(Path(name))
    files, root = file_system(name)
    from fsspec.implementations.local import LocalFileSystem

    return LocalFolder(Path(root)) if isinstance(files, LocalFileSystem) else RemoteFolder(files, root, name)


def _renames(files: Any) -> bool:
    """Whether a file system has a renaming of its own; that of the base class copies and removes."""
    from fsspec.spec import AbstractFileSystem

    return type(files).mv is not AbstractFileSystem.mv


@contextlib.contextmanager
def _reading(where: str, opener: Callable[[], IO[bytes]]) -> Iterator[IO[bytes]]:
    """An open file; what its reader makes of the content is the reader's own affair."""
    with _refused(_READ, where):
        opened = opener()
    with _refused(_READ, where, (OSError,)), opened as file:
        yield file


@contextlib.contextmanager
def _refused(message: str, where: str, kinds: tuple[type[BaseException], ...] = _ERRORS) -> Iterator[None]:
    """What a file system says as one line; those of fsspec also raise other errors than those of the system."""
    try:
        yield
    except kinds as error:
        said = getattr(error, "strerror", None) or str(error).partition("\n")[0] or type(error).__name__
        raise GoujiError(message.format(where=where, error=said)) from error
