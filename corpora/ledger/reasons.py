"""Why a figure moved: reasons that agree with the direction, drawn from the ledger where they can be."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal

from corpora.ledger.accounts import numeral
from corpora.ledger.ledger import Project
from corpora.ledger.marks import named
from corpora.ledger.pieces import About, Fact, Piece, Pieces, fill, reworded
from corpora.ledger.voice import Voice, direction

_CUES = ("主要原因是", "主要是", "主要原因为", "主要系", "原因主要是", "主要由于")
_ORDINALS = ("一是", "二是", "三是", "四是")


def because(voice: Voice, reason: Pieces) -> Pieces:
    """A reason behind a cue, as a clause; nothing where none is given."""
    return cued(voice, voice.manner.cue or voice.pick(_CUES), reason)


def cued(voice: Voice, cue: str, reason: Pieces) -> Pieces:
    """A reason behind the cue named; nothing where none is given."""
    told = voice.told(reason)
    return (before_list(cue, told), *told) if told else ()


def before_list(cue: str, reason: Pieces) -> str:
    """The cue, with a colon where an enumeration follows."""
    return f"{cue}：" if reason[0] == _ORDINALS[0] and not cue.endswith("：") else cue


def listed(factors: Sequence[Pieces]) -> Pieces:
    """Factors as 一是…；二是…, or the single one as it is."""
    if len(factors) == 1:
        return factors[0]
    out: list[Piece] = []
    for index, factor in enumerate(factors):
        out += ["；" if index else "", _ORDINALS[index], *factor]
    return tuple(piece for piece in out if piece)


def head_count(voice: Voice, what: str, unit: str = "人") -> Fact:
    """A number of people inside a reason."""
    about = About(f"people.{what}", what, None, (), None, None)
    number = voice.rng.randint(2, 6)
    fact = voice.count(about, number, unit)
    if unit != "人" and voice.pick([True, False]):
        word = "两" if number == 2 else numeral(number)
        return reworded(replace(fact, unit=unit[0]), word + unit)
    return replace(fact, unit=unit[0])


def _gap(voice: Voice, project: Project, now: Decimal, before: Decimal, basis: str) -> Fact:
    about = About(f"project.{project.name}", project.name, "财政拨款", (), project.account)
    return voice.delta(about, now, before, basis)


def staff(voice: Voice, *, up: bool) -> Pieces:
    """Basic spending: people, pay, and office costs."""
    if up:
        options: list[Callable[[], Pieces]] = [
            lambda: fill("在职人员正常晋升工资档次，并兑现{year}绩效考核奖励", year=voice.before()),
            lambda: fill("年内新招录{n}到岗，人员经费相应增加", n=head_count(voice, "新招录人员")),
            lambda: named("工资标准自7月起调整，津贴补贴一并补发"),
            lambda: ("机构职能划入后核增编制，人员和公用开支随之增加",),
        ]
    else:
        options = [
            lambda: fill("{n}退休后空缺岗位尚未补充", n=head_count(voice, "退休人员", "名同志")),
            lambda: ("压减办公耗材、印刷和差旅开支，公用经费下降",),
            lambda: fill("年内调出{n}，工资福利支出减少", n=head_count(voice, "调出人员")),
        ]
    return voice.fresh(f"staff{up}", options)()


def contribution(voice: Voice, *, up: bool) -> Pieces:
    """Contributions that follow pay: pension, medical, housing."""
    if up:
        options: list[Pieces] = [
            named("缴费基数自7月起按上年平均工资核定上调"),
            ("新进人员参保，单位缴费部分增加",),
            ("年度绩效纳入缴费基数并据实补缴",),
            named("上年12月应缴部分在本年初补缴"),
        ]
    else:
        options = [
            ("部分人员退休，单位不再为其缴费",),
            ("年初按编制数测算，实有人数少于编制数",),
            ("人员调出较多，实际缴费人数低于预计",),
            ("新录用人员到岗较晚，缴费月数少于预计",),
        ]
    return voice.fresh(f"contribution{up}", options)


def training(voice: Voice, *, up: bool) -> Pieces:
    """Training and retired staff."""
    if up:
        return voice.pick([("年中增加执法资格培训班次",), ("上级部署的全员轮训任务增加",)])
    return voice.pick([("部分培训改为线上举办，食宿费用减少",), ("按过紧日子要求合并培训班次",)])


def moved(voice: Voice, project: Project, *, up: bool) -> Pieces:
    """What happened to one project against last year; what is built is worded unlike what is paid for."""
    built = project.name.endswith(("工程", "项目"))
    if up and project.last == 0:
        options = ["新增{name}", "本年启动实施{name}" if built else "本年新设{name}"]
    elif up:
        options = ["{name}支出较上年增加", "{name}按合同进度付款增加" if built else "{name}任务量增加"]
    else:
        last = "{name}主要工程量已于上年完成" if built else "{name}任务量减少"
        options = [last, "{name}支出较上年减少", "财政统筹压减{name}预算规模"]
    return fill(voice.pick(options), name=named(project.name))


def yearly(voice: Voice, projects: Sequence[Project], *, up: bool) -> Pieces:
    """One or two projects that moved against last year in the direction asked for, without amounts."""
    movers = [p for p in projects if (p.executed > p.last if up else p.executed < p.last)]
    movers.sort(key=lambda p: abs(p.executed - p.last), reverse=True)
    if not movers:
        return staff(voice, up=up)
    factors = [moved(voice, p, up=up) for p in movers[: voice.rng.randint(1, 2)]]
    if len(factors) == 2 and voice.pick([True, False]):
        return ("一方面", *factors[0], "，另一方面", *factors[1])
    return listed(factors)


def reconciled(voice: Voice, projects: Sequence[Project], gap: Decimal) -> Pieces:
    """The two largest movements with amounts, and what all else adds up to: together exactly ``gap``."""
    movers = sorted(projects, key=lambda p: abs(p.executed - p.last), reverse=True)[:2]
    factors: list[Pieces] = []
    rest = gap
    for project in movers:
        step = project.executed - project.last
        rest -= step
        if project.last == 0:
            text = "新增{name}，支出{gap}"
        elif step > 0:
            text = voice.pick(["{name}支出较上年增加{gap}", "{name}按进度付款，较上年增支{gap}"])
        else:
            text = voice.pick(["{name}支出较上年减少{gap}", "{name}建设任务收尾，较上年减支{gap}"])
        fact = _gap(voice, project, project.executed, project.last, "上年")
        factors.append(fill(text, name=named(project.name), gap=fact))
    if rest:
        about = About("project.rest", "其他项目", "全部资金")
        fact = voice.delta(about, max(rest, Decimal(0)), max(-rest, Decimal(0)), "上年")
        factors.append(fill(f"其余项目增减相抵，净{'增加' if rest > 0 else '减少'}{{gap}}", gap=fact))
    return listed(factors)


_CARRIED = (
    "{name}合同约定验收合格后付款，尾款转入下年支付",
    "{name}年底前未完成验收，剩余资金结转下年使用",
)
_CUT = (
    "{name}部分指标由财政收回统筹",
    "财政年中统筹压减{name}预算",
)
_LATE = (
    "{name}公开招标节约资金",
    "{name}前期手续办理较慢，实施进度晚于计划",
    "{name}按实际工作量结算，低于年初测算",
    "{name}中标价低于年初预算",
)
_ADDED = (
    "年中追加{name}",
    "上级转移支付{name}于年中下达",
    "年内工作任务增加，按程序调增{name}预算",
)


def _story(voice: Voice, project: Project, *, up: bool) -> Pieces:
    """What happened to a project within the year, as its budgets tell it."""
    topic: str
    options: tuple[str, ...]
    if up:
        topic, options = "added", _ADDED
    elif project.carried:
        topic, options = "carried", _CARRIED
    elif project.full < project.opening:
        topic, options = "cut", _CUT
    else:
        topic, options = "late", _LATE
    return fill(voice.fresh(topic, options), name=named(project.name))


def unspent(voice: Voice, project: Project) -> Pieces:
    """Why a project spent less than its adjusted budget."""
    topic, options = ("carried", _CARRIED) if project.carried else ("late", _LATE)
    return fill(voice.fresh(topic, options), name=named(project.name))


def deviation(voice: Voice, projects: Sequence[Project], *, up: bool | None = None) -> Pieces:
    """Why project spending of an item differs from its opening budget; amounts where they are complete.

    ``up``: which way the whole went, where other spending belongs to it too.
    """
    moves = [(p, p.executed - p.opening) for p in projects if p.executed != p.opening]
    gap = sum((step for _, step in moves), Decimal(0))
    more = gap > 0 if up is None else up
    same = [(p, step) for p, step in moves if (step > 0) == more] or moves
    same.sort(key=lambda pair: abs(pair[1]), reverse=True)
    complete = len(same) == len(moves) and 1 < len(moves) <= 4
    factors: list[Pieces] = []
    for project, step in same if complete else same[:1]:
        words = _story(voice, project, up=step > 0)
        if complete:
            fact = _gap(voice, project, project.executed, project.opening, "年初预算")
            tail = "，支出增加{gap}" if step > 0 else "，少支出{gap}"
            words += fill(tail, gap=fact)
        factors.append(words)
    return listed(factors)


def item(voice: Voice, code: str, actual: Decimal, budget: Decimal) -> Pieces:
    """The reason of one functional item against its opening budget."""
    up = direction(actual, budget) == "increase"
    projects = [p for p in voice.ledger.projects if p.account == code]
    if projects:
        return deviation(voice, projects)
    if code == "2080801":
        return fill(
            "年内{n}退休人员去世，按规定发放抚恤金和丧葬费", n=head_count(voice, "去世退休人员", "名")
        )
    if code in ("2050803", "2080501"):
        return training(voice, up=up) if code == "2050803" else retired(voice, up=up)
    if code[:3] in ("208", "210", "221"):
        return contribution(voice, up=up)
    return staff(voice, up=up)


def retired(voice: Voice, *, up: bool) -> Pieces:
    """Retired staff paid by the unit."""
    if up:
        return voice.pick([("退休人员生活补贴标准提高",), ("新增退休人员的一次性补贴列入本科目",)])
    return voice.pick([("离退休人员较年初预计减少",), ("退休人员活动次数减少",)])


def reception(voice: Voice, *, up: bool) -> Pieces:
    """Official reception."""
    if up:
        return voice.pick([("上级来检查调研批次增多",), ("承办区域协作会议，来访人员增加",)])
    return voice.pick(
        [
            ("严格接待审批和陪餐人数管理，接待费用下降",),
            ("外地来访调研批次减少",),
            ("落实厉行节约要求，一律在内部食堂安排公务用餐",),
        ]
    )


def driving(voice: Voice, *, up: bool) -> Pieces:
    """Running of vehicles."""
    if up:
        return voice.pick([("部分车辆车龄较长，维修费用增加",), ("应急值守出车频次增加，燃油费上升",)])
    return voice.pick(
        [
            ("实行定点维修、定点加油，运行成本下降",),
            ("报废老旧车辆后维修支出减少",),
            ("强化公务用车派车管理，非必要不派车",),
        ]
    )
