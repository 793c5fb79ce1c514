"""Eleven kinds of planted errors, one injector each, and how to plant them together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal

from corpora.ledger.accounts import GROUPS
from corpora.ledger.document import Document, with_part
from corpora.ledger.errors import (
    NotPossible,
    Planted,
    changed,
    edited,
    fact,
    number,
    paragraph,
    put,
    section_of,
    sentence_at,
    transposed,
)
from corpora.ledger.forms import replaced
from corpora.ledger.pieces import Fact, Other, Piece, Pieces, percent, reworded

Injector = Callable[[Document], tuple[Document, Planted]]


def digit_slip(document: Document) -> tuple[Document, Planted]:
    """Two digits of a class's amount exchanged; its share still tells the right one."""
    old = fact(document, "structure", "account.210.level")
    text = transposed(old.text)
    entry = Planted(
        "digit-slip",
        9,
        "一位数字或相邻数字错位",
        "figure.contradicted",
        ("figure.two_values",),
        "digit_slip",
        (),
        (),
    )
    return changed(document, "structure", old, reworded(old, text, number(text)), entry)


def wrong_base(document: Document) -> tuple[Document, Planted]:
    """A rate of change taken on this year's figure."""
    old = fact(document, "overall", "total.rate")
    change, level = fact(document, "overall", "total.change"), fact(document, "overall", "total.level")
    assert change.value is not None
    assert level.value is not None
    value = percent(change.value, level.value)
    if value == old.value:
        raise NotPossible("same rate on both bases")
    text = f"{value:.2f}".rstrip("0").rstrip(".") + "%"
    entry = Planted("wrong-base", 1, "增长率基数用错", "figure.contradicted", (), "wrong_base", (), ())
    return changed(document, "overall", old, reworded(old, text, value), entry)


def _less_item(document: Document) -> tuple[str, Fact]:
    """The first item that spent less than its opening budget and says so."""
    for one in document.explanation():
        if not one.key.startswith("account.213") and not one.key.startswith(("account.207", "account.214")):
            continue
        for piece in one.pieces:
            if isinstance(piece, Fact) and piece.kind == "comparison" and piece.direction == "decrease":
                return one.key, piece
    raise NotPossible("no item below its budget")


def direction_word(document: Document) -> tuple[Document, Planted]:
    """大于 where the figures say 小于."""
    key, old = _less_item(document)
    new = replace(old, text=old.text.replace("小于", "大于"), direction="increase")
    entry = Planted(
        "direction",
        11,
        "方向词与数字相反",
        "comparison.direction",
        ("reason.opposite_direction",),
        "direction",
        (),
        (),
    )
    return changed(document, key, old, new, entry)


def other_scope(document: Document) -> tuple[Document, Planted]:
    """Basic spending of all money where that of the general public budget is meant."""
    old = fact(document, "basic", "basic.level")
    cell = document.form("公开03").find("合计", "基本支出")
    assert cell.value is not None
    style = document.ledger.family.style
    value = style.printed(cell.value)
    if value == old.value:
        raise NotPossible("no basic spending outside the general budget")
    entry = Planted(
        "other-scope",
        7,
        "叙述用了另一口径的合计",
        "figure.contradicted",
        ("figure.two_values",),
        "other_scope",
        (),
        (),
    )
    return changed(document, "basic", old, reworded(old, style.money(cell.value), value), entry)


def swapped_siblings(document: Document) -> tuple[Document, Planted]:
    """Purchase and running cost of vehicles exchanged."""
    places = (
        ("three.purchase", "three.公务用车购置费.level"),
        ("three.running", "three.公务用车运行维护费.level"),
    )
    first, second = (fact(document, *place) for place in places)
    if first.value == second.value:
        raise NotPossible("equal siblings")
    new = (reworded(first, second.text, second.value), reworded(second, first.text, first.value))
    after = put(put(document, places[0][0], first, new[0]), places[1][0], second, new[1])
    keys = tuple(place[0] for place in places)
    return after, Planted(
        "swapped-siblings",
        8,
        "相邻两项数字对调",
        "figure.contradicted",
        (),
        "swapped_siblings",
        said=(new[0].text, new[1].text),
        right=(first.text, second.text),
        paragraphs=keys,
        sentences=tuple(sentence_at(after, key, one) for key, one in zip(keys, new, strict=True)),
        section=section_of(after, keys[0]),
        cells=first.about.cells + second.about.cells,
    )


def flat_conflict(document: Document) -> tuple[Document, Planted]:
    """持平 written beside a change that is none of the kind."""
    key = "source.其他收入"
    old = fact(document, key, "source.其他收入.rate")
    flat = Fact("source.其他收入.flat", "持平", "flat", old.about, None, None, old.year, "上年", None, "flat")
    pieces: list[Piece] = []
    for piece in paragraph(document, key).pieces:
        pieces.append(piece)
        if piece is old:
            pieces += ["，与上年决算数", flat]
    after = edited(document, key, tuple(pieces))
    change = fact(document, key, "source.其他收入.change")
    return after, Planted(
        "flat-conflict",
        13,
        "持平与变动并存",
        "flat.conflict",
        (),
        "flat_conflict",
        said=("与上年决算数持平",),
        right=(change.text,),
        paragraphs=(key,),
        sentences=(sentence_at(after, key, flat),),
        section=section_of(after, key),
    )


def zero_base(document: Document) -> tuple[Document, Planted]:
    """A completion rate for an item that had no opening budget."""
    key = "account.2240703"
    pieces = paragraph(document, key).pieces
    level = fact(document, key, f"{key}.level")
    start = next(i for i, piece in enumerate(pieces) if isinstance(piece, Fact))
    verdict = next(
        i for i, piece in enumerate(pieces) if isinstance(piece, Fact) and piece.kind == "comparison"
    )
    none = next(piece for piece in pieces if isinstance(piece, Fact) and piece.kind == "none")
    head = pieces[:start]
    if isinstance(head[-1], str) and head[-1].startswith("年初预算"):
        head = head[:-1]
    budget = Fact(f"{key}.budget", "0万元", "level", none.about, Decimal(0), "万元", level.year)
    rate = Fact(
        f"{key}.completion", "100%", "completion", level.about, Decimal(100), "%", level.year, "年初预算"
    )
    made: Pieces = ("年初预算为", budget, "，支出决算为", level, "，完成年初预算的", rate, "。")
    after = edited(document, key, (*head, *made, *pieces[verdict:]))
    return after, Planted(
        "zero-base",
        15,
        "年初预算为零仍写完成率",
        "completion.zero_denominator",
        (),
        "zero_denominator",
        said=("完成年初预算的100%",),
        right=("年初无预算",),
        paragraphs=(key,),
        sentences=(sentence_at(after, key, rate),),
        section=section_of(after, key),
    )


def table_sum(document: Document) -> tuple[Document, Planted]:
    """One cell of form 03 with exchanged digits: its row and its column no longer add up."""
    form = document.form("公开03")
    rows = [
        cell
        for cells in form.body
        for cell in cells
        if cell.column == "项目支出" and len(cell.row) == 7 and cell.value and cell.value > 100
    ]
    if not rows:
        raise NotPossible("no project item")
    cell = rows[len(rows) // 2]
    text = transposed(cell.text)
    wrong = replaced(form, cell.row, cell.column, text, number(text))
    blocks = tuple(wrong if block is form else block for block in document.part("forms"))
    return with_part(document, "forms", blocks), Planted(
        "table-sum",
        None,
        "表内分项之和不等于合计",
        "table.identity",
        ("table.cross_identity",),
        "digit_slip",
        said=(text,),
        right=(cell.text,),
        cell=(form.id, cell.row, cell.column),
        cells=((form.id, cell.row, cell.column),),
    )


def unit_slip(document: Document) -> tuple[Document, Planted]:
    """元 printed for 万元."""
    key = "account.2210201"
    old = fact(document, key, f"{key}.level")
    new = replace(old, text=old.text.replace("万元", "元"), unit="元")
    entry = Planted(
        "unit-slip", 17, "单位元与万元混用", "text.unit", ("figure.contradicted",), "unit_10e4", (), ()
    )
    return changed(document, key, old, new, entry)


def old_name(document: Document) -> tuple[Document, Planted]:
    """A group name that went out of use before the fiscal year."""
    key, right, said = "account.2080506", GROUPS["20805"], "行政事业单位离退休"
    pieces = paragraph(document, key).pieces
    old = next(piece for piece in pieces if isinstance(piece, str) and f"{right}（款）" in piece)
    new = old.replace(f"{right}（款）", f"{said}（款）")
    after = put(document, key, old, new)
    return after, Planted(
        "old-name",
        21,
        "科目名称错误或已停用",
        "subject.name",
        (),
        "unknown",
        said=(said,),
        right=(right,),
        paragraphs=(key,),
        sentences=(sentence_at(after, key, new),),
        section=section_of(after, key),
    )


def stale_year(document: Document) -> tuple[Document, Planted]:
    """A date of the year before."""
    old = next(piece for piece in paragraph(document, "assets").pieces if isinstance(piece, Other))
    year = document.ledger.this.year
    new = Other(old.text.replace(str(year), str(year - 1)), old.why)
    after = put(document, "assets", old, new)
    return after, Planted(
        "stale-year",
        16,
        "年度未更新",
        "text.year",
        (),
        "stale_year",
        said=(new.text,),
        right=(old.text,),
        paragraphs=("assets",),
        sentences=(sentence_at(after, "assets", new),),
        section=section_of(after, "assets"),
    )


INJECTORS: tuple[Injector, ...] = (
    wrong_base,
    flat_conflict,
    digit_slip,
    old_name,
    direction_word,
    unit_slip,
    zero_base,
    other_scope,
    swapped_siblings,
    stale_year,
    table_sum,
)


def plant(
    document: Document, injectors: Sequence[Injector] = INJECTORS
) -> tuple[Document, tuple[Planted, ...]]:
    """Apply injectors one after the other; sentences of the key are read from the final report."""
    entries: list[Planted] = []
    for injector in injectors:
        document, entry = injector(document)
        entries.append(entry)
    return document, tuple(entries)
