"""“三公” as the Shanghai template tells it: completion of every part, change of every part, shares."""

from __future__ import annotations

from decimal import Decimal

from corpora.ledger import places, reasons
from corpora.ledger.ledger import ThreePublic
from corpora.ledger.pieces import Paragraph, Pieces, fill
from corpora.ledger.voice import Voice

_PARTS = ("因公出国（境）费", "小计", "公务接待费")
_NAMES = {"小计": "公务用车购置及运行维护费"}


def year_reason(voice: Voice) -> Pieces:
    """Why the whole moved against last year."""
    now, last = voice.ledger.this.three_public, voice.ledger.last.three_public
    if now.whole(1) < last.whole(1):
        fell = [
            name
            for name, less in (
                ("公务用车运行", now.vehicles(1) < last.vehicles(1)),
                ("公务接待", now.reception[1] < last.reception[1]),
            )
            if less
        ]
        return ("和".join(fell) + "成本下降",) if fell else ("因公出国（境）任务减少",)
    if now.purchase[1] > last.purchase[1]:
        return ("报废更新公务用车",)
    return ("因公出国（境）任务增加" if now.abroad[1] > last.abroad[1] else "公务接待任务增加",)


def _pair(paid: ThreePublic, column: str) -> tuple[Decimal, Decimal]:
    if column == "小计":
        return paid.vehicles(0), paid.vehicles(1)
    return paid.reception if column == "公务接待费" else paid.abroad


def _completed(voice: Voice, column: str, pair: tuple[Decimal, Decimal]) -> Pieces:
    """决算 of one part and its completion, or that nothing was budgeted."""
    about, name = places.three_public(column), _NAMES.get(column, column)
    level = voice.level(about, pair[1])
    if not pair[0]:
        none = voice.none(about, "未安排")
        return fill("{name}年初{none}预算，支出决算为{level}", name=name, none=none, level=level)
    rate = voice.completion(about, pair[1], pair[0], "年初预算", places.three_public_budget(column))
    return fill("{name}支出决算为{level}，完成预算的{rate}", name=name, level=level, rate=rate)


def whole(voice: Voice) -> list[Paragraph]:
    """预算, 决算 and completion of the whole and its parts; then the change of each against last year."""
    now, last = voice.ledger.this.three_public, voice.ledger.last.three_public
    about = places.three_public("合计")
    first = fill(
        "“三公”经费财政拨款支出年初预算为{budget}，支出决算为{level}，完成预算的{rate}，其中：",
        budget=voice.budget(about, now.whole(0), "年初预算", places.three_public_budget("合计")),
        level=voice.level(about, now.whole(1)),
        rate=voice.completion(
            about, now.whole(1), now.whole(0), "年初预算", places.three_public_budget("合计")
        ),
    )
    for index, column in enumerate(_PARTS):
        first += (
            ("；", *_completed(voice, column, _pair(now, column)))
            if index
            else _completed(voice, column, _pair(now, column))
        )
    word = voice.against(about, now.whole(1), now.whole(0), "预算数")
    why = reasons.cued(voice, "的主要原因：", ("公务用车统一采购节约了资金",))
    first += ("。", voice.this(), "“三公”经费", word, *why, "。")
    second: Pieces = ("“三公”经费财政拨款支出决算", *voice.change(about, now.whole(1), last.whole(1)))
    moved = voice.moved
    for index, column in enumerate(_PARTS):
        part = places.three_public(column)
        change = voice.change(part, _pair(now, column)[1], _pair(last, column)[1])
        second += ("；" if index else "，其中：", _NAMES.get(column, column), *change)
    voice.moved = moved
    second += ("。", *reasons.because(voice, year_reason(voice)), "。")
    return [Paragraph("body", first, "three"), Paragraph("body", second, "three.year")]


def parts(voice: Voice) -> Paragraph:
    """The shares of the three parts."""
    now = voice.ledger.this.three_public
    out: Pieces = ("“三公”经费财政拨款支出决算中，",)
    for index, column in enumerate(_PARTS):
        about, value = places.three_public(column), _pair(now, column)[1]
        part = fill(
            "{name}支出决算{level}，占{share}",
            name=_NAMES.get(column, column),
            level=voice.level(about, value),
            share=voice.share(about, value, now.whole(1), places.THREE_PUBLIC),
        )
        out += ("；", *part) if index else part
    return Paragraph("body", (*out, "。具体情况如下："), "three.parts")
