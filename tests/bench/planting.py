"""Errors planted in the Report of any file, by kind: what is changed, where it is told, which codes tell it.

The numbers are those of `corpora.ledger.kinds.KINDS`. Nothing is known of such a report but what its own claims and
forms say, so only figures that hold are made wrong, and only where what they become cannot hold as well.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise

from gouji.model import Audit, Cell, Claim, Report

from tests.bench.mutation import HELD, transposed

_CENT = Decimal("0.01")
_RATES = {"change_rate", "share", "completion"}
_PLACES = (("市", "区"), ("县", "市"), ("区", "市"))
_LEAST_SHARE = Decimal(10)
_APART = Decimal(1)
_TURNED_COMPARISON = {"大于": "小于", "小于": "大于", "高于": "低于", "低于": "高于"}


@dataclass(frozen=True, slots=True)
class Made:
    """A report with one error: the codes that tell it, its diagnosis ("" for any), and where it is.

    ``paragraph`` or ``cells`` hold the place; neither where something is left out.
    """

    report: Report
    codes: frozenset[str]
    diagnosis: str = ""
    paragraph: str = ""
    cells: frozenset[str] = frozenset()


class Seen:
    """An audit by the things that the kinds change."""

    def __init__(self, audit: Audit) -> None:
        self.audit, self.report = audit, audit.report
        self.text = {p.id: p.text for p in self.report.paragraphs}
        self.paragraph = {s.id: s.paragraph for s in audit.sentences}
        verdicts = {v.claim: v for v in audit.verdicts}
        links = {link.claim: link for link in audit.links}
        self.held = [
            c for c in audit.claims
            if verdicts[c.id].verdict in HELD and c.value is not None and self._is_at(c)
        ]  # fmt: skip
        self.in_form = {
            c.id for c in self.held if links[c.id].cells and verdicts[c.id].verdict == "supported"
        }

    def _is_at(self, claim: Claim) -> bool:
        return self.text[self.paragraph[claim.sentence]].startswith(claim.text, claim.start)

    def put(self, *changes: tuple[Claim, str]) -> tuple[Report, str]:
        """The report with the texts of claims of one paragraph replaced, and that paragraph."""
        own = self.paragraph[changes[0][0].sentence]
        text = self.text[own]
        for claim, new in sorted(changes, key=lambda change: change[0].start, reverse=True):
            text = text[: claim.start] + new + text[claim.start + len(claim.text) :]
        return with_text(self.report, own, text), own

    def beside(self, claim: Claim, kind: str) -> Claim | None:
        """A claim of a kind about the same subject in the same paragraph, of this year."""
        own = self.paragraph[claim.sentence]
        same = (
            c for c in self.held
            if (c.subject, c.kind, c.year) == (claim.subject, kind, claim.year) and self.paragraph[c.sentence] == own
        )  # fmt: skip
        return next(same, None)


def with_text(report: Report, paragraph: str, text: str) -> Report:
    """A report with the text of one paragraph replaced."""
    paragraphs = tuple(replace(p, text=text) if p.id == paragraph else p for p in report.paragraphs)
    return replace(report, paragraphs=paragraphs)


def _wrong_base(seen: Seen) -> Iterator[Made]:
    """1: a rate of change against this year's level."""
    for rate in seen.held:
        level, change = seen.beside(rate, "level"), seen.beside(rate, "change")
        if rate.kind != "change_rate" or level is None or change is None or not level.base_value:
            continue
        if level.measure != "决算" or rate.basis != "上年" or not change.base_value or not rate.value:
            continue
        wrong = (abs(change.base_value) / level.base_value * 100).quantize(_CENT, ROUND_HALF_UP)
        if abs(wrong - abs(rate.value)) > _APART:
            yield Made(*_told(seen, (rate, f"{wrong}%"), {"figure.contradicted"}, "wrong_base"))


def _ratio(seen: Seen) -> Iterator[Made]:
    """2: a ratio with a percent sign."""
    for claim in seen.held:
        if claim.kind in _RATES and claim.unit == "%" and (claim.value or 0) >= _LEAST_SHARE:
            wrong = ((claim.value or Decimal(0)) / 100).quantize(_CENT, ROUND_HALF_UP)
            yield Made(*_told(seen, (claim, f"{wrong}%"), {"figure.contradicted"}, "ratio_as_percent"))


def _share(seen: Seen) -> Iterator[Made]:
    """5: a share that is nine points more."""
    for claim in seen.held:
        if claim.kind == "share" and claim.unit == "%" and claim.value:
            wrong = f"{claim.value + Decimal('9.09')}%"
            yield Made(*_told(seen, (claim, wrong), {"figure.contradicted", "share.sum"}))


def _swapped(seen: Seen) -> Iterator[Made]:
    """8: two amounts of a sentence exchanged."""
    levels = [c for c in seen.held if c.kind == "level" and c.id in seen.in_form]
    for one, two in pairwise(levels):
        apart = one.sentence == two.sentence and one.value != two.value and one.start != two.start
        if apart and one.subject != two.subject and one.unit == two.unit:
            report, own = seen.put((one, two.text), (two, one.text))
            yield Made(report, frozenset({"figure.contradicted"}), "swapped_siblings", own)


def _level_for_change(seen: Seen) -> Iterator[Made]:
    """10: the change where the level belongs."""
    for level in seen.held:
        change = seen.beside(level, "change")
        if (
            level.kind == "level"
            and level.id in seen.in_form
            and change is not None
            and change.value != level.value
        ):
            codes = {"figure.contradicted", "figure.two_values"}
            yield Made(*_told(seen, (level, change.text), codes, "missing_sign_word"))


def _direction(seen: Seen) -> Iterator[Made]:
    """11: the other word of comparison."""
    for claim in seen.audit.claims:
        word = next((w for w in _TURNED_COMPARISON if w in claim.text), None)
        if (
            claim.kind == "comparison"
            and word
            and seen.text[seen.paragraph[claim.sentence]].startswith(claim.text, claim.start)
        ):
            codes = {"comparison.direction", "reason.opposite_direction", "flat.conflict"}
            wrong = claim.text.replace(word, _TURNED_COMPARISON[word])
            yield Made(*_told(seen, (claim, wrong), codes))


def _full(seen: Seen) -> Iterator[Made]:
    """12: 100% of a budget that was not met."""
    for claim in seen.held:
        if claim.kind == "completion" and claim.unit == "%" and abs((claim.value or 0) - 100) > _APART:
            yield Made(*_told(seen, (claim, "100%"), {"figure.contradicted", "flat.conflict"}))


def _flat(seen: Seen) -> Iterator[Made]:
    """13: 持平 beside a change."""
    for claim in seen.held:
        if claim.kind == "change" and claim.basis == "上年" and claim.value:
            codes = {"flat.conflict"}
            yield Made(*_told(seen, (claim, f"{claim.text}，与上年持平"), codes))


def _percent_sign(seen: Seen) -> Iterator[Made]:
    """18: no percent sign."""
    for claim in seen.held:
        if claim.kind in _RATES and claim.text.endswith("%"):
            yield Made(*_told(seen, (claim, claim.text[:-1]), {"text.percent_sign"}))


def _entity(seen: Seen) -> Iterator[Made]:
    """22: the department's name of another place."""
    name = seen.report.department or ""
    other = next((name.replace(a, b, 1) for a, b in _PLACES if a in name), None)
    roles = {s.id: s.role for s in seen.report.sections}
    for paragraph in seen.report.paragraphs:
        told = name in paragraph.text and len(paragraph.text) > len(name) and paragraph.kind == "body"
        if other and told and roles.get(paragraph.section or "") == "explanation":
            text = paragraph.text.replace(name, other, 1)
            report = with_text(seen.report, paragraph.id, text)
            yield Made(report, frozenset({"text.entity_name"}), "", paragraph.id)


def _reason(seen: Seen) -> Iterator[Made]:
    """30: a reason that says nothing."""
    for reason in seen.audit.reasons:
        own = seen.paragraph[reason.sentence]
        if reason.explains and reason.group is None and seen.text[own].startswith(reason.text, reason.start):
            text = seen.text[own]
            empty = text[: reason.start] + "实际支出变化" + text[reason.start + len(reason.text) :]
            codes = frozenset({"reason.circular", "reason.boilerplate", "reason.repeated", "reason.empty"})
            yield Made(with_text(seen.report, own, empty), codes, "", own)


def _digits(seen: Seen) -> Iterator[Made]:
    """26, and none: two digits of a cell exchanged."""
    for table in seen.report.tables:
        for cell in table.cells if table.form in _FORMS and not table.doubtful else ():
            wrong = transposed(cell.text) if cell.value else None
            if wrong and not cell.text.startswith("-") and not wrong.startswith("0"):
                value = Decimal(wrong.replace(",", ""))
                codes = frozenset({"table.identity", "table.cross_identity", "figure.contradicted"})
                yield Made(_with_cell(seen.report, cell, wrong, value), codes, "", "", frozenset({cell.id}))


def _section(seen: Seen) -> Iterator[Made]:
    """33: a section left out, under its heading and wherever else it is spoken of."""
    for word in ("机关运行经费", "政府采购", "国有资产"):
        at = [s for s in seen.report.sections if word in s.title and s.role == "explanation"]
        if not at:
            continue
        gone = {p.id for p in seen.report.paragraphs if p.section in {s.id for s in at} or word in p.text}
        report = replace(
            seen.report,
            paragraphs=tuple(p for p in seen.report.paragraphs if p.id not in gone),
            sections=tuple(s for s in seen.report.sections if s not in at),
        )
        yield Made(report, frozenset({"section.missing"}))


_FORMS = {f"{kind}0{n}" for kind in ("公开", "预算") for n in range(1, 7)}


def _told(
    seen: Seen, change: tuple[Claim, str], codes: set[str], diagnosis: str = ""
) -> tuple[Report, frozenset[str], str, str]:
    report, own = seen.put(change)
    return report, frozenset(codes), diagnosis, own


def _with_cell(report: Report, old: Cell, text: str, value: Decimal) -> Report:
    new = replace(old, text=text, value=value)
    tables = tuple(
        replace(t, cells=tuple(new if c.id == old.id else c for c in t.cells)) for t in report.tables
    )
    return replace(report, tables=tables)


PLANTS: dict[str, Callable[[Seen], Iterator[Made]]] = {
    "1 wrong-base": _wrong_base,
    "2 ratio-as-percent": _ratio,
    "5 share-sum": _share,
    "8 swapped-siblings": _swapped,
    "10 level-for-change": _level_for_change,
    "11 direction": _direction,
    "12 full-completion": _full,
    "13 flat-and-change": _flat,
    "18 no-percent-sign": _percent_sign,
    "22 entity-in-text": _entity,
    "30 empty-reason": _reason,
    "33 section-left-out": _section,
    "– digits-of-a-cell": _digits,
}
"""What is planted, by the number of its kind and its name."""
