"""Writing results: whole files or none, under names that cannot lead out of their folder."""

from __future__ import annotations

import os
import tempfile
from collections import Counter
from collections.abc import Iterable
from pathlib import Path, PurePosixPath, PureWindowsPath

from gouji.errors import GoujiError

_NAMELESS = "report"


def write(path: Path, text: str | bytes) -> None:
    """Write a file so that at no time a part of it stands under its name.

    Args:
        path: the file; its folder is made where it is missing.
        text: the content; text is written as UTF-8.

    Raises:
        GoujiError: the folder cannot be made, or the file cannot be written; an old file is left as it was.
    """
    # A lone surrogate has no UTF-8: a damaged character map of a report must not cost the whole result.
    data = text.encode("utf-8", "replace") if isinstance(text, str) else text
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace(path, data)
    except OSError as error:
        raise GoujiError(f"无法写入 {path}：{error.strerror or error}；请检查目录权限和剩余空间") from error


def stems(paths: Iterable[Path | str]) -> list[str]:
    """The stem of each report's output files, in the same order.

    On equal stems the whole file name stands in for the stem, and where even those are equal a number is
    added. Only the final component of a path counts, whatever system it was written on.
    """
    names = [_final(path) for path in paths]
    wanted = [_stem(name) for name in names]
    # Names that differ in case only are one file on many systems.
    often = Counter(stem.casefold() for stem in wanted)
    chosen = [stem if often[stem.casefold()] == 1 else name for stem, name in zip(wanted, names, strict=True)]
    return _numbered(chosen)


def _replace(path: Path, data: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}.", suffix=".part")
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.chmod(0o666 & ~_umask())
        part.replace(path)
    finally:
        # Gone after the renaming; still there when anything failed, an interruption included.
        part.unlink(missing_ok=True)


def _umask() -> int:
    # Reading it means setting it; mkstemp's private mode would keep a colleague from opening the result.
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _final(path: Path | str) -> str:
    name = PureWindowsPath(PurePosixPath(path).name).name
    name = "".join(char for char in name if char.isprintable()).strip()
    return name if name not in {"", ".", ".."} else _NAMELESS


def _stem(name: str) -> str:
    return PurePosixPath(name).stem or _NAMELESS


def _numbered(names: list[str]) -> list[str]:
    taken: set[str] = set()
    chosen = []
    for name in names:
        free, number = name, 2
        while free.casefold() in taken:
            free, number = f"{name}-{number}", number + 1
        taken.add(free.casefold())
        chosen.append(free)
    return chosen
