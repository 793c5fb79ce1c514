"""The sheet of claims: each with its link, its recomputation as live formulas, and its verdict."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from gouji.facts import PRIOR
from gouji.model import Audit, Claim, Link, Verdict
from gouji.render.figures import amount, place, whereabouts, written_out
from gouji.render.lookup import Lookup
from gouji.render.wording import DIAGNOSES, DIRECTIONS, EVIDENCE, KINDS, LINKS, VERDICTS, word
from gouji.render.workbook.book import BODY, MIDDLE, Look, Sheet, exact
from gouji.render.workbook.digits import HUNDREDTH, IN_WAN, PERCENT, as_written, close, fine, of_claim, places
from gouji.render.workbook.formulas import Formula, Operand, compose, gives
from gouji.render.workbook.sheets import FILLS, Forms
from gouji.render.workbook.words import CLAIMS, SHEETS, TEXTS, at, heads
from gouji.worth import UNITS, factor_of

FIRST = 1
_ONE = Decimal(1)
_POSITIVE = frozenset({"supported", "consistent"})
_SHOWN_CELLS = 3
_LEAST = 2
_GAP_DIGITS = 6


def claim_operands(audit: Audit, sheet: Sheet) -> dict[str, Operand]:
    """Where the figures of the claims stand, by claim id."""
    column = at(CLAIMS, "value")
    found: dict[str, Operand] = {}
    for row, claim in enumerate(audit.claims, FIRST):
        if claim.value is None or claim.base_value is None:
            continue
        value, factor = as_written(claim.value, claim), _ONE if claim.unit == PERCENT else factor_of(claim)
        if exact(value) and value * factor == claim.base_value:
            found[claim.id] = Operand(
                sheet.name, row, column, sheet.place(row, column), value, factor, claim.unit in UNITS
            )
    return found


def add_claims(
    sheet: Sheet, audit: Audit, lookup: Lookup, forms: Forms, operands: Mapping[str, Operand], lang: str
) -> Counter[bool]:
    """Write all claims; ``operands`` has the figures of cells and claims by id.

    Returns:
        How many rows recompute to a figure that agrees, and how many to one that does not.
    """
    sheet.heads(0, *heads(CLAIMS, lang))
    sheet.spread(2)
    proofs = _proofs(audit, lang)
    counts: Counter[bool] = Counter()
    for row, claim in enumerate(audit.claims, FIRST):
        _Row(sheet, row, claim, lookup, forms, operands, lang, counts).write(proofs.get(claim.id, []))
    last = len(audit.claims)
    sheet.filtered(0, last, len(CLAIMS))
    sheet.alert(at(CLAIMS, "result"), FIRST, last, word(TEXTS, "differ", lang), FILLS["contradicted"])
    return counts


def _proofs(audit: Audit, lang: str) -> dict[str, list[str]]:
    """Where a figure is tied that no expression gives: the checks and the rates that it is part of."""
    see = word(TEXTS, "proved_by", lang)
    found: defaultdict[str, list[str]] = defaultdict(list)
    for number, check in enumerate(audit.checks, 1):
        if check.outcome == "pass":
            for claim in check.claims:
                found[claim].append(see.format(word(SHEETS, "checks", lang), number))
    numbers = {claim.id: number for number, claim in enumerate(audit.claims, 1)}
    for link in audit.links:
        for claim in link.claims:
            if link.claim in numbers:
                found[claim].append(see.format(word(SHEETS, "claims", lang), numbers[link.claim]))
    return found


@dataclass(frozen=True, slots=True)
class _Row:
    sheet: Sheet
    row: int
    claim: Claim
    lookup: Lookup
    forms: Forms
    operands: Mapping[str, Operand]
    lang: str
    counts: Counter[bool]

    def write(self, proofs: list[str]) -> None:
        """What the text says, what it is linked to, what recomputes."""
        claim, verdict = self.claim, self.lookup.verdicts.get(self.claim.id)
        link = self.lookup.links.get(claim.id)
        self._said()
        self._linked(link)
        formula = self._formula(link, verdict)
        self._recomputed(verdict, formula)
        name = self.lookup.verdict_of(claim.id)
        self.sheet.text(
            self.row, at(CLAIMS, "verdict"), word(VERDICTS, name, self.lang), Look(fill=FILLS[name])
        )
        self.text("evidence", word(EVIDENCE, verdict.evidence, self.lang) if verdict else None)
        self.text("diagnosis", self._diagnosis(verdict))
        computed = verdict.computed if verdict else None
        self.text("notes", self._notes(link, formula, proofs[:_SHOWN_CELLS] if computed is not None else []))
        self.text("id", claim.id)

    def text(self, key: str, text: str | None) -> None:
        """A column of text."""
        self.sheet.text(self.row, at(CLAIMS, key), text)

    def _said(self) -> None:
        claim = self.claim
        sentence = self.lookup.sentences.get(claim.sentence)
        section = self.lookup.sections.get((sentence.section if sentence else None) or "")
        self.sheet.number(self.row, at(CLAIMS, "number"), self.row, MIDDLE)
        self.text("section", f"{section.number}{section.title}" if section else None)
        self.sheet.number(self.row, at(CLAIMS, "page"), sentence.page if sentence else None, MIDDLE)
        self.text("sentence", sentence.text if sentence else None)
        told = {
            "figure": claim.text, "kind": word(KINDS, claim.kind, self.lang), "subject": claim.subject,
            "account": claim.subject_code, "measure": claim.measure, "scope": claim.scope, "basis": claim.basis,
            "of": claim.of, "direction": word(DIRECTIONS, claim.direction, self.lang) if claim.direction else None,
            "unit": claim.unit,
        }  # fmt: skip
        for key, text in told.items():
            self.text(key, text)
        self.sheet.number(self.row, at(CLAIMS, "year"), claim.year, MIDDLE)
        value, digits = of_claim(claim)
        self.sheet.number(
            self.row, at(CLAIMS, "value"), None if claim.value is None else value, Look(digits=digits)
        )

    def _linked(self, link: Link | None) -> None:
        self.text("link", word(LINKS, link.status, self.lang) if link else None)
        self.text(
            "expression",
            written_out(link.expression, self.lookup, self.lang) if link and link.expression else None,
        )
        named = [cell for cell in (link.cells if link else ()) if cell in self.lookup.cells]
        texts = []
        for cell in named[:_SHOWN_CELLS]:
            table, held = self.lookup.cells[cell]
            texts.append(f"{self.forms.sheets.get(table.id, table.form or table.title)} {place(held)}")
        words = "\n".join(texts) + ("\n…" if len(named) > _SHOWN_CELLS else "")
        self.text("cells", words)
        target = self.operands.get(named[0]) if named else None
        if target is not None:
            self.sheet.link(self.row, at(CLAIMS, "goto"), target.place, target.sheet)
        else:
            self.text("goto", None)

    def _formula(self, link: Link | None, verdict: Verdict | None) -> Formula | None:
        """The formula that gives the computed figure, if an expression of the link does."""
        if link is None or verdict is None or verdict.computed is None:
            return None
        wanted, unit = as_written(verdict.computed, self.claim), HUNDREDTH if self._percent() else _ONE
        for expression in (link.expression, *link.runners_up[:1]):
            if expression is None or "[" not in expression:
                continue
            formula = compose(expression, self.operands.get, *self._target())
            if formula is not None and gives(formula, wanted, unit):
                return formula
        return None

    def _target(self) -> tuple[Decimal, bool]:
        """The unit of the computed figure, and whether it is an amount."""
        if self.claim.kind in IN_WAN:
            return UNITS["万元"], True
        if self.claim.unit in UNITS:
            return UNITS[self.claim.unit or ""], True
        return (_ONE if self._percent() else factor_of(self.claim)), False

    def _percent(self) -> bool:
        return self.claim.unit == PERCENT

    def _recomputed(self, verdict: Verdict | None, formula: Formula | None) -> None:
        claim, sheet, row = self.claim, self.sheet, self.row
        columns = {key: at(CLAIMS, key) for key in ("recomputed", "gap", "allowed", "result")}
        held = (verdict.computed, verdict.gap, verdict.allowed) if verdict else (None, None, None)
        computed, gap, allowed = (None if each is None else as_written(each, claim) for each in held)
        look = Look(digits=fine(claim, self._decimals(verdict)))
        small = Look(digits=close(percent=self._percent()))
        sheet.number(row, columns["allowed"], allowed, small)
        if formula is None or verdict is None:
            sheet.number(row, columns["recomputed"], computed, look)
            sheet.number(row, columns["gap"], gap, small)
            sheet.text(row, columns["result"], None)
            return
        sheet.formula(row, columns["recomputed"], formula.text, formula.value, look)
        here = self._here("recomputed")
        if claim.kind == "comparison":
            sheet.number(row, columns["gap"], None)
            self._compared(here, verdict, formula)
            return
        said = self._here("value") if claim.value is not None else "0"
        turned = claim.kind == "change_rate" and claim.base_value is not None and claim.base_value < 0
        digits = _GAP_DIGITS + 2 if self._percent() else _GAP_DIGITS
        sheet.formula(
            row,
            columns["gap"],
            f"ROUND(ABS({f'ABS({said})' if turned else said}-{here}),{digits})",
            gap,
            small,
        )
        self._result(f"{self._here('gap')}<={self._here('allowed')}", verdict, gap, allowed)

    def _result(self, condition: str, verdict: Verdict, gap: Decimal | None, allowed: Decimal | None) -> None:
        if gap is None or allowed is None:
            self.sheet.text(self.row, at(CLAIMS, "result"), None)
        else:
            self._judged(condition, gap <= allowed)

    def _compared(self, here: str, verdict: Verdict, formula: Formula) -> None:
        """The sign of a difference against the words; nothing where rounding or a not-more-than decides."""
        signs = {"increase": ">", "decrease": "<", "flat": "="}
        sign = signs.get(self.claim.direction or "")
        holds = {">": formula.value > 0, "<": formula.value < 0, "=": formula.value == 0}
        if sign is not None and holds[sign] == (verdict.verdict in _POSITIVE):
            self._judged(f"ROUND({here},{_GAP_DIGITS}){sign}0", holds[sign])
        else:
            self.sheet.text(self.row, at(CLAIMS, "result"), None)

    def _judged(self, condition: str, agrees: bool) -> None:
        self.counts[agrees] += 1
        yes, no = word(TEXTS, "agree", self.lang), word(TEXTS, "differ", self.lang)
        self.sheet.formula(
            self.row, at(CLAIMS, "result"), f'IF({condition},"{yes}","{no}")', yes if agrees else no, BODY
        )

    def _here(self, key: str) -> str:
        return self.sheet.place(self.row, at(CLAIMS, key)).rpartition("!")[2]

    def _decimals(self, verdict: Verdict | None) -> int:
        """Two digits more than printed for what is divided, as printed for what is read or added."""
        printed = max(_LEAST, places(self.claim.value)) if self.claim.value is not None else _LEAST
        computed = verdict.computed if verdict else None
        return (
            min(_GAP_DIGITS, printed + 2) if computed is not None and places(computed) > printed else printed
        )

    def _diagnosis(self, verdict: Verdict | None) -> str | None:
        lines = []
        for one in verdict.diagnosis if verdict else ():
            implied = amount(one.implied, self.claim.unit)
            right = word(TEXTS, "implied", self.lang).format(implied) if implied else None
            told = (word(DIAGNOSES, one.hypothesis, self.lang), right, whereabouts(one.where, self.lookup))
            lines.append(" · ".join(part for part in told if part))
        return "\n".join(lines)

    def _notes(self, link: Link | None, formula: Formula | None, proofs: list[str]) -> str:
        notes = []
        if formula is not None and link is not None and PRIOR in (link.expression or ""):
            notes.append(word(TEXTS, "prior_constant", self.lang))
        if formula is None:
            notes += proofs
        if self.claim.approximate:
            notes.append(word(TEXTS, "approximate", self.lang))
        if self.claim.shared:
            notes.append(word(TEXTS, "shared", self.lang))
        return "\n".join(notes)
