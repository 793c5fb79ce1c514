"""Spans of reasons: where a cue leads one in, where it ends, which claims it explains."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from gouji.extract import cues
from gouji.extract.segments import Segment

_GOES_ON = re.compile(
    r"^(?:二是|三是|四是|五是|六是|其二|其三|其次|再次|另外|此外|[②-⑳]|（[2-9二三四五]）|[2-9][.、．])"
)
_OPENS_LIST = re.compile(r"一是|①|（1）|（一）|其一|首先|以下|(?<!\d)1[.、．](?!\d)")
LIST_MARK = re.compile(r"[一二三四五六七八九十]是|[①-⑳]|（[\d一二三四五六七八九十]{1,2}）|\d{1,2}[.．、]")
_NOT_REASON = re.compile(
    r"^(?:用于|用以|用来|包括|包含|反映|为了?保障|指|(?:[^，。；]{0,4}(?:预算|决算)|基数)[^，。；]{0,8}[，、](?:(?:故|因此|所以)?(?:无法|不(?:予|再|能)?)计算|不可比)"
    r"|接待[^，。；增减]*(?:检查|督察|督导|考察|调研|交流|人员|来访|巡视|团组)[^，。；增减]*(?:$|[。；]))"
)
_NO_BUDGET = re.compile(
    r"(?:年初|上年|去年)[^，。；]{0,4}(?:无|未|没有)(?:安排|列入?|编制|编列|此项|该项)?(?:此项|该项)?(?:预算|支出)?|未(?:列入|安排|编列)[^，。；]{0,4}年初预算|(?:年初)?预算数?(?:均?为)?(?:0|零)(?![.\d])"
)
_JUST_MOVED = re.compile(r"(?:增|减|升|降|节约|超)[^，。；]*(?:[万亿]?元|%)，$")
_HAPPENED = re.compile(r"调整|形成|增加|减少|新增|追加|下达|退休|去世|病故|补发|清算|[做记]实")
_RATED = re.compile(r"完成[^，。；]*预算[^，。；]*[%％]，$")
_CAUSED = re.compile(r"(?:所致|引起|造成|导致)。?$")
_ORIGIN = re.compile(
    r"追加|下达|下拨|拨付|拨入|调剂|安排|结转|补助|专项|债券|财政|上级|中央|省级|市级|区级|县级|去世|病故|抚恤|退休|[做记]实|补发|清算|普查|转[来入]|项目|经费"
)
_MOVING = re.compile(r"增|减|新|提高|下降|上升|降低|压|追加|调整|扩大|缩小|取消|恢复")
_BACK_TO_FACTS = re.compile(
    r"(?:主要)?用于|不(?:予|再)?计算|无法计算|后者|(?:现有|实有|保有)[^，。；]*\d|预计(?:接待|安排)|下一步|共(?:接待|组织)|当年更新|同时报废|全年[^，。；]*未超"
)
_SHORTFALL = re.compile(r"滞后|工期|施工|到货|验收|手续|论证|结转下年|送检")
_TAILED = {"related", "brought_about"}
_TAIL = re.compile(r"(?:密切|直接)?(?:有关|相关)$|(?:所)?(?:引起|导致|造成|致|带来|形成)的?$")
_AFFECTED = re.compile(r"受$")
_FLAT_TOO = re.compile(
    r"[^，。；]{0,24}(?:均|都)?(?:与|和|同)(?:上年|去年|预算|年初预算|全年预算)[^，。；]{0,4}(?:基本)?(?:持平|一致|相同|相当|无差异)$"
)
_CHANGE_IN_TEXT = re.compile(
    r"增|减|提高|下降|上升|降|压缩|压减|节约|调整|追加|下达|新|变动|变化|退休|调[入出整]|退役|取消|完成|完工|未|疫情|改革|政策|基数|严格|落实|厉行|控制|结转|列入|纳入|转|去世|划"
)
_BACK_TO_FIGURES = re.compile(r"完成(?:年初|全年|调整)?预算|占(?:本年|总|年初)")
_NEW_CUE = re.compile(
    r"^(?:较|比|与|决算|超|低|高|增|减|大于|小于)[^，。；：]{0,24}?的?(?:(?:主要)?原因(?:是|为|系|：|$)|主要(?:是|系|由于|因))"
)
_COMPARED_AGAIN = re.compile(
    r"^(?:比|较|与|同)(?:上年度?|去年|年初|全年|调整后?|预算|(?:19|20)\d{2}年)(?=[^，。；]*(?:增|减|上升|下降|降低|少|多|节约|超))(?=[^，。；]*\d(?:[万亿]?元|万|%))"
)
_FLAT_AGAIN = re.compile(
    r"^(?:比|较|与|同)(?:上年度?|去年|年初预算|全年预算|(?:19|20)\d{2}年度?)(?:决算)?数?(?:相比[，]?)?(?:基本)?(?:持平|一致|相同|相当)$"
)
_LAST_YEAR = re.compile(r"^(?:上年|去年)(?:度)?(?:为|未发生|未安排|无此)|^(?:无|未|没有)[^，。；]{2,}$")
_NEXT_ITEM = re.compile(r"[；，](?=[二三四五六七八九十]是|[②-⑳]|（[二三四五六七八九\d]）)")
_FIRST_CAUSES = {"due", "influenced", "because"}


class ReasonSpan(NamedTuple):
    """A reason in a paragraph: its text [start, end) without cue and final mark; ``before`` counts the drafts ahead."""

    start: int
    end: int
    cue_start: int
    cue: str
    before: int = 0
    leads: bool = False


def listed_span(folded: str, above: str | None) -> ReasonSpan | None:
    """A paragraph that is the next item of a list of reasons begun above, or None.

    Args:
        folded: the folded text of the paragraph.
        above: the list mark of the item above, "" below a bare cue, None where no list is open.
    """
    mark = LIST_MARK.match(folded)
    if mark is None or above is None or not _follows(mark.group(), above):
        return None
    start, end = _trim(folded, mark.end(), len(folded))
    return ReasonSpan(start, end, 0, mark.group()) if end > start else None


def _follows(mark: str, above: str) -> bool:
    """Whether a list mark opens a list (below a bare cue) or goes on the one above in its style."""
    if not above:
        return mark.strip("（）.．、是") in {"一", "①", "1"}
    same = re.sub(r"[\d一二三四五六七八九十①-⑳]+", "", mark) == re.sub(
        r"[\d一二三四五六七八九十①-⑳]+", "", above
    )
    return same and mark != above


def open_list(spans: Sequence[ReasonSpan], folded: str) -> str | None:
    """The mark of the list of reasons that a paragraph ends in (see `listed_span`), or None."""
    if not spans or folded[spans[-1].end :].strip("。；，：、"):
        return None
    last = spans[-1]
    if last.end == last.start:
        return ""
    if LIST_MARK.fullmatch(last.cue):
        return last.cue
    inside = LIST_MARK.match(folded, last.start)
    return inside.group() if inside is not None else None


def reason_span(
    folded: str,
    segments: Sequence[Segment],
    index: int,
    has_change: Callable[[], bool],
    starts_claim: Callable[[Segment], bool],
) -> ReasonSpan | None:
    """The reason that a cue in ``segments[index]`` leads in, or None.

    Args:
        folded: the folded text of the paragraph.
        segments: its segments.
        index: the segment at hand.
        has_change: whether a change or deviation stands before it in the paragraph.
        starts_claim: whether a segment begins a statement of its own.
    """
    segment = segments[index]
    limit = min(len(folded), segment.end + 1)
    found = cues.reason(folded, segment.start, limit)
    if found is None:
        return None
    hit, needs = found
    start = hit.end
    rest = folded[start : _sentence_stop(folded, start)]
    named = "原因" in folded[hit.start : hit.end]
    if not named and (_NOT_REASON.match(rest) or (needs != "none" and rest.startswith("按规定"))):
        return None
    changed = has_change() or bool(re.search(cues.change_regex(), folded[segment.start : hit.start]))
    if not _allowed(folded, hit, needs, rest, changed=changed):
        return None
    if hit.value in _FIRST_CAUSES and not changed and not _unbudgeted(folded, hit.start):
        return _leading(folded, hit, start, segment)
    end = _end(folded, segments, index, start, starts_claim)
    start, end = _trim(folded, start, _affected(folded, hit, start, _bracketed(folded, start, end)))
    if end <= start:
        return ReasonSpan(start, start, hit.start, folded[hit.start : hit.end])
    return ReasonSpan(start, end, hit.start, folded[hit.start : hit.end])


@functools.cache
def _deviates() -> re.Pattern[str]:
    return re.compile(rf"{cues.change_regex()}|大于|小于|高于|低于|超过|超出")


def _allowed(folded: str, hit: cues.Hit, needs: str, rest: str, *, changed: bool) -> bool:
    """Whether what stands before a cue, and behind it, lets it lead in a reason."""
    before = folded[_sentence_start(folded, hit.start) : hit.start]
    unbudgeted, first = _unbudgeted(folded, hit.start), rest.split("，")[0]
    if needs == "unbudgeted":
        after = _NO_BUDGET.search(rest) is not None
        moved = _JUST_MOVED.search(before) is not None and _HAPPENED.search(first) is not None
        caused = changed and _CAUSED.search(first) is not None
        return ((unbudgeted or after) and _ORIGIN.search(first) is not None) or moved or caused
    if needs == "list":
        return "二是" in rest and re.search(cues.change_regex(), before) is not None
    if needs == "shortfall":
        return _SHORTFALL.search(rest) is not None and re.search(r"原因(?:是|为|：)", rest) is None
    if needs != "change":
        return True
    if not (changed or unbudgeted or _CHANGE_IN_TEXT.search(rest)):
        return False
    cue = folded[hit.start : hit.end]
    if hit.value in _TAILED:
        return _deviates().search(before) is not None
    if hit.value == "mainly":
        contents = cue.endswith("为") and not _MOVING.search(first)
        return (changed or unbudgeted) and not contents
    if cue == "系":
        rated = _RATED.search(before) is not None
        return unbudgeted or rated or (changed and not before) or _deviates().search(before) is not None
    return True


def _unbudgeted(folded: str, at: int) -> bool:
    """Whether the sentence says before a place that there was no budget, or no such spending last year."""
    return _NO_BUDGET.search(folded[_sentence_start(folded, at) : at]) is not None


def _affected(folded: str, hit: cues.Hit, start: int, end: int) -> int:
    """The end of what a change was affected by: 受疫情影响, 因基数调整所致; else the end as it is."""
    if _AFFECTED.search(folded, hit.start, hit.end):
        found = folded.find("影响", start, end)
        return found if found > start else end
    tail = _TAIL.search(folded[start:end]) if hit.value in _TAILED else None
    if tail is not None:
        return start + tail.start()
    return end - 2 if folded.endswith("所致", start, end) else end


def _bracketed(folded: str, start: int, end: int) -> int:
    """The end with the bracket that it would leave open, and without a bracket that only refers elsewhere."""
    opened: list[int] = []
    for at in range(start, end):
        if folded[at] == "（":
            opened.append(at)
        elif folded[at] == "）" and opened:
            opened.pop()
    if not opened:
        return end
    if folded.startswith(("详见", "见"), opened[0] + 1):
        return opened[0]
    return end + 1 if folded.startswith("）", end) else end


def _sentence_start(folded: str, at: int) -> int:
    return max(folded.rfind(char, 0, at) for char in "。！？") + 1


def _leading(folded: str, hit: cues.Hit, start: int, segment: Segment) -> ReasonSpan | None:
    """A cause in front of its change: 受疫情影响，公务接待费减少."""
    start, end = _trim(folded, start, segment.end)
    if end - start < 3:
        return None
    return ReasonSpan(start, end, hit.start, folded[hit.start : hit.end], leads=True)


def _end(
    folded: str,
    segments: Sequence[Segment],
    index: int,
    start: int,
    starts_claim: Callable[[Segment], bool],
) -> int:
    end, listed = start, False
    last_item = _last_item(folded, start)
    for segment in segments[index:]:
        if segment.end <= start:
            continue
        begin = max(segment.start, start)
        words = folded[begin : segment.end]
        if segment.start > start:
            if segment.before in "。！？":
                if not (_GOES_ON.match(words) and listed):
                    break
            elif segment.start > max(last_item, _item_goes_on(folded, segment, listed=listed)) and (
                _NEW_CUE.match(words)
                or _closes(segment, words)
                or (segment.before == "；" and (starts_claim(segment) or _led_anew(folded, segment)))
            ):
                break
        listed = listed or bool(_OPENS_LIST.search(words))
        end = segment.end
    return end


def _led_anew(folded: str, segment: Segment) -> bool:
    """Whether what follows a semicolon, up to the next one, has a cue of a reason of its own after a change."""
    stops = [at for char in "；。" if (at := folded.find(char, segment.start)) >= 0]
    stop = min(stops, default=len(folded))
    found = cues.reason(folded, segment.start, stop)
    if found is None or found[0].value not in {
        "main_reason",
        "mainly",
        "mainly_due",
        "situation",
        "situation_bare",
        "side",
    }:
        return False
    return (
        found[0].start > segment.start
        and re.search(cues.change_regex(), folded[segment.start : found[0].end]) is not None
    )


def _item_goes_on(folded: str, segment: Segment, *, listed: bool) -> int:
    """The start of a segment that compares the amount right before it in a listed item (85万元，较上年增加25万元), or -1."""
    behind = segment.before == "，" and folded[segment.start - 2 : segment.start - 1] == "元"
    return segment.start if listed and behind else -1


def _last_item(folded: str, start: int) -> int:
    """Where the last item of a list 一是…；二是… begins that opens within a sentence, or -1."""
    stop = _sentence_stop(folded, start)
    marks = [m.start() + 1 for m in _NEXT_ITEM.finditer(folded, start, stop)]
    return marks[-1] if marks and _OPENS_LIST.search(folded, start, marks[0]) else -1


def _closes(segment: Segment, words: str) -> bool:
    """Whether a segment after a reason goes back to the figures: 其中…, 完成年初预算的…, 占…."""
    if segment.before == "；" and words.startswith(("其中", "具体情况")):
        return True
    if segment.before == "；" and _FLAT_AGAIN.match(words):
        return True
    if segment.before in "，；" and _COMPARED_AGAIN.match(words):
        return True
    if segment.before == "；" and _LAST_YEAR.match(words):
        return True
    if segment.before == "，" and (_FLAT_TOO.match(words) or _BACK_TO_FACTS.match(words)):
        return True
    return segment.before == "，" and bool(_BACK_TO_FIGURES.match(words))


def _sentence_stop(folded: str, at: int) -> int:
    found = [p for p in (folded.find(c, at) for c in "。！？") if p >= 0]
    return min(found, default=len(folded))


def _trim(folded: str, start: int, end: int) -> tuple[int, int]:
    while start < end and folded[start] in "：，、；。 ":
        start += 1
    while end > start and folded[end - 1] in "。；，：、！？ ":
        end -= 1
    return start, end
