"""Brackets, quotes and full stops: what is lone is told, what a paragraph or a list mark closes is not."""

from __future__ import annotations

import pytest

from tests.verify import seen

FINE = [
    "1）本部门开展绩效自评。",
    "（1）本部门（含下属单位（3个））开展绩效自评。",
    "本部门开展绩效自评（含上年结转项目。\n\n不含涉密项目），均已完成。",
    "本部门贯彻《预算法》和”三公“经费规定。",
    "本部门提出“过紧日子。\n\n从严控制”的要求。",
    "公务接待费支出3.00万元。占年初预算的比重下降。",
    "平均每辆运行维护费2.43万元。",
    "公务用车保有量8辆，车均运行维护费2.43万元。完成预算的93.02%。",
    "公务接待费支出3.00万元。\n\n完成预算的75.00%。",
]
WRONG = {
    "本部门（含下属单位开展绩效自评。": "缺少右括号",
    "本部门含下属单位）开展绩效自评。": "缺少左括号",
    "本部门贯彻《预算法和三公经费规定。": "缺少右括号",
    "本部门贯彻“三公经费规定。": "引号不成对",
    "公务接待费支出3.00万元。完成预算的75.00%。": "句号应为逗号",
    "公务接待费支出3.00万元。占“三公”经费支出的10.71%。": "句号应为逗号",
    "收、支总计各是412.5,414.4万元。": "易误读为千分位",
}


def said(text: str) -> list[str]:
    return [f.message for f in seen.findings(seen.audit({"绩效": text}, alone=True), "text.punctuation")]


@pytest.mark.parametrize("text", FINE)
def test_what_is_paired_or_spans_paragraphs_is_fine(text: str) -> None:
    assert said(text) == []


@pytest.mark.parametrize(("text", "what"), WRONG.items(), ids=list(WRONG.values()))
def test_what_is_lone_is_told(text: str, what: str) -> None:
    (message,) = said(text)
    assert what in message


ITEM = "{}.住房保障支出（类）住房改革支出（款）{}（项）。主要用于{}。"


@pytest.mark.parametrize(
    ("first", "second", "found"),
    [
        ("按规定比例缴存住房公积金", "发放职工提租补贴", 0),
        ("按规定比例缴存住房公积金", "按规定比例缴存住房公积金", 1),
        ("按国家规定支付职工有关待遇", "按国家规定支付职工有关待遇", 0),
    ],
)
def test_a_usage_that_speaks_of_another_item(first: str, second: str, found: int) -> None:
    text = f"{ITEM.format(1, '住房公积金', first)}\n\n{ITEM.format(2, '提租补贴', second)}"
    assert len(seen.findings(seen.audit({"一般": text}, alone=True), "subject.usage_copied")) == found
