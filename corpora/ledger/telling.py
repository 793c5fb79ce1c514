"""Clauses that the newer template families share: a change with its reason, parts with their shares."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from corpora.ledger import places, reasons
from corpora.ledger.accounts import CLASSES, ECONOMIC
from corpora.ledger.ledger import Fund, Line
from corpora.ledger.pieces import About, Address, Other, Paragraph, Piece, Pieces, fill, merged
from corpora.ledger.voice import Voice

_NUMBER = re.compile(r"(（?)(\d+)([.、）].*)", re.DOTALL)


def said(key: str, template: str, **parts: Piece | Pieces) -> Paragraph:
    """A body paragraph out of a template with slots; a list number in front of it is marked as one."""
    found = _NUMBER.match(template)
    if not found:
        return Paragraph("body", merged(fill(template, **parts)), key)
    opening, number, rest = found.groups()
    return Paragraph("body", merged((opening, Other(number, "ordinal"), *fill(rest, **parts))), key)


def joined(parts: Sequence[Pieces], mark: str = "；") -> Pieces:
    """Clauses with a mark between them."""
    out: Pieces = ()
    for index, part in enumerate(parts):
        out += (mark, *part) if index else part
    return out


def moved(
    voice: Voice,
    about: About,
    now: Decimal,
    before: Decimal,
    reason: Pieces,
    *,
    each: str = "",
    joint: str = "，",
) -> Pieces:
    """The change against last year and, where there is one, its reason behind ``joint``."""
    change = voice.change(about, now, before, each=each)
    return change if now == before else (*change, joint, *reasons.because(voice, reason))


def against_budget(
    voice: Voice,
    about: About,
    now: Decimal,
    budget: Decimal,
    reason: Pieces,
    cells: tuple[Address, ...] = (),
) -> Pieces:
    """The change against the opening budget with its reason: 较年初预算数增加…，增长…，主要原因是…

    ``cells`` hold the budget where a form prints it.
    """
    about = replace(about, cells=about.cells + cells)
    if now == budget:
        return fill("与年初预算数{flat}", flat=voice.flat(about, "持平", "年初预算"))
    more, grow = ("增加", "增长") if now > budget else ("减少", "下降")
    delta = voice.delta(about, now, budget, "年初预算")
    cause = (*("，",), *reasons.because(voice, reason)) if reason else ()
    if not budget:
        return (*fill("较年初预算数增加{delta}", delta=delta), *cause)
    rate = voice.rate(about, now, budget, "年初预算")
    text = "较年初预算数{more}{delta}，{grow}{rate}"
    return (*merged(fill(text, more=more, grow=grow, delta=delta, rate=rate)), *cause)


def named_items(economic: Mapping[str, Decimal], *, pay: bool) -> str:
    """The economic items of 人员经费 (301 and 303) or 公用经费 that have money."""
    return "、".join(ECONOMIC[c] for c, v in economic.items() if v and (c[:3] in ("301", "303")) is pay)


def paid_classes(voice: Voice, fund: Fund = "general") -> list[tuple[str, str, Decimal, Decimal]]:
    """Classes with money this year or last: code, name, 决算 of this year and of last year."""
    book = voice.ledger
    found = []
    for code, name in CLASSES.items():
        now, before = (side.sum(lambda x: x.fiscal, fund, code) for side in (book.this, book.last))
        if now:
            found.append((code, name, now, before))
    return found


def paid_lines(voice: Voice, fund: Fund = "general") -> list[Line]:
    """The items of a fund with spending or a budget."""
    return [x for x in voice.ledger.this.lines if x.fund == fund and (x.fiscal or x.budget)]


def classes(voice: Voice, template: str, of: str) -> Pieces:
    """Every class of general public spending: ``{name}``, ``{level}``, ``{share}``."""
    rows = paid_classes(voice)
    whole = sum((now for _, _, now, _ in rows), Decimal(0))
    out = []
    for code, name, now, _ in rows:
        about = places.account(voice.family, code, name, "general")
        level, share = voice.level(about, now), voice.share(about, now, whole, of)
        out.append(fill(template, name=name.removesuffix("支出"), level=level, share=share))
    return joined(out)


# Why social, health and housing spending moved as a whole: when it fell, when it rose.
_CLASS_REASONS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "208": (
        ("参加养老保险的在职人员减少", "部分离退休人员待遇转由社保机构发放"),
        ("养老保险和职业年金缴费基数同步上调", "为退休人员补缴职业年金记账利息"),
    ),
    "210": (
        ("医疗保险缴费比例阶段性下调", "参保在职人员减少"),
        ("医疗保险缴费基数上调", "新增公务员医疗补助参保人员"),
    ),
    "221": (
        ("缴存住房公积金的在职人员减少", "部分人员调出后停缴住房公积金"),
        ("住房公积金缴存基数上调", "新进人员开户缴存住房公积金"),
    ),
}


def together(
    voice: Voice, abouts: Sequence[About], values: Sequence[Decimal], whole: Decimal, of: str
) -> Pieces:
    """Parts in one breath: 甲和乙分别为A、B，分别占总额的C、D."""
    names = "和".join(about.subject for about in abouts)
    levels = [(voice.level(about, value),) for about, value in zip(abouts, values, strict=True)]
    shares = [(voice.share(about, value, whole, of),) for about, value in zip(abouts, values, strict=True)]
    text = "{names}分别为{levels}，分别占{of}的{shares}"
    return fill(text, names=names, levels=joined(levels, "、"), of=of, shares=joined(shares, "、"))


def class_reason(voice: Voice, code: str, *, up: bool, planned: bool = False) -> Pieces:
    """Why a class moved against last year, or (``planned``) against its plan where no project tells it."""
    mine = [p for p in voice.ledger.projects if p.account.startswith(code)]
    if mine and not planned:
        return reasons.yearly(voice, mine, up=up)
    if code in _CLASS_REASONS:
        return (voice.fresh(f"class{code}{up}", _CLASS_REASONS[code][up]),)
    return reasons.training(voice, up=up) if code == "205" else reasons.staff(voice, up=up)


def chart(number: int, name: str, kind: str) -> Paragraph:
    """The place of a chart."""
    return Paragraph(
        "caption", fill(f"（图{{n}}：{name}）（{kind}）", n=Other(str(number), "table_or_figure_number"))
    )


def each_change(
    voice: Voice, abouts: list[About], pairs: list[tuple[Decimal, Decimal]], suffix: str = ""
) -> Pieces:
    """The change of every part, in a list; a reason behind it is that of the whole."""
    rows: list[Pieces] = []
    whole = voice.moved
    for about, (now, before) in zip(abouts, pairs, strict=True):
        name = about.subject.rpartition("/")[2] + suffix
        if now == before:
            rows.append(fill("{name}与上年{flat}", name=name, flat=voice.flat(about, "持平", "上年")))
            continue
        more, grow = ("增加", "增长") if now > before else ("减少", "下降")
        delta = voice.delta(about, now, before, "上年")
        if not before:
            rows.append(fill("{name}增加{delta}", name=name, delta=delta))
            continue
        rate = voice.rate(about, now, before, "上年")
        rows.append(
            fill("{name}{more}{delta}，{grow}{rate}", name=name, more=more, delta=delta, grow=grow, rate=rate)
        )
    voice.moved = whole
    return joined(rows)
