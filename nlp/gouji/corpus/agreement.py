"""How far two annotators of one report agree: figures found by both, then field by field, with every difference."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from gouji.corpus.alignment import figure_key
from gouji.corpus.gold import Gold
from gouji.corpus.subjects import same_subject

FIELDS = ("kind", "subject", "measure", "year", "basis", "of", "direction", "scope")


@dataclass(slots=True)
class Agreement:
    """Two annotations of a report compared.

    ``found`` are claims that both have, ``first`` and ``second`` the claims of each; ``same`` counts the fields
    on which the common ones agree, ``whole`` those that agree on all; ``kappa`` is Cohen's on the kinds of the figures
    that both list (nonclaims are a kind of their own); ``differences`` has a line for each.
    """

    id: str
    first: int = 0
    second: int = 0
    found: int = 0
    whole: int = 0
    kappa: float = 1.0
    same: Counter[str] = field(default_factory=Counter)
    differences: list[str] = field(default_factory=list)

    @property
    def f1(self) -> float:
        """Of the claims of both, those on which all fields agree."""
        return 2 * self.whole / (self.first + self.second) if self.first + self.second else 0.0


def agreement(first: Gold, second: Gold) -> Agreement:
    """Compare two annotations of one report, in document order."""
    found = Agreement(first.id, len(first.claims), len(second.claims))
    ours, theirs = [_key(c) for c in first.claims], [_key(c) for c in second.claims]
    matcher = difflib.SequenceMatcher(None, ours, theirs, autojunk=False)
    kinds: list[tuple[str, str]] = []
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            for one, other in zip(first.claims[a:b], second.claims[c:d], strict=True):
                kinds.append((one["kind"], other["kind"]))
                _compare(one, other, found)
            continue
        found.differences += [f"only first\t{_said(e)}" for e in first.claims[a:b]]
        found.differences += [f"only second\t{_said(e)}" for e in second.claims[c:d]]
        kinds += [(e["kind"], "nonclaim") for e in first.claims[a:b]]
        kinds += [("nonclaim", e["kind"]) for e in second.claims[c:d]]
    kinds += [("nonclaim", "nonclaim")] * min(len(first.nonclaims), len(second.nonclaims))
    found.kappa = cohen(kinds)
    return found


def _key(entry: dict[str, Any]) -> tuple[str, str]:
    return figure_key(entry["value"], entry["unit"], entry["kind"])


def _compare(one: dict[str, Any], other: dict[str, Any], found: Agreement) -> None:
    found.found += 1
    off = [name for name in FIELDS if not _agree(one, other, name)]
    for name in FIELDS:
        found.same[name] += name not in off
    found.whole += not off
    if off:
        told = "; ".join(f"{n} {one.get(n)} / {other.get(n)}" for n in off)
        found.differences.append(f"differ\t{_said(one)}\t{told}")


def _agree(one: dict[str, Any], other: dict[str, Any], name: str) -> bool:
    if name == "subject":
        return same_subject(one[name], other[name])
    if name == "of" and one.get(name) and other.get(name):
        return same_subject(one[name], other[name])
    if name not in one or name not in other:
        return True
    return bool(one[name] == other[name])


def _said(entry: dict[str, Any]) -> str:
    where = entry.get("sentence") or f"p{entry.get('page')} {entry.get('section')}"
    return f"{entry['id']} {entry['value'] or ''}{entry['unit'] or ''} {entry['kind']} {entry['subject']}\t{where}"


def cohen(pairs: Sequence[tuple[str, str]]) -> float:
    """Cohen's kappa of two raters' labels; 1 where chance alone would agree always."""
    if not pairs:
        return 1.0
    total = len(pairs)
    observed = sum(a == b for a, b in pairs) / total
    left, right = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    chance = sum(left[label] * right[label] for label in left) / total**2
    return 1.0 if chance == 1 else (observed - chance) / (1 - chance)
