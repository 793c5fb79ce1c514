"""`python -m tests.bench.typing`: typing reasons beside `jieba.lcut` for the same texts, and where its time goes.

Both run in this one warm process, in turn; the least processor time of some rounds counts. Typing is what
`gouji reasons` does with a line once it is read: causes, types, depth. The texts are those of the corpus, repeated
to `REASONS`. Causes that come again are typed once, as in reports, where stock phrases do; what a text costs the first
time is measured too, with everything remembered forgotten before each round.
"""

from __future__ import annotations

import itertools
import logging
from collections.abc import Sequence
from pathlib import Path

import jieba
from gouji import classify, quantity
from gouji.classify import dataset, depth, lines, themes
from gouji.classify.dataset import LabelledReason
from gouji.extract import factor_parts, factors
from gouji.extract.factors import split

from tests.bench.reading import least

CORPUS = Path(__file__).parents[2] / "corpora/reasons/reasons.jsonl"
REASONS = 10_000
ROUNDS = 3
TARGET = 3.0


def line(reason: LabelledReason) -> str:
    """A reason as `gouji reasons` reads it."""
    return f"{reason.subject}\t{reason.direction or ''}\t{reason.text}"


def forget() -> None:
    """Drops what is remembered of earlier texts."""
    for remembered in (
        factors._split,
        classify._typed,
        depth.boilerplate,
        quantity.find,
        themes.of,
        factor_parts.direction,
    ):
        remembered.cache_clear()


def anew(given: Sequence[str]) -> None:
    """Types all lines as if none had been seen."""
    forget()
    for each in given:
        lines.classify_line(each, split)


def main() -> None:
    """Prints the times and their ratios."""
    jieba.setLogLevel(logging.WARNING)
    own = dataset.load(CORPUS)
    reasons = list(itertools.islice(itertools.cycle(own), REASONS))
    texts, given = [reason.text for reason in reasons], [line(reason) for reason in reasons]
    once = [line(reason) for reason in own]
    jieba.lcut(texts[0])
    anew(given)
    cut, typed, cut_once, typed_once = least(
        [
            lambda: [jieba.lcut(text) for text in texts],
            lambda: [lines.classify_line(each, split) for each in given],
            lambda: [jieba.lcut(reason.text) for reason in own],
            lambda: anew(once),
        ],
        ROUNDS,
    )
    print(f"{len(texts)} 条原因（{len(own)} 条各不相同），{sum(map(len, texts))} 字")
    print(
        f"jieba.lcut {cut:.2f} 秒；分因素并判断类型 {typed:.2f} 秒，{typed / cut:.2f} 倍（上限 {TARGET:g}）"
    )
    print(f"每条都是初见：{typed_once / cut_once:.2f} 倍")


if __name__ == "__main__":
    main()
