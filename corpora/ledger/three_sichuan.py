"""“三公” as Sichuan tells it: completion and change of every part, vehicles by kind."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from corpora.ledger import places, reasons, three_shanghai
from corpora.ledger.pieces import About, Other, Paragraph, Pieces, fill
from corpora.ledger.telling import chart, moved, said
from corpora.ledger.totals import heading
from corpora.ledger.voice import Voice


def _part(
    voice: Voice,
    column: str,
    name: str,
    pair: tuple[Decimal, Decimal],
    before: Decimal,
    reason: Pieces,
    use: Pieces = (),
) -> Pieces:
    """Amount, completion and change of one part of “三公”."""
    about, cells = places.three_public(column), places.three_public_budget(column)
    out = fill("{name}支出{level}", name=name, level=voice.level(about, pair[1]))
    if pair[0]:
        rate = voice.completion(about, pair[1], pair[0], "全年预算", cells)
        out += fill("，完成预算{rate}", rate=rate)
    change = moved(voice, about, pair[1], before, reason, joint="。")
    return (*out, "。", *use, f"{name}支出决算", *change, "。")


def three(voice: Voice) -> list[Paragraph]:
    """Whole, shares, then every part with what it bought."""
    paid, last = voice.ledger.this.three_public, voice.ledger.last.three_public
    about = places.three_public("合计")
    pair = (paid.whole(0), paid.whole(1))
    whole = said(
        "three",
        "{year}“三公”经费财政拨款支出决算为{level}，完成预算{rate}，{change}。{word}{reason}。",
        year=voice.this(),
        level=voice.level(about, pair[1]),
        rate=voice.completion(about, pair[1], pair[0], "全年预算", places.three_public_budget("合计")),
        change=moved(voice, about, pair[1], last.whole(1), three_shanghai.year_reason(voice)),
        word=voice.against(about, pair[1], pair[0], "预算数"),
        reason=reasons.cued(
            voice,
            "的主要原因是",
            voice.pick([("严格落实过紧日子要求，从严控制接待和用车开支",), ("公务用车集中采购节约资金",)]),
        ),
    )
    columns = (
        ("因公出国（境）费", "因公出国（境）费", paid.abroad[1]),
        ("小计", "公务用车购置及运行维护费", paid.vehicles(1)),
        ("公务接待费", "公务接待费", paid.reception[1]),
    )
    shares = [
        fill(
            "{name}支出决算{level}，占{share}",
            name=name,
            level=voice.level(places.three_public(column), value),
            share=voice.share(places.three_public(column), value, pair[1], places.THREE_PUBLIC),
        )
        for column, name, value in columns
    ]
    text = "{year}“三公”经费财政拨款支出决算中，{a}；{b}；{c}。具体情况如下："
    parts = said("three.parts", text, year=voice.this(), a=shares[0], b=shares[1], c=shares[2])
    return [
        heading("（一）“三公”经费财政拨款支出决算总体情况说明", 2),
        whole,
        heading("（二）“三公”经费财政拨款支出决算具体情况说明", 2),
        parts,
        chart(7, "“三公”经费财政拨款支出结构", "饼状图"),
        _abroad(voice),
        *_vehicles(voice),
        *_reception(voice),
    ]


def _abroad(voice: Voice) -> Paragraph:
    paid, last = voice.ledger.this.three_public, voice.ledger.last.three_public
    subject = places.THREE_PUBLIC + "/因公出国（境）费"
    use = fill(
        "全年安排因公出国（境）团组{groups}，出国（境）{people}。",
        groups=voice.count(
            About("three.groups", subject + "：因公出国（境）团组", "财政拨款", measure=None),
            paid.groups,
            "次",
        ),
        people=voice.count(
            About("three.travellers", subject + "：因公出国（境）人次", "财政拨款", measure=None),
            paid.travellers,
            "人",
        ),
    )
    reason = ("经批准开展境外业务交流",)
    name = "因公出国（境）经费"
    words = _part(voice, "因公出国（境）费", name, paid.abroad, last.abroad[1], reason, use)
    return said("three.abroad", "1.{words}", words=words)


def _vehicles(voice: Voice) -> list[Paragraph]:
    paid, last = voice.ledger.this.three_public, voice.ledger.last.three_public
    name = "公务用车购置及运行维护费"
    pair = (paid.vehicles(0), paid.vehicles(1))
    up = pair[1] > last.vehicles(1)
    reason = reasons.driving(voice, up=up)
    if up and not last.purchase[1]:
        reason = ("上年未购置公务用车，本年更新到期报废车辆",)
    whole = said(
        "three.vehicles", "2.{words}", words=_part(voice, "小计", name, pair, last.vehicles(1), reason)
    )
    buying, running = places.three_public("公务用车购置费"), places.three_public("公务用车运行维护费")

    def cars(key: str, number: int) -> Pieces:
        about = About(f"three.{key}", f"公务用车/{key}", "财政拨款", measure=None)
        return (voice.count(about, number, "辆"),)

    def paid_for(key: str, value: Decimal) -> Pieces:
        return (
            voice.level(
                replace(buying, key=f"three.{key}", subject=f"{buying.subject}/{key}", cells=()), value
            ),
        )

    bought = About("three.bought", buying.subject + "：购置公务用车", "财政拨款", measure=None)
    purchase = said(
        "three.purchase",
        "其中：公务用车购置支出{level}。全年按规定更新购置公务用车{n}，其中：轿车{a}、金额{b}，越野车{c}、金额{d}，"
        "载客汽车{e}、金额{f}。",
        level=voice.level(buying, paid.purchase[1]),
        n=voice.count(bought, paid.bought, "辆"),
        a=cars("购置轿车", 0),
        b=paid_for("轿车", Decimal("0.00")),
        c=cars("购置越野车", paid.bought),
        d=paid_for("越野车", paid.purchase[1]),
        e=cars("购置载客汽车", 0),
        f=paid_for("载客汽车", Decimal("0.00")),
    )
    saloons = voice.rng.randint(2, 4)
    kept = About("three.kept", "财政拨款开支运行维护费的公务用车保有量", "财政拨款", measure="资产")
    running_text = said(
        "three.running",
        "公务用车运行维护费支出{level}。主要用于业务检查、应急值守等所需的公务用车燃料费、维修费、过路过桥费、"
        "保险费等支出。截至{date}，部门共有公务用车{n}，其中：轿车{a}、越野车{b}、载客汽车{c}。",
        level=voice.level(running, paid.running[1]),
        date=Other(f"{voice.year}年12月31日", "date"),
        n=voice.count(kept, paid.kept, "辆"),
        a=cars("保有轿车", saloons),
        b=cars("保有越野车", paid.kept - saloons - 1),
        c=cars("保有载客汽车", 1),
    )
    return [whole, purchase, running_text]


def _reception(voice: Voice) -> list[Paragraph]:
    paid, last = voice.ledger.this.three_public, voice.ledger.last.three_public
    about = places.three_public("公务接待费")
    up = paid.reception[1] > last.reception[1]
    reason = reasons.reception(voice, up=up)
    whole = said(
        "three.reception",
        "3.{words}其中：",
        words=_part(voice, "公务接待费", "公务接待费", paid.reception, last.reception[1], reason),
    )
    inland, foreign = (places.THREE_PUBLIC + f"/公务接待费/{name}" for name in ("国内接待费", "外事接待费"))
    meals = replace(about, key="three.inland", subject=inland, cells=())
    guests = About("three.guests", inland + "：国内接待人次", "财政拨款", measure=None)
    batches = About("three.batches", inland + "：国内接待批次", "财政拨款", measure=None)
    home = said(
        "three.inland",
        "国内公务接待支出{level}，主要用于执行公务、开展业务活动开支的用餐费、住宿费等。"
        "国内公务接待{batches}，{guests}（不包括陪同人员），共计支出{again}。",
        level=voice.level(meals, paid.reception[1]),
        again=voice.level(replace(meals, key="three.inland_again"), paid.reception[1]),
        batches=voice.count(batches, paid.batches, "批次"),
        guests=voice.count(guests, paid.guests, "人次"),
    )
    abroad = said(
        "three.outside",
        "外事接待支出{level}，外事接待{no}，{nobody}，共计支出{again}。",
        level=voice.level(replace(about, key="three.outside", subject=foreign, cells=()), Decimal("0.00")),
        no=voice.count(About("three.no", foreign + "批次", "财政拨款", measure=None), 0, "批次"),
        nobody=voice.count(About("three.nobody", foreign + "人次", "财政拨款", measure=None), 0, "人次"),
        again=voice.level(
            replace(about, key="three.outside_again", subject=foreign, cells=()), Decimal("0.00")
        ),
    )
    return [whole, home, abroad]
