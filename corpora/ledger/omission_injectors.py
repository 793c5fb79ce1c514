"""Planted errors of what is not there, and of words taken from elsewhere: other items, other units, other years."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from corpora.ledger.accounts import ITEMS
from corpora.ledger.document import Block, Document, with_part
from corpora.ledger.errors import NotPossible, Planted, edited, paragraph, put, section_of, sentence_at
from corpora.ledger.forms import Form
from corpora.ledger.injectors import Injector
from corpora.ledger.pieces import Fact, Other, Paragraph, Piece, Pieces, plain

_CUE = re.compile(r"(?:主要原因|原因|主要)(?:是|为|系|：)$")
_PERSONNEL = ("account.205", "account.208", "account.210", "account.221")
_FAR, _SHORT = 10, 10


def receptions_uncounted(document: Document) -> tuple[Document, Planted]:
    """The numbers of receptions at home and of guests left out; only those from abroad are told."""
    key = "three.reception"
    pieces = list(paragraph(document, key).pieces)
    counts = [n for n, p in enumerate(pieces) if isinstance(p, Fact) and p.key in _HOME]
    if len(counts) != len(_HOME) or not document.ledger.this.three_public.reception[1]:
        raise NotPossible("no counts")
    if any(isinstance(p, Fact) and p.key in _HOME and p.about.cells for p in pieces):
        raise NotPossible("a form tells the counts")
    left = plain(pieces[counts[0] - 1 : counts[-1] + 1])
    after = edited(document, key, (*pieces[: counts[0] - 1], *pieces[counts[-1] + 1 :]))
    level = next(p for p in pieces if isinstance(p, Fact) and p.key == "three.inland.level")
    entry = _entry("receptions-uncounted", 33, "缺少应有内容", "item.missing")
    return after, _told(after, key, level, "国内公务接待", left, entry)


def vehicles_unsplit(document: Document) -> tuple[Document, Planted]:
    """Purchase and running of vehicles not told apart: their paragraphs are left out."""
    keys = ("three.purchase", "three.running")
    gone = [paragraph(document, key) for key in keys]
    kept = tuple(b for b in document.part("explanation") if not any(b is one for one in gone))
    if any(_speaks_of(b, "three.公务用车") for b in kept):
        raise NotPossible("told elsewhere too")
    after = with_part(document, "explanation", kept)
    level = next(p for p in paragraph(after, "three.vehicles").pieces if isinstance(p, Fact))
    entry = _entry("vehicles-unsplit", 33, "缺少应有内容", "item.missing")
    return after, _told(after, "three.vehicles", level, "公务用车购置费", gone[0].text, entry)


def reason_left_out(document: Document) -> tuple[Document, Planted]:
    """An item far from its budget without its reason."""
    for one in document.explanation():
        rate = next((p for p in one.pieces if isinstance(p, Fact) and p.key.endswith(".completion")), None)
        if (
            not one.key.startswith("account.")
            or rate is None
            or rate.value is None
            or abs(rate.value - 100) < _FAR
        ):
            continue
        at = next((n for n, p in enumerate(one.pieces) if isinstance(p, str) and _CUE.search(p)), None)
        if at is None or one.pieces[-1] != "。":
            continue
        after = edited(document, one.key, (*one.pieces[:at], "。"))
        entry = _entry("reason-left-out", 33, "缺少应有内容", "reason.missing")
        return after, _told(after, one.key, rate, rate.text, plain(one.pieces[at:]), entry)
    raise NotPossible("nothing far from its budget")


def section_left_out(document: Document) -> tuple[Document, Planted]:
    """The section on the cost of running offices left out."""
    blocks = document.part("explanation")
    at = next(n for n, b in enumerate(blocks) if isinstance(b, Paragraph) and b.key == "operating")
    title = blocks[at - 1]
    assert isinstance(title, Paragraph)
    after = with_part(document, "explanation", blocks[: at - 1] + blocks[at + 1 :])
    entry = _entry("section-left-out", 33, "缺少应有内容", "section.missing")
    return after, replace(entry, said=("机关运行经费",), right=(title.text,))


def usage_copied(document: Document) -> tuple[Document, Planted]:
    """What another item of the report pays for, given as what this one pays for."""
    pair = [one for one in document.explanation() if one.key.startswith("account.210")]
    pair += [one for one in document.explanation() if one.key.startswith("account.20805")]
    if len(pair) < 2:
        raise NotPossible("one item only")
    to, source = pair[0], pair[-1]
    words = {one.key: f"主要用于：{ITEMS[one.key.removeprefix('account.')].usage}。" for one in (to, source)}
    after = document
    for one, printed in ((source, words[source.key]), (to, words[source.key])):
        after = edited(after, one.key, _with_usage(one, words[one.key], printed))
    piece = next(p for p in paragraph(after, to.key).pieces if p == words[source.key])
    entry = _entry("usage-copied", 20, "科目用途照搬", "subject.usage_copied")
    return after, _told(after, to.key, piece, words[source.key][5:-1], words[to.key][5:-1], entry)


def entity_in_text(document: Document) -> tuple[Document, Planted]:
    """The department's name of another place in the explanation."""
    name = document.ledger.department.name
    for one in document.explanation():
        piece = next((p for p in one.pieces if isinstance(p, str) and name in p), None)
        if one.key and piece is not None and len(one.text) > len(name):
            new = piece.replace(name, other_name(name), 1)
            after = put(document, one.key, piece, new)
            entry = _entry("entity-in-text", 22, "单位名称不一致", "text.entity_name")
            return after, _told(after, one.key, new, other_name(name), name, entry)
    raise NotPossible("no name in the text")


def entity_of_form(document: Document) -> tuple[Document, Planted]:
    """A form that names another department above its grid."""
    form, name = document.form("公开03"), document.ledger.department.name
    wrong: Form = replace(form, department=other_name(name))
    blocks: tuple[Block, ...] = tuple(wrong if block is form else block for block in document.part("forms"))
    entry = _entry("entity-of-form", 22, "单位名称不一致", "text.entity_name")
    return with_part(document, "forms", blocks), replace(entry, said=(wrong.department,), right=(name,))


def other_name(name: str) -> str:
    """A name that is nearly the department's: of a 区 for a 市, or with another word for 和."""
    for old, new in (("市", "区"), ("县", "市"), ("区", "市"), ("和", "与")):
        if old in name:
            return name.replace(old, new, 1)
    raise NotPossible(name)


def year_of_section(document: Document) -> tuple[Document, Planted]:
    """Last year's number before this year's figures."""
    year = document.ledger.this.year
    old = next((p for p in paragraph(document, "overall").pieces if _is_year(p, year)), None)
    if not isinstance(old, Other):
        raise NotPossible("no year")
    new = Other(old.text.replace(str(year), str(year - 1)), old.why)
    after = put(document, "overall", old, new)
    entry = _entry("year-of-section", 16, "年度未更新", "text.year", (), "stale_year")
    return after, _told(after, "overall", new, new.text, old.text, entry)


def reason_copied(document: Document) -> tuple[Document, Planted]:
    """The reason of one item given for another of an unlike class that moved the same way."""
    for source, cause in _causes(document, projects=True):
        for to, words in _causes(document, projects=False):
            if _way(source) != _way(to) or "结转" in plain(cause) or len(plain(cause)) < _SHORT:
                continue
            at = next(n for n in range(len(to.pieces)) if to.pieces[n] is words[0])
            made: Pieces = (*to.pieces[:at], *cause, *to.pieces[at + len(words) :])
            after = edited(document, to.key, made)
            entry = _entry(
                "reason-copied", 30, "原因照搬于不同事项", "reason.copied", ("reason.unsupported",)
            )
            return after, _told(after, to.key, cause[0], plain(cause), plain(words), entry)
    raise NotPossible("no two reasons of one direction")


def cue_doubled(document: Document) -> tuple[Document, Planted]:
    """主要是, 主要原因是 or 原因 said twice."""
    for one in document.explanation():
        for piece in one.pieces if one.key else ():
            found = (
                re.search(r"(?:主要原因是|主要是|原因)(?=：?$)", piece) if isinstance(piece, str) else None
            )
            if found is not None and isinstance(piece, str):
                new = piece[: found.end()] + found.group() + piece[found.end() :]
                after = put(document, one.key, piece, new)
                entry = _entry("cue-doubled", 30, "原因词语重复", "text.duplicate", ("text.residue",))
                return after, _told(after, one.key, new, found.group() * 2, found.group(), entry)
    raise NotPossible("no cue")


_HOME = ("three.batches.count", "three.guests.count")


def _entry(
    name: str, kind: int, words: str, code: str, accepted: tuple[str, ...] = (), diagnosis: str = ""
) -> Planted:
    return Planted(name, kind, words, code, accepted, diagnosis, (), ())


def _told(after: Document, key: str, piece: Piece, said: str, right: str, entry: Planted) -> Planted:
    """The entry with what was said, what is right, and the sentence of a piece."""
    return replace(
        entry,
        said=(said,) if said else (),
        right=(right,),
        paragraphs=(key,),
        sentences=(sentence_at(after, key, piece),),
        section=section_of(after, key),
    )


def _with_usage(one: Paragraph, own: str, printed: str) -> Pieces:
    """The pieces of an item with a sentence of usage behind its title, in the place of its own."""
    if own in one.pieces:
        return tuple(printed if piece == own else piece for piece in one.pieces)
    at = next(n for n, p in enumerate(one.pieces) if isinstance(p, str) and p.endswith("（项）"))
    behind = one.pieces[at + 1]
    assert isinstance(behind, str)
    return (*one.pieces[: at + 1], "。", printed, behind.removeprefix("。"), *one.pieces[at + 2 :])


def _speaks_of(block: Block, prefix: str) -> bool:
    return isinstance(block, Paragraph) and any(
        isinstance(piece, Fact) and piece.key.startswith(prefix) for piece in block.pieces
    )


def _is_year(piece: Piece, year: int) -> bool:
    return isinstance(piece, Other) and piece.why == "year" and str(year) in piece.text


def _causes(document: Document, *, projects: bool) -> Iterator[tuple[Paragraph, Pieces]]:
    """The items with projects, or those of personnel, with the words of their reason."""
    accounts = tuple(f"account.{project.account}" for project in document.ledger.projects)
    for one in document.explanation():
        if not one.key.startswith(accounts if projects else _PERSONNEL):
            continue
        at = next((n for n, p in enumerate(one.pieces) if isinstance(p, str) and _CUE.search(p)), None)
        if at is not None and one.pieces[-1] == "。" and at + 2 < len(one.pieces):
            yield one, one.pieces[at + 1 : -1]


def _way(one: Paragraph) -> str | None:
    return next((p.direction for p in one.pieces if isinstance(p, Fact) and p.kind == "comparison"), None)


OMISSION_INJECTORS: tuple[Injector, ...] = (
    receptions_uncounted,
    vehicles_unsplit,
    reason_left_out,
    section_left_out,
    usage_copied,
    entity_in_text,
    entity_of_form,
    year_of_section,
    reason_copied,
    cue_doubled,
)
