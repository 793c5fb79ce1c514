"""The quality of reasons: each check raises its finding on a small report, and not on the honest one beside it."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from gouji.verify.reasons import copied_from

from tests import small
from tests.verify import seen

RUN = "一般公共服务支出（类）档案事务（款）行政运行（项）"
PENSION = "社会保障和就业支出（类）行政事业单位养老支出（款）机关事业单位基本养老保险缴费支出（项）"
HOUSING = "住房保障支出（类）住房改革支出（款）住房公积金（项）"
ITEM = "。年初预算为185.00万元，支出决算为285.00万元，完成年初预算的154.05%，决算数大于年初预算数的主要原因是"
UP = "2023年度收、支总计均为840.00万元。与2022年度相比，收、支总计各增加40.00万元，增长5.00%。"


class Case(NamedTuple):
    """A section with a reason at fault, the code, a word of the message, and the same with an honest reason."""

    code: str
    section: str
    text: str
    message: str
    honest: str
    severity: str = "warning"


CASES = {
    "carry-over-far-too-small": Case(
        "reason.unsupported", "一般", f"1.{RUN}{ITEM}使用上年结转资金。".replace("185.00", "1.00").replace("154.05", "28500.00"),
        "年初结转和结余", f"1.{RUN}{ITEM}使用上年结转资金。".replace("185.00", "255.00").replace("154.05", "111.76"),
    ),
    "nothing-carried-out": Case(
        "reason.unsupported", "三公",
        "公务接待费年初预算为4.00万元，支出决算为3.00万元，完成年初预算的75.00%，决算数小于年初预算数的主要原因是部分费用结转下年支付。",
        "年末结转和结余为零", "公务接待费年初预算为4.00万元，支出决算为3.00万元，完成年初预算的75.00%，决算数小于年初预算数的主要原因是来访批次减少。",
    ),
    "blank-row": Case(
        "reason.unsupported", "运行", "2023年度机关运行经费支出90.00万元，比上年增加5.00万元，增长5.88%，主要原因是专用设备购置增加。",
        "公开06的对应行无数据", "2023年度机关运行经费支出90.00万元，比上年增加5.00万元，增长5.88%，主要原因是办公设备购置增加。",
    ),
    "booked-elsewhere": Case(
        "reason.unsupported", "一般", f"1.{RUN}{ITEM}住房公积金缴存基数上调。", "2210201", f"1.{RUN}{ITEM}在职人员工资晋级晋档。",
    ),
    "moved-the-other-way": Case(
        "reason.unsupported", "三公",
        "“三公”经费支出决算为28.00万元，比上年增加2.00万元，增长7.69%，主要原因是公务接待费增加。公务接待费支出决算为3.00万元，比上年减少1.00万元，下降25.00%，主要原因是来访批次减少。",
        "情况说明中其减少",
        "“三公”经费支出决算为28.00万元，比上年减少2.00万元，下降6.67%，主要原因是公务接待费减少。公务接待费支出决算为3.00万元，比上年减少1.00万元，下降25.00%，主要原因是来访批次减少。",
    ),
    "amounts-do-not-add-up": Case(
        "reason.amounts", "总体", f"{UP}原因是馆藏数字化项目增加30.00万元，人员经费增加25.00万元。", "55.00万元",
        f"{UP}原因是馆藏数字化项目增加30.00万元，人员经费增加10.00万元。",
    ),
    "amounts-under-heads": Case(
        "reason.amounts", "总体",
        f"{UP}原因是：增支因素：馆藏数字化项目增加30.00万元；减支因素：人员经费减少5.00万元。", "25.00万元",
        f"{UP}原因是：增支因素：馆藏数字化项目增加45.00万元；减支因素：人员经费减少5.00万元。",
    ),
    "main-amounts-go-the-other-way": Case(
        "reason.amounts", "总体", f"{UP}主要原因是馆藏数字化项目增加3.00万元，人员经费减少25.00万元。", "方向相反",
        f"{UP}主要原因是馆藏数字化项目增加30.00万元，人员经费减少2.00万元。",
    ),
    "rate-admits-no-base": Case(
        "reason.amounts", "总体", f"{UP}原因是馆藏数字化项目增加10.00万元，人员经费增长2%。", "不可能合计",
        f"{UP}原因是馆藏数字化项目增加30.00万元，人员经费增长2%。", "notice",
    ),
    "opposite-direction": Case(
        "reason.opposite_direction", "三公", "公务接待费支出决算为3.00万元，比上年增加1.00万元，增长50.00%，主要原因是接待批次减少。",
        "相反", "公务接待费支出决算为3.00万元，比上年增加1.00万元，增长50.00%，主要原因是接待批次增加。",
    ),
    "zero-difference": Case(
        "reason.zero_difference", "三公",
        "公务接待费支出决算为3.00万元，比上年增加0.00万元，增长0.00%，主要原因是严格控制公务接待标准。",
        "增减为零", "公务接待费支出决算为3.00万元，比上年减少1.00万元，下降25.00%，主要原因是严格控制公务接待标准。", "notice",
    ),
    "copied-over-unlike-items": Case(
        "reason.copied", "一般",
        f"1.{RUN}{ITEM}新增馆藏档案数字化加工项目。2.{PENSION}。年初预算为150.00万元，支出决算为190.00万元，完成年初预算的126.67%，"
        "决算数大于年初预算数的主要原因是新增馆藏档案数字化加工项目。",
        "照搬",
        f"1.{RUN}{ITEM}新增馆藏档案数字化加工项目。2.{PENSION}。年初预算为150.00万元，支出决算为190.00万元，完成年初预算的126.67%，"
        "决算数大于年初预算数的主要原因是缴费基数上调。",
    ),
    "one-text-for-growth-and-fall": Case(
        "reason.copied", "支出",
        "基本支出610.00万元，比上年增加60.00万元，增长10.91%，主要原因是根据工作任务对经费进行了统筹安排。"
        "项目支出200.00万元，比上年减少50.00万元，下降20.00%，主要原因是根据工作任务对经费进行了统筹安排。",
        "照搬",
        "基本支出610.00万元，比上年增加60.00万元，增长10.91%，主要原因是人员调入。"
        "项目支出200.00万元，比上年减少50.00万元，下降20.00%，主要原因是根据工作任务对经费进行了统筹安排。",
    ),
    "zero-difference-beside-a-full-completion": Case(
        "reason.zero_difference", "三公",
        "公务接待费年初预算为3.00万元，支出决算为3.00万元，完成年初预算的100.00%。决算数与年初预算数持平，主要原因是严格控制公务接待标准。",
        "增减为零",
        "公务接待费年初预算为4.00万元，支出决算为3.00万元，完成年初预算的75.00%。决算数小于年初预算数，主要原因是严格控制公务接待标准。",
        "notice",
    ),
    "usage-behind-the-cue-of-a-reason": Case(
        "reason.usage", "三公", "公务接待费3.00万元，比上年增加1.00万元，增长50.00%，增加的主要原因是用于接待兄弟馆交流。",
        "以用途代替原因", "公务接待费3.00万元，比上年增加1.00万元，增长50.00%，增加的主要原因是兄弟馆来访批次增多。",
    ),
    "a-base-that-was-raised-for-a-fall": Case(
        "reason.opposite_direction", "一般",
        f"1.{PENSION}。年初预算为200.00万元，支出决算为190.00万元，完成年初预算的95.00%，决算数小于年初预算数的主要原因是缴费基数上调。",
        "相反",
        f"1.{PENSION}。年初预算为200.00万元，支出决算为190.00万元，完成年初预算的95.00%，决算数小于年初预算数的主要原因是缴费基数下调。",
    ),
    "replaced-is-not-against": Case(
        "reason.opposite_direction", "三公",
        "公务用车运行维护费21.50万元，比上年减少0.50万元，下降2.27%，主要原因是车辆出行次数增加。", "相反",
        "公务用车运行维护费21.50万元，比上年减少0.50万元，下降2.27%，主要原因是新增新能源车替代燃油车。",
    ),
    "several-blank-rows": Case(
        "reason.unsupported", "运行",
        "2023年度机关运行经费支出90.00万元，比上年增加5.00万元，增长5.88%，主要原因是专用设备购置、其他商品和服务支出增加。",
        "专用设备购置、其他商品和服务支出在公开06",
        "2023年度机关运行经费支出90.00万元，比上年增加5.00万元，增长5.88%，主要原因是办公费、办公设备购置增加。",
    ),
    "a-reason-for-the-other-half": Case(
        "reason.missing", "支出",
        "其中：基本支出610.00万元，比上年增加60.00万元，增长10.91%，主要是工资标准提高；项目支出200.00万元，比上年减少50.00万元，下降20.00%。",
        "较上年下降20.00%",
        "其中：基本支出610.00万元，比上年增加60.00万元，增长10.91%，主要是工资标准提高；"
        "项目支出200.00万元，比上年减少50.00万元，下降20.00%，主要是普查结束。",
        "notice",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_a_poor_reason_is_told_and_an_honest_one_is_not(name: str) -> None:
    case = CASES[name]
    forms = {"公开01": small.FORMS["公开01"].replace("年末结转和结余|60|30.00", "年末结转和结余|60|")}
    poor = seen.findings(seen.audit({case.section: case.text}, forms), case.code)
    assert any(case.message in f.message for f in poor), [f.message for f in poor]
    assert {f.severity for f in poor if case.message in f.message} == {case.severity}
    honest = seen.findings(seen.audit({case.section: case.honest}), case.code)
    assert not [f.message for f in honest if case.message in f.message]


def test_a_finding_names_the_reason_and_the_cells_it_rests_on() -> None:
    result = seen.audit({"一般": f"1.{RUN}{ITEM}住房公积金缴存基数上调。"})
    (found,) = seen.findings(result, "reason.unsupported")
    assert found.said == "住房公积金缴存基数上调"
    assert [seen.cell(result, c) for c in found.cells] == ["公开02 2210201 本年收入合计"]
    reason = next(r for r in result.reasons if r.text == found.said)
    assert set(reason.explains) <= set(found.claims)


ITEMS = "".join(
    f"{number}.{name}。年初预算为{budget}万元，支出决算为{spent}万元，完成年初预算的{rate}%，决算数大于年初预算数的主要原因是{reason}。\n"
    for number, (name, budget, spent, rate, reason) in enumerate(
        (
            (RUN, "255.00", "285.00", "111.76", "甲文献中心年中追加人员工资经费"),
            (
                "一般公共服务支出（类）档案事务（款）档案馆（项）",
                "10.00",
                "20.00",
                "200.00",
                "年中追加库房消防改造专项经费",
            ),
            (PENSION, "150.00", "190.00", "126.67", "缴费基数上调"),
            (HOUSING, "100.00", "110.00", "110.00", "缴存比例提高"),
        ),
        1,
    )
)


@pytest.mark.parametrize(
    ("reason", "told"),
    [
        ("乙展览中心年中追加人员工资经费", True),
        ("甲文献中心年中追加人员工资经费", False),
        ("年中追加库房消防改造专项经费", False),
    ],
)
def test_what_no_item_bears_out_of_the_reason_of_a_total(reason: str, told: bool) -> None:
    total = (
        "2023年度一般公共预算财政拨款支出年初预算为515.00万元，支出决算为605.00万元，完成年初预算的117.48%，"
        f"决算数大于年初预算数的主要原因是{reason}。其中：\n{ITEMS}"
    )
    found = [
        f for f in seen.findings(seen.audit({"一般": total}), "reason.unsupported") if "各项说明" in f.message
    ]
    assert [f.severity for f in found] == (["notice"] if told else [])


def test_reasons_copied_from_other_reports_name_their_place() -> None:
    own = f"{UP}主要原因是新建档案数据灾备机房并配套实施两期网络改造。"
    result = seen.audit({"总体": own})
    copy = seen.audit({"总体": own, "财政": "2023年度财政拨款收、支总计均为620.00万元。"})
    other = seen.audit({"总体": f"{UP}主要原因是全市方志编纂工作启动，外聘编辑人员增加。"})
    (found,) = copied_from(result, iter([other, copy]))
    assert found.code == "reason.copied"
    assert f"{small.NAME}2023年：" in found.message
    assert copied_from(result, [other]) == ()
    assert copied_from(result, []) == ()
