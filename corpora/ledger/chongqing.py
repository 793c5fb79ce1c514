"""Chongqing's template: flat numbering, two comparators in one clause, carry-over beside the income."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal

from corpora.ledger import funds, places, reasons, three_chongqing, topics
from corpora.ledger.ledger import Line, Project, income_total
from corpora.ledger.pieces import About, Paragraph, Pieces, fill
from corpora.ledger.telling import (
    against_budget,
    class_reason,
    joined,
    moved,
    named_items,
    paid_classes,
    said,
    together,
)
from corpora.ledger.totals import fiscal_total, heading, kinds, listed, sources, structure
from corpora.ledger.voice import Voice

_SHARES = ("{name}{level}，占{share}",)
Amount = Callable[[Line], Decimal]


def _both(voice: Voice, amount: Amount, fund: str | None = None) -> tuple[Decimal, Decimal]:
    """An amount of this year and of last year."""
    sides = (voice.ledger.this, voice.ledger.last)
    now, before = (
        sum((amount(x) for x in side.lines if fund in (None, x.fund)), Decimal("0.00")) for side in sides
    )
    return now, before


def _kept(voice: Voice, *, up: bool) -> Pieces:
    """Why more or less was left at the end of the year."""
    held = [p.name for p in voice.ledger.projects if p.carried]
    if up and held:
        return (
            (f"{held[0]}尾款按合同约定转入下年支付",)
            if not held[0][0].isdigit()
            else ("部分项目尾款转入下年支付",)
        )
    return ("部分项目未完工，资金结转下年使用",) if up else ("加快项目支出进度，结转资金减少",)


def _overall(voice: Voice) -> list[Paragraph]:
    book = voice.ledger
    now, before = income_total(book.this), income_total(book.last)
    about = places.grand_total(voice.family)
    left, right = (replace(about, cells=(cell,)) for cell in about.cells)
    spent = replace(right, key="total_out", subject="支出总计")
    reason = reasons.yearly(voice, book.projects, up=now > before)
    return [
        said(
            "overall",
            voice.pick(
                [
                    "1.总体情况。{year}收入总计{level}，支出总计{out}。收支{change}。",
                    "1.总体情况。{year}收入总计和支出总计分别为{level}、{out}，{change}。",
                ]
            ),
            year=voice.this(),
            level=voice.level(replace(left, subject="收入总计"), now),
            out=voice.level(spent, now),
            change=moved(voice, replace(about, cells=()), now, before, reason),
        ),
        _income(voice),
        _spending(voice),
        _left(voice),
    ]


def _income(voice: Voice) -> Paragraph:
    book = voice.ledger
    values = {name: value for name, value in sources(book.this).items() if value}
    now, before = _both(voice, lambda x: x.income)
    about = places.income(voice.family)
    carried = fill(
        "使用非财政拨款结余{drawn}，年初结转和结余{opening}",
        drawn=voice.level(places.drawn(voice.family), book.this.sum(lambda x: x.drawn)),
        opening=voice.level(
            places.carried(voice.family, "年初结转和结余"), book.this.sum(lambda x: x.opening + x.own_opening)
        ),
    )
    abouts = [places.source(voice.family, name) for name in values]
    return said(
        "income",
        "2.收入情况。{year}收入合计{level}，{change}。其中：{parts}{joint}{carried}。",
        year=voice.this(),
        level=voice.level(about, now),
        change=moved(voice, about, now, before, reasons.yearly(voice, book.projects, up=now > before)),
        parts=structure(voice, abouts, list(values.values()), now, "本年收入合计", _SHARES),
        joint=voice.pick(["。此外，", "；"]),
        carried=carried,
    )


def _spending(voice: Voice) -> Paragraph:
    book = voice.ledger
    values = {name: value for name, value in kinds(book.this).items() if value}
    now, before = _both(voice, lambda x: x.spending)
    about = places.spending(voice.family)
    abouts = [places.spending_kind(name) for name in values]
    shared = About(
        "surplus", "结余分配", "全部资金", (("公开01", "结余分配", "支出:决算数"),), None, "结转结余"
    )
    return said(
        "spending",
        "3.支出情况。{year}支出合计{level}，{change}。其中：{parts}。此外，结余分配{shared}。",
        year=voice.this(),
        level=voice.level(about, now),
        change=moved(voice, about, now, before, reasons.yearly(voice, book.projects, up=now > before)),
        parts=voice.pick(
            [
                structure(voice, abouts, list(values.values()), now, "本年支出合计", _SHARES),
                together(voice, abouts, list(values.values()), now, "本年支出合计"),
            ]
        ),
        shared=voice.level(shared, Decimal("0.00")),
    )


def _left(voice: Voice) -> Paragraph:
    now, before = _both(voice, lambda x: x.closing + x.own_closing)
    about = places.carried(voice.family, "年末结转和结余")
    return said(
        "carried",
        "4.结转结余情况。{year}年末结转和结余{level}，{change}。",
        year=voice.this(),
        level=voice.level(about, now),
        change=moved(voice, about, now, before, _kept(voice, up=now > before)),
    )


def _fiscal(voice: Voice) -> list[Paragraph]:
    book = voice.ledger
    now, before = fiscal_total(book.this), fiscal_total(book.last)
    about = places.fiscal_total(voice.family)
    reason = reasons.yearly(voice, book.projects, up=now > before)
    return [
        said(
            "fiscal",
            "{year}财政拨款收、支总计{level}。{change}。",
            year=voice.this(),
            level=voice.level(about, now),
            change=moved(voice, about, now, before, reason, each="财政拨款收、支总计各", joint="。"),
        )
    ]


def _general(voice: Voice) -> list[Paragraph]:
    book = voice.ledger
    mine = [
        p for p in book.projects if p.account in {x.account for x in book.this.lines if x.fund == "general"}
    ]
    budget = book.this.sum(lambda x: x.budget, "general")
    rows: list[Paragraph] = []
    for number, word, about, amount in (
        (
            1,
            "收入",
            places.fund_income(voice.family, "一", "一般公共预算财政拨款收入"),
            lambda x: x.appropriation,
        ),
        (2, "支出", places.general(voice.family), lambda x: x.fiscal),
    ):
        now, before = _both(voice, amount, "general")
        rows.append(
            said(
                "general" if number == 2 else "general.income",
                f"{number}.{word}情况。{{year}}一般公共预算财政拨款{word}{{level}}，{{change}}。{{budget}}。",
                year=voice.this(),
                level=voice.level(about, now),
                change=moved(voice, about, now, before, reasons.yearly(voice, mine, up=now > before)),
                budget=against_budget(voice, about, now, budget, _off_plan(voice, mine, up=now > budget)),
            )
        )
    now, before = _both(voice, lambda x: x.closing, "general")
    left = About("general.left", "一般公共预算财政拨款年末结转和结余", "一般公共预算", measure="结转结余")
    kept = said(
        "general.left",
        "3.结转结余情况。{year}年末一般公共预算财政拨款结转和结余{level}，{change}。",
        year=voice.this(),
        level=voice.level(left, now),
        change=moved(voice, left, now, before, _kept(voice, up=now > before)),
    )
    head = said(
        "items", "4.比较情况。{year}一般公共预算财政拨款支出主要用于以下几个方面：", year=voice.this()
    )
    return [*rows, kept, head, *_classes(voice)]


def _off_plan(voice: Voice, projects: Sequence[Project], *, up: bool) -> Pieces:
    """Why the whole missed its plan: the project that moved most that way, without an amount of its own."""
    moves = [p for p in projects if p.executed != p.opening and (p.executed > p.opening) == up]
    if not moves:
        return reasons.staff(voice, up=up)
    return reasons.deviation(voice, [max(moves, key=lambda p: abs(p.executed - p.opening))], up=up)


def _classes(voice: Voice) -> list[Paragraph]:
    rows = paid_classes(voice)
    whole = sum((now for _, _, now, _ in rows), Decimal(0))
    out: list[Paragraph] = []
    for number, (code, name, now, _) in enumerate(rows, 1):
        about = places.account(voice.family, code, name, "general")
        budget = voice.ledger.this.sum(lambda x: x.budget, "general", code)
        up = now > budget
        items = {
            x.account for x in voice.ledger.this.lines if x.fund == "general" and x.account.startswith(code)
        }
        mine = [p for p in voice.ledger.projects if p.account in items and (p.executed > p.opening) == up]
        mine = [p for p in mine if p.executed != p.opening]
        reason = (
            reasons.deviation(voice, mine, up=up) if mine else class_reason(voice, code, up=up, planned=True)
        )
        out.append(
            said(
                about.key,
                f"（{number}）{{name}}{{level}}，占{{share}}，{{change}}。",
                name=name,
                level=voice.level(about, now),
                share=voice.share(about, now, whole, places.GENERAL),
                change=against_budget(voice, about, now, budget, reason),
            )
        )
    return out


def _basic(voice: Voice) -> list[Paragraph]:
    book = voice.ledger
    rows: list[Pieces] = []
    for part, pay in (("人员经费", True), ("公用经费", False)):
        level = voice.level(places.basic_part(voice.family, part), book.personnel if pay else book.public)
        text = "{part}{level}。{part}用途主要包括{names}"
        rows.append(fill(text, part=part, level=level, names=named_items(book.economic, pay=pay)))
    return [
        said(
            "basic",
            "{year}一般公共预算财政拨款基本支出{level}。其中：{parts}。",
            year=voice.this(),
            level=voice.level(places.basic(voice.family), book.personnel + book.public),
            parts=joined(rows, "。"),
        )
    ]


def _fund(voice: Voice) -> list[Paragraph]:
    rows: list[Pieces] = []
    fields: tuple[tuple[str, Amount], ...] = (
        ("年初结转和结余", lambda x: x.opening),
        ("年末结转和结余", lambda x: x.closing),
        ("本年收入", lambda x: x.appropriation),
        ("本年支出", lambda x: x.fiscal),
    )
    named = {x.account for x in voice.ledger.this.lines if x.fund == "fund"}
    mine = [p for p in voice.ledger.projects if p.account in named]
    for name, amount in fields:
        about = places.fund_money(voice.family, name)
        now, before = _both(voice, amount, "fund")
        level = voice.level(about, now)
        if not name.startswith("本年"):
            rows.append(fill("{name}{level}", name=name, level=level))
            continue
        change = moved(voice, about, now, before, reasons.yearly(voice, mine, up=now > before))
        rows.append(fill("。{name}{level}，{change}", name=name, level=level, change=change))
    first = said(
        "fund",
        "1.政府性基金预算财政拨款。{year}政府性基金预算财政拨款{a}，{b}{c}{d}。",
        year=voice.this(),
        a=rows[0],
        b=rows[1],
        c=rows[2],
        d=rows[3],
    )
    return [first, *funds.state_capital(voice)]


def _other(voice: Voice) -> list[Paragraph]:
    now, before = voice.ledger.this.operating, voice.ledger.last.operating
    about = About("operating", "机关运行经费支出", "一般公共预算")
    running = said(
        "operating",
        "{year}本部门机关运行经费支出{level}，机关运行经费主要用于开支办公费、印刷费、邮电费等。"
        "机关运行经费{change}。",
        year=voice.this(),
        level=voice.level(about, now),
        change=moved(voice, about, now, before, reasons.staff(voice, up=now > before)),
    )
    return [
        numbered(1, "机关运行经费情况说明"),
        running,
        numbered(2, "国有资产占用情况说明"),
        *topics.assets(voice),
        numbered(3, "政府采购支出情况说明"),
        *topics.procurement(voice),
    ]


def numbered(number: int, name: str) -> Paragraph:
    """A heading with a list number."""
    return Paragraph("heading3", listed(number, (name,), "."))


_SECTIONS = (
    ("（一）收入支出决算总体情况说明", _overall),
    ("（二）财政拨款收入支出决算总体情况说明", _fiscal),
    ("（三）一般公共预算财政拨款收入支出决算情况说明", _general),
    ("（四）一般公共预算财政拨款基本支出决算情况说明", _basic),
    ("（五）政府性基金和国有资本经营预算决算情况说明", _fund),
    ("（六）“三公”经费和其他重要事项情况说明", lambda voice: [*three_chongqing.three(voice), *_other(voice)]),
)


def explanation(voice: Voice) -> list[Paragraph]:
    """Six sections one level below the part."""
    out: list[Paragraph] = []
    for name, section in _SECTIONS:
        out += [heading(name, 2), *section(voice)]
    return out
