"""The income and expense of each budget that words mean: bare flows, names of budgets, totals said in parts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from gouji import accounts
from gouji.accounts import Side
from gouji.extract.frames import Frame
from gouji.extract.scene import Scene
from gouji.extract.segments import Segment
from gouji.extract.subjects import Mention, Subject

_FUND = re.compile(
    r"(?:其中)?[：，]?(?P<scope>一般公共预算|政府性基金|国有资本经营)(?:预算)?(?:财政)?(?:拨款|资金)?(?P<carry>结转(?:和?结余)?(?:资金)?)?(?:为|是)?"
)
_OWN_FLOW = re.compile(
    r"(?:（[一二三四五六七八九十]{1,2}）)?(?:(?:19|20)\d{2}年度?)?(?:本部门|本单位)?(?:本年度?|当年|全年)?(?:(?P<in>收入)|支出)(?:合计|总额)?(?:为|是|共)?(?=\d|较|比|同比|增加|减少|增长|下降|与(?:上年|去年|\d{4}))"
)
_FLOWS = frozenset({"本年收入", "本年支出", "收支总计", "年初结转和结余", "年末结转和结余"})
_FLOW = re.compile(r"(?:本年|当年)?(?:(?P<in>收入)|支出)(?:决算)?(?:合计|总额)?(?:为|是)?")
FLOW_WORDS = frozenset({"本年支出", "当年支出", "本年收入", "当年收入"})
FUNDS = frozenset({"一般公共预算", "政府性基金", "国有资本经营"})
_FUND_LABEL = re.compile(
    r"(?:\d{1,2}[.．、]|（[一二三四五六七八九十]{1,2}）)?(?P<scope>一般公共预算|政府性基金|国有资本经营)(?:预算)?财政拨款(?=年初预算|全年预算|本年)"
)
_OF_SIDE: dict[Side, tuple[str, Side]] = {
    "income": ("本年收入", "income"),
    "expense": ("本年支出", "expense"),
}
_SOURCE = re.compile(
    r"(?:其中)?[：，]?(?P<source>(?:本年|当年)?(?:财政拨款|一般公共预算(?:财政)?拨款|政府性基金预算(?:财政)?拨款|事业收入|其他收入|上级补助收入|财政专户管理资金|单位(?:自有)?资金))(?:资金)?安排(?:的)?(?:支出)?(?:为)?"
)
_SPENT = frozenset({"本年支出", "基本支出", "项目支出"})
_GRAND: dict[str | None, tuple[str, Side]] = {
    "总收入": ("收入总计", "income"),
    "总支出": ("支出总计", "expense"),
}
_PARTED = re.compile(
    r"总(?:收入|支出)[^。]{0,40}(?:其中[：，]?本年(?:收入|支出)|(?:包括|含)[^。]{0,12}(?:本年|当年|上年结转|年初结转|结转下年))"
)
THREE_ITEMS = frozenset(
    {"因公出国（境）费", "公务用车购置及运行维护费", "公务用车购置费", "公务用车运行维护费", "公务接待费"}
)


def qualified(mentions: Sequence[Mention]) -> list[Mention]:
    """Accounts with the money that is named right behind them: 机关运行经费一般公共预算拨款支出 is one account."""
    out: list[Mention] = []
    for mention in mentions:
        last, told = out[-1] if out else None, mention.subject
        if (
            last is not None
            and last.end == mention.start
            and (told.base, told.side) == ("本年支出", "expense")
            and told.scope is not None
            and last.subject.side == "expense"
            and last.subject.base not in _FLOWS
        ):
            scope = last.subject.scope or told.scope
            out[-1] = Mention(last.start, mention.end, replace(last.subject, scope=scope))
        else:
            out.append(mention)
    return out


class Flows:
    """Reads flows with the scope that the section and the frame give them; keeps the frame's budget at hand."""

    def __init__(self, scene: Scene, frame: Frame) -> None:
        self.scene, self.frame = scene, frame

    def of_mention(self, mention: Mention) -> Subject:
        """本年支出 after an account of one budget is that budget's; any other account within the section's scope."""
        scene, fund = self.scene, self.frame.fund
        subject = mention.subject
        if subject.scope in FUNDS:
            self.frame.fund = subject.scope
        bare = scene.folded[mention.start : mention.end] in FLOW_WORDS
        if not bare or fund is None or scene.context.scope in FUNDS or subject.base is None:
            return scene.scoped(subject)
        return Subject(accounts.full_name(subject.base, fund, subject.side), subject.base, fund, subject.side)

    def of_section(self, subject: Subject) -> Subject:
        """政府性基金预算支出 among the three public expenses: those paid from that budget."""
        topic = self.scene.context.topic
        if topic is not None and topic.id == "running_cost" and subject.base == "公用经费":
            return Subject("机关运行经费支出", "机关运行经费", None, "expense")
        if subject.base in _GRAND and _PARTED.search(self.scene.folded):
            name, side = _GRAND[subject.base]
            return Subject(name, "收支总计", subject.scope, side)
        fund = subject.base == "本年支出" and subject.scope in FUNDS
        if topic is None or topic.id != "three_public" or not fund:
            return subject
        budget = f"{(subject.scope or '').removesuffix('预算')}预算财政拨款"
        item = self.frame.subject
        if item is not None and item.base in THREE_ITEMS:
            name = item.name.rpartition("财政拨款")[2]
            return Subject(f"{budget}{name}", item.base, subject.scope, "expense")
        return Subject(f"{budget}“三公”经费支出", "三公经费", subject.scope, "expense")

    def enter(self, segment: Segment) -> None:
        """支出较上年增加 at the head of a clause: the section's own income or expense, not the account before it."""
        label = _FUND_LABEL.match(self.scene.folded, segment.start)
        if label is not None and self.scene.context.scope == "财政拨款":
            self.frame.fund = label["scope"]
            name = accounts.full_name("本年收入", label["scope"], "income")
            self.frame.subject = Subject(name, "本年收入", label["scope"], "income")
        match = _OWN_FLOW.match(self.scene.folded, segment.start)
        topic = self.scene.context.topic
        if (
            match is None
            or topic is None
            or topic.base not in {"本年收入", "本年支出", "收支总计"}
            or segment.before == "、"
        ):
            return
        near = (self.frame.home, self.frame.subject)
        if any(each is not None and ("/" in each.name or each.code) for each in near):
            return
        base: tuple[str, Side] = ("本年收入", "income") if match["in"] else ("本年支出", "expense")
        name = accounts.full_name(base[0], topic.scope, base[1])
        self.frame.subject = self.frame.head = Subject(name, base[0], topic.scope, base[1])
        self.frame.close_list()
        self.frame.group = []

    def within_budget(self, left: str, at: int) -> Subject | None:
        """财政拨款收入8万元（其中，一般公共预算8万元，政府性基金预算0万元）: the account within each budget."""
        match, subject = _FUND.fullmatch(left.strip("，；、（")), self.frame.subject
        if match is None or subject is None or subject.base is None or subject.base not in _FLOWS:
            return None
        scope = match["scope"]
        if subject.base == "收支总计":
            side = _OF_SIDE.get(subject.side) or self._side_said(at)
            subject = replace(subject, base=side[0], side=side[1]) if side is not None else subject
        return Subject(
            accounts.full_name(subject.base or "", scope, subject.side), subject.base, scope, subject.side, None,
            subject.measure,
        )  # fmt: skip

    def _side_said(self, at: int) -> tuple[str, Side] | None:
        """Whether a sentence about both totals has turned to the income or to the expense."""
        words = self.scene.folded[self.frame.sentence : at]
        income, expense = words.rfind("收入"), words.rfind("支出")
        if max(income, expense) < 0 or re.search(r"收入?(?:、|和)支出?", words):
            return None
        return ("本年收入", "income") if income > expense else ("本年支出", "expense")

    def flow_at(self, at: int) -> tuple[str, Side]:
        """The flow that a sentence speaks of at a place: the one last named, else the section's, else the income."""
        topic = self.scene.context.topic
        own = _OF_SIDE.get(topic.side) if topic is not None else None
        return self._side_said(at) or own or ("本年收入", "income")

    def of_fund(self, phrase: str) -> Subject | None:
        """财政拨款8万元 in a section of income or expense: the income from, or expense out of, that budget."""
        topic = self.scene.context.topic
        side = _OF_SIDE.get(topic.side) if topic is not None else None
        if side is None or not phrase.endswith("财政拨款"):
            return None
        term = accounts.term(f"{phrase}{'收入' if side[1] == 'income' else '支出'}")
        return Subject(term.name, term.base, term.scope, term.side) if term is not None else None

    def paid_from(self, left: str) -> Subject | None:
        """项目支出8万元，其中：事业收入安排2万元: the part of the spending at hand that one source pays."""
        match, whole = _SOURCE.fullmatch(left.strip("，；、：")), self.frame.head or self.frame.subject
        if match is None or whole is None or whole.base not in _SPENT or not self.frame.nested:
            return None
        return Subject(f"{match['source']}安排的{whole.name}", None, whole.scope, "expense")

    def bare(self, left: str) -> Subject | None:
        """年初结转和结余0万元；支出8万元: the year's own spending after a carry-over, in the section's scope."""
        side = _FLOW.fullmatch(left.strip("，；、"))
        subject, scope = self.frame.subject, self.scene.context.scope
        turned = subject is not None and subject.base == "本年收入" and side is not None and not side["in"]
        if side is None or subject is None or (subject.measure != "结转结余" and not turned):
            return None
        base: tuple[str, Side] = ("本年收入", "income") if side["in"] else ("本年支出", "expense")
        return Subject(accounts.full_name(base[0], scope, base[1]), base[0], scope, base[1])
