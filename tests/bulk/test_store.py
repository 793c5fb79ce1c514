"""The store and its manifest: parts by id, brought up to date from whatever is there, torn lines passed over."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from gouji.bulk import store as stores
from gouji.bulk.folder import LocalFolder, at
from gouji.bulk.manifest import Entry, Manifest, entries, live
from gouji.bulk.store import Store
from gouji.bulk.tables import packed, schema, unpacked
from gouji.bulk.tasks import LAYOUT
from gouji.render import tables
from pyarrow import parquet

from tests.bulk.jobs import audit_of


def report(number: int) -> str:
    return hashlib.sha256(str(number).encode()).hexdigest()


def filled(folder: Path, numbers: Iterable[int], kind: str = "key") -> Store:
    store = Store(at(folder))
    for number in numbers:
        audit = audit_of(f"{kind}{number}", f"{kind} {number}")
        store.put(f"{kind}{number}", packed(audit, report(number), f"{kind}{number}"))
    return store


def wanted(numbers: Iterable[int], kind: str = "key") -> dict[str, str]:
    return {report(number): f"{kind}{number}" for number in numbers}


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.parquet")}


def test_packed_tables_come_back_with_the_documented_columns() -> None:
    data = packed(audit_of("d", "good 一 二"), report(1), "key1")
    assert data == packed(audit_of("d", "good 一 二"), report(1), "key1")
    for name, columns in schema().items():
        table = unpacked(data, name)
        assert table.column_names == [column.name for column in columns]
        assert set(table["report"].to_pylist()) <= {report(1)}
    assert unpacked(data, "cells")["text"].to_pylist() == ["1", "2", "3"]
    assert unpacked(data, "forms").to_pylist()[0]["filled"] == 3
    for name, columns in tables.schema().items():
        assert schema()[name][: len(columns)] == columns


def test_other_tables_are_another_layout() -> None:
    columns = {name: [(one.name, one.kind) for one in held] for name, held in schema().items()}
    found = hashlib.sha256(json.dumps(columns, sort_keys=True).encode()).hexdigest()[:12]
    assert (LAYOUT, found) == (2, "3a26a0a93e0e"), (
        "raise LAYOUT, or stores of both kinds are taken for the same"
    )


def test_parts_are_the_same_however_the_reports_came(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stores, "PART", 4)
    numbers = range(20)
    filled(tmp_path / "once", numbers).compact(wanted(numbers), [])
    for upto in (3, 9, 20):
        filled(tmp_path / "grown", range(upto)).compact(wanted(range(upto)), [])
    filled(tmp_path / "shrunk", range(30)).compact(wanted(range(30)), [])
    Store(at(tmp_path / "shrunk")).compact(wanted(numbers), [])
    assert len(files(tmp_path / "once")) == 8 * len(schema()) + 1
    assert files(tmp_path / "once") == files(tmp_path / "grown") == files(tmp_path / "shrunk")
    held = [parquet.read_table(path) for path in sorted((tmp_path / "once" / "tables" / "cells").iterdir())]
    ids = [one for table in held for one in table["report"].to_pylist()]
    assert ids == sorted(ids)
    assert len(ids) == 2 * 20


def test_a_compaction_that_was_cut_off_is_done_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stores, "PART", 4)
    filled(tmp_path / "whole", range(20)).compact(wanted(range(20)), [])
    for cut in range(0, 88, 11):
        folder = tmp_path / f"cut{cut}"
        filled(folder, range(6)).compact(wanted(range(6)), [])
        store = filled(folder, range(6, 20))
        with monkeypatch.context() as patch:
            patch.setattr(LocalFolder, "write", stopping(LocalFolder.write, cut))
            with pytest.raises(InterruptedError):
                store.compact(wanted(range(20)), [])
        assert Store(at(folder)).keys() == {f"key{number}" for number in range(20)}
        Store(at(folder)).compact(wanted(range(20)), [])
        assert files(folder) == files(tmp_path / "whole")


@pytest.mark.parametrize("stopped", ["write", "remove"])
def test_a_compaction_under_other_settings_that_was_cut_off(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stopped: str
) -> None:
    """Wherever it ends, the old parts and the new ones do not mix, whichever settings are then gone on with."""
    monkeypatch.setattr(stores, "PART", 4)
    numbers = range(8)
    for kind in ("key", "other"):
        filled(tmp_path / kind, numbers, kind).compact(wanted(numbers, kind), [])
    for cut in range(0, 2 * len(schema()), 5):
        for kind in ("key", "other"):
            folder = tmp_path / f"{cut}{kind}"
            filled(folder, numbers).compact(wanted(numbers), [])
            store = filled(folder, numbers, "other")
            with monkeypatch.context() as patch:
                patch.setattr(LocalFolder, stopped, stopping(getattr(LocalFolder, stopped), cut))
                with pytest.raises(InterruptedError):
                    store.compact(wanted(numbers, "other"), [])
            present = Store(at(folder)).keys()
            left = {n for n in numbers if f"{kind}{n}" in present}
            assert left == set(numbers) or (kind, stopped) == ("key", "remove")
            filled(folder, set(numbers) - left, kind).compact(wanted(numbers, kind), [])
            assert files(folder) == files(tmp_path / kind)


def stopping(real: Callable[..., None], after: int) -> Callable[..., None]:
    left = [after]

    def called(*arguments: object) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise InterruptedError
        real(*arguments)

    return called


def test_a_store_without_reports_has_empty_tables(tmp_path: Path) -> None:
    Store(at(tmp_path)).compact({}, [Entry("a", "", "", "failed", "fetch", "a：文件不存在")])
    assert parquet.read_table(tmp_path / "tables" / "claims").num_rows == 0
    assert parquet.read_table(tmp_path / "tables" / "inputs").to_pylist()[0]["why"] == "fetch"


def test_torn_and_strange_lines_are_passed_over(tmp_path: Path) -> None:
    first, second = Entry("a", "k1", "r1", "done"), Entry("b", "k2", "r2", "quarantined", "crash", "SIGSEGV")
    manifest = Manifest(at(tmp_path))
    manifest.add(first)
    manifest.add(first)
    manifest.close()
    path = tmp_path / "manifest.jsonl"
    assert path.read_bytes().count(b"\n") == 1
    path.write_bytes(path.read_bytes() + b'{"other": 1}\n\xff\xfe\n{"path": "to')
    again = Manifest(at(tmp_path))
    again.add(second)
    again.close()
    assert entries(path.read_bytes()) == [first, second]


def test_the_last_entry_of_a_path_counts_and_equal_contents_count_once() -> None:
    held = [
        Entry("b", "k1", "r1", "done"),
        Entry("a", "k2", "r1", "done"),
        Entry("c", "k3", "r3", "failed", "crash"),
    ]
    assert live(held) == {"r1": "k2"}
