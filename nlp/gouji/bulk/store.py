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
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

import pyarrow
from pyarrow import compute, parquet

from gouji.bulk.folder import Folder
from gouji.bulk.manifest import Entry
from gouji.bulk.tables import schema, unpacked
from gouji.render.tables import Column, arrow_table

PART = 500
"""Reports in a part, at the most but for chance."""
INPUTS = (
    Column("path", "text"), Column("report", "text"), Column("key", "text"), Column("state", "text"),
    Column("why", "text"), Column("message", "text"),
)  # fmt: skip
TABLES, PENDING = "tables", "pending"
_NAME = re.compile(r"part-(\d{5})-of-(\d{5})\.parquet")
_PACKED = ".zip"
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

    def __init__(self, folder: Folder) -> None:
        self._folder = folder

    def put(self, key: str, payload: bytes) -> None:
        """Keep the packed tables of one report.

        Raises:
            GoujiError: they cannot be written.
        """
        self._folder.write(_waiting_name(key), payload)

    def keys(self) -> set[str]:
        """The keys of all reports that are there."""
        return self._waiting().union(*(held.values() for held in self._held().values()))

    def compact(self, live: Mapping[str, str], inputs: Collection[Entry]) -> None:
        """Bring the parts up to date: all reports of ``live`` (id → key) and no other.

        Interrupted at any moment, it can be done again. A part whose reports are the same is left as it is. A result
        that no entry of ``inputs`` knows, of a run that was cut off before it noted it down, waits on.
        """
        count = 2 ** max(0, math.ceil(math.log2(len(live) / PART))) if live else 1
        parts = [_Part(number, count) for number in range(count)]
        held, waiting = self._held(), self._waiting()
        for part in parts:
            wanted = {report: live[report] for report in sorted(live) if part.holds(report)}
            if held.get(part) != wanted:
                self._write(part, wanted, held, waiting)
        self._write_inputs(inputs)
        kept = {part.name for part in parts}
        for name in self._folder.names(TABLES):
            _, table, last = name.split("/")
            if table != "inputs" and _NAME.fullmatch(last) and last not in kept:
                self._folder.remove(name)
        self._clear(waiting, {entry.key for entry in inputs})

    def _waiting(self) -> set[str]:
        """The keys of the results that lie in no part yet."""
        names = self._folder.names(PENDING)
        return {name.rpartition("/")[2].removesuffix(_PACKED) for name in names if name.endswith(_PACKED)}

    def _held(self) -> dict[_Part, dict[str, str]]:
        """Part → the reports in it with their keys. The reports are the last table of a part that is written."""
        found = {}
        for name in self._folder.names(f"{TABLES}/reports"):
            match = _NAME.fullmatch(name.rpartition("/")[2])
            if match is not None:
                columns = self._read(name, ["report", "key"]).to_pydict()
                part = _Part(int(match[1]), int(match[2]))
                found[part] = dict(zip(columns["report"], columns["key"], strict=True))
        return found

    def _write(
        self,
        part: _Part,
        wanted: Mapping[str, str],
        held: Mapping[_Part, Mapping[str, str]],
        waiting: set[str],
    ) -> None:
        """Write all tables of a part, from what waits and from the parts there were."""
        packed = {report: self._bytes(_waiting_name(key)) for report, key in wanted.items() if key in waiting}
        sources = [
            (old, [report for report in wanted if report not in packed and reports.get(report) == wanted[report]])
            for old, reports in held.items()
            if old.meets(part)
        ]  # fmt: skip
        for name in sorted(schema(), key=lambda name: name == "reports"):
            pieces = {report: unpacked(data, name) for report, data in packed.items()}
            for old, reports in sources:
                if reports:
                    for report, piece in _pieces(self._read(f"{TABLES}/{name}/{old.name}"), reports):
                        pieces.setdefault(report, piece)
            empty = arrow_table(schema()[name], [])
            table = pyarrow.concat_tables([empty, *(pieces[one] for one in wanted if one in pieces)])
            self._folder.write(f"{TABLES}/{name}/{part.name}", as_parquet(table))

    def _write_inputs(self, inputs: Collection[Entry]) -> None:
        rows = [
            tuple(getattr(entry, column.name) for column in INPUTS)
            for entry in sorted(inputs, key=lambda entry: entry.path)
        ]
        name, data = f"{TABLES}/inputs/{_Part(0, 1).name}", as_parquet(arrow_table(INPUTS, rows))
        if name not in self._folder.names(f"{TABLES}/inputs") or self._bytes(name) != data:
            self._folder.write(name, data)

    def _clear(self, waiting: set[str], known: set[str]) -> None:
        if waiting <= known:
            self._folder.clear(PENDING)
            return
        for key in sorted(waiting & known):
            self._folder.remove(_waiting_name(key))

    def _read(self, name: str, columns: Sequence[str] | None = None) -> pyarrow.Table:
        with self._folder.opened(name) as file:
            return parquet.read_table(file, columns=columns)

    def _bytes(self, name: str) -> bytes:
        with self._folder.opened(name) as file:
            return file.read()


def as_parquet(table: pyarrow.Table) -> bytes:
    """A table as a Parquet file; the same rows are the same bytes, however they were put together."""
    out = pyarrow.BufferOutputStream()
    parquet.write_table(table.combine_chunks(), out, compression="zstd")
    return bytes(out.getvalue().to_pybytes())


def _waiting_name(key: str) -> str:
    return f"{PENDING}/{key[:2]}/{key}{_PACKED}"


def _pieces(table: pyarrow.Table, reports: Sequence[str]) -> Iterator[tuple[str, pyarrow.Table]]:
    """The rows of some reports in a part, by report."""
    runs = compute.run_end_encode(table["report"].combine_chunks()) if table.num_rows else None
    if runs is None:
        return
    wanted, start = set(reports), 0
    for end, report in zip(runs.run_ends.to_pylist(), runs.values.to_pylist(), strict=True):
        if report in wanted:
            yield report, table.slice(start, end - start)
        start = end
