"""Rates of completion of a whole and of the parts that make it up, printed one after another.

完成年初预算的116.6%，其中：基本支出完成年初预算的98.4%，项目支出完成年初预算的165.8%: no budget is printed, yet the outturns
over their rates are the budgets of the parts, and these make up that of the whole.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from gouji.model import Claim

_PARTS = ("基本支出", "项目支出")


@dataclass(frozen=True, slots=True)
class Completed:
    """The rate of the whole and those of all its parts, each with a value that is not zero."""

    whole: Claim
    parts: tuple[Claim, ...]


def completed(claims: Sequence[Claim]) -> list[Completed]:
    """One for each sentence that prints the rates of 支出, 基本支出 and 项目支出 against one budget, in this order."""
    grouped: defaultdict[tuple[str, str | None], list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.kind == "completion" and claim.unit == "%" and claim.base_value:
            grouped[claim.sentence, claim.basis].append(claim)
    return [found for members in grouped.values() if (found := _of_sentence(members)) is not None]


def _of_sentence(members: Sequence[Claim]) -> Completed | None:
    if len(members) != len(_PARTS) + 1:
        return None
    whole, *parts = members
    own, names = _leaf(whole), [_leaf(part) for part in parts]
    apart = all(name.endswith(part) for name, part in zip(names, _PARTS, strict=True))
    return Completed(whole, tuple(parts)) if apart and "支出" in own and not own.endswith(_PARTS) else None


def _leaf(claim: Claim) -> str:
    return (claim.subject or "").rpartition("/")[2]
