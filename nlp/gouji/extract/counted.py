"""What a count or a score is about: one of the template's counts, else the phrase around the figure."""

from __future__ import annotations

import functools
import re

import msgspec

from gouji import patterns

_FILLING = re.compile(
    r"(?:共计?|合计|累计|约|近|及|和|与|其中|计|总计|涉及|由上年的?|由|降|升|人数|人员|批次|次数|数量|辆数|为|是|达|有|支出|全年|本年度?|当年|年末|分别|左右|上下|以内|[、，：（）。“])+"
)
_NOUN_AFTER = re.compile(r"[一-龥]{2,}")
_OWN = {"公务接待费": "国内接待费", "公务用车购置及运行维护费": None}
_PURCHASED_WORDS = re.compile(r"(?:购置|购买|新购|更新)[^费，。；]{0,8}车(?!费|辆?购置费|购置费)")
_BOUGHT = re.compile(r"(?:购置|购买|新购|更新)(?:的|了)?$")
_NEAR = 14
_NO_CARS = re.compile(r"(?<!购置)(?:无|没有)(?:公务用车|车辆)$")
_GROUP_WORDS = re.compile(r"团组|出访(?:任务|活动)|出国(?:（境）)?(?:任务|活动|考察)")
_ABROAD_WORDS = re.compile(
    r"(?:国（境）外|国外|境外)(?:公务)?接待(?!费|支出|经费)|(?:国（境）外|国外|境外)来访(?:团组|人员)"
)
_STRONG = re.compile(
    r"因公出国|出国（境）|公务用?车保有|购置公务用?车|公务接待|国内接待|外事接待|外宾接待|接待外宾"
)


class CountTerm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One entry of patterns/accounts/counts.yaml."""

    name: str
    group: str
    account: str
    units: tuple[str, ...]
    words: str
    example: str
    counter_example: str
    measure: str | None = None


@functools.cache
def _terms() -> tuple[tuple[CountTerm, re.Pattern[str]], ...]:
    return tuple((t, re.compile(t.words)) for t in patterns.load("accounts/counts", CountTerm))


def of_template(
    words: str, after: str, unit: str | None, account: str | None, last: CountTerm | None
) -> CountTerm | None:
    """The count of the template that a figure gives, or None.

    Args:
        words: the folded words before the figure (or of its clause).
        after: the folded words after it; a noun there says itself what is counted.
        unit: its measure word.
        account: the plain account at hand.
        last: the count given before it, whose group a bare 人次 goes on.
    """
    fitting = [(t, regex) for t, regex in _terms() if unit in t.units]
    own = _OWN.get(account or "", account)
    if not _FILLING.sub("", words):
        if _NOUN_AFTER.match(after):
            return None
        found = next((t for t, _ in fitting if last is not None and t.group == last.group), None)
        return found or next((t for t, _ in fitting if t.account == own), None)
    if _BOUGHT.search(words) and "车" in after[:_NEAR]:
        return next((t for t, _ in fitting if t.group == "purchase"), None)
    found = next((t for t, regex in fitting if regex.search(words)), None)
    if found is None or found.group not in {"domestic", "abroad"} or "国内" in words:
        return found
    other = next((t for t, _ in fitting if t.account == own and t.group in {"abroad", "foreign"}), None)
    return other if other is not None and (found.group == "domestic" or other.group == "foreign") else found


def is_explicit(words: str) -> bool:
    """Whether words name a count of the template so plainly that no section heading is needed."""
    return bool(_STRONG.search(words))


def absent(words: str) -> str | None:
    """The count that a statement of absence denies (未购置公务用车, 无因公出国（境）团组), or None for an amount."""
    if _PURCHASED_WORDS.search(words):
        return "购置公务用车"
    if _GROUP_WORDS.search(words) and not re.search("来访|来宾|外宾", words):
        return "因公出国（境）团组"
    if _NO_CARS.search(words):
        return "公务用车保有量"
    return "国（境）外公务接待批次" if _ABROAD_WORDS.search(words) else None


PERSONS = frozenset({"名", "人", "位"})
_MOVES = r"(?:职级)?晋升|新进|新?招录|新?录用|新?招聘|选调|调入|调出|调离|引进|返聘|新聘|聘用|入职|离职|辞职|转隶|转入|退休|去世|病故"
_MOVED = re.compile(rf"(?P<verb>{_MOVES})(?:了|约)?$")
_PEOPLE = re.compile(
    rf"^(?P<head>(?!相应|因|由|形成|使)[一-龥（）]{{0,8}}?(?:离退休人员|退休人员|工作人员|干部职工|公务员|专业技术人员|干部|职工|人员|同志|教师|民警|学生|党员|医生|专家|队员|教练员|驾驶员|运动员))(?:(?:于)?(?:年中|年内|当年|上年|本年|中途|陆续|先后|正常))*(?P<verb>{_MOVES})?"
)
_MOVED_AFTER = re.compile(
    rf"^(?:年中|年内|当年|上年|本年|中途|陆续|先后|正常)*(?P<verb>{_MOVES})(?=，|。|；|、|和|及|）|$)"
)
_PERSONS_BEFORE = re.compile(r"(?:人员|干部|职工|公务员|教师|民警|同志|员工)$")
_ENDS = re.compile(r"^(?:，|。|；|、|和|及|）|$)")
_HEAD = re.compile(
    r"^(?P<head>(?!减|增|降|升|至|到|和|及|与|以|左右|上下|开展|进行了|实施了)[^，。；：、（）“的\d]{2,14}?)(?P<verb>(?:均|全部|都|已经|已|于上年底|于上年|于去年底?|于年底|于当年|于年内|年中|年内|当年|未|按期|按时|按)*(?:进行了?|开展|实施|纳入|完成|编制|编报|申报|评价(?!得分|等级|结果|分)|自评(?!得分|等级|结果|分)|达到|被评|获评|评为|参加|接受|退休|辞职|去世|调入|调出|录用|转隶|退出|列入|验收|兑现|推进|完工|竣工|开工|超|属于|设定|设置|公开|随)[^，。；：（）的]{0,24})?(?:，|。|；|：|、|（|）|“|$|的|等|(?<!公)共|合计|予以|(?:和|及|与)(?=\d)|(?=\d))"
)
_DONE = re.compile(r"^(?:均|全部|都|已经|已)+|(?<=[开进编申纳完])了|了|过|(?:等)?工作$")
_TARGET = re.compile(
    r"(?:组织对|委托[^，。；]{0,12}对|对|选取|将)“?(?P<name>[^，。；：\d]{3,40}?)“?(?:等?(?:\d+|[一两三四五六七八九十])?个?项目)?(?:支出)?(?:组织)?(?:开展|进行|实施|纳入)|(?P<whole>部门整体支出|整体支出)(?=绩效)"
)
_TIME = re.compile(r"^(?:年中|年内|当年|本年|全年|本年度|今年|上半年|下半年|年度)+")
_MEETING = re.compile(
    r"^(?P<verb>召开|举办|开展|组织)(?=[^，。；]*、|[^，。；]{8,})[^，。；]*?(?P<noun>会议|培训班|培训)$"
)
_LEAVING = frozenset({"退休", "去世", "调入", "调出", "招录", "新录用", "新招录", "离职", "辞职"})
_SHORT_VERB = 4
_BEINGS = ("人次", "人员", "对象", "学生", "职工", "群众", "游客", "居民", "专家")
_GENERIC_COUNT = re.compile(
    r"(?:涉及|涵盖|共|共有|覆盖|包括|其中|部门|单位|市级|县级|区级|省级|本级|二级|一级|三级|预算|支出|财政|专项|的)*(?:项目|单位|部门|个)?(?:数|数量)?"
)
_SELF_REVIEWED = re.compile(r"(?:实施的?|全部|已|均)*完成自评的?项目")
_FUND_PROJECTS = re.compile(
    r"(?P<fund>一般公共预算|政府性基金预算|国有资本经营预算)(?:财政拨款)?项目(?:支出)?[^；。]*$"
)
_GENERIC_AMOUNT = re.compile(
    r"(?:部门|市级|县级|区级|省级|本级|一般公共|预算|财政|财政性|拨款|项目|支出|评价|监控|涉及|自评|各级|各类|政府性基金|国有资本经营|安排|全部|年度|当年|本年)*(?:资金|金额|项目支出|预算|支出|拨款)(?:总额|总量|规模)?"
)
_GENERIC_SCORE = re.compile(
    r"(?:项目|平均|综合|总|最终|最后|自评|评价|绩效)*(?:得分|评分|分数|总分|分值|平均分)"
)


class Appraisal(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One entry of patterns/cues/appraisals.yaml."""

    name: str
    words: tuple[str, ...]
    example: str
    counter_example: str


@functools.cache
def _appraisals() -> tuple[re.Pattern[str], dict[str, str]]:
    entries = patterns.load("cues/appraisals", Appraisal)
    names = {word: entry.name for entry in entries for word in entry.words}
    return re.compile("|".join(sorted(map(re.escape, names), key=len, reverse=True))), names


def work(*texts: str) -> str | None:
    """The last kind of performance work that a text names, of the first text that names one."""
    regex, names = _appraisals()
    for text in texts:
        found = regex.findall(text)
        if found:
            return names[found[-1]]
    return None


def dealt_out(words: str, left: str) -> list[str]:
    """The members of a shortened list that 分别 or 均 speaks of: 决策、过程指标得分 → 决策指标得分, 过程指标得分."""
    if not re.search(r"分别|依次|均|都|各", left):
        return []
    parts = re.split(r"[、和及与](?!以上|以下)", words)
    if len(parts) < 2 or not all(parts):
        return []
    if any(part.endswith(parts[-1][-2:]) for part in parts[:-1]):
        return parts
    first, last = parts[0], parts[-1]
    size = min(len(part) for part in (parts[1:-1] or [first]))
    if len(last) <= size or all(len(part) >= len(last) - 1 for part in parts[:-1]):
        return parts
    lead, tail = (first[:-size], last[size:]) if len(parts) > 2 else ("", last[size:])
    return [first + tail, *(lead + part + tail for part in parts[1:-1]), lead + last]


def people(left: str, after: str) -> str | None:
    """Persons with what became of them: 年内招录4名工作人员 → 招录工作人员, 两名干部退休 → 退休干部."""
    match = _PEOPLE.match(after)
    before = _MOVED.search(left)
    if match is None and before is None and (gone := _MOVED_AFTER.match(after)):
        return f"{gone['verb']}人员"
    if match is None:
        return f"{before['verb']}人员" if before and _ENDS.match(after) else None
    head = match["head"].replace("同志", "人员")
    verb = (before["verb"] if before else "") or match["verb"] or ""
    return head if head.startswith(verb) else f"{verb}{head}"


def moved(before: str, after: str) -> str | None:
    """What became of the persons named before a number: 退休职工1人去世 → 去世."""
    match = _MOVED_AFTER.match(after)
    return match["verb"] if match and _PERSONS_BEFORE.search(before) else None


def target(words: str) -> str | None:
    """What performance work is done on, in the words of its sentence: 对甲项目开展部门评价 → 甲项目."""
    match = _TARGET.search(words)
    if match is None:
        return None
    several = match["name"] is not None and re.search("、|““", match["name"])
    return match["whole"] if several else match["name"] or match["whole"]


def phrase(before: str | None, after: str, left: str = "") -> str | None:
    """The phrase for what is counted, head noun last: 对8个二级项目开展绩效自评 → 开展绩效自评的二级项目.

    Args:
        before: the noun phrase before the figure, if any.
        after: the folded words after it.
        left: the folded words before it as they stand.
    """
    if found := _GRADE_AFTER.match(after) or _GRADE.search(left.strip("，、；：和及")):
        return f"等级为{found['grade']}"
    match = _HEAD.match(after)
    head = match["head"] if match else ""
    verb = _TIME.sub("", _DONE.sub("", match["verb"] or "") if match else "")
    if not verb and (found := _GRADE.search(head)):
        return f"等级为{found['grade']}"
    if head and verb:
        return f"{verb}{head}" if len(verb) <= _SHORT_VERB else f"{verb}的{head}"
    if before is None:
        return head or None
    before = _MEETING.sub(r"\g<verb>\g<noun>", _TIME.sub("", before))
    if before in _LEAVING and not head:
        return f"{before}人员"
    ends_in_verb = re.search(
        r"(?:调入|调出|录用|招录|退休|辞退|新增|减少|增加|购置|处置|报废|抽查|检查|复核|核查|审核|评审|验收|整改|督导|举办|组织|开展|培训)$",
        before,
    )
    return f"{before}{head}" if head and ends_in_verb else before or head or None


def of_visits(words: str) -> str:
    """A bare activity counted in 人次 with the unit as its head: 培训 → 培训人次."""
    return f"{words}人次" if len(words) <= _SHORT_VERB and not words.endswith(_BEINGS) else words


def of_work(words: str, named: str | None, said: str = "") -> str:
    """A count of performance work by its full name: 项目 → 绩效自评项目, 良的 → 绩效自评等级为良的项目."""
    grade = _GRADE.search(words)
    if grade:
        return f"{named or '绩效自评'}等级为{grade['grade']}的项目"
    if named == "绩效自评" and _SELF_REVIEWED.fullmatch(words):
        return "绩效自评项目"
    if named and _GENERIC_COUNT.fullmatch(words):
        thing = words.removeprefix("涉及").removeprefix("涵盖")
        fund = _FUND_PROJECTS.search(said) if thing == "项目" else None
        return f"开展{named}的{fund['fund']}{thing}" if fund else f"{named}{thing}"
    return words


def band(left: str) -> str | None:
    """The projects of a band of scores: 评价得分在90（含）至100分的 → 评价得分90（含）至100分的项目."""
    match = _BAND.search(left)
    return f"评价得分{match['band']}的项目" if match else None


_BAND = re.compile(
    r"(?:得分|评分|分数|[，、；]|^)(?:在|为)?(?P<band>\d[\d.]*(?:分)?(?:（不?含）)?(?:(?:至|到|-|—|~)\d[\d.]*)?分?(?:（不?含）)?(?:以上|以下|之间)?(?:（不?含）)?)的?(?:项目)?(?:有|共|为)?$"
)


def rate_of(rate: str, thing: str) -> str:
    """A bare rate with what it is of: 优良率 behind counts of grades is of the projects of these grades."""
    if "等级为" in thing and (grade := re.fullmatch(r"(优秀|优良|良好|优|合格)率", rate)):
        return re.sub(r"等级为.*?(?=的)", f"等级为{grade[1]}", thing)
    return f"{thing}{rate}"


def grades(words: str) -> list[str]:
    """The grades that words name in quotes or as an attribute: “中”“差”等级项目 → 中, 差."""
    found = _QUOTED_GRADE.findall(words)
    single = _GRADE.search(words.removesuffix("项目"))
    return found or ([single["grade"]] if single else [])


_QUOTED_GRADE = re.compile(r"“(优秀?|良好?|中|差|不?合格)(?=“)")
_GRADE = re.compile(
    r"(?:^|为|是|评|等级|等次|结果|获|定|达到?)“?(?P<grade>优秀?|良好?|中|差|不合格|合格)“?(?:等次|等级|档)?(?:以上)?(?:的(?:项目)?)?$"
)
_GRADE_AFTER = re.compile(
    r"^(?:项目)?[^，。；：“]{0,8}?(?:为|是|获|评)“?(?P<grade>优秀?|良好?|中|差|合格|不合格)(?=“|、|，|。|；|等|$)"
)
_SCORE = re.compile(r"(?:得分|评分|分数|总分|分值|平均分)$")
_PROJECT_OF = re.compile(
    r"^(?P<name>[^，。；：]{3,50}?)(?:项目)?(?:支出)?(?:绩效)?(?:自评|评价|部门评价|财政评价|综合|平均|最终)*(?:总)?(?:得分|评分|分数|总分)$"
)
_NO_NAME = re.compile(r"^(?:绩效|项目|综合|部门|单位|整体|支出|自评|评价|平均|最终|总|财政|预算)*$")


def score(words: str) -> str:
    """The phrase of a score with 绩效 where only 自评 is printed, and with 得分 at its end."""
    words = re.sub(r"(?<!绩效)自评(?=得分|综合|平均|总|评分|结果|分数|$)", "绩效自评", words)
    return words if _SCORE.search(words) else f"{words}得分"


def scored(words: str) -> str | None:
    """The project that a score is of: 森林生态效益补偿项目绩效自评得分 → 森林生态效益补偿项目; None where it names none."""
    match = _PROJECT_OF.match(words)
    if match is None or _NO_NAME.match(match["name"]):
        return None
    return words[: match.end("name")] + ("项目" if words[match.end("name") :].startswith("项目") else "")


def is_generic(words: str) -> bool:
    """Whether a phrase names no project of its own but points to the one at hand (项目, 该项目支出)."""
    return bool(re.fullmatch(r"(?:该|本|此)?(?:项目|专项)(?:支出|资金|经费)?", words))


def amount_of_work(words: str, named: str | None) -> str | None:
    """绩效自评涉及资金 for a bare 涉及资金; None where the words name a thing of their own."""
    if named is None or not _GENERIC_AMOUNT.fullmatch(words):
        return None
    money = (
        "资金" if re.search(r"预算|拨款|支出$", words) and "资金" not in words else words.removeprefix("涉及")
    )
    return f"{named}涉及{money}"


def score_of_work(words: str, named: str | None) -> str:
    """绩效自评平均得分 for a bare 平均得分."""
    bare = words.removeprefix("项目").removeprefix("绩效自评").removeprefix("绩效评价").removeprefix("评价")
    return f"{named}{bare}" if named and _GENERIC_SCORE.fullmatch(words) else words
