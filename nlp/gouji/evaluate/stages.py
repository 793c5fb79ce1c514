"""Links, verdicts, nonclaims and reasons against gold."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Sequence
from typing import Any

from gouji import accounts
from gouji.corpus import Gold
from gouji.evaluate.scores import Evaluation, Score
from gouji.model import Audit, Cell, Claim, Reason, Table


def links(pairs: Sequence[tuple[dict[str, Any], list[Claim]]], audit: Audit, found: Evaluation) -> None:
    """Whether a link names one of the cells that the gold accepts."""
    by_claim = {link.claim: link for link in audit.links}
    tables = {c.id: (t, c) for t in audit.report.tables for c in t.cells}
    score = found.score("links: accepted cell")
    for entry, group in pairs:
        if not entry.get("cells"):
            continue
        score.gold += 1
        cells = [tables[c] for claim in group for c in by_claim[claim.id].cells if c in tables]
        score.predicted += bool(cells)
        right = any(_is_cell(wanted, *cell) for wanted in entry["cells"] for cell in cells[:2])
        score.right += right
        if not right:
            have = [(t.form, c.row, c.column) for t, c in cells[:2]]
            found.wrong.append(f"链 {entry['id']} {entry['value']}：{entry['cells'][:2]}≠{have}")


def _is_cell(wanted: Sequence[str], table: Table, cell: Cell) -> bool:
    form, row, column, value = wanted
    same_row = accounts.normalise(row) == accounts.normalise(cell.row) or row == (cell.row_code or "")
    names = [accounts.normalise(part) for part in column.split(":")]
    path = [accounts.normalise(part) for part in cell.column_path]
    same_column = names[-1] in (path[-2:] or [""]) and (
        len(names) == 1 or any(names[0] in part for part in path)
    )
    return form == table.form and same_row and same_column and _plain(value) == _plain(cell.text)


def _plain(text: str) -> str:
    return "".join(text.replace(",", "").split())


def verdicts(pairs: Sequence[tuple[dict[str, Any], list[Claim]]], audit: Audit, found: Evaluation) -> None:
    """Verdicts of the aligned claims, and the contradicted ones apart."""
    given = {v.claim: v.verdict for v in audit.verdicts}
    score = found.score("verdicts")
    contradicted = found.score("verdicts: contradicted")
    for entry, group in pairs:
        if "verdict" not in entry:
            continue
        have = {given[c.id] for c in group}
        score.gold, score.predicted = score.gold + 1, score.predicted + 1
        score.right += entry["verdict"] in have
        contradicted.gold += entry["verdict"] == "contradicted"
        contradicted.predicted += "contradicted" in have
        contradicted.right += entry["verdict"] == "contradicted" and "contradicted" in have
        if entry["verdict"] not in have:
            found.wrong.append(
                f"判 {entry['id']} {entry['value']} {entry['subject']}：{entry['verdict']}≠{'/'.join(sorted(have))}"
            )


def nonclaims(gold: Gold, audit: Audit, found: Evaluation) -> None:
    """Figures that state no fact, by their digits."""
    score = found.score("nonclaims")
    score.gold, score.predicted = len(gold.nonclaims), len(audit.nonclaims)
    wanted = Counter(_digits(str(n.get("value", ""))) for n in gold.nonclaims)
    have = Counter(_digits(n.text) for n in audit.nonclaims)
    score.right = sum((wanted & have).values())


def _digits(text: str) -> str:
    return "".join(c for c in text if c.isdigit())[:4]


def reasons(
    gold: Gold, audit: Audit, found: Evaluation, pairs: Sequence[tuple[dict[str, Any], list[Claim]]]
) -> None:
    """Spans of reasons, what they explain, and the types and texts of their factors."""
    exact, overlap, types = (
        found.score("reasons: exact span"),
        found.score("reasons: overlap"),
        found.score("reasons: types"),
    )
    factors, explains = found.score("reasons: factors"), found.score("reasons: explains")
    wanted = [r for r in gold.reasons if r.get("span")]
    have = [r for r in audit.reasons if r.text] if gold.reasons else []
    for score in (exact, overlap):
        score.gold, score.predicted = len(wanted), len(have)
    ids = {entry["id"]: {c.id for c in group} for entry, group in pairs}
    free = list(have)
    for entry in wanted:
        best = max(
            free,
            key=lambda r: _overlap(entry["span"], r.text, entry.get("sentence", ""), r, audit),
            default=None,
        )
        if best is None or _overlap(entry["span"], best.text, entry.get("sentence", ""), best, audit) < 0.5:
            found.wrong.append(f"因 漏 {entry['id']}：{entry['span'][:50]}")
            continue
        free.remove(best)
        overlap.right += 1
        exact.right += entry["span"] == best.text
        _explains(entry, best, ids, explains, found.score("reasons: explained claims"))
        _types(entry, best, types, factors)


def _overlap(span: str, text: str, sentence: str, reason: Reason, audit: Audit) -> float:
    ratio = difflib.SequenceMatcher(None, span, text, autojunk=False).ratio()
    own = next((s.text for s in audit.sentences if s.id == reason.sentence), "")
    return ratio + (0.01 if sentence[:20] and sentence[:20] in own else 0.0)


def _explains(
    entry: dict[str, Any], reason: Reason, ids: dict[str, set[str]], score: Score, each: Score
) -> None:
    """A reason's claims are right when they hold all of the gold's; claim by claim, what is beyond it counts too."""
    wanted = [ids[c] for c in entry["explains"] if c in ids]
    hit = sum(bool(group & set(reason.explains)) for group in wanted)
    beyond = len(set(reason.explains).difference(*wanted))
    each.gold, each.predicted, each.right = (
        each.gold + len(wanted),
        each.predicted + hit + beyond,
        each.right + hit,
    )
    score.gold, score.predicted = score.gold + 1, score.predicted + 1
    score.right += all(group & set(reason.explains) for group in wanted) and bool(wanted) == bool(
        reason.explains
    )


def _types(entry: dict[str, Any], reason: Reason, types: Score, factors: Score) -> None:
    wanted = Counter(t for f in entry["factors"] for t in f["types"])
    have = Counter(t.type for f in reason.factors for t in f.types)
    types.gold, types.predicted = types.gold + wanted.total(), types.predicted + have.total()
    types.right += (wanted & Counter(dict(have))).total()
    texts, mine = Counter(f["text"] for f in entry["factors"]), Counter(f.text for f in reason.factors)
    factors.gold, factors.predicted = factors.gold + texts.total(), factors.predicted + mine.total()
    factors.right += (texts & mine).total()
