"""Names for what no account of the lexicon names: things counted and scored, amounts of projects, factors of reasons."""

from __future__ import annotations

import re

from gouji import accounts
from gouji.extract import counted, cues, unit_costs
from gouji.extract.counted import CountTerm
from gouji.extract.frames import Frame, Reading
from gouji.extract.kinds import Kind
from gouji.extract.scene import Scene
from gouji.extract.subjects import Subject, noun_phrase
from gouji.model import Figure

CARRIED_OVER = "使用上年结转资金"
_OPEN_TOPICS = frozenset({"performance", "assets", "project_list"})
AHEAD = 30
_ADJACENT = 2
_THAN = re.compile(r"高于|低于|多于|少于|超过|比|较")
_CARRIED = re.compile(
    r"(?:使用|动用|安排|支付)?(?:以前年度|上年度?|年初)(?:财政拨款)?(?:结转|结余)(?:和结余|结余)?(?:资金)?"
    rf"(?:的|安排(?:的支出)?)?(?:{cues.change_regex()})?$"
)
_ADDED = re.compile(
    r"(?:^|[，、；：中和])(?:年中|年度中|当年|执行中|(?:中央|省级?|市级?|区级?|县级?|上级)?财政(?:年中)?)追加(?:安排)?(?:预算|资金|经费|指标)?$"
)
_CARRIED_THING = re.compile(
    r"(?:使用|动用|支付)(?:以前年度|上年度?)(?:财政拨款)?结转的(?P<thing>[^，。；、\d]{2,20}?)(?:资金|经费)?$"
)
_TAIL_MONEY = re.compile(
    r"(?:^|[，、；：是有])(?P<thing>[^，。；：、是有]{2,24}(?:尾款|质保金|合同款|余款))$"
)
_LEFT_OVER = re.compile(r"^(?:资金)?(?:需|将|按规定)?(?:结转|结余)(?:至|到|入)?(?:下年|下一年|次年|以后年度)")
FACTOR_TAIL = re.compile(
    rf"(?:(?:较|比|同比|与)[^，、]{{0,8}})?(?:{cues.change_regex()}|追加|下达|到位|安排|相应|随之|同步|支出共|共|各|分别|约|近|为)*$"
)
MOVED_TO = re.compile(
    r"(?:增|降|升|减|提高|下降|减少|增加|上升|调整|压减|压缩|扩大|扩展|缩减|精简)(?:至|到|为)$"
)
ITS_AMOUNT = re.compile(r"[、，（]?金额(?:为|共|合计)?")
_WHOLES = frozenset({"本年支出", "项目支出", "基本支出"})
_JOINED = ("等", "及", "和", "与", "、", "以及")
_BELONGING = ("所属", "下属", "下辖")
_SHOWN = re.compile(r"^(?:重点)?项目(?:的)?(?:绩效)?自评")
_FROM = re.compile(r"由(?:上年末?|年初|上年|去年|原来)?的?$|(?<=[至到为])(?:年末|年底|本年末?|目前)的?$")
_IN_POST = re.compile(r"^(?:实有|实际在职|在职实有|实际在编)(?:人数|人员)?$")
_WHOLE = re.compile(r"^(?:部门|单位)?整体(?:支出)?")
_USED_FOR = re.compile(
    r"(?:主要)?(?:用于|保障|涉及|惠及|覆盖|支持|对|发放|支付|补助|资助|安置|选调)(?:保障)?"
)
_LED_IN = re.compile(r"^(?:主要)?用于(?=[一-龥]{2})|^部门预算(?:安排)?(?=[一-龥]{2})")
_FUNDS = re.compile(
    r"(?:安排)?(?:一般公共预算|政府性基金|财政|专项|上级|中央|省级|市级|区级|县级|本级|拨款|预算)*(?:资金|拨款|预算|经费)"
)
_ALLOTTED = re.compile(r"(?:项目|本年|当年|年度)*(?:预算|资金)*(?:安排|总)*(?:规模|金额|额度|总额|预算)")
_PROJECT = re.compile(r"(?:整体支出|项目|工程|经费|专项|资金|补助|补贴)$")
_BARE_RATE = re.compile(
    r"[一-龥]{0,2}率|(?:(?:按期|按时|任务)?完成|达标|达产|(?:验收)?合格|优良|优秀|良好|覆盖|通过|发放|兑付|开工|竣工|办结|到位|使用|上座|参与|上线|成功|准确|及时|响应|入学|巩固|就业|满意)?率"
)
_BUDGET = re.compile(r"(?:一般公共|政府性基金|国有资本经营)预算")
_BARE_UNIT = re.compile(r"[，；、（]*(?:其中)?(?:[人次车户批]均|每[一-龥]{1,2})")
_TITLED = re.compile(
    r"(?P<thing>[一-龥]{2,8}?)(?:占有|使用|配备|基本)*(?:情况|数量|总数)：(?:合计|总计|现有|共有|共|现)+$"
)
_SCORES = re.compile(r"\d[\d.]*分(?=、|和|及|与|，|；|。|$)")
_ITS_BUDGET = re.compile(r"(?<=项目|经费|专项|资金|补助|工程)预算$")
_CHOSEN = re.compile(
    r"(?:组织对|委托[^，。；]{0,12}对|对|选取|将)(?P<names>[^，。；“]{4,60}?)(?:等)?(?:\d+|[两二三四五六七八九十])个项目"
)
_ALL_OF = re.compile(r"(?:以上)?(?:合计|共计|总计)(?:共)?")
_RATIO = re.compile(r"(?:比例|比重|率)$")
_WORTH = re.compile(r"(?:账面|资产)?(?:价值|原值|净值|总价值)")
_PURPOSE = re.compile(r"用于|保障|为完成|正常运转")
_SPENT_ON = re.compile(r"^(?:主要)?用于(?P<thing>[一-龥（）]{4,})$")


class Namer:
    """Names things by the words around a figure; keeps what was last counted and scored in the frame."""

    def __init__(self, scene: Scene, frame: Frame, reading: Reading) -> None:
        self._scene, self._frame, self._reading = scene, frame, reading

    def is_open(self) -> bool:
        """Whether the section names things freely, not by account."""
        topic = self._scene.context.topic
        return topic is not None and topic.id in _OPEN_TOPICS

    def per_unit(self, left: str, of: Subject | None = None) -> Subject | None:
        """公务接待费：人均接待费, the cost a head of what is at hand (or of ``of``), or None."""
        project = self._frame.project or self._frame.home
        bare = _BARE_UNIT.fullmatch(left) is not None
        if of is None and not bare and self.is_open() and project is not None and project.base is None:
            of = project
        return unit_costs.per_unit(self._frame, left, of)

    def paid_for(self) -> Subject | None:
        """The account that pays for the count of the template just given: 购置公务用车 → 公务用车购置费."""
        term = self._frame.counted_term
        paid = accounts.term(term.account) if term is not None and term.account else None
        return (
            Subject(paid.name, paid.base, self._scene.context.scope, paid.side) if paid is not None else None
        )

    def of_template(self, figure: Figure, left: str) -> CountTerm | None:
        """The count of the template that a figure gives, where the section or its words speak of these expenses."""
        topic, frame = self._scene.context.topic, self._frame
        if (topic is None or topic.id != "three_public") and not counted.is_explicit(left):
            return None
        after = self._scene.folded[figure.end : figure.end + AHEAD]
        account = frame.subject.base if frame.subject is not None else None
        return counted.of_template(left, after, figure.quantity.unit, account, frame.counted_term)

    def counted(self, figure: Figure, left: str, kind: Kind) -> list[Subject]:
        """What is counted or scored: a count of the template, the phrase around it, else the thing last counted."""
        frame = self._frame
        if kind.kind == "count" and (found := self.of_template(figure, left)) is not None:
            frame.counted_term = found
            frame.counted = Subject(found.name, measure=found.measure)
            return [frame.counted]
        before = self._phrase_before(left)
        if kind.kind == "score" and re.search(r"分别|依次", left) and (each := self._scores_in_turn(figure)):
            frame.listed, frame.taken = each, 1
            return [each[0]]
        if (dealt := self._dealt_out(before, left, figure, kind)) is not None:
            return dealt
        if kind.kind == "score":
            return self._scored(before, figure.start)
        frame.counted_term = None
        words, whole = self._phrase(figure, left, before)
        if words is not None:
            measure = frame.counted.measure if frame.nested and frame.counted else None
            frame.counted = Subject(words if whole else self._full(words, figure, kind), measure=measure)
        return [frame.counted] if frame.counted else []

    def _phrase_before(self, left: str) -> str | None:
        """The noun phrase before a figure, or None where another list member or only a verb stands there."""
        if left.endswith(_JOINED):
            return None
        before = noun_phrase(MOVED_TO.sub("", _FROM.sub("", left)), self._scene.context.department)
        if before is not None and (_USED_FOR.fullmatch(before) or before.endswith(_BELONGING)):
            return None
        return _LED_IN.sub("", before) if before is not None else None

    def _dealt_out(self, before: str | None, left: str, figure: Figure, kind: Kind) -> list[Subject] | None:
        """The members of a list of things whose numbers follow (优、良的项目分别为…), one at a time or all at once."""
        frame = self._frame
        shares = counted.dealt_out(before, left) if before else []
        if len(shares) > 1:
            frame.listed = [Subject(self._full(words, figure, kind)) for words in shares]
            frame.taken = 1
            return [frame.listed[0]] if re.search(r"分别|依次", left) else list(frame.listed)
        if frame.listed and not before and frame.listed[0].base is None:
            frame.taken += 1
            return [frame.listed[(frame.taken - 1) % len(frame.listed)]]
        return None

    def _phrase(self, figure: Figure, left: str, before: str | None) -> tuple[str | None, bool]:
        """The phrase for what is counted, and whether it is complete as it is."""
        folded, frame = self._scene.folded, self._frame
        after = folded[figure.end : figure.end + AHEAD]
        if figure.quantity.unit in counted.PERSONS and (persons := counted.people(left, after)) is not None:
            return persons, True
        sentence = folded[folded.rfind("。", 0, figure.start) + 1 : figure.start]
        if self.is_open() and _SHOWN.match(after) and "反映" in sentence:
            return "在部门决算中反映绩效自评结果的项目", True
        if _IN_POST.match(left.strip("，；、：")) and frame.counted is not None:
            held = frame.counted.name.removesuffix("编制")
            before = f"{held}实有人员" if figure.quantity.unit in counted.PERSONS else f"实有{held}"
        if band := counted.band(left):
            return band, True
        attribute = left.endswith("的") and not _FROM.search(left)
        if before and (verb := counted.moved(before, after)) is not None:
            return f"{verb}{before}", True
        if self.is_open() and figure.quantity.unit == "辆" and _ALL_OF.fullmatch(left.strip("，；、")):
            before = "车辆"
        if before is None and (titled := _TITLED.search(folded[: figure.start])):
            before = titled["thing"]
        words = counted.phrase(None if attribute else before, after, left)
        if words and figure.quantity.unit == "人次":
            words = counted.of_visits(words)
        return (f"{before}的{words}" if attribute and before and words else words), False

    def _full(self, words: str, figure: Figure, kind: Kind) -> str:
        if not self.is_open():
            return words
        work = self._work(figure.start)
        if kind.kind != "score":
            folded = self._scene.folded
            return counted.of_work(
                words, work, folded[folded.rfind("。", 0, figure.start) + 1 : figure.start]
            )
        thing = (
            self._frame.project.name if self._frame.project else f"{self._target(figure.start)}{work or ''}"
        )
        return f"{thing}{words}"

    def _scored(self, before: str | None, at: int) -> list[Subject]:
        """The score of the project or the department at hand."""
        frame = self._frame
        if before is None:
            return [Subject(f"{frame.home.name}得分")] if frame.home else []
        words = counted.score(before)
        project = counted.scored(words)
        if project is None and _WHOLE.search(words):
            project = "部门整体支出"
        if project is None and (target := self._target(at)):
            return [Subject(f"{target}{counted.score_of_work(words, self._work(at))}")]
        if project is not None:
            frame.project = Subject(project)
            return [Subject(words)]
        spoken = frame.subject if frame.subject is not None and frame.subject.base is None else None
        thing = (
            frame.project
            or (spoken if spoken and _PROJECT.search(spoken.name) and "涉及" not in spoken.name else None)
            or frame.home
        )
        if thing is not None:
            words = words.removeprefix("项目") if thing.name.endswith("项目") else words
            return [Subject(f"{thing.name}{words}")]
        return [Subject(f"{self._target(at)}{counted.score_of_work(words, self._work(at))}")]

    def _scores_in_turn(self, figure: Figure) -> list[Subject]:
        """The projects in quotes of a sentence that scores are dealt out to, as many as there are scores, else none."""
        folded = self._scene.folded
        sentence = folded[folded.rfind("。", 0, figure.start) + 1 : figure.start]
        names = re.findall(r"“([^“，。；]{3,40})“", re.sub("““", "“、“", sentence))
        names = [name for name in names if name not in {"优", "良", "中", "差"}]
        if not names and (chosen := _CHOSEN.search(sentence)):
            names = re.split("、|和|及", chosen["names"])
        number = len(_SCORES.findall(folded, figure.start, self._scene.sentence_end(figure.start)))
        work = self._work(figure.start) or ""
        ends = ("项目", "工程", "专项", "经费")
        return (
            [Subject(f"{n}{'' if n.endswith(ends) else '项目'}{work}得分") for n in names]
            if len(names) == number > 1
            else []
        )

    def moved_thing(self, left: str) -> str | None:
        """What a number of persons or things is more or fewer of, where it is named: 退休干警增加3人."""
        words = FACTOR_TAIL.sub("", left)
        phrase = noun_phrase(words, self._scene.context.department) if words != left else None
        if phrase is None or accounts.term(phrase) is not None or _THAN.match(phrase) or len(phrase) <= 2:
            return None
        return None if cues.comparators(phrase) else phrase

    def amount(self, left: str, kind: Kind, at: int) -> str | None:
        """The phrase that an amount without a known account is about, or None for the subject at hand."""
        own = self._scene.context.own_measure
        stated = [h for h in cues.measures(left) if not (own and h.value == "预算")]
        if own and stated:
            left = left[: stated[0].start]
        elif stated or kind.of is not None or kind.budget is not None or cues.comparators(left):
            return None
        words = FACTOR_TAIL.sub("", left) if kind.kind == "change" else MOVED_TO.sub("", _FROM.sub("", left))
        phrase = noun_phrase(words, self._scene.context.department)
        at_hand = self._frame.subject
        if phrase and at_hand is not None and at_hand.measure == "结转结余" and kind.kind == "level":
            phrase = _SPENT_ON.sub(r"\g<thing>", phrase)  # spending told after a carry-over is no carry-over
        if (
            phrase is None
            or re.search(cues.change_regex(), phrase[-2:])
            or (_PURPOSE.search(phrase) and not (kind.kind == "share" and _RATIO.search(phrase)))
        ):
            return None
        if phrase in {"收入", "支出"}:
            return None
        if phrase in {"金额", "数额", "总额", "规模"} and not own and not left.startswith(("采购", "合同")):
            return self._clause_before(at - len(left))
        if kind.kind == "share" and _BARE_RATE.fullmatch(phrase) and self._frame.counted is not None:
            return counted.rate_of(phrase, self._frame.counted.name)
        if (
            phrase in {"采购金额", "金额", "资金"}
            and (whose := self._clause_before(at - len(left))) is not None
        ):
            return f"{whose}{phrase}"
        if not self.is_open():
            return phrase
        return self._of_open_section(phrase, left, at)

    def _of_open_section(self, phrase: str, left: str, at: int) -> str:
        """An amount where things are named freely: of the project at hand, of a grade just counted, of the work done."""
        home = self._frame.home
        if (rest := self._behind_project(phrase)) is not None:
            return rest
        phrase = _ITS_BUDGET.sub("", phrase)
        if self._is_project() and home is not None:
            if _ALLOTTED.fullmatch(phrase) or _FUNDS.fullmatch(phrase):
                return home.name
            if phrase in {"项目概算", "概算", "总投资", "项目总投资"}:
                return f"{home.name}{phrase.removeprefix('项目')}"
            if phrase in {"投资", "完成投资", "已完成投资"}:
                return f"{home.name}已完成投资"
        if _WORTH.fullmatch(phrase) and self._frame.counted is not None:
            return f"{re.sub('(?:建筑)?面积$', '', self._frame.counted.name)}{phrase}"
        if counted.is_generic(phrase):
            thing = self._frame.project or home
            return thing.name if thing is not None and thing.base is None else phrase
        if (graded := self._graded(at - len(left))) and counted.amount_of_work(phrase, "") is not None:
            return f"{graded}涉及资金"
        if _BUDGET.fullmatch(phrase) and (work := self._work(at)) and self._names_budgets(at):
            return f"{work}涉及{phrase}支出"
        words = counted.amount_of_work(phrase, self._work(at)) or ""
        return f"{self._target(at)}{words}" if words else phrase

    def _names_budgets(self, at: int) -> bool:
        """Whether a sentence gives an amount for each of several budgets."""
        folded = self._scene.folded
        begin = folded.rfind("。", 0, at) + 1
        return len(set(_BUDGET.findall(folded, begin, self._scene.sentence_end(at)))) > 1

    def _behind_project(self, phrase: str) -> str | None:
        """公园管护项目预算资金 is of the project, whose name the phrase begins with."""
        home = self._frame.home
        if home is None or home.base is not None or not phrase.startswith(home.name) or phrase == home.name:
            return None
        rest = phrase.removeprefix(home.name)
        return home.name if _ALLOTTED.fullmatch(rest) or _FUNDS.fullmatch(rest) else None

    def _graded(self, at: int) -> str | None:
        """The projects of one grade that were counted right before a place."""
        last = self._reading.drafts[-1] if self._reading.drafts else None
        near = last is not None and last.kind == "count" and last.end > at - _ADJACENT
        name = last.subject.name if near and last is not None and last.subject else ""
        return name if "等级为" in name else None

    def _clause_before(self, at: int) -> str | None:
        """The clause before a place where it is an attribute: 由中小企业供应商中标的，采购金额."""
        words = self._scene.folded[:at].rstrip("，")
        clause = re.split(r"[。；：]", words)[-1] if words.endswith("的") else ""
        return noun_phrase(clause.replace("，", "")) if clause else None

    def _target(self, at: int) -> str:
        folded = self._scene.folded
        return counted.target(folded[folded.rfind("。", 0, at) + 1 : at]) or ""

    def _is_project(self) -> bool:
        topic = self._scene.context.topic
        return topic is not None and topic.id == "project_list"

    def _work(self, at: int) -> str | None:
        """The performance work spoken of at a place: in its sentence, its paragraph, or the heading."""
        before = self._scene.folded[:at]
        return counted.work(before[before.rfind("。") + 1 :], before, self._scene.context.heading or "")

    def carried(self, item: Subject | None, words: str, after: str = "") -> Subject | None:
        """其中使用上年结转资金 within an item is a part of that item, not the carry-over of all funds."""
        if thing := _CARRIED_THING.search(words):
            return Subject(f"{thing['thing']}：{CARRIED_OVER}", None, None, measure="结转结余")
        if item is not None and _LEFT_OVER.match(after):
            thing = _TAIL_MONEY.search(words)
            name = thing["thing"] if thing else f"{item.name}：年末结转和结余"
            return Subject(name, None, item.scope, measure="结转结余")
        if item is not None and "/" in item.name and _ADDED.search(words):
            return Subject(f"{item.name}：年中追加资金", None, item.scope)
        of_expense = item is not None and item.side == "expense" and item.base not in {None, "收支总计"}
        if item is None or not (of_expense or "/" in item.name) or not _CARRIED.search(words):
            return None
        return Subject(f"{item.name}：{CARRIED_OVER}", None, item.scope, measure="结转结余")

    def carried_by_project(self, left: str, after: str) -> Subject | None:
        """The part of a project's money that was carried over from last year, or into the next one."""
        home = self._frame.project or self._frame.home
        if home is not None and _LEFT_OVER.match(after):
            return Subject(f"{home.name}：年末结转和结余", None, None, measure="结转结余")
        if home is None or not _CARRIED.search(left):
            return None
        return Subject(f"{home.name}：{CARRIED_OVER}", None, None, measure="结转结余")
