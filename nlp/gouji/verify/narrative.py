"""Figures of the narrative against each other: one indicator with two values, shares, sums, unit slips."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from gouji import accounts
from gouji.arithmetic import evaluate, printed, total
from gouji.model import Claim, Diagnosis, Finding, Link, Verdict
from gouji.verify.contradictions import WORDS
from gouji.verify.findings import Maker, plain
from gouji.verify.sums import SumCheck
from gouji.verify.values import Values
from gouji.vocabulary import Severity

_HUNDRED, _TEN_THOUSAND = Decimal(1), Decimal(10**4)


def two_values(
    claims: Sequence[Claim],
    links: Mapping[str, Link],
    verdicts: Mapping[str, Verdict],
    values: Values,
    maker: Maker,
) -> Iterator[Finding]:
    """Levels of one subject, scope, measure and year that differ, where no table has decided already."""
    grouped: defaultdict[tuple[object, ...], list[Claim]] = defaultdict(list)
    for claim in claims:
        known = claim.kind == "level" and claim.subject and claim.value is not None and not claim.approximate
        if (
            known
            and claim.measure not in {"绩效", "资产"}
            and (claim.subject_code or accounts.term(claim.subject or ""))
        ):
            grouped[claim.subject, claim.subject_code, claim.scope, claim.measure, claim.year].append(claim)
    for members in grouped.values():
        first = members[0]
        for other in members[1:]:
            one, two = values.claim(first), values.claim(other)
            decided = "contradicted" in {verdicts[first.id].verdict, verdicts[other.id].verdict}
            cells = {links[c.id].cells[:1] for c in (first, other) if links[c.id].status == "linked"}
            if one.value == two.value or decided or len(cells) > 1:
                continue
            within = abs(one.value - two.value) <= one.allowed + two.allowed
            coarse = first.step != other.step
            if within and coarse:
                continue
            message = f"{first.subject}（{first.measure}）前后不一：{first.text}与{other.text}"
            yield maker.make(
                "figure.two_values", "notice" if within else "warning", message, claim=other, claims=(first.id,),
                said=other.text, computed=first.text, diagnosis=(Diagnosis("rounding"),) if within else (),
            )  # fmt: skip


def beyond_whole(
    claims: Sequence[Claim],
    links: Mapping[str, Link],
    verdicts: Mapping[str, Verdict],
    values: Values,
    maker: Maker,
) -> Iterator[Finding]:
    """Shares of more than the whole, where nothing has called them wrong already."""
    for claim in claims:
        over = claim.kind == "share" and claim.base_value is not None and claim.base_value > _HUNDRED
        if over and verdicts[claim.id].verdict != "contradicted":
            yield maker.make(
                "figure.out_of_range", "error", f"{claim.subject or '该数字'}：占比{claim.text}，超过100%",
                claim=claim, said=claim.text, diagnosis=tuple(_with_its_part(claim, claims, links, values)),
            )  # fmt: skip


def _with_its_part(
    share: Claim, claims: Sequence[Claim], links: Mapping[str, Link], values: Values
) -> Iterator[Diagnosis]:
    """A part of a whole that exceeds it, and does not without its own part (中小企业 with 小微企业 added once more)."""
    part, _, whole = (links[share.id].expression or "").partition(" ÷ ")
    for other in claims:
        inner, _, outer = (links[other.id].expression or "").partition(" ÷ ")
        if not part or other.kind != "share" or outer != part or inner == part:
            continue
        less = evaluate(f"{part} − {inner}", values)
        if 0 < less.value <= evaluate(whole, values).value:
            yield Diagnosis("double_count", less.value / _TEN_THOUSAND, other.subject)
            return


def sum_findings(
    checks: Sequence[SumCheck], verdicts: Mapping[str, Verdict], maker: Maker
) -> Iterator[Finding]:
    """Sums of the narrative that do not hold, and those that hold only within rounding."""
    for each in checks:
        check, whole = each.check, each.claims[0]
        if any(verdicts[c.id].verdict == "contradicted" for c in each.claims):
            continue
        if check.outcome == "fail":
            message = f"不符合“{check.message}”：{plain(check.said)}，各项之和为{_short(check.computed)}，差{_short(check.gap)}"
            severity: Severity = "error" if check.code in {"sum.procurement", "sum.vehicles"} else "warning"
            yield maker.make(
                "figure.contradicted", severity, message, claim=whole, claims=[c.id for c in each.claims],
                said=whole.text, computed=_short(check.computed), implied=_short(check.computed),
                diagnosis=(_counted_twice(each) or Diagnosis("unknown"),), key=check.code,
            )  # fmt: skip
        elif check.gap and check.gap > 0:
            message = f"“{check.message}”仅末位之差：{plain(check.said)}与{_short(check.computed)}（舍入）"
            yield maker.make(
                "figure.two_values", "notice", message, claim=whole, claims=[c.id for c in each.claims],
                said=whole.text, computed=_short(check.computed), diagnosis=(Diagnosis("rounding"),), key=check.code,
            )  # fmt: skip


def _counted_twice(each: SumCheck) -> Diagnosis | None:
    """The part that a whole holds twice, where it exceeds its parts by just that."""
    check, parts = each.check, each.claims[1:]
    if check.said is None or check.computed is None or check.said <= check.computed:
        return None
    gap, allowed = check.said - check.computed, check.allowed or Decimal(0)
    twice = next((p for p in parts if p.value and abs(_worth(p) - gap) <= allowed), None)
    return Diagnosis("double_count", check.computed, twice.subject) if twice is not None else None


def _worth(claim: Claim) -> Decimal:
    """A claim as a check of a sum has it: a count as such, an amount in 万元."""
    value = claim.value or Decimal(0)
    return value if claim.kind == "count" else (claim.base_value or Decimal(0)) / _TEN_THOUSAND


def share_sums(
    claims: Sequence[Claim],
    links: Mapping[str, Link],
    verdicts: Mapping[str, Verdict],
    values: Values,
    maker: Maker,
) -> Iterator[Finding]:
    """Shares of one whole in one sentence whose parts add up to it but whose percents do not to 100."""
    grouped: defaultdict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        expression = links[claim.id].expression
        if claim.kind == "share" and claim.base_value is not None and claim.step is not None and expression:
            grouped[claim.sentence, expression.rpartition("÷")[2].strip()].append(claim)
    for members in grouped.values():
        if len(members) < 2 or any(verdicts[c.id].verdict == "contradicted" for c in members):
            continue
        together = total([printed(c.base_value or Decimal(0), (c.step or Decimal(1)) / 100) for c in members])
        near = abs(together.value - _HUNDRED) < Decimal("0.05")
        whole = near and _add_up([links[c.id].expression or "" for c in members], values)
        if whole and abs(together.value - _HUNDRED) > together.allowed:
            said = plain((together.value * 100).normalize())
            message = f"各项占比之和为{said}%，不等于100%"
            yield maker.make(
                "share.sum",
                "warning",
                message,
                claim=members[0],
                claims=[c.id for c in members],
                said=f"{said}%",
                computed="100%",
            )


def _add_up(quotients: Sequence[str], values: Values) -> bool:
    """Whether the parts of quotients over one whole add up to it: 中小企业 and 小微企业 within them do not."""
    parts = total([evaluate(each.partition("÷")[0], values) for each in quotients])
    whole = evaluate(quotients[0].rpartition("÷")[2], values)
    return abs(parts.value - whole.value) <= parts.allowed + whole.allowed


def unit_slips(claims: Sequence[Claim], verdicts: Mapping[str, Verdict], maker: Maker) -> Iterator[Finding]:
    """Amounts printed in 元 that their cell makes 万元: said once as a slip of the unit."""
    for claim in claims:
        slips = [d for d in verdicts[claim.id].diagnosis if d.hypothesis == "unit_10e4"]
        if slips and claim.unit in {"元", "万元"}:
            right = "万元" if claim.unit == "元" else "元"
            message = f"{claim.subject}：“{claim.text}”单位应为{right}（{WORDS['unit_10e4']}）"
            yield maker.make(
                "text.unit",
                "warning",
                message,
                claim=claim,
                said=claim.text,
                implied=f"{plain(claim.value)}{right}",
                diagnosis=slips,
            )


def _short(value: Decimal | None) -> str:
    return "" if value is None else format(value.normalize(), "f")
