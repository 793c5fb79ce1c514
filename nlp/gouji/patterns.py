"""Finds, validates and loads patterns/ into frozen typed tables; the one loader.

A pattern folder is a YAML file or a folder of YAML files; each file is a list of entries. An unknown key,
a missing key or a wrong type is refused with file, line and the allowed names.
"""

from __future__ import annotations

import functools
import hashlib
import re
from importlib import resources
from pathlib import Path
from typing import TypeVar

import msgspec
import yaml

from gouji.errors import PatternError

T = TypeVar("T", bound=msgspec.Struct)
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def root() -> Path:
    """The folder of the patterns: the packaged one first, then the checkout's beside nlp/.

    Raises:
        PatternError: neither is there.
    """
    packaged = Path(str(resources.files("gouji"))) / "_patterns"
    checkout = Path(__file__).resolve().parents[2] / "patterns"
    for folder in (packaged, checkout):
        if folder.is_dir():
            return folder
    raise PatternError(packaged, None, "找不到 patterns 目录，请重新安装 gouji")


_added: list[Path] = []


def use(folder: Path) -> None:
    """Adds a user's folder of the same layout: its entries come after the packaged ones, for the whole process.

    To be called before anything is read: what has been compiled from the patterns is not compiled again.

    Raises:
        PatternError: the folder is not there, holds no file of a known kind, or comes too late.
    """
    folder = folder.resolve()
    if folder in _added:
        return
    if not folder.is_dir():
        raise PatternError(folder, None, "没有这个目录")
    if not any(
        files(folder, path.relative_to(root()).with_suffix("").as_posix()) for path in root().rglob("*.yaml")
    ):
        raise PatternError(folder, None, "没有与 patterns/ 同名的 YAML 文件，例如 checks/text.yaml")
    if load.cache_info().currsize:
        raise PatternError(folder, None, "模式已经载入，请在新的进程中使用")
    _added.append(folder)


def digest(extra: Path | None = None) -> str:
    """The SHA-256 of all patterns of the package and, where given, of a user's folder, in hexadecimal."""
    found = hashlib.sha256()
    for folder in (root(), *([extra] if extra is not None else [])):
        for path in sorted(folder.rglob("*.yaml")):
            found.update(path.relative_to(folder).as_posix().encode() + path.read_bytes())
    return found.hexdigest()


@functools.cache
def load(name: str, kind: type[T], extra: Path | None = None) -> tuple[T, ...]:
    """All entries of ``patterns/<name>.yaml`` or ``patterns/<name>/*.yaml``, in order of file name.

    Args:
        name: the folder or file, without its ending.
        kind: the struct of one entry; it must forbid unknown fields.
        extra: a user's folder of the same layout whose entries come last, after those of `use`.

    Raises:
        PatternError: a file breaks the schema, or nothing of that name is there.
    """
    entries: list[T] = []
    for folder in (root(), *_added, *([extra] if extra is not None else [])):
        for path in files(folder, name):
            entries.extend(_load_file(path, kind))
    if not entries:
        raise PatternError(root() / name, None, "没有这一类模式")
    return tuple(entries)


def files(folder: Path, name: str) -> list[Path]:
    """The YAML files that hold the patterns called ``name`` under ``folder``."""
    single = folder / f"{name}.yaml"
    return [single] if single.is_file() else sorted((folder / name).glob("*.yaml"))


def _load_file(path: Path, kind: type[T]) -> list[T]:
    try:
        text = path.read_text(encoding="utf-8")
        data = yaml.load(text, Loader=_LOADER)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise PatternError(path, mark.line + 1 if mark else None, "不是有效的 YAML") from error
    except UnicodeDecodeError as error:
        raise PatternError(path, None, "不是 UTF-8 文本") from error
    if not isinstance(data, list):
        raise PatternError(path, 1, "应为条目的列表")
    try:
        return [msgspec.convert(entry, kind, strict=True) for entry in data]
    except msgspec.ValidationError:
        node = yaml.compose(text, Loader=_LOADER)
    return [_convert(entry, kind, path, node, index) for index, entry in enumerate(data)]


def _convert(entry: object, kind: type[T], path: Path, node: yaml.Node | None, index: int) -> T:
    try:
        return msgspec.convert(entry, kind, strict=True)
    except msgspec.ValidationError as error:
        where = re.search(r"at `\$(.*)`", str(error))
        line = _line(node, [index, *_steps(where.group(1) if where else "")])
        allowed = ", ".join(kind.__struct_fields__)
        raise PatternError(path, line, f"{error}；允许的键：{allowed}") from error


def _steps(path: str) -> list[int | str]:
    """``.forms[2].name`` as ``["forms", 2, "name"]``."""
    found = re.findall(r"\.([^.\[\]]+)|\[(\d+)\]", path)
    return [name or int(number) for name, number in found]


def _line(node: yaml.Node | None, steps: list[int | str]) -> int | None:
    """The line of the deepest node on the way of ``steps``, counted from 1."""
    for step in steps:
        below: yaml.Node | None = None
        if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            below = node.value[step]
        elif isinstance(node, yaml.MappingNode):
            below = next((value for key, value in node.value if key.value == step), None)
        if below is None:
            break
        node = below
    return node.start_mark.line + 1 if node is not None else None
