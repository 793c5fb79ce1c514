"""What a share is a share of: the printed denominator by its full name, or the whole that its subject is a part of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from gouji import accounts
from gouji.extract.flows import FUNDS
from gouji.extract.frames import Context, Draft
from gouji.extract.subjects import Subject, within

_OF_TOTAL = re.compile(r"占|比重|构成比")
_REACH = 12
_ENDING = re.compile(r"(?:的)?(?:决算|预算)?(?:数|总额|总量|金额)?$")
_RATE_DONE = re.compile(r"(?<!预算)(?:，|、|；)(?:任务|工程量|计划)?完成率(?:为|达到?|均为)?$")
_TWO, _CLOSE = 2, 3
_SEVERAL = re.compile(r"、|各自")
_WHOLES = frozenset({"本年收入", "本年支出", "收支总计", "基本支出", "项目支出", "三公经费", "政府采购支出"})
_SCOPED = frozenset({"基本支出", "项目支出", "三公经费"})
_TOTAL = "收支总计"
_VAGUE = frozenset({"总收入", "总支出", "收入", "支出", "全部收入", "全部支出", "总额", "总量"})


def settled_rates(drafts: Sequence[Draft], folded: str, context: Context) -> list[Draft]:
    """Drafts, a 完成率 behind a number of things done a share of that work, not the completion of a budget."""
    if context.topic is None or context.topic.id != "performance":
        return list(drafts)
    out: list[Draft] = []
    for draft in drafts:
        last = out[-1] if out else None
        words = folded[max(0, draft.start - _REACH) : draft.start]
        if draft.kind == "share" and words.endswith("占") and _of_budget(out, draft.start):
            budget = out[-2].measure
            draft = replace(
                draft, kind="completion", subject=out[-1].subject, measure="决算", basis=budget, of=None
            )
        done = draft.kind == "completion" and _RATE_DONE.search(words) is not None
        if done and last is not None and last.kind == "count" and last.subject is not None:
            name = f"{last.subject.name}完成率"
            draft = replace(draft, kind="share", subject=Subject(name), measure=context.measure, basis=None)
        out.append(draft)
    return out


def _of_budget(before: Sequence[Draft], at: int) -> bool:
    """Whether a budget of a project and then its outturn stand right before a share: 预算150万元执行96万元，占64%."""
    if len(before) < _TWO or before[-1].end < at - _CLOSE:
        return False
    budget, spent = before[-2:]
    same = budget.subject == spent.subject and budget.kind == spent.kind == "level"
    return same and spent.measure == "决算" and (budget.measure or "").endswith("预算")


def settled_shares(drafts: Sequence[Draft], folded: str, context: Context) -> list[Draft]:
    """Drafts, each share with its denominator named in full; one that is only implied is inferred.

    The whole is the nearest amount before it that is the whole of its account (patterns/accounts, key ``whole``), else
    that whole within the section's scope of money; of a count it is the first number counted in the sentence.
    """
    out = list(drafts)
    for at, draft in enumerate(out):
        if draft.kind != "share":
            continue
        if draft.of is not None and not _SEVERAL.search(draft.of):
            vague = _implied(draft, out[:at], folded, context) if draft.of in _VAGUE else None
            out[at] = replace(draft, of=vague or _full(draft.of, context))
        elif draft.of is not None or _OF_TOTAL.search(folded, max(0, draft.start - _REACH), draft.start):
            out[at] = replace(draft, of=_implied(draft, out[:at], folded, context))
    return out


def _full(printed: str, context: Context) -> str:
    """The full name of a printed denominator, within the section's scope; as printed where it is no account."""
    term = accounts.term(printed) or accounts.term(_ENDING.sub("", printed))
    if term is None or term.base not in _WHOLES:
        return printed
    narrow = term.base in _SCOPED
    return within(
        Subject(term.name, term.base, term.scope, term.side), context.scope if narrow else None
    ).name


def _implied(draft: Draft, before: Sequence[Draft], folded: str, context: Context) -> str | None:
    subject = draft.subject
    if subject is None:
        return None
    counted = [d for d in before if d.kind == "count" and d.start > folded.rfind("。", 0, draft.start)]
    if any(d.subject == subject for d in counted):
        first = counted[0].subject
        return first.name if first is not None and first != subject else None
    whole = _whole_of(subject)
    if whole is None:
        return None
    printed = _printed_before(draft, whole, before, folded)
    if printed is not None:
        return printed
    levels = [d.subject for d in reversed(before) if d.kind == "level" and d.subject is not None]
    side = "income" if whole == "本年收入" else "expense"
    for each in levels:
        total = each.base == _TOTAL and each.side in {side, "both"} and whole in {"本年收入", "本年支出"}
        if each != subject and (each.base == whole or total) and _is_wider(each, subject):
            return each.name
    scope = subject.scope if whole == "三公经费" else context.scope
    return accounts.full_name(whole, scope, side)  # type: ignore[arg-type]


def _printed_before(draft: Draft, whole: str, before: Sequence[Draft], folded: str) -> str | None:
    """The denominator that a part beside this one prints: A占财政拨款收入的80%；B占20%."""
    last = next((d for d in reversed(before) if d.kind == "share" and d.subject != draft.subject), None)
    if (
        last is None
        or last.of is None
        or last.subject is None
        or last.start <= folded.rfind("。", 0, draft.start)
    ):
        return None
    same = _whole_of(last.subject) == whole and draft.subject is not None and last.of != draft.subject.name
    return last.of if same else None


def _is_wider(whole: Subject, part: Subject) -> bool:
    """Whether a total is of no narrower scope of money than its part (事业收入 is no part of 财政拨款收入)."""
    if whole.scope is None or whole.scope == part.scope:
        return True
    if whole.scope in FUNDS:
        return False
    inner = accounts.SCOPES.index(part.scope) if part.scope in accounts.SCOPES else 0
    outer = accounts.SCOPES.index(whole.scope)
    return outer < inner or (outer <= 1 and part.scope is None)


def _whole_of(subject: Subject) -> str | None:
    """The plain account that a subject is a part of: the year's spending for a functional account."""
    named = accounts.term(subject.name)
    if named is not None and named.whole:
        return named.whole
    term = next(
        (t for t in accounts.terms() if t.base == subject.base and t.whole and t.name != t.base), None
    )
    if term is not None:
        return term.whole
    functional = subject.code is not None or "/" in subject.name or subject.name.endswith("支出")
    return "本年支出" if functional and subject.base != "本年支出" else None
