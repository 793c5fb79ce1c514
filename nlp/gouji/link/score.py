"""The score of a candidate cell, with its named parts, and the choice among candidates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from gouji import accounts
from gouji.facts import Fact
from gouji.link.candidates import ONE_SCOPE
from gouji.model import Claim, Link
from gouji.topics import Topic

_FUNDS = frozenset({"一般公共预算", "政府性基金", "国有资本经营"})
_WIDER = {"一般公共预算": "财政拨款"}
_IN_WIDER = Decimal("0.75")
_CLASS = 5


@dataclass(frozen=True, slots=True)
class Settings:
    """Weights of the parts of a score (they add up to 1) and the bounds of a choice."""

    account: Decimal = Decimal("0.35")
    scope: Decimal = Decimal("0.25")
    measure: Decimal = Decimal("0.20")
    section: Decimal = Decimal("0.15")
    year: Decimal = Decimal("0.05")
    least: Decimal = Decimal("0.70")
    apart: Decimal = Decimal("0.03")


@dataclass(frozen=True, slots=True)
class Scored:
    """A candidate with its parts."""

    fact: Fact
    score: Decimal
    parts: dict[str, Decimal]


def choose(claim: Claim, topic: Topic | None, facts: Sequence[Fact], settings: Settings) -> Link | None:
    """The link to the best candidate, `ambiguous` where two of different meaning are too close, None without any."""
    scored = sorted((s for s in (score(claim, topic, f, settings) for f in facts) if s), key=_order)
    scored = [s for s in scored if s.score >= settings.least]
    # the form that a section explains may be of a wider scope (公开09 of all fiscal money) and still speaks first
    explained = [
        s for s in scored if s.parts["account"] == s.parts["section"] == 1 and s.parts["scope"] >= _IN_WIDER
    ]
    exact = explained or [s for s in scored if s.parts["scope"] == 1] or scored
    scored = [s for s in exact if topic is not None and s.fact.form in topic.forms] or exact
    if not scored:
        return None
    best = scored[0]
    rivals = [s for s in scored[1:] if _is_rival(best, s, settings)]
    cells = (best.fact.cell.id, *(s.fact.cell.id for s in scored[1:] if _twin(best, s)))
    runners = tuple(dict.fromkeys(s.fact.cell.id for s in scored[1:] if s.fact.cell.id not in cells))[:3]
    if rivals:
        return Link(claim.id, "ambiguous", None, (), (), best.score, best.parts, (cells[0], *runners)[:4])
    return Link(claim.id, "linked", f"[{cells[0]}]", cells, (), best.score, best.parts, runners)


def score(claim: Claim, topic: Topic | None, fact: Fact, settings: Settings) -> Scored | None:
    """The score of one candidate, or None where measure or scope of money speak against it."""
    parts = parts_of(claim, topic, fact)
    if not parts["measure"] or not parts["scope"]:
        return None
    total = sum((getattr(settings, name) * value for name, value in parts.items()), Decimal(0))
    return Scored(fact, total.quantize(Decimal("0.0001")), parts)


def parts_of(claim: Claim, topic: Topic | None, fact: Fact) -> dict[str, Decimal]:
    """The named parts of a candidate's score, each from 0 (speaks against it) to 1."""
    measure = claim.measure if claim.measure is not None else "决算"
    same = fact.measure == measure or _carries(claim, fact) or _is_plain_budget(measure, fact)
    return {
        "account": _account(claim, fact),
        "scope": _scope(claim, topic, fact),
        "measure": Decimal(same),
        "year": Decimal(1),
        "section": _section(topic, fact),
    }


def _carries(claim: Claim, fact: Fact) -> bool:
    """A carry-over is one by its account, whatever the sentence calls the amount."""
    return fact.measure == "结转结余" and claim.measure in {"决算", "结转结余"} and "结" in fact.account


def _is_plain_budget(measure: str, fact: Fact) -> bool:
    """A form that prints 预算数 and says nowhere of which budget may mean the whole year's, or that adjusted."""
    words = "".join(fact.cell.column_path)
    return measure in {"全年预算", "调整预算"} and fact.measure == "年初预算" and "年初" not in words


def _scope(claim: Claim, topic: Topic | None, fact: Fact) -> Decimal:
    if claim.scope is None or claim.scope == fact.scope:
        return Decimal(1) if claim.scope else Decimal("0.8")
    if fact.account in ONE_SCOPE:
        return Decimal("0.8")
    narrower = _WIDER.get(fact.scope) == claim.scope
    of_fiscal = claim.scope == "财政拨款" and fact.scope in _FUNDS
    if of_fiscal and claim.subject_code is not None and len(claim.subject_code) > _CLASS:
        # an item is paid from one fund: what the form of that fund prints is all fiscal money for it
        return Decimal("0.7")
    if topic is None or fact.form not in topic.forms[:2]:
        return Decimal(0)
    if _WIDER.get(claim.scope) == fact.scope:
        return _IN_WIDER if not _names_scope(claim) else Decimal("0.7")
    return Decimal("0.7") if narrower else Decimal(0)


def _names_scope(claim: Claim) -> bool:
    """Whether the scope of a claim stands in its subject (一般公共预算财政拨款收入), not in the section around it."""
    term = accounts.term((claim.subject or "").rpartition("/")[2])
    return term is not None and term.scope == claim.scope


def _account(claim: Claim, fact: Fact) -> Decimal:
    if claim.subject_code and fact.code == claim.subject_code:
        return Decimal(1)
    name = (claim.subject or "").rpartition("/")[2]
    term = accounts.term(name)
    if term is not None and term.base == fact.account:
        return Decimal(1)
    return Decimal(1) if accounts.normalise(name) == fact.account else Decimal("0.8")


def _section(topic: Topic | None, fact: Fact) -> Decimal:
    if topic is None or not topic.forms:
        return Decimal("0.5")
    if fact.form not in topic.forms:
        return Decimal("0.4")
    return Decimal(1) - Decimal("0.1") * topic.forms.index(fact.form)


def _is_rival(best: Scored, other: Scored, settings: Settings) -> bool:
    """Whether another candidate is as likely, means something else and prints something else."""
    close = best.score - other.score < settings.apart
    return close and not _same(best.fact, other.fact) and best.fact.cell.value != other.fact.cell.value


def _order(scored: Scored) -> tuple[Decimal, bool, int, str, int]:
    cell = scored.fact.cell
    return -scored.score, cell.value is None, cell.row_index, scored.fact.table, cell.column_index


def _same(one: Fact, other: Fact) -> bool:
    """Whether two facts mean the same: one account (by code or name) of one scope."""
    account = one.code == other.code if one.code and other.code else one.account == other.account
    return account and (one.scope == other.scope or _WIDER.get(one.scope) == other.scope)


def _twin(best: Scored, other: Scored) -> bool:
    """Income and expense side of one total in one form: 收、支总计 speaks of both cells."""
    same = other.fact.table == best.fact.table and other.fact.account == best.fact.account
    return same and {best.fact.side, other.fact.side} == {"income", "expense"} and other.score == best.score
