"""Canonical forms by title and header signature, from patterns/forms; never by printed number or order."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import msgspec

from gouji import patterns
from gouji.read.clean import folded

Layout = Literal["codes", "sides", "accounts", "loose"]


class FormPattern(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A canonical form.

    Attributes:
        id: the canonical id of the contract.
        layout: codes (rows by account code), sides (income beside expenditure), accounts (accounts as
            columns or rows), loose (no amount form: headers may stand in the middle).
        titles: regular expressions searched in the folded title (half width, straight quotes, no spaces).
        not_titles: expressions that must not be there, nor in a title that says nothing where the header decides.
        not_header: expressions that must not be found in the header texts, whatever the title.
        header: expressions that must all be found in the header texts where no title decides.
        rows: expressions of which one must be found among the labels where no title decides.
        examples: titles of this form.
        counter_examples: titles of other forms.
    """

    id: str
    layout: Layout
    titles: tuple[str, ...]
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]
    not_titles: tuple[str, ...] = ()
    not_header: tuple[str, ...] = ()
    header: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """A compiled pattern."""

    id: str
    layout: Layout
    titles: re.Pattern[str]
    not_titles: re.Pattern[str] | None
    not_header: re.Pattern[str] | None
    header: tuple[re.Pattern[str], ...]
    rows: re.Pattern[str] | None


_NUMBER = re.compile(
    r"^(?:第?[一二三四五六七八九十\d]+[、.．](?:\d{1,2}(?=\D))?|附?表[一二三四五六七八九十\d\-]+[、:：.]?|[（(][一二三四五六七八九十]+[)）])"
)

_PRINTED = re.compile(
    r"\((?:(?:财决|预算|决算)?(?:公开|批复)?\d{1,2}(?:-\d)?表?|(?:金额)?单位:.{1,3}|\d{4}年.{0,2})\)$"
)
_PUT_IN = (
    (re.compile(r"总体情况|总体"), "总"),
    (re.compile(r"情况(?=(?:明细|汇总)?表)"), ""),
    (re.compile(r"(?<!财政)拨款"), ""),
    (
        re.compile(
            r"(?<=基本支出)(?:预算)?(?:支出)?(?:部门|政府)?(?:预算)?(?:支出)?经济(?:科目)?分类(?:科目)?"
        ),
        "",
    ),
    (re.compile(r"部门综合预算|综合预算"), ""),
)


def form_of_title(title: str, header: Sequence[str] = ()) -> Form | None:
    """The form a title names, with or without its printed number; None where no pattern knows it.

    The header decides between forms of one title, such as a list of accounts with or without economic items.
    """
    key = _PRINTED.sub("", _NUMBER.sub("", folded(title)))
    names = [folded(text) for text in header]
    for words in dict.fromkeys((key, _plain(key))):
        for form in forms():
            if form.titles.search(words) and not _speaks_against(form, words, names):
                return form
    return None


def _plain(key: str) -> str:
    """A title in its plain words, without those that some places put in and that tell no two forms apart."""
    return functools.reduce(lambda text, change: change[0].sub(change[1], text), _PUT_IN, key)


def form_of_signature(header: Sequence[str], labels: Sequence[str], title: str = "") -> Form | None:
    """The form whose header words are all there, for tables without a title that says it."""
    key = folded(title)
    names = [folded(text) for text in header]
    rows = [folded(text) for text in labels]
    for form in forms():
        if not form.header or _speaks_against(form, key, names):
            continue
        if all(any(word.search(name) for name in names) for word in form.header) and (
            form.rows is None or any(form.rows.search(row) for row in rows)
        ):
            return form
    return None


def unnumbered(title: str) -> str:
    """A title without the number printed before it: 表1, 2.15, 一、"""
    return _NUMBER.sub("", title)


def _speaks_against(form: Form, key: str, names: Sequence[str]) -> bool:
    if form.not_titles and form.not_titles.search(key):
        return True
    return form.not_header is not None and any(form.not_header.search(name) for name in names)


def layout_of(form: str | None) -> Layout:
    """How the rows of a form are read; loose for what is no known form."""
    return next((entry.layout for entry in forms() if entry.id == form), "loose")


@functools.cache
def forms() -> tuple[Form, ...]:
    """All forms, compiled, in the order of the pattern files."""
    return tuple(_compiled(entry) for entry in patterns.load("forms", FormPattern))


def _compiled(entry: FormPattern) -> Form:
    return Form(
        entry.id,
        entry.layout,
        re.compile("|".join(entry.titles)),
        re.compile("|".join(entry.not_titles)) if entry.not_titles else None,
        re.compile("|".join(entry.not_header)) if entry.not_header else None,
        tuple(re.compile(word) for word in entry.header),
        re.compile("|".join(entry.rows)) if entry.rows else None,
    )
