"""What the codes of the model are called, in the words auditors use: Chinese and English side by side.

Each table maps a code to (zh, en). A code without an entry is shown as it is, so that a new one is never
lost; the tests hold the tables against the literals of the model.
"""

from __future__ import annotations

from collections.abc import Mapping

from gouji.errors import GoujiError

Words = Mapping[str, tuple[str, str]]
LANGUAGES = ("zh", "en")

VERDICTS: Words = {
    "supported": ("相符", "supported"),
    "consistent": ("自洽", "consistent"),
    "contradicted": ("矛盾", "contradicted"),
    "unverifiable": ("无从核实", "unverifiable"),
    "unjudged": ("未核对", "not judged"),
}
VERDICTS_IN_FULL: Words = {
    "supported": ("与报表相符", "agrees with the tables"),
    "consistent": (
        "表中无此数，与文中其他数字或其他报告自洽",
        "not in the tables; agrees with other figures",
    ),
    "contradicted": ("与报表或文中其他数字矛盾", "contradicted by the tables or by other figures"),
    "unverifiable": ("报告内没有可以核对的数字", "nothing in the report speaks to it"),
    "unjudged": ("没有核对", "not judged"),
}
SEVERITIES: Words = {
    "error": ("错误", "error"),
    "warning": ("提醒", "warning"),
    "notice": ("提示", "notice"),
}
EVIDENCE: Words = {
    "cell": ("表内单元格", "table cell"),
    "derivation": ("由表内数字推算", "derived from cells"),
    "narrative": ("文中其他数字", "other figures of the text"),
    "triangulation": ("多处数字互推", "triangulation"),
    "prior_report": ("上年报告", "last year's report"),
    "budget_report": ("预算报告", "the budget report"),
    "none": ("无", "none"),
}
LINKS: Words = {
    "linked": ("直接对应", "linked"),
    "derived": ("推算对应", "derived"),
    "ambiguous": ("对应不唯一", "ambiguous"),
    "none": ("无对应", "no link"),
}
OUTCOMES: Words = {
    "pass": ("通过", "pass"),
    "fail": ("不符", "fail"),
    "not_applicable": ("不适用", "not applicable"),
    "insufficient_data": ("数据不足", "insufficient data"),
}
DIRECTIONS: Words = {
    "increase": ("增加", "increase"),
    "decrease": ("减少", "decrease"),
    "flat": ("持平", "flat"),
}
KINDS: Words = {
    "level": ("数额", "level"),
    "change": ("增减额", "change"),
    "change_rate": ("增减率", "rate of change"),
    "share": ("占比", "share"),
    "completion": ("完成率", "completion rate"),
    "comparison": ("大小比较", "comparison"),
    "count": ("数量", "count"),
    "score": ("得分", "score"),
    "flat": ("持平", "flat"),
    "none": ("无发生额", "none"),
}
DIAGNOSES: Words = {
    "rounding": ("四舍五入差", "rounding"),
    "truncation": ("截尾未进位", "truncated instead of rounded"),
    "wrong_base": ("比率基数用错", "rate on the wrong base"),
    "ratio_as_percent": ("比值误作百分数", "ratio printed as a percent"),
    "missing_sign_word": ("漏写增减字样", "word for increase or decrease missing"),
    "unit_10e4": ("元与万元混用", "unit slip between 元 and 万元"),
    "digit_slip": ("数字笔误", "slip in a digit"),
    "swapped_siblings": ("并列项目互换", "figures of sibling items swapped"),
    "other_scope": ("误用其他口径的数", "figure of another scope"),
    "other_row": ("误用其他行的数", "figure of another row"),
    "other_column": ("误用同行其他栏的数", "figure of another column of the row"),
    "shifted_rows": ("表中项目与金额错行", "labels of the table moved against its figures"),
    "stale_year": ("沿用其他年度的数", "figure of another year"),
    "direction": ("增减方向写反", "direction reversed"),
    "flat_conflict": ("称持平而有增减", "called flat beside a change"),
    "zero_base": ("基数为零", "base is zero"),
    "zero_denominator": ("分母为零", "denominator is zero"),
    "double_count": ("重复计算", "counted twice"),
    "unknown": ("原因不明", "cause unknown"),
}
REASONS: Words = {
    "austerity": ("厉行节约", "austerity"),
    "personnel": ("人员变动", "personnel"),
    "standard": ("标准调整", "standards"),
    "organisation": ("机构调整", "organisation"),
    "workload": ("工作量变化", "workload"),
    "project": ("项目增减", "project"),
    "asset": ("资产购置维护", "assets"),
    "execution": ("执行进度", "execution"),
    "funding": ("资金安排变化", "funding"),
    "budgeting": ("预算编制", "budgeting"),
    "carryover": ("结转结余", "carry-over"),
    "classification": ("科目口径调整", "classification"),
    "revenue": ("收入变化", "revenue"),
    "exogenous": ("外部因素", "outside events"),
    "policy": ("政策要求", "policy"),
    "coverage": ("编报范围变化", "coverage"),
    "circular": ("循环重复", "circular"),
    "component": ("仅指明科目", "component only"),
    "non_reason": ("不是原因", "no reason"),
    "residue": ("模板残留", "residue"),
    "flat_note": ("持平说明", "note on flat"),
}
DEPTHS: Words = {
    "D0": ("D0 无原因", "D0 none"),
    "D1": ("D1 循环重复", "D1 circular"),
    "D2": ("D2 指明构成", "D2 component"),
    "D3": ("D3 说明动因", "D3 driver"),
    "D4": ("D4 动因有据", "D4 driver with evidence"),
}
REPORTS: Words = {
    "final_accounts": ("部门决算", "final accounts"),
    "budget": ("部门预算", "budget"),
    "three_public": ("“三公”经费", "three public expenses"),
    "other": ("报告", "report"),
}
FORMS: Words = {
    "公开01": ("收入支出决算总表", "Revenue and expenditure, summary"),
    "公开02": ("收入决算表", "Revenue"),
    "公开03": ("支出决算表", "Expenditure"),
    "公开04": ("财政拨款收入支出决算总表", "Fiscal appropriation, summary"),
    "公开05": ("一般公共预算财政拨款支出决算表", "General public budget, expenditure"),
    "公开06": ("一般公共预算财政拨款基本支出决算表", "General public budget, basic expenditure"),
    "公开07": ("政府性基金预算财政拨款收入支出决算表", "Government funds"),
    "公开08": ("国有资本经营预算财政拨款支出决算表", "State capital operations"),
    "公开09": ("财政拨款“三公”经费支出决算表", "Three public expenses"),
}

LABELS: Words = {
    "last_year": ("（上年报告）", " (last year's report)"),
    "budget_report": ("（预算报告）", " (the budget report)"),
    "blank": ("（空）", "(blank)"),
    "unknown_department": ("（单位名称未识别）", "(department not recognised)"),
    "year": ("{}年度", "{} "),
    "page": ("第{}页", "p. {}"),
    "pages": ("页", "pages"),
    "file": ("文件", "File"),
    "read": ("读取", "Read by"),
    "unit": ("金额单位", "unit"),
    "notes": ("读取说明", "Notes"),
    "forms": ("报表", "Forms"),
    "found": ("已读", "found"),
    "doubtful": ("读取存疑", "read with doubt"),
    "missing": ("未见", "not found"),
    "coverage": ("核对范围", "Coverage"),
    "attachments": ("附件另计", "Attachments"),
    "figures": ("数字", "figures"),
    "claims": ("论断", "claims"),
    "nonclaims": ("非论断", "no claims"),
    "linkable": ("可对应", "linkable"),
    "linked": ("已对应", "linked"),
    "verified": ("已核实", "verified"),
    "self_supported": ("仅自证", "only by itself"),
    "unverifiable": ("无从核实", "unverifiable"),
    "verdicts": ("结论", "Verdicts"),
    "reasons": ("增减原因", "Reasons"),
    "reasons_required": ("应说明", "required"),
    "reasons_given": ("已说明", "given"),
    "checks": ("检查", "Checks"),
    "findings_line": ("发现问题：{}；归为 {} 个起因，以下列出 {} 个", "Findings: {}; {} causes, {} shown"),
    "none_found": ("没有发现问题。", "Nothing found."),
    "rest": ("其余见输出的报告文件。", "The rest is in the report files."),
    "section": ("章节", "Section"),
    "sentence": ("原文", "Text"),
    "cell": ("表内", "Cell"),
    "said": ("文中", "Said"),
    "printed": ("表列", "Printed"),
    "computed": ("计算", "Computed"),
    "implied": ("应为", "Right"),
    "expression": ("算式", "By"),
    "diagnosis": ("判断", "Cause"),
    "followers": ("同因", "With it"),
    "against": ("较", "against "),
    "share_of": ("占", "share of "),
}

PAGE: Words = {
    "title": ("核对结果", "audit"),
    "aside": ("（{}）", " ({})"),
    "is": ("{}：{}", "{}: {}"),
    "overview": ("总览", "Overview"),
    "covered": ("纳入核对的数字", "Figures covered"),
    "of_these": ("论断 {} · 非论断 {}", "claims {} · no claims {}"),
    "linked": ("对应到表", "Linked"),
    "of_linkable": ("可对应 {}", "of {} linkable"),
    "reasons": ("增减原因", "Reasons"),
    "of_required": ("应说明 {}", "of {} required"),
    "checks": ("检查", "Checks"),
    "findings": ("问题", "Findings"),
    "narrative": ("情况说明", "Narrative"),
    "tables": ("报表", "Tables"),
    "other_tables": ("其他表", "Other tables"),
    "untitled": ("无标题", "untitled"),
    "detail": ("核对依据", "Evidence"),
    "filter": ("筛选文字、科目、金额", "Filter by words, accounts, figures"),
    "all_codes": ("全部类型", "All kinds"),
    "shown": ("显示 {} / {}", "{} of {} shown"),
    "no_match": ("没有符合条件的问题", "No finding fits the filter"),
    "followers": ("同因 {} 条", "{} with the same cause"),
    "legend": ("图例", "Legend"),
    "reason_tint": ("增减原因及类型", "Reason and its types"),
    "keys": ("j/k 上下　Enter 打开　/ 筛选　Esc 关闭", "j/k move  Enter open  / filter  Esc close"),
    "hint": (
        "点击文中数字、表中单元格或左侧问题，这里显示核对依据。",
        "Click a figure, a cell or a finding to see the evidence here.",
    ),
    "close": ("关闭", "Close"),
    "item": ("项目", "Item"),
    "code": ("科目编码", "Code"),
    "formula": ("算式", "Expression"),
    "link": ("对应", "Link"),
    "cells": ("对应单元格", "Cells"),
    "runners_up": ("其他候选", "Other candidates"),
    "score": ("把握", "Score"),
    "evidence": ("依据", "Evidence"),
    "gap": ("相差", "Gap"),
    "allowed": ("允许误差", "Allowed"),
    "verdict": ("结论", "Verdict"),
    "spoken_of": ("提到此单元格的论断", "Claims that speak of this cell"),
    "not_spoken_of": ("没有论断提到此单元格。", "No claim speaks of this cell."),
    "see_findings": ("相关问题", "Findings"),
    "reason": ("增减原因", "Reason"),
    "depth": ("说明深度", "Depth"),
    "explains": ("说明的论断", "Explains"),
    "quantified": ("有金额", "with an amount"),
    "boilerplate": ("套话", "boilerplate"),
    "no_script": (
        "浏览器未启用脚本：可以阅读和打印，不能点击查看。",
        "Without scripts: to read and print only.",
    ),
}

DECISIONS: Words = {
    "accepted": ("接受", "accepted"),
    "rejected": ("驳回", "rejected"),
    "noted": ("仅备注", "note only"),
    "undecided": ("未定", "undecided"),
}
REVIEW: Words = {
    "carried": ("处理意见：沿用 {} 条", "Decisions: {} carried over"),
    "aside": ("（{}）", " ({})"),
    "changed": ("其中 {} 条的内容已变，请复核：", "of these, {} say something else now, look again:"),
    "gone": ("{} 条不再适用：", "{} no longer apply:"),
    "other": (
        "处理意见文件属于另一份报告（{}），未沿用",
        "the decisions are on another report ({}) and were not used",
    ),
    "unnamed": ("名称未知", "unnamed"),
}

PARTS: Words = {
    "": ("总", "all"),
    "account": ("科目", "account"),
    "scope": ("口径", "scope"),
    "measure": ("指标", "measure"),
    "year": ("年度", "year"),
    "section": ("章节", "section"),
    "value": ("数值", "value"),
}
ROLES: Words = {
    "cover": ("封面", "Cover"),
    "contents": ("目录", "Contents"),
    "overview": ("概况", "Overview"),
    "forms": ("表格", "Forms"),
    "explanation": ("情况说明", "Explanation"),
    "glossary": ("名词解释", "Glossary"),
    "attachment": ("附件", "Attachments"),
}


def column(lang: str) -> int:
    """The place of a language in the tables.

    Raises:
        GoujiError: the language is not one of LANGUAGES.
    """
    if lang not in LANGUAGES:
        raise GoujiError(f"语言应为 {'、'.join(LANGUAGES)} 之一，实际为 {lang!r}")
    return LANGUAGES.index(lang)


def word(words: Words, code: str, lang: str) -> str:
    """What `code` is called; the code itself where the table does not know it."""
    pair = words.get(code)
    return code if pair is None else pair[column(lang)]


def in_language(words: Words, lang: str) -> dict[str, str]:
    """A whole table in one language."""
    place = column(lang)
    return {code: pair[place] for code, pair in words.items()}
