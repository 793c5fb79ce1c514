"""What departments of the province say: reasons by topic, way and type, with slots that make each wording one's own."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from random import Random
from types import MappingProxyType
from typing import Literal

from corpora.province.names import spots

Topic = Literal["work", "people", "reception", "vehicles", "abroad", "income", "carry"]
Way = Literal["increase", "decrease"]
Phrases = Mapping[tuple[Way, str], tuple[str, ...]]

SHARED_TYPES = ("personnel", "standard", "workload", "execution", "organisation")
"""Types that spending on work and on people has in common; their mix is planted."""
BLAMING = ("policy", "funding")
CREDITING = "austerity"
OPPOSABLE = ("standard", "workload")
"""Types whose words say a direction and nothing that could turn it round."""


def _list(words: str) -> tuple[str, ...]:
    return tuple(words.split())


_SLOT = re.compile(r"\{(\w+)\}")
_SLOTS: Mapping[str, Sequence[str]] = MappingProxyType(
    {
        "spot": spots(),
        "post": _list(
            "执法人员 窗口人员 技术人员 巡查人员 值守人员 编外人员 讲解人员 调度人员 监测人员 文职人员 档案人员 信息人员 质检人员 安保人员 "
            "工勤人员 辅助人员"
        ),
        "task": _list(
            "管网巡检 隐患排查 设施普查 数据采集 窗口服务 应急演练 台账整理 志愿服务 信息录入 夜间巡查 专项督导 便民服务 宣传展示 设备检修 "
            "标识更新 环境整治 样本采集 技能比武 档案整编 调研走访 线路踏勘 安全检查 资料汇编 场馆看护 河岸清理 风险评估 现场勘测 热线接听"
        ),
        "goods": _list(
            "办公耗材 印刷资料 场地租用 外包服务 设备租赁 宣传物料 物业保洁 邮寄快递 图文制作 软件服务 劳务外包 专家咨询"
        ),
        "pay": _list(
            "值班补助 绩效奖励 岗位津贴 交通补贴 误餐补助 加班补助 高温津贴 年终奖励 考核奖励 下乡补助"
        ),
        "guests": _list("考察团 调研组 检查组 交流团 督导组 评审组 观摩团 验收组"),
        "cars": _list("巡查车 执法车 应急车 勘测车 采样车 通勤车 检修车 值守车"),
    }
)

_PEOPLE: Phrases = {
    ("increase", "personnel"): (
        "{spot}站点新招录{post}到岗，人员增加",
        "从{spot}选调{post}充实{task}岗位，在职人员增加",
        "{spot}空缺的{post}岗位补员到位，在编人员增多",
    ),
    ("increase", "standard"): (
        "{spot}{post}{pay}标准提高",
        "{post}{pay}标准上调，{spot}站点同步执行",
        "{spot}站点{post}的{pay}调标后按新标准发放",
    ),
    ("increase", "workload"): (
        "{spot}{task}任务增加，{post}值守频次随之增加",
        "{spot}{task}工作量增加，{post}出勤天数增多",
    ),
    ("increase", "execution"): (
        "{spot}{post}{pay}考核滞后，跨年集中支付",
        "{spot}{post}{pay}年内加快结算，支付进度快于往年",
    ),
    ("increase", "organisation"): (
        "{spot}{task}机构整建制划入，{post}随机构转隶",
        "机构改革后{spot}{task}职能划入，{post}一并转入",
    ),
    ("increase", "policy"): (
        "按照上级统一部署，{spot}新增{task}专班，{post}集中办公",
        "落实上级关于{spot}{task}的政策要求，{post}实行全天轮岗",
    ),
    ("increase", "funding"): (
        "财政年中追加{spot}{post}{pay}资金",
        "上级财政下达{spot}{task}{post}补助资金",
    ),
    ("decrease", "personnel"): (
        "{spot}站点{post}退休后暂未补充，在职人员减少",
        "{spot}{post}调出，{task}岗位人员减少",
        "{spot}站点{post}离职，在岗人员减少",
    ),
    ("decrease", "standard"): (
        "{spot}{post}{pay}标准下调",
        "{post}{pay}标准降低，{spot}站点同步执行",
    ),
    ("decrease", "workload"): (
        "{spot}{task}任务减少，{post}值守频次随之减少",
        "{spot}{task}工作量减少，{post}出勤天数减少",
    ),
    ("decrease", "execution"): (
        "{spot}{post}{pay}年末考核未完成，支付进度滞后",
        "{spot}{post}{pay}结算较晚，年内未能支付",
    ),
    ("decrease", "organisation"): (
        "{spot}{task}机构整建制划出，{post}随机构转隶",
        "机构改革后{spot}{task}职能划出，{post}一并转出",
    ),
    ("decrease", CREDITING): (
        "落实过紧日子要求，压减{spot}{task}用工开支",
        "厉行节约，压缩{spot}{post}{goods}开支",
    ),
}
_WORK: Phrases = {
    ("increase", "personnel"): (
        "{spot}{task}聘用{post}人数增加",
        "{spot}新招聘{post}到岗，{task}人手增加",
    ),
    ("increase", "standard"): (
        "{spot}{task}{goods}补助标准提高",
        "{spot}{task}{goods}单价上调",
    ),
    ("increase", "workload"): (
        "{spot}{task}任务量增加，{goods}用量随之增加",
        "承担的{spot}{task}任务增加，外出频次增多",
        "{spot}{task}工作量增加，{goods}需求增多",
    ),
    ("increase", "execution"): (
        "{spot}{task}实施进度加快，合同进度款支付提前",
        "{spot}{task}上年未完成的合同在本年完工支付",
    ),
    ("increase", "organisation"): (
        "机构改革后{spot}{task}职能划入本部门",
        "{spot}{task}机构划入，{goods}随机构转入",
    ),
    ("increase", "policy"): (
        "按照上级统一部署，开展{spot}{task}试点",
        "落实上级关于{spot}{task}的政策要求，配套实施{goods}",
    ),
    ("increase", "funding"): (
        "上级财政年中追加{spot}{task}专项资金",
        "财政年中下达{spot}{task}补助资金",
    ),
    ("decrease", "personnel"): (
        "{spot}{task}聘用{post}人数减少",
        "{spot}{post}离职，{task}人手减少",
    ),
    ("decrease", "standard"): (
        "{spot}{task}{goods}补助标准下调",
        "{spot}{task}{goods}单价下调",
    ),
    ("decrease", "workload"): (
        "{spot}{task}任务量减少，{goods}用量随之减少",
        "承担的{spot}{task}任务减少，外出频次减少",
        "{spot}{task}工作量减少，{goods}需求减少",
    ),
    ("decrease", "execution"): (
        "{spot}{task}招标手续办理较慢，实施进度晚于计划",
        "{spot}{task}未完成验收，合同尾款年内未支付",
    ),
    ("decrease", "organisation"): (
        "机构改革后{spot}{task}职能划出本部门",
        "{spot}{task}机构划出，{goods}随机构转出",
    ),
    ("decrease", CREDITING): (
        "落实过紧日子要求，压减{spot}{task}{goods}开支",
        "厉行节约，压缩{spot}{task}{goods}开支",
    ),
}
_RECEPTION: Phrases = {
    ("increase", "workload"): (
        "来{spot}开展{task}的{guests}批次增加",
        "{spot}{task}{guests}来访批次增多",
    ),
    ("increase", "standard"): ("{spot}{guests}用餐标准上调，按新标准接待",),
    ("increase", "policy"): ("按照上级统一部署，承办{spot}{task}{guests}接待",),
    ("decrease", "workload"): (
        "来{spot}开展{task}的{guests}批次减少",
        "{spot}{task}{guests}来访批次减少",
    ),
    ("decrease", "standard"): ("{spot}{guests}用餐标准下调，按新标准接待",),
    ("decrease", CREDITING): (
        "落实过紧日子要求，压减{spot}{guests}接待开支",
        "厉行节约，压缩{spot}{task}{guests}陪餐开支",
    ),
}
_VEHICLES: Phrases = {
    ("increase", "workload"): ("{spot}{task}{cars}出车频次增加", "{cars}赴{spot}{task}任务增加"),
    ("increase", "standard"): ("{spot}{cars}维修工时单价上调", "{spot}{cars}年检保险费率提高"),
    ("increase", "policy"): ("按照上级统一部署，{cars}保障{spot}{task}",),
    ("decrease", "workload"): ("{spot}{task}{cars}出车频次减少", "{cars}赴{spot}{task}任务减少"),
    ("decrease", "standard"): ("{spot}{cars}维修工时单价下调", "{spot}{cars}年检保险费率降低"),
    ("decrease", CREDITING): (
        "落实过紧日子要求，压减{spot}{cars}派车开支",
        "厉行节约，压缩{spot}{task}{cars}运行开支",
    ),
}
_ABROAD: Phrases = {
    ("increase", "workload"): ("{spot}{task}对外合作任务增加，出访批次增多",),
    ("increase", "standard"): ("{spot}{task}出访住宿标准上调",),
    ("increase", "policy"): ("按照上级统一部署，组团赴境外交流{spot}{task}经验",),
    ("decrease", "workload"): ("{spot}{task}对外合作任务减少，出访批次减少",),
    ("decrease", "standard"): ("{spot}{task}出访住宿标准下调",),
    ("decrease", CREDITING): ("落实过紧日子要求，压减{spot}{task}出访开支",),
}
_INCOME: Phrases = {
    ("increase", "revenue"): ("{spot}{task}委托业务量增加，服务收费增多",),
    ("decrease", "revenue"): ("{spot}{task}委托业务量减少，服务收费减少",),
}
_CARRY: Phrases = {
    ("increase", "execution"): ("{spot}{task}跨年度实施，未完成部分结转下年",),
    ("decrease", "execution"): ("{spot}{task}支付进度加快，年末结转规模压缩",),
}
PHRASES: Mapping[Topic, Phrases] = MappingProxyType(
    {
        "work": _WORK,
        "people": _PEOPLE,
        "reception": _RECEPTION,
        "vehicles": _VEHICLES,
        "abroad": _ABROAD,
        "income": _INCOME,
        "carry": _CARRY,
    }
)
STOCK: Mapping[tuple[Way, bool], tuple[tuple[str, str], ...]] = MappingProxyType(
    {
        ("increase", False): (
            ("工作任务增加", "workload"),
            ("工作任务变化", "workload"),
            ("人员正常变动", "personnel"),
            ("人员变动", "personnel"),
        ),
        ("increase", True): (("政策性因素影响", "policy"), ("受政策性因素影响", "policy")),
        ("decrease", False): (
            ("工作任务减少", "workload"),
            ("工作任务变化", "workload"),
            ("人员正常变动", "personnel"),
            ("人员变动", "personnel"),
        ),
        ("decrease", True): (
            ("厉行节约，压减一般性支出", CREDITING),
            ("严格落实过紧日子要求，从严控制经费支出", CREDITING),
            ("落实中央八项规定精神，厉行勤俭节约", CREDITING),
        ),
    }
)
"""Stock phrases by way and whether they serve oneself, with their type: what could stand in any report."""


def types_of(topic: Topic, way: Way) -> tuple[str, ...]:
    """The types that a topic has a wording for, those that serve the department itself left out."""
    return tuple(kind for side, kind in PHRASES[topic] if side == way and kind not in (*BLAMING, CREDITING))


def serving(topic: Topic, way: Way) -> tuple[str, ...]:
    """The types that blame others for more or credit oneself with less; empty for income and carry-over."""
    return tuple(kind for side, kind in PHRASES[topic] if side == way and kind in (*BLAMING, CREDITING))


def worded(rng: Random, topic: Topic, way: Way, kind: str) -> str:
    """A wording of a type with its slots filled."""
    text = rng.choice(PHRASES[topic][way, kind])
    return _SLOT.sub(lambda slot: rng.choice(_SLOTS[slot[1]]), text)
