"""Shares of each category of procurement (货物…占100%，服务…占21.29%) and the amount that they make up together."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gouji.model import Claim

_CATEGORIES = ("货物", "工程", "服务")
_FIRMS = re.compile(r"授予(?:小微|中小)企业")


@dataclass(frozen=True, slots=True)
class Granted:
    """An amount granted to small firms, with the spending of each category and the shares that make it up."""

    whole: Claim
    amounts: Mapping[str, Claim]
    shares: Mapping[str, Claim]


def granted(claims: Sequence[Claim], section: Mapping[str, str | None]) -> list[Granted]:
    """One for each section that prints them all; ``section``: sentence id → section id."""
    grouped: defaultdict[str | None, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.value is not None:
            grouped[section.get(claim.sentence)].append(claim)
    return [found for members in grouped.values() if (found := _of_section(members)) is not None]


def _of_section(members: Sequence[Claim]) -> Granted | None:
    shares = {name: c for c in members if c.kind == "share" and (name := _category(c)) is not None}
    if not shares:
        return None
    kind = _FIRMS.search(next(iter(shares.values())).subject or "")
    whole = next((c for c in members if _is_grant(c, kind.group() if kind else "")), None)
    amounts = {n: c for n in _CATEGORIES for c in members if _is_spending(c, n)}
    missing = [n for n, c in amounts.items() if c.value and n not in shares]
    if whole is None or missing or any(name not in amounts for name in shares):
        return None
    return Granted(whole, amounts, shares)


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
