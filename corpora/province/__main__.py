"""`python -m corpora.province OUT` writes a province: Report JSON, PDFs for a sample, and the truth."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from corpora.ledger.fonts import FontMissing, font_path
from corpora.province.department import Plan
from corpora.province.names import MOST
from corpora.province.planting import RATES
from corpora.province.rates import Rates
from corpora.province.writing import Order, sample, write

_STEP = 500


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m corpora.province", description=__doc__)
    parser.add_argument("out", type=Path, metavar="OUT", help="folder to write into")
    parser.add_argument("--departments", type=int, default=2000)
    parser.add_argument("--years", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first-year", type=int, default=2019)
    parser.add_argument("--pdfs", type=int, default=0, help="so many reports also as PDF (needs a font)")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument(
        "--errors", type=float, default=1.0, help="times the rates of planted errors; 0 plants none"
    )
    parser.add_argument("--restated", type=float, default=0.0, help="share of reports that restate last year")
    options = parser.parse_args(arguments)
    most = 1 / max(RATES.values())
    if not 1 <= options.departments <= MOST or options.years < 1 or options.workers < 1 or options.pdfs < 0:
        parser.error(f"1 to {MOST} departments, at least one year and one worker")
    if not 0 <= options.errors <= most or not 0 <= options.restated <= 1:
        parser.error(f"--errors from 0 to {most:.1f}, --restated from 0 to 1")
    return options


def main(arguments: Sequence[str] | None = None) -> int:
    """Write everything; progress and the rate on standard error."""
    options = _options(arguments)
    errors = {name: round(rate * options.errors, 6) for name, rate in RATES.items()}
    plan = Plan(options.seed, options.years, options.first_year, Rates(errors, options.restated))
    wanted = options.pdfs
    try:
        if wanted:
            font_path()
    except FontMissing as problem:
        sys.stderr.write(f"no PDFs: {problem}\n")
        wanted = 0
    order = Order(options.out, plan, sample(plan, options.departments, wanted))
    start = time.perf_counter()
    done = told = 0
    for done in write(order, options.departments, options.workers):
        if done - told >= _STEP:
            told = done
            sys.stderr.write(f"{done} reports, {done / (time.perf_counter() - start):.1f} a second\n")
    seconds = time.perf_counter() - start
    sys.stderr.write(
        f"{done} reports and {len(order.pdfs)} PDFs in {seconds:.0f} s, {done / seconds:.1f} a second\n"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
