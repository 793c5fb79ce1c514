"""Which subject a statement without a figure is about: 持平, 大于预算数, 无…."""

from __future__ import annotations

import re

from gouji import accounts
from gouji.accounts import Side
from gouji.extract import counted
from gouji.extract.choice import Chooser
from gouji.extract.flows import FUNDS
from gouji.extract.statements import Statement, denies_budget
from gouji.extract.subjects import Mention, Subject, both_flows, noun_phrase

_BOTH_FLOWS = re.compile(r"收入(?:和|、|及|与)支出|收支")
_CARRY_OVER = re.compile(r"(?:年末)?(?:结转(?:和|及)?结余|结转|结余)(?:资金)?")
_FUND_WORD = re.compile(
    r"(?P<scope>一般公共预算|政府性基金|国有资本经营)(?:预算)?(?:财政)?(?:拨款)?(?:资金)?(?=[、，。；和与及]|均|都|也|未|安排)"
)
_PROCURED = re.compile(r"(?P<kind>货物|工程|服务)(?:类)?采购(?:支出|项目)?")
_FUND_ONLY = re.compile(r"(?:使用)?(?:一般公共|政府性基金|国有资本经营)预算(?:财政)?(?:拨款)?(?:资金)?")
_RECEIVED = re.compile(r"(?:公务|国内公务|国内)?接待(?:活动|任务|事项|业务|支出|费)?")
_RECEIVED_ABROAD = re.compile(r"(?:外事|外宾)(?:公务)?接待(?:活动|任务|支出|费)?")
_BOUGHT = re.compile(r"(?:公务用?车|车辆)购置(?:费|支出|经费|预算)?|购车(?:支出|计划|预算|经费)?")
_EACH_OF_KIND = re.compile(r"[和及与、](?=单价|单位价值|单台)")
_OF_KINDS = re.compile(r"、|和|(?:以)?及(?!以上)|与")
_VEHICLES = re.compile(r"(?:用车|车辆|设备|船舶|房屋)$")
_STOCK = re.compile(r"(?:公务用车|车辆)?保有量(?:数)?[^，。；]{0,12}$")
_KINDS_PROCURED = re.compile(
    r"(?:货物|工程|服务)(?:类)?(?:、|和|及|与)(?:(?:货物|工程|服务)(?:类)?(?:、|和|及|与)?)+(?=采购)"
)
_BOTH_SIDES = re.compile(r"(?:收支|收入(?:和|、|及|与)支出)(?:均|都)?$")
_DEED = re.compile(r"(?:行为|情形|情况)$")
_ALL_ABOVE = re.compile(
    r"(?:上述|以上)(?:各项|各?科目|[两二三四五六七八九]项|支出|项目)+[^，。；]*?(?:均|都)"
)
_BOTH_ABROAD = re.compile(r"(?:外事|外宾)(?:公务)?接待(?:和|及|与|、)(?:国（境）外|国外|境外)(?:公务)?接待")
_FUND_TAIL = 3
_FLOWS = frozenset({"收支", "收入", "支出"})
_BASES = frozenset({"本年收入", "本年支出", "收支总计"})
_WITH_BALANCE = re.compile(r"(?:和|及|与|、)(?:年末)?结转(?:和|及)?(?:结余)?$")
_NO_AMOUNT = re.compile(r"(?:活动|会议|培训|任务|设备|事故|评价|车辆|人员|团组)$")
_CARRIED: tuple[tuple[str, Side], tuple[str, Side]] = (
    ("年末结转和结余", "expense"),
    ("年初结转和结余", "income"),
)
_OTHER_THING = re.compile(r"(?!上述|以上|各项|决算|支出|收入|年初|全年|预算|预决算|本年)[一-龥]{4,}")
_EXCEPT = re.compile(r"除(?P<those>[^。；]{2,40}?)(?:以)?外，")
_THE_REST = re.compile(r"^(?:其余|其他|余下)(?:各项|各个?科目|科目|项目|支出)?(?=[一-龥]*?均|都|各项|科目)")
_BEFORE = 6
_SHORT_BUDGET = 6
_THAT = ("此项", "该项", "此类", "预算安排", "数据")


class Stated:
    """Chooses the subjects of statements with the slots that figures left in the frame."""

    def __init__(self, chooser: Chooser) -> None:
        self._choose = chooser

    def of_statement(self, statement: Statement, here: list[Mention], words: str) -> list[Subject | None]:
        """The subjects of 持平 or a comparison; 均 or a list just named makes it one for each."""
        if here:
            self._choose.take(here)
        frame = self._choose.frame
        last = self._choose.reading.drafts[-1] if self._choose.reading.drafts else None
        if len(here) > 1 and self._choose.scene.is_list(here):
            return [*self._choose.frame.listed] or [frame.subject]
        if apart := self._apart(statement, words):
            return [*apart]
        if not here and _ALL_ABOVE.match(words) and len(spoken := self._choose.spoken_of()) > 1:
            return [*spoken]
        if statement.kind == "flat" and (stock := _STOCK.search(words)) is not None:
            frame.counted = Subject("公务用车保有量", measure="资产")
            return [frame.counted] if stock else [frame.subject]
        if (
            not here
            and statement.kind == "flat"
            and last is not None
            and last.kind == "count"
            and last.start >= self._choose.frame.sentence
        ):
            counts = [
                d for d in self._choose.reading.drafts if d.kind == "count" and d.start >= frame.sentence
            ]
            return [counts[0].subject if frame.nested else last.subject]
        recent = list(dict.fromkeys(frame.recent))
        if not here and len(recent) > 1 and re.search(r"[均都]", words):
            return [*recent]
        several = frame.listed or frame.group
        if len(several) > 1 and (not here or frame.listed) and not _OTHER_THING.match(words):
            return [*several]
        return [self._choose.frame.subject]

    def _apart(self, statement: Statement, words: str) -> list[Subject]:
        """除甲低于预算外，其余各项均高于预算: the accounts of the list at hand that are excepted, or all others."""
        folded = self._choose.scene.folded
        match = _EXCEPT.search(folded, self._choose.frame.sentence)
        spoken = [*self._choose.frame.group] or self._choose.spoken_of()
        members = [s for s in spoken if not any(o.name.startswith(f"{s.name}/") for o in spoken)]
        if match is None or len(members) < 2:
            return []
        named = [s for s in members if (s.base or s.name).rpartition("/")[2] in match["those"]]
        if match.start() <= statement.start < match.end():
            return named
        return [s for s in members if s not in named] if named and _THE_REST.match(words) else []

    def of_absence(
        self, statement: Statement, here: list[Mention], measure: str | None
    ) -> tuple[list[Subject | None], str | None]:
        """The subjects and measure of 无…, 没有…, 年初无预算; ``here`` are the accounts named before it."""
        before = [m for m in here if m.end <= statement.start]
        if before:
            self._choose.take(before)
        bare_budget = statement.what.endswith("预算") and len(statement.what) <= _SHORT_BUDGET
        denied = denies_budget(statement)
        if denied or ("年初" in statement.words and "预算" in statement.words) or bare_budget:
            frame = self._choose.frame
            each = frame.group if "均" in statement.words else [*frame.listed] if before else []
            return [*each] or [frame.subject], self._denied_budget(statement)
        if (special := self._absent_things(statement, before, measure)) is not None:
            return special
        inside = [
            m
            for m in self._choose.scene.mentions
            if statement.start <= m.start and m.end <= statement.end + 1
        ]
        if (pair := self._flows_or_carried(statement, inside)) is not None:
            joined = self._choose.scene.folded[statement.start - 1 : statement.start] in {"、", "也", "亦"}
            self._choose.frame.group = [*self._choose.frame.group, *pair] if joined else pair
            return [*pair], pair[0].measure or measure
        if inside and statement.what.endswith("预算") and inside[-1].subject.scope not in FUNDS:
            measure = self._opening()
        if inside:
            self._choose.take(inside)
            found: list[Subject | None] = [*self._choose.frame.listed]
            return found or [self._choose.frame.subject], measure
        phrase = noun_phrase(_DEED.sub("", statement.what), self._choose.scene.context.department)
        if phrase is not None and (things := self._things(phrase, measure)):
            return [*things], measure
        several = self._choose.frame.listed or self._choose.frame.group
        if len(several) > 1 and (phrase is None or phrase.startswith(_THAT) or before):
            return [*several], measure
        if _NO_AMOUNT.search(statement.what):
            topic = self._choose.scene.context.topic
            measure = topic.measure if topic is not None else None
        if before:
            return [*self._of_mention(before[-1], statement)], measure
        if phrase and not phrase.startswith(_THAT):
            return [Subject(phrase)], measure
        return [self._choose.frame.subject], measure

    def _of_mention(self, mention: Mention, statement: Statement) -> list[Subject | None]:
        """The account named before a denial (公务接待费未发生), or its two sides (收支未发生)."""
        subject = self._choose.frame.subject
        if _BOTH_SIDES.search(self._choose.scene.folded, mention.start, statement.start):
            return [*both_flows(subject or mention.subject)]
        return [subject]

    def _things(self, phrase: str, measure: str | None) -> list[Subject]:
        """The accounts or things that a phrase of a statement of absence names; empty for one free phrase."""
        topic = self._choose.scene.context.topic
        if measure == "采购" and (kind := _PROCURED.fullmatch(phrase)):
            return [Subject(f"政府采购{kind['kind']}支出")]
        if topic is not None and topic.id == "three_public" and _RECEIVED_ABROAD.fullmatch(phrase):
            return [Subject("外事接待费", "外事接待费", topic.scope, "expense")]
        if topic is not None and topic.id == "three_public" and _BOUGHT.fullmatch(phrase):
            return [Subject("公务用车购置费", "公务用车购置费", topic.scope, "expense")]
        if topic is not None and topic.id == "three_public" and _RECEIVED.fullmatch(phrase):
            return [Subject("公务接待费", "公务接待费", topic.scope, "expense")]
        kinds = _OF_KINDS.split(phrase)
        if measure == "资产" and len(kinds) > 1 and all(_VEHICLES.search(kind) for kind in kinds):
            return [Subject(kind) for kind in kinds]
        parts = _EACH_OF_KIND.split(phrase)
        return [Subject(part) for part in parts] if len(parts) > 1 else []

    def _absent_things(
        self, statement: Statement, before: list[Mention], measure: str | None
    ) -> tuple[list[Subject | None], str | None] | None:
        """What a statement denies other than one account: grades of projects, several budgets, a count; or None."""
        context = self._choose.scene.context
        if measure == "采购" and (several := _KINDS_PROCURED.search(statement.what)):
            kinds = re.findall("货物|工程|服务", several.group())
            return [Subject(f"政府采购{kind}支出") for kind in kinds], measure
        if (
            context.topic is not None
            and context.topic.id == "three_public"
            and _BOTH_ABROAD.search(statement.what)
        ):
            found = [
                Subject(name, name, context.scope, "expense") for name in ("外事接待费", "国（境）外接待费")
            ]
            return [*found], measure
        if grades := self._absent_grades(statement):
            return grades, context.measure
        funds = self._absent_funds(statement, before)
        if len(funds) > 1 or (funds and _FUND_ONLY.fullmatch(statement.what)):
            return [*funds], measure
        if (name := self._absent_count(statement)) is None:
            return None
        topic = context.topic.id if context.topic is not None else ""
        stock = name == "公务用车保有量"
        if stock and topic != "three_public":
            return None
        return [Subject(name)], "资产" if stock or topic == "assets" else None

    def _absent_grades(self, statement: Statement) -> list[Subject | None]:
        """The grades that 无“中”“差”项目 denies, one subject each."""
        topic, scene = self._choose.scene.context.topic, self._choose.scene
        if topic is None or topic.id != "performance":
            return []
        before = scene.folded[: statement.start]
        work = counted.work(before[before.rfind("。") + 1 :], before, scene.context.heading or "")
        return [Subject(counted.of_work(f"等级为{g}", work)) for g in counted.grades(statement.what)]

    def _absent_funds(self, statement: Statement, before: list[Mention]) -> list[Subject]:
        """The flows of several budgets that one statement denies: 政府性基金预算、国有资本经营预算均未安排."""
        scene = self._choose.scene
        topic = scene.context.topic
        if topic is None or topic.base not in _BASES:
            return []
        begin = max(scene.folded.rfind(mark, 0, statement.start) for mark in "，。；：") + 1
        found = list(_FUND_WORD.finditer(scene.folded, begin, statement.end + _FUND_TAIL))
        if not found or found[-1].start() >= statement.end:
            return []
        if topic.scope not in {"全部资金", "财政拨款"}:
            home = self._choose.frame.home
            own = topic.scope == found[0]["scope"] and _FUND_ONLY.fullmatch(statement.what)
            return [home] if own and home is not None else []
        base, side = self._choose.flows.flow_at(statement.start)
        flows = [Subject(accounts.full_name(base, m["scope"], side), base, m["scope"], side) for m in found]
        others = [
            m.subject for m in before if not any(f.start() < m.end and m.start < f.end() for f in found)
        ]
        return [*flows, *others]

    def _absent_count(self, statement: Statement) -> str | None:
        """The count of the template that a statement denies, or None where it denies money."""
        if re.search(r"(?:费|支出|经费)$", statement.what):
            return None
        if not statement.what and statement.words.endswith(("未购置", "未更新")):
            return "购置公务用车"
        last = self._choose.reading.drafts[-1] if self._choose.reading.drafts else None
        visits = statement.words.startswith("人次") and last is not None and last.kind == "none"
        if visits and last is not None and last.subject is not None:
            return re.sub("(?:团组|批次)$", "人次", last.subject.name)
        return counted.absent(statement.words)

    def _flows_or_carried(self, statement: Statement, inside: list[Mention]) -> list[Subject] | None:
        """无…收入和支出 denies both flows, 无结转 the balance carried over, 收支及结转结余 all of them."""
        scene, subject = self._choose.scene, self._choose.frame.subject
        if not inside and statement.what in _FLOWS and subject is not None and subject.base in _BASES:
            flows = both_flows(subject)
            return flows if statement.what == "收支" else [flows[statement.what == "支出"]]
        if (
            inside
            and _BOTH_FLOWS.search(statement.what)
            and inside[-1].subject.base in {"本年收入", "本年支出"}
        ):
            flows = both_flows(scene.scoped(inside[-1].subject))
            return (
                [*flows, *self._balance(statement, flows[0].scope)]
                if _WITH_BALANCE.search(statement.what)
                else flows
            )
        if not _CARRY_OVER.fullmatch(statement.what):
            return None
        return self._balance(statement, scene.context.scope)

    def _balance(self, statement: Statement, scope: str | None) -> list[Subject]:
        """The balances carried over, in or out of the year, that a statement speaks of."""
        said = self._choose.scene.folded[max(0, statement.start - _BEFORE) : statement.end]
        opening, closing = bool(re.search("年初|上年", said)), "年末" in said
        chosen = _CARRIED if opening and closing else (_CARRIED[opening],)
        return [
            Subject(accounts.full_name(base, scope, side), base, scope, side, None, "结转结余")
            for base, side in sorted(chosen)
        ]

    def _denied_budget(self, statement: Statement) -> str:
        """The budget that a statement denies: that of the year's start where it says so, else the section's."""
        whole = self._choose.scene.context.budget
        opening = "年初" in statement.words or denies_budget(statement)
        return self._opening() if opening or whole == "调整预算" else whole

    def _opening(self) -> str:
        """The budget that 年初无预算 or 未安排预算 denies."""
        budget = self._choose.scene.context.budget
        return budget if budget == "本年预算" else "年初预算"
