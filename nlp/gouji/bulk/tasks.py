"""What one report of a bulk run is: its parts, its key, the limits of its worker, what came of it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from gouji import __version__, patterns

State = Literal["done", "failed", "quarantined"]
Why = Literal["unreadable", "crash", "error", "timeout", "memory", "fetch", "worker"]
"""Why there is no result: the reader's word, a signal, an exception, a limit; or the input or worker was not there."""
AUDITED = "gouji.bulk.report:audited"
LAYOUT = 2
"""Raised whenever the tables of the store change: what was written before is then done again."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What decides the result beside the content; ``patterns`` is a user's folder, by its absolute path."""

    engine: str = "auto"
    ocr: str = "auto"
    patterns: str | None = None

    def digest(self) -> str:
        """The hash of the settings, the packaged and added patterns, the version of gouji and the layout of the store."""
        added = Path(self.patterns) if self.patterns is not None else None
        said = [__version__, LAYOUT, self.engine, self.ocr, patterns.digest(added)]
        return hashlib.sha256(json.dumps(said).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Limits:
    """What a worker may take.

    Attributes:
        seconds: wall-clock time for one report.
        megabytes: memory of the worker, all libraries included.
        reports: after so many the worker is replaced by a new one.
    """

    seconds: float = 300.0
    megabytes: int = 2048
    reports: int = 200


@dataclass(frozen=True, slots=True)
class Place:
    """Where a file is: a local path or a URL of fsspec, and the member where that is a ZIP file."""

    url: str
    member: str | None = None

    @property
    def path(self) -> str:
        """One text for both."""
        return self.url if self.member is None else f"{self.url}!{self.member}"

    @property
    def name(self) -> str:
        """The name of the file alone."""
        return (self.member or self.url).replace("\\", "/").rstrip("/").rsplit("/", 1)[-1]


@dataclass(frozen=True, slots=True)
class Part:
    """A file of a report with the SHA-256 of its content."""

    place: Place
    sha256: str


@dataclass(frozen=True, slots=True)
class Task:
    """One report: ``key`` is of its content, settings and version; ``job`` is a function as "module:name"."""

    key: str
    parts: tuple[Part, ...]
    settings: Settings
    limits: Limits
    job: str = AUDITED

    @property
    def path(self) -> str:
        """The place of its first part, by which the manifest knows it."""
        return self.parts[0].place.path

    @property
    def report(self) -> str:
        """Its id in the store: the hash of its first part."""
        return self.parts[0].sha256


@dataclass(frozen=True, slots=True)
class Work:
    """What a job gets: local files in order, and the ids that its rows carry."""

    paths: tuple[str, ...]
    hashes: tuple[str, ...]
    report: str
    key: str
    settings: Settings


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a task: ``payload`` is the packed tables of a report that is done."""

    task: Task
    state: State
    why: Why | None = None
    message: str = ""
    payload: bytes = b""


def key_of(hashes: Sequence[str], settings: str) -> str:
    """The key of a report: the hashes of its parts in order, under the digest of the settings."""
    return hashlib.sha256("\n".join((settings, *hashes)).encode()).hexdigest()


def as_text(value: Work | Limits) -> str:
    """One line of JSON."""
    return json.dumps(asdict(value), ensure_ascii=True)
