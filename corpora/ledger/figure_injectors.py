"""Planted errors in figures that look sound by themselves: bases, scopes, parts of a change, things counted twice."""

from __future__ import annotations

from dataclasses import replace
from decimal import ROUND_DOWN, Decimal

from corpora.ledger import places
from corpora.ledger.document import Document
from corpora.ledger.errors import (
    NotPossible,
    Planted,
    changed_all,
    fact,
    inserted,
    number,
    paragraph,
    transposed,
)
from corpora.ledger.injectors import Injector
from corpora.ledger.pieces import Fact, Pieces, percent, reworded

_CENT, _HALF, _ZERO = Decimal("0.01"), Decimal("0.005"), Decimal(0)
_GAP = Decimal("1.10")
_ROUND = Decimal(100)


def change_parts(document: Document) -> tuple[Document, Planted]:
    """The change of one of the three public, wherever it stands, so that the three do not make that of the whole.

    Its rate is that of the wrong change: nothing but the sum tells.
    """
    for column in ("公务接待费", "小计"):
        facts = _facts(document, f"three.{column}.")
        changes = [(key, one) for key, one in facts if one.kind == "change"]
        level = next((one for _, one in facts if one.key.endswith(".level")), None)
        if not changes or level is None or level.value is None:
            continue
        change = changes[0][1]
        assert change.value is not None
        value = change.value + _GAP
        prior = level.value - value if change.direction == "increase" else level.value + value
        if prior <= 0:
            continue
        new = {".change": value, ".prior": prior, ".rate": percent(value, prior)}
        swaps = [
            (key, one, reworded(one, _like(document, one, new[end]), new[end]))
            for key, one in facts
            if (end := one.key[one.key.rindex(".") :]) in new
        ]
        told = [(key, old, put) for key, old, put in swaps if old.kind == "change"]
        entry = _entry("change-parts", 4, "各项增减之和不等于总增减", "change.parts")
        return changed_all(document, swaps, entry, told)
    raise NotPossible("no change of a part")


def share_of_budget(document: Document) -> tuple[Document, Planted]:
    """The completion rate printed as the share."""
    key, about = "three.reception", places.three_public("公务接待费")
    paid = document.ledger.this.three_public
    if not paid.reception[0] or paid.reception[0] == paid.whole(1):
        raise NotPossible("no budget")
    value = percent(paid.reception[1], paid.reception[0])
    right = percent(paid.reception[1], paid.whole(1))
    entry = _entry("share-of-budget", 6, "占比误用预算作分母", "figure.contradicted", (), "wrong_base")
    if document.ledger.family.name == "shanghai":
        old = fact(document, "three.parts", "three.公务接待费.share")
        return changed_all(
            document, [("three.parts", old, reworded(old, _like(document, old, value), value))], entry
        )
    rate = fact(document, key, "three.公务接待费.completion")
    share = replace(rate, key=f"{about.key}.share", text=_like(document, rate, value), kind="share", about=about, value=value,
                    basis=None, of=places.THREE_PUBLIC)  # fmt: skip
    return inserted(
        document, key, rate, ("，占“三公”经费支出总额的", share), share, _like(document, rate, right), entry
    )


def level_for_change(document: Document) -> tuple[Document, Planted]:
    """The change where the level belongs."""
    old, change = fact(document, "general", "general.level"), fact(document, "general", "general.change")
    new = reworded(old, change.text, change.value)
    entry = _entry("level-for-change", 10, "把增减额写成总额", "figure.contradicted", ("figure.two_values",),
                   "missing_sign_word")  # fmt: skip
    return changed_all(document, [("general", old, new)], entry)


def growth_from_nothing(document: Document) -> tuple[Document, Planted]:
    """增长100% where the year before had nothing."""
    key, column = "three.purchase", "公务用车购置费"
    if document.ledger.last.three_public.purchase[1] or not document.ledger.this.three_public.purchase[1]:
        raise NotPossible("no purchase, or one in both years")
    level = fact(document, key, f"three.{column}.level")
    change = replace(
        level,
        key=f"three.{column}.change",
        kind="change",
        basis="上年",
        direction="increase",
        about=level.about,
    )
    rate = replace(
        change, key=f"three.{column}.rate", text="100%", kind="change_rate", value=_ROUND, unit="%"
    )
    last = [
        p
        for p in paragraph(document, key).pieces
        if isinstance(p, Fact) and p.key.startswith(f"three.{column}.")
    ][-1]
    entry = _entry("growth-from-nothing", 14, "基数为零仍写增长100%", "change.zero_base", (), "zero_base")
    words: Pieces = ("，比上年增加", change, "，增长", rate)
    return inserted(document, key, last, words, rate, "上年无此项支出，不计算增幅", entry)


def three_with_meetings(document: Document) -> tuple[Document, Planted]:
    """会议费 counted among the three public, in the amount and in its completion rate."""
    meetings = document.ledger.economic.get("30215", _ZERO)
    if not meetings:
        raise NotPossible("no meetings")
    old = fact(document, "three", "three.合计.level")
    rate, budget = (
        fact(document, "three", "three.合计.completion"),
        fact(document, "three", "three.合计.budget"),
    )
    assert old.value is not None
    assert budget.value is not None
    value = old.value + document.ledger.family.style.printed(meetings)
    part = percent(value, budget.value)
    new = reworded(old, _like(document, old, value), value)
    swaps = [("three", old, new), ("three", rate, reworded(rate, _like(document, rate, part), part))]
    entry = _entry("three-with-meetings", 24, "“三公”合计含会议费", "figure.contradicted", ("figure.two_values",),
                   "other_scope")  # fmt: skip
    return changed_all(document, swaps, entry, swaps[:1])


def two_values(document: Document) -> tuple[Document, Planted]:
    """An amount behind the item's heading that is not the one in its sentence."""
    key = "account.2210201"
    level = fact(document, key, f"{key}.level")
    text = transposed(level.text)
    first = next(p for p in paragraph(document, key).pieces if isinstance(p, str) and p.endswith("（项）"))
    told = reworded(level, text, number(text))
    entry = _entry(
        "two-values", 27, "同一指标前后两个数", "figure.two_values", ("figure.contradicted",), "digit_slip"
    )
    return inserted(document, key, first, (told,), told, level.text, entry)


def truncated(document: Document) -> tuple[Document, Planted]:
    """A rate cut off after its second decimal, where no rounding of its operands explains it."""
    for one in document.explanation():
        if not one.key.startswith("account."):
            continue
        known = {f.key.rpartition(".")[2]: f for f in one.pieces if isinstance(f, Fact)}
        spent, budget, rate = (known.get(name) for name in ("level", "budget", "completion"))
        if spent is None or budget is None or rate is None or not budget.value or spent.value is None:
            continue
        value = (spent.value * 100 / budget.value).quantize(_CENT, ROUND_DOWN)
        least = (spent.value - _HALF) * 100 / (budget.value + _HALF)
        if value + _HALF < least:
            new = reworded(rate, _like(document, rate, value), value)
            entry = _entry(
                "truncated", 28, "末位截断", "figure.contradicted", ("figure.two_values",), "truncation"
            )
            return changed_all(document, [(one.key, rate, new)], entry)
    raise NotPossible("every rate rounds down")


def counted_twice(document: Document) -> tuple[Document, Planted]:
    """Services counted twice in the total of the procurement; the share of small enterprises is taken of it."""
    key = "procurement"
    total, part = fact(document, key, f"{key}.total.level"), fact(document, key, f"{key}.服务.level")
    small, share = fact(document, key, f"{key}.small.level"), fact(document, key, f"{key}.small.share")
    assert total.value is not None
    assert small.value is not None
    value = total.value + (part.value or _ZERO)
    if value == total.value:
        raise NotPossible("no services")
    new = reworded(total, _like(document, total, value), value)
    less = percent(small.value, value)
    swaps = [(key, total, new), (key, share, reworded(share, _like(document, share, less), less))]
    entry = _entry(
        "counted-twice", 29, "采购金额重复计算", "figure.contradicted", ("figure.two_values",), "double_count"
    )
    return changed_all(document, swaps, entry, swaps[:1])


def small_and_micro(document: Document) -> tuple[Document, Planted]:
    """小微企业 counted beside 中小企业, which hold them, beyond the total of the procurement."""
    key = "procurement"
    names = ("total.level", "small.level", "micro.level", "small.share", "micro.share")
    total, small, micro, share, part = (fact(document, key, f"{key}.{name}") for name in names)
    if (
        total.value is None
        or small.value is None
        or not micro.value
        or small.value + micro.value <= total.value
    ):
        raise NotPossible("within the total")
    value = small.value + micro.value
    new = reworded(small, _like(document, small, value), value)
    shares = (percent(value, total.value), percent(micro.value, value))
    swaps = [
        (key, small, new),
        (key, share, reworded(share, _like(document, share, shares[0]), shares[0])),
        (key, part, reworded(part, _like(document, part, shares[1]), shares[1])),
    ]
    entry = _entry("small-and-micro", 29, "中小企业与小微企业重复计算", "figure.out_of_range", ("figure.contradicted",),
                   "double_count")  # fmt: skip
    return changed_all(document, swaps, entry, swaps[:1])


def running_without_vehicles(document: Document) -> tuple[Document, Planted]:
    """No vehicle kept where money was spent on running them."""
    old = fact(document, "three.running", "three.kept.count")
    if not document.ledger.this.three_public.running[1]:
        raise NotPossible("nothing spent")
    new = reworded(old, "0" + old.text.lstrip("0123456789"), _ZERO)
    entry = _entry(
        "running-without-vehicles", 32, "有运行费而无车辆", "count.incoherent", ("figure.contradicted",)
    )
    return changed_all(document, [("three.running", old, new)], entry)


def _entry(
    name: str, kind: int, words: str, code: str, accepted: tuple[str, ...] = (), diagnosis: str = ""
) -> Planted:
    return Planted(name, kind, words, code, accepted, diagnosis, (), ())


def _facts(document: Document, prefix: str) -> list[tuple[str, Fact]]:
    """The facts of a subject with their paragraphs, in order."""
    return [
        (one.key, piece)
        for one in document.explanation()
        for piece in one.pieces
        if isinstance(piece, Fact) and piece.key.startswith(prefix)
    ]


def _like(document: Document, old: Fact, value: Decimal) -> str:
    """A value printed as the report prints its figures, with the unit of another fact."""
    return document.ledger.family.style.number(value) + (old.unit or "")


FIGURE_INJECTORS: tuple[Injector, ...] = (
    change_parts,
    share_of_budget,
    level_for_change,
    growth_from_nothing,
    three_with_meetings,
    two_values,
    truncated,
    counted_twice,
    small_and_micro,
    running_without_vehicles,
)
