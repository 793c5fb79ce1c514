"""One reason a line: the plain function behind ``gouji reasons``."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any, get_args

from gouji.classify import judge, model
from gouji.classify.votes import Explained
from gouji.model import Factor, Reason
from gouji.vocabulary import Direction

Splitter = Callable[[str], tuple[Factor, ...]]
_WAYS: dict[str, Direction] = {
    **dict.fromkeys(("增加", "增长", "上升", "提高", "大于"), "increase"),
    **dict.fromkeys(("减少", "下降", "降低", "小于"), "decrease"),
    **dict.fromkeys(("持平", "一致", "不变"), "flat"),
}
ENDS = " \t\r\n。"


def classify_line(line: str, split: Splitter) -> dict[str, Any]:
    """Types and depth of the reason on one line.

    Args:
        line: the text alone, or ``subject TAB direction TAB text``; direction increase, decrease, flat, the Chinese
            word for one of them (增加, 下降, 持平), or empty.
        split: takes a reason's text apart into its causes.

    Returns:
        ``{text, subject, direction, depth, quantified, boilerplate, amount, factors: [{start, end, text, types:
        [{type, score}], object, direction, amount, parent}]}``, numbers as decimal strings, offsets half-open
        in ``text``. A direction that is none of the three is taken as empty.
    """
    head, _, rest = line.rstrip("\r\n").partition("\t")
    way, tab, text = rest.partition("\t")
    if tab:
        subject, text = head.strip() or None, text.strip(ENDS)
    else:
        subject, way, text = None, "", line.strip(ENDS)
    direction = next((value for value in get_args(Direction) if value == way.strip()), _WAYS.get(way.strip()))
    about = Explained((subject,) if subject else (), direction)
    reason = judge(bare(text, split(text)), about, trained=model.shipped())
    return {
        "text": text,
        "subject": subject,
        "direction": direction,
        "depth": reason.depth,
        "quantified": reason.quantified,
        "boilerplate": reason.boilerplate,
        "amount": _decimal(reason.amount),
        "factors": [_factor(factor) for factor in reason.factors],
    }


def bare(text: str, factors: tuple[Factor, ...]) -> Reason:
    """A reason of nothing but its text and causes, to be judged."""
    return Reason(
        id="",
        group=None,
        sentence="",
        start=0,
        end=len(text),
        text=text,
        cue="",
        explains=(),
        depth=None,
        quantified=False,
        boilerplate=False,
        amount=None,
        factors=factors,
    )


def _factor(factor: Factor) -> dict[str, Any]:
    return {
        "start": factor.start,
        "end": factor.end,
        "text": factor.text,
        "types": [{"type": entry.type, "score": str(entry.score)} for entry in factor.types],
        "object": factor.object,
        "direction": factor.direction,
        "amount": _decimal(factor.amount),
        "parent": factor.parent,
    }


def _decimal(value: Decimal | None) -> str | None:
    return None if value is None else format(value.normalize(), "f")
