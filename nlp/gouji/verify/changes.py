"""Changes of parts against the change of their whole: what each part grew or fell by makes what the whole did."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from gouji.arithmetic import Interval, total
from gouji.model import Claim, Diagnosis, Finding, Verdict
from gouji.sums import SumPattern, name_of, sum_patterns, top_section
from gouji.verify.findings import Maker, plain
from gouji.verify.values import Values
from gouji.vocabulary import Severity

_TEN_THOUSAND = Decimal(10**4)
_SOFT = ("基本", "大致", "变化不大", "相当")
_WAYS = {"increase": 1, "decrease": -1}


@dataclass(frozen=True, slots=True)
class _Sum:
    """A change of a whole with those of its parts, in the order of the pattern."""

    pattern: SumPattern
    whole: Claim
    parts: tuple[Claim, ...]


def change_findings(
    claims: Sequence[Claim],
    section: Mapping[str, str | None],
    verdicts: Mapping[str, Verdict],
    in_reasons: frozenset[str],
    values: Values,
    maker: Maker,
) -> Iterator[Finding]:
    """A finding for each whole whose change the changes of its parts do not make, where none is wrong by itself.

    What a reason says does not count: it may be about a part of a part.
    """
    grouped: defaultdict[tuple[str | None, str | None, str | None], list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.id not in in_reasons and _signed(claim, values) is not None:
            grouped[top_section(section.get(claim.sentence)), claim.measure, claim.basis].append(claim)
    for members in grouped.values():
        for found in _sums(members):
            if any(verdicts[c.id].verdict == "contradicted" for c in (found.whole, *found.parts)):
                continue
            yield from _told(found, values, maker)


def _signed(claim: Claim, values: Values) -> Interval | None:
    """What a claim says its subject changed by: less than nothing where it fell, exactly nothing where it is flat."""
    if claim.approximate or claim.basis is None:
        return None
    if claim.kind == "flat" and not any(word in claim.text for word in _SOFT):
        return Interval(Decimal(0), Decimal(0), Decimal(0))
    if claim.kind != "change" or claim.base_value is None or claim.unit not in {"元", "万元", "亿元"}:
        return None
    size = values.claim(claim)
    if not size.value:
        return size
    if claim.direction not in _WAYS:
        return None
    size = size if size.value > 0 else Interval(-size.value, -size.high, -size.low)
    return size if _WAYS[claim.direction] > 0 else Interval(-size.value, -size.high, -size.low)


def _sums(members: Sequence[Claim]) -> Iterator[_Sum]:
    for pattern in sum_patterns():
        if pattern.like:
            continue
        whole = next((c for c in members if name_of(c) == pattern.whole and c.kind == "change"), None)
        if whole is not None:
            parts = _parts(pattern, whole, members)
            if parts is not None:
                yield _Sum(pattern, whole, parts)


def _parts(pattern: SumPattern, whole: Claim, members: Sequence[Claim]) -> tuple[Claim, ...] | None:
    """The claims of all parts; in the sentence of the whole a part may be told by parts of its own."""
    inner = {p.whole: p.parts for p in sum_patterns() if not p.like}
    by_name: dict[str, Claim] = {}
    beside: dict[str, Claim] = {}
    for claim in members:
        by_name.setdefault(name_of(claim), claim)
        if claim.sentence == whole.sentence:
            beside.setdefault(name_of(claim), claim)
    found: list[Claim] = []
    for name in pattern.parts:
        if name in by_name:
            found.append(by_name[name])
            continue
        own = [beside[each] for each in inner.get(name, ()) if each in beside]
        if not own and name not in pattern.optional:
            return None
        found += own
    return tuple(found)


def _told(found: _Sum, values: Values, maker: Maker) -> Iterator[Finding]:
    said = _signed(found.whole, values)
    parts = [value for part in found.parts if (value := _signed(part, values)) is not None]
    together = total(parts)
    if said is None or abs(said.value - together.value) <= said.allowed + together.allowed:
        return
    one = {claim.sentence for claim in (found.whole, *found.parts)} == {found.whole.sentence}
    severity: Severity = "error" if one else "warning"
    computed = together.value / _TEN_THOUSAND
    message = (
        f"{found.whole.subject}：称{_way(said.value)}{found.whole.text}，各项增减之和为{_way(computed)}"
        f"{plain(abs(computed).normalize())}万元（{found.pattern.formula}）"
    )
    yield maker.make(
        "change.parts", severity, message, claim=found.whole, claims=[c.id for c in found.parts],
        said=found.whole.text, computed=f"{plain(computed.normalize())}万元", diagnosis=(Diagnosis("unknown"),),
        key=found.pattern.code,
    )  # fmt: skip


def _way(value: Decimal) -> str:
    return "减少" if value < 0 else "增加"
