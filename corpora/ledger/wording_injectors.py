"""More planted errors: rates, shares and counts, template residue, and reasons that do not hold."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from corpora.ledger.document import Document
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
from corpora.ledger.injectors import Injector
from corpora.ledger.pieces import Fact, Piece, plain, reworded

_CUE = re.compile(r"(?:原因(?:是|为|：)|主要(?:是|系|由于))$")


def _entry(
    name: str, kind: int | None, words: str, code: str, accepted: tuple[str, ...] = (), diagnosis: str = ""
) -> Planted:
    return Planted(name, kind, words, code, accepted, diagnosis, (), ())


def ratio_as_percent(document: Document) -> tuple[Document, Planted]:
    """The ratio printed with a percent sign (0.32% for 32.39%)."""
    old = fact(document, "overall", "total.rate")
    value = (number(old.text) / 100).quantize(Decimal("0.01"), ROUND_HALF_UP)
    if value < Decimal("0.02"):
        raise NotPossible("rate too small")
    new = reworded(old, f"{value}%", value)
    entry = _entry("ratio-as-percent", 2, "比值误作百分数", "figure.contradicted", (), "ratio_as_percent")
    return changed(document, "overall", old, new, entry)


def unknown_rate(document: Document) -> tuple[Document, Planted]:
    """A rate that no base gives."""
    old = fact(document, "general", "general.rate")
    value = number(old.text) + Decimal("13.57")
    entry = _entry("unknown-rate", 3, "比率无从计算", "figure.contradicted")
    return changed(document, "general", old, reworded(old, f"{value}%", value), entry)


def share_sum(document: Document) -> tuple[Document, Planted]:
    """A share of the structure that takes the sum beyond 100."""
    old = fact(document, "spending", "kind.项目支出.share")
    value = number(old.text) + Decimal("9.09")
    entry = _entry("share-sum", 5, "占比合计不为100%", "share.sum", ("figure.contradicted",))
    return changed(document, "spending", old, reworded(old, f"{value}%", value), entry)


def full_completion(document: Document) -> tuple[Document, Planted]:
    """100% beside an outturn that differs from its budget."""
    key, old = _first(document, "completion", lambda each: number(each.text) != 100)
    entry = _entry(
        "full-completion", 12, "完成100%而决算与预算不等", "figure.contradicted", ("flat.conflict",)
    )
    return changed(document, key, old, reworded(old, "100%", Decimal(100)), entry)


def no_percent_sign(document: Document) -> tuple[Document, Planted]:
    """The percent sign left out."""
    old = fact(document, "overall", "total.rate")
    new = replace(old, text=old.text.removesuffix("%"))
    return changed(
        document, "overall", old, new, _entry("no-percent-sign", 18, "缺百分号", "text.percent_sign")
    )


def income_is_not_spending(document: Document) -> tuple[Document, Planted]:
    """The grand total with two digits exchanged."""
    old = fact(document, "fiscal", "fiscal_total.level")
    text = transposed(old.text)
    entry = _entry(
        "grand-total", 23, "收支总计与表不符", "figure.contradicted", ("figure.two_values",), "digit_slip"
    )
    return changed(document, "fiscal", old, reworded(old, text, number(text)), entry)


def procurement_sum(document: Document) -> tuple[Document, Planted]:
    """A part of the procurement that does not add up with the others."""
    old = fact(document, "procurement", "procurement.服务.level")
    text = transposed(old.text)
    entry = _entry(
        "procurement-sum", 29, "采购分项之和不等于总额", "figure.contradicted", ("figure.two_values",)
    )
    return changed(document, "procurement", old, reworded(old, text, number(text)), entry)


def bought_without_a_purchase(document: Document) -> tuple[Document, Planted]:
    """No vehicle bought where money was spent on buying."""
    old = fact(document, "three.purchase", "three.bought.count")
    cost = fact(document, "three.purchase", "three.公务用车购置费.level")
    if not cost.value or old.text.startswith("0"):
        raise NotPossible("no purchase")
    new = reworded(old, "0" + old.text.lstrip("0123456789"), Decimal(0))
    entry = _entry(
        "count-without-amount", 32, "购置费与购置辆数不符", "count.incoherent", ("figure.contradicted",)
    )
    return changed(document, "three.purchase", old, new, entry)


def residue(document: Document) -> tuple[Document, Planted]:
    """A choice of the template left in."""
    old = fact(document, "overall", "total.rate")
    pieces = paragraph(document, "overall").pieces
    at = next(n for n, piece in enumerate(pieces) if piece is old)
    before = pieces[at - 1]
    if not isinstance(before, str) or not before.endswith(("增长", "增幅为", "增加", "下降", "减少")):
        raise NotPossible("no word before the rate")
    return _reworded(
        document,
        "overall",
        before,
        f"{before}（下降）",
        "（下降）",
        _entry("residue", 19, "模板残留", "text.residue"),
    )


def reason_circular(document: Document) -> tuple[Document, Planted]:
    """A reason that says again what it is to explain."""
    entry = _entry("reason-circular", 31, "原因循环", "reason.circular")
    return _caused(document, "three.reception", "公务接待费支出有所变动", entry)


def reason_against(document: Document) -> tuple[Document, Planted]:
    """A saving as the reason of an excess."""
    entry = _entry("reason-against", 31, "原因与方向相反", "reason.opposite_direction")
    for key in _keys(document, "account."):
        moved = [f for f in paragraph(document, key).pieces if isinstance(f, Fact) and f.kind == "comparison"]
        if moved and moved[0].direction == "increase":
            return _caused(document, key, "厉行节约，压减一般性支出", entry)
    raise NotPossible("nothing above its budget")


def reason_carry_over(document: Document) -> tuple[Document, Planted]:
    """Last year's carry-over as the source of an excess that it is far too small for."""
    cells = [cell for row in document.form("公开01").body for cell in row if "年初结转和结余" in cell.row]
    opening = max((cell.value or Decimal(0) for cell in cells), default=Decimal(0))
    for key in _keys(document, "account."):
        facts = {f.key.rpartition(".")[2]: f for f in paragraph(document, key).pieces if isinstance(f, Fact)}
        spent, budget = facts.get("level"), facts.get("budget")
        if spent is None or budget is None or spent.value is None or budget.value is None:
            continue
        if (spent.value - budget.value) > opening * 2 + 1:
            entry = _entry("reason-carry-over", 31, "结转不足以解释", "reason.unsupported")
            return _caused(document, key, "使用上年结转资金", entry)
    raise NotPossible("the opening carry-over is large enough")


def reason_booked_elsewhere(document: Document) -> tuple[Document, Planted]:
    """住房公积金 as the reason of an item that does not pay it."""
    for key in _keys(document, "account."):
        if not key.startswith(("account.205", "account.208", "account.210", "account.221")):
            entry = _entry("reason-booked-elsewhere", 31, "原因所述支出另有科目", "reason.unsupported")
            try:
                return _caused(document, key, "住房公积金缴存基数调整", entry)
            except NotPossible:
                continue
    raise NotPossible("no item")


def reason_usage(document: Document) -> tuple[Document, Planted]:
    """Usage where a reason is announced."""
    entry = _entry("reason-usage", 31, "以用途代替原因", "reason.usage")
    for key in _keys(document, "account.2"):
        if "原因" in paragraph(document, key).text:
            return _caused(document, key, "用于单位日常办公和设备维护", entry)
    raise NotPossible("no reason")


def _first(
    document: Document, kind: str, fits: Callable[[Fact], bool], prefix: str = "account."
) -> tuple[str, Fact]:
    for key in _keys(document, prefix):
        for piece in paragraph(document, key).pieces:
            if isinstance(piece, Fact) and piece.kind == kind and fits(piece):
                return key, piece
    raise NotPossible(kind)


def _keys(document: Document, prefix: str) -> list[str]:
    return [one.key for one in document.explanation() if one.key.startswith(prefix)]


def _caused(document: Document, key: str, cause: str, entry: Planted) -> tuple[Document, Planted]:
    """The first reason of a paragraph in other words, up to its full stop."""
    pieces = paragraph(document, key).pieces
    for at, piece in enumerate(pieces):
        if isinstance(piece, str) and _CUE.search(piece):
            stop = next((n for n in range(at + 1, len(pieces)) if _ends(pieces[n])), None)
            if stop is None:
                break
            words = plain(pieces[at + 1 : stop])
            after = edited(document, key, (*pieces[: at + 1], cause, *pieces[stop:]))
            return after, _completed(after, key, cause, words, entry)
    raise NotPossible(key)


def _ends(piece: Piece) -> bool:
    return isinstance(piece, str) and piece.startswith(("。", "；"))


def _reworded(
    document: Document, key: str, old: str, new: str, said: str, entry: Planted
) -> tuple[Document, Planted]:
    after = put(document, key, old, new)
    return after, replace(_completed(after, key, new, old, entry), said=(said,))


def _completed(after: Document, key: str, new: str, old: str, entry: Planted) -> Planted:
    piece = next(piece for piece in paragraph(after, key).pieces if piece is new)
    return replace(
        entry,
        said=(new,),
        right=(old,),
        paragraphs=(key,),
        sentences=(sentence_at(after, key, piece),),
        section=section_of(after, key),
    )


WORDING_INJECTORS: tuple[Injector, ...] = (
    ratio_as_percent,
    unknown_rate,
    share_sum,
    full_completion,
    no_percent_sign,
    income_is_not_spending,
    procurement_sum,
    bought_without_a_purchase,
    residue,
    reason_circular,
    reason_against,
    reason_carry_over,
    reason_booked_elsewhere,
    reason_usage,
)
