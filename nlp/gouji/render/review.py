"""The reviewer's decisions on a terminal: how many carried over, what changed under them, what they no longer fit."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console

from gouji.decisions import Carried, Identity
from gouji.render.columns import Printer
from gouji.render.wording import DECISIONS, REVIEW, word

_INDENT = 2


def carried_over(carried: Sequence[Carried], console: Console, *, lang: str = "zh") -> None:
    """Print how many decisions carried over, and by id and message those that changed or no longer apply.

    Args:
        carried: the decisions on one report, from `gouji.decisions.carry`.
        console: where to print.
        lang: "zh" or "en".
    """
    printer = Printer(console, 0)
    kept = [one for one in carried if one.state != "gone"]
    choices = [one.decision.decision or "noted" for one in kept]
    counts = " · ".join(
        f"{word(DECISIONS, choice, lang)} {choices.count(choice)}" for choice in dict.fromkeys(choices)
    )
    told = word(REVIEW, "carried", lang).format(len(kept))
    printer.line(told + (word(REVIEW, "aside", lang).format(counts) if counts else ""))
    for state, key in (("changed", "changed"), ("gone", "gone")):
        held = [one.decision for one in carried if one.state == state]
        if held:
            printer.line(word(REVIEW, key, lang).format(len(held)), "yellow")
        for decision in held:
            printer.line(f"{decision.finding}　{decision.message}".rstrip("　"), indent=_INDENT)


def not_of_this_report(report: Identity, console: Console, *, lang: str = "zh") -> None:
    """Print that a file holds the decisions on another report."""
    named = f"{report.department or word(REVIEW, 'unnamed', lang)} {report.fiscal_year or ''}".strip()
    Printer(console, 0).line(word(REVIEW, "other", lang).format(named), "yellow")
