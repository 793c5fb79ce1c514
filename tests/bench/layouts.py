"""`python -m tests.bench.layouts`: a report without errors in the layouts of real files: what is still read of it?

For each layout: the share of the truth's claims that are extracted and linked as on the clean report of the same
format, and the errors and warnings that the layout alone raises; there should be none.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import gouji
from gouji.model import Audit, Finding

from corpora.ledger.document import Document
from corpora.ledger.fonts import FontMissing
from corpora.ledger.layouts import CLEAN, LAYOUTS, Layout, plain
from corpora.ledger.truth import figures
from tests.bench.injection import documents

TARGET = 0.98
# layouts that cost claims or raise errors today: name → why; an entry goes when its layout is read well
KNOWN_GAPS: dict[str, str] = {
    "tail-first": "in plain text only the order of the lines tells which is the first; a PDF is read by its geometry",
    "marks-alone": "a line that ends before （项） is taken for a heading, and its figures for those of the section",
    "figures-above": "rows of figures without labels and of labels without figures are not joined",
    "lost-spans": "a head row with fewer cells than columns is filled from the left, not below its groups",
    "flattened": "tables of one cell a line are not rebuilt; the forms count as missing",
}
SEEDS = range(500, 503)


def audited(layout: Layout, document: Document) -> Audit:
    """The audit of a report in a layout."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"report{layout.suffix}"
        path.write_bytes(layout.write(document))
        return gouji.audit(path)


def understood(document: Document, audit: Audit) -> Counter[tuple[object, ...]]:
    """The truth's claims as an audit has them: the figure, what it is said to be, and the cell it is linked to."""
    true = {(plain(str(f["section"])), plain(str(f["text"]))) for f in figures(document) if "kind" in f}
    home = {sentence.id: sentence.section for sentence in audit.sentences}
    title = {section.id: plain(f"{section.number}{section.title}") for section in audit.report.sections}
    links = {link.claim: link for link in audit.links}
    cells = {cell.id: (table.form, cell) for table in audit.report.tables for cell in table.cells}
    found: Counter[tuple[object, ...]] = Counter()
    for claim in audit.claims:
        place = title.get(home[claim.sentence] or "", "")
        if (place, plain(claim.text)) not in true:
            continue
        link = links[claim.id]
        named = tuple(
            (cells[name][0], plain(cells[name][1].row_code or cells[name][1].row)) for name in link.cells
        )
        found[
            place,
            plain(claim.text),
            claim.kind,
            claim.subject,
            claim.measure,
            claim.basis,
            link.status,
            named,
        ] += 1
    return found


def raised(clean: Audit, audit: Audit) -> list[Finding]:
    """The errors and warnings that a layout alone raises."""
    known = {(finding.code, plain(finding.message)) for finding in clean.findings}
    new = (f for f in audit.findings if (f.code, plain(f.message)) not in known)
    return [finding for finding in new if finding.severity != "notice"]


def kept(clean: Counter[tuple[object, ...]], other: Counter[tuple[object, ...]]) -> tuple[int, int]:
    """How many claims of a clean report are there again, and how many there are."""
    return (clean & other).total(), clean.total()


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints a line a layout; exit status 1 where an unknown gap costs claims or raises an error."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, nargs=2, default=(SEEDS.start, SEEDS.stop))
    parser.add_argument("--layout", action="append", help="only these")
    options = parser.parse_args(arguments)
    chosen = [each for each in LAYOUTS if not options.layout or each.name in options.layout]
    good = [_line(each, (d for _, d in documents(range(*options.seeds)))) for each in chosen]
    sys.exit(0 if all(good) else 1)


def _line(layout: Layout, reports: Iterable[Document]) -> bool:
    same = whole = 0
    codes: Counter[str] = Counter()
    try:
        for document in reports:
            clean, audit = audited(CLEAN[layout.suffix], document), audited(layout, document)
            again, there = kept(understood(document, clean), understood(document, audit))
            same, whole = same + again, whole + there
            codes.update(f"{finding.severity} {finding.code}" for finding in raised(clean, audit))
    except FontMissing as missing:
        print(f"{layout.name:<18}{layout.what}：{missing}")
        return True
    share = same / whole if whole else 0.0
    told = "、".join(f"{code}×{count}" for code, count in codes.most_common()) or "无"
    print(f"{layout.name:<18}{same:>5}/{whole:<5}{share:6.1%}  {layout.what}；新增：{told}", flush=True)
    good = share >= TARGET and not any(code.startswith("error") for code in codes)
    if good and layout.name in KNOWN_GAPS:
        print(f"    不再是已知的缺口：{KNOWN_GAPS[layout.name]}")
    return good or layout.name in KNOWN_GAPS


if __name__ == "__main__":
    main()
