"""Where the audits of a panel come from: the only place that knows how they are stored."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from gouji.bulk.fetch import is_url
from gouji.errors import GoujiError, SchemaError
from gouji.model import Audit
from gouji.serial import from_json

SUFFIX = ".audit.json"


def audits(out: str | Path) -> Iterator[tuple[str, Audit | SchemaError]]:
    """The audits under a folder or URL, one at a time.

    Args:
        out: a store that `gouji bulk` wrote; or a folder with ``<stem>.audit.json`` files, also in folders below it.

    Yields:
        The stem of each with the audit, or what is wrong with the file. The stem is the path below ``out`` without
        the ending, in order; of a store it is the path of the input below the folder that all inputs share, and the
        order is that of the store.

    Raises:
        GoujiError: there is neither, or the store cannot be read.
    """
    from gouji.bulk import audits as stored

    if stored.is_store(out):
        yield from stored.audits(out)
        return
    folder = None if isinstance(out, str) and is_url(out) else Path(out)
    paths = [] if folder is None else sorted(path for path in folder.rglob(f"*{SUFFIX}") if path.is_file())
    if folder is None or not paths:
        raise GoujiError(
            f"{out}：没有结果库，也没有 *{SUFFIX}；请先运行 gouji bulk … -o {out} 或 gouji audit … -o {out}"
        )
    for path in paths:
        stem = path.relative_to(folder).as_posix().removesuffix(SUFFIX)
        try:
            yield stem, _audit(path)
        except SchemaError as error:
            yield stem, error


def _audit(path: Path) -> Audit:
    value = from_json(path.read_bytes())
    if not isinstance(value, Audit):
        raise SchemaError(f"{path.name}：不是 gouji audit 的结果")
    return value
