"""Measure, basis and year of a figure, from its own words, else from the frame and the section."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from gouji.extract import cues
from gouji.extract.cues import Hit
from gouji.extract.frames import BUDGETS, OWN_MEASURES, Draft, Frame
from gouji.extract.kinds import Kind
from gouji.extract.scene import Scene
from gouji.extract.segments import Segment
from gouji.extract.statements import Statement
from gouji.extract.subjects import Mention, Subject
from gouji.model import Figure
from gouji.vocabulary import Direction

_BOTH_BOOKS = re.compile(r"预决算(?:数|金额)?")
_GAP_OF_BOOKS = re.compile(
    r"(?:预决算|预算(?:和|与|、)?决算|预算)(?:差异|偏离|偏差)(?:率|度|幅度)?[^，。；\d]{0,6}$"
)
_FURTHER = re.compile(
    r"[、和与及](?P<what>(?:上年度?|去年)(?:决算|执行|支出)?数?|(?:年初|全年|调整)预算数?|预算数?)(?=[、和与及均都相基保持一]|$)"
)
_TWO_MEASURES = re.compile(
    r"(?P<budget>(?:年初|全年|调整)?预算)(?:安排)?(?:数|金额)?[、和与及](?:支出|收入|实际)?(?:决算|执行)(?:支出)?(?:数|金额)?(?:均|都|各)(?:为|是)?$"
)
_UNMEASURED = re.compile(r"(?:比例|标准|费率|税率|缴费基数|单价|价格|总投资|概算|完成投资)$")
_LAST_YEAR = re.compile(r"(?<![较比与同])(?:上年度?|去年|上一年度?)(?!结转|末|相比)")
_LAST_YEARS_OWN = re.compile(r"(?:^|是|因为?|由于|系)(?:上年度?|去年|上一年度?)(?!结转|末|相比)[^比较与同]*$")
_OF_YEAR = re.compile(r"(?<![较比与同])((?:19|20)\d{2})年")
_YEARS = re.compile(r"((?:19|20)\d{2})年(?!度?[一-龥]{2,10}(?:奖金?|考核|尾款)(?:共|约|近)?$)")
_OTHER_STANDARD = re.compile(
    r"(?:比|较)[^，。；]{0,8}?(?:计划|目标值?|改造前|实施前|项目前|要求)[^，。；]{0,6}$"
)
_FROM_LAST = re.compile(r"由(?:上年度?|去年)的?[^，。；]{0,12}(?:升|降|增|减|涨|提高|下降|上升)(?:至|到|为)")
_NEAR_STANDARD = 24
_NAMED_BUDGET = re.compile(
    r"(?<!涉及)(?:项目|工程|专项|经费|补助|补贴|资金)“?(?:预算|安排|预算安排)(?:资金)?(?:为)?$"
)
_PROJECT_SPENT = re.compile(
    r"(?:^|，|；|日)(?:实际|当年|全年|累计|已)*(?:支出|支付|使用|执行|列支)(?:资金)?(?:为)?$"
)
_PROJECT_BUDGET = re.compile(
    r"(?<!涉及)(?:项目|安排|批复|^|，|专项|经费)预算(?:资金|金额|安排|总额)?(?:为|共)?$"
)
_THAT_IS = re.compile(r"^(?:也|亦)?即(?:为)?$")
_BUDGET_NAMES = re.compile(r"(?:公共|基金|经营)预算$")
_FUNDS = frozenset({"公共", "基金", "经营"})
_INSIDE_COMPARATOR = {"", "的", "决算", "决算数"}
_IN_BRACKETS = re.compile(r"(?:较|比|与)(?:上年|去年|(?:19|20)\d{2}年)度?(?:决算)?数?（$")


def measure(scene: Scene, frame: Frame, begin: int, end: int, kind: Kind) -> str | None:
    """The measure that the words in [begin, end) before a figure name, or None."""
    topic = scene.context.topic
    if kind.kind == "count":
        return topic.measure if topic is not None and topic.measure in OWN_MEASURES - {"采购"} else None
    if kind.kind == "completion":
        return "采购" if topic is not None and topic.measure == "采购" else "决算"
    hits = [
        h
        for h in cues.measures(scene.folded, begin, end)
        if scene.folded[max(0, h.start - 2) : h.start] not in _FUNDS
        and not _BUDGET_NAMES.search(scene.folded[max(0, h.end - 6) : h.end])
        and not any(_is_swallowed(scene, h, m) for m in scene.mentions)
    ]
    if not hits and kind.kind == "level" and (own := _of_project(scene, frame, begin, end)) is not None:
        return own
    if not hits and _THAT_IS.search(scene.folded[begin:end]) and kind.kind == "level":
        return (
            "年初预算" if re.search(r"年初(?:未|无|没有)", scene.folded[max(0, begin - 12) : begin]) else None
        )
    if kind.kind in {"change", "change_rate", "share"} or not hits:
        return None
    found = hits[-1].value
    if found == "预算":
        if scene.context.own_measure:
            return _of_project(scene, frame, begin, end)
        found = frame.budget or scene.context.budget
    if found in BUDGETS:
        frame.budget = found
    return found


def _is_swallowed(scene: Scene, hit: Hit, mention: Mention) -> bool:
    """Whether a word of measure is part of a name (一般公共预算); 预算 at the end of 公务接待费预算 is not."""
    if not (mention.start <= hit.start and hit.end <= mention.end):
        return False
    tail = hit.end == mention.end and hit.value == "预算" and mention.end - mention.start > len("预算")
    return not tail or bool(_BUDGET_NAMES.search(scene.folded[mention.start : mention.end]))


def basis(scene: Scene, frame: Frame, hit: Hit) -> str | None:
    """What a comparator compares with."""
    years = [int(y) for y in re.findall(r"(?:19|20)\d{2}", scene.folded[hit.start : hit.end])]
    fiscal = scene.context.fiscal_year
    if hit.value in {"预算", "年初预算", "全年预算"} and years and fiscal is not None and years[0] != fiscal:
        return "上年" if years[0] == fiscal - 1 else str(years[0])
    if hit.value == "预算":
        return frame.budget or scene.context.budget
    if hit.value != "年":
        return hit.value
    if not years or fiscal is None or years[0] == fiscal - 1:
        return "上年"
    return frame.budget or scene.context.budget if years[0] == fiscal else str(years[0])


def change_basis(scene: Scene, frame: Frame, at: int) -> str | None:
    """What a change is against that names no year of its own: what its sentence compares with, else last year.

    Targets and plans are no basis, and performance sections compare with last year only where they say so.
    """
    if _OTHER_STANDARD.search(scene.folded, max(frame.sentence, at - _NEAR_STANDARD), at):
        return None
    if _GAP_OF_BOOKS.search(scene.folded, frame.sentence, at):
        return frame.budget or scene.context.budget
    topic = scene.context.topic
    if topic is not None and topic.id == "performance":
        return frame.basis if cues.comparators(scene.folded, frame.sentence, at) else None
    if _FROM_LAST.search(scene.folded, frame.sentence, at):
        return "上年"
    return frame.basis or "上年"


def bases(
    scene: Scene, frame: Frame, hits: Sequence[Hit], statement: Statement, found: str | None
) -> list[str | None]:
    """What an equality compares with: two where two comparators stand before it (与预算数、上年决算数均持平)."""
    if statement.kind != "flat":
        return [found]
    if _BOTH_BOOKS.search(scene.folded[max(0, statement.start - 4) : statement.end]):
        return [frame.budget or scene.context.budget]
    before = [h for h in hits if h.end <= statement.end]
    out: list[str | None] = []
    for at, hit in enumerate(before):
        stop = before[at + 1].start if at + 1 < len(before) else statement.end
        if re.search(r"\d", scene.folded[hit.end : stop]):
            out = []
            continue
        out.append(basis(scene, frame, hit))
        for more in _FURTHER.finditer(scene.folded, hit.end, stop):
            out.append(_further(scene, frame, more.group("what")))
    return list(dict.fromkeys(out)) or [found]


def _further(scene: Scene, frame: Frame, words: str) -> str:
    if words.startswith(("上年", "去年")):
        return "上年"
    return next((name for name in BUDGETS if name[:2] == words[:2]), frame.budget or scene.context.budget)


def is_unmeasured(subject: Subject) -> bool:
    """Whether a subject is a rate or an investment over many years, which no column of a table measures."""
    return subject.base is None and "：" not in subject.name and _UNMEASURED.search(subject.name) is not None


def year_denied(scene: Scene, segment: Segment, statement: Statement) -> int | None:
    """The year that a statement is of: the one before where it says 上年无此项, else the report's."""
    own = scene.context.fiscal_year
    if statement.kind != "none" or own is None:
        return own
    prior = _LAST_YEAR.search(scene.folded, segment.start, statement.end)
    printed = _OF_YEAR.findall(scene.folded, segment.start, statement.end)
    if prior or (printed and int(printed[-1]) == own - 1):
        return own - 1
    return scene.context.as_of or own


def _of_project(scene: Scene, frame: Frame, begin: int, end: int) -> str | None:
    """The measure of an amount of the project that a performance section speaks of: 预算资金 its budget, 支出 its outturn."""
    topic, words = scene.context.topic, scene.folded[begin:end]
    if topic is None or topic.id != "performance":
        return None
    at_hand = frame.project is not None or (frame.home is not None and frame.home.base is None)
    if _NAMED_BUDGET.search(words) or (at_hand and _PROJECT_BUDGET.search(words)):
        return scene.context.budget
    return "决算" if at_hand and _PROJECT_SPENT.search(words) else None


def completion_basis(scene: Scene, frame: Frame, words: str | None) -> str:
    """Which budget a completion rate or a comparison speaks of."""
    for name in BUDGETS:
        if name[:2] in (words or ""):
            return name
    return frame.budget or scene.context.budget


def both_measures(frame: Frame, budget: str, left: str) -> tuple[str, ...]:
    """年初预算和支出决算均为0万元: the two measures that one amount is said of; empty for one."""
    match = _TWO_MEASURES.search(left)
    if match is None:
        return ()
    named = next((name for name in BUDGETS if name[:2] in match["budget"]), None)
    return (named or frame.budget or budget, "决算")


def is_prior(scene: Scene, figure: Figure, hits: Sequence[Hit], segment: Segment) -> bool:
    """Whether a level stands inside its comparator (比上年3,120.45万元增加…)."""
    if (
        _IN_BRACKETS.search(scene.folded[: figure.start])
        and scene.folded[figure.end : figure.end + 1] == "）"
    ):
        return True
    inside = any(
        h.end <= figure.start and scene.folded[h.end : figure.start] in _INSIDE_COMPARATOR for h in hits
    )
    after = scene.folded[figure.end : figure.end + 4]
    changes = re.match(rf"，?(?:{cues.change_regex()})", after)
    return inside and (figure.end < segment.end or bool(changes))


def year(scene: Scene, left: str, *, prior: bool) -> int | None:
    """The fiscal year of a level: the printed one before it, else last year's for a prior value, else this one."""
    fiscal = scene.context.fiscal_year
    years = _YEARS.findall(left)
    if prior and years and fiscal is not None and int(years[-1]) < fiscal - 1 and not _LAST_YEAR.search(left):
        return int(years[-1])
    if fiscal is not None and (prior or _LAST_YEAR.search(left)):
        return fiscal - 1
    return int(years[-1]) if years else fiscal


def counts_last_year(scene: Scene, figure: Figure) -> bool:
    """Whether a count stands in a clause about last year alone: 主要原因是上年购置执法车辆1辆."""
    clause = re.split(r"[，。；：、]", scene.folded[: figure.start])[-1]
    return bool(_LAST_YEARS_OWN.search(clause))


def settled_gaps(drafts: Sequence[Draft]) -> list[Draft]:
    """Drafts, an undirected 差额 right behind a budget and its outturn with their direction and the budget as basis."""
    out = list(drafts)
    for at, draft in enumerate(out):
        if draft.kind != "change" or draft.direction is not None or draft.figure is None:
            continue
        levels = [d for d in out[:at] if d.kind == "level" and d.figure is not None]
        budget = next((d for d in reversed(levels) if d.measure in BUDGETS), None)
        actual = next((d for d in reversed(levels) if d.measure == "决算"), None)
        if budget is None or actual is None or budget.figure is None or actual.figure is None:
            continue
        gap = actual.figure.quantity.base_value - budget.figure.quantity.base_value
        if abs(gap) == draft.figure.quantity.base_value:
            direction: Direction = "increase" if gap > 0 else "decrease"
            out[at] = replace(draft, direction=direction, basis=budget.measure)
    return out


def settled_years(drafts: Sequence[Draft], fiscal: int | None, folded: str) -> list[Draft]:
    """Drafts, a level printed under last year and then compared with last year moved to this one.

    2022年度收入…，与2022年度相比增加… compares a year with itself: the first year is a slip, the figure this year's.
    A level inside its comparator (比2022年度的8万元减少) is last year's as it says.
    """
    out = list(drafts)
    for at, draft in enumerate(out):
        if draft.kind != "level" or fiscal is None or draft.year != fiscal - 1:
            continue
        clause = re.split(r"[，。；：]", folded[: draft.start])[-1]
        if re.search(r"[比较与同]|由(?:上年|去年|(?:19|20)\d{2}年)", clause):
            continue
        same = [d for d in out if d.subject == draft.subject]
        compared = any(d.kind == "change" and d.basis == "上年" and d.start > draft.start for d in same)
        if compared and not any(d.kind == "level" and d.year == fiscal for d in same):
            out[at] = replace(draft, year=fiscal)
    return out
