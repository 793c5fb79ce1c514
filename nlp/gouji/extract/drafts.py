"""Drafts of claims: the measure, basis, year and scope that a figure or a statement takes with its subject."""

from __future__ import annotations

import re

from gouji.extract import cues, slots
from gouji.extract.choice import Chooser
from gouji.extract.frames import BUDGETS, Draft, Frame, Reading
from gouji.extract.kinds import Kind
from gouji.extract.scene import Scene
from gouji.extract.segments import Segment
from gouji.extract.stated import Stated
from gouji.extract.statements import Statement
from gouji.extract.subjects import Subject
from gouji.model import Figure

_OWN_MEASURES = frozenset({None, "本年预算", "决算", "绩效"})


class Drafter:
    """Writes drafts into a reading, with the slots of the frame at that moment."""

    def __init__(self, scene: Scene, frame: Frame, out: Reading, choose: Chooser) -> None:
        self._scene, self._frame, self._out = scene, frame, out
        self._context = scene.context
        self._stated = Stated(choose)

    def of_figure(
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
        """One claim on a figure."""
        frame, basis = self._frame, None
        if kind.kind in {"change", "change_rate"}:
            basis = self._basis_of_reason(figure) or slots.change_basis(self._scene, frame, figure.start)
        elif kind.kind == "completion":
            basis = slots.completion_basis(self._scene, frame, kind.budget)
        elif kind.kind == "level" and kind.budget:
            measure = slots.completion_basis(self._scene, frame, kind.budget)
        if kind.kind != "level":
            year = self._standing_year(figure, kind)
        elif prior and frame.basis in BUDGETS:
            measure, year = frame.basis, self._context.fiscal_year
        if subject is not None and subject.measure == "结转结余" and measure in _OWN_MEASURES:
            measure = subject.measure
        if measure is None and kind.kind != "count":
            measure = (subject.measure if subject else None) or self._context.measure
        elif measure is None and subject is not None:
            measure = "资产" if subject.name.endswith("保有量") else subject.measure
        if kind.kind in {"count", "share"} and self._is_goal(figure):
            measure = "绩效"
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

    def _is_goal(self, figure: Figure) -> bool:
        """Whether a number or a rate stands under 绩效目标： in a list of projects."""
        topic = self._context.topic
        return (
            topic is not None
            and topic.id == "project_list"
            and "绩效目标" in self._scene.folded[: figure.start]
        )

    def _budget_just_said(self, basis: str) -> str | None:
        """全年预算为36万元，与年初预算相同: the one budget that is compared with another."""
        last = self._out.drafts[-1] if self._out.drafts else None
        same = last is not None and last.kind == "level" and last.start >= self._frame.sentence
        return last.measure if last is not None and same and last.measure in set(BUDGETS) - {basis} else None

    def _standing_year(self, figure: Figure, kind: Kind) -> int | None:
        """The year of what is no level: the report's, that of the stocks in a budget, last year's for its own counts."""
        standing = self._context.as_of if kind.kind in {"count", "share", "score"} else None
        year = standing or self._context.fiscal_year
        last = kind.kind == "count" and slots.counts_last_year(self._scene, figure)
        return year - 1 if last and year is not None else year

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
        own = (subject.scope if subject else None) or self._context.scope
        if own is None and self._context.topic is None and subject is not None and subject.base == "收支总计":
            return "全部资金"
        return own

    def of_statement(self, segment: Segment, statement: Statement) -> None:
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
