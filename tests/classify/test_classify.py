from __future__ import annotations

import dataclasses
import importlib.util
import sys
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from gouji.classify import classify, combine
from gouji.classify.lines import classify_line
from gouji.classify.taxonomy import types
from gouji.classify.votes import Ballot, Explained
from gouji.extract.factors import split
from gouji.model import Claim, Reason

if TYPE_CHECKING:
    from types import ModuleType


def load_corpus() -> ModuleType:
    spec = importlib.util.spec_from_file_location("reason_cases", Path(__file__).with_name("corpus.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


corpus = load_corpus()


def reason(text: str, *explains: str) -> Reason:
    return Reason(
        "r1", None, "s1", 0, len(text), text, "主要原因是", explains, None, False, False, None, split(text)
    )


def claim(subject: str, direction: str | None, key: str = "c1") -> Claim:
    return Claim(key, "s1", 0, 1, "x", "change", subject, direction=direction)  # type: ignore[arg-type]


def kinds(text: str, subject: str = "支出总计", direction: str = "increase") -> list[set[str]]:
    (found,) = classify([reason(text, "c1")], [claim(subject, direction)])
    return [{entry.type for entry in factor.types} for factor in found.factors]


def test_the_rules_know_the_cases_they_were_written_on() -> None:
    score, lines = corpus.score("seen")
    assert score.f1 >= 0.97, "\n".join(lines)
    assert score.depths >= 0.97 * score.cases
    assert score.splits >= 0.97 * score.cases


def test_the_rules_hold_on_cases_they_were_not_written_on() -> None:
    score, _ = corpus.score("unseen")
    assert score.f1 >= 0.80
    assert score.depths >= 0.90 * score.cases


def test_the_rules_keep_what_the_second_round_taught_them() -> None:
    score, lines = corpus.score("seen2")
    assert score.f1 >= 0.87, "\n".join(lines)


def test_there_are_enough_cases_of_every_type() -> None:
    found = [case for name in ("seen", "seen2", "unseen") for case in corpus.cases(name)]
    assert len(found) >= 150
    assert {kind for case in found for kinds in case.types for kind in kinds} == set(types())


@pytest.mark.parametrize(
    ("text", "subject", "direction", "wanted", "depth"),
    [
        ("渔港信息化建设专项资金较上年减少", "收入支出总计", "decrease", {"project"}, "D2"),
        ("人员减少", "基本支出", "decrease", {"personnel"}, "D3"),
        ("追加渔政执法专项经费", "农林水支出", "increase", {"funding", "project"}, "D3"),
        ("县渔政站追加人员工资经费", "事业运行", "increase", {"funding"}, "D3"),
        ("增加近海养护发展资金支出", "农林水支出", "increase", {"project"}, "D2"),
        ("将驻岛人员补贴列入此科目", "行政运行", "increase", {"classification"}, "D3"),
        ("结转海洋牧场发展资金", "农林水支出", "increase", {"carryover", "project"}, "D3"),
        ("厉行节约", "办公费", "decrease", {"austerity"}, "D3"),
        ("减少使用培训支出", "教育支出/进修及培训/培训支出", "decrease", {"circular"}, "D1"),
        ("减少使用培训支出", "教育支出", "decrease", {"component"}, "D2"),
        ("一名退休职工去世", "社会保障和就业支出/抚恤/死亡抚恤", "increase", {"personnel"}, "D3"),
        ("缴费基数调整", "住房公积金", "increase", {"standard"}, "D3"),
        ("机构改革", "行政运行", "decrease", {"organisation"}, "D3"),
        ("受疫情影响", "培训费", "decrease", {"exogenous"}, "D3"),
        ("采购流程未完成", "项目支出", "decrease", {"execution"}, "D3"),
        ("年初无预算", "项目支出", "increase", {"budgeting"}, "D3"),
        ("公务用车报废更新", "公务用车购置费", "increase", {"asset"}, "D3"),
        ("来访减少", "公务接待费", "decrease", {"workload"}, "D3"),
        ("无变化", "公务接待费", "flat", {"flat_note"}, "D0"),
        ("主要用于接待来宾", "公务接待费", "increase", {"non_reason"}, "D0"),
        ("XXXX", "公务接待费", "increase", {"residue"}, "D0"),
        ("压减会议费", "会议费", "decrease", {"austerity", "circular"}, "D1"),
        ("压减会议费", "支出总计", "decrease", {"austerity", "component"}, "D2"),
        ("为落实过紧日子要求，压减会议费", "会议费", "decrease", {"austerity"}, "D3"),
        ("人员经费增加36万元", "支出总计", "increase", {"component"}, "D2"),
        ("补发津贴36万元", "支出总计", "increase", {"standard"}, "D4"),
        ("自2021年9月起提高津贴标准", "支出总计", "increase", {"standard"}, "D4"),
        ("财政部门统一压减预算", "支出总计", "decrease", {"funding"}, "D3"),
    ],
)
def test_borderline_rules(text: str, subject: str, direction: str, wanted: set[str], depth: str) -> None:
    (found,) = classify([reason(text, "c1")], [claim(subject, direction)])
    assert {entry.type for factor in found.factors for entry in factor.types} == wanted
    assert found.depth == depth


def test_the_subject_decides_between_circular_and_component() -> None:
    assert kinds("离休人员支出增加", "社会保障和就业支出/行政事业单位养老支出/行政单位离退休") == [
        {"circular"}
    ]
    assert kinds("离休人员支出增加", "社会保障和就业支出") == [{"component"}]


def test_names_in_quotes_cast_no_votes() -> None:
    assert kinds("追加“防疫车辆更新退休之家”专项经费") == [{"funding", "project"}]


def test_an_unknown_cause_keeps_no_type() -> None:
    assert kinds("海鸥飞过") == [set()]
    (found,) = classify([reason("海鸥飞过")], [])
    assert found.depth is None


def test_what_tells_no_direction_takes_that_of_the_change() -> None:
    (found,) = classify([reason("一名退休职工去世", "c1")], [claim("死亡抚恤", "increase")])
    assert found.factors[0].direction == "increase"
    (found,) = classify([reason("压减会议费", "c1")], [claim("会议费", "increase")])
    assert found.factors[0].direction == "decrease"


@pytest.mark.parametrize(
    ("text", "subject", "way", "wanted"),
    [
        ("三名职工退休", "行政单位离退休", "increase", "increase"),
        ("三名职工退休", "行政运行", "increase", "decrease"),
        ("退休人员减少", "行政单位离退休", "increase", "decrease"),
        ("原有车辆报废", "公务用车购置费", "increase", "increase"),
        ("海鸥飞过", "公务用车购置费", "increase", None),
    ],
)
def test_an_event_may_move_an_account_either_way(
    text: str, subject: str, way: str, wanted: str | None
) -> None:
    (found,) = classify([reason(text, "c1")], [claim(subject, way)])
    assert found.factors[0].direction == wanted


def test_scores_are_shares_of_the_votes() -> None:
    ballots = [Ballot("a", "funding", 2, 0), Ballot("b", "project", 1, 5)]
    assert [(entry.type, entry.score) for entry in combine.scores(ballots)] == [
        ("funding", Decimal("0.67")),
        ("project", Decimal("0.33")),
    ]
    assert combine.scores([]) == ()


def test_another_voter_joins() -> None:
    def model(text: str, about: Explained) -> tuple[Ballot, ...]:
        return (Ballot("model", "policy", 2, 0),) if "海鸥" in text else ()

    (found,) = classify([reason("海鸥飞过")], [], voters=[model])
    assert [entry.type for entry in found.factors[0].types] == ["policy"]


def test_no_two_types_give_way_to_each_other() -> None:
    table = types()
    assert [
        (kind, other)
        for kind, entry in table.items()
        for other in entry.yields_to
        if kind in table[other].yields_to
    ] == []


@pytest.mark.parametrize(
    ("text", "stock"),
    [
        ("认真贯彻落实中央八项规定精神，厉行节约，严格控制支出", True),
        ("与上年持平", True),
        ("减少渔政执法船燃油支出，严格控制出海批次", False),
        ("厉行节约，压减差旅费12万元", False),
        ("追加“蓝湾”整治经费", False),
        ("", False),
    ],
)
def test_boilerplate(text: str, stock: bool) -> None:
    (found,) = classify([reason(text, "c1")], [claim("“三公”经费", "decrease")])
    assert found.boilerplate is stock


def test_amounts_of_a_reason() -> None:
    given = classify([reason("新增甲乡道路养护项目、乙乡水渠修复项目，共计120万元")], [])[0]
    assert (given.amount, given.quantified, given.depth) == (Decimal(1200000), True, "D4")
    single = classify([reason("人员增加；补发津贴36万元")], [])[0]
    assert single.amount == Decimal(360000)
    kept = dataclasses.replace(reason("补发津贴36万元"), amount=Decimal(1))
    assert classify([kept], [])[0].amount == Decimal(1)


def test_an_empty_reason_has_depth_zero() -> None:
    assert classify([reason("")], [])[0].depth == "D0"


def test_a_line_with_subject_and_direction() -> None:
    found = classify_line("公务接待费\tdecrease\t来访批次减少。\n", split)
    assert (found["subject"], found["direction"], found["text"]) == ("公务接待费", "decrease", "来访批次减少")
    (given,) = found["factors"][0]["types"]
    assert given["type"] == "workload"
    assert Decimal(given["score"]) > Decimal("0.5")
    assert (found["depth"], found["quantified"], found["boilerplate"]) == ("D3", False, False)


def test_a_line_of_text_alone() -> None:
    found = classify_line("人员减少；补发津贴3.5万元", split)
    assert (found["subject"], found["direction"], found["depth"]) == (None, None, "D4")
    assert [factor["amount"] for factor in found["factors"]] == [None, "35000"]
    assert classify_line("", split)["depth"] == "D0"
    for way in ("", "decrease"):
        restated = classify_line(f"会议费\t{way}\t会议费减少", split)["factors"][0]["types"]
        assert [entry["type"] for entry in restated] == ["circular"]


@pytest.mark.parametrize(("text", "wanted"), [("来访批次减少", "workload"), ("支出减少", "circular")])
def test_rules_alone_agree_on_one_type_with_a_whole_vote(text: str, wanted: str) -> None:
    (factor,) = classify([reason(text)], [])[0].factors
    assert [(given.type, given.score) for given in factor.types] == [(wanted, Decimal("1.00"))]
