"""The parts of the bulk bench that must hold at any size, at a small one: poison among good reports, kills."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from gouji.bulk.tasks import Limits

from tests import small
from tests.bench.bulk_safety import KILLERS, kills, poison
from tests.bulk.bad import KINDS
from tests.bulk.test_run import good, written


@pytest.mark.skipif(os.name != "posix", reason="needs signals")
def test_every_good_report_is_in_the_store_and_every_bad_one_has_its_reason(tmp_path: Path) -> None:
    texts = {f"{year}": small.text(year=year).replace("2023", str(year)) for year in (2021, 2022, 2023)}
    source = written(tmp_path / "in", texts)
    found = poison([str(source)], tmp_path, each=1, limits=Limits(seconds=20, megabytes=1024))
    assert found.wrong == ()
    assert (found.good, found.bad) == (3, len(KINDS) + len(KILLERS))
    assert len(KINDS) >= 10


@pytest.mark.skipif(os.name != "posix", reason="needs SIGKILL")
def test_killed_and_resumed_it_does_nothing_twice(tmp_path: Path) -> None:
    source = written(tmp_path / "in", {**good(30), "raise": "raise", "unreadable": "unreadable"})
    found = kills([str(source)], tmp_path, times=2, seed=3, job="tests.bulk.jobs:slow")
    assert found.same
    assert found.again == 0
    assert found.reports == 32
    assert found.at_work == 2


def test_bad_files_are_told_apart_by_their_content() -> None:
    for name, (bytes_of, _) in KINDS.items():
        assert len({bytes_of(number) for number in range(1, 6)}) == 5, name
