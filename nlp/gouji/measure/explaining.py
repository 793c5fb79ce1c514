"""How much of what changed is explained, and whether causes point the way of what they explain."""

from __future__ import annotations

from gouji.extract import factor_parts
from gouji.measure.scene import Seen
from gouji.measure.values import Measure, Value, ratio, share

_WAYS = {"increase", "decrease"}


def explanation_coverage(seen: Seen) -> Value:
    """Changes with a reason ÷ changes.

    A change is what is told of one account against last year, or against a budget: statements of both kinds that
    repeat it count once. What is flat, zero, or called flat (completion 99.7%, 基本持平) is no change, with or without
    a reason; what stands inside a reason is a cause; sections on performance and assets are left out. A change is
    explained where a reason anywhere in the report explains a claim of the same account and comparison, as the checks
    have it (`reason.missing`).

    Source: reports have to speak of 决算收支增减变化 (财政预决算领域基层政务公开标准目录, after 地方预决算公开操作规程,
    财预〔2016〕143号). The ratio, and what one change is, are defined here.
    """
    return share((change.explained for change in seen.changes), "no_changes")


def explanation_coverage_weighted(seen: Seen) -> Value:
    """Σ|Δ| of changes with a reason ÷ Σ|Δ|, over changes of known amount, in 元.

    |Δ| is the amount as first stated, else outturn less budget, else outturn − outturn ÷ (1 ± rate). A total and its
    parts are changes of their own, so that one yuan may count on several levels. None where the changes of known
    amount are none.

    Source: as explanation_coverage; weighting by size is defined here.
    """
    if not seen.changes:
        return share((), "no_changes")
    known = [(float(c.amount), c.explained) for c in seen.changes if c.amount is not None]
    explained = sum(amount for amount, told in known if told)
    return ratio(explained, sum(amount for amount, _ in known), "no_amounts")


def amounts_known(seen: Seen) -> Value:
    """Changes of known |Δ| ÷ changes: how far explanation_coverage_weighted sees.

    Source: defined here.
    """
    return share((change.amount is not None for change in seen.changes), "no_changes")


def required_coverage(seen: Seen) -> Value:
    """Material changes with a reason ÷ material changes: `coverage.reasons_given` ÷ `reasons_required`.

    Material are rates of change of 10% and more and completion rates that far from 100%.

    Source: as explanation_coverage; the threshold is that of the checks (`verify.reasons.Settings`).
    """
    ledger = seen.audit.coverage
    return ratio(ledger.reasons_given, ledger.reasons_required, "no_required")


def direction_agreement(seen: Seen) -> Value:
    """Causes that move the way of the change they explain ÷ causes that have a direction of their own.

    Only increase and decrease count, of causes as of changes. A cause without a word of direction has been given that
    of its change and would agree by construction: it is left out. What differs from its change is its own.

    Source: defined here.
    """
    pairs = [
        (factor.direction, told.direction)
        for told in seen.told
        for factor in told.factors
        if told.direction in _WAYS and factor.direction in _WAYS
        if factor.direction != told.direction or factor_parts.direction(factor.text) in _WAYS
    ]
    return share((own == explained for own, explained in pairs), "no_direction")


def direction_conflicts(seen: Seen) -> Value:
    """Reasons found to explain the opposite of what happened ÷ reasons of a change with one direction.

    Counted are the findings `reason.opposite_direction`: every cause points the other way, or thrift explains growth.

    Source: defined here, on the check of the same name.
    """
    found = sum(finding.code == "reason.opposite_direction" for finding in seen.audit.findings)
    told = sum(each.direction in _WAYS for each in seen.told)
    return ratio(min(found, told), told, "no_direction")


MEASURES = (
    Measure("explanation_coverage", "增减说明率", "ratio", 0, 1, explanation_coverage),
    Measure("explanation_coverage_weighted", "增减说明率（按金额）", "ratio", 0, 1, explanation_coverage_weighted),
    Measure("amounts_known", "增减金额可知率", "ratio", 0, 1, amounts_known),
    Measure("required_coverage", "重大增减说明率", "ratio", 0, 1, required_coverage),
    Measure("direction_agreement", "方向一致率", "ratio", 0, 1, direction_agreement),
    Measure("direction_conflicts", "方向相反的原因", "ratio", 0, 1, direction_conflicts),
)  # fmt: skip
