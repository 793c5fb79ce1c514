"""`python -m tests.bench.ranking`: weights learned from figures that are printed once, beside those set by hand.

Learned on generated reports of some families, measured on those of the others, and on the development reports with
tables. The weights of `gouji.link.score.Settings` are those that did better; a tie goes to the hand-set ones.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import gouji
from gouji import corpus
from gouji.extract import extract
from gouji.link.ranker import Example, accuracy, examples, learn
from gouji.link.score import Settings

from corpora.ledger.document import compose
from corpora.ledger.families import FAMILIES
from corpora.ledger.invent import invent
from corpora.ledger.text import to_text

GOLD = Path(__file__).resolve().parents[2] / "corpora" / "gold"


def generated(families: list[str], seeds: range) -> list[Example]:
    """The examples of generated reports."""
    found: list[Example] = []
    for family in families:
        for seed in seeds:
            with tempfile.TemporaryDirectory() as folder:
                path = Path(folder) / "report.txt"
                path.write_text(to_text(compose(invent(seed, family), seed)), "utf-8")
                report = gouji.read(path)
                found += examples(report, extract(report))
    return found


def written() -> list[Example]:
    """The examples of the development reports that have tables."""
    chosen = corpus.split(GOLD, "development")
    found: list[Example] = []
    for entry in corpus.load(GOLD):
        source = corpus.find_report(entry, GOLD) if entry.id in chosen else None
        if source is not None:
            report = gouji.read(source)
            found += examples(report, extract(report))
    return found


def main() -> None:
    """Prints the weights and what each set links rightly and wrongly."""
    names = list(FAMILIES)
    train, test = names[::2], names[1::2]
    learned = learn(generated(train, range(700, 706)))
    hand = Settings()
    weights = ("account", "scope", "measure", "section", "least")
    for label, settings in (("手设", hand), ("学得", learned)):
        print(label, "  ".join(f"{name} {getattr(settings, name)}" for name in weights))
    for label, found in (("其他模板", generated(test, range(710, 714))), ("开发集", written())):
        for name, settings in (("手设", hand), ("学得", learned)):
            right, wrong, whole = accuracy(found, settings)
            print(f"{label}  {name}：对 {right}，错 {wrong}，共 {whole}  {right / max(whole, 1):.4f}")


if __name__ == "__main__":
    main()
