"""Reasons used again: one fact in several sections, or one text over unlike items, years or departments."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from gouji import accounts, similar
from gouji.model import Audit, Claim, Finding, Reason, Report
from gouji.verify.findings import Maker
from gouji.verify.reasons.scene import Scene, Settings, direction_of, own_name
from gouji.verify.values import Values
from gouji.vocabulary import Severity

_SHARED_CAUSES = frozenset(
    {"standard", "personnel", "organisation", "policy", "exogenous", "coverage", "flat_note"}
)
_PROJECT = re.compile(r"[一-龥]{4,}(?:项目|工程)|[“《][^”》]{3,}[”》]")
_RUNNING = {"行政运行", "一般行政管理事务", "机关服务", "事业运行"}
_LEAST = 12
_THREE_PUBLIC = {
    "因公出国（境）费",
    "公务用车购置费",
    "公务用车运行维护费",
    "公务接待费",
    "公务用车购置及运行维护费",
}


def copy_findings(scene: Scene) -> Iterator[Finding]:
    """A notice for one reason in several sections, a warning for one text over items that it cannot all explain."""
    for group in similar.groups([r.text for r in scene.reasons]):
        members = [scene.reasons[i] for i in group if scene.reasons[i].text and scene.reasons[i].explains]
        unlike = _unlike(scene, members) or _both_ways(scene, members)
        if len(unlike) > 1:
            yield _copied(scene, unlike)
        elif len({scene.section(r) for r in members}) >= Settings().places:
            yield _repeated(scene, members)


def _repeated(scene: Scene, members: Sequence[Reason]) -> Finding:
    message = f"同一原因在{len(members)}处说明中重复使用：“{members[0].text[:40]}”"
    others = [c for r in members[1:] for c in r.explains]
    return scene.flag(members[0], "reason.repeated", "notice", message, key=_key(members[0]), claims=others)


def _copied(scene: Scene, members: Sequence[Reason]) -> Finding:
    names = "、".join(dict.fromkeys(own_name(scene.explained(r)[0]) for r in members))
    message = f"同一原因照搬于不同事项（{names}）：“{members[0].text[:40]}”"
    others = [c for r in members[1:] for c in r.explains]
    severity: Severity = "notice" if all(r.boilerplate for r in members) else "warning"
    return scene.flag(members[0], "reason.copied", severity, message, key=_key(members[0]), claims=others)


def _key(reason: Reason) -> str:
    return re.sub(r"\d", "", reason.text)


def _unlike(scene: Scene, members: Sequence[Reason]) -> list[Reason]:
    """One reason for each of the items that have nothing to do with each other, where the cause is not a common one."""
    types = {t.type for r in members for f in r.factors for t in f.types}
    project = any(f.object and _PROJECT.search(f.object) for r in members for f in r.factors)
    if types & _SHARED_CAUSES and not project:
        return []
    leaves: dict[str, Reason] = {}
    for reason in members:
        explained = scene.explained(reason)
        leaf = _leaf(explained[0]) if len({c.subject for c in explained}) == 1 else None
        if leaf is not None:
            leaves.setdefault(leaf, reason)
    codes = [leaf for leaf in leaves if leaf.isdigit()]
    public = [leaf for leaf in leaves if not leaf.isdigit()]
    if all(own_name(scene.explained(leaves[code])[0]) in _RUNNING for code in codes):
        codes = []
    apart = {
        code
        for code in codes
        if not any(code != c and (code.startswith(c) or c.startswith(code)) for c in codes)
    }
    kinds = {code if project else code[:3] for code in apart}
    if len(kinds) > 1:
        return [leaves[code] for code in codes if code in apart]
    return [leaves[leaf] for leaf in public] if len(public) > 1 else []


def _both_ways(scene: Scene, members: Sequence[Reason]) -> list[Reason]:
    """A reason for a growth and one for a fall, where one text is to explain both."""
    if {t.type for r in members for f in r.factors for t in f.types} & _SHARED_CAUSES:
        return []
    ways = {direction_of(scene.explained(r)): r for r in reversed(members)}
    return [ways["increase"], ways["decrease"]] if {"increase", "decrease"} <= ways.keys() else []


def _leaf(claim: Claim) -> str | None:
    """What tells an item from others: its functional code, or its name where it is one of the three public."""
    if claim.subject_code is not None and not accounts.is_economic(claim.subject_code):
        return claim.subject_code
    term = accounts.term(own_name(claim))
    name = term.name if term is not None else None
    if name in _THREE_PUBLIC:
        return "公务用车" if name.startswith("公务用车") else name
    return None


def copied_from(audit: Audit, others: Iterable[Audit]) -> tuple[Finding, ...]:
    """Reasons of a report that stand alike in other reports: of the department's other years, or of other departments.

    Stock phrases and short texts are nobody's own and do not count. ``others`` is gone through once; nothing of it
    is kept but texts. The findings name the report and the place of the original.
    """
    own = [r for r in audit.reasons if is_own(r)]
    known: list[tuple[str, str]] = []
    for other in others:
        titles = _places(other)
        known += [(r.text, f"{_title(other.report)}{titles[r.sentence]}") for r in other.reasons if is_own(r)]
    maker = Maker(audit.report, audit.sentences, Values(audit.report, audit.claims))
    places: defaultdict[int, list[str]] = defaultdict(list)
    for group in similar.groups([*(r.text for r in own), *(text for text, _ in known)]):
        origins = [known[i - len(own)][1] for i in group if i >= len(own)]
        for index in group:
            if index < len(own):
                places[index] += origins
    return tuple(_from_elsewhere(own[i], found, maker) for i, found in sorted(places.items()) if found)


def _places(audit: Audit) -> dict[str, str]:
    """Sentence id → the title of its section."""
    titles = {section.id: section.title for section in audit.report.sections}
    return {sentence.id: titles.get(sentence.section or "", "") for sentence in audit.sentences}


def _from_elsewhere(reason: Reason, origins: Sequence[str], maker: Maker) -> Finding:
    names = list(dict.fromkeys(origins))
    message = f"原因与其他报告相同（{'、'.join(names[:3])}）：“{reason.text[:40]}”"
    return maker.make(
        "reason.copied", "warning", message, sentence=reason.sentence, span=(reason.start, reason.end),
        claims=reason.explains, said=reason.text, computed="；".join(names), key=f"elsewhere{reason.text}",
    )  # fmt: skip


def is_own(reason: Reason) -> bool:
    """Whether a reason is of one's own wording: no stock phrase, and long enough to be told from others."""
    return not reason.boilerplate and len(similar.masked(reason.text)) >= _LEAST


def _title(report: Report) -> str:
    year = f"{report.fiscal_year}年" if report.fiscal_year else ""
    return f"{report.department or '未知部门'}{year}："
