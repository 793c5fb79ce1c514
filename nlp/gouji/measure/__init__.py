"""How good the explanations are: measures of a report and of a panel of reports, in tidy tables.

`measure` turns audits into a panel, `frames` and `write` put it out. Each measure is a function whose docstring holds
its definition and source; docs/measures.md lists them with formula, unit and range. Where a measure cannot be had its
value is None, with a reason, never 0.
"""

from __future__ import annotations

from collections.abc import Iterable

from gouji.measure.cards import OF_REPORT, card, of_report
from gouji.measure.groups import By, Row, Spread, spreads, template
from gouji.measure.load import audits
from gouji.measure.panel import Settings, assemble, of_panel
from gouji.measure.scene import see
from gouji.measure.tables import BY, MEASURES, frames, write
from gouji.measure.values import WHYS, Measure, Value
from gouji.model import Audit

__all__ = [
    "BY", "MEASURES", "OF_REPORT", "WHYS", "By", "Measure", "Row", "Settings", "Spread", "Value", "audits", "frames",
    "measure", "measures", "spreads", "write",
]  # fmt: skip


def measures(audit: Audit) -> dict[str, Value]:
    """The measures of one report that need no other, by name."""
    return of_report(see(audit))


def measure(audited: Iterable[tuple[str, Audit]], settings: Settings | None = None) -> tuple[Row, ...]:
    """All measures of all reports of a panel, in their order.

    Args:
        audited: a name of its own for each report, with its audit. Gone through once; of an audit only a card is kept.
        settings: from when a phrase is common, and how many peers it takes.
    """
    cards = [card(audit, stem) for stem, audit in audited]
    peers = assemble(cards, settings)
    return tuple(Row(each, template(each), {**each.values, **of_panel(each, peers)}) for each in cards)
