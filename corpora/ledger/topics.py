"""Sections on operating cost, procurement, assets and performance."""

from __future__ import annotations

from dataclasses import replace

from corpora.ledger import reasons
from corpora.ledger.evaluation import evaluated, grade, score
from corpora.ledger.ledger import total
from corpora.ledger.marks import named
from corpora.ledger.pieces import About, Other, Paragraph, Pieces, fill
from corpora.ledger.totals import heading, listed
from corpora.ledger.voice import Voice


def operating(voice: Voice) -> list[Paragraph]:
    """机关运行经费支出说明: against the opening budget or against last year."""
    book = voice.ledger
    now, budget = book.this.operating, book.operating_budget
    about = About("operating", "机关运行经费支出", "一般公共预算")
    level = voice.level(about, now)
    if now == budget:
        flat = voice.flat(about, "持平", "年初预算")
        words = fill(
            "{year}机关运行经费支出{level}，与年初预算数{flat}", year=voice.this(), level=level, flat=flat
        )
        return [Paragraph("body", (*words, "。"), "operating")]
    more, grow = ("增加", "增长") if now > budget else ("减少", "下降")
    words = fill(
        f"{{year}}机关运行经费支出{{level}}，比年初预算数{more}{{delta}}，{grow}{{rate}}，",
        year=voice.this(),
        level=level,
        delta=voice.delta(about, now, budget, "年初预算"),
        rate=voice.rate(about, now, budget, "年初预算"),
    )
    reason = (
        ("承担{task}任务，办公和差旅开支增加" if now > budget else "{task}任务完成，办公和差旅开支减少"),
    )
    task = book.department.prior_task
    words += reasons.because(voice, tuple(x.replace("{task}", task) for x in reason))
    return [Paragraph("body", (*words, "。"), "operating")]


def procurement(voice: Voice) -> list[Paragraph]:
    """政府采购支出说明."""
    deal = voice.ledger.procurement
    whole, small = total(deal.spent), total(deal.small)

    def about(key: str, subject: str) -> About:
        return About(f"procurement.{key}", subject, None, measure="采购")

    names = ("货物", "工程", "服务")
    levels = [
        voice.level(about(name, f"政府采购{name}支出"), value)
        for name, value in zip(names, deal.spent, strict=True)
    ]
    head = voice.pick(
        [
            "{year}政府采购支出总额{whole}，其中：政府采购货物支出{a}、政府采购工程支出{b}、政府采购服务支出{c}。",
            "{year}政府采购支出总额{whole}，其中货物、工程、服务支出分别为{a}、{b}和{c}。",
        ]
    )
    pieces = fill(
        head,
        year=voice.this(),
        whole=voice.level(about("total", "政府采购支出总额"), whole),
        a=levels[0],
        b=levels[1],
        c=levels[2],
    )
    sme, micro = about("small", "授予中小企业合同金额"), about("micro", "授予小微企业合同金额")
    pieces += fill(
        "授予中小企业合同金额{small}，占政府采购支出总额的{share}，其中：授予小微企业合同金额{micro}，"
        "占授予中小企业合同金额的{part}。",
        small=voice.level(sme, small),
        share=voice.share(sme, small, whole, "政府采购支出总额"),
        micro=voice.level(micro, deal.micro),
        part=voice.share(micro, deal.micro, small, "授予中小企业合同金额"),
    )
    for index, (name, part, base) in enumerate(zip(names, deal.small, deal.spent, strict=True)):
        one = about(f"small.{name}", f"{name}采购授予中小企业合同金额")
        pieces += fill(
            f"{'，' if index else ''}{name}采购授予中小企业合同金额占{name}支出金额的{{share}}",
            share=voice.share(one, part, base, f"政府采购{name}支出"),
        )
    return [Paragraph("body", (*pieces, "。"), "procurement")]


def assets(voice: Voice) -> list[Paragraph]:
    """国有资产占用情况说明."""
    counts = voice.ledger.vehicles
    whole = About("assets.total", "车辆", None, measure="资产")
    pieces = fill(
        "截至{date}，本部门共有车辆{n}，其中：",
        date=Other(f"{voice.year}年12月31日", "date"),
        n=voice.count(whole, sum(counts.values()), "辆"),
    )
    for index, (kind, number) in enumerate(counts.items()):
        about = About(f"assets.{kind}", f"车辆/{kind}", None, measure="资产")
        pieces += ("、" if index else "", kind, voice.count(about, number, "辆"))
    other = About("assets.equipment", "单价100万元（含）以上设备（不含车辆）", None, measure="资产")
    pieces += fill(
        "，其他用车主要用于基层巡查和值守保障；单价{limit}（含）以上设备（不含车辆）{n}。",
        limit=Other("100万元", "threshold"),
        n=voice.count(other, voice.ledger.equipment, "台（套）"),
    )
    return [Paragraph("body", tuple(p for p in pieces if p), "assets")]


def performance(voice: Voice) -> list[Paragraph]:
    """预算绩效情况说明."""
    book = voice.ledger
    grades = [grade(score(p)) for p in book.projects]
    count = About("performance.count", "预算项目绩效自评涵盖项目", None, measure="绩效")
    money = About("performance.money", "预算项目绩效自评涉及预算资金", None, measure="绩效")
    amount = total(p.full for p in book.projects)
    pieces = fill(
        "根据预算绩效管理要求，{who}组织对{year}预算项目开展绩效自评，涵盖项目{n}，涉及预算资金{money}，"
        "占应开展自评项目预算资金总额的{all}。",
        who=book.department.name,
        year=voice.this(),
        n=voice.count(count, len(book.projects), "个"),
        money=voice.level(money, amount),
        all=voice.share(money, amount, amount, "应开展自评项目预算资金总额"),
    )
    marks = ("优", "良")
    good = [
        About(f"performance.{mark}", f"绩效自评等级为{mark}的项目", None, measure="绩效") for mark in marks
    ]
    results = fill(
        "上述项目中，{a}项目自评等级为优，{b}项目自评等级为良。从自评情况看，资金使用较为规范，"
        "绩效目标基本实现，但部分项目存在支出进度偏慢、指标设置不够细化等问题。",
        a=voice.count(good[0], grades.count("优"), "个"),
        b=voice.count(good[1], grades.count("良"), "个"),
    )
    shown = evaluated(book)
    out = [
        heading("（一）预算绩效管理工作开展情况", 2),
        Paragraph("body", pieces, "performance"),
        heading("（二）预算项目绩效自评结果", 2),
        Paragraph("body", results, "performance.results"),
        Paragraph(
            "body",
            fill(
                "其中{n}项目的绩效自评情况如下，自评表附后：",
                n=voice.count(
                    replace(count, key="performance.shown", subject="附自评表的项目"), len(shown), "个"
                ),
            ),
        ),
    ]
    for number, project in enumerate(shown, 1):
        out.append(
            Paragraph("body", listed(number, _project(voice, project.name)), f"performance.{project.name}")
        )
    return out


def _project(voice: Voice, name: str) -> Pieces:
    project = next(p for p in voice.ledger.projects if p.name == name)
    form = f"绩效自评/{name}"
    about = About(
        f"performance.{name}", name, None, ((form, "年度资金总额", "全年执行数（B）"),), measure="绩效"
    )
    got = About(
        f"performance.{name}.score",
        f"{name}项目绩效自评得分",
        None,
        ((form, "总分", "得分"),),
        measure="绩效",
    )
    value = score(project)
    mark = voice.level(got, value)
    mark = replace(mark, text=f"{voice.style.number(value)}分", kind="score", value=value, unit="分")
    cells = ((form, "年度资金总额", "全年预算数（A）"),)
    return fill(
        "{name}：自评得分为{mark}。全年预算数为{budget}，执行数为{level}，完成预算的{rate}。",
        name=named(name),
        mark=mark,
        budget=voice.budget(about, project.full, "全年预算", cells),
        level=voice.level(about, project.executed),
        rate=voice.completion(about, project.executed, project.full, "全年预算", cells),
    )
