"""Mentions of accounts in a text, and what a claim is about."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from gouji import accounts
from gouji.accounts import AccountPath, Chart, Side
from gouji.extract import short_names
from gouji.extract.lexicon import Lexicon

_PREFIX = re.compile(
    r"^(?:其中|(?:本)?(?:部门|单位)（(?:部门|单位)）(?=共|有)|共计|共有|共|合计|总计|全年|本年度?|当年|年度|全市|(?:本|我|各|该)?(?:部门|单位|局|委|办|中心)(?=共|有|的|使用|开支|安排|国|组织|对|车|现|实|办公)|"
    r"累计|涉及|涵盖|包括|组织|对(?!外|口)|安排|实现|完成|使用|有|为|的|和|及|与|并|以及|截至年?底|月底|年末|期末|等|含|列明|占|由|在(?!建|用|职|编|线|校|岗|库|册|保|院|读|网|途)|将|已|均|各(?!级|类|项|单位|部门|种)|约|近|"
    r"其(?![他余])|这|该|按|从|以(?!前|上|下)|于|年中|年内|年(?!初|末|中|内|底)|年底(?=完成|仅|已)|仅|同时|此外|另外|并|起(?!草|点|步|源|重)|：|、|，|“|）|支出涉及)+"
)
_OURSELVES = re.compile(
    r"^(?:本|我)(?:部门|单位|局|委|办|中心|院|校|馆|所|厅|镇|乡|街道|系统)(?:机关|本级)?(?=[一-龥“]{2})(?!长|内|属|有|级|区)"
)
_CLAUSE_END = re.compile(r"[，。；：！？]")
_ORDINAL = re.compile(r"^[一二三四五六七八九十]是")
_EXCEPT = re.compile(r"^除(?=[一-龥]{2,}(?:用车|支出|收入|项目|设备)$)")
_FRONTS = (
    re.compile(r"^.*主要(?:问题|原因|差距|不足)?(?:是|为|系|由于|因)(?=[一-龥]{2})"),
    re.compile(r"^.*?(?:共有|实有|现有|拥有)(?=[一-龥])"),
    re.compile(r"^.*?(?:等单位|等部门|所属单位|所属各预算单位)"),
    re.compile(r"^(?:支出|支付|发放|拨付)(?=[一-龥]{2,}(?:金|费|补贴|补助|奖励|工资|款)$)"),
)
_NUMBER_OF = re.compile(r"(?<=[一-龥]人)数$")
_THAT_YEAR = re.compile(r"(?<=的)(?:19|20)\d{2}年度?")
_DATED = re.compile(r"^.*(?:\d年(?:度|末|底|初)?|\d[月日号])")
_SUFFIX = re.compile(
    r"(?:平均|为|是|共|合计|共计|总计|达到?|约|近|共有|累计|的|：|等|安排|数量|(?<![次户批天])数|分别|总数|各有|有|涉及|涵盖|均|各|开展|超过|不足|左右|已|支出|不低于|不少于|不高于|(?<=项目)中|“)+$"
)
_BOTH = re.compile(r"收、?支(?=(?:决算数?)?(?:较|比|与|同比|各|均))")
_AND = re.compile(r"、|“[和及与、]“")
_TAILS = frozenset("支收费经采类授用安结")
_CODED = re.compile(
    r"(?<!\d)(?P<code>2[0-3]\d(?:\d\d){1,2})\s?[-—－–]?\s?(?P<name>(?!）)[一-龥（）、]{2,40})"
)
_CODE_BEHIND = re.compile(r"(?P<name>(?:“[一-龥]{2,12}“)?[一-龥]{2,30})（(?P<code>2[0-3]\d(?:\d\d){1,2})）")
_DASHED = re.compile(r"[-—－–]{1,2}(?P<name>[一-龥（）]{2,24})")
_AFTER_NAME = re.compile(
    r"(?:科目)?(?:(?:年初|全年|调整|本年)?(?:支出)?(?:预算|决算)数?(?:为|是)?|支出(?:为|是)|(?<!他)(?<=[一-龥]{4})支出(?=$)(?<!其他支出)|为|是|共计?)+$"
)
_SHORT_LIST = re.compile(r"(?:[一-龥（）]{1,14}、)+(?:[一-龥（）]{1,14}(?:和|及|与))?$")
_HEADING = re.compile(
    r"(?:\d{1,2}[.．、]|（[一二三四五六七八九十\d]{1,3}）|[一二三四五六七八九十]+、)?(?P<name>[一-龥]{2,20}?支出)(?:决算|预算)?(?:具体)?(?:情况)?(?:说明)?"
)
_SHORT = re.compile(r"[一-龥（）]{1,14}(?=、)")


_NO_THINGS = frozenset(
    {
        "上年",
        "去年",
        "本年",
        "今年",
        "当年",
        "首年",
        "同期",
        "其余",
        "余下",
        "剩余",
        "另外",
        "其中",
        "同比",
        "年初",
        "年末",
        "决算",
        "决算数",
        "预算数",
        "支出决算",
        "支出决算数",
    }
)
# 数字文旅平台建设项目支出 is spending of the project so called, not all spending on projects
_OF_PROJECT = re.compile(
    r"(?:建设|改造|工程|平台|提升|治理|修缮|创建|开发|配套|延伸|加固|整治|保护|扶持|示范|试点|系统|设施|产业|搬迁|修复|绿化|扩建|新建|改建|维修|更新|配置|购置|采购|培训|服务|宣传|普查|监测|运维|三级路|道路|公路|桥|河|库)$"
)
_PARTS = ("一般公共预算", "政府性基金", "国有资本经营")
_YEAR = ("本年收入", "本年支出", "基本支出", "项目支出")


@dataclass(frozen=True, slots=True)
class Subject:
    """What a claim is about: its full name and, where it is an account, its plain form."""

    name: str
    base: str | None = None
    scope: str | None = None
    side: Side = "both"
    code: str | None = None
    measure: str | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """An account named in a text; half-open offsets."""

    start: int
    end: int
    subject: Subject


@functools.cache
def _known_terms() -> tuple[tuple[str, Subject], ...]:
    """Every name of every term that a narrative may use, with what it speaks of."""
    return tuple(
        (accounts.normalise(alias), Subject(t.name, t.base, t.scope, t.side, None, t.measure))
        for t in accounts.terms()
        if not t.labels_only and t.base is not None
        for alias in (t.name, *t.aliases)
    )


@functools.cache
def _terms() -> Lexicon[Subject]:
    return Lexicon(_known_terms())


class Accounts:
    """The accounts that a report's narrative may name, ready to be found in it."""

    def __init__(self, chart: Chart) -> None:
        self.chart = chart
        self._both = Subject("收入支出总计", "收支总计", None, "both")
        self._lexicon: Lexicon[Subject] = Lexicon(self._entries(), _terms())

    def _entries(self) -> Iterator[tuple[str, Subject]]:
        for names in (self.chart.functional, self.chart.economic):
            for code, name in names.items():
                if len(name) > 2:
                    codes = [c for c in self.chart.codes.get(name, ()) if c in names]
                    subject = Subject(name, name, None, "expense", code if len(codes) == 1 else None)
                    yield name, subject
        for old, new in accounts.renamed().items():
            if len(old) > 4:
                yield old, Subject(new, new, None, "expense", accounts.resolve([new], self.chart))

    def mentions(
        self,
        folded: str,
        paths: tuple[AccountPath, ...],
        above: Sequence[str | None] = (),
        topic: str | None = None,
    ) -> list[Mention]:
        """All accounts named in a folded text, 类/款/项 triples first.

        ``above`` are class and section (款) at hand, ``topic`` the id of the section's topic, for short names.
        """
        found = [
            Mention(p.start, p.end, self.from_path(p.names)) for p in _filled(_split(folded, paths), above)
        ]
        found += [
            m for m in self._coded(folded) if not any(f.start < m.end and m.start < f.end for f in found)
        ]
        taken = [(m.start, m.end) for m in found]
        for start, end, subject in self._lexicon.find(folded):
            if folded[start:end] == "项目支出" and _OF_PROJECT.search(folded, max(0, start - 4), start):
                continue
            if not any(a < end and start < b for a, b in taken):
                found.append(Mention(start, end, subject))
        for start, end, t in short_names.find(folded, topic or ""):
            same = [m for m in found if start < m.end and m.start < end]
            if not same or (same[0].start, same[0].end) == (start, end):
                found = [m for m in found if m not in same]
                found.append(Mention(start, end, Subject(t.name, t.base, t.scope, t.side, None, t.measure)))
        found += [
            Mention(m.start(), m.end(), self._both) for m in _BOTH.finditer(folded)
            if not any(m.start() < b.end and b.start < m.end() for b in found)
        ]  # fmt: skip
        found = [self._dashed(folded, mention) for mention in found]
        found = [
            m for m in found if not any(o is not m and o.start <= m.start and m.end <= o.end for o in found)
        ]
        for extra in [extra for mention in found for extra in self._elliptic(folded, mention)]:
            if not any(m.start < extra.end and extra.start < m.end for m in found):
                found.append(extra)
        return sorted(found, key=lambda m: m.start)

    def _coded(self, folded: str) -> Iterator[Mention]:
        """Accounts behind their code: 2040601-行政运行, by the names that the chart has for the code and its parents."""
        for match in (*_CODED.finditer(folded), *_CODE_BEHIND.finditer(folded)):
            code = match["code"]
            name = _AFTER_NAME.sub("", match["name"])
            chain = [self.chart.functional.get(code[:n]) for n in (3, 5) if n < len(code)]
            printed = [*(parent for parent in chain if parent), name]
            behind = match.start("code") > match.start("name")
            yield Mention(
                match.start(),
                match.end() if behind else match.start("name") + len(name),
                Subject("/".join(printed), name, None, "expense", code),
            )

    def _dashed(self, folded: str, mention: Mention) -> Mention:
        """自然资源事务—行政运行: an account with its item behind a dash."""
        match = _DASHED.match(folded, mention.end)
        if match is None or mention.subject.side != "expense":
            return mention
        name = _AFTER_NAME.sub("", match["name"])
        subject = Subject(f"{mention.subject.name}/{name}", name, mention.subject.scope, "expense")
        return Mention(mention.start, match.start("name") + len(name), subject)

    def _elliptic(self, folded: str, mention: Mention) -> Iterator[Mention]:
        """The shortened members of a list before a mention: 货物、工程 in 货物、工程、服务支出."""
        match = _SHORT_LIST.search(folded, max(0, mention.start - 40), mention.start)
        if match is None:
            return
        ending = folded[mention.start : mention.end]
        for piece in _SHORT.finditer(folded, match.start(), match.end()):
            found = self._completed(piece.group(), ending)
            if found is not None:
                yield Mention(piece.start() + found[0], piece.end(), found[1])

    def _completed(self, short: str, ending: str) -> tuple[int, Subject] | None:
        """The subject that a shortened name means with the end of a full one, and where in ``short`` it begins."""
        cuts = [cut for cut in range(1, len(ending)) if ending[cut] in _TAILS]
        for skipped in range(max(1, len(short) - 1)):
            for cut in cuts:
                subject = self._lexicon.get(short[skipped:] + ending[cut:])
                if subject is not None:
                    return skipped, subject
        return None

    def of_heading(self, title: str, scope: str | None) -> Subject | None:
        """The account that a heading names alone: 4.抚恤（款）死亡抚恤（项）, （五）城乡社区支出; else None."""
        folded = accounts.fold(title)
        named = accounts.paths(folded)
        if named and named[-1].names[0] is not None:
            return within(self.from_path(named[-1].names), scope)
        match = _HEADING.fullmatch(folded)
        code = accounts.resolve([match["name"]], self.chart) if match is not None else None
        return (
            within(self.from_path((match["name"], None, None)), scope)
            if match and code and len(code) == 3
            else None
        )

    def from_path(self, names: tuple[str | None, ...]) -> Subject:
        """The subject of a 类/款/项 triple, resolved to its code where the chart knows it."""
        printed = [accounts.normalise(name) for name in names if name]
        code = accounts.resolve(printed, self.chart)
        if code is None and len(printed) < 3:
            code = accounts.resolve(printed[-1:], self.chart)
        if code is not None:
            chain = [self.chart.functional.get(code[:n]) for n in (3, 5, 7) if n <= len(code)]
            printed = [name for name in chain if name]
        return Subject("/".join(printed), printed[-1] if printed else None, None, "expense", code)


def _split(folded: str, paths: tuple[AccountPath, ...]) -> tuple[AccountPath, ...]:
    """Triples of which the last level lists several: 学前教育、小学教育（项）."""
    out: list[AccountPath] = []
    for path in paths:
        level = max(n for n, name in enumerate(path.names) if name is not None)
        members = [member.strip("“") for member in _AND.split(path.names[level] or "")]
        if len(members) == 1 or not all(len(member) > 1 for member in members):
            out.append(path)
            continue
        place = folded.find(path.names[level] or "", path.start)
        for member in members:
            start = folded.find(member, place)
            names = (*path.names[:level], member, *path.names[level + 1 :])
            end = path.end if member is members[-1] else start + len(member)
            out.append(AccountPath(path.start if not place else start, end, (names[0], names[1], names[2])))
            place = start + len(member)
    return tuple(out)


def _filled(paths: Sequence[AccountPath], above: Sequence[str | None]) -> list[AccountPath]:
    """Triples with the upper levels that they leave out, taken from the one before: 事业单位医疗（项） after …（款）…（项）."""
    out: list[AccountPath] = []
    klass, section = (*above, None, None)[:2]
    for path in paths:
        names = path.names
        if names[0] is not None:
            klass, section = names[0], names[1]
        elif names[1] is not None:
            section = names[1]
            names = (klass, *names[1:])
        else:
            names = (klass, section, names[2])
        out.append(replace(path, names=(names[0], names[1], names[2])))
    return out


def merged(subjects: Sequence[Subject]) -> list[Subject]:
    """收入总计、支出总计 as the one subject 收入支出总计; any other list as it is."""
    sides = {s.side for s in subjects}
    if len(subjects) == 2 and {s.base for s in subjects} == {"收支总计"} and sides == {"income", "expense"}:
        first = subjects[0]
        return [replace(first, name=accounts.full_name("收支总计", first.scope, "both"), side="both")]
    return list(subjects)


def noun_phrase(text: str, department: str | None = None) -> str | None:
    """The noun phrase that a stretch of text before (or after) a figure leaves, without verbs and connectives.

    ``department`` is dropped from its front.
    """
    piece = _CLAUSE_END.split(text)[-1]
    if department and department in piece:
        piece = piece.rpartition(department)[2].removeprefix("本级")
    piece = _ORDINAL.sub("", piece)
    piece = _EXCEPT.sub("", _OURSELVES.sub("", piece))
    for front in _FRONTS:
        piece = front.sub("", piece)
    piece = _NUMBER_OF.sub("员", piece)
    piece = _DATED.sub("", _THAT_YEAR.sub("", piece))
    previous = None
    while previous != piece:
        previous = piece
        piece = _SUFFIX.sub("", _PREFIX.sub("", piece))
    piece = f"{piece}支出" if piece.endswith("整体") else piece
    piece = re.sub(r"^([^“]*)“(?=项目|工程|专项)", r"\1", piece)
    return piece if len(piece) >= 2 and piece not in _NO_THINGS else None


def within(subject: Subject, scope: str | None) -> Subject:
    """The subject with the scope of its section where it names none, under its full name."""
    wide = subject.scope == "财政拨款" and scope in _PARTS and subject.base in (*_YEAR, "三公经费")
    if (subject.scope is not None and not wide) or scope in (None, "全部资金"):
        return subject
    if subject.base is None or subject.code:
        return subject
    name = accounts.full_name(subject.base, scope, subject.side)
    known = accounts.term(name)
    if known is None or known.scope != scope:
        longer = scope in _PARTS[1:] and subject.base in {"基本支出", "项目支出"}
        return replace(
            subject, scope=scope, name=f"{scope}预算财政拨款{subject.name}" if longer else subject.name
        )
    return replace(subject, name=name, scope=scope)


def both_flows(subject: Subject) -> list[Subject]:
    """The year's income and its expense within the subject's scope of money: 无…财政拨款收入和支出."""
    sides: tuple[tuple[str, Side], ...] = (("本年收入", "income"), ("本年支出", "expense"))
    return [
        Subject(accounts.full_name(base, subject.scope, side), base, subject.scope, side)
        for base, side in sides
    ]


def both_sides(subject: Subject) -> list[Subject]:
    """收、支总计 as its two sides, 收入总计 and 支出总计; any other account as it is."""
    if subject.base != "收支总计" or subject.side != "both":
        return [subject]
    sides: tuple[Side, Side] = ("income", "expense")
    return [replace(subject, name=accounts.full_name("收支总计", subject.scope, s), side=s) for s in sides]
