"""The parts around the tables and the narrative: cover, contents, overview, glossary."""

from __future__ import annotations

from corpora.ledger.accounts import ITEMS, numeral
from corpora.ledger.forms import Form
from corpora.ledger.general import title
from corpora.ledger.ledger import Ledger
from corpora.ledger.pieces import Paragraph

PARTS = ("部门概况", "{year}年度部门决算表", "{year}年度部门决算情况说明", "名词解释", "附件")

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


def part_title(ledger: Ledger, index: int) -> str:
    """The title of part 0 to 4."""
    return PARTS[index].format(year=ledger.this.year)


def divider(ledger: Ledger, index: int) -> list[Paragraph]:
    """The two lines of a part's title page."""
    return [
        Paragraph("part", (f"第{numeral(index + 1)}部分",)),
        Paragraph("part", (part_title(ledger, index),)),
    ]


def cover(ledger: Ledger) -> list[Paragraph]:
    """Three lines: year, department, kind."""
    lines = (f"{ledger.this.year}年度", ledger.department.name, "部门决算")
    return [Paragraph("cover", (line,)) for line in lines]


def contents(ledger: Ledger, forms: tuple[Form, ...], sections: list[str]) -> list[Paragraph]:
    """The table of contents, without page numbers."""
    entries = {
        0: ["一、部门职责", "二、机构设置"],
        1: [f"{numeral(index)}、{form.title}" for index, form in enumerate(forms, 1)],
        2: sections,
    }
    out = [Paragraph("contents_title", ("目 录",))]
    for index in range(len(PARTS)):
        out.append(Paragraph("contents_part", (f"第{numeral(index + 1)}部分 {part_title(ledger, index)}",)))
        out += [Paragraph("contents", (entry,)) for entry in entries.get(index, [])]
    return out


def overview(ledger: Ledger) -> list[Paragraph]:
    """Duties and units; they hold no figure of the accounts."""
    department = ledger.department
    out = [Paragraph("heading1", ("一、部门职责",))]
    for index, duty in enumerate(department.duties, 1):
        out.append(Paragraph("body", (f"（{numeral(index)}）{duty}",)))
    count = numeral(len(department.units) - 1)
    out += [
        Paragraph("heading1", ("二、机构设置",)),
        Paragraph("body", (f"{department.name}部门决算由局本级决算和所属{count}家单位决算汇总而成。",)),
        Paragraph("body", (f"列入{department.name}{ledger.this.year}年度部门决算汇编范围的预算单位如下：",)),
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
