"""Errors planted in a report: kind families, each with its probability and the injectors it draws from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random
from types import MappingProxyType

from corpora.ledger import figure_injectors as figures
from corpora.ledger import injectors as first
from corpora.ledger import omission_injectors as omissions
from corpora.ledger import table_injectors as tables
from corpora.ledger import wording_injectors as wording
from corpora.ledger.document import Document
from corpora.ledger.errors import NotPossible, Planted
from corpora.ledger.injectors import Injector

INJECTORS: Mapping[str, tuple[Injector, ...]] = MappingProxyType(
    {
        "figures": (
            first.swapped_siblings,
            first.other_scope,
            first.digit_slip,
            figures.level_for_change,
            wording.income_is_not_spending,
        ),
        "rates": (
            first.wrong_base,
            wording.ratio_as_percent,
            wording.unknown_rate,
            wording.full_completion,
            wording.no_percent_sign,
        ),
        "sums": (
            figures.change_parts,
            figures.counted_twice,
            figures.running_without_vehicles,
            wording.share_sum,
            wording.procurement_sum,
        ),
        "words": (
            first.stale_year,
            first.old_name,
            first.unit_slip,
            first.direction_word,
            omissions.entity_of_form,
        ),
        "tables": (first.table_sum, tables.shifted_economic, tables.detail_like_parent),
        "omissions": (
            omissions.section_left_out,
            omissions.vehicles_unsplit,
            omissions.receptions_uncounted,
            tables.form_missing,
        ),
    }
)
"""Kind families. In each, some injector finds its place in every report of every template family."""
RATES: Mapping[str, float] = MappingProxyType(
    {"figures": 0.06, "rates": 0.05, "sums": 0.04, "words": 0.05, "tables": 0.04, "omissions": 0.03}
)


@dataclass(frozen=True, slots=True)
class Error:
    """A planted error with the kind family it was drawn for."""

    family: str
    entry: Planted


def planted(
    document: Document, rates: Mapping[str, float], rng: Random
) -> tuple[Document, tuple[Error, ...]]:
    """The report with the errors drawn for it, no two in one paragraph."""
    errors: list[Error] = []
    for family, rate in rates.items():
        drawn, order = rng.random() < rate, rng.sample(INJECTORS[family], len(INJECTORS[family]))
        for injector in order if drawn else ():
            made = _made(document, injector, errors)
            if made is not None:
                document = made[0]
                errors.append(Error(family, made[1]))
                break
    return document, tuple(errors)


def _made(document: Document, injector: Injector, before: list[Error]) -> tuple[Document, Planted] | None:
    """The report with one more error; None where there is no place for it beside those before."""
    try:
        after, entry = injector(document)
    except NotPossible:
        return None
    taken = {key for error in before for key in error.entry.paragraphs}
    text = "\n".join(one.text for one in after.explanation())
    kept = all(sentence in text for error in before for sentence in error.entry.sentences)
    return (after, entry) if kept and taken.isdisjoint(entry.paragraphs) else None
