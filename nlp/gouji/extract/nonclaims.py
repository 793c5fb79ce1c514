"""Figures that state no fact, told by what stands around them."""

from __future__ import annotations

import re
from dataclasses import replace

from gouji.model import Figure
from gouji.vocabulary import Why

_LIST_MARK = re.compile(r"[、.．)）]")
_TABLE = re.compile(r"(?:图|表|附件|附表|附|公开|预算|财决|GK|Z|第)$|(?:公开|附件|附表|图|表)[\d\-—~至、]+$")
_THRESHOLD_LEFT = re.compile(
    r"(?:单价|单位价值|单台(?:价值)?|价值|原值|满分|总分值?|分值|限额|标准|起点|权重|不低于|不少于|不超过|控制在|≥|≤|＞|＜|>|<|大于等于|小于等于|达到|超过)(?:为|：|在|人民币)?$"
)
_THRESHOLD_RIGHT = re.compile(r"^(?:（含(?:以上)?）)?(?:以上|以下|以内|及以上|（含）|（不含）)")
_THRESHOLD_STRICT = re.compile(r"(?:单价|单位价值|单台(?:价值)?|满分|≥|≤|＞|＜|>|<)(?:为|：|在|人民币)?$")
_ANAPHOR = re.compile(r"^(?:年初|支出|决算|预算|经费|合计|共计|均|分别|收入|指标|费用|资金|之和)")
_AT_LEAST = re.compile(
    r"(?<![度率])(?:不低于|不少于|不高于)$|(?:执行率|支付率|占比|支出率)(?:不低于|不少于|不高于)$"
)
_STANDARD = re.compile(
    r"^的(?:国家|省定|市定|规定|考核|绩效)?(?:标准|目标|目标值|指标值|上限|要求|限额)(?![一-龥]*完成)"
)
_EQUIPMENT = re.compile(
    r"^(?:（含）)?以上(?:（含）)?的?(?:(?:大型|通用|专用|办公|医疗|检测|仪器)*设备|(?:部门|预算|重点|专项)?项目|合同|工程)"
)
_EACH = re.compile(r"(?:按照?|为|是|，)每[一-龥]{1,3}(?:每(?:年|月|天|日|次|学期|学年))?(?:补助|发放|补贴)?$")
_BAND = re.compile(
    r"^(?:（含）|（不含）)?(?:至|到|—|-|~)\d+(?:分|%)?(?:（含）|（不含）)?的|^（含）至|^的(?=\d+个|[一二两三四五六七八九十]+个)"
)
_SCORED = re.compile(r"(?:得分|评分|分数|分)(?:均|都|全部)?(?:在|为|达)?$")
_IN_USE = re.compile(r"(?:车龄|年限|服役|使用|年龄|役龄)[^，。；]{0,8}(?:超过|超|达到?|满|已|近)$")
_SOME_BELOW = re.compile(r"个(?:项目|指标|单位|部门)[^，。；\d]{0,10}(?:低于|高于|不足|未达到|超过)$")
_BELOW = re.compile(r"(?:低于|高于|不足|不到|超过|达到|满)$")
_SERVICE_LINE = re.compile(r"^(?:热线|市长热线|市民热线|政务服务|平台|专线|电话|举报|报警)")


def why(text: str, figure: Figure, *, at_start: bool) -> Why | None:
    """Why a figure states no fact, or None where it may be a claim.

    Args:
        text: the folded text of its paragraph.
        figure: a figure with offsets in ``text``.
        at_start: whether nothing but list marks stands before it in the paragraph.
    """
    if figure.why is not None:
        return figure.why
    before, after = text[max(0, figure.start - 20) : figure.start], text[figure.end : figure.end + 14]
    bare = figure.quantity.unit is None
    for test in (_ordinal, _numbered, _document, _threshold, _pointing_back):
        found = test(figure, before, after, at_start)
        if found is not None:
            return found
    if _quoted(text, figure):
        return "name"
    if bare:
        return _bare(figure, before, after)
    return None


def _ordinal(figure: Figure, before: str, after: str, at_start: bool) -> Why | None:
    if before.endswith("第"):
        return "ordinal"
    plain = figure.quantity.unit is None and "." not in figure.text.rstrip(".") and len(figure.text) <= 3
    dotted = figure.quantity.unit is None and re.fullmatch(r"\d{1,2}(?:[.．]\d{1,2})+", figure.text)
    if at_start and dotted and not after.startswith(("%", "％")):
        return "ordinal"
    if not plain:
        return None
    if before.endswith("（") and after.startswith("）"):
        return "ordinal"
    if at_start and (_LIST_MARK.match(after) or re.match(r"[一-龥“（]", after)):
        return "ordinal"
    if re.search(r"[。；：，、]$", before) and re.match(r"[.．、)）](?=[一-龥“（])", after):
        return "ordinal"
    return None


def _numbered(figure: Figure, before: str, after: str, at_start: bool) -> Why | None:
    if figure.quantity.unit is None or figure.quantity.unit == "页":
        if _TABLE.search(before):
            return "table_or_figure_number"
        if after.startswith("表") and len(figure.text) <= 2:
            return "table_or_figure_number"
    return None


def _document(figure: Figure, before: str, after: str, at_start: bool) -> Why | None:
    if figure.quantity.unit is not None:
        return None
    bracketed = before.endswith(("〔", "[", "【", "（")) and after[:1] in ("〕", "]", "】", "）")
    if bracketed and re.match(r"^.\d{1,4}号", after):
        return "document_number"
    if re.search(r"(?:〔|\[|【|（|„)\d{4}.$", before) and after.startswith("号"):
        return "document_number"
    if after.startswith("号") and len(figure.text) <= 4:
        return "document_number"
    return None


def _threshold(figure: Figure, before: str, after: str, at_start: bool) -> Why | None:
    if _THRESHOLD_STRICT.search(before):
        return "threshold"
    if (
        _THRESHOLD_LEFT.search(before)
        and figure.quantity.kind in {"money", "count"}
        and _THRESHOLD_RIGHT.match(after)
    ):
        return "threshold"
    if (
        _THRESHOLD_RIGHT.match(after)
        and figure.quantity.kind in {"money", "percent"}
        and ("（含）" in after[:4] or _EQUIPMENT.match(after))
    ):
        return "threshold"
    return None


def _pointing_back(figure: Figure, before: str, after: str, at_start: bool) -> Why | None:
    """以上两项合计, 两项年初预算分别为: a number of things named before; 低于90分的项目: a bar they are held against."""
    if figure.quantity.kind == "count" and figure.text[0] in "两二三四五六七八九十" and _ANAPHOR.match(after):
        return "name"
    if figure.quantity.kind in {"percent", "money"} and _AT_LEAST.search(before):
        return "threshold"
    if (
        re.search(r"每[一-龥]{1,3}$", before)
        and figure.quantity.kind == "count"
        and figure.quantity.unit == "次"
    ):
        return "name"
    if figure.quantity.unit == "期" and figure.text[0] in "一二三四五" and re.search(r"[一-龥]$", before):
        return None if re.search(r"(?:举办|开办|增办|班|培训|编印|出版|刊)$", before) else "ordinal"
    if figure.quantity.unit == "年" and _IN_USE.search(before):
        return "threshold"
    if after.startswith("岁") or _BAND.match(after):
        return "threshold"
    if figure.quantity.unit == "分" and _SCORED.search(before) and _THRESHOLD_RIGHT.match(after):
        return "threshold"
    if after.startswith("小数"):
        return "definition"
    if figure.quantity.unit is not None and _STANDARD.match(after) and not _EACH.search(before):
        return "threshold"
    if (
        figure.quantity.kind == "money"
        and figure.text[0] in "一二三四五六七八九十两"
        and after.startswith("以上")
    ):
        return "threshold"
    if figure.quantity.kind == "percent" and _SOME_BELOW.search(before):
        return "threshold"
    bar = figure.quantity.kind in {"count", "percent"} and _BELOW.search(before) and after.startswith("的")
    return "threshold" if bar else None


def _quoted(text: str, figure: Figure) -> bool:
    """Whether a count stands inside quotation marks or a title (“100个工程”, 《12条措施》)."""
    if figure.quantity.kind not in {"count", "number", "multiple"}:
        return False
    left, right = text[max(0, figure.start - 20) : figure.start], text[figure.end : figure.end + 20]
    open_quote = left.rfind("“")
    if (
        open_quote >= 0
        and left[open_quote:].count("“") % 2
        and not re.search(r"[，。；：]", left[open_quote:])
    ):
        close = re.search(r"“|[，。；：]", right)
        return close is not None and close.group() == "“" and left.count("“") % 2 == 1
    title = left.rfind("《")
    return title >= 0 and "》" not in left[title:] and "》" in right


def _bare(figure: Figure, before: str, after: str) -> Why | None:
    digits = figure.text
    if re.match(r"[A-Za-z]", after) or re.search(r"[A-Za-z×/\-+]$", before):
        return "name"
    if _SERVICE_LINE.match(after) or (
        digits.isdigit() and len(digits) in (3, 5) and re.match(r"[一-龥]", after)
    ):
        return "name"
    if digits.isdigit() and len(digits) >= 5:
        return "code"
    return None


def mark(figure: Figure, reason: Why) -> Figure:
    """The figure with the reason why it states no fact."""
    return replace(figure, why=reason)
