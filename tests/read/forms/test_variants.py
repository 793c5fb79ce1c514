"""The form variants of years and provinces in four formats; see `variants` for the notation."""

from __future__ import annotations

import functools
import tempfile
from decimal import Decimal, InvalidOperation
from pathlib import Path

import pytest
from gouji import facts
from gouji.model import Cell, Report, Table
from gouji.read import read

from tests.read.forms.variants import FORMATS, Variant, variants

NAMES = {variant.name: variant for variant in variants()}
ALL = [(name, kind) for name in NAMES for kind in FORMATS]


@functools.cache
def report_of(name: str, kind: str) -> Report:
    with tempfile.TemporaryDirectory() as folder:
        return read(FORMATS[kind](NAMES[name], Path(folder)))


def the_table(name: str, kind: str) -> tuple[Variant, Table]:
    tables = report_of(name, kind).tables
    assert [table.form for table in tables] == [NAMES[name].form]
    return NAMES[name], tables[0]


def address(cell: Cell) -> str:
    code = f"{cell.row_code} " if cell.row_code else ""
    return f"{code}{'>'.join(cell.row_path)} @ {'>'.join(cell.column_path)}"


def value_of(text: str) -> Decimal | None:
    try:
        return Decimal(text.replace(",", "").removesuffix("%"))
    except InvalidOperation:
        return None


@pytest.mark.parametrize(("name", "kind"), ALL)
def test_form_title_and_unit(name: str, kind: str) -> None:
    variant, table = the_table(name, kind)
    assert (table.unit, table.title) == (variant.unit, variant.title or variant.lines[0])
    assert not table.doubtful


@pytest.mark.parametrize(("name", "kind"), ALL)
def test_cells(name: str, kind: str) -> None:
    variant, table = the_table(name, kind)
    found = [f"{address(cell)} = {cell.text}" for cell in table.cells]
    assert [line for line in variant.cells if line not in found] == [], "\n".join(found)
    if variant.count:
        assert len(found) == variant.count, "\n".join(found)


@pytest.mark.parametrize(("name", "kind"), ALL)
def test_no_two_cells_have_one_address(name: str, kind: str) -> None:
    _, table = the_table(name, kind)
    addresses = [address(cell) for cell in table.cells]
    assert sorted({one for one in addresses if addresses.count(one) > 1}) == []


@pytest.mark.parametrize(("name", "kind"), ALL)
def test_figures(name: str, kind: str) -> None:
    _, table = the_table(name, kind)
    assert [(c.text, c.value) for c in table.cells if c.value != value_of(c.text)] == []


@pytest.mark.parametrize("name", NAMES)
def test_all_formats_give_the_same(name: str) -> None:
    told = {kind: [(address(c), c.text) for c in the_table(name, kind)[1].cells] for kind in FORMATS}
    assert told["page"] == told["word"]
    assert told["text"] == told["word"]
    assert told["book"] == told["word"]


@pytest.mark.parametrize("name", [name for name, variant in NAMES.items() if variant.facts])
def test_facts(name: str) -> None:
    stated = [
        f"{fact.account}{f'+{fact.component}' if fact.component else ''} · {fact.scope} · {fact.measure} = {fact.cell.text}"
        for fact in facts.of_report(report_of(name, "word"))
    ]
    assert [line for line in NAMES[name].facts if line not in stated] == [], "\n".join(stated)
