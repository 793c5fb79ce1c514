"""The tables of audits and reports as data frames of pandas or polars."""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_EVEN, Context, Decimal
from typing import Any, Literal

from gouji.errors import GoujiError
from gouji.model import Audit, Report
from gouji.render.tables import OF_REPORT, Column, rows, schema

Library = Literal["pandas", "polars"]
_PANDAS = {"integer": "Int64", "real": "Float64", "boolean": "boolean"}
_WORDS = 'frames 需要 pandas 或 polars，请运行：pip install "gouji[tables]"'
_DIGITS = 38


def frames(
    results: Audit | Report | Iterable[Audit | Report], *, library: Library | None = None
) -> dict[str, Any]:
    """The tables of one report or of several, by name, as data frames: ``gouji.frames(audit)["claims"]``.

    Every table begins with ``report``, the SHA-256 of the report's first file, by which tables join; tables, columns
    and units are those of docs/tables.md. Integers may be missing, lists are lists of strings.

    Args:
        results: an Audit or a Report, or several of them, whose tables then stand one below the other. A Report has
            the tables reports, sections, forms and cells; so have several of which one is a Report.
        library: "pandas" or "polars"; None for pandas where it is installed, else polars.

    Returns:
        Frames by name. Decimals are exact: in pandas `decimal.Decimal` with the digits as printed (``.astype(float)``
        for plots and statistics), in polars Decimal(38, the most decimals of the column), rounded where 38 digits
        do not hold them, null from 10³⁷.

    Raises:
        GoujiError: the library is not installed, or is neither of the two.
    """
    held = [results] if isinstance(results, Audit | Report) else list(results)
    bare = any(isinstance(each, Report) for each in held)
    return {
        name: frame(columns, [row for each in held for row in rows(each, name)], library)
        for name, columns in schema().items()
        if not bare or name in OF_REPORT
    }


def frame(
    columns: tuple[Column, ...], held: Sequence[tuple[Any, ...]], library: Library | None = None
) -> Any:
    """Rows as a frame of pandas or polars; None for pandas where it is installed, else polars.

    Raises:
        GoujiError: the library is not installed, or is neither of the two.
    """
    makers = {"pandas": _pandas, "polars": _polars}
    if library is not None and library not in makers:
        raise GoujiError(f"没有名为 {library} 的数据框；可用：{'、'.join(makers)}")
    for name in (library,) if library else tuple(makers):
        try:
            module = importlib.import_module(name)
        except ImportError:
            continue
        return makers[name](module, columns, held)
    raise GoujiError(_WORDS)


def _pandas(pandas: Any, columns: tuple[Column, ...], held: Sequence[tuple[Any, ...]]) -> Any:
    types = {column.name: _PANDAS[column.kind] for column in columns if column.kind in _PANDAS}
    return pandas.DataFrame(held, columns=[column.name for column in columns], dtype=object).astype(types)


def _polars(polars: Any, columns: tuple[Column, ...], held: Sequence[tuple[Any, ...]]) -> Any:
    types = {
        "text": polars.String, "integer": polars.Int64, "boolean": polars.Boolean, "json": polars.String,
        "list": polars.List(polars.String), "real": polars.Float64,
    }  # fmt: skip
    made = []
    for place, column in enumerate(columns):
        values = [row[place] for row in held]
        if column.kind == "decimal":
            scale = _scale([value for value in values if value is not None])
            values, kind = [_fitting(value, scale) for value in values], polars.Decimal(_DIGITS, scale)
        else:
            kind = types[column.kind]
        made.append(polars.Series(column.name, values, dtype=kind))
    return polars.DataFrame(made)


def _scale(values: Sequence[Decimal]) -> int:
    """The most decimals that a column of 38 digits can have, and no more than it needs."""
    decimals = max((-int(value.as_tuple().exponent) for value in values), default=0)
    before = max((value.adjusted() + 2 for value in values if value.adjusted() + 2 <= _DIGITS), default=1)
    return max(0, min(decimals, _DIGITS - max(before, 1)))


def _fitting(value: Decimal | None, scale: int) -> Decimal | None:
    # rounding may need one digit more before the point
    if value is None or value.adjusted() + 2 + scale > _DIGITS:
        return None
    return value.quantize(Decimal(1).scaleb(-scale), rounding=ROUND_HALF_EVEN, context=Context(prec=_DIGITS))
