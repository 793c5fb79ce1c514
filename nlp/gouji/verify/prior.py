"""Last year's figures, implied by this year's levels and changes: what they add up to and what follows from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Context, Decimal

from gouji.arithmetic import Interval
from gouji.facts import Fact
from gouji.model import Check, Claim, Verdict
from gouji.verify.identities import compare
from gouji.verify.values import Values
from gouji.vocabulary import Outcome

OPENING = "triangulation.opening_carry_over"
NON_FISCAL = "triangulation.non_fiscal_income"
_OTHER_INCOME = {"上级补助收入", "事业收入", "经营收入", "附属单位上缴收入", "其他收入"}
_OTHER_EXPENSE = {"上缴上级支出", "经营支出", "对附属单位补助支出"}


def opening_carry_over(claims: Sequence[Claim], facts: Sequence[Fact], values: Values) -> list[Check]:
    """Last year's total less last year's expenditure, both implied by this year's changes, against 年初结转和结余.

    prior = level ∓ change; 上年总计 − (上年基本支出 + 上年项目支出) = 本年年初结转和结余, where the year before had no
    other kind of expenditure.
    """
    total_before = _prior("收入支出总计", claims, facts, "收支总计", values)
    basic = _prior("基本支出", claims, facts, "基本支出", values)
    projects = _prior("项目支出", claims, facts, "项目支出", values)
    opening = next(
        (f for f in facts if f.account == "年初结转和结余" and f.scope == "全部资金" and f.form == "公开01"),
        None,
    )
    if total_before is None or basic is None or projects is None or opening is None:
        return [Check(OPENING, "insufficient_data")]
    left = total_before[0] - (basic[0] + projects[0])
    right = values.cell(opening.cell)
    relation = f"{total_before[2]} − {basic[2]} − {projects[2]} = [{opening.cell.id}]"
    check = compare(OPENING, left, right, (opening.cell.id,), relation)
    outcome: Outcome = "pass" if check.outcome == "pass" else "not_applicable"
    words = f"上年总计 − 上年基本支出 − 上年项目支出 = {_short(check.said)}，年初结转和结余 = {_short(check.computed)}"
    return [replace(check, outcome=outcome, claims=(total_before[1], basic[1], projects[1]), message=words)]


def _prior(
    name: str,
    claims: Sequence[Claim],
    facts: Sequence[Fact],
    base: str,
    values: Values,
    scope: str = "全部资金",
) -> tuple[Interval, str, str] | None:
    """What a level was last year, the claim that states its change, and the two as an expression."""
    change = next(
        (
            c for c in claims
            if c.kind == "change" and c.basis == "上年" and c.subject == name and c.scope in {scope, None} and c.value is not None
        ),
        None,
    )  # fmt: skip
    fact = next(
        (f for f in facts if f.account == base and f.scope == scope and f.component is None and not f.code),
        None,
    )
    if change is None or fact is None or change.direction is None:
        return None
    level, amount = values.cell(fact.cell), values.claim(change)
    fell = change.direction == "decrease"
    words = f"([{fact.cell.id}] {'+' if fell else '−'} [{change.id}])"
    return (level + amount if fell else level - amount), change.id, words


def non_fiscal(claims: Sequence[Claim], facts: Sequence[Fact], values: Values) -> list[Check]:
    """Whether last year's total of all funds equals last year's fiscal total: then there was no other income."""
    everything = _prior("收入支出总计", claims, facts, "收支总计", values, "全部资金")
    fiscal = _prior("财政拨款收入支出总计", claims, facts, "收支总计", values, "财政拨款")
    if everything is None or fiscal is None:
        return [Check(NON_FISCAL, "insufficient_data")]
    check = compare(NON_FISCAL, everything[0], fiscal[0], (), f"{everything[2]} = {fiscal[2]}")
    outcome: Outcome = "pass" if check.outcome == "pass" else "not_applicable"
    words = "上年收支总计（全部资金）= 上年收支总计（财政拨款）"
    return [replace(check, outcome=outcome, claims=(everything[1], fiscal[1]), message=words)]


def confirm_flats(claims: Sequence[Claim], verdicts: dict[str, Verdict], checks: Sequence[Check]) -> None:
    """Other income and expenditure of zero that is called flat: consistent where last year's totals leave none."""
    passed = {c.code for c in checks if c.outcome == "pass"}
    kinds = (_OTHER_INCOME if NON_FISCAL in passed else set()) | (
        _OTHER_EXPENSE if OPENING in passed else set()
    )
    zero = {c.subject for c in claims if c.kind == "level" and c.measure == "决算" and c.value == 0}
    for claim in claims:
        if claim.kind == "flat" and claim.basis == "上年" and claim.subject in kinds & zero:
            verdict = verdicts[claim.id]
            if verdict.verdict == "unverifiable":
                verdicts[claim.id] = replace(
                    verdict,
                    verdict="consistent",
                    evidence="triangulation",
                    computed=Decimal(0),
                    gap=Decimal(0),
                )


def _short(value: Decimal | None) -> str:
    return "" if value is None else format(value.quantize(Decimal("0.01"), context=Context(prec=2000)), "f")
