"""Sections on the government fund and on state capital."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from corpora.ledger import places, reasons
from corpora.ledger.accounts import full_name
from corpora.ledger.general import budget_name, title, why
from corpora.ledger.ledger import Line
from corpora.ledger.pieces import About, Address, Paragraph, fill
from corpora.ledger.totals import listed
from corpora.ledger.voice import Voice


def fund(voice: Voice) -> list[Paragraph]:
    """政府性基金预算财政拨款收入支出决算情况说明."""
    amounts: dict[str, Callable[[Line], Decimal]] = {
        "年初结转和结余": lambda x: x.opening,
        "本年收入": lambda x: x.appropriation,
        "本年支出": lambda x: x.fiscal,
        "年末结转和结余": lambda x: x.closing,
    }
    pieces = fill("{year}政府性基金预算财政拨款", year=voice.this())
    for index, (name, amount) in enumerate(amounts.items()):
        about = places.fund_money(voice.family, name)
        value = voice.ledger.this.sum(amount, "fund")
        pieces += ("，" if index else "", name, voice.level(about, value))
    lines = [line for line in voice.ledger.this.lines if line.fund == "fund"]
    if not lines:
        about = places.fund_money(voice.family, "本年支出")
        text = "{year}{none}政府性基金预算财政拨款收入和支出。"
        return [Paragraph("body", fill(text, year=voice.this(), none=voice.none(about, "无")), "fund")]
    out = [Paragraph("body", tuple(p for p in (*pieces, "。支出具体情况如下：") if p), "fund")]
    for number, line in enumerate(lines, 1):
        about = places.account(voice.family, line.account, full_name(line.account), "fund")
        words = fill(
            "{title}。年初预算为{budget}，支出决算为{level}，完成年初预算的{rate}。",
            title=title(line.account),
            budget=voice.budget(about, line.budget, "年初预算"),
            level=voice.level(about, line.fiscal),
            rate=voice.completion(about, line.fiscal, line.budget, "年初预算"),
        )
        word = voice.against(about, line.fiscal, line.budget, budget_name(voice))
        if line.fiscal != line.budget:
            reason = reasons.item(voice, line.account, line.fiscal, line.budget)
            words += (word, *why(voice, reason), "。")
        else:
            words += (word, "。")
        out.append(Paragraph("body", listed(number, words), about.key))
    return out


def state_capital(voice: Voice) -> list[Paragraph]:
    """国有资本经营预算财政拨款支出决算情况说明: this department has none."""
    cell: tuple[Address, ...] = (("公开08", "合计", voice.family.layout.whole),)
    if "公开04" in voice.family.layout.zeros:
        cell += (("公开04", "本年支出合计", "支出:国有资本经营预算财政拨款"),)
    about = About("capital", "国有资本经营预算财政拨款支出", "国有资本经营", cells=cell)
    text = voice.pick(
        [
            "{year}{none}国有资本经营预算财政拨款安排的支出。",
            "{year}，本部门{none}国有资本经营预算财政拨款支出。",
        ]
    )
    none = voice.none(about, voice.pick(["没有", "无"]))
    return [Paragraph("body", fill(text, year=voice.this(), none=none), "capital")]
