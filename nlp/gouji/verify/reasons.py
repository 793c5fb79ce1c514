"""The quality of reasons: repeated, missing, circular, usage in place of a cause, against the direction."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from gouji import accounts, similar
from gouji.model import Claim, Finding, Reason, Sentence
from gouji.verify.findings import Maker
from gouji.vocabulary import Severity

_ENTITY_BUDGETS = ("年初预算", "全年预算", "调整预算", "本年预算")


@dataclass(frozen=True, slots=True)
class Settings:
    """``material``: from which |change| on a reason is expected; ``places``: how often one reason counts as repeated."""

    material: Decimal = Decimal("0.10")
    places: int = 2


def reason_findings(
    reasons: Sequence[Reason],
    claims: Sequence[Claim],
    sentences: Sequence[Sentence],
    maker: Maker,
) -> Iterator[Finding]:
    """All findings about reasons."""
    by_id = {c.id: c for c in claims}
    section = {s.id: s.section for s in sentences}
    given, texts = {r.sentence for r in reasons}, {s.id: s.text for s in sentences}
    yield from _repeated(reasons, section, maker)
    for reason in reasons:
        explained = [by_id[c] for c in reason.explains if c in by_id]
        yield from _poor(reason, explained, maker)
    for claim in required(claims):
        if not any(_same_change(claim, by_id[c]) for r in reasons for c in r.explains if c in by_id):
            message = f"{claim.subject}：{_WHAT[claim.kind]}{claim.text}，未说明原因"
            told = claim.sentence in given or texts.get(claim.sentence, "").endswith(("其中：", "其中:"))
            severity: Severity = "warning" if _must_explain(claim) and not told else "notice"
            yield maker.make("reason.missing", severity, message, claim=claim, said=claim.text)


def _must_explain(claim: Claim) -> bool:
    """Whether the template asks for a reason: totals, items of the classification, 三公 as a whole."""
    if claim.subject_code is not None:
        return True
    term = accounts.term((claim.subject or "").rpartition("/")[2])
    return term is not None and term.base in {"收支总计", "本年收入", "本年支出", "三公经费", "机关运行经费"}


_WHAT = {"change_rate": "较比较基数变动", "completion": "预算完成率"}


def required(claims: Sequence[Claim]) -> list[Claim]:
    """The claims that a reason is expected for: material rates of change, and completion rates far from 100%."""
    settings = Settings()
    found = []
    for claim in claims:
        if claim.base_value is None or claim.unit != "%" or claim.subject is None or claim.measure == "绩效":
            continue
        off = abs(claim.base_value) if claim.kind == "change_rate" else abs(claim.base_value - 1)
        if claim.kind in {"change_rate", "completion"} and off >= settings.material and claim.base_value != 0:
            found.append(claim)
    return found


def given(reasons: Sequence[Reason], claims: Sequence[Claim]) -> int:
    """How many of the required reasons are there."""
    by_id = {c.id: c for c in claims}
    explained = [by_id[c] for r in reasons for c in r.explains if c in by_id]
    return sum(any(_same_change(claim, other) for other in explained) for claim in required(claims))


def _same_change(claim: Claim, other: Claim) -> bool:
    """Whether a reason for ``other`` answers for ``claim``: one subject, and both deviations or both changes."""
    if claim.id == other.id:
        return True
    if claim.sentence.partition("/")[0] == other.sentence.partition("/")[0]:
        return _deviates(claim) == _deviates(other)
    if claim.subject != other.subject and claim.subject_code != other.subject_code:
        return False
    if claim.subject != other.subject and claim.subject_code is None:
        return False
    return _deviates(claim) == _deviates(other)


def _deviates(claim: Claim) -> bool:
    return claim.kind in {"completion", "comparison", "level"} or claim.basis in _ENTITY_BUDGETS


def _repeated(
    reasons: Sequence[Reason], section: Mapping[str, str | None], maker: Maker
) -> Iterator[Finding]:
    texts = [r.text for r in reasons]
    for group in similar.groups(texts):
        members = [reasons[i] for i in group if reasons[i].text and reasons[i].explains]
        sections: defaultdict[str | None, list[Reason]] = defaultdict(list)
        for reason in members:
            sections[section.get(reason.sentence)].append(reason)
        if len(sections) < Settings().places:
            continue
        first = members[0]
        claims = [c for r in members for c in r.explains]
        message = f"同一原因在{len(members)}处说明中重复使用：“{first.text[:40]}”"
        yield maker.make(
            "reason.repeated", "notice", message, sentence=first.sentence, span=(first.start, first.end), claims=claims,
            said=first.text, key=re.sub(r"\d", "", first.text),
        )  # fmt: skip


def _poor(reason: Reason, explained: Sequence[Claim], maker: Maker) -> Iterator[Finding]:
    types = {t.type for f in reason.factors for t in f.types}

    def flag(code: str, severity: Severity, message: str, key: str) -> Finding:
        return maker.make(
            code, severity, message, sentence=reason.sentence, span=(reason.start, reason.end), claims=reason.explains,
            said=reason.text, key=key,
        )  # fmt: skip

    listed_below = not reason.text and "如下" in reason.cue
    if listed_below:
        return
    if not reason.text or types == {"residue"}:
        yield flag("text.residue", "warning", "原因未填写", f"reason{reason.cue}")
        return
    if types == {"non_reason"} and explained:
        yield flag("reason.usage", "warning", "以用途代替原因", reason.text)
    elif reason.depth == "D1" and explained:
        yield flag("reason.circular", "notice", f"原因只是复述增减本身：“{reason.text[:30]}”", reason.text)
    directions = {c.direction for c in explained if c.direction in {"increase", "decrease"}}
    if types == {"austerity"} and directions == {"increase"}:
        yield flag("reason.opposite_direction", "warning", "以压减开支解释增加", reason.text)
