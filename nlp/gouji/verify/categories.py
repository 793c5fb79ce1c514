"""Shares of each category of procurement against the amount that they make up together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from gouji.arithmetic import total
from gouji.model import Check, Claim, Finding, Verdict
from gouji.procurement import granted
from gouji.verify.findings import Maker, plain
from gouji.verify.identities import compare
from gouji.verify.values import Values
from gouji.verify.verdicts import triangulated

CODE = "sum.small_firms"


@dataclass(frozen=True, slots=True)
class Weighted:
    """A check of an amount granted to small firms, with the shares that make it up."""

    check: Check
    shares: tuple[Claim, ...]


def weighted(claims: Sequence[Claim], section: Mapping[str, str | None], values: Values) -> list[Weighted]:
    """One for each section: 授予中小企业合同金额 = Σ 各类采购支出 × 各类占比."""
    found = []
    for each in granted(claims, section):
        parts = [values.claim(each.amounts[n]) * values.claim(share) for n, share in each.shares.items()]
        used = (each.whole, *each.amounts.values(), *each.shares.values())
        check = compare(CODE, values.claim(each.whole), total(parts), ())
        shares = tuple(each.shares.values())
        found.append(Weighted(replace(check, claims=tuple(c.id for c in used)), shares))
    return found


def weighted_findings(found: Sequence[Weighted], maker: Maker) -> Iterator[Finding]:
    """A warning where the shares of the categories do not make up the amount."""
    for each in found:
        if each.check.outcome == "fail":
            said, computed = plain(each.check.said), plain(round(each.check.computed or Decimal(0), 2))
            message = f"各类采购授予企业的占比与所称合同金额不符：文中为{said}万元，按各类支出和占比计算为{computed}万元"
            yield maker.make(
                "share.sum", "warning", message, claim=each.shares[0], claims=each.check.claims, said=said,
                computed=computed, key=CODE,
            )  # fmt: skip


def confirm_weighted(verdicts: dict[str, Verdict], found: Sequence[Weighted]) -> None:
    """Shares that make up the amount are consistent with it."""
    for each in found:
        if each.check.outcome == "pass":
            triangulated(verdicts, each.shares)
