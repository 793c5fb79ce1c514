"""Some damaged files of every format; `make bench-fuzz` reads thousands."""

from __future__ import annotations

from pathlib import Path

import pytest
from gouji.read import read

from tests.fuzz.mutate import KINDS, damaged, seed
from tests.fuzz.run import outcome

FILES = 40


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "png"])
def test_the_sound_file_is_read(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"seed.{kind}"
    path.write_bytes(seed(kind))
    assert len(read(path).tables) >= 3


@pytest.mark.parametrize("part", range(4))
@pytest.mark.parametrize("kind", KINDS)
def test_damaged_files_are_read_or_refused(tmp_path: Path, kind: str, part: int) -> None:
    path = tmp_path / f"damaged.{kind}"
    told = []
    for number in range(part * FILES // 4, (part + 1) * FILES // 4):
        path.write_bytes(damaged(kind, number))
        told.append((number, outcome(path)))
    assert [(number, said) for number, said in told if said not in ("read", "refused")] == []
