"""What one cause says of itself: its direction, the thing it is about, its amount."""

from __future__ import annotations

import functools
import re
from decimal import Decimal

import msgspec

from gouji import hints, patterns, words
from gouji.quantity import find
from gouji.vocabulary import Direction

HEADNOUN = re.compile(
    r"(?:项目|工程|专项|资金|经费|专款|补助|补贴|奖金|支出|收入|费用|费|款|车辆|公务用车|设备|系统|平台|人员|职工|干部|教师|基数|标准|政策|任务|批次|人数|机构|中心)"
)
LEAD = re.compile(
    r"^(?:(?:19|20)?\d{2}年度?|本年度?|上年度?|今年|去年|当年|年中|年内|年初|年末|年底|报告期内?|(?:我|本)(?:部门|单位|局|机关|院|中心|校|委)"
    r"|因(?!公)|由于|使用(?!权)|其他(?=新增)|进一步|发生|了|有|受|随着|根据|按照|一方面|主要|部分|新(?!型|能|冠|农|区|闻|城|建|生|技|兴|媒|一|材))+"
)
AFTER = re.compile(
    r"(?:较|比|与)(?:上年度?|去年|年初预算数?|预算数?|往年|\d{4}年度?).*$|(?:的)?(?:有所|略有|大幅|明显|逐年|政策性|相应).*$"
)
TAKEN = re.compile(r"^.*?[将把](?=[一-龥]{2})")
AMOUNT = re.compile(r"(?:约|共计?|合计|总计|金额)?[\d,.]+(?:万|亿)?元.*$")
QUOTED = re.compile(r"“[^”]*”|《[^》]*》|（[^）]*）|\([^)]*\)|「[^」]*」")
GENERIC = re.compile(r"(?:相关|相应|各项)?(?:支出|经费|费用|收入|开支|资金)")
PER = ("/", "每")
PER_HEAD = re.compile(
    r"(?:人均|户均|车均|亩均|每[一-龥]{1,3}|(?:补助|补贴|收费|定额|优待金|生活费)标准)[^，。；]{0,12}$"
)
COUNT = re.compile(r"(?!八项规定)(?:\d|[一二两三四五六七八九十]{1,3}(?=[名辆台套个人次批件项]))")
EMPTY = re.compile(
    r"(?:较|偏|过|更|略|比较)?[晚早多少大小高低快慢长短]|\d+[一-龥]{0,3}|(?:增加|减少|下降|上升|提高|降低|处置|报废|更新|购置|调整|变动|追加|下达|完成|实施|支付)+|中央|基数|同期.*|本年|上年"
)
NEAR_VERB = 28
MAX_NOUN = 20


class Move(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One entry of patterns/reasons/moves.yaml; entries of a lower rank are looked at first."""

    id: str
    direction: Direction
    rank: int
    patterns: tuple[str, ...]
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...] = ()


@functools.cache
def _moves() -> tuple[tuple[int, Direction, re.Pattern[str]], ...]:
    entries = patterns.load("reasons/moves", Move)
    return tuple(
        (e.rank, e.direction, re.compile(words.expand("|".join(f"(?:{p})" for p in e.patterns))))
        for e in entries
    )


@functools.cache
def _likely() -> hints.Index:
    return hints.Index([pattern.pattern for _, _, pattern in _moves()])


@functools.cache
def _verb() -> re.Pattern[str]:
    return re.compile(
        words.expand(
            r"(?:{up}|{down}|{change}|追[加减]|下达|下拨|拨付|安排|结转|收回|购置|购买|采购|更新|更换|报废|维修|装修|修缮"
            r"|实施|启动|开展|补发|补缴|发放|新[建设购聘]|(?:新?招[聘录考]|录用|新进|引进)|承接|使用(?!权)|列支|支付|完工|竣工|到期|结束|完成|(?<!检)验收|变更|(?:从严|严格)?(?:控制|落实|贯彻|执行|加强|规范|缴纳|缴存|举办|组织|承办|召开|压控)|上涨|提标|调标|晋[级档升]|增资|(?<!离)退休(?!人员|费|金|干部|职工)|去世|调[入出])了?"
        )
    )


def plain(text: str) -> str:
    """``text`` with what stands in quotes and brackets masked, at the same length: names do not speak."""
    return QUOTED.sub(lambda match: "〇" * len(match.group()), text)


@functools.lru_cache(maxsize=1024)
def direction(text: str) -> Direction | None:
    """The direction by the words of the cause alone: increase, decrease, flat, or None where they tell none."""
    best: tuple[int, int] | None = None
    found: Direction | None = None
    spoken, moves = plain(text), _moves()
    for number in _likely().candidates(spoken):
        rank, way, pattern = moves[number]
        if best is not None and rank > best[0]:
            continue
        for match in pattern.finditer(spoken):
            if best is None or rank < best[0] or (rank == best[0] and match.end() >= best[1]):
                best, found = (rank, match.end()), way
    return found


def amount(text: str, total: re.Pattern[str] | None) -> Decimal | None:
    """The amount of the cause in 元, or None.

    Of several amounts the first one after a word of change counts (由50万元增加20万元: 20万元), else the
    first; a price per head or piece (80元/人) is none. Where ``total`` is given, an amount with such words before it (共计) belongs to the whole list and is
    left out.
    """
    money = [figure for figure in find(text) if figure.quantity.kind == "money" and figure.why is None]
    money = [f for f in money if not text.startswith(PER, f.end) and not PER_HEAD.search(text[: f.start])]
    if total is not None:
        money = [figure for figure in money if not total.search(text[: figure.start])]
    if not money:
        return None
    for match in _verb().finditer(text):
        for figure in money:
            if match.end() <= figure.start <= match.end() + 1:
                return abs(figure.quantity.base_value)
    return abs(money[0].quantity.base_value)


def find_object(text: str) -> str | None:
    """The project, account, people, vehicle or policy that the cause is about, as it is written, or None.

    What follows the verb is preferred (新增甲项目), then what stands before it (甲项目完工).
    """
    for match in _verb().finditer(plain(text)):
        after = _noun(text[match.end() :])
        before = _noun(text[: match.start()])
        told = after is not None and match.start() <= NEAR_VERB and not (before and GENERIC.fullmatch(after))
        if told or before:
            return after if told else before
    return _noun(text) if HEADNOUN.search(text) else None


def _noun(text: str) -> str | None:
    """The noun that the text begins with, cut behind its last head noun; a substring of ``text``."""
    text = re.split(r"[，；。、：]", text)[0] if not re.search(r"[“《（(]", text) else text
    text = LEAD.sub("", TAKEN.sub("", text))
    text = AMOUNT.sub("", AFTER.sub("", text)).strip("，、；。的了 ")
    heads = list(HEADNOUN.finditer(text))
    noun = text[: heads[-1].end()] if heads else COUNT.split(text)[0][:MAX_NOUN]
    return noun if len(noun) >= 2 and text.startswith(noun) and not EMPTY.fullmatch(noun) else None
