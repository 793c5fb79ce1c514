"""Sichuan's template: narrative before the forms, places for charts, completion without budget amounts."""

from __future__ import annotations

from decimal import Decimal

from corpora.ledger import places, reasons, three_sichuan, topics
from corpora.ledger.accounts import full_name, triple
from corpora.ledger.ledger import Line, income_total, total
from corpora.ledger.pieces import About, Paragraph, Pieces
from corpora.ledger.telling import chart, classes, moved, named_items, paid_lines, said
from corpora.ledger.totals import fiscal_total, heading, kinds, sources, structure
from corpora.ledger.voice import Voice

_SHARES = ("{name}{level}，占{share}",)
_SOURCES = (
    ("一", "一般公共预算财政拨款收入"),
    ("二", "政府性基金预算财政拨款收入"),
    ("三", "国有资本经营预算财政拨款收入"),
)


def _overall(voice: Voice) -> list[Paragraph]:
    book = voice.ledger
    now, before = income_total(book.this), income_total(book.last)
    about = places.grand_total(voice.family)
    reason = reasons.yearly(voice, book.projects, up=now > before)
    text = said(
        "overall",
        "{year}收、支总计{level}。{change}。",
        year=voice.this(),
        level=voice.level(about, now),
        change=moved(voice, about, now, before, reason, each="收、支总计各", joint="。"),
    )
    return [text, chart(1, "收、支决算总计变动情况图", "柱状图")]


def _income(voice: Voice) -> list[Paragraph]:
    book = voice.ledger.this
    values = sources(book)
    del values["财政拨款收入"]
    general, fund = (book.sum(lambda x: x.appropriation, name) for name in ("general", "fund"))
    amounts = [general, fund, Decimal("0.00"), *values.values()]
    abouts = [
        *(places.fund_income(voice.family, number, name) for number, name in _SOURCES),
        *(places.source(voice.family, name) for name in values),
    ]
    whole = total(amounts)
    text = said(
        "income",
        "{year}本年收入合计{level}，其中：{parts}。",
        year=voice.this(),
        level=voice.level(places.income(voice.family), whole),
        parts=structure(voice, abouts, amounts, whole, "本年收入合计", _SHARES),
    )
    return [text, chart(2, "收入决算结构图", "饼状图")]


def _spending(voice: Voice) -> list[Paragraph]:
    values = kinds(voice.ledger.this)
    whole = total(values.values())
    text = said(
        "spending",
        "{year}本年支出合计{level}，其中：{parts}。",
        year=voice.this(),
        level=voice.level(places.spending(voice.family), whole),
        parts=structure(
            voice,
            [places.spending_kind(name) for name in values],
            list(values.values()),
            whole,
            "本年支出合计",
            _SHARES,
        ),
    )
    return [text, chart(3, "支出决算结构图", "饼状图")]


def _fiscal(voice: Voice) -> list[Paragraph]:
    book = voice.ledger
    now, before = fiscal_total(book.this), fiscal_total(book.last)
    about = places.fiscal_total(voice.family)
    reason = reasons.yearly(voice, book.projects, up=now > before)
    text = said(
        "fiscal",
        "{year}财政拨款收、支总计{level}。{change}。",
        year=voice.this(),
        level=voice.level(about, now),
        change=moved(voice, about, now, before, reason, each="财政拨款收、支总计各", joint="。"),
    )
    return [text, chart(4, "财政拨款收、支决算总计变动情况", "柱状图")]


def _adjusted(voice: Voice, line: Line) -> Decimal:
    """全年预算 of an item: projects have theirs, other money was budgeted as it was spent."""
    mine = [p for p in voice.ledger.projects if p.account == line.account]
    return total(p.full for p in mine) if mine else line.fiscal


def _general(voice: Voice) -> list[Paragraph]:
    book = voice.ledger
    now, before = (side.sum(lambda x: x.fiscal, "general") for side in (book.this, book.last))
    about = places.general(voice.family)
    lines = [line for line in paid_lines(voice) if line.fiscal]
    mine = [p for p in book.projects if p.account in {x.account for x in lines}]
    whole = said(
        "general",
        "{year}一般公共预算财政拨款支出{level}，占本年支出合计的{share}。{change}。",
        year=voice.this(),
        level=voice.level(about, now),
        share=voice.share(about, now, book.this.sum(lambda x: x.spending), "本年支出合计"),
        change=moved(
            voice,
            about,
            now,
            before,
            reasons.yearly(voice, mine, up=now > before),
            each="一般公共预算财政拨款支出",
            joint="。",
        ),
    )
    parts = said(
        "structure",
        "{year}一般公共预算财政拨款支出{level}，主要用于以下方面：{parts}。",
        year=voice.this(),
        level=voice.level(about, now),
        parts=classes(voice, "{name}支出{level}，占{share}", places.GENERAL),
    )
    budget = total(_adjusted(voice, line) for line in lines)
    items = said(
        "items",
        "{year}一般公共预算财政拨款支出决算数为{level}，完成预算{rate}。其中：",
        year=voice.this(),
        level=voice.level(about, now),
        rate=voice.completion(about, now, budget, "全年预算"),
    )
    return [
        heading("（一）一般公共预算财政拨款支出决算总体情况", 2),
        whole,
        chart(5, "一般公共预算财政拨款支出决算变动情况", "柱状图"),
        heading("（二）一般公共预算财政拨款支出决算结构情况", 2),
        parts,
        chart(6, "一般公共预算财政拨款支出决算结构", "饼状图"),
        heading("（三）一般公共预算财政拨款支出决算具体情况", 2),
        items,
        *(_item(voice, number, line) for number, line in enumerate(lines, 1)),
    ]


def _item(voice: Voice, number: int, line: Line) -> Paragraph:
    about = places.account(voice.family, line.account, full_name(line.account), "general")
    budget = _adjusted(voice, line)
    first, second, third = triple(line.account)
    names = f"{first.removesuffix('支出')}（类）{second}（款）{third}（项）"
    level, rate = voice.level(about, line.fiscal), voice.completion(about, line.fiscal, budget, "全年预算")
    if line.fiscal == budget:
        verdict: Pieces = ("，", voice.against(about, line.fiscal, budget, "预算数"))
    else:
        mine = [p for p in voice.ledger.projects if p.account == line.account and p.executed < p.full]
        held = next((p for p in mine if p.carried), None)
        late = max(mine, key=lambda p: p.full - p.executed)
        reason = reasons.unspent(voice, held or late)
        word = voice.against(about, line.fiscal, budget, "预算数")
        verdict = ("，", word, *reasons.cued(voice, "的主要原因是", reason))
    text = f"{number}.{names}：支出决算为{{level}}，完成预算{{rate}}{{verdict}}。"
    return said(about.key, text, level=level, rate=rate, verdict=verdict)


def _basic(voice: Voice) -> list[Paragraph]:
    book = voice.ledger
    head = said(
        "basic",
        "{year}一般公共预算财政拨款基本支出{level}，其中：",
        year=voice.this(),
        level=voice.level(places.basic(voice.family), book.personnel + book.public),
    )
    out = [head]
    for part, value in (("人员经费", book.personnel), ("公用经费", book.public)):
        names = named_items(book.economic, pay=part == "人员经费")
        level = voice.level(places.basic_part(voice.family, part), value)
        out.append(
            said(f"basic.{part}", "{part}{level}，主要包括：{names}。", part=part, level=level, names=names)
        )
    return out


def _fund(voice: Voice) -> list[Paragraph]:
    about = places.fund_money(voice.family, "本年支出")
    value = voice.ledger.this.sum(lambda x: x.fiscal, "fund")
    text = "{year}政府性基金预算财政拨款支出{level}。"
    return [said("fund", text, year=voice.this(), level=voice.level(about, value))]


def _capital(voice: Voice) -> list[Paragraph]:
    about = About("capital", "国有资本经营预算财政拨款支出", "国有资本经营", (("公开08", "合计", "小计"),))
    text = "{year}国有资本经营预算财政拨款支出{level}。"
    return [said("capital", text, year=voice.this(), level=voice.level(about, Decimal("0.00")))]


def _other(voice: Voice) -> list[Paragraph]:
    now, before = voice.ledger.this.operating, voice.ledger.last.operating
    about = About("operating", "机关运行经费支出", "一般公共预算")
    running = said(
        "operating",
        "{year}，{who}机关运行经费支出{level}，{change}。",
        year=voice.this(),
        who=voice.ledger.department.name,
        level=voice.level(about, now),
        change=moved(voice, about, now, before, reasons.staff(voice, up=now > before), joint="。"),
    )
    return [
        heading("（一）机关运行经费支出情况", 2),
        running,
        heading("（二）政府采购支出情况", 2),
        *topics.procurement(voice),
        heading("（三）国有资产占有使用情况", 2),
        *topics.assets(voice),
        heading("（四）预算绩效管理情况", 2),
        *(p for p in topics.performance(voice) if p.kind == "body"),
    ]


_SECTIONS = (
    ("一、收入支出决算总体情况说明", _overall),
    ("二、收入决算情况说明", _income),
    ("三、支出决算情况说明", _spending),
    ("四、财政拨款收入支出决算总体情况说明", _fiscal),
    ("五、一般公共预算财政拨款支出决算情况说明", _general),
    ("六、一般公共预算财政拨款基本支出决算情况说明", _basic),
    ("七、“三公”经费财政拨款支出决算情况说明", three_sichuan.three),
    ("八、政府性基金预算支出决算情况说明", _fund),
    ("九、国有资本经营预算支出决算情况说明", _capital),
    ("十、其他重要事项的情况说明", _other),
)


def explanation(voice: Voice) -> list[Paragraph]:
    """Ten sections."""
    out: list[Paragraph] = []
    for name, section in _SECTIONS:
        out += [heading(name), *section(voice)]
    return out
