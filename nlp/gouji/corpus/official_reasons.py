"""Reasons of the written reports of corpora/gold as rows of the data set of reasons, in the official wording of reports."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from gouji.classify.dataset import LabelledFactor, LabelledReason
from gouji.classify.depth import quantified
from gouji.corpus.gold import Gold, load
from gouji.vocabulary import Direction

_PLAIN = ("change", "change_rate", "comparison")


def labelled(folder: Path, reports: frozenset[str]) -> Iterator[LabelledReason]:
    """The reasons of some reports of a gold folder, in order, with the subject and direction of what they explain.

    Reports that are only referred to (without a text in the folder), and reasons without a subject, are left out.

    Raises:
        GoldError: an annotation file breaks its schema.
    """
    for gold in load(folder):
        if gold.id in reports and (folder / f"{gold.id}.txt").is_file():
            claims = {claim["id"]: claim for claim in gold.claims}
            for entry in gold.reasons:
                explained = [claims[c] for c in entry["explains"] if c in claims]
                if explained and entry["factors"]:
                    yield _row(gold, entry, explained)


def _row(gold: Gold, entry: Mapping[str, Any], explained: Sequence[Mapping[str, Any]]) -> LabelledReason:
    place, office, *rest = gold.id.split("-")
    year = next((int(part) for part in rest if part.isdigit()), 0)
    last = explained[-1]
    factors = tuple(
        LabelledFactor(f["text"], tuple(f["types"]), f.get("direction"))
        for f in entry["factors"]
        if f["types"]
    )
    return LabelledReason(
        f"{gold.id}-{entry['id']}", gold.id, gold.id, "", place, office, year, "official",
        last.get("basis"), _direction(explained), last["subject"] or "", "", entry["span"], factors,
        entry.get("depth"), False, quantified(entry["span"]),
    )  # fmt: skip


def _direction(explained: Sequence[Mapping[str, Any]]) -> Direction | None:
    """The direction of the changes explained, or of the completion rate; None where they differ."""
    found = {
        c["direction"]
        for c in explained
        if c["kind"] in _PLAIN and c["direction"] in {"increase", "decrease"}
    }
    for claim in explained:
        if claim["kind"] == "completion" and claim["value"] and float(claim["value"]) != 100:
            found.add("increase" if float(claim["value"]) > 100 else "decrease")
    return found.pop() if len(found) == 1 else None
