"""Reasons against what is booked: carry-over that was not there, rows that are blank, spending with an account of its own."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

import msgspec

from gouji import accounts, patterns
from gouji.facts import Fact
from gouji.model import Claim, Finding, Reason
from gouji.verify.reasons.named import Named, named
from gouji.verify.reasons.scene import Scene, Settings, change, direction_of, own_name, says, text_of

_BASIC = {"机关运行经费", "基本支出", "人员经费", "公用经费"}
_CARRYING = frozenset({"carryover", "execution"})
_OPENING, _CLOSING = "年初结转和结余", "年末结转和结余"


class Booked(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One entry of patterns/checks/booked.yaml."""

    name: str
    text: str
    code: str
    example: str
    counter_example: str


@functools.cache
def booked() -> tuple[tuple[Booked, re.Pattern[str]], ...]:
    """What has an account of its own, with its compiled words."""
    return tuple((entry, re.compile(entry.text)) for entry in patterns.load("checks/booked", Booked))


def booking_findings(scene: Scene) -> Iterator[Finding]:
    """One finding of each kind at most for a reason."""
    for reason in scene.reasons:
        explained = scene.explained(reason)
        if explained:
            yield from _carry_over(scene, reason, explained)
            yield from _blank(scene, reason, explained)
            yield from _elsewhere(scene, reason, explained)


def _carry_over(scene: Scene, reason: Reason, explained: Sequence[Claim]) -> Iterator[Finding]:
    """结转 as the source of an excess that the opening carry-over is far too small for; 结转下年 with nothing carried out."""
    way = direction_of(explained)
    excess = change(scene, reason)
    if way == "increase" and excess is not None and any(says("carry_in", f.text) for f in reason.factors):
        opening = _own_stock(scene, explained[0]) or _stock(scene, _OPENING)
        if opening is not None:
            yield from _too_small(scene, reason, opening, _used_none(scene, explained[0]), excess[0].value)
    if way == "decrease" and any(says("carry_out", f.text) for f in reason.factors):
        closing = _stock(scene, _CLOSING)
        if closing is not None and not scene.values.cell(closing.cell).value:
            message = f"原因称结转下年，而{_where(closing)}为零"
            yield scene.flag(
                reason,
                "reason.unsupported",
                "warning",
                message,
                cells=(closing.cell.id,),
                computed="0",
                key=f"out{reason.text}",
            )


def _too_small(
    scene: Scene, reason: Reason, opening: Fact, used_none: tuple[Fact, Fact] | None, excess: Decimal
) -> Iterator[Finding]:
    """A carry-over alone should reach the greater part of what it explains, one of several factors some of it."""
    types = {t.type for f in reason.factors for t in f.types}
    alone = types <= _CARRYING and all(says("carry_in", f.text) for f in reason.factors)
    stock = scene.values.cell(opening.cell).high
    short = stock < excess * (Settings().part if alone else Settings().far)
    if not short and not (alone and used_none):
        return
    message = f"原因称结转，而{_where(opening)}仅{text_of(scene.values.cell(opening.cell).value)}，所解释的增加为{text_of(excess)}"
    if not short:
        message = "原因称结转"
    cells = [opening.cell.id]
    if used_none:
        message += f"{'，且' if short else '，而'}{used_none[0].account}收入等于支出，未使用结转"
        cells += [fact.cell.id for fact in used_none]
    yield scene.flag(
        reason, "reason.unsupported", "warning", message, cells=cells, computed=text_of(stock), key=f"in{reason.text}"
    )  # fmt: skip


def _where(fact: Fact) -> str:
    scope = "" if fact.scope == "全部资金" else fact.scope
    return f"{fact.form}{scope}{fact.account}"


def _stock(scene: Scene, account: str) -> Fact | None:
    """The carry-over of all funds, that no reason can exceed; else of fiscal funds."""
    for scope in ("全部资金", "财政拨款"):
        for fact in scene.facts:
            if (
                fact.account == account
                and fact.scope == scope
                and fact.component is None
                and fact.form in {"公开01", "公开04"}
            ):
                return fact
    return None


def _own_stock(scene: Scene, claim: Claim) -> Fact | None:
    """The opening carry-over of an item of the government funds, which their form prints row by row."""
    if claim.subject_code is None:
        return None
    rows = (f for f in scene.facts if f.form == "公开07" and f.code == claim.subject_code)
    return next(
        (f for f in rows if f.measure == "结转结余" and _OPENING in (f.account, f.component or "")), None
    )


def _used_none(scene: Scene, claim: Claim) -> tuple[Fact, Fact] | None:
    """Income and expenditure of an item of all funds where they are equal: it used no carry-over and left none."""
    if claim.subject_code is None:
        return None
    pair = [
        next((f for f in scene.facts if f.form == form and f.code == claim.subject_code and _whole(f)), None)
        for form in ("公开02", "公开03")
    ]
    if pair[0] is None or pair[1] is None:
        return None
    income, spent = scene.values.cell(pair[0].cell), scene.values.cell(pair[1].cell)
    return (pair[0], pair[1]) if income.low <= spent.high and spent.low <= income.high else None


def _whole(fact: Fact) -> bool:
    return fact.component is None and fact.scope == "全部资金"


def _blank(scene: Scene, reason: Reason, explained: Sequence[Claim]) -> Iterator[Finding]:
    """An account said to have grown whose row is blank in the form that would hold it."""
    if direction_of(explained) != "increase":
        return
    term = accounts.term(own_name(explained[0]))
    basic = term is not None and term.base in _BASIC
    blank: dict[str, list[Fact]] = {}
    for factor in (f for f in reason.factors if f.direction == "increase"):
        for account in named(factor, scene.chart):
            rows = _economic_rows(scene, account) if basic else _functional_rows(scene, account, explained[0])
            if rows and not any(f.cell.value for f in rows):
                blank[account.words] = rows
    if blank:
        names, rows = "、".join(blank), [fact for found in blank.values() for fact in found]
        message = f"原因所述{names}在{rows[0].form}的对应行无数据"
        yield scene.flag(
            reason, "reason.unsupported", "warning", message, cells=[f.cell.id for f in rows], computed="0",
            key=f"blank{names}",
        )  # fmt: skip


def _economic_rows(scene: Scene, account: Named) -> list[Fact]:
    codes = {code for code in account.codes if accounts.is_economic(code)} | _economic_codes(scene, account)
    return [f for f in scene.facts if f.form == "公开06" and f.code in codes]


def _economic_codes(scene: Scene, account: Named) -> set[str]:
    """Economic items printed under another name of the same term: 因公出国（境）费用 for 因公出国（境）费."""
    if account.term is None:
        return set()
    return {
        f.code
        for f in scene.facts
        if f.form == "公开06"
        and f.code
        and (t := accounts.term(f.account)) is not None
        and t.base == account.term.base
    }


def _functional_rows(scene: Scene, account: Named, claim: Claim) -> list[Fact]:
    """The rows of a functional account in the expenditure form of the claim's money."""
    codes = {code for code in account.codes if not accounts.is_economic(code)}
    if not codes or claim.subject_code is not None:
        return []
    form = "公开05" if claim.scope == "一般公共预算" else "公开03"
    return [f for f in scene.facts if f.form == form and f.code in codes and f.component is None]


def _elsewhere(scene: Scene, reason: Reason, explained: Sequence[Claim]) -> Iterator[Finding]:
    """Spending that has an account of its own, and is booked there, as the reason of another item."""
    code = explained[0].subject_code
    if code is None or len(code) != 7 or len({c.subject_code for c in explained}) > 1:
        return
    for factor in reason.factors:
        for entry, words in booked():
            if not words.search(accounts.fold(factor.text)) or _related(code, entry.code):
                continue
            rows = [f for f in scene.facts if f.code == entry.code and f.component is None and f.cell.value]
            if rows:
                message = (
                    f"{entry.name}列支于{rows[0].account}（{entry.code}），不在{own_name(explained[0])}之内"
                )
                yield scene.flag(
                    reason, "reason.unsupported", "warning", message, cells=(rows[0].cell.id,),
                    key=f"booked{entry.code}{factor.text}",
                )  # fmt: skip
                return


def _related(code: str, other: str) -> bool:
    return code.startswith(other) or other.startswith(code)
