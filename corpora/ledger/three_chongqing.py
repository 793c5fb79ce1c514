"""“三公” as Chongqing tells it: both comparators for every part, then the counts."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from corpora.ledger import places, reasons, three_shanghai
from corpora.ledger.pieces import About, Paragraph, Pieces
from corpora.ledger.telling import (
    against_budget,
    said,
)
from corpora.ledger.voice import Voice


def _three_clause(voice: Voice, column: str, pair: tuple[Decimal, Decimal], before: Decimal) -> Pieces:
    """Both comparators: 较年初预算数…，较上年决算数…"""
    about, cells = places.three_public(column), places.three_public_budget(column)
    return (
        *against_budget(voice, about, pair[1], pair[0], (), cells),
        "，",
        *voice.change(about, pair[1], before),
    )


def three(voice: Voice) -> list[Paragraph]:
    """Whole, parts and counts."""
    paid, last = voice.ledger.this.three_public, voice.ledger.last.three_public
    whole = (paid.whole(0), paid.whole(1))
    cause = (
        ("，", *reasons.because(voice, three_shanghai.year_reason(voice)))
        if whole[1] != last.whole(1)
        else ()
    )
    out = [
        said(
            "three",
            "1.“三公”经费支出总体情况。{year}“三公”经费支出共计{level}，{change}{cause}。",
            year=voice.this(),
            level=voice.level(places.three_public("合计"), whole[1]),
            change=_three_clause(voice, "合计", whole, last.whole(1)),
            cause=cause,
        ),
        said("three.parts", "2.“三公”经费分项支出情况。"),
    ]
    rows = (
        ("因公出国（境）费", "因公出国（境）费用", paid.abroad, last.abroad[1], "three.abroad"),
        ("公务用车购置费", "公务车购置费", paid.purchase, last.purchase[1], "three.purchase"),
        ("公务用车运行维护费", "公务车运行维护费", paid.running, last.running[1], "three.running"),
        ("公务接待费", "公务接待费", paid.reception, last.reception[1], "three.reception"),
    )
    for column, name, pair, before, key in rows:
        reason = _part_reason(voice, column, pair[1], before)
        out.append(
            said(
                key,
                "{year}本部门{name}支出{level}，{use}{change}{cause}。",
                year=voice.this(),
                name=name,
                level=voice.level(places.three_public(column), pair[1]),
                use=_USES[column] if pair[1] else "",
                change=_three_clause(voice, column, pair, before),
                cause=("，", *reasons.because(voice, reason)) if reason else "",
            )
        )
    return [*out, _counts(voice)]


def _part_reason(voice: Voice, column: str, now: Decimal, before: Decimal) -> Pieces:
    """Why a part of “三公” moved; nothing where it did not or where its count tells it."""
    if now == before or (not before and column != "公务用车购置费"):
        return ()
    up = now > before
    if column == "公务接待费":
        return reasons.reception(voice, up=up)
    if column == "公务用车运行维护费":
        return reasons.driving(voice, up=up)
    if not before:
        return ("上年未购置公务用车，本年更新到期报废车辆",)
    return ("本年购置车型价格较高" if up else "集中采购成交价低于上年",)


_USES = {
    "因公出国（境）费": "主要用于经批准的境外业务交流。",
    "公务用车购置费": "主要用于更新到期报废的业务用车。",
    "公务用车运行维护费": "主要用于燃料、维修、保险和过路过桥等开支。",
    "公务接待费": "主要用于接待上级检查和外地来访。",
}


def _counts(voice: Voice) -> Paragraph:
    paid = voice.ledger.this.three_public
    subject = places.THREE_PUBLIC
    trips, cars, inland = (
        f"{subject}/因公出国（境）费",
        f"{subject}/公务用车购置及运行维护费/公务用车购置费",
        f"{subject}/公务接待费/国内接待费",
    )

    def count(key: str, what: str, number: int, unit: str, measure: str | None = None) -> Pieces:
        return (voice.count(About(f"three.{key}", what, "财政拨款", measure=measure), number, unit),)

    each = About("three.each_guest", "公务接待费人均接待费", "财政拨款")
    per_head = paid.reception[1] * 10000 / paid.guests
    guest = voice.level(each, paid.reception[1] / paid.guests)
    value = per_head.quantize(Decimal("0.01"))
    return said(
        "three.counts",
        "3.“三公”经费实物量情况。{year}本部门因公出国（境）共计{groups}团组，{travellers}；公务用车购置{bought}，"
        "公务车保有量为{kept}；国内公务接待{batches}，{guests}；国（境）外公务接待{no}，{nobody}。"
        "{again}本部门人均接待费{each}。",
        year=voice.this(),
        again=voice.this("年"),
        groups=count("groups", f"{trips}：因公出国（境）团组", paid.groups, "个"),
        travellers=count("travellers", f"{trips}：因公出国（境）人次", paid.travellers, "人"),
        bought=count("bought", f"{cars}：购置公务用车", paid.bought, "辆"),
        kept=count("kept", "财政拨款开支运行维护费的公务用车保有量", paid.kept, "辆", "资产"),
        batches=count("batches", f"{inland}：国内接待批次", paid.batches, "批次"),
        guests=count("guests", f"{inland}：国内接待人次", paid.guests, "人"),
        no=count("no", f"{subject}/公务接待费/国（境）外接待费批次", 0, "批次"),
        nobody=count("nobody", f"{subject}/公务接待费/国（境）外接待费人次", 0, "人"),
        each=replace(guest, text=f"{value}元", value=value, unit="元"),
    )
