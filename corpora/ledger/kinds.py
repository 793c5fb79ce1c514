"""All injectors, and which kinds of error of the field's list of 35 they plant."""

from __future__ import annotations

from corpora.ledger.figure_injectors import FIGURE_INJECTORS
from corpora.ledger.injectors import INJECTORS, Injector
from corpora.ledger.omission_injectors import OMISSION_INJECTORS
from corpora.ledger.table_injectors import TABLE_INJECTORS
from corpora.ledger.wording_injectors import WORDING_INJECTORS

ALL_INJECTORS: tuple[Injector, ...] = (
    *INJECTORS,
    *WORDING_INJECTORS,
    *FIGURE_INJECTORS,
    *TABLE_INJECTORS,
    *OMISSION_INJECTORS,
)

KINDS: dict[int, str] = {
    1: "比率用本年数作基数",
    2: "比值误作百分数",
    3: "比率无从计算",
    4: "各项增减之和不等于总增减",
    5: "占比合计不为100%",
    6: "占比误用预算作分母",
    7: "用了另一口径的合计",
    8: "相邻项目数字对调",
    9: "一位数字或相邻数字错位",
    10: "把增减额写成总额",
    11: "方向词与数字相反",
    12: "完成100%而决算与预算不等",
    13: "持平与变动并存",
    14: "基数为零仍写增长100%",
    15: "年初预算为零仍写完成率",
    16: "年度未更新",
    17: "单位元与万元混用",
    18: "缺百分号",
    19: "模板残留",
    20: "科目用途照搬",
    21: "科目名称错误或已停用",
    22: "单位名称不一致",
    23: "收支总计不等",
    24: "“三公”合计含会议费",
    25: "经济科目支出大于“三公”经费",
    26: "明细与所属合计相同",
    27: "同一指标前后两个数",
    28: "末位截断或舍入",
    29: "采购金额重复计算",
    30: "原因照搬或空洞",
    31: "原因与方向相反或无关",
    32: "数量与金额不符",
    33: "缺少应有内容",
}
"""The kinds that an auditor can act on. A planted entry names its kind in ``number``; what belongs to none has None."""

UNPLANTED: dict[int, str] = {}
"""The kinds of `KINDS` that no injector plants, each with why."""
