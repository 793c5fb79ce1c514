"""A report against that of the year before: what 上年 was there and here, and what was carried over.

Where both disagree, the report may have restated last year's figures: then its change and its rate still recompute
from each other, on a base of its own. Where they do not, or no rate is printed, the figure itself is in doubt.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from gouji.facts import PRIOR, Fact
from gouji.model import Check, Claim, Finding, Link, Report, Verdict
from gouji.verify.findings import Maker
from gouji.verify.identities import compare
from gouji.verify.values import Values, prior_id
from gouji.vocabulary import Outcome

YEAR_BEFORE = "chain.year_before"
OPENING = "chain.opening_carry_over"
_OPENING, _CLOSING = "年初结转和结余", "年末结转和结余"
_KINDS = {"change", "change_rate", "flat", "level"}
_HOLDS = {"consistent", "supported"}


@dataclass(frozen=True, slots=True)
class Chained:
    """One claim about last year with the cell of last year's report that it was held against."""

    claim: Claim
    cell: str | None
    agrees: bool | None


def chained(
    claims: Sequence[Claim], links: Mapping[str, Link], verdicts: dict[str, Verdict]
) -> list[Chained]:
    """Each claim about last year; a change that only last year's report denies is consistent if its own rate is."""
    found = [
        _chained(claim, links[claim.id], verdicts[claim.id])
        for claim in claims
        if _about_last_year(claim) or prior_id(links[claim.id].expression) is not None
    ]
    for each in found:
        if each.agrees is False and each.claim.kind == "change" and _restated(each, found, verdicts):
            verdict = verdicts[each.claim.id]
            said = verdict.said
            verdicts[each.claim.id] = replace(
                verdict,
                verdict="consistent",
                evidence="narrative",
                computed=said,
                gap=Decimal(0),
                diagnosis=(),
            )
    return found


def _about_last_year(claim: Claim) -> bool:
    return claim.kind in _KINDS and claim.basis == "上年" and claim.unit != "个百分点"


def _chained(claim: Claim, link: Link, verdict: Verdict) -> Chained:
    cell = prior_id(link.expression)
    if cell is None:
        return Chained(claim, None, None)
    return Chained(claim, cell, verdict.evidence == "prior_report" and verdict.verdict != "contradicted")


def _restated(one: Chained, others: Sequence[Chained], verdicts: Mapping[str, Verdict]) -> bool:
    """Whether the rate beside a change recomputes from it, so that both stand on another base than last year's form."""
    place = one.claim.sentence.partition("/")[0]
    return any(
        other.claim.kind == "change_rate"
        and other.claim.subject == one.claim.subject
        and other.claim.sentence.partition("/")[0] == place
        and verdicts[other.claim.id].verdict in _HOLDS
        for other in others
    )


def chain_checks(
    found: Sequence[Chained], facts: Sequence[Fact], prior: Sequence[Fact], values: Values
) -> Iterator[Check]:
    """One check a claim about last year, with why where it could not be made; and the carry-over of each form."""
    for each in found:
        if each.cell is None:
            message = f"上年报告的表中没有与“{each.claim.subject or each.claim.text}”对应的单元格"
            yield Check(YEAR_BEFORE, "insufficient_data", claims=(each.claim.id,), message=message)
        else:
            there_value = values.cells[each.cell].value or Decimal(0)
            outcome: Outcome = "pass" if each.agrees else "fail"
            title = values.tables[each.cell].title or values.tables[each.cell].form
            message = (
                f"“{each.claim.text}”所依据的上年数，上年报告《{title}》为{values.cells[each.cell].text or 0}"
            )
            yield Check(
                YEAR_BEFORE, outcome, (each.cell,), (each.claim.id,), computed=there_value, message=message
            )
    for fact in facts:
        if fact.account == _OPENING and fact.component is None:
            closing = _closing(fact, prior)
            if closing is not None:
                there = f"{PRIOR}{closing.cell.id}"
                check = compare(OPENING, values.cell(fact.cell), values(there), (fact.cell.id, there))
                yield replace(check, message=f"{fact.form} 年初结转和结余 = 上年报告 年末结转和结余")


def _closing(opening: Fact, prior: Sequence[Fact]) -> Fact | None:
    same = (opening.form, opening.scope)
    return next(
        (f for f in prior if f.account == _CLOSING and f.component is None and (f.form, f.scope) == same),
        None,
    )


def chain_findings(
    found: Sequence[Chained],
    checks: Sequence[Check],
    verdicts: Mapping[str, Verdict],
    values: Values,
    prior: Report,
    maker: Maker,
) -> Iterator[Finding]:
    """One finding for each cell of last year that this year's report does not take over."""
    grouped: defaultdict[str, list[Claim]] = defaultdict(list)
    for each in found:
        verdict = verdicts[each.claim.id]
        own_fault = verdict.verdict == "contradicted" and verdict.evidence != "prior_report"
        if each.cell is not None and each.agrees is False and not own_fault:
            grouped[each.cell].append(each.claim)
    for cell, claims in grouped.items():
        yield _disagreement(cell, claims, verdicts, values, prior, maker)
    seen: set[tuple[str, str]] = set()
    for check in checks:
        if check.code == OPENING and check.outcome == "fail":
            here, there = (values.cells[name].text or "0" for name in check.cells)
            if (here, there) in seen:
                continue
            seen.add((here, there))
            form = values.tables[check.cells[0]].form or ""
            message = f"{form}年初结转和结余为{here}，{_name(prior)}年末结转和结余为{there}，上下年不衔接"
            yield maker.make(
                "prior.carry_over", "warning", message, cells=check.cells, said=here, computed=there, key=check.cells[0]
            )  # fmt: skip


def _disagreement(
    cell: str,
    claims: Sequence[Claim],
    verdicts: Mapping[str, Verdict],
    values: Values,
    prior: Report,
    maker: Maker,
) -> Finding:
    own = all(verdicts[c.id].verdict in _HOLDS for c in claims)
    there = values.cells[cell]
    said = "、".join(dict.fromkeys(c.text for c in claims))
    told = "上年数" if all(c.kind == "level" for c in claims) else "比上年"
    message = f"{claims[0].subject}：{_name(prior)}为{there.text or '0'}，与本报告所称{told}“{said}”不符"
    message += "；变动额与变动率自洽，上年数可能已重述或调整口径" if own else ""
    return maker.make(
        "prior.disagreement", "warning" if own else "error", message, claim=claims[0], claims=[c.id for c in claims],
        cells=(cell,), said=said, computed=there.text or "0", key=f"prior{there.row}",
    )  # fmt: skip


def _name(prior: Report) -> str:
    return f"{prior.fiscal_year}年报告" if prior.fiscal_year else "上年报告"
