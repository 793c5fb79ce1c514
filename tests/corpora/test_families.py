from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from pdfminer.high_level import extract_text

from corpora.ledger.document import Document, compose
from corpora.ledger.families import FAMILIES
from corpora.ledger.html import to_html
from corpora.ledger.invent import invent
from corpora.ledger.pdf import write_pdf
from corpora.ledger.text import to_text
from corpora.ledger.truth import figures
from tests.corpora.identities import failures
from tests.corpora.recompute import contradictions

NAMES = tuple(FAMILIES)


@cache
def made(family: str, seed: int = 3) -> Document:
    return compose(invent(seed, family), seed)


def said(family: str) -> str:
    return "\n".join(p.text for p in made(family).explanation())


@pytest.mark.parametrize("family", NAMES)
def test_every_form_and_paragraph_is_printed(family: str) -> None:
    document = made(family)
    text, page = to_text(document), to_html(document)
    for form in document.forms():
        assert form.title in text
        assert form.title in page
    assert all(p.text in text for p in document.explanation())


@pytest.mark.parametrize("family", NAMES)
def test_the_truth_names_cells_that_are_there(family: str) -> None:
    document = made(family)
    linked = [e for e in figures(document) if e.get("cells")]
    assert linked
    for entry in linked:
        for form, row, column, text in entry["cells"]:  # type: ignore[misc, union-attr]
            assert document.form(str(form)).find(str(row), str(column)).text == text


@pytest.mark.parametrize("family", NAMES)
def test_the_unit_of_the_text_is_that_of_its_figures(family: str) -> None:
    unit = FAMILIES[family].style.unit
    other = r"\d万元" if unit == "元" else r"\d元"
    body = [e for e in figures(made(family)) if e.get("kind") in ("level", "change")]
    assert {e["unit"] for e in body} <= {unit, "元"}
    levels = [str(e["text"]) for e in body if "人均" not in str(e["paragraph"])]
    assert not [text for text in levels if re.search(other, text)]


@pytest.mark.parametrize("family", NAMES)
def test_the_numbers_of_parts_follow_each_other(family: str) -> None:
    parts = [p for _, blocks in made(family).parts for p in blocks if getattr(p, "kind", "") == "part"]
    numbers = [p.text for p in parts if p.text.startswith("第")]  # type: ignore[union-attr]
    assert numbers == [f"第{mark}部分" for mark in "一二三四五六七八九"[: len(numbers)]]


def test_central_codes_stand_in_three_columns() -> None:
    rows = made("central").form("公开05").body
    item = next(cells for cells in rows if len(cells[-1].row) == 7)
    assert "".join(cell.text for cell in item[:3]) == item[-1].row
    assert [len(cell.text) for cell in item[:3]] == [3, 2, 2]
    assert re.search(r"占本年支出合计的\d+\.\d%", said("central"))


@pytest.mark.parametrize("family", ["chongqing", "yunnan"])
def test_amounts_of_wide_forms_stay_in_their_cells(family: str, font: str, tmp_path: Path) -> None:
    assert font
    document = made(family)
    write_pdf(document, tmp_path / "report.pdf")
    text = extract_text(str(tmp_path / "report.pdf"))
    form = document.form("公开05")
    totals = [cell.text for cell in form.body[0] if cell.value]
    assert totals
    assert [amount for amount in totals if amount not in text.split()] == []


def test_chongqing_is_flat_and_compares_twice_in_a_clause() -> None:
    document = made("chongqing")
    heads = [p.text for p in document.explanation() if p.kind == "heading1"]
    assert heads == ["二、部门决算情况说明"]
    assert re.search(r"较年初预算数减少[\d.]+万元，下降[\d.]+%，(?:较上年|同比)", said("chongqing"))
    order = [name for name, _ in document.parts]
    assert order.index("explanation") < order.index("forms")


def test_sichuan_puts_the_text_first_and_prints_no_budget() -> None:
    document = made("sichuan")
    order = [name for name, _ in document.parts]
    assert order.index("explanation") < order.index("forms")
    assert [f.number for f in document.part("forms") if hasattr(f, "number")] == [
        f"公开{n:02}表" for n in range(1, 14)
    ]
    measures = {e.get("measure") for e in figures(document) if "绩效" not in str(e["section"])}
    assert not measures & {"年初预算", "全年预算"}
    assert "（图1：" in said("sichuan")
    items = [p.text for p in document.explanation() if re.match(r"\d+\..*（项）", p.text)]
    assert items
    assert not [text for text in items if re.search(r"预算[为数]?[\d,.]+万元", text)]


@pytest.mark.parametrize("family", ["guangxi", "guangxi_yuan"])
def test_guangxi_defines_each_kind_between_amount_and_comparison(family: str) -> None:
    kinds = [
        p.text for p in made(family).explanation() if re.match(r"\d+\.\S*收入[\d,.]+(?:万元|元)，为", p.text)
    ]
    assert len(kinds) == 8


def test_yunnan_prints_yuan_a_wide_form_and_counts() -> None:
    document = made("yunnan")
    assert {form.unit for form in document.forms() if form.unit} == {"元"}
    assert len(document.form("公开05").widths) == 17
    three = document.form("公开09")
    counted = three.find("5.国内公务接待批次（个）", "决算统计数")
    assert counted.value == document.ledger.this.three_public.batches


def test_a_budget_has_its_forms_in_yuan_and_its_text_in_ten_thousands() -> None:
    document = made("shanghai_budget")
    units = {form.id: form.unit for form in document.forms()}
    assert units.pop("预算07") == "万元"
    assert set(units.values()) == {"元"}
    whole = document.form("预算01").find("支出总计", "支出:预算数")
    assert "." not in whole.text
    assert "决算" not in said("shanghai_budget")


def test_a_page_has_one_small_table() -> None:
    document = made("anhui_three")
    (form,) = document.forms()
    assert [cells[0].text for cells in form.body][-2:] == ["其中：公务用车运行维护费", "公务用车购置费"]
    assert len(document.explanation()) == 8


@pytest.mark.parametrize("family", NAMES)
def test_other_seeds_hold_too(family: str) -> None:
    for seed in (101, 202, 303):
        document = compose(invent(seed, family), seed)
        assert failures(document) == []
        assert list(contradictions(document)) == []
