"""Where a reason begins and ends: «…» marks the text of each reason of a paragraph, in order."""

from __future__ import annotations

import re

import pytest

from tests.verify import seen

SPANS = [
    # what was not budgeted, and where the money came from
    "年初无预算，支出决算为12.00万元，为«年中下达的方志普查专项资金»。",
    "年初未安排预算，支出决算为12.00万元，主要是«市财政追加方志普查经费»，用于外业调查。",
    "年初预算为0万元，支出决算为12.00万元，系«两名退休干部去世，按规定发放抚恤金»，不计算完成率。",
    "年初无预算，支出决算为12.00万元，«由区级预备费安排»，主要用于库房抢修。",
    "其他收入12.00万元，占收入合计的1.50%，系代管账户利息。",
    # a side or a portion of the comparison
    "公务接待费支出决算3.00万元，年初预算4.00万元，决算小于预算系«来访批次减少»。",
    "实际支出13.00万元，为年初预算12.00万元的108.33%，超出部分为«基础绩效奖清算»。",
    "与上年相比增加12.00万元，增量主要来自«新馆开放»。",
    # one reason ends where the next one begins
    "决算数小于年初预算数的主要原因：«从严审批接待事项»；决算数小于上年决算数的主要原因：«上年更新车辆1辆»。",
    "基本支出增加6.00万元，增长3.00%，主要是«正常晋级晋档»；项目支出减少9.00万元，下降18.00%，主要是«普查结束»。",
    # ends
    "比上年减少6.00万元，系«缴费人数减少»所致。",
    "比上年减少6.00万元，受«部分补贴材料未通过审核»影响，相关企业未予拨付。",
    "比上年减少6.00万元，主要是«受疫情影响，线下展览取消»。",
    "比上年增加6.00万元，主要原因是«慰问老馆员126人次，支出慰问金7.56万元（人均600元）»。",
    "比上年减少6.00万元，主要原因是«严格公务接待（含外事）管理»（详见公开09表）。",
    "比上年减少6.00万元，主要原因是«在职人员减少»，公务员医疗补助与预算持平。",
    "比上年减少6.00万元，主要与«新增数字化项目»有关。",
    # references and lists
    "比上年增加6.00万元，增长3.00%，增长原因«同上»。",
    "比上年减少6.00万元，«一是实行定点维修，二是合并下乡行程»。",
    # what is no reason
    "国内公务接待12批次、96人次，主要是接待省市检查组。",
    "年初结转和结余12.00万元，较上年减少3.00万元，主要为上年未完工项目资金。",
    "因年初预算数为0，无法计算百分比。",
]


def _marked(case: str) -> tuple[str, list[str]]:
    return re.sub("[«»]", "", case), [text for text in re.findall("«([^»]*)»", case) if text]


@pytest.mark.parametrize("case", SPANS)
def test_a_reason_begins_and_ends_where_it_is_marked(case: str) -> None:
    text, wanted = _marked(case)
    result = seen.audit({"三公": f"公务用车运行维护费21.50万元。\n{text}"}, alone=True)
    assert [reason.text for reason in result.reasons] == wanted
