"""The Ministry's template as central departments fill it: one paragraph a section, items as triples."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from corpora.ledger import funds, places, reasons, three_shanghai, topics
from corpora.ledger.accounts import full_name, numeral
from corpora.ledger.general import NEARLY, title, why
from corpora.ledger.ledger import Line, income_total
from corpora.ledger.pieces import About, Other, Paragraph, Pieces, fill
from corpora.ledger.telling import classes, joined, moved, named_items, paid_lines, said, together
from corpora.ledger.totals import fiscal_total, heading, kinds, listed, sources, structure
from corpora.ledger.voice import Voice

_SHARES = ("{name}{level}，占{share}",)
GENERAL = "一般公共预算财政拨款支出"


def _overall(voice: Voice) -> list[Paragraph]:
    book = voice.ledger
    now, before = income_total(book.this), income_total(book.last)
    about = places.grand_total(voice.family)
    reason = reasons.yearly(voice, book.projects, up=now > before)
    return [
        said(
            "overall",
            "{year}收、支总计{level}。{change}。",
            year=voice.this(),
            level=voice.level(about, now),
            change=moved(voice, about, now, before, reason, each="收、支总计各"),
        )
    ]


def _income(voice: Voice) -> list[Paragraph]:
    values = {name: value for name, value in sources(voice.ledger.this).items() if value}
    whole = sum(values.values(), Decimal(0))
    abouts = [places.source(voice.family, name) for name in values]
    return [
        said(
            "income",
            "{year}收入合计{level}，其中：{parts}。",
            year=voice.this(),
            level=voice.level(places.income(voice.family), whole),
            parts=structure(voice, abouts, list(values.values()), whole, "本年收入合计", _SHARES),
        )
    ]


def _spending(voice: Voice) -> list[Paragraph]:
    values = {name: value for name, value in kinds(voice.ledger.this).items() if value}
    whole = sum(values.values(), Decimal(0))
    abouts = [places.spending_kind(name) for name in values]
    return [
        said(
            "spending",
            "{year}支出合计{level}，其中：{parts}。",
            year=voice.this(),
            level=voice.level(places.spending(voice.family), whole),
            parts=voice.pick(
                [
                    structure(voice, abouts, list(values.values()), whole, "本年支出合计", _SHARES),
                    together(voice, abouts, list(values.values()), whole, "本年支出合计"),
                ]
            ),
        )
    ]


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
            change=moved(voice, about, now, before, reason, each="财政拨款收、支总计各"),
        )
    ]


def _general(voice: Voice) -> list[Paragraph]:
    book = voice.ledger
    now, before = (side.sum(lambda x: x.fiscal, "general") for side in (book.this, book.last))
    budget = book.this.sum(lambda x: x.budget, "general")
    about = places.general(voice.family)
    reason = reasons.yearly(voice, book.projects, up=now > before)
    whole = said(
        "general",
        "{year}一般公共预算财政拨款支出{level}，占本年支出合计的{share}。{change}。",
        year=voice.this(),
        level=voice.level(about, now),
        share=voice.share(about, now, book.this.sum(lambda x: x.spending), "本年支出合计"),
        change=moved(voice, about, now, before, reason, each=GENERAL),
    )
    parts = said(
        "structure",
        "{year}一般公共预算财政拨款支出{level}，主要用于以下方面：{parts}。",
        year=voice.this(),
        level=voice.level(about, now),
        parts=classes(voice, "{name}（类）支出{level}，占{share}", GENERAL),
    )
    items = said(
        "items",
        "{year}一般公共预算财政拨款支出年初预算为{budget}，支出决算为{level}，完成年初预算的{rate}。其中：",
        year=voice.this(),
        budget=voice.budget(about, budget, "年初预算"),
        level=voice.level(about, now),
        rate=voice.completion(about, now, budget, "年初预算"),
    )
    return [
        heading("（一）一般公共预算财政拨款支出决算总体情况", 2),
        whole,
        heading("（二）一般公共预算财政拨款支出决算结构情况", 2),
        parts,
        heading("（三）一般公共预算财政拨款支出决算具体情况", 2),
        items,
        *(_item(voice, number, line) for number, line in enumerate(paid_lines(voice), 1)),
    ]


def _item(voice: Voice, number: int, line: Line) -> Paragraph:
    about = places.account(voice.family, line.account, full_name(line.account), "general")
    level = voice.level(about, line.fiscal)
    pieces: Pieces = (title(line.account), "。")
    if line.budget:
        text = "年初预算为{budget}，支出决算为{level}，完成年初预算的{rate}"
        rate = voice.completion(about, line.fiscal, line.budget, "年初预算")
        budget = voice.budget(about, line.budget, "年初预算")
        pieces += fill(text, budget=budget, level=level, rate=rate)
    else:
        unplanned = replace(about, key=f"{about.key}.budget", cells=(), measure="年初预算")
        none = voice.none(unplanned, voice.pick(["年初未安排预算", "年初无预算"]))
        pieces += fill("{none}，支出决算为{level}", none=none, level=level)
    gap = abs(line.fiscal - line.budget)
    if gap and line.budget and gap <= NEARLY * line.budget:
        pieces += fill("，决算数与年初预算数{flat}。", flat=voice.flat(about, "基本持平", "年初预算"))
    else:
        word = voice.against(about, line.fiscal, line.budget, "年初预算数")
        reason = why(voice, reasons.item(voice, line.account, line.fiscal, line.budget)) if gap else ()
        pieces += ("，" if not gap else "。", word, *reason, "。")
    return Paragraph("body", listed(number, pieces, "."), about.key)


def _basic(voice: Voice) -> list[Paragraph]:
    book = voice.ledger
    parts: list[Pieces] = []
    for part, pay in (("人员经费", True), ("公用经费", False)):
        names = named_items(book.economic, pay=pay)
        value = book.personnel if pay else book.public
        level = voice.level(places.basic_part(voice.family, part), value)
        parts.append(fill("{part}{level}，主要包括{names}", part=part, level=level, names=names))
    return [
        said(
            "basic",
            "{year}一般公共预算财政拨款基本支出{level}，其中：{parts}。",
            year=voice.this(),
            level=voice.level(places.basic(voice.family), book.personnel + book.public),
            parts=joined(parts),
        )
    ]


def _part(
    voice: Voice, column: str, name: str, pair: tuple[Decimal, Decimal], before: Decimal, reason: Pieces = ()
) -> Pieces:
    """预算, 决算, completion and change of one part of “三公”, and the reason of the change."""
    about, cells = places.three_public(column), places.three_public_budget(column)
    budget, level = voice.budget(about, pair[0], "全年预算", cells), voice.level(about, pair[1])
    if not pair[0]:
        text = "{name}预算为{budget}，支出决算为{level}"
        return fill(text, name=name, budget=budget, level=level)
    rate = voice.completion(about, pair[1], pair[0], "全年预算", cells)
    text = voice.pick(
        [
            "{name}预算为{budget}，支出决算为{level}，完成预算的{rate}",
            "{name}支出决算为{level}，完成全年预算{budget}的{rate}",
        ]
    )
    pieces = fill(text, name=name, budget=budget, level=level, rate=rate)
    change = moved(voice, about, pair[1], before, reason) if reason else voice.change(about, pair[1], before)
    return (*pieces, "，", *change)


def _three(voice: Voice) -> list[Paragraph]:
    paid, last = voice.ledger.this.three_public, voice.ledger.last.three_public
    about = places.three_public("合计")
    word = voice.against(about, paid.whole(1), paid.whole(0), "预算数")
    whole = (
        voice.this(),
        *_part(
            voice,
            "合计",
            "财政拨款“三公”经费支出",
            (paid.whole(0), paid.whole(1)),
            last.whole(1),
            three_shanghai.year_reason(voice),
        ),
        "。",
        word,
        *why(
            voice,
            voice.pick([("严格控制公务接待和公务用车开支",), ("公务用车购置采用集中采购，节约了资金",)]),
        ),
        "。",
    )
    return [
        heading("（一）财政拨款“三公”经费支出决算总体情况", 2),
        Paragraph("body", whole, "three"),
        heading("（二）财政拨款“三公”经费支出决算具体情况", 2),
        _abroad(voice),
        *_vehicles(voice),
        _reception(voice),
    ]


def _abroad(voice: Voice) -> Paragraph:
    paid, last = voice.ledger.this.three_public, voice.ledger.last.three_public
    subject = places.THREE_PUBLIC + "/因公出国（境）费"
    groups = About("three.groups", subject + "：因公出国（境）团组", "财政拨款", measure=None)
    people = About("three.travellers", subject + "：因公出国（境）人次", "财政拨款", measure=None)
    words = (
        *_part(voice, "因公出国（境）费", "因公出国（境）费", paid.abroad, last.abroad[1]),
        *fill(
            "。全年使用财政拨款安排因公出国（境）团组{groups}，累计{people}。",
            groups=voice.count(groups, paid.groups, "个"),
            people=voice.count(people, paid.travellers, "人次"),
        ),
    )
    return Paragraph("body", listed(1, words, "."), "three.abroad")


def _vehicles(voice: Voice) -> list[Paragraph]:
    paid, last = voice.ledger.this.three_public, voice.ledger.last.three_public
    name = "公务用车购置及运行维护费"
    pair = (paid.vehicles(0), paid.vehicles(1))
    up = pair[1] > last.vehicles(1)
    reason = reasons.driving(voice, up=up)
    if up and not last.purchase[1]:
        reason = ("上年未购置公务用车，本年更新到期报废车辆",)
    whole = (*_part(voice, "小计", name, pair, last.vehicles(1), reason), "。其中：")
    about = places.three_public("公务用车购置费")
    subject = about.subject + "：购置公务用车"
    bought = About("three.bought", subject, "财政拨款", measure=None)
    purchase = said(
        "three.purchase",
        "公务用车购置支出{level}，购置公务用车{n}，用于更新达到报废标准的野外观测用车。",
        level=voice.level(about, paid.purchase[1]),
        n=voice.count(bought, paid.bought, "辆"),
    )
    kept = About("three.kept", "财政拨款开支运行维护费的公务用车保有量", "财政拨款", measure="资产")
    running = said(
        "three.running",
        "公务用车运行维护支出{level}，主要用于公务用车燃料费、维修费、过路过桥费、保险费等支出。"
        "截至{date}，使用财政拨款开支运行维护费的公务用车保有量为{n}。",
        level=voice.level(places.three_public("公务用车运行维护费"), paid.running[1]),
        date=Other(f"{voice.year}年12月31日", "date"),
        n=voice.count(kept, paid.kept, "辆"),
    )
    return [Paragraph("body", listed(2, whole, "."), "three.vehicles"), purchase, running]


def _reception(voice: Voice) -> Paragraph:
    paid, last = voice.ledger.this.three_public, voice.ledger.last.three_public
    about = places.three_public("公务接待费")
    up = paid.reception[1] > last.reception[1]
    subject = places.THREE_PUBLIC + "/公务接待费/国内接待费"
    foreign = places.THREE_PUBLIC + "/公务接待费/国（境）外接待费"
    reason = reasons.reception(voice, up=up)
    head = _part(voice, "公务接待费", "公务接待费", paid.reception, last.reception[1], reason)
    words = (
        *head,
        *fill(
            "。其中：国内接待费{inland}，共接待{batches}，{guests}；外事接待费{outside}，共接待{no}，{nobody}。",
            inland=voice.level(
                replace(about, key="three.inland", subject=subject, cells=()), paid.reception[1]
            ),
            batches=voice.count(
                About("three.batches", subject + "：国内接待批次", "财政拨款", measure=None),
                paid.batches,
                "批次",
            ),
            guests=voice.count(
                About("three.guests", subject + "：国内接待人次", "财政拨款", measure=None),
                paid.guests,
                "人次",
            ),
            outside=voice.level(
                replace(about, key="three.outside", subject=foreign, cells=()), Decimal("0.00")
            ),
            no=voice.count(About("three.no", foreign + "批次", "财政拨款", measure=None), 0, "批次"),
            nobody=voice.count(About("three.nobody", foreign + "人次", "财政拨款", measure=None), 0, "人次"),
        ),
    )
    return Paragraph("body", listed(3, words, "."), "three.reception")


def _operating(voice: Voice) -> list[Paragraph]:
    now, before = voice.ledger.this.operating, voice.ledger.last.operating
    about = About("operating", "机关运行经费支出", "一般公共预算")
    return [
        said(
            "operating",
            "{year}机关运行经费支出{level}，{change}。",
            year=voice.this(),
            level=voice.level(about, now),
            change=moved(voice, about, now, before, reasons.staff(voice, up=now > before)),
        )
    ]


_SECTIONS = (
    ("收入支出决算总体情况说明", _overall),
    ("收入决算情况说明", _income),
    ("支出决算情况说明", _spending),
    ("财政拨款收入支出决算总体情况说明", _fiscal),
    ("一般公共预算财政拨款支出决算情况说明", _general),
    ("一般公共预算财政拨款基本支出决算情况说明", _basic),
    ("财政拨款“三公”经费支出决算情况说明", _three),
    ("政府性基金预算财政拨款收入支出决算情况说明", funds.fund),
    ("国有资本经营预算财政拨款支出决算情况说明", funds.state_capital),
    ("机关运行经费支出情况说明", _operating),
    ("政府采购支出情况说明", topics.procurement),
    ("国有资产占用情况说明", topics.assets),
    ("预算绩效情况说明", topics.performance),
)


def explanation(voice: Voice) -> list[Paragraph]:
    """Thirteen sections."""
    out: list[Paragraph] = []
    for number, (name, section) in enumerate(_SECTIONS, 1):
        out += [heading(f"{numeral(number)}、{name}"), *section(voice)]
    return out
