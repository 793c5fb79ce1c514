"""Which subject a figure or a statement is about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from gouji import accounts
from gouji.accounts import Side
from gouji.extract.causes import Causes
from gouji.extract.frames import Frame, Reading
from gouji.extract.kinds import Kind
from gouji.extract.naming import Namer
from gouji.extract.reasons import ReasonSpan
from gouji.extract.scene import Scene
from gouji.extract.segments import Segment
from gouji.extract.subjects import Mention, Subject, both_sides, merged
from gouji.model import Figure

_SHARED = re.compile(r"均|各(?!自|项|类|单位|级)|都|皆|同为")
_IN_TURN = re.compile(r"分别|依次")
_BARE_SHARE = frozenset({"占", "占比", "占比为", "占比达", "占总数的", "占全部项目的"})
_TOGETHER = re.compile(r"(?:合计|共计|共|两项|三项|以上)[^，。；]{0,4}占")
_ALL_TOGETHER = re.compile(r"(?:支出|收入)?(?:合计|共计|共|总计)")
_TWO_SIDES = re.compile(r"(?:分别|各)(?:是|为)[\d,.]+(?:[万亿]?元)?[、，,和与][\d,.]+[万亿]?元")
_GLUE = re.compile(r"\d[\d.,]*(?:[万亿]?元|%)[、和与及]\D{0,4}$")
_FUND = re.compile(
    r"(?:其中)?[：，]?(?P<scope>一般公共预算|政府性基金|国有资本经营)(?:预算)?(?:财政)?(?:拨款|资金)?(?P<carry>结转(?:和?结余)?(?:资金)?)?(?:为|是)?"
)
_OWN_FLOW = re.compile(
    r"(?:（[一二三四五六七八九十]{1,2}）)?(?:(?:19|20)\d{2}年度?)?(?:本部门|本单位)?(?:本年度?|当年|全年)?(?:(?P<in>收入)|支出)(?:合计|总额)?(?:为|是|共)?(?=\d|较|比|同比|增加|减少|增长|下降|与(?:上年|去年|\d{4}))"
)
_FLOWS = frozenset({"本年收入", "本年支出", "收支总计", "年初结转和结余", "年末结转和结余"})
_FLOW = re.compile(r"(?:本年|当年)?(?:(?P<in>收入)|支出)(?:决算)?(?:合计|总额)?(?:为|是)?")
_FLOW_WORDS = frozenset({"本年支出", "当年支出", "本年收入", "当年收入"})
FUNDS = frozenset({"一般公共预算", "政府性基金", "国有资本经营"})
_FUND_LABEL = re.compile(
    r"(?:\d{1,2}[.．、]|（[一二三四五六七八九十]{1,2}）)?(?P<scope>一般公共预算|政府性基金|国有资本经营)(?:预算)?财政拨款(?=年初预算|全年预算|本年)"
)
_OF_SIDE: dict[Side, tuple[str, Side]] = {
    "income": ("本年收入", "income"),
    "expense": ("本年支出", "expense"),
}
_OF_PROJECT = re.compile(
    r"[。，；、]?(?:该|本)?(?:项目)?(?:支出)?(?:(?:全年|年初|调整|本年)?预算数?|(?:全年|实际)?执行数?|决算数?|(?:预算)?执行率|完成(?:年初|全年)?预算)"
)
_PASSING = re.compile(r"追加|新增|调剂|下达|收回|结余|节余|核增|核减")
_PROJECT_LIKE = re.compile(r"(?:项目|工程|专项|经费)$")
_SHORT_LEFT = 8


class Chooser:
    """Chooses subjects and keeps the frame's subject slots."""

    def __init__(self, scene: Scene, frame: Frame, reading: Reading) -> None:
        self.scene, self.frame, self.reading = scene, frame, reading
        self.names = Namer(scene, frame, reading)
        self._causes = Causes(scene, frame, reading, self.names)

    def take(self, mentions: Sequence[Mention], *, in_reason: bool = False) -> None:
        """Make mentioned accounts the subject of what follows; several make a list."""
        scene, frame = self.scene, self.frame
        chosen = list(mentions) if scene.is_list(mentions) else [mentions[-1]]
        subjects = [self._of_section(self._of_fund(m)) for m in chosen]
        if len(subjects) == 1 and _TWO_SIDES.match(scene.folded, chosen[-1].end):
            subjects = both_sides(subjects[0])
        elif not _IN_TURN.search(scene.folded, chosen[-1].end, chosen[-1].end + 12):
            subjects = merged(subjects)
        frame.subject = subjects[-1]
        frame.listed, frame.taken = (subjects, 0) if len(subjects) > 1 else ([], 0)
        frame.group = list(frame.listed)
        if not frame.nested and not in_reason:
            frame.head = subjects[0] if len(subjects) == 1 else frame.head

    def _of_fund(self, mention: Mention) -> Subject:
        """本年支出 after an account of one budget is that budget's; any other account within the section's scope."""
        scene, fund = self.scene, self.frame.fund
        subject = mention.subject
        if subject.scope in FUNDS:
            self.frame.fund = subject.scope
        bare = scene.folded[mention.start : mention.end] in _FLOW_WORDS
        if not bare or fund is None or scene.context.scope in FUNDS or subject.base is None:
            return scene.scoped(subject)
        return Subject(accounts.full_name(subject.base, fund, subject.side), subject.base, fund, subject.side)

    def _of_section(self, subject: Subject) -> Subject:
        """政府性基金预算支出 among the three public expenses: those paid from that budget."""
        topic = self.scene.context.topic
        if topic is not None and topic.id == "running_cost" and subject.base == "公用经费":
            return Subject("机关运行经费支出", "机关运行经费", None, "expense")
        fund = subject.base == "本年支出" and subject.scope in {"一般公共预算", "政府性基金", "国有资本经营"}
        if topic is None or topic.id != "three_public" or not fund:
            return subject
        return Subject(f"{subject.scope}预算财政拨款“三公”经费支出", "三公经费", subject.scope, "expense")

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

    def of_figure(self, figure: Figure, kind: Kind, left: str, here: list[Mention]) -> list[Subject]:
        """The subjects of a figure: one, several that share it, or none.

        Args:
            figure: the figure.
            kind: its kind.
            left: the folded text before it in its segment.
            here: the accounts named in ``left``.
        """
        span = self.reading.reason_at(figure.start)
        if (
            span is not None
            and kind.kind in {"level", "change", "change_rate"}
            and figure.quantity.kind != "count"
        ):
            return self._causes.in_reason(span, figure, kind, left)
        if kind.kind in {"count", "score"}:
            return self.names.counted(figure, left, kind)
        if figure.quantity.kind == "count":
            return self._counted_again(figure, kind, left, here)
        if span is not None and not here and (last := self._within(span)) is not None:
            return [last]
        if (own := self._of_words(left, kind)) is not None:
            return own
        return self._of_account(figure, kind, left, here)

    def _within(self, span: ReasonSpan) -> Subject | None:
        """What the amount before a rate is about, where both stand in one reason."""
        last = self.reading.drafts[-1] if self.reading.drafts else None
        return (
            last.subject if last is not None and last.start >= span.start and last.kind == "level" else None
        )

    def _counted_again(self, figure: Figure, kind: Kind, left: str, here: list[Mention]) -> list[Subject]:
        """What a change in a number is about: a count of the template, else what was last counted in that unit."""
        found = self.names.of_template(figure, left)
        unit = figure.quantity.unit
        if found is None or len(left) <= _SHORT_LEFT:
            counts = (d for d in reversed(self.reading.drafts) if d.kind == "count" and d.unit == unit)
            last = next((d.subject for d in counts), None)
            if last is not None:
                return [last]
        if found is not None:
            return [Subject(found.name, measure=found.measure)]
        return self._of_account(figure, kind, left, here)

    def _of_account(self, figure: Figure, kind: Kind, left: str, here: list[Mention]) -> list[Subject]:
        """The account or thing that is named before an amount or rate, else that of the frame."""
        frame, here = self.frame, self._accounts(here, kind)
        if here and (part := self._carried_part(here[-1])):
            return [part]
        if here:
            self.take(here)
            between = self.scene.folded[here[-1].end : figure.start]
            if frame.listed and _ALL_TOGETHER.match(between):
                frame.subject, frame.listed = Subject("、".join(s.name for s in frame.listed)), []
                return [frame.subject]
            if frame.listed and _SHARED.search(between):
                return list(frame.listed)
        elif (named := self._unlisted(left, kind, figure.start)) is not None:
            if named.base is None and not self.names.is_open() and _PASSING.match(named.name):
                return [named]
            if named.base is None:
                frame.head = frame.head if frame.nested else named
            if self.names.is_open() and _PROJECT_LIKE.search(named.name):
                frame.project = named
            frame.subject, frame.listed = named, []
        elif not frame.listed and (members := self._members(left)):
            frame.listed, frame.taken = members, 0
            if not _IN_TURN.search(left):
                return list(members)
        if frame.listed:
            return self._from_list(figure, kind)
        subject = frame.subject or (frame.project if self.names.is_open() else None)
        return [subject] if subject else []

    def _said_by_kind(self, kind: Kind, left: str) -> Subject | None:
        """The denominator whose amount is printed in a share, and the project whose 全年预算数 or 执行数 an amount is."""
        if kind.kind == "level" and kind.of:
            term = accounts.term(kind.of)
            if term is not None and term.base is not None:
                return self.scene.scoped(
                    Subject(term.name, term.base, term.scope, term.side, None, term.measure)
                )
        project = self.frame.project
        if not self.names.is_open() or project is None or kind.kind not in {"level", "completion"}:
            return None
        return project if _OF_PROJECT.match(left) else None

    def _members(self, words: str) -> list[Subject]:
        """The accounts that 分别 deals figures out to, or that 均 speaks of, where the clause names none."""
        frame = self.frame
        recent = list(dict.fromkeys(frame.recent))
        if _IN_TURN.search(words):
            if len(recent) <= 1 and not frame.group:
                recent = self._spoken_of()
            return recent if len(recent) > 1 else list(frame.group)
        if not _SHARED.search(words):
            return []
        return recent if len(recent) > 1 else list(frame.group)

    def _spoken_of(self) -> list[Subject]:
        """The accounts of the sentence before with amounts other than zero: 上述收入依次占…."""
        levels = [
            d for d in self.reading.drafts if d.kind == "level" and d.start >= self.frame.sentence_before
        ]
        paid = [d.subject for d in levels if d.subject is not None and d.figure and d.figure.quantity.value]
        return [s for s in dict.fromkeys(paid) if s.measure is None]

    def _carried_part(self, mention: Mention) -> Subject | None:
        if not self.frame.nested or mention.subject.base != "年初结转和结余":
            return None
        return self.names.carried(self.frame.head, self.scene.folded[: mention.end])

    def _accounts(self, here: list[Mention], kind: Kind) -> list[Mention]:
        """The accounts named before a figure that it may be about: none where the section names things freely."""
        if self.names.is_open() and kind.kind == "level":
            return []
        return [m for m in here if not self.scene.is_part_of_name(m) and not self._is_verb(m)]

    def _is_verb(self, mention: Mention) -> bool:
        """Whether 本年支出 says that this year so much was spent, in a section of another account."""
        topic, text = self.scene.context.topic, self.scene.folded[mention.start : mention.end]
        other = topic is not None and topic.base not in {None, "本年支出", "本年收入", "收支总计"}
        home = self.frame.home
        item = home is not None and "/" in home.name
        return (other and text in _FLOW_WORDS) or ((other or item) and text in {"支出预算", "收入预算"})

    def _from_list(self, figure: Figure, kind: Kind) -> list[Subject]:
        """The next of the accounts listed, or all of them where one change is said of all."""
        frame = self.frame
        if kind.kind in {"change", "change_rate"} and self._stands_alone(figure):
            return list(frame.listed)
        frame.taken += 1
        return [frame.listed[(frame.taken - 1) % len(frame.listed)]]

    def _stands_alone(self, figure: Figure) -> bool:
        """Whether one figure is said of a whole list: 分别比上年增加4万元，增长5% has no second amount."""
        folded = self.scene.folded
        before = _GLUE.search(folded[max(0, figure.start - 8) : figure.start])
        return before is None and not re.match(r"[、和与及]\D{0,8}\d", folded[figure.end : figure.end + 10])

    def _of_words(self, left: str, kind: Kind) -> list[Subject] | None:
        """The subject that the words before a figure make by themselves: per head, or several together."""
        frame = self.frame
        if (per := self.names.per_unit(left) or self._said_by_kind(kind, left)) is not None:
            return [per]
        last = self.reading.drafts[-1] if self.reading.drafts else None
        if (
            kind.kind == "share"
            and last is not None
            and last.kind == "count"
            and last.subject
            and left in _BARE_SHARE
        ):
            return [last.subject]
        if kind.kind == "share" and _TOGETHER.search(left):
            return [Subject("、".join(s.name for s in frame.recent))] if len(frame.recent) > 1 else []
        return None

    def _unlisted(self, left: str, kind: Kind, at: int) -> Subject | None:
        """What an amount is about that no account of the lexicon names right before it."""
        found = self._bare_flow(left) or self._fund(left, at)
        if self.names.is_open() and (part := self.names.carried_by_project(left)) is not None:
            return part
        free = kind.kind == "level" or (kind.kind == "share" and not re.search(r"占|比重", left))
        if found is None and self.names.is_open() and kind.kind == "change":
            free = True
        if found is None and free and (phrase := self.names.amount(left, kind, at)):
            return Subject(phrase)
        return found

    def _fund(self, left: str, at: int) -> Subject | None:
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

    def _bare_flow(self, left: str) -> Subject | None:
        """年初结转和结余0万元；支出8万元: the year's own spending after a carry-over, in the section's scope."""
        side = _FLOW.fullmatch(left.strip("，；、"))
        subject, scope = self.frame.subject, self.scene.context.scope
        turned = subject is not None and subject.base == "本年收入" and side is not None and not side["in"]
        if side is None or subject is None or (subject.measure != "结转结余" and not turned):
            return None
        base: tuple[str, Side] = ("本年收入", "income") if side["in"] else ("本年支出", "expense")
        return Subject(accounts.full_name(base[0], scope, base[1]), base[0], scope, base[1])
