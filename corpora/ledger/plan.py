"""A ledger read as two years' budgets: nothing carried over, every amount as it was planned."""

from __future__ import annotations

from dataclasses import replace
from decimal import ROUND_UP, Decimal

from corpora.ledger.ledger import ZERO, Accounts, Ledger, Line, ThreePublic

_CENT = Decimal("0.01")


def planned(ledger: Ledger) -> Ledger:
    """The same department as a budget tells it: income of the year pays all its spending."""
    return replace(
        ledger,
        this=_accounts(ledger.this),
        last=_accounts(ledger.last),
        projects=tuple(
            replace(p, opening=p.executed, full=p.executed, carried=ZERO) for p in ledger.projects
        ),
    )


def _accounts(accounts: Accounts) -> Accounts:
    return replace(
        accounts,
        lines=tuple(_line(line) for line in accounts.lines),
        three_public=_rounded(accounts.three_public),
        operating=_cents(accounts.operating),
    )


def _line(line: Line) -> Line:
    income = line.business + line.other
    basic = min(line.own_basic, income)
    return replace(
        line,
        budget=line.fiscal,
        opening=ZERO,
        closing=ZERO,
        own_opening=ZERO,
        own_closing=ZERO,
        drawn=ZERO,
        own_basic=basic,
        own_project=income - basic,
    )


def _cents(value: Decimal) -> Decimal:
    return value.quantize(_CENT, ROUND_UP)


def _rounded(paid: ThreePublic) -> ThreePublic:
    """“三公” is planned in hundredths of a 万元, never below what form 06 holds; the plan of a part is its amount."""
    plan = {
        name: (_cents(getattr(paid, name)[0]),) * 2 for name in ("abroad", "purchase", "running", "reception")
    }
    return replace(paid, **plan)  # type: ignore[arg-type]
