"""The key: every figure of the explanation part as the generator meant it, and the planted errors."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TypeAlias

from corpora.ledger.document import Document
from corpora.ledger.errors import Planted
from corpora.ledger.pieces import About, Fact, Other, Paragraph

Json: TypeAlias = str | int | bool | list["Json"] | dict[str, "Json"] | None


# Kinds that a cell may state; the others are computed from what their cells state.
_STATED = ("level", "count", "score", "none")


def _digits(text: str) -> bool:
    return any(char.isdigit() for char in text)


def _cells(document: Document, about: About) -> list[Json]:
    out: list[Json] = []
    for form, row, column in about.cells:
        cell = document.form(form).find(row, column)
        out.append([form, row, column, cell.text])
    return out


def _number(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:f}"


def _claim(document: Document, fact: Fact, about: About) -> dict[str, Json]:
    """One claim: ``cells`` state the figure itself, ``operands`` are cells that it is computed from."""
    cells = _cells(document, about)
    return {
        "kind": fact.kind,
        "value": _number(fact.value),
        "unit": fact.unit,
        "subject": about.subject,
        "code": about.code,
        "measure": about.measure,
        "scope": about.scope,
        "year": fact.year,
        "basis": fact.basis,
        "of": fact.of,
        "direction": fact.direction,
        "approximate": fact.approximate,
        "shared": bool(fact.also),
        "cells": cells if fact.kind in _STATED else [],
        "operands": [] if fact.kind in _STATED else cells,
    }


def figures(document: Document) -> Iterator[dict[str, Json]]:
    """Facts and other figures in document order. ``nth`` counts printed figures in their section; a
    statement without a figure has none. A figure shared by several subjects gives one entry each.
    """
    section, nth = "", 0
    for one in document.explanation():
        if one.kind.startswith("heading"):
            section, nth = one.text, 0
            continue
        at = 0
        for piece in one.pieces:
            start, at = at, at + len(piece if isinstance(piece, str) else piece.text)
            if isinstance(piece, str):
                continue
            counted = isinstance(piece, Other) or piece.value is not None
            nth += counted
            place: dict[str, Json] = {
                "section": section,
                "nth": nth if counted else None,
                "paragraph": one.text,
                "start": start,
                "end": at,
                "text": piece.text,
            }
            if isinstance(piece, Other):
                yield {**place, "why": piece.why}
                continue
            for about in (piece.about, *piece.also):
                yield {**place, **_claim(document, piece, about)}


def truth(document: Document) -> dict[str, Json]:
    """The whole truth file."""
    entries: list[Json] = list(figures(document))
    return {
        "department": document.ledger.department.name,
        "fiscal_year": document.ledger.this.year,
        "figures": entries,
    }


def key(entries: Sequence[Planted]) -> list[Json]:
    """The planted errors, for the demo and for measurements."""
    return [_entry(entry) for entry in entries]


def _entry(entry: Planted) -> dict[str, Json]:
    form, row, column = entry.cell or (None, None, None)
    return {
        "id": entry.id,
        "kind": {"number": entry.number, "name": entry.name},
        "code": entry.code,
        "codes_accepted": [entry.code, *entry.accepted],
        "where": {
            "section": entry.section or None,
            "sentences": list(entry.sentences),
            "form": form,
            "row": row,
            "column": column,
        },
        "said": list(entry.said),
        "right": list(entry.right),
        "diagnosis": entry.diagnosis,
        "cells": [list(cell) for cell in entry.cells],
    }


def stray_digits(paragraph: Paragraph) -> str:
    """Digits outside facts and marked figures; a well-made paragraph has none."""
    return "".join(piece for piece in paragraph.pieces if isinstance(piece, str) and _digits(piece))
