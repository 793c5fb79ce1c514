"""Shares of each category of procurement (货物…占100%，服务…占21.29%) against the amount that they make up together."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from gouji.model import Check, Claim, Finding, Verdict
from gouji.verify.arithmetic import Interval, total
from gouji.verify.findings import Maker, plain
from gouji.verify.identities import compare
from gouji.verify.values import Values

CODE = "sum.small_firms"
_CATEGORIES = ("货物", "工程", "服务")
_FIRMS = re.compile(r"授予(?:小微|中小)企业")


@dataclass(frozen=True, slots=True)
class Weighted:
    """An amount granted to small firms, with the shares of the categories that make it up."""

    check: Check
    shares: tuple[Claim, ...]


def weighted(claims: Sequence[Claim], section: Mapping[str, str | None], values: Values) -> list[Weighted]:
    """One for each section: 授予中小企业合同金额 = Σ 各类采购支出 × 各类占比."""
    grouped: defaultdict[str | None, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.value is not None:
            grouped[section.get(claim.sentence)].append(claim)
    return [found for members in grouped.values() if (found := _of_section(members, values)) is not None]


def _of_section(members: Sequence[Claim], values: Values) -> Weighted | None:
    shares = {name: c for c in members if c.kind == "share" and (name := _category(c)) is not None}
    if not shares:
        return None
    kind = _FIRMS.search(next(iter(shares.values())).subject or "")
    whole = next((c for c in members if _is_grant(c, kind.group() if kind else "")), None)
    amounts = {n: c for n in _CATEGORIES for c in members if _is_spending(c, n)}
    missing = [n for n, c in amounts.items() if c.value and n not in shares]
    if whole is None or missing or any(name not in amounts for name in shares):
        return None
    parts = [values.claim(amounts[n]) * values.claim(share) for n, share in shares.items()]
    together: Interval = total(parts)
    used = (whole, *amounts.values(), *shares.values())
    check = replace(compare(CODE, values.claim(whole), together, ()), claims=tuple(c.id for c in used))
    return Weighted(check, tuple(shares.values()))


def _category(claim: Claim) -> str | None:
    subject = claim.subject or ""
    if _FIRMS.search(subject) is None:
        return None
    return next((name for name in _CATEGORIES if subject.startswith(name)), None)


def _is_grant(claim: Claim, firms: str) -> bool:
    return claim.kind == "level" and (claim.subject or "").startswith(firms) and "占" not in claim.text


def _is_spending(claim: Claim, name: str) -> bool:
    last = (claim.subject or "").rpartition("/")[2]
    return claim.kind == "level" and last == f"政府采购{name}支出"


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
        for claim in each.shares if each.check.outcome == "pass" else ():
            verdict = verdicts[claim.id]
            if verdict.verdict == "unverifiable":
                verdicts[claim.id] = replace(
                    verdict, verdict="consistent", evidence="triangulation", computed=claim.value, gap=Decimal(0),
                    allowed=Decimal(0),
                )  # fmt: skip
