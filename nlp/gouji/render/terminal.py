"""The summary of an audit on a terminal: what was read, what was covered, and the gravest findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.console import Console

from gouji.model import Audit, Finding, Note, Source
from gouji.render import lookup as of
from gouji.render.columns import Printer, around
from gouji.render.figures import (
    cell_text,
    diagnoses,
    expressions,
    place,
    report_title,
    said_computed_implied,
)
from gouji.render.leaves import labels_of
from gouji.render.titles import about_figures, finding_title
from gouji.render.wording import (
    FORMS,
    LABELS,
    OUTCOMES,
    PAGE,
    SEVERITIES,
    VERDICTS,
    Words,
    word,
)

_STYLES = {"error": "bold red", "warning": "yellow", "notice": "cyan"}
_MARKS = {"found": "✓", "doubtful": "?", "missing": "×"}
_FIELDS = ("coverage", "attachments", "checks", "sentence", "computed", "diagnosis")
_FIGURES = ("figures", "claims", "nonclaims")
_LINKS = ("linkable", "linked", "verified", "self_supported", "unverifiable")
_REASONS = ("reasons_required", "reasons_given")
_INDENT = 3
_LABEL_GAP = 2
_SENTENCE_LINES = 2
_NOTES = 3
_FORMS_A_LINE = 5
_CELLS = 3


def summary(audit: Audit, console: Console, *, lang: str = "zh", most: int = 8) -> None:
    """Print a summary of an audit.

    Args:
        audit: what to show.
        console: where to print; its width, colour and encoding are respected.
        lang: "zh" or "en".
        most: how many causes to list, the gravest first.
    """
    printer = Printer(console, _LABEL_GAP + max(cell_len(word(LABELS, key, lang)) for key in _FIELDS))
    page = _Summary(audit, of.look_up(audit), printer, lang)
    page.head()
    printer.line()
    page.coverage()
    printer.line()
    page.findings(most)


@dataclass(frozen=True, slots=True)
class _Summary:
    audit: Audit
    lookup: of.Lookup
    printer: Printer
    lang: str

    def head(self) -> None:
        report = self.audit.report
        self.printer.line(report_title(report, self.lang), "bold")
        self.field("file", *map(self.source, report.sources))
        unit = f"{self.label('unit')} {report.unit}" if report.unit else None
        self.field("read", joined([report.engine, unit]))
        self.forms()
        self.field("notes", *limited([self.note(note) for note in report.notes], _NOTES), style="yellow")

    def forms(self) -> None:
        """All forms with their marks, then the names of those that are not simply there."""
        forms = of.forms(self.audit.report)
        marked = [f"{_MARKS[form.state]} {form.id}" for form in forms]
        rows = (marked[first : first + _FORMS_A_LINE] for first in range(0, len(marked), _FORMS_A_LINE))
        self.field("forms", *("  ".join(row) for row in rows))
        for form in forms:
            if form.state != "found":
                name = word(FORMS, form.id, self.lang)
                self.printer.field(
                    "", f"{_MARKS[form.state]} {form.id} {name} · {self.label(form.state)}", style="yellow"
                )

    def coverage(self) -> None:
        """The ledger of the explanation part, and the verdicts."""
        ledger = self.audit.coverage
        self.field("coverage", self.ledger(_FIGURES), self.ledger(_LINKS))
        attached = ledger.attachments
        counts = [f"{self.label(key)} {attached[key]}" for key in _FIGURES if key in attached]
        self.field("attachments", joined(counts) if attached.get("figures") else None)
        verdicts = of.verdict_counts(self.audit)
        style = _STYLES["error"] if verdicts["contradicted"] else ""
        self.field("verdicts", self.counted(VERDICTS, verdicts), style=style)
        self.field("reasons", self.ledger(_REASONS))
        self.field("checks", self.counted(OUTCOMES, of.outcome_counts(self.audit)))

    def findings(self, most: int) -> None:
        """The gravest causes, each with what follows from it."""
        groups = of.groups(self.audit.findings)
        if not groups:
            self.printer.line(self.label("none_found"))
            return
        counts = Counter(finding.severity for finding in self.audit.findings)
        severities = joined(
            f"{word(SEVERITIES, name, self.lang)} {counts[name]}" for name in of.SEVERITY_ORDER
        )
        shown = min(most, len(groups))
        self.printer.line(self.label("findings_line").format(severities, len(groups), shown), "bold")
        for number, group in enumerate(groups[:shown], 1):
            self.printer.line()
            self.group(number, group)
        if shown < len(groups):
            self.printer.line()
            self.printer.line(self.label("rest"))

    def group(self, number: int, group: of.Group) -> None:
        """One cause: heading, message, place, figures, diagnosis, followers."""
        finding = group.head.finding
        severity = word(SEVERITIES, group.severity, self.lang)
        page = of.page_of(finding, self.lookup)
        where = self.label("page").format(page) if page is not None else None
        heading = f"{number}. [{severity}] {finding_title(finding.code, self.lang)}"
        self.printer.line(joined([heading, finding.code, where]), _STYLES[group.severity])
        self.printer.line(finding.message, indent=_INDENT)
        self.text(finding)
        named = [self.cell(cell) for cell in of.settling_cells(finding, self.lookup)]
        self.field("cell", *limited(named, _CELLS), indent=_INDENT)
        figures = said_computed_implied(finding, self.lookup)
        said = "printed" if finding.code.startswith("table.") else "said"
        for key, figure in zip((said, "computed", "implied"), figures, strict=True):
            self.field(key, figure, indent=_INDENT)
        derived = expressions(finding, self.lookup, self.lang) if about_figures(finding.code) else []
        self.field("expression", *limited(derived, _CELLS), indent=_INDENT)
        for name, implied, where in diagnoses(finding, self.lookup, self.lang):
            right = (
                f"{self.label('implied')} {implied}" if implied and not same(implied, figures[-1]) else None
            )
            self.field("diagnosis", joined([name, right, where]), indent=_INDENT)
        followers = Counter(one.finding.code for one in group.followers)
        names = [f"{finding_title(code, self.lang)} ×{count}" for code, count in followers.items()]
        self.field("followers", joined(names), indent=_INDENT)

    def text(self, finding: Finding) -> None:
        """The section and the sentence of a finding, cut around the figure it is about."""
        sentence = of.sentence_of(finding, self.lookup)
        if sentence is None:
            return
        section = self.lookup.sections.get(sentence.section or "")
        if section:
            self.field("section", f"{section.number}{section.title}", indent=_INDENT)
        claims = (self.lookup.claims[claim] for claim in finding.claims if claim in self.lookup.claims)
        claim = next((claim for claim in claims if claim.sentence == sentence.id), None)
        start, end = (claim.start - sentence.start, claim.end - sentence.start) if claim else (0, 0)
        width = self.printer.room(_INDENT) * _SENTENCE_LINES - len("……")
        self.field("sentence", around(sentence.text, start, end, width), indent=_INDENT)

    def cell(self, cell: str) -> str:
        """A cell in words, with what it prints."""
        table, held = self.lookup.cells[cell]
        where = f"{table.form or table.title} {place(held)}"
        return word(PAGE, "is", self.lang).format(where, cell_text(held, self.lang))

    def source(self, source: Source) -> str:
        """A file with its pages, where it has any."""
        pages = f"{source.pages} {self.label('pages')}" if source.pages is not None else None
        return joined([source.name, pages])

    def note(self, note: Note) -> str:
        """What could not be read, with its page."""
        where = self.label("page").format(note.page) if note.page is not None else None
        return joined([note.message, where])

    def ledger(self, keys: Iterable[str]) -> str:
        """Entries of the ledger with their names."""
        return joined(f"{self.label(key)} {getattr(self.audit.coverage, key)}" for key in keys)

    def counted(self, words: Words, counts: Mapping[str, int]) -> str:
        """Counts under their names."""
        return joined(f"{word(words, name, self.lang)} {count}" for name, count in counts.items())

    def field(self, key: str, *texts: str | None, style: str = "", indent: int = 0) -> None:
        """A field under its name in the language of the summary."""
        self.printer.field(self.label(key), *texts, style=style, indent=indent)

    def label(self, key: str) -> str:
        """The name of a field."""
        return word(labels_of(self.audit.report), key, self.lang)


def joined(parts: Iterable[str | None]) -> str:
    """Parts side by side, those left out that are empty."""
    return " · ".join(part for part in parts if part)


def same(figure: str, other: str | None) -> bool:
    """Whether two figures are printed alike but for their separators."""
    return other is not None and figure.replace(",", "") == other.replace(",", "")


def limited(texts: Sequence[str], most: int) -> Sequence[str]:
    """The first texts, with a mark where some are left out."""
    return texts if len(texts) <= most else [*texts[:most], "…"]
