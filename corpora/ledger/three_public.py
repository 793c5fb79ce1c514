"""The section on “三公”: the whole, then 出国, vehicles and reception with their counts."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from corpora.ledger import places, reasons, three_shanghai
from corpora.ledger.pieces import About, Other, Paragraph, Pieces, fill
from corpora.ledger.totals import heading, listed
from corpora.ledger.voice import Voice


def three_public(voice: Voice) -> list[Paragraph]:
    """财政拨款“三公”经费支出决算情况说明."""
    shanghai = voice.manner.brief
    return [
        heading("（一）“三公”经费支出决算总体情况", 2),
        *(three_shanghai.whole(voice) if shanghai else [_three_whole(voice)]),
        heading("（二）“三公”经费支出决算具体情况", 2),
        *([three_shanghai.parts(voice)] if shanghai else []),
        *_three_items(voice),
    ]


def _head(voice: Voice, column: str, name: str, pair: tuple[Decimal, Decimal], reason: Pieces = ()) -> Pieces:
    """全年预算, 决算, completion, comparison word and its reason; Shanghai has said all but 决算 before."""
    about = places.three_public(column)
    level = voice.level(about, pair[1])
    if voice.manner.brief:
        return fill("{name}支出决算{level}", name=name, level=level)
    budget = voice.budget(about, pair[0], "全年预算", places.three_public_budget(column))
    if not pair[0]:
        none = voice.none(about, voice.pick(["未发生", "未安排"]))
        text = "{name}全年预算为{budget}，支出决算为{level}，本年度{none}该项支出"
        return fill(text, name=name, budget=budget, level=level, none=none)
    text = voice.pick(
        [
            "{name}全年预算为{budget}，支出决算为{level}，完成全年预算的{rate}，{word}",
            "{name}全年预算{budget}，决算{level}，执行率为{rate}，{word}",
        ]
    )
    rate = voice.completion(about, pair[1], pair[0], "全年预算", places.three_public_budget(column))
    word = voice.against(about, pair[1], pair[0], "全年预算数")
    pieces = fill(text, name=name, budget=budget, level=level, rate=rate, word=word)
    return (*pieces, "，", *reasons.because(voice, reason)) if reason else pieces


def _three_whole(voice: Voice) -> Paragraph:
    now, last = voice.ledger.this.three_public, voice.ledger.last.three_public
    reason = voice.pick(
        [
            ("从严审批公务接待，公务用车统一采购节约了资金",),
            ("公务用车购置成交价低于预算，公务接待支出控制在标准以内",),
        ]
    )
    pair = (now.whole(0), now.whole(1))
    pieces = (voice.this(), *_head(voice, "合计", "财政拨款“三公”经费支出", pair, reason), "。")
    pieces += voice.change(places.three_public("合计"), now.whole(1), last.whole(1))
    if now.whole(1) != last.whole(1):
        pieces += ("，", *reasons.because(voice, three_shanghai.year_reason(voice)))
    return Paragraph("body", (*pieces, "。"), "three")


def _three_items(voice: Voice) -> list[Paragraph]:
    return [_abroad(voice), _vehicles_whole(voice), _purchase(voice), _running(voice), _reception(voice)]


def _abroad(voice: Voice) -> Paragraph:
    paid = voice.ledger.this.three_public
    last = voice.ledger.last.three_public
    words = _head(voice, "因公出国（境）费", "因公出国（境）费", paid.abroad)
    words += ("，", *voice.change(places.three_public("因公出国（境）费"), paid.abroad[1], last.abroad[1]))
    if paid.abroad[1] > last.abroad[1]:
        words += ("，", *reasons.because(voice, ("经批准赴境外开展业务交流",)))
    subject = places.THREE_PUBLIC + "/因公出国（境）费"
    groups = About("three.groups", subject + "：因公出国（境）团组", "财政拨款", measure=None)
    people = About("three.travellers", subject + "：因公出国（境）人次", "财政拨款", measure=None)
    words += fill(
        voice.pick(
            [
                "。全年安排因公出国（境）团组{groups}，累计{people}。",
                "。全年因公出国（境）团组共{groups}、{people}。",
            ]
        ),
        groups=voice.count(groups, paid.groups, "个"),
        people=voice.count(people, paid.travellers, "人次"),
    )
    return Paragraph("body", listed(1, words), "three.abroad")


def _vehicles_whole(voice: Voice) -> Paragraph:
    paid, last = voice.ledger.this.three_public, voice.ledger.last.three_public
    name = "公务用车购置及运行维护费"
    reason = reasons.driving(voice, up=False)
    words: Pieces = (*_head(voice, "小计", name, (paid.vehicles(0), paid.vehicles(1)), reason), "。")
    words += voice.change(places.three_public("小计"), paid.vehicles(1), last.vehicles(1))
    if paid.vehicles(1) > last.vehicles(1) and not last.purchase[1]:
        words += ("，", *reasons.because(voice, ("上年未购置公务用车，本年按规定更新车辆",)))
    elif paid.vehicles(1) < last.vehicles(1):
        words += ("，", *reasons.because(voice, ("车辆维修和燃料费用下降",)))
    elif paid.vehicles(1) > last.vehicles(1):
        words += ("，", *reasons.because(voice, reasons.driving(voice, up=True)))
    return Paragraph("body", listed(2, (*words, "。其中：")), "three.vehicles")


def _purchase(voice: Voice) -> Paragraph:
    paid = voice.ledger.this.three_public
    words = _head(voice, "公务用车购置费", "公务用车购置费", paid.purchase)
    subject = places.THREE_PUBLIC + "/公务用车购置及运行维护费/公务用车购置费：购置公务用车"
    bought = voice.count(About("three.bought", subject, "财政拨款", measure=None), paid.bought, "辆")
    words += fill(
        "。{year}使用财政拨款购置公务用车{n}，为更新已达报废年限的业务用车。", year=voice.this("年"), n=bought
    )
    return Paragraph("body", words, "three.purchase")


def _running(voice: Voice) -> Paragraph:
    paid = voice.ledger.this.three_public
    words = _head(voice, "公务用车运行维护费", "公务用车运行维护费", paid.running)
    kept = About("three.kept", "财政拨款开支运行维护费的公务用车保有量", "财政拨款", measure="资产")
    each = About("three.each", "公务用车单车运行维护费", "财政拨款")
    date = Other(f"{voice.year}年12月31日", "date")
    words += fill(
        voice.pick(
            [
                "，主要用于燃料、维修、保险和过路过桥等支出。截至{date}，由财政拨款开支运行维护费的公务用车保有量为{n}。",
                "，用于按规定保留车辆的燃油、保养、保险等开支。截至{date}，财政拨款开支运行维护费的公务用车保有量为{n}，"
                "平均每辆{each}。",
            ]
        ),
        date=date,
        n=voice.count(kept, paid.kept, "辆"),
        each=voice.level(each, (paid.running[1] / paid.kept).quantize(Decimal("0.01"))),
    )
    return Paragraph("body", words, "three.running")


def _reception(voice: Voice) -> Paragraph:
    paid, last = voice.ledger.this.three_public, voice.ledger.last.three_public
    column = "公务接待费"
    reason = reasons.reception(voice, up=False)
    if paid.reception[1] > last.reception[1]:
        reason = ("严格执行接待标准，实际支出低于全年预算",)
    words: Pieces = (*_head(voice, column, column, paid.reception, reason), "。")
    about = places.three_public(column)
    words += voice.change(about, paid.reception[1], last.reception[1])
    if paid.reception[1] > last.reception[1]:
        words += ("，", *reasons.because(voice, reasons.reception(voice, up=True)))
    subject = places.THREE_PUBLIC + "/公务接待费/国内接待费"
    inland = replace(about, key="three.inland", subject=subject, cells=())
    batches = About("three.batches", subject + "：国内接待批次", "财政拨款", measure=None)
    guests = About("three.guests", subject + "：国内接待人次", "财政拨款", measure=None)
    foreign = places.THREE_PUBLIC + "/公务接待费/国（境）外接待费"
    outside = replace(about, key="three.outside", subject=foreign, cells=())
    visitors = voice.count(guests, paid.guests, "人次")
    about_so = voice.pick([True, False])
    words += fill(
        "。其中：国内接待费{inland}，共接待{batches}、{so}{guests}；国（境）外接待费{outside}，接待{no}、{nobody}。",
        inland=voice.level(inland, paid.reception[1]),
        batches=voice.count(batches, paid.batches, "批次"),
        so="约" if about_so else "",
        guests=replace(visitors, approximate=about_so),
        outside=voice.level(outside, Decimal(0)),
        no=voice.count(About("three.no", foreign + "批次", "财政拨款", measure=None), 0, "批次"),
        nobody=voice.count(About("three.nobody", foreign + "人次", "财政拨款", measure=None), 0, "人次"),
    )
    return Paragraph("body", listed(3, words), "three.reception")
