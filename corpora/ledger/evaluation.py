"""Self-evaluation of projects: scores out of execution and quality, so that tables and text agree."""

from __future__ import annotations

from decimal import Decimal

from corpora.ledger.invent import cents
from corpora.ledger.ledger import Ledger, Project

TEN = Decimal(10)
EXCELLENT = Decimal(95)


def execution_score(project: Project) -> Decimal:
    """Ten points times the execution rate."""
    return cents(TEN * project.executed / project.full)


def score(project: Project) -> Decimal:
    """Ten points for execution and up to ninety for the indicators."""
    return execution_score(project) + project.quality


def grade(points: Decimal) -> str:
    """优 from 95 points, 良 below; invented projects never fall under 80."""
    return "优" if points >= EXCELLENT else "良"


def evaluated(ledger: Ledger) -> tuple[Project, ...]:
    """The three projects whose tables are attached: the first ones of general money."""
    return ledger.projects[:3]
