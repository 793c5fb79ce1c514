"""Costs a head, a car, a group (人均接待费, 车均运行维护费) with the amount and the count that they divide."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gouji.model import Claim

_UNITS = {
    "人均": frozenset({"人次", "人", "名"}),
    "车均": frozenset({"辆", "台"}),
    "批均": frozenset({"批次", "批"}),
    "次均": frozenset({"批次", "批", "次"}),
}
_COUNTED = {
    "公务用车运行维护费": ("保有量",),
    "公务用车购置费": ("购置",),
    "公务接待费": ("接待",),
    "国内接待费": ("国内", "接待"),
    "因公出国（境）费": ("出国",),
}
_FOREIGN = ("外事", "国（境）外", "外宾")


@dataclass(frozen=True, slots=True)
class Rate:
    """A cost of one, the amount and the number."""

    claim: Claim
    amount: Claim
    count: Claim


def rates(claims: Sequence[Claim], section: Mapping[str, str | None]) -> list[Rate]:
    """The costs of one whose amount and number the same section prints; ``section``: sentence id → section id."""
    grouped: defaultdict[str | None, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.value is not None:
            grouped[section.get(claim.sentence)].append(claim)
    return [
        found
        for members in grouped.values()
        for at, claim in enumerate(members)
        if (found := _rate(claim, at, members)) is not None
    ]


def _rate(claim: Claim, at: int, members: Sequence[Claim]) -> Rate | None:
    account, _, label = (claim.subject or "").partition("：")
    units = _UNITS.get(label[:2])
    if claim.kind != "level" or units is None:
        return None
    name = account.rpartition("/")[2]
    order = [*reversed(members[:at]), *members[at + 1 :]]
    amount = next((c for c in order if _is_outturn(c, name) and c.year == claim.year), None)
    count = next((c for c in order if c.kind == "count" and c.unit in units and _is_of(c, name)), None)
    if amount is None or count is None or not count.value:
        return None
    return Rate(claim, amount, count)


def _is_outturn(claim: Claim, name: str) -> bool:
    own = (claim.subject or "").rpartition("/")[2]
    return claim.kind == "level" and own == name and claim.measure == "决算"


def _is_of(count: Claim, name: str) -> bool:
    words = _COUNTED.get(name)
    subject = count.subject or ""
    if words is None or any(word in subject for word in _FOREIGN if name != "因公出国（境）费"):
        return False
    return any(word in subject for word in words)
