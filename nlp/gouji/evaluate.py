"""Gold against output, per stage: precision, recall, F1, confusion, and the list of what is wrong.

Claims are compared in document order, figure by figure: two sequences of (value, unit) are aligned, then kind,
subject, measure, basis, direction, cell and verdict of the aligned pairs. A printed figure with several shared
claims is right where one of them is.
"""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from gouji import accounts
from gouji.corpus import Gold
from gouji.corpus.subjects import same_subject
from gouji.model import Audit, Cell, Claim, Reason, Table

_RATES = ("share", "completion", "change_rate")
_FIGURELESS = ("flat", "none", "comparison")
_UNITS = {"万": "万元", "亿": "亿元", "％": "%", "台(套)": "台（套）", "百分点": "个百分点"}


@dataclass(slots=True)
class Score:
    """Counts of a stage; precision, recall and F1 are 0 where undefined."""

    right: int = 0
    predicted: int = 0
    gold: int = 0

    @property
    def precision(self) -> float:
        """Right ÷ predicted."""
        return self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Right ÷ gold."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.right / (self.predicted + self.gold) if self.predicted + self.gold else 0.0


@dataclass(slots=True)
class Evaluation:
    """All figures of one report (or summed over several), with what is wrong."""

    id: str
    scores: dict[str, Score] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    def score(self, stage: str) -> Score:
        """The score of a stage, made on first use."""
        return self.scores.setdefault(stage, Score())


def evaluate(gold: Gold, audit: Audit) -> Evaluation:
    """The figures of one report against its gold; only sections whose role is explanation count."""
    found = Evaluation(gold.id)
    claims = _explained(audit)
    with_comparisons = any(c["kind"] == "comparison" for c in gold.claims)
    if not with_comparisons:
        claims = [c for c in claims if c.kind != "comparison"]
    pairs = _aligned(gold.claims, claims, found)
    _claims(pairs, gold.claims, claims, found)
    _links(pairs, audit, found)
    _verdicts(pairs, audit, found)
    _nonclaims(gold, audit, found)
    _reasons(gold, audit, found, pairs)
    return found


def total(evaluations: Sequence[Evaluation], name: str = "合计") -> Evaluation:
    """The sum of several evaluations."""
    found = Evaluation(name)
    for each in evaluations:
        for stage, score in each.scores.items():
            into = found.score(stage)
            into.right, into.predicted, into.gold = (
                into.right + score.right, into.predicted + score.predicted, into.gold + score.gold,
            )  # fmt: skip
    return found


def _explained(audit: Audit) -> list[Claim]:
    roles = {s.id: s.role for s in audit.report.sections}
    section = {s.id: s.section for s in audit.sentences}
    return [c for c in audit.claims if roles.get(section[c.sentence] or "") == "explanation"]


def _key(value: str | None, unit: str | None, kind: str) -> tuple[str, str]:
    if value is None:
        return ("", kind)
    # a rate whose percent sign is missing in print may be annotated with or without it
    plain = unit or ("%" if kind in _RATES else "")
    return (format(Decimal(value).normalize(), "f"), _UNITS.get(plain, plain))


def _aligned(
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
    left = [_key(g["value"], g["unit"], g["kind"]) for g in golds]
    right = [_key(_text(g[0].value), g[0].unit, g[0].kind) for g in groups]
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


def _claims(
    pairs: Sequence[tuple[dict[str, Any], list[Claim]]],
    gold: Sequence[dict[str, Any]],
    claims: Sequence[Claim],
    found: Evaluation,
) -> None:
    base = found.score("claims: figure + unit")
    fields = ("kind", "subject", "measure", "basis", "direction")
    for name in ("kind", "kind + subject", "all fields"):
        score = found.score(f"claims: figure + unit + {name}")
        score.gold, score.predicted = base.gold, base.predicted
    by_kind: Counter[str] = Counter()
    for entry, group in pairs:
        agree = {name: any(_agrees(entry, claim, name) for claim in group) for name in fields}
        found.score("claims: figure + unit + kind").right += agree["kind"]
        found.score("claims: figure + unit + kind + subject").right += agree["kind"] and agree["subject"]
        found.score("claims: figure + unit + all fields").right += all(agree.values())
        by_kind[entry["kind"]] += agree["kind"]
        if not all(agree.values()):
            off = [f"{n} {entry.get(n)}≠{getattr(group[0], n)}" for n in fields if not agree[n]]
            found.wrong.append(f"异 {entry['id']} {entry['value']}{entry['unit'] or ''}：{'；'.join(off)}")
    golds, predictions = Counter(g["kind"] for g in gold), Counter(c.kind for c in claims)
    for kind in sorted(golds.keys() | predictions.keys()):
        score = found.score(f"kind: {kind}")
        score.right, score.gold, score.predicted = by_kind[kind], golds[kind], predictions[kind]


def _agrees(entry: dict[str, Any], claim: Claim, name: str) -> bool:
    if name == "subject":
        return same_subject(entry["subject"], claim.subject, (entry.get("scope"), claim.scope))
    if name in {"measure", "basis", "direction"} and name not in entry:
        return True
    wanted = entry.get(name)
    have = getattr(claim, name)
    if name == "direction" and claim.kind not in {"change", "change_rate", "flat", "comparison"}:
        return True
    return bool(wanted == have)


def _links(pairs: Sequence[tuple[dict[str, Any], list[Claim]]], audit: Audit, found: Evaluation) -> None:
    links = {link.claim: link for link in audit.links}
    tables = {c.id: (t, c) for t in audit.report.tables for c in t.cells}
    score = found.score("links: accepted cell")
    for entry, group in pairs:
        if not entry.get("cells"):
            continue
        score.gold += 1
        cells = [tables[c] for claim in group for c in links[claim.id].cells if c in tables]
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


def _verdicts(pairs: Sequence[tuple[dict[str, Any], list[Claim]]], audit: Audit, found: Evaluation) -> None:
    verdicts = {v.claim: v.verdict for v in audit.verdicts}
    score = found.score("verdicts")
    contradicted = found.score("verdicts: contradicted")
    for entry, group in pairs:
        if "verdict" not in entry:
            continue
        have = {verdicts[c.id] for c in group}
        score.gold, score.predicted = score.gold + 1, score.predicted + 1
        score.right += entry["verdict"] in have
        contradicted.gold += entry["verdict"] == "contradicted"
        contradicted.predicted += "contradicted" in have
        contradicted.right += entry["verdict"] == "contradicted" and "contradicted" in have
        if entry["verdict"] not in have:
            found.wrong.append(
                f"判 {entry['id']} {entry['value']} {entry['subject']}：{entry['verdict']}≠{'/'.join(sorted(have))}"
            )


def _nonclaims(gold: Gold, audit: Audit, found: Evaluation) -> None:
    score = found.score("nonclaims")
    score.gold, score.predicted = len(gold.nonclaims), len(audit.nonclaims)
    wanted = Counter(_digits(str(n.get("value", ""))) for n in gold.nonclaims)
    have = Counter(_digits(n.text) for n in audit.nonclaims)
    score.right = sum((wanted & have).values())


def _digits(text: str) -> str:
    return "".join(c for c in text if c.isdigit())[:4]


def _reasons(
    gold: Gold, audit: Audit, found: Evaluation, pairs: Sequence[tuple[dict[str, Any], list[Claim]]]
) -> None:
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
        _explains(entry, best, ids, explains)
        _types(entry, best, types, factors)


def _overlap(span: str, text: str, sentence: str, reason: Reason, audit: Audit) -> float:
    ratio = difflib.SequenceMatcher(None, span, text, autojunk=False).ratio()
    own = next((s.text for s in audit.sentences if s.id == reason.sentence), "")
    return ratio + (0.01 if sentence[:20] and sentence[:20] in own else 0.0)


def _explains(entry: dict[str, Any], reason: Reason, ids: dict[str, set[str]], score: Score) -> None:
    """A reason's claims are right when they hold all of the gold's (comparisons of its own aside)."""
    wanted = [ids[c] for c in entry["explains"] if c in ids]
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
