"""Which claims a reason explains: by the basis and the subject its lead names, else the last change told before it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gouji.extract.frames import Draft
from gouji.extract.reasons import ReasonSpan
from gouji.model import Claim

CHANGES = frozenset({"change", "change_rate", "flat"})
EXPLAINED = CHANGES | {"completion", "comparison"}
_BUDGETS = ("年初预算", "全年预算", "调整预算", "本年预算")
_PRIOR = re.compile(r"(?:较|比|与|同|大于|小于|高于|低于|超过)(?:上一?年|去年|20\d\d年)|同比")
_BUDGET = re.compile(r"(?<!公共)(?<!基金)(?<!经营)预算")
_CLAUSE = "，,；;。：:"
_PART = "；;。"
_MOVED = re.compile(r"增|减|升|降")
_DEALT = re.compile(r"分别|均因")
_RUNNING = "机关运行经费"
_NAME = 3
_TOTALS = ("合计", "总计")
Pair = tuple[Claim, Draft]


def explained(
    span: ReasonSpan,
    text: str,
    claims: Sequence[Claim],
    drafts: Sequence[Draft],
    before: Sequence[Claim] = (),
) -> tuple[str, ...]:
    """The ids of the claims that a reason explains, in order.

    A cue that names the budget explains the outturn, its completion rate and its comparison; one that names the
    year before the changes against it; any other cue the last change told before it, with its rate, and what the
    same sentence says of the same subject on another basis. A cue that opens a sentence explains all changes of the
    sentence before it; one whose sentence names a subject anew, that subject.

    Args:
        span: the reason in its paragraph.
        text: the paragraph.
        claims: the claims of the paragraph, in order.
        drafts: what each of them was made from, of the same length.
        before: the claims of the same section in paragraphs before.
    """
    pairs = [(c, d) for c, d in zip(claims, drafts, strict=True) if d.reason is None]
    if span.leads:
        after = [c for c, d in pairs if d.start >= span.end and c.kind in CHANGES]
        return tuple(c.id for c in after if c.subject == after[0].subject)
    ahead = [(c, d) for c, d in pairs if d.start < span.start]
    if not ahead:
        return ()
    opens = _last(_PART, text, span.cue_start)
    clause = text[_last(_CLAUSE, text, span.cue_start) : span.start]
    budget = _BUDGET.search(clause) is not None
    told = [(c, d) for c, d in ahead if c.kind in EXPLAINED]
    anchors = [(c, d) for c, d in told if not budget or _is_deviation(c)]
    if (not budget or not anchors) and _PRIOR.search(clause):
        anchors = [(c, d) for c, d in told if not _is_deviation(c)] or anchors
        budget = False
    if not budget:
        anchors = _of_part(anchors, opens)
    named = _named(text[opens : span.start], [c for c, d in anchors if d.start < opens])
    if named is not None and not any(c.kind in CHANGES for c, d in anchors if d.start >= opens):
        anchors = [(c, d) for c, d in anchors if c.subject == named]
    if not anchors or (_unplanned(ahead, anchors, opens) and not _MOVED.search(clause)):
        return _outturn(ahead, _sentence(text, span.cue_start), text[span.cue_start : span.start])
    dealt = _DEALT.search(text, opens, span.start) is not None and anchors[-1][1].start >= opens
    if budget or _is_deviation(anchors[-1][0]):
        return _of_budget(ahead, anchors, before, opens, dealt=dealt)
    year = _of_year(anchors, before, new=named is None and anchors[-1][1].start < opens, dealt=dealt)
    return _and_budget(ahead, anchors, year, opens) if not _PRIOR.search(clause) else year


def _sentence(text: str, at: int) -> int:
    return _last("。！？", text, at)


def _of_part(anchors: Sequence[Pair], opens: int) -> list[Pair]:
    """The changes behind the last semicolon, where there are any: what stands before it has a reason of its own."""
    own = [(c, d) for c, d in anchors if d.start >= opens]
    return own if any(c.kind in CHANGES for c, _ in own) else list(anchors)


def _outturn(ahead: Sequence[Pair], opens: int, cue: str) -> tuple[str, ...]:
    """The amount of the sentence that a reason tells the origin of where there was no budget to compare it with."""
    levels = [c for c, d in ahead if c.kind == "level" and d.start >= opens and c.measure != "结转结余"]
    spent = [c for c in levels if c.measure == "决算"] or levels
    spent = [c for c in spent if c.base_value] or spent
    place = -2 if cue.startswith("前者") and len(spent) > 1 else -1
    return (spent[place].id,) if spent else ()


def _and_budget(
    ahead: Sequence[Pair], anchors: Sequence[Pair], year: tuple[str, ...], opens: int
) -> tuple[str, ...]:
    """What explains a yearly change, with the deviation that the same stretch of text states in the same direction."""
    last = anchors[-1][0]
    own = [c for c, d in ahead if d.start >= opens and c.subject == last.subject]
    rates = [c for c in own if c.kind == "completion" and c.base_value is not None]
    if not rates or rates[-1].base_value == 1:
        return year
    way = "increase" if (rates[-1].base_value or 0) > 1 else "decrease"
    if last.direction != way:
        return year
    spent = _latest_run([c for c in own if c.kind == "level" and c.measure == "决算"])[:1]
    found = {*year, *(c.id for c in (*spent, rates[-1])), *(c.id for c in own if c.kind == "comparison")}
    return tuple(c.id for c, _ in ahead if c.id in found)


def _last(marks: str, text: str, at: int) -> int:
    """Where the stretch of text begins that one of the marks parts off before a place."""
    return max(text.rfind(mark, 0, at) for mark in marks) + 1


def _named(lead: str, claims: Sequence[Claim]) -> str | None:
    """The subject of earlier claims whose name the words before the cue say again, the longest one."""
    names = {c.subject: c.subject.split("/")[-1] for c in claims if c.subject}
    said = [subject for subject, name in names.items() if len(name) >= _NAME and name in lead]
    return max(said, key=len, default=None)


def _unplanned(ahead: Sequence[Pair], anchors: Sequence[Pair], opens: int) -> bool:
    """Whether the sentence of the cue states an outturn and no deviation of it, as where no budget was set."""
    claim, draft = anchors[-1]
    own = [
        c
        for c, d in ahead
        if d.start >= max(opens, draft.start) and c.kind == "level" and c.measure == "决算"
    ]
    return draft.start < opens and bool(own) and own[-1].subject != claim.subject


def _of_budget(
    ahead: Sequence[Pair], anchors: Sequence[Pair], before: Sequence[Claim], opens: int, *, dealt: bool
) -> tuple[str, ...]:
    """The deviations from the budget of the last subject, or of all that one comparison holds together.

    The outturn is one of them, but not of the running costs, of which the template asks for the change alone.
    """
    draft = anchors[-1][1]
    subjects = {c.subject for c, d in anchors if d.start == draft.start or (dealt and d.start >= opens)}
    found: list[str] = []
    for subject in subjects:
        run = _latest_run([c for c, _ in ahead if c.subject == subject])
        if all(c.kind == "comparison" for c in run):
            run = _latest_run([c for c in before if c.subject == subject]) + run
        bare = any(c.kind in CHANGES and _is_deviation(c) for c in run) and _RUNNING in (subject or "")
        spent = [c for c in run if (c.kind, c.measure) == ("level", "决算")][:1]
        found += [c.id for c in run if _is_deviation(c)] + [c.id for c in spent if not bare]
    order = [c.id for c in before] + [c.id for c, _ in ahead]
    return tuple(sorted(set(found), key=order.index))


def _of_year(anchors: Sequence[Pair], before: Sequence[Claim], *, new: bool, dealt: bool) -> tuple[str, ...]:
    """The changes of the last subject in its sentence; where the cue opens a sentence anew, of all subjects in the
    sentence before it and of the total that these are parts of.
    """
    last, _ = anchors[-1]
    if new:
        told = [
            c
            for c, _ in anchors
            if _is_change(c) and (c.sentence == last.sentence or (c.subject or "").endswith(_TOTALS))
        ]
        moved = [c for c in told if c.kind != "flat"]
        return tuple(c.id for c in moved or told)
    own = [c for c, _ in anchors if (dealt or c.subject == last.subject) and _is_change(c)]
    if dealt:
        return tuple(c.id for c in own)
    if all(c.kind == "comparison" for c in own):
        own = [c for c in before if c.subject == last.subject and _is_change(c)][-2:] + own
    changes = [c.id for c in own if c.basis == last.basis and c.kind in CHANGES][-2:]
    same = [*changes, *(c.id for c in own if c.kind == "comparison")]
    other = [c.id for c in own if c.basis != last.basis and c.sentence == last.sentence]
    return tuple(c.id for c in own if c.id in {*same, *other})


def _is_change(claim: Claim) -> bool:
    return claim.kind in CHANGES or (claim.kind == "comparison" and claim.basis == "上年")


def _latest_run(claims: Sequence[Claim]) -> list[Claim]:
    """The claims since the last outturn of the subject; one of an earlier year is no outturn."""
    outturns = [i for i, c in enumerate(claims) if c.kind == "level" and c.measure == "决算"]
    latest = max((claims[i].year or 0 for i in outturns), default=0)
    own = [i for i in outturns if (claims[i].year or 0) == latest]
    return list(claims[own[-1] :] if own else claims)


def _is_deviation(claim: Claim) -> bool:
    if claim.kind == "comparison":
        return claim.basis != "上年"
    return claim.kind == "completion" or (claim.kind in CHANGES and claim.basis in _BUDGETS)
