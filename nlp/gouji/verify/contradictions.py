"""Verdicts → findings: what is contradicted, and what differs from another printing by its last digit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from gouji.model import Claim, Diagnosis, Finding, Link, Verdict
from gouji.verify.findings import Maker, plain
from gouji.verify.values import OTHER_REPORTS, Values
from gouji.vocabulary import Severity

_CODES = {
    "zero_base": "change.zero_base",
    "zero_denominator": "completion.zero_denominator",
    "flat_conflict": "flat.conflict",
    "direction": "comparison.direction",
}
WORDS = {
    "rounding": "末位舍入差",
    "truncation": "末位被截断而未四舍五入",
    "wrong_base": "比率的基数用错",
    "ratio_as_percent": "比值误作百分数",
    "missing_sign_word": "把增减额写成了总额",
    "unit_10e4": "元与万元混用",
    "digit_slip": "数字笔误",
    "swapped_siblings": "与并列项目的数字互换",
    "other_scope": "误用了其他口径的数字",
    "other_row": "误用了同表其他行的数字",
    "other_column": "误用了同行其他栏的数字",
    "stale_year": "沿用了其他年度的数字",
    "direction": "大小关系与数字相反",
    "flat_conflict": "称持平而数字不等",
    "zero_base": "基数为零，不能计算增减比率",
    "zero_denominator": "预算数为零，不能计算完成率",
    "unknown": "原因不明",
}
_OTHER_UNIT = {"元": "万元", "万元": "元"}
LEAST_SURE = Decimal("0.90")


def contradictions(
    claims: Sequence[Claim],
    links: Mapping[str, Link],
    verdicts: Mapping[str, Verdict],
    values: Values,
    maker: Maker,
    in_reasons: frozenset[str],
) -> Iterator[Finding]:
    """A finding for each contradicted claim, and a notice where a supported figure is off by its last digit.

    What stands inside a reason may be about a part of an account only, so it is no more than a warning.
    """
    for claim in claims:
        verdict, link = verdicts[claim.id], links[claim.id]
        if verdict.verdict == "contradicted" and verdict.evidence in OTHER_REPORTS:
            continue
        if verdict.verdict == "contradicted":
            found = _contradicted(claim, link, verdict, maker, values)
            soften = claim.id in in_reasons and found.severity == "error"
            yield replace(found, severity="warning") if soften else found
        elif (
            verdict.verdict == "supported" and link.status == "linked" and _off(claim, link, verdict, values)
        ):
            yield _last_digit(claim, link, verdict, maker, values)


def _contradicted(claim: Claim, link: Link, verdict: Verdict, maker: Maker, values: Values) -> Finding:
    first = verdict.diagnosis[0] if verdict.diagnosis else Diagnosis("unknown")
    implied = shown(first.implied, claim)
    if first.hypothesis == "unit_10e4" and claim.unit in _OTHER_UNIT:
        implied = f"{claim.text.removesuffix(claim.unit)}{_OTHER_UNIT[claim.unit]}"
    code = _CODES.get(first.hypothesis, "figure.contradicted")
    if code == "comparison.direction" and claim.kind != "comparison":
        code = "figure.contradicted"
    severity = _severity(claim, link, first, values)
    beside = link.claims if verdict.evidence not in OTHER_REPORTS else ()
    return maker.make(
        code, severity, _message(claim, link, verdict, values), claim=claim, claims=beside, cells=link.cells, said=claim.text,
        computed=shown(verdict.computed, claim), implied=implied, diagnosis=verdict.diagnosis,
    )  # fmt: skip


def _severity(claim: Claim, link: Link, first: Diagnosis, values: Values) -> Severity:
    if first.hypothesis in {"rounding", "truncation"}:
        return "notice"
    if first.hypothesis == "zero_base" or (
        first.hypothesis == "zero_denominator" and _of_nothing(link, values)
    ):
        return "warning"
    soft = any(word in claim.text for word in ("基本", "大致", "变化不大", "相当"))
    unsure = link.status == "linked" and link.score is not None and link.score < LEAST_SURE
    return "warning" if claim.approximate or soft or unsure else "error"


def _of_nothing(link: Link, values: Values) -> bool:
    """Whether a ratio is of nothing to nothing (0万元，完成预算的100%), which templates print by themselves."""
    part = (link.expression or "").partition(" ÷ ")[0].strip("[]")
    return part in {*link.cells, *link.claims} and not values(part).value


def _message(claim: Claim, link: Link, verdict: Verdict, values: Values) -> str:
    subject = claim.subject or "该数字"
    reasons = "；".join(
        WORDS.get(d.hypothesis, d.hypothesis) + (f"（{d.where}）" if d.where else "")
        for d in verdict.diagnosis[:2]
    )
    if claim.kind == "comparison":
        return f"{subject}：“{claim.text}”与数字相反（{reasons}）"
    if claim.kind == "flat":
        return f"{subject}：称“{claim.text}”，实际相差{shown(verdict.gap, claim)}"
    if claim.kind == "none":
        return f"{subject}：称没有，表中为{plain(verdict.computed)}万元"
    if verdict.computed is None:
        return f"{subject}：{claim.text}无从计算（{reasons}）"
    source = _source(link, values)
    return f"{subject}：文中为{claim.text}，{source}为{shown(verdict.computed, claim)}（{reasons}）"


def _source(link: Link, values: Values) -> str:
    if link.status == "linked":
        table = values.tables[link.cells[0]]
        return f"《{table.title or table.form}》中"
    return "按有关数字计算"


def _off(claim: Claim, link: Link, verdict: Verdict, values: Values) -> bool:
    cell = values.cells[link.cells[0]]
    if cell.value is None or claim.step is None or not verdict.gap:
        return False
    return values.cell(cell).allowed >= values.claim(claim).allowed


def _last_digit(claim: Claim, link: Link, verdict: Verdict, maker: Maker, values: Values) -> Finding:
    cell = values.cells[link.cells[0]]
    message = f"{claim.subject}：文中为{claim.text}，《{values.tables[cell.id].title}》中为{cell.text}，仅末位之差（舍入）"
    return maker.make(
        "figure.two_values", "notice", message, claim=claim, cells=link.cells, said=claim.text,
        computed=shown(verdict.computed, claim), implied=shown(cell.value, claim),
        diagnosis=(Diagnosis("rounding", cell.value),),
    )  # fmt: skip


def shown(value: Decimal | None, claim: Claim) -> str | None:
    """A computed figure as a reader wants it: separators, its unit, for a rate up to two digits finer than said."""
    if value is None:
        return None
    if claim.kind == "count" and value == value.to_integral_value():
        return f"{value:,.0f}{claim.unit or ''}"
    step = claim.step if claim.step is not None and claim.step < 1 else Decimal("0.01")
    places = len(format(step, "f").partition(".")[2])
    finer = 2 if claim.unit == "%" else 0
    text = f"{value:,.{places + finer}f}"
    while finer and text.endswith("0"):
        text, finer = text[:-1], finer - 1
    return f"{text}{claim.unit or '万元'}"
