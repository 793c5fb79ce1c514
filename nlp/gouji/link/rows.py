"""Claims → rows found by name alone: counts (团组数（个）, 保有量（辆）, 接待批次, 车辆 by kind), assets by class."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from gouji.accounts import normalise
from gouji.model import Cell, Claim, Link, Report

_UNIT = re.compile(r"（(?:个|辆|人|人次|批|批次|次|台（套）|台、套|台/套|套|台)）$|（台、套）$")
_WORDS = (
    "出国",
    "团组",
    "购置",
    "保有",
    "外事",
    "接待",
    "国（境）外",
    "批次",
    "人次",
    "会议",
    "培训",
)
_SAME = {"外宾": "外事", "人数": "人次"}
_OF_UNIT = {"人": "人次", "人次": "人次", "批": "批次", "批次": "批次", "次": "批次", "辆": "车", "台": "车"}
_TOTALS = frozenset({"", "合计", "总计"})
_ALL_VEHICLES = re.compile(r"^车辆(?:数量?)?(?:合计|总计)?$")
_KINDS = re.compile(r"用车$|设备|车辆(?:数)?(?:合计)?$")


class Rows:
    """The rows of a report's tables that hold counts, by what they count, and amounts of assets, by name."""

    def __init__(self, report: Report) -> None:
        self._rows: dict[frozenset[str], Cell] = {}
        self._names: dict[str, Cell] = {}
        self._assets: dict[str, Cell] = {}
        for table in report.tables:
            assets = "资产" in table.title and not table.doubtful
            for cell in _relabelled(table.cells):
                if assets and _is_outturn(cell) and not _UNIT.search(normalise(cell.row)):
                    self._assets.setdefault(_asset(cell), cell)
                if _is_outturn(cell) and _UNIT.search(normalise(cell.row)):
                    words = _words(normalise(cell.row), None)
                    if len(words) > 1:
                        self._rows.setdefault(words, cell)
                if _is_outturn(cell) and _KINDS.search(_UNIT.sub("", normalise(cell.row))):
                    name = _UNIT.sub("", normalise(cell.row))
                    self._names.setdefault("车辆" if _ALL_VEHICLES.match(name) else name, cell)

    def link(self, claim: Claim) -> Link | None:
        """The link of a count or of an amount of assets to its row, or None where no table states it."""
        if claim.subject is None:
            return None
        name = normalise(claim.subject)
        counted = claim.kind == "count"
        cell = self._names.get(name) if counted else self._assets.get(name)
        if cell is None and counted:
            cell = self._rows.get(_words(name, claim.unit))
        if cell is None:
            return None
        parts = {"account": Decimal(1), "measure": Decimal(1)}
        return Link(claim.id, "linked", f"[{cell.id}]", (cell.id,), (), Decimal("0.92"), parts)


def _relabelled(cells: Sequence[Cell]) -> Iterator[Cell]:
    """The cells, those of a second pair of label and number in a row under the label to their left."""
    row, label = -1, ""
    for cell in cells:
        if cell.row_index != row:
            row, label = cell.row_index, ""
        if cell.value is None and _UNIT.search(normalise(cell.text)):
            label = cell.text
            continue
        yield replace(cell, row=label) if label else cell


def _asset(cell: Cell) -> str:
    """What a cell of a table of assets is worth of: its row, or its column where the only row is the total."""
    row = normalise(cell.row)
    return normalise(cell.column) if row in _TOTALS and cell.column else row


def _is_outturn(cell: Cell) -> bool:
    words = "".join(cell.column_path)
    return "预算" not in words and not re.search(r"行次|上年", words)


def _words(text: str, unit: str | None) -> frozenset[str]:
    """The words that tell counts apart; the unit of a claim stands for 批次, 人次 or vehicles."""
    for other, plain in _SAME.items():
        text = text.replace(other, plain)
    found = {word for word in _WORDS if word in text}
    bracket = re.search(r"（([^（）]+)）$", text)
    counted = unit or (bracket.group(1) if bracket else None)
    if counted in {"辆", "台"}:
        found.add("车")
    elif counted == "个" and "出国" in found:
        found.add("团组")
    elif unit is not None and counted in _OF_UNIT:
        found -= {"批次", "人次", "团组"} if _OF_UNIT[counted] == "人次" else set()
        found.add(_OF_UNIT[counted] if not ("团组" in found and counted in {"批", "次", "批次"}) else "团组")
    if found & {"会议", "培训"} and counted in {"个", "次", "期", "场"}:
        found = found - {"批次"} | {"次数"}
    if "购置" in found or "保有" in found:
        found -= {"接待", "出国"}
    return frozenset(found)
