"""Reads a paragraph clause by clause: which subject, measure, comparator and year each figure belongs to.

Slots are inherited within a sentence, from the sentence before and from the section, until replaced; 其中 opens
a nested subject that the end of the sentence closes.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from gouji import accounts
from gouji.extract import cues, kinds, nonclaims
from gouji.extract.cues import Hit
from gouji.extract.kinds import Kind
from gouji.extract.reasons import ReasonSpan, reason_span
from gouji.extract.segments import Segment, segments
from gouji.extract.statements import Statement, statements
from gouji.extract.subjects import Mention, Subject, merged, noun_phrase, within
from gouji.model import Figure
from gouji.topics import Topic
from gouji.vocabulary import ClaimKind, Direction

_LEAD = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十\d]{1,3}）|\d{1,2}[.．、]|[①-⑳]|\s)*$"
)
_LIST = re.compile(r"[、和与及，,]|以及")
_SHARED = re.compile(r"均|各|都|皆|同为")
_PROJECT = re.compile(
    r"(?:\d{1,2}[.．、]|（[一二三四五六七八九十\d]{1,3}）)?+“?(?P<name>[^，。；：]{3,50}?)“?(?:项目)?(?=(?:绩效)?(?:自评|评价)(?:综述|情况|结果)|项目(?:，|$)|项目绩效)"
)
_FACTOR_LEAD = re.compile(
    rf"^(?:[一二三四五六七八九]是|[①-⑳]|（\d）|\d[.．、])?(?:本年度?|今年|年中)?(?:{cues.change_regex()})?"
)
_CLAUSE_END = re.compile(r"[，。；：、（）]")
_OPEN = {"performance", "assets", "purchase_of_services"}
_BUDGETS = ("年初预算", "全年预算", "调整预算")


@dataclass(frozen=True, slots=True)
class Context:
    """What a paragraph inherits: its topic, the report's years and kind, the class of its heading."""

    topic: Topic | None
    fiscal_year: int | None
    default_measure: str
    budget: str
    above: str | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A claim before it has an id; offsets in the paragraph."""

    start: int
    end: int
    kind: ClaimKind
    subject: Subject | None
    figure: Figure | None = None
    unit: str | None = None
    measure: str | None = None
    year: int | None = None
    basis: str | None = None
    of: str | None = None
    direction: Direction | None = None
    shared: bool = False
    scope: str | None = None
    reason: int | None = None


@dataclass(slots=True)
class Frame:
    """The slots that carry over."""

    home: Subject | None
    subject: Subject | None
    head: Subject | None = None
    listed: list[Subject] = field(default_factory=list)
    taken: int = 0
    basis: str | None = None
    budget: str | None = None
    counted: Subject | None = None
    nested: bool = False


@dataclass(slots=True)
class Reading:
    """What a paragraph says: drafts in order, figures that are no claims, reasons."""

    drafts: list[Draft] = field(default_factory=list)
    nonclaims: list[Figure] = field(default_factory=list)
    reasons: list[ReasonSpan] = field(default_factory=list)
    subject: Subject | None = None


class ParagraphReader:
    """One pass over one paragraph."""

    def __init__(
        self,
        text: str,
        figures: Sequence[Figure],
        mentions: Sequence[Mention],
        context: Context,
        inherited: Subject | None = None,
    ) -> None:
        self.context, self.mentions = context, mentions
        self.folded = accounts.fold(text)
        self.out = Reading()
        self.figures = self._figures(figures)
        self.segments = segments(self.folded, figures)
        default = self._section_subject()
        self.frame = Frame(inherited or default, inherited or default)
        self.reason_end = -1
        self.usage_end = -1

    def read(self) -> Reading:
        """All claims, nonclaims and reasons of the paragraph."""
        for index, segment in enumerate(self.segments):
            self._enter(segment)
            self._reason(index, segment)
            self._item(segment)
            self._project(segment)
            self._segment(segment)
        self.out.drafts.sort(key=lambda d: (d.start, d.end))
        self.out.subject = self.frame.head or self.frame.subject
        return self.out

    def _figures(self, figures: Sequence[Figure]) -> list[Figure]:
        """Figures that may be claims; the others go to the nonclaims."""
        found: list[Figure] = []
        for figure in figures:
            at_start = bool(_LEAD.match(self.folded[: figure.start])) or self.folded[: figure.start] == "（"
            reason = nonclaims.why(self.folded, figure, at_start=at_start)
            if reason is None:
                found.append(figure)
            else:
                self.out.nonclaims.append(nonclaims.mark(figure, reason))
        return found

    def _section_subject(self) -> Subject | None:
        topic = self.context.topic
        if topic is None or topic.base is None:
            return None
        name = accounts.full_name(topic.base, topic.scope, topic.side)
        return Subject(name, topic.base, topic.scope, topic.side)

    def _enter(self, segment: Segment) -> None:
        frame = self.frame
        if segment.before in {"。", "！", "？"}:
            frame.subject = frame.head if frame.nested and frame.head else frame.subject
            frame.nested, frame.listed, frame.taken, frame.counted = False, [], 0, None
        words = self.folded[segment.start : segment.end]
        if segment.before == "；":
            frame.listed, frame.taken, frame.counted = [], 0, None
        if words.startswith(("其中", "包括", "包含")):
            frame.nested, frame.listed, frame.taken = True, [], 0

    def _reason(self, index: int, segment: Segment) -> None:
        if segment.start < self.reason_end:
            return
        found = reason_span(self.folded, self.segments, index, self._has_change, self._starts_claim)
        if found is not None:
            self.out.reasons.append(found._replace(before=len(self.out.drafts)))
            self.reason_end = found.end

    def _has_change(self) -> bool:
        """Whether the subject at hand has changed or deviated before this place in the paragraph."""
        kinds_seen = {d.kind for d in self.out.drafts[-6:]}
        return bool(kinds_seen & {"change", "change_rate", "flat", "comparison", "completion"})

    def _starts_claim(self, segment: Segment) -> bool:
        """Whether a segment begins a new statement: an account, then a level of it."""
        here = [m for m in self.mentions if segment.start <= m.start < segment.end]
        figure = next((f for f in self.figures if segment.start <= f.start < segment.end), None)
        if not here or figure is None or here[0].start > figure.start:
            return False
        kind = kinds.of_figure(figure, self.folded[here[0].end : figure.start], None, glued=False)
        lead = self.folded[segment.start : here[0].start]
        return kind is not None and kind.kind == "level" and len(lead) <= 4

    def _item(self, segment: Segment) -> None:
        """A heading of an item at the start of a paragraph makes its account the paragraph's home."""
        for mention in self.mentions:
            if mention.start < segment.start or mention.end > segment.end:
                continue
            lead = _LEAD.match(self.folded[: mention.start])
            after = self.folded[mention.end : mention.end + 1]
            if lead and (after in "。，；：" or not after) and not self._usage(segment):
                self.frame.home = self.frame.subject = self.frame.head = self._scoped(mention.subject)

    def _project(self, segment: Segment) -> None:
        """A project that a paragraph of a performance section opens with is what its figures are about."""
        topic = self.context.topic
        if topic is None or topic.id != "performance" or not _LEAD.match(self.folded[: segment.start]):
            return
        match = _PROJECT.match(self.folded, segment.start, segment.end)
        if match:
            self.frame.home = self.frame.subject = self.frame.head = Subject(match["name"])

    def _usage(self, segment: Segment) -> bool:
        return segment.start < self.usage_end

    def _scoped(self, subject: Subject) -> Subject:
        topic = self.context.topic
        return within(subject, topic.scope if topic else None)

    def _scope(self, subject: Subject | None) -> str | None:
        topic = self.context.topic
        return (subject.scope if subject else None) or (topic.scope if topic else None)

    def _segment(self, segment: Segment) -> None:
        figures = [f for f in self.figures if segment.start <= f.start < segment.end]
        hits = cues.comparators(self.folded, segment.start, segment.end)
        for hit in hits:
            self.frame.basis = self._basis(hit)
        usage = cues.usage(self.folded, segment.start, segment.end)
        if usage is not None and not figures:
            self.usage_end = self._sentence_end(segment.end)
        if figures:
            self.usage_end = -1
            self._amounts(segment, figures, hits)
        elif not self._usage(segment) and segment.start >= self.reason_end:
            self._named(segment, hits)
        for statement in statements(
            self.folded, segment, hits, bool(figures), self._inside(segment.start) is not None
        ):
            self._state(segment, statement)

    def _sentence_end(self, at: int) -> int:
        found = [p for p in (self.folded.find(c, at) for c in "。；") if p >= 0]
        return min(found, default=len(self.folded))

    def _named(self, segment: Segment, hits: list[Hit]) -> None:
        """A segment without figures that names its account makes it the subject of what follows."""
        here = self._open_mentions(segment.start, segment.end, hits)
        if here and self.folded[here[-1].end : segment.end].strip("的中方面情况“）决算支出数") in {
            "",
            "为",
            "与",
        }:
            self._take([here[-1]] if not self._is_list(here) else here)

    def _open_mentions(self, start: int, end: int, hits: list[Hit]) -> list[Mention]:
        """Mentions in [start, end) that are neither part of a comparator nor a denominator."""
        found = []
        for m in self.mentions:
            if m.start < start or m.end > end or any(h.start < m.end and m.start < h.end for h in hits):
                continue
            lead = self.folded[max(start, m.start - 12) : m.start]
            if re.search(r"占[^，。；]{0,10}$|完成[^，。；]{0,4}$|用于[^，。；]{0,10}$", lead):
                continue
            found.append(m)
        return found

    def _is_list(self, mentions: Sequence[Mention]) -> bool:
        gaps = [self.folded[a.end : b.start] for a, b in itertools.pairwise(mentions)]
        return len(mentions) > 1 and all(_LIST.fullmatch(gap) for gap in gaps)

    def _take(self, mentions: Sequence[Mention]) -> None:
        frame = self.frame
        subjects = [self._scoped(m.subject) for m in mentions]
        if "分别" not in self.folded[mentions[-1].end : mentions[-1].end + 12]:
            subjects = merged(subjects)
        frame.subject = subjects[-1]
        frame.listed, frame.taken = (subjects, 0) if len(subjects) > 1 else ([], 0)
        if not frame.nested and mentions[0].start >= self.reason_end:
            frame.head = subjects[0] if len(subjects) == 1 else frame.head

    def _amounts(self, segment: Segment, figures: list[Figure], hits: list[Hit]) -> None:
        previous, before = segment.start, None
        for figure in figures:
            span = self._inside(figure.start)
            previous = max(previous, span.start) if span else previous
            left = self.folded[previous : figure.start]
            glued = (
                bool(before) and previous == segment.start and segment.before in "、，,"
            ) or previous > segment.start
            kind = kinds.of_figure(figure, left, before or self._last_kind(segment), glued=glued)
            if kind is None:
                self.out.nonclaims.append(nonclaims.mark(figure, "name"))
            else:
                self._claim(segment, figure, kind, left, hits)
            previous, before = figure.end, kind

    def _inside(self, at: int) -> ReasonSpan | None:
        """The reason that a place lies in."""
        last = self.out.reasons[-1] if self.out.reasons else None
        return last if last is not None and last.start <= at < last.end else None

    def _of_reason(self, span: ReasonSpan, at: int) -> list[Subject]:
        """What an amount inside a reason is about: the account or the thing that its factor names."""
        begin = max([span.start, *(self.folded.rfind(c, span.start, at) + 1 for c in "；。")])
        named = [m for m in self.mentions if begin <= m.start and m.end <= at]
        if named:
            return [self._scoped(named[-1].subject)]
        words = _FACTOR_LEAD.sub("", self.folded[begin:at].split("，")[0])
        phrase = noun_phrase(words)
        return [Subject(phrase)] if phrase else []

    def _last_kind(self, segment: Segment) -> Kind | None:
        """The kind of the figure right before a segment that goes on its list (A万元、B万元)."""
        if segment.before not in {"、", "，", ","} or not self.out.drafts:
            return None
        last = self.out.drafts[-1]
        near = last.figure is not None and last.end >= segment.start - 2
        return Kind(last.kind, last.direction, last.of) if near else None

    def _claim(self, segment: Segment, figure: Figure, kind: Kind, left: str, hits: list[Hit]) -> None:
        begin = figure.start - len(left)
        here = self._open_mentions(begin, figure.start, hits)
        measure = self._measure(begin, figure.start, kind)
        subjects = self._subjects(segment, figure, kind, left, here)
        shared = len(subjects) > 1
        prior = self._is_prior(figure, left, hits, segment)
        for subject in subjects or [None]:
            self._add(figure, kind, subject, measure, shared, prior, left)

    def _subjects(
        self, segment: Segment, figure: Figure, kind: Kind, left: str, here: list[Mention]
    ) -> list[Subject]:
        frame, topic = self.frame, self.context.topic
        span = self._inside(figure.start)
        if span is not None and kind.kind in {"level", "change", "change_rate"}:
            return self._of_reason(span, figure.start)
        if topic is not None and topic.id in _OPEN and kind.kind in {"level", "count", "score"}:
            here = [m for m in here if m.end >= figure.start - 3 and topic.id == "assets"]
        if kind.kind in {"count", "score"}:
            return self._counted(figure, left, kind)
        if here:
            listed = self._is_list(here)
            self._take(here if listed else [here[-1]])
            if listed and _SHARED.search(self.folded[here[-1].end : figure.start]):
                return list(frame.listed) or [s for s in (frame.subject,) if s]
        elif kind.kind == "level" and self._is_open(left, kind):
            phrase = noun_phrase(left)
            if phrase is not None:
                frame.subject, frame.listed = Subject(phrase), []
                if not frame.nested:
                    frame.head = frame.subject
        if (frame.listed and not here) or (here and frame.listed):
            frame.taken += 1
            return [frame.listed[(frame.taken - 1) % len(frame.listed)]]
        return [frame.subject] if frame.subject else []

    def _is_open(self, left: str, kind: Kind) -> bool:
        """Whether an amount without a known account is about a phrase of its own rather than the subject at hand."""
        topic = self.context.topic
        own = topic is not None and topic.measure in {"采购", "绩效", "资产"}
        stated = [h for h in cues.measures(left) if not (own and h.value == "预算")]
        if stated or kind.of is not None or kind.budget is not None:
            return False
        phrase = noun_phrase(left)
        return (
            phrase is not None
            and not cues.comparators(left)
            and not re.search(cues.change_regex(), phrase[-2:])
        )

    def _counted(self, figure: Figure, left: str, kind: Kind) -> list[Subject]:
        phrase = None if left.endswith("等") else noun_phrase(left)
        if kind.kind == "score" and self.frame.home is not None and phrase is not None:
            return [Subject(f"{self.frame.home.name}{phrase}")]
        if phrase is None:
            phrase = noun_phrase(_CLAUSE_END.split(self.folded[figure.end : figure.end + 24])[0])
            if phrase is None:
                return [self.frame.counted] if self.frame.counted else []
        self.frame.counted = Subject(phrase)
        return [self.frame.counted]

    def _measure(self, begin: int, end: int, kind: Kind) -> str | None:
        hits = [
            h
            for h in cues.measures(self.folded, begin, end)
            if not any(m.start <= h.start and h.end <= m.end for m in self.mentions)
        ]
        if kind.kind == "count":
            named = self.context.topic
            return named.measure if named and named.measure in {"资产", "绩效"} else None
        if kind.kind == "completion":
            return "决算"
        if kind.kind in {"change", "change_rate", "share"} or not hits:
            return None
        measure = hits[-1].value
        topic = self.context.topic
        if measure == "预算" and topic is not None and topic.measure in {"采购", "绩效", "资产"}:
            return None
        if measure == "预算":
            measure = self.frame.budget or self.context.budget
        if measure in _BUDGETS:
            self.frame.budget = measure
        return measure

    def _basis(self, hit: Hit) -> str | None:
        if hit.value == "预算":
            return self.frame.budget or self.context.budget
        if hit.value != "年":
            return hit.value
        years = [int(y) for y in re.findall(r"(?:19|20)\d{2}", self.folded[hit.start : hit.end])]
        fiscal = self.context.fiscal_year
        if not years or fiscal is None or years[0] == fiscal - 1:
            return "上年"
        return self.frame.budget or self.context.budget if years[0] == fiscal else str(years[0])

    def _is_prior(self, figure: Figure, left: str, hits: list[Hit], segment: Segment) -> bool:
        """Whether a level stands inside its comparator (比上年3,120.45万元增加…)."""
        ends = [
            h
            for h in hits
            if h.end <= figure.start and self.folded[h.end : figure.start] in {"", "的", "决算", "决算数"}
        ]
        after = self.folded[figure.end : figure.end + 4]
        return bool(ends) and (
            figure.end < segment.end or bool(re.match(rf"，?(?:{cues.change_regex()})", after))
        )

    def _add(
        self,
        figure: Figure,
        kind: Kind,
        subject: Subject | None,
        measure: str | None,
        shared: bool,
        prior: bool,
        left: str,
    ) -> None:
        frame, fiscal = self.frame, self.context.fiscal_year
        basis = None
        year = fiscal
        if kind.kind in {"change", "change_rate"}:
            basis = frame.basis or "上年"
        elif kind.kind == "completion":
            basis = self._completion_basis(kind)
        elif kind.kind == "level":
            measure = (kind.budget and self._completion_basis(kind)) or measure
            year = self._year(left, prior)
            if prior and frame.basis in _BUDGETS:
                measure, year = frame.basis, fiscal
        if measure is None and kind.kind not in {"count"}:
            measure = (subject.measure if subject else None) or self._default_measure(kind)
        reason = len(self.out.reasons) - 1 if figure.start < self.reason_end and self.out.reasons else None
        inside = reason is not None and figure.start >= self.out.reasons[reason].start
        of = kind.of if kind.kind == "share" else None
        self.out.drafts.append(
            Draft(
                figure.start, figure.end, kind.kind, subject, figure, kind.unit or figure.quantity.unit, measure, year,
                basis, of, kind.direction, shared, self._scope(subject), reason if inside else None,
            )
        )  # fmt: skip

    def _default_measure(self, kind: Kind) -> str | None:
        topic = self.context.topic
        return (topic.measure if topic else None) or self.context.default_measure

    def _completion_basis(self, kind: Kind) -> str:
        words = kind.budget or ""
        for measure in _BUDGETS:
            if measure[:2] in words:
                return measure
        return self.frame.budget or self.context.budget

    def _year(self, left: str, prior: bool) -> int | None:
        fiscal = self.context.fiscal_year
        if prior and fiscal is not None:
            return fiscal - 1
        if (
            re.search(r"(?:上年度?|去年)(?:决算|支出|收入|预算)?(?:数)?(?:为|是)?$", left)
            and fiscal is not None
        ):
            return fiscal - 1
        years = re.findall(r"((?:19|20)\d{2})年", left)
        return int(years[-1]) if years else fiscal

    def _state(self, segment: Segment, statement: Statement) -> None:
        """A statement without a figure of its own: 持平, 无…, 决算数大于预算数."""
        hits = cues.comparators(self.folded, segment.start, segment.end)
        here = self._open_mentions(segment.start, statement.start + 1, hits)
        here = [m for m in here if m.end <= max(statement.start, segment.start) or statement.kind == "flat"]
        if here and statement.kind != "none":
            self._take(here if self._is_list(here) else [here[-1]])
        subject = self.frame.subject
        measure = self._default_measure(Kind("level"))
        basis = None
        if statement.kind == "none":
            subject, measure = self._absent(statement, subject, measure)
        elif statement.kind == "flat":
            basis = self.frame.basis or "上年"
        else:
            basis = self._completion_basis(Kind("completion", None, None, statement.words))
        of_all = here or re.search(r"[均都]", self.folded[segment.start : statement.start + 2])
        subjects = (
            self.frame.listed
            if statement.kind == "flat" and len(self.frame.listed) > 1 and of_all
            else [subject]
        )
        for each in subjects:
            self.out.drafts.append(
                Draft(
                    statement.start, statement.end, statement.kind, each, None, None, measure,
                    self.context.fiscal_year, basis, None, statement.direction, len(subjects) > 1, self._scope(each),
                )
            )  # fmt: skip

    def _absent(
        self, statement: Statement, subject: Subject | None, measure: str | None
    ) -> tuple[Subject | None, str | None]:
        if "年初" in statement.words and "预算" in statement.words:
            return subject, "年初预算"
        inside = [m for m in self.mentions if statement.start <= m.start and m.end <= statement.end + 1]
        if inside:
            self._take([inside[-1]])
            return self.frame.subject, measure
        phrase = noun_phrase(statement.what)
        if phrase and not phrase.startswith(("此项", "该项", "此类", "预算安排", "数据")):
            return Subject(phrase), measure
        return subject, measure
