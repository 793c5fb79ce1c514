"""Statements without a figure of their own: equality (持平), absence (无…), budget against outturn (大于预算数)."""

from __future__ import annotations

import re
from typing import NamedTuple

from gouji.extract.cues import Hit
from gouji.extract.segments import Segment
from gouji.vocabulary import ClaimKind, Direction

_FLAT = re.compile(
    r"(?:基本|大致|总体|均|都|保持|完全|也|略有)*(?P<word>持平|相持平|一致|一样|相同|相当|相等|无变化|没有变化|未变化|无增减(?:变化|变动)?|没有增减(?:变化|变动)?|"
    r"无变动|未发生变化|未发生增减变化|变化不大|无明显变化|零增长|不变|无差异|无差额|没有差异)"
)
_STRONG = {
    "无变化",
    "没有变化",
    "未变化",
    "无变动",
    "持平",
    "相持平",
    "无增减变化",
    "无增减变动",
    "无增减",
    "零增长",
    "没有增减变化",
    "没有增减变动",
    "未发生增减变化",
    "无明显变化",
}
_NONE = re.compile(
    r"(?P<word>(?<![有毫])无(?!数据|机(?![关构要])|[关法形线偿障人害烟需论故不违锡为纸废异烟锋]|变化|增减|变动|差异)|没有(?!达到|完成|变化|增减|及时|按|出现|得到)|未发生(?!变化|变动|增减)|未安排|未产生|未列支|未开支|未支出|未编列|未新购|未再购置|未列(?!入)|未开展|未购置|未更新|未编制|未涉及|不涉及|不存在|未使用|未组织|未举办|未召开|未委托|未取得|未收到|未承担|未动用|未提取|未设置|未接待|未新增|不新增)"
    r"(?P<what>(?:使用|安排|发生|编制|列支)?(?:(?![、也亦]无)[^，。；：！？]){0,44})"
    r"(?P<noun>收入和支出|收入、支出|收支|支出|收入|预算|结余分配|结转(?:和|及)?结余|结转|结余|发生额|任务|评价|培训|会议|活动|采购|设备|房屋|事故|因公出国（境）|经费|费用|费|购置|团组|项目|安排|资金|债务|业务|公务接待|接待|公务用车|领导用车|用车|车辆|合同|行为|情形|伤亡|投诉|上访|舆情|数据|情况|此项|该项)(?![一-龥]{0,3}(?:的|增加|减少|用于))"
)
_NO_BUDGET = re.compile(
    r"(?:(?:未|没有|不)(?:列入|编入|纳入|编列)(?:本?部门)?年初(?:部门)?预算|年初(?:均|都|未|没有|不)*(?:列入|编入|纳入|编列|安排|编制|列)(?:此项|该项|该)?(?:本?部门)?(?:支出)?预算)(?!数|为|[一-龥]?\d)|"
    r"年初预算(?:均|亦|也|都)*(?:未|没有)(?:编列|安排|编制|列支)|年初预算基数为(?:零|0(?![.\d]))"
)
_BARE_NONE = re.compile(
    r"(?:亦|也|均|都|本年度?|上年度?|当年|全年)*(?P<word>未发生|未安排|未购置|未更新|未列支|未开支|没有发生|无发生|未编列|(?<=[均都亦也])无|(?<=[出入费项目支])没有)(?=[，。；、）]|$)"
)
_BLANK = re.compile(
    r"(?:故|所以|因此)?(?:本表|此表|该表)(?:无数据|为空表?|为空)|[^，。；：]{0,16}(?:为空表)|也?为空白(?=[，。；]|$)|(?<!基数)(?<!分母)(?<!率)(?:均|都|全部)?为零(?=[，。；、）]|$)"
)
_COMPARED = re.compile(
    r"(?P<what>决算数?|支出数?|支出决算数?|执行数|收入决算数?|“经费[^，。；：]{0,8}决算数?)?(?P<word>控制在|大于|小于|等于|高于|低于|多于|少于|未超过|不超过|未超|未突破|超过|超出)"
    r"(?P<budget>(?:本年度?|当年|(?:19|20)\d{2}年度?)?(?:年初|全年|调整后?的?)?(?:部门|支出)?预算|(?:上年度?|去年)(?:部门)?预算|(?:上年度?|去年|(?:19|20)\d{2}年度?)(?:支出|收入)?决算)(?:安排)?(?:支出)?(?:数|金额)?"
)
_OWNED = re.compile(r"(?:用车|车辆|设备|房屋|船舶|预算项目)$")
_UP, _DOWN = (
    {"大于", "高于", "多于", "超过", "超出"},
    {"控制在", "小于", "低于", "少于", "未超过", "不超过", "未超", "未突破"},
)
_NAMED_YEAR = re.compile(
    r"(?:^|是|因|为|而|且)(?:本部门|本单位|我单位|我局)?(?:上年度?|去年|本年度?|当年|今年|20\d\d年度?)(?:则|也|亦|均|都|全年)?$"
)
_CUE_AFTER = re.compile(r"的?(?:主要)?(?:原因|情况)")
_LED_IN = re.compile(r"(?:与|同|和|比|较)[^，。；]{2,14}(?:相比|比较|对比)，$")
_LEAD_IN = 24
_ZERO = re.compile(r"(?:均|都|全部)?为零")
_BEFORE_ZERO = 8
_EMPTY = re.compile("空表|无数据")
_BEFORE, _REACH = 4, 10
_ATTRIBUTE = re.compile(r"的(?!主要|原因)|[性意行]")
_MONEY_OF_TIME = re.compile(r"上年|去年|上一年|上一度|同期|预算|决算|(?:19|20)\d{2}|往年|年初")


# characters without which no statement can stand in a text: a look before the expressions
_HINT = re.compile(r"[平致同样当等化变长不异无没未零空大小高低多少超突控]")


class Statement(NamedTuple):
    """A statement found in a segment; half-open offsets in the paragraph."""

    start: int
    end: int
    kind: ClaimKind
    direction: Direction | None
    words: str
    what: str = ""
    blank: bool = False


def statements(folded: str, segment: Segment, comparators: list[Hit], has_figures: bool) -> list[Statement]:
    """All statements of a segment in order."""
    if _HINT.search(folded, segment.start, segment.end) is None:
        return []
    found = [*_flat(folded, segment, comparators), *_compared(folded, segment)]
    if not has_figures:
        found += _none(folded, segment)
    return sorted(found)


def _flat(folded: str, segment: Segment, comparators: list[Hit]) -> list[Statement]:
    found = []
    for match in _FLAT.finditer(folded, segment.start, segment.end):
        before = folded[segment.start : match.start()]
        if re.search(r"[应须需]|《", before) or _ATTRIBUTE.match(folded, match.end()):
            continue
        near = [c for c in comparators if c.end <= match.start() + 1]
        led_in = _LED_IN.search(folded, max(0, segment.start - _LEAD_IN), segment.start) is not None
        if (
            match["word"] not in _STRONG
            and not near
            and not led_in
            and not _MONEY_OF_TIME.search(before[-16:])
        ):
            continue
        close = near and match.start() - near[-1].end <= 8
        plain = close and not re.search(r"\d", folded[near[-1].end : match.start()])
        start = near[-1].start if plain else match.start()
        found.append(Statement(start, match.end(), "flat", "flat", folded[start : match.end()]))
    return found


def _none(folded: str, segment: Segment) -> list[Statement]:
    """What a segment says there is none of; the members of 无收入也无支出 each, else the first."""
    start, end = segment.start, segment.end
    found = [_absence(folded, start, m, m["what"] + m["noun"]) for m in _NONE.finditer(folded, start, end)]
    if not found:
        found = [
            _absence(
                folded, start, m, folded[start : m.start()] if _OWNED.search(folded, start, m.start()) else ""
            )
            for m in _BARE_NONE.finditer(folded, start, end)
        ]
    if not found:
        found = [_absence(folded, start, m, "预算") for m in _NO_BUDGET.finditer(folded, start, end)]
    if not found and not folded.startswith(("故", "因此", "所以"), start):
        found = [
            Statement(
                m.start(),
                m.end(),
                "none",
                None,
                folded[max(start, folded.rfind("、", start, m.start()) + 1, m.start() - _REACH) : m.end()],
                "",
                blank=bool(_EMPTY.search(m.group())),
            )
            for m in _BLANK.finditer(folded, start, end)
        ]
    joined = [s for s in found[1:] if folded[s.start - 1] in "、也亦" or _next_zero(folded, start, s)]
    return [*found[:1], *joined]


def _next_zero(folded: str, begin: int, statement: Statement) -> bool:
    """Whether a statement is the next of 甲数为零、乙数为零."""
    lead = folded[max(begin, statement.start - _BEFORE_ZERO) : statement.start]
    return "、" in lead and _ZERO.match(folded, statement.start) is not None


def _absence(folded: str, begin: int, match: re.Match[str], what: str) -> Statement:
    words = folded[max(begin, match.start() - _BEFORE) : match.end()]
    return Statement(match.start(), match.end(), "none", None, words, what)


def denies_budget(statement: Statement) -> bool:
    """Whether a statement says that the budget of the year's start has none of it (未列入年初预算)."""
    return statement.kind == "none" and _NO_BUDGET.search(statement.words) is not None


def denies_year(folded: str, segment: Segment, statement: Statement) -> bool:
    """Whether a statement says of a year by name that there was none of it (上年未安排车辆购置, 本年无此项支出)."""
    lead = folded[segment.start : statement.start]
    return statement.kind == "none" and _NAMED_YEAR.search(lead) is not None


def leads_in(folded: str, statement: Statement) -> bool:
    """Whether a comparison opens a cue of its own behind a reason (；决算数小于上年决算数的主要原因：)."""
    return statement.kind == "comparison" and bool(_CUE_AFTER.match(folded, statement.end))


def _compared(folded: str, segment: Segment) -> list[Statement]:
    found = []
    for match in _COMPARED.finditer(folded, segment.start, segment.end):
        if folded[match.end() : match.end() + 1].isdigit():
            continue
        word = match["word"]
        direction: Direction = "increase" if word in _UP else "decrease" if word in _DOWN else "flat"
        found.append(Statement(match.start(), match.end(), "comparison", direction, match["budget"]))
    return found
