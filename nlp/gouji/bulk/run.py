"""A bulk run: plan, hand out, note down, try the suspects once more alone, bring the store up to date."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from gouji.bulk import manifest
from gouji.bulk.fetch import FetchError, digest
from gouji.bulk.folder import Folder, at
from gouji.bulk.inputs import reports
from gouji.bulk.manifest import Entry, Manifest
from gouji.bulk.runners import Runner
from gouji.bulk.store import Store
from gouji.bulk.tasks import AUDITED, Limits, Outcome, Part, Place, Settings, Task, Why, key_of
from gouji.bulk.views import build, check
from gouji.bulk.worker import attempt, end_all
from gouji.errors import GoujiError

Stage = Literal["reports", "probes", "store"]
_BLAMED: frozenset[Why] = frozenset({"crash", "error", "timeout", "memory"})
"""What is the fault of a file only when it happens again while nothing else runs."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is: of ``total`` reports ``done`` were read now and ``kept`` were there before."""

    stage: Stage
    total: int
    done: int
    kept: int
    failures: Mapping[Why, int]

    @property
    def ended(self) -> int:
        """Reports of which it is known what became of them."""
        return self.done + self.kept + sum(self.failures.values())


@dataclass(frozen=True, slots=True)
class Options:
    """How a run goes; ``retry`` takes up again what is in quarantine, ``bundle`` makes a folder one report."""

    settings: Settings = field(default_factory=Settings)
    limits: Limits = field(default_factory=Limits)
    bundle: bool = False
    retry: bool = False
    job: str = AUDITED


def _silent(progress: Progress) -> None:
    """Tell nobody."""


def bulk(
    names: Sequence[str],
    folder: str | Path,
    runner: Runner,
    options: Options | None = None,
    told: Callable[[Progress], None] = _silent,
) -> Progress:
    """Read and audit all reports under some names into the store in a folder; what is there already is not done again.

    Args:
        names: files, folders, globs, ZIP files and URLs of fsspec.
        folder: of the store, made where it is missing; or a URL of fsspec.
        runner: where the reports are read.
        options: settings, limits and what to do again.
        told: called whenever something has become of a report.

    Raises:
        GoujiError: the store cannot be written, a library is missing, a worker does not start, or the patterns
            are refused. What a report does raises nothing: it stands in the manifest.
    """
    check()
    run = _Run(names, at(folder), options or Options(), told)
    try:
        return run.all(runner)
    finally:
        run.close()


class _Run:
    """One run with its counts."""

    def __init__(
        self, names: Sequence[str], folder: Folder, options: Options, told: Callable[[Progress], None]
    ) -> None:
        self._folder, self._options, self._told = folder, options, told
        self._digest = options.settings.digest()
        self._inputs = reports(names, bundle=options.bundle)
        self._manifest = Manifest(folder)
        self._store = Store(folder)
        self._known = self._terminal()
        self._suspects: list[Task] = []
        self._under_way: dict[str, list[Task]] = {}
        self._stage: Stage = "reports"
        self._done = self._kept = 0
        self._failures: Counter[Why] = Counter()

    def close(self) -> None:
        """Let go of the manifest, and of workers that a runner left."""
        end_all()
        self._manifest.close()

    def all(self, runner: Runner) -> Progress:
        """Do what is missing, then the suspects one by one, then the store."""
        for outcome in runner.run(attempt, self._tasks()):
            self._take(outcome, last=False)
        self._enter("probes")
        for task in self._suspects:
            # A runner that has only one task runs it alone, in a new process.
            for outcome in runner.run(attempt, [task]):
                self._take(outcome, last=True)
        self._enter("store")
        entries = self._manifest.entries.values()
        self._manifest.sync()
        self._store.compact(manifest.live(entries), entries)
        build(self._folder)
        return self._progress()

    def _terminal(self) -> dict[str, Entry]:
        """Key → what became of it for good: results that are in the store, and what is in quarantine."""
        present = self._store.keys()
        known = {key: Entry("", key, "", "done") for key in present}
        entries = self._manifest.entries.values()
        living = manifest.live(entries)
        for entry in entries:
            doubled = entry.state == "done" and living[entry.report] in present
            if doubled or (entry.state == "quarantined" and not self._options.retry):
                known.setdefault(entry.key, entry)
        return known

    def _tasks(self) -> Iterator[Task]:
        """The reports that are to be done; what is known of the others is noted on the way."""
        for places in self._inputs:
            task = self._task(places)
            if task is None:
                continue
            if task.key in self._known:
                self._repeat(task, self._known[task.key])
            elif task.key in self._under_way:
                self._under_way[task.key].append(task)
            else:
                self._under_way[task.key] = []
                if self._struck(task):
                    self._suspects.append(task)
                else:
                    yield task

    def _task(self, places: Sequence[Place]) -> Task | None:
        """The task of a report; None where its files cannot be had, which is noted."""
        options = self._options
        try:
            parts = tuple(Part(place, digest(place)) for place in places)
        except FetchError as error:
            self._manifest.add(Entry(places[0].path, "", "", error.state, error.why, str(error)))
            self._failures[error.why] += 1
            self._tell()
            return None
        key = key_of([part.sha256 for part in parts], self._digest)
        return Task(key, parts, options.settings, options.limits, options.job)

    def _struck(self, task: Task) -> bool:
        """Whether an earlier run ended between the first failure of a report and its trial alone."""
        entry = self._manifest.entries.get(task.path)
        return (
            entry is not None
            and entry.key == task.key
            and entry.state == "failed"
            and entry.why in _BLAMED
            and not self._options.retry
        )

    def _take(self, outcome: Outcome, *, last: bool) -> None:
        """Note what came of a task; a first failure makes it a suspect, a second one puts it in quarantine."""
        if outcome.why == "worker":
            raise GoujiError(f"工作进程无法启动：{outcome.message}")
        if outcome.state == "done":
            self._store.put(outcome.task.key, outcome.payload)
        elif outcome.why in _BLAMED and last:
            outcome = replace(outcome, state="quarantined")
        entry = manifest.of(outcome)
        self._manifest.add(entry)
        if outcome.why in _BLAMED and not last:
            self._suspects.append(outcome.task)
            return
        twins = self._under_way.pop(outcome.task.key, [])
        self._known[entry.key] = entry
        if entry.state == "done":
            self._done += 1
        elif entry.why is not None:
            self._failures[entry.why] += 1
        self._tell()
        for twin in twins:
            self._repeat(twin, entry)

    def _repeat(self, task: Task, entry: Entry) -> None:
        """Note for another path, or another run, what is known of the same content."""
        self._manifest.add(replace(entry, path=task.path, report=task.report))
        if entry.state == "done":
            self._kept += 1
        elif entry.why is not None:
            self._failures[entry.why] += 1
        self._tell()

    def _enter(self, stage: Stage) -> None:
        self._stage = stage
        self._tell()

    def _tell(self) -> None:
        self._told(self._progress())

    def _progress(self) -> Progress:
        return Progress(self._stage, len(self._inputs), self._done, self._kept, dict(self._failures))
