"""The sheet of checks: every identity and rule, with both sides as live formulas over the form sheets."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from decimal import Decimal

from gouji.model import Audit, Check
from gouji.render.figures import place, written_out
from gouji.render.lookup import Lookup
from gouji.render.wording import OUTCOMES, word
from gouji.render.workbook.book import MIDDLE, Look, Sheet
from gouji.render.workbook.digits import close, pattern
from gouji.render.workbook.formulas import Formula, Operand, compose, gives
from gouji.render.workbook.sheets import FILLS, Forms
from gouji.render.workbook.words import CHECKS, TEXTS, at, heads
from gouji.worth import UNITS

FIRST = 1
_RELATION = re.compile(r"[=≤]")
_ADDED = re.compile(r" [+−] \[([^\[\]]+)\]")
_WAN = UNITS["万元"]
_SHOWN_CELLS = 2
_ROUNDED = 8
_OUTCOME_FILLS = {"pass": FILLS["supported"], "fail": FILLS["contradicted"]}
_FIGURES, _CLOSE = Look(digits=pattern(2)), Look(digits=close())


def add_checks(
    sheet: Sheet, audit: Audit, lookup: Lookup, forms: Forms, operands: Mapping[str, Operand], lang: str
) -> Counter[bool]:
    """Write all checks, those that fail in their place among the others.

    Returns:
        How many of the checks that are recomputed hold, and how many do not.
    """
    counts: Counter[bool] = Counter()
    sheet.heads(0, *heads(CHECKS, lang))
    sheet.spread(1)
    numbers = {claim.id: number for number, claim in enumerate(audit.claims, 1)}
    for row, check in enumerate(audit.checks, FIRST):
        sheet.number(row, at(CHECKS, "number"), row, MIDDLE)
        sheet.text(row, at(CHECKS, "relation"), check.message)
        agrees = _figures(sheet, row, check, operands, lang)
        if agrees is not None:
            counts[agrees] += 1
        outcome = word(OUTCOMES, check.outcome, lang)
        sheet.text(row, at(CHECKS, "outcome"), outcome, Look(fill=_OUTCOME_FILLS.get(check.outcome)))
        told = (
            written_out(_without_blanks(check.expression, lookup), lookup, lang) if check.expression else None
        )
        sheet.text(row, at(CHECKS, "expression"), told)
        sheet.text(row, at(CHECKS, "cells"), _cells(check, lookup, forms))
        named = [str(numbers[claim]) for claim in check.claims if claim in numbers]
        sheet.text(row, at(CHECKS, "claim_rows"), "、".join(named))
        sheet.text(row, at(CHECKS, "code"), check.code)
    last = len(audit.checks)
    sheet.filtered(0, last, len(CHECKS))
    sheet.alert(at(CHECKS, "result"), FIRST, last, word(TEXTS, "differ", lang), FILLS["contradicted"])
    return counts


def _without_blanks(expression: str, lookup: Lookup) -> str:
    """A relation without the added cells that print nothing."""

    def printed(found: re.Match[str]) -> str:
        held = lookup.cells.get(found[1])
        return "" if held is not None and held[1].value is None else found[0]

    return _ADDED.sub(printed, expression)


def _cells(check: Check, lookup: Lookup, forms: Forms) -> str:
    named = [cell for cell in check.cells if cell in lookup.cells]
    texts = []
    for cell in named[:_SHOWN_CELLS]:
        table, held = lookup.cells[cell]
        texts.append(f"{forms.sheets.get(table.id, table.form or table.title)} {place(held)}")
    return "\n".join(texts) + (f"\n…（{len(named)}）" if len(named) > _SHOWN_CELLS else "")


def _figures(sheet: Sheet, row: int, check: Check, operands: Mapping[str, Operand], lang: str) -> bool | None:
    """The figures of a check; whether they agree, None where they are written as constants."""
    columns = {key: at(CHECKS, key) for key in ("left", "right", "gap", "allowed", "result")}
    sheet.number(row, columns["allowed"], check.allowed, _CLOSE)
    sides = _sides(check, operands)
    if sides is None or check.gap is None or check.allowed is None:
        for key, value in (("left", check.said), ("right", check.computed), ("gap", check.gap)):
            sheet.number(row, columns[key], value, _CLOSE if key == "gap" else _FIGURES)
        sheet.text(row, columns["result"], None)
        return None
    for key, side in zip(("left", "right"), sides, strict=True):
        sheet.formula(row, columns[key], side.text, side.value, _FIGURES)
    here = {key: sheet.place(row, column).rpartition("!")[2] for key, column in columns.items()}
    difference = f"{here['left']}-{here['right']}"
    bound = "≤" in (check.expression or "")
    gap = f"ROUND(MAX({difference},0),{_ROUNDED})" if bound else f"ROUND(ABS({difference}),{_ROUNDED})"
    sheet.formula(row, columns["gap"], gap, check.gap, _CLOSE)
    yes, no = word(TEXTS, "agree", lang), word(TEXTS, "differ", lang)
    agrees = check.gap <= check.allowed
    sheet.formula(
        row, columns["result"], f'IF({here["gap"]}<={here["allowed"]},"{yes}","{no}")', yes if agrees else no
    )
    return agrees


def _sides(check: Check, operands: Mapping[str, Operand]) -> tuple[Formula, Formula] | None:
    """Both sides as formulas, in 万元 or in counts; None where they do not give what the check says."""
    if check.expression is None or check.said is None or check.computed is None:
        return None
    wanted = (check.said, check.computed)
    for unit, money in ((_WAN, True), (Decimal(1), False)):
        parts = [compose(side, operands.get, unit, money) for side in _RELATION.split(check.expression)]
        found = [part for part in parts if part is not None]
        if len(found) == len(wanted) and all(map(gives, found, wanted)):
            return found[0], found[1]
    return None
