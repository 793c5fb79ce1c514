"""Changes against the changes of their parts, and amounts against what they lie within, as the explanation says them."""

from __future__ import annotations

import functools
import itertools
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

import msgspec

from gouji import accounts, patterns
from gouji.arithmetic import Interval, total
from gouji.facts import Fact
from gouji.model import Check, Claim, Finding, Verdict
from gouji.sums import name_of, top_section
from gouji.verify.findings import Maker, plain
from gouji.verify.identities import compare, sum_of
from gouji.verify.values import Values
from gouji.vocabulary import Severity

AT_MOST = "≤"
_SOFT = ("基本", "大致", "相当", "变化不大")
_NOTHING = Interval(Decimal(0), Decimal(0), Decimal(0))


class ChangeParts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One entry of patterns/checks/parts.yaml."""

    code: str
    whole: str
    parts: tuple[str, ...]
    severity: Severity
    formula: str
    source: str
    passes: tuple[str, ...]
    fails: tuple[str, ...]
    stand_in: dict[str, tuple[str, ...]] = {}
    others: tuple[str, ...] = ()


class Bound(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One entry of patterns/checks/bounds.yaml; ``anywhere``: the two may stand in different sections."""

    code: str
    small: str
    large: str
    severity: Severity
    formula: str
    source: str
    passes: tuple[str, ...]
    fails: tuple[str, ...]
    anywhere: bool = False


class Moved(NamedTuple):
    """How much an account changed, the claims that say so, and whether a part of it speaks for it."""

    change: Interval
    claims: tuple[Claim, ...]
    stands_in: bool = False

    @property
    def terms(self) -> list[str]:
        """The claims with their signs, as in an expression; what is flat adds nothing."""
        return [f"{'−' if _falls(c) else '+'} [{c.id}]" for c in self.claims if c.kind == "change"]


@functools.cache
def change_parts() -> tuple[ChangeParts, ...]:
    """The changes that have parts, as data."""
    return patterns.load("checks/parts", ChangeParts)


@functools.cache
def bounds() -> tuple[Bound, ...]:
    """The amounts that lie within others, as data."""
    return patterns.load("checks/bounds", Bound)


class Explained:
    """The claims of an explanation with what is needed to hold them against each other."""

    def __init__(
        self,
        claims: Sequence[Claim],
        section: Mapping[str, str | None],
        verdicts: Mapping[str, Verdict],
        facts: Sequence[Fact],
        values: Values,
        in_reasons: frozenset[str] = frozenset(),
    ) -> None:
        """``section``: of each sentence; what a reason says (``in_reasons``) may be about a part of a part."""
        self._values, self._verdicts = values, verdicts
        self._filled = {f.account for f in facts if f.cell.value}
        self._printed = {f.account for f in facts}
        self._now = {f.account: f for f in facts if f.form == "公开09" and f.measure == "决算"}
        self._beyond = {name_of(c) for c in claims if c.kind == "share" and (c.base_value or 0) > 1}
        self._groups: defaultdict[tuple[object, ...], list[Claim]] = defaultdict(list)
        self._levels: defaultdict[str | None, list[Claim]] = defaultdict(list)
        for claim in claims:
            top = top_section(section.get(claim.sentence))
            of_money = claim.kind == "flat" or (claim.kind == "change" and (claim.unit or "").endswith("元"))
            if of_money and claim.basis and claim.subject and claim.id not in in_reasons:
                self._groups[top, claim.basis, claim.measure].append(claim)
            elif claim.kind in {"level", "count"} and claim.value is not None and not claim.approximate:
                self._levels[top].append(claim)

    def run(self, maker: Maker) -> tuple[list[Check], list[Finding]]:
        """All checks of both kinds; a figure that has been called wrong already gives no second finding."""
        found = [*self._changes(), *self._within()]
        checks = [check for _, check in found]
        told = {check.code for check in checks}
        entries: list[ChangeParts | Bound] = [*change_parts(), *bounds()]
        checks += [
            Check(e.code, "insufficient_data", message=e.formula) for e in entries if e.code not in told
        ]
        findings = [self._finding(entry, check, maker) for entry, check in found if self._new(check)]
        return checks, findings

    def _new(self, check: Check) -> bool:
        """Whether nothing has told it yet; a share beyond its whole (see narrative) tells that of its amount."""
        wrong = any(self._verdicts[name].verdict == "contradicted" for name in check.claims)
        told = name_of(self._values.claims[check.claims[0]]) in self._beyond
        return check.outcome == "fail" and not wrong and not told

    def _finding(self, entry: ChangeParts | Bound, check: Check, maker: Maker) -> Finding:
        whole = self._values.claims[check.claims[0]]
        of_change = isinstance(entry, ChangeParts)
        unit = whole.unit or "" if whole.kind == "count" else "万元"
        said, computed, gap = (f"{_short(x)}{unit}" for x in (check.said, check.computed, check.gap))
        message = f"不符合“{entry.formula}”：{said}，" + (
            f"各项之和{'至多' if AT_MOST in (check.expression or '') else ''}为{computed}，差{gap}"
            if of_change
            else f"大于{computed}"
        )
        return maker.make(
            "change.parts" if of_change else "figure.out_of_range", entry.severity, message, claim=whole,
            claims=check.claims, said=whole.text, computed=computed, key=entry.code,
        )  # fmt: skip

    def _changes(self) -> Iterator[tuple[ChangeParts | Bound, Check]]:
        for members, entry in itertools.product(self._groups.values(), change_parts()):
            if any(name in self._filled for name in entry.others):
                continue
            whole = self._moved(entry.whole, members)
            parts = [self._part(entry, name, members) for name in entry.parts]
            if whole is None or not whole.change.value:
                continue
            held = [part for part in parts if part is not None]
            if len(held) < len(parts):
                yield from self._but_one(entry, whole, parts)
                continue
            check = compare(entry.code, whole.change, total([part.change for part in held]), ())
            claims = (*whole.claims, *(claim for part in held for claim in part.claims))
            relation = f"{_sum(whole.terms)} = {_sum([term for part in held for term in part.terms])}"
            softer = any(part.stands_in for part in held) or len({claim.sentence for claim in claims}) > 1
            yield (
                msgspec.structs.replace(entry, severity="warning") if softer else entry,
                replace(check, claims=_ids(claims), expression=relation, message=entry.formula),
            )

    def _but_one(
        self, entry: ChangeParts, whole: Moved, parts: Sequence[Moved | None]
    ) -> Iterator[tuple[ChangeParts, Check]]:
        """The part whose change alone is not said cannot have risen by more than it is: told where it must have."""
        silent = [name for name, part in zip(entry.parts, parts, strict=True) if part is None]
        now = self._now.get(silent[0]) if len(silent) == 1 else None
        if now is None:
            return
        held = [part for part in parts if part is not None]
        most = total([*(part.change for part in held), self._values.cell(now.cell)])
        claims = (*whole.claims, *(claim for part in held for claim in part.claims))
        terms = [*(term for part in held for term in part.terms), f"+ [{now.cell.id}]"]
        relation = f"{_sum(whole.terms)} {AT_MOST} {_sum(terms)}"
        check = compare(entry.code, whole.change, most, (now.cell.id,), relation, at_most=True)
        if check.outcome == "fail":
            message = f"{entry.formula}（{silent[0]}未说增减，不超过本年{now.cell.text or 0}）"
            yield (
                msgspec.structs.replace(entry, severity="warning", formula=message),
                replace(check, claims=_ids(claims), message=message),
            )

    def _part(self, entry: ChangeParts, name: str, members: Sequence[Claim]) -> Moved | None:
        """The change of a part; of those that stand for it, where each is said or the form prints it as zero."""
        moved = self._moved(name, members)
        if moved is not None or name not in entry.stand_in:
            return moved
        said = {each: self._moved(each, members) for each in entry.stand_in[name]}
        silent = [each for each, change in said.items() if change is None]
        if len(silent) == len(said) or any(e in self._filled or e not in self._printed for e in silent):
            return None
        held = [change for change in said.values() if change is not None]
        change = total([m.change for m in held])
        return Moved(change, tuple(claim for m in held for claim in m.claims), stands_in=bool(silent))

    def _moved(self, name: str, members: Sequence[Claim]) -> Moved | None:
        """What is said of an account's change: None where nothing, or not one thing only, is said."""
        own = tuple(c for c in members if _base(c) == name and c.subject_code is None)
        if not own or any(word in c.text for c in own for word in _SOFT) or any(c.approximate for c in own):
            return None
        changes = [self._signed(c) for c in own]
        if len({change.value for change in changes}) > 1:
            return None
        return Moved(changes[0], own[:1])

    def _signed(self, claim: Claim) -> Interval:
        if claim.kind == "flat" or claim.base_value is None:
            return _NOTHING
        amount = self._values.claim(claim)
        return _NOTHING - amount if _falls(claim) else amount

    def _within(self) -> Iterator[tuple[ChangeParts | Bound, Check]]:
        everywhere = [claim for members in self._levels.values() for claim in members]
        for entry in bounds():
            groups = list(self._levels.values())
            if not any(_both(entry, members) for members in groups):
                groups = [everywhere] if entry.anywhere else []
            for members in groups:
                small = [c for c in members if _is(c, entry.small)]
                large = [c for c in members if _is(c, entry.large)]
                if len({c.value for c in small}) == 1 and len({c.value for c in large}) == 1:
                    one, other = small[0], large[0]
                    if one.unit == other.unit or "元" in f"{one.unit}{other.unit}":
                        yield entry, self._bounded(entry, one, other)

    def _bounded(self, entry: Bound, one: Claim, other: Claim) -> Check:
        ids = _ids((one, other))
        left, right = self._values.claim(one), self._values.claim(other)
        check = compare(entry.code, left, right, (), sum_of(ids, at_most=True), at_most=True)
        check = replace(check, claims=ids, message=entry.formula)
        return _of_counts(check) if one.kind == "count" else check


def _falls(claim: Claim) -> bool:
    """Whether a change is printed without a sign and said to be a fall."""
    return claim.direction == "decrease" and claim.value is not None and claim.value > 0


def _sum(terms: Sequence[str]) -> str:
    """Terms with their signs as one side of a relation, one that is added first."""
    ordered = sorted(terms, key=lambda term: not term.startswith("+"))
    text = " ".join(ordered)
    return text.removeprefix("+ ") if text.startswith("+") else f"0 {text}".strip()


def _ids(claims: Sequence[Claim]) -> tuple[str, ...]:
    return tuple(claim.id for claim in claims)


def _of_counts(check: Check) -> Check:
    """A check of counts as such: `compare` gives 万元."""
    scale = Decimal(10**4)
    said, computed, gap, allowed = (
        None if x is None else x * scale for x in (check.said, check.computed, check.gap, check.allowed)
    )
    return replace(check, said=said, computed=computed, gap=gap, allowed=allowed)


def _both(entry: Bound, members: Sequence[Claim]) -> bool:
    return all(any(_is(claim, name) for claim in members) for name in (entry.small, entry.large))


def _is(claim: Claim, name: str) -> bool:
    """Whether a claim is of what the expression of an entry names."""
    return re.fullmatch(name, name_of(claim)) is not None


def _base(claim: Claim) -> str | None:
    term = accounts.term(name_of(claim))
    return term.base if term is not None else None


def _short(value: Decimal | None) -> str | None:
    return plain(value.normalize() if value else value)
