"""Statements of the explanation that cannot stand together, whatever the forms say."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from gouji import accounts
from gouji.arithmetic import total
from gouji.facts import Fact
from gouji.model import Claim, Report, Sentence, Verdict
from gouji.sums import name_of, top_section
from gouji.verify.rules import Breach, Ruled
from gouji.verify.values import Values

_THREE = ("因公出国（境）费", "公务用车购置及运行维护费", "公务接待费")
_MEETINGS = ("会议费", "培训费")
_DECIDED = {"supported", "contradicted"}
_OUTTURN = {"决算", "本年预算"}
_INSTITUTION = re.compile(r"(?:本|我)(?:单位|馆|院|校|中心|站|所|园)(?:为|是|属于|系)[^，。；]{0,24}事业单位")
_CIVIL = re.compile(r"参照公务员|参公|行政单位|行政机关")


def coherence(
    report: Report,
    sentences: Sequence[Sentence],
    claims: Sequence[Claim],
    verdicts: Mapping[str, Verdict],
    facts: Sequence[Fact],
    values: Values,
    ruled: Ruled,
) -> None:
    """Applies the rules on figures of the narrative among themselves."""
    section = {s.id: s.section for s in sentences}
    rises = [
        c
        for c in claims
        if c.kind == "change" and c.direction == "increase" and c.basis == "上年" and c.value
    ]
    ruled.apply("narrative.zero_increase", list(_risen_to_zero(rises, claims, section, verdicts)), len(rises))
    rates = [c for c in claims if c.kind in {"share", "completion"} and c.value is not None]
    negative = [
        Breach(c.text, claim=c)
        for c in rates
        if (c.value or 0) < 0 and verdicts[c.id].verdict != "contradicted"
    ]
    ruled.apply("narrative.negative_rate", negative, len(rates))
    full = [c for c in claims if c.kind == "completion" and c.base_value == 1]
    ruled.apply("narrative.full_completion", list(_full_yet_apart(full, claims, verdicts)), len(full))
    totals = [
        c
        for c in claims
        if _is(c, "三公经费")
        and c.kind == "level"
        and c.value is not None
        and c.measure in _OUTTURN
        and verdicts[c.id].verdict != "contradicted"
    ]
    ruled.apply("narrative.with_meetings", list(_with_meetings(totals, claims, section, values)), len(totals))
    running = [c for c in claims if _is(c, "机关运行经费") and c.kind == "level"]
    final = report.kind == "final_accounts"
    office = [
        f for f in facts if f.form == "公开06" and f.account == "公用经费" and f.cell.value and f.code is None
    ]
    current = [c for c in running if c.year in {None, report.fiscal_year}]
    held = [c for c in current if c.measure == "决算" and c.value is not None and office]
    ruled.apply("narrative.running_bound", list(_beyond(held, office, values)) if final else None, len(held))
    ruled.apply(
        "narrative.running_cost", list(_institution(report, running)) if final else None, len(running)
    )


def _is(claim: Claim, base: str) -> bool:
    term = accounts.term(name_of(claim))
    return term is not None and term.base == base


def _risen_to_zero(
    rises: Sequence[Claim],
    claims: Sequence[Claim],
    section: Mapping[str, str | None],
    verdicts: Mapping[str, Verdict],
) -> Iterator[Breach]:
    """An outturn of zero that is said to have risen on last year's."""
    levels: defaultdict[tuple[object, ...], list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.kind == "level" and claim.value is not None and claim.measure in _OUTTURN:
            levels[claim.subject, claim.subject_code, claim.scope, section.get(claim.sentence)].append(claim)
    for rise in rises:
        own = levels[rise.subject, rise.subject_code, rise.scope, section.get(rise.sentence)]
        if (
            not own
            or any(level.value for level in own)
            or verdicts[rise.id].verdict in {"contradicted", "supported"}
        ):
            continue
        yield Breach(f"{rise.subject}为{own[0].text}，却称增加{rise.text}", claim=rise, claims=(own[0].id,))


def _full_yet_apart(
    full: Sequence[Claim], claims: Sequence[Claim], verdicts: Mapping[str, Verdict]
) -> Iterator[Breach]:
    """100% of a budget beside an outturn that is said to differ from it, where no printed budget decides.

    Where one does, 100% may be the rounded rate of two amounts that differ, and the comparison is held against them.
    """
    apart = {
        (claim.sentence, claim.subject, claim.basis): claim
        for claim in claims
        if claim.kind == "comparison" and claim.direction in {"increase", "decrease"} and not _hedged(claim)
    }
    for claim in full:
        other = apart.get((claim.sentence, claim.subject, claim.basis))
        if other is not None and not {verdicts[c.id].verdict for c in (claim, other)} & _DECIDED:
            yield Breach(claim.text, other.text, claim, (claim.id, other.id), where=claim.subject or "决算数")


def _hedged(claim: Claim) -> bool:
    return any(word in claim.text for word in ("未", "不"))


def _with_meetings(
    totals: Sequence[Claim], claims: Sequence[Claim], section: Mapping[str, str | None], values: Values
) -> Iterator[Breach]:
    """A total of the three public expenses that adds up only with 会议费 and 培训费."""
    for whole in totals:
        place = top_section(section.get(whole.sentence))
        members = [
            c for c in claims
            if c.kind == "level" and c.measure == whole.measure and c.value is not None and top_section(section.get(c.sentence)) == place
        ]  # fmt: skip
        three = [next((c for c in members if _is(c, base)), None) for base in _THREE]
        more = [c for base in _MEETINGS for c in members if _is(c, base)][:2]
        if not more or None in three:
            continue
        parts = [values.claim(c) for c in three if c is not None]
        alone, along = total(parts), total([*parts, *(values.claim(c) for c in more)])
        said = values.claim(whole)
        if abs(said.value - along.value) <= said.allowed + along.allowed < abs(said.value - alone.value):
            implied = f"{alone.value / Decimal(10**4):.2f}万元"
            yield Breach(whole.text, implied, claim=whole, claims=tuple(c.id for c in more))


def _beyond(running: Sequence[Claim], office: Sequence[Fact], values: Values) -> Iterator[Breach]:
    """Running costs of offices above all running costs of the form that they are a part of."""
    if not running or not office:
        return
    most = max((values.cell(fact.cell) for fact in office), key=lambda interval: interval.value)
    for claim in running:
        said = values.claim(claim)
        if said.value - most.value > said.allowed + most.allowed:
            yield Breach(
                claim.text, f"{most.value / Decimal(10**4):.2f}万元", claim=claim, cells=(office[0].cell.id,)
            )


def _institution(report: Report, running: Sequence[Claim]) -> Iterator[Breach]:
    """Running costs of offices told by a unit that says of itself that it is an institution (事业单位)."""
    text = "".join(p.text for p in report.paragraphs)
    stated = _INSTITUTION.search(text)
    if stated is None or _CIVIL.search(text):
        return
    for claim in running:
        if claim.value:
            yield Breach(claim.text, stated.group(), claim=claim)
