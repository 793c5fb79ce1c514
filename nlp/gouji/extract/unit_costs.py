"""Costs and standards a head, a car, a household: what they are of, and what they are called."""

from __future__ import annotations

import re

from gouji.extract.frames import Frame
from gouji.extract.subjects import Subject

_PER_UNIT = re.compile(
    r"(?P<unit>(?:人|次|车|户|批)均|平均每(?:人|辆|台|次|批次?|户|件|场|期|所|个|名|亩|公里)?|每(?:人|名|次|批次|辆|户|村|亩|台|所|件|间|处|社区|平方米)|单车)(?P<thing>[^，。；\d]{0,12}?)(?:为|是|约|达)*$"
)
_NORM = re.compile(
    r"(?:^|[，、；：是因])(?P<thing>[^，。；：、是因]{2,16}?(?:标准|定额|单价))(?:由|从)(?:原来?的?|上年的?|过去的?)?(?:每[一-龥]{1,4})?$"
)
_RAISED = re.compile(
    r"(?:^|[，、；：是因])(?P<thing>[^，。；：、是因]{2,16}?)(?:由|从)(?:原来?的?|上年的?)?(?P<unit>每[一-龥]{1,3}?(?:每(?:年|月|天|日|次|学期|学年))?)$"
)
_RATE = re.compile(
    r"(?:按照?|^[，、（；]?(?=每[一-龥]{1,3}?每))(?P<unit>每[一-龥]{1,3}?(?:每(?:年|月|天|日|次|学期|学年))?)(?:补助|发放|补贴)?$"
)
_UNIT_NAMES = {
    "辆": "车均",
    "台": "车均",
    "人": "人均",
    "批": "批均",
    "批次": "批均",
    "次": "次均",
    "户": "户均",
    "": "平均",
}
_RUNNING = {
    "公务用车运行维护费": "运行维护费",
    "公务用车购置费": "购置费",
    "公务接待费": "接待费",
    "国内接待费": "接待费",
}
_A_HEAD = frozenset({"人均", "批均", "次均"})
_PAID_BY = {
    "domestic": "公务接待费",
    "foreign": "公务接待费",
    "fleet": "公务用车运行维护费",
    "purchase": "公务用车购置费",
}
_THINGS = {"公务接待费": "接待", "公务用车购置费": "购置", "公务用车运行维护费": "运行|维护"}
_RECEPTION = {"国内接待费": "公务接待费"}


def per_unit(frame: Frame, left: str, of: Subject | None = None) -> Subject | None:
    """公务接待费：人均接待费, the cost a head of what is at hand (or of ``of``), or None.

    Args:
        frame: the slots of the clause at hand.
        left: the folded text before the amount.
        of: what the cost is of, where it is not the subject at hand.
    """
    match, subject = _PER_UNIT.search(left), of or frame.subject
    if norm := _NORM.search(left):
        return Subject(norm["thing"])
    if raised := _RAISED.search(left):
        of_item = f"{subject.name}：" if subject is not None else ""
        return Subject(f"{of_item}{raised['unit']}{raised['thing']}标准")
    if rate := _RATE.search(left):
        of_item = f"{subject.name}：" if subject is not None else ""
        return Subject(f"{of_item}{rate['unit']}标准", None, subject.scope if subject is not None else None)
    if match is None:
        return None
    unit = match["unit"]
    short = _UNIT_NAMES.get(unit.removeprefix("平均每").removeprefix("每"), unit)
    short = "车均" if unit == "单车" else short
    thing = match["thing"].strip("的")
    own = next((account for account, words in _THINGS.items() if re.search(words, thing)), None)
    if own is None and subject is None:
        return Subject(f"{short}{thing}")
    if own is None and short == "车均" and subject is not None and "车" in subject.name:
        own = subject.base if subject.base in _RUNNING else "公务用车运行维护费"
    term = frame.counted_term
    received = term is not None and term.group in {"domestic", "foreign"} and short in _A_HEAD
    if own is None and term is not None and (received or subject is None or subject.base not in _RUNNING):
        own = _PAID_BY.get(term.group)
    item = own or (subject.base if subject is not None and subject.base in _RUNNING else None)
    scope = subject.scope if subject is not None else None
    if item is None and subject is not None:
        return Subject(f"{subject.name}：{short}{thing or subject.name.rpartition('/')[2]}", None, scope)
    return Subject(f"{_RECEPTION.get(item or '', item)}：{short}{_RUNNING[item or '']}", None, scope)
