"""When two names of a subject mean the same: the one comparison of annotations and of output with gold."""

from __future__ import annotations

import re

from gouji import accounts
from gouji.similar import dice

_IDLE = re.compile(r"[的了和与及等为“”、（）]|情况|数量$|数$")
_CONTRASTS = (
    ("优", "良", "中", "差"), ("批次", "人次", "团组"), ("购置", "保有", "处置", "报废"), ("国内", "外事", "外宾", "国（境）外"),
    ("调入", "调出", "新录用", "退休", "去世"), ("部门评价", "财政评价", "自评", "监控", "目标"), ("人均", "车均", "次均"),
    ("货物", "工程", "服务"), ("中小企业", "小微企业"),
)  # fmt: skip
_ALIKE, _ALIKE_ACCOUNT = 0.5, 0.75
_HEAD = 4


def same_subject(
    one: str | None, other: str | None, scopes: tuple[str | None, str | None] = (None, None)
) -> bool:
    """Whether two subjects are the same: their last path segments agree after aliases.

    Names of accounts must agree exactly (after aliases and renamings); free phrases agree where one ends with the
    other (the same head, fewer modifiers, at least four characters), or where half of their character pairs do
    (Dice; three quarters where one of them is an account) and no word that sets things apart (优 and 良, 批次 and
    人次) differs. Of ``ITEM：part`` the part decides, and the item where both name one. Names that differ only in the
    scope of money they print agree where the ``scopes`` annotated beside them are the same.
    """
    if one is None or other is None:
        return one == other
    (item, part), (item_2, part_2) = _split(one), _split(other)
    if item and item_2 and not _alike(item, item_2, scopes):
        return False
    return _alike(part, part_2, scopes)


def _split(subject: str) -> tuple[str, str]:
    whole, _, part = subject.rpartition("：")
    return accounts.normalise(whole.rpartition("/")[2]), accounts.normalise(part.rpartition("/")[2])


def _alike(one: str, other: str, scopes: tuple[str | None, str | None]) -> bool:
    if one == other or other in accounts.current_names(one) or one in accounts.current_names(other):
        return True
    term, term_2 = accounts.term(one), accounts.term(other)
    if term is not None and term_2 is not None:
        return term.name == term_2.name or (
            term.base is not None and term.base == term_2.base and term.side == term_2.side
            and (term.scope == term_2.scope or (scopes[0] is not None and scopes[0] == scopes[1]))
        )  # fmt: skip
    if any(_apart(_members(one, group), _members(other, group)) for group in _CONTRASTS):
        return False
    if term is None and term_2 is None and _same_head(one, other):
        return True
    wanted = _ALIKE if term is None and term_2 is None else _ALIKE_ACCOUNT
    return dice(_IDLE.sub("", one), _IDLE.sub("", other)) >= wanted


def _same_head(one: str, other: str) -> bool:
    """Whether one phrase is the other with more modifiers in front (甲项目群众满意度, 群众满意度)."""
    short, long = sorted((one, other), key=len)
    return len(short) >= _HEAD and long.endswith(short)


def _apart(one: set[str], other: set[str]) -> bool:
    return bool(one and other) and one != other


def _members(name: str, group: tuple[str, ...]) -> set[str]:
    return {word for word in group if word in name}
