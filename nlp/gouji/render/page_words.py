"""What the controls of the reviewer's page are called: filters, decisions, pictures of pages, keys."""

from __future__ import annotations

from gouji.render.wording import Words

CONTROLS: Words = {
    "search": ("搜索文字、金额", "Search"),
    "filter_by": ("筛选", "Filter"),
    "all_parts": ("全部章节", "All sections"),
    "all_hypotheses": ("全部判断", "All diagnoses"),
    "all_types": ("全部原因类型", "All reason types"),
    "all_states": ("全部处理", "All decisions"),
    "severity": ("严重程度", "Severity"),
    "clear_all": ("清除", "Clear"),
    "by_section": ("各节结论", "Verdicts by section"),
    "go_to": ("转到{}", "go to {}"),
    "original": ("原页", "Page"),
    "view": ("显示", "Show"),
    "no_leaf": (
        "没有可显示的页面图像：该处不在 PDF 页面上，或图像总量超出上限。",
        "No picture: the place is not on a page of a PDF, or the limit on pictures is reached.",
    ),
    "pick_leaf": ("选择页面", "Choose a page"),
    "enlarge": ("放大或还原（点击页面）", "Enlarge or reduce (click the page)"),
    "on_page": ("{}：{}", "{}: {}"),
    "shown_figure": ("文中数字", "figure"),
    "shown_cell": ("表内单元格", "table cell"),
    "help": ("键盘操作", "Keys"),
    "more_keys": ("? 键盘操作", "? keys"),
}
DECIDING: Words = {
    "decision": ("处理意见", "Decision"),
    "accept": ("接受", "Accept"),
    "reject": ("驳回", "Reject"),
    "note": ("备注", "Note"),
    "note_hint": ("备注，随时自动保存在本浏览器", "Note; kept in this browser as you type"),
    "with_followers": ("连同同因的 {} 条", "with the {} of the same cause"),
    "accepted": ("已接受", "accepted"),
    "rejected": ("已驳回", "rejected"),
    "noted": ("有备注", "with a note"),
    "undecided": ("未处理", "undecided"),
    "changed": ("内容有变", "changed since"),
    "changed_since": (
        "作出意见时的内容是：{}",
        "When decided, it said: {}",
    ),
    "progress": ("已处理 {} / {}", "{} of {} decided"),
    "save": ("保存意见", "Save"),
    "save_hint": ("把处理意见存成文件，供 gouji audit --decisions 使用", "Save the decisions as a file"),
    "load": ("载入", "Load"),
    "load_hint": ("载入以前保存的处理意见文件", "Load a file of decisions"),
    "loaded": ("载入 {} 条，适用 {} 条", "{} loaded, {} apply"),
    "not_decisions": ("不是处理意见文件：{}", "Not a file of decisions: {}"),
    "of_another": ("文件属于另一份报告（{}），未载入", "The file is on another report ({}); not loaded"),
    "not_kept": (
        "浏览器不允许在本地保存，请用“保存意见”存成文件",
        "This browser keeps nothing; use Save",
    ),
    "gone": ("不再适用的意见 {}", "Decisions that no longer apply: {}"),
}
KEYS: Words = {
    "j k": ("下一个、上一个问题", "next, previous finding"),
    "Enter": ("打开", "open"),
    "a": ("接受", "accept"),
    "x": ("驳回", "reject"),
    "n": ("写备注", "write a note"),
    "/": ("筛选", "filter"),
    "[ ]": ("上一个、下一个矛盾或无从核实的数字", "previous, next figure contradicted or unverifiable"),
    "← → ↑ ↓": ("在文中数字之间、表格单元格之间移动", "move between figures, between cells"),
    "v": ("表格与原页切换", "table or page"),
    "Esc": ("关闭", "close"),
    "?": ("显示或隐藏键盘操作", "show or hide the keys"),
}
MARKS: Words = {
    "supported": ("✓", "✓"),
    "consistent": ("≈", "≈"),
    "contradicted": ("✗", "✗"),
    "unverifiable": ("?", "?"),
    "unjudged": ("–", "–"),
}
"""A sign for each verdict, so that none is told by colour alone."""
