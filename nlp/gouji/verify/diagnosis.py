"""Why a figure does not hold: each hypothesis is recomputed, those that fit are named with the figure they imply."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Context, Decimal

from gouji.arithmetic import Interval, total
from gouji.facts import Fact
from gouji.model import Claim, Diagnosis, Link, Verdict
from gouji.verify.values import Values
from gouji.worth import factor_of, is_money

NEAR = 10
_WIDE = Context(prec=2000)
_BESIDE_PUBLIC = ("会议费", "培训费")
_HUNDRED, _TEN_THOUSAND = Decimal(100), Decimal(10**4)


class Diagnoser:
    """Hypotheses over the facts of the forms and the claims beside the one at hand."""

    def __init__(
        self, values: Values, facts: Iterable[Fact], claims: Sequence[Claim], links: Mapping[str, Link]
    ) -> None:
        self._values, self._links = values, links
        self._facts = list(facts)
        self._by_cell = {fact.cell.id: fact for fact in self._facts}
        self._place = {claim.id: i for i, claim in enumerate(claims)}
        self._claims = claims
        self._beside: dict[str, list[Claim]] = {}
        for claim in claims:
            self._beside.setdefault(claim.sentence.partition("/")[0], []).append(claim)
        self._rates: dict[str | None, list[Claim]] = {}
        for claim in claims:
            if claim.kind in {"share", "completion"} and claim.base_value is not None:
                self._rates.setdefault(claim.subject, []).append(claim)

    def figure(self, claim: Claim, link: Link, said: Interval, computed: Interval) -> tuple[Diagnosis, ...]:
        """The hypotheses that fit, most telling first; `unknown` where none does."""
        implied = _printed(computed.value / factor_of(claim), claim)
        if claim.kind == "change" and abs(said.value + computed.value) <= said.allowed + computed.allowed:
            return (Diagnosis("direction", implied),)
        if claim.unit == "%":
            found = [*self._rate(claim, link, said, computed), *_last_digit(claim, said, computed)]
        else:
            found = [*_last_digit(claim, said, computed), *self._amount(claim, link, said, computed)]
        if not found and _is_slip(claim, implied):
            found = [Diagnosis("digit_slip", implied)]
        return tuple(found) or (Diagnosis("unknown", implied),)

    def _amount(self, claim: Claim, link: Link, said: Interval, computed: Interval) -> Iterator[Diagnosis]:
        factor = factor_of(claim)
        implied = _printed(computed.value / factor, claim)
        for scale in (_TEN_THOUSAND, 1 / _TEN_THOUSAND):
            if said.value and _near(
                Interval(said.value * scale, said.low * scale, said.high * scale), computed
            ):
                yield Diagnosis("unit_10e4", implied)
        if not link.cells:
            return
        own = self._by_cell.get(link.cells[0])
        if own is not None:
            yield from self._swapped(claim, said, computed, implied)
        if not said.value:
            return
        if own is not None:
            yield from self._elsewhere(own, said, implied)
            yield from self._with_more(own, said, computed, implied)
        yield from self._other_column(link.cells[0], said, implied)
        if own is None:
            return
        yield from self._sign_word(claim, said, computed)
        if _is_slip(claim, implied):
            yield Diagnosis("digit_slip", implied)

    def _elsewhere(self, own: Fact, said: Interval, implied: Decimal) -> Iterator[Diagnosis]:
        """The same account in another scope of money, else another row of the same column."""
        same = [
            f
            for f in self._facts
            if f.account == own.account and f.code == own.code and f.component == own.component
        ]
        for fact in same:
            if (
                fact.cell.id != own.cell.id
                and _near(said, self._values.cell(fact.cell))
                and fact.measure == own.measure
            ):
                yield Diagnosis("other_scope", implied, fact.form)
                return
        for fact in self._facts:
            column = fact.table == own.table and fact.cell.column_index == own.cell.column_index
            if column and fact.cell.id != own.cell.id and _near(said, self._values.cell(fact.cell)):
                yield Diagnosis("other_row", implied, fact.cell.row or fact.account)
                return

    def _with_more(
        self, own: Fact, said: Interval, computed: Interval, implied: Decimal
    ) -> Iterator[Diagnosis]:
        """The three public with what is often added to them: meetings, training, or both, as form 06 has them."""
        if own.account != "三公经费":
            return
        beside = [
            f for f in self._facts if f.form == "公开06" and f.account in _BESIDE_PUBLIC and f.cell.value
        ]
        for some in (*([fact] for fact in beside), beside):
            if some and _near(said, computed + total([self._values.cell(fact.cell) for fact in some])):
                yield Diagnosis("other_scope", implied, "含" + "、".join(fact.account for fact in some))
                return

    def _other_column(self, linked: str, said: Interval, implied: Decimal) -> Iterator[Diagnosis]:
        """Another amount of the same row, e.g. 全年执行数 printed as 全年预算数."""
        own, table = self._values.cells[linked], self._values.tables[linked]
        for cell in table.cells:
            beside = cell.row_index == own.row_index and cell.id != own.id and cell.value is not None
            if beside and is_money(cell) and _near(said, self._values.cell(cell)):
                yield Diagnosis("other_column", implied, "/".join(cell.column_path[-1:]) or cell.row)
                return

    def _swapped(
        self, claim: Claim, said: Interval, computed: Interval, implied: Decimal
    ) -> Iterator[Diagnosis]:
        at = self._place[claim.id]
        for other in self._claims[max(0, at - NEAR) : at + NEAR]:
            link = self._links[other.id]
            if (
                other.id == claim.id
                or other.kind != claim.kind
                or link.status != "linked"
                or other.value is None
            ):
                continue
            if _near(said, self._values(link.cells[0])) and _near(self._values.claim(other), computed):
                yield Diagnosis("swapped_siblings", implied, other.subject)
                return

    def _sign_word(self, claim: Claim, said: Interval, computed: Interval) -> Iterator[Diagnosis]:
        """A change printed where the level belongs: it is printed beside it, or the rate there recomputes from it."""
        beside = self._beside.get(claim.sentence.partition("/")[0], [])
        about = [other for other in beside if other.subject == claim.subject]
        if any(
            other.kind == "change" and _near(said, self._values.claim(other))
            for other in about
            if other.value
        ):
            yield Diagnosis("missing_sign_word", _printed(computed.value / factor_of(claim), claim))
            return
        for other in about:
            if other.kind != "change_rate" or not other.base_value:
                continue
            rate, rise = self._values.claim(other), other.direction != "decrease" and other.base_value > 0
            prior = computed.value - said.value if rise else computed.value + said.value
            if prior > 0 and abs(said.value / prior - abs(rate.value)) <= rate.allowed:
                yield Diagnosis("missing_sign_word", _printed(computed.value / factor_of(claim), claim))

    def _rate(self, claim: Claim, link: Link, said: Interval, computed: Interval) -> Iterator[Diagnosis]:
        implied = _printed(computed.value * _HUNDRED, claim)
        if claim.kind == "change_rate":
            change = next(
                (self._values(c) for c in link.claims if self._values.claims[c].kind == "change"), None
            )
            bases = [*(self._values(c) for c in link.cells), *self._levels_beside(claim)]
            if change is not None and any(b.value and _near(said, change / b) for b in bases):
                yield Diagnosis("wrong_base", implied)
            elif change is not None and self._against_its_word(link, said, change):
                yield Diagnosis("direction", implied)
        if said.value and _near(
            Interval(said.value * _HUNDRED, said.low * _HUNDRED, said.high * _HUNDRED), computed
        ):
            yield Diagnosis("ratio_as_percent", implied)
        if claim.kind in {"share", "completion"}:
            yield from self._other_base(claim, link, said, implied)

    def _against_its_word(self, link: Link, said: Interval, change: Interval) -> bool:
        """Whether the rate holds for a change the other way: 增加 written where 减少 is meant."""
        levels = [self._values(name) for name in (*link.cells, *link.claims) if self._is_level(name)]
        if len(levels) != 1 or "(" not in (link.expression or ""):
            return False
        base = levels[0] + change if "−" in (link.expression or "") else levels[0] - change
        return bool(base.value) and _near(said, change / base)

    def _is_level(self, name: str) -> bool:
        return name in self._values.cells or self._values.claims[name].kind == "level"

    def _levels_beside(self, claim: Claim) -> Iterator[Interval]:
        """The levels of the subject that its paragraph prints, of this year and the last."""
        for other in self._beside.get(claim.sentence.partition("/")[0], []):
            if other.kind == "level" and other.subject == claim.subject and other.base_value is not None:
                yield self._values.claim(other)

    def _other_base(self, claim: Claim, link: Link, said: Interval, implied: Decimal) -> Iterator[Diagnosis]:
        """A ratio printed with another base of its paragraph: the budget, another total, or part and whole turned."""
        part, whole = self._operands(link)
        if part is None or whole is None or not part.value:
            return
        if _near(said, whole / part):
            yield Diagnosis("wrong_base", implied, "分子分母颠倒")
            return
        bases = [self._values.claims[name] for name in link.claims]
        for other in (*self._beside.get(claim.sentence.partition("/")[0], []), *self._budgets_of(claim)):
            level = other.kind == "level" and bool(other.base_value) and other not in bases
            if level and _near(said, part / self._values.claim(other)):
                yield Diagnosis("wrong_base", implied, _called(other, claim))
                return
        yield from self._other_ratio(claim, said, implied)

    def _budgets_of(self, claim: Claim) -> Iterator[Claim]:
        """The budgets that the narrative prints of the account anywhere: the base of a rate of completion."""
        return (c for c in self._claims if c.subject == claim.subject and (c.measure or "").endswith("预算"))

    def _operands(self, link: Link) -> tuple[Interval | None, Interval | None]:
        """The two figures of a plain quotient."""
        sides = (link.expression or "").split(" ÷ ")
        names = [side.strip("[]") for side in sides]
        if len(sides) != 2 or any(side != f"[{name}]" for side, name in zip(sides, names, strict=True)):
            return None, None
        known = [self._values(name) if self._is_known(name) else None for name in names]
        return known[0], known[1]

    def _is_known(self, name: str) -> bool:
        if name in self._values.cells:
            return True
        claim = self._values.claims.get(name)
        return claim is not None and claim.base_value is not None and claim.step is not None

    def _other_ratio(self, claim: Claim, said: Interval, implied: Decimal) -> Iterator[Diagnosis]:
        """A share that is the rate of completion of the same account, or the other way round."""
        for other in self._rates.get(claim.subject, []):
            known = other.kind != claim.kind and self._links[other.id].expression
            if known and other.scope == claim.scope and _near(said, self._values.claim(other)):
                yield Diagnosis("wrong_base", implied, "预算" if claim.kind == "share" else "合计")
                return


def _called(other: Claim, claim: Claim) -> str:
    """The base by its name, or by its measure where it is of the same account."""
    if other.subject == claim.subject:
        return other.measure or "另一数字"
    return (other.subject or "另一数字").rpartition("/")[2]


def shared_scope(claims: Sequence[Claim], verdicts: dict[str, Verdict]) -> None:
    """A part off by just as much as its total, whose figure is another scope's: the part is that scope's too."""
    wrong = [c for c in claims if verdicts[c.id].verdict == "contradicted" and c.kind == "level"]
    for claim in wrong:
        verdict = verdicts[claim.id]
        if {d.hypothesis for d in verdict.diagnosis} - {"unknown", "digit_slip"}:
            continue
        for other in wrong:
            scope = next((d for d in verdicts[other.id].diagnosis if d.hypothesis == "other_scope"), None)
            if scope is not None and verdicts[other.id].gap == verdict.gap and other.scope == claim.scope:
                implied = verdict.diagnosis[0].implied if verdict.diagnosis else None
                found = Diagnosis("other_scope", implied, scope.where)
                verdicts[claim.id] = replace(verdict, diagnosis=(found,))


def _near(one: Interval, other: Interval) -> bool:
    return abs(one.value - other.value) <= one.allowed + other.allowed


def _printed(value: Decimal, claim: Claim) -> Decimal:
    """A value at the printed precision of a claim."""
    step = claim.step or Decimal("0.01")
    return abs(value).quantize(min(step, Decimal(1)), context=_WIDE)


def _last_digit(claim: Claim, said: Interval, computed: Interval) -> list[Diagnosis]:
    """Rounding or truncation: the printed figure lies within one last digit of the computed one."""
    step = (claim.step or Decimal("0.01")) * factor_of(claim)
    gap = computed.value - said.value
    if abs(gap) >= step + computed.allowed:
        return []
    implied = _printed(computed.value / factor_of(claim), claim)
    return [
        Diagnosis("truncation" if 0 < gap < step and computed.allowed < step / 2 else "rounding", implied)
    ]


def _is_slip(claim: Claim, implied: Decimal) -> bool:
    return claim.value is not None and slips(claim.value.quantize(implied, context=_WIDE), implied)


def slips(said: Decimal, implied: Decimal) -> bool:
    """Whether two printed figures differ by one digit, a transposition, or one digit too many or too few."""
    one, other = (format(abs(value), "f").replace(".", "").lstrip("0") for value in (said, implied))
    if one == other or not one or not other:
        return False
    if len(one) == len(other):
        differing = [i for i, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
        transposed = len(differing) == 2 and differing[1] == differing[0] + 1 and sorted(one) == sorted(other)
        return len(differing) == 1 or transposed
    short, long = sorted((one, other), key=len)
    return len(long) - len(short) == 1 and any(long[:i] + long[i + 1 :] == short for i in range(len(long)))
