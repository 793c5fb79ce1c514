"""What kind of claim a figure is, by its unit and the words right before it."""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

from gouji.extract import cues
from gouji.model import Figure
from gouji.vocabulary import ClaimKind, Direction

_ABOUT = r"(?:约|近|大约|共|合计|仅|达|了)*"
_SHARE = re.compile(
    r"(?:占(?:比)?(?P<of>[^，。；：]{0,40}?)的?(?:比重|比例|比率|比|百分比)?|(?:占比|比重|构成比|占总比))"
    rf"(?:为|是|达到?|均为|分别为|各为)?：?{_ABOUT}$"
)
_COMPLETION = re.compile(
    r"(?:(?:完成|达到?|为|是|实现|执行)(?:了|到)?(?P<budget>[^，。；：占]{0,8}?(?:年初|全年|调整后?|本年|当年|年度|部门|支出)?预算)"
    r"(?:数|安排数?|金额|总额|指标|计划)?的?"
    r"|(?P<rate>(?:全年|年初|调整)?(?:预算)?(?:执行|完成)(?:率|进度|比例)|(?:预算|资金)?支出(?:进度|率))(?:为|是|达到?|均为|分别为)?"
    rf"|完成(?:率)?(?:为)?){_ABOUT}：?$"
)
_LEAD = 2
_FROM = re.compile(r"由|从|较|比")
_MOVED_TO = re.compile(
    rf"(?:提高|上升|增长|增加|提升|扩大|下降|降低|减少|下调|上调|回落|压减|升|降|增|减|涨|跌|缩减|扩大)(?:到|至|为){_ABOUT}$"
)
_COMPARED = re.compile(r"(?:较|比|同比)(?:上年|去年|年初|20)")
_OVER_LAST = re.compile(
    rf"(?P<word>高于|多于|低于|少于|超过)(?:上年度?|去年|(?:19|20)\d{{2}}年度?|同期|目标值?|平均)(?:水平|值|数)?{_ABOUT}$"
)
_HIGH_LOW = re.compile(rf"(?:比|较)[^，。；：]{{1,12}}?(?<![提降最不])(?P<word>高|低)(?:出)?{_ABOUT}$")
_GAP_RATE = re.compile(r"(?:差异|偏离|偏差)(?:率|度|幅度)?(?:为|是)?$")
_GAPS = {"差值", "差额", "差异"}
_GAINED = {"新增", "净增加", "净增"}
_EITHER_WAY = {"增减幅度", "变动幅度", "变动率"}
_ABOVE = {"超出", "超过", "高于", "多于", "超"}
_OVER_BUDGET = re.compile(r"(?P<word>超出|超过|高于|多于|低于|少于|超)(?:年初|全年|调整后?)?预算(?:数)?$")
_NEXT_BASE = re.compile(r"^[、，和与及]?(?P<base>[^，。；：、占\d]{2,24}?)(?:数|总额)?的$")
_SCORE = re.compile(r"(?:得分|评分|总分|平均分|均分|分数|自评|评价|考核)[^，。；]{0,6}$")
_LEVEL_VERBS = re.compile(r"(?:为|到|至|达到?)$")


_DONE = re.compile(r"地?完成(?:了)?(?P<budget>(?:年初|全年|调整后?)?预算)")
_VERBS = ("完成", "达到", "为", "是")
_A_BUDGET = re.compile(r"(?:年初|全年|调整后?|本年)?预算(?:数|安排)?")
_IS_BUDGET = re.compile(r"(?:^|[，、])(?:为|是|达到?)(?:年初|全年|调整后?)预算(?:数)?$")
_OF_TARGET = re.compile(rf"(?:为|是|达到?|相当于)(?P<of>[^，。；：、\d]{{2,20}}?)的{_ABOUT}$")
_TIMES_BUDGET = re.compile(rf"(?:为|是|达到?)(?P<budget>(?:年初|全年|调整后?)?预算)(?:数|安排)?的{_ABOUT}$")
_TIMES_LAST = re.compile(
    rf"(?:为|是|达到?)(?:上年|去年|(?:19|20)\d{{2}}年)(?:度)?(?:决算)?(?:数)?的{_ABOUT}$"
)
_OBJECT_AFTER = re.compile(
    r"(?P<word>净增加|净减少|增加|减少|压减|节约|核减|调减|缩减|节省|多支出|少支出|多支付|少支付)(?:了)?(?P<object>[^，。；：、\d]{2,24}?)(?:约|近|共|合计|共计)?$"
)
_MONEY = r"[\d,.]+(?:万|亿)?元"
_SPREAD = re.compile(
    r"(?P<word>净增加|净减少|增加|减少|压减|节约|核减|调减|缩减|节省)(?:了)?(?P<object>[^，。；：、\d为到至]{2,24}?)(?:约|近)?"
    rf"{_MONEY}(?:、[^，。；：、\d]{{2,24}}{_MONEY})*$"
)
_RATE_OVER = re.compile(r"超(?:出|过)?(?:年初|全年|调整|当年)?预算(?:数)?(?:约|近)?$")
_NONE_COUNTED = re.compile(
    r"(?:用车|车辆|设备|数量|人数|批次|人次|团组|保有量)(?:数量|数)?(?:均|都|全部)?为$"
)
_NOT_OBJECT = re.compile(r"为|是|到|至|达|由|从|占|后|的|主要|原因")


class Kind(NamedTuple):
    """The kind of a figure, the direction its words give, the printed denominator or budget, and its unit."""

    kind: ClaimKind
    direction: Direction | None = None
    of: str | None = None
    budget: str | None = None
    unit: str | None = None


@functools.cache
def _change() -> re.Pattern[str]:
    words = cues.change_regex()
    return re.compile(
        rf"(?P<word>{words})(?P<noun>了|额度?|幅度?|幅|率|数额?|金额|比例|比率|总额)?(?:（(?:{words})）)?"
        rf"(?:分别|依次|各|均|都)?(?P<verb>为|是|达到?|到|至|：)?{_ABOUT}(?:人民币)?$"
    )


def of_figure(figure: Figure, left: str, before: Kind | None, after: str, *, glued: bool) -> Kind | None:
    """The kind of a figure, or None where a bare number says nothing.

    Args:
        figure: the figure.
        left: the folded text between the figure before it (or the start of its segment) and the figure.
        before: the kind of the figure before it in the segment.
        after: the first folded words after it.
        glued: whether the figure goes on a list of the one before (only 、和与及 between).
    """
    quantity = figure.quantity
    if glued and before is not None and not left.strip("、和与及，,"):
        return before._replace(unit=quantity.unit or before.unit)
    if quantity.kind == "percent":
        done = _DONE.match(after)
        return Kind("completion", None, None, done["budget"]) if done else _percent(figure, left, before)
    if quantity.kind in {"percentage_point", "multiple"}:
        return _points(figure, left)
    if quantity.kind in {"money", "count"}:
        return _amount(figure, left)
    return _bare(figure, left)


def _percent(figure: Figure, left: str, before: Kind | None) -> Kind:
    if left in {"的", "的比重为", "的比例为"} and before is not None and (before.of or before.budget):
        budget = before.budget or (before.of if before.of and _A_BUDGET.fullmatch(before.of) else None)
        return Kind("completion", None, None, budget) if budget else Kind("share", None, before.of)
    further = _NEXT_BASE.match(left) if before is not None else None
    if further and before is not None and before.kind == "completion" and "预算" in further["base"]:
        return Kind("completion", None, None, further["base"])
    if (
        further
        and before is not None
        and before.kind == "share"
        and before.of
        and not further["base"].startswith(_VERBS)
    ):
        return Kind("share", None, further["base"])
    if _RATE_OVER.search(left):
        return Kind("change_rate", "increase")
    completion = _COMPLETION.search(left)
    if completion:
        return Kind("completion", None, None, completion["budget"] or completion["rate"] or "")
    share = _SHARE.search(left)
    if share and share["of"] and _A_BUDGET.fullmatch(share["of"]):
        return Kind("completion", None, None, share["of"])
    if share:
        return Kind("share", None, None if _FROM.match(share["of"] or "") else share["of"] or None)
    if _MOVED_TO.search(left):
        return Kind("share", None, before.of if before is not None and before.kind == "share" else None)
    direction, found = change_direction(figure, left)
    if found or left.endswith(("同比", "环比", "增减")):
        unsigned = _GAP_RATE.search(left) is not None and (figure.quantity.value or 0) >= 0
        return Kind("change_rate", direction or (None if unsigned else _sign(figure)))
    target = _OF_TARGET.search(left)
    return Kind("share", None, target["of"] if target else None)


def _against(left: str) -> Direction | None:
    """The direction of 高于上年, 比上年低 right before a figure, or None."""
    match = _OVER_LAST.search(left) or _HIGH_LOW.search(left)
    if match is None:
        return None
    return "increase" if match["word"][0] in "高多超" else "decrease"


def _points(figure: Figure, left: str) -> Kind:
    direction, found = change_direction(figure, left)
    if figure.quantity.unit == "番":
        return Kind("change_rate", "increase")
    if (off := _against(left)) is not None:
        direction, found = off, True
    budget = _TIMES_BUDGET.search(left)
    if budget and not found:
        return Kind("completion", None, None, budget["budget"])
    if figure.quantity.kind == "percentage_point":
        return Kind("change", direction)
    if found or _TIMES_LAST.search(left):
        return Kind("change_rate", direction)
    return Kind("level")


def _amount(figure: Figure, left: str) -> Kind:
    count = figure.quantity.kind == "count"
    match = _change().search(left)
    if (off := _against(left)) is not None:
        return Kind("change", off)
    if count and figure.quantity.unit == "分" and (match is None or match["verb"]):
        return Kind("score")
    if count and match is not None and match["word"] in _GAINED and not _COMPARED.search(left):
        return Kind("count")
    gap = match is not None and match["word"] in _GAPS and match.start() <= _LEAD
    if (
        match
        and (gap or match["word"] not in _GAPS)
        and (gap or not (match["verb"] in {"为", "到", "至", "达", "达到"} and match["noun"] is None))
    ):
        direction, _ = change_direction(figure, left)
        return Kind("change", direction)
    after = _OBJECT_AFTER.search(left)
    if after and not count and not _NOT_OBJECT.search(after["object"]):
        return Kind("change", cues.change_words().get(after["word"], "decrease"))
    over = _OVER_BUDGET.search(left)
    if over and not count:
        return Kind("change", "increase" if over["word"] in _ABOVE else "decrease")
    share = _SHARE.search(left)
    if share and not count and share["of"]:
        return Kind("level", None, share["of"])
    completion = _COMPLETION.search(left)
    if (
        completion
        and completion["budget"]
        and left.rstrip("的：").endswith(("预算", "预算数"))
        and ("完成" in left or _IS_BUDGET.search(left))
    ):
        return Kind("level", None, None, completion["budget"])
    return Kind("count" if count else "level")


def spread(words: str, left: str) -> Kind | None:
    """The change that a verb before a list says of each member: 压减办公费1万元、差旅费2万元; None for a level."""
    match = _SPREAD.search(words)
    if match is None or _change().search(left) or _NOT_OBJECT.search(left) or _COMPLETION.search(left):
        return None
    return Kind("change", cues.change_words().get(match["word"], "decrease"))


def _bare(figure: Figure, left: str) -> Kind | None:
    decimal = "." in figure.text
    if figure.quantity.value == 0 and re.search(
        r"(?<![基分总])(?:(?<!基)数|[入出费算额余])(?:均|都|全部)?为$", left
    ):
        return Kind("level")
    if figure.quantity.value == 0 and _NONE_COUNTED.search(left):
        return Kind("count")
    if _SHARE.search(left) and (
        decimal or (re.search(r"占[^，。；]+的$", left) and figure.quantity.value <= 100)
    ):
        share = _SHARE.search(left)
        return Kind("share", None, share["of"] or None if share else None, None, "%")
    completion = _COMPLETION.search(left)
    if completion and (decimal or len(figure.text) <= 3):
        return Kind("completion", None, None, completion["budget"] or "", "%")
    match = _change().search(left)
    if match and match["word"] in {"增长", "下降", "上升", "增幅", "降幅", "减幅"} and not match["noun"]:
        return Kind("change_rate", change_direction(figure, left)[0], None, None, "%")
    if _SCORE.search(left) and decimal:
        return Kind("score", None, None, None, "分")
    return None


def change_direction(figure: Figure, left: str) -> tuple[Direction | None, bool]:
    """The direction of the word of change right before a figure, and whether there is one.

    A printed minus turns 增长 into a decrease and changes nothing for 下降.
    """
    match = _change().search(left)
    if match is None:
        return None, False
    direction = cues.change_words()[match["word"]]
    if match["word"] in _EITHER_WAY:
        direction = _sign(figure)
    if direction == "increase" and figure.quantity.value < 0:
        direction = "decrease"
    return direction, True


def _sign(figure: Figure) -> Direction:
    return "decrease" if figure.quantity.value < 0 else "increase"


def is_level_verb(left: str) -> bool:
    """Whether the words before a figure end with a verb that states a level."""
    return bool(_LEVEL_VERBS.search(left))
