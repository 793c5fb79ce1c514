"""Links of figures that no form states, to the figures of the narrative that give them.

A change and its rate, a whole and its parts, a count and its amount recompute from each other. Such a link shows
the arithmetic; it decides no verdict by itself, for of two figures that give each other either may be wrong.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal

from gouji import accounts
from gouji.completed import completed
from gouji.facts import IMPLIED
from gouji.model import Claim, Link
from gouji.pairs import fleet, pairs
from gouji.procurement import Granted, granted
from gouji.rates import rates
from gouji.sums import Sum, change_sums, item_sums, named_sums

_MONEY = {"元", "千元", "万元", "亿元"}
_OTHER_INCOME = {"上级补助收入", "事业收入", "经营收入", "附属单位上缴收入", "其他收入"}
_OTHER_EXPENSE = {"上缴上级支出", "经营支出", "对附属单位补助支出"}
_SOME = re.compile(r"等级|等次|评为|反映|公开")
_PARTS = {IMPLIED: Decimal(1)}
_SCORE = Decimal("0.60")
_Level = Callable[[Claim], str | None]
_Told = tuple[Claim, str]


def implied(
    claims: Sequence[Claim],
    section: Mapping[str, str | None],
    links: Sequence[Link],
    level: _Level,
    opening: str | None,
    projects: str | None,
) -> list[Link]:
    """The links with those of status none filled in where other figures of the narrative give the claim.

    Args:
        claims: of one report, in order.
        section: sentence id → section id.
        links: one a claim, in order.
        level: the operand that states the level of a claim's subject, as in `derive`.
        opening: the operand of 年初结转和结余 of all money, if a form prints it.
        projects: the operand that numbers the last project of the summary of self-evaluations, if there is one.
    """
    free = {link.claim for link in links if link.status == "none"}
    found: dict[str, str] = {}
    told = (*_all(claims, section, level, opening), *_of_ratios(claims, links), *_listed(claims, projects))
    for claim, expression in told:
        if claim.id in free and f"[{claim.id}]" not in expression:
            found.setdefault(claim.id, expression)
    known = {claim.id for claim in claims}
    return [_made(link, found[link.claim], known) if link.claim in found else link for link in links]


def _made(link: Link, expression: str, known: set[str]) -> Link:
    names = [piece.partition("]")[0] for piece in expression.split("[")[1:]]
    cells = tuple(dict.fromkeys(name for name in names if name not in known))
    claims = tuple(dict.fromkeys(name for name in names if name in known))
    return Link(link.claim, "derived", expression, cells, claims, _SCORE, _PARTS, link.runners_up)


def _all(
    claims: Sequence[Claim], section: Mapping[str, str | None], level: _Level, opening: str | None
) -> Iterator[_Told]:
    yield from _by_rate(claims, level)
    for each in named_sums(claims, section):
        yield from _of_sum(each)
    for outturns, budgets in item_sums(claims, section):
        yield from (_of_sum(outturns) if outturns is not None else ())
        yield from _of_sum(budgets)
    yield from _of_counts(claims, section)
    for grant in granted(claims, section):
        yield from _of_grant(grant)
    for rate in rates(claims, section):
        yield rate.claim, f"[{rate.amount.id}] ÷ [{rate.count.id}]"
    for change in change_sums(claims, section):
        yield from _of_changes(change)
    yield from _of_completions(claims, level)
    yield from _absent(claims)
    yield from _unchanged(claims, level, opening)


def _by_rate(claims: Sequence[Claim], level: _Level) -> Iterator[_Told]:
    """A change from its rate, and a level from both where no cell states it."""
    for change in claims:
        rate = _beside(change, claims) if _is_change(change) else None
        if rate is None:
            continue
        sign, back = ("−", "−") if change.direction == "decrease" else ("+", "+")
        operand = level(change)
        if operand is not None:
            yield change, f"{operand} × [{rate.id}] ÷ (1 {sign} [{rate.id}])"
        for own in claims:
            same = own.subject == change.subject and own.sentence.partition("/")[0] == _place(change)
            if same and own.kind == "level" and own.year == change.year and own.measure == change.measure:
                yield own, f"[{change.id}] ÷ [{rate.id}] {back} [{change.id}]"


def _is_change(claim: Claim) -> bool:
    return claim.kind == "change" and claim.unit in _MONEY and bool(claim.value)


def _beside(change: Claim, claims: Sequence[Claim]) -> Claim | None:
    """The rate that is printed beside a change."""
    return next(
        (
            c for c in claims
            if c.kind == "change_rate" and c.unit == "%" and c.basis == change.basis and c.value
            and c.subject == change.subject and _place(c) == _place(change)
        ),
        None,
    )  # fmt: skip


def _place(claim: Claim) -> str:
    return claim.sentence.partition("/")[0]


def _of_sum(each: Sum) -> Iterator[_Told]:
    yield each.whole, " + ".join(f"[{part.id}]" for part in each.parts)
    for part in each.parts:
        others = [f" − [{other.id}]" for other in each.parts if other is not part]
        yield part, f"[{each.whole.id}]" + "".join(others)


def _of_changes(each: Sum) -> Iterator[_Told]:
    """The change of a whole from those of its parts, and of a part from the others; flat parts change by nothing."""
    signed = [
        (part, "−" if part.direction == "decrease" else "+") for part in each.parts if part.kind == "change"
    ]
    if not signed:
        return
    flip = each.whole.direction == "decrease"
    yield each.whole, _signed_sum([(c, _turned(sign) if flip else sign) for c, sign in signed])
    for part, sign in signed:
        rest = [(each.whole, "−" if flip else "+"), *((c, _turned(s)) for c, s in signed if c is not part)]
        yield (
            part,
            _signed_sum([(c, _turned(s) if sign == "−" else s) for c, s in rest if c.kind == "change"]),
        )


def _turned(sign: str) -> str:
    return "+" if sign == "−" else "−"


def _signed_sum(terms: Sequence[tuple[Claim, str]]) -> str:
    """Terms with their signs, one that is added first, so that the sum begins without a sign."""
    ordered = sorted(terms, key=lambda term: term[1] != "+")
    words = "".join(f" {sign} [{claim.id}]" for claim, sign in ordered)
    return words.removeprefix(" + ") if words.startswith(" + ") else f"0{words}"


def _of_counts(claims: Sequence[Claim], section: Mapping[str, str | None]) -> Iterator[_Told]:
    """A count of nothing from the amount of nothing; the fleet from all vehicles; counts shared out."""
    for pair in pairs(claims, section):
        if not pair.count.value and not pair.amount.value:
            yield pair.count, f"[{pair.amount.id}]"
    found = fleet(claims)
    if found is not None and found[0].value == found[1].value:
        yield found[0], f"[{found[1].id}]"
        yield found[1], f"[{found[0].id}]"
    for claim in claims:
        if claim.shared and claim.kind == "count":
            yield from _branch(claim, claims)


def _branch(claim: Claim, claims: Sequence[Claim]) -> Iterator[_Told]:
    same = [c for c in claims if c.sentence == claim.sentence and c.kind == "count" and c.unit == claim.unit]
    others = [c for c in same if c.shared and c.start == claim.start and c is not claim]
    before = [c for c in same if c.end <= claim.start]
    if before and others:
        yield claim, f"[{before[-1].id}]" + "".join(f" − [{other.id}]" for other in others)


def _of_grant(grant: Granted) -> Iterator[_Told]:
    """授予中小企业合同金额 from the shares of its categories, and each share from the others."""
    products = {n: f"[{grant.amounts[n].id}] × [{share.id}]" for n, share in grant.shares.items()}
    yield grant.whole, " + ".join(products.values())
    for name, share in grant.shares.items():
        others = "".join(f" − {products[n]}" for n in products if n != name and grant.amounts[n].value)
        if grant.amounts[name].value:
            yield share, f"([{grant.whole.id}]{others}) ÷ [{grant.amounts[name].id}]"


def _of_completions(claims: Sequence[Claim], level: _Level) -> Iterator[_Told]:
    """The rate of a whole from the outturns and rates of its parts, and that of a part from the others."""
    for each in completed(claims):
        outturns = [(claim, level(claim)) for claim in (each.whole, *each.parts)]
        if any(operand is None for _, operand in outturns):
            continue
        whole, *parts = [f"{operand} ÷ [{claim.id}]" for claim, operand in outturns]
        yield each.whole, f"{outturns[0][1]} ÷ ({' + '.join(parts)})"
        for (claim, operand), own in zip(outturns[1:], parts, strict=True):
            rest = "".join(f" − {other}" for other in parts if other is not own)
            yield claim, f"{operand} ÷ ({whole}{rest})"


def _of_ratios(claims: Sequence[Claim], links: Sequence[Link]) -> Iterator[_Told]:
    """An amount that no form states from its share of a whole, or from its rate of completion."""
    named = {f"[{claim.id}]": claim for claim in claims}
    for claim, link in zip(claims, links, strict=True):
        part, sign, whole = (link.expression or "").partition(" ÷ ")
        if claim.kind in {"share", "completion"} and sign and part in named:
            yield named[part], f"[{claim.id}] × {whole}"


def _listed(claims: Sequence[Claim], projects: str | None) -> Iterator[_Told]:
    """The number of projects evaluated by the department itself from the last number of their summary."""
    for claim in claims:
        own = claim.kind == "count" and "自评" in (claim.subject or "") and claim.unit in {"个", "项"}
        if projects is not None and own and not _SOME.search(claim.subject or ""):
            yield claim, projects


def _absent(claims: Sequence[Claim]) -> Iterator[_Told]:
    """年初无预算 beside an opening budget of zero, 无支出 beside a level of zero."""
    zero = {(_place(c), c.subject, c.measure): c for c in claims if c.kind == "level" and c.value == 0}
    for claim in claims:
        if claim.kind == "none" and (found := zero.get((_place(claim), claim.subject, claim.measure))):
            yield claim, f"[{found.id}]"


def _unchanged(claims: Sequence[Claim], level: _Level, opening: str | None) -> Iterator[_Told]:
    """Other income and expenditure called flat: against what last year's totals leave for them."""
    total, fiscal = (_prior(name, claims, level) for name in ("收入支出总计", "财政拨款收入支出总计"))
    basic, projects = (_prior(name, claims, level) for name in ("基本支出", "项目支出"))
    for claim in claims:
        if claim.kind != "flat" or claim.basis != "上年":
            continue
        own, name = level(claim), accounts.normalise(claim.subject or "")
        if own is not None and name in _OTHER_INCOME and total and fiscal:
            yield claim, f"{own} − ({total} − {fiscal})"
        elif own is not None and name in _OTHER_EXPENSE and total and basic and projects and opening:
            yield claim, f"{own} − ({total} − {basic} − {projects} − {opening})"


def _prior(name: str, claims: Sequence[Claim], level: _Level) -> str | None:
    """Last year's level of a total, implied by this year's change."""
    yearly = (c for c in claims if _is_change(c) and c.basis == "上年" and c.direction)
    change = next((c for c in yearly if c.subject == name), None)
    operand = level(change) if change is not None else None
    if change is None or operand is None:
        return None
    return f"({operand} {'+' if change.direction == 'decrease' else '−'} [{change.id}])"
