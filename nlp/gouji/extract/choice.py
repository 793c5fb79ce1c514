"""Which subject a figure or a statement is about."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gouji import accounts
from gouji.extract import cues, lists
from gouji.extract.causes import Causes
from gouji.extract.flows import FLOW_WORDS, Flows
from gouji.extract.frames import Frame, Reading
from gouji.extract.kinds import Kind
from gouji.extract.naming import AHEAD, ITS_AMOUNT, MOVED_TO, Namer
from gouji.extract.reasons import ReasonSpan
from gouji.extract.scene import Scene
from gouji.extract.subjects import Mention, Subject, both_sides, merged, noun_phrase
from gouji.model import Figure

_SHARED = re.compile(r"均|各(?!自|项|类|单位|级)|都|皆|同为")
_IN_TURN = re.compile(r"分别|依次")
_GOES_ON = re.compile(r"[、和与及，]+(?:增加|减少|增长|下降)?")
_BARE_SHARE = frozenset({"占", "占比", "占比为", "占比达", "占总数的", "占全部项目的"})
_TOGETHER = re.compile(r"(?:合计|共计|共|两项|三项|以上)[^，。；]{0,4}占")
_ALL_TOGETHER = re.compile(r"(?:支出|收入)?(?:合计|共计|共|总计)")
_TWO_SIDES = re.compile(r"(?:分别|各)(?:是|为)[\d,.]+(?:[万亿]?元)?[、，,和与][\d,.]+[万亿]?元")
_GLUE = re.compile(r"\d[\d.,]*(?:[万亿]?元|%)[、和与及]\D{0,4}$")
_OF_WHOLE = re.compile(r"的(?:比例|比重)?(?:为|是|达)?")
_EXECUTED = re.compile(
    r"(?P<scope>财政拨款|一般公共预算|政府性基金)(?:预算)?(?:财政拨款)?(?:支出)?(?:预算)?执行率"
)
_AGAINST = re.compile(r"(?:与|比|较)(?:上年度?|去年|(?:19|20)\d{2}年度?)(?:决算|预算)?(?:数|总计)?$")
_EACH_OF = re.compile(r"相?比?，?(?:各|均|分别)")
_WHOLE_YEAR = frozenset({"本年收入", "本年支出"})
_OF_PROJECT = re.compile(
    r"[。，；、]?(?:该|本)?(?:项目)?(?:支出)?(?:(?:全年|年初|调整|本年)?预算数?|(?:全年|实际|预算)?执行数?|决算数?|(?:预算)?执行率|完成(?:年初|全年)?预算)"
)
_PASSING = re.compile(r"追加|新增|调剂|下达|收回|结余|节余|核增|核减")
_PROJECT_LIKE = re.compile(r"(?:项目|工程|专项|经费)$")
_SHORT_LEFT = 8
_ITEM = re.compile(r"[①-⑳]")
_OF_EQUIPMENT = frozenset({"台", "套", "台（套）"})
_NET = re.compile(r"(?:增减|增支减支|收支|以上因素)?(?:因素)?相抵(?:后)?，?")
_SHORT_NAME, _PAIR = 2, 2
_OF_TWO = re.compile(r"(?P<which>前者|后者)[^，。；\d]{0,12}$")
_SUM_OF = re.compile(
    r"(?:以上|上述)?(?:各|两|三|四)?(?:项|类|者)?(?:支出|收入)?(?:合计|共计|总计|累计)(?:支出|收入)?(?:为)?"
)
_PAID_OUT = re.compile(
    r"(?:支出|费用|花费|开支|金额)?(?:合计|共计|共|总计)?(?:支出|花费|开支|费用|金额)(?:合计|共计|共)?(?:为)?"
)
_ADJOINING = 6
_RATIO = re.compile(r"[一-龥]{2}(?:率|满意度|覆盖面|得分|比例|比重)$")


class Chooser:
    """Chooses subjects and keeps the frame's subject slots."""

    def __init__(self, scene: Scene, frame: Frame, reading: Reading) -> None:
        self.scene, self.frame, self.reading = scene, frame, reading
        self.names = Namer(scene, frame, reading)
        self.flows = Flows(scene, frame)
        self._causes = Causes(scene, frame, reading, self.names)

    def take(self, mentions: Sequence[Mention], *, in_reason: bool = False) -> None:
        """Make mentioned accounts the subject of what follows; several make a list."""
        scene, frame = self.scene, self.frame
        chosen = list(mentions) if scene.is_list(mentions) else [mentions[-1]]
        subjects = [self.flows.of_section(self.flows.of_mention(m)) for m in chosen]
        if len(subjects) == 1 and _TWO_SIDES.match(scene.folded, chosen[-1].end):
            subjects = both_sides(subjects[0])
        elif not _IN_TURN.search(scene.folded, chosen[-1].end, chosen[-1].end + 12):
            subjects = merged(subjects)
        frame.subject = subjects[-1]
        frame.listed, frame.taken = (subjects, 0) if len(subjects) > 1 else ([], 0)
        frame.group = list(frame.listed)
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
        span = self.reading.reason_at(figure.start)
        of_account = kind.kind not in {"count", "score"} and figure.quantity.kind != "count"
        if of_account and (dealt := self._in_turn(figure, kind, left, here, inside=span is not None)):
            return dealt
        if span is not None and of_account and kind.kind in {"level", "change", "change_rate"}:
            return self._causes.in_reason(span, figure, kind, left)
        if kind.kind in {"count", "score"}:
            return self.names.counted(figure, left, kind)
        if figure.quantity.kind == "count":
            return self._counted_again(figure, kind, left, here)
        if span is not None and not here and (last := self._within(span)) is not None:
            return [last]
        if (own := self._of_words(left, kind)) is not None:
            return own
        if (one := self._of_two(left)) is not None:
            return [one]
        if kind.kind == "level" and len(both := self._both_before(figure, left)) > 1:
            return both
        return self._of_account(figure, kind, left, here)

    def _in_turn(
        self, figure: Figure, kind: Kind, left: str, here: list[Mention], *, inside: bool
    ) -> list[Subject]:
        """The next of the names that 分别 deals figures out to where not all of them are known accounts."""
        frame, folded = self.frame, self.scene.folded
        names = lists.members(left, folded[figure.start :]) if _IN_TURN.search(left) else []
        if len(names) > len(here) or (names and inside):
            known = {folded[m.start : m.end]: m.subject for m in here}
            frame.listed = [self.scene.scoped(known.get(name, Subject(name))) for name in names]
            frame.taken = 0
            return self._from_list(figure, kind)
        goes_on = frame.listed and 0 < frame.taken < len(frame.listed) and _GOES_ON.fullmatch(left)
        return self._from_list(figure, kind) if inside and goes_on else []

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
        scored = [d.subject for d in self.reading.drafts[-2:] if d.kind == "score" and unit == "分"]
        if scored and scored[-1] is not None:
            return [scored[-1]]
        if found is None and (thing := self.names.moved_thing(left)) is not None:
            return [Subject(thing)]
        if found is None or len(left) <= _SHORT_LEFT:
            counts = (
                d for d in reversed(self.reading.drafts) if d.kind == "count" and _same_unit(d.unit, unit)
            )
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
            if frame.listed and (_SHARED.search(between) or self._all_zero(figure, between)):
                return list(frame.listed)
        elif (named := self._unlisted(left, kind, figure)) is not None:
            if named.base is None and not self.names.is_open() and _PASSING.match(named.name):
                return [named]
            if named.base is None:
                frame.head = frame.head if frame.nested else named
            if self.names.is_open() and _PROJECT_LIKE.search(named.name):
                frame.project = named
            frame.subject, frame.listed = named, []
        elif not frame.listed and (members := self._members(left, figure)):
            frame.listed, frame.taken = members, 0
            if not _IN_TURN.search(left):
                return list(members)
        if frame.listed:
            return self._from_list(figure, kind)
        subject = self._at_hand(figure, kind, left)
        return [subject] if subject else []

    def _of_two(self, left: str) -> Subject | None:
        """前者 and 后者: the first and the last of the accounts last named together, else of those with amounts."""
        said, frame = _OF_TWO.search(left), self.frame
        if said is None:
            return None
        known = list(dict.fromkeys(frame.recent)) or self.spoken_of()
        pair = frame.group if len(frame.group) == _PAIR else known[-_PAIR:]
        if len(pair) < _PAIR:
            return None
        frame.subject, frame.listed = (pair[0] if said["which"] == "前者" else pair[-1]), []
        return frame.subject

    def _all_zero(self, figure: Figure, between: str) -> bool:
        """Whether one zero closes a list of accounts and so holds for each: 事业收入、经营收入和其他收入0万元."""
        goes_on = re.match(r"[、和与]\s*\d", self.scene.folded[figure.end : figure.end + 3])
        return figure.quantity.value == 0 and goes_on is None and not _IN_TURN.search(between)

    def _at_hand(self, figure: Figure, kind: Kind, left: str) -> Subject | None:
        """The subject of the frame: no rate where the figure is money; else the project, where things are named freely."""
        subject, frame = self.frame.subject, self.frame
        free = [s for s in frame.recent if s.base is None]
        if frame.nested and subject in free and len(free) > _PAIR and cues.comparators(left):
            frame.subject = subject = frame.head
        of_money = figure.quantity.kind == "money" or kind.kind == "completion"
        if subject is not None and of_money and _RATIO.search(subject.name):
            subject = None if self.names.is_open() else frame.home
        return subject or (self.frame.project if self.names.is_open() else None)

    def _said_by_kind(self, kind: Kind, left: str) -> Subject | None:
        """The denominator whose amount is printed in a share, and the project whose 全年预算数 or 执行数 an amount is."""
        if kind.kind == "level" and kind.of:
            term = accounts.term(kind.of)
            if term is not None and term.base in _WHOLE_YEAR and term.scope is None and "本年" in left:
                return Subject(term.name, term.base, "全部资金", term.side)
            if term is not None and term.base is not None:
                return self.scene.scoped(
                    Subject(term.name, term.base, term.scope, term.side, None, term.measure)
                )
        home = self.frame.home if self.frame.home is not None and self.frame.home.base is None else None
        project = self.frame.project or home
        if not self.names.is_open() or project is None or kind.kind not in {"level", "completion"}:
            return None
        return project if _OF_PROJECT.match(left) else None

    def _members(self, words: str, figure: Figure) -> list[Subject]:
        """The accounts that 分别 deals figures out to, or that 均 speaks of, where the clause names none."""
        frame = self.frame
        recent = list(dict.fromkeys(frame.recent))
        if _IN_TURN.search(words):
            if len(recent) <= 1 and not frame.group:
                recent = self.spoken_of()
            grouped = list(frame.group)
            several = lists.count(self.scene.folded[figure.start :])
            recent = recent[-several:] if 1 < several < len(recent) else recent
            named_last = len(grouped) > 1 and set(grouped) <= set(recent)
            return recent if len(recent) > 1 and not named_last else grouped
        if not _SHARED.search(words):
            return []
        return recent if len(recent) > 1 else list(frame.group)

    def spoken_of(self) -> list[Subject]:
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
        return (other and text in FLOW_WORDS) or ((other or item) and text in {"支出预算", "收入预算"})

    def _from_list(self, figure: Figure, kind: Kind) -> list[Subject]:
        """The next of the accounts listed, or all of them where one change is said of all."""
        frame = self.frame
        if kind.kind in {"change", "change_rate"} and self._stands_alone(figure):
            return list(frame.listed)
        if kind.kind == "share" and figure.quantity.value == 0 and self._were_zero(figure):
            return list(frame.listed)
        frame.taken += 1
        return [frame.listed[(frame.taken - 1) % len(frame.listed)]]

    def _were_zero(self, figure: Figure) -> bool:
        """Whether the list at hand has just been given one zero, so that 占0% is said of all of it."""
        last = self.reading.drafts[-len(self.frame.listed) :]
        return len({(d.start, d.figure.quantity.value) for d in last if d.figure is not None}) == 1 and (
            {d.subject for d in last} == set(self.frame.listed) and last[-1].end >= figure.start - _ADJOINING
        )

    def _stands_alone(self, figure: Figure) -> bool:
        """Whether one figure is said of a whole list: 分别比上年增加4万元，增长5% has no second amount."""
        folded = self.scene.folded
        before = _GLUE.search(folded[max(0, figure.start - 8) : figure.start])
        return before is None and not re.match(r"[、和与及]\D{0,8}\d", folded[figure.end : figure.end + 10])

    def _of_words(self, left: str, kind: Kind) -> list[Subject] | None:
        """The subject that the words before a figure make by themselves: per head, or several together."""
        frame = self.frame
        last = self.reading.drafts[-1] if self.reading.drafts else None
        if (per := self.names.per_unit(left) or self._said_by_kind(kind, left)) is not None:
            return [per]
        if kind.kind == "level" and last is not None and last.unit == "辆" and ITS_AMOUNT.fullmatch(left):
            return [Subject(f"{last.subject.name}：金额")] if last.subject is not None else []
        if kind.kind == "level" and last is not None and last.kind == "level" and MOVED_TO.fullmatch(left):
            return [last.subject] if last.subject is not None else []
        if kind.kind == "level" and (paid := self.flows.paid_from(left)) is not None:
            return [paid]
        if kind.kind == "level" and (whole_of := self._sum_of(left)) is not None:
            return [whole_of]
        if (
            kind.kind in {"change", "change_rate"}
            and _NET.match(left.strip("，；、"))
            and frame.home is not None
        ):
            return [frame.head if frame.nested and frame.head else frame.home]
        if (
            kind.kind == "share"
            and last is not None
            and last.kind == "count"
            and last.subject
            and left in _BARE_SHARE
        ):
            return [last.subject]
        if kind.kind == "completion" and (whole := _EXECUTED.search(left)) is not None:
            return [
                Subject(
                    accounts.full_name("本年支出", whole["scope"], "expense"),
                    "本年支出",
                    whole["scope"],
                    "expense",
                )
            ]
        if kind.kind == "share" and (part := self._part_counted(left)) is not None:
            return [part]
        if kind.kind == "share" and _TOGETHER.search(left):
            return [Subject("、".join(s.name for s in frame.recent))] if len(frame.recent) > 1 else []
        return None

    def _sum_of(self, left: str) -> Subject | None:
        """What 合计 behind a list of accounts is of: the account they are parts of; 费用 behind a count: what it costs."""
        frame, words = self.frame, left.strip("，；、（。")
        whole = frame.head if frame.nested else frame.home
        listed = len(dict.fromkeys(frame.recent)) >= _PAIR
        if listed and whole is not None and whole not in frame.recent and _SUM_OF.fullmatch(words):
            return whole
        last = self.reading.drafts[-1] if self.reading.drafts else None
        if last is None or last.kind != "count" or not _PAID_OUT.fullmatch(words):
            return None
        return self.names.paid_for()

    def _both_before(self, figure: Figure, left: str) -> list[Subject]:
        """收入总计8万元，支出总计8万元，与上年9万元相比，各减少1万元: the prior amount is that of both."""
        recent = list(dict.fromkeys(self.frame.recent))
        said = _AGAINST.search(left) and _EACH_OF.match(self.scene.folded, figure.end)
        return recent if said and all(s.base == "收支总计" for s in recent) else []

    def _part_counted(self, left: str) -> Subject | None:
        """24个，占项目总数26个的92.31%: the part that was counted before the whole."""
        counts = [d for d in self.reading.drafts[-2:] if d.kind == "count" and d.start >= self.frame.sentence]
        if len(counts) < 2 or not _OF_WHOLE.fullmatch(left):
            return None
        return counts[0].subject if "占" in self.scene.folded[counts[0].end : counts[1].start] else None

    def _unlisted(self, left: str, kind: Kind, figure: Figure) -> Subject | None:
        """What an amount is about that no account of the lexicon names right before it."""
        at, after = figure.start, self.scene.folded[figure.end : figure.end + AHEAD]
        found = self.flows.bare(left) or self.flows.within_budget(left, at)
        if self.names.is_open() and (part := self.names.carried_by_project(left, after)) is not None:
            return part
        free = kind.kind == "level" or (kind.kind == "share" and not re.search(r"占|比重", left))
        if kind.kind == "change" and (_ITEM.match(left) or (found is None and self.names.is_open())):
            free = True
        if found is None and self.names.is_open() and kind.kind == "change_rate":
            hits = cues.comparators(left)
            phrase = noun_phrase(left[: hits[0].start]) if hits else None
            return Subject(phrase) if phrase and len(phrase) > _SHORT_NAME else None
        if found is None and free and (phrase := self.names.amount(left, kind, at)):
            return self.flows.of_fund(phrase) or Subject(phrase)
        return found


def _same_unit(one: str | None, other: str | None) -> bool:
    """Whether two measure words count the same things: 台 goes on 台（套）."""
    return one == other or {one, other} <= _OF_EQUIPMENT
