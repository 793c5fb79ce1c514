"""Gold against output, per stage: precision, recall, F1, confusion, and the list of what is wrong.

Claims are compared in document order, figure by figure: two sequences of (value, unit) are aligned, then kind,
subject, measure, basis, direction, cell and verdict of the aligned pairs. A printed figure with several shared
claims is right where one of them is; statements without a figure are compared one by one.
"""

from __future__ import annotations

from gouji.corpus import Gold
from gouji.evaluate import claims as claim_stage
from gouji.evaluate import stages
from gouji.evaluate.alignment import aligned
from gouji.evaluate.scores import Evaluation, Score, total
from gouji.model import Audit, Claim

__all__ = ["Evaluation", "Score", "evaluate", "total"]


def evaluate(gold: Gold, audit: Audit) -> Evaluation:
    """The figures of one report against its gold; only sections whose role is explanation count."""
    found = Evaluation(gold.id)
    claims = _explained(audit)
    with_comparisons = any(c["kind"] == "comparison" for c in gold.claims)
    if not with_comparisons:
        claims = [c for c in claims if c.kind != "comparison"]
    pairs = aligned(gold.claims, claims, found)
    claim_stage.claims(pairs, gold.claims, claims, found)
    claim_stage.sentences(pairs, gold.claims, claims, found)
    claim_stage.figures(gold.claims, gold.nonclaims, claims, audit.nonclaims, found)
    stages.links(pairs, audit, found)
    stages.verdicts(pairs, audit, found)
    stages.nonclaims(gold, audit, found)
    stages.reasons(gold, audit, found, pairs)
    return found


def _explained(audit: Audit) -> list[Claim]:
    roles = {s.id: s.role for s in audit.report.sections}
    section = {s.id: s.section for s in audit.sentences}
    return [c for c in audit.claims if roles.get(section[c.sentence] or "") == "explanation"]
