"""Sections 一 to 四: totals, income, spending, and the totals of fiscal money."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from corpora.ledger import places, reasons
from corpora.ledger.ledger import ZERO, Accounts, income_total
from corpora.ledger.pieces import About, Fact, Other, Paragraph, Pieces, fill
from corpora.ledger.voice import Voice, direction


def heading(text: str, level: int = 1) -> Paragraph:
    """A numbered heading of the explanation part."""
    return Paragraph(f"heading{level}", (text,))


def caption(voice: Voice, number: int, text: str) -> Paragraph:
    """The caption of a chart; its number states nothing."""
    del voice
    return Paragraph("caption", fill("图{n}：" + text, n=Other(str(number), "table_or_figure_number")))


def listed(number: int, pieces: Pieces, mark: str = "、") -> Pieces:
    """Pieces behind a printed list number."""
    return (Other(str(number), "ordinal"), mark, *pieces)


def fiscal_total(accounts: Accounts) -> Decimal:
    """财政拨款支出总计: fiscal spending and what is carried on."""
    return accounts.sum(lambda x: x.fiscal + x.closing)


def with_reason(voice: Voice, change: Pieces, now: Decimal, before: Decimal, reason: Pieces) -> Pieces:
    """A change, and its reason unless nothing changed; the reason stands behind 。 or ，."""
    if now == before:
        return (*change, "。")
    joint = voice.pick(["，", "。"])
    return (*change, joint, *reasons.because(voice, reason), "。")


def overall(voice: Voice) -> list[Paragraph]:
    """一、收入支出决算总体情况说明."""
    book = voice.ledger
    now, before = income_total(book.this), income_total(book.last)
    about = places.grand_total(voice.family)
    if voice.manner.brief:
        lead = "{who}{year}收入支出总计{level}。"
        each = "收入支出总计"
    else:
        lead = voice.pick(
            [
                "{year}收、支总计均为{level}。",
                "{year}，{who}收、支总计均为{level}。",
                "{year}收入总计、支出总计均为{level}。",
            ]
        )
        each = voice.pick(["收、支总计各", "收、支各"])
    pieces = fill(lead, who=book.department.name, year=voice.this(), level=voice.level(about, now))
    change = voice.change(about, now, before, each=each)
    up = now > before
    reason = reasons.yearly(voice, book.projects, up=up)
    pieces += with_reason(voice, change, now, before, reason)
    out = [heading("一、收入支出决算总体情况说明"), Paragraph("body", pieces, "overall")]
    if voice.manner.charts:
        out.append(caption(voice, 1, "收、支决算总计变动情况（单位：万元）"))
    return out


def sources(accounts: Accounts) -> dict[str, Decimal]:
    """Income of a year by source."""
    values = dict.fromkeys(places.INCOME_SOURCES, ZERO)
    values["财政拨款收入"] = accounts.sum(lambda x: x.appropriation)
    values["事业收入"] = accounts.sum(lambda x: x.business)
    values["其他收入"] = accounts.sum(lambda x: x.other)
    return values


_LINKS = ("{name}{level}，占{share}", "{name}{level}，占比{share}", "{name}{level}，占{of}的{share}")


def structure(
    voice: Voice,
    abouts: Sequence[About],
    values: Sequence[Decimal],
    whole: Decimal,
    of: str,
    links: Sequence[str] = _LINKS,
) -> Pieces:
    """Parts with their shares: A x万元，占y%；B …"""
    out: Pieces = ()
    link = voice.either(links)
    if voice.manner.brief:
        link = _LINKS[0]
    for index, (about, value) in enumerate(zip(abouts, values, strict=True)):
        part = fill(
            link,
            name=about.subject.rpartition("/")[2],
            level=voice.level(about, value),
            share=voice.share(about, value, whole, of),
            of=of,
        )
        out += (("；" if index else ""), *part) if index else part
    return out


def income(voice: Voice) -> list[Paragraph]:
    """二、收入决算情况说明."""
    values = sources(voice.ledger.this)
    whole = sum(values.values(), ZERO)
    paid = [name for name, value in values.items() if value]
    about = places.income(voice.family)
    parts = structure(
        voice,
        [places.source(voice.family, name) for name in paid],
        [values[name] for name in paid],
        whole,
        "本年收入合计",
    )
    lead = voice.pick(["{year}收入合计{level}，其中：", "{year}本年收入合计{level}，包括："])
    if voice.manner.brief:
        lead = "本年收入合计{level}，其中："
    pieces = fill(lead, year=voice.this(), level=voice.level(about, whole))
    body = Paragraph("body", (*pieces, *parts, "。"), "income")
    out = [heading("二、收入决算情况说明")]
    if voice.manner.brief:
        return [*out, body]
    out += [heading("（一）收入决算结构情况", 2), body, caption(voice, 2, "本年收入构成情况")]
    return [*out, heading("（二）收入决算具体情况", 2), *_income_items(voice, values)]


def _income_items(voice: Voice, values: dict[str, Decimal]) -> list[Paragraph]:
    """One numbered paragraph a source; the empty sources may share one."""
    last = sources(voice.ledger.last)
    out: list[Paragraph] = []
    empty = [name for name in values if not values[name] and not last[name]]
    together = voice.pick([True, False])
    for name, value in values.items():
        if together and name in empty:
            continue
        about = places.source(voice.family, name)
        change = voice.change(about, value, last[name])
        stop = voice.pick(["。", "，"])
        pieces = fill("{name}{level}{stop}", name=name, level=voice.level(about, value), stop=stop)
        reason = _income_reason(voice, name, up=value > last[name])
        pieces += with_reason(voice, change, value, last[name], reason)
        out.append(Paragraph("body", listed(len(out) + 1, pieces), f"source.{name}"))
    if together:
        out.append(Paragraph("body", listed(len(out) + 1, _empty_together(voice, empty)), "source.none"))
    return out


def _empty_together(voice: Voice, names: list[str]) -> Pieces:
    """A、B、C均为0万元，均与上年持平: one figure that serves several subjects."""
    first, *rest = (places.source(voice.family, name) for name in names)
    level = voice.level(first, ZERO)
    flat = voice.flat(first, "持平", "上年")
    shared = [
        Fact(x.key, x.text, x.kind, x.about, x.value, x.unit, x.year, x.basis, None, x.direction, tuple(rest))
        for x in (level, flat)
    ]
    return fill(
        "{names}均为{level}，均与上年{flat}。", names="、".join(names), level=shared[0], flat=shared[1]
    )


def _income_reason(voice: Voice, name: str, *, up: bool) -> Pieces:
    if name == "事业收入":
        service = voice.ledger.department.own_service
        return (service + ("委托业务量增加" if up else "委托业务量减少"),)
    if name == "其他收入":
        return ("银行存款利息收入" + ("增加" if up else "减少"),)
    return reasons.yearly(voice, voice.ledger.projects, up=up)


def kinds(accounts: Accounts) -> dict[str, Decimal]:
    """Spending of a year by kind, from all money."""
    values = dict.fromkeys(places.SPENDING_KINDS, ZERO)
    values["基本支出"] = accounts.sum(lambda x: x.basic + x.own_basic)
    values["项目支出"] = accounts.sum(lambda x: x.project + x.own_project)
    return values


def spending(voice: Voice) -> list[Paragraph]:
    """三、支出决算情况说明."""
    values = kinds(voice.ledger.this)
    last = kinds(voice.ledger.last)
    whole = sum(values.values(), ZERO)
    paid = [name for name, value in values.items() if value]
    parts = structure(
        voice, [places.spending_kind(n) for n in paid], [values[n] for n in paid], whole, "本年支出合计"
    )
    lead = voice.pick(["{year}支出合计{level}，其中：", "{year}本年支出合计{level}，包括："])
    if voice.manner.brief:
        lead = "本年支出合计{level}，其中："
    about = places.spending(voice.family)
    pieces = fill(lead, year=voice.this(), level=voice.level(about, whole))
    body = Paragraph("body", (*pieces, *parts, "。"), "spending")
    out = [heading("三、支出决算情况说明")]
    if voice.manner.brief:
        return [*out, body]
    out += [heading("（一）支出决算结构情况", 2), body, caption(voice, 3, "本年支出构成情况")]
    out.append(heading("（二）支出决算具体情况", 2))
    for index, (name, value) in enumerate(values.items(), 1):
        one = places.spending_kind(name)
        words = fill("{name}{level}。", name=name, level=voice.level(one, value))
        change = voice.change(one, value, last[name])
        words += with_reason(voice, change, value, last[name], _kind_reason(voice, name, value, last[name]))
        out.append(Paragraph("body", listed(index, words), f"kind.{name}"))
    return out


def _kind_reason(voice: Voice, name: str, now: Decimal, before: Decimal) -> Pieces:
    if name == "项目支出":
        return reasons.reconciled(voice, voice.ledger.projects, now - before)
    return reasons.staff(voice, up=direction(now, before) == "increase")


def fiscal(voice: Voice) -> list[Paragraph]:
    """四、财政拨款收入支出决算总体情况说明."""
    book = voice.ledger
    now, before = fiscal_total(book.this), fiscal_total(book.last)
    about = places.fiscal_total(voice.family)
    if voice.manner.brief:
        lead, each = "{who}{year}财政拨款收入支出总计{level}。", "财政拨款收入支出总计"
    else:
        lead = voice.pick(
            ["{year}财政拨款收、支总计均为{level}。", "{year}财政拨款收入总计、支出总计均为{level}。"]
        )
        each = "财政拨款收、支总计各"
    pieces = fill(lead, who=book.department.name, year=voice.this(), level=voice.level(about, now))
    change = voice.change(about, now, before, each=each)
    reason = reasons.yearly(voice, book.projects, up=now > before)
    pieces += with_reason(voice, change, now, before, reason)
    out = [heading("四、财政拨款收入支出决算总体情况说明"), Paragraph("body", pieces, "fiscal")]
    if voice.manner.charts:
        out.append(caption(voice, 4, "财政拨款收、支决算总计变动情况（单位：万元）"))
    return out
