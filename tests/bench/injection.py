"""`python -m tests.bench.injection`: planted errors in generated reports: found, at the right claim, rightly explained?

Reports come from linked ledgers (`corpora.ledger`), one error of one kind in each; what is planted, where, and what
would be right is known from the ledger. Beside them the same reports without an error: what is raised there is false.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

import gouji
from gouji.model import Audit, Finding

from corpora.ledger.document import Document, compose
from corpora.ledger.errors import Planted
from corpora.ledger.families import FAMILIES
from corpora.ledger.injectors import Injector
from corpora.ledger.invent import invent
from corpora.ledger.kinds import ALL_INJECTORS
from corpora.ledger.text import to_text

TARGETS = {"found": 0.97, "diagnosed": 0.90}
SEEDS = range(500, 506)


def documents(
    seeds: Sequence[int], families: Sequence[str] = tuple(FAMILIES)
) -> Iterator[tuple[str, Document]]:
    """A report for each seed and family, the departments in turn."""
    for family in families:
        for seed in seeds:
            yield family, compose(invent(seed, family), seed)


def planted_in(document: Document, injector: Injector) -> tuple[Document, Planted] | None:
    """The document with the error, or None where its template has no place for it or nothing changed."""
    try:
        planted, entry = injector(document)
    except (LookupError, StopIteration):
        return None
    return None if to_text(planted) == to_text(document) else (planted, entry)


def audited(document: Document) -> Audit:
    """The audit of a generated report."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report.txt"
        path.write_text(to_text(document), "utf-8")
        return gouji.audit(path)


def hit(audit: Audit, entry: Planted) -> Finding | None:
    """The finding that tells a planted error: its code, at its words or its cell."""
    codes = {entry.code, *entry.accepted}
    for finding in audit.findings:
        if finding.code in codes and _there(audit, finding, entry):
            return finding
    return None


def _there(audit: Audit, finding: Finding, entry: Planted) -> bool:
    if entry.cell:
        cells = {c.id: c.text for t in audit.report.tables for c in t.cells}
        return any(cells.get(name) in entry.said for name in finding.cells)
    own = {s.id: s.text for s in audit.sentences}
    texts = {c.id: c.text for c in audit.claims}
    words = [finding.said or "", finding.message, *(texts[c] for c in finding.claims if c in texts)]
    place = own.get(finding.sentence or "", "")
    near = any(sentence and (place in sentence or sentence in place) for sentence in entry.sentences)
    return near or any(said and any(said in word for word in words) for said in entry.said)


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints a table by kind and the figures on clean reports; exit status 1 where a target is not met."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, nargs=2, default=(SEEDS.start, SEEDS.stop))
    parser.add_argument("--families", nargs="+", choices=tuple(FAMILIES), default=tuple(FAMILIES))
    options = parser.parse_args(arguments)
    made: Counter[str] = Counter()
    found: Counter[str] = Counter()
    told: Counter[str] = Counter()
    named: Counter[str] = Counter()
    false: defaultdict[str, Counter[str]] = defaultdict(Counter)
    reports: Counter[str] = Counter()
    for family, document in documents(range(*options.seeds), options.families):
        reports[family] += 1
        false[family].update(f.severity for f in audited(document).findings)
        for injector in ALL_INJECTORS:
            made_wrong = planted_in(document, injector)
            if made_wrong is None:
                continue
            planted, entry = made_wrong
            finding = hit(audited(planted), entry)
            made[entry.id] += 1
            found[entry.id] += finding is not None
            if entry.diagnosis not in {"", "unknown"}:
                named[entry.id] += 1
                told[entry.id] += finding is not None and entry.diagnosis in {
                    d.hypothesis for d in finding.diagnosis
                }
    print(f"{'':<26}{'找到':>8}{'判明':>8}")
    for name, total in made.items():
        print(f"{name:<26}{found[name]:>5}/{total:<4}{told[name]:>4}/{named[name]}")
    total, all_named = made.total(), named.total()
    print(f"{'合计':<24}{found.total():>5}/{total:<4}{told.total():>4}/{all_named}", end="  ")
    print(f"{found.total() / total:.3f} {told.total() / all_named:.3f}")
    for family, severities in false.items():
        print(f"无错误的报告（{family}，{reports[family]} 份）：{dict(severities)}")
    reached = found.total() >= TARGETS["found"] * total and told.total() >= TARGETS["diagnosed"] * all_named
    sys.exit(not reached or any(severities["error"] for severities in false.values()))


if __name__ == "__main__":
    main()
