"""Which subject a figure or a statement is about."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gouji import accounts
from gouji.accounts import Side
from gouji.extract import counted, cues
from gouji.extract.counted import CountTerm
from gouji.extract.frames import Frame, Reading
from gouji.extract.kinds import Kind
from gouji.extract.reasons import ReasonSpan
from gouji.extract.scene import Scene
from gouji.extract.statements import Statement
from gouji.extract.subjects import Mention, Subject, both_sides, merged, noun_phrase
from gouji.model import Figure

_SHARED = re.compile(r"均|各|都|皆|同为")
_OPEN_TOPICS = frozenset({"performance", "assets", "purchase_of_services"})
_CLAUSE_END = re.compile(r"[，。；：、（）]")
_WHOLE_NAME = re.compile(
    r"(?:支出|经费|资金|预算|科目)?(?:决算|合计)?(?:较|比|同比|本年|今年|上年|增|减|下降|上升|提高|降低|压|为|共|\d|，|、|；|。|等|和|及|以及|因|由|$)"
)
_PER_UNIT = re.compile(
    r"(?:(?:人|次|车|户|批)均[^，。；\d]{0,8}|平均每[^，。；]{1,8}|每(?:人|次|批次|辆|户|平方米)[^，。；]{0,8}|单车[^，。；]{0,8})(?:为|是|约)?$"
)
_TOGETHER = re.compile(r"(?:合计|共计|共|两项|三项|以上)[^，。；]{0,4}占")
_ALL_TOGETHER = re.compile(r"(?:支出|收入)?(?:合计|共计|共|总计)")
_PURPOSE = re.compile(r"用于|保障|为完成|正常运转")
_CARRIED = re.compile(r"结转(?:和结余|结余)?(?:资金)?的?$")
_CARRIED_OVER = "使用上年结转资金"
_TWO_SIDES = re.compile(r"(?:分别|各)(?:是|为)[\d,.]+(?:[万亿]?元)?[、，,和与][\d,.]+[万亿]?元")
_GLUE = re.compile(r"\d[\d.,]*(?:[万亿]?元|%)[、和与及]\D{0,4}$")
_FUND = re.compile(
    r"(?:其中)?[：，]?(?P<scope>一般公共预算|政府性基金|国有资本经营)(?:预算)?(?:财政)?(?:拨款)?(?:为|是)?"
)
_FLOW = re.compile(r"(?:本年|当年)?(?:(?P<in>收入)|支出)(?:决算)?(?:合计|总额)?(?:为|是)?")
_SHORT_BUDGET = 6
_AHEAD, _SENTENCE = 30, 120
_THAT = ("此项", "该项", "此类", "预算安排", "数据")
_FACTOR_LEAD = re.compile(
    rf"^(?:[一二三四五六七八九]是|[①-⑳]|（\d）|\d[.．、])?(?:本年度?|今年|年中)?(?:{cues.change_regex()})?"
)


class Chooser:
    """Chooses subjects and keeps the frame's subject slots."""

    def __init__(self, scene: Scene, frame: Frame, reading: Reading) -> None:
        self._scene, self._frame, self._reading = scene, frame, reading

    def take(self, mentions: Sequence[Mention], *, in_reason: bool = False) -> None:
        """Make mentioned accounts the subject of what follows; several make a list."""
        scene, frame = self._scene, self._frame
        chosen = list(mentions) if scene.is_list(mentions) else [mentions[-1]]
        subjects = [scene.scoped(m.subject) for m in chosen]
        if len(subjects) == 1 and _TWO_SIDES.match(scene.folded, chosen[-1].end):
            subjects = both_sides(subjects[0])
        elif "分别" not in scene.folded[chosen[-1].end : chosen[-1].end + 12]:
            subjects = merged(subjects)
        frame.subject = subjects[-1]
        frame.listed, frame.taken = (subjects, 0) if len(subjects) > 1 else ([], 0)
        if not frame.nested and not in_reason:
            frame.head = subjects[0] if len(subjects) == 1 else frame.head

    def of_figure(self, figure: Figure, kind: Kind, left: str, here: list[Mention]) -> list[Subject]:
        """The subjects of a figure: one, several that share it, or none.

        Args:
            figure: the figure.
            kind: its kind.
            left: the folded text before it in its segment.
            here: the accounts named in ``left``.
        """
        frame = self._frame
        span = self._reading.reason_at(figure.start)
        if span is not None and kind.kind in {"level", "change", "change_rate"}:
            return self._of_reason(span, figure.start)
        if kind.kind in {"count", "score"}:
            return self._counted(figure, left, kind)
        if figure.quantity.kind == "count" and (found := self._of_template(figure, left)) is not None:
            return [Subject(found.name, measure=found.measure)]
        here = self._accounts(here, kind)
        if (own := self._of_words(left, kind)) is not None:
            return own
        if here and (part := self._carried_part(here[-1])):
            return [part]
        if here:
            self.take(here)
            between = self._scene.folded[here[-1].end : figure.start]
            if frame.listed and _ALL_TOGETHER.match(between):
                return [Subject("、".join(s.name for s in frame.listed))]
            if frame.listed and _SHARED.search(between):
                return list(frame.listed)
        elif (named := self._unlisted(left, kind, figure.start)) is not None:
            if named.base is None:
                frame.head = frame.head if frame.nested else named
            frame.subject, frame.listed = named, []
        elif "分别" in left and len(frame.recent) > 1 and not frame.listed:
            frame.listed, frame.taken = list(dict.fromkeys(frame.recent)), 0
        if frame.listed:
            return self._from_list(figure, kind)
        return [frame.subject] if frame.subject else []

    def _accounts(self, here: list[Mention], kind: Kind) -> list[Mention]:
        """The accounts named before a figure that it may be about: none where the section names things freely."""
        if self._is_open() and kind.kind == "level":
            return []
        return [m for m in here if not self._scene.is_part_of_name(m) and not self._is_verb(m)]

    def _is_open(self) -> bool:
        """Whether the section names things freely, not by account."""
        topic = self._scene.context.topic
        return topic is not None and topic.id in _OPEN_TOPICS

    def _is_verb(self, mention: Mention) -> bool:
        """Whether 本年支出 says that this year so much was spent, in a section of another account."""
        topic, text = self._scene.context.topic, self._scene.folded[mention.start : mention.end]
        other = topic is not None and topic.base not in {None, "本年支出", "本年收入", "收支总计"}
        return other and text in {"本年支出", "当年支出", "本年收入", "当年收入"}

    def _from_list(self, figure: Figure, kind: Kind) -> list[Subject]:
        """The next of the accounts listed, or all of them where one change is said of all."""
        frame = self._frame
        if kind.kind in {"change", "change_rate"} and self._stands_alone(figure):
            return list(frame.listed)
        frame.taken += 1
        return [frame.listed[(frame.taken - 1) % len(frame.listed)]]

    def _stands_alone(self, figure: Figure) -> bool:
        """Whether one figure is said of a whole list: 分别比上年增加4万元，增长5% has no second amount."""
        folded = self._scene.folded
        before = _GLUE.search(folded[max(0, figure.start - 8) : figure.start])
        return before is None and not re.match(r"[、和与及]\D{0,8}\d", folded[figure.end : figure.end + 10])

    def _of_words(self, left: str, kind: Kind) -> list[Subject] | None:
        """The subject that the words before a figure make by themselves: per head, or several together."""
        frame = self._frame
        if per := _PER_UNIT.search(left):
            return [Subject(f"{frame.subject.name}/{per.group()}" if frame.subject else per.group())]
        if kind.kind == "share" and _TOGETHER.search(left):
            return [Subject("、".join(s.name for s in frame.recent))] if len(frame.recent) > 1 else []
        return None

    def _unlisted(self, left: str, kind: Kind, at: int) -> Subject | None:
        """What an amount is about that no account of the lexicon names right before it."""
        found = self._bare_flow(left) or self._fund(left)
        if found is None and kind.kind == "level" and (phrase := self._open_phrase(left, kind, at)):
            return Subject(phrase)
        return found

    def _fund(self, left: str) -> Subject | None:
        """财政拨款收入8万元（其中，一般公共预算8万元，政府性基金预算0万元）: the account within each budget."""
        match, subject = _FUND.fullmatch(left.strip("，；、（")), self._frame.subject
        if match is None or subject is None or subject.base not in {"本年收入", "本年支出", "收支总计"}:
            return None
        scope = match["scope"]
        return Subject(
            accounts.full_name(subject.base, scope, subject.side), subject.base, scope, subject.side
        )

    def _bare_flow(self, left: str) -> Subject | None:
        """年初结转和结余0万元；支出8万元: the year's own spending after a carry-over, in the section's scope."""
        side = _FLOW.fullmatch(left.strip("，；、"))
        subject, scope = self._frame.subject, self._scene.context.scope
        if side is None or subject is None or subject.measure != "结转结余":
            return None
        base: tuple[str, Side] = ("本年收入", "income") if side["in"] else ("本年支出", "expense")
        return Subject(accounts.full_name(base[0], scope, base[1]), base[0], scope, base[1])

    def _carried_part(self, mention: Mention) -> Subject | None:
        """其中使用上年结转资金 within an item is a part of that item, not the carry-over of all funds."""
        head = self._frame.head
        if not self._frame.nested or head is None or head.code is None:
            return None
        carried = mention.subject.base == "年初结转和结余"
        return Subject(f"{head.name}：{_CARRIED_OVER}", scope=head.scope) if carried else None

    def of_statement(self, statement: Statement, here: list[Mention], words: str) -> list[Subject | None]:
        """The subjects of 持平 or a comparison; 均 or a list just named makes it one for each."""
        if here:
            self.take(here)
        listed = self._frame.listed
        if statement.kind == "flat" and len(listed) > 1 and (here or re.search(r"[均都]", words)):
            return list(listed)
        return [self._frame.subject]

    def of_absence(
        self, statement: Statement, here: list[Mention], measure: str | None
    ) -> tuple[list[Subject | None], str | None]:
        """The subjects and measure of 无…, 没有…, 年初无预算; ``here`` are the accounts named before it."""
        before = [m for m in here if m.end <= statement.start]
        if before:
            self.take(before)
        bare_budget = statement.what.endswith("预算") and len(statement.what) <= _SHORT_BUDGET
        if ("年初" in statement.words and "预算" in statement.words) or bare_budget:
            return [self._frame.subject], "年初预算"
        if (name := counted.absent(statement.words)) is not None:
            return [Subject(name)], None
        inside = [
            m for m in self._scene.mentions if statement.start <= m.start and m.end <= statement.end + 1
        ]
        if inside:
            self.take(inside)
            found: list[Subject | None] = [*self._frame.listed]
            return found or [self._frame.subject], measure
        phrase = noun_phrase(statement.what, self._scene.context.department)
        if phrase and not phrase.startswith(_THAT):
            return [Subject(phrase)], measure
        return [self._frame.subject], measure

    def _of_reason(self, span: ReasonSpan, at: int) -> list[Subject]:
        """What an amount inside a reason is about: the account or the thing that its factor names."""
        folded = self._scene.folded
        begin = max([span.start, *(folded.rfind(c, span.start, at) + 1 for c in "；。")])
        named = [
            m
            for m in self._scene.mentions
            if begin <= m.start and m.end <= at and _WHOLE_NAME.match(folded, m.end)
        ]
        if named:
            subject = self._scene.scoped(named[-1].subject)
            carried = _CARRIED.search(folded[begin : named[-1].start])
            return [Subject(f"{subject.name}：{_CARRIED_OVER}")] if carried and subject.code else [subject]
        phrase = noun_phrase(_FACTOR_LEAD.sub("", folded[begin:at].split("，")[0]))
        return [Subject(phrase)] if phrase else []

    def _open_phrase(self, left: str, kind: Kind, at: int) -> str | None:
        """The phrase that an amount without a known account is about, or None for the subject at hand."""
        own = self._scene.context.own_measure
        stated = [h for h in cues.measures(left) if not (own and h.value == "预算")]
        if own and stated:
            left = left[: stated[0].start]
        elif stated or kind.of is not None or kind.budget is not None or cues.comparators(left):
            return None
        phrase = noun_phrase(left, self._scene.context.department)
        if phrase is None or re.search(cues.change_regex(), phrase[-2:]) or _PURPOSE.search(phrase):
            return None
        if not self._is_open():
            return phrase
        if counted.is_generic(phrase):
            thing = self._frame.project or self._frame.home
            return thing.name if thing is not None and thing.base is None else phrase
        folded = self._scene.folded
        return counted.amount_of_work(phrase, folded[max(0, at - _SENTENCE) : at]) or phrase

    def _counted(self, figure: Figure, left: str, kind: Kind) -> list[Subject]:
        """What is counted or scored: a count of the template, the phrase around it, else the thing last counted."""
        frame, folded = self._frame, self._scene.folded
        if kind.kind == "count" and (found := self._of_template(figure, left)) is not None:
            frame.counted_term = found
            frame.counted = Subject(found.name, measure=found.measure)
            return [frame.counted]
        before = None if left.endswith("等") else noun_phrase(left, self._scene.context.department)
        after = folded[figure.end : figure.end + _AHEAD]
        if kind.kind == "score":
            return self._scored(before)
        frame.counted_term = None
        words = counted.phrase(before, after)
        if words is not None and frame.counted is not None and left.startswith(counted.SAME_KIND):
            words = counted.of_kind(words, frame.counted.name)
        if words is not None:
            frame.counted = Subject(words)
        return [frame.counted] if frame.counted else []

    def _of_template(self, figure: Figure, left: str) -> CountTerm | None:
        """The count of the template that a figure gives, where the section or its words speak of these expenses."""
        topic, frame = self._scene.context.topic, self._frame
        if (topic is None or topic.id != "three_public") and not counted.is_explicit(left):
            return None
        account = frame.subject.base if frame.subject is not None else None
        return counted.of_template(left, figure.quantity.unit, account, frame.counted_term)

    def _scored(self, before: str | None) -> list[Subject]:
        """The score of the project or the department at hand."""
        frame = self._frame
        if before is None:
            return [Subject(f"{frame.home.name}得分")] if frame.home else []
        words = counted.score(before)
        project = counted.scored(words)
        if project is not None:
            frame.project = Subject(project)
            return [Subject(words)]
        thing = frame.project or frame.home
        return [Subject(f"{thing.name}{words}" if thing is not None else words)]
