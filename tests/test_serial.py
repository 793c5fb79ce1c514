"""Model ↔ JSON: nothing is lost, the keys are the contract's, and what does not fit is refused by its path."""

from __future__ import annotations

import dataclasses
import json
import re
import types
import typing
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, Literal, get_args, get_origin, get_type_hints

import pytest
from gouji.errors import SchemaError
from gouji.model import Audit, Claim, Coverage, Report
from gouji.serial import from_json, to_json
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

TEXT = st.text(alphabet=st.characters(codec="utf-8"), max_size=12)
DECIMALS = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12) | st.sampled_from(
    [Decimal("1E+2"), Decimal("0E-8"), Decimal("73E+5"), Decimal("-0.00"), Decimal("1E-7")]
)  # fmt: skip
PLAIN: dict[Any, st.SearchStrategy[Any]] = {
    str: TEXT,
    int: st.integers(-(10**6), 10**6),
    bool: st.booleans(),
    float: st.floats(allow_nan=False, allow_infinity=False),
    Decimal: DECIMALS,
    type(None): st.none(),
}


def values(kind: Any) -> st.SearchStrategy[Any]:
    """Values of a type of the model: any field may be anything that its type allows."""
    if kind in PLAIN:
        return PLAIN[kind]
    origin, parts = get_origin(kind), get_args(kind)
    if origin is Literal:
        return st.sampled_from(parts)
    if origin in {typing.Union, types.UnionType}:
        return st.one_of([values(part) for part in parts])
    if origin is tuple:
        return st.lists(values(parts[0]), max_size=2).map(tuple)
    if origin is not None and issubclass(origin, Mapping):
        return st.dictionaries(TEXT, values(parts[1]), max_size=2)
    hints = get_type_hints(kind)
    return st.builds(kind, **{f.name: values(hints[f.name]) for f in dataclasses.fields(kind)})


QUICK = settings(
    deadline=None,
    max_examples=40,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)


@QUICK
@given(values(Report))
def test_a_report_comes_back_equal(report: Report) -> None:
    assert from_json(to_json(report)) == report
    assert from_json(to_json(report, indent=None).encode()) == report


@QUICK
@given(values(Audit))
def test_an_audit_comes_back_equal(audit: Audit) -> None:
    assert from_json(to_json(audit)) == audit


@QUICK
@given(values(Claim))
def test_numbers_are_plain_decimal_strings(claim: Claim) -> None:
    data = json.loads(to_json(claim, indent=None))
    for name in ("value", "base_value", "step"):
        printed = data[name]
        assert printed is None or re.fullmatch(r"-?\d+(\.\d+)?", printed), printed
        assert printed is None or Decimal(printed) == getattr(claim, name)


def test_json_lines_are_single_lines() -> None:
    assert "\n" not in to_json(_report(), indent=None)


def test_characters_stay_readable() -> None:
    assert "某局" in to_json(_report())


CELL = {
    "id": "t1/r1c1", "row": "总计", "row_code": None, "row_path": ["总计"], "column": "金额", "column_path": ["收入", "金额"],
    "text": "12.00", "value": "12.00", "row_index": 1, "column_index": 1, "page": None, "box": None, "confidence": None,
}  # fmt: skip
REPORT: dict[str, Any] = {
    "schema": "gouji.report/1",
    "report": {
        "sources": [{"name": "a.txt", "sha256": "0", "media_type": "text/plain", "pages": None}], "department": "某局",
        "fiscal_year": 2023, "kind": "final_accounts", "level": None, "unit": "万元", "engine": "text",
        "notes": [{"code": "x.y", "message": "z", "page": 1}],
    },
    "sections": [{"id": "s1", "number": "一、", "title": "收入", "role": "explanation", "page": None}],
    "paragraphs": [{"id": "p1", "section": "s1", "page": None, "text": "无。"}],
    "tables": [
        {"id": "t1", "form": "公开01", "title": "总表", "unit": "万元", "pages": [1], "doubtful": False, "cells": [CELL]}
    ],
}  # fmt: skip


def _report() -> Report:
    found = from_json(json.dumps(REPORT))
    assert isinstance(found, Report)
    return found


def _audit() -> Audit:
    return Audit(_report(), (), (), (), (), (), (), (), (), Coverage())


# the keys that the contract names for each object; the program may add to them
CONTRACT = {
    "": "schema report sections paragraphs sentences tables claims nonclaims reasons links verdicts checks findings coverage",
    "report": "sources department fiscal_year kind level unit engine notes",
    "report.sources": "name sha256 media_type pages",
    "report.notes": "code message page",
    "sections": "id number title role page",
    "paragraphs": "id section page text",
    "sentences": "id paragraph section start end page text",
    "tables": "id form title unit pages doubtful cells",
    "tables.cells": "id row row_code row_path column column_path text value page box confidence",
    "claims": "id sentence start end text kind subject subject_code measure scope year basis of value unit base_value step direction "
    "approximate shared",
    "nonclaims": "sentence start end text why",
    "reasons": "id group sentence start end text cue explains depth quantified boilerplate amount factors",
    "reasons.factors": "start end text types object direction amount parent",
    "reasons.factors.types": "type score",
    "links": "claim status expression cells claims score parts runners_up",
    "verdicts": "claim verdict said computed gap allowed evidence diagnosis",
    "verdicts.diagnosis": "hypothesis implied where",
    "checks": "code outcome cells claims said computed gap allowed",
    "findings": "id code severity message said computed implied diagnosis claims cells sentence page box root",
    "coverage": "figures claims nonclaims linkable linked verified unverifiable reasons_required reasons_given attachments",
}


def _objects(kind: Any, path: str) -> dict[str, Any]:
    """The objects inside a type of the model by their path in the JSON."""
    found: dict[str, Any] = {path: kind}
    for name, hint in get_type_hints(kind).items():
        inner = get_args(hint)[0] if get_origin(hint) is tuple else hint
        if dataclasses.is_dataclass(inner):
            found |= _objects(inner, f"{path}.{name}" if path else name)
    return found


def test_the_keys_of_the_contract_are_there() -> None:
    data = json.loads(to_json(_audit()))
    assert set(CONTRACT[""].split()) <= set(data)
    assert set(CONTRACT["report"].split()) <= set(data["report"])
    objects = _objects(Audit, "") | _objects(Report, "report")
    body = {path.removeprefix("report."): kind for path, kind in objects.items()} | objects
    for path, keys in CONTRACT.items():
        if path not in {"", "report"}:
            assert set(keys.split()) <= {f.name for f in dataclasses.fields(body[path])}, path


def test_the_schema_of_each() -> None:
    assert json.loads(to_json(_report()))["schema"] == "gouji.report/1"
    assert json.loads(to_json(_audit()))["schema"] == "gouji.audit/1"


@pytest.mark.parametrize("text", ["", "{", "[1, 2", "null", "[]", "3", '"gouji.report/1"', "[" * 100_000])
def test_what_is_no_object_is_refused(text: str) -> None:
    with pytest.raises(SchemaError):
        from_json(text)


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(SchemaError):
        from_json(b"\xff\xfe\xfa")


@pytest.mark.parametrize("schema", ["gouji.report/2", "gouji.audit/0", None, 1])
def test_another_schema_is_refused_by_its_name(schema: object) -> None:
    with pytest.raises(SchemaError, match=re.escape(repr(schema))):
        from_json(json.dumps(REPORT | {"schema": schema}))


def _without(*path: Any) -> Callable[[Any], None]:
    def change(data: Any) -> None:
        for step in path[:-1]:
            data = data[step]
        del data[path[-1]]

    return change


def _with(value: object, *path: Any) -> Callable[[Any], None]:
    def change(data: Any) -> None:
        for step in path[:-1]:
            data = data[step]
        data[path[-1]] = value

    return change


BROKEN: list[tuple[Callable[[Any], None], str]] = [
    (_without("report"), "report"),
    (_without("paragraphs"), "paragraphs"),
    (_without("report", "department"), "department"),
    (_without("tables", 0, "cells", 0, "row"), "$.tables[0].cells[0]"),
    (_without("paragraphs", 0, "text"), "$.paragraphs[0]"),
    (_with(12, "paragraphs", 0, "text"), "$.paragraphs[0].text"),
    (_with("twelve", "tables", 0, "cells", 0, "value"), "$.tables[0].cells[0].value"),
    (_with("2023", "report", "fiscal_year"), "$.fiscal_year"),
    (_with("opening", "sections", 0, "role"), "$.sections[0].role"),
    (_with({}, "tables"), "$.tables"),
    (_with([1], "report"), "report"),
    (_with("yes", "tables", 0, "doubtful"), "$.tables[0].doubtful"),
]


@pytest.mark.parametrize(("change", "named"), BROKEN, ids=[named for _, named in BROKEN])
def test_a_field_that_does_not_fit_is_named(change: Callable[[Any], None], named: str) -> None:
    data = json.loads(json.dumps(REPORT))
    change(data)
    with pytest.raises(SchemaError) as caught:
        from_json(json.dumps(data))
    assert named in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("name", ["claims", "coverage", "findings"])
def test_an_audit_without_a_part_is_refused(name: str) -> None:
    data = json.loads(to_json(_audit()))
    del data[name]
    with pytest.raises(SchemaError) as caught:
        from_json(json.dumps(data))
    assert name in str(caught.value)
