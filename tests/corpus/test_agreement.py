"""Two annotations compared: what both have, field by field, and Cohen's kappa."""

from __future__ import annotations

from typing import Any

import pytest
from gouji.corpus import Gold
from gouji.corpus.agreement import agreement, cohen


def claim(value: str | None, kind: str = "level", **fields: Any) -> dict[str, Any]:
    entry = {
        "id": "c",
        "value": value,
        "unit": "万元" if value else None,
        "kind": kind,
        "subject": "本年收入合计",
    }
    empty = dict.fromkeys(("measure", "year", "basis", "of", "direction", "scope"))
    return {**entry, **empty, **fields}


def gold(*claims: dict[str, Any], nonclaims: int = 0) -> Gold:
    return Gold("r", claims, tuple({"value": "2023", "why": "year"} for _ in range(nonclaims)), ())


def test_the_same_twice() -> None:
    one = gold(claim("1.00"), claim("2.00"), claim(None, "flat", direction="flat"), nonclaims=2)
    found = agreement(one, one)
    assert (found.found, found.whole, found.f1, found.kappa, found.differences) == (3, 3, 1.0, 1.0, [])


def test_a_field_that_differs_is_listed() -> None:
    found = agreement(gold(claim("1.00", measure="决算")), gold(claim("1.00", measure="年初预算")))
    assert (found.found, found.whole, found.same["kind"], found.same["measure"]) == (1, 0, 1, 0)
    assert len(found.differences) == 1
    assert "年初预算" in found.differences[0]


def test_a_claim_that_one_lacks_counts_against_both() -> None:
    found = agreement(gold(claim("1.00"), claim("2.00")), gold(claim("2.00")))
    assert (found.first, found.second, found.found, found.whole) == (2, 1, 1, 1)
    assert found.f1 == pytest.approx(2 / 3)
    assert [line.split("\t")[0] for line in found.differences] == ["only first"]


def test_subjects_agree_by_meaning() -> None:
    found = agreement(gold(claim("1.00", subject="本年收入合计")), gold(claim("1.00", subject="收入合计")))
    assert found.same["subject"] == 1


def test_kappa_by_hand() -> None:
    # po = 3/4, pe = (2·3 + 2·1)/16 = 1/2, kappa = 1/2
    pairs = [("a", "a"), ("a", "a"), ("b", "b"), ("b", "a")]
    assert cohen(pairs) == pytest.approx(0.5)
    assert cohen([]) == 1.0
