"""One sheet a form: its rows and columns as printed, the cells that claims speak of marked and named."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from gouji.model import Audit, Cell, Claim, Table
from gouji.render.grid import Grid, Heading, Label, grid
from gouji.render.lookup import Lookup, settling_cells, worst_verdict
from gouji.render.wording import PAGE, VERDICTS, word
from gouji.render.workbook.book import Book, Look, Sheet, exact, width_of
from gouji.render.workbook.digits import of_cell
from gouji.render.workbook.formulas import Operand
from gouji.render.workbook.words import SHEETS, TEXTS
from gouji.worth import cell_factor, is_money, is_percent

FILLS = {
    "supported": "#E2EFDA",
    "consistent": "#DDEBF7",
    "contradicted": "#FFC7CE",
    "unverifiable": "#EDEDED",
    "unjudged": "#FFFFFF",
    "finding": "#FFEB9C",
}
_NUMBERED = ("公开", "预算")
_TOP = 3
_NARROW, _WIDE, _LABEL = 9.0, 20.0, 40.0
_COMMENTED = 12
_LOOKED_AT = 60


@dataclass(slots=True)
class Forms:
    """Where the cells of the tables stand: cell id → operand, table id → sheet."""

    operands: dict[str, Operand] = field(default_factory=dict)
    sheets: dict[str, str] = field(default_factory=dict)


def shown_tables(audit: Audit, lookup: Lookup) -> list[Table]:
    """The forms of the report, and every other table that a claim, a check or a finding names a cell of."""
    named = {cell for link in audit.links for cell in link.cells}
    named |= {cell for check in audit.checks for cell in check.cells}
    named |= {cell for finding in audit.findings for cell in finding.cells}
    spoken = {lookup.cells[cell][0].id for cell in named if cell in lookup.cells}
    return [
        table
        for table in audit.report.tables
        if table.cells and (table.id in spoken or (table.form or "").startswith(_NUMBERED))
    ]


def add_forms(book: Book, audit: Audit, lookup: Lookup, lang: str) -> Forms:
    """Add the sheets of all shown tables; claims are marked on their cells with a comment that names them."""
    forms = Forms()
    claims = _claims_by_cell(audit)
    faults = {
        cell
        for finding in audit.findings
        if finding.severity != "notice"
        for cell in settling_cells(finding, lookup)
    }
    for number, table in enumerate(shown_tables(audit, lookup), 1):
        sheet = book.sheet(table.form or word(SHEETS, "other", lang).format(number))
        forms.sheets[table.id] = sheet.name
        _Form(sheet, table, audit, lookup, lang, claims, faults, forms.operands).write()
    return forms


def _claims_by_cell(audit: Audit) -> dict[str, list[Claim]]:
    by_id = {claim.id: claim for claim in audit.claims}
    found: defaultdict[str, list[Claim]] = defaultdict(list)
    for link in audit.links:
        for cell in link.cells:
            if link.claim in by_id:
                found[cell].append(by_id[link.claim])
    return found


@dataclass(frozen=True, slots=True)
class _Form:
    sheet: Sheet
    table: Table
    audit: Audit
    lookup: Lookup
    lang: str
    claims: dict[str, list[Claim]]
    faults: set[str]
    operands: dict[str, Operand]

    def write(self) -> None:
        """Title, unit, header rows, body."""
        laid = grid(self.table, word(PAGE, "item", self.lang), word(PAGE, "code", self.lang))
        self.sheet.widths(_widths(laid))
        self.sheet.text(0, 0, self.table.title or self.table.form, Look("title"))
        told = [word(TEXTS, "unit", self.lang).format(self.table.unit)] if self.table.unit else []
        if self.table.pages:
            told.append(word(TEXTS, "pages", self.lang).format("、".join(map(str, self.table.pages))))
        if self.table.doubtful:
            told.append(word(TEXTS, "doubtful", self.lang))
        self.sheet.text(1, 0, " · ".join(told), Look("note"))
        for level, headings in enumerate(laid.head):
            self._head(level, headings)
        first = _TOP + len(laid.head)
        for row, entries in enumerate(laid.body, first):
            for column, entry in enumerate(entries):
                self._entry(row, column, entry)
        labels = _leading_labels(laid)
        self.sheet.keep(first, labels)
        self.sheet.repeat(_TOP, first - 1)

    def _head(self, level: int, headings: Iterable[Heading]) -> None:
        for heading in headings:
            rows = (_TOP + level, _TOP + level + heading.down - 1)
            self.sheet.merged(rows, (heading.first, heading.last), heading.text, Look("head"))

    def _entry(self, row: int, column: int, entry: Label | Cell | None) -> None:
        if isinstance(entry, Label):
            self.sheet.text(row, column, entry.text, Look("label", indent=0 if entry.code else entry.depth))
        elif isinstance(entry, Cell):
            self._cell(row, column, entry)
        else:
            self.sheet.text(row, column, None, Look("label"))

    def _cell(self, row: int, column: int, cell: Cell) -> None:
        claims = self.claims.get(cell.id, [])
        fill = self._fill(cell, claims)
        value, digits = of_cell(cell)
        held = cell.value is not None and exact(value)
        if held:
            self.sheet.number(row, column, value, Look("label", digits, fill))
        else:
            self.sheet.text(row, column, cell.text, Look("label", fill=fill))
        if claims:
            self.sheet.comment(row, column, "\n".join(self._named(claim) for claim in claims[:_COMMENTED]))
        if held or cell.value is None:
            self.operands[cell.id] = Operand(
                self.sheet.name, row, column, self.sheet.place(row, column), value,
                Decimal(1) if is_percent(cell) else cell_factor(cell, self.table, self.audit.report),
                is_money(cell) and not is_percent(cell), blank=cell.value is None and bool(cell.text),
            )  # fmt: skip

    def _fill(self, cell: Cell, claims: list[Claim]) -> str | None:
        # a rate that is wrong says nothing against the level it is computed from
        stated = [claim for claim in claims if self._states(claim)]
        if claims:
            return FILLS[worst_verdict([self.lookup.verdict_of(claim.id) for claim in stated or claims])]
        return FILLS["finding"] if cell.id in self.faults else None

    def _states(self, claim: Claim) -> bool:
        link = self.lookup.links.get(claim.id)
        return link is not None and link.status == "linked"

    def _named(self, claim: Claim) -> str:
        sentence = self.lookup.sentences.get(claim.sentence)
        section = self.lookup.sections.get((sentence.section if sentence else None) or "")
        where = f"{section.number}{section.title}" if section else word(TEXTS, "no_section", self.lang)
        verdict = word(VERDICTS, self.lookup.verdict_of(claim.id), self.lang)
        return word(TEXTS, "said_of_cell", self.lang).format(
            where, f"{claim.subject or ''} {claim.text}".strip(), verdict
        )


def _leading_labels(laid: Grid) -> int:
    """How many columns of labels stand before the first figures."""
    if not laid.body:
        return 0
    count = 0
    for entry in laid.body[0]:
        if not isinstance(entry, Label):
            break
        count += 1
    return count


def _widths(laid: Grid) -> list[float]:
    """The widths of the columns by what stands in them, within bounds."""
    widths: list[float] = []
    for column in range(max((len(row) for row in laid.body), default=0)):
        entries = [row[column] for row in laid.body if column < len(row)]
        labels = [entry for entry in entries if isinstance(entry, Label)]
        texts = [entry.text for entry in entries if entry is not None]
        longest = max((width_of(text[:_LOOKED_AT]) for text in texts), default=0.0)
        most = _LABEL if labels and not labels[0].code else _WIDE
        widths.append(min(max(longest + 2, _NARROW), most))
    return widths
