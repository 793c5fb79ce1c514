"""The manifest: one line of JSON for every thing that became of a report; the last one of a path counts.

Lines are only added, see `gouji.bulk.log`. A line that a crash tore is passed over.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from gouji.bulk import log
from gouji.bulk.folder import Folder
from gouji.bulk.tasks import Outcome, State, Why


@dataclass(frozen=True, slots=True)
class Entry:
    """What became of the report at a path: ``report`` is its id in the store, ``message`` one line for the user."""

    path: str
    key: str
    report: str
    state: State
    why: Why | None = None
    message: str = ""


class Manifest:
    """The entries by path, and the log that further ones go to."""

    def __init__(self, folder: Folder) -> None:
        """Open or begin the manifest of a store.

        Raises:
            GoujiError: it cannot be read or written, or another run is writing to it.
        """
        self._log = log.opened(folder)
        self.entries: dict[str, Entry] = {entry.path: entry for entry in entries(self._log.read())}

    def add(self, entry: Entry) -> None:
        """Note what became of a report; nothing where the same already stands there."""
        if self.entries.get(entry.path) == entry:
            return
        line = json.dumps(asdict(entry), ensure_ascii=False)
        # A lone surrogate in a file name has no UTF-8. That a report is done is also known from its result.
        self._log.add(line.encode("utf-8", "backslashreplace"), now=entry.state != "done")
        self.entries[entry.path] = entry

    def sync(self) -> None:
        """Write what waits."""
        self._log.sync()

    def close(self) -> None:
        """Write what waits, and let other runs have it."""
        self._log.close()


def entries(data: bytes) -> list[Entry]:
    """The entries of a manifest in order; a torn line is passed over."""
    found = (_entry(line) for line in data.split(b"\n"))
    return [entry for entry in found if entry is not None]


def of(outcome: Outcome) -> Entry:
    """The entry of an outcome."""
    task = outcome.task
    return Entry(task.path, task.key, task.report, outcome.state, outcome.why, outcome.message)


def live(held: Iterable[Entry]) -> Mapping[str, str]:
    """Report id → key of what belongs into the store: by path, the first of those with the same content."""
    found: dict[str, str] = {}
    for entry in sorted(held, key=lambda entry: entry.path):
        if entry.state == "done":
            found.setdefault(entry.report, entry.key)
    return found


def _entry(line: bytes) -> Entry | None:
    try:
        data: Any = json.loads(line)
    except ValueError:
        return None
    if not isinstance(data, dict) or set(data) != set(Entry.__slots__):
        return None
    return Entry(**data)
