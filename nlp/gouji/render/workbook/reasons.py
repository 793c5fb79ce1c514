"""The sheet of reasons: what is said to have caused which change, of what type and how deep."""

from __future__ import annotations

from gouji.model import Audit, Factor, Reason
from gouji.render.facets import types_of
from gouji.render.figures import number
from gouji.render.lookup import Lookup
from gouji.render.wording import DEPTHS, DIRECTIONS, word
from gouji.render.wording import REASONS as TYPES
from gouji.render.workbook.book import MIDDLE, Sheet
from gouji.render.workbook.words import REASONS, TEXTS, at, heads

_FIRST = 1


def add_reasons(sheet: Sheet, audit: Audit, lookup: Lookup, lang: str) -> None:
    """Write all reasons in the order of the text."""
    sheet.heads(0, *heads(REASONS, lang))
    for row, reason in enumerate(audit.reasons, _FIRST):
        _reason(sheet, row, reason, lookup, lang)
    sheet.filtered(0, len(audit.reasons), len(REASONS))


def _reason(sheet: Sheet, row: int, reason: Reason, lookup: Lookup, lang: str) -> None:
    sentence = lookup.sentences.get(reason.sentence)
    section = lookup.sections.get((sentence.section if sentence else None) or "")
    explained = (lookup.claims[claim] for claim in reason.explains if claim in lookup.claims)
    texts = {
        "section": f"{section.number}{section.title}" if section else None,
        "text": reason.text, "cue": reason.cue,
        "explains": "\n".join(f"{claim.subject or ''} {claim.text}".strip() for claim in explained),
        "types": "、".join(word(TYPES, code, lang) for code in types_of(reason)),
        "depth": word(DEPTHS, reason.depth, lang) if reason.depth else None,
        "quantified": word(TEXTS, "yes" if reason.quantified else "no", lang),
        "boilerplate": word(TEXTS, "yes" if reason.boilerplate else "no", lang),
        "factors": "\n".join(_factor(factor, lang) for factor in reason.factors), "id": reason.id,
    }  # fmt: skip
    sheet.number(row, at(REASONS, "number"), row, MIDDLE)
    sheet.number(row, at(REASONS, "page"), sentence.page if sentence else None, MIDDLE)
    for key, text in texts.items():
        sheet.text(row, at(REASONS, key), text)


def _factor(factor: Factor, lang: str) -> str:
    """The words of a cause with its type, what it is about and its amount in 元."""
    told = [
        "、".join(word(TYPES, score.type, lang) for score in factor.types),
        factor.object,
        word(DIRECTIONS, factor.direction, lang) if factor.direction else None,
        f"{number(factor.amount)}元" if factor.amount is not None else None,
    ]
    return f"{factor.text}（{' · '.join(part for part in told if part)}）" if any(told) else factor.text
