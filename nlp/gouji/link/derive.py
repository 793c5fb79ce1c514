"""Expressions over cells and claims: rates, shares, completion rates, deviations from the budget."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from gouji import accounts
from gouji.link.candidates import Candidates
from gouji.link.score import Settings, choose
from gouji.model import Claim, Link
from gouji.topics import Topic

_Fits = Callable[[Claim], bool]
_MONEY = {"元", "千元", "万元", "亿元"}
_BESIDE = 6
_OF_BUDGET = "本年预算"
_BUDGETS = ("年初预算", "全年预算", "调整预算", "本年预算")


class Deriver:
    """Links of derived claims; operands come from the same paragraph, then from the same section."""

    def __init__(
        self,
        claims: Sequence[Claim],
        section: Mapping[str, str | None],
        direct: Mapping[str, Link],
        topic_of: Mapping[str, Topic | None],
        index: Candidates,
        settings: Settings,
    ) -> None:
        self._claims: Sequence[Claim] = claims
        self._direct, self._topic_of = direct, topic_of
        self._index, self._settings = index, settings
        self._year = index.fiscal_year or _usual_year(claims)
        self._place = {c.id: i for i, c in enumerate(claims)}
        self._paragraph = {c.id: c.sentence.partition("/")[0] for c in claims}
        self._section = {c.id: section.get(c.sentence) for c in claims}

    def link(self, claim: Claim) -> Link | None:
        """The expression that gives a claim, or None where an operand is not to be had."""
        if claim.kind == "change_rate" and claim.unit == "%":
            return self._rate(claim)
        if claim.kind == "share":
            return self._share(claim)
        if claim.kind == "completion":
            return self._completion(claim)
        if claim.kind == "change" and claim.basis in _BUDGETS:
            return self._deviation(claim)
        if claim.kind == "change" and claim.basis == "上年":
            return self._carry_over(claim) or self._yearly(claim)
        if claim.kind in {"flat", "comparison"} and claim.basis in _BUDGETS:
            return self._deviation(claim)
        if claim.kind == "level" and claim.measure in _BUDGETS:
            return self._budget(claim)
        if claim.kind == "level" and claim.year is not None and self._is_last_year(claim):
            return self._prior(claim)
        return None

    def _rate(self, claim: Claim) -> Link | None:
        change = self._near(claim, lambda c: c.kind == "change" and c.basis == claim.basis, before=True)
        if change is None:  # 增长35.07%，增加1254.05万元
            change = self._near(claim, lambda c: c.kind == "change" and _next_to(claim, c))
        if change is None or change.unit not in _MONEY:
            return self._gap_rate(claim) if change is None and claim.basis in _BUDGETS else None
        if claim.basis in _BUDGETS:
            budget = self._budget_operand(claim)
            if budget is not None:
                return self._made(claim, f"[{change.id}] ÷ {budget}", [change.id, budget])
        prior = self._near(claim, lambda c: c.kind == "level" and _is_base_year(c, claim))
        if prior is not None:
            return self._made(claim, f"[{change.id}] ÷ [{prior.id}]", [change.id, prior.id])
        level = self.level(claim)
        if level is None:
            return None
        sign = "+" if (change.direction or claim.direction) == "decrease" else "−"
        return self._made(claim, f"[{change.id}] ÷ ({level} {sign} [{change.id}])", [change.id, level])

    def _gap_rate(self, claim: Claim) -> Link | None:
        """预决算差异率, the gap itself not printed."""
        outturn, budget = self.level(claim), self._budget_operand(claim)
        if outturn is None or budget is None:
            return None
        down = claim.direction == "decrease"
        gap = f"{budget} − {outturn}" if down else f"{outturn} − {budget}"
        return self._made(claim, f"({gap}) ÷ {budget}", [outturn, budget])

    def _share(self, claim: Claim) -> Link | None:
        part = self.level(claim)
        whole = self._whole(claim)
        if part is None or whole is None:
            return None
        return self._made(claim, f"{part} ÷ {whole}", [part, whole])

    def _whole(self, claim: Claim) -> str | None:
        """The denominator: what the words after 占 name, else the total that the paragraph decomposes."""
        topic = self._topic_of[claim.id]
        if claim.of:
            name = accounts.normalise(claim.of)
            if (
                name in {"总收入", "总支出", "收入总额", "支出总额"}
                and topic is not None
                and topic.base in {"本年收入", "本年支出"}
            ):
                name = accounts.full_name(topic.base, topic.scope, topic.side)
            same = self._near(
                claim, lambda c: _is_level_of(c, claim) and _is_called(c, name), wide=True, same=False
            )
            if same is not None:
                return self._operand(same)
            return self._named(claim, name, topic)
        total = self._near(
            claim,
            lambda c: _is_level_of(c, claim) and c.measure == _told(claim) and self._is_total(c, topic),
            before=True,
            same=False,
        )
        if total is not None and total.subject != claim.subject:
            return self._operand(total)
        if topic is None or topic.base is None:
            return self._first_of_paragraph(claim)
        facts = self._index.plain(topic.base, topic.scope, _told(claim))
        best = choose(_about(claim, topic), topic, facts, self._settings)
        return f"[{best.cells[0]}]" if best is not None and best.cells else None

    def _named(self, claim: Claim, name: str, topic: Topic | None) -> str | None:
        term = accounts.term(name)
        if term is None or term.base is None:
            return None
        scope = term.scope or (
            "全部资金" if term.base in {"本年支出", "本年收入", "收支总计"} else claim.scope
        )
        facts = self._index.plain(term.base, scope, _told(claim))
        sample = _plain_level(claim, term.name, scope, _told(claim))
        best = choose(sample, None, [f for f in facts if term.side in {"both", f.side}], self._settings)
        return f"[{best.cells[0]}]" if best is not None and best.cells else None

    def _is_total(self, claim: Claim, topic: Topic | None) -> bool:
        term = accounts.term((claim.subject or "").rpartition("/")[2])
        if topic is None or term is None or term.base != topic.base:
            return False
        return topic.scope is None or claim.scope in {None, topic.scope}

    def _first_of_paragraph(self, claim: Claim) -> str | None:
        first = next(
            (
                c
                for c in self._claims
                if self._paragraph[c.id] == self._paragraph[claim.id] and _is_level_of(c, claim)
            ),
            None,
        )
        return self._operand(first) if first is not None and first.subject != claim.subject else None

    def _completion(self, claim: Claim) -> Link | None:
        outturn = self.level(claim)
        budget = self._budget_operand(claim)
        if outturn is None or budget is None:
            return None
        return self._made(claim, f"{outturn} ÷ {budget}", [outturn, budget])

    def _deviation(self, claim: Claim) -> Link | None:
        outturn = self.level(claim)
        budget = self._budget_operand(claim)
        if claim.kind == "comparison" and budget is None:
            return self._against_completion(claim)
        if outturn is None or budget is None:
            return None
        down = claim.kind == "change" and claim.direction == "decrease"
        words = f"{budget} − {outturn}" if down else f"{outturn} − {budget}"
        return self._made(claim, words, [outturn, budget])

    def _against_completion(self, claim: Claim) -> Link | None:
        """大于 or 小于预算数 where only the rate of completion is printed: more or less than the whole budget."""
        rate = self._near(
            claim, lambda c: c.kind == "completion" and c.basis == claim.basis and c.base_value != 1
        )
        return self._made(claim, f"[{rate.id}] − 1", [rate.id]) if rate is not None and rate.value else None

    def _carry_over(self, claim: Claim) -> Link | None:
        """The change of the closing carry-over: last year's closing is this year's opening, which the forms print."""
        term = accounts.term(_last(claim))
        if term is None or term.base != "年末结转和结余":
            return None
        topic = self._topic_of[claim.id]
        cells = []
        for base in ("年末结转和结余", "年初结转和结余"):
            name = accounts.full_name(base, claim.scope, "expense" if base.startswith("年末") else "income")
            sample = replace(_plain_level(claim, name, claim.scope), measure="结转结余")
            best = choose(sample, topic, self._index.of(sample, topic), self._settings)
            if best is None or not best.cells:
                return None
            cells.append(f"[{best.cells[0]}]")
        closing, opening = cells
        words = f"{opening} − {closing}" if claim.direction == "decrease" else f"{closing} − {opening}"
        return self._made(claim, words, cells)

    def _yearly(self, claim: Claim) -> Link | None:
        """A change against last year's level printed beside it, or against a year that is said to have had none."""
        level = self.level(claim) if claim.unit in _MONEY else None
        prior = self._near(claim, lambda c: c.kind in {"level", "none"} and _is_base_year(c, claim))
        if level is None or prior is None or (prior.kind == "none" and claim.direction == "decrease"):
            return None
        if prior.kind == "none":
            return self._made(claim, level, [level])
        down = claim.direction == "decrease"
        words = f"[{prior.id}] − {level}" if down else f"{level} − [{prior.id}]"
        return self._made(claim, words, [prior.id, level])

    def _budget(self, claim: Claim) -> Link | None:
        """An opening budget that no form prints: the outturn over its completion rate."""
        rate = self._near(claim, lambda c: c.kind == "completion" and c.basis == claim.measure)
        outturn = self.level(claim)
        if rate is None or outturn is None or not rate.value:
            return None
        return self._made(claim, f"{outturn} ÷ [{rate.id}]", [outturn, rate.id])

    def _is_last_year(self, claim: Claim) -> bool:
        return self._year is not None and claim.year == self._year - 1

    def _prior(self, claim: Claim) -> Link | None:
        """Last year's level: this year's less the change printed beside it."""
        change = self._near(claim, lambda c: c.kind == "change" and c.basis == "上年" and c.unit in _MONEY)
        if change is None:
            return None
        level = self.level(change)
        if level is None:
            return None
        sign = "+" if change.direction == "decrease" else "−"
        return self._made(claim, f"{level} {sign} [{change.id}]", [level, change.id])

    def level(self, claim: Claim) -> str | None:
        """The outturn of the claim's subject: its cell where a nearby level is linked, else that level, else a cell."""
        level = self._near(
            claim,
            lambda c: c.kind == "level" and c.measure not in _BUDGETS[:3] and c.year == claim.year,
            wide=True,
        )
        if level is not None:
            return self._operand(level)
        topic = self._topic_of[claim.id]
        measure = "本年预算" if claim.measure == "本年预算" else "决算"
        sample = _plain_level(claim, claim.subject, claim.scope, measure)
        best = choose(sample, topic, self._index.of(sample, topic), self._settings)
        return f"[{best.cells[0]}]" if best is not None and best.cells else None

    def _budget_operand(self, claim: Claim) -> str | None:
        level = self._near(
            claim,
            lambda c: (
                c.kind == "level" and c.measure in {claim.basis, claim.measure} and c.measure in _BUDGETS
            ),
            wide=True,
        )
        if level is not None:
            return self._operand(level)
        topic = self._topic_of[claim.id]
        sample = _plain_level(claim, claim.subject, claim.scope, claim.basis or "年初预算")
        best = choose(sample, topic, self._index.of(sample, topic), self._settings)
        return f"[{best.cells[0]}]" if best is not None and best.cells else None

    def _operand(self, claim: Claim) -> str:
        found = self._direct.get(claim.id)
        return f"[{found.cells[0]}]" if found is not None and found.cells else f"[{claim.id}]"

    def _near(
        self, claim: Claim, fits: _Fits, *, before: bool = False, wide: bool = False, same: bool = True
    ) -> Claim | None:
        """The nearest fitting claim in the paragraph (only before it, if asked), then in the section.

        ``same`` asks for the subject of the claim.
        """
        at = self._place[claim.id]
        after = range(at + 1, at + 1 if before else len(self._claims))
        order: list[int] = [*range(at - 1, -1, -1), *after]
        for near in (self._paragraph, self._section) if wide else (self._paragraph,):
            for i in order:
                other = self._claims[i]
                if (
                    near[other.id] == near[claim.id]
                    and fits(other)
                    and (not same or _same_subject(other, claim))
                ):
                    return other
        return None

    def _made(self, claim: Claim, expression: str, operands: list[str]) -> Link:
        ids = [o.strip("[]") for o in operands]
        known = set(self._place)
        cells = tuple(i for i in ids if i not in known)
        claims = tuple(i for i in ids if i in known)
        return Link(claim.id, "derived", expression, cells, claims, Decimal("0.90"), {"section": Decimal(1)})


def _usual_year(claims: Sequence[Claim]) -> int | None:
    """The year of most levels: that of the report where its cover does not say."""
    years = Counter(c.year for c in claims if c.kind == "level" and c.year is not None)
    return max(years, key=lambda year: years[year], default=None)


def _is_level_of(claim: Claim, share: Claim) -> bool:
    """Whether a claim is a level that a share may be of: one of the same year, no budget for a share of the outturn."""
    same_year = share.year is None or claim.year in {None, share.year}
    budget = claim.measure in _BUDGETS and share.measure not in _BUDGETS
    return claim.kind == "level" and same_year and not budget


def _next_to(rate: Claim, change: Claim) -> bool:
    """Whether a change is the next thing said after a rate: of the same basis, a few characters on."""
    same = change.sentence == rate.sentence and change.basis == rate.basis
    return same and 0 <= change.start - rate.end <= _BESIDE


def _is_base_year(level: Claim, rate: Claim) -> bool:
    """Whether a level is of the year that a rate compares with."""
    if level.year is None or rate.year is None:
        return False
    if rate.basis is not None and rate.basis.isdecimal():
        return level.year == int(rate.basis)
    return rate.basis == "上年" and level.year == rate.year - 1


def _last(claim: Claim) -> str:
    return (claim.subject or "").rpartition("/")[2]


def _same_subject(one: Claim, other: Claim) -> bool:
    if one.subject_code and other.subject_code:
        return one.subject_code == other.subject_code
    return one.subject == other.subject and one.subject is not None


def _told(claim: Claim) -> str:
    """What the report tells of its year: its budget, or the outturn."""
    return _OF_BUDGET if claim.measure == _OF_BUDGET else "决算"


def _is_called(claim: Claim, name: str) -> bool:
    """Whether a claim is about what a denominator names."""
    own = accounts.normalise(_last(claim))
    if own == name:
        return True
    mine, theirs = accounts.term(own), accounts.term(name)
    return mine is not None and theirs is not None and mine.name == theirs.name


def _plain_level(claim: Claim, subject: str | None, scope: str | None, measure: str = "决算") -> Claim:
    code = claim.subject_code if subject == claim.subject else None
    return replace(
        claim,
        kind="level",
        subject=subject,
        subject_code=code,
        scope=scope,
        measure=measure,
        basis=None,
        of=None,
    )


def _about(claim: Claim, topic: Topic) -> Claim:
    name = accounts.full_name(topic.base or "", topic.scope, topic.side)
    return _plain_level(claim, name, topic.scope, _told(claim))
