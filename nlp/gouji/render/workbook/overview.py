"""The first sheet: what was read, what was covered, what was found, and where to go."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from decimal import Decimal

from gouji.model import Audit
from gouji.render.figures import report_title
from gouji.render.leaves import labels_of
from gouji.render.lookup import SEVERITY_ORDER, forms, outcome_counts, verdict_counts
from gouji.render.wording import FORMS, LABELS, OUTCOMES, PAGE, SEVERITIES, VERDICTS, word
from gouji.render.workbook.book import Look, Sheet
from gouji.render.workbook.sheets import FILLS, Forms
from gouji.render.workbook.words import CHECKS, CLAIMS, TEXTS, at
from gouji.serial import AUDIT_SCHEMA

_LEDGER = (
    "figures", "claims", "nonclaims", "linkable", "linked", "verified", "self_supported", "unverifiable",
    "reasons_required", "reasons_given",
)  # fmt: skip
_WIDTHS = (26, 34, 16, 16, 46)
_STATE_FILLS = {"doubtful": FILLS["finding"], "missing": FILLS["contradicted"]}
_HEAD, _PLAIN = Look("head"), Look("plain")


class Overview:
    """Writes the sheet from the top down."""

    def __init__(self, sheet: Sheet, audit: Audit, lang: str) -> None:
        self._sheet, self._audit, self._lang, self._row = sheet, audit, lang, 0

    def write(self, shown: Forms, sheets: dict[str, Sheet], counts: Mapping[str, Counter[bool]]) -> None:
        """All parts; ``shown`` has the sheets of the forms, ``sheets`` the lists by their keys.

        ``counts`` has how many recomputed rows of a list agree and how many do not.
        """
        self._sheet.widths(_WIDTHS)
        self._sheet.text(0, 0, report_title(self._audit.report, self._lang), Look("title"))
        self._row = 2
        self._about()
        self._counts()
        self._live(sheets, counts)
        self._forms(shown)
        self._notes()

    def _about(self) -> None:
        report = self._audit.report
        for source in report.sources:
            pages = f"{source.pages}{word(labels_of(report), 'pages', self._lang)}" if source.pages else ""
            self._line(self._label("file"), f"{source.name} {pages}".strip())
            self._line(word(TEXTS, "sha256", self._lang), source.sha256)
        self._line(self._label("unit"), report.unit)
        self._line(self._label("read"), report.engine)
        self._line(word(TEXTS, "made_by", self._lang), f"gouji（{AUDIT_SCHEMA}）")
        self._row += 1

    def _counts(self) -> None:
        coverage = self._audit.coverage
        self._title(self._label("coverage"))
        for key in _LEDGER:
            self._count(self._label(key), getattr(coverage, key))
        self._row += 1
        self._title(self._label("verdicts"))
        for name, count in verdict_counts(self._audit).items():
            self._count(word(VERDICTS, name, self._lang), count, FILLS[name])
        self._row += 1
        self._title(self._label("checks"))
        for outcome, count in outcome_counts(self._audit).items():
            self._count(word(OUTCOMES, outcome, self._lang), count)
        self._row += 1
        self._title(word(PAGE, "findings", self._lang))
        severities = Counter(finding.severity for finding in self._audit.findings)
        for severity in SEVERITY_ORDER:
            self._count(word(SEVERITIES, severity, self._lang), severities[severity])
        self._row += 1

    def _live(self, sheets: dict[str, Sheet], counts: Mapping[str, Counter[bool]]) -> None:
        """How many recomputed rows agree and differ, counted by the workbook itself."""
        self._title(word(TEXTS, "recomputed", self._lang))
        rows = (("claims", CLAIMS, "recomputed_counts"), ("checks", CHECKS, "checked_counts"))
        for key, columns, words in rows:
            self._sheet.text(self._row, 0, word(TEXTS, words, self._lang))
            top, bottom = (sheets[key].place(row, at(columns, "result")) for row in (1, self._last(key)))
            area = f"{top}:{bottom.rpartition('!')[2]}"
            for column, name in ((1, "agree"), (2, "differ")):
                told = word(TEXTS, name, self._lang)
                held = Decimal(counts[key][name == "agree"])
                self._sheet.formula(self._row, column, f'COUNTIF({area},"{told}")', held, Look(digits="0"))
            self._row += 1
        self._sheet.text(self._row, 0, word(TEXTS, "live", self._lang), Look("note"))
        self._row += 2

    def _last(self, key: str) -> int:
        return max(1, len(self._audit.claims if key == "claims" else self._audit.checks))

    def _forms(self, shown: Forms) -> None:
        for column, name in enumerate(("form", "title", "state", "pages_of", "sheet")):
            self._sheet.text(self._row, column, word(TEXTS, name, self._lang), _HEAD)
        self._row += 1
        for form in forms(self._audit.report):
            tables = form.tables or (None,)
            for table in tables:
                self._sheet.text(self._row, 0, form.id)
                title = table.title if table else word(FORMS, form.id, self._lang)
                self._sheet.text(self._row, 1, title)
                state = Look(fill=_STATE_FILLS.get(form.state))
                self._sheet.text(self._row, 2, self._label(form.state), state)
                self._sheet.text(self._row, 3, "、".join(map(str, table.pages)) if table else None)
                self._to(shown.sheets.get(table.id) if table else None)
                self._row += 1
        self._row += 1

    def _to(self, sheet: str | None) -> None:
        if sheet is None:
            self._sheet.text(self._row, 4, None)
        else:
            quoted = sheet.replace("'", "''")
            self._sheet.link(self._row, 4, f"'{quoted}'!A1", sheet)

    def _notes(self) -> None:
        if not self._audit.report.notes:
            return
        self._title(self._label("notes"))
        for note in self._audit.report.notes:
            page = self._label("page").format(note.page) if note.page is not None else None
            self._line(page, note.message)

    def _title(self, text: str) -> None:
        self._sheet.merged((self._row, self._row), (0, 1), text, _HEAD)
        self._row += 1

    def _line(self, name: str | None, text: str | None) -> None:
        self._sheet.text(self._row, 0, name)
        self._sheet.text(self._row, 1, text)
        self._row += 1

    def _count(self, name: str, count: int, fill: str | None = None) -> None:
        self._sheet.text(self._row, 0, name, Look(fill=fill))
        self._sheet.number(self._row, 1, count)
        self._row += 1

    def _label(self, key: str) -> str:
        return word(LABELS, key, self._lang)
