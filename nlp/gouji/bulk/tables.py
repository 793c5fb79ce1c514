"""The tables of the store: those of docs/tables.md with ``sections``, ``forms`` and ``factors`` beside them, packed a report a file."""

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
_FORMS = (
    Column("report", "text"), Column("id", "text"), Column("form", "text"), Column("title", "text"),
    Column("unit", "text"), Column("section", "text"), Column("page", "integer"), Column("doubtful", "boolean"),
    Column("cells", "integer"), Column("filled", "integer"),
)  # fmt: skip
_SECTIONS = (
    Column("report", "text"), Column("id", "text"), Column("number", "text"), Column("title", "text"),
    Column("role", "text"), Column("page", "integer"),
)  # fmt: skip
_FACTORS = (
    Column("report", "text"), Column("reason", "text"), Column("number", "integer"), Column("start", "integer"),
    Column("end", "integer"), Column("text", "text"), Column("type", "text"), Column("types", "list"),
    Column("scores", "list"), Column("object", "text"), Column("direction", "text"), Column("amount", "decimal"),
    Column("parent", "text"),
)  # fmt: skip


@functools.cache
def schema() -> Mapping[str, tuple[Column, ...]]:
    """The columns of each table; ``reports`` ends with the key of the report in the manifest."""
    columns = dict(tables.schema())
    columns["reports"] = (*columns["reports"], Column("key", "text"))
    return {**columns, "sections": _SECTIONS, "forms": _FORMS, "factors": _FACTORS}


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
    own = {"sections": _sections, "forms": _forms, "factors": _factors}
    if name in own:
        return (tuple(map(_whole, row)) for row in own[name](audit))
    held = tables.rows(audit, name)
    return ((*row, key) for row in held) if name == "reports" else held


def _whole(value: Any) -> Any:
    # a lone surrogate has no UTF-8
    return value.encode("utf-8", "replace").decode("utf-8") if isinstance(value, str) else value


def _sections(audit: Audit) -> Iterator[tuple[Any, ...]]:
    return (("", one.id, one.number, one.title, one.role, one.page) for one in audit.report.sections)


def _forms(audit: Audit) -> Iterator[tuple[Any, ...]]:
    for one in audit.report.tables:
        filled = sum(cell.value is not None for cell in one.cells)
        page = one.pages[0] if one.pages else None
        yield (
            "",
            one.id,
            one.form,
            one.title,
            one.unit,
            one.section,
            page,
            one.doubtful,
            len(one.cells),
            filled,
        )


def _factors(audit: Audit) -> Iterator[tuple[Any, ...]]:
    for reason in audit.reasons:
        for number, one in enumerate(reason.factors, 1):
            ranked = sorted(one.types, key=lambda each: -each.score)
            names = [each.type for each in ranked]
            scores = [format(each.score, "f") for each in ranked]
            yield (
                "", reason.id, number, one.start, one.end, one.text, names[0] if names else None, names, scores,
                one.object, one.direction, one.amount, one.parent,
            )  # fmt: skip
