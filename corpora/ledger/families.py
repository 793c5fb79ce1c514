"""What sets one report template apart from another: traits that forms, narrative and invention follow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from types import MappingProxyType
from typing import Literal

from corpora.ledger.pieces import Style

Level = Literal["city", "county", "nation"]
CENT = Decimal("0.01")
# One cent of a 元 and one 元, in 万元: the grain of amounts where a template prints 元.
FINE = Decimal("0.000001")
YUAN = Decimal("0.0001")

CHANGES = (
    "与{year}相比，{each}{more}{delta}，{grow}{rate}",
    "与上年相比，{each}{more}{delta}，{span}{rate}",
    "较上年{more}{delta}，{grow}{rate}",
    "比上年决算数{more}{delta}，{span}{rate}",
    "比{year}{more}{delta}，{more}{rate}",
    "比{year}的{prior}{more}{delta}，{grow}{rate}",
)


NINE = tuple(f"公开0{n}" for n in range(1, 10))


@dataclass(frozen=True, slots=True)
class Layout:
    """How the forms of a family look.

    ``amount`` and ``whole`` name the amount column of forms 01, 04, 06 and the first one of 05, 07.
    ``order`` are the forms as they follow each other, ``number`` numbers one by its place (``{n}``: 01),
    ``lined`` adds 行次 columns and the 栏次 row. ``codes`` says how a code stands: in one cell, or as 类, 款,
    项 in three. ``zeros`` are the forms that print a zero.
    """

    amount: str = "金额"
    whole: str = "小计"
    unit: str = "万元"
    decimals: int = 2
    number: str = "公开{n}表"
    order: tuple[str, ...] = NINE
    lined: bool = True
    separators: bool = True
    spaced: bool = False
    codes: Literal["cell", "triple"] = "cell"
    code_head: str = "科目编码"
    total_last: bool = False
    zeros: frozenset[str] = frozenset()
    debt: bool = True
    special: bool = True
    capital_flow: bool = False
    basic_blocks: Literal[2, 3] = 3
    basic_title: str = "一般公共预算财政拨款基本支出决算明细表"
    three: Literal["blocks", "pairs", "list", "rows"] = "blocks"
    three_title: str = "财政拨款“三公”经费支出决算表"
    three_budget: str = "全年预算数，即按规定程序调整后的预算数"

    def wide(self, word: str) -> str:
        """A short head word as the layout sets it: 项 目 or 项目."""
        return " ".join(word) if self.spaced else word


@dataclass(frozen=True, slots=True)
class Manner:
    """How a family words what every narrative says.

    ``charts`` puts captions between the paragraphs; ``brief`` tells totals with their parts at once, without
    a paragraph for each. ``cue`` is its one cue of reasons (drawn among many where empty). ``budget`` is what
    it calls the opening budget in comparisons, ``budgets`` says whether it prints amounts of budgets at all,
    ``against`` is the basis of 预算数. ``changes`` and, for a whole of both sides, ``together`` have slots
    ``{year} {each} {more} {delta} {grow} {span} {rate} {prior}``; ``flats`` are a lead and its word of equality.
    """

    charts: bool = False
    brief: bool = False
    cue: str = ""
    why: tuple[str, ...] = ("的主要原因是", "，主要原因是", "，主要是")
    budget: str = "年初预算数"
    budgets: bool = True
    against: str = "年初预算"
    nearly: bool = False
    changes: tuple[str, ...] = CHANGES
    together: tuple[str, ...] = CHANGES[:2]
    from_zero: tuple[str, ...] = ("比上年增加{delta}，上年无此项，不计算增幅",)
    flats: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Family:
    """A template family: its name, forms, wording, how figures are printed, and whose report it is."""

    name: str
    layout: Layout
    manner: Manner
    style: Style
    level: Level = "city"
    grain: Decimal = CENT
    kind: str = "部门决算"
    suffix: str = "度"


SHANDONG = Family(
    "shandong",
    Layout(number="公开 {n} 表", spaced=True),
    Manner(charts=True, nearly=True, against="全年预算"),
    Style(separators=True, trimmed=True),
)
SHANGHAI = Family(
    "shanghai",
    Layout(
        amount="决算数",
        whole="合计",
        number="",
        order=(*NINE[:6], "公开09", "公开07", "公开08"),
        lined=False,
        separators=False,
        code_head="功能分类科目编码",
        total_last=True,
        zeros=frozenset({"公开03", "公开05", "公开06", "公开09"}),
        debt=False,
        special=False,
        capital_flow=True,
        basic_blocks=2,
        basic_title="一般公共预算财政拨款基本支出决算表",
        three="pairs",
        three_budget="年初预算数",
    ),
    Manner(brief=True, cue="主要原因：", why=("的主要原因：",), budget="预算数"),
    Style(separators=False, trimmed=False),
)

CENTRAL = Family(
    "central",
    Layout(codes="triple", code_head="功能分类科目编码", three_title="财政拨款“三公”经费支出决算表"),
    Manner(
        why=("的主要原因是", "的主要原因："),
        against="全年预算",
        changes=(
            "与{year}相比，{each}{more}{delta}，{grow}{rate}",
            "比{year}{more}{delta}，{grow}{rate}",
            "比{year}决算数{prior}{more}{delta}，{grow}{rate}",
        ),
        flats=(("与{year}", "持平"), ("与{year}决算数", "一致"), ("比{year}", "无变化")),
        together=("与{year}相比，{each}{more}{delta}，{grow}{rate}",),
        from_zero=("与{year}相比，{each}增加{delta}，上年无此项支出",),
    ),
    Style(separators=True, trimmed=False, places=1),
    level="nation",
)

CHONGQING = Family(
    "chongqing",
    Layout(
        amount="决算数",
        lined=False,
        separators=True,
        code_head="功能分类科目编码",
        zeros=frozenset(f"公开0{n}" for n in range(1, 10)),
        debt=False,
        special=False,
        basic_blocks=2,
        basic_title="一般公共预算财政拨款基本支出决算表",
        three_budget="年初预算数",
    ),
    Manner(
        cue="主要原因是",
        why=("的主要原因是",),
        changes=(
            "较上年决算数{more}{delta}，{grow}{rate}",
            "较上年决算数{more}{delta}，{grow}{rate}",
            "较上年决算数{prior}{more}{delta}，{grow}{rate}",
            "同比{grow}{rate}，{more}{delta}",
        ),
        flats=(("较上年决算数", "无增减"), ("与上年决算数", "持平"), ("与{year}相比", "无变化")),
        together=("与{year}相比，{each}{more}{delta}，{grow}{rate}",),
        from_zero=(
            "较上年决算数增加{delta}，上年无此项支出",
            "较上年决算数增加{delta}，上年基数为零，不计算增长率",
        ),
    ),
    Style(separators=False, trimmed=False, places=1),
    level="county",
)

SICHUAN = Family(
    "sichuan",
    Layout(
        order=(
            *NINE[:4],
            "财政拨款支出",
            "公开05",
            "一般公共预算支出明细",
            "公开06",
            "项目支出",
            "公开09",
            "公开07",
            "政府性基金三公",
            "公开08",
        ),
        capital_flow=True,
        basic_title="一般公共预算财政拨款基本支出决算表",
        zeros=frozenset({"公开09", "政府性基金三公"}),
    ),
    Manner(
        cue="主要变动原因是",
        why=("的主要原因是",),
        budget="预算数",
        budgets=False,
        against="全年预算",
        changes=(
            "比{year}{more}{delta}，{grow}{rate}",
            "较上年度{more}{delta}，{grow}{rate}",
            "与{year}相比，{more}{delta}，{more}{rate}",
            "比{year}{more}{delta}（{year}决算数为{prior}），{grow}{rate}",
        ),
        flats=(("与{year}", "持平"), ("与{year}决算数", "基本持平"), ("与上年相比", "无增减变化")),
        together=("与{year}相比，{each}{more}{delta}，{grow}{rate}",),
        from_zero=("比{year}增加{delta}",),
    ),
    Style(separators=False, trimmed=True),
    level="county",
)

GUANGXI = Family(
    "guangxi",
    Layout(whole="合计", zeros=frozenset(NINE[1:]), basic_title="一般公共预算财政拨款基本支出决算表"),
    Manner(
        cue="主要原因是",
        why=("的主要原因是",),
        against="全年预算",
        changes=(
            "与{year}决算数相比，{more}{delta}，{grow}{rate}",
            "较{year}决算数{more}{delta}，{grow}{rate}",
            "比{year}决算数{prior}{more}{delta}，{span}{rate}",
            "较上年净{more}{delta}，{grow}达{rate}",
        ),
        flats=(("与{year}决算数", "持平"), ("较上年", "无增减变动"), ("与上年决算数", "保持一致")),
        together=("与{year}决算数相比，{each}{more}{delta}，{grow}{rate}",),
        from_zero=(
            "与{year}决算数相比，增加{delta}，上年无此项",
            "较{year}决算数增加{delta}，增长--（上年决算数为零，不可比）",
        ),
    ),
    Style(separators=True, trimmed=False),
)
GUANGXI_YUAN = replace(
    GUANGXI,
    name="guangxi_yuan",
    layout=replace(GUANGXI.layout, unit="元"),
    style=Style(separators=False, trimmed=False, unit="元"),
    grain=FINE,
)

YUNNAN = Family(
    "yunnan",
    Layout(
        whole="合计",
        unit="元",
        order=(*NINE[:6], "项目支出", "公开07", "公开08", "公开09", "机关运行及采购"),
        zeros=frozenset({"公开09", "机关运行及采购"}),
        basic_title="一般公共预算财政拨款基本支出决算表",
        three="list",
        three_title="“三公”经费、行政参公单位机关运行经费情况表",
    ),
    Manner(
        cue="主要原因是",
        why=("的主要原因是",),
        changes=(
            "与上年相比，{more}{delta}，{grow}{rate}",
            "比上年{more}{delta}，{grow}{rate}",
            "与上年{prior}对比，{more}{delta}，{grow}{rate}",
            "较上年{more}了{delta}，{grow}了{rate}",
        ),
        flats=(("与上年", "持平"), ("与上年对比", "无变化")),
        together=("与上年相比，{each}{more}{delta}，{grow}{rate}",),
        from_zero=("比上年增加{delta}，上年无此项支出",),
    ),
    Style(separators=True, trimmed=False, unit="元"),
    level="county",
    grain=FINE,
)

SHANGHAI_BUDGET = Family(
    "shanghai_budget",
    Layout(
        amount="预算数",
        whole="合计",
        unit="元",
        decimals=0,
        number="",
        order=(*(f"预算0{n}" for n in (1, 2, 3, 4, 5, 8, 9, 6, 7)),),
        lined=False,
        codes="triple",
        code_head="功能分类科目编码",
        total_last=True,
        zeros=frozenset({"预算07"}),
    ),
    Manner(cue="主要原因是", why=("的主要原因是",)),
    Style(separators=True, trimmed=False),
    grain=YUAN,
    kind="部门预算",
    suffix="",
)

ANHUI_THREE = Family(
    "anhui_three",
    Layout(number="", lined=False, zeros=frozenset({"公开09"})),
    Manner(why=("的主要原因是",), against="全年预算"),
    Style(separators=False, trimmed=True),
    level="county",
    kind="“三公”经费支出决算情况",
)

FAMILIES: Mapping[str, Family] = MappingProxyType(
    {
        each.name: each
        for each in (
            SHANDONG,
            SHANGHAI,
            CENTRAL,
            CHONGQING,
            SICHUAN,
            GUANGXI,
            GUANGXI_YUAN,
            YUNNAN,
            SHANGHAI_BUDGET,
            ANHUI_THREE,
        )
    }
)
