"""Readings of paragraphs → sentences, claims, nonclaims and reasons with their ids."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from decimal import Decimal

from gouji.extract.explains import EXPLAINED, explained
from gouji.extract.factors import split
from gouji.extract.frames import Draft, Reading
from gouji.extract.layout import squeezed
from gouji.extract.reasons import LIST_MARK, ReasonSpan
from gouji.extract.segments import sentences
from gouji.model import Claim, Extraction, NonClaim, Paragraph, Reason, Report, Sentence

_NAME = 4
_DECIMAL_UNITS = {"万元", "亿元", "元", "%", "分"}


class Assembly:
    """Collects paragraph by paragraph."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._sentences: list[Sentence] = []
        self._claims: list[Claim] = []
        self._nonclaims: list[NonClaim] = []
        self._reasons: list[Reason] = []
        self._near: list[Claim] = []
        self._section: str | None = None

    def add(self, paragraph: Paragraph, reading: Reading) -> None:
        """One paragraph with what was read in it."""
        own = [
            Sentence(
                f"{paragraph.id}/s{n}", paragraph.id, paragraph.section, start, end,
                _page(paragraph, start), paragraph.text[start:end],
            )
            for n, (start, end) in enumerate(sentences(paragraph.text), 1)
        ]  # fmt: skip
        self._sentences += own
        if paragraph.section != self._section:
            self._section, self._near = paragraph.section, []
        claims = self._claims_of(paragraph, own, reading)
        for figure in sorted(reading.nonclaims, key=lambda f: f.start):
            sentence = _holding(own, figure.start)
            self._nonclaims.append(
                NonClaim(sentence.id, figure.start, figure.end, figure.text, figure.why or "name")
            )
        counts: defaultdict[str, int] = defaultdict(int)
        for span in reading.reasons:
            sentence = _holding(own, span.cue_start)
            counts[sentence.id] += 1
            name = f"{sentence.id}/r{counts[sentence.id]}"
            self._reasons.append(self._reason(paragraph, name, sentence, span, claims, reading))
        kept = _of_factors(claims, reading.drafts, self._reasons[len(self._reasons) - len(reading.reasons) :])
        self._claims += kept
        self._near += kept

    def result(self) -> Extraction:
        """All of it, reasons over several paragraphs grouped."""
        section = {s.id: s.section for s in self._sentences}
        return Extraction(
            tuple(self._sentences),
            tuple(_with_steps(self._claims, section)),
            tuple(self._nonclaims),
            tuple(_grouped(self._reasons)),
        )

    def _claims_of(self, paragraph: Paragraph, own: list[Sentence], reading: Reading) -> list[Claim]:
        counts: defaultdict[str, int] = defaultdict(int)
        found = []
        for draft in reading.drafts:
            sentence = _holding(own, draft.start)
            counts[sentence.id] += 1
            found.append(_claim(f"{sentence.id}/c{counts[sentence.id]}", sentence.id, paragraph.text, draft))
        return found

    def _reason(
        self,
        paragraph: Paragraph,
        name: str,
        sentence: Sentence,
        span: ReasonSpan,
        claims: list[Claim],
        reading: Reading,
    ) -> Reason:
        text = paragraph.text[span.start : span.end]
        known = explained(span, paragraph.text, claims, reading.drafts, self._near)
        explains = known or self._before(paragraph, span, claims)
        return Reason(
            name, None, sentence.id, span.start, span.end, text, paragraph.text[span.cue_start : span.start].rstrip("，、"),
            explains, None, False, False, None, split(text, span.start) if text else (),
        )  # fmt: skip

    def _before(self, paragraph: Paragraph, span: ReasonSpan, claims: list[Claim]) -> tuple[str, ...]:
        """The changes of the paragraph before, for a reason that opens its own paragraph."""
        if span.cue_start > 3 or claims or not self._claims:
            return ()
        section = {s.id: s.section for s in self._sentences}
        last = self._claims[-1]
        same = [
            c for c in self._claims[-6:]
            if section[c.sentence] == paragraph.section and c.subject == last.subject and c.kind in EXPLAINED
        ]  # fmt: skip
        return tuple(c.id for c in same)


def _of_factors(claims: list[Claim], drafts: list[Draft], reasons: list[Reason]) -> list[Claim]:
    """Claims inside a reason that are about a thing of their own take the object of their factor as subject."""
    out = []
    for claim, draft in zip(claims, drafts, strict=True):
        if (
            draft.reason is not None
            and draft.kind in {"level", "change"}
            and (draft.subject is None or (draft.subject.base is None and "：" not in draft.subject.name))
        ):
            factors = reasons[draft.reason].factors if draft.reason < len(reasons) else ()
            things = [squeezed(f.object)[0] for f in factors if f.object]
            named = [thing for thing in things if len(thing) >= _NAME and thing in (claim.subject or "")]
            if named:
                claim = replace(claim, subject=max(named, key=len))
        out.append(claim)
    return out


def _claim(name: str, sentence: str, text: str, draft: Draft) -> Claim:
    quantity = draft.figure.quantity if draft.figure else None
    subject = draft.subject
    base = quantity.base_value if quantity else None
    if quantity is not None and quantity.unit is None and draft.unit == "%":
        base = quantity.value * Decimal("0.01")
    return Claim(
        name, sentence, draft.start, draft.end, text[draft.start : draft.end], draft.kind,
        subject.name if subject else None, subject.code if subject else None, draft.measure, draft.scope, draft.year,
        draft.basis, draft.of, quantity.value if quantity else None, draft.unit, base,
        quantity.step if quantity else None, draft.direction, bool(draft.figure and draft.figure.approximate), draft.shared,
    )  # fmt: skip


def _with_steps(claims: list[Claim], section: dict[str, str | None]) -> list[Claim]:
    """Claims whose printed zeros at the end were dropped (8,414.2 among 8,415.64) get the step of their section.

    A section's step for a unit is that of most of its figures with decimals; a coarser figure takes it unless it
    is an approximation.
    """
    usual: dict[tuple[str | None, str | None], Counter[Decimal]] = {}
    for claim in claims:
        if claim.step is not None and claim.step < 1 and claim.unit in _DECIMAL_UNITS:
            usual.setdefault((_top(section[claim.sentence]), claim.unit), Counter())[claim.step] += 1
    steps = {place: counts.most_common(1)[0][0] for place, counts in usual.items()}
    out = []
    for claim in claims:
        step = steps.get((_top(section[claim.sentence]), claim.unit)) if claim.step is not None else None
        if step is not None and claim.step is not None and step < claim.step and not claim.approximate:
            claim = replace(claim, step=step)
        out.append(claim)
    return out


def _top(section: str | None) -> str | None:
    return ".".join(section.split(".")[:2]) if section else None


def _holding(own: list[Sentence], at: int) -> Sentence:
    return next((s for s in own if s.start <= at < s.end), own[-1])


def _page(paragraph: Paragraph, at: int) -> int | None:
    here = next((line.box.page for line in paragraph.lines if line.start <= at < line.end), None)
    return here or paragraph.page


def _grouped(reasons: list[Reason]) -> list[Reason]:
    """Reasons as they are; items of a list over paragraphs share a group, and a bare cue above them is no reason."""
    out: list[Reason] = []
    for reason in reasons:
        previous = out[-1] if out else None
        if previous is None or not LIST_MARK.fullmatch(reason.cue):
            out.append(reason)
        elif not previous.text:
            out[-1] = replace(reason, explains=previous.explains)
        else:
            group = previous.group or previous.id
            out[-1] = replace(previous, group=group)
            out.append(replace(reason, group=group, explains=previous.explains))
    return out
