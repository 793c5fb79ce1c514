"""The names of sheets: which are titles of their tables, and which say that a table goes on."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gouji.read.blocks import Block, Grid, Line
from gouji.read.clean import clean
from gouji.read.narrative.numbering import is_caption
from gouji.read.tables.forms import form_of_title

_NUMBER = re.compile(
    r"^(?:(?:财决|预算)?(?:公开)?(?:附?表|[A-Za-z]{1,3})?[\s\-_.]*\d{1,3}(?:[-.—_]\d{1,3})*\s*表?|附?表[一二三四五六七八九十]+|[一二三四五六七八九十]+、)"
    r"[\s、.．:：_\-—]*(?=[^\d\s年月])"
)
_PRINTED = re.compile(r"[(（](?:财决|预算)?(?:公开|批复)?\s*\d{0,2}\s*(?:表|续)?[)）]?$")
_SAYS_NOTHING = re.compile(
    r"^(?:sheet|工作表|表格?|附表|页|新建.*|[A-Za-z]*)[\s\-_]*\d*(?:\s*[(（]\d+[)）])?$", re.IGNORECASE
)
_CHINESE = re.compile(r"[一-龥]{2}")
_COPY = re.compile(r"\s*[(（]\d{1,2}[)）]$")
_CONTINUED = re.compile(r"[(（]续(?:表)?\d*[)）]|续表|[表续]续\d*$")


def title_of(name: str) -> str | None:
    """The title that the name of a sheet gives its table; None where it says nothing (Sheet1, GK01).

    Z01 收入支出决算总表(财决公开01表) is 收入支出决算总表, 2.15单位收支总表 is 单位收支总表.
    """
    name = clean(name)
    if _SAYS_NOTHING.match(name):
        return None
    title = _PRINTED.sub("", _COPY.sub("", _NUMBER.sub("", name)))
    return title if _CHINESE.search(title) else None


def is_continued(name: str, blocks: Sequence[Block]) -> bool:
    """Whether a sheet goes on the table of the one before it, by its name or by its lines above the table."""
    if _CONTINUED.search(clean(name)):
        return True
    return any(_CONTINUED.search(text) for text in _above(blocks))


def with_title(name: str, blocks: Sequence[Block], page: int) -> list[Block]:
    """The blocks of a sheet, under its name as a line where its table has no title of its own.

    A name that tells the form goes before a title that does not.
    """
    title = title_of(name)
    first = next((block for block in blocks if isinstance(block, Grid)), None)
    if title is None or first is None:
        return list(blocks)
    own = [text for text in _above(blocks) if not is_caption(text) or form_of_title(text)]
    inside = [cell.text for cell in first.cells if cell.colspan == first.width > 1]
    named = any(form_of_title(text) for text in (*own, *inside))
    if named or (own and not form_of_title(title)):
        return list(blocks)
    return [Line(title, page, gap=True, full=False), *blocks]


def _above(blocks: Sequence[Block]) -> list[str]:
    """The lines before the first table."""
    found: list[str] = []
    for block in blocks:
        if isinstance(block, Grid):
            break
        if isinstance(block, Line):
            found.append(block.text)
    return found
