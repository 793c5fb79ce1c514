"""What an amount inside a reason is about: the account or the thing that its factor names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gouji import accounts
from gouji.accounts import Side
from gouji.extract import cues
from gouji.extract.frames import Frame, Reading
from gouji.extract.kinds import Kind
from gouji.extract.naming import AHEAD, FACTOR_TAIL, MOVED_TO, Namer
from gouji.extract.reasons import ReasonSpan
from gouji.extract.scene import Scene
from gouji.extract.subjects import Mention, Subject, noun_phrase
from gouji.model import Figure

_WHOLE_NAME = re.compile(
    r"(?:支出|经费|资金|预算|科目)?(?:决算|合计)?(?:较|比|同比|本年|今年|上年|增|减|少支|多支|下降|上升|提高|降低|压|为|共|\d|，|、|；|。|等|和|及|以及|因|由|分别|追|降|升|略|$)"
)
_PROJECT_LEAD = re.compile(
    r"^(?:[一二三四五六七八九]是|[①-⑳]|（\d）|\d[.．、])?(?:而|因|由于|原|新实施|实施|新增|开展|启动|安排|增加)?(?P<name>[^，。；：]{2,34}?(?:项目|工程|专项|经费|平台|系统|改造|修缮|建设|行动))(?=部分指标|指标|部分资金|建成|已|于|年底|年内|因|未|尚|完工|竣工|不再|由|按|采购|完成|到期|结束|启动|实施|全部|$)"
)
_FACTOR_LEAD = re.compile(
    rf"^(?:[一二三四五六七八九]是|[①-⑳]|（\d）|\d[.．、])?(?:因|由于|系|为|将|对)?(?:本年度?|今年|年中|当年|上年|年末|年初)*(?:相应|其中)?(?:{cues.change_regex()}|追加|收到|支付|下达|安排|投入|拨付|列支|用于|新实施|实施|开展|争取到?|承接|承担)*(?:了)?"
)
_GIVEN_BEFORE = re.compile(
    r"(?:有|拨付|支付|下达|安排|投入|追加|使用|结转|收到|新增|列支|减少|增加|补助|退回|上缴)(?:了|约|近)?$"
)
_GIVEN_AFTER = re.compile(
    r"^的?(?P<head>[一-龥“”]{2,20}?)(?=因|由|，|。|；|、|尚|已|未|用于|到位|结转|收回|$)"
)
_NOT_GIVEN = re.compile(
    r"^(?:左右|以上|以下|的|元|和|及|与|至|到|为|是|主要|其中|完成|增|减|下降|同比|用于|未|已|占|较|比|余)"
)
_FINISHED = re.compile(
    r"^(?:[一二三四五六七八九]是|[①-⑳]|（\d）|\d[.．、])?(?:而|但|因|由于|同时)?(?P<thing>[^，。；：\d]{3,30}?)(?:均|都)?(?:已经?)?(?:于|在)?(?:上年度?|去年|20\d\d年)?(?:年?[底初末]|\d{1,2}月底?)?(?:已经?)?(?:全部|全面|顺利)?(?:建成|完工|竣工|到期|结束|验收|执行完毕)"
)
_NET = re.compile(r"(?:增减|收支|增支减支)?(?:因素)?相抵")
_CARRIED_OUT = re.compile(r"(?:实施|开展|推进|组织)(?P<thing>[^，。；]{3,20})$")
_CARRY = re.compile(r"(?:上年|年初|以前年度)结转(?:资金)?$")
_BARE_CHANGE = re.compile(
    rf"(?:、|和|与|及)?(?:实际(?:支出|执行|完成)?|(?:相应|同比|比上年|较上年)?(?:{cues.change_regex()})|(?:增|降|升|减|提高)(?:至|到|为))(?:约|近|为)?"
)
_CIRCUMSTANCE = re.compile(
    r"^(?:根据|按照?|依据|据|经|首年|当年|全年)(?:.*(?:结算|核定|要求|规定|标准|结果))?$|^(?:根据|依据|按照).*$"
)
_OWN_BUDGET = re.compile(r"(?:因|由于|主要是)?(?:年初|全年|本年|调整)?预算(?:数|金额)?(?:仅|只)?(?:为|是)?")
_TAKEN_FROM = re.compile(r"^从[^，。；]{2,12}?中(?:调剂|统筹|列支|安排|解决)+(?:了)?")
_AFTERWARDS = re.compile(r"^[^，。；]{4,}?后(?=[一-龥]{1,6}费$|[一-龥]{2,8}(?:人员|干部|职工|教师)$)")
_SUCH_AS = re.compile(
    r"^(?:[一二三四五六七八九]是|[①-⑳])?[^，。；]*、[^，。；、]*?等(?=[一-龥]{2,10}?(?:支出|经费|费用|资金))"
)
_COUNTED = re.compile(r"\d(?:[万亿]?元|万|[%个名人户辆台次件批项年月日])|(?<!\d)\d{1,2}(?!\d)")
_SHORT = 3
_BARE_MONEY = frozenset(
    {"资金", "经费", "金额", "支出", "费用", "工程款", "款项", "合同款", "工程款支出", "尾款", "余款"}
)
_OBJECT = re.compile(
    r"(?:净?增加|净?减少|压减|节约|核减|调减|缩减|节省|多支出|少支出|多支付|少支付)了?(?P<object>[^，。；：、\d]{2,24}?)(?:约|近|共|合计|共计)?$"
)


class Causes:
    """Names the amounts of a reason, clause by clause back to the head of its item."""

    def __init__(self, scene: Scene, frame: Frame, reading: Reading, names: Namer) -> None:
        self._scene, self._frame, self._reading, self._names = scene, frame, reading, names

    def in_reason(self, span: ReasonSpan, figure: Figure, kind: Kind, left: str) -> list[Subject]:
        """What an amount inside a reason is about: the account or the thing that its factor names."""
        folded, at = self._scene.folded, figure.start
        begin = max([span.start, *(folded.rfind(c, span.start, at) + 1 for c in "；。")])
        clause = max(begin, folded.rfind("，", begin, at) + 1, at - len(left.lstrip("、和与及，")))
        item = self._item(begin, clause, at)
        if kind.kind == "level" and (per := self._per_unit(span, clause, at)) is not None:
            return [per]
        if (
            part := self._names.carried(item, folded[clause:at], folded[figure.end : figure.end + AHEAD])
        ) is not None:
            return [part]
        if (head := self._given(folded[clause:at], folded[figure.end : figure.end + AHEAD])) is not None:
            return [Subject(head)]
        if item is not None and _OWN_BUDGET.fullmatch(folded[clause:at]):
            return [item]
        for start in self._clauses(begin, clause):
            if named := self._named(start, at):
                return [self._dealt(named, at)]
            words = folded[start:at] if start == clause else folded[start:at].split("，")[0]
            if start != clause and (thing := _PROJECT_LEAD.match(words)) is not None:
                return [Subject(thing["name"])]
            if (
                start == clause
                and (found := self._of_bare_change(begin, clause, words, kind, item)) is not None
            ):
                return [found]
            done = _OBJECT.search(words) if kind.kind == "change" else None
            phrase = noun_phrase(done["object"]) if done else self._factor(MOVED_TO.sub("", words))
            if phrase is not None and phrase in _BARE_MONEY and clause > begin:
                whose = self._factor(folded[begin : clause - 1].split("，")[-1]) or ""
                phrase = whose + phrase if len(whose) > _SHORT else phrase
            if phrase is not None:
                return [self._fund(phrase, item) or Subject(phrase)]
        return [item] if item is not None and kind.kind == "change" else []

    def _item(self, begin: int, clause: int, at: int) -> Subject | None:
        """The account of the paragraph, or what last year's money paid for: 实施避险搬迁，支付上年结转资金42万元."""
        folded = self._scene.folded
        done = _CARRIED_OUT.search(folded, begin, max(begin, clause - 1))
        if done is not None and _CARRY.search(folded, clause, at):
            return Subject(done["thing"], done["thing"], None, "expense")
        return self._frame.head or self._frame.home

    def _clauses(self, begin: int, clause: int) -> list[int]:
        """Where the clauses of an item begin, from the one at hand back to its first."""
        folded, found = self._scene.folded, [clause]
        while found[-1] > begin:
            before = folded.rfind("，", begin, max(begin, found[-1] - 1))
            found.append(before + 1 if before >= 0 else begin)
        return list(dict.fromkeys(found))

    def _of_bare_change(
        self, begin: int, clause: int, words: str, kind: Kind, item: Subject | None
    ) -> Subject | None:
        """What a clause with no thing of its own (减少, 增减相抵后净增, 提高到) is about, or None."""
        if _NET.match(words):
            return item
        if not _BARE_CHANGE.fullmatch(words):
            return None
        over = self._finished(begin, clause)
        return Subject(over) if over is not None else self._last_in(begin, rates=kind.kind == "level")

    def _per_unit(self, span: ReasonSpan, clause: int, at: int) -> Subject | None:
        """慰问金75.60万元（人均600元）: the cost a head of the amount right before a bracket, else of the account."""
        last = self._reading.drafts[-1] if self._reading.drafts else None
        near = (
            last is not None and last.kind == "level" and last.start >= span.start and last.end >= clause - 1
        )
        bracket = self._scene.folded[last.end : last.end + 1] == "（" if last is not None else False
        of = last.subject if near and bracket and last is not None else None
        return self._names.per_unit(self._scene.folded[clause:at].lstrip("（"), of)

    def _finished(self, begin: int, clause: int) -> str | None:
        """What was finished in the clause before: 田径场翻新已于上年完工，减少812万元."""
        words = self._scene.folded[begin : max(begin, clause - 1)]
        before = words.rpartition("，")[2]
        if "不再" in before and "，" in words and not _FINISHED.match(before):
            before = words.rpartition("，")[0].rpartition("，")[2]
        found = _FINISHED.match(before)
        return noun_phrase(found["thing"]) if found is not None else None

    def _last_in(self, begin: int, *, rates: bool) -> Subject | None:
        """What the amount before is about, within the same item of a reason; a standard a head only with ``rates``."""
        for draft in reversed(self._reading.drafts):
            if draft.start < begin or draft.kind == "count":
                return None
            if rates or draft.subject is None or "：" not in draft.subject.name:
                return draft.subject
        return None

    def _fund(self, phrase: str, item: Subject | None) -> Subject | None:
        """一般公共预算财政拨款增加 in a reason about income: the income of that budget."""
        term = accounts.term(phrase)
        if term is None or term.base is not None or term.scope is None or item is None:
            return None
        side: Side = "income" if item.side == "income" else "expense"
        base = "本年收入" if side == "income" else "本年支出"
        return Subject(accounts.full_name(base, term.scope, side), base, term.scope, side)

    def _factor(self, words: str) -> str | None:
        if _CIRCUMSTANCE.match(words):
            return None
        words = _SUCH_AS.sub("", words)
        phrase = noun_phrase(
            _AFTERWARDS.sub("", FACTOR_TAIL.sub("", _FACTOR_LEAD.sub("", _TAKEN_FROM.sub("", words))))
        )
        if phrase is not None and _COUNTED.search(phrase):
            return None
        bare = phrase is None or re.fullmatch(cues.change_regex(), phrase) or _CIRCUMSTANCE.match(phrase)
        return None if bare else phrase

    def _given(self, left: str, after: str) -> str | None:
        """The thing behind an amount: 同时有131.24万元改造补贴尚未兑付."""
        if not _GIVEN_BEFORE.search(left) or _NOT_GIVEN.match(after):
            return None
        match = _GIVEN_AFTER.match(after)
        return match["head"] if match else None

    def _named(self, start: int, at: int) -> list[Mention]:
        return [
            m
            for m in self._scene.mentions
            if start <= m.start and m.end <= at and _WHOLE_NAME.match(self._scene.folded, m.end)
        ]

    def _dealt(self, named: Sequence[Mention], at: int) -> Subject:
        """The last account named, or the one of a 分别 list whose turn it is."""
        scene = self._scene
        end = named[-1].end
        several = len(named) > 1 and scene.is_list(named)
        listed = several and "分别" in scene.folded[end : end + 12]
        if several and not listed and len({m.subject.name for m in named}) == len(named):
            return Subject("、".join(m.subject.name for m in named))
        turn = (
            sum(end <= d.start < at and d.figure is not None for d in self._reading.drafts) if listed else -1
        )
        return scene.scoped(named[turn % len(named) if listed else -1].subject)
