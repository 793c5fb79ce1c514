"""Reads a paragraph clause by clause: which subject, measure, comparator and year each figure belongs to.

Slots are inherited within a sentence, from the sentence before and from the section, until replaced; 其中 opens
a nested subject that the end of the sentence closes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from gouji.extract import cues, kinds, nonclaims, slots
from gouji.extract.choice import Chooser
from gouji.extract.cues import Hit
from gouji.extract.denominators import settled_rates, settled_shares
from gouji.extract.drafts import Drafter
from gouji.extract.frames import BUDGETS, Context, Frame, Reading
from gouji.extract.kinds import Kind
from gouji.extract.lists import dealt_out
from gouji.extract.reasons import listed_span, reason_span
from gouji.extract.scene import Scene
from gouji.extract.segments import Segment
from gouji.extract.statements import denies_budget, denies_year, leads_in, statements
from gouji.extract.subjects import Mention, Subject
from gouji.model import Figure

_SPARED = re.compile(r"(?:超支|节约|节余|节支|少花|多花|少支出?|多支出?|少列支|多列支|超出|超)(?:了|约)?$")
_ATTRIBUTE = re.compile(r"^(?:均|都|全部|主要)?(?:为|是|用于).*的$")
_ASIDES = re.compile(r"(?:均|全部)?(?:为|系|是)(?:[^，。；]+(?:及|和|与|、))?$|(?:主要)?用于$")
_COMPARES = re.compile(r"(?:与|比|较)(?:上年|去年|年初预算|全年预算|调整|预算|20\d\d年)")
_BALANCE = re.compile(r"(?:结余|节余|盈余)(?:了|约)?$")
_CODE = re.compile(r"^（\d{3,7}）")
_NEAR, _AFTER = 6, 12


class ParagraphReader:
    """One pass over one paragraph."""

    def __init__(
        self,
        text: str,
        figures: Sequence[Figure],
        mentions: Sequence[Mention],
        context: Context,
        inherited: Subject | None = None,
        *,
        above: str | None = None,
    ) -> None:
        self._context = context
        self._scene = Scene(text, figures, mentions, context)
        self._out = Reading()
        self._figures = self._sorted_out(figures)
        home = inherited or self._scene.section_subject()
        self._frame = Frame(home, home)
        self._choose = Chooser(self._scene, self._frame, self._out)
        self._drafts = Drafter(self._scene, self._frame, self._out, self._choose)
        item = listed_span(self._scene.folded, above)
        self._reason_end = item.end if item is not None else -1
        self._out.reasons += [item] if item is not None else []
        self._usage_end = -1
        self._before_bracket: Frame | None = None
        self._bracket = 0

    def read(self) -> Reading:
        """All claims, nonclaims and reasons of the paragraph."""
        for index, segment in enumerate(self._scene.segments):
            self._enter(segment)
            self._reason(index, segment)
            self._heading(segment)
            self._segment(segment)
        self._out.drafts.sort(key=lambda d: (d.start, d.end))
        self._out.drafts = dealt_out(self._out.drafts, self._scene.folded)
        self._out.drafts = slots.settled_gaps(self._out.drafts)
        self._out.drafts = settled_rates(self._out.drafts, self._scene.folded, self._context)
        self._out.drafts = settled_shares(self._out.drafts, self._scene.folded, self._context)
        self._out.drafts = slots.settled_years(
            self._out.drafts, self._context.fiscal_year, self._scene.folded
        )
        self._out.subject = self._frame.head or self._frame.subject
        return self._out

    def _sorted_out(self, figures: Sequence[Figure]) -> list[Figure]:
        """Figures that may be claims; the others go to the nonclaims."""
        found: list[Figure] = []
        for figure in figures:
            why = nonclaims.why(self._scene.folded, figure, at_start=self._scene.at_start(figure.start))
            if why is None:
                found.append(figure)
            else:
                self._out.nonclaims.append(nonclaims.mark(figure, why))
        return found

    def _enter(self, segment: Segment) -> None:
        frame = self._frame
        if self._before_bracket is not None and "）" in self._scene.folded[self._bracket : segment.start]:
            frame.closed(self._before_bracket)
            self._before_bracket = None
        if segment.before in {"。", "！", "？"}:
            frame.subject = frame.head if frame.nested and frame.head else frame.subject
            frame.nested = False
            frame.close_list()
            frame.sentence_before, frame.sentence = frame.sentence, segment.start
        elif segment.before == "；":
            frame.close_list()
            if frame.nested and frame.head and _COMPARES.match(self._scene.folded, segment.start):
                frame.subject, frame.nested = frame.head, False
        elif segment.before == "（":
            self._before_bracket, self._bracket = frame.opened(), segment.start
        if self._scene.folded.startswith(
            ("其中", "包括", "包含", "含", "主要是", "主要为", "主要有"), segment.start
        ):
            frame.nested, frame.listed, frame.taken, frame.recent = True, [], 0, []

    def _reason(self, index: int, segment: Segment) -> None:
        if segment.start < self._reason_end:
            return
        found = reason_span(
            self._scene.folded,
            self._scene.segments,
            index,
            self._has_change,
            lambda s: self._scene.starts_claim(s, self._figures),
        )
        if found is not None:
            self._out.reasons.append(found._replace(before=len(self._out.drafts)))
            self._reason_end = found.end

    def _goes_on(self, segment: Segment, left: str) -> bool:
        """Whether an amount without a measure of its own goes on the list of the one before: 年初预算甲5万元、乙3万元."""
        last = self._out.drafts[-1] if self._out.drafts else None
        if last is None:
            return False
        near = last.kind == "level" and last.figure is not None and last.end == segment.start - 1
        return not left.strip("、和与及，,") or (segment.before == "、" and near and last.measure in BUDGETS)

    def _has_change(self) -> bool:
        """Whether a change or deviation stands close before this place in the paragraph."""
        seen = {d.kind for d in self._out.drafts[-_NEAR:]}
        return bool(seen & {"change", "change_rate", "flat", "comparison", "completion"})

    def _heading(self, segment: Segment) -> None:
        """An account or a project that the paragraph opens with is what its figures are about."""
        frame, folded = self._frame, self._scene.folded
        for mention in self._scene.mentions:
            if mention.start < segment.start or mention.end > segment.end:
                continue
            after = _CODE.sub("", folded[mention.end : mention.end + _AFTER])[:1]
            if after and after not in "。，；：":
                continue
            opening = [m for m in self._scene.mentions if segment.start <= m.start <= mention.start]
            first = opening[0] if self._scene.is_list(opening) else mention
            if self._scene.at_start(first.start) and segment.start >= self._usage_end:
                frame.home = frame.subject = frame.head = self._scene.scoped(mention.subject)
                frame.group = [self._scene.scoped(m.subject) for m in opening] if first is not mention else []
        if (project := self._scene.project_at(segment)) is not None:
            frame.home = frame.subject = frame.head = project

    def _segment(self, segment: Segment) -> None:
        folded = self._scene.folded
        figures = [f for f in self._figures if segment.start <= f.start < segment.end]
        hits = cues.comparators(folded, segment.start, segment.end)
        for hit in hits:
            self._frame.basis = slots.basis(self._scene, self._frame, hit)
        self._choose.flows.enter(segment)
        if figures:
            self._usage_end = -1
            self._amounts(segment, figures, hits)
        elif cues.usage(folded, segment.start, segment.end) is not None:
            self._usage_end = self._scene.sentence_end(segment.end)
        elif segment.start >= max(self._usage_end, self._reason_end):
            self._named(segment, hits)
        for statement in statements(folded, segment, hits, bool(figures)):
            inside = self._out.reason_at(statement.start) is not None
            named = statement.kind == "flat" and any(
                segment.start <= m.start and m.end <= statement.start + 1 for m in self._scene.mentions
            )
            if (
                not inside
                or named
                or denies_budget(statement)
                or leads_in(folded, statement)
                or denies_year(folded, segment, statement)
            ):
                self._drafts.of_statement(segment, statement)

    def _named(self, segment: Segment, hits: list[Hit]) -> None:
        """A segment without figures that names its account makes it the subject of what follows."""
        topic = self._context.topic
        if topic is not None and topic.id == "project_list":
            return
        here = self._scene.open_mentions(segment.start, segment.end, hits)
        lead = self._scene.folded[segment.start : here[0].start] if here else ""
        if (
            here
            and not _ATTRIBUTE.search(lead)
            and not (_ASIDES.match(lead) and self._follows_figure(segment))
            and self._scene.is_topic_only(here[-1].end, segment.end, hits)
        ):
            self._choose.take(here)

    def _follows_figure(self, segment: Segment) -> bool:
        last = self._out.drafts[-1] if self._out.drafts else None
        return last is not None and last.figure is not None and last.end >= segment.start - 2

    def _amounts(self, segment: Segment, figures: list[Figure], hits: list[Hit]) -> None:
        previous, before = segment.start, self._last_kind(segment)
        for figure in figures:
            span = self._out.reason_at(figure.start)
            if span is not None and span.start > previous:
                previous, before = span.start, None
            left = self._scene.folded[previous : figure.start]
            glued = before is not None and self._is_alike(figure)
            after = self._scene.folded[figure.end : figure.end + _AFTER]
            kind = kinds.of_figure(figure, left, before, after, glued=glued)
            if kind is not None and kind.kind == "level" and segment.before == "、" and figure is figures[0]:
                kind = kinds.spread(self._scene.folded[: segment.start - 1], left) or kind
            if kind is not None and kind.kind == "level" and self._is_spared(figure, left):
                kind = Kind("change", "decrease")
            if kind is None:
                self._out.nonclaims.append(nonclaims.mark(figure, "name"))
            else:
                self._claim(segment, figure, kind, left, hits)
            previous, before = figure.end, kind

    def _is_spared(self, figure: Figure, left: str) -> bool:
        """Whether 结余 is what was spared against a budget that the sentence compares with."""
        if not _BALANCE.search(left):
            return False
        hits = cues.comparators(self._scene.folded, self._frame.sentence, figure.start)
        return bool(hits) and "预算" in hits[-1].value

    def _is_alike(self, figure: Figure) -> bool:
        """Whether a figure is of the sort of the one before it: amounts go on amounts, percents percents."""
        last = self._out.drafts[-1].figure if self._out.drafts else None
        kinds_of = {figure.quantity.kind, last.quantity.kind if last is not None else "number"}
        return len(kinds_of - {"number"}) <= 1

    def _last_kind(self, segment: Segment) -> Kind | None:
        """The kind of the figure right before a segment that goes on its list (A万元、B万元)."""
        if segment.before not in {"、", "，", ","} or not self._out.drafts:
            return None
        last = self._out.drafts[-1]
        near = last.figure is not None and last.end >= segment.start - 2
        return Kind(last.kind, last.direction, last.of) if near else None

    def _claim(self, segment: Segment, figure: Figure, kind: Kind, left: str, hits: list[Hit]) -> None:
        begin = figure.start - len(left)
        here = self._scene.open_mentions(begin, figure.start, hits)
        measure = slots.measure(self._scene, self._frame, begin, figure.start, kind)
        prior = slots.is_prior(self._scene, figure, hits, segment)
        year = slots.year(self._scene, left, prior=prior)
        inside = self._out.reason_at(figure.start) is not None
        if kind.kind == "change" and not hits and not inside and _SPARED.search(left):
            self._frame.basis = self._frame.budget or self._context.budget
        if measure is None and kind.kind == "level" and not prior and self._goes_on(segment, left):
            measure, year = self._out.drafts[-1].measure, self._out.drafts[-1].year
        subjects: list[Subject | None] = [*self._choose.of_figure(figure, kind, left, here)]
        if kind.kind == "level":
            self._frame.recent += [s for s in subjects if s is not None]
        both = kind.kind == "level" and slots.both_measures(self._frame, self._context.budget, left)
        for each in both or (measure,):
            for subject in subjects or [None]:
                shared = len(subjects) > 1 or bool(both)
                self._drafts.of_figure(figure, kind, subject, each, year, shared=shared, prior=prior)
