"""Getting at a file: a local path as it is, a member of a ZIP file or a URL of fsspec as a temporary copy."""

from __future__ import annotations

import contextlib
import hashlib
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, Any, Literal

from gouji.bulk.tasks import Part, Place
from gouji.errors import GoujiError
from gouji.read.settings import LIMITS

_BLOCK = 2**20
_NO_FSSPEC = '网址需要 fsspec，请运行：pip install "gouji[bulk]"'
_PACKING = (zipfile.BadZipFile, zlib.error, KeyError, NotImplementedError, RuntimeError, EOFError)


class FetchError(GoujiError):
    """A file that cannot be had: "failed" where a later run may have it, "quarantined" where its archive is broken."""

    def __init__(
        self, message: str, state: Literal["failed", "quarantined"], why: Literal["fetch", "unreadable"]
    ) -> None:
        self.state, self.why = state, why
        super().__init__(message)


def is_url(name: str) -> bool:
    """Whether a name is a URL of fsspec."""
    return "://" in name


def file_system(url: str) -> tuple[Any, str]:
    """The file system of a URL and the path in it.

    Raises:
        GoujiError: fsspec is not installed, or the URL is of a kind that it or its extensions do not know.
    """
    try:
        from fsspec.core import url_to_fs
    except ImportError as error:
        raise GoujiError(_NO_FSSPEC) from error
    try:
        found, path = url_to_fs(url)
    except (ImportError, ValueError) as error:
        raise GoujiError(f"{url}：{error}") from error
    return found, path


@contextlib.contextmanager
def opened(place: Place) -> Iterator[IO[bytes]]:
    """The content of a file, to be read once from its beginning.

    Raises:
        FetchError: it is not there, or cannot be read or unpacked.
    """
    try:
        with contextlib.ExitStack() as stack:
            file = stack.enter_context(_raw(place.url))
            if place.member is not None:
                packed = stack.enter_context(archive(file))
                file = stack.enter_context(packed.open(place.member))
            yield file
    except FileNotFoundError as error:
        raise FetchError(f"{place.name}：文件不存在；请检查路径", "failed", "fetch") from error
    except OSError as error:
        what = f"{place.name}：无法打开文件（{error.strerror or error}）；请检查路径、网络和读取权限"
        raise FetchError(what, "failed", "fetch") from error
    except _PACKING as error:
        what = f"{place.name}：无法从压缩包中取出（{error}）；请重新打包，不要加密"
        raise FetchError(what, "quarantined", "unreadable") from error


def archive(file: IO[bytes]) -> zipfile.ZipFile:
    """A ZIP file; names without a mark of their encoding are GBK, as Chinese systems write them.

    Raises:
        BadZipFile: it is none.
    """
    try:
        return zipfile.ZipFile(file, metadata_encoding="gbk")
    except UnicodeDecodeError:
        file.seek(0)
        return zipfile.ZipFile(file)


def digest(place: Place) -> str:
    """The SHA-256 of a file, in hexadecimal; of one above the limit of the reader that of its beginning.

    Raises:
        FetchError: it cannot be read.
    """
    found = hashlib.sha256()
    with opened(place) as file:
        for block in _blocks(file):
            found.update(block)
    return found.hexdigest()


@contextlib.contextmanager
def local(parts: Sequence[Part]) -> Iterator[list[str]]:
    """Local paths of the parts of a report; copies are gone afterwards.

    Raises:
        FetchError: one cannot be had.
    """
    if all(part.place.member is None and not is_url(part.place.url) for part in parts):
        yield [part.place.url for part in parts]
        return
    folder = Path(tempfile.mkdtemp(prefix="gouji-"))
    try:
        yield [str(_copied(part.place, folder / str(number))) for number, part in enumerate(parts)]
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _copied(place: Place, folder: Path) -> Path:
    folder.mkdir()
    path = folder / place.name
    with opened(place) as file, path.open("wb") as copy:
        for block in _blocks(file):
            copy.write(block)
    return path


def _blocks(file: IO[bytes]) -> Iterator[bytes]:
    """The content up to one block beyond what the reader takes: it then says that the file is too large."""
    left = LIMITS.file_bytes + _BLOCK
    while left > 0 and (block := file.read(_BLOCK)):
        yield block
        left -= len(block)


def _raw(url: str) -> IO[bytes]:
    if not is_url(url):
        return Path(url).open("rb")
    files, path = file_system(url)
    file: IO[bytes] = files.open(path, "rb")
    return file
