"""The results of an audit as flat tables, for CSV, Parquet and data frames; columns are the keys of the JSON.

Every table begins with ``report``, the SHA-256 of the report's first file, so that tables of many reports can be
joined. The columns are those of docs/tables.md.
"""

from __future__ import annotations

import csv
import dataclasses
import functools
import io
import json
import typing
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal

from gouji.model import (
    Audit,
    Cell,
    Check,
    Claim,
    Finding,
    Link,
    Reason,
    Report,
    Section,
    Sentence,
    Verdict,
)  # fmt: skip
from gouji.render.marks import marked
from gouji.serial import to_builtins

if TYPE_CHECKING:
    import pyarrow

Kind = Literal["text", "integer", "decimal", "boolean", "list", "json", "real"]
_KINDS: dict[object, Kind] = {str: "text", int: "integer", Decimal: "decimal", bool: "boolean"}
_OF_TABLE = ("table", "form", "title", "table_unit")
OF_REPORT = ("reports", "sections", "forms", "cells")
"""The tables that a Report fills, without an audit."""
_INTEGER = 2**63
# Excel takes UTF-8 for the encoding of the system without it.
_BYTE_ORDER_MARK = "\ufeff"


@dataclass(frozen=True, slots=True)
class Column:
    """A column; decimals are strings with the digits as printed, ``json`` is the text of a JSON value."""

    name: str
    kind: Kind


_FORMS = (
    Column("id", "text"), Column("form", "text"), Column("title", "text"), Column("unit", "text"),
    Column("section", "text"), Column("page", "integer"), Column("doubtful", "boolean"), Column("cells", "integer"),
    Column("filled", "integer"),
)  # fmt: skip
_FACTORS = (
    Column("reason", "text"), Column("number", "integer"), Column("start", "integer"), Column("end", "integer"),
    Column("text", "text"), Column("type", "text"), Column("types", "list"), Column("scores", "list"),
    Column("object", "text"), Column("direction", "text"), Column("amount", "decimal"), Column("parent", "text"),
)  # fmt: skip


@functools.cache
def schema() -> Mapping[str, tuple[Column, ...]]:
    """The columns of each table."""
    of_table = tuple(Column(name, "text") for name in _OF_TABLE)
    about = [column for column in _columns(Report) if column.kind != "json"]
    columns: dict[str, tuple[Column, ...]] = {
        "reports": (*about, Column("sources", "json"), Column("notes", "json"), Column("coverage", "json")),
        "sections": _columns(Section),
        "sentences": _columns(Sentence),
        "claims": _columns(Claim),
        "reasons": _columns(Reason),
        "factors": _FACTORS,
        "links": _columns(Link),
        "verdicts": _columns(Verdict),
        "checks": _columns(Check),
        "findings": _columns(Finding),
        "forms": _FORMS,
        "cells": (*of_table, *_columns(Cell)),
    }
    return {name: (Column("report", "text"), *held) for name, held in columns.items()}


def rows(audit: Audit | Report, table: str) -> Iterator[tuple[Any, ...]]:
    """The rows of a table in the order of its columns; decimals are `Decimal`, lists are lists of strings.

    A Report fills the tables of `OF_REPORT`; its ``coverage`` is None.

    Raises:
        KeyError: there is no table of that name, or a Report does not fill it.
    """
    columns = schema()[table]
    if isinstance(audit, Report) and table not in OF_REPORT:
        raise KeyError(table)
    sources = audit.sources if isinstance(audit, Report) else audit.report.sources
    report = next((source.sha256 for source in sources), "")
    for item in _items(audit, table):
        held = {"report": report, **item}
        yield tuple(_held(held[column.name], column.kind) for column in columns)


def csv_table(audit: Audit, table: str) -> str:
    """A table as CSV with a header, for a file in UTF-8 with a byte order mark.

    Text that a spreadsheet would take for a formula has an apostrophe before it, see `gouji.render.marks`.
    """
    out = io.StringIO(newline="")
    out.write(_BYTE_ORDER_MARK)
    writer = csv.writer(out)
    columns = schema()[table]
    writer.writerow([column.name for column in columns])
    for row in rows(audit, table):
        writer.writerow([_field(value, column.kind) for value, column in zip(row, columns, strict=True)])
    return out.getvalue()


def parquet_table(audit: Audit, table: str) -> bytes:
    """A table as a Parquet file; decimals are strings, so that the schema is the same for every report."""
    import pyarrow
    from pyarrow import parquet

    out = pyarrow.BufferOutputStream()
    parquet.write_table(arrow_table(schema()[table], list(rows(audit, table))), out)
    return bytes(out.getvalue().to_pybytes())


def arrow_table(columns: Sequence[Column], held: Sequence[Sequence[Any]]) -> pyarrow.Table:
    """Rows as an Arrow table with the types of docs/tables.md; decimals are strings."""
    import pyarrow

    types = {
        "text": pyarrow.string(), "integer": pyarrow.int64(), "decimal": pyarrow.string(),
        "boolean": pyarrow.bool_(), "list": pyarrow.list_(pyarrow.string()), "json": pyarrow.string(),
    }  # fmt: skip
    fields = pyarrow.schema([pyarrow.field(column.name, types[column.kind]) for column in columns])
    arrays = [
        pyarrow.array([_plain(row[place]) for row in held], type=field.type)
        for place, field in enumerate(fields)
    ]
    return pyarrow.Table.from_arrays(arrays, schema=fields)


def _columns(kind: type) -> tuple[Column, ...]:
    hints = typing.get_type_hints(kind)
    return tuple(Column(field.name, _kind(hints[field.name])) for field in dataclasses.fields(kind))


def _kind(hint: object) -> Kind:
    arguments = [one for one in typing.get_args(hint) if one is not type(None)]
    if typing.get_origin(hint) is tuple:
        return "list" if arguments[0] is str else "json"
    if typing.get_origin(hint) is Literal:
        return "text"
    if len(arguments) == 1:
        return _kind(arguments[0])
    return _KINDS.get(hint, "json")


def _items(audit: Audit | Report, table: str) -> Iterator[Mapping[str, Any]]:
    report = audit if isinstance(audit, Report) else audit.report
    if table == "reports":
        yield {**_fields(report), "coverage": None if isinstance(audit, Report) else audit.coverage}
    elif table == "forms":
        yield from _forms(report)
    elif table == "cells":
        for one in report.tables:
            head = dict(zip(_OF_TABLE, (one.id, one.form, one.title, one.unit), strict=True))
            yield from ({**head, **_fields(cell)} for cell in one.cells)
    elif table == "factors" and isinstance(audit, Audit):
        yield from _factors(audit)
    else:
        items: Sequence[Any] = getattr(report if table == "sections" else audit, table)
        yield from map(_fields, items)


def _forms(report: Report) -> Iterator[Mapping[str, Any]]:
    for one in report.tables:
        yield {
            **_fields(one),
            "page": one.pages[0] if one.pages else None,
            "cells": len(one.cells),
            "filled": sum(cell.value is not None for cell in one.cells),
        }


def _factors(audit: Audit) -> Iterator[Mapping[str, Any]]:
    for reason in audit.reasons:
        for number, one in enumerate(reason.factors, 1):
            ranked = sorted(one.types, key=lambda each: -each.score)
            names = [each.type for each in ranked]
            yield {
                **_fields(one),
                "reason": reason.id,
                "number": number,
                "type": names[0] if names else None,
                "types": names,
                "scores": [format(each.score, "f") for each in ranked],
            }


def _fields(value: Any) -> dict[str, Any]:
    return {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}


def _held(value: Any, kind: Kind) -> Any:
    if value is None or kind in {"decimal", "boolean"}:
        return value
    if kind == "integer":
        return value if -_INTEGER <= value < _INTEGER else None
    if kind == "list":
        return [_whole(text) for text in value]
    return _whole(value if kind == "text" else json.dumps(to_builtins(value), ensure_ascii=False))


def _whole(text: str) -> str:
    # a lone surrogate has no UTF-8
    return text.encode("utf-8", "replace").decode("utf-8")


def _field(value: Any, kind: Kind) -> str:
    if value is None:
        return ""
    if kind == "text":
        return marked(value)
    if kind == "list":
        return json.dumps(value, ensure_ascii=False)
    if kind == "boolean":
        return "true" if value else "false"
    return str(_plain(value))


def _plain(value: Any) -> Any:
    return format(value, "f") if isinstance(value, Decimal) else value
