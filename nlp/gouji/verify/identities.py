"""Identities inside and across the forms, from patterns/identities: each applied, none decided by constants."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Literal

import msgspec

from gouji import accounts, patterns
from gouji.arithmetic import Interval, total
from gouji.facts import Fact
from gouji.model import Check
from gouji.verify.values import Values
from gouji.vocabulary import Outcome

Kind = Literal["equal", "rows", "tree", "columns", "classes", "match", "bound", "at_most"]
_TEN_THOUSAND = Decimal(10**4)


class Select(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which fact of a form; ``sign`` −1 subtracts it, ``optional`` counts a missing one as zero."""

    form: str
    account: str | None = None
    side: str | None = None
    scope: str | None = None
    measure: str | None = None
    component: str | None = None
    code: str | None = None
    sign: int = 1
    optional: bool = False


class Identity(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One entry of patterns/identities."""

    code: str
    kind: Kind
    formula: str
    source: str
    passes: tuple[str, ...]
    fails: tuple[str, ...]
    left: Select | None = None
    right: tuple[Select, ...] = ()
    needs: tuple[Select, ...] = ()
    form: str | None = None
    parts: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()


@functools.cache
def identities() -> tuple[Identity, ...]:
    """All identities, as data."""
    return patterns.load("identities", Identity)


def compare(
    code: str,
    left: Interval,
    right: Interval,
    cells: Sequence[str],
    relation: str | None = None,
    *,
    at_most: bool = False,
) -> Check:
    """One comparison as a check, figures in 万元; the tolerance is what the printed digits of both sides leave.

    ``relation`` says how the two sides are made of cells and claims; without it the first cell is the sum of the rest.
    """
    gap = left.value - right.value if at_most else abs(left.value - right.value)
    allowed = left.allowed + right.allowed
    outcome: Outcome = "pass" if gap <= allowed else "fail"
    said, computed = left.value / _TEN_THOUSAND, right.value / _TEN_THOUSAND
    return Check(
        code,
        outcome,
        tuple(cells),
        (),
        said,
        computed,
        max(gap, Decimal(0)) / _TEN_THOUSAND,
        allowed / _TEN_THOUSAND,
        expression=relation or sum_of(cells),
    )


def sum_of(ids: Sequence[str], signs: Sequence[int] = (), *, at_most: bool = False) -> str | None:
    """The relation that the first of these ids is (or is at most) the sum of the rest, each with its sign."""
    if len(ids) < 2:
        return None
    parts = [f"[{name}]" for name in ids]
    right = parts[1]
    for part, sign in zip(parts[2:], signs[1:] or [1] * len(parts), strict=False):
        right += f" {'−' if sign < 0 else '+'} {part}"
    if signs and signs[0] < 0:
        right = f"0 − {right}"
    return f"{parts[0]} {'≤' if at_most else '='} {right}"


class Checker:
    """Applies identities to the facts of one report."""

    def __init__(self, facts: Iterable[Fact], values: Values) -> None:
        self._values = values
        self._facts = list(facts)
        self._by_form: defaultdict[str, list[Fact]] = defaultdict(list)
        for fact in self._facts:
            self._by_form[fact.form].append(fact)

    def run(self) -> list[Check]:
        """All checks of all identities; one that lacks its form is not applicable, one that lacks a cell has no data."""
        return [
            replace(check, message=identity.formula)
            for identity in identities()
            for check in self._apply(identity)
        ]

    def _apply(self, identity: Identity) -> list[Check]:
        forms = {s.form for s in (*filter(None, [identity.left]), *identity.right)} | set(
            filter(None, [identity.form])
        )
        if any(not self._by_form[form] for form in forms):
            return [Check(identity.code, "not_applicable")]
        if any(self._has(identity, name) for name in identity.unless):
            return [Check(identity.code, "not_applicable")]
        found = list(self._checks(identity))
        return found or [Check(identity.code, "insufficient_data")]

    def _has(self, identity: Identity, account: str) -> bool:
        form = identity.left.form if identity.left else identity.form or ""
        return any(f.account == account for f in self._by_form[form])

    def _checks(self, identity: Identity) -> Iterator[Check]:
        if identity.kind in {"equal", "at_most"}:
            yield from self._equal(identity)
        elif identity.kind == "rows":
            yield from self._rows(identity)
        elif identity.kind == "tree":
            yield from self._tree(identity)
        elif identity.kind == "columns":
            yield from self._columns(identity)
        elif identity.kind == "classes":
            yield from self._classes(identity)
        else:
            yield from self._pairs(identity)

    def _find(self, select: Select) -> Fact | None:
        found = [f for f in self._by_form[select.form] if _fits(f, select)]
        return next((f for f in found if f.cell.value is not None), found[0] if found else None)

    def _equal(self, identity: Identity) -> Iterator[Check]:
        assert identity.left is not None
        left = self._find(identity.left)
        if left is None or any(self._find(need) is None for need in identity.needs):
            return
        parts, cells, signs = [], [left.cell.id], []
        for select in identity.right:
            fact = self._find(select)
            if fact is None and not select.optional:
                return
            if fact is not None:
                parts.append(_signed(self._values.cell(fact.cell), select.sign))
                cells.append(fact.cell.id)
                signs.append(select.sign)
        at_most = identity.kind == "at_most"
        relation = sum_of(cells, signs, at_most=at_most)
        yield compare(
            identity.code, self._values.cell(left.cell), total(parts), cells, relation, at_most=at_most
        )

    def _rows(self, identity: Identity) -> Iterator[Check]:
        rows: defaultdict[tuple[str, int], list[Fact]] = defaultdict(list)
        bases = {base for name in identity.parts if (base := _base(name))}
        for fact in self._by_form[identity.form or ""]:
            rows[fact.table, fact.cell.row_index].append(fact)
        for row in rows.values():
            parts = [f for f in row if _is_part(f, bases)]
            whole = [f for f in row if not _is_part(f, bases) and _is_whole(f)]
            whole = [f for f in whole if not (f.form == "公开07" and f.side == "income")]
            if len(parts) > 1 and len(whole) >= 1:
                cells = [whole[0].cell.id, *(f.cell.id for f in parts)]
                right = total([self._values.cell(f.cell) for f in parts])
                yield compare(identity.code, self._values.cell(whole[0].cell), right, cells)

    def _tree(self, identity: Identity) -> Iterator[Check]:
        columns: defaultdict[tuple[str, str], dict[str, Fact]] = defaultdict(dict)
        totals: dict[tuple[str, str], Fact] = {}
        for fact in self._by_form[identity.form or ""]:
            key = (fact.table, "/".join(fact.cell.column_path))
            if fact.code:
                columns[key].setdefault(fact.code, fact)
            elif fact.cell.row.strip() and accounts.normalise(fact.cell.row) in {"合计", "总计"}:
                totals.setdefault(key, fact)
        for key, by_code in columns.items():
            economic = any(accounts.is_economic(code) for code in by_code)
            for code, fact in by_code.items():
                yield from self._parent(identity.code, fact, _below(code, by_code))
            classes = [f for c, f in by_code.items() if len(c) == 3]
            if key in totals and classes and not economic:
                yield from self._parent(identity.code, totals[key], classes)

    def _parent(self, code: str, parent: Fact, children: list[Fact]) -> Iterator[Check]:
        if children:
            right = total([self._values.cell(f.cell) for f in children])
            cells = [parent.cell.id, *(f.cell.id for f in children)]
            yield compare(code, self._values.cell(parent.cell), right, cells)

    def _columns(self, identity: Identity) -> Iterator[Check]:
        """Form 04: the 合计 column of a row against the columns of the three budgets."""
        rows: defaultdict[tuple[str, int], dict[str, Fact]] = defaultdict(dict)
        for fact in self._by_form[identity.form or ""]:
            if fact.side == "expense":
                rows[fact.table, fact.cell.row_index].setdefault(fact.scope, fact)
        for row in rows.values():
            parts = [row[s] for s in ("一般公共预算", "政府性基金", "国有资本经营") if s in row]
            if "财政拨款" in row and len(parts) > 1:
                cells = [row["财政拨款"].cell.id, *(f.cell.id for f in parts)]
                right = total([self._values.cell(f.cell) for f in parts])
                yield compare(identity.code, self._values.cell(row["财政拨款"].cell), right, cells)

    def _classes(self, identity: Identity) -> Iterator[Check]:
        assert identity.left is not None
        left = self._find(identity.left)
        scope = identity.left.scope
        classes = [
            f for f in self._by_form[identity.left.form]
            if f.side == "expense" and f.scope == scope and f.code and len(f.code) == 3 and f.component is None
        ]  # fmt: skip
        if left is not None:
            yield from self._parent(identity.code, left, classes)

    def _pairs(self, identity: Identity) -> Iterator[Check]:
        assert identity.left is not None
        mine = _by_code(f for f in self._by_form[identity.left.form] if _fits(f, identity.left))
        theirs = _by_code(f for f in self._by_form[identity.right[0].form] if _fits(f, identity.right[0]))
        for code in mine.keys() & theirs.keys():
            one, other = mine[code], theirs[code]
            cells, at_most = (one.cell.id, other.cell.id), identity.kind == "bound"
            yield compare(
                identity.code, self._values.cell(one.cell), self._values.cell(other.cell), cells,
                sum_of(cells, at_most=at_most), at_most=at_most,
            )  # fmt: skip


def _by_code(facts: Iterable[Fact]) -> dict[str, Fact]:
    found: dict[str, Fact] = {}
    for fact in facts:
        if fact.code and fact.component is None:
            found.setdefault(fact.code, fact)
    return dict(sorted(found.items()))


def _below(code: str, by_code: dict[str, Fact]) -> list[Fact]:
    """The next level below an account: 5 digits under 3, 7 under 5; 7 under 3 where the form omits the middle."""
    for length in (len(code) + 2, len(code) + 4):
        found = [f for c, f in by_code.items() if len(c) == length and c.startswith(code)]
        if found:
            return found
    return []


def _base(name: str) -> str | None:
    term = accounts.term(name)
    return term.base if term is not None else None


def _is_part(fact: Fact, bases: set[str]) -> bool:
    if fact.form == "公开02" and fact.scope != "全部资金":
        return True
    name = fact.component or fact.account
    return name in bases and name != "本年收入"


def _fits(fact: Fact, select: Select) -> bool:
    if select.measure is not None:
        budget = fact.measure in {"年初预算", "全年预算", "调整预算"}
        if not (fact.measure == select.measure or (select.measure == "预算" and budget)):
            return False
    elif fact.measure in {"年初预算", "全年预算", "调整预算"}:
        return False
    wanted = (
        (select.account, fact.account),
        (select.side, fact.side),
        (select.scope, fact.scope),
        (select.code, fact.code),
    )
    return all(want is None or want == have for want, have in wanted) and fact.component == select.component


def _signed(value: Interval, sign: int) -> Interval:
    return Interval(-value.value, -value.high, -value.low) if sign < 0 else value


def _is_whole(fact: Fact) -> bool:
    """Whether a fact is the sum of its row: no column of carry-over, of the year's income, or of a part of 基本支出."""
    beside = {"人员经费", "公用经费"} | (set() if fact.form == "公开02" else {"本年收入"})
    return (
        fact.component is None
        and "结" not in fact.account
        and "/" not in fact.account
        and fact.account not in beside
    )
