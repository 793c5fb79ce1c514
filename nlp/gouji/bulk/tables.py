"""The tables of the store: those of docs/tables.md, packed a report a file."""

from __future__ import annotations

import functools
import io
import zipfile
from collections.abc import Iterator, Mapping
from typing import Any

import pyarrow

from gouji.model import Audit
from gouji.render import tables
from gouji.render.tables import Column, arrow_table

# The least date that a ZIP file can hold: the same tables are the same bytes at any time.
_DATE = (1980, 1, 1, 0, 0, 0)


@functools.cache
def schema() -> Mapping[str, tuple[Column, ...]]:
    """The columns of each table; ``reports`` ends with the key of the report in the manifest."""
    columns = dict(tables.schema())
    columns["reports"] = (*columns["reports"], Column("key", "text"))
    return columns


def packed(audit: Audit, report: str, key: str) -> bytes:
    """All tables of one report as one file: a ZIP file with an Arrow stream for each.

    Args:
        audit: the results.
        report: the id in the first column of every table.
        key: the key of the report in the manifest.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name, columns in schema().items():
            table = arrow_table(columns, [(report, *row[1:]) for row in _rows(audit, name, key)])
            sink = pyarrow.BufferOutputStream()
            with pyarrow.ipc.new_stream(sink, table.schema) as stream:
                stream.write_table(table)
            data = sink.getvalue().to_pybytes()
            member = zipfile.ZipInfo(name, _DATE)
            file.writestr(member, data, zipfile.ZIP_DEFLATED, 1)
    return out.getvalue()


def unpacked(data: bytes, name: str) -> pyarrow.Table:
    """One table of what `packed` gave."""
    with zipfile.ZipFile(io.BytesIO(data)) as file, pyarrow.ipc.open_stream(file.read(name)) as stream:
        return stream.read_all()


def _rows(audit: Audit, name: str, key: str) -> Iterator[tuple[Any, ...]]:
    held = tables.rows(audit, name)
    return ((*row, key) for row in held) if name == "reports" else held
