"""What a count or a score is about: one of the template's counts, else the phrase around the figure."""

from __future__ import annotations

import functools
import re

import msgspec

from gouji import patterns

_FILLING = re.compile(
    r"(?:共计?|合计|累计|约|近|及|和|与|其中|计|总计|涉及|人数|人员|批次|次数|数量|辆数|为|是|达|有|支出|全年|本年度?|当年|年末|分别|[、，：（）。“])+"
)
_OWN = {"公务接待费": "国内接待费", "公务用车购置及运行维护费": None}
_PURCHASED_WORDS = re.compile(r"(?:购置|购买|新购|更新)[^费，。；]{0,8}车(?!费|辆?购置费|购置费)")
_GROUP_WORDS = re.compile(r"团组")
_ABROAD_WORDS = re.compile(r"(?:国（境）外|国外|境外)(?:公务)?接待(?!费|支出|经费)")
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
    words: str, unit: str | None, account: str | None, last: CountTerm | None
) -> CountTerm | None:
    """The count of the template that a figure gives, or None.

    Args:
        words: the folded words before the figure (or of its clause).
        unit: its measure word.
        account: the plain account at hand.
        last: the count given before it, whose group a bare 人次 goes on.
    """
    fitting = [(t, regex) for t, regex in _terms() if unit in t.units]
    own = _OWN.get(account or "", account)
    if not _FILLING.sub("", words):
        found = next((t for t, _ in fitting if last is not None and t.group == last.group), None)
        return found or next((t for t, _ in fitting if t.account == own), None)
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
    if _GROUP_WORDS.search(words):
        return "因公出国（境）团组"
    return "国（境）外公务接待批次" if _ABROAD_WORDS.search(words) else None


_HEAD = re.compile(
    r"^(?P<head>[^，。；：、（）“]{1,14}?)(?P<verb>(?:均|全部|都|已|已经|年中|年内|当年|未|按)?(?:开展|进行|实施|纳入|完成|编制|评价|自评|达到|被评|获评|评为|参加|接受|退休|辞职|去世|调入|调出|录用|转隶|退出|列入|验收|完工|竣工|开工|超|属于)[^，。；：（）]{0,24})?(?:，|。|；|：|、|（|）|“|$|的|等)"
)
_DONE = re.compile(r"^(?:均|全部|都|已经|已)+|了|过|(?:等)?工作$")
_TIME = re.compile(r"^(?:年中|年内|当年|本年|全年|本年度|今年|上半年|下半年)+")
_SHORT_VERB = 4
_WORK = re.compile(
    r"绩效自评|单位自评|部门评价|财政评价|重点评价|绩效评价|绩效监控|绩效运行监控|事前绩效评估|事前评估|绩效目标|整体支出评价|自评"
)
_GENERIC_AMOUNT = re.compile(
    r"(?:部门|市级|县级|区级|省级|本级|一般公共|预算|财政|财政性|拨款|项目|支出|评价|涉及|自评|政府性基金|国有资本经营|安排)*(?:资金|金额|项目支出|预算|支出)(?:总额|总量|规模)?"
)


def phrase(before: str | None, after: str) -> str | None:
    """The phrase for what is counted, head noun last: 对8个二级项目开展绩效自评 → 开展绩效自评的二级项目.

    Args:
        before: the noun phrase before the figure, if any.
        after: the folded words after it.
    """
    match = _HEAD.match(after)
    head = match["head"] if match else ""
    verb = _DONE.sub("", match["verb"] or "") if match else ""
    verb = _TIME.sub("", verb)
    if head and verb:
        return f"{verb}{head}" if len(verb) <= _SHORT_VERB else f"{verb}的{head}"
    if before is None:
        return head or None
    before = _TIME.sub("", before)
    if head and not before.endswith((head, "数", "量")) and not re.search(r"[一-龥]$", ""):
        return f"{before}{head}"
    return before or head or None


SAME_KIND = ("“", "良", "中", "差", "优", "其中")
_GRADE = re.compile(r"^“?(?P<grade>优秀?|良好?|中|差|合格|不合格)“?(?:等次|等级)?的?$")
_GRADED = re.compile(r"(?:等级|等次|结果|评级|评定)?(?:为|是)“?(?:优秀?|良好?|中|差|合格)“?(?:等次|等级)?的?")
_SCORE = re.compile(r"(?:得分|评分|分数|总分|分值|平均分)$")
_PROJECT_OF = re.compile(
    r"^(?P<name>[^，。；：]{3,50}?)(?:项目)?(?:支出)?(?:绩效)?(?:自评|评价|部门评价|财政评价|综合|平均|最终)*(?:总)?(?:得分|评分|分数|总分)$"
)
_NO_NAME = re.compile(r"^(?:绩效|项目|综合|部门|单位|整体|支出|自评|评价|平均|最终|总|财政|预算)*$")


def of_kind(words: str, last: str) -> str:
    """良的 after 自评等级为优的项目 → 自评等级为良的项目."""
    match = _GRADE.match(words)
    return _GRADED.sub(f"等级为{match['grade']}的", last, count=1) if match and _GRADED.search(last) else words


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


def amount_of_work(words: str, earlier: str) -> str | None:
    """绩效自评涉及资金 for 涉及资金 after words of an appraisal; None where the words name a thing of their own.

    Args:
        words: the noun phrase before an amount.
        earlier: the folded text of the sentence before it.
    """
    if not _GENERIC_AMOUNT.fullmatch(words):
        return None
    work = _WORK.findall(earlier)
    return f"{work[-1]}涉及{words.removeprefix('涉及')}" if work else None
