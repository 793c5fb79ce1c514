"""The store: a small file a report while the run goes on, Parquet parts of about 500 reports when it ends.

    OUT/pending/ab/<key>.zip       the packed tables of one report, written whole or not at all
    OUT/tables/claims/part-00000-of-00004.parquet, …
    OUT/tables/inputs/part-00000-of-00001.parquet      what became of every path that was given

A report belongs to the part that the first bits of its id name, and lies there in order of its id: the parts are the
same bytes in whatever order and by however many workers the reports were read.
"""

from __future__ import annotations

import math
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow
from pyarrow import compute, parquet

from gouji.bulk.manifest import Entry
from gouji.bulk.tables import schema, unpacked
from gouji.render.files import write
from gouji.render.tables import Column, arrow_table

PART = 500
"""Reports in a part, at the most but for chance."""
INPUTS = (
    Column("path", "text"), Column("report", "text"), Column("key", "text"), Column("state", "text"),
    Column("why", "text"), Column("message", "text"),
)  # fmt: skip
_NAME = re.compile(r"part-(\d{5})-of-(\d{5})\.parquet")
_BITS = 32


@dataclass(frozen=True, slots=True)
class _Part:
    """A share of all ids: those whose first 32 bits, times ``count``, begin with ``number``."""

    number: int
    count: int

    @property
    def name(self) -> str:
        return f"part-{self.number:05d}-of-{self.count:05d}.parquet"

    def holds(self, report: str) -> bool:
        return int(report[: _BITS // 4], 16) * self.count >> _BITS == self.number

    def meets(self, other: _Part) -> bool:
        """Whether the two have ids in common."""
        return (
            self.number * other.count < (other.number + 1) * self.count
            and other.number * self.count < (self.number + 1) * other.count
        )


class Store:
    """The files of a store under a folder."""

    def __init__(self, folder: Path) -> None:
        self.tables = folder / "tables"
        self._pending = folder / "pending"

    def put(self, key: str, payload: bytes) -> None:
        """Keep the packed tables of one report.

        Raises:
            GoujiError: they cannot be written.
        """
        write(self._of(key), payload)

    def keys(self) -> set[str]:
        """The keys of all reports that are there."""
        waiting = {path.stem for path in self._pending.glob("*/*.zip")}
        return waiting.union(*(held.values() for held in self._held().values()))

    def compact(self, live: Mapping[str, str], inputs: Iterable[Entry]) -> None:
        """Bring the parts up to date: all reports of ``live`` (id → key) and no other.

        Interrupted at any moment, it can be done again. A part whose reports are the same is left as it is.
        """
        count = 2 ** max(0, math.ceil(math.log2(len(live) / PART))) if live else 1
        parts = [_Part(number, count) for number in range(count)]
        held = self._held()
        for part in parts:
            wanted = {report: live[report] for report in sorted(live) if part.holds(report)}
            if held.get(part) != wanted:
                self._write(part, wanted, held)
        self._write_inputs(inputs)
        kept = {part.name for part in parts}
        for path in self.tables.glob("*/part-*.parquet"):
            if path.parent.name != "inputs" and path.name not in kept:
                path.unlink()
        shutil.rmtree(self._pending, ignore_errors=True)

    def _of(self, key: str) -> Path:
        return self._pending / key[:2] / f"{key}.zip"

    def _held(self) -> dict[_Part, dict[str, str]]:
        """Part → the reports in it with their keys. The reports are the last table of a part that is written."""
        found = {}
        for path in sorted((self.tables / "reports").glob("part-*.parquet")):
            match = _NAME.fullmatch(path.name)
            if match is not None:
                columns = parquet.read_table(path, columns=["report", "key"]).to_pydict()
                part = _Part(int(match[1]), int(match[2]))
                found[part] = dict(zip(columns["report"], columns["key"], strict=True))
        return found

    def _write(self, part: _Part, wanted: Mapping[str, str], held: Mapping[_Part, Mapping[str, str]]) -> None:
        """Write all tables of a part, from what waits and from the parts there were."""
        waiting = {report: path for report, key in wanted.items() if (path := self._of(key)).exists()}
        sources = [
            (old, [report for report in wanted if report not in waiting and reports.get(report) == wanted[report]])
            for old, reports in held.items()
            if old.meets(part)
        ]  # fmt: skip
        for name in sorted(schema(), key=lambda name: name == "reports"):
            pieces = {report: unpacked(path.read_bytes(), name) for report, path in waiting.items()}
            for old, reports in sources:
                for report, piece in _pieces(self.tables / name / old.name, reports):
                    pieces.setdefault(report, piece)
            empty = arrow_table(schema()[name], [])
            table = pyarrow.concat_tables([empty, *(pieces[one] for one in wanted if one in pieces)])
            write(self.tables / name / part.name, as_parquet(table))

    def _write_inputs(self, inputs: Iterable[Entry]) -> None:
        rows = [
            tuple(getattr(entry, column.name) for column in INPUTS)
            for entry in sorted(inputs, key=lambda entry: entry.path)
        ]
        path, data = self.tables / "inputs" / _Part(0, 1).name, as_parquet(arrow_table(INPUTS, rows))
        if not path.exists() or path.read_bytes() != data:
            write(path, data)


def as_parquet(table: pyarrow.Table) -> bytes:
    """A table as a Parquet file; the same rows are the same bytes, however they were put together."""
    out = pyarrow.BufferOutputStream()
    parquet.write_table(table.combine_chunks(), out, compression="zstd")
    return bytes(out.getvalue().to_pybytes())


def _pieces(path: Path, reports: Sequence[str]) -> Iterator[tuple[str, pyarrow.Table]]:
    """The rows of some reports in a part, by report."""
    if not reports:
        return
    table = parquet.read_table(path)
    runs = compute.run_end_encode(table["report"].combine_chunks()) if table.num_rows else None
    if runs is None:
        return
    wanted, start = set(reports), 0
    for end, report in zip(runs.run_ends.to_pylist(), runs.values.to_pylist(), strict=True):
        if report in wanted:
            yield report, table.slice(start, end - start)
        start = end
