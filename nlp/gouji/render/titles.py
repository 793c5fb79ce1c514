"""What the codes of findings are called, and the areas they belong to; the words are those of `wording`."""

from __future__ import annotations

from gouji.render.wording import Words, word

AREAS: Words = {
    "figure": ("数字", "figure"),
    "share": ("占比", "share"),
    "change": ("增减", "change"),
    "completion": ("完成率", "completion"),
    "comparison": ("大小比较", "comparison"),
    "flat": ("持平", "flat"),
    "count": ("数量", "count"),
    "prior": ("上年报告", "last year's report"),
    "budget": ("预算报告", "the budget report"),
    "units": ("单位报告", "reports of the units"),
    "reason": ("原因", "reason"),
    "list": ("列举", "list"),
    "subject": ("科目", "account"),
    "table": ("报表", "table"),
    "item": ("应有内容", "required content"),
    "section": ("章节", "section"),
    "text": ("文字", "text"),
    "parse": ("读取", "parsing"),
    "ocr": ("识别", "OCR"),
}
# Findings about these are settled by a cell; to one about words or reasons the cell says nothing.
_FIGURE_AREAS = frozenset({"figure", "share", "change", "completion", "comparison", "flat", "count"})
FINDINGS: Words = {
    "figure.contradicted": ("数字与依据不符", "figure contradicted"),
    "figure.two_values": ("同一指标两个数", "one indicator, two values"),
    "figure.out_of_range": ("数字超出合理范围", "figure out of range"),
    "share.sum": ("占比合计不为100%", "shares do not sum"),
    "change.parts": ("分项与总增减不符", "parts do not make the change"),
    "change.zero_base": ("零基数算增长率", "rate on a zero base"),
    "completion.zero_denominator": ("无预算算完成率", "completion of no budget"),
    "completion.parts": ("分项与总完成率不符", "rates of the parts do not fit"),
    "comparison.direction": ("大小比较写反", "comparison reversed"),
    "flat.conflict": ("称持平而有增减", "called flat beside a change"),
    "count.incoherent": ("数量与金额不合", "count and amount do not fit"),
    "prior.disagreement": ("与上年报告不符", "disagrees with last year's report"),
    "budget.disagreement": ("与预算报告不符", "disagrees with the budget report"),
    "units.disagreement": ("与各单位之和不符", "is not the sum of the units"),
    "units.incomplete": ("单位报告可能不全", "a unit's report may be missing"),
    "prior.carry_over": ("上下年结转不衔接", "carry-over does not follow from last year"),
    "reason.missing": ("缺少增减原因", "reason missing"),
    "reason.circular": ("原因循环重复", "circular reason"),
    "reason.opposite_direction": ("原因与增减方向相反", "reason of the opposite direction"),
    "reason.amounts": ("原因金额与增减额不符", "amounts of the reasons do not add up"),
    "reason.repeated": ("同一原因多处出现", "reason repeated"),
    "reason.copied": ("原因照搬", "reason copied"),
    "reason.usage": ("以用途代替原因", "usage instead of a reason"),
    "reason.zero_difference": ("增减为零却有原因", "reason for a difference of zero"),
    "reason.unsupported": ("原因得不到表内印证", "reason not borne out by the tables"),
    "list.not_in_table": ("列举项目表中没有", "listed item not in the table"),
    "list.missing": ("表中项目未列举", "item of the table not listed"),
    "subject.name": ("科目名称不符", "account name differs"),
    "subject.not_owed": ("不应说明的科目", "account that is not owed"),
    "subject.usage_copied": ("科目用途照搬", "usage copied from another account"),
    "table.identity": ("表内勾稽不符", "identity inside a table fails"),
    "table.cross_identity": ("表间勾稽不符", "identity between tables fails"),
    "table.shifted_rows": ("表中项目与金额错行", "rows of the table shifted"),
    "table.missing": ("缺少报表", "form missing"),
    "table.empty_without_note": ("空表无说明", "empty form without a note"),
    "table.note_form": ("附注写的是另一张表", "note speaks of another form"),
    "table.order": ("报表顺序与目录不符", "forms not in the order of the contents"),
    "table.note_with_data": ("注明无数据而有数据", "note of no data beside data"),
    "item.missing": ("缺少应有内容", "required content missing"),
    "section.missing": ("缺少应有章节", "required section missing"),
    "section.contents": ("目录与正文不一致", "contents and body differ"),
    "text.residue": ("模板残留", "template residue"),
    "text.unit": ("计量单位有误", "unit wrong"),
    "text.percent_sign": ("漏写百分号", "percent sign missing"),
    "text.year": ("年度有误", "year wrong"),
    "text.entity_name": ("单位名称不一致", "name of the entity differs"),
    "text.disclosed": ("公开时间", "disclosed late"),
    "text.punctuation": ("标点有误", "punctuation"),
    "text.duplicate": ("文字重复", "words repeated"),
    "parse.doubtful": ("表格读取存疑", "table read with doubt"),
}


def finding_title(code: str, lang: str) -> str:
    """The title of a finding code; of its area where the code itself is new."""
    if code in FINDINGS:
        return word(FINDINGS, code, lang)
    area = code.partition(".")[0]
    return word(AREAS, area, lang) if area in AREAS else code


def about_figures(code: str) -> bool:
    """Whether a finding is about figures, so that cells and arithmetic settle it."""
    return code.partition(".")[0] in _FIGURE_AREAS
