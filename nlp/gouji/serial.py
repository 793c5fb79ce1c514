"""Model ↔ JSON with a schema version; the one serialiser.

Decimals are strings in plain notation (never "1E+2"), tuples are lists, nothing is dropped: a value that
went out comes back equal. Fields marked as sparse are left out where they hold their default.
"""

from __future__ import annotations

import dataclasses
import functools
import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, TypeVar

import msgspec

from gouji.errors import SchemaError
from gouji.model import Audit, Report

REPORT_SCHEMA = "gouji.report/1"
AUDIT_SCHEMA = "gouji.audit/1"
_BODY = ("sections", "paragraphs", "tables")
_RESULTS = (
    "sentences",
    "claims",
    "nonclaims",
    "reasons",
    "links",
    "verdicts",
    "checks",
    "findings",
    "coverage",
)

_LARGEST = 60
_PLAIN = frozenset({str, int, float, bool, type(None)})
T = TypeVar("T")


@functools.cache
def _fields(kind: type[Any]) -> tuple[tuple[str, object, bool], ...]:
    """Name, default, and whether the default is left out, of each field of a dataclass."""
    return tuple((f.name, f.default, bool(f.metadata.get("sparse"))) for f in dataclasses.fields(kind))


def to_builtins(value: object) -> Any:
    """Any value of the model as dicts, lists, strings and numbers that `json.dumps` takes."""
    if type(value) in _PLAIN:
        return value
    if isinstance(value, Decimal):
        return format(value, "f")
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {
            name: held if type(held) in _PLAIN else to_builtins(held)
            for name, default, sparse in _fields(type(value))
            if (held := getattr(value, name)) != default or not sparse
        }
    if isinstance(value, Mapping):
        return {str(k): to_builtins(v) for k, v in value.items()}
    if isinstance(value, tuple | list):
        return [to_builtins(v) for v in value]
    return value


def to_json(value: object, *, indent: int | None = 1, extra: Mapping[str, object] | None = None) -> str:
    """JSON text of a Report (gouji.report/1), an Audit (gouji.audit/1) or any other value of the model.

    Args:
        value: what to write; decimals become strings in plain notation, so that no digit is lost.
        indent: spaces a level; None for one line.
        extra: keys beside those of a Report or an Audit; reading them back passes over them.
    """
    if isinstance(value, Report):
        body: Any = {"schema": REPORT_SCHEMA, **_report_object(value)}
    elif isinstance(value, Audit):
        results = {name: to_builtins(getattr(value, name)) for name in _RESULTS}
        report = _report_object(value.report)
        body = {"schema": AUDIT_SCHEMA, "report": report["report"]}
        body |= {name: report[name] for name in ("sections", "paragraphs")}
        body |= {"sentences": results.pop("sentences"), "tables": report["tables"], **results}
    else:
        body = to_builtins(value)
    return json.dumps({**body, **extra} if extra else body, ensure_ascii=False, indent=indent)


def from_json(text: str | bytes) -> Report | Audit:
    """Read back what `to_json` wrote of a Report or an Audit: equal to what was written.

    Args:
        text: the JSON, also as ``gouji read`` and ``gouji audit`` write it.

    Raises:
        SchemaError: the text is no JSON, names another schema, or a field is missing or of the wrong type;
            the message names the path inside the JSON.
    """
    try:
        data = json.loads(text)
    except (json.JSONDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise SchemaError(f"不是有效的 JSON：{error}") from error
    schema = data.get("schema") if isinstance(data, dict) else None
    if schema == REPORT_SCHEMA:
        return _report(data)
    if schema == AUDIT_SCHEMA:
        results = {name: data.get(name) for name in _RESULTS}
        return _convert({"report": dataclasses.asdict(_report(data)), **results}, Audit)
    raise SchemaError(f"schema 应为 {REPORT_SCHEMA} 或 {AUDIT_SCHEMA}，实际为 {schema!r}")


def _report_object(report: Report) -> dict[str, Any]:
    flat = to_builtins(report)
    body = {name: flat.pop(name) for name in _BODY}
    return {"report": flat, **body}


def _report(data: Mapping[str, Any]) -> Report:
    meta = data.get("report")
    if not isinstance(meta, dict):
        raise SchemaError("缺少 report 对象")
    report = _convert({**meta, **{name: data.get(name) for name in _BODY}}, Report)
    for table in report.tables:
        for cell in table.cells:
            if cell.value is not None and not _is_amount(cell.value):
                raise SchemaError(f"单元格 {cell.id} 的 value 不是可用的数：{str(cell.value)[:40]}")
    return report


def _is_amount(value: Decimal) -> bool:
    """Whether a number is finite and of a size that can be computed with."""
    return value.is_finite() and abs(value.adjusted()) <= _LARGEST


def _convert(data: Any, kind: type[T]) -> T:
    try:
        return msgspec.convert(data, kind, strict=True)
    except msgspec.ValidationError as error:
        raise SchemaError(f"字段不合格式：{error}") from error
