"""Tasks on a Dask cluster: the same function as here, on as many machines as the cluster has."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from typing import Any

from gouji.bulk.runners import Attempt
from gouji.bulk.tasks import Outcome, Task
from gouji.errors import GoujiError

_MISSING = '--runner dask 需要 Dask，请运行：pip install "gouji[dask]"'
# Tasks in the hands of the cluster for each of its threads: enough that none waits for the next.
_AHEAD = 2


class DaskRunner:
    """Runs tasks on the cluster of a scheduler, or on one of worker processes on this machine.

    The machines of a cluster must have gouji in the same version, and the inputs under the same paths or URLs.
    """

    def __init__(self, address: str | None, workers: int) -> None:
        """Connect to the cluster.

        Args:
            address: of the scheduler; None starts a cluster here.
            workers: the processes of that one.

        Raises:
            GoujiError: Dask is not installed, or the scheduler does not answer.
        """
        try:
            import distributed
        except ImportError as error:
            raise GoujiError(_MISSING) from error
        client: Any = distributed.Client
        here = {"n_workers": workers, "threads_per_worker": 1, "processes": True, "dashboard_address": None}
        try:
            self.client = client(address) if address is not None else client(**here)
        except (OSError, ValueError) as error:
            raise GoujiError(f"无法连接 Dask 调度器 {address}：{error}") from error

    def run(self, attempt: Attempt, tasks: Iterable[Task]) -> Iterator[Outcome]:
        """The outcomes as they come; a task whose machine is lost runs again on another."""
        import distributed

        # Its functions have no types.
        dask: Any = distributed
        waiting = iter(tasks)
        under_way: dict[Any, Task] = {}

        def submit(task: Task) -> Any:
            future = self.client.submit(attempt, task, pure=False)
            under_way[future.key] = task
            return future

        ahead = _AHEAD * max(1, sum(self.client.nthreads().values()))
        futures = dask.as_completed([submit(task) for task in itertools.islice(waiting, ahead)])
        for future in futures:
            task = under_way.pop(future.key)
            try:
                yield future.result()
            except dask.KilledWorker as error:
                yield Outcome(task, "failed", "worker", str(error).splitlines()[0])
            for more in itertools.islice(waiting, 1):
                futures.add(submit(more))

    def close(self) -> None:
        """Leave the cluster; one that was started here ends."""
        self.client.close()
