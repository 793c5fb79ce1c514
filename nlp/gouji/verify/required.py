"""What a final-account report must tell and does not: counts behind amounts, parts of an amount, whole sections."""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

import msgspec

from gouji import accounts, patterns
from gouji.model import Claim, Finding, Report, Sentence
from gouji.sums import name_of
from gouji.verify.findings import Maker
from gouji.verify.values import Values

_FOREIGN = "外"
ENOUGH_TOLD = 2
"""Of how many of the matters that a whole explanation holds one must speak before another is missed."""


class Required(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One entry of patterns/checks/required.yaml."""

    code: str
    name: str
    source: str
    example: str
    counter_example: str
    amount: str | None = None
    counted: str = ""
    unit: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    words: str = ""
    since: int = 0


@functools.cache
def required() -> tuple[tuple[Required, re.Pattern[str]], ...]:
    """All that must be told, as data, with the compiled words of each."""
    return tuple((r, re.compile(r.counted or r.words)) for r in patterns.load("checks/required", Required))


def required_findings(
    report: Report, sentences: Sequence[Sentence], claims: Sequence[Claim], values: Values, maker: Maker
) -> Iterator[Finding]:
    """A warning for each amount that lacks what must stand beside it, and for each matter that is told nowhere."""
    if report.kind != "final_accounts":
        return
    lacking: defaultdict[str, list[str]] = defaultdict(list)
    paid: dict[str, Claim] = {}
    for entry, words in required():
        amount = next((c for c in claims if entry.amount and pays(c, entry.amount)), None)
        if amount is not None and not is_told(entry, words, claims, values):
            paid[amount.id] = amount
            lacking[amount.id].append(entry.name)
    for name, missing in lacking.items():
        amount = paid[name]
        message = f"{amount.subject}为{amount.text}，未说明{'、'.join(missing)}"
        yield maker.make(
            "item.missing", "warning", message, claim=amount, said=amount.text, key="".join(missing)
        )
    yield from _sections(report, sentences, maker)


def pays(claim: Claim, amount: str) -> bool:
    """Whether a claim states an outturn above zero of the account called ``amount``."""
    if claim.kind != "level" or claim.measure != "决算" or not claim.value:
        return False
    term = accounts.term(name_of(claim))
    return term is not None and term.name == amount


def is_told(entry: Required, words: re.Pattern[str], claims: Sequence[Claim], values: Values) -> bool:
    """Whether the narrative, or a cell of a table for a count, tells what an entry asks for beside its amount."""
    if entry.parts:
        return any(name_of(claim) in entry.parts for claim in claims)
    if any(_counts(claim, entry, words) for claim in claims):
        return True
    labels = (
        label
        for cell in values.cells.values()
        if cell.value
        for label in {cell.row, *cell.row_path, *cell.column_path}
    )
    return any(any(unit in label for unit in entry.unit) and words.search(label) for label in labels)


def _counts(claim: Claim, entry: Required, words: re.Pattern[str]) -> bool:
    subject = claim.subject or ""
    home = _FOREIGN not in subject
    return claim.kind == "count" and claim.unit in entry.unit and home and words.search(subject) is not None


def matters(report: Report, sentences: Sequence[Sentence]) -> list[tuple[Required, bool]]:
    """The matters that an explanation of its year must speak of, and whether a title or a sentence does."""
    titles = [section.title for section in report.sections if section.role == "explanation"]
    told = [accounts.fold(text) for text in (*titles, *(sentence.text for sentence in sentences))]
    asked = (each for each in required() if each[0].words and each[0].since <= (report.fiscal_year or 0))
    return [(entry, any(map(words.search, told))) for entry, words in asked]


def _sections(report: Report, sentences: Sequence[Sentence], maker: Maker) -> Iterator[Finding]:
    """A warning for each matter of which neither a title nor a sentence speaks, where others are spoken of."""
    asked = matters(report, sentences)
    missing = [entry for entry, told in asked if not told]
    if len(asked) - len(missing) < ENOUGH_TOLD:
        return
    for entry in missing:
        yield maker.make("section.missing", "warning", f"情况说明中未见{entry.name}", key=entry.code)
