"""Codes of accounts against their names: one code under two names in the forms, a name that is another account's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from gouji import accounts
from gouji.model import Cell, Report, Table
from gouji.verify.rules import Breach, Ruled

_LEAST_NAME = 2


def codes(report: Report, ruled: Ruled) -> None:
    """Applies the rules on codes to the forms that were read without doubt."""
    printed = list(_printed(report))
    ruled.apply("codes.one_name", list(_two_names(printed)), len(printed))
    ruled.apply("codes.chart", list(_other_account(printed)), len(printed))


def _printed(report: Report) -> Iterator[tuple[str, str, Table, Cell]]:
    """(code, name, table, cell) of the rows of the forms, once a row."""
    for table in report.tables:
        if table.form is None or table.doubtful:
            continue
        rows: set[tuple[str, int]] = set()
        for cell in table.cells:
            name = accounts.normalise(cell.row).removeprefix(cell.row_code or "")
            if cell.row_code and len(name) >= _LEAST_NAME and (cell.row_code, cell.row_index) not in rows:
                rows.add((cell.row_code, cell.row_index))
                yield cell.row_code, name, table, cell


def _two_names(printed: list[tuple[str, str, Table, Cell]]) -> Iterator[Breach]:
    first: dict[str, tuple[str, Table, Cell]] = {}
    told: set[str] = set()
    for code, name, table, cell in printed:
        other, place, there = first.setdefault(code, (name, table, cell))
        if code not in told and not _same(name, other):
            told.add(code)
            said = f"《{place.title}》为“{other}”，《{table.title}》为“{name}”"
            yield Breach(f"{code}在{said}", cells=(cell.id, there.id))


def _other_account(printed: list[tuple[str, str, Table, Cell]]) -> Iterator[Breach]:
    """Functional codes under a name that the classification gives to another one only."""
    known = {account.code: account for account in accounts.functional()}
    owners: defaultdict[str, set[str]] = defaultdict(set)
    for account in accounts.functional():
        for name in (account.name, *(alias.name for alias in account.aliases)):
            owners[accounts.normalise(name)].add(account.code)
    told: set[str] = set()
    for code, name, table, cell in printed:
        own, others = known.get(code), owners.get(name, set())
        if own is None or code in told or not others or code in others:
            continue
        names = [accounts.normalise(each) for each in (own.name, *(a.name for a in own.aliases))]
        if not any(_same(each, name) for each in names):
            told.add(code)
            yield Breach(f"《{table.title}》{code}为“{name}”", own.name, cells=(cell.id,))


def _same(one: str, other: str) -> bool:
    """Whether two printings may be one name: cut short, with or without 支出, under its older name."""
    short, long = sorted((_bare(one), _bare(other)), key=len)
    if long.startswith(short) or long.endswith(short) or not short:
        return True
    names = [
        {accounts.normalise(each) for each in (name, *accounts.current_names(name))} for name in (one, other)
    ]
    return not names[0].isdisjoint(names[1])


def _bare(name: str) -> str:
    return "".join(char for char in name.removesuffix("支出") if char not in "（）、，“的和与及")
