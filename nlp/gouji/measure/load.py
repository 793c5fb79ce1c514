"""Where the audits of a panel come from: the only place that knows how they are stored."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from gouji.errors import GoujiError, SchemaError
from gouji.model import Audit
from gouji.serial import from_json

SUFFIX = ".audit.json"


def audits(out: Path) -> Iterator[tuple[str, Audit | SchemaError]]:
    """The audits under a folder, one at a time, in the order of their paths.

    Args:
        out: a folder with ``<stem>.audit.json`` files, also in folders below it.

    Yields:
        The stem of each (its path below ``out`` without the ending), with the audit, or what is wrong with the file.

    Raises:
        GoujiError: there is no such file.
    """
    paths = sorted(path for path in out.rglob(f"*{SUFFIX}") if path.is_file())
    if not paths:
        raise GoujiError(f"{out}：没有 *{SUFFIX}，请先运行 gouji audit … -o {out}")
    for path in paths:
        stem = path.relative_to(out).as_posix().removesuffix(SUFFIX)
        try:
            yield stem, _audit(path)
        except SchemaError as error:
            yield stem, error


def _audit(path: Path) -> Audit:
    value = from_json(path.read_bytes())
    if not isinstance(value, Audit):
        raise SchemaError(f"{path.name}：不是 gouji audit 的结果")
    return value
