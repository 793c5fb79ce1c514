"""Rates of completion of parts against that of the whole: the budgets that they leave must make up its budget."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from gouji.arithmetic import evaluate
from gouji.completed import completed
from gouji.facts import IMPLIED
from gouji.model import Check, Claim, Finding, Link, Verdict
from gouji.verify.findings import Maker, plain
from gouji.verify.values import Values
from gouji.verify.verdicts import triangulated

CODE = "sum.completion"
_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Completion:
    """A check of the rate of a whole, with the rates of its parts."""

    check: Check
    whole: Claim
    parts: tuple[Claim, ...]


def completions(claims: Sequence[Claim], links: Mapping[str, Link], values: Values) -> list[Completion]:
    """One for each whole that nothing but its parts recomputes: 完成率 = Σ 决算 ÷ Σ（各部分决算 ÷ 各部分完成率）."""
    found = []
    for each in completed(claims):
        link = links[each.whole.id]
        by_parts = {part.id for part in each.parts} <= set(link.claims)
        if IMPLIED not in link.parts or link.expression is None or not by_parts:
            continue
        try:
            computed = evaluate(link.expression, values)
        except ZeroDivisionError:
            continue
        said = values.claim(each.whole)
        gap, allowed = abs(said.value - computed.value), said.allowed + computed.towards(said.value)
        check = Check(
            CODE, "pass" if gap <= allowed else "fail", link.cells, (each.whole.id, *link.claims),
            said.value * _HUNDRED, computed.value * _HUNDRED, gap * _HUNDRED, allowed * _HUNDRED,
            expression=link.expression,
        )  # fmt: skip
        found.append(Completion(check, each.whole, each.parts))
    return found


def confirm_completions(verdicts: dict[str, Verdict], found: Sequence[Completion]) -> None:
    """Rates that fit each other are consistent."""
    for each in found:
        if each.check.outcome == "pass":
            triangulated(verdicts, (each.whole, *each.parts))


def completion_findings(found: Sequence[Completion], maker: Maker) -> Iterator[Finding]:
    """An error where the rates of the parts and of the whole cannot all hold."""
    for each in found:
        if each.check.outcome != "fail":
            continue
        said, computed = each.whole.text, f"{plain(round(each.check.computed or Decimal(0), 2))}%"
        parts = "、".join((part.subject or "").rpartition("/")[2] + part.text for part in each.parts)
        message = f"各部分的完成率与总的完成率不能同时成立：总的为{said}，按{parts}计算为{computed}"
        yield maker.make(
            "completion.parts", "error", message, claim=each.whole, claims=each.check.claims, said=said,
            computed=computed, key=CODE,
        )  # fmt: skip
