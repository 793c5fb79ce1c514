"""What claims of two annotations, or of gold and output, are aligned by."""

from __future__ import annotations

from decimal import Decimal

_RATES = ("share", "completion", "change_rate")
_UNITS = {"万": "万元", "亿": "亿元", "％": "%", "台(套)": "台（套）", "百分点": "个百分点"}


def figure_key(value: str | None, unit: str | None, kind: str) -> tuple[str, str]:
    """Value and canonical unit of a claim, or its kind where it has no figure.

    A rate whose percent sign is missing in print may be annotated with or without it.
    """
    if value is None:
        return ("", kind)
    plain = unit or ("%" if kind in _RATES else "")
    return (format(Decimal(value).normalize(), "f"), _UNITS.get(plain, plain))
