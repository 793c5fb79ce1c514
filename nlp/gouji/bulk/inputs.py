"""Which files make up which report: files, folders with all below them, globs, ZIP files, URLs of fsspec."""

from __future__ import annotations

import glob
import os
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePosixPath

from gouji.bulk.fetch import FetchError, archive, file_system, is_url, opened
from gouji.bulk.tasks import Place
from gouji.read.endings import reports_among

_ZIP = ".zip"
_WILD = "*?["
_JUNK = "__MACOSX"


def reports(names: Sequence[str], *, bundle: bool = False) -> list[tuple[Place, ...]]:
    """The places of each report, in order of their paths, none twice.

    Every file is one report; with ``bundle`` the files of one folder are the parts of one. What the user names
    is taken whatever its ending; in folders and archives files count as in `gouji.read.endings`.

    Raises:
        GoujiError: a URL is of an unknown kind.
    """
    found: dict[str, tuple[Place, ...]] = {}
    for name in names:
        for group in _groups(name, bundle=bundle):
            found.setdefault(group[0].path, group)
    return [found[path] for path in sorted(found)]


def _groups(name: str, *, bundle: bool) -> Iterator[tuple[Place, ...]]:
    urls, named = _remote(name) if is_url(name) else _local(name)
    if named:
        files = [url for url in urls if not _is_zip(url)]
    else:
        files = [url for _, paths in sorted(_by_folder(urls).items()) for url in _among(paths)]
        files, urls = [url for url in files if not _is_zip(url)], [url for url in urls if _is_zip(url)]
    yield from _grouped([Place(url) for url in files], bundle=bundle and not named)
    for url in urls:
        if _is_zip(url):
            yield from _members(url, bundle=bundle)


def _local(name: str) -> tuple[list[str], bool]:
    """The files under a name, and whether they were named one by one."""
    path = os.path.abspath(name)  # noqa: PTH100 - a glob is no path yet
    if os.path.isdir(path):  # noqa: PTH112
        return [os.path.join(root, file) for root, _, files in os.walk(path) for file in files], False  # noqa: PTH118
    if not os.path.exists(path) and any(mark in name for mark in _WILD):  # noqa: PTH110
        matches = sorted(glob.glob(path, recursive=True))  # noqa: PTH207
        return [one for one in matches if os.path.isfile(one)] or [path], True  # noqa: PTH113
    return [path], True


def _remote(url: str) -> tuple[list[str], bool]:
    files, path = file_system(url)
    if any(mark in path for mark in _WILD):
        return [files.unstrip_protocol(one) for one in sorted(files.glob(path))] or [url], True
    if files.isdir(path):
        return [files.unstrip_protocol(one) for one in sorted(files.find(path))], False
    return [url], True


def _members(url: str, *, bundle: bool) -> Iterator[tuple[Place, ...]]:
    """The reports in a ZIP file; one that cannot be opened stands for itself, so that reading it says what is wrong."""
    try:
        with opened(Place(url)) as file, archive(file) as packed:
            names = [one.filename for one in packed.infolist() if not one.is_dir()]
    except (FetchError, zipfile.BadZipFile):
        yield (Place(url),)
        return
    folders = _by_folder(name for name in names if not name.startswith(_JUNK))
    chosen = [name for _, paths in sorted(folders.items()) for name in _among(paths)]
    if not chosen:
        yield (Place(url),)
    yield from _grouped([Place(url, name) for name in chosen], bundle=bundle)


def _grouped(places: Sequence[Place], *, bundle: bool) -> Iterator[tuple[Place, ...]]:
    if not bundle:
        yield from ((place,) for place in places)
        return
    groups: dict[str, list[Place]] = {}
    for place in places:
        groups.setdefault(place.path.replace("\\", "/").rsplit("/", 1)[0], []).append(place)
    yield from (tuple(group) for group in groups.values())


def _among(paths: Iterable[str]) -> list[str]:
    """Those that may be reports, of the files of one folder."""
    by_name = {PurePosixPath(_posix(path).rpartition("/")[2]): path for path in paths}
    return [by_name[name] for name in reports_among(by_name)]


def _by_folder(paths: Iterable[str]) -> dict[str, list[str]]:
    folders: dict[str, list[str]] = {}
    for path in paths:
        folders.setdefault(_posix(path).rpartition("/")[0], []).append(path)
    return folders


def _posix(path: str) -> str:
    return path.replace("\\", "/")


def _is_zip(url: str) -> bool:
    return url.lower().endswith(_ZIP)
