"""`python -m tests.bench.reported REPORT...`: errors of each kind planted in real reports: found and rightly explained?

A report is a file, a folder of its parts, or Report JSON. `planting` says what is changed; an error is found where a
finding with one of its codes is raised that was not there before, at its paragraph or cell.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import gouji
from gouji.model import Audit, Finding
from gouji.read import read

from tests.bench.injection import TARGETS
from tests.bench.planting import PLANTS, Made, Seen

MOST = 6


def hit(before: Audit, after: Audit, made: Made) -> Finding | None:
    """The new finding that tells a planted error."""
    known = {(f.code, f.message) for f in before.findings}
    paragraph = {s.id: s.paragraph for s in after.sentences}
    owner = {c.id: paragraph[c.sentence] for c in after.claims}
    for finding in after.findings:
        if finding.code not in made.codes or (finding.code, finding.message) in known:
            continue
        places = {paragraph.get(finding.sentence or ""), *(owner.get(c) for c in finding.claims)}
        anywhere = not made.paragraph and not made.cells
        if anywhere or made.paragraph in places or made.cells & set(finding.cells):
            return finding
    return None


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints a table by kind; exit status 1 where a target is not met."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("reports", nargs="+", type=Path)
    parser.add_argument("--most", type=int, default=MOST, help="errors of a kind a report")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--missed", action="store_true", help="print what was not found")
    options = parser.parse_args(arguments)
    made: Counter[str] = Counter()
    found: Counter[str] = Counter()
    named: Counter[str] = Counter()
    told: Counter[str] = Counter()
    for path in options.reports:
        report = read(sorted(path.iterdir()) if path.is_dir() else [path])
        before = gouji.audit(report)
        for name, plant in PLANTS.items():
            each = list(plant(Seen(before)))
            for one in random.Random(options.seed).sample(each, min(options.most, len(each))):
                finding = hit(before, gouji.audit(one.report), one)
                made[name] += 1
                found[name] += finding is not None
                if one.diagnosis:
                    named[name] += 1
                    told[name] += finding is not None and one.diagnosis in {
                        d.hypothesis for d in finding.diagnosis
                    }
                if options.missed and finding is None:
                    new = {p.id: p.text for p in one.report.paragraphs}
                    print(
                        f"{path.stem} {name}：{new.get(one.paragraph, '')[:160]} {sorted(one.cells)}",
                        flush=True,
                    )
    for name, total in made.items():
        print(f"{name:<22}{found[name]:>5}/{total:<5}{told[name]:>4}/{named[name]}")
    total, all_named = made.total(), named.total()
    print(f"{'合计':<20}{found.total():>5}/{total:<5}{told.total():>4}/{all_named}", end="  ")
    print(f"{found.total() / max(total, 1):.3f} {told.total() / max(all_named, 1):.3f}")
    reached = found.total() >= TARGETS["found"] * total and told.total() >= TARGETS["diagnosed"] * all_named
    sys.exit(not reached)


if __name__ == "__main__":
    main()
