"""The tables for programs: what goes out comes back, the schema is the documented one, text is never a formula."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import gouji
import pyarrow
import pytest
from gouji.errors import GoujiError
from gouji.render.frames import frame
from gouji.render.marks import is_formula, unmarked
from gouji.render.tables import Column, csv_table, parquet_table, rows, schema
from gouji.serial import to_builtins, to_json
from pyarrow import parquet

from tests.render.hostile import FORMULAS, hostile_audit
from tests.render.sample import sample_audit

DOCUMENT = Path(__file__).parents[2] / "docs" / "tables.md"
RESULTS = ("sentences", "claims", "reasons", "links", "verdicts", "checks", "findings")


def as_csv(name: str, audit: Any = None) -> list[dict[str, str]]:
    text = csv_table(audit or sample_audit(), name)
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:], newline="")))


def as_parquet(name: str, audit: Any = None) -> pyarrow.Table:
    return parquet.read_table(io.BytesIO(parquet_table(audit or sample_audit(), name)))


def test_the_schema_is_the_documented_one() -> None:
    documented = {}
    for part in DOCUMENT.read_text("utf-8").split("\n## ")[1:]:
        name, _, body = part.partition("\n")
        documented[name] = re.findall(
            r"^\| (\w+) \| (text|integer|decimal|boolean|list|json) \| .+ \|$", body, re.M
        )
    assert documented == {
        name: [(column.name, column.kind) for column in columns] for name, columns in schema().items()
    }


@pytest.mark.parametrize("name", RESULTS)
def test_the_columns_are_the_keys_of_the_json(name: str) -> None:
    written = json.loads(to_json(sample_audit()))[name]
    keys = {key for item in written for key in item}
    assert {column.name for column in schema()[name]} - {"report"} >= keys
    assert len(as_csv(name)) == len(written) == as_parquet(name).num_rows


@pytest.mark.parametrize("name", list(schema()))
def test_csv_and_parquet_say_the_same(name: str) -> None:
    frame = as_parquet(name).to_pylist()
    for told, held in zip(as_csv(name), frame, strict=True):
        assert list(told) == list(held)
        for column in schema()[name]:
            shown, value = told[column.name], held[column.name]
            if value is None:
                assert shown == ""
            elif column.kind == "list":
                assert json.loads(shown) == value
            elif column.kind == "boolean":
                assert shown == str(value).lower()
            else:
                assert unmarked(shown) == str(value)


def test_decimals_keep_their_digits() -> None:
    audit = sample_audit()
    precise = Decimal("123456789012345678901234567890.10")
    audit = replace(audit, verdicts=(replace(audit.verdicts[0], said=precise), *audit.verdicts[1:]))
    assert as_csv("verdicts", audit)[0]["said"] == str(precise)
    assert as_parquet("verdicts", audit)["said"][0].as_py() == str(precise)
    assert gouji.frames(audit)["verdicts"]["said"][0] == precise


def test_the_schema_is_the_same_without_rows() -> None:
    audit = replace(sample_audit(), reasons=(), findings=())
    for name in ("reasons", "findings"):
        assert as_parquet(name, audit).schema == as_parquet(name).schema
        assert as_csv(name, audit) == []


def test_frames_of_pandas() -> None:
    frames = gouji.frames(sample_audit(), library="pandas")
    assert list(frames) == list(schema())
    claims = frames["claims"]
    assert list(claims.columns) == [column.name for column in schema()["claims"]]
    changes = claims[claims["kind"] == "change"]
    assert list(changes["value"]) == [Decimal("2362.43")]
    assert claims["year"].sum() == 2023 * len(claims)
    assert list(claims[~claims["shared"]]["id"]) == [c.id for c in sample_audit().claims if not c.shared]


def test_frames_of_polars_say_the_same() -> None:
    polars = pytest.importorskip("polars")
    audit = sample_audit()
    frames = gouji.frames(audit, library="polars")
    assert list(frames) == list(schema())
    for name, columns in schema().items():
        assert frames[name].rows() == list(rows(audit, name)), name
        assert frames[name].columns == [column.name for column in columns]
    value = polars.col("value")
    assert frames["claims"].schema["value"] == polars.Decimal(38, 2)
    assert frames["claims"].filter(value > 2362)["value"].max() == max(
        claim.value for claim in audit.claims if claim.value is not None
    )


@pytest.mark.parametrize(
    ("values", "held"),
    [
        (["1e60", "1.5"], [None, "1.5"]),
        (["9" * 36, "0." + "1" * 30], ["9" * 36, "0.1"]),
        (["9" * 37 + ".5", "1e37"], ["1" + "0" * 37, None]),
        (["1", "10E+2"], ["1", "1000"]),
    ],
)
def test_decimals_that_polars_cannot_hold(values: list[str], held: list[str | None]) -> None:
    pytest.importorskip("polars")
    made = frame((Column("a", "decimal"),), [(Decimal(value),) for value in values], "polars")
    assert made["a"].to_list() == [None if value is None else Decimal(value) for value in held]


def test_frames_of_several_stand_one_below_the_other() -> None:
    first, second = sample_audit(), hostile_audit()
    both = gouji.frames([first, second])
    for name in schema():
        assert len(both[name]) == sum(len(list(rows(each, name))) for each in (first, second))


def test_frames_of_a_report_are_those_of_its_audit() -> None:
    audit = sample_audit()
    found, whole = gouji.frames(audit.report), gouji.frames(audit)
    assert set(found) == {"reports", "sections", "forms", "cells"}
    assert found["cells"].equals(whole["cells"])
    assert found["reports"]["coverage"].tolist() == [None]
    with pytest.raises(KeyError):
        next(rows(audit.report, "claims"))


def test_factors_and_forms() -> None:
    audit = sample_audit()
    frames = gouji.frames(audit)
    assert len(frames["factors"]) == sum(len(reason.factors) for reason in audit.reasons) > 0
    for row, factor in zip(
        frames["factors"].itertuples(), [one for each in audit.reasons for one in each.factors], strict=True
    ):
        best = max((one.score for one in factor.types), default=None)
        assert best is None or Decimal(row.scores[0]) == best
        assert (row.text, row.type) == (factor.text, row.types[0] if row.types else None)
    assert frames["forms"]["cells"].sum() == len(frames["cells"])
    assert frames["forms"]["filled"].sum() == frames["cells"]["value"].notna().sum()


def test_frames_without_a_library_say_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("pandas", "polars"):
        monkeypatch.setitem(sys.modules, name, None)
    for library in (None, "pandas", "polars"):
        with pytest.raises(GoujiError, match=r"pip install \"gouji\[tables\]\""):
            gouji.frames(sample_audit(), library=library)
    with pytest.raises(GoujiError, match="pandas、polars"):
        gouji.frames(sample_audit(), library="arrow")  # type: ignore[arg-type]


@pytest.mark.parametrize("name", list(schema()))
def test_hostile_text_is_no_formula_and_comes_back(name: str) -> None:
    audit = hostile_audit()
    kinds = {column.name: column.kind for column in schema()[name]}
    frame = as_parquet(name, audit).to_pylist()
    for told, held in zip(as_csv(name, audit), frame, strict=True):
        for column, shown in told.items():
            if kinds[column] == "decimal" and shown:
                assert Decimal(shown).is_finite()
            else:
                assert not is_formula(shown)
            if kinds[column] == "text":
                assert unmarked(shown) == (held[column] or "")
    if name == "claims":
        assert {row["text"] for row in frame} >= set(FORMULAS)


def test_rows_are_those_of_the_model() -> None:
    audit = sample_audit()
    (first, *_) = rows(audit, "claims")
    held = dict(zip((column.name for column in schema()["claims"]), first, strict=True))
    assert held.pop("report") == audit.report.sources[0].sha256
    assert to_builtins(held) == to_builtins(audit.claims[0])
