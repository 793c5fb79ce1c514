"""Yunnan's template: everything in 元, counts behind each part of “三公”, matters of definition as a fourth part."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from corpora.ledger import places, reasons, three_yunnan, topics
from corpora.ledger.accounts import CLASSES, ITEMS
from corpora.ledger.ledger import total
from corpora.ledger.marks import named
from corpora.ledger.pieces import About, Address, Other, Paragraph, Pieces, fill
from corpora.ledger.telling import each_change, joined, moved, paid_classes, said
from corpora.ledger.totals import heading, kinds, sources, structure
from corpora.ledger.voice import Voice
from corpora.ledger.yunnan_forms import ASSETS, COUNTED, OPERATING_ROW, holdings

_OF_SPENDING = ("{name}{level}，占总支出的{share}",)
INNER = "其他重要事项及相关口径情况说明"


def _income(voice: Voice) -> list[Paragraph]:
    book = voice.ledger
    now, before = sources(book.this), sources(book.last)
    whole, was = total(now.values()), total(before.values())
    about = places.income(voice.family)
    moving = [name for name in now if now[name] or before[name]]
    abouts = {name: places.source(voice.family, name) for name in now}
    reason = reasons.yearly(voice, book.projects, up=whole > was)
    return [
        said(
            "income",
            "{who}{year}收入合计{level}。其中：{parts}。{change}。其中：{each}。{why}。",
            who=book.department.name,
            year=voice.this(),
            level=voice.level(about, whole),
            parts=structure(
                voice,
                list(abouts.values()),
                list(now.values()),
                whole,
                "总收入",
                ("{name}{level}，占总收入的{share}",),
            ),
            change=voice.change(about, whole, was, each="收入合计"),
            each=each_change(voice, [abouts[n] for n in moving], [(now[n], before[n]) for n in moving]),
            why=reasons.because(voice, reason),
        )
    ]


def _spending(voice: Voice) -> list[Paragraph]:
    book = voice.ledger
    now, before = kinds(book.this), kinds(book.last)
    whole, was = total(now.values()), total(before.values())
    about = places.spending(voice.family)
    abouts = [places.spending_kind(name) for name in now]
    text = said(
        "spending",
        "{who}{year}支出合计{level}。其中：{parts}。{change}。其中：{each}。{why}。",
        who=book.department.name,
        year=voice.this(),
        level=voice.level(about, whole),
        parts=voice.pick(
            [
                structure(voice, abouts, list(now.values()), whole, "总支出", _OF_SPENDING),
                (
                    *structure(voice, abouts[:2], list(now.values())[:2], whole, "总支出", _OF_SPENDING),
                    *_nothing(voice, abouts[2:], "总支出"),
                ),
            ]
        ),
        change=voice.change(about, whole, was, each="支出合计"),
        each=each_change(voice, abouts[:2], [(now[n], before[n]) for n in ("基本支出", "项目支出")]),
        why=reasons.because(voice, reasons.yearly(voice, book.projects, up=whole > was)),
    )
    return [
        text,
        heading("（一）基本支出情况", 2),
        _basic(voice),
        heading("（二）项目支出情况", 2),
        _projects(voice),
    ]


def _nothing(voice: Voice, abouts: list[About], of: str) -> Pieces:
    """Kinds without money in one breath: 甲、乙、丙均为0.00元，均占…的0.00%."""
    first, *rest = abouts
    level = replace(voice.level(first, Decimal("0.00")), also=tuple(rest))
    share = replace(voice.share(first, Decimal("0.00"), Decimal(1), of), also=tuple(rest))
    names = "、".join(about.subject for about in abouts)
    return fill("；{names}均为{level}，均占{of}的{share}", names=names, level=level, of=of, share=share)


def _basic(voice: Voice) -> Paragraph:
    book = voice.ledger
    own = book.this.sum(lambda x: x.own_basic)
    whole = book.personnel + book.public + own
    people, office = (
        About(f"basic.{name}", f"基本支出/{name}", "全部资金") for name in ("人员经费", "公用经费")
    )
    return said(
        "kind.基本支出",
        "{year}用于保障{who}机关、下属事业单位等机构正常运转的日常支出{level}。其中：基本工资、津贴补贴等人员经费支出{a}，"
        "占基本支出的{b}；办公费、印刷费、水电费、办公设备购置等公用经费{c}，占基本支出的{d}。",
        year=voice.this(),
        who=book.department.name,
        level=voice.level(places.spending_kind("基本支出"), whole),
        a=voice.level(people, book.personnel + own),
        b=voice.share(people, book.personnel + own, whole, "基本支出"),
        c=voice.level(office, book.public),
        d=voice.share(office, book.public, whole, "基本支出"),
    )


def _projects(voice: Voice) -> Paragraph:
    book = voice.ledger
    whole = book.this.sum(lambda x: x.project + x.own_project)
    built = About("kind.基本建设", "基本建设类项目支出", "全部资金")
    rows: list[Pieces] = []
    for project in sorted(book.projects, key=lambda p: p.executed, reverse=True)[:3]:
        about = About(f"project.{project.name}", project.name, None, code=project.account)
        rows.append(
            fill("{name}支出{level}", name=named(project.name), level=voice.level(about, project.executed))
        )
    return said(
        "kind.项目支出",
        "{year}用于保障{who}机构为完成特定的行政工作任务或事业发展目标，用于专项业务工作的经费支出{level}。"
        "其中：基本建设类项目支出{built}。具体项目开支及开展工作情况：{rows}。",
        year=voice.this(),
        who=book.department.name,
        level=voice.level(places.spending_kind("项目支出"), whole),
        built=voice.level(built, Decimal("0.00")),
        rows=joined(rows),
    )


def _general(voice: Voice) -> list[Paragraph]:
    book = voice.ledger
    now, before = (side.sum(lambda x: x.fiscal, "general") for side in (book.this, book.last))
    about = places.general(voice.family)
    mine = [
        p for p in book.projects if p.account in {x.account for x in book.this.lines if x.fund == "general"}
    ]
    whole = said(
        "general",
        "{who}{year}一般公共预算财政拨款支出{level}，占本年支出合计的{share}。{change}。",
        who=book.department.name,
        year=voice.this(),
        level=voice.level(about, now),
        share=voice.share(about, now, book.this.sum(lambda x: x.spending), "本年支出合计"),
        change=moved(voice, about, now, before, reasons.yearly(voice, mine, up=now > before)),
    )
    out = [
        heading("（一）一般公共预算财政拨款支出决算总体情况", 2),
        whole,
        heading("（二）一般公共预算财政拨款支出决算具体情况", 2),
    ]
    paid = {code: value for code, _, value, _ in paid_classes(voice)}
    for number, (code, name) in enumerate(CLASSES.items(), 1):
        value = paid.get(code, Decimal("0.00"))
        if not value and number > 24:
            continue
        cells: tuple[Address, ...] = (("公开05", code, voice.family.layout.whole),) if value else ()
        one = replace(places.account(voice.family, code, name, "general"), cells=cells)
        used = dict.fromkeys(
            ITEMS[x.account].usage for x in book.this.lines if x.account[:3] == code and x.fiscal
        )
        use = fill("主要用于{use}", use="、".join(used)) if value else ("本年度无此项支出",)
        out.append(
            said(
                one.key,
                f"{number}.{{name}}（类）支出{{level}}，占一般公共预算财政拨款总支出的{{share}}。{{use}}；",
                name=name.removesuffix("支出"),
                level=voice.level(one, value),
                share=voice.share(one, value, now, "一般公共预算财政拨款支出"),
                use=use,
            )
        )
    return out


def _operating(voice: Voice) -> list[Paragraph]:
    now, before = voice.ledger.this.operating, voice.ledger.last.operating
    about = About("operating", "机关运行经费支出", "一般公共预算", (("公开09", OPERATING_ROW, COUNTED),))
    return [
        said(
            "operating",
            "{who}{year}机关运行经费支出{level}，{change}。机关运行经费主要用于办公费、邮电费、差旅费等日常支出。",
            who=voice.ledger.department.name,
            year=voice.this("年"),
            level=voice.level(about, now),
            change=moved(voice, about, now, before, reasons.staff(voice, up=now > before)),
        )
    ]


def _assets(voice: Voice) -> list[Paragraph]:
    held = holdings(voice.ledger)
    whole = tuple(total(side) for side in zip(*held.values(), strict=True))

    def about(name: str) -> About:
        return About(f"assets.{name}", name, None, (("机关运行及采购", "合计", name),), None, "资产")

    parts = joined(
        [fill("{name}{level}", name=name, level=voice.level(about(name), held[name][0])) for name in ASSETS],
        "，",
    )
    fixed, everything = about("固定资产"), about("资产总额")

    def sold(key: str, subject: str, number: int, unit: str) -> Pieces:
        return (voice.count(About(f"assets.{key}", subject, None, measure="资产"), number, unit),)

    def amount(key: str, subject: str) -> Pieces:
        return (voice.level(About(f"assets.{key}", subject, None, measure="资产"), Decimal("0.00")),)

    return [
        said(
            "assets",
            "截至{date}，{who}资产总额{level}，其中，{parts}。与上年相比，本年资产总额增加{a}，其中固定资产增加{b}。"
            "处置房屋建筑物{c}，账面原值{d}；处置车辆{e}，账面原值{f}；报废报损资产{g}，账面原值{h}，实现资产处置收入{i}；"
            "出租房屋{j}，账面原值{k}，实现资产使用收入{m}。",
            date=Other(f"{voice.year}年12月31日", "date"),
            who=voice.ledger.department.name,
            level=voice.level(everything, whole[0]),
            parts=parts,
            a=voice.delta(everything, whole[0], whole[1], "上年"),
            b=voice.delta(fixed, held["固定资产"][0], held["固定资产"][1], "上年"),
            c=sold("sold_houses", "处置房屋建筑物", 0, "平方米"),
            d=amount("sold_houses_value", "处置房屋建筑物账面原值"),
            e=sold("sold_cars", "处置车辆", 0, "辆"),
            f=amount("sold_cars_value", "处置车辆账面原值"),
            g=sold("scrapped", "报废报损资产", 0, "项"),
            h=amount("scrapped_value", "报废报损资产账面原值"),
            i=amount("scrapped_income", "资产处置收入"),
            j=sold("let", "出租房屋", 0, "平方米"),
            k=amount("let_value", "出租房屋账面原值"),
            m=amount("let_income", "资产使用收入"),
        )
    ]


def _performance(voice: Voice) -> list[Paragraph]:
    return [p for p in topics.performance(voice) if p.kind == "body"]


def _definitions(voice: Voice) -> list[Paragraph]:
    return [
        Paragraph(
            "body",
            ("（一）基本支出中人员经费包括工资福利支出和对个人和家庭的补助，公用经费包括商品和服务支出等。",),
        ),
        Paragraph("body", ("（二）机关运行经费指行政单位和参照公务员法管理的事业单位的公用经费支出。",)),
        Paragraph(
            "body",
            (
                f"（三）按照有关规定，{voice.ledger.department.name}的“三公”经费为一般公共预算财政拨款安排的支出。",
            ),
        ),
    ]


_SECTIONS = (
    ("一、收入决算情况说明", _income),
    ("二、支出决算情况说明", _spending),
    ("三、一般公共预算财政拨款支出决算情况说明", _general),
    ("四、一般公共预算财政拨款“三公”经费支出决算情况说明", three_yunnan.three),
)
_FURTHER = (
    ("一、机关运行经费支出情况", _operating),
    ("二、国有资产占用情况", _assets),
    ("三、政府采购支出情况", topics.procurement),
    ("四、部门绩效自评情况", _performance),
    ("五、相关口径说明", _definitions),
)


def explanation(voice: Voice) -> list[Paragraph]:
    """Four sections, and five of the part on other matters."""
    out: list[Paragraph] = []
    for name, section in _SECTIONS:
        out += [heading(name), *section(voice)]
    out += [Paragraph("part", ("第四部分",)), Paragraph("part", (INNER,))]
    for name, section in _FURTHER:
        out += [heading(name), *section(voice)]
    return out
