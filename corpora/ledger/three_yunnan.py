"""“三公” as Yunnan tells it: completion of every part, change of every part, then money with its counts."""

from __future__ import annotations

from decimal import Decimal

from corpora.ledger import places, reasons, three_shanghai
from corpora.ledger.ledger import Accounts
from corpora.ledger.pieces import About, Paragraph, Pieces, fill
from corpora.ledger.telling import each_change, joined, said
from corpora.ledger.totals import heading
from corpora.ledger.voice import Voice
from corpora.ledger.yunnan_forms import COUNT_ROWS, COUNTED

_TITLE = "一般公共预算财政拨款“三公”经费"


_PARTS = ("因公出国（境）费", "公务用车购置费", "公务用车运行维护费", "公务接待费")


def _pairs(accounts: Accounts) -> dict[str, tuple[Decimal, Decimal]]:
    paid = accounts.three_public
    return dict(zip(_PARTS, (paid.abroad, paid.purchase, paid.running, paid.reception), strict=True))


def _completed(voice: Voice, column: str, name: str, pair: tuple[Decimal, Decimal]) -> Pieces:
    about, cells = places.three_public(column), places.three_public_budget(column)
    budget, level = voice.budget(about, pair[0], "年初预算", cells), voice.level(about, pair[1])
    if not pair[0]:
        return fill("{name}支出年初预算为{budget}，决算为{level}", name=name, budget=budget, level=level)
    rate = voice.completion(about, pair[1], pair[0], "年初预算", cells)
    text = "{name}支出年初预算为{budget}，决算为{level}，完成年初预算的{rate}"
    return fill(text, name=name, budget=budget, level=level, rate=rate)


def three(voice: Voice) -> list[Paragraph]:
    """Whole and parts against the budget and the year before, then money with its counts."""
    paid, last = voice.ledger.this.three_public, voice.ledger.last.three_public
    now, before = _pairs(voice.ledger.this), _pairs(voice.ledger.last)
    about = places.three_public("合计")
    first = said(
        "three",
        "{who}{year}{whole}。其中：{parts}。{word}{reason}。",
        who=voice.ledger.department.name,
        year=voice.this(),
        whole=_completed(voice, "合计", _TITLE, (paid.whole(0), paid.whole(1))),
        parts=joined([_completed(voice, name, name, now[name]) for name in _PARTS]),
        word=(
            voice.this(),
            f"{_TITLE}支出",
            voice.against(about, paid.whole(1), paid.whole(0), "年初预算数"),
        ),
        reason=reasons.cued(
            voice,
            "的主要原因是",
            voice.pick([("严格控制公务用车和公务接待开支",), ("公务用车统一采购，实际支出低于预算",)]),
        ),
    )
    second = said(
        "three.year",
        "{year}{title}支出决算数{change}。其中：{each}。{why}。",
        year=voice.this(),
        title=_TITLE,
        change=voice.change(about, paid.whole(1), last.whole(1)),
        each=each_change(
            voice,
            [places.three_public(name) for name in _PARTS],
            [(now[name][1], before[name][1]) for name in _PARTS],
            "支出决算",
        ),
        why=reasons.because(voice, three_shanghai.year_reason(voice)),
    )
    return [
        heading("（一）“三公”经费财政拨款支出决算总体情况", 2),
        first,
        second,
        heading("（二）“三公”经费财政拨款支出决算具体情况", 2),
        *_detail(voice),
    ]


def _detail(voice: Voice) -> list[Paragraph]:
    paid = voice.ledger.this.three_public
    trips = f"{places.THREE_PUBLIC}/因公出国（境）费"
    cars = f"{places.THREE_PUBLIC}/公务用车购置及运行维护费/公务用车购置费"
    inland, foreign = (f"{places.THREE_PUBLIC}/公务接待费/{kind}接待费" for kind in ("国内", "国（境）外"))

    def count(key: str, what: str, number: int, unit: str, measure: str | None = None) -> Pieces:
        about = About(
            f"three.{key}", what, "财政拨款", (("公开09", COUNT_ROWS[key], COUNTED),), None, measure
        )
        return (voice.count(about, number, unit),)

    def money(key: str, subject: str, value: Decimal) -> Pieces:
        return (voice.level(About(f"three.{key}", subject, "财政拨款"), value),)

    def level(column: str, value: Decimal) -> Pieces:
        return (voice.level(places.three_public(column), value),)

    abroad = said(
        "three.abroad",
        "1.因公出国（境）费支出{level}，共安排因公出国（境）团组{groups}，累计{people}。",
        level=level("因公出国（境）费", paid.abroad[1]),
        groups=count("groups", f"{trips}：因公出国（境）团组", paid.groups, "个"),
        people=count("travellers", f"{trips}：因公出国（境）人次", paid.travellers, "人次"),
    )
    vehicles = said(
        "three.vehicles",
        "2.公务用车购置及运行维护费支出{level}。其中：",
        level=level("小计", paid.vehicles(1)),
    )
    purchase = said(
        "three.purchase",
        "公务用车购置支出{level}，购置车辆{n}。主要用于更新达到报废年限的业务用车。",
        level=level("公务用车购置费", paid.purchase[1]),
        n=count("bought", f"{cars}：购置公务用车", paid.bought, "辆"),
    )
    running = said(
        "three.running",
        "公务用车运行维护支出{level}，开支财政拨款的公务用车保有量为{n}。主要用于业务检查、应急值守所需车辆燃料费、"
        "维修费、过路过桥费、保险费等。",
        level=level("公务用车运行维护费", paid.running[1]),
        n=count("kept", "财政拨款开支运行维护费的公务用车保有量", paid.kept, "辆", "资产"),
    )
    reception = said(
        "three.reception",
        "3.公务接待费支出{level}。其中：国内接待费支出{inland}（其中：外事接待费支出{none}），共安排国内公务接待{batches}"
        "（其中：外事接待{a}），接待人次{guests}（其中：外事接待人次{b}）。主要用于上级检查和业务交流发生的接待支出。"
        "国（境）外接待费支出{outside}，共安排国（境）外公务接待{no}，接待人次{nobody}。",
        level=level("公务接待费", paid.reception[1]),
        inland=money("inland", inland, paid.reception[1]),
        none=money("foreign", f"{inland}/外事接待费", Decimal("0.00")),
        batches=count("batches", f"{inland}：国内接待批次", paid.batches, "批次"),
        a=count("foreign_batches", f"{inland}/外事接待费：外事接待批次", 0, "批次"),
        guests=count("guests", f"{inland}：国内接待人次", paid.guests, "人"),
        b=count("foreign_guests", f"{inland}/外事接待费：外事接待人次", 0, "人"),
        outside=money("outside", foreign, Decimal("0.00")),
        no=count("no", foreign + "批次", 0, "批次"),
        nobody=count("nobody", foreign + "人次", 0, "人"),
    )
    return [abroad, vehicles, purchase, running, reception]
