"""`python -m tests.bench.claims FILE...`: `extract` beside `jieba.lcut` for the same text, and where its time goes.

Both run in this one warm process, in turn; the least processor time of some rounds counts. A text shorter than
`CHARACTERS` is read as many times over as make it that long: the explanation part of a report of 70 pages.
"""

from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import jieba
from gouji import accounts
from gouji.extract import cues, extract, passes
from gouji.extract.contexts import contexts
from gouji.extract.layout import plain, squeezed
from gouji.extract.passes import State
from gouji.extract.subjects import Accounts
from gouji.model import Report
from gouji.quantity import find
from gouji.read import read

from tests.bench.reading import least

SAMPLE = Path(__file__).parents[2] / "corpora/samples/sample-clean.txt"
TARGET = 4.0
CHARACTERS = 20_000


def narrative(report: Report) -> list[str]:
    """The paragraphs of the explanation part."""
    return [paragraph.text for paragraph, _ in contexts(report)]


def parts(report: Report, texts: Sequence[str]) -> dict[str, Callable[[], object]]:
    """The steps of `extract`, each to be run alone over all paragraphs."""
    known = Accounts(accounts.chart(report))
    folded = [plain(text) for text in texts]
    states = [State(text, context, known) for text, (_, context) in zip(texts, contexts(report), strict=True)]
    for state in states:
        passes.amounts(state)
        passes.mentions(state)

    def frames() -> None:
        for state in states:
            passes.claims(state)

    return {
        "chart of accounts": lambda: Accounts(accounts.chart(report)),
        "contexts": lambda: list(contexts(report)),
        "layout": lambda: [(plain(text), squeezed(text)) for text in texts],
        "figures": lambda: [find(text) for text in texts],
        "accounts": lambda: [known.mentions(text, accounts.paths(text)) for text in folded],
        "comparisons": lambda: [cues.comparators(text) for text in folded],
        "frames and claims": frames,
    }


def measure(path: Path, rounds: int) -> bool:
    """Print the ratio and the shares of one report; whether the ratio is within the target."""
    report = read(path, ocr="none")
    texts = narrative(report)
    length = sum(map(len, texts))
    times = max(1, -(-CHARACTERS // max(length, 1)))

    def over(task: Callable[[], object]) -> Callable[[], object]:
        return lambda: [task() for _ in range(times)]

    steps = parts(report, texts)
    tasks = [lambda: [jieba.lcut(text) for text in texts], lambda: extract(report), *steps.values()]
    for task in tasks:
        task()
    words, whole, *each = least([over(task) for task in tasks], rounds)
    ratio = whole / words
    print(
        f"{path.stem}: {length} characters, {times} times; jieba.lcut {words * 1000:.0f} ms,"
        f" extract {whole * 1000:.0f} ms, ratio {ratio:.2f} (target {TARGET:.1f}),"
        f" {length * times / whole:,.0f} characters a second"
    )
    for name, taken in zip(steps, each, strict=True):
        print(f"    {name:20} {taken / words:6.2f} x jieba.lcut {taken / whole:6.0%}")
    rest = whole - sum(each)
    print(f"    {'reasons, assembly':20} {rest / words:6.2f} x jieba.lcut {rest / whole:6.0%}")
    return ratio <= TARGET


def main() -> None:
    """Measure each file; exit status 1 when one is over the target."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="*", type=Path, default=[SAMPLE])
    parser.add_argument("--rounds", type=int, default=9)
    given = parser.parse_args()
    jieba.setLogLevel(logging.ERROR)
    jieba.initialize()
    good = [measure(path, given.rounds) for path in given.files]
    sys.exit(0 if all(good) else 1)


if __name__ == "__main__":
    main()
