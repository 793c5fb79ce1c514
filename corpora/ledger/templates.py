"""What a report of each template family consists of: its parts in order, its forms, its explanation."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from corpora.ledger import anhui, budget, central, chongqing, guangxi, sichuan, yunnan
from corpora.ledger.budget_forms import budget_forms
from corpora.ledger.forms import Form
from corpora.ledger.ledger import Ledger
from corpora.ledger.more_forms import thirteen_forms
from corpora.ledger.narrative import explanation
from corpora.ledger.nine import nine_forms
from corpora.ledger.pieces import Paragraph
from corpora.ledger.voice import Voice
from corpora.ledger.yunnan_forms import eleven_forms

Part = Literal[
    "cover", "contents", "overview", "forms", "explanation", "glossary", "contact", "attachment", "title"
]


@dataclass(frozen=True, slots=True)
class Template:
    """``parts`` in reading order with their titles; an untitled part (cover, contents) has no divider.

    ``inner`` is the title of a part that the explanation opens within itself.
    ``flat``: numbered headings instead of title pages, sections one level lower.
    """

    forms: Callable[[Ledger], tuple[Form, ...]]
    explanation: Callable[[Voice], list[Paragraph]]
    parts: tuple[tuple[Part, str], ...]
    flat: bool = False
    inner: str = ""

    def titles(self, year: int) -> list[tuple[str, str]]:
        """The parts that have a title, in order, with the one inside the explanation (inner) behind it."""
        out = [(str(name), title.format(year=year)) for name, title in self.parts if title]
        if self.inner:
            at = next(index for index, (name, _) in enumerate(out) if name == "explanation")
            out.insert(at + 1, ("inner", self.inner))
        return out


TABLES_FIRST: tuple[tuple[Part, str], ...] = (
    ("cover", ""),
    ("contents", ""),
    ("overview", "部门概况"),
    ("forms", "{year}年度部门决算表"),
    ("explanation", "{year}年度部门决算情况说明"),
    ("glossary", "名词解释"),
    ("attachment", "附件"),
)
FLAT: tuple[tuple[Part, str], ...] = (
    ("cover", ""),
    ("contents", ""),
    ("overview", "部门基本情况"),
    ("explanation", "部门决算情况说明"),
    ("glossary", "专业名词解释"),
    ("contact", "决算公开联系方式及信息反馈渠道"),
    ("forms", ""),
    ("attachment", ""),
)
TEXT_FIRST: tuple[tuple[Part, str], ...] = (
    ("cover", ""),
    ("contents", ""),
    ("overview", "部门概况"),
    ("explanation", "{year}年度部门决算情况说明"),
    ("glossary", "名词解释"),
    ("attachment", "附件"),
    ("forms", "附表"),
)
BUDGET: tuple[tuple[Part, str], ...] = (
    ("cover", ""),
    ("contents", ""),
    ("overview", "部门主要职能和机构设置"),
    ("glossary", "名词解释"),
    ("contact", "联系方式"),
    ("explanation", "部门预算编制说明"),
    ("forms", "部门预算表"),
)
PAGE: tuple[tuple[Part, str], ...] = (("title", ""), ("forms", ""), ("explanation", ""))
NINE_FORMS = Template(nine_forms, explanation, TABLES_FIRST)

TEMPLATES: Mapping[str, Template] = MappingProxyType(
    {
        "central": Template(nine_forms, central.explanation, TABLES_FIRST),
        "chongqing": Template(nine_forms, chongqing.explanation, FLAT, flat=True),
        "sichuan": Template(thirteen_forms, sichuan.explanation, TEXT_FIRST),
        "guangxi": Template(nine_forms, guangxi.explanation, TABLES_FIRST),
        "guangxi_yuan": Template(nine_forms, guangxi.explanation, TABLES_FIRST),
        "yunnan": Template(eleven_forms, yunnan.explanation, TABLES_FIRST, inner=yunnan.INNER),
        "shanghai_budget": Template(budget_forms, budget.explanation, BUDGET, flat=True, inner=budget.INNER),
        "anhui_three": Template(anhui.mini_form, anhui.explanation, PAGE),
    }
)
