"""Sichuan's template: narrative before the forms, places for charts, completion without budget amounts."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from corpora.ledger import places, reasons, three_shanghai, topics
from corpora.ledger.accounts import full_name, triple
from corpora.ledger.ledger import Line, income_total, total
from corpora.ledger.pieces import About, Other, Paragraph, Pieces, fill
from corpora.ledger.telling import classes, moved, named_items, paid_lines, said
from corpora.ledger.totals import fiscal_total, heading, kinds, sources, structure
from corpora.ledger.voice import Voice

_SHARES = ("{name}{level}，占{share}",)
_SOURCES = (
    ("一", "一般公共预算财政拨款收入"),
    ("二", "政府性基金预算财政拨款收入"),
    ("三", "国有资本经营预算财政拨款收入"),
)


def _chart(number: int, name: str, kind: str) -> Paragraph:
    """The place of a chart."""
    return Paragraph(
        "caption", fill(f"（图{{n}}：{name}）（{kind}）", n=Other(str(number), "table_or_figure_number"))
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
    return [text, _chart(1, "收、支决算总计变动情况图", "柱状图")]


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
    return [text, _chart(2, "收入决算结构图", "饼状图")]


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
    return [text, _chart(3, "支出决算结构图", "饼状图")]


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
    return [text, _chart(4, "财政拨款收、支决算总计变动情况", "柱状图")]


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
        _chart(5, "一般公共预算财政拨款支出决算变动情况", "柱状图"),
        heading("（二）一般公共预算财政拨款支出决算结构情况", 2),
        parts,
        _chart(6, "一般公共预算财政拨款支出决算结构", "饼状图"),
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
        verdict = ("，", word, "的主要原因是", *reason)
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


def _three(voice: Voice) -> list[Paragraph]:
    paid, last = voice.ledger.this.three_public, voice.ledger.last.three_public
    about = places.three_public("合计")
    pair = (paid.whole(0), paid.whole(1))
    whole = said(
        "three",
        "{year}“三公”经费财政拨款支出决算为{level}，完成预算{rate}，{change}。{word}的主要原因是{reason}。",
        year=voice.this(),
        level=voice.level(about, pair[1]),
        rate=voice.completion(about, pair[1], pair[0], "全年预算", places.three_public_budget("合计")),
        change=moved(voice, about, pair[1], last.whole(1), three_shanghai.year_reason(voice)),
        word=voice.against(about, pair[1], pair[0], "预算数"),
        reason=voice.pick(["严格落实过紧日子要求，从严控制接待和用车开支", "公务用车集中采购节约资金"]),
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
        _chart(7, "“三公”经费财政拨款支出结构", "饼状图"),
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
    ("七、“三公”经费财政拨款支出决算情况说明", _three),
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
