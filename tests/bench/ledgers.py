"""`python -m tests.bench.ledgers`: claims of generated reports against what their ledger meant, by template family.

For every figure of the truth: was it claimed (or left, where it states nothing), with its kind and value, and was the
claim linked to a cell that holds it? Beside that, what the audit raised: the reports are clean, so all of it is false.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from gouji.model import Audit, Claim

from corpora.ledger.document import Document, compose
from corpora.ledger.families import FAMILIES
from corpora.ledger.invent import invent
from corpora.ledger.truth import figures
from tests.bench.injection import audited

SEEDS = range(700, 706)
STATED = ("level", "count", "score", "none")
Entry = dict[str, Any]
Place = tuple[str, int]


class Reading:
    """An audit by places: the claims and the other figures of each paragraph, the cells of each claim."""

    def __init__(self, audit: Audit) -> None:
        texts = {p.id: p.text for p in audit.report.paragraphs}
        paragraph = {s.id: texts[s.paragraph] for s in audit.sentences}
        self.claims: defaultdict[str, list[Claim]] = defaultdict(list)
        for claim in audit.claims:
            self.claims[paragraph[claim.sentence]].append(claim)
        self.others = {(paragraph[n.sentence], n.start): n.why for n in audit.nonclaims}
        held = {c.id: (_form(t.form), _amount(c.text)) for t in audit.report.tables for c in t.cells}
        self.cells = {link.claim: {held[name] for name in link.cells if name in held} for link in audit.links}

    def at(self, entry: Entry) -> list[Claim]:
        """The claims at the place of a figure, or over a statement without one."""
        claims = self.claims[entry["paragraph"]]
        if entry["value"] is not None:
            return [c for c in claims if c.start == entry["start"]]
        same = [c for c in claims if c.kind == entry["kind"]]
        return [c for c in same if c.start < entry["end"] and entry["start"] < c.end]


def _form(name: str | None) -> str:
    return (name or "").split("/")[0].replace("绩效自评汇总", "绩效自评")


def _amount(text: str) -> str:
    return text.replace(",", "") or "0.00"


def _wanted(entry: Entry) -> set[tuple[str, str]]:
    """The cells that state a figure; what is compared with a year that no form holds has none."""
    cells = entry["cells"] if entry["kind"] in STATED else []
    return {(_form(form), _amount(text)) for form, _, _, text in cells}


def verdicts(document: Document, audit: Audit) -> Iterator[tuple[str, Entry]]:
    """One word a figure of the truth: what became of it."""
    reading = Reading(audit)
    for raw in figures(document):
        entry: Entry = dict(raw)
        if "why" in entry:
            place: Place = (entry["paragraph"], entry["start"])
            yield ("left" if reading.others.get(place) == entry["why"] else "not_left"), entry
            continue
        claims = reading.at(entry)
        if not claims:
            yield "unread", entry
            continue
        wanted = _wanted(entry)
        best = max(claims, key=lambda c: (bool(wanted & reading.cells[c.id]), c.subject == entry["subject"]))
        value = None if entry["value"] is None else Decimal(entry["value"])
        if best.kind != entry["kind"] or best.value != value:
            yield "misread", entry
        elif not wanted:
            yield "read", entry
        else:
            cells = reading.cells[best.id]
            yield ("linked" if wanted & cells else "wrong" if cells else "unlinked"), entry


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, nargs=2, default=(SEEDS.start, SEEDS.stop))
    parser.add_argument("--families", nargs="+", choices=tuple(FAMILIES), default=tuple(FAMILIES))
    parser.add_argument("--show", action="store_true", help="print every figure that was not understood")
    options = parser.parse_args(arguments)
    head = ("数字", "未读", "误读", "有格", "连对", "连错", "未连", "非陈述误认", "错误", "警告", "提示")
    print(f"{'':<17}" + "".join(f"{name:>6}" for name in head))
    for family in options.families:
        seen: Counter[str] = Counter()
        raised: Counter[str] = Counter()
        for seed in range(*options.seeds):
            document = compose(invent(seed, family), seed)
            audit = audited(document)
            raised.update(f.severity for f in audit.findings)
            for word, entry in verdicts(document, audit):
                seen[word] += 1
                if options.show and word not in ("left", "read", "linked"):
                    print(f"  {seed} {word} {entry['text']} {entry.get('subject', '')}：{entry['paragraph']}")
        celled = seen["linked"] + seen["wrong"] + seen["unlinked"]
        row = (
            celled + seen["read"] + seen["unread"] + seen["misread"],
            seen["unread"],
            seen["misread"],
            celled,
            seen["linked"],
            seen["wrong"],
            seen["unlinked"],
            seen["not_left"],
            *(raised[name] for name in ("error", "warning", "notice")),
        )
        print(f"{family:<17}" + "".join(f"{number:>8}" for number in row))


if __name__ == "__main__":
    main()
