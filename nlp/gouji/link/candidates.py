"""Which facts of the forms a claim may speak of: those of its account, by code or by plain name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from collections.abc import Set as AbstractSet

from gouji import accounts
from gouji.accounts import Term
from gouji.facts import Fact
from gouji.model import Claim
from gouji.topics import Topic

# accounts that are of one scope of money wherever they are printed, whatever the form around them
ONE_SCOPE = frozenset({"机关运行经费"})
_EITHER = {"总收入": ("本年收入", "收支总计"), "总支出": ("本年支出", "收支总计")}


class Candidates:
    """Facts by code and by account, so that a claim meets only those of its account."""

    def __init__(self, facts: Iterable[Fact], fiscal_year: int | None) -> None:
        self._by_code: defaultdict[str, list[Fact]] = defaultdict(list)
        self._by_account: defaultdict[str, list[Fact]] = defaultdict(list)
        self.fiscal_year = fiscal_year
        for fact in facts:
            if fact.component is None:
                if fact.code:
                    self._by_code[fact.code].append(fact)
                self._by_account[fact.account].append(fact)

    def of(self, claim: Claim, topic: Topic | None, beside: AbstractSet[str] = frozenset()) -> list[Fact]:
        """The facts that may state a claim, none of another year; ``beside``: plain accounts the sentence names."""
        if claim.subject is None or (claim.year is not None and claim.year != self.fiscal_year):
            return []
        name = claim.subject.rpartition("/")[2]
        term = accounts.term(name)
        if (
            claim.subject_code
            and "/" not in claim.subject
            and len(claim.subject_code) > 3
            and term is not None
        ):
            return self._plain(term, beside)
        if claim.subject_code:
            return [f for f in self._by_code[claim.subject_code] if _same_side(f, topic)]
        if term is not None:
            return self._plain(term, beside)
        return self.named(name, topic)

    def _plain(self, term: Term, beside: AbstractSet[str]) -> list[Fact]:
        # 总收入 may mean this year's income or the total with what was carried over, unless one is named apart
        bases = _EITHER.get(term.base or "", (term.base or term.name,))
        found = [f for base in bases if len(bases) == 1 or base not in beside for f in self._by_account[base]]
        if term.side != "both":
            found = [f for f in found if f.side in {term.side, "both"}]
        return found

    def named(self, name: str, topic: Topic | None) -> list[Fact]:
        """The facts whose account is called so, under its printings."""
        plain = accounts.normalise(name)
        return [f for v in accounts.current_names(plain) for f in self._by_account[v] if _same_side(f, topic)]

    def plain(self, base: str, scope: str | None, measure: str = "决算") -> list[Fact]:
        """The facts of a plain account within a scope (any scope where None)."""
        any_scope = scope is None or base in ONE_SCOPE
        return [f for f in self._by_account[base] if (any_scope or f.scope == scope) and f.measure == measure]

    def opening(self) -> str | None:
        """The operand of 年初结转和结余 of all money, if a form prints it."""
        found = next((f for f in self.plain("年初结转和结余", "全部资金", "结转结余")), None)
        return f"[{found.cell.id}]" if found is not None else None


def _same_side(fact: Fact, topic: Topic | None) -> bool:
    """An account of the classification is spending, unless the section speaks of income."""
    if topic is not None and topic.side == "income":
        return True
    return fact.side != "income"
