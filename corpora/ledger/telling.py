"""Clauses that the newer template families share: a change with its reason, parts with their shares."""

from __future__ import annotations

from decimal import Decimal

from corpora.ledger import places, reasons
from corpora.ledger.accounts import CLASSES
from corpora.ledger.ledger import Fund, Line
from corpora.ledger.pieces import About, Paragraph, Piece, Pieces, fill, merged
from corpora.ledger.voice import Voice


def said(key: str, template: str, **parts: Piece | Pieces) -> Paragraph:
    """A body paragraph out of a template with slots."""
    return Paragraph("body", merged(fill(template, **parts)), key)


def joined(parts: list[Pieces], mark: str = "；") -> Pieces:
    """Clauses with a mark between them."""
    out: Pieces = ()
    for index, part in enumerate(parts):
        out += (mark, *part) if index else part
    return out


def moved(
    voice: Voice,
    about: About,
    now: Decimal,
    before: Decimal,
    reason: Pieces,
    *,
    each: str = "",
    joint: str = "，",
) -> Pieces:
    """The change against last year and, where there is one, its reason behind ``joint``."""
    change = voice.change(about, now, before, each=each)
    return change if now == before else (*change, joint, *reasons.because(voice, reason))


def paid_classes(voice: Voice, fund: Fund = "general") -> list[tuple[str, str, Decimal, Decimal]]:
    """Classes with money this year or last: code, name, 决算 of this year and of last year."""
    book = voice.ledger
    found = []
    for code, name in CLASSES.items():
        now, before = (side.sum(lambda x: x.fiscal, fund, code) for side in (book.this, book.last))
        if now:
            found.append((code, name, now, before))
    return found


def paid_lines(voice: Voice, fund: Fund = "general") -> list[Line]:
    """The items of a fund with spending or a budget."""
    return [x for x in voice.ledger.this.lines if x.fund == fund and (x.fiscal or x.budget)]


def classes(voice: Voice, template: str, of: str) -> Pieces:
    """Every class of general public spending: ``{name}``, ``{level}``, ``{share}``."""
    rows = paid_classes(voice)
    whole = sum((now for _, _, now, _ in rows), Decimal(0))
    out = []
    for code, name, now, _ in rows:
        about = places.account(voice.family, code, name, "general")
        level, share = voice.level(about, now), voice.share(about, now, whole, of)
        out.append(fill(template, name=name.removesuffix("支出"), level=level, share=share))
    return joined(out)


def class_reason(voice: Voice, code: str, *, up: bool) -> Pieces:
    """Why a class moved against last year."""
    mine = [p for p in voice.ledger.projects if p.account.startswith(code)]
    if mine:
        return reasons.yearly(voice, mine, up=up)
    if code in ("208", "210", "221"):
        return reasons.contribution(voice, up=up)
    return reasons.training(voice, up=up) if code == "205" else reasons.staff(voice, up=up)
