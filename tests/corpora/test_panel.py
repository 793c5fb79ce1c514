"""The panel of notebook 04: what is kept is what is made, and a rate and its interval are inferred as the formulas say."""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import Any

import nbformat
import numpy as np
import pytest
from pyarrow import parquet

from corpora.panel.__main__ import FIRST_YEAR, PROVINCES, YEARS, plan_of, tables_of
from corpora.panel.rows import copies
from corpora.province.rates import as_json

ROOT = Path(__file__).resolve().parents[2]
PANEL = ROOT / "corpora" / "panel"
MOST_BYTES = 4_000_000
COMPARES = frozenset({"measures", "reports"})
"""Tables that compare departments: a few made again are not what they are among all."""
STALE = 0.95


@pytest.fixture(scope="module")
def recovery() -> ModuleType:
    sys.path.insert(0, str(ROOT / "notebooks"))
    try:
        import recovery
    finally:
        sys.path.pop(0)
    module: ModuleType = recovery
    return module


@pytest.mark.parametrize(("province", "department"), [("measured", 3), ("calibration", 1)])
def test_a_department_made_again_is_what_is_kept(province: str, department: int) -> None:
    """The truth to the letter; what the program says of it nearly so (else run ``make panel``)."""
    name = f"d{department:05d}"
    for table, (columns, again) in tables_of(PROVINCES[province].seed, [department]).items():
        names = [column.name for column in columns]
        stored = parquet.read_table(PANEL / province / f"{table}.parquet")
        assert stored.column_names == names
        kept = [row for row in zip(*stored.to_pydict().values(), strict=True) if belongs(row, names, name)]
        if table.startswith("truth_"):
            assert [list(map(str, row)) for row in kept] == [list(map(str, row)) for row in again]
        elif table not in COMPARES:
            assert shared(rows(kept, names), rows(again, names)) >= STALE, table
    assert kept


def belongs(row: tuple[Any, ...], names: list[str], department: str) -> bool:
    return str(row[names.index("path" if "path" in names else "stem")]).startswith(f"{department}/")


def rows(table: list[tuple[Any, ...]], names: list[str]) -> Counter[tuple[Any, ...]]:
    """The rows without what compares departments."""
    places = [place for place, name in enumerate(names) if name != "peers"]
    return Counter(tuple(str(row[place]) for place in places) for row in table)


def shared(one: Counter[tuple[Any, ...]], other: Counter[tuple[Any, ...]]) -> float:
    return (one & other).total() / max((one | other).total(), 1) if one or other else 1.0


@pytest.mark.parametrize("province", PROVINCES)
def test_the_rates_kept_are_those_of_the_plan(province: str) -> None:
    kept = json.loads((PANEL / province / "rates.json").read_text("utf-8"))
    told = as_json(plan_of(PROVINCES[province].seed).rates, FIRST_YEAR, YEARS)
    assert {name: kept[name] for name in told} == json.loads(json.dumps(told))
    assert kept["departments"] == PROVINCES[province].departments


def test_the_panel_is_small_and_its_columns_are_told() -> None:
    assert sum(path.stat().st_size for path in PANEL.rglob("*.parquet")) < MOST_BYTES
    text = (ROOT / "docs" / "panel.md").read_text("utf-8")
    for table, part in re.findall(r"^## (\w+)\n(.*?)(?=^## |\Z)", text, re.M | re.S):
        told = [name for line in re.findall(r"^\| ([a-z_、]+) \|", part, re.M) for name in line.split("、")]
        assert told == parquet.read_schema(PANEL / "measured" / f"{table}.parquet").names


def test_copies_are_marked_in_the_later_year_and_in_both_departments() -> None:
    def row(department: str, year: int, text: str, own: bool = True) -> dict[str, Any]:
        return {
            "department": department,
            "year": year,
            "text": text,
            "own": own,
            "peers": False,
            "last_year": False,
        }

    moved, other = "新入职三人后工资和社保支出随之增长", "会议次数较多，场地租赁的费用上升"
    table = [row("a", 2020, moved), row("a", 2021, moved), row("b", 2021, moved), row("b", 2022, other), row("a", 2022, moved, own=False)]  # fmt: skip
    copies(table)
    assert [each["last_year"] for each in table] == [False, True, False, False, False]
    assert [each["peers"] for each in table] == [False, True, True, False, False]


def test_a_share_found_is_corrected_for_what_is_missed_and_wrongly_found(recovery: ModuleType) -> None:
    """True share 0.2, sensitivity 0.8, specificity 0.9: found in 0.2 · 0.8 + 0.8 · 0.1 = 0.24."""
    assert recovery.corrected(np.array([0.24, 0.05, 0.95]), 0.8, 0.9) == pytest.approx([0.2, 0, 1])


def test_shares_of_kinds_are_unmixed(recovery: ModuleType) -> None:
    """Half and half, where three in ten of the first are taken for the second: found 0.35 and 0.65."""
    judged = np.array([[[0.7, 0.0], [0.3, 1.0]]])
    assert recovery.unmixed(np.array([[0.35, 0.65]]), judged) == pytest.approx(np.array([[0.5, 0.5]]))


def test_departments_are_drawn_whole(recovery: ModuleType) -> None:
    drawn = recovery.weights(4, seed=1, times=50)
    assert drawn.shape == (51, 4)
    assert (drawn.sum(axis=1) == 4).all()
    assert drawn[0].tolist() == [1, 1, 1, 1]
    assert recovery.share(np.array([1, 0, 0, 1]), np.array([2, 2, 2, 2]), drawn)[0] == 0.25


def test_intervals_cover_as_often_as_they_say(recovery: ModuleType) -> None:
    """200 samples of 60 departments that differ, each with 20 cases: alone 95 %; all of four together 95 %."""
    generator = np.random.default_rng(3)
    rates = np.array([0.1, 0.2, 0.3, 0.4])
    alone, together = [], []
    for sample in range(200):
        own = rates * generator.uniform(0.5, 1.5, (60, 1))
        found = generator.binomial(20, own)
        drawn = recovery.weights(60, seed=sample, times=400)
        ends = recovery.intervals(drawn @ found / (drawn @ np.full(60, 20.0))[:, None])
        alone.append((ends["低"] <= rates) & (rates <= ends["高"]))
        together.append(bool(((ends["同低"] <= rates) & (rates <= ends["同高"])).all()))
    assert 0.91 <= np.mean(alone) <= 0.98
    assert 0.91 <= np.mean(together) <= 0.99


def test_no_detection_at_all_still_leaves_doubt(recovery: ModuleType) -> None:
    drawn = recovery.posterior(20, 0, seed=1)
    assert drawn[0] == 1
    assert 0.85 < np.quantile(drawn[1:], 0.025) < 0.92


def test_the_notebook_leaves_no_rate_out_and_finds_each_in_its_interval() -> None:
    book = nbformat.read(ROOT / "notebooks" / "04_panel.ipynb", as_version=4)
    told = "".join(
        output.get("text", "") for cell in book.cells if cell.cell_type == "code" for output in cell.outputs
    )
    assert "没有估计的比例：无\n" in told
    assert "不含的：无\n" in told
