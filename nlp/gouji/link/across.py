"""Fiscal spending that no form prints in one cell, from the forms of the three budgets it is paid from."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from gouji import accounts
from gouji.facts import Fact
from gouji.link.candidates import Candidates
from gouji.link.score import Settings, choose
from gouji.model import Claim, Link

_KINDS = frozenset({"基本支出", "项目支出"})
_MEASURES = frozenset({"决算", "本年预算"})
_GENERAL, *_OTHERS = ("一般公共预算", "政府性基金", "国有资本经营")


def of_all_budgets(claim: Claim, index: Candidates, settings: Settings) -> Link | None:
    """财政拨款基本支出 (or 项目支出) as the sum of the three budgets' own, None where a budget with money lacks it."""
    term = accounts.term((claim.subject or "").rpartition("/")[2])
    money = claim.kind == "level" and claim.scope == "财政拨款" and claim.measure in _MEASURES
    current = claim.year is None or claim.year == index.fiscal_year
    if term is None or term.base not in _KINDS or not money or not current:
        return None
    cells = []
    for scope in (_GENERAL, *_OTHERS):
        found = _cell(claim, term.base, scope, index, settings)
        if found is not None:
            cells.append(found)
        elif scope == _GENERAL or _spends(index, scope, claim.measure or "决算"):
            return None
    expression = " + ".join(f"[{cell}]" for cell in cells)
    parts = {"account": Decimal(1), "measure": Decimal(1)}
    return Link(claim.id, "derived", expression, tuple(cells), (), Decimal("0.85"), parts)


def _cell(claim: Claim, base: str, scope: str, index: Candidates, settings: Settings) -> str | None:
    name = accounts.full_name(base, scope, "expense")
    sample = replace(claim, subject=name, subject_code=None, scope=scope)
    best = choose(sample, None, index.plain(base, scope, claim.measure or "决算"), settings)
    return best.cells[0] if best is not None and best.cells else None


def _spends(index: Candidates, scope: str, measure: str) -> bool:
    """Whether any form prints spending from a budget."""
    return any(_is_filled(fact) for fact in index.plain("本年支出", scope, measure))


def _is_filled(fact: Fact) -> bool:
    return bool(fact.cell.value)
