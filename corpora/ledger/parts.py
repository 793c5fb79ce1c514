"""The parts around the tables and the narrative: cover, contents, overview, glossary."""

from __future__ import annotations

from collections.abc import Sequence

from corpora.ledger.accounts import ITEMS, numeral
from corpora.ledger.general import title
from corpora.ledger.ledger import Ledger
from corpora.ledger.pieces import Paragraph

DUTIES = ("一、部门职责", "二、机构设置")
FLAT_DUTIES = ("（一）职能职责", "（二）机构设置")
_TERMS = (
    (
        "财政拨款收入",
        "指本级财政当年拨给本部门的资金，分为一般公共预算、政府性基金预算和国有资本经营预算三类。",
    ),
    ("事业收入", "指事业单位开展专业业务及辅助活动取得的收入。"),
    ("其他收入", "指除财政拨款、事业收入等以外取得的收入，如存款利息。"),
    ("使用非财政拨款结余", "指事业单位用以前年度积累的非财政拨款结余弥补当年收支差额的资金。"),
    ("年初结转和结余", "指以前年度安排、尚未用完而转到本年继续使用的资金。"),
    ("年末结转和结余", "指本年及以前年度安排、到年底没有用完而转入下年的资金。"),
    ("基本支出", "指维持机构运转、完成日常工作所需的人员和公用支出。"),
    ("项目支出", "指在基本支出以外，为特定工作任务或事业目标发生的支出。"),
    ("“三公”经费", "指用财政拨款开支的因公出国（境）费、公务用车购置及运行维护费和公务接待费。"),
    ("机关运行经费", "指行政单位和参照公务员法管理的事业单位用于购买货物和服务的公用资金。"),
)


def divider(number: int, title: str, *, flat: bool = False) -> list[Paragraph]:
    """A part's title page of two lines; a flat report has one numbered heading instead."""
    if flat:
        return [Paragraph("heading1", (f"{numeral(number)}、{title}",))]
    return [Paragraph("part", (f"第{numeral(number)}部分",)), Paragraph("part", (title,))]


def cover(ledger: Ledger) -> list[Paragraph]:
    """Three lines: year, department, kind."""
    family = ledger.family
    lines = (f"{ledger.this.year}年{family.suffix}", ledger.department.name, family.kind)
    return [Paragraph("cover", (line,)) for line in lines]


def contents(titles: Sequence[tuple[str, Sequence[str]]], *, flat: bool = False) -> list[Paragraph]:
    """The table of contents, without page numbers: each part with its entries."""
    out = [Paragraph("contents_title", ("目 录",))]
    for number, (words, entries) in enumerate(titles, 1):
        lead = f"{numeral(number)}、" if flat else f"第{numeral(number)}部分 "
        out.append(Paragraph("contents_part", (lead + words,)))
        out += [Paragraph("contents", (entry,)) for entry in entries]
    return out


def overview(ledger: Ledger, *, flat: bool = False) -> list[Paragraph]:
    """Duties and units; they hold no figure of the accounts."""
    department = ledger.department
    kind, (first, second) = ("heading2", FLAT_DUTIES) if flat else ("heading1", DUTIES)
    out = [Paragraph(kind, (first,))]
    for index, duty in enumerate(department.duties, 1):
        out.append(Paragraph("body", (f"（{numeral(index)}）{duty}",)))
    count, word = numeral(len(department.units) - 1), ledger.family.kind.removeprefix("部门")
    out += [
        Paragraph(kind, (second,)),
        Paragraph(
            "body",
            (f"{department.name}{ledger.family.kind}由局本级{word}和所属{count}家单位{word}汇总而成。",),
        ),
        Paragraph(
            "body",
            (
                f"列入{department.name}{ledger.this.year}年{ledger.family.suffix}{ledger.family.kind}汇编范围的预算单位如下：",
            ),
        ),
    ]
    out += [Paragraph("body", (f"{index}、{unit}",)) for index, unit in enumerate(department.units, 1)]
    return out


def glossary(ledger: Ledger) -> list[Paragraph]:
    """General terms, then every item that the accounts use."""
    entries = [f"{term}：{meaning}" for term, meaning in _TERMS]
    for line in ledger.this.lines:
        if line.spending or line.income:
            entries.append(f"{title(line.account)}：{ITEMS[line.account].meaning}")
    return [Paragraph("body", (f"{numeral(index)}、{entry}",)) for index, entry in enumerate(entries, 1)]


def contact(ledger: Ledger) -> list[Paragraph]:
    """Whom to ask; there is no such office and no such number."""
    return [Paragraph("body", (f"{ledger.department.name}办公室，联系电话：000-00000000。",))]


def page_title(ledger: Ledger) -> Paragraph:
    """The one line over a page about one topic."""
    return Paragraph("cover", (f"{ledger.department.name}{ledger.this.year}年度{ledger.family.kind}",))
