"""The arithmetic of evaluation tables, on a small report with one attached."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from gouji import patterns
from gouji.verify.evaluations import EvaluationPattern

from tests import small
from tests.verify import seen

if TYPE_CHECKING:
    from gouji.model import Audit

HEAD = "\n第五部分 附件\n\n藏品修复项目财政评价报告\n\n"
SELF = """项目支出绩效自评表
项目名称|藏品修复
项目资金|年初预算数|全年预算数（A）|全年执行数（B）|分值|执行率（B/A）|得分
年度资金总额|19.50|19.50|{done}|10|{rate}|{score}
其中：当年财政拨款|19.50|19.50|{done}|-|{rate}|-
"""
SCORES = """项目财政评价得分情况表
一级指标|分值|得分|得分率
决策|10|10|100.00%
过程|30|28|{rate}
产出|30|{output}|{share}
效益|30|25.85|86.17%
合计|100|{total}|92.85%
"""
GOOD = {"rate": "93.33%", "output": "29", "share": "96.67%", "total": "92.85"}


def audited(table: str, **figures: str) -> Audit:
    return seen.audit_text(small.text() + HEAD + table.format(**figures).replace("|", "\t"))


def outcomes(result: Audit, code: str) -> list[str]:
    return [check.outcome for check in result.checks if check.code == code]


def told(result: Audit) -> list[str]:
    return [f.message for f in result.findings if f.code.startswith("table.") and "得分" in f.message]


def test_a_right_table_passes_and_is_silent() -> None:
    result = audited(SCORES, **GOOD)
    assert outcomes(result, "evaluation.score_rate") == ["pass"] * 5
    assert outcomes(result, "evaluation.total") == ["pass"]
    assert told(result) == []


def test_a_rate_that_is_not_score_over_points_is_told_with_the_right_one() -> None:
    result = audited(SCORES, **GOOD | {"rate": "83.33%"})
    (found,) = [f for f in result.findings if f.code == "table.identity"]
    assert (found.severity, found.said, found.implied) == ("warning", "83.33%", "93.33%")
    assert "过程" in found.message


def test_a_total_that_is_not_the_sum_of_its_parts_is_told() -> None:
    result = audited(SCORES, **GOOD | {"total": "92.58"})
    assert outcomes(result, "evaluation.total") == ["fail"]
    assert any("合计" in message and "92.85" in message for message in told(result))


def test_a_score_above_its_points_is_told() -> None:
    result = audited(SCORES, **GOOD | {"output": "31", "share": "103.33%", "total": "94.85"})
    assert outcomes(result, "evaluation.score_bound").count("fail") == 1


def test_a_sum_is_not_held_against_a_total_of_other_points() -> None:
    result = audited(SCORES.replace("产出|30|{output}|{share}\n", ""), **GOOD)
    assert outcomes(result, "evaluation.total") == ["insufficient_data"]


def test_most_checks_failing_is_a_table_read_wrongly() -> None:
    table = SCORES.replace("86.17%", "25.85").replace("100.00%", "10.00").replace("92.85%", "28.00")
    result = audited(table, **GOOD | {"rate": "29.00", "share": "92.85"})
    assert "fail" not in outcomes(result, "evaluation.score_rate")
    assert told(result) == []


@pytest.mark.parametrize(("rate", "outcome"), [("89.28%", "pass"), ("98.28%", "fail")])
def test_a_rate_of_execution_is_spending_over_budget(rate: str, outcome: str) -> None:
    result = audited(SELF, done="17.41", rate=rate, score="8.93")
    assert outcome in outcomes(result, "evaluation.execution_rate")


ENTRIES = patterns.load("checks/evaluations", EvaluationPattern)


def _table(entry: EvaluationPattern, figures: tuple[str, ...]) -> str:
    """A table that states the figures of an entry's example: [value, over…], or [合计, rows…]."""
    head = "项目财政评价得分情况表\n"
    if entry.code == "evaluation.execution_rate":
        return f"{head}资金|全年执行数|全年预算数|执行率\n财政拨款|{figures[1]}|{figures[2]}|{figures[0]}\n"
    if entry.kind == "ratio":
        return f"{head}指标|得分|分值|得分率\n决策|{figures[1]}|{figures[2]}|{figures[0]}\n"
    if entry.kind == "at_most":
        return f"{head}指标|得分|分值\n决策|{figures[0]}|{figures[1]}\n"
    if entry.kind == "same":
        tables = [
            f"{head}指标|分值|得分\n社会效益|10|{figure}\n其他{n}|1|1\n" for n, figure in enumerate(figures)
        ]
        return "\n".join(tables)
    last, share = ("合计", 100) if entry.kind == "sum" else ("平均分", 25)
    rows = "".join(f"指标{'甲乙丙丁'[n]}|25|{figure}\n" for n, figure in enumerate(figures[1:]))
    return f"{head}指标|分值|得分\n{rows}{last}|{share}|{figures[0]}\n"


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.code)
def test_the_example_of_a_check_passes_and_its_counter_example_fails(entry: EvaluationPattern) -> None:
    for figures, outcome in ((entry.passes, "pass"), (entry.fails, "fail")):
        assert outcomes(audited(_table(entry, figures)), entry.code) == [outcome]


def test_every_check_names_its_formula_and_source() -> None:
    entries = ENTRIES
    assert len({entry.code for entry in entries}) == len(entries)
    assert all(entry.formula and entry.source for entry in entries)


def test_the_narrative_of_attachments_has_a_ledger_of_its_own() -> None:
    narrative = "\n一、项目基本情况\n\n项目预算资金30.00万元，实际支出29.00万元，预算执行率96.67%。\n"
    plain, attached = seen.audit_text(small.text()), seen.audit_text(small.text() + HEAD + narrative)
    assert plain.coverage.attachments == {}
    ledger = attached.coverage.attachments
    assert ledger["figures"] == ledger["claims"] + ledger["nonclaims"] >= 3
    assert ledger["verified"] + ledger["unverifiable"] >= 3
    for name in ("figures", "claims", "linked", "verified"):
        assert getattr(attached.coverage, name) == getattr(plain.coverage, name)
