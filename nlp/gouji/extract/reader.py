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
from gouji.extract.frames import BUDGETS, Context, Draft, Frame, Reading
from gouji.extract.kinds import Kind
from gouji.extract.lists import dealt_out
from gouji.extract.reasons import listed_span, reason_span
from gouji.extract.scene import Scene
from gouji.extract.segments import Segment
from gouji.extract.stated import Stated
from gouji.extract.statements import Statement, denies_budget, denies_year, leads_in, statements
from gouji.extract.subjects import Mention, Subject
from gouji.model import Figure

_SPARED = re.compile(r"(?:超支|节约|节余|少支出?|多支出?|少列支|多列支|超出|超)(?:了|约)?$")
_ATTRIBUTE = re.compile(r"^(?:均|都|全部|主要)?(?:为|是|用于).*的$")
_ASIDES = re.compile(r"(?:均|全部)?(?:为|系|是)(?:[^，。；]+(?:及|和|与|、))?$|(?:主要)?用于$")
_NEAR, _AFTER = 6, 12
_OWN_MEASURES = frozenset({None, "本年预算", "决算", "绩效"})


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
        self._stated = Stated(self._choose)
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
            after = folded[mention.end : mention.end + 1]
            alone = after in "。，；：" or not after
            opening = [m for m in self._scene.mentions if segment.start <= m.start <= mention.start]
            first = opening[0] if self._scene.is_list(opening) else mention
            if alone and self._scene.at_start(first.start) and segment.start >= self._usage_end:
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
                self._state(segment, statement)

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
            if kind is None:
                self._out.nonclaims.append(nonclaims.mark(figure, "name"))
            else:
                self._claim(segment, figure, kind, left, hits)
            previous, before = figure.end, kind

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
        if measure is None and kind.kind == "level" and not left.strip("、和与及，,") and self._out.drafts:
            measure, year = self._out.drafts[-1].measure, self._out.drafts[-1].year
        subjects: list[Subject | None] = [*self._choose.of_figure(figure, kind, left, here)]
        if kind.kind == "level":
            self._frame.recent += [s for s in subjects if s is not None]
        both = kind.kind == "level" and slots.both_measures(self._frame, self._context.budget, left)
        for each in both or (measure,):
            for subject in subjects or [None]:
                shared = len(subjects) > 1 or bool(both)
                self._draft(figure, kind, subject, each, year, shared=shared, prior=prior)

    def _draft(
        self,
        figure: Figure,
        kind: Kind,
        subject: Subject | None,
        measure: str | None,
        year: int | None,
        *,
        shared: bool,
        prior: bool,
    ) -> None:
        frame, basis = self._frame, None
        if kind.kind in {"change", "change_rate"}:
            basis = self._basis_of_reason(figure) or slots.change_basis(self._scene, frame, figure.start)
        elif kind.kind == "completion":
            basis = slots.completion_basis(self._scene, frame, kind.budget)
        elif kind.kind == "level" and kind.budget:
            measure = slots.completion_basis(self._scene, frame, kind.budget)
        if kind.kind != "level":
            standing = self._context.as_of if kind.kind in {"count", "share", "score"} else None
            year = standing or self._context.fiscal_year
        elif prior and frame.basis in BUDGETS:
            measure, year = frame.basis, self._context.fiscal_year
        if subject is not None and subject.measure == "结转结余" and measure in _OWN_MEASURES:
            measure = subject.measure
        if measure is None and kind.kind != "count":
            measure = (subject.measure if subject else None) or self._context.measure
        elif measure is None and subject is not None:
            measure = "资产" if subject.name.endswith("保有量") else subject.measure
        if kind.kind == "change" and figure.quantity.kind == "count":
            own = self._context.measure if self._context.own_measure else None
            measure = (subject.measure if subject is not None else None) or own
        if subject is not None and slots.is_unmeasured(subject):
            measure = None
        inside = self._out.reason_at(figure.start) is not None
        self._out.drafts.append(
            Draft(
                figure.start, figure.end, kind.kind, subject, figure, kind.unit or figure.quantity.unit, measure, year,
                basis, kind.of if kind.kind == "share" else None, kind.direction, shared,
                None if kind.kind in {"count", "score"} else self._scope(subject),
                len(self._out.reasons) - 1 if inside else None,
            )
        )  # fmt: skip

    def _budget_just_said(self, basis: str) -> str | None:
        """全年预算为36万元，与年初预算相同: the one budget that is compared with another."""
        last = self._out.drafts[-1] if self._out.drafts else None
        same = last is not None and last.kind == "level" and last.start >= self._frame.sentence
        return last.measure if last is not None and same and last.measure in set(BUDGETS) - {basis} else None

    def _basis_of_reason(self, figure: Figure) -> str | None:
        """In a reason, what the deviation that it explains is measured against."""
        span = self._out.reason_at(figure.start)
        if span is None or cues.comparators(self._scene.folded, span.start, figure.start):
            return None
        last = next((d for d in reversed(self._out.drafts) if d.reason is None), None)
        return last.basis if last is not None else None

    def _counted(self, subject: Subject | None) -> Draft | None:
        """The number last given of a subject in this sentence."""
        here = [d for d in self._out.drafts if d.kind == "count" and d.start >= self._frame.sentence]
        return next((d for d in reversed(here) if d.subject == subject), None)

    def _scope(self, subject: Subject | None) -> str | None:
        return (subject.scope if subject else None) or self._context.scope

    def _state(self, segment: Segment, statement: Statement) -> None:
        """A statement without a figure of its own: 持平, 无…, 决算数大于预算数."""
        scene, frame = self._scene, self._frame
        last = self._out.drafts[-1] if self._out.drafts else None
        if statement.blank and last is not None and last.kind == "none" and last.start >= frame.sentence:
            return
        hits = cues.comparators(scene.folded, segment.start, segment.end)
        here = scene.open_mentions(segment.start, statement.start + 1, hits)
        measure, basis = self._context.measure, None
        year = slots.year_denied(scene, segment, statement)
        if statement.kind == "none":
            subjects, measure = self._stated.of_absence(statement, here, measure)
        else:
            words = scene.folded[segment.start : statement.start + 2]
            subjects = self._stated.of_statement(statement, here, words)
            budget = (
                "上年"
                if re.search(r"决算|上年|去年", statement.words)
                else slots.completion_basis(scene, frame, statement.words)
            )
            basis = (frame.basis or "上年") if statement.kind == "flat" else budget
            frame.basis = basis
        bases = slots.bases(scene, frame, hits, statement, basis)
        for subject in subjects:
            own = (subject.measure if subject is not None and measure else None) or measure
            if (
                statement.kind == "flat"
                and basis in BUDGETS
                and (said := self._budget_just_said(basis)) is not None
            ):
                own = said
            if (number := self._counted(subject)) is not None:
                own = number.measure
            for each in bases:
                self._out.drafts.append(
                    Draft(
                        statement.start, statement.end, statement.kind, subject, None, None, own,
                        year, each, None, statement.direction, len(subjects) > 1,
                        self._scope(subject) if own is not None else None,
                    )
                )  # fmt: skip
