"""The store: a small file a report while the run goes on, Parquet parts of about 500 reports when it ends.

    OUT/pending/ab/<key>.zip       the packed tables of one report, written whole or not at all
    OUT/tables/claims/part-00000-of-00004-<mark>.parquet, …
    OUT/tables/inputs/part-00000-of-00001.parquet      what became of every path that was given

A report belongs to the part that the first bits of its id name, and lies there in order of its id: the parts are the
same bytes in whatever order and by however many workers the reports were read. The mark of a part names what it holds:
one that is brought up to date gets another, so that the tables of an old and a new one never mix, wherever a run ends.
"""

from __future__ import annotations

import hashlib
import json
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
_NAME = re.compile(r"part-(\d{5})-of-(\d{5})-([0-9a-f]{12})\.parquet")
_INPUTS = "part-00000-of-00001.parquet"
_PACKED = ".zip"
_BITS = 32


@dataclass(frozen=True, slots=True)
class _Part:
    """A share of all ids: those whose first 32 bits, times ``count``, begin with ``number``.

    ``mark`` is the hash of the ids and keys in it.
    """

    number: int
    count: int
    mark: str = ""

    @property
    def name(self) -> str:
        return f"part-{self.number:05d}-of-{self.count:05d}-{self.mark}.parquet"

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
        parts = _parts(live, count)
        held, waiting = self._held(), self._waiting()
        for part, wanted in parts.items():
            if held.get(part) != wanted:
                self._write(part, wanted, held, waiting)
        self._write_inputs(inputs)
        self._sweep({part.name for part in parts})
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
                part = _Part(int(match[1]), int(match[2]), match[3])
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
        name, data = f"{TABLES}/inputs/{_INPUTS}", as_parquet(arrow_table(INPUTS, rows))
        if name not in self._folder.names(f"{TABLES}/inputs") or self._bytes(name) != data:
            self._folder.write(name, data)

    def _sweep(self, kept: set[str]) -> None:
        """Remove the parts of before; their reports first: a part without them counts for nothing."""
        for name in sorted(
            self._folder.names(TABLES), key=lambda name: not name.startswith(f"{TABLES}/reports/")
        ):
            last = name.rpartition("/")[2]
            if last.startswith("part-") and last not in kept and last != _INPUTS:
                self._folder.remove(name)

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


def whole_parts(names: Sequence[str]) -> bool:
    """Whether the parts of these names are those of one state of a store, each there once."""
    found = sorted((int(match[2]), int(match[1])) for name in names if (match := _NAME.fullmatch(name)))
    return bool(found) and found == [(len(found), number) for number in range(len(found))]


def _parts(live: Mapping[str, str], count: int) -> dict[_Part, dict[str, str]]:
    """Each part with the ids and keys of the reports that belong into it."""
    wanted: list[dict[str, str]] = [{} for _ in range(count)]
    for report in sorted(live):
        wanted[_number(report, count)][report] = live[report]
    marks = [hashlib.sha256(json.dumps(held).encode()).hexdigest()[:12] for held in wanted]
    return {_Part(number, count, marks[number]): held for number, held in enumerate(wanted)}


def _number(report: str, count: int) -> int:
    return int(report[: _BITS // 4], 16) * count >> _BITS


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
