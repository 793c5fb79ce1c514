"""A paragraph laid out for reading: its folded text, segments, figures and the accounts it mentions."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from gouji import accounts
from gouji.extract import cues, kinds
from gouji.extract.cues import Hit
from gouji.extract.frames import Context
from gouji.extract.layout import plain
from gouji.extract.segments import Segment, segments
from gouji.extract.subjects import Mention, Subject, within
from gouji.model import Figure

LEAD = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十\d]{1,3}）|\d{1,2}[.．、]|[①-⑳]|\s)*$"
)
_LIST = re.compile(r"“?(?:[、和与及，,]|以及)“?")
_TAKEN = re.compile(r"占[^，。；]{0,10}$|完成[^，。；]{0,4}$|用于[^，。；]{0,10}$")
_LEAD_OF_CLAIM = 4
_PART_OF_NAME = frozenset("类性型级")
_OWN_ACCOUNTS = {
    "基本支出", "项目支出", "人员经费", "公用经费", "公务接待费", "因公出国（境）费", "公务用车购置及运行维护费", "公务用车购置费",
    "公务用车运行维护费", "年初结转和结余", "年末结转和结余",
}  # fmt: skip


_FREE_TOPICS = frozenset({"project_list", "performance"})
_PROJECT_TITLE = re.compile(
    r"^“?(?P<name>[^，。；：]{3,50}(?:项目|工程|经费|专项|补贴|资金|补助))“?(?:支出|预算|情况|说明|绩效自评|绩效评价|综述|结果)*$"
)
_BUDGET_WORDS = frozenset({"支出预算", "收入预算"})
_TOTALS = frozenset({"收支总计", "本年收入", "本年支出"})
_JOINS = frozenset("、，。；：（和与及“年")
_BARE_PROCURED = frozenset({"货物支出", "工程支出", "服务支出"})
_SITUATION = re.compile(r"(?:决算|预算)?(?:具体|总体|结构)?(?:情况)?(?:的)?(?:说明)?$")

_NAMED_PROJECT = re.compile(
    r"(?:\d{1,2}[.．、]|（[一二三四五六七八九十\d]{1,3}）)?+“?(?P<name>[^，。；：]{3,50}?(?:“?项目)?)“?"
    r"(?=(?:支出)?(?:绩效)?(?:自评|评价)(?:综述|情况|结果)|(?<=项目)(?:，|$|绩效|因|由于|全年|预算|年初)|：|(?<=项目|经费|专项|工程|资金|补助|补贴)(?:。|，(?=(?:全年|年初|预算|安排|执行|实际|自评|绩效|得分|评价))))"
)
_COMPARED = re.compile(
    r"(?:支出)?(?:决算数?|支出数?|执行数)?(?:大于|小于|等于|高于|低于|与(?:年初)?预算|年初(?:未|无|没有)|未安排|无预算)"
)
_NEW_PROJECT = re.compile(r"“?，?(?:全年预算|年初预算|预算执行|预算|安排|执行|自评|绩效自评|评价得分|得分)")
_NO_PROJECT = re.compile(r"情况|结果|问题|工作|如下|其中|方面|目标|措施|建议|制度|机制")


class Scene:
    """What can be asked of a paragraph without knowing what was read before."""

    def __init__(
        self, text: str, figures: Sequence[Figure], mentions: Sequence[Mention], context: Context
    ) -> None:
        self.folded = plain(text)
        self.mentions = mentions
        self.context = context
        self.segments = segments(self.folded, figures)

    def section_subject(self) -> Subject | None:
        """The unnamed subject of the section: the account its heading names, else that of its topic."""
        named = accounts.term(_SITUATION.sub("", self.context.heading or ""))
        if named is not None and named.base in _OWN_ACCOUNTS:
            return self.scoped(Subject(named.name, named.base, named.scope, named.side, None, named.measure))
        topic = self.context.topic
        project = _PROJECT_TITLE.match(self.context.heading or "")
        if project is not None and (topic is None or topic.id in _FREE_TOPICS):
            return Subject(project["name"])
        if topic is None or topic.base is None:
            return None
        name = accounts.full_name(topic.base, topic.scope, topic.side)
        return Subject(name, topic.base, topic.scope, topic.side)

    def scoped(self, subject: Subject) -> Subject:
        """The subject within the section's scope of money."""
        return within(subject, self.context.scope)

    def open_mentions(self, start: int, end: int, hits: Sequence[Hit]) -> list[Mention]:
        """Mentions in [start, end) that are neither part of a comparator nor a denominator nor a purpose."""
        return [
            m
            for m in self.mentions
            if m.start >= start
            and m.end <= end
            and not self._is_aside(m, start, end)
            and not any(h.start < m.end and m.start < h.end for h in hits)
            and (
                not _TAKEN.search(self.folded[max(start, m.start - 12) : m.start])
                or (self.folded[m.end : m.end + 1].isdigit() and "占" not in self.folded[start : m.start])
            )
        ]

    def _is_aside(self, mention: Mention, start: int, end: int) -> bool:
        """Whether a mention stands in a bracket that is closed before ``end`` and opened after another mention."""
        text = self.folded[mention.start : mention.end]
        if text in _BUDGET_WORDS and not self._is_of_whole():
            return True
        opening = self.folded.rfind("（", start, mention.start)
        if opening < 0 or "）" in self.folded[opening : mention.start]:
            return False
        closing = self.folded.find("）", mention.end, end)
        return closing > 0 and any(m.end <= opening and m.start >= start for m in self.mentions)

    def _is_of_whole(self) -> bool:
        """Whether 收入预算 and 支出预算 are amounts of the whole here, not what an account was budgeted with."""
        topic = self.context.topic
        if topic is None:
            return self.context.default_measure == "本年预算"
        return topic.base in _TOTALS

    def is_part_of_name(self, mention: Mention) -> bool:
        """Whether a mention is only the end of a longer name (基本建设类项目支出)."""
        before = self.folded[max(0, mention.start - 1) : mention.start]
        text = self.folded[mention.start : mention.end]
        elsewhere = text in _BARE_PROCURED and self.context.measure != mention.subject.measure
        if text == "项目支出" and re.search(r"[①-⑳][一-龥“]{4,}$", self.folded[: mention.start]):
            return True
        rest = (text == "其他支出" or elsewhere) and before not in _JOINS
        return (before in _PART_OF_NAME and mention.subject.code is None) or (rest and bool(before))

    def is_list(self, mentions: Sequence[Mention]) -> bool:
        """Whether mentions are joined by nothing but 、 and 和."""
        gaps = [self.folded[a.end : b.start] for a, b in itertools.pairwise(mentions)]
        return len(mentions) > 1 and all(_LIST.fullmatch(gap) for gap in gaps)

    def is_topic_only(self, start: int, end: int, hits: Sequence[Hit]) -> bool:
        """Whether nothing but a comparator and filling words stands in [start, end) behind an account."""
        rest = "".join(
            char
            for at, char in enumerate(self.folded[start:end], start)
            if not any(h.start <= at < h.end for h in hits)
        )
        rest = re.sub(
            rf"(?:有所|略有|明显|大幅|逐年)?(?:{cues.change_regex()})(?:最多|较多|较大|明显)?", "", rest
        )
        return rest.strip("的中方面情况“）决算支出数相比较") in {"", "为", "与"}

    def project_at(self, segment: Segment) -> Subject | None:
        """The project that a paragraph or sentence opens with, where things are named freely (甲项目自评情况：)."""
        topic = self.context.topic
        opens = self.at_start(segment.start) or segment.before in {"。", "；", "："}
        if topic is None or topic.id not in _FREE_TOPICS or not opens:
            return None
        match = _NAMED_PROJECT.match(self.folded, segment.start)
        if (
            segment.before in {"；", "："}
            and match is not None
            and not _NEW_PROJECT.match(self.folded, match.end())
        ):
            return None
        if match is None or match.end() > segment.end or _NO_PROJECT.search(match["name"]):
            return None
        named = topic.id == "performance" or match["name"].endswith("项目")
        return Subject(match["name"].replace("“", "")) if named else None

    def sentence_end(self, at: int) -> int:
        """Where the clause chain at a place ends: the next 。 or ；, or the end."""
        found = [p for p in (self.folded.find(c, at) for c in "。；") if p >= 0]
        return min(found, default=len(self.folded))

    def starts_claim(self, segment: Segment, figures: Sequence[Figure]) -> bool:
        """Whether a segment begins a new statement: an account, then a level of it."""
        here = [m for m in self.mentions if segment.start <= m.start < segment.end]
        if here and here[0].start - segment.start <= 1 and _COMPARED.match(self.folded, here[0].end):
            return True
        figure = next((f for f in figures if segment.start <= f.start < segment.end), None)
        if not here or figure is None or here[0].start > figure.start:
            return False
        kind = kinds.of_figure(figure, self.folded[here[0].end : figure.start], None, "", glued=False)
        lead = here[0].start - segment.start
        return kind is not None and kind.kind == "level" and lead <= _LEAD_OF_CLAIM

    def at_start(self, place: int) -> bool:
        """Whether nothing but list marks stands before a place in the paragraph."""
        return bool(LEAD.match(self.folded[:place])) or self.folded[:place] == "（"
