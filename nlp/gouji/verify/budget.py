"""A report against the budget of its year: the opening budgets that the narrative and its forms print."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from gouji.facts import BUDGET, Fact
from gouji.model import Check, Claim, Finding, Link, Verdict
from gouji.verify.findings import Maker
from gouji.verify.identities import compare
from gouji.verify.values import Values, named_in
from gouji.vocabulary import Outcome

OPENING_BUDGET = "chain.opening_budget"
FORM_BUDGET = "chain.form_budget"


@dataclass(frozen=True, slots=True)
class Budgeted:
    """One claim about the opening budget with the cell of the budget report that it was held against."""

    claim: Claim
    cell: str | None
    agrees: bool


def budgeted(
    claims: Sequence[Claim], links: Mapping[str, Link], verdicts: Mapping[str, Verdict]
) -> list[Budgeted]:
    """Each claim about the opening budget."""
    found = []
    for claim in claims:
        cell = named_in(links[claim.id].expression, BUDGET)
        level = claim.kind == "level" and claim.measure == "年初预算"
        if cell is not None or level:
            verdict = verdicts[claim.id]
            agrees = verdict.evidence == "budget_report" and verdict.verdict != "contradicted"
            found.append(Budgeted(claim, cell, agrees))
    return found


def budget_checks(
    found: Sequence[Budgeted], facts: Sequence[Fact], budget: Sequence[Fact], values: Values
) -> Iterator[Check]:
    """One check a claim, with why where it could not be made; and the budget columns of the three public expenses."""
    for each in found:
        if each.cell is None:
            message = f"预算报告的表中没有与“{each.claim.subject or each.claim.text}”对应的单元格"
            yield Check(OPENING_BUDGET, "insufficient_data", claims=(each.claim.id,), message=message)
        else:
            outcome: Outcome = "pass" if each.agrees else "fail"
            there = values.cells[each.cell].value
            yield Check(OPENING_BUDGET, outcome, (each.cell,), (each.claim.id,), computed=there)
    for fact in facts:
        other = _same(fact, budget) if fact.measure == "年初预算" and fact.component is None else None
        if other is not None:
            there_id = f"{BUDGET}{other.cell.id}"
            cells = (fact.cell.id, there_id)
            yield compare(FORM_BUDGET, values.cell(fact.cell), values(there_id), cells)


def _same(fact: Fact, budget: Sequence[Fact]) -> Fact | None:
    """The same account of the budget report: of the same scope, or of the general budget, which pays for it."""
    own = [
        f
        for f in budget
        if f.account == fact.account
        and f.code == fact.code
        and f.component is None
        and f.measure == "本年预算"
    ]
    exact = [f for f in own if f.scope == fact.scope]
    return next(iter(exact or [f for f in own if f.form == "预算07"]), None)


def budget_findings(
    found: Sequence[Budgeted], checks: Sequence[Check], values: Values, maker: Maker
) -> Iterator[Finding]:
    """A warning for each opening budget that the budget report prints otherwise."""
    grouped: defaultdict[str, list[Claim]] = defaultdict(list)
    for each in found:
        if each.cell is not None and not each.agrees:
            grouped[each.cell].append(each.claim)
    for cell, claims in grouped.items():
        there = values.cells[cell].text or "0"
        said = "、".join(dict.fromkeys(claim.text for claim in claims))
        message = f"{claims[0].subject}：预算报告为{there}，与文中年初预算“{said}”不符，或为调整后的预算数"
        yield maker.make(
            "budget.disagreement", "warning", message, claim=claims[0], claims=[c.id for c in claims], cells=(cell,),
            said=said, computed=there, key=f"budget{values.cells[cell].row}",
        )  # fmt: skip
    for check in checks:
        if check.code == FORM_BUDGET and check.outcome == "fail":
            here, there = (values.cells[name].text or "0" for name in check.cells)
            own = values.cells[check.cells[0]]
            name = own.row or "".join(own.column_path[-2:])
            title = values.tables[check.cells[0]].title
            message = f"《{title}》{name}的年初预算数为{here}，预算报告为{there}"
            yield maker.make(
                "budget.disagreement", "warning", message, cells=check.cells, said=here, computed=there,
                key=f"form{own.row}{own.column_path}",
            )  # fmt: skip
