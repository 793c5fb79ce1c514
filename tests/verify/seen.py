"""Looking things up in an audit by what a reader sees: the printed figure, the form with row and column."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

import gouji

from tests import small

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gouji.model import Audit, Claim, Finding, Link, Verdict


def audit(
    sections: Mapping[str, str] | None = None,
    forms: Mapping[str, str] | None = None,
    *,
    drop: tuple[str, ...] = (),
    alone: bool = False,
) -> Audit:
    """The audit of the small report with some sections and forms replaced; ``alone``: with these sections only."""
    if alone:
        drop = (*drop, *(name for name in small.SECTIONS if name not in (sections or {})))
    return audit_text(small.text(sections, forms, drop=drop))


@functools.cache
def audit_text(words: str) -> Audit:
    """The audit of a report as text; the same text is audited once."""
    return gouji.audit(small.read_text(words))


def claim(result: Audit, text: str, section: str, nth: int = 0) -> Claim:
    """The claim that a figure or statement of a section (a key of `small.TITLES`) makes."""
    ids = {s.id for s in result.report.sections if s.title == small.TITLES[section]}
    inside = {s.id for s in result.sentences if s.section in ids}
    found = [c for c in result.claims if c.text == text and c.sentence in inside]
    assert len(found) > nth, [c.text for c in result.claims if c.sentence in inside]
    return found[nth]


def verdict(result: Audit, text: str, section: str, nth: int = 0) -> Verdict:
    """The verdict of the same."""
    wanted = claim(result, text, section, nth).id
    return next(v for v in result.verdicts if v.claim == wanted)


def link(result: Audit, text: str, section: str, nth: int = 0) -> Link:
    """The link of the same."""
    wanted = claim(result, text, section, nth).id
    return next(x for x in result.links if x.claim == wanted)


def cell(result: Audit, name: str) -> str:
    """A cell as "公开03 合计 基本支出": its form, its row (code, or label), its column path."""
    for table in result.report.tables:
        for each in table.cells:
            if each.id == name:
                columns = "/".join(each.column_path)
                return " ".join(part for part in (table.form, each.row_code or each.row, columns) if part)
    raise KeyError(name)


def expression(result: Audit, found: Link) -> str:
    """An expression with cells by their place and claims by their text instead of their ids."""
    words = found.expression or ""
    text = {c.id: c.text for c in result.claims}
    for name in (*found.cells, *found.claims):
        words = words.replace(f"[{name}]", f"[{text.get(name) or cell(result, name)}]")
    return words


def findings(result: Audit, code: str) -> list[Finding]:
    """The findings of a code."""
    return [f for f in result.findings if f.code == code]


def codes(result: Audit) -> list[str]:
    """The codes of all findings, sorted."""
    return sorted(f.code for f in result.findings)
