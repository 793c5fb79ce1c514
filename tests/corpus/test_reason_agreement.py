"""Agreement of two annotators of reasons, on small cases worked by hand."""

from __future__ import annotations

from pathlib import Path

import pytest
from gouji.corpus import reason_agreement
from gouji.errors import GoldError

CAUSE = '{"text": "来访减少", "types": ["%s"]}'


def write(path: Path, *types: str) -> Path:
    rows = [f'{{"id": "r{n}", "factors": [{CAUSE % kind}], "depth": "D3"}}' for n, kind in enumerate(types)]
    path.write_text("\n".join(rows), "utf-8")
    return path


def test_types_depth_and_causes(tmp_path: Path) -> None:
    first = write(tmp_path / "a.jsonl", "workload", "workload", "austerity", "asset")
    second = write(tmp_path / "b.jsonl", "workload", "austerity", "austerity", "asset")
    found = list(reason_agreement.lines(first, second))
    assert found[:4] == ["原因 4", "因素的划分 F1 1.000", "类型（每条原因）F1 0.750", "深度相同 1.000"]
    # austerity: 3 of 4 agree, by chance 1/4 · 2/4 + 3/4 · 2/4 = 1/2, so kappa is (3/4 − 1/2) / (1/2)
    assert "austerity\t1\t2\t1\t0.667\t0.500" in found


def test_nothing_in_common_is_said(tmp_path: Path) -> None:
    first = write(tmp_path / "a.jsonl", "workload")
    second = tmp_path / "b.jsonl"
    second.write_text('{"id": "x", "factors": []}', "utf-8")
    with pytest.raises(GoldError, match="没有共同的原因"):
        list(reason_agreement.lines(first, second))
