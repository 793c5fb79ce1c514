"""Guangxi's template: a list of kinds, each with its definition between the amount and the comparison."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from corpora.ledger import funds, places, reasons, three_public, topics
from corpora.ledger.accounts import CLASSES, ITEMS, full_name
from corpora.ledger.general import title
from corpora.ledger.ledger import ZERO, Accounts, Line, income_total, spending_total
from corpora.ledger.pieces import About, Paragraph, Pieces, fill
from corpora.ledger.telling import class_reason, moved, named_items, paid_lines, said
from corpora.ledger.totals import heading
from corpora.ledger.voice import Voice

_MEANINGS = {
    "一般公共预算财政拨款收入": "为本级财政当年拨付的一般公共预算资金",
    "政府性基金预算财政拨款收入": "为本级财政当年拨付的政府性基金预算资金",
    "国有资本经营预算财政拨款收入": "为本级财政当年拨付的国有资本经营预算资金",
    "上级补助收入": "为从主管部门和上级单位取得的非财政补助收入",
    "事业收入": "为所属事业单位开展专业业务活动及其辅助活动取得的收入",
    "经营收入": "为所属事业单位在专业业务活动之外开展非独立核算经营活动取得的收入",
    "附属单位上缴收入": "为附属独立核算单位按照有关规定上缴的收入",
    "其他收入": "为除上述收入以外取得的收入，主要是存款利息和租金",
    "使用非财政拨款结余": "为所属事业单位用以前年度积累的非财政拨款结余弥补本年度收支缺口的资金",
    "年初结转和结余": "为以前年度支出预算未执行完毕、结转到本年度按规定继续使用的资金",
    "年末结转和结余": "为本年度或以前年度预算安排、因客观条件变化未执行完毕而延迟到以后年度使用的资金",
    "结余分配": "为所属事业单位按规定提取的专用结余和缴纳的企业所得税",
}
Amount = Callable[[Accounts], Decimal]


def _kinds_of_income(voice: Voice) -> list[tuple[About, Amount]]:
    family = voice.family
    rows: list[tuple[About, Amount]] = [
        (
            places.fund_income(family, "一", "一般公共预算财政拨款收入"),
            lambda a: a.sum(lambda x: x.appropriation, "general"),
        ),
        (
            places.fund_income(family, "二", "政府性基金预算财政拨款收入"),
            lambda a: a.sum(lambda x: x.appropriation, "fund"),
        ),
        (places.fund_income(family, "三", "国有资本经营预算财政拨款收入"), lambda a: ZERO),
    ]
    amounts: dict[str, Amount] = {
        "事业收入": lambda a: a.sum(lambda x: x.business),
        "其他收入": lambda a: a.sum(lambda x: x.other),
    }
    for name in places.INCOME_SOURCES[1:]:
        rows.append((places.source(family, name), amounts.get(name, lambda a: ZERO)))
    rows.append((places.drawn(family), lambda a: a.sum(lambda x: x.drawn)))
    rows.append(
        (places.carried(family, "年初结转和结余"), lambda a: a.sum(lambda x: x.opening + x.own_opening))
    )
    return rows


def _kind(voice: Voice, number: int, about: About, now: Decimal, before: Decimal) -> Paragraph:
    """One kind: amount, definition, comparison."""
    name = about.subject
    text = f"{number}.{{name}}{{level}}，{{meaning}}。{{change}}。"
    reason = _kind_reason(voice, name, up=now > before)
    change = moved(voice, about, now, before, reason) if reason else voice.change(about, now, before)
    level = voice.level(about, now)
    return said(about.key, text, name=name, level=level, meaning=_MEANINGS[name], change=change)


def _kind_reason(voice: Voice, name: str, *, up: bool) -> Pieces:
    if name == "一般公共预算财政拨款收入" or name.startswith("政府性基金"):
        named = {x.account for x in voice.ledger.this.lines if (x.fund == "fund") == name.startswith("政府")}
        return reasons.yearly(voice, [p for p in voice.ledger.projects if p.account in named], up=up)
    if name == "事业收入":
        return (voice.ledger.department.own_service + ("委托业务量增加" if up else "委托业务量减少"),)
    if name == "其他收入":
        return ("银行存款利息收入增加" if up else "银行存款利息收入减少",)
    if name.endswith("结转和结余"):
        return ("部分项目跨年度实施，资金结转下年使用",) if up else ("加快项目资金支付，结转规模压缩",)
    return ("所属事业单位当年收支缺口扩大",) if up else ("所属事业单位当年收支缺口缩小",)


def _overall(voice: Voice) -> list[Paragraph]:
    book = voice.ledger
    this, last = book.this, book.last
    about = places.grand_total(voice.family)
    now, before = income_total(this), income_total(last)
    left = About("total", "收入总计", "全部资金", about.cells[:1])
    head = said(
        "overall",
        "{year}收入总计{level}，其中本年收入合计{income}，使用非财政拨款结余{drawn}，年初结转和结余{opening}。{change}。",
        year=voice.this(),
        level=voice.level(left, now),
        income=voice.level(places.income(voice.family), this.sum(lambda x: x.income)),
        drawn=voice.level(places.drawn(voice.family), this.sum(lambda x: x.drawn)),
        opening=voice.level(
            places.carried(voice.family, "年初结转和结余"), this.sum(lambda x: x.opening + x.own_opening)
        ),
        change=moved(
            voice, left, now, before, reasons.yearly(voice, book.projects, up=now > before), each="收入总计"
        ),
    )
    rows = _kinds_of_income(voice)
    return [
        heading("（一）收入决算总体情况", 2),
        head,
        Paragraph("body", ("收入具体构成如下：",)),
        *(_kind(voice, n, one, amount(this), amount(last)) for n, (one, amount) in enumerate(rows, 1)),
        heading("（二）支出决算总体情况", 2),
        *_spending(voice),
    ]


def _spending(voice: Voice) -> list[Paragraph]:
    book = voice.ledger
    this, last = book.this, book.last
    now, before = spending_total(this), spending_total(last)
    right = About("total_out", "支出总计", "全部资金", places.grand_total(voice.family).cells[1:])
    closing = places.carried(voice.family, "年末结转和结余")
    left, was_left = (side.sum(lambda x: x.closing + x.own_closing) for side in (this, last))
    head = said(
        "spending",
        "{year}支出总计{level}，其中本年支出合计{spent}，年末结转和结余{closing}。{change}。",
        year=voice.this(),
        level=voice.level(right, now),
        spent=voice.level(places.spending(voice.family), this.sum(lambda x: x.spending)),
        closing=voice.level(closing, left),
        change=moved(
            voice, right, now, before, reasons.yearly(voice, book.projects, up=now > before), each="支出总计"
        ),
    )
    out = [head, Paragraph("body", ("本年支出按功能分类如下：",))]
    number = 0
    for code, name in CLASSES.items():
        value, was = (side.sum(lambda x: x.spending, None, code) for side in (this, last))
        if not value:
            continue
        number += 1
        about = About(f"spent.{code}", name, "全部资金", (("公开03", code, "本年支出合计"),), code)
        uses = dict.fromkeys(
            ITEMS[x.account].usage for x in this.lines if x.account[:3] == code and x.spending
        )
        out.append(
            said(
                about.key,
                f"{number}.{{name}}（类）支出{{level}}，主要用于{{use}}。{{change}}。",
                name=name.removesuffix("支出"),
                level=voice.level(about, value),
                use="、".join(uses),
                change=moved(voice, about, value, was, class_reason(voice, code, up=value > was)),
            )
        )
    shared = About(
        "surplus",
        "结余分配",
        "全部资金",
        (("公开01", "结余分配", f"支出:{voice.family.layout.amount}"),),
        None,
        "结转结余",
    )
    out.append(_kind(voice, number + 1, shared, ZERO, ZERO))
    out.append(_kind(voice, number + 2, closing, left, was_left))
    return out


def _general(voice: Voice) -> list[Paragraph]:
    book = voice.ledger
    now, before = (side.sum(lambda x: x.fiscal, "general") for side in (book.this, book.last))
    budget = book.this.sum(lambda x: x.budget, "general")
    about = places.general(voice.family)
    mine = [
        p for p in book.projects if p.account in {x.account for x in book.this.lines if x.fund == "general"}
    ]
    basic = places.basic(voice.family)
    project = About(
        "general.project", "一般公共预算财政拨款项目支出", "一般公共预算", (("公开05", "合计", "项目支出"),)
    )
    whole = said(
        "general",
        "{year}一般公共预算财政拨款支出{level}，其中基本支出{basic}，项目支出{project}。{change}。",
        year=voice.this(),
        level=voice.level(about, now),
        basic=voice.level(basic, book.this.sum(lambda x: x.basic, "general")),
        project=voice.level(project, book.this.sum(lambda x: x.project, "general")),
        change=moved(voice, about, now, before, reasons.yearly(voice, mine, up=now > before)),
    )
    items = said(
        "items",
        "{year}一般公共预算财政拨款支出年初预算为{budget}，支出决算为{level}，完成年初预算的{rate}。具体情况如下：",
        year=voice.this(),
        budget=voice.budget(about, budget, "年初预算"),
        level=voice.level(about, now),
        rate=voice.completion(about, now, budget, "年初预算"),
    )
    return [whole, items, *(_item(voice, n, line) for n, line in enumerate(paid_lines(voice), 1))]


def _item(voice: Voice, number: int, line: Line) -> Paragraph:
    about = places.account(voice.family, line.account, full_name(line.account), "general")
    head = fill(
        "支出决算{level}，主要用于{use}。",
        level=voice.level(about, line.fiscal),
        use=ITEMS[line.account].usage,
    )
    if not line.budget:
        none = About(f"{about.key}.budget", about.subject, about.scope, (), about.code, "年初预算")
        budget = fill("该项{none}，", none=voice.none(none, "年初未安排预算"))
    else:
        budget = fill(
            "年初预算为{budget}，完成年初预算的{rate}，",
            budget=voice.budget(about, line.budget, "年初预算"),
            rate=voice.completion(about, line.fiscal, line.budget, "年初预算"),
        )
    word = voice.against(about, line.fiscal, line.budget, "年初预算数")
    tail: Pieces = (word,)
    if line.fiscal != line.budget:
        told = voice.told(reasons.item(voice, line.account, line.fiscal, line.budget))
        tail += ("的主要原因是", *told) if told else ()
    text = f"{number}.{title(line.account)}{{head}}{{budget}}{{tail}}。"
    return said(about.key, text, head=head, budget=budget, tail=tail)


def _basic(voice: Voice) -> list[Paragraph]:
    book = voice.ledger
    head = said(
        "basic",
        "{year}一般公共预算财政拨款基本支出{level}，其中：",
        year=voice.this(),
        level=voice.level(places.basic(voice.family), book.personnel + book.public),
    )
    out = [head]
    for number, (part, value) in enumerate((("人员经费", book.personnel), ("公用经费", book.public)), 1):
        names = named_items(book.economic, pay=part == "人员经费")
        text = f"{number}.{part}{{level}}，主要包括：{{names}}。"
        level = voice.level(places.basic_part(voice.family, part), value)
        out.append(said(f"basic.{part}", text, level=level, names=names))
    return out


_SECTIONS = (
    ("一、收入支出决算总体情况说明", _overall),
    ("二、一般公共预算财政拨款支出决算情况说明", _general),
    ("三、一般公共预算财政拨款基本支出决算情况说明", _basic),
    ("四、政府性基金预算财政拨款收入支出决算情况说明", funds.fund),
    ("五、国有资本经营预算财政拨款支出决算情况说明", funds.state_capital),
    ("六、财政拨款“三公”经费支出决算情况说明", three_public.three_public),
    ("七、机关运行经费支出说明", topics.operating),
    ("八、政府采购支出说明", topics.procurement),
    ("九、国有资产占用情况说明", topics.assets),
    ("十、预算绩效情况说明", topics.performance),
)


def explanation(voice: Voice) -> list[Paragraph]:
    """Ten sections."""
    out: list[Paragraph] = []
    for name, section in _SECTIONS:
        out += [heading(name), *section(voice)]
    return out
