"""Identities inside and across the forms, from patterns/identities: each applied, none decided by constants."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

import msgspec

from gouji import accounts
from gouji.arithmetic import Interval, total
from gouji.facts import Fact
from gouji.model import Check
from gouji.verify.outlined import numbered, subtotals
from gouji.verify.selects import Identity, Select, families, fits, identities
from gouji.verify.values import Values
from gouji.vocabulary import Outcome, ReportKind

_TEN_THOUSAND = Decimal(10**4)
_LOWEST = 7
_BY_SOURCE = frozenset({"公开02", "预算02"})


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

    def __init__(self, facts: Iterable[Fact], values: Values, kind: ReportKind = "final_accounts") -> None:
        """``kind`` of the report: the identities of its forms are applied even where none of them was read."""
        self._values = values
        self._by_form: defaultdict[str, list[Fact]] = defaultdict(list)
        self._families = {"预算" if kind == "budget" else "公开"}
        self._by_account: defaultdict[tuple[str, str | None], list[Fact]] = defaultdict(list)
        for fact in facts:
            self._by_form[fact.form].append(fact)
            self._by_account[fact.form, fact.account].append(fact)
            self._families.add(fact.form[:2])

    def run(self) -> list[Check]:
        """All checks of all identities; one that lacks its form is not applicable, one that lacks a cell has no data.

        Identities of budget forms are left out of final accounts that print none, and the other way round.
        """
        return [
            replace(check, message=identity.formula)
            for identity in identities()
            if self._families & families(identity)
            for check in self._apply(identity)
        ]

    def _apply(self, identity: Identity) -> list[Check]:
        forms = {s.form for s in (*filter(None, [identity.left]), *identity.right) if not s.optional} | set(
            filter(None, [identity.form])
        )
        if any(not self._by_form[form] for form in forms):
            return [Check(identity.code, "not_applicable")]
        if any(self._has(identity, name) for name in identity.unless) or not self._all_zero(identity):
            return [Check(identity.code, "not_applicable")]
        found = list(self._checks(identity))
        return found or [Check(identity.code, "insufficient_data")]

    def _has(self, identity: Identity, account: str) -> bool:
        form = identity.left.form if identity.left else identity.form or ""
        return any(f.account == account for f in self._by_form[form])

    def _all_zero(self, identity: Identity) -> bool:
        """Whether what the identity leaves out is zero or not printed."""
        return not any(
            fact.cell.value
            for select in identity.zero
            for fact in self._by_form[select.form]
            if fits(fact, select)
        )

    def _checks(self, identity: Identity) -> Iterator[Check]:
        kinds: dict[str, Callable[[Identity], Iterator[Check]]] = {
            "equal": self._equal, "at_most": self._equal, "rows": self._rows, "tree": self._tree,
            "columns": self._columns, "classes": self._classes, "match": self._pairs, "bound": self._pairs,
            "codes": self._codes, "numbered": self._outlined, "subtotals": self._outlined,
        }  # fmt: skip
        yield from kinds[identity.kind](identity)

    def _find(self, select: Select, account: str | None = None) -> Fact | None:
        """The fact of a select; none where several tables of the form print it differently."""
        wanted = select if account is None else msgspec.structs.replace(select, account=account)
        of_form = self._by_form[select.form]
        near = of_form if wanted.account is None else self._by_account[select.form, wanted.account]
        found = [f for f in near if fits(f, wanted)]
        first: dict[str, Fact] = {}
        for fact in found:
            if fact.cell.value is not None:
                first.setdefault(fact.table, fact)
        if len({self._values.cell(f.cell).value for f in first.values()}) > 1:
            return None
        return next(iter(first.values()), found[0] if found else None)

    def _choices(self, select: Select) -> list[Fact | None]:
        """The facts that a select may mean: of its account, and of those that may stand for it."""
        found = [self._find(select), *(self._find(select, name) for name in select.or_else)]
        return list(filter(None, found)) or [None]

    def _equal(self, identity: Identity) -> Iterator[Check]:
        assert identity.left is not None
        if any(self._find(need) is None for need in identity.needs) or self._open(identity):
            return
        found: list[Check] = []
        choices = [self._choices(select) for select in (identity.left, *identity.right)]
        for facts in itertools.product(*choices):
            check = self._one(identity, facts)
            if check is not None:
                found.append(check)
        if found:
            yield next((check for check in found if check.outcome == "pass"), found[0])

    def _one(self, identity: Identity, facts: Sequence[Fact | None]) -> Check | None:
        left, *right = facts
        if left is None:
            return None
        parts, cells, signs = [], [left.cell.id], []
        for select, fact in zip(identity.right, right, strict=True):
            if fact is None and not select.optional:
                return None
            if fact is not None:
                parts.append(_signed(self._values.cell(fact.cell), select.sign))
                cells.append(fact.cell.id)
                signs.append(select.sign)
        at_most = identity.kind == "at_most"
        relation = sum_of(cells, signs, at_most=at_most)
        return compare(
            identity.code, self._values.cell(left.cell), total(parts), cells, relation, at_most=at_most
        )

    def _open(self, identity: Identity) -> bool:
        """Whether the form prints a filled account that would belong to the sum under another name."""
        if identity.others is None or identity.left is None:
            return False
        left = identity.left
        named = {name for s in (left, *identity.right, *identity.needs) for name in (s.account, *s.or_else)}
        return any(
            fact.cell.value and fact.account not in named and re.search(identity.others, fact.account)
            and left.side in {None, fact.side}
            for fact in self._by_form[left.form]
        )  # fmt: skip

    def _outlined(self, identity: Identity) -> Iterator[Check]:
        facts = self._by_form[identity.form or ""]
        if identity.left is not None:
            facts = [f for f in facts if fits(f, identity.left)]
        for whole, parts in numbered(facts) if identity.kind == "numbered" else subtotals(facts):
            yield from self._parent(identity.code, whole, list(parts))

    def _codes(self, identity: Identity) -> Iterator[Check]:
        """Every filled 项 of the left form has a row on the right one."""
        assert identity.left is not None
        theirs = {f.code for f in self._by_form[identity.right[0].form] if f.code}
        if not any(len(code) == _LOWEST for code in theirs):
            return
        for code, fact in _by_code(
            f for f in self._by_form[identity.left.form] if fits(f, identity.left)
        ).items():
            if len(code) == _LOWEST and fact.cell.value:
                outcome: Outcome = "pass" if code in theirs else "fail"
                yield Check(identity.code, outcome, (fact.cell.id,))

    def _rows(self, identity: Identity) -> Iterator[Check]:
        rows: defaultdict[tuple[str, int], list[Fact]] = defaultdict(list)
        bases = {base for name in identity.parts if (base := _base(name))}
        for fact in self._by_form[identity.form or ""]:
            rows[fact.table, fact.cell.row_index].append(fact)
        for row in rows.values():
            parts = [f for f in row if _is_part(f, bases)]
            whole = [f for f in row if not _is_part(f, bases) and _is_whole(f)]
            whole = [f for f in whole if not (f.form == "公开07" and f.side == "income")]
            if len(parts) > 1 and len(whole) >= 1 and not _leaves_open(identity, row, [whole[0], *parts]):
                cells = [whole[0].cell.id, *(f.cell.id for f in parts)]
                right = total([self._values.cell(f.cell) for f in parts])
                yield compare(identity.code, self._values.cell(whole[0].cell), right, cells)

    def _tree(self, identity: Identity) -> Iterator[Check]:
        columns: defaultdict[tuple[str, str], dict[str, Fact]] = defaultdict(dict)
        totals: dict[tuple[str, str], Fact] = {}
        twice: set[tuple[str, str]] = set()
        for fact in self._by_form[identity.form or ""]:
            key = (fact.table, "/".join(fact.cell.column_path))
            if fact.code:
                known = columns[key].setdefault(fact.code, fact)
                if known.cell.row_index != fact.cell.row_index:
                    twice.add(key)
            elif fact.cell.row.strip() and accounts.normalise(fact.cell.row) in {"合计", "总计"}:
                totals.setdefault(key, fact)
        for key, by_code in columns.items():
            if key in twice:  # a form by unit lists an account once a unit
                continue
            economic = any(accounts.is_economic(code) for code in by_code) and not identity.totals
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
        mine = _by_code(
            (f for f in self._by_form[identity.left.form] if fits(f, identity.left)), identity.left
        )
        right = identity.right[0]
        theirs = _by_code((f for f in self._by_form[right.form] if fits(f, right)), right)
        for code in (code for code in mine if code in theirs):
            one, other = mine[code], theirs[code]
            cells, at_most = (one.cell.id, other.cell.id), identity.kind == "bound"
            yield compare(
                identity.code, self._values.cell(one.cell), self._values.cell(other.cell), cells,
                sum_of(cells, at_most=at_most), at_most=at_most,
            )  # fmt: skip


def _by_code(facts: Iterable[Fact], select: Select | None = None) -> dict[str, Fact]:
    """The facts of each account code; an account that a form lists more than once (by unit) is left out."""
    found: dict[str, Fact] = {}
    twice: set[str] = set()
    component = select.component if select is not None else None
    for fact in facts:
        if fact.code and fact.component == component:
            known = found.setdefault(fact.code, fact)
            if known.cell.row_index != fact.cell.row_index or known.table != fact.table:
                twice.add(fact.code)
    return {code: fact for code, fact in sorted(found.items()) if code not in twice}


def _leaves_open(identity: Identity, row: Sequence[Fact], counted: Sequence[Fact]) -> bool:
    """Whether a row has another filled column of its own that the identity does not know."""
    if identity.others is None:
        return False
    heads = {fact.cell.column_path[:1] for fact in counted}
    known = {fact.cell.id for fact in counted}
    return any(
        fact.cell.value and fact.cell.id not in known and fact.cell.column_path[:1] not in heads
        and re.search(identity.others, fact.cell.column) is not None
        for fact in row
    )  # fmt: skip


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
    if fact.form in _BY_SOURCE and fact.scope != "全部资金":
        return True
    name = fact.component or fact.account
    return name in bases and name != "本年收入"


def _signed(value: Interval, sign: int) -> Interval:
    return Interval(-value.value, -value.high, -value.low) if sign < 0 else value


def _is_whole(fact: Fact) -> bool:
    """Whether a fact is the sum of its row: no column of carry-over, of the year's income, or of a part of 基本支出."""
    beside = {"人员经费", "公用经费"} | (set() if fact.form in _BY_SOURCE else {"本年收入"})
    return (
        fact.component is None
        and "结" not in fact.account
        and "/" not in fact.account
        and fact.account not in beside
    )
