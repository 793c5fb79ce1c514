"""A county's page on “三公” alone: a small table of seven rows, then amounts, comparisons and counts."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from corpora.ledger import places, reasons, three_shanghai
from corpora.ledger.accounts import numeral
from corpora.ledger.forms import Cell, Form, Head, Printer, label
from corpora.ledger.ledger import Ledger
from corpora.ledger.pieces import About, Fact, Other, Paragraph, Pieces, fill, merged
from corpora.ledger.telling import said
from corpora.ledger.three_form import COLUMNS, SIDES, amounts
from corpora.ledger.totals import heading
from corpora.ledger.voice import Voice

_ROWS = (
    ("合计", "合计", "center"),
    ("1.因公出国（境）费", "因公出国（境）费", "left"),
    ("2.公务接待费", "公务接待费", "left"),
    ("3.公务用车购置及运行费", "小计", "left"),
    ("其中：公务用车运行维护费", "公务用车运行维护费", "left"),
    ("公务用车购置费", "公务用车购置费", "left"),
)
# Comparisons with last year: name, amount and rate in the words that pages use.
_CHANGES = (
    "比{year}{more}{delta}，{grow}{rate}",
    "较上年的{prior}{less}{delta}，{grow}{rate}",
    "同比{more}{delta}，{more}率{rate}",
    "与{year}决算数{prior}相比，{more}{delta}，{span}{rate}",
)


def mini_form(ledger: Ledger) -> tuple[Form, ...]:
    """项目, 预算数, 决算数."""
    printer = Printer.of(ledger.family.layout, "公开09")
    both = [dict(zip(COLUMNS, amounts(ledger.this.three_public, side), strict=True)) for side in (0, 1)]
    rows: list[tuple[Cell, ...]] = []
    for name, column, align in _ROWS:
        cells = [printer.amount("", f"{side}:{column}", both[n][column]) for n, side in enumerate(SIDES)]
        rows.append((label(name, "center" if align == "center" else "left"), *cells))
    title = f"{ledger.this.year}年度“三公”经费支出决算表"
    head = ((Head("项目"), Head("预算数"), Head("决算数")),)
    return (Form("公开09", title, "", ledger.department.name, head, tuple(rows), (3.2, 1.4, 1.4), ()),)


def _change(voice: Voice, about: About, now: Decimal, before: Decimal, reason: Pieces) -> Pieces:
    """The change against last year, in one of the words that pages use, and its reason."""
    if now == before:
        word = voice.flat(about, voice.pick(["持平", "无增减变化"]), "上年")
        return (
            fill("与{year}决算数{flat}", year=voice.before(), flat=word)
            if word.text == "持平"
            else fill("较{year}{flat}", year=voice.before(), flat=word)
        )
    up = now > before
    delta = voice.delta(about, now, before, "上年")
    why = ("，", *reasons.because(voice, reason)) if reason else ()
    if before and abs(now - before) * 100 <= before * 3:
        text = f"比{{year}}{{prior}}{'多' if up else '少'}{{delta}}，{{flat}}"
        prior, flat = voice.prior(about, before), voice.flat(about, "基本持平", "上年")
        return fill(text, year=voice.before(), prior=prior, delta=delta, flat=flat)
    if not before:
        return (*fill("比{year}增加{delta}，上年无此项支出", year=voice.before(), delta=delta), *why)
    more, less, grow, span = ("增加", "多", "增长", "增幅") if up else ("减少", "少", "下降", "降幅")
    pieces = fill(
        voice.pick(_CHANGES),
        year=voice.before(),
        delta=delta,
        rate=voice.rate(about, now, before, "上年"),
        prior=voice.prior(about, before),
        more=more,
        less=less,
        grow=grow,
        span=span,
    )
    return (*merged(pieces), *why)


def _lead(voice: Voice, name: str, about: About, value: Decimal) -> Pieces:
    """A part with its amount and its share, in one of the orders that pages use."""
    text = voice.pick(
        [
            "{name}支出决算为{level}，占{share}",
            "{name}{level}，占“三公”经费支出的{share}",
            "决算{name}支出{level}，占{share}",
            "{name}支出{level}，占{share}",
        ]
    )
    whole = voice.ledger.this.three_public.whole(1)
    share = voice.share(about, value, whole, places.THREE_PUBLIC)
    return fill(text, name=name, level=voice.level(about, value), share=share)


def _against(voice: Voice, column: str, pair: tuple[Decimal, Decimal]) -> Pieces:
    """Completion, or the amount by which the budget was not used up."""
    about, cells = places.three_public(column), places.three_public_budget(column)
    if not pair[0]:
        return fill("{none}预算", none=voice.none(replace(about, key=f"{about.key}.budget"), "年初未安排"))
    if pair[0] == pair[1]:
        return (
            Fact(
                f"{about.key}.flat",
                "与预算数一致",
                "flat",
                about,
                None,
                None,
                voice.year,
                "全年预算",
                None,
                "flat",
            ),
        )
    rate = voice.completion(about, pair[1], pair[0], "全年预算", cells)
    budget = voice.budget(about, pair[0], "全年预算", cells)
    left = replace(voice.delta(about, pair[1], pair[0], "全年预算"), key=f"{about.key}.left")
    left = replace(left, about=replace(about, cells=about.cells + cells))
    return voice.pick(
        [
            fill("完成预算的{rate}", rate=rate),
            fill("完成全年预算{budget}的{rate}", budget=budget, rate=rate),
            fill("比预算{budget}节约{left}", budget=budget, left=left),
            fill("比预算数减少{left}", left=left),
            fill("为预算数的{rate}，比预算数少{left}", rate=rate, left=left),
        ]
    )


def _whole(voice: Voice) -> Paragraph:
    paid, last = voice.ledger.this.three_public, voice.ledger.last.three_public
    about = places.three_public("合计")
    pair = (paid.whole(0), paid.whole(1))
    return said(
        "three",
        "{year}“三公”经费财政拨款支出预算为{budget}，支出决算为{level}，{against}，{change}。{word}的主要原因是{why}。",
        year=voice.this(),
        budget=voice.budget(about, pair[0], "全年预算", places.three_public_budget("合计")),
        level=voice.level(about, pair[1]),
        against=_against(voice, "合计", pair),
        change=_change(voice, about, pair[1], last.whole(1), three_shanghai.year_reason(voice)),
        word=voice.against(about, pair[1], pair[0], "预算数"),
        why=voice.pick(["严格控制接待标准和用车范围", "公务用车集中采购，成交价低于预算"]),
    )


def _abroad(voice: Voice) -> Paragraph:
    paid, last = voice.ledger.this.three_public, voice.ledger.last.three_public
    about = places.three_public("因公出国（境）费")
    subject = about.subject
    if not paid.abroad[1] and not last.abroad[1] and voice.pick([True, False]):
        trips = About("three.groups", subject + "：因公出国（境）团组", "财政拨款", measure=None)
        return said(
            "three.abroad",
            "（一）{year}{none}因公出国（境）费支出，与{before}{flat}，{nobody}因公出国（境）团组和人次。",
            year=voice.this(),
            none=voice.none(about, "未发生"),
            before=voice.before(),
            flat=voice.flat(about, "持平", "上年"),
            nobody=voice.none(trips, "无"),
        )
    return said(
        "three.abroad",
        "（一）{lead}，{against}，{change}。{year}因公出国（境）团组{groups}、{people}。",
        lead=_lead(voice, "因公出国（境）费", about, paid.abroad[1]),
        against=_against(voice, "因公出国（境）费", paid.abroad),
        change=_change(voice, about, paid.abroad[1], last.abroad[1], ("经批准赴境外开展业务交流",)),
        year=voice.this(),
        groups=voice.count(
            About("three.groups", subject + "：因公出国（境）团组", "财政拨款", measure=None),
            paid.groups,
            "个",
        ),
        people=voice.count(
            About("three.travellers", subject + "：因公出国（境）人次", "财政拨款", measure=None),
            paid.travellers,
            "人次",
        ),
    )


def _reception(voice: Voice) -> Paragraph:
    paid, last = voice.ledger.this.three_public, voice.ledger.last.three_public
    about = places.three_public("公务接待费")
    inland = about.subject + "/国内接待费"
    up = paid.reception[1] > last.reception[1]
    each = (paid.reception[1] * 10000 / paid.guests).quantize(Decimal("0.01"))
    money = voice.level(
        About("three.each_guest", "公务接待费人均接待费", "财政拨款"), paid.reception[1] / paid.guests
    )
    return said(
        "three.reception",
        "（二）{lead}，{against}，{change}。{year}国内公务接待共{batches}、{guests}"
        "（其中外事接待{no}、{nobody}），人均{each}。",
        lead=_lead(voice, "公务接待费", about, paid.reception[1]),
        against=_against(voice, "公务接待费", paid.reception),
        change=_change(voice, about, paid.reception[1], last.reception[1], reasons.reception(voice, up=up)),
        year=voice.this(),
        batches=voice.count(
            About("three.batches", inland + "：国内接待批次", "财政拨款", measure=None), paid.batches, "批次"
        ),
        guests=voice.count(
            About("three.guests", inland + "：国内接待人次", "财政拨款", measure=None), paid.guests, "人次"
        ),
        no=voice.count(
            About("three.no", inland + "/外事接待费：外事接待批次", "财政拨款", measure=None), 0, "批次"
        ),
        nobody=voice.count(
            About("three.nobody", inland + "/外事接待费：外事接待人次", "财政拨款", measure=None), 0, "人次"
        ),
        each=replace(money, text=f"{each}元", value=each, unit="元"),
    )


def _vehicles(voice: Voice) -> list[Paragraph]:
    paid, last = voice.ledger.this.three_public, voice.ledger.last.three_public
    about = places.three_public("小计")
    pair = (paid.vehicles(0), paid.vehicles(1))
    up = pair[1] > last.vehicles(1)
    reason = reasons.driving(voice, up=up)
    if up and not last.purchase[1]:
        reason = ("上年未购置公务用车，本年更新到期报废车辆",)
    buying, running = places.three_public("公务用车购置费"), places.three_public("公务用车运行维护费")
    head = said(
        "three.vehicles",
        "（三）{lead}，{against}，{change}。",
        lead=_lead(voice, "公务用车购置及运行费", about, pair[1]),
        against=_against(voice, "小计", pair),
        change=_change(voice, about, pair[1], last.vehicles(1), reason),
    )
    bought = About("three.bought", buying.subject + "：购置公务用车", "财政拨款", measure=None)
    kept = About("three.kept", "财政拨款开支运行维护费的公务用车保有量", "财政拨款", measure="资产")
    each = About("three.each", "公务用车单车运行维护费", "财政拨款")
    number = voice.count(kept, paid.kept, "辆")
    if voice.pick([True, False]):
        number = replace(number, text=f"{numeral(paid.kept)}辆")
    detail = said(
        "three.purchase",
        voice.pick(
            [
                "其中：公务用车购置费{a}，{year}购置公务用车{n}；公务用车运行维护费{b}，{change}。",
                "其中购置费{a}，运行维护费{b}，运行维护费{change}。{year}购置公务用车{n}。",
            ]
        )
        + "截至{date}，财政拨款开支的公务用车保有量{kept}，平均每辆{each}。",
        a=voice.level(buying, paid.purchase[1]),
        year=voice.this(),
        n=voice.count(bought, paid.bought, "辆"),
        b=voice.level(running, paid.running[1]),
        change=_change(voice, running, paid.running[1], last.running[1], ()),
        date=Other(f"{voice.year}年12月31日", "date"),
        kept=number,
        each=voice.level(each, (paid.running[1] / paid.kept).quantize(Decimal("0.01"))),
    )
    return [head, detail]


def explanation(voice: Voice) -> list[Paragraph]:
    """Whose money it is, then the whole and its parts."""
    who = voice.ledger.department
    count = numeral(len(who.units) - 1)
    scope = said(
        "scope",
        "{year}{who}“三公”经费支出包括局本级和所属{count}家单位的支出，资金来源为财政拨款。",
        year=voice.this(),
        who=who.name,
        count=count,
    )
    return [
        heading("一、“三公”经费的单位范围"),
        scope,
        heading("二、“三公”经费支出决算情况说明"),
        _whole(voice),
        _abroad(voice),
        _reception(voice),
        *_vehicles(voice),
    ]
