"""Names of sheets and headings of the workbook, Chinese and English, with the widths of the columns."""

from __future__ import annotations

import functools

from gouji.render.wording import Words, word

Columns = tuple[tuple[str, float], ...]

SHEETS: Words = {
    "overview": ("概览", "Overview"),
    "findings": ("发现", "Findings"),
    "papers": ("审计底稿", "Working papers"),
    "claims": ("数据陈述", "Claims"),
    "reasons": ("原因", "Reasons"),
    "checks": ("检查", "Checks"),
    "other": ("其他表{}", "Table {}"),
}
HEADS: Words = {
    "number": ("序号", "No."),
    "severity": ("级别", "Severity"),
    "type": ("类型", "Kind"),
    "code": ("代码", "Code"),
    "message": ("说明", "Message"),
    "section": ("章节", "Section"),
    "page": ("页", "Page"),
    "sentence": ("原文", "Text"),
    "cells": ("表内位置", "Cells"),
    "goto": ("转到", "Go to"),
    "said": ("文中数", "Said"),
    "computed": ("计算数", "Computed"),
    "implied": ("应为", "Right"),
    "diagnosis": ("判断", "Diagnosis"),
    "claim_rows": ("数据陈述序号", "Claims"),
    "cause": ("起因序号", "Cause"),
    "id": ("编号", "Id"),
    "figure": ("数字原文", "Figure"),
    "kind": ("类别", "Kind"),
    "subject": ("科目或事项", "Subject"),
    "account": ("科目编码", "Code"),
    "measure": ("指标", "Measure"),
    "scope": ("口径", "Scope"),
    "year": ("年度", "Year"),
    "basis": ("比较基数", "Against"),
    "of": ("占比对象", "Share of"),
    "direction": ("方向", "Direction"),
    "value": ("数值", "Value"),
    "unit": ("单位", "Unit"),
    "link": ("对应", "Link"),
    "expression": ("算式", "Expression"),
    "recomputed": ("重算数", "Recomputed"),
    "gap": ("差异", "Gap"),
    "allowed": ("允许误差", "Allowed"),
    "result": ("重算结果", "Result"),
    "verdict": ("结论", "Verdict"),
    "evidence": ("依据", "Evidence"),
    "notes": ("备注", "Notes"),
    "text": ("原因原文", "Reason"),
    "cue": ("引出语", "Cue"),
    "explains": ("所说明的数字", "Explains"),
    "types": ("原因类型", "Types"),
    "depth": ("说明深度", "Depth"),
    "quantified": ("有无金额", "Amount given"),
    "boilerplate": ("套话", "Boilerplate"),
    "factors": ("分项因素", "Factors"),
    "relation": ("关系或规则", "Relation or rule"),
    "left": ("左方", "Left"),
    "right": ("右方", "Right"),
    "outcome": ("核对结果", "Outcome"),
    "index": ("索引号", "Index"),
    "matter": ("事项", "Matter"),
    "procedure": ("查证过程", "Procedure"),
    "file": ("证据：文件", "Evidence: file"),
    "sha256": ("证据：sha256", "Evidence: sha256"),
    "at_page": ("证据：页", "Evidence: page"),
    "table": ("证据：表", "Evidence: table"),
    "cell": ("证据：单元格", "Evidence: cell"),
    "quotation": ("证据：引文", "Evidence: quotation"),
    "nature": ("定性", "Nature"),
    "difference": ("差异", "Difference"),
    "by": ("编制人", "Prepared by"),
    "date": ("日期", "Date"),
    "reviewer": ("复核人", "Reviewed by"),
    "opinion": ("意见", "Opinion"),
}
FINDINGS: Columns = (
    ("number", 6), ("severity", 7), ("type", 16), ("message", 46), ("section", 22), ("page", 6), ("sentence", 46),
    ("cells", 34), ("goto", 12), ("said", 15), ("computed", 15), ("implied", 15), ("diagnosis", 24), ("claim_rows", 10),
    ("cause", 8), ("id", 26),
)  # fmt: skip
PAPERS: Columns = (
    ("index", 10), ("matter", 34), ("procedure", 44), ("file", 20), ("sha256", 20), ("at_page", 7), ("table", 20),
    ("cell", 26), ("quotation", 40), ("nature", 20), ("difference", 12), ("by", 10), ("date", 12), ("reviewer", 10),
    ("opinion", 20),
)  # fmt: skip
CLAIMS: Columns = (
    ("number", 6), ("section", 20), ("page", 6), ("sentence", 44), ("figure", 14), ("kind", 9), ("subject", 26),
    ("account", 10), ("measure", 10), ("scope", 13), ("year", 7), ("basis", 11), ("of", 14), ("direction", 7),
    ("value", 14), ("unit", 8), ("link", 10), ("cells", 30), ("goto", 10), ("expression", 30), ("recomputed", 15), ("gap", 11),
    ("allowed", 11), ("result", 10), ("verdict", 10), ("evidence", 14), ("diagnosis", 24), ("notes", 26), ("id", 14),
)  # fmt: skip
REASONS: Columns = (
    ("number", 6), ("section", 22), ("page", 6), ("text", 52), ("cue", 12), ("explains", 34), ("types", 20),
    ("depth", 14), ("quantified", 9), ("boilerplate", 7), ("factors", 52), ("id", 14),
)  # fmt: skip
CHECKS: Columns = (
    ("number", 6), ("relation", 40), ("left", 15), ("right", 15), ("gap", 12), ("allowed", 12), ("result", 10),
    ("outcome", 10), ("expression", 60), ("cells", 60), ("claim_rows", 14), ("code", 26),
)  # fmt: skip
TEXTS: Words = {
    "agree": ("相符", "agrees"),
    "differ": ("不符", "differs"),
    "yes": ("是", "yes"),
    "no": ("否", "no"),
    "recomputed": ("重算", "Recomputed"),
    "recomputed_counts": ("数据陈述重算：相符 / 不符", "Claims recomputed: agree / differ"),
    "checked_counts": ("检查重算：相符 / 不符", "Checks recomputed: agree / differ"),
    "live": (
        "“重算数”“差异”“重算结果”是公式，引用各表工作表中的单元格；改动表内数字即重新计算。",
        "The recomputed figures, gaps and results are formulas over the cells of the form sheets.",
    ),
    "approximate": ("约数", "approximate"),
    "shared": ("一数多用", "one figure for several subjects"),
    "prior_constant": ("含上年报告的数，以常数写入", "with figures of last year's report as constants"),
    "proved_by": ("参见“{}”序号{}", "see {} No. {}"),
    "said_of_cell": ("{}：文中{}（{}）", "{}: said {} ({})"),
    "no_section": ("正文", "Text"),
    "compared": ("核对：{}", "Compared: {}"),
    "recalculated": ("重新计算：{} = {}", "Recalculated: {} = {}"),
    "within": ("按所印末位数字，允许误差 ±{}", "Allowed by the printed digits: ±{}"),
    "read_through": ("通读正文并与各表对照", "Read against the tables"),
    "several": ("{} 等{}条", "{} and {} in all"),
    "same_cause": ("同因：{}", "With it: {}"),
    "implied": ("应为 {}", "right: {}"),
    "doubtful": ("读取存疑，未据此核对", "read with doubt, not relied on"),
    "unit": ("金额单位：{}", "Unit: {}"),
    "pages": ("第{}页", "p. {}"),
    "department": ("单位", "Department"),
    "sha256": ("sha256", "sha256"),
    "made_by": ("生成", "Made by"),
    "sheet": ("工作表", "Sheet"),
    "title": ("表名", "Title"),
    "state": ("状态", "State"),
    "form": ("报表", "Form"),
    "last_year": ("上年报告", "Last year"),
    "pages_of": ("页", "Pages"),
}


def heads(columns: Columns, lang: str) -> tuple[list[str], list[float]]:
    """The headings of a list and the widths of its columns."""
    return [word(HEADS, key, lang) for key, _ in columns], [width for _, width in columns]


@functools.cache
def at(columns: Columns, key: str) -> int:
    """The place of a column."""
    return next(index for index, (name, _) in enumerate(columns) if name == key)
