"""Identities as data (patterns/identities): which facts of the forms they speak of."""

from __future__ import annotations

import functools
from typing import Literal

import msgspec

from gouji import patterns
from gouji.facts import Fact
from gouji.vocabulary import Severity

Kind = Literal[
    "equal", "rows", "tree", "columns", "classes", "match", "bound", "at_most", "numbered", "subtotals", "codes"
]  # fmt: skip


class Select(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which fact of a form; ``sign`` −1 subtracts it, ``optional`` counts a missing one as zero.

    ``or_else`` are other accounts that it may be printed as; the identity holds where one of them fits.
    """

    form: str
    account: str | None = None
    or_else: tuple[str, ...] = ()
    side: str | None = None
    scope: str | None = None
    measure: str | None = None
    component: str | None = None
    code: str | None = None
    sign: int = 1
    optional: bool = False


class Identity(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One entry of patterns/identities."""

    code: str
    kind: Kind
    formula: str
    source: str
    passes: tuple[str, ...]
    fails: tuple[str, ...]
    left: Select | None = None
    right: tuple[Select, ...] = ()
    needs: tuple[Select, ...] = ()
    form: str | None = None
    parts: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    zero: tuple[Select, ...] = ()
    others: str | None = None
    totals: bool = False
    severity: Severity = "error"


@functools.cache
def identities() -> tuple[Identity, ...]:
    """All identities, as data."""
    return patterns.load("identities", Identity)


def fits(fact: Fact, select: Select) -> bool:
    """Whether a fact is what a select names; budget figures of final accounts only where it says so."""
    if select.measure is not None:
        budget = fact.measure in {"年初预算", "全年预算", "调整预算"}
        if not (fact.measure == select.measure or (select.measure == "预算" and budget)):
            return False
    elif fact.measure in {"年初预算", "全年预算", "调整预算"}:
        return False
    wanted = (
        (select.account, fact.account),
        (select.side, fact.side),
        (select.scope, fact.scope),
        (select.code, fact.code),
    )
    return all(want is None or want == have for want, have in wanted) and fact.component == select.component


def families(identity: Identity) -> set[str]:
    """公开, 预算: the kinds of forms that an identity speaks of."""
    forms = [s.form for s in (*filter(None, [identity.left]), *identity.right)] or [identity.form or ""]
    return {form[:2] for form in forms}
