"""Sections 五 and 六: general public budget spending by class and item, and basic spending."""

from __future__ import annotations

from decimal import Decimal

from corpora.ledger import places, reasons
from corpora.ledger.accounts import CLASSES, ECONOMIC, ITEMS, full_name, triple
from corpora.ledger.ledger import Line
from corpora.ledger.pieces import About, Paragraph, Pieces, fill
from corpora.ledger.totals import caption, heading, listed
from corpora.ledger.voice import Voice

# Within this share of the budget a report calls the two figures 基本持平.
NEARLY = Decimal("0.01")


def general(voice: Voice) -> list[Paragraph]:
    """五、一般公共预算财政拨款支出决算情况说明."""
    return [
        heading("五、一般公共预算财政拨款支出决算情况说明"),
        heading("（一）一般公共预算财政拨款支出决算总体情况", 2),
        whole(voice),
        *([caption(voice, 5, "一般公共预算财政拨款支出变动情况")] if voice.manner.charts else []),
        heading("（二）一般公共预算财政拨款支出决算结构情况", 2),
        structure(voice),
        *([caption(voice, 6, "一般公共预算财政拨款支出结构")] if voice.manner.charts else []),
        heading("（三）一般公共预算财政拨款支出决算具体情况", 2),
        *_items(voice),
    ]


def whole(voice: Voice) -> Paragraph:
    """All of it, its share in the spending of the year, and its change."""
    book = voice.ledger
    now, before = (side.sum(lambda x: x.fiscal, "general") for side in (book.this, book.last))
    everything = book.this.sum(lambda x: x.spending)
    about = places.general(voice.family)
    pieces = fill(
        voice.pick(
            [
                "{year}一般公共预算财政拨款支出{level}，占本年支出合计的{share}。",
                "{year}，一般公共预算财政拨款支出决算为{level}，占本年支出合计的{share}。",
            ]
        ),
        year=voice.this(),
        level=voice.level(about, now),
        share=voice.share(about, now, everything, "本年支出合计"),
    )
    pieces += voice.change(about, now, before, each="一般公共预算财政拨款支出")
    if now != before:
        mine = [
            p
            for p in book.projects
            if p.account in {x.account for x in book.this.lines if x.fund == "general"}
        ]
        pieces += ("。", *reasons.because(voice, reasons.yearly(voice, mine, up=now > before)))
    return Paragraph("body", (*pieces, "。"), "general")


def structure(voice: Voice) -> Paragraph:
    """The classes with their shares."""
    book = voice.ledger
    whole = book.this.sum(lambda x: x.fiscal, "general")
    out = fill(
        "{year}一般公共预算财政拨款支出{level}，主要用于以下方面：",
        year=voice.this(),
        level=voice.level(places.general(voice.family), whole),
    )
    first = True
    for code, name in CLASSES.items():
        value = book.this.sum(lambda x: x.fiscal, "general", code)
        if not value:
            continue
        about = places.account(voice.family, code, name, "general")
        shown = f"{name}（类）" if voice.manner.brief else f"{name.removesuffix('支出')}（类）支出"
        out += fill(
            "{joint}{name}{level}，占{share}",
            joint="" if first else "；",
            name=shown,
            level=voice.level(about, value),
            share=voice.share(about, value, whole, "一般公共预算财政拨款支出"),
        )
        first = False
    return Paragraph("body", tuple(p for p in (*out, "。") if p), "structure")


def budget_name(voice: Voice) -> str:
    """What the text calls the opening budget in comparisons."""
    return voice.manner.budget


def _items(voice: Voice) -> list[Paragraph]:
    book = voice.ledger
    lines = [line for line in book.this.lines if line.fund == "general" and (line.fiscal or line.budget)]
    actual = book.this.sum(lambda x: x.fiscal, "general")
    budget = book.this.sum(lambda x: x.budget, "general")
    about = places.general(voice.family)
    pieces = fill(
        voice.pick(
            [
                "{year}一般公共预算财政拨款支出年初预算为{budget}，支出决算为{level}，完成年初预算的{rate}。",
                "{year}一般公共预算财政拨款支出年初预算{budget}，决算{level}，为年初预算的{rate}。",
            ]
        ),
        year=voice.this(),
        budget=voice.budget(about, budget, "年初预算"),
        level=voice.level(about, actual),
        rate=voice.completion(about, actual, budget, "年初预算"),
    )
    word = voice.against(about, actual, budget, budget_name(voice))
    mine = [p for p in book.projects if p.account in {x.account for x in lines}]
    pieces += (word, *why(voice, reasons.deviation(voice, mine, up=actual > budget)), "。其中：")
    out = [Paragraph("body", pieces, "items")]
    out += [_item(voice, index, line) for index, line in enumerate(lines, 1)]
    return out


def why(voice: Voice, reason: Pieces) -> Pieces:
    """The reason behind a comparison word, with its cue."""
    cue = voice.either(voice.manner.why)
    return reasons.cued(voice, cue, reason)


def title(code: str) -> str:
    """The item's heading: class, group and item with their ranks."""
    first, second, third = triple(code)
    return f"{first}（类）{second}（款）{third}（项）"


def _item(voice: Voice, number: int, line: Line) -> Paragraph:
    about = places.account(voice.family, line.account, full_name(line.account), "general")
    pieces: Pieces = (title(line.account), "。")
    if voice.manner.brief:
        pieces += (f"主要用于：{ITEMS[line.account].usage}。",)
    budget = voice.budget(about, line.budget, "年初预算")
    level = voice.level(about, line.fiscal)
    if not line.budget:
        text = voice.pick(
            [
                "年初预算为{budget}，支出决算为{level}，{none}。",
                "{none}，支出决算为{level}。",
            ]
        )
        none = voice.none(
            About(f"{about.key}.budget", about.subject, about.scope, (), about.code, "年初预算"), "年初无预算"
        )
        pieces += fill(text, budget=budget, level=level, none=none)
    else:
        text = voice.pick(
            [
                "年初预算为{budget}，支出决算为{level}，完成年初预算的{rate}。",
                "年初预算{budget}，支出决算{level}，完成年初预算的{rate}。",
                "年初预算为{budget}，支出决算为{level}，完成率{rate}。",
            ]
        )
        rate = voice.completion(about, line.fiscal, line.budget, "年初预算")
        pieces += fill(text, budget=budget, level=level, rate=rate)
    return Paragraph("body", listed(number, (*pieces, *_verdict(voice, about, line))), about.key)


def _verdict(voice: Voice, about: About, line: Line) -> Pieces:
    gap = abs(line.fiscal - line.budget)
    if line.fiscal == line.budget:
        return (voice.against(about, line.fiscal, line.budget, budget_name(voice)), "。")
    if line.budget and gap <= NEARLY * line.budget and voice.manner.nearly:
        return fill("与年初预算{flat}。", flat=voice.flat(about, "基本持平", "年初预算"))
    word = voice.against(about, line.fiscal, line.budget, budget_name(voice))
    reason = reasons.item(voice, line.account, line.fiscal, line.budget)
    return (word, *why(voice, reason), "。")


def basic(voice: Voice) -> list[Paragraph]:
    """六、一般公共预算财政拨款基本支出决算情况说明."""
    book = voice.ledger
    about = places.basic(voice.family)
    named = {
        part: [
            ECONOMIC[code]
            for code, value in book.economic.items()
            if value and (code[:3] in ("301", "303")) is pay
        ]
        for part, pay in (("人员经费", True), ("公用经费", False))
    }
    head = fill(
        voice.pick(
            [
                "{year}一般公共预算财政拨款基本支出决算{level}，由人员经费和公用经费组成，具体如下：",
                "{year}一般公共预算财政拨款基本支出{level}，包括人员经费和公用经费。其中：",
            ]
        ),
        year=voice.this(),
        level=voice.level(about, book.personnel + book.public),
    )
    out = [heading("六、一般公共预算财政拨款基本支出决算情况说明"), Paragraph("body", head, "basic")]
    for part, value in (("人员经费", book.personnel), ("公用经费", book.public)):
        level = voice.level(places.basic_part(voice.family, part), value)
        text = fill(
            "{part}{level}，主要包括：{names}。", part=part, level=level, names="、".join(named[part])
        )
        out.append(Paragraph("body", text, f"basic.{part}"))
    return out
