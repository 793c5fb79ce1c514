"""Paragraphs into sections by their numbering: 第一部分, 一、, （一）; attachments keep to themselves."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from gouji.model import Section
from gouji.read.blocks import Break, Grid, Piece
from gouji.read.clean import folded
from gouji.read.narrative.contents import Contents, find_contents
from gouji.read.narrative.headings import Heading, heading_of
from gouji.read.narrative.numbering import is_attachment_mark, is_caption, number_of
from gouji.read.narrative.roles import role_of
from gouji.read.settings import TEXT, TextSettings
from gouji.vocabulary import Role

_MARK = re.compile(r"^附(?:件|表|录)\s*[\d一二三四五六七八九十]*(?:[-—－]\d+)?[:：]?$")
_MARK_HEAD = re.compile(
    r"^附(?:件|表|录)\s*[\d一二三四五六七八九十]*(?:[-—－]\d+)?[:：]?(?!\d{1,2}[.、．]|[:：])"
)
_REPORT = re.compile(r"绩效(?:自评|评价)(?:综合|情况)?报告(?:目录|第三方机构.{0,12})?$|自评报告$")
_BODY = re.compile(r"[。；！？，,;]")
_AFTER: dict[Role | None, Role] = {
    None: "overview",
    "cover": "overview",
    "contents": "overview",
    "forms": "explanation",
}
_ENDING = 6
COVER = "s0"
CONTENTS = "s0.1"


@dataclass(frozen=True, slots=True)
class Outline:
    """Sections in reading order; per item its section id, and whether a paragraph is a heading."""

    sections: tuple[Section, ...]
    section_of: tuple[str | None, ...]
    headings: frozenset[int]


@dataclass(slots=True)
class _Walk:
    """What is open while the items are walked through, outermost first."""

    contents: Contents
    flat: bool
    sections: list[Section] = field(default_factory=list)
    open: list[str] = field(default_factory=list)
    used: dict[str, set[int]] = field(default_factory=dict)
    section_of: list[str | None] = field(default_factory=list)
    headings: set[int] = field(default_factory=set)
    part: int = 0
    untitled: str | None = None
    lasting: str | None = None

    @property
    def role(self) -> Role | None:
        """The role of the open top section."""
        return self._find(self.open[0]).role if self.open else None

    def _find(self, key: str) -> Section:
        return next(section for section in self.sections if section.id == key)

    def enter(self, depth: int, ordinal: int, number: str, title: str, page: int | None) -> None:
        """Open a section at a depth (1 is the top); a number used already takes the next free one."""
        depth = min(depth, len(self.open) + 1)
        parent = self.open[depth - 2] if depth > 1 else ""
        used = self.used.setdefault(parent, set())
        while ordinal in used or ordinal < 1:
            ordinal += 1
        used.add(ordinal)
        key = f"{parent}.{ordinal}" if parent else f"s{ordinal}"
        role = self._find(parent).role if parent else self._role(number + title, title)
        self.sections.append(Section(key, number, title, role, page))
        self.open = [*self.open[: depth - 1], key]
        self.untitled = None if title else key

    def _role(self, text: str, title: str) -> Role:
        if _MARK_HEAD.match(text):
            rest = _MARK_HEAD.sub("", text)
            return "forms" if role_of(rest) == "forms" else "attachment"
        before = self.role
        if before == "attachment" and role_of(title) is None:
            return "attachment"
        return role_of(title) or _AFTER.get(before, before or "overview")

    def entitle(self, title: str) -> None:
        """Give the open section the title that stands on a line of its own below its number."""
        for index, section in enumerate(self.sections):
            if section.id == self.untitled:
                number = section.number + title
                parent = section.id.rpartition(".")[0]
                role = section.role if parent else self._role(number, title)
                self.sections[index] = replace(section, title=title, role=role)
        self.untitled = None

    def next_ordinal(self) -> int:
        """The number after the last top section."""
        return max([*self.used.get("", set()), 0]) + 1


def outline(items: Sequence[Piece | Grid | Break], settings: TextSettings = TEXT) -> Outline:
    """The sections of a report, and the section of every item (None before the first one)."""
    contents = find_contents(items, settings)
    found = [
        heading_of(item, settings) if isinstance(item, Piece) and index not in contents.pieces else None
        for index, item in enumerate(items)
    ]
    flat = not any(heading and heading.number.level == "part" for heading in found)
    walk = _Walk(contents, flat)
    for index, item in enumerate(items):
        if isinstance(item, Break):
            walk.open, walk.untitled = _after_file(walk), None
        elif isinstance(item, Piece):
            _place(walk, index, item, found[index])
        walk.section_of.append(_section(walk, index))
    sections = _with_front(walk, items)
    return Outline(sections, tuple(walk.section_of), frozenset(walk.headings))


def _place(walk: _Walk, index: int, piece: Piece, heading: Heading | None) -> None:
    if index in walk.contents.pieces:
        return
    if heading is None or not _enter(walk, piece, heading):
        if not _unnumbered(walk, piece):
            if walk.untitled and not is_caption(piece.text):
                walk.untitled = None
            return
        walk.headings.add(index)
    elif heading.whole:
        walk.headings.add(index)


def _enter(walk: _Walk, piece: Piece, heading: Heading) -> bool:
    """Open the section of a numbered heading; False where it is a list item after all."""
    number = heading.number
    if number.level == "part":
        return _enter_part(walk, piece, heading)
    if walk.role in ("glossary", "overview") and (heading.stopped or not heading.whole):
        return walk.flat and walk.role == "overview" and not heading.stopped and _is_known(heading)
    if walk.role == "attachment":
        return _enter_attached(walk, piece, heading)
    if walk.flat:
        depth = 1 if number.level == "first" else 2
        follows = number.ordinal == walk.next_ordinal() and heading.whole
        if depth == 1 and walk.role == "glossary" and role_of(heading.title) is None and not follows:
            depth = 2
    elif not walk.open:
        return False
    else:
        depth = 2 if number.level == "first" else 3
    walk.enter(depth, number.ordinal, number.printed, heading.title, piece.page)
    return True


def _is_known(heading: Heading) -> bool:
    return heading.number.level == "first" and role_of(heading.title) in ("explanation", "forms", "glossary")


def _enter_part(walk: _Walk, piece: Piece, heading: Heading) -> bool:
    number, title = heading.number, heading.title
    if number.ordinal == walk.part and walk.open:
        top = walk._find(walk.open[0])
        if title and not top.title:
            walk.untitled = top.id
            walk.entitle(title)
        return True
    # a number alone has its title on the next line; the contents, if there are any, tell which
    told = title or walk.contents.parts.get(number.ordinal, "")
    if walk.role == "attachment" and (number.ordinal <= walk.part or role_of(told) is None):
        return False
    walk.part = number.ordinal
    walk.enter(1, number.ordinal, number.printed, title, piece.page)
    return True


def _enter_attached(walk: _Walk, piece: Piece, heading: Heading) -> bool:
    """Inside attachments the inner numbering goes one step below the attachment's own section."""
    number = heading.number
    base = 2 if len(walk.open) > 1 and not walk._find(walk.open[1]).number.endswith("、") else 1
    if walk.flat and number.level == "first" and role_of(heading.title) == "glossary":
        walk.enter(1, number.ordinal, number.printed, heading.title, piece.page)
        return True
    depth = base + (1 if number.level == "first" else 2)
    if depth > 3:
        return heading.whole
    walk.enter(depth, number.ordinal, number.printed, heading.title, piece.page)
    return True


def _unnumbered(walk: _Walk, piece: Piece) -> bool:
    """A title below its number, an attachment, the title of an attached report, a part without its number."""
    text = piece.text
    if (
        _BODY.search(text)
        or (is_caption(text) and not is_attachment_mark(text))
        or len(text) > TEXT.part_heading
    ):
        return False
    if walk.untitled and number_of(text) is None and not re.search(r"^附.*\d", text):
        walk.entitle(text)
        return True
    if _MARK_HEAD.match(text) and _may_attach(walk, text):
        mark = _MARK_HEAD.match(text)
        number = mark.group() if mark else ""
        nested = walk.role == "attachment" and walk.open[0] != walk.lasting
        if not nested:
            walk.enter(1, walk.next_ordinal(), number, text[len(number) :], piece.page)
            walk.lasting = walk.open[0]
        else:
            walk.enter(2, 1, number, text[len(number) :], piece.page)
        return True
    if _REPORT.search(text) and number_of(text) is None and walk.role in ("glossary", "attachment"):
        if walk.role == "glossary":
            walk.enter(1, walk.next_ordinal(), "", text, piece.page)
            walk.sections[-1] = replace(walk.sections[-1], role="attachment")
        else:
            walk.enter(2, 1, "", text, piece.page)
        return True
    return _announced(walk, piece)


def _may_attach(walk: _Walk, text: str) -> bool:
    """Whether a mark of an attachment opens one here; 附表1 among the forms is the number of a form."""
    if walk.role == "forms" and text.startswith("附表"):
        return False
    if walk.role in ("glossary", "attachment"):
        return True
    return bool(walk.open) and walk.role in ("explanation", "forms") and bool(_MARK.match(text))


def _announced(walk: _Walk, piece: Piece) -> bool:
    """A part that the contents number and the body prints without its number."""
    title = walk.contents.parts.get(walk.part + 1)
    if walk.flat or not title or number_of(piece.text) is not None:
        return False
    role = role_of(title)
    same = folded(title)[-_ENDING:] == folded(piece.text)[-_ENDING:]
    if role is None or role_of(piece.text) != role or not same or len(folded(piece.text)) < _ENDING:
        return False
    walk.part += 1
    walk.enter(1, walk.part, "", piece.text, piece.page)
    return True


def _after_file(walk: _Walk) -> list[str]:
    """The next file of a bundle belongs to the forms part until it opens a section of its own."""
    forms = [section.id for section in walk.sections if section.role == "forms" and "." not in section.id]
    return forms[:1]


def _section(walk: _Walk, index: int) -> str | None:
    if index in walk.contents.pieces and walk.role != "attachment":
        return CONTENTS
    if walk.open:
        return walk.open[-1]
    return COVER if not walk.sections else None


def _with_front(walk: _Walk, items: Sequence[Piece | Grid | Break]) -> tuple[Section, ...]:
    """The sections, before them the cover and the contents where there are any."""
    front: list[Section] = []
    for key, number, title, role in ((COVER, "", "封面", "cover"), (CONTENTS, "", "目录", "contents")):
        places = [index for index, section in enumerate(walk.section_of) if section == key]
        pieces = [item for index in places if isinstance(item := items[index], Piece)]
        if pieces:
            front.append(Section(key, number, title, _front_role(role, pieces), pieces[0].page))
        else:
            walk.section_of = [None if section == key else section for section in walk.section_of]
    return (*front, *walk.sections)


def _front_role(role: str, pieces: Sequence[Piece]) -> Role:
    """Text before the first heading is the cover, or the whole narrative of a page without headings."""
    if role == "contents":
        return "contents"
    written = any("。" in piece.text and "元" in piece.text for piece in pieces)
    return "explanation" if written else "cover"
