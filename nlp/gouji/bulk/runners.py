"""Where tasks run. A runner is one method; the local one runs them in worker processes of this machine."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from typing import Protocol

from gouji.bulk.tasks import Outcome, Task
from gouji.bulk.worker import end_all

Attempt = Callable[[Task], Outcome]


class Runner(Protocol):
    """Calls a function on every task, anywhere, and gives the outcomes in any order.

    The function and the tasks can be pickled; the function never raises and parses in a process of its own, so that
    a task may run twice and a place where it runs may die. Tasks are to be taken as they are needed: there may be a
    million of them.
    """

    def run(self, attempt: Attempt, tasks: Iterable[Task]) -> Iterator[Outcome]:
        """The outcomes of all tasks."""
        ...


class LocalRunner:
    """Worker processes on this machine, each fed by a thread."""

    def __init__(self, workers: int) -> None:
        self.workers = workers

    def run(self, attempt: Attempt, tasks: Iterable[Task]) -> Iterator[Outcome]:
        """The outcomes as they come."""
        waiting = iter(tasks)
        running: set[Future[Outcome]] = set()
        with ThreadPoolExecutor(self.workers) as threads:
            try:
                while True:
                    # One more than there are workers, so that none waits while the next file is hashed.
                    while len(running) <= self.workers and (task := next(waiting, None)) is not None:
                        running.add(threads.submit(attempt, task))
                    if not running:
                        return
                    ended, running = wait(running, return_when=FIRST_COMPLETED)
                    for future in ended:
                        yield future.result()
            finally:
                for future in running:
                    future.cancel()
                end_all()
