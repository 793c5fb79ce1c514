"""A Shanghai budget report: amounts of the plan against those of last year's plan, in 万元."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from corpora.ledger import reasons
from corpora.ledger.accounts import CLASSES, ITEMS, full_name, numeral
from corpora.ledger.budget_forms import OPERATING, paid_classes
from corpora.ledger.general import title
from corpora.ledger.ledger import Fund, total
from corpora.ledger.pieces import About, Address, Fact, Other, Paragraph, Pieces, fill
from corpora.ledger.telling import joined, said
from corpora.ledger.totals import heading
from corpora.ledger.voice import Voice

INNER = "其他相关情况说明"
_PLAN = "本年预算"
_FORMS = {"一般公共预算": "预算05", "政府性基金": "预算08", "国有资本经营": "预算09"}
_PARTS = (
    ("因公出国（境）费", "因公出国（境）费", "abroad"),
    ("公务用车购置及运行费", "小计", "vehicles"),
    ("公务接待费", "公务接待费", "reception"),
)


def _about(key: str, subject: str, scope: str | None, *cells: Address, code: str | None = None) -> About:
    return About(key, subject, scope, cells, code, _PLAN)


def _change(voice: Voice, about: About, now: Decimal, before: Decimal) -> Pieces:
    """比2023年预算增加…, with the rate now and then."""
    year = voice.before("年")
    if now == before:
        return fill("与{year}预算{flat}", year=year, flat=voice.flat(about, "持平", "上年"))
    more, grow = ("增加", "增长") if now > before else ("减少", "下降")
    text = f"比{{year}}预算{more}{{delta}}"
    delta = voice.delta(about, now, before, "上年")
    if before and voice.pick([True, False]):
        text += f"，{grow}{{rate}}"
        return fill(text, year=year, delta=delta, rate=voice.rate(about, now, before, "上年"))
    return fill(text, year=year, delta=delta)


def _both(voice: Voice, fund: Fund | None) -> tuple[Decimal, Decimal]:
    book = voice.ledger
    return book.this.sum(lambda x: x.fiscal, fund), book.last.sum(lambda x: x.fiscal, fund)


def _income(voice: Voice) -> Paragraph:
    book = voice.ledger.this
    rows: list[Pieces] = []
    amounts = (
        ("财政拨款收入", "财政拨款", "一、财政拨款收入", book.sum(lambda x: x.appropriation)),
        ("事业收入", "全部资金", "二、事业收入", book.sum(lambda x: x.business)),
        ("事业单位经营收入", "全部资金", "三、事业单位经营收入", Decimal("0.00")),
        ("其他收入", "全部资金", "四、其他收入", book.sum(lambda x: x.other)),
    )
    for name, scope, row, value in amounts:
        about = _about(f"source.{name}", name, scope, ("预算01", row, "收入:预算数"))
        rows.append(fill("{name}{level}", name=name, level=voice.level(about, value)))
    whole = _about("income", "收入预算总额", "全部资金", ("预算01", "收入总计", "收入:预算数"))
    return said(
        "income",
        "{year}，{who}收入预算{level}，其中：{parts}。",
        year=voice.this("年"),
        who=voice.ledger.department.name,
        level=voice.level(whole, total(value for *_, value in amounts)),
        parts=joined(rows),
    )


def _spending(voice: Voice) -> list[Paragraph]:
    book = voice.ledger
    now, before = _both(voice, None)
    whole = _about("spending", "支出预算总额", "全部资金", ("预算01", "支出总计", "支出:预算数"))
    fiscal = _about("fiscal_total", "财政拨款支出预算", "财政拨款", ("预算04", "支出总计", "支出:合计"))
    first = said(
        "spending",
        "支出预算{level}，其中：财政拨款支出预算{fiscal}，{change}。",
        level=voice.level(whole, book.this.sum(lambda x: x.spending)),
        fiscal=voice.level(fiscal, now),
        change=_change(voice, fiscal, now, before),
    )
    rows: list[Pieces] = []
    funds: tuple[tuple[str, str, str, Fund | None], ...] = (
        ("一般公共预算拨款支出预算", "一般公共预算", "一般公共预算", "general"),
        ("政府性基金拨款支出预算", "政府性基金", "政府性基金", "fund"),
        ("国有资本经营预算拨款支出预算", "国有资本经营", "国有资本经营预算", None),
    )
    for name, scope, column, fund in funds:
        cells = (("预算04", "支出总计", f"支出:{column}"), (_FORMS[scope], "合计", "合计"))
        about = _about(f"plan.{scope}", name, scope, *cells)
        value, was = _both(voice, fund) if fund else (Decimal("0.00"), Decimal("0.00"))
        change = _change(voice, about, value, was)
        rows.append(
            fill("{name}{level}，{change}", name=name, level=voice.level(about, value), change=change)
        )
    word = "增加" if now > before else "减少"
    second = said(
        "plan",
        "财政拨款支出预算中，{rows}。财政拨款收入支出{word}的主要原因是{why}。",
        rows=joined(rows),
        word=word,
        why=reasons.yearly(voice, book.projects, up=now > before),
    )
    return [first, second]


def _classes(voice: Voice) -> list[Paragraph]:
    book = voice.ledger.this
    labels = dict(paid_classes(voice.ledger))
    if voice.pick([True, False]):
        return _items(voice)
    out = [Paragraph("body", ("财政拨款支出主要内容如下：",))]
    for code in labels:
        value = book.sum(lambda x: x.fiscal, None, code)
        if not value:
            continue
        about = _about(
            f"class.{code}", CLASSES[code], "财政拨款", ("预算04", labels[code], "支出:合计"), code=code
        )
        used = dict.fromkeys(ITEMS[x.account].usage for x in book.lines if x.account[:3] == code and x.fiscal)
        text = f"{len(out)}.“{CLASSES[code]}”科目{{level}}，主要用于{{use}}。"
        out.append(said(about.key, text, level=voice.level(about, value), use="、".join(used)))
    return out


def _items(voice: Voice) -> list[Paragraph]:
    """The main contents by item instead of by class."""
    out = [Paragraph("body", ("财政拨款支出主要内容如下：",))]
    for line in voice.ledger.this.lines:
        if not line.fiscal:
            continue
        form, scope = ("预算05", "一般公共预算") if line.fund == "general" else ("预算08", "政府性基金")
        cells = ((form, line.account, "合计"),)
        about = _about(f"item.{line.account}", full_name(line.account), scope, *cells, code=line.account)
        text = f"{len(out)}.“{title(line.account)}”科目{{level}}，主要用于{{use}}。"
        out.append(
            said(about.key, text, level=voice.level(about, line.fiscal), use=ITEMS[line.account].usage)
        )
    return out


def _plan(voice: Voice, year: int) -> dict[str, Decimal]:
    """“三公” as it was planned for this year (0) or for the last (1)."""
    paid = (voice.ledger.this if year == 0 else voice.ledger.last).three_public
    return {
        "合计": paid.whole(0),
        "abroad": paid.abroad[0],
        "vehicles": paid.vehicles(0),
        "reception": paid.reception[0],
        "purchase": paid.purchase[0],
        "running": paid.running[0],
    }


def _three(voice: Voice) -> list[Paragraph]:
    now, before = _plan(voice, 0), _plan(voice, 1)
    subject = "“三公”经费"
    whole = _about("three.合计", subject, "财政拨款", ("预算07", "", "合计"))
    out = [
        said(
            "three",
            "{year}“三公”经费预算数为{level}，{change}。其中：",
            year=voice.this("年"),
            level=voice.level(whole, now["合计"]),
            change=_change(voice, whole, now["合计"], before["合计"]),
        )
    ]
    for number, (name, column, key) in enumerate(_PARTS, 1):
        about = _about(f"three.{column}", f"{subject}/{name}", "财政拨款", ("预算07", "", column))
        parts: Pieces = ()
        if key == "vehicles":
            buying, running = (
                _about(f"three.{part}", f"{about.subject}/{part}", "财政拨款", ("预算07", "", part))
                for part in ("购置费", "运行费")
            )
            parts = fill(
                "（其中：购置费{a}，运行费{b}）",
                a=voice.level(buying, now["purchase"]),
                b=voice.level(running, now["running"]),
            )
        reason = _reason(voice, key, now[key], before[key])
        out.append(
            said(
                about.key,
                f"{numeral(number).join('（）')}{{name}}{{level}}{{parts}}，{{change}}{{why}}。",
                name=name,
                level=voice.level(about, now[key]),
                parts=parts,
                change=_change(voice, about, now[key], before[key]),
                why=("，", *reasons.because(voice, reason)) if reason else "",
            )
        )
    return out


def _reason(voice: Voice, key: str, now: Decimal, before: Decimal) -> Pieces:
    if now == before:
        return ()
    up = now > before
    if key == "reception":
        return reasons.reception(voice, up=up)
    if key == "vehicles":
        last = voice.ledger.last.three_public.purchase[0]
        return ("本年计划更新到期报废的公务用车",) if up and not last else reasons.driving(voice, up=up)
    return ("本年计划安排因公出国（境）团组",) if up else ("本年未安排因公出国（境）任务",)


def _operating(voice: Voice) -> list[Paragraph]:
    about = _about("operating", "机关运行经费", "一般公共预算", ("预算07", "", OPERATING))
    text = "{year}{who}财政拨款的机关运行经费预算为{level}。"
    level = voice.level(about, voice.ledger.this.operating)
    who = voice.ledger.department.name
    return [said("operating", text, year=voice.this("年"), who=who, level=level)]


def _procurement(voice: Voice) -> list[Paragraph]:
    deal = voice.ledger.procurement

    def level(key: str, subject: str, value: Decimal) -> Pieces:
        return (voice.level(replace(_about(f"procurement.{key}", subject, None), measure="采购"), value),)

    names = ("货物", "工程", "服务")
    spent = [level(n, f"政府采购{n}预算", v) for n, v in zip(names, deal.spent, strict=True)]
    first = said(
        "procurement",
        "{year}本部门政府采购预算{whole}，其中：政府采购货物预算{a}、政府采购工程预算{b}、政府采购服务预算{c}。",
        year=voice.this("年"),
        whole=level("total", "政府采购预算", total(deal.spent)),
        a=spent[0],
        b=spent[1],
        c=spent[2],
    )
    second = said(
        "procurement.small",
        "{year}本部门面向中小企业预留政府采购项目预算金额{a}，其中，预留给小型和微型企业政府采购项目预算为{b}。",
        year=voice.this("年"),
        a=level("small", "面向中小企业预留政府采购项目预算", total(deal.small)),
        b=level("micro", "预留给小型和微型企业政府采购项目预算", deal.micro),
    )
    return [first, second]


def _performance(voice: Voice) -> list[Paragraph]:
    book = voice.ledger
    count = About("performance.count", "编报绩效目标的项目", None, measure="绩效")
    money = About("performance.money", "编报绩效目标的项目预算资金", None, measure="绩效")
    return [
        said(
            "performance",
            "按照预算绩效管理工作的总体要求，本部门开展了{year}项目预算绩效目标编报工作，编报绩效目标的项目共{n}，"
            "涉及项目预算资金{level}。",
            year=voice.this("年"),
            n=voice.count(count, len(book.projects), "个"),
            level=voice.level(money, total(p.executed for p in book.projects)),
        )
    ]


def _standing(voice: Voice, key: str, subject: str, number: int) -> Fact:
    """A number of vehicles at the date of the year before."""
    fact = voice.count(About(key, subject, None, measure="资产"), number, "辆")
    return replace(fact, year=voice.year - 1)


def _assets(voice: Voice) -> list[Paragraph]:
    cars = voice.ledger.vehicles
    kinds = joined(
        [
            (kind, _standing(voice, f"assets.{kind}", f"车辆/{kind}", number))
            for kind, number in cars.items()
            if number
        ],
        "、",
    )
    bought = voice.ledger.this.three_public.bought
    return [
        said(
            "assets",
            "截至{date}，{who}共有车辆{n}，其中：{kinds}。{year}部门预算安排购置车辆{m}，更新原有业务用车。",
            date=Other(f"{voice.year - 1}年8月31日", "date"),
            who=voice.ledger.department.name,
            n=_standing(voice, "assets.total", "车辆", sum(cars.values())),
            kinds=kinds,
            year=voice.this("年"),
            m=voice.count(About("assets.bought", "安排购置车辆", None, measure="资产"), bought, "辆"),
        )
    ]


_FURTHER = (
    ("“三公”经费预算情况说明", _three),
    ("机关运行经费预算", _operating),
    ("政府采购预算情况", _procurement),
    ("绩效目标设置情况", _performance),
    ("国有资产占有使用情况", _assets),
)


def explanation(voice: Voice) -> list[Paragraph]:
    """The plan, then five further matters."""
    out = [_income(voice), *_spending(voice), *_classes(voice)]
    out.append(heading(f"五、{INNER}"))
    for number, (name, section) in enumerate(_FURTHER, 1):
        year = voice.this("年") if number == 1 else ""
        out.append(Paragraph("heading2", tuple(p for p in (f"（{numeral(number)}）", year, name) if p)))
        out += section(voice)
    return out
