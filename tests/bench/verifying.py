"""`python -m tests.bench.verifying FILE...`: linking and verifying a report beside reading it with pdfium.

All in this one warm process, in turn; the least processor time of some rounds counts.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from gouji.classify import classify
from gouji.classify.model import shipped
from gouji.extract import extract
from gouji.link import link
from gouji.read import read
from gouji.verify import verify

from tests.bench.reading import least

SAMPLE = Path(__file__).parents[2] / "corpora/samples/sample-clean.pdf"
TARGET = 0.5
ROUNDS = 3


def ratio(path: Path) -> float:
    """What linking and verifying take, as a part of what reading takes; prints the three times."""
    report = read(path, engine="pdfium")
    found = extract(report)
    reasons = classify(found.reasons, found.claims, trained=shipped())
    links = link(report, found.sentences, found.claims)
    reading, linking, verifying = least(
        [
            lambda: read(path, engine="pdfium"),
            lambda: link(report, found.sentences, found.claims),
            lambda: verify(report, found, reasons, links),
        ],
        ROUNDS,
    )
    part = (linking + verifying) / reading
    print(
        f"{path.stem}：读取 {reading:.2f} 秒，对应 {linking:.2f} 秒，核实 {verifying:.2f} 秒，{part:.2f} 倍（上限 {TARGET:g}）"
    )
    return part


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints a line a report; exit status 1 where one is over the target."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, default=[SAMPLE])
    parts = [ratio(path) for path in parser.parse_args(arguments).files]
    sys.exit(max(parts) > TARGET)


if __name__ == "__main__":
    main()
