"""Changes that ask for a reason, and those that got none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gouji import accounts
from gouji.model import Claim, Finding, Reason
from gouji.verify.reasons.scene import Scene, Settings, deviates
from gouji.vocabulary import Severity

_ASKED_FOR = {"收支总计", "本年收入", "本年支出", "三公经费", "机关运行经费"}
_CLASS = 3
_WAYS = {"increase": "增长", "decrease": "下降"}


def missing_findings(scene: Scene) -> Iterator[Finding]:
    """A finding for each material change that no reason answers for: a warning where the template asks for one."""
    told = {r.sentence for r in scene.reasons}
    answered = [scene.claims[c] for r in scene.reasons for c in r.explains if c in scene.claims]
    for claim in required(tuple(scene.claims.values())):
        if any(_same_change(claim, other) for other in answered):
            continue
        sentence = scene.sentences.get(claim.sentence)
        listed = sentence is not None and sentence.text.endswith(("其中：", "其中:"))
        beside = claim.sentence.partition("/")[0] in {name.partition("/")[0] for name in told}
        lenient = beside or listed or not _must_explain(claim) or _by_items(scene, claim)
        severity: Severity = "notice" if lenient else "warning"
        message = f"{claim.subject}：{_what(claim)}"
        yield scene.maker.make("reason.missing", severity, message, claim=claim, said=claim.text)


def _what(claim: Claim) -> str:
    if claim.kind == "completion":
        return f"预算完成率{claim.text}，未说明与预算差异的原因"
    way = _WAYS.get(claim.direction or "", "变动")
    return f"较{claim.basis or '比较基数'}{way}{claim.text}，未说明原因"


def _must_explain(claim: Claim) -> bool:
    """Whether the template asks for a reason: totals, items of the classification, 三公 as a whole."""
    if claim.subject_code is not None:
        return True
    term = accounts.term((claim.subject or "").rpartition("/")[2])
    return term is not None and term.base in _ASKED_FOR


def _by_items(scene: Scene, claim: Claim) -> bool:
    """Whether the parts of a total or a class are explained one by one in its section, over the same comparison."""
    if len(claim.subject_code or "") > _CLASS:
        return False
    section = scene.sentences[claim.sentence].section if claim.sentence in scene.sentences else None
    parts = (c for r in scene.reasons if scene.section(r) == section for c in scene.explained(r))
    return any(c.subject != claim.subject and deviates(c) == deviates(claim) for c in parts)


def required(claims: Sequence[Claim]) -> list[Claim]:
    """The claims that a reason is expected for: material rates of change, and completion rates far from 100%."""
    found = []
    for claim in claims:
        if claim.base_value is None or claim.unit != "%" or claim.subject is None or claim.measure == "绩效":
            continue
        off = abs(claim.base_value) if claim.kind == "change_rate" else abs(claim.base_value - 1)
        if (
            claim.kind in {"change_rate", "completion"}
            and off >= Settings().material
            and claim.base_value != 0
        ):
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
    named = claim.subject == other.subject
    if not named and (claim.subject_code is None or claim.subject_code != other.subject_code):
        return False
    return deviates(claim) == deviates(other)
