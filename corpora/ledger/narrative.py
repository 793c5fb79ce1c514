"""The explanation part as a whole, in the order of each template family."""

from __future__ import annotations

from corpora.ledger import funds, general, three_public, topics, totals
from corpora.ledger.accounts import numeral
from corpora.ledger.pieces import Paragraph
from corpora.ledger.voice import Voice

_FUND = ("政府性基金预算财政拨款收入支出决算情况说明", funds.fund)
_CAPITAL = ("国有资本经营预算财政拨款支出决算情况说明", funds.state_capital)
_THREE = ("财政拨款“三公”经费支出决算情况说明", three_public.three_public)
_LAST = (
    ("机关运行经费支出说明", topics.operating),
    ("政府采购支出说明", topics.procurement),
    ("国有资产占用情况说明", topics.assets),
    ("预算绩效情况说明", topics.performance),
)


def explanation(voice: Voice) -> list[Paragraph]:
    """Sections 一 to 十三."""
    out = [
        *totals.overall(voice),
        *totals.income(voice),
        *totals.spending(voice),
        *totals.fiscal(voice),
        *general.general(voice),
        *general.basic(voice),
    ]
    middle = (_THREE, _FUND, _CAPITAL) if voice.manner.brief else (_FUND, _CAPITAL, _THREE)
    for number, (title, section) in enumerate((*middle, *_LAST), 7):
        out += [totals.heading(f"{numeral(number)}、{title}"), *section(voice)]
    return out
