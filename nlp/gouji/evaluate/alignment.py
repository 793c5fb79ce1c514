"""Gold claims and the program's, figure by figure in document order."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from gouji.corpus.alignment import figure_key
from gouji.evaluate.scores import Evaluation
from gouji.model import Claim


def aligned(
    gold: Sequence[dict[str, Any]], claims: Sequence[Claim], found: Evaluation
) -> list[tuple[dict[str, Any], list[Claim]]]:
    """Gold claims with the predicted ones at the same figure; figures without partner are noted as wrong."""
    groups: list[list[Claim]] = []
    for claim in claims:
        if (
            groups
            and claim.shared
            and claim.value is not None
            and groups[-1][0].start == claim.start
            and groups[-1][0].sentence == claim.sentence
        ):
            groups[-1].append(claim)
        else:
            groups.append([claim])
    golds: list[dict[str, Any]] = []
    for entry in gold:
        if golds and entry.get("shared") and _same_figure(golds[-1], entry):
            continue
        golds.append(entry)
    left = [figure_key(g["value"], g["unit"], g["kind"]) for g in golds]
    right = [figure_key(_text(g[0].value), g[0].unit, g[0].kind) for g in groups]
    matcher = difflib.SequenceMatcher(None, left, right, autojunk=False)
    pairs = []
    for a, b, size in matcher.get_matching_blocks():
        pairs += [(golds[a + i], groups[b + i]) for i in range(size)]
    used_gold = {id(g) for g, _ in pairs}
    used_claims = {id(g) for _, g in pairs}
    found.wrong += [
        f"漏 {g['id']} {g['value']}{g['unit'] or ''} {g['kind']}：{_where(g)[:60]}"
        for g in golds
        if id(g) not in used_gold
    ]
    found.wrong += [f"多 {g[0].id} {g[0].text} {g[0].kind}" for g in groups if id(g) not in used_claims]
    score = found.score("claims: figure + unit")
    score.right, score.gold, score.predicted = len(pairs), len(golds), len(groups)
    return pairs


def _where(entry: dict[str, Any]) -> str:
    return entry.get("sentence") or f"第{entry.get('page')}页 {entry.get('section')}"


def _same_figure(one: dict[str, Any], other: dict[str, Any]) -> bool:
    return (
        bool(one.get("shared"))
        and one["value"] is not None
        and all(one.get(k) == other.get(k) for k in ("sentence", "section", "nth", "value", "unit", "kind"))
    )


def _text(value: Decimal | None) -> str | None:
    return None if value is None else format(value, "f")
