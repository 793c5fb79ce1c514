"""The audits of a store, one at a time, put together again from its rows."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from operator import itemgetter
from pathlib import Path, PurePosixPath
from typing import Any

import msgspec
import pyarrow
from pyarrow import parquet

from gouji.bulk.folder import Folder, at
from gouji.bulk.manifest import Entry, live
from gouji.bulk.store import TABLES, whole_parts
from gouji.bulk.tables import schema
from gouji.errors import GoujiError
from gouji.model import Audit

_Row = dict[str, Any]
# Rows at a time of each table: some reports.
_BATCH = 2000
_RESULTS = ("sentences", "claims", "reasons", "verdicts", "checks", "findings")
_OF_REPORT = ("sections", "forms")
_AGAIN = "{where}：不是本版本的结果库，或已损坏（{error}）；请换一个目录重新运行 gouji bulk"


def is_store(folder: str | Path) -> bool:
    """Whether a folder or URL holds a store.

    Raises:
        GoujiError: the place cannot be looked at.
    """
    return bool(at(folder).names(f"{TABLES}/reports"))


def audits(folder: str | Path) -> Iterator[tuple[str, Audit]]:
    """The audits of a store in order of their ids, with the memory of some reports whatever their number.

    They have all that a store keeps of the explanation: the report with its sections and forms, sentences, claims,
    reasons, verdicts, checks, findings and coverage; cells, links, paragraphs and figures that state nothing are left
    out. The first source bears the id of the report in the store, so that what is found can be joined to its tables.

    Args:
        folder: of the store, or its URL.

    Yields:
        The path of each report below the folder that all have in common, with the audit.

    Raises:
        GoujiError: the store cannot be read, or is that of another version.
    """
    place = at(folder)
    parts = [PurePosixPath(name).name for name in place.names(f"{TABLES}/reports")]
    if not whole_parts(parts):
        raise GoujiError(f"{place.where}：整理被中断的结果库；请以同样的命令再运行一次 gouji bulk")
    stems = _stems(place)
    for part in parts:
        try:
            for row, tables in _reports(place, part):
                report: str = row["report"]
                yield stems.get(report, report), _audit(row, tables)
        except (pyarrow.ArrowException, KeyError, msgspec.ValidationError, json.JSONDecodeError) as error:
            raise GoujiError(_AGAIN.format(where=place.where, error=f"{part}：{error}")) from error


def _stems(place: Folder) -> dict[str, str]:
    """Report id → the first of its paths, without the folder of all."""
    rows = [row for name in place.names(f"{TABLES}/inputs") for row in _rows(place, name)]
    known = [Entry(**row) for row in rows]
    keys = live(known)
    paths: dict[str, str] = {}
    for entry in sorted(known, key=lambda entry: entry.path):
        if keys.get(entry.report) == entry.key and entry.state == "done":
            paths.setdefault(entry.report, entry.path)
    shared = _shared(list(paths.values()))
    return {report: path[shared:] for report, path in paths.items()}


def _shared(paths: list[str]) -> int:
    """How many characters of folders all paths begin with."""
    if not paths:
        return 0
    low, high = min(paths), max(paths)
    same = next((n for n, (a, b) in enumerate(zip(low, high, strict=False)) if a != b), len(low))
    cuts = [low.rfind(mark, 0, same) for mark in "/\\"]
    return max(cuts) + 1


def _reports(place: Folder, part: str) -> Iterator[tuple[_Row, Mapping[str, list[_Row]]]]:
    """The rows of each report of a part: all tables lie in order of the ids, and are gone through side by side."""
    with ExitStack() as stack:

        def batches(table: str) -> Iterator[_Row]:
            file = stack.enter_context(place.opened(f"{TABLES}/{table}/{part}"))
            return _each(file, table)

        shelves = {table: _Shelf(batches(table)) for table in (*_OF_REPORT, *_RESULTS)}
        for row in batches("reports"):
            yield row, {table: shelf.take(row["report"]) for table, shelf in shelves.items()}


class _Shelf:
    """The rows of a table by report, taken in the order in which they lie."""

    def __init__(self, rows: Iterator[_Row]) -> None:
        self._groups = itertools.groupby(rows, itemgetter("report"))
        self._next = next(self._groups, None)

    def take(self, report: str) -> list[_Row]:
        """The rows of a report, none where it has none."""
        if self._next is None or self._next[0] != report:
            return []
        rows = list(self._next[1])
        self._next = next(self._groups, None)
        return rows


def _rows(place: Folder, name: str) -> list[_Row]:
    with place.opened(name) as file:
        found: list[_Row] = parquet.read_table(file).to_pylist()
    return found


def _each(file: Any, table: str) -> Iterator[_Row]:
    columns = schema()[table]
    decoded = [column.name for column in columns if column.kind == "json"]
    names = [column.name for column in columns]
    for batch in parquet.ParquetFile(file).iter_batches(_BATCH, columns=names):
        for row in batch.to_pylist():
            for name in decoded:
                row[name] = None if row[name] is None else json.loads(row[name])
            yield row


def _audit(row: _Row, tables: Mapping[str, list[_Row]]) -> Audit:
    sources = row["sources"]
    if sources:
        sources[0]["sha256"] = row["report"]
    forms = [
        {**one, "pages": [] if one["page"] is None else [one["page"]], "cells": []} for one in tables["forms"]
    ]
    report = {**row, "sections": tables["sections"], "paragraphs": [], "tables": forms}
    results = {name: tables[name] for name in _RESULTS}
    audit = {"report": report, "coverage": row["coverage"], "nonclaims": [], "links": [], **results}
    return msgspec.convert(audit, Audit, strict=True)
