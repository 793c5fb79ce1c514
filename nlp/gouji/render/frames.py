"""The tables of an audit as data frames of pandas or polars, whichever is installed."""

from __future__ import annotations

from typing import Any

from gouji.errors import GoujiError
from gouji.model import Audit
from gouji.render.tables import Column, rows, schema

_NUMBERS = {"integer": "Int64", "real": "Float64"}
_WORDS = 'frames 需要 pandas 或 polars，请运行：pip install "gouji[tables]"'


def frames(audit: Audit) -> dict[str, Any]:
    """The tables by name, as pandas frames, or as polars frames where pandas is not installed.

    Decimals are `Decimal` (exact), integers may be missing, lists are lists of strings; the tables and columns are
    those of docs/tables.md.

    Raises:
        GoujiError: neither library is installed.
    """
    return {name: frame(columns, list(rows(audit, name))) for name, columns in schema().items()}


def frame(columns: tuple[Column, ...], held: list[tuple[Any, ...]]) -> Any:
    """Rows as a frame of pandas, or of polars where pandas is not installed.

    Raises:
        GoujiError: neither library is installed.
    """
    names = [column.name for column in columns]
    try:
        import pandas
    except ImportError:
        return _polars(columns, held)
    types = {column.name: _NUMBERS[column.kind] for column in columns if column.kind in _NUMBERS}
    return pandas.DataFrame(held, columns=names, dtype=object).astype(types)


def _polars(columns: tuple[Column, ...], held: list[tuple[Any, ...]]) -> Any:
    try:
        import polars
    except ImportError as error:
        raise GoujiError(_WORDS) from error
    types: dict[str, Any] = {
        "text": polars.String, "integer": polars.Int64, "decimal": polars.Object, "boolean": polars.Boolean,
        "list": polars.List(polars.String), "json": polars.String, "real": polars.Float64,
    }  # fmt: skip
    return polars.DataFrame(
        held, schema={column.name: types[column.kind] for column in columns}, orient="row"
    )
