"""Which figures a reason explains: the basis and the subject its lead names, the sentence before, never more."""

from __future__ import annotations

import pytest

from tests.verify import seen

RECEPTION = "公务接待费支出决算为6.40万元，完成年初预算的80.00%，比上年增加0.40万元，增长6.67%，"
VEHICLES = "公务用车运行维护费9.00万元，比上年减少1.00万元，下降10.00%。"
BUDGETS = (
    "公务接待费6.40万元，较年初预算数减少1.60万元，较上年支出数增加0.40万元，分别下降20.00%和增长6.67%，"
)
TOTAL = "本年支出合计500.00万元，比上年增加50.00万元，增长11.11%。"
PARTS = "其中：基本支出300.00万元，比上年增加20.00万元，增长7.14%；项目支出200.00万元，比上年增加30.00万元，增长17.65%。"

CASES = [
    (
        "三公",
        f"{RECEPTION}决算数小于预算数的主要原因是来访减少。",
        [["6.40万元", "80.00%", "决算数小于预算数"]],
    ),
    ("三公", f"{RECEPTION}较上年增长的主要原因是来访批次增加。", [["0.40万元", "6.67%"]]),
    (
        "三公",
        f"{RECEPTION}决算数小于预算数的主要原因是陪餐从简；较上年增长的主要原因是来访批次增加。",
        [["6.40万元", "80.00%", "决算数小于预算数"], ["0.40万元", "6.67%"]],
    ),
    ("三公", f"{BUDGETS}主要原因是来访结构变化。", [["1.60万元", "0.40万元", "20.00%", "6.67%"]]),
    (
        "三公",
        f"{RECEPTION[:-1]}。{VEHICLES}公务接待费增加的主要原因是来访批次增加。",
        [["0.40万元", "6.67%"]],
    ),
    ("支出", f"{TOTAL}主要原因是新增馆藏项目。", [["50.00万元", "11.11%"]]),
    (
        "财政",
        "一般公共预算财政拨款支出80.00万元，完成年初预算的95.00%，比上年增加8.00万元，增长11.11%。"
        "一般公共预算财政拨款支出增加的主要原因是新增馆藏项目。",
        [["8.00万元", "11.11%"]],
    ),
    (
        "支出",
        f"{TOTAL}{PARTS}变动的主要原因是新增馆藏项目。",
        [["50.00万元", "11.11%", "20.00万元", "7.14%", "30.00万元", "17.65%"]],
    ),
    (
        "支出",
        f"{TOTAL[:-1]}，主要原因是新增馆藏项目。{PARTS[3:-1]}，主要原因是库房改造。",
        [["50.00万元", "11.11%"], ["30.00万元", "17.65%"]],
    ),
]


CASES += [
    ("一般", "档案馆（项）年初无预算，支出决算为46.20万元，为年中追加的防疫经费。", [["46.20万元"]]),
    (
        "三公",
        "公务接待费支出决算6.40万元，较预算减少1.60万元，降低20.00%，主要是来访减少；"
        "较上年增加0.40万元，增长6.67%，主要是恢复馆际交流。",
        [["6.40万元", "1.60万元", "20.00%"], ["0.40万元", "6.67%"]],
    ),
    (
        "三公",
        "公务接待费预算5.00万元，支出决算2.40万元，完成预算的48.00%，比上年减少0.60万元，下降20.00%，主要原因是来访减少。",
        [["2.40万元", "48.00%", "0.60万元", "20.00%"]],
    ),
    (
        "三公",
        "公务接待费2.00万元、公务用车运行维护费9.00万元，分别较上年减少0.50万元和1.00万元，均因压减出行。",
        [["0.50万元", "1.00万元"]],
    ),
    (
        "运行",
        "机关运行经费支出90.00万元，比年初预算增加5.00万元，增长5.88%，主要原因是人员调入。",
        [["5.00万元", "5.88%"]],
    ),
]


@pytest.mark.parametrize(("section", "text", "wanted"), CASES, ids=[text[-22:] for _, text, _ in CASES])
def test_a_reason_explains_these_figures_and_no_more(
    section: str, text: str, wanted: list[list[str]]
) -> None:
    result = seen.audit({section: text}, alone=True)
    texts = {claim.id: claim.text for claim in result.claims}
    found = [sorted(texts[claim] for claim in reason.explains) for reason in result.reasons]
    assert found == [sorted(each) for each in wanted]


def test_one_comparison_of_several_subjects_explains_each() -> None:
    text = (
        "社会保障和就业支出（类）行政事业单位养老支出（款）机关事业单位基本养老保险缴费支出（项）年初预算40.00万元，"
        "支出决算42.00万元，完成年初预算的105.00%；"
        "机关事业单位职业年金缴费支出（项）年初预算20.00万元，支出决算21.00万元，完成年初预算的105.00%。"
        "上述科目决算数均大于年初预算数，主要原因是缴费基数调整。"
    )
    result = seen.audit({"一般": text}, alone=True)
    by_id = {claim.id: claim for claim in result.claims}
    (reason,) = result.reasons
    told = {((by_id[c].subject or "").split("/")[-1][-8:], by_id[c].kind) for c in reason.explains}
    assert told == {
        (name, kind)
        for name in ("基本养老保险缴费支出"[-8:], "职业年金缴费支出")
        for kind in ("level", "completion", "comparison")
    }


def test_an_outturn_without_a_budget_is_what_the_reason_explains() -> None:
    text = (
        "卫生健康支出（类）行政事业单位医疗（款）行政单位医疗（项）年初预算20.00万元，支出决算18.00万元，"
        "完成年初预算的90.00%。卫生健康支出（类）行政事业单位医疗（款）公务员医疗补助（项）年初未安排预算，"
        "支出决算为3.20万元，主要原因是年中下达补助。"
    )
    result = seen.audit({"一般": text}, alone=True)
    texts = {claim.id: (claim.kind, claim.text) for claim in result.claims}
    assert [texts[c] for c in result.reasons[-1].explains] == [("level", "3.20万元")]
