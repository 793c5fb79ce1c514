"""`python -m tests.bench.bulk [PATH...]`: what a bulk run does: rates, scaling, memory, poison, kills, queries.

PATH are folders with Report JSON and PDFs, as `python -m corpora.province` writes them, or globs. Without them it
makes its own reports. Rates are for a core, by wall clock and by processor time; the latter also holds where other
programs share the machine. Exit status 1 where something misses its aim.
"""

from __future__ import annotations

import argparse
import glob
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.bench.bulk_inputs import expanded, made
from tests.bench.bulk_safety import safety
from tests.bench.bulk_speed import asked, speed

PARTS = ("speed", "queries", "safety")


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the tables of the parts that are asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("paths", nargs="*")
    parser.add_argument(
        "--reports", type=int, default=2000, help="how many to make, and at most to read of PATH"
    )
    parser.add_argument("--pdfs", type=int, default=200, help="likewise")
    parser.add_argument("--distinct", type=int, default=40, help="ledgers to make them from")
    parser.add_argument(
        "--good", type=int, default=100, help="good reports among the poison and for the kills"
    )
    parser.add_argument("--bad", type=int, default=5, help="bad files of each kind")
    parser.add_argument("--kills", type=int, default=5)
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=PARTS)
    parser.add_argument("--store", type=Path, help="a store to ask, such as that of a whole province")
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as name:
        folder, well = Path(name), True
        given = (
            expanded(chosen.paths)
            if chosen.paths
            else made(folder / "in", chosen.reports, chosen.pdfs, chosen.distinct)
        )
        reports, pages = (
            _first(globs, most) for globs, most in zip(given, (chosen.reports, chosen.pdfs), strict=True)
        )
        store = chosen.store or folder / "out2"
        if "speed" in chosen.parts:
            well &= speed(reports, pages, folder)
        if "queries" in chosen.parts and (store / "tables").exists():
            asked(store)
        if "safety" in chosen.parts:
            well &= safety(reports[: chosen.good], folder, chosen.bad, chosen.kills)
    return 0 if well else 1


def _first(globs: Sequence[str], most: int) -> list[str]:
    """The files of some globs, at most so many."""
    return sorted({path for one in globs for path in glob.glob(one, recursive=True)})[:most]  # noqa: PTH207


if __name__ == "__main__":
    sys.exit(main())
